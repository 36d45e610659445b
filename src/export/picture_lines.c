/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines in cells. A cell holds at most two lines that have nothing to do with
 * each other: one across, one upright. The upright one is drawn and the other
 * passes under it, as a bridge; a junction is drawn within one net only, so a
 * crossing never looks like one.
 */
#include "config.h"

#include "export/picture_lines.h"

#include "base/alloc.h"
#include "export/picture_edge.h"
#include "export/picture_signs.h"

#include <stdlib.h>

#define ARMS_ACROSS  (ARM_LEFT | ARM_RIGHT)
#define ARMS_UPRIGHT (ARM_UP | ARM_DOWN)

struct strand {
    int net; /* what may join: an edge's net, or -1 - item for what belongs to an item */
    struct sign_strand drawn;
};

struct line_cell {
    struct strand strands[2];
    unsigned count;
};

struct lines {
    struct window window;
    struct line_cell *cells;
};

struct lines *lines_create(struct window window)
{
    struct lines *lines = alloc_array(1, sizeof *lines);

    if (window.columns < 0 || window.rows < 0) {
        window.columns = window.rows = 0;
    }
    lines->window = window;
    lines->cells =
        alloc_array((size_t)window.columns * (size_t)window.rows + 1, sizeof *lines->cells);
    return lines;
}

void lines_destroy(struct lines *lines)
{
    if (lines != NULL) {
        free(lines->cells);
        free(lines);
    }
}

static struct line_cell *cell_at(const struct lines *lines, int x, int y)
{
    const struct window *window = &lines->window;
    int column = x - window->left, row = y - window->top;

    if (column < 0 || row < 0 || column >= window->columns || row >= window->rows) {
        return NULL;
    }
    return &lines->cells[(size_t)row * (size_t)window->columns + (size_t)column];
}

static struct strand *find_strand(struct line_cell *cell, int net)
{
    for (unsigned i = 0; i < cell->count; i++) {
        if (cell->strands[i].net == net) {
            return &cell->strands[i];
        }
    }
    return NULL;
}

/* The line of NET in this cell, made if there is none; NULL outside the window. */
static struct strand *strand_at(struct lines *lines, int net, int x, int y)
{
    struct line_cell *cell = cell_at(lines, x, y);
    struct strand *strand;

    if (cell == NULL) {
        return NULL;
    }
    strand = find_strand(cell, net);
    if (strand == NULL) {
        /* A third line in one cell is a fault of the layout; it joins the second. */
        strand = &cell->strands[cell->count < 2 ? cell->count++ : 1];
        strand->net = net;
    }
    return strand;
}

static struct strand *add(struct lines *lines, int net, int x, int y, unsigned arms, unsigned style)
{
    struct strand *strand = strand_at(lines, net, x, y);

    if (strand == NULL) {
        return NULL;
    }
    strand->drawn.arms |= arms;
    if ((arms & ARMS_ACROSS) != 0) {
        strand->drawn.across = style;
    }
    if ((arms & ARMS_UPRIGHT) != 0) {
        strand->drawn.upright = style;
    }
    return strand;
}

void lines_put_arms(struct lines *lines, int owner, int x, int y, unsigned arms)
{
    add(lines, -1 - owner, x, y, arms, 0);
}

void lines_add_arms(struct lines *lines, int owner, int x, int y, unsigned arms)
{
    struct line_cell *cell = cell_at(lines, x, y);
    struct strand *strand = cell != NULL ? find_strand(cell, -1 - owner) : NULL;

    if (strand != NULL) {
        add(lines, -1 - owner, x, y, arms, 0);
    }
}

static void put_sign(struct lines *lines, int net, struct scene_point at, enum sign sign)
{
    struct strand *strand = strand_at(lines, net, at.x, at.y);

    if (strand != NULL) {
        strand->drawn.sign = sign;
    }
}

