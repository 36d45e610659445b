/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What both forms of an ecogram share: which form is drawn, the order round the
 * ring, and the items with their labels, signs and sentences.
 */
#include "config.h"

#include "diagram/ecogram.h"

#include "base/i18n.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS_FORM_MAX 100
#define ZOOM_SHORT       14
#define ZOOM_SIGNS       3

enum ecogram_place ecogram_sector_place(int sector)
{
    static const enum ecogram_place places[ECOGRAM_PLACES] = {PLACE_HERE, PLACE_ORIGIN,
                                                              PLACE_ELSEWHERE, 0};

    return places[sector];
}

static int sector_of(enum ecogram_place place)
{
    return place ? (int)place - 1 : ECOGRAM_PLACES - 1;
}

/* -- order ------------------------------------------------------------------- */

struct known {
    const char *id;
    size_t node;
};

static int compare_known(const void *a, const void *b)
{
    return strcmp(((const struct known *)a)->id, ((const struct known *)b)->id);
}

/* Nodes that stood in the previous picture, in its order; and where each stood. */
static size_t *previous_order(struct ecogram_picture *picture, size_t *count)
{
    const struct scene *previous = picture->options->previous;
    size_t nodes = picture->view->node_count;
    size_t *fixed = arena_take(picture->arena, nodes + 1, sizeof(*fixed));
    struct known *known = arena_take(picture->arena, nodes + 1, sizeof(*known));

    picture->previous = arena_take(picture->arena, nodes + 1, sizeof(*picture->previous));
    for (size_t i = 0; i < nodes; i++) {
        known[i] = (struct known){picture->view->nodes[i].node->id, i};
    }
    qsort(known, nodes, sizeof(*known), compare_known);
    *count = 0;
    for (size_t i = 0; previous && i < previous->item_count; i++) {
        const struct scene_item *item = &previous->items[i];
        struct known wanted = {item->id, 0}, *found;

        found = bsearch(&wanted, known, nodes, sizeof(*known), compare_known);
        if (found && !picture->previous[found->node]) {
            picture->previous[found->node] = item;
            fixed[(*count)++] = found->node;
        }
    }
    return fixed;
}

static void find_order(struct ecogram_picture *picture)
{
    const struct ecogram_view *view = picture->view;
    struct ecogram_arc *arcs = arena_take(picture->arena, view->link_count + 1, sizeof(*arcs));
    int *sectors = arena_take(picture->arena, view->node_count + 1, sizeof(*sectors));
    size_t fixed_count;
    const size_t *fixed = previous_order(picture, &fixed_count);

    for (size_t i = 0; i < view->link_count; i++) {
        arcs[i] = (struct ecogram_arc){view->links[i].from, view->links[i].to};
    }
    for (size_t i = 0; i < view->node_count; i++) {
        sectors[i] = picture->options->free_order ? 0 : sector_of(view->nodes[i].about.place);
    }
    picture->graph = (struct ecogram_graph){view->node_count, sectors, arcs, view->link_count};
    picture->order = arena_take(picture->arena, view->node_count + 1, sizeof(*picture->order));
    ecogram_order(picture->order, &picture->graph, fixed, fixed_count);
}

/* -- labels ------------------------------------------------------------------ */

static const struct {
    unsigned bit;
    const char *letter; /* a letter for a sort of support, as on paper */
} support_letters[] = {{SUPPORT_PRACTICAL, N_("P")},
                       {SUPPORT_COMPANY, N_("C")},
                       {SUPPORT_ADVICE, N_("A")},
                       {SUPPORT_EMOTIONAL, N_("E")}};

static const char *shown(struct arena *arena, const struct buf *text)
{
    struct buf out = BUF_INIT;
    const char *copy;

    (void)text_display(&out, buf_text(text), text->length, TEXT_ONE_LINE);
    copy = arena_string(arena, buf_text(&out));
    buf_finish(&out);
    return copy;
}

