/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fold: one edit into the record, or a refusal that leaves it as it was.
 *
 * Each kind has a function that first looks at everything that could be wrong
 * and then changes the state without a way back. Undoing restores not only the
 * value but who said it and when, from the trace that the undone edit left.
 */
#include "record/record.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "record/carry.h"
#include "record/change.h"
#include "record/fields.h"
#include "record/id_index.h"
#include "record/state.h"

#include <stdint.h>
#include <string.h>

#define NONE SIZE_MAX

/* One edit on its way in. */
struct fold {
    struct record *record;
    const struct edit *edit;
    size_t number;           /* what it will be in record->edits */
    size_t undone;           /* the edit that it takes back, or NONE */
    size_t carried;          /* the edit whose words it carries to another place, or NONE */
    struct edit_trace trace; /* what it found */
};

static bool conflict(struct error *err)
{
    return error_set(err, ERROR_EXISTS,
                     _("this was changed by another edit in the meantime; look at what is there "
                       "now and make the change again"));
}

static bool has_text(const char *text)
{
    return text && text[0] != '\0';
}

/* What the value's history was before the edit that is taken back. */
static size_t origin_after(const struct fold *fold)
{
    if (fold->undone != NONE && fold->record->traces[fold->undone].origin != NONE) {
        return fold->record->traces[fold->undone].origin;
    }
    return fold->carried != NONE ? fold->carried : fold->number;
}

static const struct edit *edit_numbered(const struct fold *fold, size_t number)
{
    return number == fold->number ? fold->edit : &fold->record->edits[number];
}

static bool fold_patient(struct fold *fold, struct error *err)
{
    struct patient before, after;
    struct patient *patient = &fold->record->patient;
    bool ok = false;

    patient_init(&before);
    patient_init(&after);
    if ((fold->edit->before && !patient_from_json(&before, fold->edit->before, err)) ||
        (fold->edit->after && !patient_from_json(&after, fold->edit->after, err))) {
        goto out;
    }
    if (!patient_equal(&before, patient)) {
        conflict(err);
        goto out;
    }
    patient_copy(patient, &after);
    ok = true;
out:
    patient_finish(&before);
    patient_finish(&after);
    return ok;
}

static void remove_contact(struct record *record, size_t at)
{
    contact_finish(&record->contacts[at]);
    record->contact_count--;
    memmove(record->contacts + at, record->contacts + at + 1,
            (record->contact_count - at) * sizeof(*record->contacts));
}

/* Sorted by time, then id: the same order in whichever order the edits came. */
static void insert_contact(struct record *record, const struct contact *contact)
{
    size_t at = record->contact_count;
    alloc_grow(&record->contacts, &record->contact_capacity, record->contact_count + 1,
               sizeof(*record->contacts));
    while (at > 0 && (record->contacts[at - 1].time > contact->time ||
                      (record->contacts[at - 1].time == contact->time &&
                       strcmp(record->contacts[at - 1].id, contact->id) > 0))) {
        at--;
    }
    memmove(record->contacts + at + 1, record->contacts + at,
            (record->contact_count - at) * sizeof(*record->contacts));
    contact_init(&record->contacts[at]);
    contact_copy(&record->contacts[at], contact);
    record->contact_count++;
}

static bool fold_contact(struct fold *fold, struct error *err)
{
    struct contact before, after;
    const struct edit *edit = fold->edit;
    const struct contact *found = record_contact(fold->record, edit->contact);
    bool ok = false;

    contact_init(&before);
    contact_init(&after);
    if ((edit->before && !contact_from_json(&before, edit->before, err)) ||
        (edit->after && !contact_from_json(&after, edit->after, err))) {
        goto out;
    }
    if (found ? !edit->before || !contact_equal(&before, found) : edit->before != NULL) {
        conflict(err);
        goto out;
    }
    if (!edit->after && record_uses_contact(fold->record, edit->contact)) {
        error_set(err, ERROR_EXISTS, _("answers were given in this visit; undo those first"));
        goto out;
    }
    if (found) {
        remove_contact(fold->record, (size_t)(found - fold->record->contacts));
    }
    if (edit->after) {
        memcpy(after.id, edit->contact, sizeof(after.id));
        insert_contact(fold->record, &after);
    }
    ok = true;
out:
    contact_finish(&before);
    contact_finish(&after);
    return ok;
}

