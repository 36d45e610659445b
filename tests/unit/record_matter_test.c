/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What asks for attention in a record: which answers, in which order, and when
 * a follow-up is over.
 */
#include "record/matter.h"

#include "record/derived.h"

#include "base/edtf.h"
#include "record/fields.h"
#include "record_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char text[] =
    "form_id: trial\nversion: \"1\"\nform_title: {en: Trial}\nlanguages: [en]\n"
    "default_language: en\nstatus: draft\n"
    "items:\n"
    "  - {name: look_back, type: date, dossier: follow_up, label: {en: When?}}\n"
    "  - {name: own_words, type: text, dossier: statement, label: {en: How would you say it?}}\n"
    "  - {name: recording, type: yes_no, dossier: permission, label: {en: May I record?}}\n"
    "  - {name: gone, type: text, dossier: agreement, label: {en: Gone}, relevant: \"false()\"}\n"
    "  - {name: plain, type: text, label: {en: Only an answer}}\n"
    "  - repeat: task\n"
    "    label: {en: Tasks}\n"
    "    row_title: ${what}\n"
    "    items:\n"
    "      - {name: what, type: text, dossier: agreement, label: {en: What?}}\n"
    "      - {name: due, type: date, dossier: follow_up, label: {en: By when?}}\n"
    "      - {name: result, type: text, dossier: settled, label: {en: How did it go?}}\n";

struct trial {
    struct support support;
    struct form *form;
    struct matters matters;
};

static void trial_start(struct trial *trial)
{
    struct error err = {0};
    support_start(&trial->support, 7);
    trial->matters = (struct matters)MATTERS_INIT;
    if (!form_read(&trial->form, text, strlen(text), "trial.yaml", NULL, &err)) {
        fail_msg("%s", err.message);
    }
}

static void trial_finish(struct trial *trial)
{
    matters_finish(&trial->matters);
    form_destroy(trial->form);
    support_finish(&trial->support);
}

static const struct interview *begun(struct trial *trial)
{
    return support_interview(&trial->support, "trial");
}

static void answer(struct trial *trial, const char *item, const char *row, struct value *value)
{
    struct answer answer;
    struct edit edit;
    answer_init(&answer);
    value_copy(&answer.value, value);
    assert_true(
        change_answer(&edit, begun(trial), item, row, &answer, NULL, &trial->support.context));
    support_apply(&trial->support, &edit);
    answer_finish(&answer);
    value_finish(value);
}

static void date(struct trial *trial, const char *item, const char *row, const char *words)
{
    struct value value = VALUE_INIT;
    value_set_date(&value, words, strlen(words));
    answer(trial, item, row, &value);
}

static void visit(struct trial *trial, const char *day, const char *next)
{
    struct contact contact;
    struct edit edit;
    contact_init(&contact);
    field_set(&contact.date, day);
    field_set(&contact.next, next);
    change_contact(&edit, trial->support.record, &contact, &trial->support.context);
    support_apply(&trial->support, &edit);
    contact_finish(&contact);
}

static const struct form *form_of(void *self, const char *digest)
{
    (void)digest;
    return ((struct trial *)self)->form;
}

static const struct matters *gather(struct trial *trial)
{
    matters_finish(&trial->matters);
    matters_gather(&trial->matters, trial->support.record, form_of, trial, 20780, NULL);
    return &trial->matters;
}

static int32_t day(int year, int month, int of_month)
{
    return edtf_days_from_civil(year, month, of_month);
}

static void nothing_of_an_empty_record(void **state)
{
    struct trial trial;
    (void)state;
    trial_start(&trial);
    assert_int_equal(gather(&trial)->count, 0);
    assert_int_equal(matters_follow_up(&trial.matters), MATTER_NO_DAY);
    assert_int_equal(record_last_contact(trial.support.record, NULL), MATTER_NO_DAY);
    trial_finish(&trial);
}

static void only_what_the_form_names(void **state)
{
    struct trial trial;
    struct value yes = VALUE_INIT;
    (void)state;
    trial_start(&trial);
    assert_true(support_say(&trial.support, begun(&trial), "plain", "", "an answer"));
    assert_true(support_say(&trial.support, begun(&trial), "gone", "", "no longer asked"));
    assert_true(support_say(&trial.support, begun(&trial), "own_words", "", "tired, not ill"));
    value_set_boolean(&yes, false);
    answer(&trial, "recording", "", &yes);
    const struct matters *matters = gather(&trial);
    assert_int_equal(matters->count, 2);
    assert_int_equal(matters->list[0].kind, DOSSIER_STATEMENT);
    assert_string_equal(matters->list[0].answer->value.text, "tired, not ill");
    assert_int_equal(matters->list[1].kind, DOSSIER_PERMISSION); /* a no is one, too */
    trial_finish(&trial);
}

