/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who stands beside whom round the ring. Crossings weigh a thousand times as much
 * as length; a vertex is tried at every place of its sector and stays where it is
 * cheapest (sifting). Neighbours that change places toggle exactly the crossings
 * between their own arcs, so a try costs next to nothing.
 */
#include "config.h"

#include "diagram/ecogram.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

#define CROSSING_COST 1000
#define RESTARTS      40
#define FRESH         6 /* restarts from any order; the others go on from the best one */
#define KICKS         8 /* vertices that change places then */
#define ROUNDS_MAX    12
#define NOWHERE       (-1L)
#define WORK_MAX      ((size_t)1400000) /* a few milliseconds */
/* Above these a picture is a list anyway; then one pass or none has to do. */
#define VERTICES_FOR_RESTARTS 120
#define VERTICES_FOR_SIFTING  600
#define ARCS_FOR_RESTARTS     300
#define ARCS_FOR_SIFTING      3000

struct sifter {
    const struct ecogram_graph *graph;
    size_t *first, *neighbours;
    size_t *order;
    size_t count; /* placed so far */
    long *place;  /* of each vertex in ORDER, NOWHERE */
    size_t work;  /* arcs looked at: restarts end by this and not by a clock */
};

static int sector_of(const struct ecogram_graph *graph, size_t vertex)
{
    return graph->sector ? graph->sector[vertex] : 0;
}

static void sifter_start(struct sifter *sifter, const struct ecogram_graph *graph)
{
    size_t *fill = alloc_array(graph->count + 1, sizeof(*fill));

    *sifter = (struct sifter){.graph = graph};
    sifter->first = alloc_array(graph->count + 2, sizeof(size_t));
    sifter->neighbours = alloc_array(2 * graph->arc_count + 1, sizeof(size_t));
    sifter->order = alloc_array(graph->count + 1, sizeof(size_t));
    sifter->place = alloc_array(graph->count + 1, sizeof(long));
    for (size_t i = 0; i < graph->arc_count; i++) {
        sifter->first[graph->arcs[i].a + 1]++;
        sifter->first[graph->arcs[i].b + 1]++;
    }
    for (size_t v = 0; v < graph->count; v++) {
        sifter->first[v + 1] += sifter->first[v];
        fill[v] = sifter->first[v];
        sifter->place[v] = NOWHERE;
    }
    for (size_t i = 0; i < graph->arc_count; i++) {
        sifter->neighbours[fill[graph->arcs[i].a]++] = graph->arcs[i].b;
        sifter->neighbours[fill[graph->arcs[i].b]++] = graph->arcs[i].a;
    }
    free(fill);
}

static void sifter_finish(struct sifter *sifter)
{
    free(sifter->first);
    free(sifter->neighbours);
    free(sifter->order);
    free(sifter->place);
}

static void set_order(struct sifter *sifter, const size_t *order, size_t count)
{
    memmove(sifter->order, order, count * sizeof(*order));
    sifter->count = count;
    for (size_t i = 0; i < count; i++) {
        sifter->place[order[i]] = (long)i;
    }
}

/* How much longer the arcs of VERTEX become when it goes from place FROM one to the right
 * (STEP 1) or left (-1), without the arc to its neighbour there. */
static long length_change(const struct sifter *sifter, size_t vertex, long from, long step)
{
    long change = 0;

    for (size_t i = sifter->first[vertex]; i < sifter->first[vertex + 1]; i++) {
        long other = sifter->place[sifter->neighbours[i]];
        long counts = (other != NOWHERE) & (other != from + step);

        change += counts * (2 * (other < from) - 1);
    }
    return change * step;
}

static bool between(long at, long a, long b)
{
    return a < b ? at > a && at < b : at > b && at < a;
}

/*
 * How crossings change between an arc from place AT to X and those of VERTEX, which
 * stands right of AT, when both change places: what crosses does no longer, and the
 * other way round. Written without branches; nearly all time is spent here.
 */
static long crossing_change(const struct sifter *sifter, size_t vertex, long at, long x)
{
    long change = 0;
    long right = x > at;

    for (size_t i = sifter->first[vertex]; i < sifter->first[vertex + 1]; i++) {
        long y = sifter->place[sifter->neighbours[i]];
        long counts = (y != NOWHERE) & (y != at) & (y != x);
        long before = y<at, behind = y> x;
        long crossing = (right & (before | behind)) | ((1 - right) & before & behind);

        change += counts * (1 - 2 * crossing);
    }
    return change;
}

