/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ecogram on a narrow screen: whole names in two columns, the centre as a tall
 * box between them, so that every tie is one straight line in its own row. Ties
 * among others are brackets at the outer margins as far as they nest; the rest are
 * numbers at both ends, listed below. Places are blocks of rows.
 */
#include "config.h"

#include "diagram/ecogram.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define PORTS_MAX     4
#define LEVELS_MAX    6
#define BRACKETS_MAX  300
#define LEADER_MIN    6
#define LEADER_MAX    14
#define LABEL_MIN     12
#define LABEL_MAX     30
#define CENTRE_MAX    20
#define COLUMNS_MIN   40
#define HEADING_MIN   13
#define REFERENCE_ROW 2 /* references side by side in one row */

enum side { LEFT, RIGHT };

/* A node in its column. */
struct slot {
    size_t node;
    int sector;
    struct scene_box box;
    size_t ups, downs; /* brackets to nodes above and below */
    size_t references;
    int reference_width;
};

struct column {
    struct slot *slots;
    size_t count;
    int wrap; /* columns that labels are wrapped to, without their glyph */
    int label_width, reference_width, levels, margin;
    int edge; /* left: where boxes end; right: where they begin */
};

struct bracket {
    size_t link, from, to; /* slots of one column, from < to */
    enum side side;
    int level;
};

struct layout {
    struct ecogram_picture *picture;
    struct column columns[2];
    size_t *place; /* of a view node: its slot */
    enum side *side;
    struct bracket *brackets;
    size_t bracket_count;
    int *numbers; /* of a link: its reference, 0: drawn */
    int centre_x, centre_width, leader, ports_max;
};

/* -- who stands where ---------------------------------------------------------- */

static void fill_columns(struct layout *layout)
{
    const struct ecogram_picture *picture = layout->picture;
    size_t count = picture->graph.count, from = 0;
    bool *right = arena_take(picture->arena, count + 1, sizeof(*right));

    while (from < count) {
        int sector = picture->graph.sector[picture->order[from]];
        size_t to = from;

        while (to < count && picture->graph.sector[picture->order[to]] == sector) {
            to++;
        }
        ecogram_sides(right, picture, from, to);
        for (size_t i = from; i < to; i++) {
            size_t node = picture->order[i];
            enum side side = right[node] ? RIGHT : LEFT;
            struct column *column = &layout->columns[side];

            layout->side[node] = side;
            layout->place[node] = column->count;
            column->slots[column->count++] = (struct slot){.node = node, .sector = sector};
        }
        from = to;
    }
}

/* -- brackets and numbers ------------------------------------------------------- */

static int compare_brackets(const void *a, const void *b)
{
    const struct bracket *left = a, *right = b;
    size_t left_span = left->to - left->from, right_span = right->to - right->from;

    if (left_span != right_span) {
        return left_span < right_span ? -1 : 1;
    }
    return left->link < right->link ? -1 : left->link > right->link;
}

static bool crosses(const struct bracket *a, const struct bracket *b)
{
    return (a->from < b->from && b->from < a->to && a->to < b->to) ||
           (b->from < a->from && a->from < b->to && b->to < a->to);
}

/* Takes a bracket if it nests in those that are there. */
static bool accept(struct layout *layout, struct bracket *bracket)
{
    struct slot *slots = layout->columns[bracket->side].slots;

    bracket->level = 1;
    for (size_t i = 0; i < layout->bracket_count; i++) {
        const struct bracket *other = &layout->brackets[i];

        if (other->side != bracket->side) {
            continue;
        }
        if (crosses(bracket, other)) {
            return false;
        }
        if (other->from >= bracket->from && other->to <= bracket->to &&
            other->level >= bracket->level) {
            bracket->level = other->level + 1;
        }
    }
    if (bracket->level > LEVELS_MAX ||
        slots[bracket->from].ups + slots[bracket->from].downs >= (size_t)layout->ports_max ||
        slots[bracket->to].ups + slots[bracket->to].downs >= (size_t)layout->ports_max) {
        return false;
    }
    slots[bracket->from].downs++;
    slots[bracket->to].ups++;
    layout->brackets[layout->bracket_count++] = *bracket;
    return true;
}