/* "mother · Syria · PE" */
static const char *node_label(const struct ecogram_picture *picture,
                              const struct ecogram_view_node *node)
{
    const char *language = picture->view->language, *label;
    struct buf text = BUF_INIT;

    buf_add_text(&text, node->node->name);
    if (picture->zoom == 0 && node->about.country) {
        buf_add_format(&text, " · %s", node->about.country);
    }
    if (picture->zoom == 0 && node->about.support) {
        buf_add_text(&text, " · ");
        for (size_t i = 0; i < 4; i++) {
            if (node->about.support & support_letters[i].bit) {
                buf_add_text(&text, i18n_in(language, support_letters[i].letter));
            }
        }
    }
    if (picture->zoom < 2 && node->change == CHANGE_NEW) {
        buf_add_format(&text, " (%s)", i18n_in(language, N_("new")));
    } else if (picture->zoom < 2 && node->change == CHANGE_GONE) {
        buf_add_format(&text, " (%s)", i18n_in(language, N_("gone")));
    } else if (picture->zoom < 2 && node->change == CHANGE_OTHER) {
        buf_add_format(&text, " (%s)", i18n_in(language, N_("changed")));
    }
    label = shown(picture->arena, &text);
    buf_finish(&text);
    return label;
}

static const char *node_glyph(const struct ecogram_view_node *node)
{
    if (node->about.vital == VITAL_DECEASED) {
        return "†";
    }
    if (node->about.vital == VITAL_MISSING) {
        return "?";
    }
    if (node->about.importance >= IMPORTANT) {
        return "!";
    }
    return node->about.kind == KIND_SYSTEM ? "⌂" : "";
}

static const char *plain_glyph(const char *glyph)
{
    return strcmp(glyph, "†") == 0 ? "+" : strcmp(glyph, "⌂") == 0 ? "^" : glyph;
}

/* Columns that a label may have at this zoom. */
static int label_columns(const struct ecogram_picture *picture, int columns)
{
    int most = picture->zoom == 0 ? columns : picture->zoom == 1 ? ZOOM_SHORT : ZOOM_SIGNS;

    return columns < most ? columns : most;
}

struct ecogram_size ecogram_label_size(const struct ecogram_picture *picture, const char *label,
                                       const char *glyph, int columns)
{
    struct ecogram_size size = {1, 0};
    size_t length = strlen(label), at = 0;
    int sign = glyph[0] ? 2 : 0, most = label_columns(picture, columns);

    do {
        size_t end, next = text_wrap(label, length, at, most, &end);
        int width;

        while (end > at && label[end - 1] == ' ') {
            end--;
        }
        width = text_width(label + at, end - at);
        if (picture->zoom > 0 && next < length) {
            width = most; /* the ellipsis may stand anywhere up to here */
        }
        size.w = width > size.w ? width : size.w;
        size.h++;
        at = next;
    } while (at < length && picture->zoom == 0);
    size.w += sign;
    return size;
}

const char *ecogram_centre_label(const struct ecogram_picture *picture)
{
    struct buf text = BUF_INIT;
    const struct ecogram_text *name = picture->view->household;
    const char *label;

    buf_add_text(&text, picture->view->centre);
    for (; name && picture->zoom == 0; name = name->next) {
        buf_add_format(&text, " · %s", name->text);
    }
    label = shown(picture->arena, &text);
    buf_finish(&text);
    return label;
}

int ecogram_centre_rows(const struct ecogram_picture *picture, int columns)
{
    struct ecogram_picture whole = *picture; /* a centre is never cut */

    whole.zoom = 0;
    return ecogram_label_size(&whole, ecogram_centre_label(picture), "", columns).h;
}

static void find_labels(struct ecogram_picture *picture)
{
    const struct ecogram_view *view = picture->view;

    picture->labels = arena_take(picture->arena, view->node_count + 1, sizeof(char *));
    picture->glyphs = arena_take(picture->arena, view->node_count + 1, sizeof(char *));
    for (size_t i = 0; i < view->node_count; i++) {
        picture->labels[i] = node_label(picture, &view->nodes[i]);
        picture->glyphs[i] = node_glyph(&view->nodes[i]);
    }
}

/* -- items ------------------------------------------------------------------- */

static unsigned change_style(enum ecogram_change change)
{
    return change == CHANGE_NEW ? STYLE_NEW : change == CHANGE_GONE ? STYLE_GONE : 0;
}

/* Without a border, one blank between a name and its tie. */
static void pad_lines(struct scene *scene, struct scene_item *item)
{
    for (size_t i = 0; i < item->line_count; i++) {
        struct buf text = BUF_INIT;
        bool before = (item->style & STYLE_LEFT) != 0;

        buf_add_format(&text, "%s%s%s", before ? " " : "", item->lines[i], before ? "" : " ");
        item->lines[i] = scene_string(scene, buf_text(&text));
        buf_finish(&text);
    }
}

