/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What conditions mean, as a table, and what is said about those that cannot be
 * read.
 */
#include "form/rule.h"

#include "base/alloc.h"
#include "form_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct rule *parse(struct arena *arena, const char *text)
{
    struct error err = {0};
    struct rule *rule;

    if (!rule_parse(&rule, arena, text, strlen(text), &err))
        fail_msg("%s: column %u: %s", text, err.column, err.message);
    return rule;
}

static void expect_holds(const char *text, const char *values, bool holds)
{
    struct arena *arena = arena_create();
    struct rule *rule = parse(arena, text);
    struct support_source source;

    support_source(&source, values);
    if (rule_holds(rule, &source.source) != holds)
        fail_msg("%s with %s should%s hold", text, values, holds ? "" : " not");
    support_source_finish(&source);
    arena_destroy(arena);
}

static void expect_result(const char *text, const char *values, const char *result)
{
    struct arena *arena = arena_create();
    struct rule *rule = parse(arena, text);
    struct support_source source;
    struct buf out = BUF_INIT;

    support_source(&source, values);
    rule_result(&out, rule, &source.source);
    if (strcmp(buf_text(&out), result) != 0)
        fail_msg("%s with %s is \"%s\", not \"%s\"", text, values, buf_text(&out), result);
    buf_finish(&out);
    support_source_finish(&source);
    arena_destroy(arena);
}

static void test_empty(void **state)
{
    (void)state;
    /* As ODK's own engine has it. */
    expect_holds("${age} < 18", "", false);
    expect_holds("${age} >= 18", "", false);
    expect_holds("${age} <= 18", "", false);
    expect_holds("${age} > 18", "", false);
    expect_holds("not(${age} >= 18)", "", true);
    expect_holds("${x} != 'x'", "", true);
    expect_holds("${x} = 'x'", "", false);
    expect_holds("${x} = ''", "", true);
    expect_holds("${x} != ''", "", false);
    expect_holds("${x} != ''", "x='y'", true);
    expect_result("${age} + 1", "", "");
    expect_result("-${age}", "", "");
    expect_result("${age} * 0", "", "");
    /* An open question is neither a yes nor a no. */
    expect_holds("${yn} = true()", "", false);
    expect_holds("${yn} = false()", "", false);
    expect_holds("${yn} != true()", "", true);
    expect_holds("${yn}", "", false);
    expect_holds("${yn}", "yn=no", false);
    expect_holds("${yn}", "yn=yes", true);
    expect_holds("${x} = ${y}", "", true);
    expect_holds("${age} = 0", "", false);
}

static void test_yes_no(void **state)
{
    (void)state;
    expect_holds("${yn} = true()", "yn=yes", true);
    expect_holds("${yn} = true()", "yn=no", false);
    expect_holds("${yn} = false()", "yn=no", true);
    expect_holds("${yn} != false()", "yn=no", false);
    expect_holds("${yn} = 'yes'", "yn=yes", true);
    expect_holds("${yn} = 'yes'", "yn=no", false);
    expect_holds("${yn} = 'no'", "yn=no", true);
    expect_holds("'no' = ${yn}", "yn=yes", false);
    expect_holds("${yn} = 'maybe'", "yn=yes", false);
    expect_holds("${yn} = 'true'", "yn=yes", false);
    expect_holds("(1 < 2) = ${yn}", "yn=no", false);
    expect_holds("(1 > 2) = ${yn}", "", false);
    expect_result("${yn}", "yn=yes", "yes");
    expect_result("1 < 2", "", "true");
    expect_result("${yn} + 1", "yn=yes", "");
    expect_result("(1 < 2) + 1", "", "2");
}

