/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form being answered step by step, and what it looks like after each step:
 * the same words that the engine of ODK is asked for.
 *
 * A place is a path, "hh[2]/name"; a step is "set PLACE VALUE", "clear PLACE",
 * "add REPEAT" or "remove ROW". A state is one line: the places that are asked,
 * in order, each with * when it has to be answered, ! when its answer is against
 * its constraint, and =VALUE when it is worked out.
 */
#ifndef TESTS_ODK_SESSION_H
#define TESTS_ODK_SESSION_H

#include "base/buf.h"
#include "base/world.h"
#include "record/change.h"
#include "record/progress.h"

struct session {
    const struct form *form;
    struct world world;
    uint64_t counter; /* of its random bytes */
    struct record *record;
    struct change_context context;
    char interview[33];
    int32_t today;
};

void session_start(struct session *session, const struct form *form, int32_t today);
void session_finish(struct session *session);
const struct interview *session_interview(const struct session *session);

/* False when the step makes no sense in this state. */
bool session_step(struct session *session, const char *step);
void session_state(struct buf *out, const struct session *session);
/* The path of a place; ROW "" outside repeats. */
void session_path(struct buf *out, const struct session *session, const struct item *item,
                  const char *row);

#endif
