/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding words in what was said: in the open record while one types, or across
 * all records that one may read, one record after the other so that no key waits.
 *
 * Nothing is kept: there is no index, and all that was unsealed for a search is
 * wiped with it. The log says that somebody searched, and whose words came to
 * the screen; never for what.
 */
#ifndef APP_FIND_H
#define APP_FIND_H

#include "app/find_text.h"
#include "app/session.h"
#include "app/text_edit.h"

enum find_place {
    FIND_PATIENT, /* name, code, birth, note */
    FIND_CONTACT,
    FIND_CAPTURE,
    FIND_ANSWER,
    FIND_MARK, /* why an item was flagged */
    FIND_FACT, /* of a drawing */
};

#define FIND_SPANS 8

struct find_hit {
    enum find_place place;
    char patient[33];
    char id[33];  /* of the visit, the captured line or the fact */
    char row[33]; /* of an answer, as the next two */
    char *form_id, *item;
    char *kind;  /* of the drawing */
    char *group; /* heading: the instrument, "Visits", … */
    char *where; /* the question, the day */
    char *what;  /* which part: "meaning", "reason"; "" for the words themselves */
    char *text;  /* one line with the words in it; not yet fit for display */
    struct find_span spans[FIND_SPANS]; /* in TEXT */
    size_t span_count;
    const char *field;     /* line of the patient's or the visit's panel; "answer": it stands
                              in the editor of the question; NULL: neither, else … */
    struct find_span said; /* … here */
};

/* More are counted and not kept: who finds so many types another word. */
#define FIND_HITS_MAX 2000

struct find_hits {
    struct find_hit *list;
    size_t count, capacity;
    size_t more;
};
#define FIND_HITS_INIT {NULL, 0, 0, 0}
void find_hits_finish(struct find_hits *hits); /* wipes */

/* Appends what RECORD has of the folded WORDS, all of which must stand in one place
 * together: in an answer with its meaning and reason, in a visit, in a fact. */
void find_in_record(struct find_hits *out, struct session *session, const struct record *record,
                    const char *patient, const char *words);
/* The same of a record in the vault that is not open; the log gets a row if there are hits. */
bool find_in_vault(struct find_hits *out, struct session *session, const char *patient,
                   const char *words, struct error *err) MUST_USE;

/* ---- on the screen ---- */

struct finder {
    bool all;                /* across the patients; otherwise in the open record */
    struct text_edit *words; /* what is typed */
    unsigned long version;   /* of WORDS when they were last looked for */
    struct buf folded;       /* of a search across the patients: what is looked for */
    struct find_hits hits;
    size_t at, top;
    int page;
    char (*patients)[33]; /* all of them, in the order of the list */
    size_t patient_count;
    size_t next;    /* the first that has not been read yet */
    bool running;   /* goes on in finder_step() */
    bool begun;     /* a search across the patients has begun */
    size_t *failed; /* indices of those that could not be read */
    size_t failed_count, failed_capacity;
};

struct app;

/* Opens over the screen; the log notes it. */
bool finder_open(struct app *app, struct error *err) MUST_USE;
void finder_close(struct app *app); /* wipes; does nothing without one */
/* After typing: looks in the open record, or forgets what another word found. */
void finder_typed(struct app *app);
/* Across the patients: begins, and goes on a little. */
bool finder_start(struct app *app, struct error *err) MUST_USE;
void finder_step(struct app *app);
/* Esc: stops what is running; false if there is nothing to stop. */
bool finder_stop(struct app *app);
/* Whether Enter looks for what is typed (otherwise it opens the line). */
bool finder_is_new(const struct finder *finder);
/* Closes and goes to the hit under the cursor. */
bool finder_choose(struct app *app, struct error *err) MUST_USE;

#endif
