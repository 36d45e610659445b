/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drafts on their way to another version of the form: what goes along, what
 * stays, and that nothing is ever lost: random forms and random answers have the
 * same words before and after, and undo gives back the very same record.
 */
#include "record/migration.h"

#include "base/alloc.h"
#include "record/carry.h"
#include "record/fields.h"
#include "record/history.h"
#include "record/kept.h"
#include "record_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PAIRS 300

/* ---- forms ---- */

static struct form *read_form(const char *version, const char *items)
{
    struct buf text = BUF_INIT;
    struct form *form = NULL;
    struct error err = {0};
    buf_add_format(&text,
                   "form_id: f\nversion: \"%s\"\nform_title: {en: F}\nlanguages: [en]\n"
                   "choices:\n"
                   "  few: [{name: yes_, label: {en: A}}, {name: b, label: {en: B}}]\n"
                   "  bool: [{name: \"yes\", label: {en: Y}}, {name: \"no\", label: {en: N}}]\n"
                   "items:\n%s",
                   version, items);
    if (!form_read(&form, buf_text(&text), text.length, "f.yaml", NULL, &err)) {
        fail_msg("%s\n%s", err.message, buf_text(&text));
    }
    buf_finish(&text);
    return form;
}

static void rename_item(struct form *form, const char *version, const char *from, const char *to)
{
    struct form_rename *renames = arena_take(form->arena, form->rename_count + 1, sizeof(*renames));
    if (form->rename_count) {
        memcpy(renames, form->renames, form->rename_count * sizeof(*renames));
    }
    renames[form->rename_count++] = (struct form_rename){version, from, to, 1, 1};
    form->renames = renames;
}

static const struct interview *begin(struct support *support, const struct form *form)
{
    struct edit edit;
    change_begin(&edit, form->form_id, form->version, form->digest, &support->context);
    support_apply(support, &edit);
    return record_interview_of(support->record, "f");
}

/* Plans and does it; the number of edits. */
static size_t migrate(struct support *support, const struct form *from, const struct form *to)
{
    struct migration *migration;
    struct edit *edits;
    struct error err = {0};
    const struct interview *interview = record_interview_of(support->record, "f");
    if (!migration_plan(&migration, support->record, interview, from, to, &support->world, &err)) {
        fail_msg("%s", err.message);
    }
    size_t count = migration_edits(&edits, migration, &support->context);
    migration_destroy(migration);
    for (size_t i = 0; i < count; i++) {
        support_apply(support, &edits[i]);
    }
    free(edits);
    return count;
}

static size_t undo_action(struct support *support)
{
    struct edit *edits;
    size_t count = record_undo_action(support->record, &edits, &support->world, "berk");
    for (size_t i = 0; i < count; i++) {
        support_apply(support, &edits[i]);
    }
    free(edits);
    return count;
}

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
    struct form *old = read_form("1", "  - {name: a, type: text, label: {en: A}}\n");
    struct form *new = read_form("2", "  - {name: b, type: text, label: {en: A}}\n");
    struct contact visit;
    struct edit edit;
    char visit_id[33];
    (void)state;
    rename_item(new, NULL, "a", "b");
    support_start(&support, 1);
    contact_init(&visit);
    change_contact(&edit, support.record, &visit, &support.context);
    memcpy(visit_id, edit.contact, sizeof(visit_id));
    support_apply(&support, &edit);
    contact_finish(&visit);
    support.context.contact = visit_id;
    const struct interview *interview = begin(&support, old);
    support_say(&support, interview, "a", "", "in her words");
    int64_t time = answer_of(&support, "a")->time;
    support.context.author = "berk";
    support.context.contact = "";

    char *before = support_state(support.record, SUPPORT_SHOWN);
    assert_int_equal(migrate(&support, old, new), 3);
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

    assert_int_equal(undo_action(&support), 3);
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
    struct form *old = read_form("1", items), *new = read_form("2", items);
    (void)state;
    rename_item(new, "1", "a", "b");
    rename_item(new, "1", "b", "a");
    /* Each is followed once: a became b, which is where it stays. */
    assert_string_equal(form_successor(old, new, "a")->name, "b");
    assert_string_equal(form_successor(old, new, "b")->name, "a");
    support_start(&support, 1);
    const struct interview *interview = begin(&support, old);
    support_say(&support, interview, "a", "", "first");
    support_say(&support, interview, "b", "", "second");
    migrate(&support, old, new);
    assert_string_equal(answer_of(&support, "b")->value.text, "first");
    assert_string_equal(answer_of(&support, "a")->value.text, "second");
    support_finish(&support);
    form_destroy(old);
    form_destroy(new);
}

