/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One patient's record at a glance, line by line: what is due, flagged or
 * waiting, the instruments and how complete they are, drawings, agreements,
 * permissions, the patient's own statements, visits.
 *
 * Everything in it stands in the record; the lines are made from it anew
 * whenever it changes, and each of them opens the place it comes from.
 */
#ifndef APP_DOSSIER_H
#define APP_DOSSIER_H

#include "app/text_edit.h"
#include "base/buf.h"
#include "grid/glyph.h"

/* In the order on the screen; of two columns the first has the instruments. */
enum dossier_section {
    SECTION_FOLLOW_UPS,
    SECTION_FLAGS,
    SECTION_UNFIT, /* of drafts: required and open, or not fitting */
    SECTION_CAPTURED,
    SECTION_INTERVIEWS, /* begun */
    SECTION_DRAWINGS,
    SECTION_AGREEMENTS,
    SECTION_PERMISSIONS,
    SECTION_STATEMENTS,
    SECTION_CONTACTS,
    SECTION_INSTRUMENTS, /* not begun */
};
#define SECTION_COUNT 11

enum dossier_target {
    OPENS_INSTRUMENT,
    OPENS_PLACE, /* an item of an interview */
    OPENS_CONTACT,
    OPENS_TRAY,
    OPENS_DRAWING,
};

struct dossier_line {
    enum dossier_section section;
    enum dossier_target target;
    enum glyph mark;
    bool hint;         /* stands where there is nothing yet, and is not counted */
    bool urgent, done; /* a follow-up that is due; one that is over, a settled agreement */
    char *text;
    char *text_short; /* where TEXT does not fit; NULL: it is cut */
    char *state;      /* at the right: how far it is; "" */
    char *state_long; /* the same where there is room */
    struct buf folded;
    /* what it opens */
    char *form_id, *item;
    char row[33], contact[33];
    char *kind; /* of drawing */
};

struct dossier {
    struct text_edit *filter;
    struct dossier_line *lines;
    size_t count, capacity;
    size_t *shown; /* indices of the lines that match what is typed */
    size_t shown_count;
    size_t at;             /* index into shown */
    unsigned long typed;   /* version of the filter that SHOWN was made with */
    unsigned long version; /* of the session that the lines were made from */
    /* as last painted */
    bool two_columns;
    size_t top[2]; /* rows scrolled away, by column */
    int page;
};

struct app;

void dossier_create(struct dossier *dossier);
void dossier_finish(struct dossier *dossier);

/* Makes the lines anew if the record has changed; the cursor stays where it was. */
void dossier_refresh(struct app *app);
/* Of a patient that was just opened: nothing typed, the cursor on the interview that goes on. */
void dossier_begin(struct app *app);
void dossier_clear(struct app *app); /* wipes all lines */
/* To a line of this instrument: the one under the cursor, else its own. */
void dossier_go_to_form(struct app *app, const char *form_id);
void dossier_filter(struct app *app); /* after typing */
void dossier_move(struct app *app, long by);
void dossier_next_section(struct app *app, int direction);
/* Opens what the cursor is on. */
bool dossier_open(struct app *app, struct error *err) MUST_USE;

const struct dossier_line *dossier_at(const struct dossier *dossier, size_t index); /* shown */
/* 0, or of two columns 0 or 1. */
int dossier_column(const struct dossier *dossier, enum dossier_section section);
const char *dossier_section_name(enum dossier_section section); /* translated */

/* dossier_lines.c: fills DOSSIER, which is empty. */
void dossier_fill(struct app *app);
struct dossier_line *dossier_add(struct dossier *dossier, enum dossier_section section,
                                 enum dossier_target target, enum glyph mark);

#endif
