/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shared by the parts of the editor; nobody else includes this.
 */
#ifndef APP_TEXT_EDIT_PRIVATE_H
#define APP_TEXT_EDIT_PRIVATE_H

#include "app/text_edit.h"

#include <stdint.h>

#define NO_ANCHOR SIZE_MAX

struct text_change {
    size_t at;
    struct buf removed, inserted;
    size_t cursor_before;
    bool typed;
};

/* Bytes of a wrapped line that are drawn; the next one may start behind a newline
 * or spaces that hang over. */
struct text_line {
    size_t start, end;
};

struct text_edit {
    struct buf text;
    size_t cursor, anchor;
    bool one_line;
    unsigned long version;
    /* Apart, since looking at a text does not change it. */
    unsigned long *reads;

    struct text_change *changes; /* [0, applied) can be undone, the rest redone */
    size_t change_count, change_capacity, applied;

    int columns, rows;
    struct text_line *lines; /* as far as they were needed */
    size_t line_count, line_capacity;
    size_t lines_next; /* where the line behind the known ones starts */
    bool lines_whole;  /* there is none */
    struct text_line *fresh;
    size_t fresh_capacity;
    size_t top;
    int goal; /* column that up and down aim at; -1: the cursor's */

    struct text_drawn drawn;
};

/* All of the text is another one. */
void text_edit_lines_forget(struct text_edit *edit);
/* At AT, REMOVED bytes gave way to INSERTED: wraps again what is concerned. */
void text_edit_lines_spliced(struct text_edit *edit, size_t at, size_t removed, size_t inserted);
void text_edit_lines_finish(struct text_edit *edit);

#endif
