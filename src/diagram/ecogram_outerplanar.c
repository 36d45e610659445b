/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An order round the ring in which no two arcs cross, where there is one.
 *
 * Spokes fill the inside of the ring, so arcs can only run outside, and then no
 * crossing is possible exactly if the arcs are an outerplanar graph. Such a graph
 * falls into blocks that share single vertices; each block has one cycle through all
 * its vertices, found by peeling off vertices with two neighbours and putting them
 * back between those.
 */
#include "config.h"

#include "diagram/ecogram.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

#define VERTICES_MAX 400
#define NONE         ((size_t)-1)

struct block {
    size_t *cycle; /* its vertices in their order round */
    size_t count;
    size_t next; /* next block at the same lower vertex */
};

struct peeled {
    size_t vertex, left, right;
};

struct search {
    const struct ecogram_graph *graph;
    size_t *first, *neighbours; /* of vertex v: neighbours[first[v]..first[v + 1]] */
    size_t *number, *low;       /* of the depth-first search; 0: not seen */
    struct ecogram_arc *stack;
    size_t stack_count, counter;
    struct block *blocks;
    size_t block_count;
    size_t *blocks_of; /* first block that hangs on a vertex */
    size_t *local;     /* place of a vertex within the block at hand */
    bool *joined;      /* block.count squared */
    size_t *order, order_count;
    bool failed;
};

static void list_neighbours(struct search *search)
{
    const struct ecogram_graph *graph = search->graph;
    size_t *fill = alloc_array(graph->count + 1, sizeof(*fill));

    for (size_t i = 0; i < graph->arc_count; i++) {
        search->first[graph->arcs[i].a + 1]++;
        search->first[graph->arcs[i].b + 1]++;
    }
    for (size_t v = 0; v < graph->count; v++) {
        search->first[v + 1] += search->first[v];
        fill[v] = search->first[v];
    }
    for (size_t i = 0; i < graph->arc_count; i++) {
        search->neighbours[fill[graph->arcs[i].a]++] = graph->arcs[i].b;
        search->neighbours[fill[graph->arcs[i].b]++] = graph->arcs[i].a;
    }
    free(fill);
}

/* -- one block ---------------------------------------------------------------- */

static size_t degree(const struct search *search, size_t count, size_t vertex)
{
    size_t found = 0;

    for (size_t i = 0; i < count; i++) {
        found += search->joined[vertex * count + i];
    }
    return found;
}

/* Takes vertices with two neighbours out until two vertices are left. */
static bool peel(struct search *search, size_t count, struct peeled *peeled, bool *gone)
{
    bool *joined = search->joined;

    for (size_t step = 0; step + 2 < count; step++) {
        size_t vertex = 0, ends[2] = {0, 0}, found = 0;

        while (vertex < count && (gone[vertex] || degree(search, count, vertex) != 2)) {
            vertex++;
        }
        if (vertex == count) {
            return false;
        }
        for (size_t i = 0; i < count; i++) {
            if (joined[vertex * count + i]) {
                ends[found++] = i;
                joined[vertex * count + i] = joined[i * count + vertex] = false;
            }
        }
        joined[ends[0] * count + ends[1]] = joined[ends[1] * count + ends[0]] = true;
        gone[vertex] = true;
        peeled[step] = (struct peeled){vertex, ends[0], ends[1]};
    }
    return true;
}

/* Puts them back, each between its two, which must stand side by side. */
static bool put_back(size_t *cycle, size_t count, const struct peeled *peeled, const bool *gone)
{
    size_t length = 0;

    for (size_t v = 0; v < count; v++) {
        if (!gone[v]) {
            cycle[length++] = v;
        }
    }
    for (size_t step = count - 2; step-- > 0;) {
        size_t at = 0, after;

        while (
            at < length &&
            !((cycle[at] == peeled[step].left && cycle[(at + 1) % length] == peeled[step].right) ||
              (cycle[at] == peeled[step].right && cycle[(at + 1) % length] == peeled[step].left))) {
            at++;
        }
        if (at == length) {
            return false;
        }
        after = at + 1;
        memmove(cycle + after + 1, cycle + after, (length - after) * sizeof(*cycle));
        cycle[after] = peeled[step].vertex;
        length++;
    }
    return true;
}

/* Turns the cycle so that ROOT is first, and the smaller of its neighbours second. */
static void turn(size_t *cycle, size_t count, size_t root, size_t *room)
{
    size_t start = 0;
    bool back;

    while (cycle[start] != root) {
        start++;
    }
    back = cycle[(start + count - 1) % count] < cycle[(start + 1) % count];
    for (size_t i = 0; i < count; i++) {
        room[i] = cycle[(start + (back ? count - i : i)) % count];
    }
    memcpy(cycle, room, count * sizeof(*cycle));
}

