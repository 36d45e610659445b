/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts in the language wanted, and earlier answers in them.
 */
#include "form/translation.h"

#include "form_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char texts[] =
    "form_id: small\n"
    "version: 1\n"
    "form_title: {en: Small, nl: Klein}\n"
    "languages: [nl, en, ar]\n"
    "default_language: en\n"
    "items:\n"
    "  - {name: problem, type: text, label: {en: The problem, nl: Het probleem},\n"
    "     fallback: {en: this problem, nl: dit probleem}}\n"
    "  - {name: place, type: text, label: {en: The place, nl: De plek}}\n"
    "  - {name: half, type: text, label: {nl: Alleen Nederlands, en: ''}}\n";

static bool look_up(void *self, const char *name, struct buf *out)
{
    (void)self;
    if (strcmp(name, "problem") != 0)
        return false;
    buf_add_text(out, " mijn hoofd\n");
    return true;
}

static bool look_up_blank(void *self, const char *name, struct buf *out)
{
    (void)self;
    (void)name;
    buf_add_text(out, " \n");
    return true;
}

static void test_languages_and_falling_back(void **state)
{
    struct form *form = support_form(texts);
    const struct wording *label = &form_find(form, "problem")->label;
    const struct wording *half = &form_find(form, "half")->label;
    struct wording nothing = {0};
    bool fell = true;

    (void)state;
    assert_string_equal(wording_in(form, label, "nl", &fell), "Het probleem");
    assert_false(fell);
    assert_string_equal(wording_in(form, label, "nl-BE", &fell), "Het probleem");
    assert_false(fell);
    assert_string_equal(wording_in(form, label, "ar", &fell), "The problem");
    assert_true(fell);
    assert_string_equal(wording_in(form, label, "tr", &fell), "The problem");
    assert_true(fell);
    assert_string_equal(wording_in(form, label, NULL, NULL), "The problem");
    assert_string_equal(wording_in(form, half, "en", &fell), "Alleen Nederlands");
    assert_true(fell);
    assert_string_equal(wording_in(form, &nothing, "en", &fell), "");
    assert_false(fell);
    assert_true(wording_is_empty(&nothing));
    assert_false(wording_is_empty(label));
    form_destroy(form);
}

static void expect_piped(const char *text, const char *language, pipe_lookup lookup,
                         const char *expected)
{
    struct form *form = support_form(texts);
    struct buf out = BUF_INIT;

    buf_add_text(&out, ">");
    wording_pipe(&out, form, text, language, lookup, NULL);
    assert_string_equal(buf_text(&out) + 1, expected);
    buf_finish(&out);
    form_destroy(form);
}

static void test_piping(void **state)
{
    (void)state;
    expect_piped("No names", "en", look_up, "No names");
    expect_piped("", "en", look_up, "");
    expect_piped("Why is ${problem} there?", "en", look_up, "Why is “mijn hoofd” there?");
    expect_piped("Waarom is ${problem} er?", "nl", look_up, "Waarom is “mijn hoofd” er?");
    expect_piped("${problem}", "de", look_up, "„mijn hoofd“");
    expect_piped("${problem}", "fr", look_up, "«\u00a0mijn hoofd\u00a0»");
    expect_piped("${problem}", NULL, look_up, "“mijn hoofd”");
    expect_piped("${problem}${problem}", "en", look_up, "“mijn hoofd”“mijn hoofd”");
    /* Not known yet: the fallback, else the label, without marks. */
    expect_piped("Why is ${problem} there?", "en", NULL, "Why is this problem there?");
    expect_piped("Waarom is ${problem} er?", "nl", look_up_blank, "Waarom is dit probleem er?");
    expect_piped("${place}!", "nl", look_up, "De plek!");
    expect_piped("${nobody}!", "nl", look_up, "…!");
    /* Not names. */
    expect_piped("$problem ${problem ${} ${Problem} $", "en", look_up,
                 "$problem ${problem ${} ${Problem} $");
    expect_piped("${ ${problem}", "en", look_up, "${ “mijn hoofd”");
}

static void add_key(void *self, const struct item *item, const char *key,
                    const struct wording *wording)
{
    if (!wording_is_empty(wording))
        buf_add_format(self, "%s.%s ", item ? item->name : "", key);
}

static void test_each_text(void **state)
{
    struct form *form = support_form(texts);
    struct buf keys = BUF_INIT;

    (void)state;
    wording_each(form, add_key, &keys);
    assert_string_equal(buf_text(&keys), ".form_title problem.label problem.fallback place.label "
                                         "half.label ");
    assert_int_equal(form_coverage(form, 0), 100);
    assert_int_equal(form_coverage(form, 1), 80);
    assert_int_equal(form_coverage(form, 2), 0);
    buf_finish(&keys);
    form_destroy(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_languages_and_falling_back),
        cmocka_unit_test(test_piping),
        cmocka_unit_test(test_each_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
