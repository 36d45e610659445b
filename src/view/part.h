/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parts that screens are made of; only for the files of this room.
 */
#ifndef VIEW_PART_H
#define VIEW_PART_H

#include "view/view.h"

/* Text over several lines, wrapped; the last line that fits ends in an ellipsis
 * if there is more. INDENT for all lines but the first. Returns the rows used. */
int part_wrapped(struct grid *grid, struct rect where, enum role role, const char *text,
                 int indent);
/* How many rows part_wrapped() would use in COLUMNS. */
int part_height(const char *text, int columns, int indent);
/* An editor, its selection and, if ACTIVE, the cursor. */
void part_edit(struct grid *grid, struct rect where, struct text_edit *edit, enum role role,
               bool active);
/* Draws again only what changed since part_edit() drew it active; false: it cannot. */
bool part_edit_again(struct grid *grid, struct text_edit *edit);
/* Where part_edit() drew the active editor, with its column of scroll marks. */
struct rect part_edit_place(struct text_edit *edit);
/* Blank rows FROM the first to before TO, in the columns of WHERE. */
void part_blank(struct grid *grid, struct rect where, int from, int to);
/* "▲" and "▼ more" marks at the right edge of a list or text that goes on. */
void part_scroll_marks(struct grid *grid, struct rect where, bool above, bool below);

/* KEY ("Ctrl-Left") as people call it, with words in the clinician's language. */
void part_key_name(char *out, size_t size, const char *key);

void view_title(struct grid *grid, const struct app *app);
void view_status(struct grid *grid, const struct app *app, int row);
void view_footer(struct grid *grid, const struct app *app, int row);

void view_patients(struct grid *grid, struct rect where, struct app *app);
void view_patient(struct grid *grid, struct rect where, struct app *app);
/* Returns the rows used; CUT: not all of it fitted. With a MARGIN beside it the probes
 * stand there. */
int view_question(struct grid *grid, struct rect where, const struct app *app, bool margin,
                  bool *cut);
/* The probes of the question in front, under a heading; rows used, 0: it has none. */
int view_probes(struct grid *grid, struct rect where, const struct app *app);
/* The line between question and answer; CUT: not all of the question is shown. */
void view_source(struct grid *grid, struct rect where, int row, const struct app *app, bool cut);
/* What the words mean, on the last row; returns the rows used. */
int view_gloss(struct grid *grid, struct rect where, const struct app *app);
/* The pause before what is sensitive, instead of question and answer. */
void view_gate(struct grid *grid, struct rect where, const struct app *app);
/* At the foot of WHERE. */
void view_terms(struct grid *grid, struct rect where, const struct app *app);
/* The whole sheet, for other eyes. */
void view_turned(struct grid *grid, struct app *app);
void view_hidden(struct grid *grid, const struct app *app);
void view_interview(struct grid *grid, struct rect where, struct app *app);
/* The outline of the interview, also beside it in wide windows. */
void view_outline(struct grid *grid, struct rect where, const struct app *app, size_t at);
void view_summary(struct grid *grid, struct rect where, struct app *app);
void view_about(struct grid *grid, struct rect where, struct app *app);
/* Text to read and scroll; counts its lines. */
void view_reader(struct grid *grid, struct rect where, struct reader *reader);
void view_drawing(struct grid *grid, struct rect where, struct app *app);
void view_drawing_turned(struct grid *grid, struct rect where, struct app *app);
/* A drawing of KIND ("ecogram") in small, where there is room for it. */
void view_drawing_small(struct grid *grid, struct rect where, const struct app *app,
                        const char *kind);
/* One line of the list of drawings. */
void view_drawing_name(struct grid *grid, struct rect where, int row, const struct app *app,
                       size_t index, bool here);
void view_recovery(struct grid *grid, struct rect where, const struct app *app);
/* The capture line at the bottom of WHERE; returns the rows it took, 0 if it is closed. */
int view_capture(struct grid *grid, struct rect where, struct app *app);
/* What was already said about the question in front, in a margin. */
void view_already_said(struct grid *grid, struct rect where, struct app *app);
/* One line: what was said (unless it stands in a MARGIN), what is offered. Rows used: 0 or 1. */
int view_quiet(struct grid *grid, struct rect where, struct app *app, bool margin);
/* At the bottom of WHERE, or in the middle of an empty screen; returns its top row. */
int view_panel(struct grid *grid, struct rect where, struct app *app, bool alone);
void view_find(struct grid *grid, struct rect where, struct app *app);
void view_list(struct grid *grid, struct rect where, struct app *app);

#endif
