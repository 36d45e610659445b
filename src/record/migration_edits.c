/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan as edits: first the interview gets its new form, then rows their new
 * repeats; every answer that goes anywhere leaves its place before any comes to
 * one, so that two questions may exchange their names; then marks and filed
 * lines follow.
 */
#include "record/migration_private.h"

#include "base/alloc.h"
#include "record/fields.h"
#include "record/state.h"

#include <stdlib.h>
#include <string.h>

struct edits {
    struct edit *list;
    size_t count, capacity;
    const struct migration *migration;
    const struct change_context *context;
};

static struct edit *add(struct edits *edits, enum edit_kind kind)
{
    const struct change_context *context = edits->context;
    alloc_grow(&edits->list, &edits->capacity, edits->count + 1, sizeof(*edits->list));
    struct edit *edit = &edits->list[edits->count++];
    edit_start(edit, kind, context->world, context->author);
    memcpy(edit->interview, edits->migration->interview->id, sizeof(edit->interview));
    size_t length = context->contact ? strlen(context->contact) : 0;
    memcpy(edit->contact, context->contact ? context->contact : "", length < 33 ? length : 32);
    return edit;
}

static void add_interview(struct edits *edits)
{
    const struct form *form = edits->migration->forms.after;
    struct edit *edit = add(edits, EDIT_INTERVIEW);
    edit->before = interview_to_json(edits->migration->interview);
    edit->after = json_copy(edit->before);
    change_asked_with(edit, form);
}

static void add_rows(struct edits *edits)
{
    for (size_t i = 0; i < edits->migration->row_count; i++) {
        const struct migration_row *row = &edits->migration->rows[i];
        struct edit *edit = add(edits, EDIT_ROW);
        memcpy(edit->row, row->id, sizeof(edit->row));
        field_set(&edit->item, row->row ? row->row->repeat : row->repeat);
        edit->before = row->row ? row_to_json(row->row) : NULL;
        edit->after = row->row ? json_copy(edit->before) : json_object();
        if (row->row) {
            json_object_set_new(edit->after, "repeat", text_to_json(row->repeat));
        }
    }
}

static bool stays_put(const struct migration_step *step)
{
    return strcmp(step->item, step->stored->item) == 0 && strcmp(step->row, step->stored->row) == 0;
}

static void add_answer(struct edits *edits, const struct migration_step *step, bool leaves)
{
    bool put = stays_put(step);
    struct edit *edit = add(edits, EDIT_ANSWER);
    field_set(&edit->item, leaves ? step->stored->item : step->item);
    memcpy(edit->row, leaves ? step->stored->row : step->row, sizeof(edit->row));
    if (leaves || put) {
        edit->before = answer_to_json(&step->stored->answer);
    }
    if (!leaves) {
        const struct edit *source = &edits->migration->record->edits[step->stored->origin];
        edit->after = answer_to_json(&step->answer);
        memcpy(edit->carries, source->id, sizeof(edit->carries));
    }
}

static void add_answers(struct edits *edits)
{
    const struct migration *migration = edits->migration;
    for (unsigned leaves = 2; leaves-- > 0;) {
        for (size_t i = 0; i < migration->step_count; i++) {
            const struct migration_step *step = &migration->steps[i];
            if (step->moves && !(leaves && stays_put(step))) {
                add_answer(edits, step, leaves == 1);
            }
        }
    }
}

/*
 * Where something about ITEM of ROW belongs afterwards; false: where it is. An answer that was
 * put aside leaves its flag with the question.
 */
static bool follows(const struct migration *migration, const char **item, char row[33])
{
    const struct migration_step *step = migration_from(migration, *item, row);
    const struct item *after =
        form_successor(migration->forms.before, migration->forms.after, *item);
    if (step) {
        if (!migration_fate_is_shown(step->fate) || stays_put(step)) {
            return false;
        }
        *item = step->item;
        memcpy(row, step->row, 33);
        return true;
    }
    if (!after || !form_find(migration->forms.before, *item) || strcmp(after->name, *item) == 0 ||
        !migration_fits(migration, after, row) ||
        migration_row_is_gone(migration->interview, row)) {
        return false;
    }
    *item = after->name;
    return true;
}

/* Whether a mark goes to ITEM of ROW before MARK could. */
static bool is_first(const struct migration *migration, const struct mark *mark, const char *item,
                     const char *row)
{
    const struct interview *interview = migration->interview;
    for (size_t i = 0; i < interview->mark_count; i++) {
        const struct mark *other = &interview->marks[i];
        const char *name = other->item;
        char place[33];
        if (other == mark) {
            return true;
        }
        memcpy(place, other->row, sizeof(place));
        bool goes = follows(migration, &name, place);
        (void)goes;
        if (strcmp(name, item) == 0 && strcmp(place, row) == 0) {
            return false;
        }
    }
    return true;
}

/* A mark that has the place already stays there; of two the first goes. */
static bool is_free(const struct migration *migration, const struct mark *mark, const char *item,
                    const char *row)
{
    const struct mark *there = interview_mark(migration->interview, item, row);
    const char *name = item;
    char place[33];
    memcpy(place, row, sizeof(place));
    return (!there || follows(migration, &name, place)) && is_first(migration, mark, item, row);
}

static void add_mark(struct edits *edits, const struct mark *mark, bool leaves)
{
    const char *item = mark->item;
    char row[33];
    memcpy(row, mark->row, sizeof(row));
    if (!follows(edits->migration, &item, row) || !is_free(edits->migration, mark, item, row)) {
        return;
    }
    struct edit *edit = add(edits, EDIT_MARK);
    field_set(&edit->item, leaves ? mark->item : item);
    memcpy(edit->row, leaves ? mark->row : row, sizeof(edit->row));
    if (leaves) {
        edit->before = mark_to_json(mark);
    } else {
        const struct edit *source = &edits->migration->record->edits[mark->origin];
        edit->after = mark_to_json(mark);
        memcpy(edit->carries, source->id, sizeof(edit->carries));
    }
}

static void add_marks(struct edits *edits)
{
    const struct interview *interview = edits->migration->interview;
    for (unsigned leaves = 2; leaves-- > 0;) {
        for (size_t i = 0; i < interview->mark_count; i++) {
            add_mark(edits, &interview->marks[i], leaves == 1);
        }
    }
}

static void add_captures(struct edits *edits)
{
    const struct record *record = edits->migration->record;
    for (size_t i = 0; i < record->capture_count; i++) {
        const struct capture *line = &record->captures[i];
        const char *item = line->item;
        char row[33];
        memcpy(row, line->row, sizeof(row));
        if (line->removed || line->state != CAPTURE_FILED ||
            strcmp(line->interview, edits->migration->interview->id) != 0 ||
            !follows(edits->migration, &item, row)) {
            continue;
        }
        struct capture after;
        capture_init(&after);
        capture_copy(&after, line);
        field_set(&after.item, item);
        memcpy(after.row, row, sizeof(after.row));
        alloc_grow(&edits->list, &edits->capacity, edits->count + 1, sizeof(*edits->list));
        change_capture(&edits->list[edits->count++], record, &after, edits->context);
        capture_finish(&after);
    }
}

size_t migration_edits(struct edit **out, const struct migration *migration,
                       const struct change_context *context)
{
    struct edits edits = {.migration = migration, .context = context};
    add_interview(&edits);
    add_rows(&edits);
    add_answers(&edits);
    add_marks(&edits);
    add_captures(&edits);
    edit_group(edits.list, edits.count, context->world);
    *out = edits.list;
    return edits.count;
}
