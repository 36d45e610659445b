/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line begins where a character beside a box reaches towards it, and is followed
 * from there. A character that does not reach back to where the line comes from is
 * somebody else's: the line passes under it and goes straight on.
 */
#include "config.h"

#include "picture_reader.h"

#include "base/alloc.h"
#include "export/picture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { UP = 1, RIGHT = 2, DOWN = 4, LEFT = 8 };

#define ACROSS  (LEFT | RIGHT)
#define UPRIGHT (UP | DOWN)
#define SIGN    16 /* stands in a line, whichever way it runs */
#define ARROW   32 /* points at a box; the line comes from anywhere */
#define CORNER  64 /* of a typewriter: turns, one cannot see where */

struct meaning {
    uint32_t code_point;
    unsigned arms;
    unsigned style;
};

static const struct meaning unicode[] = {
    {0x2500, ACROSS, 0},
    {0x2502, UPRIGHT, 0},
    {0x250C, DOWN | RIGHT, 0},
    {0x2510, DOWN | LEFT, 0},
    {0x2514, UP | RIGHT, 0},
    {0x2518, UP | LEFT, 0},
    {0x2550, ACROSS, STYLE_STRONG},
    {0x2551, UPRIGHT, STYLE_STRONG},
    {0x2554, DOWN | RIGHT, STYLE_STRONG},
    {0x2557, DOWN | LEFT, STYLE_STRONG},
    {0x255A, UP | RIGHT, STYLE_STRONG},
    {0x255D, UP | LEFT, STYLE_STRONG},
    {0x2504, ACROSS, STYLE_WEAK},
    {0x2506, UPRIGHT, STYLE_WEAK},
    {0x2508, ACROSS, STYLE_UNCERTAIN},
    {0x250A, UPRIGHT, STYLE_UNCERTAIN},
    {0x2241, ACROSS, STYLE_STRESS},
    {0x2240, UPRIGHT, STYLE_STRESS},
    {0x25B2, ARROW | UP, 0},
    {0x25BA, ARROW | RIGHT, 0},
    {0x25BC, ARROW | DOWN, 0},
    {0x25C4, ARROW | LEFT, 0},
    {0x2573, SIGN, STYLE_BROKEN},
    {0x2295, SIGN, STYLE_NEW},
    {0x2296, SIGN, STYLE_GONE},
    {0x2298, SIGN, STYLE_PRIVATE},
};

static const struct meaning ascii[] = {
    {'-', ACROSS, 0},
    {'|', UPRIGHT, 0},
    {'=', ACROSS, STYLE_STRONG},
    {'#', UPRIGHT, STYLE_STRONG},
    {'.', ACROSS, STYLE_UNCERTAIN},
    {':', UPRIGHT, STYLE_UNCERTAIN},
    {'~', ACROSS, STYLE_STRESS},
    {'}', UPRIGHT, STYLE_STRESS},
    {'^', ARROW | UP, 0},
    {'>', ARROW | RIGHT, 0},
    {'v', ARROW | DOWN, 0},
    {'<', ARROW | LEFT, 0},
    {'/', SIGN, STYLE_BROKEN},
    {'*', SIGN, STYLE_NEW},
    {'o', SIGN, STYLE_GONE},
    {'%', SIGN, STYLE_PRIVATE},
    {'+', CORNER, 0},
};

struct reader {
    const struct grid *grid;
    const struct scene *scene;
    const struct meaning *table;
    size_t table_count;
};

static struct meaning meaning_at(const struct reader *reader, int x, int y)
{
    struct meaning nothing = {0, 0, 0};
    uint32_t code_point;

    if (x < 0 || y < 0 || x >= grid_columns(reader->grid) || y >= grid_rows(reader->grid)) {
        return nothing;
    }
    code_point = grid_cell(reader->grid, y, x)->text[0];
    for (size_t i = 0; i < reader->table_count; i++) {
        if (reader->table[i].code_point == code_point) {
            return reader->table[i];
        }
    }
    return nothing;
}