static void test_numbers(void **state)
{
    (void)state;
    expect_holds("${age} >= 18 and ${age} < 65", "age=18", true);
    expect_holds("${age} >= 18 and ${age} < 65", "age=65", false);
    expect_holds("${age} = 18", "age=18", true);
    expect_holds("${age} = '18'", "age=18", true);
    expect_holds("${age} = 'x'", "age=18", false);
    expect_holds("${t} > 2", "t='3'", true);
    expect_holds("${t} > 2", "t='three'", false);
    expect_holds("2 < 10", "", true);
    expect_holds("'2' < '10'", "", true);
    expect_result("1 + 2 * 3", "", "7");
    expect_result("(1 + 2) * 3", "", "9");
    expect_result("10 - 3 - 2", "", "5");
    expect_result("7 mod 3", "", "1");
    expect_result("-7 mod 3", "", "-1");
    expect_result("7 div 2", "", "3.5");
    expect_result("8 div 2", "", "4");
    expect_result("1 div 3", "", "0.3333333333333333");
    expect_result("0.1 + 0.2", "", "0.30000000000000004");
    expect_result("1 div 30000000", "", "3.3333333333333334e-8");
    expect_result("100000 * 10000000000000000", "", "1e+21");
    expect_result("123456789 * 1000", "", "123456789000");
    expect_result("0.00001 * 1", "", "0.00001");
    expect_result("0 * -1", "", "0");
    expect_result("${x} * 2", "x=5.50", "11");
    expect_holds("${x} = 5.5 and ${x} = ${y}", "x=5.50;y=5.5", true);
    expect_result("-1 div 4", "", "-0.25");
    expect_result("1.5 + 1.5", "", "3");
    expect_result(".5 * 2", "", "1");
    expect_result("- - 2", "", "2");
    expect_result("2 * -3", "", "-6");
    expect_result("5.5 mod 2", "", "1.5");
}

static void test_what_cannot_be_is_empty(void **state)
{
    (void)state;
    expect_result("1 div 0", "", "");
    expect_result("1 mod 0", "", "");
    expect_result("1 mod 0.0", "", "");
    expect_result("9223372036854775807 + 1", "", "9223372036854776000");
    expect_result("(0 - 9223372036854775807 - 1) mod -1", "", "0");
    /* What is no number equals nothing, not even itself, and is not ''. */
    expect_holds("${e} + 1 = ''", "", false);
    expect_holds("${e} + 1 != ''", "", true);
    expect_holds("1 div 0 = 1 div 0", "", false);
    expect_holds("1 div 0 > 5 or 1 div 0 < 5", "", false);
    expect_holds("coalesce(${e} + 1, '') = ''", "", true);
    expect_result("'1e5' + 1", "", "");
    expect_result("'1.2.3' + 1", "", "");
    expect_result("'nan' + 1", "", "");
    expect_result("' 4 ' + 1", "", "5");
    expect_result("'-4.5' + 1", "", "-3.5");
    expect_result("'99999999999999999999' + 1", "", "100000000000000000000");
    expect_result("'2026-11-23' + 1", "", "20781");
    expect_result("'2026-11' + 1", "", "");
}

static void test_logic(void **state)
{
    (void)state;
    expect_holds("true() or false() and false()", "", true);
    expect_holds("(true() or false()) and false()", "", false);
    expect_holds("not(true())", "", false);
    expect_holds("1 < 2 = true()", "", true);
    expect_holds("if(${age} > 17, 'adult', 'minor') = 'adult'", "age=18", true);
    expect_result("if(${age} > 17, 'adult', 'minor')", "", "minor");
    expect_result("coalesce(${a}, 'none')", "", "none");
    expect_result("coalesce(${a}, 'none')", "a='x'", "x");
}

static void test_choices(void **state)
{
    (void)state;
    expect_holds("${s} = 'm'", "s=[m]", true);
    expect_holds("${s} != 'm'", "s=[f]", true);
    expect_holds("selected(${m}, 'a')", "m=[a b]", true);
    expect_holds("selected(${m}, 'c')", "m=[a b]", false);
    expect_holds("selected(${m}, 'a')", "", false);
    expect_holds("selected(${m}, '')", "m=[a]", false);
    /* The trap that lint warns of: true only when it is the one choice. */
    expect_holds("${m} = 'a'", "m=[a b]", false);
    expect_holds("${m} = 'a b'", "m=[a b]", true);
    expect_holds("${m} = 'a'", "m=[a]", true);
    expect_result("count-selected(${m})", "m=[a b +mine]", "3");
    expect_result("count-selected(${m})", "", "0");
    expect_holds("selected(${m}, 'other')", "m=[a +mine]", true);
    expect_holds("selected(${m}, 'other')", "m=[+mine]", true);
    expect_holds("selected(${m}, 'other')", "m=[a]", false);
    expect_holds("selected(${m}, 'mine')", "m=[+mine]", false);
    expect_holds("answered(${m})", "m=[+mine]", true);
    expect_holds("selected(., 'none') and count-selected(.) > 1", ".=[none a]", true);
    expect_holds("not(selected(., 'none') and count-selected(.) > 1)", ".=[none]", true);
    expect_holds("${s} + 1 = 3", "s=[2]", true);
}

