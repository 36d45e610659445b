/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which character a piece of a line is: by the sides it joins and by how it is
 * drawn. Every style has a form of its own in Unicode and in ASCII, so that a
 * picture says the same without colour and on a typewriter.
 *
 *               across   upright   ASCII
 *   plain       ───      │         ---   |
 *   strong      ═══      ║         ===   #
 *   weak        ┄┄┄      ┆         - -   | with gaps
 *   uncertain   ┈┈┈      ┊         ...   :
 *   stress      ≁≁≁      ≀         ~~~   }   (on a strong or weak line every second one)
 *   broken, new, gone, private: ╳ ⊕ ⊖ ⊘, in ASCII / * o %, in the middle of the line
 */
#ifndef EXPORT_PICTURE_SIGNS_H
#define EXPORT_PICTURE_SIGNS_H

#include "diagram/scene.h"
#include "grid/stroke.h"

/* A style of this room's own, beside those of enum scene_style: an outline in dashes. */
#define SIGN_DASHES (1u << 31)

enum sign {
    SIGN_NONE,
    SIGN_UP, SIGN_RIGHT, SIGN_DOWN, SIGN_LEFT,
    SIGN_ACROSS,  /* arrows at both ends of one cell */
    SIGN_UPRIGHT,
    SIGN_BROKEN, SIGN_NEW, SIGN_GONE, SIGN_PRIVATE,
};
#define SIGN_COUNT 11

/* One line in one cell. */
struct sign_strand {
    unsigned arms;            /* enum stroke_arm */
    unsigned across, upright; /* styles of the two directions */
    enum sign sign;           /* instead of the line */
    bool solid;               /* an end, a corner or beside one: never left blank */
};

/* The arrow towards a side, together with one that is there already. */
enum sign sign_arrow(unsigned towards, enum sign before);
/* Whether there are characters for another line's end at this border. */
bool sign_can_join(const struct sign_strand *border);
/* One column wide. A blank belongs to a dashed line. */
const char *sign_glyph(const struct sign_strand *strand, int x, int y, bool ascii);

#endif
