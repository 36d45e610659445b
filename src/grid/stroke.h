/*
 * Lines on a grid that join where they meet: rules and boxes.
 */
#ifndef GRID_STROKE_H
#define GRID_STROKE_H

#include "grid/grid.h"

void stroke_horizontal(struct grid *grid, int row, int column, int columns);
void stroke_vertical(struct grid *grid, int row, int column, int rows);
/* Border along the inside edge of WHERE; joins lines that are already there. */
void stroke_box(struct grid *grid, struct rect where);

#endif
