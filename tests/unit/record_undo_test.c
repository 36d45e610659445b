/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Undo and redo edit by edit: the words come back with who said them and when,
 * and nothing can be slipped in under the name of an undo.
 */
#include "record/fields.h"
#include "record_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

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

static void test_undo_of_finalising_opens_it(void **state)
{
    struct support support;
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    finalise(&support);
    int64_t when = interview->finalised;
    support_undo(&support);
    assert_int_equal(interview->state, INTERVIEW_OPEN);
    assert_true(interview->finalised == 0);
    support_say(&support, interview, "sleep", "", "badly");
    assert_false(interview_answer(interview, "sleep", "")->amended);
    support_undo(&support);
    finalise(&support);
    support_undo(&support);
    support_redo(&support);
    assert_int_equal(interview->state, INTERVIEW_FINALISED);
    assert_true(interview->finalised > when);
    support_finish(&support);
}

static void test_undo_brings_back_who_said_it(void **state)
{
    struct support support;
    struct edit edit;
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    support_say(&support, interview, "sleep", "", "badly");
    int64_t time = interview_answer(interview, "sleep", "")->time;
    support.context.author = "berk";
    support_say(&support, interview, "sleep", "", "well");
    int64_t later = interview_answer(interview, "sleep", "")->time;

    assert_true(record_undo(support.record, &edit, &support.world, "cleo"));
    support_apply(&support, &edit);
    assert_string_equal(interview_answer(interview, "sleep", "")->author, "anna");
    assert_true(interview_answer(interview, "sleep", "")->time == time);
    assert_true(record_redo(support.record, &edit, &support.world, "cleo"));
    support_apply(&support, &edit);
    assert_string_equal(interview_answer(interview, "sleep", "")->author, "berk");
    assert_true(interview_answer(interview, "sleep", "")->time == later);
    /* The history says who took it back. */
    assert_string_equal(support.record->edits[support.record->edit_count - 1].author, "cleo");
    support_finish(&support);
}

static void test_a_new_edit_clears_redo(void **state)
{
    struct support support;
    struct edit edit;
    (void)state;
    support_start(&support, 1);
    assert_false(record_undo(support.record, &edit, &support.world, "anna"));
    assert_false(record_redo(support.record, &edit, &support.world, "anna"));
    const struct interview *interview = support_interview(&support, "cfi_core");
    support_say(&support, interview, "a", "", "1");
    support_say(&support, interview, "b", "", "2");
    support_undo(&support);
    support_undo(&support);
    support_redo(&support);
    assert_string_equal(words_of(interview, "a", ""), "1");
    assert_null(words_of(interview, "b", ""));
    support_say(&support, interview, "c", "", "3");
    assert_false(record_redo(support.record, &edit, &support.world, "anna"));
    support_undo(&support);
    support_undo(&support);
    assert_int_equal(interview->answer_count, 0);
    support_undo(&support); /* and the beginning of the interview itself */
    assert_null(record_interview_of(support.record, "cfi_core"));
    assert_false(record_undo(support.record, &edit, &support.world, "anna"));
    support_finish(&support);
}

static void test_an_undo_must_be_the_inverse(void **state)
{
    struct support support;
    struct edit edit;
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    support_say(&support, interview, "a", "", "1");
    support_say(&support, interview, "b", "", "1");

    assert_true(record_undo(support.record, &edit, &support.world, "anna"));
    field_set(&edit.item, "a");
    support_refuse(&support, &edit, ERROR_INVALID);
    assert_true(record_undo(support.record, &edit, &support.world, "anna"));
    edit.after = json_pack("{s:s}", "value", "slipped in");
    support_refuse(&support, &edit, ERROR_INVALID);
    assert_true(record_undo(support.record, &edit, &support.world, "anna"));
    support_apply(&support, &edit);
    support_finish(&support);
}

static void test_undo_out_of_order(void **state)
{
    struct support support;
    struct edit edit;
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    support_say(&support, interview, "a", "", "1");
    size_t first = support.record->edit_count - 1;
    support_say(&support, interview, "b", "", "2");
    edit_inverse(&edit, &support.record->edits[first], &support.world, "anna");
    support_apply(&support, &edit);
    assert_null(words_of(interview, "a", ""));
    assert_string_equal(words_of(interview, "b", ""), "2");
    support_undo(&support); /* takes back b, not the undoing */
    assert_null(words_of(interview, "b", ""));
    support_redo(&support);
    support_redo(&support);
    assert_string_equal(words_of(interview, "a", ""), "1");
    assert_string_equal(words_of(interview, "b", ""), "2");
    support_finish(&support);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_undo_of_finalising_opens_it),
        cmocka_unit_test(test_undo_brings_back_who_said_it),
        cmocka_unit_test(test_a_new_edit_clears_redo),
        cmocka_unit_test(test_an_undo_must_be_the_inverse),
        cmocka_unit_test(test_undo_out_of_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
