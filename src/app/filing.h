/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a captured line may belong: every question of the interviews that were
 * begun, those first that have words in common with it. And putting it there.
 */
#ifndef APP_FILING_H
#define APP_FILING_H

#include "app/desk.h"
#include "app/words.h"

struct filing_place {
    char interview[33];
    const struct form *form;
    const struct item *item;
    char row[33];
    size_t row_number;  /* 1-based, 0 outside repeats */
    unsigned score;     /* 0: nothing in common */
    struct buf matched; /* the words in common, separated by commas */
    bool in_front;      /* lies open on the desk */
    bool here;          /* of the interview on the desk */
    bool answered;
    size_t order;
};

struct filing {
    struct filing_place *places; /* best first */
    size_t count, capacity;
};

#define FILING_INIT {NULL, 0, 0}

/* The places for LINE; finalised interviews take none, but for one that is being amended.
 * DESK may be NULL, here and below: no interview lies open. */
void filing_list(struct filing *out, struct session *session, const struct desk *desk,
                 const struct capture *line);
void filing_finish(struct filing *filing);

/*
 * Files the line under PLACE: the answer and the line change in one transaction and are
 * undone as one. What is typed and unsealed on the desk is sealed first.
 */
bool filing_store(struct session *session, struct desk *desk, const char *capture,
                  const struct filing_place *place, enum capture_manner manner,
                  struct error *err) MUST_USE;
/* Sets the line aside, or (back) into the tray. */
bool filing_set_state(struct session *session, const char *capture, enum capture_state state,
                      struct error *err) MUST_USE;

#endif