static void test_text_functions(void **state)
{
    (void)state;
    expect_holds("contains(${t}, 'ell')", "t='hello'", true);
    expect_holds("contains(${t}, 'x')", "t='hello'", false);
    expect_holds("starts-with(${t}, 'he')", "t='hello'", true);
    expect_holds("starts-with(${t}, 'lo')", "t='hello'", false);
    expect_holds("starts-with(${t}, '')", "", true);
    expect_result("string-length(${t})", "t='één'", "3");
    expect_result("string-length(${t})", "", "0");
    expect_result("string-length(${n})", "n=120", "3");
    expect_holds("regex(${t}, '[0-9]{4} ?[A-Z]{2}')", "t='3512 AB'", true);
    expect_holds("regex(${t}, '[0-9]{4} ?[A-Z]{2}')", "t='x3512 AB'", false);
    expect_result("concat(${t}, ' and ', 2, ${m}, true())", "t='x';m=[a b]", "x and 2a btrue");
    expect_result("concat('', '')", "", "");
    expect_result("\"it's\"", "", "it's");
}

static void test_dates(void **state)
{
    (void)state;
    expect_holds("${d} < today()", "d=@1998", true);
    expect_holds("${d} <= today()", "d=@2026", true);
    expect_holds("${d} < today()", "d=@2026", false);
    expect_holds("${d} = '2026'", "d=@2026-05-01", true);
    expect_holds("${d} = '2026-05'", "d=@2026-05-01", true);
    expect_holds("${d} = '2026-06'", "d=@2026-05-01", false);
    expect_holds("${d} >= '2000-01-01'", "d=@1999-12-31", false);
    expect_holds("${d} >= '2000-01-01'", "d=@2000-01-01", true);
    expect_holds("${d} > '1998'", "d=@1998-05", false);
    expect_holds("${d} >= '1998'", "d=@1998-05", true);
    /* Neither contains the other: nobody knows, so nothing holds. */
    expect_holds("${d} < '2003/2008'", "d=@2001/2005", false);
    expect_holds("${d} > '2003/2008'", "d=@2001/2005", false);
    expect_holds("${d} = '2003/2008'", "d=@2001/2005", false);
    /* Words that were not understood are an answer, but no date. */
    expect_holds("answered(${d})", "d=@when the well dried up", true);
    expect_holds("${d} < today()", "d=@when the well dried up", false);
    expect_holds("${d} > today()", "d=@when the well dried up", false);
    expect_holds("${d} = ''", "d=@when the well dried up", false);
    expect_holds(". <= today()", ".=@2026-11-24", false);
    expect_holds(". <= today()", ".=@2026-11-23", true);
    expect_result("today()", "", "2026-11-23");
    expect_result("today() - ${d}", "d=@2026-11-13", "10");
    expect_result("today() - ${d}", "d=@2026", "");
    expect_result("age-in-years(${d})", "d=@2000-11-23", "26");
    expect_result("age-in-years(${d})", "d=@2000-11-24", "25");
    expect_result("age-in-years(${d})", "d=@2000", "25");
    expect_result("age-in-years(${d})", "d=@2030", "");
    expect_result("age-in-years(${d})", "", "");
    expect_result("age-in-years('1980-01-01')", "", "46");
}

