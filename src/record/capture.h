/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was said out of order: a line noted in passing that waits until it is
 * filed under an item, or set aside. Filing keeps the line and says where it
 * went, so that what was said is never without its origin.
 */
#ifndef RECORD_CAPTURE_H
#define RECORD_CAPTURE_H

#include "record/answer.h"

struct record;
struct edit;
struct change_context;

enum capture_state { CAPTURE_WAITING, CAPTURE_FILED, CAPTURE_ASIDE };
enum capture_manner { CAPTURE_MOVED, CAPTURE_QUOTED };

struct capture {
    char id[33];
    char *text;                 /* never empty */
    enum answer_by by;
    enum answer_how how;
    char *relation;             /* informant: "mother"; "" otherwise */
    char *language;             /* BCP 47; "": the contact's */
    char *gloss;
    enum capture_state state;
    enum capture_manner manner; /* of a filed one, and so below */
    char interview[33];
    char *item;
    char row[33];
    /* filled by the fold, from the edit that noted it first; not part of the JSON */
    char contact[33];
    int64_t time;
    char *author;
    bool removed;               /* noted and taken back by undo */
};

void capture_init(struct capture *capture);
void capture_finish(struct capture *capture);
/* OUT is initialised; what it held is given back. */
void capture_copy(struct capture *out, const struct capture *from);

/* NULL: there is none, or it was taken back. Valid until the next record_apply(). */
const struct capture *record_capture(const struct record *record, const char *id);
size_t record_waiting(const struct record *record); /* how many wait */

/* AFTER->id "" notes a new line under a fresh id; otherwise the one of that id becomes AFTER. */
void change_capture(struct edit *out, const struct record *record, const struct capture *after,
                    const struct change_context *context);

#endif
