/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An interview through its form: what is asked, what is left, and whose words
 * go into a label. Hidden answers count as empty and come back unchanged.
 */
#include "record/progress.h"
#include "record/relevance.h"

#include "record/fields.h"
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
    "form_id: trial\nversion: \"1\"\nform_title: {en: Trial}\nlanguages: [en, nl]\n"               \
    "default_language: en\nstatus: draft\n"

static const char family[] = HEAD
    "choices:\n"
    "  who:\n"
    "    - {name: aunt, label: {en: An aunt, nl: Een tante}}\n"
    "    - {name: healer, label: {en: A healer, nl: Een genezer}}\n"
    "items:\n"
    "  - {name: hello, type: note, label: {en: Hello}}\n"
    "  - {name: worried, type: yes_no, prefix: \"1\", label: {en: Worried?}}\n"
    "  - {name: worry, type: text, prefix: \"2\", label: {en: What?}, "
    "relevant: \"${worried} = true()\"}\n"
    "  - group: home\n"
    "    label: {en: Home}\n"
    "    relevant: \"answered(${worry})\"\n"
    "    items:\n"
    "      - {name: helpers, type: select_multiple, choices: who, label: {en: Who helps?}}\n"
    "      - {name: since, type: date, label: {en: Since?}, relevant: \"selected(${helpers}, "
    "'aunt')\"}\n"
    "  - repeat: person\n"
    "    label: {en: People}\n"
    "    items:\n"
    "      - {name: called, type: text, prefix: \"3\", label: {en: Name}}\n"
    "      - {name: age, type: integer, label: {en: Age}}\n"
    "      - {name: school, type: text, label: {en: School}, relevant: \"${age} < 18\"}\n"
    "      - repeat: visit\n"
    "        label: {en: Visits}\n"
    "        items:\n"
    "          - {name: place, type: text, label: {en: Where}}\n"
    "          - {name: first, type: text, label: {en: First}, "
    "relevant: \"position(..) = 1 and ${called} = 'Aunt'\"}\n"
    "  - {name: several, type: text, label: {en: Several}, relevant: \"count(${person}) > 1\"}\n"
    "  - {name: why_not, type: text, label: {en: Why not}, "
    "relevant: \"absent(${worry}) = 'declined'\"}\n";

struct trial {
    struct support support;
    struct form *form;
    const struct interview *interview;
};

static void trial_start(struct trial *trial, const char *text)
{
    struct error err = {0};
    support_start(&trial->support, 9);
    if (!form_read(&trial->form, text, strlen(text), "trial.yaml", NULL, &err)) {
        fail_msg("%u:%u: %s", err.line, err.column, err.message);
    }
    trial->interview = support_interview(&trial->support, "trial");
}

static void trial_finish(struct trial *trial)
{
    form_destroy(trial->form);
    support_finish(&trial->support);
}

static void set(struct trial *trial, const char *item, const char *row, struct answer *answer)
{
    struct edit edit;
    assert_true(
        change_answer(&edit, trial->interview, item, row, answer, NULL, &trial->support.context));
    support_apply(&trial->support, &edit);
    answer_finish(answer);
}

static void say_yes(struct trial *trial, const char *item, bool yes)
{
    struct answer answer;
    answer_init(&answer);
    value_set_boolean(&answer.value, yes);
    set(trial, item, "", &answer);
}

static void set_state(struct trial *trial, const char *item, enum answer_state state)
{
    struct answer answer;
    answer_init(&answer);
    answer.state = state;
    set(trial, item, "", &answer);
}

static void set_number(struct trial *trial, const char *item, const char *row, int64_t number)
{
    struct answer answer;
    answer_init(&answer);
    value_set_integer(&answer.value, number);
    set(trial, item, row, &answer);
}

static void say(struct trial *trial, const char *item, const char *row, const char *words)
{
    assert_true(support_say(&trial->support, trial->interview, item, row, words));
}

