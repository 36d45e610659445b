/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scene on paper. Words are shaped by Pango in a font that is narrower than the
 * grid; what is wider all the same is drawn narrower, never over its neighbour.
 */
#include "config.h"

#include "export/pdf_tools.h"

#include "export/picture_edge.h"
#include "export/picture_place.h"
#include "export/picture_script.h"

#include <stdlib.h>
#include <string.h>

#define TENTHS    10.0
#define UNIT_X    70
#define UNIT_Y    140
#define RADIUS    40
#define DASH_MOST 2

static const char *font_of(const struct scene_item *item)
{
    if (item->kind == SCENE_CENTRE || item->kind == SCENE_HEADING) {
        return "Sans Bold 10";
    }
    return (item->style & STYLE_GONE) != 0 || item->kind == SCENE_NOTE ? "Sans Italic 10"
                                                                       : "Sans 10";
}

/* The words of LINE, ready to be drawn; NULL if others bring them. */
static PangoLayout *words_of(PangoContext *context, const struct scene_item *item,
                             struct place_line *line)
{
    struct buf words = BUF_INIT;
    PangoLayout *layout = NULL;

    if (place_words(&words, line, item)) {
        bool leftward = script_is_right_to_left(buf_text(&words));

        pango_context_set_base_dir(context, leftward ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
        layout = pdf_create_layout(context, font_of(item), buf_text(&words), 0);
        pango_layout_set_auto_dir(layout, FALSE);
    }
    buf_finish(&words);
    return layout;
}

void pdf_find_missing_in_scene(struct pdf_missing *missing, PangoContext *context,
                               const struct scene *scene)
{
    PangoDirection before = pango_context_get_base_dir(context);
    struct place_line line;

    for (size_t i = 0; i < scene->item_count; i++) {
        for (size_t k = 0; place_line(&line, scene, &scene->items[i], k); k++) {
            PangoLayout *layout = words_of(context, &scene->items[i], &line);

            if (layout != NULL) {
                pdf_find_missing(missing, layout);
                g_object_unref(layout);
            }
        }
    }
    pango_context_set_base_dir(context, before);
}

static void draw_words(cairo_t *cairo, PangoLayout *layout, const struct place_line *line)
{
    double room = line->columns * PDF_X, x = line->x * PDF_X, width, squeeze;
    int units;

    pango_layout_get_size(layout, &units, NULL);
    width = pango_units_to_double(units);
    squeeze = width > room && width > 0 ? room / width : 1.0;
    if (width < room) {
        x += line->align == STYLE_CENTRED ? (room - width) / 2
             : line->align == STYLE_RIGHT ? room - width
                                          : 0;
    }
    cairo_save(cairo);
    cairo_translate(cairo, x, line->y * PDF_Y + 10.5);
    cairo_scale(cairo, squeeze, 1.0);
    cairo_move_to(cairo, 0, 0);
    pango_cairo_show_layout_line(cairo, pango_layout_get_line_readonly(layout, 0));
    cairo_restore(cairo);
    cairo_new_path(cairo);
}

/* ---- strokes ---- */

struct look {
    double width, dashes[DASH_MOST];
    int dash_count;
    bool paper; /* in the colour of the paper */
};

static const struct look look_plain = {1.3, {0}, 0, false};
static const struct look look_thin = {1.0, {0}, 0, false};
static const struct look look_strong = {4.4, {0}, 0, false};
static const struct look look_inside = {1.8, {0}, 0, true};
static const struct look look_halo = {8.0, {0}, 0, true};
static const struct look look_weak = {1.0, {5, 4}, 2, false};
static const struct look look_dots = {2.0, {1.5, 3}, 2, false};
static const struct look look_dashes = {1.0, {6, 4}, 2, false};
static const struct look look_bold = {2.6, {0}, 0, false};
static const struct look look_bar = {3.0, {0}, 0, false};
static const struct look look_bar_dots = {3.0, {2, 3}, 2, false};

static void stroke(cairo_t *cairo, const struct look *look)
{
    double ink = look->paper ? 1.0 : 0.1;

    cairo_set_source_rgb(cairo, ink, ink, ink);
    cairo_set_line_width(cairo, look->width);
    cairo_set_dash(cairo, look->dashes, look->dash_count, 0);
    cairo_stroke(cairo);
}

static void line_between(cairo_t *cairo, double x1, double y1, double x2, double y2,
                         const struct look *look)
{
    cairo_move_to(cairo, x1, y1);
    cairo_line_to(cairo, x2, y2);
    stroke(cairo, look);
}

static double distance(struct scene_point a, struct scene_point b)
{
    return (abs(b.x - a.x) + abs(b.y - a.y)) / TENTHS;
}

static void trace(cairo_t *cairo, const struct edge_path *path)
{
    const struct scene_point *p = path->points;

    cairo_move_to(cairo, p[0].x / TENTHS, p[0].y / TENTHS);
    for (size_t i = 1; i < path->count; i++) {
        double x = p[i].x / TENTHS, y = p[i].y / TENTHS, radius, dx, dy, ex, ey;

        if (i + 1 == path->count) {
            cairo_line_to(cairo, x, y);
            break;
        }
        radius = RADIUS / TENTHS;
        radius = distance(p[i - 1], p[i]) / 2 < radius ? distance(p[i - 1], p[i]) / 2 : radius;
        radius = distance(p[i], p[i + 1]) / 2 < radius ? distance(p[i], p[i + 1]) / 2 : radius;
        dx = (p[i].x > p[i - 1].x) - (p[i].x < p[i - 1].x);
        dy = (p[i].y > p[i - 1].y) - (p[i].y < p[i - 1].y);
        ex = (p[i + 1].x > p[i].x) - (p[i + 1].x < p[i].x);
        ey = (p[i + 1].y > p[i].y) - (p[i + 1].y < p[i].y);
        cairo_line_to(cairo, x - dx * radius, y - dy * radius);
        cairo_curve_to(cairo, x - dx * radius / 3, y - dy * radius / 3, x + ex * radius / 3,
                       y + ey * radius / 3, x + ex * radius, y + ey * radius);
    }
}

static void draw_strokes(cairo_t *cairo, const struct edge_path *path, unsigned style)
{
    if ((style & STYLE_STRONG) != 0) {
        trace(cairo, path);
        stroke(cairo, &look_strong);
        trace(cairo, path);
        stroke(cairo, &look_inside);
    } else if ((style & STYLE_WEAK) != 0) {
        trace(cairo, path);
        stroke(cairo, &look_weak);
    } else if ((style & (STYLE_STRESS | STYLE_UNCERTAIN)) == 0) {
        trace(cairo, path);
        stroke(cairo, &look_plain);
    }
    if ((style & STYLE_UNCERTAIN) != 0) {
        trace(cairo, path);
        stroke(cairo, &look_dots);
    }
    if ((style & STYLE_STRESS) != 0) {
        struct scene_point *points;
        size_t count = edge_zigzag(&points, path, 35, 24);

        for (size_t i = 0; i < count; i++) {
            cairo_line_to(cairo, points[i].x / TENTHS, points[i].y / TENTHS);
        }
        stroke(cairo, &look_thin);
        free(points);
    }
}

static void draw_arrow(cairo_t *cairo, struct scene_point tip, struct scene_point towards)
{
    double x = tip.x / TENTHS, y = tip.y / TENTHS, dx = towards.x, dy = towards.y;

    cairo_set_source_rgb(cairo, 0.1, 0.1, 0.1);
    cairo_move_to(cairo, x, y);
    cairo_line_to(cairo, x - dx * 8 - dy * 4, y - dy * 8 - dx * 4);
    cairo_line_to(cairo, x - dx * 8 + dy * 4, y - dy * 8 + dx * 4);
    cairo_close_path(cairo);
    cairo_fill(cairo);
}

static void draw_sign(cairo_t *cairo, const struct edge_sign *sign)
{
    double x = sign->at.x * PDF_X + PDF_X / 2, y = sign->at.y * PDF_Y + PDF_Y / 2;
    bool broken = sign->style == STYLE_BROKEN;

    cairo_new_path(cairo);
    cairo_arc(cairo, x, y, broken ? 5.5 : 4.5, 0, 2 * 3.14159265358979);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_fill_preserve(cairo);
    if (broken) {
        cairo_new_path(cairo);
        line_between(cairo, x - 4.5, y - 4.5, x + 4.5, y + 4.5, &look_plain);
        line_between(cairo, x - 4.5, y + 4.5, x + 4.5, y - 4.5, &look_plain);
        return;
    }
    stroke(cairo, &look_thin);
    if (sign->style == STYLE_PRIVATE) {
        line_between(cairo, x - 3, y + 3, x + 3, y - 3, &look_plain);
        return;
    }
    line_between(cairo, x - 2.8, y, x + 2.8, y, &look_plain);
    if (sign->style == STYLE_NEW) {
        line_between(cairo, x, y - 2.8, x, y + 2.8, &look_plain);
    }
}

static void draw_edge(cairo_t *cairo, const struct scene *scene, const struct scene_edge *edge,
                      bool halo)
{
    struct edge_sign signs[EDGE_SIGNS];
    struct edge_path path;
    size_t count;

    if (edge->point_count == 0) {
        return;
    }
    edge_path_init(&path, scene, edge, UNIT_X, UNIT_Y);
    if (halo) {
        trace(cairo, &path);
        stroke(cairo, &look_halo);
    }
    draw_strokes(cairo, &path, edge->style);
    if ((edge->style & STYLE_ARROW_FROM) != 0) {
        draw_arrow(cairo, path.points[0], path.from);
    }
    if ((edge->style & STYLE_ARROW_TO) != 0) {
        draw_arrow(cairo, path.points[path.count - 1], path.to);
    }
    edge_path_finish(&path);
    count = edge_signs(signs, scene, edge);
    for (size_t i = 0; i < count; i++) {
        draw_sign(cairo, &signs[i]);
    }
}

static void draw_edges(cairo_t *cairo, const struct scene *scene)
{
    int *nets = edge_nets(scene);

    for (size_t i = 0; i < scene->edge_count; i++) {
        draw_edge(cairo, scene, &scene->edges[i], nets[i] == (int)i);
    }
    free(nets);
}

/* ---- items ---- */

static void draw_rectangle(cairo_t *cairo, struct scene_box box, double inset, bool paper,
                           const struct look *look)
{
    cairo_rectangle(cairo, box.x * PDF_X + inset, box.y * PDF_Y + inset, box.w * PDF_X - 2 * inset,
                    box.h * PDF_Y - 2 * inset);
    if (paper) {
        cairo_set_source_rgb(cairo, 1, 1, 1);
        cairo_fill_preserve(cairo);
    }
    stroke(cairo, look);
}

static void draw_border(cairo_t *cairo, const struct scene_item *item)
{
    const struct look *look = item->kind == SCENE_HOUSEHOLD          ? &look_dashes
                              : (item->style & STYLE_GONE) != 0      ? &look_dashes
                              : (item->style & STYLE_UNCERTAIN) != 0 ? &look_dots
                              : (item->style & STYLE_EMPHASIS) != 0  ? &look_bold
                                                                     : &look_plain;

    draw_rectangle(cairo, item->box, 1, item->kind != SCENE_HOUSEHOLD, look);
    if (item->kind == SCENE_CENTRE) {
        draw_rectangle(cairo, item->box, 4, false, &look_plain);
    }
}

static void draw_ticks(cairo_t *cairo, const struct scene *scene, struct scene_box axis, double x,
                       double y)
{
    bool upright = axis.h >= axis.w;

    for (size_t i = 0; i < scene->item_count; i++) {
        struct scene_box tick = scene->items[i].box;
        double row = (tick.y + (tick.h - 1) / 2) * PDF_Y + PDF_Y / 2;
        double column = (tick.x + (tick.w - 1) / 2) * PDF_X + PDF_X / 2;

        if (scene->items[i].kind != SCENE_TICK) {
            continue;
        }
        if (upright && (tick.x + tick.w == axis.x || tick.x == axis.x + axis.w)) {
            line_between(cairo, x, row, tick.x < axis.x ? x - 3.5 : x + 3.5, row, &look_plain);
        } else if (!upright && (tick.y + tick.h == axis.y || tick.y == axis.y + axis.h)) {
            line_between(cairo, column, y, column, tick.y < axis.y ? y - 4 : y + 4, &look_plain);
        }
    }
}

static void draw_axis(cairo_t *cairo, const struct scene *scene, const struct scene_item *item)
{
    struct scene_box box = item->box;
    bool upright = box.h >= box.w;
    double x = box.x * PDF_X + (upright ? box.w * PDF_X / 2 : 0);
    double y = box.y * PDF_Y + (upright ? 0 : box.h * PDF_Y / 2);

    line_between(cairo, x, y, upright ? x : x + box.w * PDF_X, upright ? y + box.h * PDF_Y : y,
                 &look_plain);
    draw_ticks(cairo, scene, box, x, y);
}

/* Along a bar: from A to B, at MIDDLE across it. */
static void draw_bar(cairo_t *cairo, bool upright, double middle, double a, double b,
                     const struct look *look)
{
    line_between(cairo, upright ? middle : a, upright ? a : middle, upright ? middle : b,
                 upright ? b : middle, look);
}

static void draw_end_of_band(cairo_t *cairo, bool upright, double middle, double at, double inner,
                             bool open)
{
    if (open) {
        draw_bar(cairo, upright, middle, at, inner, &look_bar_dots);
        return;
    }
    draw_bar(cairo, upright, middle, at, inner, &look_bar);
    line_between(cairo, upright ? middle - 3.5 : at, upright ? at : middle - 4,
                 upright ? middle + 3.5 : at, upright ? at : middle + 4, &look_plain);
}

static void draw_band(cairo_t *cairo, const struct scene *scene, const struct scene_item *band)
{
    bool upright = !place_lies(scene);
    struct scene_box box = band->box;
    double middle = upright ? box.x * PDF_X + PDF_X / 2 : box.y * PDF_Y + PDF_Y / 2;
    double from = upright ? box.y * PDF_Y + 2 : box.x * PDF_X + 1;
    double to = upright ? (box.y + box.h) * PDF_Y - 2 : (box.x + box.w) * PDF_X - 1;
    double end = (to - from) / 3;
    unsigned unknown_start = band->style & (STYLE_OPEN_START | STYLE_UNCERTAIN);
    unsigned unknown_end = band->style & (STYLE_OPEN_END | STYLE_UNCERTAIN);

    end = end > 28 ? 28 : end;
    draw_end_of_band(cairo, upright, middle, from, from + end, unknown_start != 0);
    draw_bar(cairo, upright, middle, from + end, to - end, &look_bar);
    draw_end_of_band(cairo, upright, middle, to, to - end, unknown_end != 0);
}

static void draw_rule(cairo_t *cairo, const struct scene *scene, const struct scene_item *item)
{
    struct place_line line;
    int used = item->box.x;

    for (size_t i = 0; place_line(&line, scene, item, i); i++) {
        used = line.x + line.columns > used ? line.x + line.columns : used;
    }
    if (item->box.h == 1 && item->box.x + item->box.w - used >= 3) {
        double y = item->box.y * PDF_Y + PDF_Y / 2;

        line_between(cairo, (used + 1) * PDF_X, y, (item->box.x + item->box.w) * PDF_X, y,
                     &look_thin);
    }
}

static void draw_sample(cairo_t *cairo, const struct scene_item *item)
{
    struct scene_point points[] = {{item->box.x, item->box.y},
                                   {item->box.x + SCENE_SAMPLE - 1, item->box.y}};
    struct scene_edge sample = {
        .from = -1, .to = -1, .style = item->style, .points = points, .point_count = 2};

    draw_edge(cairo, NULL, &sample, false);
}

static void draw_item(cairo_t *cairo, PangoContext *context, const struct scene *scene,
                      const struct scene_item *item)
{
    struct place_line line;

    if (place_has_border(item)) {
        draw_border(cairo, item);
    } else if (item->kind == SCENE_AXIS) {
        draw_axis(cairo, scene, item);
    } else if (item->kind == SCENE_BAND) {
        draw_band(cairo, scene, item);
    } else if (item->kind == SCENE_HEADING) {
        draw_rule(cairo, scene, item);
    } else if (item->kind == SCENE_LEGEND && item->glyph[0] == '\0') {
        draw_sample(cairo, item);
    }
    cairo_set_source_rgb(cairo, 0.1, 0.1, 0.1);
    for (size_t i = 0; place_line(&line, scene, item, i); i++) {
        PangoLayout *layout = words_of(context, item, &line);

        if (layout != NULL) {
            draw_words(cairo, layout, &line);
            g_object_unref(layout);
        }
    }
}

void pdf_draw_scene(cairo_t *cairo, PangoContext *context, const struct scene *scene)
{
    PangoDirection before = pango_context_get_base_dir(context);

    for (size_t i = 0; i < scene->item_count; i++) {
        if (scene->items[i].kind == SCENE_HOUSEHOLD) {
            draw_item(cairo, context, scene, &scene->items[i]);
        }
    }
    draw_edges(cairo, scene);
    for (size_t i = 0; i < scene->item_count; i++) {
        if (scene->items[i].kind != SCENE_HOUSEHOLD) {
            draw_item(cairo, context, scene, &scene->items[i]);
        }
    }
    pango_context_set_base_dir(context, before);
}