static void test_days_and_hours(void **state)
{
    (void)state;
    expect_result("now()", "", "2026-11-23T18:00:00");
    expect_holds("now() > today()", "", true);
    expect_holds("now() = today()", "", false);
    expect_holds("${d} = today()", "d=@2026-11-23", true);
    expect_result("now() - today()", "", "0.75");
    expect_result("concat(today(), 'x')", "", "2026-11-23x");
    expect_holds("now() > '2026-11-23T17:59'", "", true);
    expect_holds("now() < '2026-11-23T18:00:01'", "", true);
    expect_holds("now() < '2026-11-23T25:00'", "", false);
    /* The same year: it cannot be said which was first. */
    expect_holds("now() > '2026'", "", false);
    expect_holds("${d} + 7 = '2026-11-30'", "d=@2026-11-23", true);
    expect_holds("${d} + 7 > today()", "d=@2026-11-23", true);
    expect_holds("${t} < '15:00'", "t=14:30", true);
    expect_holds("${t} = '14:30:00'", "t=14:30", true);
    expect_holds("${t} > ${u}", "t=14:30;u=09:15:30", true);
    expect_holds("${t} > ''", "t=14:30", false);
    expect_holds("${t} > '9 in the morning'", "t=14:30", false);
    expect_result("(${t} - ${u}) * 24", "t=14:30;u=08:30", "5.999999999999998");
}

static void test_sets(void **state)
{
    (void)state;
    expect_result("sum(${x})", "x=1;x=3", "4");
    expect_result("min(${x})", "x=3;x=1;x=2", "1");
    expect_result("max(${x})", "x=3;x=1;x=2.5", "3");
    expect_result("max(${x}, 4, ${y} + 1)", "x=3;x=1;y=8", "9");
    expect_result("count-non-empty(${x})", "x=3;x=;x='b'", "2");
    /* One that is no number spoils them all, and of none there is no sum. */
    expect_result("sum(${x})", "x=3;x=", "");
    expect_result("max(${x})", "x=;x=3", "");
    expect_result("min(${x}, 4)", "x='b'", "");
    expect_result("sum(${x})", "", "");
    expect_result("count-non-empty(${x})", "", "0");
    expect_result("sum(5)", "", "5");
    expect_result("min(${d})", "d=@2026-01-01;d=@2025-01-01", "20089");
}

static void test_once(void **state)
{
    (void)state;
    expect_result("once(${x} + 1)", "x=1", "2");
    expect_result("once(${x} + 1)", "x=1;.=7", "7");
    expect_result("once(${x} + 1)", ".='kept'", "kept");
    expect_result("once(${x} + 1)", "", "");
}

static void test_filters(void **state)
{
    struct arena *arena = arena_create();
    struct support_source source;
    struct error err = {0};
    struct rule *rule;

    (void)state;
    assert_false(rule_parse(&rule, arena, "province = ${p}", 15, &err));
    assert_true(rule_parse_filter(&rule, arena, "province = ${p} and region = ''", 31, &err));
    support_source(&source, "p='utrecht'");
    assert_true(rule_holds(rule, &source.source));
    source.source.attribute = NULL;
    assert_false(rule_holds(rule, &source.source));
    support_source_finish(&source);
    assert_false(rule_parse_filter(&rule, arena, "true() and nonsense(1)", 22, &err));
    assert_int_equal(err.column, 12);
    arena_destroy(arena);
}

static void expect_answer(const char *text, const char *values, enum value_kind kind,
                         const char *words)
{
    struct arena *arena = arena_create();
    struct value value = VALUE_INIT;
    struct support_source source;

    support_source(&source, values);
    rule_value(&value, parse(arena, text), &source.source);
    if (value.kind != kind || (words && strcmp(value.text ? value.text : "", words) != 0))
        fail_msg("%s is of kind %d: %s", text, (int)value.kind, value.text);
    value_finish(&value);
    support_source_finish(&source);
    arena_destroy(arena);
}