static void remove_row(struct trial *trial, const char *row)
{
    struct edit edit;
    change_remove_row(&edit, trial->interview, row, &trial->support.context);
    support_apply(&trial->support, &edit);
}

static bool relevant(const struct trial *trial, const char *item, const char *row)
{
    return progress_relevant(trial->form, trial->interview, form_find(trial->form, item), row,
                             TODAY);
}

/* All places as "item item/row-number …". */
static void expect_places(const struct trial *trial, const char *expected)
{
    struct places places = PLACES_INIT;
    struct buf out = BUF_INIT;
    places_list(&places, trial->form, trial->interview, TODAY);
    for (size_t i = 0; i < places.count; i++) {
        const struct place *place = &places.places[i];
        buf_add_format(&out, "%s%s", i > 0 ? " " : "", place->item->name);
        if (place->row[0] != '\0') {
            buf_add_format(&out, "/%zu", place->row_number);
        } else {
            assert_int_equal(place->row_number, 0);
        }
        assert_true(relevant(trial, place->item->name, place->row));
    }
    assert_string_equal(buf_text(&out), expected);
    buf_finish(&out);
    places_finish(&places);
}

static void test_hidden_answers_come_back(void **state)
{
    struct trial trial;
    (void)state;
    trial_start(&trial, family);
    expect_places(&trial, "hello worried person");
    say_yes(&trial, "worried", true);
    say(&trial, "worry", "", "rent");
    expect_places(&trial, "hello worried worry home helpers person");

    /* Hidden, the worry counts as empty: what depends on it goes too. */
    say_yes(&trial, "worried", false);
    expect_places(&trial, "hello worried person");
    assert_false(relevant(&trial, "helpers", ""));
    assert_non_null(interview_answer(trial.interview, "worry", ""));
    say_yes(&trial, "worried", true);
    expect_places(&trial, "hello worried worry home helpers person");
    assert_string_equal(interview_answer(trial.interview, "worry", "")->value.text, "rent");
    trial_finish(&trial);
}

static void test_reasons_are_no_values(void **state)
{
    struct trial trial;
    struct answer answer;
    (void)state;
    trial_start(&trial, family);
    say_yes(&trial, "worried", true);
    set_state(&trial, "worry", STATE_DECLINED);
    assert_true(relevant(&trial, "why_not", ""));
    assert_false(relevant(&trial, "home", ""));
    set_state(&trial, "worry", STATE_LATER);
    assert_false(relevant(&trial, "why_not", ""));

    /* Said, then taken back: kept, but it is not an answer any more. */
    answer_init(&answer);
    value_set_text(&answer.value, "rent", 4);
    answer.state = STATE_DECLINED;
    set(&trial, "worry", "", &answer);
    assert_true(relevant(&trial, "why_not", ""));
    assert_false(relevant(&trial, "home", ""));
    trial_finish(&trial);
}

static void test_rows(void **state)
{
    struct trial trial;
    char one[33], two[33], visit[33], other[33];
    (void)state;
    trial_start(&trial, family);
    support_add_row(&trial.support, trial.interview, "person", "", one);
    support_add_row(&trial.support, trial.interview, "person", "", two);
    support_add_row(&trial.support, trial.interview, "visit", two, visit);
    support_add_row(&trial.support, trial.interview, "visit", two, other);
    expect_places(&trial, "hello worried person called/1 age/1 visit/1 called/2 age/2 visit/2 "
                          "place/1 place/2 several");
    set_number(&trial, "age", one, 9);
    set_number(&trial, "age", two, 40);
    say(&trial, "called", two, "Aunt");
    expect_places(&trial, "hello worried person called/1 age/1 school/1 visit/1 called/2 age/2 "
                          "visit/2 place/1 first/1 place/2 several");
    assert_true(relevant(&trial, "school", one));
    assert_false(relevant(&trial, "school", two));
    assert_true(relevant(&trial, "first", visit));
    assert_false(relevant(&trial, "first", other));

    remove_row(&trial, one);
    expect_places(&trial, "hello worried person called/1 age/1 visit/1 place/1 first/1 place/2");
    assert_false(relevant(&trial, "called", one));
    remove_row(&trial, visit);
    expect_places(&trial, "hello worried person called/1 age/1 visit/1 place/1 first/1");
    assert_true(relevant(&trial, "first", other)); /* it is the first now */
    trial_finish(&trial);
}

