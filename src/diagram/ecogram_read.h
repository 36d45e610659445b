/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line on its way to a statement: shared by what reads its words (ecogram_read.c)
 * and what reads its names (ecogram_name.c), and by nobody else.
 */
#ifndef DIAGRAM_ECOGRAM_READ_H
#define DIAGRAM_ECOGRAM_READ_H

#include "diagram/ecogram.h"

struct reading {
    struct ecogram_statement *says;
    const struct notation_line *line;
    const char *subject;
    struct understanding *out;
    struct error *err;
    size_t at;
    bool linking;    /* behind "--": the next name is the other end */
    bool place_next; /* directly behind a word for a place */
    bool asked;
    const struct notation_token *of_one; /* first word that cannot be said of a link */
};

/* The token at hand. */
const struct notation_token *reading_token(const struct reading *reading);
/* "…" contradicts an earlier word; false. */
bool reading_complain_twice(const struct reading *reading);
/* Remembers the first word that cannot be said of a tie between two. */
void reading_note_of_one(struct reading *reading);

/* Not empty, not longer than a name may be; AT is the token to point at. */
bool reading_check_name(const struct reading *reading, size_t at, const char *name);
/* Whether a name is still to come. */
bool reading_name_open(const struct reading *reading);
/* Each takes the run of words at hand, or asks about one of them. */
bool reading_name(struct reading *reading);
bool reading_country(struct reading *reading);

#endif