static void test_what_cannot_stand_there_is_put_aside(void **state)
{
    struct support support;
    struct form *old = read_form("1", "  - {name: a, type: text, label: {en: A}}\n"
                                      "  - {name: gone, type: text, label: {en: G}}\n");
    struct form *new =
        read_form("2", "  - {name: a, type: text, appearance: one-line, label: {en: A}}\n");
    struct kept_answers kept = KEPT_ANSWERS_INIT;
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = begin(&support, old);
    support_say(&support, interview, "a", "", "two\nlines");
    support_say(&support, interview, "gone", "", "and this");
    assert_int_equal(fate_of(&support, old, new, "a"), FATE_NO_TYPE);
    assert_int_equal(fate_of(&support, old, new, "gone"), FATE_NO_QUESTION);
    migrate(&support, old, new);
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
    struct form *old = read_form("1", "  - {name: a, type: text, label: {en: A}}\n");
    struct form *new = read_form("2", "  - {name: a, type: text, label: {en: New}}\n");
    struct migration *migration;
    struct edit edit;
    struct error err = {0};
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = begin(&support, old);
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
    struct form *old = read_form("1", "  - {name: a, type: text, label: {en: A}}\n");
    struct edit edit;
    (void)state;
    support_start(&support, 1);
    const struct interview *interview = begin(&support, old);
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
    struct form *old = read_form("1", "  - repeat: r\n    label: {en: R}\n    items:\n"
                                      "      - {name: a, type: text, label: {en: A}}\n"
                                      "  - {name: out, type: text, label: {en: O}}\n");
    struct form *new = read_form("2", "  - repeat: s\n    label: {en: R}\n    items:\n"
                                      "      - {name: b, type: text, label: {en: A}}\n"
                                      "  - repeat: t\n    label: {en: T}\n    items:\n"
                                      "      - {name: out, type: text, label: {en: O}}\n");
    char row[33], removed[33];
    struct edit edit;
    (void)state;
    rename_item(new, NULL, "r", "s");
    rename_item(new, NULL, "a", "b");
    support_start(&support, 1);
    const struct interview *interview = begin(&support, old);
    support_add_row(&support, interview, "r", "", row);
    support_add_row(&support, interview, "r", "", removed);
    support_say(&support, interview, "a", row, "in the row");
    support_say(&support, interview, "a", removed, "in the other");
    support_say(&support, interview, "out", "", "outside");
    change_remove_row(&edit, interview, removed, &support.context);
    support_apply(&support, &edit);
    char *before = support_state(support.record, SUPPORT_SHOWN);
    migrate(&support, old, new);
    interview = record_interview_of(support.record, "f");
    assert_string_equal(interview_row(interview, row)->repeat, "s");
    assert_string_equal(interview_answer(interview, "b", row)->value.text, "in the row");
    assert_string_equal(interview_answer(interview, "a", removed)->value.text, "in the other");
    const struct row *first = interview_row_at(interview, "t", "", 0);
    assert_non_null(first);
    assert_string_equal(interview_answer(interview, "out", first->id)->value.text, "outside");
    undo_action(&support);
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
    struct form *old = read_form("1", buf_text(&text));
    buf_clear(&text);
    buf_add_format(&text, "  - {name: a, label: {en: A}, %s}\n", one->after);
    struct form *new = read_form("2", buf_text(&text));
    buf_finish(&text);
    support_start(&support, 1);
    const struct interview *interview = begin(&support, old);
    answer_init(&answer);
    assert_true(answer_from_json(&answer, json, NULL));
    assert_true(change_answer(&edit, interview, "a", "", &answer, NULL, &support.context));
    support_apply(&support, &edit);
    enum migration_fate fate = fate_of(&support, old, new, "a");
    if (fate != one->fate) {
        fail_msg("%s -> %s: %s is %d", one->before, one->after, one->answer, (int)fate);
    }
    migrate(&support, old, new);
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

/* ---- at random ---- */

static const char *const names[] = {"a", "b", "c", "d", "e", "g"};
static const char *const types[] = {
    "type: text",
    "type: text, appearance: one-line",
    "type: integer",
    "type: date",
    "type: yes_no",
    "type: select_one, choices: few",
    "type: select_one, choices: bool, other: true",
    "type: select_multiple, choices: few",
    "type: note",
};

#define NAMES (sizeof(names) / sizeof(names[0]))
#define TYPES (sizeof(types) / sizeof(types[0]))

static struct form *random_form(struct support *support, const char *version)
{
    struct buf items = BUF_INIT;
    bool used[NAMES] = {false};
    size_t made = 0;
    for (unsigned part = 0; part < 3; part++) {
        struct buf inner = BUF_INIT;
        for (size_t i = 0; i < NAMES; i++) {
            if (!used[i] && support_random(support, 3) == 0) {
                used[i] = true;
                made++;
                buf_add_format(&inner, "%s  - {name: %s, label: {en: L}, %s}\n", part ? "    " : "",
                               names[i], types[support_random(support, TYPES)]);
            }
        }
        if (part && inner.length) {
            buf_add_format(&items, "  - repeat: %c\n    label: {en: R}\n    items:\n",
                           "rst"[support_random(support, 2) + part - 1]);
        }
        buf_add(&items, inner.data, inner.length);
        buf_finish(&inner);
    }
    buf_add_text(&items, "  - {name: last, type: text, label: {en: L}}\n");
    /* Two repeats of one name would be no form. */
    struct form *form = NULL;
    const char *first = strstr(buf_text(&items), "repeat: s");
    if (first && strstr(first + 1, "repeat: s")) {
        ((char *)strstr(first + 1, "repeat: s"))[8] = 't';
    }
    form = read_form(version, buf_text(&items));
    buf_finish(&items);
    for (size_t i = 0; i < 4; i++) {
        const char *from = names[support_random(support, NAMES)];
        const char *to = names[support_random(support, NAMES)];
        if (strcmp(from, to) != 0) {
            rename_item(form, support_random(support, 2) ? "5" : NULL, from, to);
        }
    }
    if (support_random(support, 2)) {
        rename_item(form, NULL, "r", "s");
    }
    return form;
}

static void random_value(struct support *support, struct answer *answer)
{
    static const char *const words[] = {"x", "two\nlines", "1998", "اسم", "spring 1998", "b"};
    const char *text = words[support_random(support, 6)];
    switch (support_random(support, 7)) {
    case 0:
        value_set_text(&answer->value, text, strlen(text));
        break;
    case 1:
        value_set_integer(&answer->value, (int64_t)support_random(support, 99));
        break;
    case 2:
        value_set_boolean(&answer->value, support_random(support, 2));
        break;
    case 3:
        value_set_date(&answer->value, "1998-05", 7);
        break;
    case 4:
        value_add_choice(&answer->value, support_random(support, 2) ? "b" : "yes");
        if (support_random(support, 2)) {
            value_add_choice(&answer->value, "yes_");
        }
        break;
    case 5:
        value_set_other(&answer->value, "mine", 4);
        break;
    default:
        field_set(&answer->words, "five or six");
    }
    answer->by = (enum answer_by)support_random(support, ANSWER_BY_COUNT);
    field_set(&answer->gloss, support_random(support, 4) ? "" : "a meaning");
}

/* Under any name and in any row, whatever the form says: drafts are older than forms. */
static void random_answers(struct support *support)
{
    char rows[4][33] = {"", "", "", ""};
    const struct interview *interview = record_interview_of(support->record, "f");
    for (size_t i = 1; i < 4; i++) {
        support_add_row(support, interview, i == 1 ? "r" : i == 2 ? "s" : "r", "", rows[i]);
    }
    for (size_t i = 0; i < 14; i++) {
        const char *item = names[support_random(support, NAMES)];
        const char *row = rows[support_random(support, 4)];
        struct answer answer;
        struct edit edit;
        answer_init(&answer);
        random_value(support, &answer);
        support->context.author = support_random(support, 2) ? "anna" : "berk";
        if (change_answer(&edit, interview, item, row, &answer, NULL, &support->context)) {
            support_apply(support, &edit);
        }
        answer_finish(&answer);
        struct mark mark;
        mark_init(&mark);
        mark.flagged = true;
        field_set(&mark.why, "look");
        mark_set_probe(&mark, 1, "and then?", true);
        if (support_random(support, 3) == 0 &&
            change_mark(&edit, interview, names[support_random(support, NAMES)],
                        rows[support_random(support, 4)], &mark, NULL, &support->context)) {
            support_apply(support, &edit);
        }
        mark_finish(&mark);
        struct capture line;
        capture_init(&line);
        field_set(&line.text, "said in passing");
        line.state = CAPTURE_FILED;
        memcpy(line.interview, interview->id, sizeof(line.interview));
        memcpy(line.row, row, sizeof(line.row));
        field_set(&line.item, item);
        if (support_random(support, 4) == 0) {
            change_capture(&edit, support->record, &line, &support->context);
            support_apply(support, &edit);
        }
        capture_finish(&line);
    }
    if (support_random(support, 2)) {
        struct edit edit;
        change_remove_row(&edit, interview, rows[3], &support->context);
        support_apply(support, &edit);
    }
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every word of every answer and mark with whose it is, in an order of its own. */
static char *all_words(const struct record *record)
{
    const struct interview *interview = record_interview_of(record, "f");
    size_t count = 0;
    char **lines = alloc_array(interview->answer_count + interview->mark_count + 1, sizeof(*lines));
    for (size_t i = 0; i < interview->answer_count; i++) {
        const struct answer *answer = &interview->answers[i]->answer;
        struct buf line = BUF_INIT;
        answer_said(&line, answer);
        buf_add_format(&line, "|%s|%s|%lld|%d", answer->gloss, answer->author,
                       (long long)answer->time, (int)answer->by);
        lines[count++] = buf_take(&line);
    }
    for (size_t i = 0; i < interview->mark_count; i++) {
        const struct mark *mark = &interview->marks[i];
        struct buf line = BUF_INIT;
        buf_add_format(&line, "%s|%zu|%s|%lld", mark->why, mark->probe_count, mark->author,
                       (long long)mark->time);
        lines[count++] = buf_take(&line);
    }
    qsort(lines, count, sizeof(*lines), compare_lines);
    struct buf out = BUF_INIT;
    for (size_t i = 0; i < count; i++) {
        buf_add_format(&out, "%s\n", lines[i]);
        free(lines[i]);
    }
    free(lines);
    return buf_take(&out);
}

/* Each answer that is not under a question is found as kept, and no other. */
static void expect_kept(const struct record *record, const struct form *form)
{
    const struct interview *interview = record_interview_of(record, "f");
    for (size_t i = 0; i < interview->answer_count; i++) {
        const struct record_answer *stored = interview->answers[i];
        const struct item *item = form_find(form, stored->item);
        if (kept_has_question(interview, form, stored)) {
            assert_true(item && item_takes_answer(item));
            assert_true((item_repeat(item) != NULL) == (stored->row[0] != '\0'));
        }
    }
}

static void expect_same_fold(const struct record *record)
{
    struct record *copy = record_create();
    for (size_t i = 0; i < record->edit_count; i++) {
        struct buf text = BUF_INIT;
        struct edit edit;
        edit_write(&text, &record->edits[i]);
        assert_true(edit_read(&edit, text.data, text.length, NULL));
        assert_true(edit_equal(&edit, &record->edits[i]));
        assert_true(record_apply(copy, &edit, NULL));
        edit_finish(&edit);
        buf_finish(&text);
    }
    char *one = support_state(record, SUPPORT_ALL), *two = support_state(copy, SUPPORT_ALL);
    assert_string_equal(one, two);
    free(one);
    free(two);
    record_destroy(copy);
}

static void check_pair(uint64_t seed, size_t *carried, size_t *aside)
{
    struct support support;
    support_start(&support, seed);
    struct form *forms[4];
    for (size_t i = 0; i < 4; i++) {
        char version[2] = {(char)('1' + (int)i), '\0'};
        forms[i] = random_form(&support, version);
    }
    begin(&support, forms[0]);
    random_answers(&support);
    char *words = all_words(support.record);
    char *states[4];
    for (size_t i = 0; i < 3; i++) {
        states[i] = support_state(support.record, SUPPORT_SHOWN);
        size_t count = migrate(&support, forms[i], forms[i + 1]);
        for (size_t j = 0; j < count; j++) {
            const struct edit *edit = &support.record->edits[support.record->edit_count - 1 - j];
            *carried += edit->carries[0] != '\0';
            *aside += strchr(edit->item, '@') != NULL;
        }
        char *now = all_words(support.record);
        assert_string_equal(now, words);
        free(now);
        expect_kept(support.record, forms[i + 1]);
        expect_same_fold(support.record);
    }
    states[3] = support_state(support.record, SUPPORT_SHOWN);
    for (size_t i = 3; i-- > 0;) {
        undo_action(&support);
        char *now = support_state(support.record, SUPPORT_SHOWN);
        assert_string_equal(now, states[i]);
        free(now);
    }
    struct edit *edits;
    for (size_t i = 1; i < 4; i++) {
        size_t count = record_redo_action(support.record, &edits, &support.world, "berk");
        for (size_t j = 0; j < count; j++) {
            support_apply(&support, &edits[j]);
        }
        free(edits);
        char *now = support_state(support.record, SUPPORT_SHOWN);
        assert_string_equal(now, states[i]);
        free(now);
    }
    expect_same_fold(support.record);
    for (size_t i = 0; i < 4; i++) {
        free(states[i]);
        form_destroy(forms[i]);
    }
    free(words);
    support_finish(&support);
}

static void test_nothing_is_ever_dropped(void **state)
{
    size_t carried = 0, aside = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= PAIRS; seed++) {
        check_pair(seed, &carried, &aside);
    }
    /* They reach what they should. */
    assert_true(carried > 1000);
    assert_true(aside > 300);
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
        cmocka_unit_test(test_nothing_is_ever_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
