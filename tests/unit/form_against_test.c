/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form held against its older version: for each finding the smallest pair that
 * has it, with its exact place in the new file, and beside it a pair without.
 */
#include "form/form_compare.h"

#include "base/alloc.h"
#include "form_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct form *form_of(const char *version, const char *items)
{
    struct buf text = BUF_INIT;
    buf_add_format(&text,
                   "form_id: small\nversion: \"%s\"\nform_title: {en: Small}\nlanguages: [en]\n"
                   "items:\n%s",
                   version, items);
    struct form *form = support_form(buf_text(&text));
    buf_finish(&text);
    return form;
}

/* "6:5 W520": the one finding; NULL: none. MESSAGE is part of it. */
static void expect_forms(struct form *old, struct form *new, const char *place, const char *message)
{
    struct report report = REPORT_INIT;
    struct buf found = BUF_INIT;
    form_check_against(new, old, &report);
    for (size_t i = 0; i < report.count; i++) {
        const struct report_entry *entry = &report.entries[i];
        buf_add_format(&found, "%u:%u %s %s\n", entry->line, entry->column, entry->code,
                       entry->message);
    }
    if (report.count != (place ? 1u : 0u) ||
        (place && (strncmp(buf_text(&found), place, strlen(place)) != 0 ||
                   !strstr(buf_text(&found), message)))) {
        fail_msg("expected %s: %s", place ? place : "nothing", buf_text(&found));
    }
    assert_int_equal(report.errors, place && strchr(place, 'E') ? 1 : 0);
    buf_finish(&found);
    report_finish(&report);
    form_destroy(old);
    form_destroy(new);
}

static void expect(const char *old, const char *new, const char *place, const char *message)
{
    expect_forms(form_of("1", old), form_of("2", new), place, message);
}

#define A      "  - {name: first, type: text, label: {en: One}}\n"
#define B      "  - {name: second, type: text, label: {en: Two}}\n"
#define CHOOSE "  - {name: one, type: select_one, label: {en: A}, choices: [\n"
#define X      "     {name: x, label: {en: X}}"
#define Y      "     {name: y, label: {en: Y}}"

static void test_removed(void **state)
{
    (void)state;
    expect(A B, B, "6:5 W520", "first stood before this (line 6 of the old version)");
    expect(B A, B, "6:5 W520", "first stood before this (line 7");
    expect(B, B A, NULL, NULL);
    expect("  - {name: hello, type: note, label: {en: H}}\n" A, A, NULL, NULL);
    expect("  - repeat: r\n    label: {en: R}\n    items:\n"
           "      - {name: first, type: text, label: {en: One}}\n",
           "  - repeat: r\n    label: {en: R}\n    items:\n"
           "      - {name: first, type: text, label: {en: One}}\n" B,
           NULL, NULL);
}

static void test_renamed(void **state)
{
    (void)state;
    expect(A, "  - {name: another, type: text, label: {en: One}}\n", "6:5 W523",
           "renamed_from: [first]");
    expect(A, "  - {name: firts, type: text, label: {en: Quite another}}\n", "6:5 W523",
           "looks like first of the old version (line 6)");
    struct form *new = form_of("2", "  - {name: another, type: text, label: {en: One}}\n");
    struct form_rename rename = {NULL, "first", "another", 6, 5};
    new->renames = &rename;
    new->rename_count = 1;
    expect_forms(form_of("1", A), new, NULL, NULL);
}

static void test_type(void **state)
{
    (void)state;
    expect(A, "  - {name: first, type: integer, label: {en: One}}\n", "6:5 W521",
           "of type text (line 6 of the old version) and is of type integer");
    expect(A, "  - {name: first, type: text, appearance: one-line, label: {en: One}}\n", "6:5 W521",
           "text of one line");
    expect("  - {name: first, type: text, appearance: one-line, label: {en: One}}\n", A, NULL,
           NULL);
    expect("  - {name: first, type: integer, label: {en: One}}\n", A, NULL, NULL);
}

