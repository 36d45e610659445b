/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calculations on the way, answers of all rows, and how much is worked out again
 * after one answer: counted, not timed.
 */
#include "record/relevance.h"

#include "base/buf.h"
#include "record_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TODAY 20780
#define HEAD                                                                                       \
    "form_id: trial\nversion: \"1\"\nform_title: {en: Trial}\nlanguages: [en]\n"                   \
    "default_language: en\nstatus: draft\nitems:\n"

struct trial {
    struct support support;
    struct form *form;
    char interview[33];
    struct relevance *relevance;
};

static const struct interview *now(const struct trial *trial)
{
    return record_interview(trial->support.record, trial->interview);
}

static void start(struct trial *trial, const char *text)
{
    struct error err = {0};
    support_start(&trial->support, 9);
    if (!form_read(&trial->form, text, strlen(text), "trial.yaml", NULL, &err)) {
        fail_msg("%u:%u: %s", err.line, err.column, err.message);
    }
    memcpy(trial->interview, support_interview(&trial->support, "trial")->id, 33);
    trial->relevance =
        relevance_keep(trial->form, trial->support.record, trial->interview, TODAY);
}

static void finish(struct trial *trial)
{
    relevance_destroy(trial->relevance);
    form_destroy(trial->form);
    support_finish(&trial->support);
}

static void set_number(struct trial *trial, const char *item, const char *row, int64_t number)
{
    struct answer answer;
    struct edit edit;
    answer_init(&answer);
    value_set_integer(&answer.value, number);
    assert_true(
        change_answer(&edit, now(trial), item, row, &answer, NULL, &trial->support.context));
    support_apply(&trial->support, &edit);
    answer_finish(&answer);
}

static void look(void *self, const struct item *item, size_t row)
{
    struct trial *trial = self;
    (void)relevance_value(trial->relevance, item, row);
}

/* How many rules are worked out when all is looked at after what happened. */
static size_t worked_out(struct trial *trial)
{
    size_t before = relevance_evaluations(trial->relevance);
    relevance_follow(trial->relevance, trial->support.record, TODAY);
    relevance_walk(trial->relevance, look, trial);
    return relevance_evaluations(trial->relevance) - before;
}

/* Each item of ITEMS as "name=value", of one that is kept and of a fresh one. */
static void expect_values(struct trial *trial, const char *items, const char *row,
                          const char *expected)
{
    struct relevance *fresh = relevance_create(trial->form, now(trial), TODAY);
    char names[200];
    (void)snprintf(names, sizeof(names), "%s", items);
    struct buf found[2] = {BUF_INIT, BUF_INIT};
    relevance_follow(trial->relevance, trial->support.record, TODAY);
    for (char *name = strtok(names, " "); name; name = strtok(NULL, " ")) {
        for (size_t i = 0; i < 2; i++) {
            struct relevance *one = i == 0 ? trial->relevance : fresh;
            const struct value *value = relevance_value(one, form_find(trial->form, name),
                                                        relevance_row_index(one, row));
            buf_add_format(&found[i], "%s=", name);
            if (value && value->kind == VALUE_INTEGER) {
                buf_add_format(&found[i], "%lld", (long long)value->integer);
            } else if (value) {
                buf_add_text(&found[i], value->text);
            }
            buf_add_char(&found[i], ' ');
        }
    }
    assert_string_equal(buf_text(&found[0]), expected);
    assert_string_equal(buf_text(&found[1]), expected);
    buf_finish(&found[0]);
    buf_finish(&found[1]);
    relevance_destroy(fresh);
}

static const char family[] = HEAD
    "  - {name: rate, type: integer, label: {en: A}}\n"
    "  - repeat: person\n"
    "    label: {en: P}\n"
    "    items:\n"
    "      - {name: hours, type: integer, label: {en: H}}\n"
    "      - {name: pay, type: calculate, calculation: \"${hours} * ${rate}\"}\n"
    "      - {name: extra, type: text, label: {en: E}, relevant: \"${pay} > 100\"}\n"
    "      - repeat: visit\n"
    "        label: {en: V}\n"
    "        items:\n"
    "          - {name: minutes, type: integer, label: {en: M}}\n"
    "      - {name: spent, type: calculate, calculation: \"sum(${minutes})\"}\n"
    "  - {name: total, type: calculate, calculation: \"sum(${pay})\"}\n"
    "  - {name: longest, type: calculate, calculation: \"max(${minutes})\"}\n"
    "  - {name: visits, type: calculate, calculation: \"count(${visit})\"}\n"
    "  - {name: known, type: calculate, calculation: \"count-non-empty(${hours})\"}\n";

static void test_rows(void **state)
{
    struct trial trial;
    char one[33], two[33], visit[33], more[33];
    (void)state;
    start(&trial, family);
    expect_values(&trial, "total longest visits known", "", "total= longest= visits=0 known=0 ");
    support_add_row(&trial.support, now(&trial), "person", "", one);
    support_add_row(&trial.support, now(&trial), "person", "", two);
    set_number(&trial, "rate", "", 10);
    set_number(&trial, "hours", one, 8);
    expect_values(&trial, "pay spent", one, "pay=80 spent= ");
    /* One that is not known makes the sum unknown. */
    expect_values(&trial, "total known", "", "total= known=1 ");
    set_number(&trial, "hours", two, 12);
    expect_values(&trial, "total known", "", "total=200 known=2 ");
    support_add_row(&trial.support, now(&trial), "visit", one, visit);
    support_add_row(&trial.support, now(&trial), "visit", two, more);
    set_number(&trial, "minutes", visit, 30);
    set_number(&trial, "minutes", more, 45);
    expect_values(&trial, "spent", one, "spent=30 ");
    expect_values(&trial, "spent", two, "spent=45 ");
    expect_values(&trial, "longest visits", "", "longest=45 visits=2 ");
    support_undo(&trial.support);
    expect_values(&trial, "longest visits", "", "longest= visits=2 ");
    finish(&trial);
}

