/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scene in characters: first the lines of the part that is to be seen, then
 * the words over them, then the marks where the picture goes on.
 */
#include "config.h"

#include "base/text.h"
#include "export/picture.h"
#include "export/picture_lines.h"
#include "export/picture_place.h"
#include "export/picture_writers.h"
#include "grid/glyph.h"

#include <string.h>

struct painter {
    struct grid *grid;
    struct rect where;
    struct window window; /* what of the scene is to be seen */
    const struct scene *scene;
    struct lines *lines;
    bool ascii;
};

static enum role role_of(const struct scene_item *item)
{
    static const enum role roles[SCENE_KIND_COUNT] = {
        [SCENE_CENTRE] = ROLE_HEADING,  [SCENE_PERSON] = ROLE_TEXT,   [SCENE_SYSTEM] = ROLE_TEXT,
        [SCENE_UNION] = ROLE_TEXT,      [SCENE_HOUSEHOLD] = ROLE_DIM, [SCENE_EVENT] = ROLE_TEXT,
        [SCENE_BAND] = ROLE_TEXT,       [SCENE_AXIS] = ROLE_LINE,     [SCENE_TICK] = ROLE_DIM,
        [SCENE_HEADING] = ROLE_HEADING, [SCENE_REFERENCE] = ROLE_DIM, [SCENE_LEGEND] = ROLE_DIM,
        [SCENE_NOTE] = ROLE_GUIDANCE,
    };

    return (item->style & STYLE_GONE) != 0 ? ROLE_DIM : roles[item->kind];
}

/* ---- lines that belong to items ---- */

static void add_axis(struct painter *painter, int index)
{
    const struct scene_item *axis = &painter->scene->items[index];
    struct scene_box box = axis->box;
    bool upright = box.h >= box.w;
    int x = upright ? box.x + (box.w - 1) / 2 : box.x;
    int y = upright ? box.y : box.y + (box.h - 1) / 2;

    lines_add_run(painter->lines, index, x, y, upright ? box.h : box.w, upright, 0);
    for (size_t i = 0; i < painter->scene->item_count; i++) {
        struct scene_box tick = painter->scene->items[i].box;

        if (painter->scene->items[i].kind != SCENE_TICK) {
            continue;
        }
        if (upright) {
            int row = tick.y + (tick.h - 1) / 2;
            unsigned side = tick.x + tick.w == box.x  ? ARM_LEFT
                            : tick.x == box.x + box.w ? ARM_RIGHT
                                                      : 0u;
            lines_add_arms(painter->lines, index, x, row, side);
        } else {
            int column = tick.x + (tick.w - 1) / 2;
            unsigned side = tick.y + tick.h == box.y  ? ARM_UP
                            : tick.y == box.y + box.h ? ARM_DOWN
                                                      : 0u;
            lines_add_arms(painter->lines, index, column, y, side);
        }
    }
}

/* A bar with caps where it is known to begin and end, and dots where it is not. */
static void add_band(struct painter *painter, int index)
{
    const struct scene_item *band = &painter->scene->items[index];
    struct scene_box box = band->box;
    bool upright = !place_lies(painter->scene), known_start, known_end;
    int length = upright ? box.h : box.w, dots = length >= 6 ? 2 : 1;
    unsigned caps = upright ? ARM_LEFT | ARM_RIGHT : ARM_UP | ARM_DOWN;

    if (length <= 0) {
        return;
    }
    known_start = (band->style & (STYLE_OPEN_START | STYLE_UNCERTAIN)) == 0;
    known_end = (band->style & (STYLE_OPEN_END | STYLE_UNCERTAIN)) == 0;
    if (length == 1 && known_start != known_end) {
        /* A cap, and the beginning of what goes on from it. */
        unsigned on = upright ? (known_start ? ARM_DOWN : ARM_UP)
                              : (known_start ? ARM_RIGHT : ARM_LEFT);

        lines_put_arms(painter->lines, index, box.x, box.y, caps | on);
        return;
    }
    lines_add_run(painter->lines, index, box.x, box.y, length, upright, 0);
    if (!known_start) {
        lines_add_run(painter->lines, index, box.x, box.y, dots, upright, STYLE_UNCERTAIN);
    }
    if (!known_end) {
        int from = length - dots;

        lines_add_run(painter->lines, index, upright ? box.x : box.x + from,
                      upright ? box.y + from : box.y, dots, upright, STYLE_UNCERTAIN);
    }
    if (known_start) {
        lines_add_arms(painter->lines, index, box.x, box.y, caps);
    }
    if (known_end) {
        lines_add_arms(painter->lines, index, upright ? box.x : box.x + length - 1,
                       upright ? box.y + length - 1 : box.y, caps);
    }
}