/* The number that a link had in the previous picture, so that it keeps it; else 0. */
static int previous_number(const struct layout *layout, size_t link)
{
    const struct scene *previous = layout->picture->options->previous;
    struct buf id = BUF_INIT;
    int at = -1;

    if (previous) {
        buf_add_format(&id, "r.%s.a", ecogram_link_id(layout->picture, link));
        at = scene_find(previous, buf_text(&id));
        buf_finish(&id);
    }
    return at < 0 ? 0 : (int)strtol(previous->items[at].label + strlen("→"), NULL, 10);
}

static void number_links(struct layout *layout, const bool *drawn)
{
    size_t count = layout->picture->graph.arc_count;
    bool *used = alloc_array(count + 2, sizeof(*used));
    int next = 1;

    for (size_t i = 0; i < count; i++) {
        int number = drawn[i] ? 0 : previous_number(layout, i);

        if (number > 0 && (size_t)number <= count && !used[number]) {
            layout->numbers[i] = number;
            used[number] = true;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (drawn[i] || layout->numbers[i] > 0) {
            continue;
        }
        while (used[next]) {
            next++;
        }
        layout->numbers[i] = next;
        used[next] = true;
    }
    free(used);
}

static void count_reference(struct layout *layout, size_t node, int number)
{
    struct column *column = &layout->columns[layout->side[node]];
    struct slot *slot = &column->slots[layout->place[node]];
    int width = number < 10 ? 2 : number < 100 ? 3 : number < 1000 ? 4 : 6, row;

    slot->references++;
    slot->reference_width = width > slot->reference_width ? width : slot->reference_width;
    row = (slot->references > 1 ? REFERENCE_ROW : 1) * (slot->reference_width + 1);
    column->reference_width = row > column->reference_width ? row : column->reference_width;
}

static void choose_brackets(struct layout *layout)
{
    const struct ecogram_graph *graph = &layout->picture->graph;
    struct bracket *candidates = alloc_array(graph->arc_count + 1, sizeof(*candidates));
    bool *drawn = alloc_array(graph->arc_count + 1, sizeof(*drawn));
    size_t count = 0;

    for (size_t i = 0; i < graph->arc_count; i++) {
        size_t a = layout->place[graph->arcs[i].a], b = layout->place[graph->arcs[i].b];

        if (layout->side[graph->arcs[i].a] == layout->side[graph->arcs[i].b]) {
            candidates[count++] = (struct bracket){.link = i,
                                                   .from = a < b ? a : b,
                                                   .to = a < b ? b : a,
                                                   .side = layout->side[graph->arcs[i].a]};
        }
    }
    qsort(candidates, count, sizeof(*candidates), compare_brackets);
    for (size_t i = 0; i < count && layout->bracket_count < BRACKETS_MAX; i++) {
        drawn[candidates[i].link] = accept(layout, &candidates[i]);
    }
    for (size_t i = 0; i < layout->bracket_count; i++) {
        struct column *column = &layout->columns[layout->brackets[i].side];

        column->levels =
            layout->brackets[i].level > column->levels ? layout->brackets[i].level : column->levels;
    }
    number_links(layout, drawn);
    for (size_t i = 0; i < graph->arc_count; i++) {
        if (layout->numbers[i] > 0) {
            count_reference(layout, graph->arcs[i].a, layout->numbers[i]);
            count_reference(layout, graph->arcs[i].b, layout->numbers[i]);
        }
    }
    free(drawn);
    free(candidates);
}

/* -- widths and rows ------------------------------------------------------------ */

static int longest_label(const struct layout *layout, const struct column *column)
{
    const struct ecogram_picture *picture = layout->picture;
    int longest = 1;

    for (size_t i = 0; i < column->count; i++) {
        size_t node = column->slots[i].node;
        struct ecogram_size size =
            ecogram_label_size(picture, picture->labels[node], picture->glyphs[node], column->wrap);

        longest = size.w > longest ? size.w : longest;
    }
    return longest + 1; /* and a blank before the tie */
}

static int at_most(int number, int most)
{
    return number < most ? number : most;
}

static int at_least(int number, int least)
{
    return number > least ? number : least;
}

static bool has_headings(const struct layout *layout)
{
    return layout->picture->view->places && !layout->picture->options->free_order;
}

/* The longest word of a name, up to what a centre may be wide. */
static int centre_width(const struct ecogram_picture *picture, int columns)
{
    const char *label = ecogram_centre_label(picture);
    int most = at_most(CENTRE_MAX, columns / 5), longest = 3;

    for (const char *at = label; *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");

        longest = at_least(longest, text_width(at, length));
        at += length;
    }
    return 4 + at_most(longest, most);
}

/* Each column gets what it needs; if that is too much, the longer ones give way. */
static void share_room(struct layout *layout, int room)
{
    int need[2], half = room / 2;

    for (int side = LEFT; side <= RIGHT; side++) {
        layout->columns[side].wrap = LABEL_MAX;
        need[side] = at_most(longest_label(layout, &layout->columns[side]), LABEL_MAX + 3);
    }
    if (need[LEFT] + need[RIGHT] <= room) {
        return;
    }
    need[LEFT] = need[RIGHT] < half ? room - need[RIGHT] : at_most(need[LEFT], half);
    need[RIGHT] = at_most(need[RIGHT], room - need[LEFT]);
    for (int side = LEFT; side <= RIGHT; side++) {
        /* Glyphs stand before the label, a blank behind it. */
        layout->columns[side].wrap = at_least(need[side], LABEL_MIN) - 3;
    }
}

static void find_widths(struct layout *layout)
{
    const struct ecogram_picture *picture = layout->picture;
    int columns = at_least(picture->columns > 0 ? picture->columns : 80, COLUMNS_MIN);
    struct column *left = &layout->columns[LEFT];
    bool headings = has_headings(layout);
    int room, used = 0;

    layout->centre_width = centre_width(picture, columns);
    room = columns - layout->centre_width - 2 * LEADER_MIN;
    for (int side = LEFT; side <= RIGHT; side++) {
        struct column *column = &layout->columns[side];

        column->margin = column->levels > 0 ? column->levels + 1 : 0;
        room -= column->margin + column->reference_width;
    }
    share_room(layout, room);
    for (int side = LEFT; side <= RIGHT; side++) {
        struct column *column = &layout->columns[side];

        column->label_width = at_least(longest_label(layout, column), headings ? HEADING_MIN : 1);
        used += column->label_width;
    }
    /* What is left of the room is not filled: a picture is as wide as it needs to be. */
    layout->leader = LEADER_MIN + at_least(at_most((room - used) / 2, LEADER_MAX - LEADER_MIN), 0);
    left->edge = left->margin + left->reference_width + left->label_width;
    layout->centre_x = left->edge + layout->leader;
    layout->columns[RIGHT].edge = layout->centre_x + layout->centre_width + layout->leader;
}

/* Boxes of one block on one side, from row TOP; returns the row behind them. */
static int place_block(struct layout *layout, enum side side, size_t from, size_t to, int top,
                       int gap)
{
    const struct ecogram_picture *picture = layout->picture;
    struct column *column = &layout->columns[side];

    for (size_t i = from; i < to; i++) {
        struct slot *slot = &column->slots[i];
        struct ecogram_size size = ecogram_label_size(picture, picture->labels[slot->node],
                                                      picture->glyphs[slot->node], column->wrap);
        int references = (int)((slot->references + REFERENCE_ROW - 1) / REFERENCE_ROW);
        int width = size.w + 1;

        if (slot->references > 0) {
            width += (slot->references > 1 ? REFERENCE_ROW : 1) * (slot->reference_width + 1);
        }
        slot->box = (struct scene_box){
            side == LEFT ? column->edge - width : column->edge, top, width,
            at_least(size.h, at_least(references, (int)(slot->ups + slot->downs)))};
        top += slot->box.h + gap;
    }
    return top;
}

static void place_heading(struct layout *layout, enum side side, int sector, int row)
{
    const struct column *column = &layout->columns[side];
    int inside = layout->leader - 2; /* no line runs in this row */
    int width = column->label_width + column->reference_width + inside;
    struct scene_box box = {column->edge - inside, row, width, 1};

    if (side == LEFT) {
        box.x = column->margin;
    }
    ecogram_add_heading(layout->picture, sector, side == LEFT ? ".left" : ".right", "", "", box);
}

static size_t block_end(const struct column *column, size_t from, int sector)
{
    while (from < column->count && column->slots[from].sector == sector) {
        from++;
    }
    return from;
}

/* Returns the row behind the last. */
static int place_rows(struct layout *layout)
{
    size_t from[2] = {0, 0};
    int gap = layout->picture->graph.count <= 10 && layout->picture->zoom == 0;
    bool headings = has_headings(layout);
    int row = headings ? 0 : 1; /* beside the upper border of the centre no line ends */

    for (int sector = 0; sector < ECOGRAM_PLACES; sector++) {
        int bottom = row;

        for (int side = LEFT; side <= RIGHT; side++) {
            size_t to = block_end(&layout->columns[side], from[side], sector);
            int end;

            if (to == from[side]) {
                continue;
            }
            if (headings) {
                place_heading(layout, (enum side)side, sector, row);
            }
            end = place_block(layout, (enum side)side, from[side], to, row + headings, gap);
            bottom = end > bottom ? end : bottom;
            from[side] = to;
        }
        row = bottom;
    }
    return at_least(row - gap, 2);
}

/* -- drawing --------------------------------------------------------------------- */

/* In the order round the ring, which the next picture goes on with. */
static void add_slots(struct layout *layout)
{
    struct ecogram_picture *picture = layout->picture;

    for (size_t i = 0; i < picture->graph.count; i++) {
        size_t node = picture->order[i];
        enum side side = layout->side[node];
        const struct column *column = &layout->columns[side];

        (void)ecogram_add_node(picture, node, column->slots[layout->place[node]].box, column->wrap,
                               side == LEFT ? STYLE_RIGHT : STYLE_LEFT);
    }
}

static void add_spokes(struct layout *layout, enum side side)
{
    const struct column *column = &layout->columns[side];

    for (size_t i = 0; i < column->count; i++) {
        const struct slot *slot = &column->slots[i];
        int y = slot->box.y + (slot->box.h - 1) / 2;
        struct scene_point points[2] = {{slot->box.x + slot->box.w, y}, {layout->centre_x - 1, y}};

        if (side == RIGHT) {
            points[0].x = slot->box.x - 1;
            points[1].x = layout->centre_x + layout->centre_width;
        }
        if (layout->picture->view->nodes[slot->node].tied) {
            ecogram_add_spoke(layout->picture, slot->node, points, 2);
        }
    }
}

/*
 * The row of a box where a bracket leaves. From top to bottom: brackets upwards, near
 * ones first, then brackets downwards, far ones first; so none crosses another.
 */
static int port_row(const struct layout *layout, const struct bracket *bracket, bool at_from)
{
    size_t slot = at_from ? bracket->from : bracket->to;
    const struct slot *box = &layout->columns[bracket->side].slots[slot];
    size_t rank = at_from ? box->ups : 0, ports = box->ups + box->downs;

    for (size_t i = 0; i < layout->bracket_count; i++) {
        const struct bracket *other = &layout->brackets[i];

        if (other == bracket || other->side != bracket->side) {
            continue;
        }
        if (at_from && other->from == slot) {
            rank += other->to > bracket->to;
        } else if (!at_from && other->to == slot) {
            rank += other->from > bracket->from;
        }
    }
    return box->box.y + (box->box.h - (int)ports) / 2 + (int)rank;
}

static void add_bracket(struct layout *layout, const struct bracket *bracket)
{
    const struct ecogram_arc *arc = &layout->picture->graph.arcs[bracket->link];
    const struct column *column = &layout->columns[bracket->side];
    const struct scene_box *from = &column->slots[bracket->from].box;
    const struct scene_box *to = &column->slots[bracket->to].box;
    int upper = port_row(layout, bracket, true), lower = port_row(layout, bracket, false);
    int track = column->margin - 1 - bracket->level;
    struct scene_point points[4];

    if (bracket->side == RIGHT) {
        track = column->edge + column->label_width + column->reference_width + bracket->level;
    }
    points[0] =
        (struct scene_point){bracket->side == LEFT ? from->x - 1 : from->x + from->w, upper};
    points[1] = (struct scene_point){track, upper};
    points[2] = (struct scene_point){track, lower};
    points[3] = (struct scene_point){bracket->side == LEFT ? to->x - 1 : to->x + to->w, lower};
    if (layout->place[arc->a] != bracket->from) {
        struct scene_point turned[4] = {points[3], points[2], points[1], points[0]};

        memcpy(points, turned, sizeof(points));
    }
    ecogram_add_link(layout->picture, bracket->link, points, 4);
}

/* "→7" at the outer end of a node's box. */
static void add_reference(struct layout *layout, size_t link, size_t node, const char *end,
                          size_t *filled)
{
    struct ecogram_picture *picture = layout->picture;
    const struct slot *slot = &layout->columns[layout->side[node]].slots[layout->place[node]];
    int at = (int)(filled[node]++);
    int column = at % REFERENCE_ROW, row = at / REFERENCE_ROW;
    struct buf text = BUF_INIT;
    struct scene_item *item;
    int x = layout->side[node] == LEFT ? slot->box.x + column * (slot->reference_width + 1)
                                       : slot->box.x + slot->box.w - slot->reference_width -
                                             column * (slot->reference_width + 1);

    buf_add_format(&text, "r.%s.%s", ecogram_link_id(picture, link), end);
    item = scene_add_item(picture->scene, buf_text(&text), SCENE_REFERENCE, "");
    buf_clear(&text);
    buf_add_format(&text, "→%d", layout->numbers[link]);
    item->label = scene_string(picture->scene, buf_text(&text));
    item->fact = scene_string(picture->scene, picture->view->links[link].link->fact);
    item->parent = picture->items[node];
    item->alt = item->label;
    item->box = (struct scene_box){x, slot->box.y + row, slot->reference_width, 1};
    scene_wrap_label(picture->scene, item, slot->reference_width, 1);
    buf_finish(&text);
}

static void draw(struct layout *layout)
{
    struct ecogram_picture *picture = layout->picture;
    const struct ecogram_graph *graph = &picture->graph;
    size_t *filled = arena_take(picture->arena, graph->count + 1, sizeof(*filled));
    int rows =
        at_least(place_rows(layout), ecogram_centre_rows(picture, layout->centre_width - 4) + 1);

    ecogram_add_centre(picture,
                       (struct scene_box){layout->centre_x, 0, layout->centre_width, rows + 1});
    add_slots(layout);
    add_spokes(layout, LEFT);
    add_spokes(layout, RIGHT);
    for (size_t i = 0; i < layout->bracket_count; i++) {
        add_bracket(layout, &layout->brackets[i]);
    }
    for (size_t i = 0; i < graph->arc_count; i++) {
        if (layout->numbers[i] > 0) {
            add_reference(layout, i, graph->arcs[i].a, "a", filled);
            add_reference(layout, i, graph->arcs[i].b, "b", filled);
        }
    }
    scene_fit(picture->scene);
    ecogram_add_notes(picture, layout->numbers, rows + 2,
                      at_least(picture->scene->width, at_least(picture->columns, COLUMNS_MIN)));
}

void ecogram_draw_columns(struct ecogram_picture *picture)
{
    size_t count = picture->graph.count + 1;
    struct layout layout = {.picture = picture};

    layout.ports_max = picture->rows == 0 || 2 * (int)count < picture->rows ? PORTS_MAX : 1;
    layout.place = arena_take(picture->arena, count, sizeof(*layout.place));
    layout.side = arena_take(picture->arena, count, sizeof(*layout.side));
    layout.numbers =
        arena_take(picture->arena, picture->graph.arc_count + 1, sizeof(*layout.numbers));
    layout.brackets =
        arena_take(picture->arena, picture->graph.arc_count + 1, sizeof(*layout.brackets));
    for (int side = LEFT; side <= RIGHT; side++) {
        layout.columns[side].slots =
            arena_take(picture->arena, count, sizeof(*layout.columns[side].slots));
    }
    fill_columns(&layout);
    choose_brackets(&layout);
    find_widths(&layout);
    draw(&layout);
}