static void test_results_as_answers(void **state)
{
    (void)state;
    expect_answer("1 + 1", "", VALUE_INTEGER, NULL);
    expect_answer("1 div 4", "", VALUE_DECIMAL, "0.25");
    expect_answer("${x} + 1", "", VALUE_EMPTY, NULL);
    expect_answer("1 < 2", "", VALUE_TEXT, "true");
    expect_answer("today()", "", VALUE_DATE, "2026-11-23");
    expect_answer("now()", "", VALUE_DATETIME, "2026-11-23T18:00:00");
    expect_answer("${d}", "d=@spring 1998", VALUE_DATE, "spring 1998");
    expect_answer("${d}", "d=@long ago", VALUE_TEXT, "long ago");
    expect_answer("if(true(), ${c}, '')", "c=[a b]", VALUE_CHOICES, NULL);
    expect_answer("concat(${c}, '!')", "c=[a b]", VALUE_TEXT, "a b!");
}

static void test_the_source(void **state)
{
    (void)state;
    expect_result("count(${household})", "", "3");
    expect_result("count(${nothing})", "", "0");
    expect_result("position(..)", "", "2");
    expect_result("absent(${refused})", "", "declined");
    expect_result("absent(${other})", "", "");
    expect_holds("absent(${refused}) = 'declined'", "", true);
    expect_holds("answered(${a})", "a=0", true);
    expect_holds("answered(${a})", "", false);
    expect_holds("answered(.)", ".='x'", true);
    expect_holds(". = 'x'", "", false);
}

static void test_a_source_may_offer_nothing(void **state)
{
    const struct rule_source nobody = {0};
    struct arena *arena = arena_create();

    (void)state;
    assert_false(rule_holds(parse(arena, "${a} = 'x' or . = 1 or count(${a}) > 0"), &nobody));
    assert_false(rule_holds(parse(arena, "absent(${a}) != '' or position(..) > 0"), &nobody));
    arena_destroy(arena);
}

