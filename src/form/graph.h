/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which items hang on which: compiled once from a form that could be read, so
 * that after an answer only what hangs on it is worked out again.
 *
 * An item hangs on what its conditions look at and on the group or repeat
 * around it. Everything is by item; rows are the record's business.
 */
#ifndef FORM_GRAPH_H
#define FORM_GRAPH_H

#include "form/form.h"

/* Why one hangs on the other; bits, as one item may look at another in several ways. */
enum graph_reason {
    GRAPH_RELEVANT = 1,
    GRAPH_INSIDE = 2,      /* the other is the group or repeat around it */
    GRAPH_CALCULATION = 4, /* without a trigger: follows at once */
    GRAPH_TRIGGER = 8,
    GRAPH_DEFAULT = 16,
    GRAPH_COUNT = 32,      /* repeat_count */
    GRAPH_CONSTRAINT = 64,
    GRAPH_REQUIRED = 128,
    GRAPH_FILTER = 256,
    GRAPH_SUGGEST = 512,
    GRAPH_ROWS = 1024,     /* looks at all rows, not at its own alone; beside another */
};
/* Those through which whether it is asked, or what it is, changes: what others then see of it. */
#define GRAPH_STATE (GRAPH_RELEVANT | GRAPH_INSIDE | GRAPH_CALCULATION | GRAPH_COUNT)
/* Those that must not lead back to where they began. */
#define GRAPH_ORDER (GRAPH_STATE | GRAPH_TRIGGER | GRAPH_DEFAULT)

struct graph_edge {
    const struct item *item;
    unsigned reasons;
    unsigned line, column; /* of the first condition that makes it */
};

struct graph;

struct graph *graph_create(const struct form *form); /* FORM outlives it */
void graph_destroy(struct graph *graph);             /* accepts NULL */

/* What ITEM looks at, and what looks at ITEM, in the order of the form. */
size_t graph_dependencies(const struct graph *graph, const struct item *item,
                          const struct graph_edge **out);
size_t graph_dependants(const struct graph *graph, const struct item *item,
                        const struct graph_edge **out);
/*
 * All items, each behind everything that it hangs on by GRAPH_ORDER; else in the
 * order of the form. What stands in a circle stands in it anyhow.
 */
const struct item *const *graph_order(const struct graph *graph);
/* Whether its value is stored when it is worked out: with a trigger, or once(). */
bool item_is_stored(const struct item *item);
/* Worked out each time it is looked at; nobody types it and nothing is stored. */
bool item_is_derived(const struct item *item);
/* The form has items whose value is stored without anybody saying it, or rows that are counted. */
bool form_has_consequences(const struct form *form);

/* Each circle as a finding: E315, with the whole path and its lines. */
void graph_check(const struct graph *graph, struct report *report);

#endif