/* What it costs to let the vertices at places AT and AT + 1 change places. */
static long swap_cost(struct sifter *sifter, size_t at)
{
    size_t u = sifter->order[at], v = sifter->order[at + 1];
    long here = (long)at, crossings = 0;

    sifter->work += 8 + (sifter->first[u + 1] - sifter->first[u]) *
                            (1 + sifter->first[v + 1] - sifter->first[v]);
    for (size_t i = sifter->first[u]; i < sifter->first[u + 1]; i++) {
        long x = sifter->place[sifter->neighbours[i]];

        if (x != NOWHERE && x != here + 1) {
            crossings += crossing_change(sifter, v, here, x);
        }
    }
    return CROSSING_COST * crossings + length_change(sifter, u, here, 1) +
           length_change(sifter, v, here + 1, -1);
}

static void swap(struct sifter *sifter, size_t at)
{
    size_t u = sifter->order[at];

    sifter->order[at] = sifter->order[at + 1];
    sifter->order[at + 1] = u;
    sifter->place[sifter->order[at]] = (long)at;
    sifter->place[u] = (long)at + 1;
}

/* The places [*first, *last] that the sector of VERTEX takes up. */
static void sector_range(const struct sifter *sifter, size_t vertex, size_t *first, size_t *last)
{
    int sector = sector_of(sifter->graph, vertex);

    *first = *last = (size_t)sifter->place[vertex];
    while (*first > 0 && sector_of(sifter->graph, sifter->order[*first - 1]) == sector) {
        --*first;
    }
    while (*last + 1 < sifter->count &&
           sector_of(sifter->graph, sifter->order[*last + 1]) == sector) {
        ++*last;
    }
}

/* Puts VERTEX where it is cheapest; returns what that saved. */
static long sift(struct sifter *sifter, size_t vertex)
{
    size_t first, last, start = (size_t)sifter->place[vertex], at = start, best_at = start;
    long cost = 0, best = 0;

    sector_range(sifter, vertex, &first, &last);
    while (at > first) {
        cost += swap_cost(sifter, at - 1);
        swap(sifter, --at);
        if (cost < best) {
            best = cost;
            best_at = at;
        }
    }
    while (at < last) {
        cost += swap_cost(sifter, at);
        swap(sifter, at++);
        if (at > start && cost < best) {
            best = cost;
            best_at = at;
        }
    }
    while (at > best_at) {
        swap(sifter, --at);
    }
    return -best;
}

static void sift_all(struct sifter *sifter, int rounds)
{
    long saved = 1;

    for (int round = 0; round < rounds && saved > 0 && sifter->work < WORK_MAX; round++) {
        saved = 0;
        for (size_t v = 0; v < sifter->graph->count; v++) {
            if (sifter->first[v] < sifter->first[v + 1]) { /* without arcs any place will do */
                saved += sift(sifter, v);
            }
        }
    }
}

size_t ecogram_order_crossings(const struct ecogram_graph *graph, const size_t *order)
{
    long *place = alloc_array(graph->count + 1, sizeof(*place));
    size_t crossings = 0;

    for (size_t i = 0; i < graph->count; i++) {
        place[order[i]] = (long)i;
    }
    for (size_t i = 0; i < graph->arc_count; i++) {
        long a = place[graph->arcs[i].a], b = place[graph->arcs[i].b];

        for (size_t k = 0; k < i; k++) {
            long c = place[graph->arcs[k].a], d = place[graph->arcs[k].b];

            crossings +=
                c != a && c != b && d != a && d != b && between(c, a, b) != between(d, a, b);
        }
    }
    free(place);
    return crossings;
}

static long total_length(const struct ecogram_graph *graph, const size_t *order, long *place)
{
    long length = 0;

    for (size_t i = 0; i < graph->count; i++) {
        place[order[i]] = (long)i;
    }
    for (size_t i = 0; i < graph->arc_count; i++) {
        length += labs(place[graph->arcs[i].a] - place[graph->arcs[i].b]);
    }
    return length;
}

static long total_cost(const struct sifter *sifter)
{
    long *place = alloc_array(sifter->graph->count + 1, sizeof(*place));
    long length = total_length(sifter->graph, sifter->order, place);

    free(place);
    return length + CROSSING_COST * (long)ecogram_order_crossings(sifter->graph, sifter->order);
}

/* The same order, sectors together, in rising order. */
static void sort_by_sector(size_t *order, const struct ecogram_graph *graph, size_t count)
{
    size_t *sorted = alloc_array(count + 1, sizeof(*sorted));
    size_t filled = 0;

    for (int sector = 0; sector < ECOGRAM_PLACES; sector++) {
        for (size_t i = 0; i < count; i++) {
            if (sector_of(graph, order[i]) == sector) {
                sorted[filled++] = order[i];
            }
        }
    }
    memcpy(order, sorted, count * sizeof(*order));
    free(sorted);
}

