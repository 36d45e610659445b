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

void view_paint(struct grid *grid, struct app *app);

#endif
