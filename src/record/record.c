/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The record for readers: finding what is in it, and which edit undo and redo
 * would take. How edits get in is in record_apply.c.
 */
#include "record/record.h"

#include "base/alloc.h"
#include "record/change.h"
#include "record/id_index.h"
#include "record/state.h"

#include <stdlib.h>
#include <string.h>

struct record *record_create(void)
{
    struct record *record = alloc_array(1, sizeof(*record));
    patient_init(&record->patient);
    record->edit_index = id_index_create();
    return record;
}

void record_destroy(struct record *record)
{
    if (!record) {
        return;
    }
    patient_finish(&record->patient);
    for (size_t i = 0; i < record->contact_count; i++) {
        contact_finish(&record->contacts[i]);
    }
    for (size_t i = 0; i < record->interview_count; i++) {
        interview_finish(&record->interviews[i]);
    }
    for (size_t i = 0; i < record->capture_count; i++) {
        capture_finish(&record->captures[i]);
    }
    drawings_finish(record);
    for (size_t i = 0; i < record->edit_count; i++) {
        edit_finish(&record->edits[i]);
    }
    free(record->contacts);
    free(record->interviews);
    free(record->captures);
    free(record->edits);
    free(record->traces);
    free(record->done);
    free(record->undone);
    id_index_destroy(record->edit_index);
    free(record);
}

bool record_undo(const struct record *record, struct edit *out, const struct world *world,
                 const char *author)
{
    edit_init(out);
    if (record->done_count == 0) {
        return false;
    }
    edit_inverse(out, &record->edits[record->done[record->done_count - 1]], world, author);
    return true;
}

bool record_redo(const struct record *record, struct edit *out, const struct world *world,
                 const char *author)
{
    edit_init(out);
    if (record->undone_count == 0) {
        return false;
    }
    edit_inverse(out, &record->edits[record->undone[record->undone_count - 1]], world, author);
    return true;
}

/* STACK is what undo or redo would take; an action's edits lie together on top of it. */
static size_t take_action(const struct record *record, const size_t *stack, size_t depth,
                          struct edit **out, const struct world *world, const char *author)
{
    size_t count = 0;
    *out = NULL;
    if (depth == 0) {
        return 0;
    }
    const char *group = record->edits[stack[depth - 1]].group;
    while (count < depth &&
           (count == 0 ||
            (group[0] && strcmp(record->edits[stack[depth - 1 - count]].group, group) == 0))) {
        count++;
    }
    *out = alloc_array(count, sizeof(**out));
    for (size_t i = 0; i < count; i++) {
        edit_inverse(&(*out)[i], &record->edits[stack[depth - 1 - i]], world, author);
    }
    return count;
}

size_t record_undo_action(const struct record *record, struct edit **out, const struct world *world,
                          const char *author)
{
    return take_action(record, record->done, record->done_count, out, world, author);
}

size_t record_redo_action(const struct record *record, struct edit **out, const struct world *world,
                          const char *author)
{
    return take_action(record, record->undone, record->undone_count, out, world, author);
}

const struct interview *record_interview(const struct record *record, const char *id)
{
    for (size_t i = 0; i < record->interview_count; i++) {
        if (strcmp(record->interviews[i].id, id) == 0) {
            return &record->interviews[i];
        }
    }
    return NULL;
}

const struct interview *record_interview_of(const struct record *record, const char *form_id)
{
    for (size_t i = record->interview_count; i-- > 0;) {
        const struct interview *interview = &record->interviews[i];
        if (!interview->removed && strcmp(interview->form_id, form_id) == 0) {
            return interview;
        }
    }
    return NULL;
}

const struct contact *record_contact(const struct record *record, const char *id)
{
    for (size_t i = 0; i < record->contact_count; i++) {
        if (strcmp(record->contacts[i].id, id) == 0) {
            return &record->contacts[i];
        }
    }
    return NULL;
}

static bool interview_uses_contact(const struct interview *interview, const char *id)
{
    for (size_t i = 0; i < interview->answer_count; i++) {
        if (strcmp(interview->answers[i]->answer.contact, id) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < interview->mark_count; i++) {
        if (strcmp(interview->marks[i].contact, id) == 0) {
            return true;
        }
    }
    return false;
}

bool record_uses_contact(const struct record *record, const char *id)
{
    for (size_t i = 0; i < record->interview_count; i++) {
        if (interview_uses_contact(&record->interviews[i], id)) {
            return true;
        }
    }
    for (size_t i = 0; i < record->capture_count; i++) {
        if (!record->captures[i].removed && strcmp(record->captures[i].contact, id) == 0) {
            return true;
        }
    }
    return drawings_use_contact(record, id);
}