static void expect_count(const struct trial *trial, size_t total, size_t answered, size_t reasoned,
                         size_t later, size_t open, size_t hidden)
{
    struct progress progress;
    progress_count(&progress, trial->form, trial->interview, TODAY);
    assert_int_equal(progress.total, total);
    assert_int_equal(progress.answered, answered);
    assert_int_equal(progress.reasoned, reasoned);
    assert_int_equal(progress.later, later);
    assert_int_equal(progress.open, open);
    assert_int_equal(progress.hidden, hidden);
}

static void test_counting(void **state)
{
    struct trial trial;
    char one[33], two[33];
    (void)state;
    trial_start(&trial, family);
    expect_count(&trial, 1, 0, 0, 0, 1, 0); /* numbered items only: worried */
    say_yes(&trial, "worried", true);
    expect_count(&trial, 2, 1, 0, 0, 1, 0);
    set_state(&trial, "worry", STATE_LATER);
    expect_count(&trial, 2, 1, 0, 1, 0, 0);
    set_state(&trial, "worry", STATE_ADAPTED); /* asked, nothing said yet */
    expect_count(&trial, 2, 1, 0, 0, 1, 0);
    set_state(&trial, "worry", STATE_SKIPPED);
    expect_count(&trial, 2, 1, 1, 0, 0, 0);
    support_add_row(&trial.support, trial.interview, "person", "", one);
    support_add_row(&trial.support, trial.interview, "person", "", two);
    say(&trial, "called", one, "Aunt");
    set_number(&trial, "age", one, 50);
    expect_count(&trial, 4, 2, 1, 0, 1, 0);
    remove_row(&trial, one);
    expect_count(&trial, 3, 1, 1, 0, 1, 2);
    say_yes(&trial, "worried", false);
    expect_count(&trial, 2, 1, 0, 0, 1, 3);
    trial_finish(&trial);
}

static void test_counting_without_numbers(void **state)
{
    static const char text[] =
        HEAD "items:\n"
             "  - {name: a, type: text, label: {en: A}}\n"
             "  - {name: b, type: text, label: {en: B}, relevant: \"${a} = 'x'\"}\n"
             "  - {name: n, type: note, label: {en: N}}\n";
    struct trial trial;
    (void)state;
    trial_start(&trial, text);
    expect_count(&trial, 1, 0, 0, 0, 1, 0);
    say(&trial, "a", "", "x");
    expect_count(&trial, 2, 1, 0, 0, 1, 0);
    say(&trial, "b", "", "y");
    say(&trial, "a", "", "z");
    expect_count(&trial, 1, 1, 0, 0, 0, 1);
    /* An answer whose item the form no longer has is kept and counted as hidden. */
    say(&trial, "gone", "", "old words");
    expect_count(&trial, 1, 1, 0, 0, 0, 2);
    trial_finish(&trial);
}

static void test_rules_that_lead_to_themselves(void **state)
{
    static const char text[] =
        HEAD "items:\n"
             "  - {name: a, type: text, label: {en: A}, relevant: \"${b} != 'no'\"}\n"
             "  - {name: b, type: text, label: {en: B}, relevant: \"${c} != 'no'\"}\n"
             "  - {name: c, type: text, label: {en: C}, relevant: \"${a} != 'no'\"}\n"
             "  - {name: d, type: text, label: {en: D}, relevant: \"${d} = 'yes'\"}\n";
    struct trial trial;
    (void)state;
    trial_start(&trial, text);
    expect_places(&trial, "a b c");
    say(&trial, "a", "", "x");
    say(&trial, "d", "", "yes");
    expect_places(&trial, "a b c d");
    trial_finish(&trial);
}

