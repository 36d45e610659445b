/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inside of a relevance, for its own files: rows and what is remembered in
 * relevance.c, what changes it in relevance_follow.c.
 */
#ifndef RECORD_RELEVANCE_PRIVATE_H
#define RECORD_RELEVANCE_PRIVATE_H

#include "form/graph.h"
#include "record/relevance.h"

enum memo { MEMO_UNKNOWN, MEMO_BUSY, MEMO_NO, MEMO_YES };

/* What a row of the interview is in the form. */
struct row_place {
    size_t repeat;  /* index of the item, or NO_ROW: the form has no such repeat there */
    size_t parent;  /* index of the row */
    size_t ordinal; /* among all rows of its repeat */
    size_t number;  /* among its siblings, 1-based; 0: set aside */
};

/* A row that is shown, sorted by repeat, parent and order of arrival. */
struct sibling {
    size_t repeat, parent, row;
};

/* What an item in a row is, as far as it was asked for. */
struct relevance_slot {
    unsigned char asked;   /* enum memo */
    unsigned char derived; /* enum memo: YES: VALUE is right */
    struct value *value;   /* NULL: never worked out */
};

struct relevance {
    const struct form *form;
    const struct interview *interview;
    int32_t today;
    double clock;
    unsigned depth;
    bool too_deep; /* something was left open for lack of depth */
    bool in_order; /* all was computed in the order of the graph */
    struct row_place *rows;
    size_t row_count;
    struct sibling *siblings;
    size_t sibling_count;
    size_t *bases; /* of each item in the slots */
    struct relevance_slot *slots; /* one without row, then one for each row */
    size_t slot_count;
    size_t evaluations;
    /* of one that is kept */
    struct graph *graph;
    char id[33];        /* of the interview */
    char last_edit[33]; /* the one that was followed last */
    size_t seen;        /* edits that were followed */
    bool on_the_day;    /* the form looks at today() or now() */
};

/* Makes rows and slots anew, with nothing known. */
void relevance_place_rows(struct relevance *relevance);
void relevance_clear_rows(struct relevance *relevance);
struct relevance_slot *relevance_slot(const struct relevance *relevance, const struct item *item,
                                      size_t row);

#endif
