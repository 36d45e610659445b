/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fold edit by edit: what it refuses (and that nothing changes then), and
 * what it notices of edits that crossed.
 */
#include "base/alloc.h"
#include "record/fields.h"
#include "record_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NOBODY "00000000000000000000000000000000"

static const char *words_of(const struct interview *interview, const char *item, const char *row)
{
    const struct answer *answer = interview_answer(interview, item, row);
    return answer && answer->value.text ? answer->value.text : NULL;
}

static void finalise(struct support *support)
{
    struct edit edit;
    change_finalise(&edit, record_interview_of(support->record, "cfi_core"), &support->context);
    support_apply(support, &edit);
}

static void test_answers_are_found_by_item_and_row(void **state)
{
    struct support support;
    char first[33], second[33];
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    support_add_row(&support, interview, "person", "", first);
    support_add_row(&support, interview, "person", "", second);
    support_say(&support, interview, "z", NULL, "last");
    support_say(&support, interview, "name", second, "two");
    support_say(&support, interview, "a", "", "start");
    support_say(&support, interview, "name", first, "one");
    support_say(&support, interview, "name", NULL, "none");
    assert_string_equal(words_of(interview, "name", first), "one");
    assert_string_equal(words_of(interview, "name", second), "two");
    assert_string_equal(words_of(interview, "name", ""), "none");
    assert_string_equal(words_of(interview, "a", NULL), "start");
    assert_null(interview_answer(interview, "nam", NULL));
    assert_null(interview_answer(interview, "a", first));
    assert_string_equal(interview_row_at(interview, "person", "", 1)->id, second);
    assert_null(interview_row_at(interview, "person", "", 2));
    assert_null(interview_row_at(interview, "person", first, 0));
    assert_int_equal(interview_row_count(interview, "person", ""), 2);
    for (size_t i = 1; i < interview->answer_count; i++) {
        const struct record_answer *left = interview->answers[i - 1];
        const struct record_answer *right = interview->answers[i];
        int order = strcmp(left->item, right->item);
        assert_true(order < 0 || (order == 0 && strcmp(left->row, right->row) < 0));
    }
    support_finish(&support);
}

static void test_provenance_comes_from_the_edit(void **state)
{
    struct support support;
    struct contact contact;
    struct edit edit;
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    contact_init(&contact);
    change_contact(&edit, support.record, &contact, &support.context);
    contact_finish(&contact);
    char id[33];
    memcpy(id, edit.contact, sizeof(id));
    support_apply(&support, &edit);
    support.context.contact = id;
    support.context.author = "berk";
    assert_true(support_saying(&support, interview, "sleep", "", "badly", NULL, &edit));
    int64_t time = edit.time;
    support_apply(&support, &edit);
    const struct answer *answer = interview_answer(interview, "sleep", "");
    assert_string_equal(answer->author, "berk");
    assert_string_equal(answer->contact, id);
    assert_true(answer->time == time);
    assert_false(answer->amended);
    support_finish(&support);
}

static void test_unknown_places_are_refused(void **state)
{
    struct support support;
    struct edit edit;
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");

    assert_true(support_saying(&support, interview, "sleep", "", "badly", NULL, &edit));
    memcpy(edit.interview, NOBODY, sizeof(edit.interview));
    support_refuse(&support, &edit, ERROR_NOT_FOUND);

    assert_true(support_saying(&support, interview, "sleep", NOBODY, "badly", NULL, &edit));
    support_refuse(&support, &edit, ERROR_NOT_FOUND);

    assert_true(support_saying(&support, interview, "sleep", "", "badly", NULL, &edit));
    memcpy(edit.contact, NOBODY, sizeof(edit.contact));
    support_refuse(&support, &edit, ERROR_NOT_FOUND);

    assert_true(support_saying(&support, interview, "sleep", "", "badly", NULL, &edit));
    memcpy(edit.undoes, NOBODY, sizeof(edit.undoes));
    support_refuse(&support, &edit, ERROR_NOT_FOUND);

    change_add_row(&edit, interview, "person", NOBODY, &support.context);
    support_refuse(&support, &edit, ERROR_NOT_FOUND);

    assert_true(support_saying(&support, interview, "sleep", "", "badly", NULL, &edit));
    edit.id[0] = 'x';
    support_refuse(&support, &edit, ERROR_INVALID);

    /* The negative control: the same edit with nothing wrong. */
    assert_true(support_saying(&support, interview, "sleep", "", "badly", NULL, &edit));
    support_apply(&support, &edit);
    support_finish(&support);
}

