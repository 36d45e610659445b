/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One order for all events: by the middle of what is possible, then the earliest day,
 * then the order of entry. What has no date stands where it was put, beside another.
 */
#include "config.h"

#include "diagram/lifeline_model.h"

#include <stdlib.h>
#include <string.h>

struct key {
    int64_t middle;
    int32_t earliest;
    size_t index;
};

static int by_key(const void *left, const void *right)
{
    const struct key *a = left, *b = right;

    if (a->middle != b->middle) {
        return a->middle < b->middle ? -1 : 1;
    }
    if (a->earliest != b->earliest) {
        return a->earliest < b->earliest ? -1 : 1;
    }
    return a->index < b->index ? -1 : a->index > b->index;
}

int64_t lifeline_middle(const struct lifeline_placed *placed)
{
    if (placed->start.first == INT32_MIN) {
        return placed->start.last;
    }
    if (placed->start.last == INT32_MAX) {
        return placed->start.first;
    }
    return ((int64_t)placed->start.first + placed->start.last) >> 1;
}

/* "after 1998" has a day in the order though it has no date. */
static bool has_key(struct key *out, const struct lifeline *lifeline,
                    const struct lifeline_placed *placed, size_t index)
{
    const struct lifeline_when *when = &placed->event->when;
    struct lifeline_span span;

    out->index = index;
    if (placed->dated) {
        out->middle = lifeline_middle(placed);
        out->earliest = placed->start.first;
        return true;
    }
    if (when->kind < WHEN_AFTER || when->kind == WHEN_UNDATED || placed->anchor >= 0 ||
        placed->problem != PLACED_WELL) {
        return false;
    }
    if (when->first.dated) {
        edtf_bounds(&when->first.date, &span.first, &span.last);
    } else if (lifeline->has_birth) {
        span = lifeline->birth;
    } else {
        return false;
    }
    out->middle = when->kind == WHEN_BEFORE ? (int64_t)span.first - 1 : (int64_t)span.last;
    out->earliest = when->kind == WHEN_BEFORE ? INT32_MIN : INT32_MAX;
    return true;
}

/* A ring of indices; COUNT is its beginning and end. */
struct ring {
    size_t *next, *previous;
    bool *inside;
    size_t count;
};

static void insert_behind(struct ring *ring, size_t index, size_t behind)
{
    ring->next[index] = ring->next[behind];
    ring->previous[index] = behind;
    ring->previous[ring->next[behind]] = index;
    ring->next[behind] = index;
    ring->inside[index] = true;
}

static bool stands_behind(const struct lifeline_placed *placed, size_t index)
{
    return placed[index].anchor >= 0 && (placed[index].event->when.kind == WHEN_AFTER ||
                                         placed[index].event->when.kind == WHEN_BETWEEN);
}

/* Beside its anchor; of several behind one, those entered earlier stay first. */
static void insert_beside(struct ring *ring, const struct lifeline_placed *placed, size_t index)
{
    size_t anchor = (size_t)placed[index].anchor;

    if (placed[index].event->when.kind == WHEN_BEFORE) {
        insert_behind(ring, index, ring->previous[anchor]);
        return;
    }
    while (ring->next[anchor] != ring->count && stands_behind(placed, ring->next[anchor])) {
        anchor = ring->next[anchor];
    }
    insert_behind(ring, index, anchor);
}

/* The chain of anchors up to one that stands already, then back down. */
static void insert_chain(struct ring *ring, const struct lifeline_placed *placed, size_t index,
                         size_t *stack)
{
    size_t depth = 0;

    while (!ring->inside[index]) {
        stack[depth++] = index;
        if (placed[index].anchor < 0 || depth > ring->count) {
            return; /* leads nowhere: all of them are without a place */
        }
        index = (size_t)placed[index].anchor;
    }
    while (depth > 0) {
        insert_beside(ring, placed, stack[--depth]);
    }
}

size_t *lifeline_order(const struct lifeline *lifeline, const struct lifeline_placed *placed,
                       struct arena *arena, size_t *tail)
{
    size_t n = lifeline->count, keys = 0, at = 0;
    struct key *key = arena_take(arena, n + 1, sizeof *key);
    size_t *order = arena_take(arena, n + 1, sizeof *order);
    size_t *stack = arena_take(arena, n + 2, sizeof *stack);
    struct ring ring = {arena_take(arena, n + 1, sizeof *ring.next),
                        arena_take(arena, n + 1, sizeof *ring.previous),
                        arena_take(arena, n + 1, sizeof *ring.inside), n};

    ring.next[n] = ring.previous[n] = n;
    for (size_t i = 0; i < n; i++) {
        keys += has_key(&key[keys], lifeline, &placed[i], i);
    }
    qsort(key, keys, sizeof *key, by_key);
    for (size_t i = 0; i < keys; i++) {
        insert_behind(&ring, key[i].index, ring.previous[n]);
    }
    for (size_t i = 0; i < n; i++) {
        if (!ring.inside[i] && placed[i].anchor >= 0) {
            insert_chain(&ring, placed, i, stack);
        }
    }
    for (size_t i = ring.next[n]; i != n; i = ring.next[i]) {
        order[at++] = i;
    }
    *tail = at;
    for (size_t i = 0; i < n; i++) {
        if (!ring.inside[i]) {
            order[at++] = i;
        }
    }
    return order;
}
