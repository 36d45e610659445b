/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drafts on their way to another version of the form: what goes along, what is
 * put aside, and how each kind of answer becomes another.
 */
#include "record/migration.h"

#include "base/alloc.h"
#include "migration_support.h"
#include "record/carry.h"
#include "record/fields.h"
#include "record/history.h"
#include "record/kept.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static enum migration_fate fate_of(struct support *support, const struct form *from,
                                   const struct form *to, const char *item)
{
    struct migration *migration;
    const struct interview *interview = record_interview_of(support->record, "f");
    enum migration_fate fate = MIGRATION_FATE_COUNT;
    assert_true(
        migration_plan(&migration, support->record, interview, from, to, &support->world, NULL));
    for (size_t i = 0; i < migration->step_count; i++) {
        if (strcmp(migration->steps[i].stored->item, item) == 0) {
            fate = migration->steps[i].fate;
        }
    }
    migration_destroy(migration);
    return fate;
}

static const struct form *form_of(void *self, const char *digest)
{
    for (struct form **forms = self; *forms; forms++) {
        if (strcmp((*forms)->digest, digest) == 0) {
            return *forms;
        }
    }
    return NULL;
}

static const struct answer *answer_of(const struct support *support, const char *item)
{
    return interview_answer(record_interview_of(support->record, "f"), item, "");
}

/* ---- single cases ---- */

static void test_a_renamed_question_takes_its_answer_along(void **state)
{
    struct support support;
    struct form *old = migration_form("1", "  - {name: a, type: text, label: {en: A}}\n");
    struct form *new = migration_form("2", "  - {name: b, type: text, label: {en: A}}\n");
    struct contact visit;
    struct edit edit;
    char visit_id[33];
    (void)state;
    migration_rename(new, NULL, "a", "b");
    support_start(&support, 1);
    contact_init(&visit);
    change_contact(&edit, support.record, &visit, &support.context);
    memcpy(visit_id, edit.contact, sizeof(visit_id));
    support_apply(&support, &edit);
    contact_finish(&visit);
    support.context.contact = visit_id;
    const struct interview *interview = migration_begin(&support, old);
    support_say(&support, interview, "a", "", "in her words");
    int64_t time = answer_of(&support, "a")->time;
    support.context.author = "berk";
    support.context.contact = "";

    char *before = support_state(support.record, SUPPORT_SHOWN);
    assert_int_equal(migration_do(&support, old, new), 3);
    assert_null(answer_of(&support, "a"));
    const struct answer *answer = answer_of(&support, "b");
    assert_string_equal(answer->value.text, "in her words");
    assert_string_equal(answer->author, "anna");
    assert_string_equal(answer->contact, visit_id);
    assert_int_equal(answer->time, time);
    assert_false(answer->amended);
    interview = record_interview_of(support.record, "f");
    assert_string_equal(interview->form_version, "2");
    assert_string_equal(interview->form_digest, new->digest);

    /* The history goes back behind the change of name. */
    struct history history = HISTORY_INIT;
    history_list(&history, support.record, interview->id, "b", "");
    assert_int_equal(history.count, 2);
    assert_string_equal(history.entries[0].edit->author, "anna");
    assert_string_equal(history.entries[1].edit->carries, history.entries[0].edit->id);
    history_finish(&history);

    assert_int_equal(migration_undo(&support), 3);
    char *after = support_state(support.record, SUPPORT_SHOWN);
    assert_string_equal(before, after);
    free(before);
    free(after);
    support_finish(&support);
    form_destroy(old);
    form_destroy(new);
}

