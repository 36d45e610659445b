/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a role looks like. Sixteen-colour terminals and the person's own
 * background are enough; colour is never the only sign of anything.
 */
#ifndef TERM_THEME_H
#define TERM_THEME_H

#include "grid/grid.h"
#include "term/term.h"

enum look_flag { LOOK_BOLD = 1, LOOK_DIM = 2, LOOK_REVERSE = 4, LOOK_UNDERLINE = 8 };

/* The eight colours in their standard order; the terminal's own: -1. */
enum look_colour {
    COLOUR_OWN = -1,
    COLOUR_BLACK,
    COLOUR_RED,
    COLOUR_GREEN,
    COLOUR_YELLOW,
    COLOUR_BLUE,
    COLOUR_MAGENTA,
    COLOUR_CYAN,
    COLOUR_WHITE,
};

struct look {
    unsigned flags;
    enum look_colour text, ground;
};

const struct look *theme_look(enum term_theme theme, enum role role);
/* Whether the theme needs colours at all. */
bool theme_coloured(enum term_theme theme);

#endif
