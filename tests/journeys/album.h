/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pictures of the screen, one below the other in a file of tests/golden, for the
 * tests that walk through the program in each size that is promised, in Unicode and
 * in ASCII, and for what the themes make of it. VERHAAL_UPDATE_GOLDEN=1 writes the
 * files anew; the difference is then read by a person.
 */
#ifndef TESTS_JOURNEYS_ALBUM_H
#define TESTS_JOURNEYS_ALBUM_H

#include "base/buf.h"
#include "grid/grid.h"
#include "term/theme.h"

/* How a walk is looked at. */
struct album_way {
    int rows, columns;
    bool ascii;
    const char *looks; /* "light", "none": what it looks like instead of what it says; NULL */
    enum term_theme theme;
};

extern const struct album_way album_ways[];
extern const size_t album_way_count;

struct album {
    const struct album_way *way;
    unsigned shots;
    struct buf text;
};

/*
 * One more shot. CLEAN (may be NULL) takes out of the words what chance put there. Looks
 * are letters for each row, as "12 3B 40o": so many cells of a look; rows that look alike
 * follow each other once, with their number.
 */
void album_add(struct album *album, const char *name, const struct grid *grid,
               void (*clean)(struct buf *screen));
/* Holds it against tests/golden/NAME_80x24_ascii.txt, fails the test, and finishes it. */
void album_compare(struct album *album, const char *name);
/* How many shots a script takes. */
unsigned album_shots_in(const char *script);

#endif
