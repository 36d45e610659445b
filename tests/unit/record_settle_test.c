/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What follows from an answer without anybody saying it: stored as computed,
 * taken back with what it followed from, and never over what a person said.
 */
#include "record/settle.h"

#include "record/history.h"
#include "record/progress.h"
#include "record/relevance.h"
#include "record_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEAD                                                                                       \
    "form_id: trial\nversion: \"1\"\nform_title: {en: Trial}\nlanguages: [en]\n"                   \
    "default_language: en\nstatus: draft\nitems:\n"

struct trial {
    struct support support;
    struct form *form;
    char interview[33];
};

static const struct interview *now(const struct trial *trial)
{
    return record_interview(trial->support.record, trial->interview);
}

static void settle_from(struct trial *trial, size_t from)
{
    struct error err = {0};
    if (!settle(trial->support.record, trial->form, trial->interview, from, &trial->support.context,
                &err)) {
        fail_msg("%s", err.message);
    }
}

static void start(struct trial *trial, const char *text)
{
    struct error err = {0};
    support_start(&trial->support, 9);
    if (!form_read(&trial->form, text, strlen(text), "trial.yaml", NULL, &err)) {
        fail_msg("%u:%u: %s", err.line, err.column, err.message);
    }
    memcpy(trial->interview, support_interview(&trial->support, "trial")->id, 33);
    settle_from(trial, 0);
}

static void finish(struct trial *trial)
{
    form_destroy(trial->form);
    support_finish(&trial->support);
}

static void say(struct trial *trial, const char *item, const char *row, const char *words)
{
    size_t from = trial->support.record->edit_count;
    assert_true(support_say(&trial->support, now(trial), item, row, words));
    settle_from(trial, from);
}

static void set_number(struct trial *trial, const char *item, int64_t number)
{
    size_t from = trial->support.record->edit_count;
    struct answer answer;
    struct edit edit;
    answer_init(&answer);
    value_set_integer(&answer.value, number);
    assert_true(
        change_answer(&edit, now(trial), item, "", &answer, NULL, &trial->support.context));
    support_apply(&trial->support, &edit);
    answer_finish(&answer);
    settle_from(trial, from);
}

static void undo(struct trial *trial)
{
    struct edit *edits;
    struct error err = {0};
    size_t count = record_undo_action(trial->support.record, &edits, trial->support.context.world,
                                      "anna");
    assert_int_not_equal(count, 0);
    for (size_t i = 0; i < count; i++) {
        assert_true(record_apply(trial->support.record, &edits[i], &err));
        edit_finish(&edits[i]);
    }
    free(edits);
}

/* WORDS NULL: no answer. */
static void expect(const struct trial *trial, const char *item, const char *row, const char *words,
                   enum answer_by by)
{
    const struct answer *answer = interview_answer(now(trial), item, row);
    if (!words) {
        assert_null(answer);
        return;
    }
    assert_non_null(answer);
    assert_int_equal(answer->by, by);
    if (answer->value.kind == VALUE_INTEGER) {
        char digits[24];
        (void)snprintf(digits, sizeof(digits), "%lld", (long long)answer->value.integer);
        assert_string_equal(digits, words);
    } else {
        assert_string_equal(answer->value.text, words);
    }
}

static const char triggered[] = HEAD
    "  - {name: name, type: text, label: {en: Name}}\n"
    "  - {name: other, type: text, label: {en: Other}}\n"
    "  - {name: greeting, type: calculate, calculation: \"concat('Hello ', ${name}, ${other})\",\n"
    "     trigger: name}\n"
    "  - {name: length, type: calculate, calculation: \"string-length(${greeting})\",\n"
    "     trigger: greeting}\n"
    "  - {name: called, type: text, label: {en: Called}, calculation: \"${name}\",\n"
    "     trigger: name}\n";

