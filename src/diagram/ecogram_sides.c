/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Left or right of the centre, where an ecogram has two columns. Who stands on one
 * side stays there while others come in, so that a picture does not jump while
 * somebody types.
 */
#include "config.h"

#include "diagram/ecogram.h"

/* The side on which a node stood in the previous picture, if that had columns. */
static bool previous_side(const struct ecogram_picture *picture, size_t node, bool *right)
{
    const struct scene_item *item = picture->previous[node];
    const struct scene *previous = picture->options->previous;
    int at = item ? scene_find(previous, "centre") : -1;
    const struct scene_box *centre = at < 0 ? NULL : &previous->items[at].box;

    if (!centre || item->box.y < centre->y || item->box.y >= centre->y + centre->h) {
        return false;
    }
    *right = item->box.x >= centre->x;
    return true;
}

/* Where it joins those whom it knows, as long as both sides stay of about one length. */
static bool joins_right(const struct ecogram_picture *picture, size_t node, const size_t *count)
{
    const struct ecogram_graph *graph = &picture->graph;
    long balance = 2 * ((long)count[true] - (long)count[false]) + 1;

    for (size_t i = 0; i < graph->arc_count; i++) {
        size_t other = graph->arcs[i].a == node   ? graph->arcs[i].b
                       : graph->arcs[i].b == node ? graph->arcs[i].a
                                                  : node;
        bool right;

        if (other != node && previous_side(picture, other, &right)) {
            balance += right ? -2 : 2;
        }
    }
    return balance <= 0;
}

void ecogram_sides(bool *out, const struct ecogram_picture *picture, size_t from, size_t to)
{
    size_t count[2] = {0, 0};
    bool right;

    for (size_t i = from; i < to; i++) {
        if (previous_side(picture, picture->order[i], &right)) {
            count[right]++;
        }
    }
    for (size_t i = from; i < to; i++) {
        size_t node = picture->order[i];

        right = i - from >= (to - from + 1) / 2;
        if (!previous_side(picture, node, &right) && picture->options->previous) {
            right = joins_right(picture, node, count);
            count[right]++;
        }
        out[node] = right;
    }
}
