/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a picture must never do, counted cell by cell: what two lines share on the
 * grid is what a reader of characters cannot tell apart, so it is the same
 * measure for every layout and every back end.
 *
 * Every cell of every line is put into one hash table; after that each question
 * is a walk over cells, not over pairs.
 */
#include "config.h"

#include "diagram/scene.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

enum { TO_RIGHT = 1, TO_LEFT = 2, TO_DOWN = 4, TO_UP = 8 };

#define NOBODY ((size_t)-1)

/* One line in one cell: the sides it leaves through, and the next line there. */
struct visit {
    int x, y;
    size_t edge;
    unsigned arms;
    size_t next;
};

struct cells {
    size_t *heads;
    size_t mask;
    struct visit *visits;
    size_t count, capacity;
};

static size_t hash(int x, int y)
{
    uint64_t key = (uint64_t)(uint32_t)x << 32 | (uint32_t)y;

    key *= UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(key >> 24);
}

static size_t find(const struct cells *cells, int x, int y)
{
    size_t at = cells->heads[hash(x, y) & cells->mask];

    while (at != NOBODY && (cells->visits[at].x != x || cells->visits[at].y != y)) {
        at = cells->visits[at].next;
    }
    return at;
}

/* The next line in the same cell. */
static size_t find_next(const struct cells *cells, size_t at)
{
    int x = cells->visits[at].x, y = cells->visits[at].y;

    do {
        at = cells->visits[at].next;
    } while (at != NOBODY && (cells->visits[at].x != x || cells->visits[at].y != y));
    return at;
}

static void visit(struct cells *cells, size_t edge, int x, int y, unsigned arms)
{
    for (size_t at = find(cells, x, y); at != NOBODY; at = find_next(cells, at)) {
        if (cells->visits[at].edge == edge) {
            cells->visits[at].arms |= arms;
            return;
        }
    }
    size_t slot = hash(x, y) & cells->mask;
    cells->visits[cells->count] = (struct visit){x, y, edge, arms, cells->heads[slot]};
    cells->heads[slot] = cells->count++;
}

static int sign(int number)
{
    return (number > 0) - (number < 0);
}

static void walk(struct cells *cells, size_t index, const struct scene_edge *edge)
{
    if (edge->point_count > 0) {
        visit(cells, index, edge->points[0].x, edge->points[0].y, 0);
    }
    for (size_t i = 1; i < edge->point_count; i++) {
        struct scene_point at = edge->points[i - 1], end = edge->points[i];
        int dx = sign(end.x - at.x), dy = sign(end.y - at.y);
        unsigned ahead = dx > 0 ? TO_RIGHT : dx < 0 ? TO_LEFT : dy > 0 ? TO_DOWN : TO_UP;
        unsigned behind = dx > 0 ? TO_LEFT : dx < 0 ? TO_RIGHT : dy > 0 ? TO_UP : TO_DOWN;

        while (at.x != end.x || at.y != end.y) {
            visit(cells, index, at.x, at.y, ahead);
            at.x += dx;
            at.y += dy;
            visit(cells, index, at.x, at.y, behind);
        }
    }
}

static size_t cells_of(const struct scene_edge *edge)
{
    size_t total = edge->point_count;

    for (size_t i = 1; i < edge->point_count; i++) {
        total += (size_t)(abs(edge->points[i].x - edge->points[i - 1].x) +
                          abs(edge->points[i].y - edge->points[i - 1].y));
    }
    return total;
}

static void cells_init(struct cells *cells, const struct scene *scene)
{
    size_t total = 1, size = 16;

    for (size_t i = 0; i < scene->edge_count; i++) {
        total += cells_of(&scene->edges[i]);
    }
    while (size < total * 2) {
        size *= 2;
    }
    *cells = (struct cells){.mask = size - 1};
    cells->heads = alloc_array(size, sizeof *cells->heads);
    memset(cells->heads, 0xFF, size * sizeof *cells->heads);
    cells->visits = alloc_array(total, sizeof *cells->visits);
    for (size_t i = 0; i < scene->edge_count; i++) {
        walk(cells, i, &scene->edges[i]);
    }
}

static void cells_finish(struct cells *cells)
{
    free(cells->heads);
    free(cells->visits);
}

static bool inside(const struct scene *scene, int ancestor, int item)
{
    for (size_t steps = 0; item >= 0 && steps <= scene->item_count; steps++) {
        if (item == ancestor) {
            return true;
        }
        item = scene->items[item].parent;
    }
    return false;
}

static bool related(const struct scene *scene, int a, int b)
{
    return inside(scene, a, b) || inside(scene, b, a);
}

static bool share_a_cell(struct scene_box a, struct scene_box b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h && a.w > 0 &&
           a.h > 0 && b.w > 0 && b.h > 0;
}

struct by_row {
    struct scene_box box;
    int item;
};

static int compare_rows(const void *a, const void *b)
{
    const struct by_row *left = a, *right = b;

    if (left->box.y != right->box.y) {
        return left->box.y < right->box.y ? -1 : 1;
    }
    return left->item < right->item ? -1 : left->item > right->item;
}