int ecogram_add_node(struct ecogram_picture *picture, size_t node, struct scene_box box,
                     int columns, unsigned style)
{
    const struct ecogram_view *view = picture->view;
    const struct ecogram_view_node *seen = &view->nodes[node];
    struct scene_item *item;
    struct buf alt = BUF_INIT;

    item = scene_add_item(picture->scene, seen->node->id,
                          seen->about.kind == KIND_SYSTEM ? SCENE_SYSTEM : SCENE_PERSON,
                          picture->labels[node]);
    item->fact = scene_string(picture->scene, seen->node->fact);
    item->glyph = scene_string(picture->scene, picture->glyphs[node]);
    item->glyph_ascii = scene_string(picture->scene, plain_glyph(picture->glyphs[node]));
    item->style = style | change_style(seen->change) |
                  (seen->about.importance >= IMPORTANT ? STYLE_EMPHASIS : 0) |
                  (seen->about.vital == VITAL_DECEASED ? STYLE_DECEASED : 0) |
                  (seen->about.vital == VITAL_MISSING ? STYLE_UNCERTAIN : 0);
    item->box = box;
    item->selectable = true;
    scene_wrap_label(picture->scene, item, label_columns(picture, columns), picture->zoom ? 1 : 0);
    if (!(style & (STYLE_BORDER | STYLE_CENTRED)) &&
        (!(style & STYLE_LEFT) || item->glyph[0] == '\0')) {
        pad_lines(picture->scene, item);
    }
    ecogram_say_about(&alt, view->language, view->centre, seen->node->name, &seen->about);
    item->alt = scene_string(picture->scene, buf_text(&alt));
    buf_finish(&alt);
    picture->items[node] = (int)picture->scene->item_count - 1;
    return picture->items[node];
}

void ecogram_add_centre(struct ecogram_picture *picture, struct scene_box box)
{
    struct scene_item *item =
        scene_add_item(picture->scene, "centre", SCENE_CENTRE, ecogram_centre_label(picture));

    item->style = STYLE_BORDER | STYLE_CENTRED;
    item->box = box;
    item->selectable = true;
    item->alt = item->label;
    scene_wrap_label(picture->scene, item, box.w > 4 ? box.w - 4 : 1, 0);
    picture->centre = (int)picture->scene->item_count - 1;
}

void ecogram_add_heading(struct ecogram_picture *picture, int sector, const char *side,
                         const char *glyph, const char *plain, struct scene_box box)
{
    static const char *const names[ECOGRAM_PLACES] = {"here", "origin", "elsewhere", "unsaid"};
    struct buf id = BUF_INIT;
    struct scene_item *item;

    buf_add_format(&id, "place.%s%s", names[sector], side);
    item =
        scene_add_item(picture->scene, buf_text(&id), SCENE_HEADING,
                       ecogram_place_title(picture->view->language, ecogram_sector_place(sector)));
    item->box = box;
    item->alt = item->label;
    item->glyph = scene_string(picture->scene, glyph);
    item->glyph_ascii = scene_string(picture->scene, plain);
    scene_wrap_label(picture->scene, item, box.w - scene_glyph_columns(item), 1);
    buf_finish(&id);
}

/* -- ties -------------------------------------------------------------------- */

static const char *tie_kind(const struct ecogram_tie *tie)
{
    if (tie->broken == SAID_YES) {
        return "broken";
    }
    if (tie->stress == SAID_YES) {
        return "stressful";
    }
    return tie->strength == TIE_STRONG ? "strong" : tie->strength == TIE_WEAK ? "weak" : "plain";
}

static unsigned tie_style(const struct ecogram_tie *tie)
{
    static const unsigned strengths[] = {0, STYLE_STRONG, 0, STYLE_WEAK};
    static const unsigned arrows[] = {0, STYLE_ARROW_TO, STYLE_ARROW_FROM,
                                      STYLE_ARROW_TO | STYLE_ARROW_FROM};

    return strengths[tie->strength] | (tie->stress == SAID_YES ? STYLE_STRESS : 0) |
           (tie->broken == SAID_YES ? STYLE_BROKEN : 0) | arrows[tie->direction];
}