static void test_crossing_edits_conflict(void **state)
{
    struct support support;
    struct edit mine, theirs, again;
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    support_say(&support, interview, "sleep", "", "badly");

    assert_true(support_saying(&support, interview, "sleep", "", "very badly", NULL, &mine));
    assert_true(support_saying(&support, interview, "sleep", "", "not at all", NULL, &theirs));
    support_apply(&support, &theirs);
    support_refuse(&support, &mine, ERROR_EXISTS);
    assert_string_equal(words_of(interview, "sleep", ""), "not at all");

    /* Made anew on what is there now, it goes in. */
    assert_true(support_saying(&support, interview, "sleep", "", "very badly", NULL, &again));
    support_apply(&support, &again);
    assert_string_equal(words_of(interview, "sleep", ""), "very badly");

    /* Edits of different items do not meet. */
    assert_true(support_saying(&support, interview, "a", "", "x", NULL, &mine));
    assert_true(support_saying(&support, interview, "b", "", "y", NULL, &theirs));
    support_apply(&support, &theirs);
    support_apply(&support, &mine);
    support_finish(&support);
}

static void test_every_kind_can_conflict(void **state)
{
    struct support support;
    struct patient patient;
    struct contact contact;
    struct edit first, second;
    (void)state;
    support_start(&support, 1);

    patient_init(&patient);
    field_set(&patient.name, "N");
    change_patient(&first, support.record, &patient, &support.context);
    change_patient(&second, support.record, &patient, &support.context);
    support_apply(&support, &first);
    support_refuse(&support, &second, ERROR_EXISTS);
    patient_finish(&patient);

    contact_init(&contact);
    memcpy(contact.id, NOBODY, sizeof(contact.id));
    change_contact(&first, support.record, &contact, &support.context);
    change_contact(&second, support.record, &contact, &support.context);
    support_apply(&support, &first);
    support_refuse(&support, &second, ERROR_EXISTS);
    contact_finish(&contact);

    const struct interview *interview = support_interview(&support, "cfi_core");
    change_finalise(&first, interview, &support.context);
    change_finalise(&second, interview, &support.context);
    support_apply(&support, &first);
    support_refuse(&support, &second, ERROR_EXISTS);
    support_undo(&support);

    char row[33];
    support_add_row(&support, interview, "person", "", row);
    change_remove_row(&first, interview, row, &support.context);
    change_remove_row(&second, interview, row, &support.context);
    support_apply(&support, &first);
    support_refuse(&support, &second, ERROR_EXISTS);
    support_finish(&support);
}

static void test_the_same_edit_twice_is_once(void **state)
{
    struct support support;
    struct edit edit, copy;
    struct error err = {0};
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    assert_true(support_saying(&support, interview, "sleep", "", "badly", NULL, &edit));
    edit_copy(&copy, &edit);
    support_apply(&support, &edit);
    support_say(&support, interview, "sleep", "", "better"); /* its "before" no longer holds */

    char *before = support_state(support.record, SUPPORT_ALL);
    assert_true(record_apply(support.record, &copy, &err));
    char *after = support_state(support.record, SUPPORT_ALL);
    assert_string_equal(before, after);
    free(before);
    free(after);

    /* Under the same id but another edit: somebody made it up. */
    field_set(&copy.author, "mallory");
    support_refuse(&support, &copy, ERROR_EXISTS);
    support_finish(&support);
}

static void test_finalised_interviews_take_amendments_only(void **state)
{
    struct support support;
    struct edit edit;
    char row[33];
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    support_add_row(&support, interview, "person", "", row);
    support_say(&support, interview, "sleep", "", "badly");
    support_say(&support, interview, "work", "", "none");
    finalise(&support);
    assert_int_equal(interview->state, INTERVIEW_FINALISED);
    assert_true(interview->finalised > interview->started);

    assert_true(support_saying(&support, interview, "sleep", "", "well", NULL, &edit));
    support_refuse(&support, &edit, ERROR_READ_ONLY);
    assert_true(support_saying(&support, interview, "new", "", "x", NULL, &edit));
    support_refuse(&support, &edit, ERROR_READ_ONLY);
    change_add_row(&edit, interview, "person", "", &support.context);
    support_refuse(&support, &edit, ERROR_READ_ONLY);
    change_remove_row(&edit, interview, row, &support.context);
    support_refuse(&support, &edit, ERROR_READ_ONLY);

    assert_true(support_saying(&support, interview, "sleep", "", "well", "misheard", &edit));
    support_apply(&support, &edit);
    assert_true(interview_answer(interview, "sleep", "")->amended);
    assert_false(interview_answer(interview, "work", "")->amended);

    /* Taking the amendment back takes the mark back. */
    support_undo(&support);
    assert_string_equal(words_of(interview, "sleep", ""), "badly");
    assert_false(interview_answer(interview, "sleep", "")->amended);
    support_redo(&support);
    assert_true(interview_answer(interview, "sleep", "")->amended);
    support_finish(&support);
}