static void add_rule(struct painter *painter, int index)
{
    const struct scene_item *item = &painter->scene->items[index];
    struct place_line line;
    int used = 0;

    for (size_t i = 0; place_line(&line, painter->scene, item, i); i++) {
        used = line.x + line.columns > used ? line.x + line.columns : used;
    }
    if (item->box.x + item->box.w - used >= 3 && item->box.h == 1) {
        lines_add_run(painter->lines, index, used + 1, item->box.y,
                      item->box.x + item->box.w - used - 1, false, 0);
    }
}

static void add_lines(struct painter *painter, int index)
{
    const struct scene_item *item = &painter->scene->items[index];

    if (place_has_border(item)) {
        lines_add_border(painter->lines, index, item->box, item->kind, item->style);
    } else if (item->kind == SCENE_AXIS) {
        add_axis(painter, index);
    } else if (item->kind == SCENE_BAND) {
        add_band(painter, index);
    } else if (item->kind == SCENE_HEADING) {
        add_rule(painter, index);
    } else if (item->kind == SCENE_LEGEND && item->glyph[0] == '\0') {
        lines_add_sample(painter->lines, item, SCENE_SAMPLE);
    }
}

/* ---- words ---- */

static void put_text(const struct painter *painter, int x, int y, enum role role, const char *text)
{
    const struct window *window = &painter->window;
    int row = painter->where.row + y - window->top;
    int column = painter->where.column + x - window->left, end = window->left + window->columns;
    size_t length = strlen(text);

    if (y < window->top || y >= window->top + window->rows || x >= end) {
        return;
    }
    if (x >= window->left) {
        grid_text(painter->grid, row, column, end - x, role, text, length);
        return;
    }
    /* Begins outside: what is inside is found sign by sign. */
    for (size_t at = 0, next; at < length && x < end; at = next) {
        int width;

        next = text_next(text, length, at);
        width = text_width(text + at, next - at);
        if (x >= window->left && x + width <= end) {
            grid_text(painter->grid, row, painter->where.column + x - window->left, width, role,
                      text + at, next - at);
        }
        x += width;
    }
}

static bool is_seen(const struct painter *painter, struct scene_box box)
{
    const struct window *window = &painter->window;

    return box.x < window->left + window->columns && box.x + box.w > window->left &&
           box.y < window->top + window->rows && box.y + box.h > window->top;
}

static void paint_item(const struct painter *painter, const struct scene_item *item)
{
    enum role role = role_of(item);
    struct place_line line;

    for (size_t i = 0; place_line(&line, painter->scene, item, i); i++) {
        if (line.glyph) {
            put_text(painter, line.x, line.y, role,
                     painter->ascii ? item->glyph_ascii : item->glyph);
        } else {
            put_text(painter, line.x, line.y, role, line.text);
        }
    }
}

static void paint_lines(const struct painter *painter)
{
    const struct window *window = &painter->window;

    for (int row = 0; row < window->rows; row++) {
        for (int column = 0; column < window->columns; column++) {
            const char *glyph = lines_glyph(painter->lines, window->left + column,
                                            window->top + row, painter->ascii);

            if (glyph[0] != '\0') {
                grid_text(painter->grid, painter->where.row + row, painter->where.column + column,
                          1, ROLE_LINE, glyph, strlen(glyph));
            }
        }
    }
}

/* ---- where it goes on ---- */

static bool is_blank(const struct painter *painter, int row, int column)
{
    const struct window *window = &painter->window;

    if (row < 0 || column < 0 || row >= window->rows || column >= window->columns) {
        return true;
    }
    const struct cell *cell =
        grid_cell(painter->grid, painter->where.row + row, painter->where.column + column);

    return cell->text[0] == ' ' && cell->width == 1;
}

/* How many steps from a place along the edge the nearest one is where nothing stands, with
 * a blank on both sides: an arrow in the middle of a year would be another year. 0: none. */
