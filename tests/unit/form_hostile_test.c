/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forms that mean harm: what YAML can do, too many faults, too deep, too slow.
 * Each is refused or read, with a place and in bounded memory.
 */
#include "form/form.h"

#include "form_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void expect_refused(const char *text, size_t length, unsigned line, const char *what)
{
    struct report report = REPORT_INIT;
    struct error err = {0};
    struct form *form;

    if (form_read(&form, text, length, "bad.yaml", &report, &err))
        fail_msg("%s was taken", what);
    assert_null(form);
    assert_int_not_equal(err.code, ERROR_NONE);
    if (line > 0)
        assert_int_equal(err.line, line);
    assert_true(report.count <= REPORT_MAX);
    report_finish(&report);
}

static void expect_refused_text(const char *text, unsigned line)
{
    expect_refused(text, strlen(text), line, text);
}

static void test_hostile_yaml(void **state)
{
    struct buf text = BUF_INIT;

    (void)state;
    expect_refused_text("a: &x 1\nb: *x\n", 1);
    expect_refused_text("a: 1\na: 2\n", 2);
    expect_refused_text("a: !!binary x\n", 1);
    expect_refused_text("a: 1\n---\nb: 2\n", 0);
    expect_refused_text("<<: {a: 1}\n", 1);
    expect_refused_text("a: 'x\n", 0);
    expect_refused_text("a:\n\tb: 1\n", 2);
    expect_refused("a: \xff\n", 5, 1, "a byte that is not UTF-8");
    expect_refused("\xff\xfe"
                   "a\0",
                   4, 0, "UTF-16");
    expect_refused("a\0b", 3, 0, "NUL");
    buf_add_repeat(&text, "[", 100000);
    expect_refused(buf_text(&text), text.length, 0, "100,000 brackets");
    buf_clear(&text);
    buf_add_repeat(&text, "{a: ", 1000);
    expect_refused(buf_text(&text), text.length, 0, "1,000 maps");
    buf_clear(&text);
    for (size_t i = 0; i < 100; i++) {
        buf_add_repeat(&text, " ", i);
        buf_add_text(&text, "a:\n");
    }
    expect_refused(buf_text(&text), text.length, 0, "100 levels");
    buf_finish(&text);
}

/* As many faults as the limits of YAML allow: bounded memory and a quick answer. */
static void test_many_faults(void **state)
{
    struct buf text = BUF_INIT;

    (void)state;
    buf_add_text(&text, SUPPORT_HEAD "items:\n");
    for (size_t i = 0; i < 2300; i++)
        buf_add_format(&text, "  - {name: n%zu, typ: text, relevant: '${m%zu} =='}\n", i, i);
    expect_refused(buf_text(&text), text.length, 7, "2,300 broken items");
    buf_clear(&text);
    buf_add_text(&text, SUPPORT_HEAD "items:\n");
    for (size_t i = 0; i < 2300; i++)
        buf_add_format(&text, "  - {k%zu: 1, l%zu: 2}\n", i, i);
    expect_refused(buf_text(&text), text.length, 7, "4,600 unknown keys");
    buf_finish(&text);
}

/* Names that are nearly alike, and places that take long to find. */
static void test_what_would_take_long(void **state)
{
    struct buf text = BUF_INIT, found = BUF_INIT;

    (void)state;
    buf_add_text(&text, SUPPORT_HEAD "items:\n");
    for (size_t i = 0; i < 1200; i++)
        buf_add_format(
            &text,
            "  - {name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%04zu, type: text, "
            "label: '${aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%04zu}'}\n",
            i, i + 5000);
    support_findings(&found, buf_text(&text), text.length);
    if (strncmp(buf_text(&found), "7:86 E310", 9) != 0)
        fail_msg("%.120s", buf_text(&found));
    buf_clear(&text);
    buf_clear(&found);
    buf_add_text(&text, SUPPORT_HEAD "items: [");
    for (size_t i = 0; i < 1000; i++) {
        buf_add_format(&text, "%s{name: n%zu, type: text, label: A", i > 0 ? "," : "", i);
        buf_add_repeat(&text, "é", 300);
        buf_add_format(&text, ", relevant: '${m%zu} = 1'}", i);
    }
    buf_add_text(&text, "]\n");
    support_findings(&found, buf_text(&text), text.length);
    if (!strstr(buf_text(&found), "6:353 E310 [n0]"))
        fail_msg("%.300s", buf_text(&found));
    buf_finish(&text);
    buf_finish(&found);
}

static void test_depth(void **state)
{
    struct buf text = BUF_INIT;

    (void)state;
    for (size_t levels = 5; levels <= 7; levels++) {
        struct report report = REPORT_INIT;
        struct error err = {0};
        struct form *form;
        bool good;

        buf_clear(&text);
        buf_add_text(&text, SUPPORT_HEAD "items:\n");
        for (size_t i = 0; i < levels; i++) {
            buf_add_repeat(&text, " ", 4 * i);
            buf_add_format(&text, "  - group: g%zu\n", i);
            buf_add_repeat(&text, " ", 4 * i);
            buf_add_text(&text, "    label: {en: A, nl: B}\n");
            buf_add_repeat(&text, " ", 4 * i);
            buf_add_text(&text, "    items:\n");
        }
        buf_add_repeat(&text, " ", 4 * levels);
        buf_add_text(&text, "  - {name: a, type: select_one, label: {en: A, nl: B}, choices: "
                            "[{name: x, label: {en: A, nl: B}}]}\n");
        good = form_read(&form, buf_text(&text), text.length, "deep.yaml", &report, &err);
        assert_int_equal(good, levels == 5);
        if (!good)
            assert_true(strcmp(report.entries[0].code, "E109") == 0 ||
                        strcmp(report.entries[0].code, "E100") == 0);
        form_destroy(form);
        report_finish(&report);
    }
    buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hostile_yaml),
        cmocka_unit_test(test_many_faults),
        cmocka_unit_test(test_what_would_take_long),
        cmocka_unit_test(test_depth),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
