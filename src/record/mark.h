/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What belongs to an item of an interview besides its answer: the clinician's
 * flag, which follow-up questions were asked, which words were explained and
 * said back. Each is sealed like an answer, and undone like one.
 *
 * A follow-up question is known by its words, not by its place: a new version of
 * a form that adds or moves one shifts nothing.
 */
#ifndef RECORD_MARK_H
#define RECORD_MARK_H

#include "record/answer.h"

struct interview;
struct edit;
struct change_context;

struct mark_probe {
    size_t number; /* its place when it was asked, from 1; for the order */
    char *text;    /* its words in the form's default language; never empty */
};

struct mark_term {
    char *name;          /* of the form's term */
    bool explained;      /* said in plainer words */
    bool said_back;      /* somebody said what it means in their own words */
    enum answer_by by;   /* who; BY_PATIENT while nobody did, and so below */
    char *relation;      /* informant: "mother"; "" otherwise */
};

struct mark {
    bool flagged;
    char *why;                 /* why it was flagged, a word; "" */
    struct mark_probe *probes; /* asked ones, by number and words */
    size_t probe_count, probe_capacity;
    struct mark_term *terms;   /* those of which there is something to say, by name */
    size_t term_count, term_capacity;
    /* filled by the fold, not part of the JSON */
    char *item;
    char row[33];
    char contact[33];          /* of the edit that left it so, and so below */
    int64_t time;
    char *author;
    size_t origin;             /* that edit: index into record->edits */
};

#define MARK_MAX_PROBES 1000
#define MARK_MAX_TERMS  1000

void mark_init(struct mark *mark);
void mark_finish(struct mark *mark);
/* OUT is initialised; what it held is given back. */
void mark_copy(struct mark *out, const struct mark *from);
/* Same flag, probes and terms (item, time, author and contact do not count). */
bool mark_equal(const struct mark *a, const struct mark *b);
bool mark_is_empty(const struct mark *mark);

bool mark_probe_asked(const struct mark *mark, const char *text); /* MARK may be NULL */
void mark_set_probe(struct mark *mark, size_t number, const char *text, bool asked);
const struct mark_term *mark_term(const struct mark *mark, const char *name); /* or NULL */
/* TERM is copied; one that says nothing is taken out. */
void mark_set_term(struct mark *mark, const struct mark_term *term);

/* NULL: nothing is marked. ROW "" or NULL. Valid until the next record_apply(). */
const struct mark *interview_mark(const struct interview *interview, const char *item,
                                  const char *row);

/*
 * Makes what is marked of an item AFTER: EDIT_MARK; interview, item and row say
 * where. False: nothing would change. In a finalised interview a REASON is needed
 * for everything but the flag, which is the clinician's own.
 */
bool change_mark(struct edit *out, const struct interview *interview, const char *item,
                 const char *row, const struct mark *after, const char *reason,
                 const struct change_context *context);

#endif
