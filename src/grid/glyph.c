/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of signs. All are one column wide in wcwidth(); those that some
 * terminals draw as two-column pictures are left out.
 */
#include "config.h"

#include "grid/glyph.h"

#include <assert.h>

static const struct {
    const char *unicode, *ascii;
} GLYPHS[GLYPH_COUNT] = {
    [GLYPH_DONE] = {"✓", "+"},
    [GLYPH_LATER] = {"…", "~"},
    [GLYPH_REASON] = {"–", "-"},
    [GLYPH_OPEN] = {"·", "."},
    [GLYPH_HERE] = {"▸", ">"},
    [GLYPH_NOTE] = {"✎", "="},
    [GLYPH_CHECKED] = {"☑", "x"},
    [GLYPH_UNCHECKED] = {"☐", "_"},
    [GLYPH_CHOSEN] = {"◉", "*"},
    [GLYPH_UNCHOSEN] = {"○", "o"},
    [GLYPH_ELLIPSIS] = {"…", "~"},
    [GLYPH_HORIZONTAL] = {"─", "-"},
    [GLYPH_VERTICAL] = {"│", "|"},
    [GLYPH_CORNER_TOP_LEFT] = {"┌", "+"},
    [GLYPH_CORNER_TOP_RIGHT] = {"┐", "+"},
    [GLYPH_CORNER_BOTTOM_LEFT] = {"└", "+"},
    [GLYPH_CORNER_BOTTOM_RIGHT] = {"┘", "+"},
    [GLYPH_TEE_LEFT] = {"├", "+"},
    [GLYPH_TEE_RIGHT] = {"┤", "+"},
    [GLYPH_TEE_TOP] = {"┬", "+"},
    [GLYPH_TEE_BOTTOM] = {"┴", "+"},
    [GLYPH_CROSS] = {"┼", "+"},
    [GLYPH_BULLET] = {"•", "*"},
    [GLYPH_ARROW_RIGHT] = {"→", ">"},
    [GLYPH_ARROW_UP] = {"↑", "^"},
    [GLYPH_ARROW_DOWN] = {"↓", "v"},
    [GLYPH_QUOTE] = {"“", "\""},
};

const char *glyph(enum glyph glyph, bool ascii)
{
    assert((int)glyph >= 0 && glyph < GLYPH_COUNT);
    return ascii ? GLYPHS[glyph].ascii : GLYPHS[glyph].unicode;
}