/* What lines may end at: no outline, and no part of another item. */
static bool is_target(const struct scene *scene, size_t index)
{
    int parent = scene->items[index].parent;

    return scene->items[index].kind != SCENE_HOUSEHOLD &&
           (parent < 0 || scene->items[parent].kind == SCENE_HOUSEHOLD);
}

static int item_at(const struct reader *reader, int x, int y)
{
    int found = -1, area = 0;

    for (size_t i = 0; i < reader->scene->item_count; i++) {
        struct scene_box box = reader->scene->items[i].box;

        if (x >= box.x && x < box.x + box.w && y >= box.y && y < box.y + box.h &&
            is_target(reader->scene, i) && (found < 0 || box.w * box.h < area)) {
            found = (int)i;
            area = box.w * box.h;
        }
    }
    return found;
}

static unsigned back(unsigned arm)
{
    return arm == UP ? DOWN : arm == DOWN ? UP : arm == LEFT ? RIGHT : LEFT;
}

static struct scene_point go(struct scene_point point, unsigned arm)
{
    point.x += (arm == RIGHT) - (arm == LEFT);
    point.y += (arm == DOWN) - (arm == UP);
    return point;
}

/* Whether the character on the side ARM of POINT reaches back to it. */
static bool reaches(const struct reader *reader, struct scene_point point, unsigned arm)
{
    struct scene_point next = go(point, arm);
    unsigned arms = meaning_at(reader, next.x, next.y).arms;

    if (item_at(reader, next.x, next.y) >= 0) {
        return false;
    }
    if ((arms & (SIGN | CORNER)) != 0) {
        return true;
    }
    return (arms & ARROW) != 0 ? (arms & back(arm)) == 0 : (arms & back(arm)) != 0;
}

/* Straight on if that is possible, else the one side from where something reaches back,
 * else under somebody else's line; an arrow beside another is most likely its own. */
static unsigned leave(const struct reader *reader, struct scene_point at, unsigned ahead)
{
    static const unsigned sides[] = {UP, RIGHT, DOWN, LEFT};

    if (ahead != 0 && reaches(reader, at, ahead)) {
        return ahead;
    }
    for (int certain = 1; certain >= 0; certain--) {
        for (int i = 0; i < 4; i++) {
            struct scene_point next = go(at, sides[i]);
            unsigned arms = meaning_at(reader, next.x, next.y).arms;
            bool doubtful = (arms & (CORNER | ARROW | SIGN)) != 0;

            if (sides[i] != back(ahead) && doubtful == (certain == 0) &&
                reaches(reader, at, sides[i])) {
                return sides[i];
            }
        }
        if (ahead != 0) {
            struct scene_point next = go(at, ahead);

            if ((meaning_at(reader, next.x, next.y).arms & (ACROSS | UPRIGHT)) != 0) {
                return ahead;
            }
        }
    }
    return ahead;
}

/* Which way the line goes on from AT, that was entered going AHEAD; 0: it ends in the air. */
static unsigned follow(const struct reader *reader, struct scene_point at, unsigned ahead)
{
    unsigned arms = meaning_at(reader, at.x, at.y).arms;
    struct scene_point next = go(at, ahead);

    if ((arms & CORNER) != 0) {
        unsigned turned = 0;

        /* Not straight on: that would be no corner. */
        for (int certain = 1; certain >= 0 && turned == 0; certain--) {
            unsigned sides[2] = {(ahead & ACROSS) != 0 ? UP : LEFT,
                                 (ahead & ACROSS) != 0 ? DOWN : RIGHT};

            for (int i = 0; i < 2 && turned == 0; i++) {
                struct scene_point side = go(at, sides[i]);
                bool corner = (meaning_at(reader, side.x, side.y).arms & CORNER) != 0;

                if (corner == (certain == 0) && reaches(reader, at, sides[i])) {
                    turned = sides[i];
                }
            }
        }
        for (int i = 0; i < 2 && turned == 0; i++) {
            unsigned side = (ahead & ACROSS) != 0 ? (i ? DOWN : UP) : (i ? RIGHT : LEFT);

            next = go(at, side);
            turned = item_at(reader, next.x, next.y) >= 0 ? side : 0;
        }
        return turned;
    }
    if ((arms & ARROW) != 0) {
        unsigned points = arms & (ACROSS | UPRIGHT);

        return points == ahead || !(reaches(reader, at, ahead) && points != back(ahead)) ? points
                                                                                         : ahead;
    }
    if ((arms & SIGN) != 0 || (arms & back(ahead)) == 0) {
        return ahead;
    }
    return arms & (ACROSS | UPRIGHT) & ~back(ahead);
}