static struct interview *find_interview(const struct fold *fold)
{
    struct record *record = fold->record;
    const struct interview *found = record_interview(record, fold->edit->interview);
    return found ? &record->interviews[found - record->interviews] : NULL;
}

/* Makes room among the interviews in the order of their beginning. */
static struct interview *insert_interview(struct fold *fold)
{
    struct record *record = fold->record;
    const struct edit *edit = fold->edit;
    size_t at = record->interview_count;
    alloc_grow(&record->interviews, &record->interview_capacity, record->interview_count + 1,
               sizeof(*record->interviews));
    while (at > 0 && (record->interviews[at - 1].started > edit->time ||
                      (record->interviews[at - 1].started == edit->time &&
                       strcmp(record->interviews[at - 1].id, edit->interview) > 0))) {
        at--;
    }
    memmove(record->interviews + at + 1, record->interviews + at,
            (record->interview_count - at) * sizeof(*record->interviews));
    record->interview_count++;
    struct interview *interview = &record->interviews[at];
    interview_init(interview);
    memcpy(interview->id, edit->interview, sizeof(interview->id));
    interview->started = edit->time;
    field_set(&interview->author, edit->author);
    return interview;
}

static void set_interview(struct fold *fold, struct interview *interview,
                          const struct interview *after)
{
    bool finalising =
        after->state == INTERVIEW_FINALISED && interview->state != INTERVIEW_FINALISED;
    interview->removed = false;
    interview->state = after->state;
    field_set(&interview->form_id, after->form_id);
    field_set(&interview->form_version, after->form_version);
    memcpy(interview->form_digest, after->form_digest, sizeof(interview->form_digest));
    field_set(&interview->asked_with, after->asked_with);
    if (fold->undone != NONE) {
        interview->finalised = fold->record->traces[fold->undone].finalised;
    } else if (finalising) {
        interview->finalised = fold->edit->time;
    }
}

/* Whether the state of an interview allows the edit; the texts were read already. */
static bool check_interview(const struct fold *fold, const struct interview *found,
                            const struct interview *before, const struct interview *after,
                            struct error *err)
{
    const struct edit *edit = fold->edit;
    bool there = found && !found->removed;
    if (there ? !edit->before || !interview_equal(before, found) : edit->before != NULL) {
        return conflict(err);
    }
    if (there && found->state == INTERVIEW_FINALISED && fold->undone == NONE &&
        !has_text(edit->reason)) {
        return error_set(err, ERROR_READ_ONLY,
                         _("this interview was finalised; give a reason to open it again"));
    }
    if (found && edit->after && strcmp(found->form_id, after->form_id) != 0) {
        return error_set(err, ERROR_INVALID, _("an interview stays with the form it began with"));
    }
    if (there && edit->after && found->finalised != 0 &&
        strcmp(found->asked_with, after->asked_with) != 0) {
        return error_set(err, ERROR_READ_ONLY,
                         _("an interview that was finalised stays with the version of the form "
                           "that it was asked with"));
    }
    return true;
}

static bool fold_interview(struct fold *fold, struct error *err)
{
    struct interview before, after;
    const struct edit *edit = fold->edit;
    struct interview *found = find_interview(fold);
    bool ok = false;

    interview_init(&before);
    interview_init(&after);
    if ((edit->before && !interview_from_json(&before, edit->before, err)) ||
        (edit->after && !interview_from_json(&after, edit->after, err)) ||
        !check_interview(fold, found, &before, &after, err)) {
        goto out;
    }
    if (found) {
        fold->trace.finalised = found->finalised;
    }
    if (!edit->after) {
        found->removed = true;
    } else {
        set_interview(fold, found ? found : insert_interview(fold), &after);
    }
    ok = true;
out:
    interview_finish(&before);
    interview_finish(&after);
    return ok;
}

