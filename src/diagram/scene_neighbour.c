/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where an arrow key goes. Distances run between the sides of boxes that face
 * each other, not between their middles: a long name and a short one in the same
 * column lie straight below one another. A row counts double, as it looks.
 *
 * The nearest alone would leave an item out now and then, to which no other is
 * nearest from any side. Such items borrow a way that is not needed to reach another.
 */
#include "config.h"

#include "diagram/scene.h"

#include "base/alloc.h"

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
    long across =
        positive(larger(to.across_from - from.across_to, from.across_from - to.across_to));

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

    return way->to == at && way->from != at && is_item(scene, way->from) &&
           direction == opposite[way->direction];
}

/* ---- ways for those that would be left out ---- */

#define ITEMS_MOST 600 /* with more, the search would be felt at the key */
#define WAYS       4

struct ways {
    const struct scene *scene;
    int count;
    int *to;      /* where each arrow of each item goes; -1: nowhere */
    bool *needed; /* arrows without which something could not be reached */
    bool *reached;
    int *queue;
};

static void ways_init(struct ways *ways, const struct scene *scene)
{
    size_t count = scene->item_count;

    *ways = (struct ways){.scene = scene, .count = (int)count};
    ways->to = alloc_array(count * WAYS, sizeof *ways->to);
    ways->needed = alloc_array(count * WAYS, sizeof *ways->needed);
    ways->reached = alloc_array(count, sizeof *ways->reached);
    ways->queue = alloc_array(count, sizeof *ways->queue);
    for (int i = 0; i < ways->count * WAYS; i++) {
        ways->to[i] = scene->items[i / WAYS].selectable
                          ? nearest(scene, i / WAYS, (enum scene_direction)(i % WAYS))
                          : -1;
    }
}

static void ways_finish(struct ways *ways)
{
    free(ways->to);
    free(ways->needed);
    free(ways->reached);
    free(ways->queue);
}

/* Marks all that can be reached from ROOT, and the arrows that lead there first. */
static void walk_out(struct ways *ways, int root)
{
    int head = 0, tail = 0;

    for (int i = 0; i < ways->count; i++) {
        ways->reached[i] = i == root;
    }
    for (int i = 0; i < ways->count * WAYS; i++) {
        ways->needed[i] = false;
    }
    ways->queue[tail++] = root;
    while (head < tail) {
        int at = ways->queue[head++];

        for (int way = at * WAYS; way < (at + 1) * WAYS; way++) {
            if (ways->to[way] >= 0 && !ways->reached[ways->to[way]]) {
                ways->reached[ways->to[way]] = true;
                ways->needed[way] = true;
                ways->queue[tail++] = ways->to[way];
            }
        }
    }
}

/* Marks all from where ROOT can be reached; REACHED keeps what it has. */
static void walk_home(struct ways *ways)
{
    for (bool more = true; more;) {
        more = false;
        for (int way = 0; way < ways->count * WAYS; way++) {
            int from = way / WAYS;

            if (!ways->reached[from] && ways->to[way] >= 0 && ways->reached[ways->to[way]]) {
                ways->reached[from] = true;
                more = true;
            }
        }
    }
}

/* The shortest new way between those that are reached and those that are not, on an
 * arrow that is not needed. OUTWARDS: from the reached ones. */
static bool borrow(struct ways *ways, bool outwards)
{
    struct score best = {true, LONG_MAX, LONG_MAX};
    int best_way = -1, best_to = -1;

    for (int way = 0; way < ways->count * WAYS; way++) {
        int from = way / WAYS;
        enum scene_direction direction = (enum scene_direction)(way % WAYS);

        if (ways->needed[way] || !ways->scene->items[from].selectable ||
            ways->reached[from] != outwards) {
            continue;
        }
        for (int to = 0; to < ways->count; to++) {
            struct score score;

            if (ways->scene->items[to].selectable && ways->reached[to] != outwards &&
                score_of(&score, span_of(ways->scene->items[from].box, direction),
                         span_of(ways->scene->items[to].box, direction)) &&
                better(score, best)) {
                best = score;
                best_way = way;
                best_to = to;
            }
        }
    }
    if (best_way >= 0) {
        ways->to[best_way] = best_to;
    }
    return best_way >= 0;
}

static bool all_reached(const struct ways *ways)
{
    for (int i = 0; i < ways->count; i++) {
        if (ways->scene->items[i].selectable && !ways->reached[i]) {
            return false;
        }
    }
    return true;
}

static void connect(struct ways *ways, int root)
{
    walk_out(ways, root);
    while (!all_reached(ways) && borrow(ways, true)) {
        walk_out(ways, root);
    }
    for (int i = 0; i < ways->count; i++) {
        ways->reached[i] = i == root;
    }
    walk_home(ways);
    while (!all_reached(ways) && borrow(ways, false)) {
        walk_home(ways);
    }
}

static int follow(const struct scene *scene, int at, enum scene_direction direction)
{
    struct ways ways;
    int found;

    if (scene->item_count > ITEMS_MOST) {
        return nearest(scene, at, direction);
    }
    ways_init(&ways, scene);
    connect(&ways, first_selectable(scene));
    found = ways.to[at * WAYS + (int)direction];
    ways_finish(&ways);
    return found;
}

int scene_neighbour(const struct scene *scene, int at, enum scene_direction direction,
                    struct scene_way *back)
{
    int found;

    if (!is_item(scene, at)) {
        return first_selectable(scene);
    }
    if (back == NULL) {
        return follow(scene, at, direction);
    }
    found = leads_back(scene, back, at, direction) ? back->from : follow(scene, at, direction);
    if (found >= 0) {
        *back = (struct scene_way){at, found, direction};
    }
    return found;
}
