/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ecogram as a list: by place, the strongest ties first, each fact once, and
 * the ties between others below. For people who listen to it, under every drawing
 * on paper, and as the description of a picture.
 */
#include "config.h"

#include "diagram/ecogram.h"

#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

struct row {
    const struct ecogram_view_node *node;
    size_t at;
};

/* Strong, ordinary, not said, weak; broken ones last. */
static int weight(const struct ecogram_view_node *node)
{
    static const int weights[] = {2, 0, 1, 3};

    return (node->tied ? 0 : 8) + (node->about.tie.broken == SAID_YES ? 4 : 0) +
           weights[node->about.tie.strength];
}

static int compare_rows(const void *a, const void *b)
{
    const struct row *left = a, *right = b;
    int order = weight(left->node) - weight(right->node);

    return order ? order : left->at < right->at ? -1 : left->at > right->at;
}

static void say_change(struct buf *out, const struct ecogram_view *view, enum ecogram_change change,
                       const struct ecogram_about *now, const struct ecogram_about *before)
{
    if (change == CHANGE_NEW) {
        buf_add_text(out, i18n_in(view->language, N_("; new since migration")));
    } else if (change == CHANGE_GONE) {
        buf_add_text(out, i18n_in(view->language, N_("; only before migration")));
    } else if (change == CHANGE_OTHER) {
        struct ecogram_about was = {0};

        if (memcmp(&now->tie, &before->tie, sizeof(now->tie)) != 0) {
            was.tie = before->tie;
        }
        was.place = now->place != before->place ? before->place : 0;
        buf_add_text(out, i18n_in(view->language, N_("; before migration: ")));
        ecogram_say_earlier(out, view->language, &was);
    }
}

static void say_node(struct buf *out, const struct ecogram_view *view,
                     const struct ecogram_view_node *node)
{
    buf_add_text(out, "- ");
    if (node->tied) {
        ecogram_say_about(out, view->language, view->centre, node->node->name, &node->about);
        say_change(out, view, node->change, &node->about, &node->before);
    } else {
        buf_add_format(out, "%s: %s", node->node->name,
                       i18n_in(view->language, N_("known through others")));
    }
    buf_add_char(out, '\n');
}

static void say_place(struct buf *out, const struct ecogram_view *view, enum ecogram_place place)
{
    struct row *rows = arena_take(view->arena, view->node_count + 1, sizeof(*rows));
    size_t count = 0;

    for (size_t i = 0; i < view->node_count; i++) {
        if (view->nodes[i].about.place == place) {
            rows[count++] = (struct row){&view->nodes[i], i};
        }
    }
    qsort(rows, count, sizeof(*rows), compare_rows);
    if (count > 0 && view->places) {
        buf_add_format(out, "%s:\n", ecogram_place_title(view->language, place));
    }
    for (size_t i = 0; i < count; i++) {
        say_node(out, view, rows[i].node);
    }
}

void ecogram_view_outline(struct buf *out, const struct ecogram_view *view)
{
    static const enum ecogram_place places[] = {PLACE_HERE, PLACE_ORIGIN, PLACE_ELSEWHERE, 0};

    buf_add_format(out, "%s: %s\n", i18n_in(view->language, N_("In the centre")), view->centre);
    if (view->household) {
        buf_add_format(out, "%s: ", i18n_in(view->language, N_("Household")));
        for (const struct ecogram_text *name = view->household; name; name = name->next) {
            buf_add_format(out, "%s%s", name->text, name->next ? ", " : "\n");
        }
    }
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        say_place(out, view, places[i]);
    }
    if (view->link_count > 0) {
        buf_add_format(out, "%s:\n", i18n_in(view->language, N_("Ties among themselves")));
    }
    for (size_t i = 0; i < view->link_count; i++) {
        const struct ecogram_view_link *link = &view->links[i];

        buf_add_text(out, "- ");
        ecogram_say_link(out, view->language, view->nodes[link->from].node->name,
                         view->nodes[link->to].node->name, &link->about);
        say_change(out, view, link->change, &link->about, &link->before);
        buf_add_char(out, '\n');
    }
}

/* With two moments in the record, the list holds them against each other. */
void ecogram_outline(struct buf *out, const struct diagram *diagram, bool show_private)
{
    struct ecogram_view view;

    ecogram_view_init(&view, diagram, diagram->moments ? WHEN_COMPARE : WHEN_NOW, show_private);
    ecogram_view_outline(out, &view);
    ecogram_view_finish(&view);
}