static void test_opening_again_does_not_hide_amendments(void **state)
{
    struct support support;
    struct edit edit;
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    support_say(&support, interview, "sleep", "", "badly");
    finalise(&support);

    change_finalise(&edit, interview, &support.context);
    json_object_del(edit.after, "state");
    support_refuse(&support, &edit, ERROR_READ_ONLY);
    change_finalise(&edit, interview, &support.context);
    json_object_del(edit.after, "state");
    edit.reason = alloc_string("she called back");
    support_apply(&support, &edit);
    assert_int_equal(interview->state, INTERVIEW_OPEN);

    assert_true(support_say(&support, interview, "sleep", "", "well"));
    assert_true(interview_answer(interview, "sleep", "")->amended);
    support_finish(&support);
}

static void test_removed_rows_keep_their_answers(void **state)
{
    struct support support;
    struct edit edit;
    char row[33], inner[33];
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    support_add_row(&support, interview, "person", "", row);
    support_add_row(&support, interview, "visit", row, inner);
    support_say(&support, interview, "name", row, "aunt");
    support_say(&support, interview, "when", inner, "spring");

    change_remove_row(&edit, interview, row, &support.context);
    support_apply(&support, &edit);
    assert_int_equal(interview_row_count(interview, "person", ""), 0);
    assert_true(interview_row(interview, row)->set_aside);
    assert_string_equal(words_of(interview, "name", row), "aunt");

    /* Neither it nor what is in it can be changed now. */
    assert_true(support_saying(&support, interview, "name", row, "niece", NULL, &edit));
    support_refuse(&support, &edit, ERROR_NOT_FOUND);
    assert_true(support_saying(&support, interview, "when", inner, "autumn", NULL, &edit));
    support_refuse(&support, &edit, ERROR_NOT_FOUND);
    change_add_row(&edit, interview, "visit", row, &support.context);
    support_refuse(&support, &edit, ERROR_NOT_FOUND);
    change_remove_row(&edit, interview, inner, &support.context);
    support_refuse(&support, &edit, ERROR_NOT_FOUND);

    support_undo(&support);
    assert_int_equal(interview_row_count(interview, "person", ""), 1);
    assert_true(support_say(&support, interview, "when", inner, "autumn"));
    support_finish(&support);
}

static void test_a_row_stays_where_it_is(void **state)
{
    struct support support;
    struct edit edit;
    char one[33], two[33];
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    support_add_row(&support, interview, "person", "", one);
    support_add_row(&support, interview, "person", "", two);

    change_remove_row(&edit, interview, two, &support.context);
    field_set(&edit.item, "visit");
    support_refuse(&support, &edit, ERROR_INVALID);
    change_remove_row(&edit, interview, two, &support.context);
    edit.after = json_pack("{s:s}", "parent", one);
    support_refuse(&support, &edit, ERROR_INVALID);

    change_remove_row(&edit, interview, two, &support.context);
    support_apply(&support, &edit);
    change_add_row(&edit, interview, "person", one, &support.context);
    memcpy(edit.row, two, sizeof(edit.row));
    support_refuse(&support, &edit, ERROR_INVALID);
    change_add_row(&edit, interview, "person", "", &support.context);
    memcpy(edit.row, two, sizeof(edit.row));
    support_apply(&support, &edit); /* brought back without undo */
    assert_int_equal(interview_row_count(interview, "person", ""), 2);
    support_finish(&support);
}

static void test_a_used_contact_stays(void **state)
{
    struct support support;
    struct contact contact;
    struct edit edit;
    char id[33];
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    contact_init(&contact);
    change_contact(&edit, support.record, &contact, &support.context);
    contact_finish(&contact);
    memcpy(id, edit.contact, sizeof(id));
    support_apply(&support, &edit);
    size_t number = support.record->edit_count - 1;
    support.context.contact = id;
    support_say(&support, interview, "a", "", "1");

    edit_inverse(&edit, &support.record->edits[number], &support.world, "anna");
    support_refuse(&support, &edit, ERROR_EXISTS);
    support_undo(&support);
    edit_inverse(&edit, &support.record->edits[number], &support.world, "anna");
    support_apply(&support, &edit);
    assert_null(record_contact(support.record, id));
    support_finish(&support);
}

