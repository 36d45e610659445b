/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random conditions: whatever is put together from the words of the language is
 * read or refused with a place, evaluates without harm, and means the same when
 * its text is read again. The seed is fixed, so every run is the same.
 */
#include "form/rule.h"

#include "form_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct dice {
    uint64_t state;
};

static size_t roll(struct dice *dice, size_t limit)
{
    dice->state ^= dice->state << 13;
    dice->state ^= dice->state >> 7;
    dice->state ^= dice->state << 17;
    return (size_t)(dice->state % limit);
}

static const char *const operands[] = {
    "${age}",
    "${text}",
    "${yn}",
    "${many}",
    "${one}",
    "${date}",
    "${vague}",
    "${empty}",
    ".",
    "'a'",
    "''",
    "'2'",
    "0",
    "1",
    "2.5",
    "today()",
    "true()",
    "false()",
    "-3",
    "9223372036854775807",
    "'1998-05'",
    "position(..)",
    "count(${household})",
    "count-selected(${many})",
    "answered(${age})",
    "absent(${refused})",
    "selected(${many}, 'a')",
    "now()",
    "sum(${age})",
    "count-non-empty(${many})",
    "${decimal}",
    "${time}",
};
static const char *const signs[] = {" = ",  " != ", " < ", " <= ", " > ",   " >= ", " and ",
                                    " or ", " + ",  " - ", " * ",  " div ", " mod "};
static const char *const calls[] = {
    "not(",           "string-length(",      "age-in-years(",   "concat('x', ",
    "min(1, ",        "max(${age}, ",        "once(",
    "if(true(), 1, ", "coalesce(${empty}, ", "contains('ab', ", "("};
#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static void add_expression(struct buf *out, struct dice *dice, unsigned depth)
{
    size_t terms = 1 + roll(dice, 4);

    for (size_t i = 0; i < terms; i++) {
        if (i > 0)
            buf_add_text(out, signs[roll(dice, LENGTH(signs))]);
        if (depth > 0 && roll(dice, 3) == 0) {
            buf_add_text(out, calls[roll(dice, LENGTH(calls))]);
            add_expression(out, dice, depth - 1);
            buf_add_char(out, ')');
        } else {
            buf_add_text(out, operands[roll(dice, LENGTH(operands))]);
        }
    }
}

static void start_source(struct support_source *source)
{
    support_source(source, "age=34;text='words';yn=no;many=[a b +more];one=[a];date=@1998-05;"
                           "vague=@long ago;.=17;decimal=2.5;time=14:30");
}

static void test_good_ones(void **state)
{
    struct dice dice = {20261123};
    struct support_source source;

    (void)state;
    start_source(&source);
    for (size_t i = 0; i < 20000; i++) {
        struct arena *arena = arena_create();
        struct buf text = BUF_INIT, first = BUF_INIT, again = BUF_INIT, negated = BUF_INIT;
        struct rule *rule, *opposite;
        struct error err = {0};

        add_expression(&text, &dice, 4);
        if (!rule_parse(&rule, arena, buf_text(&text), text.length, &err))
            fail_msg("%s: column %u: %s", buf_text(&text), err.column, err.message);
        rule_result(&first, rule, &source.source);
        rule_result(&again, rule, &source.source);
        assert_string_equal(buf_text(&first), buf_text(&again));
        assert_string_equal(rule_text(rule), buf_text(&text));
        /* A negation always turns the answer round. */
        buf_add_format(&negated, "not(%s)", buf_text(&text));
        assert_true(rule_parse(&opposite, arena, buf_text(&negated), negated.length, &err));
        if (rule_holds(rule, &source.source) == rule_holds(opposite, &source.source))
            fail_msg("%s", buf_text(&negated));
        buf_finish(&text);
        buf_finish(&first);
        buf_finish(&again);
        buf_finish(&negated);
        arena_destroy(arena);
    }
    support_source_finish(&source);
}

static void damage(struct buf *text, struct dice *dice)
{
    static const char bytes[] = "()'\"${}.,=<>!+-*/ \nabc019\xc3\xa9\xff";
    size_t at = roll(dice, text->length);

    switch (roll(dice, 3)) {
    case 0:
        buf_remove(text, at, 1 + roll(dice, text->length - at));
        break;
    case 1:
        buf_insert(text, at, &bytes[roll(dice, sizeof(bytes) - 1)], 1);
        break;
    default:
        text->data[at] = bytes[roll(dice, sizeof(bytes) - 1)];
        break;
    }
}

static void test_damaged_ones(void **state)
{
    struct dice dice = {7};
    struct support_source source;
    size_t refused = 0;

    (void)state;
    start_source(&source);
    for (size_t i = 0; i < 20000; i++) {
        struct arena *arena = arena_create();
        struct buf text = BUF_INIT;
        struct error err = {0};
        struct rule *rule;

        add_expression(&text, &dice, 3);
        for (size_t j = roll(&dice, 3) + 1; j > 0 && text.length > 0; j--)
            damage(&text, &dice);
        if (rule_parse(&rule, arena, buf_text(&text), text.length, &err)) {
            (void)rule_holds(rule, &source.source);
        } else {
            refused++;
            assert_int_not_equal(err.code, ERROR_NONE);
            assert_in_range(err.column, 1, text.length + 1);
            assert_true(strlen(err.message) > 0);
        }
        buf_finish(&text);
        arena_destroy(arena);
    }
    /* The control: damage does mostly damage. */
    assert_in_range(refused, 10000, 19999);
    support_source_finish(&source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_ones),
        cmocka_unit_test(test_damaged_ones),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
