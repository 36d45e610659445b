/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The facts of a drawing: one line of notation each, as the patient gave them.
 *
 * The line is the fact and the whole of it (verhaal-notation(5)): what a picture
 * shows is made from these lines every time, so nothing of a layout is stored
 * and a better layout redraws old records. This room does not read notation; it
 * keeps the lines, who said them, and in which order.
 */
#ifndef RECORD_DRAWING_H
#define RECORD_DRAWING_H

#include "record/answer.h"
#include "record/edit.h"

struct record;
struct change_context;

struct fact {
    char id[33];
    char *line;      /* canonical notation, one line, never empty */
    char *words;     /* as it was typed or said, where that differs; "" */
    enum answer_by by;
    char *relation;  /* informant: "mother"; "" */
    char *source;    /* item of an interview that it was sent from, "interview/item/row"; "" */
    bool private;    /* left out of the turned screen and of what leaves the house */
    /* filled by the fold */
    char contact[33];
    int64_t time;
    char *author;
    size_t place;    /* among all that were ever said; kept while it is taken away */
};

struct id_index;

struct drawing {
    char *kind;      /* "ecogram", "lifeline", "genogram": diagram_type_find() */
    struct fact *facts; /* in the order in which they were first said */
    size_t count, capacity;
    struct id_index *index; /* from id to place, also of what was taken away */
    size_t places;
};

/* LINE NULL takes the fact away; ID "" makes a new one behind the last; its id is the key
 * in OUT->after. At most one change a fact. WORDS that are the line again are dropped. */
struct fact_change {
    const char *id;
    const char *line;
    const char *words, *relation, *source; /* NULL: as it was, "" for a new one */
    enum answer_by by;
    bool private;
};

#define DRAWING_MAX_LINE  2048  /* bytes */
#define DRAWING_MAX_FACTS 20000

/* NULL: nothing drawn. Valid until the next record_apply(). */
const struct drawing *record_drawing(const struct record *record, const char *kind);
const struct fact *drawing_fact(const struct drawing *drawing, const char *id); /* or NULL */

/*
 * One edit for one thing that the clinician did, however many lines it touches
 * (renaming a person changes every line that names her). False: nothing would
 * change. EDIT_DRAWING: item is the kind, before and after are objects from fact
 * id to fact; an id that is in only one of them was added or taken away.
 */
bool change_facts(struct edit *out, const struct record *record, const char *kind,
                  const struct fact_change *changes, size_t count,
                  const struct change_context *context);

#endif
