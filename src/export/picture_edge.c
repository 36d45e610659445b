/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shape of lines, for all back ends: where they begin and end, where their
 * signs stand, which of them belong together.
 */
#include "config.h"

#include "export/picture_edge.h"

#include "base/alloc.h"
#include "grid/stroke.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* Which side of POINT the box lies on; 0: it is not beside it. */
static unsigned side_of(struct scene_point point, struct scene_box box)
{
    bool beside = point.y >= box.y && point.y < box.y + box.h;
    bool below = point.x >= box.x && point.x < box.x + box.w;

    if (beside && point.x + 1 == box.x) {
        return ARM_RIGHT;
    }
    if (beside && point.x == box.x + box.w) {
        return ARM_LEFT;
    }
    if (below && point.y + 1 == box.y) {
        return ARM_DOWN;
    }
    return below && point.y == box.y + box.h ? ARM_UP : 0;
}

unsigned edge_opposite(unsigned arm)
{
    return arm == ARM_UP      ? ARM_DOWN
           : arm == ARM_DOWN  ? ARM_UP
           : arm == ARM_LEFT  ? ARM_RIGHT
           : arm == ARM_RIGHT ? ARM_LEFT
                              : 0u;
}

static unsigned direction(struct scene_point from, struct scene_point to)
{
    return to.x > from.x   ? ARM_RIGHT
           : to.x < from.x ? ARM_LEFT
           : to.y > from.y ? ARM_DOWN
           : to.y < from.y ? ARM_UP
                           : 0u;
}

struct edge_end edge_end(const struct scene *scene, const struct scene_edge *edge, bool last)
{
    size_t count = edge->point_count;
    struct edge_end end = {edge->points[last ? count - 1 : 0], 0, last ? edge->to : edge->from,
                           (edge->style & (last ? STYLE_ARROW_TO : STYLE_ARROW_FROM)) != 0};

    if (scene != NULL && end.item >= 0) {
        end.towards = side_of(end.at, scene->items[end.item].box);
    }
    for (size_t i = 1; i < count && end.towards == 0; i++) {
        end.towards = edge_opposite(direction(end.at, edge->points[last ? count - 1 - i : i]));
    }
    return end;
}

/* ---- signs in the middle of a line ---- */

static bool on_segment(struct scene_point point, struct scene_point a, struct scene_point b)
{
    return point.x >= smaller(a.x, b.x) && point.x <= larger(a.x, b.x) &&
           point.y >= smaller(a.y, b.y) && point.y <= larger(a.y, b.y);
}

static bool is_crossed(const struct scene *scene, const struct scene_edge *edge,
                       struct scene_point at)
{
    for (size_t i = 0; scene != NULL && i < scene->edge_count; i++) {
        const struct scene_edge *other = &scene->edges[i];

        for (size_t k = 1; other != edge && k < other->point_count; k++) {
            if (on_segment(at, other->points[k - 1], other->points[k])) {
                return true;
            }
        }
    }
    return false;
}

struct run {
    struct scene_point from;
    unsigned towards;
    int length; /* steps */
};

static struct run longest_run(const struct scene_edge *edge)
{
    struct run best = {edge->points[0], 0, 0};

    for (size_t i = 1; i < edge->point_count; i++) {
        struct scene_point a = edge->points[i - 1], b = edge->points[i];
        int length = abs(b.x - a.x) + abs(b.y - a.y);

        if (length > best.length) {
            best = (struct run){a, direction(a, b), length};
        }
    }
    return best;
}

static struct scene_point along(const struct run *run, int steps)
{
    struct scene_point at = run->from;

    at.x += steps * ((run->towards == ARM_RIGHT) - (run->towards == ARM_LEFT));
    at.y += steps * ((run->towards == ARM_DOWN) - (run->towards == ARM_UP));
    return at;
}

/* Near the middle of the longest run, where nothing crosses and nothing stands yet. */
static bool find_place(struct scene_point *out, const struct scene *scene,
                       const struct scene_edge *edge, const struct scene_point *taken,
                       size_t taken_count)
{
    struct run run = longest_run(edge);
    int middle = run.length / 2;

    for (int i = 0; i < 2 * run.length; i++) {
        int steps = middle + (i % 2 != 0 ? -(i + 1) / 2 : i / 2);
        bool free_cell = steps > 0 && steps < run.length;

        *out = along(&run, steps);
        for (size_t k = 0; k < taken_count && free_cell; k++) {
            free_cell = abs(taken[k].x - out->x) + abs(taken[k].y - out->y) > 1;
        }
        if (free_cell && !is_crossed(scene, edge, *out)) {
            return true;
        }
    }
    /* Too short or crossed everywhere: where there is no arrow, or else over one. */
    *out =
        (edge->style & STYLE_ARROW_TO) != 0 ? edge->points[0] : edge->points[edge->point_count - 1];
    return taken_count == 0;
}

