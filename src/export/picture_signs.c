/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables of characters for lines. Box drawing has single and double strokes in
 * all combinations, heavy and dashed ones in few: where there is none for a
 * corner or a junction, the single one stands.
 */
#include "config.h"

#include "export/picture_signs.h"

#define ARMS_ACROSS  (ARM_LEFT | ARM_RIGHT)
#define ARMS_UPRIGHT (ARM_UP | ARM_DOWN)

/* By arms: up 1, right 2, down 4, left 8. */
static const char *const single[16] = {" ", "│", "─", "└", "│", "│", "┌", "├",
                                       "─", "┘", "─", "┴", "┐", "┤", "┬", "┼"};
static const char *const twofold[16] = {" ", "║", "═", "╚", "║", "║", "╔", "╠",
                                        "═", "╝", "═", "╩", "╗", "╣", "╦", "╬"};
static const char *const twofold_across[16] = {" ", "│", "═", "╘", "│", "│", "╒", "╞",
                                               "═", "╛", "═", "╧", "╕", "╡", "╤", "╪"};
static const char *const twofold_upright[16] = {" ", "║", "─", "╙", "║", "║", "╓", "╟",
                                                "─", "╜", "─", "╨", "╖", "╢", "╥", "╫"};
static const char *const heavy[16] = {" ", "┃", "━", "┗", "┃", "┃", "┏", "┣",
                                      "━", "┛", "━", "┻", "┓", "┫", "┳", "╋"};

static const struct {
    const char *unicode, *ascii;
} signs[SIGN_COUNT] = {
    [SIGN_NONE] = {" ", " "},    [SIGN_UP] = {"▲", "^"},      [SIGN_RIGHT] = {"►", ">"},
    [SIGN_DOWN] = {"▼", "v"},    [SIGN_LEFT] = {"◄", "<"},    [SIGN_ACROSS] = {"↔", "x"},
    [SIGN_UPRIGHT] = {"↕", "x"}, [SIGN_BROKEN] = {"╳", "/"},  [SIGN_NEW] = {"⊕", "*"},
    [SIGN_GONE] = {"⊖", "o"},    [SIGN_PRIVATE] = {"⊘", "%"},
};

/* Straight pieces, by style; the last for what has none of them. */
static const struct {
    unsigned style;
    const char *across, *upright;
    const char *ascii_across, *ascii_upright;
    bool gaps; /* in ASCII, every second one is left out */
} straight[] = {
    {STYLE_STRONG, "═", "║", "=", "#", false},
    {STYLE_WEAK, "┄", "┆", "-", "|", true},
    {STYLE_STRESS, "≁", "≀", "~", "}", false},
    {STYLE_UNCERTAIN, "┈", "┊", ".", ":", false},
    {SIGN_DASHES, "╌", "╎", "-", "|", true},
    {STYLE_EMPHASIS, "━", "┃", "*", "*", false},
    {0, "─", "│", "-", "|", false},
};
#define PIECES (sizeof straight / sizeof straight[0])

enum sign sign_arrow(unsigned towards, enum sign before)
{
    enum sign sign = towards == ARM_UP      ? SIGN_UP
                     : towards == ARM_RIGHT ? SIGN_RIGHT
                     : towards == ARM_DOWN  ? SIGN_DOWN
                     : towards == ARM_LEFT  ? SIGN_LEFT
                                            : SIGN_NONE;

    if (before == SIGN_NONE || sign == SIGN_NONE || before == sign) {
        return sign != SIGN_NONE ? sign : before;
    }
    return towards == ARM_UP || towards == ARM_DOWN ? SIGN_UPRIGHT : SIGN_ACROSS;
}

bool sign_can_join(const struct sign_strand *border)
{
    return ((border->across | border->upright) & ~(unsigned)STYLE_STRONG) == 0;
}

/* The kinds of piece that a style consists of: a tie may be strong and stressful at
 * once, and both have to be seen, so they take turns along the line. */
static size_t pieces_of(size_t out[PIECES], unsigned style)
{
    size_t count = 0;

    for (size_t i = 0; i + 1 < PIECES; i++) {
        if ((style & straight[i].style) != 0) {
            out[count++] = i;
        }
    }
    if (count == 0) {
        out[count++] = PIECES - 1;
    }
    return count;
}

static const char *straight_glyph(const struct sign_strand *strand, bool upright, int at,
                                  bool ascii)
{
    bool whole = strand->arms == ARMS_ACROSS || strand->arms == ARMS_UPRIGHT;
    size_t pieces[PIECES], count = pieces_of(pieces, upright ? strand->upright : strand->across);
    unsigned place = at < 0 ? 0 : (unsigned)at;
    size_t i = pieces[place % count];

    if (!ascii) {
        return upright ? straight[i].upright : straight[i].across;
    }
    if (straight[i].gaps && count == 1 && place % 2 != 0 && whole && !strand->solid) {
        return " ";
    }
    return upright ? straight[i].ascii_upright : straight[i].ascii_across;
}

static const char *joint_glyph(const struct sign_strand *strand, bool ascii)
{
    bool across = (strand->across & STYLE_STRONG) != 0;
    bool upright = (strand->upright & STYLE_STRONG) != 0;
    bool emphasis = (strand->across & strand->upright & STYLE_EMPHASIS) != 0;

    if (ascii) {
        return emphasis ? "*" : "+";
    }
    return across && upright ? twofold[strand->arms]
           : across          ? twofold_across[strand->arms]
           : upright         ? twofold_upright[strand->arms]
           : emphasis        ? heavy[strand->arms]
                             : single[strand->arms];
}

const char *sign_glyph(const struct sign_strand *strand, int x, int y, bool ascii)
{
    bool across = (strand->arms & ARMS_ACROSS) != 0, upright = (strand->arms & ARMS_UPRIGHT) != 0;

    if (strand->sign != SIGN_NONE) {
        return ascii ? signs[strand->sign].ascii : signs[strand->sign].unicode;
    }
    if (across && upright) {
        return joint_glyph(strand, ascii);
    }
    if (!across && !upright) {
        return ascii ? "*" : "•";
    }
    return straight_glyph(strand, upright, across ? x : y, ascii);
}
