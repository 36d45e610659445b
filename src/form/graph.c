/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Edges are collected item by item and then turned round. The walk in depth has
 * a stack of its own, since a chain may be as long as the form.
 */
#include "form/graph.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "form/rule_tree.h"

#include <stdlib.h>

struct edges {
    struct graph_edge *edges;
    size_t *starts; /* of each item, and one behind the last */
    size_t count, capacity;
};

struct graph {
    const struct form *form;
    struct edges looks_at, looked_at_by;
    const struct item **order;
};

bool item_is_stored(const struct item *item)
{
    if (!item->calculation)
        return false;
    for (size_t i = 0; i < item->calculation->count; i++)
        if (item->calculation->nodes[i].kind == RULE_NODE_ONCE)
            return true;
    return item->trigger_count > 0;
}

bool item_is_derived(const struct item *item)
{
    return item->calculation && !item_is_stored(item);
}

bool form_has_consequences(const struct form *form)
{
    for (size_t i = 0; i < form->all_count; i++) {
        const struct item *item = form->all[i];

        if (item_is_stored(item) || item->default_value || item->repeat_count)
            return true;
    }
    return false;
}

/* ---- collecting ---- */

static void add_edge(struct edges *edges, size_t start, const struct item *to, unsigned reasons,
                     unsigned line, unsigned column)
{
    for (size_t i = start; i < edges->count; i++)
        if (edges->edges[i].item == to) {
            edges->edges[i].reasons |= reasons;
            return;
        }
    alloc_grow(&edges->edges, &edges->capacity, edges->count + 1, sizeof(*edges->edges));
    edges->edges[edges->count++] = (struct graph_edge){to, reasons, line, column};
}

static void add_rule(struct graph *graph, size_t start, const struct rule *rule, unsigned reason)
{
    for (size_t i = 0; rule && i < rule->reference_count; i++) {
        const struct rule_node *node = &rule->nodes[rule->references[i]];
        const struct item *to = form_find(graph->form, node->text);
        unsigned rows = node->kind == RULE_NODE_SET ? GRAPH_ROWS : 0;

        if (!to)
            continue;
        add_edge(&graph->looks_at, start, to, reason | rows, rule->line, rule->column);
        /* Rows come and go with the repeat around what is looked at. */
        for (to = rows ? item_repeat(to) : NULL; to; to = item_repeat(to))
            add_edge(&graph->looks_at, start, to, reason | rows, rule->line, rule->column);
    }
}

static void add_item(struct graph *graph, const struct item *item)
{
    struct edges *edges = &graph->looks_at;
    size_t start = edges->count;

    edges->starts[item->index] = start;
    add_rule(graph, start, item->relevant, GRAPH_RELEVANT);
    if (item->trigger_count == 0)
        add_rule(graph, start, item->calculation, GRAPH_CALCULATION);
    for (size_t i = 0; i < item->trigger_count; i++) {
        const struct item *to = form_find(graph->form, item->triggers[i]);
        const struct rule *rule = item->calculation;

        if (to)
            add_edge(edges, start, to, GRAPH_TRIGGER, rule ? rule->line : item->line,
                     rule ? rule->column : item->column);
    }
    add_rule(graph, start, item->repeat_count, GRAPH_COUNT);
    add_rule(graph, start, item->default_value, GRAPH_DEFAULT);
    if (item->parent)
        add_edge(edges, start, item->parent, GRAPH_INSIDE, item->line, item->column);
    add_rule(graph, start, item->constraint, GRAPH_CONSTRAINT);
    add_rule(graph, start, item->required_when, GRAPH_REQUIRED);
    add_rule(graph, start, item->choice_filter, GRAPH_FILTER);
    add_rule(graph, start, item->suggest_when, GRAPH_SUGGEST);
}

static void turn_round(struct graph *graph)
{
    const struct edges *from = &graph->looks_at;
    struct edges *to = &graph->looked_at_by;
    size_t items = graph->form->all_count;
    size_t *fill = alloc_array(items + 1, sizeof(*fill));

    to->count = from->count;
    to->edges = alloc_array(to->count + 1, sizeof(*to->edges));
    for (size_t i = 0; i < from->count; i++)
        to->starts[from->edges[i].item->index + 1]++;
    for (size_t i = 0; i < items; i++) {
        to->starts[i + 1] += to->starts[i];
        fill[i] = to->starts[i];
    }
    for (size_t i = 0; i < items; i++)
        for (size_t j = from->starts[i]; j < from->starts[i + 1]; j++) {
            struct graph_edge edge = from->edges[j];
            size_t target = edge.item->index;

            edge.item = graph->form->all[i];
            to->edges[fill[target]++] = edge;
        }
    free(fill);
}

/* ---- the walk ---- */

enum mark { UNSEEN, OPEN, DONE };

struct step {
    const struct item *item;
    size_t next; /* which of its edges comes next */
};

struct walk {
    const struct graph *graph;
    struct report *report; /* NULL: circles are passed over */
    enum mark *marks;
    struct step *steps;
    size_t depth;
    const struct item **order; /* NULL: not wanted */
    size_t done;
};