static const char *tie_alt(struct ecogram_picture *picture, const struct ecogram_tie *tie)
{
    struct buf alt = BUF_INIT;
    const char *text;

    ecogram_say_tie(&alt, picture->view->language, tie);
    text = scene_string(picture->scene, buf_text(&alt));
    buf_finish(&alt);
    return text;
}

void ecogram_add_spoke(struct ecogram_picture *picture, size_t node,
                       const struct scene_point *points, size_t count)
{
    const struct ecogram_view_node *seen = &picture->view->nodes[node];
    struct buf id = BUF_INIT;
    struct scene_edge *edge;

    buf_add_format(&id, "t.%s", seen->node->id + 2);
    edge = scene_add_edge(picture->scene, buf_text(&id), picture->items[node], picture->centre,
                          tie_kind(&seen->about.tie), points, count);
    edge->fact = scene_string(picture->scene, seen->node->fact);
    edge->style = tie_style(&seen->about.tie) | change_style(seen->change);
    edge->alt = tie_alt(picture, &seen->about.tie);
    buf_finish(&id);
}

const char *ecogram_link_id(const struct ecogram_picture *picture, size_t link)
{
    const struct ecogram_view *view = picture->view;
    struct buf id = BUF_INIT;
    const char *text;

    buf_add_format(&id, "l.%s_%s", view->nodes[view->links[link].from].node->id + 2,
                   view->nodes[view->links[link].to].node->id + 2);
    text = arena_string(picture->arena, buf_text(&id));
    buf_finish(&id);
    return text;
}

void ecogram_add_link(struct ecogram_picture *picture, size_t link,
                      const struct scene_point *points, size_t count)
{
    const struct ecogram_view_link *seen = &picture->view->links[link];
    struct scene_edge *edge;

    edge =
        scene_add_edge(picture->scene, ecogram_link_id(picture, link), picture->items[seen->from],
                       picture->items[seen->to], tie_kind(&seen->about.tie), points, count);
    edge->fact = scene_string(picture->scene, seen->link->fact);
    edge->style = tie_style(&seen->about.tie) | change_style(seen->change);
    edge->alt = tie_alt(picture, &seen->about.tie);
}

/* -- the whole ---------------------------------------------------------------- */

static enum ecogram_when when_of(const char *moment)
{
    return moment && strcmp(moment, "before") == 0    ? WHEN_BEFORE
           : moment && strcmp(moment, "compare") == 0 ? WHEN_COMPARE
                                                      : WHEN_NOW;
}

static void describe(struct ecogram_picture *picture)
{
    const struct ecogram_view *view = picture->view;
    struct buf text = BUF_INIT;

    buf_add_format(&text, "%s: %s", i18n_in(view->language, N_("Ecogram")), view->centre);
    picture->scene->title = scene_string(picture->scene, buf_text(&text));
    buf_clear(&text);
    ecogram_view_outline(&text, view);
    picture->scene->description = scene_string(picture->scene, buf_text(&text));
    buf_finish(&text);
}

static void draw(struct ecogram_picture *picture)
{
    const struct scene_options *options = picture->options;
    bool wide = options->columns == 0 || options->columns > COLUMNS_FORM_MAX;

    if (options->form == FORM_RING) {
        (void)ecogram_draw_ring(picture, true);
    } else if (options->form == FORM_COLUMNS || !wide || !ecogram_draw_ring(picture, false)) {
        ecogram_draw_columns(picture);
    }
}

struct scene *ecogram_scene(const struct diagram *diagram, const struct scene_options *options)
{
    struct ecogram_view view;
    struct ecogram_picture picture = {.view = &view,
                                      .options = options,
                                      .zoom = options->zoom > 2 ? 2 : options->zoom,
                                      .columns = options->columns,
                                      .rows = options->rows};

    ecogram_view_init(&view, diagram, when_of(options->moment), options->show_private);
    picture.arena = view.arena;
    picture.scene = scene_create("ecogram", view.language);
    picture.items = arena_take(picture.arena, view.node_count + 1, sizeof(*picture.items));
    find_order(&picture);
    find_labels(&picture);
    draw(&picture);
    scene_fit(picture.scene);
    if (options->legend) {
        ecogram_add_legend(&picture, picture.scene->height + 1,
                           picture.scene->width > 60 ? picture.scene->width : 60);
        scene_fit(picture.scene);
    }
    picture.scene->scrolled = options->columns > 0 && picture.scene->width > options->columns;
    describe(&picture);
    ecogram_view_finish(&view);
    return picture.scene;
}