static void follow_ups_by_day(void **state)
{
    struct trial trial;
    char row[33];
    (void)state;
    trial_start(&trial);
    date(&trial, "look_back", "", "when the snow melts");
    support_add_row(&trial.support, begun(&trial), "task", "", row);
    date(&trial, "due", row, "3 May 2027");
    visit(&trial, "2027-01-10", "March 2027");
    const struct matters *matters = gather(&trial);
    assert_int_equal(matters->count, 3);
    assert_non_null(matters->list[0].contact);
    assert_int_equal(matters->list[0].first, day(2027, 3, 1));
    assert_int_equal(matters->list[0].last, day(2027, 3, 31));
    assert_string_equal(matters->list[1].row, row);
    /* Words that are no date stand behind the dates, and are not lost. */
    assert_string_equal(matters->list[2].words, "when the snow melts");
    assert_int_equal(matters_follow_up(matters), day(2027, 3, 1));
    trial_finish(&trial);
}

static void a_visit_settles_what_came_before(void **state)
{
    struct trial trial;
    (void)state;
    trial_start(&trial);
    date(&trial, "look_back", "", "2027-02-01");
    visit(&trial, "2027-01-31", "2027-02-15");
    assert_int_equal(matters_follow_up(gather(&trial)), day(2027, 2, 1));
    visit(&trial, "2027-02-01", "");
    const struct matters *matters = gather(&trial);
    assert_int_equal(matters_follow_up(matters), MATTER_NO_DAY);
    assert_int_equal(matters->count, 2); /* still there to be seen */
    assert_true(matters->list[0].settled && matters->list[1].settled);
    assert_int_equal(record_last_contact(trial.support.record, NULL), day(2027, 2, 1));
    trial_finish(&trial);
}

static void a_result_settles_its_row_alone(void **state)
{
    struct trial trial;
    char first[33], second[33];
    (void)state;
    trial_start(&trial);
    support_add_row(&trial.support, begun(&trial), "task", "", first);
    support_add_row(&trial.support, begun(&trial), "task", "", second);
    assert_true(support_say(&trial.support, begun(&trial), "what", first, "call the school"));
    assert_true(support_say(&trial.support, begun(&trial), "what", second, "write a letter"));
    date(&trial, "due", first, "2027-03-01");
    date(&trial, "due", second, "2027-04-01");
    assert_int_equal(matters_follow_up(gather(&trial)), day(2027, 3, 1));
    assert_true(support_say(&trial.support, begun(&trial), "result", first, "done"));
    assert_int_equal(matters_follow_up(gather(&trial)), day(2027, 4, 1));
    support_undo(&trial.support);
    assert_int_equal(matters_follow_up(gather(&trial)), day(2027, 3, 1));
    trial_finish(&trial);
}

static void rows_set_aside_ask_for_nothing(void **state)
{
    struct trial trial;
    struct edit edit;
    char row[33];
    (void)state;
    trial_start(&trial);
    support_add_row(&trial.support, begun(&trial), "task", "", row);
    date(&trial, "due", row, "2027-03-01");
    change_remove_row(&edit, begun(&trial), row, &trial.support.context);
    support_apply(&trial.support, &edit);
    assert_int_equal(gather(&trial)->count, 0);
    trial_finish(&trial);
}

static void kept_for_twenty_years(void **state)
{
    (void)state;
    assert_int_equal(retention_end(day(2026, 11, 23), day(2026, 11, 1)), day(2046, 11, 23));
    assert_int_equal(retention_end(MATTER_NO_DAY, day(2026, 1, 2)), day(2046, 1, 2));
    assert_int_equal(retention_end(MATTER_NO_DAY, MATTER_NO_DAY), MATTER_NO_DAY);
    assert_int_equal(retention_end(day(2080, 2, 29), MATTER_NO_DAY), day(2100, 3, 1));
}

/* ---- the day of an interview ---- */

static int summer_and_winter(int64_t milliseconds)
{
    return milliseconds < INT64_C(1792886400000) ? 120 : 60; /* 2026-10-25 */
}

static void test_a_finalised_interview_keeps_its_day(void **state)
{
    const int32_t today = day(2026, 11, 23);
    struct world zone = {.offset_minutes = 60, .zone = summer_and_winter};
    struct world winter = {.offset_minutes = 60};
    struct interview interview = {.state = INTERVIEW_FINALISED};
    (void)state;
    interview.finalised = INT64_C(1783895400000); /* 2026-07-12 22:30 UTC, after midnight there */
    assert_int_equal(interview_day(&interview, today, &zone), day(2026, 7, 13));
    assert_int_equal(interview_day(&interview, today, &winter), day(2026, 7, 12));
    assert_int_equal(interview_day(&interview, today, NULL), day(2026, 7, 12));
    interview.state = INTERVIEW_OPEN;
    assert_int_equal(interview_day(&interview, today, &zone), today);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_of_an_empty_record),
        cmocka_unit_test(only_what_the_form_names),
        cmocka_unit_test(follow_ups_by_day),
        cmocka_unit_test(a_visit_settles_what_came_before),
        cmocka_unit_test(a_result_settles_its_row_alone),
        cmocka_unit_test(rows_set_aside_ask_for_nothing),
        cmocka_unit_test(kept_for_twenty_years),
        cmocka_unit_test(test_a_finalised_interview_keeps_its_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
