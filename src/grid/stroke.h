/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines on a grid that join where they meet: rules and boxes.
 */
#ifndef GRID_STROKE_H
#define GRID_STROKE_H

#include "grid/grid.h"

/* Sides of a cell that a line leaves through: struct cell's arms. */
enum stroke_arm { ARM_UP = 1, ARM_RIGHT = 2, ARM_DOWN = 4, ARM_LEFT = 8 };

void stroke_horizontal(struct grid *grid, int row, int column, int columns);
void stroke_vertical(struct grid *grid, int row, int column, int rows);
/* From top to bottom and joined with nothing: what crossed it in an earlier picture
 * is gone. */
void stroke_divider(struct grid *grid, int row, int column, int rows);
/* The same from left to right. */
void stroke_rule(struct grid *grid, int row, int column, int columns);
/* Border along the inside edge of WHERE; joins lines that are already there. */
void stroke_box(struct grid *grid, struct rect where);

#endif