static void test_triggers(void **state)
{
    struct trial trial;
    (void)state;
    start(&trial, triggered);
    expect(&trial, "greeting", "", NULL, BY_COMPUTED);
    say(&trial, "other", "", "!");
    expect(&trial, "greeting", "", NULL, BY_COMPUTED);
    say(&trial, "name", "", "Ada");
    expect(&trial, "greeting", "", "Hello Ada!", BY_COMPUTED);
    /* What follows may be a trigger itself. */
    expect(&trial, "length", "", "10", BY_COMPUTED);
    /* The other answer is no trigger. */
    say(&trial, "other", "", "?");
    expect(&trial, "greeting", "", "Hello Ada!", BY_COMPUTED);
    /* One undo for the answer and all that followed. */
    undo(&trial);
    say(&trial, "name", "", "Bo");
    expect(&trial, "greeting", "", "Hello Bo!", BY_COMPUTED);
    undo(&trial);
    expect(&trial, "name", "", "Ada", BY_PATIENT);
    expect(&trial, "greeting", "", "Hello Ada!", BY_COMPUTED);
    expect(&trial, "length", "", "10", BY_COMPUTED);
    /* What a person said is not replaced. */
    say(&trial, "called", "", "Aunt");
    say(&trial, "name", "", "Cy");
    expect(&trial, "called", "", "Aunt", BY_PATIENT);
    expect(&trial, "greeting", "", "Hello Cy!", BY_COMPUTED);
    finish(&trial);
}

static const char kept[] = HEAD
    "  - {name: start, type: calculate, calculation: \"once(${a} + 1)\"}\n"
    "  - {name: a, type: integer, label: {en: A}, default: 4}\n"
    "  - {name: note, type: text, label: {en: B}, default: \"concat('a is ', ${a})\"}\n"
    "  - {name: day, type: date, label: {en: C}, default: today()}\n"
    "  - repeat: person\n"
    "    label: {en: P}\n"
    "    items:\n"
    "      - {name: role, type: text, label: {en: R},\n"
    "         default: \"concat('person ', position(..))\"}\n";

/* Written as it would be typed, and kept as what it means. */
static void test_default_is_of_the_type(void **state)
{
    static const char text[] = HEAD
        "  - {name: where, type: select_one, label: {en: A}, default: here, choices: [\n"
        "     {name: here, label: {en: Here}}, {name: there, label: {en: There}}]}\n"
        "  - {name: sure, type: yes_no, label: {en: B}, default: \"no\"}\n"
        "  - {name: years, type: integer, label: {en: C}, default: 4}\n"
        "  - {name: weight, type: quantity, label: {en: D}, default: 70 g, units: [kg, g]}\n"
        "  - {name: odd, type: select_one, label: {en: E}, default: nowhere, choices: [\n"
        "     {name: here, label: {en: Here}}, {name: there, label: {en: There}}]}\n";
    struct trial trial;
    (void)state;
    start(&trial, text);
    const struct answer *answer = interview_answer(now(&trial), "where", "");
    assert_int_equal(answer->value.kind, VALUE_CHOICES);
    assert_true(value_has_choice(&answer->value, "here"));
    answer = interview_answer(now(&trial), "sure", "");
    assert_int_equal(answer->value.kind, VALUE_BOOLEAN);
    assert_int_equal(answer->value.integer, 0);
    assert_int_equal(interview_answer(now(&trial), "years", "")->value.kind, VALUE_INTEGER);
    answer = interview_answer(now(&trial), "weight", "");
    assert_int_equal(answer->value.kind, VALUE_QUANTITY);
    assert_string_equal(answer->value.unit, "g");
    assert_int_equal(interview_answer(now(&trial), "odd", "")->value.kind, VALUE_TEXT);
    finish(&trial);
}

static void test_defaults_and_once(void **state)
{
    struct trial trial;
    struct edit edit;
    char one[33], two[33];
    (void)state;
    start(&trial, kept);
    expect(&trial, "a", "", "4", BY_COMPUTED);
    /* As in ODK, a default sees what is there at the beginning: nothing. */
    expect(&trial, "note", "", "a is ", BY_COMPUTED);
    expect(&trial, "start", "", "5", BY_COMPUTED);
    assert_int_equal(interview_answer(now(&trial), "day", "")->value.kind, VALUE_DATE);
    /* Once is once. */
    set_number(&trial, "a", 9);
    expect(&trial, "start", "", "5", BY_COMPUTED);
    /* A default that was taken away does not come back. */
    size_t from = trial.support.record->edit_count;
    struct answer nothing;
    answer_init(&nothing);
    assert_true(change_answer(&edit, now(&trial), "a", "", &nothing, NULL, &trial.support.context));
    support_apply(&trial.support, &edit);
    answer_finish(&nothing);
    settle_from(&trial, from);
    expect(&trial, "a", "", NULL, BY_COMPUTED);
    /* Each row has its own, when it is added. */
    for (size_t i = 0; i < 2; i++) {
        from = trial.support.record->edit_count;
        support_add_row(&trial.support, now(&trial), "person", "", i == 0 ? one : two);
        settle_from(&trial, from);
    }
    expect(&trial, "role", one, "person 1", BY_COMPUTED);
    expect(&trial, "role", two, "person 2", BY_COMPUTED);
    undo(&trial);
    expect(&trial, "role", two, NULL, BY_COMPUTED);
    assert_int_equal(interview_row_count(now(&trial), "person", ""), 1);
    finish(&trial);
}