static void test_refused_with_column(void **state)
{
    static const struct {
        const char *text;
        unsigned column;
        const char *message;
    } rows[] = {
        {"", 1, "ends here"},
        {"   ", 4, "ends here"},
        {"${a} =", 7, "ends here"},
        {"${a} == 1", 6, "Did you mean =?"},
        {"${a} && ${b}", 6, "Did you mean and?"},
        {"${a} <> 1", 6, "Did you mean !=?"},
        {"!${a}", 1, "Did you mean not"},
        {"${a} / 2", 6, "Did you mean div?"},
        {"${é}", 1, "${name}"},
        {"'é' = ${a", 7, "${name}"},
        {"$a = 1", 1, "${name}"},
        {"${} = 1", 1, "${name}"},
        {"a = 1", 1, "${a}"},
        {"true", 1, "true()"},
        {"select(${a}, 'b')", 1, "Did you mean selected()?"},
        {"frobnicate(1)", 1, "no function frobnicate()"},
        {"'abc", 1, "not closed"},
        {"(1 + 2", 1, "not closed"},
        {"1 + 2)", 6, ") without ("},
        {"1 2", 3, "expected a comparison"},
        {"selected(${a} 'b')", 15, "expected , or )"},
        {"selected(${a})", 1, "takes 2 values"},
        {"selected('a', 'b')", 10, "looks at an answer"},
        {"selected(concat(${a}), 'b')", 10, "looks at an answer"},
        {"count(1)", 7, "looks at an answer"},
        {"position()", 10, "position(..)"},
        {"regex(${a}, ${b})", 13, "in quotes"},
        {"regex(${a}, '[')", 15, "not closed"},
        {"today(1)", 1, "takes 0 values"},
        {"not()", 1, "takes 1 values, not 0"},
        {"sum(1, 2)", 1, "takes 1 values"},
        {"min()", 1, "takes 1 values"},
        {"count(${a} + 1)", 7, "looks at an answer"},
        {"count-non-empty('a')", 17, "looks at an answer"},
        {"coalesce(1, 2, 3)", 1, "takes 2 values"},
        {"now(1)", 1, "takes 0 values"},
        {"${a} = 1 or", 12, "ends here"},
        {"..", 2, "expected a comparison"},
        {"${a}\n= @", 8, "expected"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct arena *arena = arena_create();
        struct error err = {0};
        struct rule *rule;

        if (rule_parse(&rule, arena, rows[i].text, strlen(rows[i].text), &err))
            fail_msg("%s was taken", rows[i].text);
        if (err.column != rows[i].column || !strstr(err.message, rows[i].message))
            fail_msg("%s: column %u: %s", rows[i].text, err.column, err.message);
        arena_destroy(arena);
    }
}

static char *repeated(const char *start, const char *middle, size_t times, const char *end)
{
    struct buf text = BUF_INIT;

    buf_add_text(&text, start);
    buf_add_repeat(&text, middle, times);
    buf_add_text(&text, end);
    return buf_take(&text);
}

static void expect_limit(char *text, bool good)
{
    struct arena *arena = arena_create();
    struct error err = {0};
    struct rule *rule;

    if (rule_parse(&rule, arena, text, strlen(text), &err) != good)
        fail_msg("%.60s…: %s", text, err.message);
    if (!good)
        assert_int_equal(err.code, ERROR_LIMIT);
    else
        (void)rule_holds(rule, &(struct rule_source){0});
    arena_destroy(arena);
    free(text);
}

static void test_limits(void **state)
{
    (void)state;
    expect_limit(repeated("1", " + 1", 499, ""), true);
    expect_limit(repeated("1", " + 1", 500, ""), false);
    expect_limit(repeated("", "(", 31, "1)))))))))))))))))))))))))))))))"), true);
    expect_limit(repeated("", "(", 32, "1))))))))))))))))))))))))))))))))"), false);
    expect_limit(repeated("", "(", 16000, ""), false);
    expect_limit(repeated("", "not(", 4000, ""), false);
    expect_limit(repeated("", "-", 16000, "1"), false);
    expect_limit(repeated("concat(1", ",1", 99, ")"), true);
}

static void test_not_utf8_is_refused(void **state)
{
    struct arena *arena = arena_create();
    struct error err = {0};
    struct rule *rule;

    (void)state;
    assert_false(rule_parse(&rule, arena, "'\xff'", 3, &err));
    assert_false(rule_parse(&rule, arena, "1\0", 2, &err));
    assert_int_equal(err.code, ERROR_INVALID);
    arena_destroy(arena);
}

static void add_use(void *self, enum rule_use use, const char *name, const char *literal,
                    unsigned column)
{
    static const char *const uses[] = {"equals", "order", "selected", "count-selected", "count"};

    buf_add_format(self, "%s %s %s %u\n", uses[use], name, literal ? literal : "-", column);
}

static void test_references_and_uses(void **state)
{
    struct arena *arena = arena_create();
    struct rule *rule = parse(arena, "selected(${help}, 'healer') and 'é' != ${who} or ${age} < 18 "
                                     "or count(${rows}) = ${n} and . = 'x'");
    struct buf uses = BUF_INIT;
    unsigned column;

    (void)state;
    assert_int_equal(rule_reference_count(rule), 5);
    assert_string_equal(rule_reference(rule, 0, &column), "help");
    assert_int_equal(column, 10);
    assert_string_equal(rule_reference(rule, 1, &column), "who");
    assert_int_equal(column, 40);
    assert_string_equal(rule_reference(rule, 3, NULL), "rows");
    rule_each_use(rule, add_use, &uses);
    assert_string_equal(buf_text(&uses), "selected help healer 19\n"
                                         "equals who é 33\n"
                                         "order age - 57\n"
                                         "count rows - 65\n"
                                         "equals n - 80\n"
                                         "equals . x 95\n");
    buf_finish(&uses);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_yes_no),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_what_cannot_be_is_empty),
        cmocka_unit_test(test_logic),
        cmocka_unit_test(test_choices),
        cmocka_unit_test(test_text_functions),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_days_and_hours),
        cmocka_unit_test(test_sets),
        cmocka_unit_test(test_once),
        cmocka_unit_test(test_filters),
        cmocka_unit_test(test_results_as_answers),
        cmocka_unit_test(test_the_source),
        cmocka_unit_test(test_a_source_may_offer_nothing),
        cmocka_unit_test(test_refused_with_column),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_not_utf8_is_refused),
        cmocka_unit_test(test_references_and_uses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
