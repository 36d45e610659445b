/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines that join. A stroke cell remembers through which sides lines leave it;
 * a new line adds its sides and the sign follows from all of them, so that the
 * order of drawing does not matter.
 */
#include "config.h"

#include "grid/stroke.h"

#include "base/text.h"
#include "grid/glyph.h"

#include <stdbool.h>
#include <string.h>

#define ARMS_ALL (ARM_UP | ARM_RIGHT | ARM_DOWN | ARM_LEFT)

/* By the set of sides; a line that ends in the open is drawn as a whole one. */
static const uint8_t SIGNS[ARMS_ALL + 1] = {
    [0] = GLYPH_HORIZONTAL,
    [ARM_UP] = GLYPH_VERTICAL,
    [ARM_DOWN] = GLYPH_VERTICAL,
    [ARM_UP | ARM_DOWN] = GLYPH_VERTICAL,
    [ARM_LEFT] = GLYPH_HORIZONTAL,
    [ARM_RIGHT] = GLYPH_HORIZONTAL,
    [ARM_LEFT | ARM_RIGHT] = GLYPH_HORIZONTAL,
    [ARM_DOWN | ARM_RIGHT] = GLYPH_CORNER_TOP_LEFT,
    [ARM_DOWN | ARM_LEFT] = GLYPH_CORNER_TOP_RIGHT,
    [ARM_UP | ARM_RIGHT] = GLYPH_CORNER_BOTTOM_LEFT,
    [ARM_UP | ARM_LEFT] = GLYPH_CORNER_BOTTOM_RIGHT,
    [ARM_UP | ARM_DOWN | ARM_RIGHT] = GLYPH_TEE_LEFT,
    [ARM_UP | ARM_DOWN | ARM_LEFT] = GLYPH_TEE_RIGHT,
    [ARM_DOWN | ARM_LEFT | ARM_RIGHT] = GLYPH_TEE_TOP,
    [ARM_UP | ARM_LEFT | ARM_RIGHT] = GLYPH_TEE_BOTTOM,
    [ARMS_ALL] = GLYPH_CROSS,
};

static bool lies_in(const struct grid *grid, int row, int column)
{
    return row >= 0 && row < grid_rows(grid) && column >= 0 && column < grid_columns(grid);
}

static void draw(struct grid *grid, int row, int column, unsigned arms)
{
    struct cell cell = {.role = ROLE_LINE, .width = 1, .arms = (uint16_t)(arms & ARMS_ALL)};
    const char *sign = glyph(SIGNS[cell.arms], grid_ascii(grid));

    text_decode(sign, strlen(sign), &cell.text[0]);
    grid_put(grid, row, column, &cell);
}

static void join(struct grid *grid, int row, int column, unsigned arms)
{
    if (lies_in(grid, row, column))
        draw(grid, row, column, grid_cell(grid, row, column)->arms | arms);
}

void stroke_horizontal(struct grid *grid, int row, int column, int columns)
{
    for (int i = 0; i < columns; i++) {
        unsigned arms = (i > 0 ? ARM_LEFT : 0U) | (i < columns - 1 ? ARM_RIGHT : 0U);
        join(grid, row, column + i, arms);
    }
}

void stroke_vertical(struct grid *grid, int row, int column, int rows)
{
    for (int i = 0; i < rows; i++) {
        unsigned arms = (i > 0 ? ARM_UP : 0U) | (i < rows - 1 ? ARM_DOWN : 0U);
        join(grid, row + i, column, arms);
    }
}

void stroke_divider(struct grid *grid, int row, int column, int rows)
{
    for (int i = row; i < row + rows; i++) {
        if (lies_in(grid, i, column))
            draw(grid, i, column, ARM_UP | ARM_DOWN);
    }
}

void stroke_rule(struct grid *grid, int row, int column, int columns)
{
    for (int i = column; i < column + columns; i++) {
        if (lies_in(grid, row, i))
            draw(grid, row, i, ARM_LEFT | ARM_RIGHT);
    }
}

void stroke_box(struct grid *grid, struct rect where)
{
    if (where.rows <= 0 || where.columns <= 0)
        return;
    stroke_horizontal(grid, where.row, where.column, where.columns);
    stroke_vertical(grid, where.row, where.column, where.rows);
    if (where.rows > 1)
        stroke_horizontal(grid, where.row + where.rows - 1, where.column, where.columns);
    if (where.columns > 1)
        stroke_vertical(grid, where.row, where.column + where.columns - 1, where.rows);
}