/* The interview of an answer or a row, if it may be changed. */
static bool changeable_interview(struct interview **out, const struct fold *fold, struct error *err)
{
    const struct edit *edit = fold->edit;
    struct interview *found = find_interview(fold);
    if (!found || found->removed) {
        return error_set(err, ERROR_NOT_FOUND, _("there is no such interview in this record"));
    }
    if (found->state == INTERVIEW_FINALISED && !has_text(edit->reason)) {
        return error_set(err, ERROR_READ_ONLY,
                         _("this interview was finalised; give a reason for the amendment"));
    }
    *out = found;
    return true;
}

/* Neither the row nor one around it was removed. */
static bool row_is_there(struct interview *interview, const char *id, struct error *err)
{
    while (id[0] != '\0') {
        const struct row *row = interview_find_row(interview, id);
        if (!row) {
            return error_set(err, ERROR_NOT_FOUND, _("there is no such row in this interview"));
        }
        if (row->set_aside) {
            return error_set(err, ERROR_NOT_FOUND,
                             _("this row was removed; bring it back before changing it"));
        }
        id = row->parent;
    }
    return true;
}

/* Puts VALUE where it belongs, with what is known of the edit that brought it. */
static void set_answer(struct fold *fold, struct interview *interview, const struct answer *value)
{
    const struct edit *edit = fold->edit;
    size_t origin = origin_after(fold);
    const struct edit *source = edit_numbered(fold, origin);
    struct record_answer *slot = interview_slot(interview, edit->item, edit->row, true);

    slot->origin = origin;
    answer_copy(&slot->answer, value);
    slot->answer.time = source->time;
    slot->answer.amended =
        origin == fold->number ? fold->trace.amendment : fold->record->traces[origin].amendment;
    field_set(&slot->answer.author, source->author);
    memcpy(slot->answer.contact, source->contact, sizeof(slot->answer.contact));
}

static bool fold_answer(struct fold *fold, struct error *err)
{
    struct interview *interview = NULL;
    struct answer before, after;
    const struct edit *edit = fold->edit;
    bool ok = false;

    answer_init(&before);
    answer_init(&after);
    if (!changeable_interview(&interview, fold, err) || !row_is_there(interview, edit->row, err) ||
        (edit->before && !answer_from_json(&before, edit->before, err)) ||
        (edit->after && !answer_from_json(&after, edit->after, err))) {
        goto out;
    }
    const struct record_answer *slot = interview_slot(interview, edit->item, edit->row, false);
    if (slot ? !answer_equal(&before, &slot->answer) : edit->before != NULL) {
        conflict(err);
        goto out;
    }
    fold->trace.origin = slot ? slot->origin : NONE;
    fold->trace.amendment = interview->finalised != 0;
    if (edit->after) {
        set_answer(fold, interview, &after);
    } else {
        interview_drop_answer(interview, edit->item, edit->row);
    }
    ok = true;
out:
    answer_finish(&before);
    answer_finish(&after);
    return ok;
}

/* A row as an edit has it: where it belongs, and the repeat that it is one of. */
struct row_state {
    char parent[33];
    const char *repeat;
};

static bool read_row(struct row_state *out, const struct edit *edit, const json_t *json,
                     struct error *err)
{
    if (json && !row_from_json(out->parent, &out->repeat, json, err)) {
        return false;
    }
    if (!out->repeat) {
        out->repeat = edit->item;
    }
    return true;
}

/* Whether ROW (NULL: not known yet) can go from BEFORE to AFTER. */
static bool check_row(const struct fold *fold, struct interview *interview, const struct row *row,
                      const struct row_state *before, const struct row_state *after,
                      struct error *err)
{
    const struct edit *edit = fold->edit;
    bool there = row && !row->set_aside;
    if (edit->before && edit->after && strcmp(before->repeat, after->repeat) == 0) {
        return error_set(err, ERROR_INVALID, _("a row is added or removed, not changed"));
    }
    if (row && strcmp(row->repeat, edit->before ? before->repeat : after->repeat) != 0) {
        return error_set(err, ERROR_INVALID, _("the row belongs to another repeat"));
    }
    if (there ? !edit->before || strcmp(before->parent, row->parent) != 0 : edit->before != NULL) {
        return conflict(err);
    }
    if (edit->after && row && strcmp(after->parent, row->parent) != 0) {
        return error_set(err, ERROR_INVALID, _("the row belongs in another place"));
    }
    return row_is_there(interview, edit->after ? after->parent : before->parent, err);
}

