/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of this room share: a world without a clock or directories,
 * short cuts for edits, and the whole state of a record as text, so that two
 * states can be compared to the last byte.
 */
#ifndef TESTS_RECORD_SUPPORT_H
#define TESTS_RECORD_SUPPORT_H

#include "base/world.h"
#include "record/change.h"
#include "record/record.h"

struct support {
    struct world world;
    int64_t now;
    uint64_t state; /* of the random numbers */
    struct change_context context;
    struct record *record;
};

/* Starts with an empty record; SEED decides all random numbers. */
void support_start(struct support *support, uint64_t seed);
void support_finish(struct support *support);
/* Fewer than LIMIT. */
size_t support_random(struct support *support, size_t limit);

/* Applies and finishes EDIT; fails the test if it is refused. */
void support_apply(struct support *support, struct edit *edit);
/* Applies and finishes EDIT, which must be refused with CODE and change nothing. */
void support_refuse(struct support *support, struct edit *edit, enum error_code code);
void support_undo(struct support *support);
void support_redo(struct support *support);

/* The one interview of FORM_ID, begun if it is not there. */
const struct interview *support_interview(struct support *support, const char *form_id);
/* A row of REPEAT; its id goes to OUT. */
void support_add_row(struct support *support, const struct interview *interview, const char *repeat,
                     const char *parent, char out[33]);
/* The patient's own words, NULL to clear. False if there was nothing to change. */
bool support_say(struct support *support, const struct interview *interview, const char *item,
                 const char *row, const char *words);
/* The edit for that, not applied. */
bool support_saying(struct support *support, const struct interview *interview, const char *item,
                    const char *row, const char *words, const char *reason, struct edit *out);

enum support_depth {
    SUPPORT_SHOWN, /* what is there for people: nothing of what was undone */
    SUPPORT_ALL,   /* removed interviews, rows set aside, history and stacks too */
};
/* free() it. */
char *support_state(const struct record *record, enum support_depth depth);
/* The same edits folded into a fresh record. */
struct record *support_fold(const struct record *record);

#endif
