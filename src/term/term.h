/*
 * A terminal, as the program needs it: events in, a grid out. Two back ends
 * share this table of functions: curses, and a script for tests.
 */
#ifndef TERM_TERM_H
#define TERM_TERM_H

#include "base/buf.h"
#include "base/error.h"
#include "grid/grid.h"

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
    EVENT_RESIZE, /* the grid has its new size and is blank */
    EVENT_LOCK,   /* hang-up, stop, terminate, suspend, or the supervisor asks */
    EVENT_END,    /* the terminal is gone, or the script is over */
};

struct event {
    enum event_kind kind;
    struct key key;
    struct buf paste; /* the caller finishes it; empty unless EVENT_PASTE */
};

struct term;

struct term_ops {
    /* Waits at most TIMEOUT_MS (-1: for ever). */
    bool (*wait)(struct term *term, struct event *out, int timeout_ms, struct error *err);
    void (*show)(struct term *term); /* the grid as it is now, only what changed */
    void (*close)(struct term *term); /* wipes the screen, restores, frees */
};

struct term {
    const struct term_ops *ops;
    struct grid *grid; /* owned by the terminal; painted by views */
};

enum term_theme { THEME_AUTO, THEME_LIGHT, THEME_DARK, THEME_CONTRAST, THEME_NONE };

struct term_options {
    bool ascii;
    enum term_theme theme; /* NO_COLOR makes AUTO to NONE */
};

bool term_curses_open(struct term **out, const struct term_options *options,
                      struct error *err) MUST_USE;

/*
 * Keys as words: "F4", "Ctrl-P", "Tab", "Shift-Tab", "Ctrl-Left", "Esc", "Enter",
 * "PgDn", "?", "é". key_parse gives false for anything else.
 */
bool key_parse(struct key *out, const char *text, size_t length);
void key_format(struct buf *out, const struct key *key);
bool key_equal(const struct key *a, const struct key *b);

/*
 * A terminal without a terminal. SCRIPT is text: what stands there is typed,
 * "<F4>" or "<Ctrl-P>" is that key, "<lt>" is '<', a newline in the script is
 * nothing, "<Enter>" is Enter, "<paste:TEXT>" a paste, "<size:24x80>" a resize,
 * "<wait:1500>" lets the fixed clock pass via WAITED (may be NULL), "<lock>" is
 * EVENT_LOCK, "<shot:NAME>" calls SHOT with a dump of the grid as last shown.
 * At the end: EVENT_END. A script error names line and column.
 */
struct term_script_hooks {
    void (*waited)(void *self, int64_t milliseconds);
    bool (*shot)(void *self, const char *name, const struct grid *grid, struct error *err);
    void *self;
};
bool term_script_open(struct term **out, const char *script, size_t length, int rows,
                      int columns, const struct term_script_hooks *hooks,
                      struct error *err) MUST_USE;

#endif