static bool fold_row(struct fold *fold, struct error *err)
{
    struct interview *interview = NULL;
    const struct edit *edit = fold->edit;
    struct row_state before = {"", NULL}, after = {"", NULL};

    if (!changeable_interview(&interview, fold, err) ||
        !read_row(&before, edit, edit->before, err) || !read_row(&after, edit, edit->after, err)) {
        return false;
    }
    struct row *row = interview_find_row(interview, edit->row);
    if (!check_row(fold, interview, row, &before, &after, err)) {
        return false;
    }
    fold->trace.amendment = interview->finalised != 0;
    if (!row) {
        row = interview_add_row(interview, edit->row, after.repeat, after.parent);
    }
    if (edit->after) {
        field_set(&row->repeat, after.repeat);
    }
    row->set_aside = !edit->after;
    return true;
}

/* Finds what is taken back, and that this edit is truly its inverse. */
static bool find_undone(struct fold *fold, struct error *err)
{
    const struct edit *edit = fold->edit;
    fold->undone = NONE;
    if (edit->undoes[0] == '\0') {
        return true;
    }
    if (!id_index_get(fold->record->edit_index, edit->undoes, &fold->undone)) {
        return error_set(err, ERROR_NOT_FOUND, _("the edit to be undone is not in this record"));
    }
    return edit_takes_back(edit, &fold->record->edits[fold->undone]) ||
           error_set(err, ERROR_INVALID, _("the edit does not match the one that it should undo"));
}

static bool fold_capture(struct fold *fold, struct error *err)
{
    struct capture before, after;
    const struct edit *edit = fold->edit;
    struct capture *found = capture_slot(fold->record, edit->row);
    bool there = found && !found->removed, ok = false;

    capture_init(&before);
    capture_init(&after);
    if ((edit->before && !capture_from_json(&before, edit->before, err)) ||
        (edit->after && !capture_from_json(&after, edit->after, err))) {
        goto out;
    }
    if (there ? !edit->before || !capture_equal(&before, found) : edit->before != NULL) {
        conflict(err);
        goto out;
    }
    capture_fold(fold->record, edit, edit->after ? &after : NULL);
    ok = true;
out:
    capture_finish(&before);
    capture_finish(&after);
    return ok;
}

/* The flag is the clinician's own; what was asked and explained is part of the interview. */
static bool check_mark(const struct fold *fold, struct interview *interview,
                       const struct mark *found, const struct mark *before,
                       const struct mark *after, struct error *err)
{
    const struct edit *edit = fold->edit;
    if (found ? !edit->before || !mark_equal(before, found) : edit->before != NULL) {
        return conflict(err);
    }
    if (interview->state == INTERVIEW_FINALISED && !has_text(edit->reason) &&
        mark_is_amendment(before, after)) {
        return error_set(err, ERROR_READ_ONLY,
                         _("this interview was finalised; give a reason for the amendment"));
    }
    return row_is_there(interview, edit->row, err);
}

static bool fold_mark(struct fold *fold, struct error *err)
{
    struct mark before, after;
    const struct edit *edit = fold->edit;
    struct interview *interview = find_interview(fold);
    bool ok = false;

    if (!interview || interview->removed) {
        return error_set(err, ERROR_NOT_FOUND, _("there is no such interview in this record"));
    }
    mark_init(&before);
    mark_init(&after);
    const struct mark *found = interview_mark(interview, edit->item, edit->row);
    if ((edit->before && !mark_from_json(&before, edit->before, err)) ||
        (edit->after && !mark_from_json(&after, edit->after, err)) ||
        !check_mark(fold, interview, found, &before, &after, err)) {
        goto out;
    }
    fold->trace.origin = found ? found->origin : NONE;
    fold->trace.amendment = interview->finalised != 0 && mark_is_amendment(&before, &after);
    size_t origin = origin_after(fold);
    mark_fold(interview, edit, edit->after ? &after : NULL, edit_numbered(fold, origin), origin);
    ok = true;
out:
    mark_finish(&before);
    mark_finish(&after);
    return ok;
}

