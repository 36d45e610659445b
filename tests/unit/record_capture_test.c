/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Captured lines: noted, filed together with the answer they go into, undone
 * and redone as one action, and never without who said them and when.
 */
#include "record/capture.h"

#include "record/fields.h"
#include "record/history.h"
#include "record_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void note(struct support *support, const char *text, char out[33])
{
    struct capture capture;
    struct edit edit;
    capture_init(&capture);
    field_set(&capture.text, text);
    capture.by = BY_INFORMANT;
    field_set(&capture.relation, "mother");
    field_set(&capture.language, "tr");
    change_capture(&edit, support->record, &capture, &support->context);
    memcpy(out, edit.row, 33);
    support_apply(support, &edit);
    capture_finish(&capture);
}

/* The two edits of filing the line under "sleep", as one action, not applied yet. */
static void filing(struct support *support, const char *id, struct edit edits[2])
{
    const struct interview *interview = support_interview(support, "cfi_core");
    struct capture after;
    capture_init(&after);
    capture_copy(&after, record_capture(support->record, id));
    after.state = CAPTURE_FILED;
    after.manner = CAPTURE_QUOTED;
    memcpy(after.interview, interview->id, sizeof(after.interview));
    field_set(&after.item, "sleep");
    support_saying(support, interview, "sleep", "", after.text, NULL, &edits[0]);
    change_capture(&edits[1], support->record, &after, &support->context);
    edit_group(edits, 2, &support->world);
    capture_finish(&after);
}

static void apply_all(struct support *support, struct edit *edits, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        support_apply(support, &edits[i]);
    }
}

static void test_a_line_keeps_its_origin(void **state)
{
    struct support support;
    struct edit edit;
    struct capture after;
    char id[33];
    (void)state;
    support_start(&support, 1);
    note(&support, "he never sleeps", id);
    const struct capture *line = record_capture(support.record, id);
    int64_t time = line->time;
    assert_int_equal(record_waiting(support.record), 1);
    assert_string_equal(line->author, "anna");

    support.context.author = "berk";
    capture_init(&after);
    capture_copy(&after, line);
    after.state = CAPTURE_ASIDE;
    change_capture(&edit, support.record, &after, &support.context);
    support_apply(&support, &edit);
    capture_finish(&after);
    line = record_capture(support.record, id);
    assert_int_equal(line->state, CAPTURE_ASIDE);
    assert_true(line->time == time);
    assert_string_equal(line->author, "anna");
    assert_string_equal(line->relation, "mother");
    assert_int_equal(record_waiting(support.record), 0);

    support_undo(&support);
    support_undo(&support);
    assert_null(record_capture(support.record, id));
    support_redo(&support);
    line = record_capture(support.record, id);
    assert_true(line->time == time);
    assert_string_equal(line->author, "anna");
    support_finish(&support);
}

static void test_filing_is_one_action(void **state)
{
    struct support support;
    struct edit edits[2], *back;
    char id[33];
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = support_interview(&support, "cfi_core");
    note(&support, "he never sleeps", id);
    filing(&support, id, edits);
    apply_all(&support, edits, 2);
    assert_non_null(interview_answer(interview, "sleep", ""));
    assert_int_equal(record_capture(support.record, id)->state, CAPTURE_FILED);
    assert_int_equal(record_capture(support.record, id)->manner, CAPTURE_QUOTED);

    for (int turn = 0; turn < 3; turn++) {
        size_t count = record_undo_action(support.record, &back, &support.world, "anna");
        assert_int_equal(count, 2);
        apply_all(&support, back, count);
        free(back);
        assert_null(interview_answer(interview, "sleep", ""));
        assert_int_equal(record_capture(support.record, id)->state, CAPTURE_WAITING);
        count = record_redo_action(support.record, &back, &support.world, "anna");
        assert_int_equal(count, 2);
        apply_all(&support, back, count);
        free(back);
        assert_string_equal(interview_answer(interview, "sleep", "")->value.text,
                            "he never sleeps");
        assert_int_equal(record_capture(support.record, id)->state, CAPTURE_FILED);
    }
    /* The history has every turn of it. */
    struct history history = HISTORY_INIT;
    history_list(&history, support.record, interview->id, "sleep", "");
    assert_int_equal(history.count, 7);
    assert_false(history.entries[0].undo);
    assert_true(history.entries[0].undone);
    assert_false(history.entries[6].undone);
    history_finish(&history);

    /* The line before it is an action of its own. */
    apply_all(&support, edits, 0);
    size_t count = record_undo_action(support.record, &back, &support.world, "anna");
    apply_all(&support, back, count);
    free(back);
    count = record_undo_action(support.record, &back, &support.world, "anna");
    assert_int_equal(count, 1);
    apply_all(&support, back, count);
    free(back);
    assert_null(record_capture(support.record, id));
    support_finish(&support);
}