static size_t count_overlaps(const struct scene *scene)
{
    size_t count = scene->item_count, found = 0;
    struct by_row *rows = alloc_array(count > 0 ? count : 1, sizeof *rows);

    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct by_row){scene->items[i].box, (int)i};
    }
    qsort(rows, count, sizeof *rows, compare_rows);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count && rows[k].box.y < rows[i].box.y + rows[i].box.h; k++) {
            found += share_a_cell(rows[i].box, rows[k].box) &&
                     !related(scene, rows[i].item, rows[k].item);
        }
    }
    free(rows);
    return found;
}

static bool is_end(const struct scene_edge *edge, int x, int y)
{
    const struct scene_point *first = edge->points, *last = first + edge->point_count - 1;

    return (first->x == x && first->y == y) || (last->x == x && last->y == y);
}

static bool have_an_end_in_common(const struct scene_edge *a, const struct scene_edge *b)
{
    return a->from == b->from || a->from == b->to || a->to == b->from || a->to == b->to;
}

/* Of two lines in one cell: do they run on together, or only meet there? */
static void count_meeting(const struct scene *scene, const struct visit *a, const struct visit *b,
                          size_t *seen, struct scene_faults *out)
{
    const struct scene_edge *left = &scene->edges[a->edge], *right = &scene->edges[b->edge];
    unsigned together = a->arms & b->arms;

    if (strcmp(left->id, right->id) == 0) {
        return;
    }
    out->shared += (together & TO_RIGHT) != 0;
    out->shared += (together & TO_DOWN) != 0;
    if (together != 0 || seen[b->edge] == a->edge) {
        return;
    }
    if (have_an_end_in_common(left, right) && is_end(left, a->x, a->y) &&
        is_end(right, a->x, a->y)) {
        return;
    }
    seen[b->edge] = a->edge;
    out->crossings++;
}

static void count_crossings(const struct scene *scene, const struct cells *cells,
                            struct scene_faults *out)
{
    size_t edges = scene->edge_count > 0 ? scene->edge_count : 1;
    size_t *seen = alloc_array(edges, sizeof *seen);

    memset(seen, 0xFF, edges * sizeof *seen);
    /* Visits stand line by line, so SEEN tells which pairs this line has met before. */
    for (size_t i = 0; i < cells->count; i++) {
        const struct visit *visits = cells->visits;
        size_t at = find(cells, visits[i].x, visits[i].y);

        for (; at != NOBODY; at = find_next(cells, at)) {
            if (visits[at].edge < visits[i].edge) {
                count_meeting(scene, &visits[i], &visits[at], seen, out);
            }
        }
    }
    free(seen);
}

static bool contains(struct scene_box box, int x, int y)
{
    return x >= box.x && x < box.x + box.w && y >= box.y && y < box.y + box.h;
}

/* Whether this line has no business in that box. */
static bool is_foreign(const struct scene *scene, const struct scene_edge *edge, int item)
{
    return scene->items[item].kind != SCENE_HOUSEHOLD &&
           !(edge->from >= 0 && related(scene, edge->from, item)) &&
           !(edge->to >= 0 && related(scene, edge->to, item));
}

static void count_one(const struct scene *scene, const struct visit *visit, int item, size_t *seen,
                      struct scene_faults *out)
{
    if (seen[visit->edge] != (size_t)item && is_foreign(scene, &scene->edges[visit->edge], item)) {
        seen[visit->edge] = (size_t)item;
        out->through_items++;
    }
}

static void count_through(const struct scene *scene, const struct cells *cells,
                          struct scene_faults *out)
{
    size_t edges = scene->edge_count > 0 ? scene->edge_count : 1;
    size_t *seen = alloc_array(edges, sizeof *seen);

    memset(seen, 0xFF, edges * sizeof *seen);
    for (int item = 0; (size_t)item < scene->item_count; item++) {
        struct scene_box box = scene->items[item].box;

        if (box.w <= 0 || box.h <= 0) {
            continue;
        }
        if ((size_t)box.w * (size_t)box.h > cells->count) {
            for (size_t i = 0; i < cells->count; i++) {
                if (contains(box, cells->visits[i].x, cells->visits[i].y)) {
                    count_one(scene, &cells->visits[i], item, seen, out);
                }
            }
            continue;
        }
        for (int y = box.y; y < box.y + box.h; y++) {
            for (int x = box.x; x < box.x + box.w; x++) {
                size_t at = find(cells, x, y);

                for (; at != NOBODY; at = find_next(cells, at)) {
                    count_one(scene, &cells->visits[at], item, seen, out);
                }
            }
        }
    }
    free(seen);
}

static size_t count_outside(const struct scene *scene)
{
    struct scene_box sheet = {0, 0, scene->width, scene->height};
    size_t found = 0;

    for (size_t i = 0; i < scene->item_count; i++) {
        struct scene_box box = scene->items[i].box;

        found += box.x < 0 || box.y < 0 || box.x + box.w > sheet.w || box.y + box.h > sheet.h;
    }
    for (size_t i = 0; i < scene->edge_count; i++) {
        for (size_t k = 0; k < scene->edges[i].point_count; k++) {
            found += !contains(sheet, scene->edges[i].points[k].x, scene->edges[i].points[k].y);
        }
    }
    return found;
}

void scene_measure(const struct scene *scene, struct scene_faults *out)
{
    struct cells cells;

    *out = (struct scene_faults){0};
    cells_init(&cells, scene);
    out->overlaps = count_overlaps(scene);
    out->outside = count_outside(scene);
    count_crossings(scene, &cells, out);
    count_through(scene, &cells, out);
    cells_finish(&cells);
}
