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

/*
 * How often text, length, cursor or selection were asked for. A view that painted
 * something else from them than the editor itself has to be painted as a whole
 * after each key; this is how that is noticed. The two below do not count: for the
 * painter of the editor, and for questions whose answer the app watches itself.
 */
unsigned long text_edit_reads(const struct text_edit *edit);
const char *text_edit_peek(const struct text_edit *edit);
size_t text_edit_peek_length(const struct text_edit *edit);

size_t text_edit_cursor(const struct text_edit *edit);
void text_edit_set_cursor(struct text_edit *edit, size_t at);
bool text_edit_selection(const struct text_edit *edit, size_t *from, size_t *to);

/* Typed text joins the last change for undo, pasted text is one of its own.
 * What text_acceptable() refuses is dropped; false: something was dropped. */
bool text_edit_insert(struct text_edit *edit, const char *text, size_t length, bool typed);
/* Deletes the selection if there is one, else what lies in the direction. */
void text_edit_delete(struct text_edit *edit, enum text_motion motion);
/* The same, and appends what it was to REMOVED. */
void text_edit_delete_into(struct text_edit *edit, enum text_motion motion, struct buf *removed);
/* False if the cursor could not move that way. */
bool text_edit_move(struct text_edit *edit, enum text_motion motion, bool select);
void text_edit_select_all(struct text_edit *edit);
/* The cursor goes to TO. */
void text_edit_select(struct text_edit *edit, size_t from, size_t to);
/* Appends the selection (false: none). */
bool text_edit_copy(const struct text_edit *edit, struct buf *out);

bool text_edit_undo(struct text_edit *edit); /* false: nothing more */
/* Taken back to the first state there was; not merely unchanged. */
bool text_edit_is_all_undone(const struct text_edit *edit);
bool text_edit_redo(struct text_edit *edit);

/* ---- as it is drawn ---- */

/* Says how wide and high it is drawn; keeps the cursor in sight. Costs what is
 * visible, however long the text is. */
void text_edit_layout(struct text_edit *edit, int columns, int rows);
/* Wraps all of the text, to count it. */
size_t text_edit_line_count(struct text_edit *edit);
/* The first visible line, and whether there is one below the visible ones. */
size_t text_edit_top(const struct text_edit *edit);
bool text_edit_more_below(const struct text_edit *edit);
/* Bytes of a wrapped line; false, and nothing, behind the last one. */
bool text_edit_line(struct text_edit *edit, size_t line, size_t *from, size_t *to);
bool text_edit_peek_line(struct text_edit *edit, size_t line, size_t *from, size_t *to);
/* How many rows it would fill, at most MOST; not counted, the app watches it. */
int text_edit_height(struct text_edit *edit, int most);
/* Where the cursor stands among the lines. */
void text_edit_cursor_place(struct text_edit *edit, size_t *line, int *column);
/* The selection, not counted as a question. */
bool text_edit_marked(const struct text_edit *edit, size_t *from, size_t *to);

/*
 * What a painter last drew of the editor, so that drawing again costs what changed.
 * The painter fills it; the editor adds what happened to the text since then.
 */
struct text_drawn {
    bool valid;
    int row, column, rows, columns;
    unsigned role;
    size_t top;
    bool above, below, marked;
    struct text_drawn_row {
        size_t from, to;
    } *lines; /* one a row */
    size_t line_capacity;
    unsigned splices; /* since then; the last one: */
    size_t at, removed, inserted;
};
struct text_drawn *text_edit_drawn(struct text_edit *edit);

#endif