/* ---- runs ---- */

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* One cell of a run that goes from LEAST to MOST; near its ends there are no gaps. */
static void add_piece(struct lines *lines, int net, int x, int y, bool upright, int least, int most,
                      unsigned style)
{
    int at = upright ? y : x;
    unsigned before = upright ? ARM_UP : ARM_LEFT, behind = upright ? ARM_DOWN : ARM_RIGHT;
    struct strand *strand =
        add(lines, net, x, y, (at > least ? before : 0u) | (at < most ? behind : 0u), style);

    if (strand != NULL && (at <= least + 1 || at >= most - 1)) {
        strand->drawn.solid = true;
    }
}

/* Cells between two points, both included; only those in the window are touched. */
static void add_segment(struct lines *lines, int net, struct scene_point a, struct scene_point b,
                        unsigned style)
{
    const struct window *window = &lines->window;

    if (a.y == b.y) {
        int least = smaller(a.x, b.x), most = larger(a.x, b.x);
        int from = larger(least, window->left);
        int to = smaller(most, window->left + window->columns - 1);

        for (int x = from; x <= to; x++) {
            add_piece(lines, net, x, a.y, false, least, most, style);
        }
        return;
    }
    int least = smaller(a.y, b.y), most = larger(a.y, b.y);
    int from = larger(least, window->top), to = smaller(most, window->top + window->rows - 1);

    for (int y = from; y <= to; y++) {
        add_piece(lines, net, a.x, y, true, least, most, style);
    }
}

void lines_add_run(struct lines *lines, int owner, int x, int y, int length, bool upright,
                   unsigned style)
{
    struct scene_point from = {x, y};
    struct scene_point to = {upright ? x : x + length - 1, upright ? y + length - 1 : y};

    if (length > 0) {
        add_segment(lines, -1 - owner, from, to, style);
        add(lines, -1 - owner, x, y, upright ? ARM_DOWN : ARM_RIGHT, style);
        add(lines, -1 - owner, to.x, to.y, upright ? ARM_UP : ARM_LEFT, style);
    }
}

void lines_add_border(struct lines *lines, int owner, struct scene_box box, enum scene_kind kind,
                      unsigned style)
{
    struct scene_point corners[] = {{box.x, box.y},
                                    {box.x + box.w - 1, box.y},
                                    {box.x + box.w - 1, box.y + box.h - 1},
                                    {box.x, box.y + box.h - 1}};
    unsigned drawn = kind == SCENE_CENTRE        ? STYLE_STRONG
                     : kind == SCENE_HOUSEHOLD   ? SIGN_DASHES
                     : (style & STYLE_GONE) != 0 ? SIGN_DASHES
                                                 : style & (STYLE_UNCERTAIN | STYLE_EMPHASIS);

    for (int i = 0; i < 4; i++) {
        add_segment(lines, -1 - owner, corners[i], corners[(i + 1) % 4], drawn);
    }
}

/* ---- edges ---- */

static struct scene_point step(struct scene_point point, unsigned arm)
{
    point.x += (arm == ARM_RIGHT) - (arm == ARM_LEFT);
    point.y += (arm == ARM_DOWN) - (arm == ARM_UP);
    return point;
}

static void add_end(struct lines *lines, int net, const struct edge_end *end, unsigned style)
{
    struct strand *strand;

    add(lines, net, end->at.x, end->at.y, end->towards, style);
    strand = strand_at(lines, net, end->at.x, end->at.y);
    if (strand == NULL) {
        return;
    }
    strand->drawn.solid = true;
    if (end->arrow) {
        strand->drawn.sign = sign_arrow(end->towards, strand->drawn.sign);
    }
}