static void add(struct reader_edges *out, struct reader_edge edge)
{
    alloc_grow(&out->edges, &out->capacity, out->count + 1, sizeof *out->edges);
    out->edges[out->count++] = edge;
}

static void trace(struct reader_edges *out, const struct reader *reader, int from,
                  struct scene_point at, unsigned towards)
{
    struct meaning here = meaning_at(reader, at.x, at.y);
    struct reader_edge edge = {.from = from, .first = at};
    unsigned ahead, blank = 0;

    if ((here.arms & ARROW) != 0) {
        edge.style |= STYLE_ARROW_FROM;
        ahead = leave(reader, at, back(towards));
    } else if ((here.arms & (SIGN | CORNER)) != 0) {
        ahead = leave(reader, at, (here.arms & CORNER) != 0 ? 0 : back(towards));
    } else {
        ahead = here.arms & ~towards;
    }
    for (int steps = 0; ahead != 0 && steps < 100000; steps++) {
        struct scene_point next = go(at, ahead);
        int item = item_at(reader, next.x, next.y);
        struct meaning now = meaning_at(reader, at.x, at.y);

        if ((now.arms & SIGN) != 0 || (now.arms & ahead) != 0) {
            edge.style |= now.style;
        }
        blank = now.arms == 0 ? blank + 1 : 0;
        if (blank == 1) {
            edge.style |= STYLE_WEAK;
        }
        if (blank > 1) {
            break;
        }
        if (item >= 0) {
            edge.to = item;
            edge.last = at;
            edge.style |= (now.arms & ARROW) != 0 && (now.arms & ahead) != 0 ? STYLE_ARROW_TO : 0u;
            if (edge.to > from) {
                add(out, edge);
            }
            return;
        }
        at = next;
        ahead = follow(reader, at, ahead);
    }
    out->lost++;
}

/* Whether a line ends at (X, Y), going on TOWARDS a box. */
static bool ends_here(const struct reader *reader, int x, int y, unsigned towards)
{
    struct meaning here = meaning_at(reader, x, y);
    struct scene_point at = {x, y};

    if (item_at(reader, x, y) >= 0) {
        return false;
    }
    if ((here.arms & CORNER) != 0) {
        /* A corner that already has both its sides elsewhere does not end here. */
        return reaches(reader, at, UP) + reaches(reader, at, DOWN) + reaches(reader, at, LEFT) +
                   reaches(reader, at, RIGHT) <
               2;
    }
    if ((here.arms & SIGN) != 0) {
        /* Of a line that has no room for it elsewhere, not of one that passes by. */
        unsigned beside = (towards & ACROSS) != 0 ? UPRIGHT : ACROSS;

        return reaches(reader, at, back(towards)) &&
               !(reaches(reader, at, beside & (UP | LEFT)) &&
                 reaches(reader, at, beside & (DOWN | RIGHT)));
    }
    return (here.arms & towards) != 0;
}

