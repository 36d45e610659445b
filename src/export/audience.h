/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For whom a summary is made. An audience decides what of a record goes along
 * and in which words; formats know nothing of it.
 */
#ifndef EXPORT_AUDIENCE_H
#define EXPORT_AUDIENCE_H

#include "record/record.h"

enum audience {
    AUDIENCE_COLLEAGUE, /* all that was said; not what is private to the clinician */
    AUDIENCE_PATIENT,   /* in plain words, without what others said */
    AUDIENCE_OWN,       /* for whoever makes it: with what is private to them */
    AUDIENCE_CASE,      /* for discussion: without names, places, days and long numbers */
};
#define AUDIENCE_COUNT 4

struct audience_row {
    const char *name;    /* "colleague"; in commands and in data */
    const char *summary; /* for help and lists; N_() */
    const char *mark;    /* on the screen; N_(), NULL: the usual one */
    const char *notice;  /* what the reader is told of it; N_(), NULL: nothing */
};

const struct audience_row *audience_row(enum audience audience);
bool audience_parse(enum audience *out, const char *name);

/* TEXT of the chrome in the words for this audience; still N_(). */
const char *audience_words(enum audience audience, const char *text);

/*
 * The record as AUDIENCE may read it; AUTHOR is who makes the summary. It borrows
 * from RECORD, which must live as long and stay as it is. Interviews and contacts
 * stand at the same places in both.
 */
struct audience_view;
struct audience_view *audience_view_create(const struct record *record, enum audience audience,
                                           const char *author);
void audience_view_destroy(struct audience_view *view); /* accepts NULL */
const struct record *audience_view_record(const struct audience_view *view);
size_t audience_view_left_out(const struct audience_view *view); /* statements of others */
/* Whether FACT, or an answer by BY, may be read. */
bool audience_takes_fact(enum audience audience, const char *author, const struct fact *fact);

#endif
