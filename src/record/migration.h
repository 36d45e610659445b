/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A draft taken over to another version of its form: first the plan, which says
 * what becomes of every answer, row, mark and filed line; then the edits, one
 * action that undo takes back as a whole. Nothing is dropped: what has no
 * question any more stays, and kept_list() (kept.h) finds it.
 *
 * An answer that comes to stand in another place is carried (carry.h): whose
 * words they are, when and in which visit stays as it was.
 */
#ifndef RECORD_MIGRATION_H
#define RECORD_MIGRATION_H

#include "form/form_compare.h"
#include "record/change.h"

enum migration_fate {
    FATE_SAME,        /* stays, under the same question */
    FATE_RENAMED,     /* its question has another name now */
    FATE_MOVED,       /* into a row, or out of one */
    FATE_CONVERTED,   /* its question has another type, and it says the same there */
    FATE_BACK,        /* had no question, and has one again */
    FATE_CHOICE,      /* stays; a choice of it is not in the form any more */
    FATE_NO_QUESTION, /* stays, and has no question */
    FATE_NO_PLACE,    /* stays; its question is asked in other rows */
    FATE_NO_TYPE,     /* put aside: its question has a type that cannot hold it */
    FATE_NAME_TAKEN,  /* put aside: another answer has its place */
};
#define MIGRATION_FATE_COUNT 10

/* One answer: where it is, and where it goes. */
struct migration_step {
    const struct record_answer *stored; /* the interview's */
    const struct item *before, *after;  /* questions; NULL: none */
    enum migration_fate fate;
    char *item; /* its name afterwards */
    char row[33];
    struct answer answer; /* as it will stand there */
    bool moves;           /* there is an edit for it */
};

struct migration_row {
    const struct row *row; /* NULL: a new one */
    char id[33];
    const char *repeat; /* afterwards; the form's */
};

struct migration {
    const struct record *record;
    const struct interview *interview;
    struct form_comparison forms;
    struct migration_step *steps; /* one for each answer, in the order of the interview */
    size_t step_count;
    struct migration_row *rows; /* those that change */
    size_t row_count, row_capacity;
};

/*
 * Why INTERVIEW cannot be taken over to FORM: finalised, another form, the same text
 * already. True: it can.
 */
bool migration_possible(const struct interview *interview, const struct form *form,
                        struct error *err) MUST_USE;

/* FROM is the form it was asked with. All four have to live as long as OUT; the plan holds
 * until the next record_apply(). Ids of new rows come from WORLD. */
bool migration_plan(struct migration **out, const struct record *record,
                    const struct interview *interview, const struct form *from,
                    const struct form *to, const struct world *world, struct error *err) MUST_USE;
void migration_destroy(struct migration *migration); /* accepts NULL */

size_t migration_count(const struct migration *migration, enum migration_fate fate);
const char *migration_fate_name(enum migration_fate fate); /* translated: "renamed" */
/* Whether it is found under a question afterwards. */
bool migration_fate_is_shown(enum migration_fate fate);

/* The edits, in the order to apply them, as one group. The caller finishes each, frees *OUT. */
size_t migration_edits(struct edit **out, const struct migration *migration,
                       const struct change_context *context);

#endif