static void test_single_edits_are_no_group(void **state)
{
    struct support support;
    struct edit edits[1], *back = NULL;
    (void)state;
    support_start(&support, 1);
    assert_int_equal(record_undo_action(support.record, &back, &support.world, "anna"), 0);
    assert_null(back);
    const struct interview *interview = support_interview(&support, "cfi_core");
    support_saying(&support, interview, "sleep", "", "badly", NULL, &edits[0]);
    edit_group(edits, 1, &support.world);
    assert_string_equal(edits[0].group, "");
    support_apply(&support, &edits[0]);
    support_say(&support, interview, "cause", "", "noise");
    assert_int_equal(record_undo_action(support.record, &back, &support.world, "anna"), 1);
    apply_all(&support, back, 1);
    free(back);
    support_finish(&support);
}

static void test_a_conflict_is_refused(void **state)
{
    struct support support;
    struct edit edits[2];
    struct capture after;
    struct edit edit;
    char id[33];
    (void)state;
    support_start(&support, 1);
    note(&support, "he never sleeps", id);
    filing(&support, id, edits);
    capture_init(&after);
    capture_copy(&after, record_capture(support.record, id));
    after.state = CAPTURE_ASIDE;
    change_capture(&edit, support.record, &after, &support.context);
    support_apply(&support, &edit);
    capture_finish(&after);
    support_apply(&support, &edits[0]);
    support_refuse(&support, &edits[1], ERROR_EXISTS);
    support_finish(&support);
}

static void refuse(const char *after)
{
    struct buf text = BUF_INIT;
    struct error err = {0};
    struct edit edit;
    buf_add_format(&text,
                   "{\"edit\":\"capture\",\"id\":\"0123456789abcdef0123456789abcdef\",\"time\":1,"
                   "\"author\":\"anna\",\"row\":\"0123456789abcdef0123456789abcdef\","
                   "\"before\":null,\"after\":%s}",
                   after);
    bool read = edit_read(&edit, buf_text(&text), text.length, &err);
    if (read) {
        fail_msg("was accepted: %s", after);
    }
    assert_true(err.message[0] != '\0');
    buf_finish(&text);
}

static void test_what_is_no_line_is_refused(void **state)
{
    struct error err = {0};
    struct edit edit;
    static const char good[] =
        "{\"edit\":\"capture\",\"id\":\"0123456789abcdef0123456789abcdef\",\"time\":1,"
        "\"author\":\"anna\",\"group\":\"0123456789abcdef0123456789abcdef\","
        "\"row\":\"0123456789abcdef0123456789abcdef\","
        "\"before\":null,\"after\":{\"text\":\"x\"}}";
    (void)state;
    assert_true(edit_read(&edit, good, sizeof good - 1, &err));
    assert_string_equal(edit.group, "0123456789abcdef0123456789abcdef");
    edit_finish(&edit);
    refuse("{}");
    refuse("{\"text\":\"\"}");
    refuse("{\"text\":1}");
    refuse("[\"text\"]");
    refuse("{\"text\":\"x\",\"by\":\"nobody\"}");
    refuse("{\"text\":\"x\",\"how\":2}");
    refuse("{\"text\":\"x\",\"state\":\"lost\"}");
    refuse("{\"text\":\"x\",\"more\":\"y\"}");
    refuse("{\"text\":\"x\",\"item\":\"sleep\"}");
    refuse("{\"text\":\"x\",\"state\":\"filed\"}");
    refuse("{\"text\":\"x\",\"state\":\"filed\",\"item\":\"sleep\"}");
    refuse("{\"text\":\"x\",\"state\":\"filed\",\"item\":\"sleep\",\"interview\":\"here\"}");
    refuse("{\"text\":\"x\",\"interview\":\"0123456789abcdef0123456789abcdef\"}");
    refuse("{\"text\":\"x\",\"manner\":\"quoted\"}");
}

/* A visit in which something was noted is not taken away. */
static void test_a_visit_with_lines_stays(void **state)
{
    struct support support;
    struct contact contact;
    struct edit edit;
    char id[33], visit[33];
    (void)state;
    support_start(&support, 1);
    contact_init(&contact);
    change_contact(&edit, support.record, &contact, &support.context);
    memcpy(visit, edit.contact, sizeof visit);
    support_apply(&support, &edit);
    support.context.contact = visit;
    note(&support, "he never sleeps", id);
    assert_string_equal(record_capture(support.record, id)->contact, visit);
    contact_copy(&contact, record_contact(support.record, visit));
    change_contact(&edit, support.record, &contact, &support.context);
    json_decref(edit.after);
    edit.after = NULL;
    support_refuse(&support, &edit, ERROR_EXISTS);
    contact_finish(&contact);
    support_finish(&support);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_line_keeps_its_origin),
        cmocka_unit_test(test_filing_is_one_action),
        cmocka_unit_test(test_single_edits_are_no_group),
        cmocka_unit_test(test_a_conflict_is_refused),
        cmocka_unit_test(test_what_is_no_line_is_refused),
        cmocka_unit_test(test_a_visit_with_lines_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
