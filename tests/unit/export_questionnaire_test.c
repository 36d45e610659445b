/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the checkers of FHIR do not see in a Questionnaire: two values in one place,
 * empty lists, items out of order, a linkId that comes twice.
 */
#include "export/form_format.h"
#include "export/questionnaire.h"

#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* How many members that begin with "value", how many empty lists and objects. */
static size_t count_faults(const json_t *json)
{
    const char *member;
    json_t *value;
    size_t faults = 0, values = 0, index;

    if (json_is_array(json)) {
        json_array_foreach(json, index, value) faults += count_faults(value);
        return faults + (json_array_size(json) == 0);
    }
    if (!json_is_object(json))
        return json_is_string(json) && json_string_length(json) == 0;
    json_object_foreach((json_t *)json, member, value) {
        values += strncmp(member, "value", 5) == 0;
        faults += count_faults(value);
    }
    if (json_object_get(json, "url") && values > 0 && json_object_get(json, "extension"))
        faults++;
    return faults + (values > 1) + (json_object_size(json) == 0);
}

/* All linkIds in order; a helper of ours has a full stop in it. */
static void add_names(struct buf *out, const json_t *list, size_t *twice)
{
    json_t *item;
    size_t index;

    json_array_foreach(list, index, item) {
        struct buf line = BUF_INIT;

        buf_add_format(&line, " %s ", json_text(item, "linkId"));
        *twice += strstr(buf_text(out), buf_text(&line)) != NULL;
        if (!strchr(buf_text(&line), '.'))
            buf_add_text(out, buf_text(&line));
        buf_finish(&line);
        add_names(out, json_object_get(item, "item"), twice);
    }
}

static json_t *exported(const struct form *form, const char *language)
{
    struct buf first = BUF_INIT, second = BUF_INIT;
    struct error err = {0};
    json_t *json;

    assert_true(questionnaire_write(&first, form, language, NULL, &err));
    assert_true(questionnaire_write(&second, form, language, NULL, &err));
    assert_string_equal(buf_text(&first), buf_text(&second));
    json = json_loads(buf_text(&first), JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    buf_finish(&first);
    buf_finish(&second);
    return json;
}

static struct form *load(const char *name)
{
    struct buf path = BUF_INIT;
    struct error err = {0};
    struct form *form;

    buf_add_format(&path, "%s/%s", getenv("VERHAAL_TEST_SRCDIR"), name);
    if (!form_load(&form, buf_text(&path), NULL, &err))
        fail_msg("%s", err.message);
    buf_finish(&path);
    return form;
}

static void check(const char *name)
{
    struct form *form = load(name);
    json_t *json = exported(form, NULL);
    struct buf names = BUF_INIT, expected = BUF_INIT;
    size_t twice = 0;

    assert_int_equal(count_faults(json), 0);
    add_names(&names, json_object_get(json, "item"), &twice);
    for (size_t i = 0; i < form->all_count; i++)
        buf_add_format(&expected, " %s ", form->all[i]->name);
    assert_int_equal(twice, 0);
    assert_string_equal(buf_text(&names), buf_text(&expected));
    buf_finish(&names);
    buf_finish(&expected);
    json_decref(json);
    form_destroy(form);
}

static void test_forms(void **state)
{
    (void)state;
    check("forms/cfi_core.yaml");
    check("forms/migration_history.yaml");
    check("forms/language_interpreter.yaml");
    check("tests/fhir/everything.yaml");
}

/* The judge finds each fault that it is there for. */
static void test_control(void **state)
{
    static const char *const bad[] = {"{\"valueString\": \"a\", \"valueInteger\": 1}",
                                      "{\"item\": []}", "{\"text\": \"\"}", "{\"_text\": {}}",
                                      "{\"url\": \"u\", \"valueCode\": \"a\", "
                                      "\"extension\": [{\"url\": \"b\"}]}"};
    struct buf names = BUF_INIT;
    size_t twice = 0;
    json_t *json;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        json = json_loads(bad[i], 0, NULL);
        assert_int_equal(count_faults(json), 1);
        json_decref(json);
    }
    json = json_loads("[{\"linkId\": \"a\", \"item\": [{\"linkId\": \"a\"}]}]", 0, NULL);
    add_names(&names, json, &twice);
    assert_int_equal(twice, 1);
    json_decref(json);
    buf_finish(&names);
}

static void test_language(void **state)
{
    struct form *form = load("forms/cfi_core.yaml");
    struct losses losses = LOSSES_INIT;
    struct buf out = BUF_INIT;
    struct error err = {0};
    json_t *json = exported(form, "nl");

    (void)state;
    assert_string_equal(json_text(json, "language"), "nl");
    assert_false(questionnaire_write(&out, form, "fr", NULL, &err));
    assert_int_equal(out.length, 0);
    assert_true(questionnaire_write(&out, form, NULL, &losses, &err));
    assert_true(losses_has(&losses, "help_sources", "none of these"));
    assert_true(losses_has(&losses, "began", "dates"));
    assert_false(losses_has(&losses, "problem", "dates"));
    losses_finish(&losses);
    buf_finish(&out);
    json_decref(json);
    form_destroy(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_control),
        cmocka_unit_test(test_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
