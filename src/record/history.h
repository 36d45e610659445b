/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What became of one answer: each change of it, by whom, when, from what and
 * to what. For showing amendments as amendments; undone changes are in it too.
 */
#ifndef RECORD_HISTORY_H
#define RECORD_HISTORY_H

#include "record/record.h"

struct history_entry {
    const struct edit *edit; /* author, time, contact and reason; the record's own */
    struct answer from, to;  /* empty where there was nothing */
    bool amendment;          /* made after the interview had been finalised */
    bool undo;               /* takes back an earlier entry (or brings it again) */
    bool undone;             /* was taken back by a later entry */
};

struct history {
    struct history_entry *entries; /* oldest first, as they came */
    size_t count, capacity;
};
#define HISTORY_INIT {NULL, 0, 0}

/* ROW may be NULL or "". Valid until the next record_apply(). */
void history_list(struct history *out, const struct record *record, const char *interview,
                  const char *item, const char *row);
void history_finish(struct history *history);

#endif
