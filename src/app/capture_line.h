/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The capture line: one key from anywhere in a record, what is being said now is
 * typed, Enter seals it. It lies below the screen and closes nothing; what is
 * unfinished when it is left is kept.
 */
#ifndef APP_CAPTURE_LINE_H
#define APP_CAPTURE_LINE_H

#include "app/text_edit.h"
#include "record/answer.h"

#define CAPTURE_LINE_ROWS 6 /* of text, at most, before it scrolls */

struct app;

struct capture_line {
    struct text_edit *edit;
    bool open;
    unsigned over;        /* what lay on top when it was opened; see capture_line_focused() */
    struct answer source; /* by, relation, language, how and gloss of what is being typed */
};

void capture_line_init(struct capture_line *line);
void capture_line_finish(struct capture_line *line);

/* What is typed goes into it: it is open, and nothing was opened over it since. */
bool capture_line_focused(const struct app *app);
/* Something is typed in it, open or not. */
bool capture_line_unfinished(const struct app *app);
void capture_line_open(struct app *app);
void capture_line_close(struct app *app);
/* Forgets what is in it: another record, or none. */
void capture_line_clear(struct app *app);
/* Before the record is closed: what is typed there is sealed, not carried along. */
bool capture_line_settle(struct app *app, struct error *err) MUST_USE;
/* Seals what is typed as a captured line; it leaves the line only then. */
bool capture_line_seal(struct app *app, struct error *err) MUST_USE;

#endif
