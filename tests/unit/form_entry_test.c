/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people type and what becomes of it: tables for each type of item.
 */
#include "form/entry.h"

#include "form_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char entry_form[] = SUPPORT_HEAD
    "items:\n"
    "  - {name: words, type: text, label: {en: A, nl: B}, max_length: 5}\n"
    "  - {name: age, type: integer, label: {en: A, nl: B}, min: 0, max: 120}\n"
    "  - {name: yn, type: yes_no, label: {en: A, nl: B}}\n"
    "  - {name: since, type: date, label: {en: A, nl: B}, constraint: . <= today(),\n"
    "     constraint_message: {en: In the future, nl: In de toekomst}}\n"
    "  - {name: soft, type: integer, label: {en: A, nl: B}, constraint: '. < ${age}',\n"
    "     severity: warning}\n"
    "  - {name: one, type: select_one, label: {en: A, nl: B}, choices: [\n"
    "     {name: better, label: {en: Getting better, nl: Het wordt beter}},\n"
    "     {name: gone, label: {en: Gone, nl: Weg}, retired: true},\n"
    "     {name: worse, label: {en: Getting worse, nl: Het wordt erger}}]}\n"
    "  - {name: free, type: select_one, label: {en: A, nl: B}, other: true, choices: [\n"
    "     {name: family, label: {en: Family, nl: Familie}}]}\n"
    "  - {name: many, type: select_multiple, label: {en: A, nl: B}, choices: [\n"
    "     {name: family, label: {en: Family, nl: Familie}},\n"
    "     {name: friends, label: {en: 'Friends, neighbours or colleagues', nl: Vrienden}},\n"
    "     {name: eglise, label: {en: Église, nl: Kerk}},\n"
    "     {name: none, label: {en: Nobody, nl: Niemand}, exclusive: true}]}\n"
    "  - {name: most, type: select_multiple, label: {en: A, nl: B}, other: true, choices: [\n"
    "     {name: family, label: {en: Family, nl: Familie}},\n"
    "     {name: friends, label: {en: Friends, nl: Vrienden}},\n"
    "     {name: '2', label: {en: The second, nl: De tweede}}]}\n"
    "  - {name: hello, type: note, label: {en: A, nl: B}}\n";

/* WRITTEN as in support_value(); NULL: refused, with MESSAGE. */
static void expect_entry(const char *name, const char *typed, const char *written,
                         const char *message)
{
    struct form *form = support_form(entry_form);
    struct value value = VALUE_INIT, expected = VALUE_INIT;
    struct error err = {0};
    bool good = entry_parse(&value, form, form_find(form, name), typed, strlen(typed), &err);

    if (good != (written != NULL))
        fail_msg("%s: \"%s\": %s", name, typed, good ? "was taken" : err.message);
    if (written) {
        support_value(&expected, written);
        if (!value_equal(&value, &expected))
            fail_msg("%s: \"%s\" is not %s", name, typed, written);
    } else if (!strstr(err.message, message)) {
        fail_msg("%s: \"%s\": %s", name, typed, err.message);
    }
    value_finish(&value);
    value_finish(&expected);
    form_destroy(form);
}

static void test_text_keeps_every_byte(void **state)
{
    (void)state;
    expect_entry("words", "  two\n lines \t", "'  two\n lines \t'", NULL);
    expect_entry("words", "e\xcc\x81 \xe2\x80\xae \x1b[2J", "'e\xcc\x81 \xe2\x80\xae \x1b[2J'",
                 NULL);
    expect_entry("words", "", "", NULL);
    expect_entry("words", "abc \xff", NULL, "byte 5 is not UTF-8");
    expect_entry("words", "\xed\xa0\x80", NULL, "not UTF-8");
    expect_entry("hello", "x", NULL, "takes no answer");
}

static void test_what_is_refused_changes_nothing(void **state)
{
    struct form *form = support_form(entry_form);
    struct value value = VALUE_INIT;

    (void)state;
    assert_false(entry_parse(&value, form, form_find(form, "words"), "a\0b", 3, NULL));
    assert_true(value_is_empty(&value));
    /* Whatever is refused changes nothing. */
    value_set_integer(&value, 7);
    assert_false(entry_parse(&value, form, form_find(form, "words"), "a\0b", 3, NULL));
    assert_false(entry_parse(&value, form, form_find(form, "age"), "seven", 5, NULL));
    assert_false(entry_parse(&value, form, form_find(form, "many"), "family, x", 9, NULL));
    assert_int_equal(value.integer, 7);
    form_destroy(form);
}