static void test_contacts_and_interviews_are_oldest_first(void **state)
{
    struct support support;
    struct contact contact;
    struct edit edit;
    static const int64_t times[] = {500, 100, 300, 200, 400};
    (void)state;
    support_start(&support, 1);
    contact_init(&contact);
    for (size_t i = 0; i < 5; i++) {
        contact.time = times[i];
        change_contact(&edit, support.record, &contact, &support.context);
        support_apply(&support, &edit);
        change_begin(&edit, i == 3 ? "other" : "cfi_core", "1", NULL, &support.context);
        edit.time = times[i];
        support_apply(&support, &edit);
    }
    contact_finish(&contact);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(support.record->contacts[i].time, (int64_t)(i + 1) * 100);
        assert_int_equal(support.record->interviews[i].started, (int64_t)(i + 1) * 100);
    }
    assert_int_equal(record_interview_of(support.record, "cfi_core")->started, 500);
    assert_int_equal(record_interview_of(support.record, "other")->started, 200);
    assert_null(record_interview_of(support.record, "none"));
    support_finish(&support);
}

static void test_an_interview_keeps_its_form(void **state)
{
    struct support support;
    struct edit edit;
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    change_finalise(&edit, interview, &support.context);
    json_object_set_new(edit.after, "form", json_string("other"));
    support_refuse(&support, &edit, ERROR_INVALID);
    /* A newer version of the same form is a migration, and can be undone. */
    change_finalise(&edit, interview, &support.context);
    json_object_del(edit.after, "state");
    json_object_set_new(edit.after, "version", json_string("2027"));
    support_apply(&support, &edit);
    assert_string_equal(interview->form_version, "2027");
    support_undo(&support);
    assert_string_equal(interview->form_version, "2026-09-01");
    support_finish(&support);
}

static void test_a_removed_interview_takes_nothing(void **state)
{
    struct support support;
    struct edit edit, late;
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    assert_true(support_saying(&support, interview, "a", "", "1", NULL, &late));
    support_undo(&support);
    assert_true(record_interview(support.record, interview->id)->removed);
    support_refuse(&support, &late, ERROR_NOT_FOUND);
    change_add_row(&edit, interview, "person", "", &support.context);
    support_refuse(&support, &edit, ERROR_NOT_FOUND);
    support_redo(&support);
    support_say(&support, record_interview_of(support.record, "cfi_core"), "a", "", "1");
    support_finish(&support);
}

static void test_a_patient_needs_a_name_or_a_code(void **state)
{
    struct support support;
    struct patient patient;
    struct edit edit;
    (void)state;
    support_start(&support, 1);
    patient_init(&patient);
    field_set(&patient.note, "somebody");
    change_patient(&edit, support.record, &patient, &support.context);
    support_refuse(&support, &edit, ERROR_INVALID);
    field_set(&patient.code, "7");
    patient_set_birth(&patient, "spring 1970");
    change_patient(&edit, support.record, &patient, &support.context);
    support_apply(&support, &edit);
    assert_string_equal(support.record->patient.birth, "spring 1970");
    assert_string_equal(support.record->patient.birth_edtf, "1970-21");
    support_undo(&support);
    assert_string_equal(support.record->patient.code, "");
    assert_string_equal(support.record->patient.birth_edtf, "");
    patient_finish(&patient);
    support_finish(&support);
}

/* Thirty thousand answers fold in without the tables going quadratic on them. */
static void test_a_long_record(void **state)
{
    struct support support;
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    for (size_t row = 0; row < 100; row++) {
        char id[33];
        support_add_row(&support, interview, "person", "", id);
        for (size_t item = 0; item < 300; item++) {
            char name[16];
            snprintf(name, sizeof(name), "q%zu", item);
            support_say(&support, interview, name, id, name);
        }
    }
    assert_int_equal(interview->answer_count, 30000);
    const struct row *row = interview_row_at(interview, "person", "", 57);
    assert_string_equal(words_of(interview, "q299", row->id), "q299");
    support_finish(&support);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers_are_found_by_item_and_row),
        cmocka_unit_test(test_provenance_comes_from_the_edit),
        cmocka_unit_test(test_unknown_places_are_refused),
        cmocka_unit_test(test_crossing_edits_conflict),
        cmocka_unit_test(test_every_kind_can_conflict),
        cmocka_unit_test(test_the_same_edit_twice_is_once),
        cmocka_unit_test(test_finalised_interviews_take_amendments_only),
        cmocka_unit_test(test_opening_again_does_not_hide_amendments),
        cmocka_unit_test(test_removed_rows_keep_their_answers),
        cmocka_unit_test(test_a_row_stays_where_it_is),
        cmocka_unit_test(test_a_used_contact_stays),
        cmocka_unit_test(test_contacts_and_interviews_are_oldest_first),
        cmocka_unit_test(test_an_interview_keeps_its_form),
        cmocka_unit_test(test_a_removed_interview_takes_nothing),
        cmocka_unit_test(test_a_patient_needs_a_name_or_a_code),
        cmocka_unit_test(test_a_long_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