void reader_read(struct reader_edges *out, const struct grid *grid, const struct scene *scene)
{
    struct reader reader = {grid, scene, grid_ascii(grid) ? ascii : unicode,
                            grid_ascii(grid) ? sizeof ascii / sizeof ascii[0]
                                             : sizeof unicode / sizeof unicode[0]};

    *out = (struct reader_edges){NULL, 0, 0, 0};
    for (size_t i = 0; i < scene->item_count; i++) {
        struct scene_box box = scene->items[i].box;

        if (!is_target(scene, i)) {
            continue;
        }
        for (int x = box.x; x < box.x + box.w; x++) {
            if (ends_here(&reader, x, box.y - 1, DOWN)) {
                trace(out, &reader, (int)i, (struct scene_point){x, box.y - 1}, DOWN);
            }
            if (ends_here(&reader, x, box.y + box.h, UP)) {
                trace(out, &reader, (int)i, (struct scene_point){x, box.y + box.h}, UP);
            }
        }
        for (int y = box.y; y < box.y + box.h; y++) {
            if (ends_here(&reader, box.x - 1, y, RIGHT)) {
                trace(out, &reader, (int)i, (struct scene_point){box.x - 1, y}, RIGHT);
            }
            if (ends_here(&reader, box.x + box.w, y, LEFT)) {
                trace(out, &reader, (int)i, (struct scene_point){box.x + box.w, y}, LEFT);
            }
        }
    }
}

void reader_finish(struct reader_edges *edges)
{
    free(edges->edges);
}

static bool same_point(struct scene_point a, struct scene_point b)
{
    return a.x == b.x && a.y == b.y;
}

static unsigned turned(unsigned style)
{
    unsigned rest = style & ~(unsigned)(STYLE_ARROW_FROM | STYLE_ARROW_TO);

    return rest | ((style & STYLE_ARROW_FROM) != 0 ? STYLE_ARROW_TO : 0u) |
           ((style & STYLE_ARROW_TO) != 0 ? STYLE_ARROW_FROM : 0u);
}

static bool is_same(const struct scene_edge *edge, const struct reader_edge *read)
{
    struct scene_point first = edge->points[0], last = edge->points[edge->point_count - 1];
    unsigned style = edge->style & READER_STYLES;

    if (edge->from < edge->to) {
        return edge->from == read->from && edge->to == read->to && same_point(first, read->first) &&
               same_point(last, read->last) && style == read->style;
    }
    return edge->from == read->to && edge->to == read->from && same_point(last, read->first) &&
           same_point(first, read->last) && turned(style) == read->style;
}

void reader_check(const struct scene *scene, bool as_ascii)
{
    struct grid *grid = grid_create(scene->height, scene->width);
    struct reader_edges read;
    size_t found = 0;
    bool ok;

    grid_set_ascii(grid, as_ascii);
    picture_paint(grid, grid_all(grid), scene, 0, 0, -1);
    reader_read(&read, grid, scene);
    for (size_t i = 0; i < scene->edge_count; i++) {
        for (size_t k = 0; k < read.count; k++) {
            if (is_same(&scene->edges[i], &read.edges[k])) {
                found++;
                break;
            }
        }
    }
    ok = found == scene->edge_count && read.count == scene->edge_count && read.lost == 0;
    if (!ok) {
        struct buf out = BUF_INIT;

        grid_dump(&out, grid, false);
        for (size_t i = 0; i < read.count; i++) {
            buf_add_format(&out, "read: %d to %d, %x\n", read.edges[i].from, read.edges[i].to,
                           read.edges[i].style);
        }
        for (size_t i = 0; i < scene->edge_count; i++) {
            buf_add_format(&out, "is: %d to %d, %x\n", scene->edges[i].from, scene->edges[i].to,
                           scene->edges[i].style & READER_STYLES);
        }
        (void)fputs(buf_text(&out), stderr);
        buf_finish(&out);
        fail_msg("%zu of %zu read, %zu right, %zu lead nowhere", read.count, scene->edge_count,
                 found, read.lost);
    }
    reader_finish(&read);
    grid_destroy(grid);
}
