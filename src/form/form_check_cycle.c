/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether an item is asked, or what it comes to, may hang on an answer that
 * hangs on the item itself: the graph finds out.
 */
#include "form/form_check.h"

#include "form/graph.h"

void check_cycles(const struct form *form, struct report *report)
{
    struct graph *graph = graph_create(form);

    graph_check(graph, report);
    graph_destroy(graph);
}
