/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of the program as a sheet of cells. Same state, same size, same
 * cells: no clock, no files, nothing changed but scroll positions and how many
 * rows were on show.
 */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include "app/app.h"
#include "grid/grid.h"

/* The smallest window that is used; below it one line says so and typing goes on. */
#define VIEW_LEAST_ROWS    12
#define VIEW_LEAST_COLUMNS 40

/* All of it. */
void view_paint(struct grid *grid, struct app *app);

/*
 * Only what changed, where that is known to be the text under the cursor; else all
 * of it. Nobody has to say what became stale: the app counts every event that was
 * more than typing (app->version), the grid tells whether something was laid over
 * the editor, and the editor whether something else was painted from its text.
 */
struct view_memory {
    unsigned long version;
    const struct text_edit *edit; /* that may be drawn by itself; NULL: none */
};
void view_update(struct grid *grid, struct app *app, struct view_memory *memory);

#endif