static void test_two_questions_exchange_their_names(void **state)
{
    struct support support;
    const char *items = "  - {name: a, type: text, label: {en: A}}\n"
                        "  - {name: b, type: text, label: {en: B}}\n";
    struct form *old = migration_form("1", items), *new = migration_form("2", items);
    (void)state;
    migration_rename(new, "1", "a", "b");
    migration_rename(new, "1", "b", "a");
    /* Each is followed once: a became b, which is where it stays. */
    assert_string_equal(form_successor(old, new, "a")->name, "b");
    assert_string_equal(form_successor(old, new, "b")->name, "a");
    support_start(&support, 1);
    const struct interview *interview = migration_begin(&support, old);
    support_say(&support, interview, "a", "", "first");
    support_say(&support, interview, "b", "", "second");
    migration_do(&support, old, new);
    assert_string_equal(answer_of(&support, "b")->value.text, "first");
    assert_string_equal(answer_of(&support, "a")->value.text, "second");
    support_finish(&support);
    form_destroy(old);
    form_destroy(new);
}

static void test_what_cannot_stand_there_is_put_aside(void **state)
{
    struct support support;
    struct form *old = migration_form("1", "  - {name: a, type: text, label: {en: A}}\n"
                                           "  - {name: gone, type: text, label: {en: G}}\n");
    struct form *new =
        migration_form("2", "  - {name: a, type: text, appearance: one-line, label: {en: A}}\n");
    struct kept_answers kept = KEPT_ANSWERS_INIT;
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = migration_begin(&support, old);
    support_say(&support, interview, "a", "", "two\nlines");
    support_say(&support, interview, "gone", "", "and this");
    assert_int_equal(fate_of(&support, old, new, "a"), FATE_NO_TYPE);
    assert_int_equal(fate_of(&support, old, new, "gone"), FATE_NO_QUESTION);
    migration_do(&support, old, new);
    assert_null(answer_of(&support, "a"));
    assert_string_equal(answer_of(&support, "a@1")->value.text, "two\nlines");
    assert_string_equal(answer_of(&support, "gone")->value.text, "and this");
    struct form *both[] = {old, new, NULL};
    const struct kept_forms forms = {form_of, both};
    interview = record_interview_of(support.record, "f");
    kept_list(&kept, support.record, interview, new, &forms);
    assert_int_equal(kept.count, 2);
    assert_string_equal(kept.list[0].stored->item, "a@1");
    assert_ptr_equal(kept.list[0].item, form_find(old, "a"));
    assert_ptr_equal(kept.list[1].item, form_find(old, "gone"));
    assert_ptr_equal(kept.list[1].form, old);
    kept_finish(&kept);
    support_finish(&support);
    form_destroy(old);
    form_destroy(new);
}

static void test_a_finalised_one_stays(void **state)
{
    struct support support;
    struct form *old = migration_form("1", "  - {name: a, type: text, label: {en: A}}\n");
    struct form *new = migration_form("2", "  - {name: a, type: text, label: {en: New}}\n");
    struct migration *migration;
    struct edit edit;
    struct error err = {0};
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = migration_begin(&support, old);
    support_say(&support, interview, "a", "", "words");
    change_finalise(&edit, interview, &support.context);
    support_apply(&support, &edit);
    interview = record_interview_of(support.record, "f");
    assert_false(
        migration_plan(&migration, support.record, interview, old, new, &support.world, &err));
    assert_int_equal(err.code, ERROR_READ_ONLY);
    /* Nor does the fold take such an edit from elsewhere, with a reason or without. */
    change_finalise(&edit, interview, &support.context);
    json_object_set_new(edit.after, "digest", json_string(new->digest));
    edit.reason = alloc_string("a newer form");
    support_refuse(&support, &edit, ERROR_READ_ONLY);
    support_finish(&support);
    form_destroy(old);
    form_destroy(new);
}

static void test_nobody_is_given_other_words(void **state)
{
    struct support support;
    struct form *old = migration_form("1", "  - {name: a, type: text, label: {en: A}}\n");
    struct edit edit;
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = migration_begin(&support, old);
    support_say(&support, interview, "a", "", "I did not");
    char source[33];
    memcpy(source, support.record->edits[support.record->edit_count - 1].id, sizeof(source));
    support_saying(&support, interview, "b", "", "I did", NULL, &edit);
    memcpy(edit.carries, source, sizeof(source));
    support_refuse(&support, &edit, ERROR_INVALID);
    support_saying(&support, interview, "b", "", "I did not", NULL, &edit);
    world_new_id(&support.world, edit.carries);
    support_refuse(&support, &edit, ERROR_NOT_FOUND);
    support_saying(&support, interview, "b", "", "I did not", NULL, &edit);
    memcpy(edit.carries, source, sizeof(source));
    support_apply(&support, &edit);
    support_finish(&support);
    form_destroy(old);
}