static bool order_block(struct search *search, struct block *block, size_t root,
                        const struct ecogram_arc *arcs, size_t arc_count)
{
    size_t count = block->count;
    struct peeled *peeled = alloc_array(count, sizeof(*peeled));
    bool *gone = alloc_array(count, sizeof(*gone));
    size_t *cycle = alloc_array(count, sizeof(*cycle));
    bool ok = arc_count + 3 <= 2 * count || count <= 2;

    memset(search->joined, 0, count * count * sizeof(*search->joined));
    for (size_t i = 0; i < arc_count; i++) {
        size_t a = search->local[arcs[i].a], b = search->local[arcs[i].b];

        search->joined[a * count + b] = search->joined[b * count + a] = true;
    }
    ok = ok && peel(search, count, peeled, gone) && put_back(cycle, count, peeled, gone);
    if (ok) {
        for (size_t i = 0; i < count; i++) {
            cycle[i] = block->cycle[cycle[i]];
        }
        memcpy(block->cycle, cycle, count * sizeof(*cycle));
        turn(block->cycle, count, root, cycle);
    }
    free(cycle);
    free(gone);
    free(peeled);
    return ok;
}

/* -- blocks ------------------------------------------------------------------- */

static void add_to_block(struct search *search, struct block *block, size_t vertex)
{
    for (size_t i = 0; i < block->count; i++) {
        if (block->cycle[i] == vertex) {
            return;
        }
    }
    search->local[vertex] = block->count;
    block->cycle[block->count++] = vertex;
}

/* Everything on the stack down to the arc ROOT--CHILD is one block. */
static void close_block(struct search *search, size_t root, size_t child)
{
    size_t from = search->stack_count;
    struct block *block = &search->blocks[search->block_count];

    do {
        from--;
    } while (search->stack[from].a != root || search->stack[from].b != child);
    *block = (struct block){.next = search->blocks_of[root]};
    block->cycle = alloc_array(2 * (search->stack_count - from), sizeof(*block->cycle));
    for (size_t i = from; i < search->stack_count; i++) {
        add_to_block(search, block, search->stack[i].a);
        add_to_block(search, block, search->stack[i].b);
    }
    search->failed = search->failed || !order_block(search, block, root, search->stack + from,
                                                    search->stack_count - from);
    search->blocks_of[root] = search->block_count++;
    search->stack_count = from;
}

/* Not deeper than VERTICES_MAX. */
static void visit(struct search *search, size_t vertex, size_t parent)
{
    search->number[vertex] = search->low[vertex] = ++search->counter;
    for (size_t i = search->first[vertex]; i < search->first[vertex + 1]; i++) {
        size_t other = search->neighbours[i];

        if (other == parent || search->number[other] > search->number[vertex]) {
            continue;
        }
        search->stack[search->stack_count++] = (struct ecogram_arc){vertex, other};
        if (search->number[other] == 0) {
            visit(search, other, vertex);
            if (search->low[other] >= search->number[vertex]) {
                close_block(search, vertex, other);
            } else if (search->low[other] < search->low[vertex]) {
                search->low[vertex] = search->low[other];
            }
        } else if (search->number[other] < search->low[vertex]) {
            search->low[vertex] = search->number[other];
        }
    }
}

/* A vertex, and behind it the blocks that hang on it. */
static void emit(struct search *search, size_t vertex)
{
    search->order[search->order_count++] = vertex;
    for (size_t b = search->blocks_of[vertex]; b != NONE; b = search->blocks[b].next) {
        for (size_t i = 1; i < search->blocks[b].count; i++) {
            emit(search, search->blocks[b].cycle[i]);
        }
    }
}

static void search_start(struct search *search, size_t *order, const struct ecogram_graph *graph)
{
    size_t count = graph->count + 1, arcs = graph->arc_count + 1;

    *search = (struct search){.graph = graph, .order = order};
    search->first = alloc_array(count + 1, sizeof(size_t));
    search->neighbours = alloc_array(2 * arcs, sizeof(size_t));
    search->number = alloc_array(count, sizeof(size_t));
    search->low = alloc_array(count, sizeof(size_t));
    search->stack = alloc_array(arcs, sizeof(*search->stack));
    search->blocks = alloc_array(arcs, sizeof(*search->blocks));
    search->blocks_of = alloc_array(count, sizeof(size_t));
    search->local = alloc_array(count, sizeof(size_t));
    search->joined = alloc_array(count * count, sizeof(bool));
    memset(search->blocks_of, 0xFF, count * sizeof(size_t));
}

static void search_finish(struct search *search)
{
    for (size_t i = 0; i < search->block_count; i++) {
        free(search->blocks[i].cycle);
    }
    free(search->first);
    free(search->neighbours);
    free(search->number);
    free(search->low);
    free(search->stack);
    free(search->blocks);
    free(search->blocks_of);
    free(search->local);
    free(search->joined);
}

bool ecogram_order_outerplanar(size_t *order, const struct ecogram_graph *graph)
{
    struct search search;
    bool ok;

    /* An outerplanar graph has at most 2n - 3 arcs. */
    if (graph->count > VERTICES_MAX || graph->arc_count > 2 * graph->count) {
        return false;
    }
    search_start(&search, order, graph);
    list_neighbours(&search);
    for (size_t v = 0; v < graph->count && !search.failed; v++) {
        if (search.number[v] == 0) {
            visit(&search, v, NONE);
            emit(&search, v);
        }
    }
    ok = !search.failed && ecogram_order_crossings(graph, order) == 0;
    search_finish(&search);
    return ok;
}