/* A border that a line ends at opens towards it; arrows keep their distance. */
static void join_border(struct lines *lines, const struct edge_end *end, unsigned style)
{
    struct scene_point at = step(end->at, end->towards);
    struct line_cell *cell = cell_at(lines, at.x, at.y);
    struct strand *strand;

    if (cell == NULL || end->item < 0 || end->arrow || end->towards == 0) {
        return;
    }
    strand = find_strand(cell, -1 - end->item);
    if (strand != NULL && sign_can_join(&strand->drawn)) {
        add(lines, -1 - end->item, at.x, at.y, edge_opposite(end->towards), style & STYLE_STRONG);
    }
}

/* What stands in the middle of a line instead of a piece of it. */
static void add_signs(struct lines *lines, int net, const struct scene *scene,
                      const struct scene_edge *edge)
{
    struct edge_sign found[EDGE_SIGNS];
    size_t count = edge_signs(found, scene, edge);

    for (size_t i = 0; i < count; i++) {
        unsigned style = found[i].style;

        put_sign(lines, net, found[i].at,
                 style == STYLE_BROKEN ? SIGN_BROKEN
                 : style == STYLE_NEW  ? SIGN_NEW
                 : style == STYLE_GONE ? SIGN_GONE
                                       : SIGN_PRIVATE);
    }
}

/* ---- all edges ---- */

static bool may_be_seen(const struct window *window, const struct scene_edge *edge)
{
    bool left = true, right = true, above = true, below = true;

    for (size_t i = 0; i < edge->point_count; i++) {
        struct scene_point point = edge->points[i];

        left = left && point.x < window->left - 1;
        right = right && point.x > window->left + window->columns;
        above = above && point.y < window->top - 1;
        below = below && point.y > window->top + window->rows;
    }
    return edge->point_count > 0 && !left && !right && !above && !below;
}

static void add_edge(struct lines *lines, int net, const struct scene *scene,
                     const struct scene_edge *edge)
{
    struct edge_end first = edge_end(scene, edge, false), last = edge_end(scene, edge, true);

    for (size_t i = 1; i < edge->point_count; i++) {
        add_segment(lines, net, edge->points[i - 1], edge->points[i], edge->style);
    }
    add_end(lines, net, &first, edge->style);
    add_end(lines, net, &last, edge->style);
    join_border(lines, &first, edge->style);
    join_border(lines, &last, edge->style);
    add_signs(lines, net, scene, edge);
}

void lines_add_edges(struct lines *lines, const struct scene *scene)
{
    int *nets = edge_nets(scene);

    for (size_t i = 0; i < scene->edge_count; i++) {
        if (may_be_seen(&lines->window, &scene->edges[i])) {
            add_edge(lines, nets[i], scene, &scene->edges[i]);
        }
    }
    free(nets);
}

void lines_add_sample(struct lines *lines, const struct scene_item *item, int columns)
{
    int y = item->box.y;
    struct scene_point points[] = {{item->box.x, y}, {item->box.x + columns - 1, y}};
    struct scene_edge sample = {.id = "",
                                .fact = "",
                                .from = -1,
                                .to = -1,
                                .kind = "",
                                .style = item->style,
                                .points = points,
                                .point_count = 2};

    /* Samples never touch each other, so they may all be of one net. */
    add_edge(lines, -1, NULL, &sample);
}

const char *lines_glyph(const struct lines *lines, int x, int y, bool ascii)
{
    const struct line_cell *cell = cell_at(lines, x, y);
    const struct sign_strand *first, *second;
    const char *glyph;

    if (cell == NULL || cell->count == 0) {
        return "";
    }
    first = &cell->strands[0].drawn;
    second = &cell->strands[1].drawn;
    if (cell->count == 2 && first->sign == SIGN_NONE &&
        (second->sign != SIGN_NONE || (first->arms & ARMS_UPRIGHT) != ARMS_UPRIGHT)) {
        const struct sign_strand *swap = first;

        first = second;
        second = swap;
    }
    glyph = sign_glyph(first, x, y, ascii);
    return cell->count == 2 && glyph[0] == ' ' ? sign_glyph(second, x, y, ascii) : glyph;
}