static void test_rows_keep_together(void **state)
{
    struct support support;
    struct form *old = migration_form("1", "  - repeat: r\n    label: {en: R}\n    items:\n"
                                           "      - {name: a, type: text, label: {en: A}}\n"
                                           "  - {name: out, type: text, label: {en: O}}\n");
    struct form *new = migration_form("2", "  - repeat: s\n    label: {en: R}\n    items:\n"
                                           "      - {name: b, type: text, label: {en: A}}\n"
                                           "  - repeat: t\n    label: {en: T}\n    items:\n"
                                           "      - {name: out, type: text, label: {en: O}}\n");
    char row[33], removed[33];
    struct edit edit;
    (void)state;
    migration_rename(new, NULL, "r", "s");
    migration_rename(new, NULL, "a", "b");
    support_start(&support, 1);
    const struct interview *interview = migration_begin(&support, old);
    support_add_row(&support, interview, "r", "", row);
    support_add_row(&support, interview, "r", "", removed);
    support_say(&support, interview, "a", row, "in the row");
    support_say(&support, interview, "a", removed, "in the other");
    support_say(&support, interview, "out", "", "outside");
    change_remove_row(&edit, interview, removed, &support.context);
    support_apply(&support, &edit);
    char *before = support_state(support.record, SUPPORT_SHOWN);
    migration_do(&support, old, new);
    interview = record_interview_of(support.record, "f");
    assert_string_equal(interview_row(interview, row)->repeat, "s");
    assert_string_equal(interview_answer(interview, "b", row)->value.text, "in the row");
    assert_string_equal(interview_answer(interview, "a", removed)->value.text, "in the other");
    const struct row *first = interview_row_at(interview, "t", "", 0);
    assert_non_null(first);
    assert_string_equal(interview_answer(interview, "out", first->id)->value.text, "outside");
    migration_undo(&support);
    char *after = support_state(support.record, SUPPORT_SHOWN);
    assert_string_equal(before, after);
    free(before);
    free(after);
    support_finish(&support);
    form_destroy(old);
    form_destroy(new);
}

/* ---- conversions ---- */

struct conversion_case {
    const char *before, *after;
    enum migration_fate fate;
    const char *answer;  /* JSON, before */
    const char *becomes; /* JSON, after; NULL: the same */
};

static void check_conversion(const struct conversion_case *one)
{
    struct support support;
    struct buf text = BUF_INIT;
    struct edit edit;
    struct answer answer;
    json_t *json = json_loads(one->answer, 0, NULL);
    buf_add_format(&text, "  - {name: a, label: {en: A}, %s}\n", one->before);
    struct form *old = migration_form("1", buf_text(&text));
    buf_clear(&text);
    buf_add_format(&text, "  - {name: a, label: {en: A}, %s}\n", one->after);
    struct form *new = migration_form("2", buf_text(&text));
    buf_finish(&text);
    support_start(&support, 1);
    const struct interview *interview = migration_begin(&support, old);
    answer_init(&answer);
    assert_true(answer_from_json(&answer, json, NULL));
    assert_true(change_answer(&edit, interview, "a", "", &answer, NULL, &support.context));
    support_apply(&support, &edit);
    enum migration_fate fate = fate_of(&support, old, new, "a");
    if (fate != one->fate) {
        fail_msg("%s -> %s: %s is %d", one->before, one->after, one->answer, (int)fate);
    }
    migration_do(&support, old, new);
    const struct answer *now =
        answer_of(&support, migration_fate_is_shown(one->fate) ? "a" : "a@1");
    assert_non_null(now);
    json_t *after = answer_to_json(now);
    json_t *expected = json_loads(one->becomes ? one->becomes : one->answer, 0, NULL);
    if (!json_equal(after, expected)) {
        fail_msg("%s became %s", one->answer, json_dumps(after, 0));
    }
    assert_true(answer_says_same(now, &answer));
    json_decref(after);
    json_decref(expected);
    json_decref(json);
    answer_finish(&answer);
    support_finish(&support);
    form_destroy(old);
    form_destroy(new);
}