size_t edge_signs(struct edge_sign out[EDGE_SIGNS], const struct scene *scene,
                  const struct scene_edge *edge)
{
    static const unsigned marks[EDGE_SIGNS] = {STYLE_BROKEN, STYLE_NEW, STYLE_GONE, STYLE_PRIVATE};
    struct scene_point taken[EDGE_SIGNS];
    size_t count = 0;

    for (size_t i = 0; i < EDGE_SIGNS; i++) {
        if ((edge->style & marks[i]) != 0 && find_place(&taken[count], scene, edge, taken, count)) {
            out[count] = (struct edge_sign){taken[count], marks[i]};
            count++;
        }
    }
    return count;
}

struct named {
    const char *id;
    size_t edge;
};

static int compare_names(const void *a, const void *b)
{
    const struct named *left = a, *right = b;
    int order = strcmp(left->id, right->id);

    return order != 0 ? order : left->edge < right->edge ? -1 : left->edge > right->edge;
}

/* Edges of one id are one net: its number is that of the first of them. */
int *edge_nets(const struct scene *scene)
{
    size_t count = scene->edge_count;
    struct named *names = alloc_array(count + 1, sizeof *names);
    int *nets = alloc_array(count + 1, sizeof *nets);

    for (size_t i = 0; i < count; i++) {
        names[i] = (struct named){scene->edges[i].id, i};
    }
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count; i++) {
        bool same = i > 0 && strcmp(names[i - 1].id, names[i].id) == 0;

        nets[names[i].edge] = same ? nets[names[i - 1].edge] : (int)names[i].edge;
    }
    free(names);
    return nets;
}

/* ---- away from cells ---- */

static struct scene_point unit(unsigned arm)
{
    return (struct scene_point){(arm == ARM_RIGHT) - (arm == ARM_LEFT),
                                (arm == ARM_DOWN) - (arm == ARM_UP)};
}

static void add_point(struct edge_path *path, struct scene_point point)
{
    struct scene_point *last = path->count > 0 ? &path->points[path->count - 1] : NULL;

    if (last != NULL && last->x == point.x && last->y == point.y) {
        return;
    }
    if (path->count > 1) {
        struct scene_point first = path->points[path->count - 2];

        if ((first.x == last->x && last->x == point.x) ||
            (first.y == last->y && last->y == point.y)) {
            *last = point;
            return;
        }
    }
    path->points[path->count++] = point;
}

static struct scene_point at_border(struct scene_point centre, struct scene_point towards, int w,
                                    int h)
{
    return (struct scene_point){centre.x + towards.x * w / 2, centre.y + towards.y * h / 2};
}

void edge_path_init(struct edge_path *path, const struct scene *scene,
                    const struct scene_edge *edge, int w, int h)
{
    size_t count = edge->point_count;
    struct scene_point centre = {0, 0};

    assert(count > 0);
    *path = (struct edge_path){.points = alloc_array(count + 2, sizeof *path->points)};
    path->from = unit(edge_end(scene, edge, false).towards);
    path->to = unit(edge_end(scene, edge, true).towards);
    for (size_t i = 0; i < count; i++) {
        centre = (struct scene_point){edge->points[i].x * w + w / 2, edge->points[i].y * h + h / 2};
        if (i == 0) {
            add_point(path, at_border(centre, path->from, w, h));
        }
        add_point(path, centre);
    }
    add_point(path, at_border(centre, path->to, w, h));
}

void edge_path_finish(struct edge_path *path)
{
    free(path->points);
}

static int length_of(struct scene_point a, struct scene_point b)
{
    return abs(b.x - a.x) + abs(b.y - a.y);
}

size_t edge_zigzag(struct scene_point **out, const struct edge_path *path, int step, int swing)
{
    struct scene_point *points = NULL;
    size_t count = 0, capacity = 0;
    int side = 1;

    for (size_t i = 1; i < path->count; i++) {
        struct scene_point a = path->points[i - 1], b = path->points[i];
        struct scene_point ahead = unit(direction(a, b));
        int length = length_of(a, b);

        alloc_grow(&points, &capacity, count + (size_t)(length / step) + 3, sizeof *points);
        points[count++] = a;
        for (int at = step; at + step / 2 < length; at += step, side = -side) {
            points[count++] = (struct scene_point){a.x + ahead.x * at - ahead.y * swing * side,
                                                   a.y + ahead.y * at + ahead.x * swing * side};
        }
        points[count++] = b;
    }
    *out = points;
    return count;
}
