/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Helpers for the tests of src/record; see the header.
 */
#include "record_support.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "record/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int64_t support_now(void *self)
{
    struct support *support = self;
    return support->now += 1000;
}

static uint64_t next_number(struct support *support)
{
    /* splitmix64: small, and the same on every machine */
    uint64_t z = support->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static void support_bytes(void *self, void *out, size_t length)
{
    unsigned char *bytes = out;
    for (size_t i = 0; i < length; i++) {
        bytes[i] = (unsigned char)next_number(self);
    }
}

void support_start(struct support *support, uint64_t seed)
{
    memset(support, 0, sizeof(*support));
    support->now = INT64_C(1790000000000);
    support->state = seed;
    support->world.now = support_now;
    support->world.elapsed = support_now;
    support->world.random = support_bytes;
    support->world.offset_minutes = 60;
    support->world.self = support;
    support->context = (struct change_context){&support->world, "anna", ""};
    support->record = record_create();
}

void support_finish(struct support *support)
{
    record_destroy(support->record);
}

size_t support_random(struct support *support, size_t limit)
{
    return (size_t)(next_number(support) % limit);
}

void support_apply(struct support *support, struct edit *edit)
{
    struct error err = {0};
    if (!record_apply(support->record, edit, &err)) {
        fail_msg("refused: %s", err.message);
    }
    edit_finish(edit);
}

void support_refuse(struct support *support, struct edit *edit, enum error_code code)
{
    struct error err = {0};
    char *before = support_state(support->record, SUPPORT_ALL);
    bool applied = record_apply(support->record, edit, &err);
    char *after = support_state(support->record, SUPPORT_ALL);

    assert_false(applied);
    assert_int_equal(err.code, code);
    assert_true(strlen(err.message) > 10);
    assert_string_equal(before, after);
    free(before);
    free(after);
    edit_finish(edit);
}

void support_undo(struct support *support)
{
    struct edit edit;
    assert_true(record_undo(support->record, &edit, &support->world, "anna"));
    support_apply(support, &edit);
}

void support_redo(struct support *support)
{
    struct edit edit;
    assert_true(record_redo(support->record, &edit, &support->world, "anna"));
    support_apply(support, &edit);
}

const struct interview *support_interview(struct support *support, const char *form_id)
{
    if (!record_interview_of(support->record, form_id)) {
        struct edit edit;
        change_begin(&edit, form_id, "2026-09-01", NULL, &support->context);
        support_apply(support, &edit);
    }
    return record_interview_of(support->record, form_id);
}

void support_add_row(struct support *support, const struct interview *interview, const char *repeat,
                     const char *parent, char out[33])
{
    struct edit edit;
    change_add_row(&edit, interview, repeat, parent, &support->context);
    memcpy(out, edit.row, 33);
    support_apply(support, &edit);
}

bool support_saying(struct support *support, const struct interview *interview, const char *item,
                    const char *row, const char *words, const char *reason, struct edit *out)
{
    struct answer answer;
    answer_init(&answer);
    if (words) {
        value_set_text(&answer.value, words, strlen(words));
    }
    bool changed = change_answer(out, interview, item, row, &answer, reason, &support->context);
    answer_finish(&answer);
    return changed;
}

bool support_say(struct support *support, const struct interview *interview, const char *item,
                 const char *row, const char *words)
{
    struct edit edit;
    if (!support_saying(support, interview, item, row, words, NULL, &edit)) {
        return false;
    }
    support_apply(support, &edit);
    return true;
}

static void add_json(struct buf *out, json_t *json)
{
    if (json) {
        json_write(out, json);
        json_decref(json);
    } else {
        buf_add_text(out, "null");
    }
    buf_add_char(out, '\n');
}

static void add_answers(struct buf *out, const struct interview *interview)
{
    for (size_t i = 0; i < interview->answer_count; i++) {
        const struct record_answer *slot = interview->answers[i];
        const struct answer *answer = &slot->answer;
        buf_add_format(out, " answer %s/%s at %lld by %s in %s%s ", slot->item, slot->row,
                       (long long)answer->time, answer->author, answer->contact,
                       answer->amended ? " amended" : "");
        add_json(out, answer_to_json(answer));
    }
}

static void add_marks(struct buf *out, const struct interview *interview)
{
    for (size_t i = 0; i < interview->mark_count; i++) {
        const struct mark *mark = &interview->marks[i];
        buf_add_format(out, " mark %s/%s at %lld by %s in %s ", mark->item, mark->row,
                       (long long)mark->time, mark->author, mark->contact);
        add_json(out, mark_to_json(mark));
    }
}

static bool row_has_answers(const struct interview *interview, const char *row)
{
    for (size_t i = 0; i < interview->mark_count; i++) {
        if (strcmp(interview->marks[i].row, row) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < interview->answer_count; i++) {
        if (strcmp(interview->answers[i]->row, row) == 0) {
            return true;
        }
    }
    return false;
}

static void add_interview(struct buf *out, const struct interview *interview,
                          enum support_depth depth)
{
    if (depth == SUPPORT_SHOWN && interview->removed && interview->answer_count == 0 &&
        interview->mark_count == 0) {
        return;
    }
    buf_add_format(out, "interview %s at %lld to %lld by %s ", interview->id,
                   (long long)interview->started, (long long)interview->finalised,
                   interview->author);
    add_json(out, interview_to_json(interview));
    for (size_t i = 0; i < interview->row_count; i++) {
        const struct row *row = &interview->rows[i];
        if (depth == SUPPORT_ALL || !row->set_aside || row_has_answers(interview, row->id)) {
            buf_add_format(out, " row %s of %s in %s%s\n", row->id, row->repeat, row->parent,
                           row->set_aside ? " aside" : "");
        }
    }
    add_answers(out, interview);
    add_marks(out, interview);
}

static void add_numbers(struct buf *out, const char *name, const size_t *numbers, size_t count)
{
    buf_add_text(out, name);
    for (size_t i = 0; i < count; i++) {
        buf_add_format(out, " %zu", numbers[i]);
    }
    buf_add_char(out, '\n');
}

static void add_drawing(struct buf *out, const struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->count; i++) {
        const struct fact *fact = &drawing->facts[i];
        buf_add_format(out, "fact %s of %s at %lld by %s in %s ", fact->id, drawing->kind,
                       (long long)fact->time, fact->author, fact->contact);
        add_json(out, fact_to_json(fact));
    }
}

char *support_state(const struct record *record, enum support_depth depth)
{
    struct buf out = BUF_INIT;
    buf_add_format(&out, "patient %s ", record->patient.birth_edtf);
    add_json(&out, patient_to_json(&record->patient));
    for (size_t i = 0; i < record->contact_count; i++) {
        buf_add_format(&out, "contact %s ", record->contacts[i].id);
        add_json(&out, contact_to_json(&record->contacts[i]));
    }
    for (size_t i = 0; i < record->interview_count; i++) {
        add_interview(&out, &record->interviews[i], depth);
    }
    for (size_t i = 0; i < record->capture_count; i++) {
        const struct capture *capture = &record->captures[i];
        if (!capture->removed || depth == SUPPORT_ALL) {
            buf_add_format(&out, "capture %s in %s at %lld by %s%s ", capture->id,
                           capture->contact, (long long)capture->time, capture->author,
                           capture->removed ? " removed" : "");
            add_json(&out, capture_to_json(capture));
        }
    }
    for (size_t i = 0; i < record->drawing_count; i++) {
        add_drawing(&out, &record->drawings[i]);
    }
    if (depth == SUPPORT_ALL) {
        buf_add_format(&out, "edits %zu\n", record->edit_count);
        add_numbers(&out, "done", record->done, record->done_count);
        add_numbers(&out, "undone", record->undone, record->undone_count);
    }
    return buf_take(&out);
}

struct record *support_fold(const struct record *record)
{
    struct record *copy = record_create();
    for (size_t i = 0; i < record->edit_count; i++) {
        struct error err = {0};
        if (!record_apply(copy, &record->edits[i], &err)) {
            fail_msg("refused in the fold: %s", err.message);
        }
    }
    return copy;
}
