/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history of one answer: every change of it and of nothing else.
 */
#include "record/history.h"

#include "record/fields.h"
#include "record_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void amend(struct support *support, const char *item, const char *words, const char *reason)
{
    struct edit edit;
    const struct interview *interview = record_interview_of(support->record, "cfi_core");
    assert_true(support_saying(support, interview, item, "", words, reason, &edit));
    support_apply(support, &edit);
}

static const char *text_of(const struct answer *answer)
{
    return answer->value.text ? answer->value.text : "";
}

static void test_changes_of_one_answer(void **state)
{
    struct support support;
    struct history history = HISTORY_INIT;
    struct edit edit;
    char row[33];
    (void)state;
    support_start(&support, 5);
    const struct interview *interview = support_interview(&support, "cfi_core");
    support_add_row(&support, interview, "person", "", row);
    support_say(&support, interview, "sleep", "", "badly");
    support_say(&support, interview, "sleep", row, "of the person");
    support_say(&support, interview, "work", "", "none");
    support.context.author = "berk";
    support_say(&support, interview, "sleep", "", "hardly at all");
    change_finalise(&edit, interview, &support.context);
    support_apply(&support, &edit);
    amend(&support, "sleep", "three hours", "misheard");
    amend(&support, "work", "some", "misheard");

    history_list(&history, support.record, interview->id, "sleep", NULL);
    assert_int_equal(history.count, 3);
    const struct history_entry *entry = history.entries;
    assert_true(answer_is_empty(&entry[0].from));
    assert_string_equal(text_of(&entry[0].to), "badly");
    assert_string_equal(entry[0].edit->author, "anna");
    assert_false(entry[0].amendment);
    assert_string_equal(text_of(&entry[1].from), "badly");
    assert_string_equal(entry[1].edit->author, "berk");
    assert_false(entry[1].amendment);
    assert_string_equal(text_of(&entry[2].from), "hardly at all");
    assert_string_equal(text_of(&entry[2].to), "three hours");
    assert_true(entry[2].amendment);
    assert_string_equal(entry[2].edit->reason, "misheard");
    assert_true(entry[2].edit->time > entry[1].edit->time);

    history_list(&history, support.record, interview->id, "sleep", row);
    assert_int_equal(history.count, 1);
    history_list(&history, support.record, interview->id, "nothing", "");
    assert_int_equal(history.count, 0);
    history_list(&history, support.record, "another", "sleep", "");
    assert_int_equal(history.count, 0);
    history_finish(&history);
    support_finish(&support);
}

static void test_undone_changes_are_marked(void **state)
{
    struct support support;
    struct history history = HISTORY_INIT;
    (void)state;
    support_start(&support, 5);
    const struct interview *interview = support_interview(&support, "cfi_core");
    support_say(&support, interview, "sleep", "", "badly");
    support_say(&support, interview, "sleep", "", "well");
    support_undo(&support);
    history_list(&history, support.record, interview->id, "sleep", "");
    assert_int_equal(history.count, 3);
    assert_false(history.entries[0].undone || history.entries[0].undo);
    assert_true(history.entries[1].undone && !history.entries[1].undo);
    assert_true(!history.entries[2].undone && history.entries[2].undo);
    assert_string_equal(text_of(&history.entries[2].to), "badly");
    support_redo(&support);
    history_list(&history, support.record, interview->id, "sleep", "");
    assert_int_equal(history.count, 4);
    assert_true(history.entries[2].undone && history.entries[2].undo);
    assert_true(!history.entries[3].undone && history.entries[3].undo);
    history_finish(&history);
    support_finish(&support);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_changes_of_one_answer),
        cmocka_unit_test(test_undone_changes_are_marked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
