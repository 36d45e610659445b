/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text under the keyboard: cursor, selection, soft wrap and undo, without a
 * screen. A view asks for the lines that are visible; everything is in bytes
 * and graphemes, columns only where lines are drawn.
 */
#ifndef APP_TEXT_EDIT_H
#define APP_TEXT_EDIT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct text_edit;

enum text_motion {
    MOTION_LEFT,
    MOTION_RIGHT,
    MOTION_WORD_LEFT,
    MOTION_WORD_RIGHT,
    MOTION_LINE_START, /* of the wrapped line */
    MOTION_LINE_END,
    MOTION_UP,
    MOTION_DOWN,
    MOTION_PAGE_UP,
    MOTION_PAGE_DOWN,
    MOTION_PARAGRAPH_UP,
    MOTION_PARAGRAPH_DOWN,
    MOTION_START,
    MOTION_END,
};

/* One line takes no newline: a pasted one becomes a space. */
struct text_edit *text_edit_create(bool one_line);
void text_edit_destroy(struct text_edit *edit); /* wipes; accepts NULL */

/* Replaces everything and forgets undo; the cursor goes to the end. */
void text_edit_set(struct text_edit *edit, const char *text, size_t length);
void text_edit_set_one_line(struct text_edit *edit, bool one_line);
const char *text_edit_text(const struct text_edit *edit);
size_t text_edit_length(const struct text_edit *edit);
/* Counts up with every change of the text: for drafts and for repainting. */
unsigned long text_edit_version(const struct text_edit *edit);

size_t text_edit_cursor(const struct text_edit *edit);
void text_edit_set_cursor(struct text_edit *edit, size_t at);
bool text_edit_selection(const struct text_edit *edit, size_t *from, size_t *to);

/* Typed text joins the last change for undo, pasted text is one of its own.
 * What text_acceptable() refuses is dropped; false: something was dropped. */
bool text_edit_insert(struct text_edit *edit, const char *text, size_t length, bool typed);
/* Deletes the selection if there is one, else what lies in the direction. */
void text_edit_delete(struct text_edit *edit, enum text_motion motion);
/* False if the cursor could not move that way. */
bool text_edit_move(struct text_edit *edit, enum text_motion motion, bool select);
void text_edit_select_all(struct text_edit *edit);
/* Appends the selection (false: none). */
bool text_edit_copy(const struct text_edit *edit, struct buf *out);

bool text_edit_undo(struct text_edit *edit); /* false: nothing more */
bool text_edit_redo(struct text_edit *edit);

/* ---- as it is drawn ---- */

/* Says how wide and high it is drawn; keeps the cursor in sight. */
void text_edit_layout(struct text_edit *edit, int columns, int rows);
size_t text_edit_line_count(const struct text_edit *edit);
/* The first visible line. */
size_t text_edit_top(const struct text_edit *edit);
/* Bytes of a wrapped line. */
void text_edit_line(const struct text_edit *edit, size_t line, size_t *from, size_t *to);
/* Where the cursor stands among the lines. */
void text_edit_cursor_place(const struct text_edit *edit, size_t *line, int *column);

#endif
