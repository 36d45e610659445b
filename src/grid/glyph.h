/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signs of the chrome, each in Unicode and in ASCII. Colour is never the only
 * sign: a state has a glyph and a word.
 */
#ifndef GRID_GLYPH_H
#define GRID_GLYPH_H

#include <stdbool.h>

enum glyph {
    GLYPH_DONE,      /* ✓ answered */
    GLYPH_LATER,     /* … parked */
    GLYPH_REASON,    /* – skipped, declined, not applicable */
    GLYPH_OPEN,      /* · nothing yet */
    GLYPH_HERE,      /* ▸ where you are */
    GLYPH_NOTE,      /* note */
    GLYPH_CHECKED, GLYPH_UNCHECKED, GLYPH_CHOSEN, GLYPH_UNCHOSEN,
    GLYPH_ELLIPSIS,
    GLYPH_HORIZONTAL, GLYPH_VERTICAL,
    GLYPH_CORNER_TOP_LEFT, GLYPH_CORNER_TOP_RIGHT, GLYPH_CORNER_BOTTOM_LEFT,
    GLYPH_CORNER_BOTTOM_RIGHT, GLYPH_TEE_LEFT, GLYPH_TEE_RIGHT, GLYPH_TEE_TOP, GLYPH_TEE_BOTTOM,
    GLYPH_CROSS,
    GLYPH_BULLET, GLYPH_ARROW_RIGHT, GLYPH_ARROW_UP, GLYPH_ARROW_DOWN, GLYPH_QUOTE,
};
#define GLYPH_COUNT 27

/* All are one column wide. */
const char *glyph(enum glyph glyph, bool ascii);

#endif