static const char counted[] = HEAD
    "  - {name: n, type: integer, label: {en: How many?}}\n"
    "  - repeat: child\n"
    "    label: {en: Child}\n"
    "    repeat_count: ${n}\n"
    "    items:\n"
    "      - {name: called, type: text, label: {en: Name}}\n"
    "      - {name: number, type: text, label: {en: Number}, default: position(..)}\n";

static void test_counted_rows(void **state)
{
    struct trial trial;
    char second[33];
    (void)state;
    start(&trial, counted);
    assert_int_equal(interview_row_count(now(&trial), "child", ""), 0);
    set_number(&trial, "n", 3);
    assert_int_equal(interview_row_count(now(&trial), "child", ""), 3);
    memcpy(second, interview_row_at(now(&trial), "child", "", 1)->id, 33);
    expect(&trial, "number", second, "2", BY_COMPUTED);
    say(&trial, "called", second, "Bo");
    /* Fewer: the last ones are set aside, with what was said in them. */
    set_number(&trial, "n", 1);
    assert_int_equal(interview_row_count(now(&trial), "child", ""), 1);
    expect(&trial, "called", second, "Bo", BY_PATIENT);
    /* More: they come back before new ones are made. */
    set_number(&trial, "n", 2);
    assert_string_equal(interview_row_at(now(&trial), "child", "", 1)->id, second);
    assert_int_equal(now(&trial)->row_count, 3);
    undo(&trial);
    undo(&trial);
    assert_int_equal(interview_row_count(now(&trial), "child", ""), 3);
    undo(&trial);
    undo(&trial);
    assert_int_equal(interview_row_count(now(&trial), "child", ""), 0);
    /* More than anybody has are not made. */
    set_number(&trial, "n", 1000000000);
    assert_int_equal(interview_row_count(now(&trial), "child", ""), SETTLE_MAX_ROWS);
    finish(&trial);
}

static void test_circles_come_to_an_end(void **state)
{
    static const char text[] = HEAD
        "  - {name: go, type: integer, label: {en: Go}}\n"
        "  - {name: a, type: calculate, calculation: \"coalesce(${b}, 0) + 1\", trigger: [go, b]}\n"
        "  - {name: b, type: calculate, calculation: \"coalesce(${a}, 0) + 1\", trigger: a}\n";
    struct trial trial;
    (void)state;
    start(&trial, text);
    set_number(&trial, "go", 1);
    assert_in_range(trial.support.record->edit_count, 3, 20);
    finish(&trial);
}

static void test_nothing_follows_from_finalising(void **state)
{
    struct trial trial;
    struct edit edit;
    (void)state;
    start(&trial, triggered);
    say(&trial, "name", "", "Ada");
    size_t from = trial.support.record->edit_count;
    change_finalise(&edit, now(&trial), &trial.support.context);
    support_apply(&trial.support, &edit);
    settle_from(&trial, from);
    assert_int_equal(trial.support.record->edit_count, from + 1);
    /* An amendment pulls its triggers with the reason that was given for it. */
    from = trial.support.record->edit_count;
    support_saying(&trial.support, now(&trial), "name", "", "Bo", "misheard", &edit);
    support_apply(&trial.support, &edit);
    settle_from(&trial, from);
    expect(&trial, "greeting", "", "Hello Bo", BY_COMPUTED);
    assert_string_equal(trial.support.record->edits[from + 1].reason, "misheard");
    assert_true(interview_answer(now(&trial), "greeting", "")->amended);
    finish(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_triggers),
        cmocka_unit_test(test_default_is_of_the_type),
        cmocka_unit_test(test_defaults_and_once),
        cmocka_unit_test(test_counted_rows),
        cmocka_unit_test(test_circles_come_to_an_end),
        cmocka_unit_test(test_nothing_follows_from_finalising),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