static void test_numbers(void **state)
{
    (void)state;
    expect_entry("age", "12", "12", NULL);
    expect_entry("age", " 12 \n", "12", NULL);
    expect_entry("age", "-3", "-3", NULL);
    expect_entry("age", "+3", "3", NULL);
    expect_entry("age", "007", "7", NULL);
    expect_entry("age", "9223372036854775807", "9223372036854775807", NULL);
    expect_entry("age", "   ", "", NULL);
    expect_entry("age", "9223372036854775808", NULL, "too large");
    expect_entry("age", "12 years", NULL, "whole number");
    expect_entry("age", "1.5", NULL, "whole number");
    expect_entry("age", "-", NULL, "whole number");
    expect_entry("age", "0x10", NULL, "whole number");
}

static void test_yes_and_no(void **state)
{
    static const char *const yes[] = {"yes", "Yes", "Y", "ja", "J", "true", "oui", "sí", "evet"};
    static const char *const no[] = {"no", "N", "nee", "NEE", "nein", "false", "non", "hayır"};

    (void)state;
    for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
        expect_entry("yn", yes[i], "yes", NULL);
    for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
        expect_entry("yn", no[i], "no", NULL);
    expect_entry("yn", "maybe", NULL, "yes or no");
    expect_entry("yn", "yes no", NULL, "yes or no");
    expect_entry("yn", "1", NULL, "yes or no");
}

static void test_dates(void **state)
{
    (void)state;
    expect_entry("since", "spring 1998", "@spring 1998", NULL);
    expect_entry("since", " when the well dried up ", "@when the well dried up", NULL);
}

static void test_one_choice(void **state)
{
    (void)state;
    expect_entry("one", "better", "[better]", NULL);
    expect_entry("one", "Getting better", "[better]", NULL);
    expect_entry("one", "het  WORDT beter", "[better]", NULL);
    expect_entry("one", "1", "[better]", NULL);
    /* The retired one is not offered, so it has no number; its name still finds it. */
    expect_entry("one", "2", "[worse]", NULL);
    expect_entry("one", "gone", "[gone]", NULL);
    expect_entry("one", "weg", NULL, "none of the choices");
    expect_entry("one", "3", NULL, "expected 1 to 2");
    expect_entry("one", "0", NULL, "expected 1 to 2");
    expect_entry("one", "99999999999999999999999999", NULL, "expected 1 to 2");
    expect_entry("one", "bettr", NULL, "Did you mean better?");
    expect_entry("one", "something else", NULL, "none of the choices");
    expect_entry("free", "my pigeons, mostly", "[+my pigeons, mostly]", NULL);
    expect_entry("free", "familie", "[family]", NULL);
    expect_entry("free", "7", NULL, "expected 1 to 1");
}

static void test_many_choices(void **state)
{
    (void)state;
    expect_entry("many", "family", "[family]", NULL);
    expect_entry("many", "1, 2", "[family friends]", NULL);
    expect_entry("many", "2,1,2", "[family friends]", NULL);
    expect_entry("many", "Familie; Kerk", "[family eglise]", NULL);
    expect_entry("many", "eglise، family", "[family eglise]", NULL);
    expect_entry("many", "EGLISE", "[eglise]", NULL);
    /* A label may hold commas itself. */
    expect_entry("many", "Friends, neighbours or colleagues", "[friends]", NULL);
    expect_entry("many", "Family, Friends, neighbours or colleagues, Kerk",
                 "[family friends eglise]", NULL);
    expect_entry("many", ", ,family,", "[family]", NULL);
    expect_entry("many", "family, famly", NULL, "Did you mean family?");
    expect_entry("many", "family, 9", NULL, "expected 1 to 4");
    expect_entry("most", "family, my dog, vrienden, the radio",
                 "[family friends +my dog, the radio]", NULL);
    expect_entry("most", "my dog", "[+my dog]", NULL);
    /* A name goes before a number. */
    expect_entry("most", "2", "[2]", NULL);
    expect_entry("most", "1, 3", "[family 2]", NULL);
}

static void test_order_is_the_form_s(void **state)
{
    struct form *form = support_form(entry_form);
    const struct item *many = form_find(form, "many");
    struct value value = VALUE_INIT;
    static const char *const order[] = {"family", "eglise", "none", "zz", "aa"};

    (void)state;
    value_add_choice(&value, "zz");
    value_add_choice(&value, "none");
    value_add_choice(&value, "aa");
    value_add_choice(&value, "eglise");
    value_add_choice(&value, "family");
    entry_order(many, &value);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(value.choices[i], order[i]);
    value_finish(&value);
    form_destroy(form);
}

