/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shared by the two halves of the editor; nobody else includes this.
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

struct text_edit {
    struct buf text;
    size_t cursor, anchor;
    bool one_line;
    unsigned long version;

    struct text_change *changes; /* [0, applied) can be undone, the rest redone */
    size_t change_count, change_capacity, applied;

    int columns, rows;
    size_t *lines; /* where each wrapped line starts */
    size_t line_count, line_capacity, top;
    bool lines_valid;
    size_t changed_from; /* lines before this byte still hold */
    int goal;            /* column that up and down aim at; -1: the cursor's */
};

/* The text changed at this byte: wrap again from there. */
void text_edit_lines_changed(struct text_edit *edit, size_t at);

#endif
