/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON keeps to the schema that is shipped with the program: of every installed
 * form, and of one with every type of item, with answers by chance.
 */
#include "config.h"

#include "base/file.h"
#include "export_cases.h"
#include "export_scene.h"
#include "random_telling.h"
#include "schema_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define JSON_MOST ((size_t)16 << 20)

static void source_path(struct buf *out, const char *name)
{
    const char *root = getenv("VERHAAL_TEST_SRCDIR");
    buf_clear(out);
    buf_add_format(out, "%s/%s", root == NULL ? "." : root, name);
}

static json_t *read_source(const char *name)
{
    struct buf path = BUF_INIT, text = BUF_INIT;
    struct error err = {0};
    json_t *json = NULL;
    source_path(&path, name);
    if (!file_read(&text, buf_text(&path), JSON_MOST, &err) ||
        !json_read(&json, buf_text(&text), text.length, JSON_MOST, &err)) {
        fail_msg("%s: %s", name, err.message);
    }
    buf_finish(&text);
    buf_finish(&path);
    return json;
}

static json_t *written(const struct telling *telling)
{
    struct buf out = BUF_INIT;
    struct error err = {0};
    json_t *json = NULL;
    scene_write(&out, telling, "json");
    if (!json_read(&json, buf_text(&out), out.length, JSON_MOST, &err)) {
        fail_msg("%s", err.message);
    }
    buf_finish(&out);
    return json;
}

static void assert_fits(const json_t *schema, const json_t *json, const char *name)
{
    struct buf found = BUF_INIT;
    if (!schema_check(&found, schema, json)) {
        fail_msg("%s:\n%s", name, buf_text(&found));
    }
    buf_finish(&found);
}

static void test_installed_forms(void **state)
{
    (void)state;
    json_t *schema = read_source("src/export/summary.schema.json");
    struct buf path = BUF_INIT;
    struct file_list forms;
    struct error err = {0};
    source_path(&path, "forms");
    assert_true(file_list_read(&forms, buf_text(&path), ".yaml", &err));
    assert_true(forms.count > 20);
    for (size_t i = 0; i < forms.count; i++) {
        struct telling telling;
        forms.names[i][strlen(forms.names[i]) - strlen(".yaml")] = '\0';
        scene_start_installed(&telling, forms.names[i]);
        telling_fill(&telling, i, TELLING_ALL);
        json_t *json = written(&telling);
        assert_fits(schema, json, forms.names[i]);
        json_decref(json);
        scene_finish(&telling);
    }
    file_list_finish(&forms);
    buf_finish(&path);
    json_decref(schema);
}

static void test_every_type(void **state)
{
    (void)state;
    json_t *schema = read_source("src/export/summary.schema.json");
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct telling telling;
        scene_start_installed(&telling, "../tests/forms/every_type");
        telling_fill(&telling, seed, TELLING_ALL);
        json_t *json = written(&telling);
        assert_fits(schema, json, "every_type");
        json_decref(json);
        scene_finish(&telling);
    }
    json_decref(schema);
}

/* Each value that can have a key more gets one; each has to be found. */
static size_t spoil(const json_t *schema, json_t *whole, json_t *value)
{
    size_t spoilt = 0;
    const char *key;
    json_t *member;
    if (json_is_object(value)) {
        json_object_set_new(value, "more", json_string("than is known"));
        if (schema_check(NULL, schema, whole)) {
            fail_msg("a key that is not in the schema was not found");
        }
        json_object_del(value, "more");
        spoilt++;
        json_object_foreach(value, key, member)
        {
            spoilt += spoil(schema, whole, member);
        }
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        spoilt += spoil(schema, whole, json_array_get(value, i));
    }
    return spoilt;
}

static void test_what_does_not_fit_is_found(void **state)
{
    (void)state;
    json_t *schema = read_source("src/export/summary.schema.json");
    json_t *json = read_source("tests/golden/export_summary.json");
    assert_fits(schema, json, "export_summary.json");
    assert_true(spoil(schema, json, json) > 10);

    json_t *interview = json_array_get(json_object_get(json, "interviews"), 0);
    json_t *item = json_array_get(json_object_get(interview, "items"), 0);
    struct buf found = BUF_INIT;
    json_object_set_new(item, "state", json_string("elsewhere"));
    json_object_set_new(item, "time", json_string("yesterday"));
    json_object_set_new(item, "gloss", json_string(""));
    json_object_set_new(item, "answer", json_array());
    json_object_del(interview, "digest");
    assert_false(schema_check(&found, schema, json));
    assert_non_null(strstr(buf_text(&found), "/interviews/0/items/0/state: none of the values"));
    assert_non_null(strstr(buf_text(&found), "/interviews/0/items/0/time: does not match"));
    assert_non_null(strstr(buf_text(&found), "/interviews/0/items/0/gloss: too short"));
    assert_non_null(strstr(buf_text(&found), "/interviews/0/items/0/answer: has none"));
    assert_non_null(strstr(buf_text(&found), "/interviews/0: lacks digest"));
    buf_finish(&found);
    json_decref(json);
    json_decref(schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_installed_forms),
        cmocka_unit_test(test_every_type),
        cmocka_unit_test(test_what_does_not_fit_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