static void test_choices(void **state)
{
    (void)state;
    expect(CHOOSE X ",\n" Y "]}\n", CHOOSE X "]}\n", "6:5 E522",
           "the choice y is gone (line 8 of the old version)");
    expect(CHOOSE X ",\n" Y "]}\n", CHOOSE X ",\n     {name: y, label: {en: Y}, retired: true}]}\n",
           NULL, NULL);
    expect(CHOOSE X "]}\n", CHOOSE X ",\n" Y "]}\n", NULL, NULL);
    expect("  - {name: one, type: select_one, label: {en: A}, other: true, choices: [\n" X "]}\n",
           CHOOSE X "]}\n", "6:5 W521", "one's own");
}

static void test_version(void **state)
{
    (void)state;
    expect_forms(form_of("1", A), form_of("1", A B), "2:10 W524", "the version is still 1");
    expect_forms(form_of("1", A), form_of("1", A), NULL, NULL);
}

static void test_rows(void **state)
{
    (void)state;
    expect(A,
           "  - repeat: r\n    label: {en: R}\n    items:\n"
           "      - {name: first, type: text, label: {en: One}}\n",
           "9:9 W525", "other rows");
}

static void test_rename_that_is_not_followed(void **state)
{
    struct form_rename rename = {NULL, "first", "second", 6, 40};
    (void)state;
    struct form *new = form_of("2", A B);
    new->renames = &rename;
    new->rename_count = 1;
    expect_forms(form_of("1", A B), new, "6:40 W526", "first is not followed");
    new = form_of("2", A B);
    new->renames = &rename;
    new->rename_count = 1;
    expect_forms(form_of("1", A), new, NULL, NULL);
}

static void test_comparison(void **state)
{
    struct form *old = form_of("1", A B CHOOSE X ",\n" Y "]}\n");
    struct form *new = form_of("2", "  - {name: first, type: text, label: {en: Uno}}\n"
                                    "  - {name: second, type: text, label: {en: Two},\n"
                                    "     relevant: \"${first} != ''\"}\n" CHOOSE
                                    "     {name: x, label: {en: Ex}},\n"
                                    "     {name: y, label: {en: Y}, retired: true},\n"
                                    "     {name: z, label: {en: Z}}]}\n");
    struct form_comparison forms;
    struct buf words = BUF_INIT;
    (void)state;
    form_compare(&forms, old, new);
    assert_int_equal(forms.count, 3);
    assert_int_equal(forms.changes[0].differences, DIFFERS_IN_WORDING);
    assert_int_equal(forms.changes[1].differences, DIFFERS_IN_CONDITION);
    assert_int_equal(forms.changes[2].differences, DIFFERS_IN_CHOICES);
    assert_int_equal(forms.changes[2].choice_count, 3);
    assert_int_equal(forms.changes[2].choices[0].kind, CHOICE_RELABELLED);
    assert_int_equal(forms.changes[2].choices[1].kind, CHOICE_RETIRED);
    assert_int_equal(forms.changes[2].choices[2].kind, CHOICE_ADDED);
    form_differences(&words, DIFFERS_IN_WORDING | DIFFERS_IN_CHOICES);
    assert_string_equal(buf_text(&words), "other words, other choices");
    buf_finish(&words);
    form_compare_finish(&forms);
    form_compare(&forms, old, old);
    for (size_t i = 0; i < forms.count; i++) {
        assert_int_equal(forms.changes[i].differences, 0);
    }
    assert_false(forms.same_version);
    form_compare_finish(&forms);
    form_destroy(old);
    form_destroy(new);
}

static void test_versions_count_as_people_do(void **state)
{
    (void)state;
    assert_true(form_version_compare("9", "10") < 0);
    assert_true(form_version_compare("2026-09-30", "2026-11-01") < 0);
    assert_true(form_version_compare("1.9", "1.10") < 0);
    assert_true(form_version_compare("2b", "2a") > 0);
    assert_int_equal(form_version_compare("1.0", "1.0"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_versions_count_as_people_do),
        cmocka_unit_test(test_removed),
        cmocka_unit_test(test_renamed),
        cmocka_unit_test(test_type),
        cmocka_unit_test(test_choices),
        cmocka_unit_test(test_version),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_rename_that_is_not_followed),
        cmocka_unit_test(test_comparison),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
