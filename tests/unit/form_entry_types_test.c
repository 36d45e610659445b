/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers with a point, units, times, moments and ranks, as people type them,
 * down to what is written of them.
 */
#include "base/json.h"
#include "form/entry.h"
#include "form_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char types_form[] = SUPPORT_HEAD
    "items:\n"
    "  - {name: dose, type: decimal, label: {en: A, nl: B}, min: 0.5, max: 99.5}\n"
    "  - {name: weight, type: quantity, label: {en: A, nl: B}, units: [kg,\n"
    "     {code: '[lb_av]', label: {en: pounds, nl: pond}}]}\n"
    "  - {name: pain, type: range, label: {en: A, nl: B}, min: 0, max: 10, step: 0.5}\n"
    "  - {name: at, type: time, label: {en: A, nl: B}}\n"
    "  - {name: moment, type: datetime, label: {en: A, nl: B}}\n"
    "  - {name: born, type: date, label: {en: A, nl: B}, precision: [month, day]}\n"
    "  - {name: post, type: text, label: {en: A, nl: B}, pattern: '\\d{4}[A-Z]{2}'}\n"
    "  - {name: file, type: file, label: {en: A, nl: B}}\n"
    "  - {name: first, type: rank, label: {en: A, nl: B}, choices: [\n"
    "     {name: home, label: {en: A home, nl: Een huis}},\n"
    "     {name: work, label: {en: Work, nl: Werk}},\n"
    "     {name: rest, label: {en: Rest, nl: Rust}}]}\n";

static const struct {
    const char *item, *typed, *json; /* NULL: refused */
} cases[] = {
    {"dose", "12.5", "{\"decimal\":\"12.5\"}"},
    {"dose", " 12,50 ", "{\"decimal\":\"12.50\"}"},
    {"dose", "+007", "{\"decimal\":\"7\"}"},
    {"dose", ",5", "{\"decimal\":\"0.5\"}"},
    {"dose", "-0.25", "{\"decimal\":\"-0.25\"}"},
    {"dose", "1.234,5", NULL},
    {"dose", "12.", NULL},
    {"dose", "1e3", NULL},
    {"dose", "twelve", NULL},
    {"dose", "1234567890123456", NULL},
    {"weight", "70", "{\"decimal\":\"70\",\"unit\":\"kg\"}"},
    {"weight", "12,5 kg", "{\"decimal\":\"12.5\",\"unit\":\"kg\"}"},
    {"weight", "12.5KG", "{\"decimal\":\"12.5\",\"unit\":\"kg\"}"},
    {"weight", "150 Pounds", "{\"decimal\":\"150\",\"unit\":\"[lb_av]\"}"},
    {"weight", "150 pond", "{\"decimal\":\"150\",\"unit\":\"[lb_av]\"}"},
    {"weight", "150 stone", NULL},
    {"weight", "kg", NULL},
    {"pain", "7,5", "{\"decimal\":\"7.5\"}"},
    {"at", "14:30", "{\"time\":\"14:30\"}"},
    {"at", "14.30", "{\"time\":\"14:30\"}"},
    {"at", "1430", "{\"time\":\"14:30\"}"},
    {"at", "14u30", "{\"time\":\"14:30\"}"},
    {"at", "9:05:07", "{\"time\":\"09:05:07\"}"},
    {"at", "2 pm", "{\"time\":\"14:00\"}"},
    {"at", "12 am", "{\"time\":\"00:00\"}"},
    {"at", "12:15 p.m.", "{\"time\":\"12:15\"}"},
    {"at", "9 uur", "{\"time\":\"09:00\"}"},
    {"at", "9", NULL},
    {"at", "25:00", NULL},
    {"at", "14:60", NULL},
    {"at", "14 pm", NULL},
    {"at", "half past two", NULL},
    {"moment", "12 March 2026 14:30",
     "{\"moment\":\"12 March 2026 14:30\",\"edtf\":\"2026-03-12T14:30\"}"},
    {"moment", "12-3-2026 at 2 pm",
     "{\"moment\":\"12-3-2026 at 2 pm\",\"edtf\":\"2026-03-12T14:00\"}"},
    {"moment", "2026-03-12T14:30",
     "{\"moment\":\"2026-03-12T14:30\",\"edtf\":\"2026-03-12T14:30\"}"},
    {"moment", "March 2026", "{\"moment\":\"March 2026\",\"edtf\":\"2026-03\"}"},
    {"moment", "12 March 2026", "{\"moment\":\"12 March 2026\",\"edtf\":\"2026-03-12\"}"},
    {"moment", "when the lights went out", "{\"moment\":\"when the lights went out\"}"},
    {"first", "3, 1, 2", "{\"rank\":[\"rest\",\"home\",\"work\"]}"},
    {"first", "work, a home", "{\"rank\":[\"work\",\"home\"]}"},
    {"first", "Rust", "{\"rank\":[\"rest\"]}"},
    {"first", "4", NULL},
    {"file", "/etc/passwd", NULL},
};

