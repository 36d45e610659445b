/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The edits of one answer, picked out of all of them. Nothing is kept for
 * this: the history is the record.
 */
#include "record/history.h"

#include "base/alloc.h"
#include "record/id_index.h"

#include <stdlib.h>
#include <string.h>

/* What is in the record was checked when it came in, so that reading cannot fail. */
static void read_answer(struct answer *out, const json_t *json)
{
    answer_init(out);
    if (json && !answer_from_json(out, json, NULL)) {
        answer_finish(out);
        answer_init(out);
    }
}

static void add_entry(struct history *history, const struct record *record, size_t number)
{
    const struct edit *edit = &record->edits[number];
    alloc_grow(&history->entries, &history->capacity, history->count + 1,
               sizeof(*history->entries));
    struct history_entry *entry = &history->entries[history->count++];
    memset(entry, 0, sizeof(*entry));
    entry->edit = edit;
    entry->amendment = record->traces[number].amendment;
    read_answer(&entry->from, edit->before);
    read_answer(&entry->to, edit->after);
    entry->undo = edit->undoes[0] != '\0';
    for (size_t i = history->count - 1; entry->undo && i-- > 0;) {
        if (strcmp(history->entries[i].edit->id, edit->undoes) == 0) {
            history->entries[i].undone = true;
            break;
        }
    }
}

/* The first edit that carried words to a place from elsewhere: there the history begins. */
static const struct edit *carried_from(const struct record *record, const char *interview,
                                       const char *item, const char *row, size_t *carrier)
{
    for (size_t i = 0; i < record->edit_count; i++) {
        const struct edit *edit = &record->edits[i];
        size_t source;
        if (edit->kind == EDIT_ANSWER && edit->carries[0] && edit->undoes[0] == '\0' &&
            strcmp(edit->interview, interview) == 0 && strcmp(edit->item, item) == 0 &&
            strcmp(edit->row, row) == 0 &&
            id_index_get(record->edit_index, edit->carries, &source)) {
            *carrier = i;
            const struct edit *from = &record->edits[source];
            return strcmp(from->item, item) == 0 && strcmp(from->row, row) == 0 ? NULL : from;
        }
    }
    return NULL;
}

/* The edits of one place before number END, without the leaving that is part of that one. */
static void add_place(struct history *out, const struct record *record, const char *interview,
                      const char *item, const char *row, size_t end)
{
    for (size_t i = 0; i < end; i++) {
        const struct edit *edit = &record->edits[i];
        bool leaving = end < record->edit_count && edit->group[0] &&
                       strcmp(edit->group, record->edits[end].group) == 0;
        if (!leaving && edit->kind == EDIT_ANSWER && strcmp(edit->interview, interview) == 0 &&
            strcmp(edit->item, item) == 0 && strcmp(edit->row, row) == 0) {
            add_entry(out, record, i);
        }
    }
}

void history_list(struct history *out, const struct record *record, const char *interview,
                  const char *item, const char *row)
{
    size_t carrier = 0;
    const char *place = row ? row : "";
    const struct edit *from = carried_from(record, interview, item, place, &carrier);
    history_finish(out);
    if (from) {
        add_place(out, record, interview, from->item, from->row, carrier);
    }
    add_place(out, record, interview, item, place, record->edit_count);
}

void history_finish(struct history *history)
{
    for (size_t i = 0; i < history->count; i++) {
        answer_finish(&history->entries[i].from);
        answer_finish(&history->entries[i].to);
    }
    free(history->entries);
    *history = (struct history)HISTORY_INIT;
}