static void test_only_the_same_row(void **state)
{
    struct trial trial;
    char rows[20][33];
    (void)state;
    start(&trial, family);
    set_number(&trial, "rate", "", 10);
    for (size_t i = 0; i < 20; i++) {
        support_add_row(&trial.support, now(&trial), "person", "", rows[i]);
        set_number(&trial, "hours", rows[i], 5);
    }
    (void)worked_out(&trial);
    set_number(&trial, "hours", rows[7], 50);
    /* pay and extra of that row, total and known of the form. */
    assert_int_equal(worked_out(&trial), 4);
    /* The rate is looked at in each row. */
    set_number(&trial, "rate", "", 11);
    assert_int_equal(worked_out(&trial), 41);
    expect_values(&trial, "total", "", "total=1595 ");
    finish(&trial);
}

static void add_items(struct buf *text, size_t count)
{
    buf_add_text(text, HEAD);
    for (size_t i = 0; i < count; i++) {
        buf_add_format(text, "  - {name: q%zu, type: integer, label: {en: Q}", i);
        if (i % 3 == 1) {
            buf_add_format(text, ", relevant: \"${q%zu} > 3\"", i - 1);
        } else if (i % 3 == 2) {
            buf_add_format(text, ", calculation: \"${q%zu} + ${q%zu}\"", i - 1, i - 2);
        }
        buf_add_text(text, "}\n");
    }
}

/* In a form of 300 items and in one of 12, one answer costs the same. */
static void test_only_what_hangs_on_it(void **state)
{
    static const size_t sizes[] = {12, 300};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct trial trial;
        struct buf text = BUF_INIT;
        add_items(&text, sizes[i]);
        start(&trial, buf_text(&text));
        /* The control: at first everything is worked out. */
        assert_int_equal(worked_out(&trial), sizes[i] / 3 * 2);
        assert_int_equal(worked_out(&trial), 0);
        set_number(&trial, "q6", "", 5);
        assert_int_equal(worked_out(&trial), 2);
        set_number(&trial, "q7", "", 5);
        assert_int_equal(worked_out(&trial), 1);
        expect_values(&trial, "q8", "", "q8=10 ");
        support_undo(&trial.support);
        assert_int_equal(worked_out(&trial), 1);
        expect_values(&trial, "q8", "", "q8= ");
        finish(&trial);
        buf_finish(&text);
    }
}

/* Each hangs on the one before: longer than any stack is deep. */
static void test_long_chains(void **state)
{
    struct trial trial;
    struct buf text = BUF_INIT;
    (void)state;
    buf_add_text(&text, HEAD "  - {name: c0, type: integer, label: {en: Q}}\n");
    for (size_t i = 1; i < 1500; i++) {
        buf_add_format(&text,
                       "  - {name: c%zu, type: calculate, calculation: \"${c%zu} + 1\"}\n", i,
                       i - 1);
    }
    start(&trial, buf_text(&text));
    set_number(&trial, "c0", "", 1);
    expect_values(&trial, "c1499 c700", "", "c1499=1500 c700=701 ");
    set_number(&trial, "c0", "", 2);
    expect_values(&trial, "c1499 c700", "", "c1499=1501 c700=702 ");
    finish(&trial);
    buf_finish(&text);
}

static void test_hidden_calculations_are_empty(void **state)
{
    static const char text[] = HEAD
        "  - {name: a, type: integer, label: {en: A}}\n"
        "  - {name: b, type: calculate, calculation: \"${a} * 2\", relevant: \"${a} > 3\"}\n"
        "  - {name: c, type: calculate, calculation: \"if(${b} = '', 'none', ${b})\"}\n"
        "  - {name: d, type: calculate, calculation: \"1 div ${a}\"}\n"
        "  - {name: e, type: calculate, calculation: \"${a} > 3\"}\n";
    struct trial trial;
    (void)state;
    start(&trial, text);
    expect_values(&trial, "b c d e", "", "b= c=none d= e=false ");
    set_number(&trial, "a", "", 4);
    expect_values(&trial, "b c d e", "", "b=8 c=8 d=0.25 e=true ");
    set_number(&trial, "a", "", 0);
    expect_values(&trial, "b c d e", "", "b= c=none d= e=false ");
    finish(&trial);
}

/* A write that failed folds the record anew; what was followed may be gone. */
static void test_another_record(void **state)
{
    struct trial trial;
    (void)state;
    start(&trial, family);
    set_number(&trial, "rate", "", 3);
    struct record *earlier = support_fold(trial.support.record);
    set_number(&trial, "rate", "", 4);
    expect_values(&trial, "rate", "", "rate=4 ");
    relevance_follow(trial.relevance, earlier, TODAY);
    assert_int_equal(relevance_value(trial.relevance, form_find(trial.form, "rate"),
                                     RELEVANCE_NO_ROW)->integer,
                     3);
    record_destroy(earlier);
    finish(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_only_the_same_row),
        cmocka_unit_test(test_only_what_hangs_on_it),
        cmocka_unit_test(test_long_chains),
        cmocka_unit_test(test_hidden_calculations_are_empty),
        cmocka_unit_test(test_another_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