/* Each item looks at the one before twice: without a memory that is 2^120 steps. */
static void test_chains_are_not_exponential(void **state)
{
    struct trial trial;
    struct buf text = BUF_INIT;
    (void)state;
    buf_add_text(&text, HEAD "items:\n  - {name: q0, type: text, label: {en: Q}}\n");
    for (int i = 1; i < 120; i++) {
        buf_add_format(&text,
                       "  - {name: q%d, type: text, label: {en: Q}, "
                       "relevant: \"${q%d} != 'x' and ${q%d} != 'y'\"}\n",
                       i, i - 1, i - 1);
    }
    trial_start(&trial, buf_text(&text));
    for (int i = 0; i < 120; i++) {
        char name[16];
        snprintf(name, sizeof(name), "q%d", i);
        say(&trial, name, "", "z");
    }
    assert_true(relevant(&trial, "q119", ""));
    expect_count(&trial, 120, 120, 0, 0, 0, 0);
    say(&trial, "q0", "", "x");
    assert_false(relevant(&trial, "q1", ""));
    assert_true(relevant(&trial, "q2", "")); /* q1 is hidden: empty is not 'x' */
    expect_count(&trial, 119, 119, 0, 0, 0, 1);
    buf_finish(&text);
    trial_finish(&trial);
}

static void test_three_hundred_items_in_a_hundred_rows(void **state)
{
    struct trial trial;
    struct buf text = BUF_INIT;
    struct places places = PLACES_INIT;
    (void)state;
    buf_add_text(&text, HEAD "items:\n  - repeat: person\n    label: {en: P}\n    items:\n"
                             "      - {name: q0, type: text, label: {en: Q}}\n");
    for (int i = 1; i < 300; i++) {
        buf_add_format(&text,
                       "      - {name: q%d, type: text, label: {en: Q}, "
                       "relevant: \"${q%d} != 'x'\"}\n",
                       i, i - 1);
    }
    trial_start(&trial, buf_text(&text));
    for (int i = 0; i < 100; i++) {
        char row[33];
        support_add_row(&trial.support, trial.interview, "person", "", row);
        if (i % 2 == 0) {
            say(&trial, "q298", row, "x");
        }
    }
    places_list(&places, trial.form, trial.interview, TODAY);
    assert_int_equal(places.count, 1 + 100 * 300 - 50);
    assert_string_equal(places.places[1 + 299 + 299].item->name, "q299");
    assert_int_equal(places.places[places.count - 1].row_number, 100);
    buf_finish(&text);
    places_finish(&places);
    trial_finish(&trial);
}

static void expect_piped(struct progress_view *view, const char *name, const char *expected)
{
    struct buf out = BUF_INIT;
    bool known = progress_pipe(view, name, &out);
    assert_int_equal(known, expected != NULL);
    assert_string_equal(buf_text(&out), expected ? expected : "");
    buf_finish(&out);
}

