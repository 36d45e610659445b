/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The edits of one answer, picked out of all of them. Nothing is kept for
 * this: the history is the record.
 */
#include "record/history.h"

#include "base/alloc.h"

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

void history_list(struct history *out, const struct record *record, const char *interview,
                  const char *item, const char *row)
{
    history_finish(out);
    for (size_t i = 0; i < record->edit_count; i++) {
        const struct edit *edit = &record->edits[i];
        if (edit->kind == EDIT_ANSWER && strcmp(edit->interview, interview) == 0 &&
            strcmp(edit->item, item) == 0 && strcmp(edit->row, row ? row : "") == 0) {
            add_entry(out, record, i);
        }
    }
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