static int way_to_room(const struct painter *painter, int row, int column, int down, int across)
{
    int most = across != 0 ? painter->window.columns / 2 : painter->window.rows / 2;

    for (int step = 0; step < most; step++) {
        for (int sign = 1; sign >= -1; sign -= 2) {
            int there = row + sign * step * down, at = column + sign * step * across;

            if (is_blank(painter, there, at - 1) && is_blank(painter, there, at) &&
                is_blank(painter, there, at + 1)) {
                return sign * step;
            }
        }
    }
    return 0;
}

static void put_mark(const struct painter *painter, int row, int column, int down, int across,
                     const char *unicode, const char *ascii)
{
    const char *mark = painter->ascii ? ascii : unicode;
    int way = way_to_room(painter, row, column, down, across);

    grid_text(painter->grid, painter->where.row + row + way * down,
              painter->where.column + column + way * across, 1, ROLE_KEY, mark, strlen(mark));
}

static void paint_marks(const struct painter *painter)
{
    const struct window *window = &painter->window;
    int columns = window->columns, rows = window->rows;

    if (columns <= 0 || rows <= 0) {
        return;
    }
    if (window->left > 0) {
        put_mark(painter, rows / 2, 0, 1, 0, "«", "<");
    }
    if (window->left + columns < painter->scene->width) {
        put_mark(painter, rows / 2, columns - 1, 1, 0, "»", ">");
    }
    if (window->top > 0) {
        put_mark(painter, 0, columns / 2, 0, 1, glyph(GLYPH_ARROW_UP, false), "^");
    }
    if (window->top + rows < painter->scene->height) {
        put_mark(painter, rows - 1, columns / 2, 0, 1, glyph(GLYPH_ARROW_DOWN, false), "v");
    }
}

static void tint_selected(const struct painter *painter, struct scene_box box)
{
    const struct window *window = &painter->window;
    int left = box.x > window->left ? box.x : window->left;
    int top = box.y > window->top ? box.y : window->top;
    int right = box.x + box.w, bottom = box.y + box.h;

    right = right < window->left + window->columns ? right : window->left + window->columns;
    bottom = bottom < window->top + window->rows ? bottom : window->top + window->rows;
    grid_tint(painter->grid,
              (struct rect){painter->where.row + top - window->top,
                            painter->where.column + left - window->left, bottom - top,
                            right - left},
              ROLE_SELECTED);
}

/* The part of WHERE that is on the sheet at all. */
static struct rect on_sheet(const struct grid *grid, struct rect where, int *left, int *top)
{
    if (where.row < 0) {
        *top -= where.row;
        where.rows += where.row;
        where.row = 0;
    }
    if (where.column < 0) {
        *left -= where.column;
        where.columns += where.column;
        where.column = 0;
    }
    if (where.rows > grid_rows(grid) - where.row) {
        where.rows = grid_rows(grid) - where.row;
    }
    if (where.columns > grid_columns(grid) - where.column) {
        where.columns = grid_columns(grid) - where.column;
    }
    return where;
}

static void paint(struct painter *painter)
{
    const struct scene *scene = painter->scene;

    grid_fill(painter->grid, painter->where, ROLE_TEXT);
    painter->lines = lines_create(painter->window);
    for (size_t i = 0; i < scene->item_count; i++) {
        if (is_seen(painter, scene->items[i].box)) {
            add_lines(painter, (int)i);
        }
    }
    lines_add_edges(painter->lines, scene);
    paint_lines(painter);
    lines_destroy(painter->lines);
    for (size_t i = 0; i < scene->item_count; i++) {
        if (is_seen(painter, scene->items[i].box)) {
            paint_item(painter, &scene->items[i]);
        }
    }
}

void picture_cells(struct grid *grid, const struct scene *scene, int top)
{
    struct painter painter = {.grid = grid, .scene = scene, .ascii = grid_ascii(grid)};

    painter.where = grid_all(grid);
    painter.window = (struct window){0, top, painter.where.columns, painter.where.rows};
    paint(&painter);
}

void picture_paint(struct grid *grid, struct rect where, const struct scene *scene, int left,
                   int top, int selected)
{
    struct painter painter = {.grid = grid, .scene = scene, .ascii = grid_ascii(grid)};

    painter.where = on_sheet(grid, where, &left, &top);
    if (painter.where.rows <= 0 || painter.where.columns <= 0) {
        return;
    }
    painter.window = (struct window){left, top, painter.where.columns, painter.where.rows};
    paint(&painter);
    if (selected >= 0 && (size_t)selected < scene->item_count) {
        tint_selected(&painter, scene->items[selected].box);
    }
    paint_marks(&painter);
}
