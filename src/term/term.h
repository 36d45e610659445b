/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A terminal, as the program needs it: events in, a grid out. Two back ends
 * share this table of functions: curses, and a script for tests.
 */
#ifndef TERM_TERM_H
#define TERM_TERM_H

#include "base/buf.h"
#include "base/error.h"
#include "base/key.h"
#include "grid/grid.h"

#include <stdint.h>

struct term;

struct term_ops {
    /* Waits at most TIMEOUT_MS (-1: for ever). */
    bool (*wait)(struct term *term, struct event *out, int timeout_ms, struct error *err);
    void (*show)(struct term *term); /* the grid as it is now, only what changed */
    /* Whether presses and the wheel come as events; the terminal's own selecting and
     * pasting rests as long. Cheap when nothing changes. */
    void (*mouse)(struct term *term, bool on);
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
 * A terminal without a terminal. SCRIPT is text: what stands there is typed,
 * "<F4>" or "<Ctrl-P>" is that key, "<lt>" is '<', a newline in the script is
 * nothing, "<Enter>" is Enter, "<paste:TEXT>" a paste, "<size:24x80>" a resize,
 * "<press:3,10>" the mouse at a row and column from 0, "<wheel:up>" and "<wheel:down>",
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
