/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What matters next in an interview, and the flag that says so of a question:
 * first what is sensitive and still open, then what the clinician flagged, then
 * what a captured line seems to answer, then what the form requires, what does
 * not fit, what was not asked, and what was kept for later.
 */
#ifndef APP_NEXT_H
#define APP_NEXT_H

#include "base/error.h"

#include <stddef.h>

enum next_reason {
    NEXT_GUARDED, /* safety, or behind a gate: open, and not meant for the end */
    NEXT_FLAGGED,
    NEXT_CAPTURED, /* a line in the tray has words in common with it */
    NEXT_REQUIRED, /* open, and the form wants an answer or a reason */
    NEXT_UNFIT,    /* the answer does not fit, or is unusual */
    NEXT_OPEN,
    NEXT_ASK_LAST,
    NEXT_PARKED,
};
#define NEXT_REASON_COUNT 8

struct item;

/* Which were met in this round: one that stays open, or flagged, holds nobody up. */
struct next_memory {
    char interview[33];
    struct next_visit {
        const struct item *item;
        char row[33];
    } *visited;
    size_t count, capacity;
};

void next_finish(struct next_memory *memory);

struct app;
struct desk;

/* Goes to the next one and says why; each in turn, the most important first. */
bool app_go_next(struct app *app, struct error *err) MUST_USE;

bool desk_flagged(const struct desk *desk, const char **why); /* of the item in front */
/* WHY "" is fine; takes the flag away with FLAGGED false. */
bool desk_flag(struct desk *desk, bool flagged, const char *why, struct error *err) MUST_USE;

#endif