static bool fold_drawing(struct fold *fold, struct error *err)
{
    struct error why = {.code = ERROR_NONE};
    if (!drawing_meets(fold->record, fold->edit, &why)) {
        if (why.code != ERROR_NONE && err) {
            *err = why;
        }
        return why.code == ERROR_NONE && conflict(err);
    }
    drawing_fold(fold->record, fold->edit, fold->undone);
    return true;
}

static bool check_contact(const struct fold *fold, struct error *err)
{
    const struct edit *edit = fold->edit;
    if (edit->kind == EDIT_CONTACT || edit->contact[0] == '\0' || fold->undone != NONE ||
        record_contact(fold->record, edit->contact)) {
        return true;
    }
    return error_set(err, ERROR_NOT_FOUND, _("there is no such visit in this record"));
}

static void stack_push(size_t **stack, size_t *count, size_t *capacity, size_t number)
{
    alloc_grow(stack, capacity, *count + 1, sizeof(**stack));
    (*stack)[(*count)++] = number;
}

/* Takes NUMBER out, wherever it is; almost always it is the last. */
static bool stack_take(size_t *stack, size_t *count, size_t number)
{
    for (size_t i = *count; i-- > 0;) {
        if (stack[i] == number) {
            (*count)--;
            memmove(stack + i, stack + i + 1, (*count - i) * sizeof(*stack));
            return true;
        }
    }
    return false;
}

static void note_for_undo(struct record *record, const struct fold *fold)
{
    if (fold->undone != NONE && stack_take(record->done, &record->done_count, fold->undone)) {
        stack_push(&record->undone, &record->undone_count, &record->undone_capacity, fold->number);
        return;
    }
    if (fold->undone == NONE || !stack_take(record->undone, &record->undone_count, fold->undone)) {
        record->undone_count = 0;
    }
    stack_push(&record->done, &record->done_count, &record->done_capacity, fold->number);
}

static void keep_edit(struct record *record, const struct fold *fold)
{
    alloc_grow(&record->edits, &record->edit_capacity, record->edit_count + 1,
               sizeof(*record->edits));
    alloc_grow(&record->traces, &record->trace_capacity, record->edit_count + 1,
               sizeof(*record->traces));
    struct edit *kept = &record->edits[record->edit_count];
    edit_copy(kept, fold->edit);
    record->traces[record->edit_count] = fold->trace;
    id_index_put(record->edit_index, kept->id, record->edit_count);
    record->edit_count++;
    /* What was before stands in its own edit already: one copy of long words is enough. */
    if (fold->trace.origin != NONE && kept->before) {
        json_t *twin = record->edits[fold->trace.origin].after;
        if (twin && json_equal(twin, kept->before)) {
            json_decref(kept->before);
            kept->before = json_incref(twin);
        }
    }
    note_for_undo(record, fold);
}

bool record_apply(struct record *record, const struct edit *edit, struct error *err)
{
    static bool (*const folds[EDIT_KIND_COUNT])(struct fold * fold, struct error * err) = {
        [EDIT_PATIENT] = fold_patient,
        [EDIT_CONTACT] = fold_contact,
        [EDIT_INTERVIEW] = fold_interview,
        [EDIT_ANSWER] = fold_answer,
        [EDIT_ROW] = fold_row,
        [EDIT_CAPTURE] = fold_capture,
        [EDIT_MARK] = fold_mark,
        [EDIT_DRAWING] = fold_drawing,
    };
    struct fold fold = {record, edit, record->edit_count, NONE, NONE, {NONE, 0, false}};
    size_t known;

    if (!edit_check(edit, err)) {
        return false;
    }
    if (id_index_get(record->edit_index, edit->id, &known)) {
        return edit_equal(&record->edits[known], edit) ||
               error_set(err, ERROR_EXISTS,
                         _("another edit with the same identifier is in this record already"));
    }
    if (!find_undone(&fold, err) || !check_contact(&fold, err) ||
        !carry_check(&fold.carried, record, edit, err) || !folds[edit->kind](&fold, err)) {
        return false;
    }
    keep_edit(record, &fold);
    return true;
}