static void test_conversions(void **state)
{
    static const struct conversion_case cases[] = {
        {"type: text", "type: text, appearance: one-line", FATE_SAME, "{\"value\": \"x\"}", NULL},
        {"type: text, appearance: one-line", "type: text", FATE_SAME, "{\"value\": \"x\"}", NULL},
        {"type: text", "type: text, appearance: one-line", FATE_NO_TYPE, "{\"value\": \"x\\ny\"}",
         NULL},
        {"type: integer", "type: text", FATE_CONVERTED, "{\"value\": 12}", "{\"value\": \"12\"}"},
        {"type: integer", "type: date", FATE_CONVERTED, "{\"value\": 1998}",
         "{\"words\": \"1998\"}"},
        {"type: integer", "type: text", FATE_SAME, "{\"words\": \"five or six\"}", NULL},
        {"type: text", "type: integer", FATE_CONVERTED, "{\"value\": \"five or six\"}",
         "{\"words\": \"five or six\"}"},
        {"type: text", "type: integer", FATE_NO_TYPE, "{\"value\": \"five\\nor six\"}", NULL},
        {"type: text", "type: date", FATE_CONVERTED, "{\"value\": \"spring 1998\"}",
         "{\"value\": {\"words\": \"spring 1998\", \"edtf\": \"1998-21\"}}"},
        {"type: date", "type: text", FATE_CONVERTED,
         "{\"value\": {\"words\": \"spring 1998\", \"edtf\": \"1998-21\"}}",
         "{\"value\": \"spring 1998\"}"},
        /* What somebody else understood in the words would be lost. */
        {"type: date", "type: text", FATE_NO_TYPE,
         "{\"value\": {\"words\": \"when the oven went out\", \"edtf\": \"2025-23\"}}", NULL},
        {"type: yes_no", "type: select_one, choices: bool", FATE_CONVERTED, "{\"value\": true}",
         "{\"value\": {\"choices\": [\"yes\"]}}"},
        {"type: yes_no", "type: select_one, choices: few", FATE_NO_TYPE, "{\"value\": true}", NULL},
        {"type: select_one, choices: bool", "type: yes_no", FATE_CONVERTED,
         "{\"value\": {\"choices\": [\"no\"]}}", "{\"value\": false}"},
        {"type: select_one, choices: few", "type: select_multiple, choices: few", FATE_SAME,
         "{\"value\": {\"choices\": [\"b\"]}}", NULL},
        {"type: select_multiple, choices: few", "type: select_one, choices: few", FATE_NO_TYPE,
         "{\"value\": {\"choices\": [\"yes_\", \"b\"]}}", NULL},
        {"type: select_one, choices: few", "type: select_one, choices: bool", FATE_CHOICE,
         "{\"value\": {\"choices\": [\"b\"]}}", NULL},
        {"type: select_one, choices: few, other: true", "type: select_one, choices: few",
         FATE_CONVERTED, "{\"value\": {\"choices\": [], \"other\": \"mine\"}}",
         "{\"words\": \"mine\"}"},
        {"type: select_one, choices: few", "type: text", FATE_NO_TYPE,
         "{\"value\": {\"choices\": [\"b\"]}}", NULL},
        {"type: text", "type: integer", FATE_SAME, "{\"state\": \"declined\"}", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        check_conversion(&cases[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_renamed_question_takes_its_answer_along),
        cmocka_unit_test(test_two_questions_exchange_their_names),
        cmocka_unit_test(test_what_cannot_stand_there_is_put_aside),
        cmocka_unit_test(test_a_finalised_one_stays),
        cmocka_unit_test(test_nobody_is_given_other_words),
        cmocka_unit_test(test_rows_keep_together),
        cmocka_unit_test(test_conversions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