static const char *reason_name(unsigned reasons)
{
    static const struct {
        unsigned reason;
        const char *key;
    } names[] = {
        {GRAPH_RELEVANT, "relevant"},     {GRAPH_CALCULATION, "calculation"},
        {GRAPH_TRIGGER, "trigger"},       {GRAPH_COUNT, "repeat_count"},
        {GRAPH_DEFAULT, "default"},
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (reasons & names[i].reason)
            return names[i].key;
    return NULL;
}

/* "a (relevant, line 3) → b (line 7) → a": each item with the key that leads on from it. */
static void report_circle(struct walk *walk, const struct item *back)
{
    const struct edges *edges = &walk->graph->looks_at;
    const struct graph_edge *first = NULL;
    struct buf path = BUF_INIT;
    size_t start = walk->depth;

    while (walk->steps[start - 1].item != back)
        start--;
    for (size_t i = start - 1; i < walk->depth; i++) {
        const struct graph_edge *edge = &edges->edges[walk->steps[i].next - 1];
        const struct item *item = walk->steps[i].item;
        const char *key = reason_name(edge->reasons);

        if (key)
            buf_add_format(&path, _("%s (%s, line %u) → "), item->name, key, edge->line);
        else
            buf_add_format(&path, _("%s (line %u) → "), item->name, item->line);
        if (!first && key)
            first = edge;
    }
    buf_add_text(&path, back->name);
    report_add(walk->report, REPORT_ERROR, "E315", first ? first->line : back->line,
               first ? first->column : back->column, back->name,
               _("this depends on itself: %.900s"), buf_text(&path));
    buf_finish(&path);
}

static void enter(struct walk *walk, const struct item *item)
{
    walk->marks[item->index] = OPEN;
    walk->steps[walk->depth++] =
        (struct step){item, walk->graph->looks_at.starts[item->index]};
}

static void walk_from(struct walk *walk, const struct item *item)
{
    const struct edges *edges = &walk->graph->looks_at;

    enter(walk, item);
    while (walk->depth > 0) {
        struct step *step = &walk->steps[walk->depth - 1];
        const struct graph_edge *edge;

        if (step->next == edges->starts[step->item->index + 1]) {
            walk->marks[step->item->index] = DONE;
            if (walk->order)
                walk->order[walk->done++] = step->item;
            walk->depth--;
            continue;
        }
        edge = &edges->edges[step->next++];
        if (!(edge->reasons & GRAPH_ORDER))
            continue;
        if (walk->marks[edge->item->index] == UNSEEN)
            enter(walk, edge->item);
        else if (walk->marks[edge->item->index] == OPEN && walk->report)
            report_circle(walk, edge->item);
    }
}

static void walk_all(const struct graph *graph, struct report *report, const struct item **order)
{
    const struct form *form = graph->form;
    struct walk walk = {graph,
                        report,
                        alloc_array(form->all_count + 1, sizeof(*walk.marks)),
                        alloc_array(form->all_count + 1, sizeof(*walk.steps)),
                        0,
                        order,
                        0};

    for (size_t i = 0; i < form->all_count; i++)
        if (walk.marks[i] == UNSEEN)
            walk_from(&walk, form->all[i]);
    free(walk.marks);
    free(walk.steps);
}

/* ---- */

struct graph *graph_create(const struct form *form)
{
    struct graph *graph = alloc_array(1, sizeof(*graph));

    graph->form = form;
    graph->looks_at.starts = alloc_array(form->all_count + 1, sizeof(size_t));
    graph->looked_at_by.starts = alloc_array(form->all_count + 1, sizeof(size_t));
    for (size_t i = 0; i < form->all_count; i++)
        add_item(graph, form->all[i]);
    graph->looks_at.starts[form->all_count] = graph->looks_at.count;
    turn_round(graph);
    graph->order = alloc_array(form->all_count + 1, sizeof(struct item *));
    walk_all(graph, NULL, graph->order);
    return graph;
}

void graph_destroy(struct graph *graph)
{
    if (!graph)
        return;
    free(graph->looks_at.edges);
    free(graph->looks_at.starts);
    free(graph->looked_at_by.edges);
    free(graph->looked_at_by.starts);
    free(graph->order);
    free(graph);
}

static size_t edges_of(const struct edges *edges, const struct item *item,
                       const struct graph_edge **out)
{
    *out = edges->edges + edges->starts[item->index];
    return edges->starts[item->index + 1] - edges->starts[item->index];
}

size_t graph_dependencies(const struct graph *graph, const struct item *item,
                          const struct graph_edge **out)
{
    return edges_of(&graph->looks_at, item, out);
}

size_t graph_dependants(const struct graph *graph, const struct item *item,
                        const struct graph_edge **out)
{
    return edges_of(&graph->looked_at_by, item, out);
}

const struct item *const *graph_order(const struct graph *graph)
{
    return graph->order;
}

void graph_check(const struct graph *graph, struct report *report)
{
    walk_all(graph, report, NULL);
}