static void test_typing(void **state)
{
    struct form *form = support_form(types_form);

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct value value = VALUE_INIT, back = VALUE_INIT;
        struct buf json = BUF_INIT;
        struct error err = {0};
        bool good = entry_parse(&value, form, form_find(form, cases[i].item), cases[i].typed,
                                strlen(cases[i].typed), &err);
        json_t *written = value_to_json(&value);

        json_write(&json, written);
        if (good != (cases[i].json != NULL))
            fail_msg("%s: %s %s", cases[i].item, cases[i].typed, good ? "was taken" : err.message);
        if (good)
            assert_string_equal(buf_text(&json), cases[i].json);
        else
            assert_true(err.message[0]);
        /* What was written is the same when it is read. */
        assert_true(value_from_json(&back, written, &err));
        assert_true(value_equal(&value, &back));
        json_decref(written);
        buf_finish(&json);
        value_finish(&value);
        value_finish(&back);
    }
    form_destroy(form);
}

static void expect_checked(const struct form *form, const char *name, const char *typed, bool good,
                         bool warned)
{
    struct value value = VALUE_INIT;
    struct error err = {0};
    bool warning;

    assert_true(entry_parse(&value, form, form_find(form, name), typed, strlen(typed), &err));
    if (entry_check(form, form_find(form, name), &value, NULL, "en", &warning, &err) != good ||
        warning != warned)
        fail_msg("%s: %s: %s", name, typed, err.message);
    value_finish(&value);
}

static void test_checks(void **state)
{
    struct form *form = support_form(types_form);

    (void)state;
    expect_checked(form, "dose", "0.5", true, false);
    expect_checked(form, "dose", "0.4", false, false);
    expect_checked(form, "dose", "99.6", false, false);
    expect_checked(form, "pain", "7.5", true, false);
    expect_checked(form, "pain", "7.3", false, false);
    expect_checked(form, "pain", "11", false, false);
    expect_checked(form, "born", "1998", true, true);
    expect_checked(form, "born", "March 1998", true, false);
    expect_checked(form, "born", "long ago", true, false);
    expect_checked(form, "post", "1234AB", true, false);
    expect_checked(form, "post", "1234 AB", false, false);
    form_destroy(form);
}

static void test_ranks(void **state)
{
    struct value a = VALUE_INIT, b = VALUE_INIT;

    (void)state;
    value_add_rank(&a, "x");
    value_add_rank(&a, "y");
    value_add_rank(&a, "z");
    value_copy(&b, &a);
    assert_true(value_equal(&a, &b));
    value_rank_at(&b, "z", 0);
    assert_string_equal(b.choices[0], "z");
    assert_string_equal(b.choices[2], "y");
    assert_false(value_equal(&a, &b));
    value_rank_at(&b, "z", 9);
    assert_true(value_equal(&a, &b));
    value_finish(&a);
    value_finish(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_typing),
        cmocka_unit_test(test_checks),
        cmocka_unit_test(test_ranks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