static void test_piping(void **state)
{
    struct trial trial;
    struct answer answer;
    char row[33];
    (void)state;
    trial_start(&trial, family);
    struct progress_view view = {
        .form = trial.form, .interview = trial.interview, .row = "", .today = TODAY};

    expect_piped(&view, "worry", NULL);
    expect_piped(&view, "nothing", NULL);
    expect_piped(&view, "home", NULL);
    say_yes(&trial, "worried", true);
    say(&trial, "worry", "", "\n  the rent \t\r\nand the letters");
    expect_piped(&view, "worry", "the rent");
    say(&trial, "worry", "", "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789");
    expect_piped(&view, "worry", "0123456789 0123456789 0123456789 0123456789 0123456789 0123…");
    say(&trial, "worry", "", "\x1b[31mred");
    struct buf out = BUF_INIT;
    assert_true(progress_pipe(&view, "worry", &out));
    assert_null(strchr(buf_text(&out), '\x1b'));
    buf_finish(&out);

    answer_init(&answer);
    value_add_choice(&answer.value, "aunt");
    value_add_choice(&answer.value, "healer");
    set(&trial, "helpers", "", &answer);
    expect_piped(&view, "helpers", "An aunt, A healer");
    view.language = "nl";
    expect_piped(&view, "helpers", "Een tante, Een genezer");

    answer_init(&answer);
    value_set_date(&answer.value, "when the snow lay", 17);
    set(&trial, "since", "", &answer);
    expect_piped(&view, "since", "when the snow lay");

    answer_init(&answer);
    field_set(&answer.gloss, "long ago");
    set(&trial, "since", "", &answer);
    expect_piped(&view, "since", "long ago");
    answer_init(&answer);
    field_set(&answer.words, "zamanında");
    field_set(&answer.gloss, "long ago");
    set(&trial, "since", "", &answer);
    expect_piped(&view, "since", "zamanında");

    /* Hidden, they are not known. */
    say_yes(&trial, "worried", false);
    expect_piped(&view, "worry", NULL);
    expect_piped(&view, "helpers", NULL);

    /* In a row the words of that row; from outside nothing. */
    support_add_row(&trial.support, trial.interview, "person", "", row);
    say(&trial, "called", row, "Hodan");
    expect_piped(&view, "called", NULL);
    view.row = row;
    expect_piped(&view, "called", "Hodan");
    trial_finish(&trial);
}

static void test_source_alone(void **state)
{
    struct trial trial;
    struct rule_source source;
    char one[33], two[33], visit[33];
    (void)state;
    trial_start(&trial, family);
    support_add_row(&trial.support, trial.interview, "person", "", one);
    support_add_row(&trial.support, trial.interview, "person", "", two);
    support_add_row(&trial.support, trial.interview, "visit", two, visit);
    say(&trial, "called", two, "Hodan");
    struct progress_view view = {
        .form = trial.form, .interview = trial.interview, .row = visit, .today = TODAY};
    progress_source(&source, &view);
    assert_int_equal(source.position, 1);
    assert_int_equal(source.today, TODAY);
    assert_int_equal(source.count(source.self, "visit"), 1);
    assert_int_equal(source.count(source.self, "person"), 2);
    assert_int_equal(source.count(source.self, "place"), 1);
    assert_int_equal(source.count(source.self, "worried"), 0);
    assert_int_equal(source.count(source.self, "nothing"), 0);
    assert_string_equal(source.value(source.self, "called")->text, "Hodan");
    assert_null(source.value(source.self, "nothing"));
    assert_null(source.absent(source.self, "called"));
    view.row = two;
    progress_view_finish(&view);
    progress_source(&source, &view);
    assert_int_equal(source.position, 2);
    view.row = "";
    progress_source(&source, &view);
    assert_int_equal(source.position, 0);
    /* From outside all rows of all rows are seen. */
    assert_int_equal(source.count(source.self, "visit"), 1);
    assert_int_equal(source.count(source.self, "place"), 1);
    progress_view_finish(&view);
    trial_finish(&trial);
}

static const char wanting[] = HEAD
    "choices:\n"
    "  towns:\n"
    "    - {name: delft, label: {en: Delft}, province: south}\n"
    "    - {name: assen, label: {en: Assen}, province: north}\n"
    "items:\n"
    "  - {name: where, type: text, label: {en: Where?}, required: true,\n"
    "     required_message: {en: Please}}\n"
    "  - {name: town, type: select_one, choices: towns, label: {en: Town},\n"
    "     choice_filter: \"province = ${where}\", required: \"${where} = 'south'\"}\n"
    "  - {name: soft, type: text, label: {en: Soft}, required: soft}\n"
    "  - {name: age, type: integer, label: {en: Age}, min: 3, constraint: . < 100,\n"
    "     severity: warning, constraint_message: {en: So old}}\n"
    "  - {name: hidden_one, type: text, label: {en: H}, required: true,\n"
    "     relevant: \"${age} > 50\"}\n";

