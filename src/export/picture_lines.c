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
#include "export/picture_signs.h"

#include <stdlib.h>
#include <string.h>

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
    lines->cells = alloc_array((size_t)window.columns * (size_t)window.rows + 1,
                               sizeof *lines->cells);
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

static void add(struct lines *lines, int net, int x, int y, unsigned arms, unsigned style)
{
    struct strand *strand = strand_at(lines, net, x, y);

    if (strand == NULL) {
        return;
    }
    strand->drawn.arms |= arms;
    if ((arms & ARMS_ACROSS) != 0) {
        strand->drawn.across = style;
    }
    if ((arms & ARMS_UPRIGHT) != 0) {
        strand->drawn.upright = style;
    }
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

/* Cells between two points, both included; only those in the window are touched. */
static void add_segment(struct lines *lines, int net, struct scene_point a, struct scene_point b,
                        unsigned style)
{
    const struct window *window = &lines->window;
    int from, to;

    if (a.y == b.y) {
        from = larger(smaller(a.x, b.x), window->left);
        to = smaller(larger(a.x, b.x), window->left + window->columns - 1);
        for (int x = from; x <= to; x++) {
            add(lines, net, x, a.y,
                (x > smaller(a.x, b.x) ? ARM_LEFT : 0u) | (x < larger(a.x, b.x) ? ARM_RIGHT : 0u),
                style);
        }
        return;
    }
    from = larger(smaller(a.y, b.y), window->top);
    to = smaller(larger(a.y, b.y), window->top + window->rows - 1);
    for (int y = from; y <= to; y++) {
        add(lines, net, a.x, y,
            (y > smaller(a.y, b.y) ? ARM_UP : 0u) | (y < larger(a.y, b.y) ? ARM_DOWN : 0u), style);
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
    unsigned drawn = kind == SCENE_CENTRE       ? STYLE_STRONG
                     : kind == SCENE_HOUSEHOLD  ? SIGN_DASHES
                     : (style & STYLE_GONE) != 0 ? SIGN_DASHES
                                                 : style & (STYLE_UNCERTAIN | STYLE_EMPHASIS);

    for (int i = 0; i < 4; i++) {
        add_segment(lines, -1 - owner, corners[i], corners[(i + 1) % 4], drawn);
    }
}

/* ---- edges ---- */

/* Which side of POINT the box lies on; 0: it is not beside it. */
static unsigned side_of(struct scene_point point, struct scene_box box)
{
    bool beside = point.y >= box.y && point.y < box.y + box.h;
    bool below = point.x >= box.x && point.x < box.x + box.w;

    if (beside && point.x + 1 == box.x) {
        return ARM_RIGHT;
    }
    if (beside && point.x == box.x + box.w) {
        return ARM_LEFT;
    }
    if (below && point.y + 1 == box.y) {
        return ARM_DOWN;
    }
    return below && point.y == box.y + box.h ? ARM_UP : 0;
}

static struct scene_point step(struct scene_point point, unsigned arm)
{
    point.x += (arm == ARM_RIGHT) - (arm == ARM_LEFT);
    point.y += (arm == ARM_DOWN) - (arm == ARM_UP);
    return point;
}

static unsigned opposite(unsigned arm)
{
    return arm == ARM_UP      ? ARM_DOWN
           : arm == ARM_DOWN  ? ARM_UP
           : arm == ARM_LEFT  ? ARM_RIGHT
           : arm == ARM_RIGHT ? ARM_LEFT
                              : 0u;
}

static unsigned direction(struct scene_point from, struct scene_point to)
{
    return to.x > from.x   ? ARM_RIGHT
           : to.x < from.x ? ARM_LEFT
           : to.y > from.y ? ARM_DOWN
           : to.y < from.y ? ARM_UP
                           : 0u;
}

/* One end of an edge: where it is, and which way its item lies. */
struct end {
    struct scene_point at;
    unsigned towards;
    int item;
    bool arrow;
};

static struct end end_of(const struct scene *scene, const struct scene_edge *edge, bool last)
{
    size_t count = edge->point_count;
    struct end end = {edge->points[last ? count - 1 : 0], 0, last ? edge->to : edge->from,
                      (edge->style & (last ? STYLE_ARROW_TO : STYLE_ARROW_FROM)) != 0};

    if (scene != NULL && end.item >= 0) {
        end.towards = side_of(end.at, scene->items[end.item].box);
    }
    for (size_t i = 1; i < count && end.towards == 0; i++) {
        end.towards = opposite(last ? direction(end.at, edge->points[count - 1 - i])
                                    : direction(end.at, edge->points[i]));
    }
    return end;
}

static void add_end(struct lines *lines, int net, const struct end *end, unsigned style)
{
    struct strand *strand;

    add(lines, net, end->at.x, end->at.y, end->towards, style);
    strand = strand_at(lines, net, end->at.x, end->at.y);
    if (strand == NULL) {
        return;
    }
    strand->drawn.end = true;
    if (end->arrow) {
        strand->drawn.sign = sign_arrow(end->towards, strand->drawn.sign);
    }
}

/* A border that a line ends at opens towards it; arrows keep their distance. */
static void join_border(struct lines *lines, const struct end *end, unsigned style)
{
    struct scene_point at = step(end->at, end->towards);
    struct line_cell *cell = cell_at(lines, at.x, at.y);
    struct strand *strand;

    if (cell == NULL || end->item < 0 || end->arrow || end->towards == 0) {
        return;
    }
    strand = find_strand(cell, -1 - end->item);
    if (strand != NULL && sign_can_join(&strand->drawn)) {
        add(lines, -1 - end->item, at.x, at.y, opposite(end->towards), style & STYLE_STRONG);
    }
}

/* ---- signs in the middle of a line ---- */

static bool on_segment(struct scene_point point, struct scene_point a, struct scene_point b)
{
    return point.x >= smaller(a.x, b.x) && point.x <= larger(a.x, b.x) &&
           point.y >= smaller(a.y, b.y) && point.y <= larger(a.y, b.y);
}

static bool is_crossed(const struct scene *scene, const struct scene_edge *edge,
                       struct scene_point at)
{
    for (size_t i = 0; scene != NULL && i < scene->edge_count; i++) {
        const struct scene_edge *other = &scene->edges[i];

        for (size_t k = 1; other != edge && k < other->point_count; k++) {
            if (on_segment(at, other->points[k - 1], other->points[k])) {
                return true;
            }
        }
    }
    return false;
}

struct run {
    struct scene_point from;
    unsigned towards;
    int length; /* steps */
};

static struct run longest_run(const struct scene_edge *edge)
{
    struct run best = {edge->points[0], 0, 0};

    for (size_t i = 1; i < edge->point_count; i++) {
        struct scene_point a = edge->points[i - 1], b = edge->points[i];
        int length = abs(b.x - a.x) + abs(b.y - a.y);

        if (length > best.length) {
            best = (struct run){a, direction(a, b), length};
        }
    }
    return best;
}

static struct scene_point along(const struct run *run, int steps)
{
    struct scene_point at = run->from;

    at.x += steps * ((run->towards == ARM_RIGHT) - (run->towards == ARM_LEFT));
    at.y += steps * ((run->towards == ARM_DOWN) - (run->towards == ARM_UP));
    return at;
}

/* Near the middle of the longest run, where nothing crosses and nothing stands yet. */
static bool find_place(struct scene_point *out, const struct scene *scene,
                       const struct scene_edge *edge, const struct scene_point *taken,
                       size_t taken_count)
{
    struct run run = longest_run(edge);
    int middle = run.length / 2;

    for (int i = 0; i < 2 * run.length; i++) {
        int steps = middle + (i % 2 != 0 ? -(i + 1) / 2 : i / 2);
        bool free_cell = steps > 0 && steps < run.length;

        *out = along(&run, steps);
        for (size_t k = 0; k < taken_count && free_cell; k++) {
            free_cell = abs(taken[k].x - out->x) + abs(taken[k].y - out->y) > 1;
        }
        if (free_cell && !is_crossed(scene, edge, *out)) {
            return true;
        }
    }
    /* Too short or crossed everywhere: where there is no arrow, or else over one. */
    *out = (edge->style & STYLE_ARROW_TO) != 0 ? edge->points[0]
                                               : edge->points[edge->point_count - 1];
    return taken_count == 0;
}

static void add_signs(struct lines *lines, int net, const struct scene *scene,
                      const struct scene_edge *edge)
{
    static const struct {
        enum scene_style style;
        enum sign sign;
    } marks[] = {{STYLE_BROKEN, SIGN_BROKEN},
                 {STYLE_NEW, SIGN_NEW},
                 {STYLE_GONE, SIGN_GONE},
                 {STYLE_PRIVATE, SIGN_PRIVATE}};
    struct scene_point taken[sizeof marks / sizeof marks[0]];
    size_t count = 0;

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if ((edge->style & marks[i].style) != 0 &&
            find_place(&taken[count], scene, edge, taken, count)) {
            put_sign(lines, net, taken[count++], marks[i].sign);
        }
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
    struct end first = end_of(scene, edge, false), last = end_of(scene, edge, true);

    for (size_t i = 1; i < edge->point_count; i++) {
        add_segment(lines, net, edge->points[i - 1], edge->points[i], edge->style);
    }
    add_end(lines, net, &first, edge->style);
    add_end(lines, net, &last, edge->style);
    join_border(lines, &first, edge->style);
    join_border(lines, &last, edge->style);
    add_signs(lines, net, scene, edge);
}

struct named {
    const char *id;
    size_t edge;
};

static int compare_names(const void *a, const void *b)
{
    const struct named *left = a, *right = b;
    int order = strcmp(left->id, right->id);

    return order != 0 ? order : left->edge < right->edge ? -1 : left->edge > right->edge;
}

/* Edges of one id are one net: its number is that of the first of them. */
static int *number_nets(const struct scene *scene)
{
    size_t count = scene->edge_count;
    struct named *names = alloc_array(count + 1, sizeof *names);
    int *nets = alloc_array(count + 1, sizeof *nets);

    for (size_t i = 0; i < count; i++) {
        names[i] = (struct named){scene->edges[i].id, i};
    }
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count; i++) {
        bool same = i > 0 && strcmp(names[i - 1].id, names[i].id) == 0;

        nets[names[i].edge] = same ? nets[names[i - 1].edge] : (int)names[i].edge;
    }
    free(names);
    return nets;
}

void lines_add_edges(struct lines *lines, const struct scene *scene)
{
    int *nets = number_nets(scene);

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
    struct scene_edge sample = {.id = "", .fact = "", .from = -1, .to = -1, .kind = "",
                                .style = item->style, .points = points, .point_count = 2};

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
