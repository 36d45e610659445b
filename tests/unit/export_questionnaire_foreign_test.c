/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Questionnaires by others in tests/fhir/foreign.txt, case by case: what of each
 * part stands in the form, and what is said to be lost, and nothing else.
 */
#include "base/file.h"
#include "export/questionnaire.h"
#include "export/questionnaire_read.h"
#include "form/form_equal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEAD                                                                                       \
    "{\"resourceType\":\"Questionnaire\",\"language\":\"en\",\"title\":\"T\",\"copyright\":\"C\","
#define LINES 16

struct one {
    const char *name;
    struct buf top, items;
    const char *has[LINES], *not[LINES], *lost[LINES];
    size_t has_count, not_count, lost_count;
};

/* "FHIR:x" and "SDC:x" in full. */
static void add_json(struct buf *out, const char *text)
{
    static const char *const heads[][2] = {
        {"\"FHIR:", "\"http://hl7.org/fhir/StructureDefinition/"},
        {"\"SDC:", "\"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"},
    };

    while (*text) {
        size_t taken = 0;

        for (size_t i = 0; i < 2; i++) {
            if (strncmp(text, heads[i][0], strlen(heads[i][0])) == 0) {
                buf_add_text(out, heads[i][1]);
                taken = strlen(heads[i][0]);
            }
        }
        if (taken == 0) {
            buf_add_char(out, *text);
            taken = 1;
        }
        text += taken;
    }
}

/* A line of TEXT that begins so, after its blanks. */
static bool has_line(const char *text, const char *wanted)
{
    for (const char *line = text; line; line = strchr(line, '\n')) {
        line += strspn(line, "\n ");
        if (strncmp(line, wanted, strlen(wanted)) == 0)
            return true;
    }
    return false;
}

static size_t line_count(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += *text == '\n';
    return count;
}

static struct form *read_form(const struct one *one, const struct buf *text)
{
    struct error err = {0};
    struct form *form;

    if (!form_read(&form, buf_text(text), text->length, "t.yaml", NULL, &err))
        fail_msg("%s: %s", one->name, err.message);
    return form;
}

/* What a form by others became goes out as one of ours, and comes back equal. */
static void check_back(const struct one *one, const struct buf *text)
{
    struct losses losses = LOSSES_INIT;
    struct buf json = BUF_INIT, again = BUF_INIT, difference = BUF_INIT;
    struct form *form = read_form(one, text), *copy;
    struct error err = {0};

    if (!questionnaire_write(&json, form, NULL, NULL, &err) ||
        !questionnaire_read(&again, buf_text(&json), json.length, "b.json", &losses, &err))
        fail_msg("%s: %s", one->name, err.message);
    copy = read_form(one, &again);
    if (!form_equal(form, copy, &difference))
        fail_msg("%s: %s", one->name, buf_text(&difference));
    form_destroy(form);
    form_destroy(copy);
    losses_finish(&losses);
    buf_finish(&json);
    buf_finish(&again);
    buf_finish(&difference);
}

static void check(const struct one *one)
{
    struct losses losses = LOSSES_INIT;
    struct buf json = BUF_INIT, form = BUF_INIT, lost = BUF_INIT;
    struct error err = {0};

    buf_add_format(&json, HEAD "%s\"item\":[%s]}", buf_text(&one->top), buf_text(&one->items));
    if (!questionnaire_read(&form, buf_text(&json), json.length, "t.json", &losses, &err))
        fail_msg("%s: %s", one->name, err.message);
    losses_format(&lost, &losses);
    for (size_t i = 0; i < one->has_count; i++)
        if (!has_line(buf_text(&form), one->has[i]))
            fail_msg("%s: no %s in\n%s", one->name, one->has[i], buf_text(&form));
    for (size_t i = 0; i < one->not_count; i++)
        if (has_line(buf_text(&form), one->not[i]))
            fail_msg("%s: %s in\n%s", one->name, one->not[i], buf_text(&form));
    for (size_t i = 0; i < one->lost_count; i++)
        if (!has_line(buf_text(&lost), one->lost[i]))
            fail_msg("%s: not lost: %s, but\n%s", one->name, one->lost[i], buf_text(&lost));
    /* Each way of losing is named once, with all its places; there is no other. */
    if (line_count(buf_text(&lost)) > one->lost_count)
        fail_msg("%s: more is lost:\n%s", one->name, buf_text(&lost));
    check_back(one, &form);
    losses_finish(&losses);
    buf_finish(&json);
    buf_finish(&form);
    buf_finish(&lost);
}

static void finish(struct one *one)
{
    buf_finish(&one->top);
    buf_finish(&one->items);
    *one = (struct one){.name = NULL};
}

/* One line of the album into ONE. */
static void take(struct one *one, const char *word, const char *rest)
{
    struct {
        const char *word;
        const char **lines;
        size_t *count;
    } lists[] = {{"has", one->has, &one->has_count},
                 {"not", one->not, &one->not_count},
                 {"lost", one->lost, &one->lost_count}};

    if (strcmp(word, "case") == 0) {
        one->name = rest;
    } else if (strcmp(word, "top") == 0) {
        add_json(&one->top, rest);
    } else if (strcmp(word, "item") == 0) {
        buf_add_text(&one->items, one->items.length > 0 ? "," : "");
        add_json(&one->items, rest);
    } else if (strcmp(word, "kept") != 0) {
        for (size_t i = 0; i < 3; i++) {
            if (strcmp(lists[i].word, word) == 0) {
                assert_true(*lists[i].count < LINES);
                lists[i].lines[(*lists[i].count)++] = rest;
                return;
            }
        }
        fail_msg("no such word: %s", word);
    }
}

static void test_album(void **state)
{
    const char *source = getenv("VERHAAL_TEST_SRCDIR");
    struct buf path = BUF_INIT, text = BUF_INIT;
    struct one one = {.name = NULL};
    struct error err = {0};
    size_t cases = 0;
    char *next;

    (void)state;
    buf_add_format(&path, "%s/tests/fhir/foreign.txt", source ? source : ".");
    assert_true(file_read(&text, buf_text(&path), 1024 * 1024, &err));
    buf_add_text(&text, "\n\n");
    for (char *line = text.data; (next = strchr(line, '\n')); line = next + 1) {
        size_t length;

        *next = '\0';
        length = strcspn(line, " ");
        if (line[0] == '#')
            continue;
        if (line[0] == '\0') {
            if (one.name)
                check(&one);
            cases += one.name != NULL;
            finish(&one);
            continue;
        }
        if (line[length])
            line[length++] = '\0';
        take(&one, line, line + length + strspn(line + length, " "));
    }
    assert_true(cases >= 40);
    buf_finish(&path);
    buf_finish(&text);
}

/* A wrong line, a line too many and a loss untold are seen: each fails a case that holds. */
static void test_control(void **state)
{
    (void)state;
    assert_true(has_line("items:\n  - name: a\n", "- name: a"));
    assert_false(has_line("items:\n  - name: a\n", "name: a"));
    assert_int_equal(line_count("  W600 x\n  W601 y\n"), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_album),
        cmocka_unit_test(test_control),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