/* Asked of one item after the other, there are the same ones in the same order. */
static void expect_the_same_one_by_one(const struct trial *trial, const struct violations *all)
{
    struct progress_view view = {
        .form = trial->form,
        .interview = trial->interview,
        .row = "",
        .today = TODAY,
        .relevance = relevance_create(trial->form, trial->interview, TODAY),
    };
    struct violations one = VIOLATIONS_INIT;
    size_t found = 0;
    for (size_t i = 0; i < trial->form->item_count; i++) {
        violations_of(&one, &view, trial->form->items[i]);
        for (size_t j = 0; j < one.count; j++, found++) {
            assert_true(found < all->count);
            assert_ptr_equal(one.violations[j].item, all->violations[found].item);
            assert_int_equal(one.violations[j].kind, all->violations[found].kind);
            assert_string_equal(one.violations[j].message, all->violations[found].message);
        }
    }
    assert_int_equal(found, all->count);
    violations_finish(&one);
    relevance_destroy(view.relevance);
}

/* "item kind …" */
static void expect_violations(const struct trial *trial, const char *expected)
{
    static const char *const kinds[] = {"required", "soft", "constraint", "warning", "not-offered"};
    struct violations violations = VIOLATIONS_INIT;
    struct buf out = BUF_INIT;
    violations_list(&violations, trial->form, trial->interview, TODAY, NULL);
    for (size_t i = 0; i < violations.count; i++) {
        buf_add_format(&out, "%s %s;", violations.violations[i].item->name,
                       kinds[violations.violations[i].kind]);
    }
    assert_string_equal(buf_text(&out), expected);
    expect_the_same_one_by_one(trial, &violations);
    buf_finish(&out);
    violations_finish(&violations);
}

static void test_violations(void **state)
{
    struct trial trial;
    struct answer answer;
    (void)state;
    trial_start(&trial, wanting);
    expect_violations(&trial, "where required;soft soft;");
    /* A reason is enough; later is not. */
    set_state(&trial, "where", STATE_LATER);
    set_state(&trial, "soft", STATE_DECLINED);
    expect_violations(&trial, "where required;");
    say(&trial, "where", "", "south");
    expect_violations(&trial, "town required;");
    answer_init(&answer);
    value_add_choice(&answer.value, "delft");
    set(&trial, "town", "", &answer);
    expect_violations(&trial, "");
    /* The choice that is not offered any more stays, and is marked. */
    say(&trial, "where", "", "north");
    expect_violations(&trial, "town not-offered;");
    assert_non_null(interview_answer(trial.interview, "town", ""));
    say(&trial, "where", "", "south");
    set_number(&trial, "age", "", 2);
    expect_violations(&trial, "age constraint;");
    set_number(&trial, "age", "", 120);
    expect_violations(&trial, "age warning;hidden_one required;");
    struct progress_view view = {
        .form = trial.form, .interview = trial.interview, .row = "", .today = TODAY};
    assert_int_equal(progress_required(&view, form_find(trial.form, "town")), REQUIRED_YES);
    assert_int_equal(progress_required(&view, form_find(trial.form, "soft")), REQUIRED_SOFT);
    assert_int_equal(progress_required(&view, form_find(trial.form, "age")), REQUIRED_NO);
    progress_view_finish(&view);
    trial_finish(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hidden_answers_come_back),
        cmocka_unit_test(test_reasons_are_no_values),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_counting),
        cmocka_unit_test(test_counting_without_numbers),
        cmocka_unit_test(test_rules_that_lead_to_themselves),
        cmocka_unit_test(test_violations),
        cmocka_unit_test(test_chains_are_not_exponential),
        cmocka_unit_test(test_three_hundred_items_in_a_hundred_rows),
        cmocka_unit_test(test_piping),
        cmocka_unit_test(test_source_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