static void shuffle(size_t *order, size_t count, uint32_t seed)
{
    for (size_t i = count; i > 1; i--) {
        size_t other, kept = order[i - 1];

        seed = seed * 1664525u + 1013904223u;
        other = (seed >> 8) % i;
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

/* Lets some vertices change places with others of their sector. */
static void kick(size_t *order, const struct ecogram_graph *graph, uint32_t seed)
{
    for (int i = 0; i < KICKS; i++) {
        size_t a, b, kept;

        seed = seed * 1664525u + 1013904223u;
        a = (seed >> 8) % graph->count;
        seed = seed * 1664525u + 1013904223u;
        b = (seed >> 8) % graph->count;
        if (sector_of(graph, order[a]) == sector_of(graph, order[b])) {
            kept = order[a];
            order[a] = order[b];
            order[b] = kept;
        }
    }
}

/* Cuts the ring open where the arcs are shortest. */
static void rotate(size_t *order, const struct ecogram_graph *graph)
{
    size_t count = graph->count, best = 0;
    size_t *turned = alloc_array(2 * count + 1, sizeof(*turned));
    long *place = alloc_array(count + 1, sizeof(*place));
    long shortest = 0;

    memcpy(turned, order, count * sizeof(*order));
    memcpy(turned + count, order, count * sizeof(*order));
    for (size_t at = 0; at < count; at++) {
        long length = total_length(graph, turned + at, place);

        if (at == 0 || length < shortest) {
            shortest = length;
            best = at;
        }
    }
    memcpy(order, turned + best, count * sizeof(*order));
    free(place);
    free(turned);
}

static bool one_sector(const struct ecogram_graph *graph)
{
    for (size_t i = 1; i < graph->count; i++) {
        if (sector_of(graph, i) != sector_of(graph, 0)) {
            return false;
        }
    }
    return true;
}

static void from_scratch(struct sifter *sifter, size_t *order)
{
    const struct ecogram_graph *graph = sifter->graph;
    size_t count = graph->count;
    size_t *start = alloc_array(count + 1, sizeof(*start));
    bool planar = graph->arc_count <= ARCS_FOR_SIFTING && ecogram_order_outerplanar(start, graph);
    bool small = count <= VERTICES_FOR_RESTARTS && graph->arc_count <= ARCS_FOR_RESTARTS;
    bool sifts = count <= VERTICES_FOR_SIFTING && graph->arc_count <= ARCS_FOR_SIFTING;
    long best = -1;

    for (uint32_t attempt = 0; attempt == 0 || (small && attempt < RESTARTS); attempt++) {
        long cost;

        if (attempt > FRESH) {
            memcpy(start, order, count * sizeof(*order));
            kick(start, graph, attempt);
        } else if (attempt > 0 || !planar) {
            for (size_t i = 0; i < count; i++) {
                start[i] = i;
            }
            shuffle(start, attempt > 0 ? count : 0, attempt);
        }
        if (planar && attempt == 0 && one_sector(graph)) {
            rotate(start, graph);
        }
        sort_by_sector(start, graph, count);
        set_order(sifter, start, count);
        sift_all(sifter, sifts ? small ? ROUNDS_MAX : 2 : 0);
        cost = sifts ? total_cost(sifter) : 0;
        if (best < 0 || cost <= best) {
            best = cost;
            memcpy(order, sifter->order, count * sizeof(*order));
        }
        if (best < CROSSING_COST || sifter->work > WORK_MAX) {
            break;
        }
    }
    free(start);
}

/* Puts VERTEX at the end of its sector, then where it is cheapest. */
static void put_in(struct sifter *sifter, size_t vertex)
{
    int sector = sector_of(sifter->graph, vertex);
    size_t at = sifter->count;

    while (at > 0 && sector_of(sifter->graph, sifter->order[at - 1]) > sector) {
        at--;
    }
    memmove(sifter->order + at + 1, sifter->order + at,
            (sifter->count - at) * sizeof(*sifter->order));
    sifter->order[at] = vertex;
    sifter->count++;
    for (size_t i = at; i < sifter->count; i++) {
        sifter->place[sifter->order[i]] = (long)i;
    }
    if (sifter->first[vertex] < sifter->first[vertex + 1] &&
        sifter->count <= VERTICES_FOR_SIFTING) {
        (void)sift(sifter, vertex);
    }
}

void ecogram_order(size_t *order, const struct ecogram_graph *graph, const size_t *fixed,
                   size_t fixed_count)
{
    struct sifter sifter;
    size_t *kept;

    sifter_start(&sifter, graph);
    if (fixed_count == 0) {
        from_scratch(&sifter, order);
    } else {
        kept = alloc_array(fixed_count, sizeof(*kept));
        memcpy(kept, fixed, fixed_count * sizeof(*kept));
        sort_by_sector(kept, graph, fixed_count);
        set_order(&sifter, kept, fixed_count);
        for (size_t v = 0; v < graph->count; v++) {
            if (sifter.place[v] == NOWHERE) {
                put_in(&sifter, v);
            }
        }
        memcpy(order, sifter.order, graph->count * sizeof(*order));
        free(kept);
    }
    sifter_finish(&sifter);
}
