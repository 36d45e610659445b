/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the person at the keyboard does, as values: keys, pasted text, and what
 * happens to the terminal. Terminals make them, the keymap turns them into
 * commands; neither needs to know the other.
 */
#ifndef BASE_KEY_H
#define BASE_KEY_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key_name {
    KEY_NAME_NONE,
    KEY_NAME_TEXT, /* code_point is what was typed */
    KEY_NAME_ENTER, KEY_NAME_TAB, KEY_NAME_BACKSPACE, KEY_NAME_ESCAPE, KEY_NAME_DELETE,
    KEY_NAME_INSERT, KEY_NAME_UP, KEY_NAME_DOWN, KEY_NAME_LEFT, KEY_NAME_RIGHT, KEY_NAME_HOME,
    KEY_NAME_END, KEY_NAME_PAGE_UP, KEY_NAME_PAGE_DOWN,
    KEY_NAME_F1, KEY_NAME_F2, KEY_NAME_F3, KEY_NAME_F4, KEY_NAME_F5, KEY_NAME_F6, KEY_NAME_F7,
    KEY_NAME_F8, KEY_NAME_F9, KEY_NAME_F10, KEY_NAME_F11, KEY_NAME_F12,
};
enum key_modifier { KEY_SHIFT = 1, KEY_CONTROL = 2, KEY_ALT = 4 };

struct key {
    enum key_name name;
    unsigned modifiers;
    uint32_t code_point; /* of KEY_NAME_TEXT; Ctrl-P is 'p' with KEY_CONTROL */
};

enum event_kind {
    EVENT_NONE,   /* the time given to wait is over */
    EVENT_KEY,
    EVENT_PASTE,  /* bracketed paste: text, never commands */
    EVENT_MOUSE,  /* only while it was asked for */
    EVENT_RESIZE, /* the grid has its new size and is blank */
    EVENT_LOCK,   /* hang-up, stop, terminate, suspend, or the supervisor asks */
    EVENT_END,    /* the terminal is gone, or the script is over */
};

enum mouse_action { MOUSE_PRESS, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

/* A cell of the grid, counted from 0. */
struct mouse {
    enum mouse_action action;
    int row, column;
    uint32_t target; /* what is painted there: grid_target(); filled in by the loop */
    int inside;
};

struct event {
    enum event_kind kind;
    struct key key;
    struct mouse mouse;
    struct buf paste; /* the caller finishes it; empty unless EVENT_PASTE */
};

/*
 * Keys as words: "F4", "Ctrl-P", "Tab", "Shift-Tab", "Ctrl-Left", "Esc", "Enter",
 * "PgDn", "?", "é". key_parse gives false for anything else.
 */
bool key_parse(struct key *out, const char *text, size_t length);
void key_format(struct buf *out, const struct key *key);
bool key_equal(const struct key *a, const struct key *b);

#endif