static void expect_fit(const char *name, const char *written, const char *message)
{
    struct form *form = support_form(entry_form);
    struct support_source source;
    struct value value = VALUE_INIT;
    struct error err = {0};
    bool warning = true, good;

    support_source(&source, "age=34");
    support_value(&value, written);
    good = entry_check(form, form_find(form, name), &value, &source.source, "en", &warning, &err);
    assert_false(warning);
    if (good != (message == NULL) || (message && !strstr(err.message, message)))
        fail_msg("%s %s: %s", name, written, good ? "was taken" : err.message);
    value_finish(&value);
    support_source_finish(&source);
    form_destroy(form);
}

static void test_check(void **state)
{
    (void)state;
    expect_fit("words", "'12345'", NULL);
    expect_fit("words", "'ééééé'", NULL);
    expect_fit("words", "'123456'", "has 6 characters; 5 fit here");
    expect_fit("words", "", NULL);
    expect_fit("words", "12", "takes an answer of type text");
    expect_fit("age", "'12'", "takes an answer of type integer");
    expect_fit("age", "120", NULL);
    expect_fit("age", "121", "at most 120");
    expect_fit("age", "-1", "at least 0");
    expect_fit("yn", "no", NULL);
    expect_fit("yn", "1", "of type yes_no");
    expect_fit("since", "@2020", NULL);
    expect_fit("since", "@2026", NULL);
    expect_fit("since", "@2027", "In the future");
    /* What nobody understood is not held against anything. */
    expect_fit("since", "@next time the well is full", NULL);
    expect_fit("one", "[better]", NULL);
    expect_fit("one", "[gone]", NULL);
    expect_fit("one", "[better worse]", "takes one choice");
    expect_fit("one", "[beter]", "beter is no choice of one");
    expect_fit("one", "[+free]", "no other answer");
    expect_fit("free", "[+free]", NULL);
    expect_fit("free", "[family +free]", "takes one choice");
    expect_fit("many", "[family friends]", NULL);
    expect_fit("many", "[none]", NULL);
    expect_fit("many", "[family none]", "none stands alone");
    expect_fit("hello", "'x'", "takes no answer");
}

static void test_a_soft_constraint_warns(void **state)
{
    struct form *form = support_form(entry_form);
    const struct item *soft = form_find(form, "soft");
    struct support_source source;
    struct value value = VALUE_INIT;
    struct error err = {0};
    bool warning = false;

    (void)state;
    support_source(&source, "age=34");
    value_set_integer(&value, 40);
    assert_true(entry_check(form, soft, &value, &source.source, "en", &warning, &err));
    assert_true(warning);
    assert_non_null(strstr(err.message, ". < ${age}"));
    assert_true(entry_check(form, soft, &value, &source.source, "en", NULL, NULL));
    value_set_integer(&value, 30);
    assert_true(entry_check(form, soft, &value, &source.source, "en", &warning, &err));
    assert_false(warning);
    value_set_integer(&value, 40);
    assert_true(entry_check(form, soft, &value, NULL, "en", &warning, &err));
    assert_false(warning);
    support_source_finish(&source);
    form_destroy(form);
}

static void expect_display(const char *name, const char *written, const char *language,
                           const char *shown)
{
    struct form *form = support_form(entry_form);
    struct value value = VALUE_INIT;
    struct buf out = BUF_INIT;

    support_value(&value, written);
    entry_display(&out, form, form_find(form, name), &value, language);
    assert_string_equal(buf_text(&out), shown);
    buf_finish(&out);
    value_finish(&value);
    form_destroy(form);
}

static void test_display(void **state)
{
    (void)state;
    expect_display("words", "'a\nb'", "en", "a\nb");
    expect_display("words", "", "en", "");
    expect_display("age", "-12", "en", "-12");
    expect_display("yn", "yes", "en", "yes");
    expect_display("one", "[better]", "en", "Getting better");
    expect_display("one", "[better]", "nl", "Het wordt beter");
    expect_display("one", "[unknown]", "nl", "unknown");
    expect_display("most", "[family friends +my dog]", "nl", "Familie, Vrienden, my dog");
    expect_display("free", "[+my dog]", "nl", "my dog");
    expect_display("since", "@spring 1998", "en", "spring 1998 (1998-21)");
    expect_display("since", "@1998", "en", "1998");
    expect_display("since", "@long ago", "en", "long ago");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_keeps_every_byte),
        cmocka_unit_test(test_what_is_refused_changes_nothing),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_yes_and_no),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_one_choice),
        cmocka_unit_test(test_many_choices),
        cmocka_unit_test(test_order_is_the_form_s),
        cmocka_unit_test(test_check),
        cmocka_unit_test(test_a_soft_constraint_warns),
        cmocka_unit_test(test_display),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
