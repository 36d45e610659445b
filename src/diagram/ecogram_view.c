/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is seen of an ecogram at one moment, or of two moments held against each
 * other. What was said of a moment counts before what was said of no moment.
 * Everything is sorted here, by name, so that nothing behind it depends on the
 * order in which lines came in.
 */
#include "config.h"

#include "diagram/ecogram.h"

#include "base/i18n.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* Whether anything is said for MOMENT, and what. */
static bool at_moment(struct arena *arena, const struct ecogram_layers *layers, int eyes,
                      enum ecogram_moment moment, struct ecogram_about *out)
{
    *out = layers->about[eyes][MOMENT_ALWAYS];
    if (layers->said[eyes][moment]) {
        ecogram_lay(arena, out, &layers->about[eyes][moment]);
    }
    return layers->said[eyes][MOMENT_ALWAYS] || layers->said[eyes][moment];
}

static bool same_tie(const struct ecogram_tie *a, const struct ecogram_tie *b)
{
    return a->strength == b->strength && a->stress == b->stress && a->broken == b->broken &&
           a->direction == b->direction;
}

struct sight {
    struct ecogram_about about, before;
    enum ecogram_change change;
};

static bool look(struct arena *arena, const struct ecogram_layers *layers, int eyes,
                 enum ecogram_when when, struct sight *out)
{
    struct ecogram_about now, before;
    bool is_now = at_moment(arena, layers, eyes, MOMENT_NOW, &now);
    bool was = at_moment(arena, layers, eyes, MOMENT_BEFORE, &before);

    *out = (struct sight){.about = when == WHEN_BEFORE ? before : now};
    if (when != WHEN_COMPARE) {
        return when == WHEN_BEFORE ? was : is_now;
    }
    if (!is_now) {
        out->about = before;
        out->change = CHANGE_GONE;
    } else if (!was) {
        out->change = CHANGE_NEW;
    } else if (!same_tie(&now.tie, &before.tie) || now.place != before.place) {
        out->before = before;
        out->change = CHANGE_OTHER;
    }
    return is_now || was;
}

static int compare_nodes(const void *a, const void *b)
{
    const struct ecogram_view_node *left = a, *right = b;
    int order = strcmp(left->node->key, right->node->key);

    return order ? order : strcmp(left->node->name, right->node->name);
}

static int compare_links(const void *a, const void *b)
{
    const struct ecogram_view_link *left = a, *right = b;
    size_t left_low = left->from < left->to ? left->from : left->to;
    size_t right_low = right->from < right->to ? right->from : right->to;
    size_t left_high = left->from + left->to - left_low;
    size_t right_high = right->from + right->to - right_low;

    if (left_low != right_low) {
        return left_low < right_low ? -1 : 1;
    }
    return left_high < right_high ? -1 : left_high > right_high;
}

/* Words that many people use for the same thing need not be said each time. */
static void fill_usual(const struct ecogram_node *node, struct ecogram_about *about)
{
    if (!about->kind && ecogram_usual_kind(node->key) == KIND_SYSTEM) {
        about->kind = KIND_SYSTEM;
    }
    if (!about->group) {
        about->group = ecogram_usual_group(node->key);
    }
    if (!about->kind && !ecogram_usual_kind(node->key) &&
        (about->group == GROUP_CARE || about->group == GROUP_AUTHORITIES)) {
        about->kind = KIND_SYSTEM;
    }
}

static void collect_nodes(struct ecogram_view *view, int eyes, const bool *in_link)
{
    const struct diagram *diagram = view->diagram;

    view->nodes = arena_take(view->arena, diagram->node_count + 1, sizeof(*view->nodes));
    for (size_t i = 0; i < diagram->node_count; i++) {
        struct ecogram_view_node *seen = &view->nodes[view->node_count];
        struct sight sight;
        bool tied = look(view->arena, &diagram->nodes[i].layers, eyes, view->when, &sight);

        if (!tied && !in_link[i]) {
            continue;
        }
        *seen = (struct ecogram_view_node){.node = &diagram->nodes[i],
                                           .about = sight.about,
                                           .before = sight.before,
                                           .change = sight.change,
                                           .tied = tied};
        fill_usual(seen->node, &seen->about);
        view->places = view->places || seen->about.place;
        view->node_count++;
    }
    qsort(view->nodes, view->node_count, sizeof(*view->nodes), compare_nodes);
}

static void collect_links(struct ecogram_view *view, int eyes)
{
    const struct diagram *diagram = view->diagram;
    bool *in_link = arena_take(view->arena, diagram->node_count + 1, sizeof(*in_link));
    size_t *place = arena_take(view->arena, diagram->node_count + 1, sizeof(*place));

    view->links = arena_take(view->arena, diagram->link_count + 1, sizeof(*view->links));
    for (size_t i = 0; i < diagram->link_count; i++) {
        const struct ecogram_link *link = &diagram->links[i];
        struct sight sight;

        if (look(view->arena, &link->layers, eyes, view->when, &sight)) {
            view->links[view->link_count++] = (struct ecogram_view_link){
                .link = link, .about = sight.about, .before = sight.before, .change = sight.change};
            in_link[link->from] = in_link[link->to] = true;
        }
    }
    collect_nodes(view, eyes, in_link);
    for (size_t i = 0; i < view->node_count; i++) {
        place[view->nodes[i].node - diagram->nodes] = i;
    }
    for (size_t i = 0; i < view->link_count; i++) {
        struct ecogram_view_link *seen = &view->links[i];

        seen->from = place[seen->link->from];
        seen->to = place[seen->link->to];
    }
    qsort(view->links, view->link_count, sizeof(*view->links), compare_links);
}

/* A tie said from either end is the same: it runs from the first name to the second. */
static void turn_links(struct ecogram_view *view)
{
    for (size_t i = 0; i < view->link_count; i++) {
        struct ecogram_view_link *link = &view->links[i];
        struct ecogram_tie *ties[] = {&link->about.tie, &link->before.tie};

        if (link->from < link->to) {
            continue;
        }
        size_t from = link->from;

        link->from = link->to;
        link->to = from;
        for (size_t k = 0; k < 2; k++) {
            enum ecogram_direction direction = ties[k]->direction;

            ties[k]->direction = direction == ENERGY_GIVES   ? ENERGY_TAKES
                                 : direction == ENERGY_TAKES ? ENERGY_GIVES
                                                             : direction;
        }
    }
}

void ecogram_view_init(struct ecogram_view *view, const struct diagram *diagram,
                       enum ecogram_when when, bool show_private)
{
    int eyes = show_private ? 0 : 1;

    *view = (struct ecogram_view){
        .arena = arena_create(), .diagram = diagram, .language = diagram->language, .when = when};
    view->centre = diagram->centre[eyes] ? diagram->centre[eyes]
                   : diagram->subject[0] ? diagram->subject
                                         : i18n_in(diagram->language, N_("the patient"));
    view->household = diagram->household[eyes];
    collect_links(view, eyes);
    turn_links(view);
}

void ecogram_view_finish(struct ecogram_view *view)
{
    arena_destroy(view->arena);
    *view = (struct ecogram_view){0};
}
