/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sheet of cells: the only picture of the screen. Views paint it, terminals
 * show it, tests compare it.
 *
 * Painting compares before it writes and remembers which columns of a row
 * changed, so that showing costs what changed and not the size of the window.
 * A cell holds one grapheme (a base and at most four combining marks, what
 * ncurses can draw); a wide one fills two cells, the second empty.
 */
#ifndef GRID_GRID_H
#define GRID_GRID_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a text is, not what colour it has: themes map roles (term_curses). */
enum role {
    ROLE_TEXT,
    ROLE_DIM,       /* secondary */
    ROLE_TITLE,     /* top line */
    ROLE_HEADING,
    ROLE_PROMPT,    /* what is said aloud */
    ROLE_GUIDANCE,  /* for the clinician's eyes */
    ROLE_INPUT,     /* what is being typed */
    ROLE_SELECTED,  /* the line the cursor is on */
    ROLE_MARKED,    /* selected text, search hits */
    ROLE_KEY,       /* names of keys in the footer and help */
    ROLE_FOOTER,
    ROLE_WARNING,
    ROLE_ERROR,
    ROLE_DONE,
    ROLE_LATER,
    ROLE_PATIENT,   /* the patient's language */
    ROLE_LINE,      /* rules and borders */
};
#define ROLE_COUNT 17

#define GRID_MARKS 5

struct cell {
    uint32_t text[GRID_MARKS]; /* base and marks; text[0] 0: right half of a wide one */
    uint8_t role;
    uint8_t width;             /* 1 or 2; 0 for the right half */
    uint16_t arms;             /* of a stroke (stroke.h): the sides it joins; else 0 */
};

struct rect {
    int row, column, rows, columns;
};

struct grid;

struct grid *grid_create(int rows, int columns);
void grid_destroy(struct grid *grid); /* wipes; accepts NULL */
void grid_resize(struct grid *grid, int rows, int columns); /* blanks everything */
int grid_rows(const struct grid *grid);
int grid_columns(const struct grid *grid);
struct rect grid_all(const struct grid *grid);

/* Paints text as it is displayed (text_display, one line), clipped to COLUMNS
 * columns, no ellipsis; returns columns used. Outside the grid: nothing. */
int grid_text(struct grid *grid, int row, int column, int columns, enum role role,
              const char *text, size_t length);
/* The same, and the rest of COLUMNS is filled with blanks. */
void grid_line(struct grid *grid, int row, int column, int columns, enum role role,
               const char *text, size_t length);
/* With an ellipsis when it does not fit, and the rest blank. */
void grid_fit(struct grid *grid, int row, int column, int columns, enum role role,
              const char *text);
void grid_fill(struct grid *grid, struct rect where, enum role role);
/* Changes only the role of what is there. */
void grid_tint(struct grid *grid, struct rect where, enum role role);
void grid_wipe(struct grid *grid); /* blanks all and marks all changed */

/* Where the terminal's cursor stands; row -1: hidden. */
void grid_set_cursor(struct grid *grid, int row, int column);
void grid_cursor(const struct grid *grid, int *row, int *column);

/*
 * Watches WHERE from now on: a part that is painted again by itself later has to
 * know that nothing was laid over it. Wiping and resizing end the watch; so does an
 * empty rectangle.
 */
void grid_guard(struct grid *grid, struct rect where);
/* WHERE is being watched, and nobody has painted there since. */
bool grid_guarded(const struct grid *grid, struct rect where);

/* Writes one displayable cell for what draws by cells (strokes, diagrams); the
 * other half of a wide cell that is cut through becomes blank. */
void grid_put(struct grid *grid, int row, int column, const struct cell *cell);
/* Makes TO the same sheet as FROM, damage and all. */
void grid_copy(struct grid *to, const struct grid *from);

/* --ascii: glyphs and ellipsis outside ASCII are replaced (not answers). */
void grid_set_ascii(struct grid *grid, bool ascii);
bool grid_ascii(const struct grid *grid);

/*
 * What a press of the mouse on a cell means, by a number of the painter's (0: nothing).
 * Costs nothing until grid_set_aimed(). Aims stay until they are aimed over, the grid
 * is resized or all are taken back, so that a part repainted alone keeps its own.
 */
void grid_set_aimed(struct grid *grid, bool aimed);
void grid_aim(struct grid *grid, struct rect where, uint32_t target);
void grid_aim_nowhere(struct grid *grid);
/* INSIDE: how many cells to the left have the same target. */
uint32_t grid_target(const struct grid *grid, int row, int column, int *inside);

const struct cell *grid_cell(const struct grid *grid, int row, int column);
/* Columns [*first, *last) of ROW changed since grid_shown(); false: none. */
bool grid_damage(const struct grid *grid, int row, int *first, int *last);
/* Rows [*first, *last) hold all that changed; false: nothing did. */
bool grid_damaged_rows(const struct grid *grid, int *first, int *last);
void grid_shown(struct grid *grid);

/* Each row as text, trailing blanks cut: goldens, capture. With ROLES a second
 * block with one letter a cell. */
void grid_dump(struct buf *out, const struct grid *grid, bool roles);

#endif
