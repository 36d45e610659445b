/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where an arrow key goes. Distances run between the sides of boxes that face
 * each other, not between their middles: a long name and a short one in the same
 * column lie straight below one another. A row counts double, as it looks.
 */
#include "config.h"

#include "diagram/scene.h"

#include <limits.h>
#include <stdlib.h>

/* A box as the direction sees it: ALONG grows the way that the key points. */
struct span {
    long along_from, along_to;
    long across_from, across_to;
};

static struct span span_of(struct scene_box box, enum scene_direction direction)
{
    long left = box.x, right = (long)box.x + box.w, top = 2L * box.y;
    long bottom = 2L * ((long)box.y + box.h);

    switch (direction) {
    case GO_LEFT:
        return (struct span){-right, -left, top, bottom};
    case GO_RIGHT:
        return (struct span){left, right, top, bottom};
    case GO_UP:
        return (struct span){-bottom, -top, left, right};
    default:
        return (struct span){top, bottom, left, right};
    }
}

static long positive(long number)
{
    return number > 0 ? number : 0;
}

static long larger(long a, long b)
{
    return a > b ? a : b;
}

/* How far away an item is; smaller is better, from left to right. */
struct score {
    bool outside_cone;
    long distance;
    long aside; /* between the middles: of several that lie equally near, the straightest */
};

static bool better(struct score a, struct score b)
{
    if (a.outside_cone != b.outside_cone) {
        return !a.outside_cone;
    }
    return a.distance != b.distance ? a.distance < b.distance : a.aside < b.aside;
}

/* False: it does not lie in that direction at all. */
static bool score_of(struct score *out, struct span from, struct span to)
{
    long ahead = to.along_from + to.along_to - from.along_from - from.along_to;
    long gap = positive(to.along_from - from.along_to);
    long across = positive(
        larger(to.across_from - from.across_to, from.across_from - to.across_to));

    if (ahead <= 0) {
        return false;
    }
    out->outside_cone = to.along_from < from.along_to || across > gap;
    out->distance = 5 * gap + 2 * across;
    out->aside = labs(to.across_from + to.across_to - from.across_from - from.across_to);
    return true;
}

static int nearest(const struct scene *scene, int at, enum scene_direction direction)
{
    struct span from = span_of(scene->items[at].box, direction);
    struct score best = {true, LONG_MAX, LONG_MAX};
    int found = -1;

    for (int i = 0; (size_t)i < scene->item_count; i++) {
        struct score score;

        if (i != at && scene->items[i].selectable &&
            score_of(&score, from, span_of(scene->items[i].box, direction)) &&
            better(score, best)) {
            best = score;
            found = i;
        }
    }
    return found;
}

static int first_selectable(const struct scene *scene)
{
    for (int i = 0; (size_t)i < scene->item_count; i++) {
        if (scene->items[i].selectable) {
            return i;
        }
    }
    return -1;
}

static bool is_item(const struct scene *scene, int index)
{
    return index >= 0 && (size_t)index < scene->item_count && scene->items[index].selectable;
}

static bool leads_back(const struct scene *scene, const struct scene_way *way, int at,
                       enum scene_direction direction)
{
    static const enum scene_direction opposite[] = {
        [GO_UP] = GO_DOWN, [GO_DOWN] = GO_UP, [GO_LEFT] = GO_RIGHT, [GO_RIGHT] = GO_LEFT};

    return way != NULL && way->to == at && way->from != at && is_item(scene, way->from) &&
           direction == opposite[way->direction];
}

int scene_neighbour(const struct scene *scene, int at, enum scene_direction direction,
                    struct scene_way *back)
{
    int found;

    if (!is_item(scene, at)) {
        return first_selectable(scene);
    }
    found = leads_back(scene, back, at, direction) ? back->from : nearest(scene, at, direction);
    if (back != NULL && found >= 0) {
        *back = (struct scene_way){at, found, direction};
    }
    return found;
}
