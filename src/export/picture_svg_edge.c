/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line in SVG: rounded corners, and for every style a form that print
 * without colour keeps apart (double, dashed, dotted, zigzag, signs, arrows).
 */
#include "config.h"

#include "export/picture_edge.h"
#include "export/picture_svg.h"

#include <stdlib.h>

#define INK    "#1a1a1a"
#define PAPER  "#ffffff"
#define RADIUS 40

static void add_point(struct buf *out, char command, struct scene_point point)
{
    buf_add_char(out, command);
    svg_number(out, point.x);
    buf_add_char(out, ' ');
    svg_number(out, point.y);
}

/* The point DISTANCE before B on the way from A. */
static struct scene_point before(struct scene_point a, struct scene_point b, int distance)
{
    int dx = (b.x > a.x) - (b.x < a.x), dy = (b.y > a.y) - (b.y < a.y);

    return (struct scene_point){b.x - dx * distance, b.y - dy * distance};
}

static int length_of(struct scene_point a, struct scene_point b)
{
    return abs(b.x - a.x) + abs(b.y - a.y);
}

static int radius_at(const struct edge_path *path, size_t corner)
{
    int one = length_of(path->points[corner - 1], path->points[corner]) / 2;
    int two = length_of(path->points[corner], path->points[corner + 1]) / 2;
    int least = one < two ? one : two;

    return least < RADIUS ? least : RADIUS;
}

static void add_path(struct buf *out, const struct edge_path *path, const char *look)
{
    buf_add_text(out, "<path d=\"");
    add_point(out, 'M', path->points[0]);
    for (size_t i = 1; i < path->count; i++) {
        if (i + 1 < path->count) {
            int radius = radius_at(path, i);

            add_point(out, 'L', before(path->points[i - 1], path->points[i], radius));
            add_point(out, 'Q', path->points[i]);
            add_point(out, ' ', before(path->points[i + 1], path->points[i], radius));
        } else {
            add_point(out, 'L', path->points[i]);
        }
    }
    buf_add_format(out, "\" fill=\"none\" %s/>", look);
}

static void add_polyline(struct buf *out, const struct scene_point *points, size_t count,
                         const char *look)
{
    buf_add_text(out, "<path d=\"");
    for (size_t i = 0; i < count; i++) {
        add_point(out, i == 0 ? 'M' : 'L', points[i]);
    }
    buf_add_format(out, "\" %s/>", look);
}

static void add_zigzag(struct buf *out, const struct edge_path *path)
{
    struct scene_point *points;
    size_t count = edge_zigzag(&points, path, 35, 24);

    add_polyline(out, points, count,
                 "fill=\"none\" stroke=\"" INK "\" stroke-width=\"1.1\" stroke-linejoin=\"round\"");
    free(points);
}

static void add_strokes(struct buf *out, const struct edge_path *path, unsigned style)
{
    if ((style & STYLE_STRONG) != 0) {
        add_path(out, path, "stroke=\"" INK "\" stroke-width=\"4.4\"");
        add_path(out, path, "stroke=\"" PAPER "\" stroke-width=\"1.8\"");
    } else if ((style & STYLE_WEAK) != 0) {
        add_path(out, path, "stroke=\"" INK "\" stroke-width=\"1\" stroke-dasharray=\"5 4\"");
    } else if ((style & (STYLE_STRESS | STYLE_UNCERTAIN)) == 0) {
        add_path(out, path, "stroke=\"" INK "\" stroke-width=\"1.3\"");
    }
    if ((style & STYLE_UNCERTAIN) != 0) {
        add_path(out, path, "stroke=\"" INK "\" stroke-width=\"2\" stroke-dasharray=\"1.5 3\"");
    }
    if ((style & STYLE_STRESS) != 0) {
        add_zigzag(out, path);
    }
}

static void add_stroke(struct buf *out, int x, int y, int dx, int dy)
{
    struct scene_point points[] = {{x - dx, y - dy}, {x + dx, y + dy}};

    add_polyline(out, points, 2, "stroke=\"" INK "\" stroke-width=\"1.4\"");
}

static void add_sign(struct buf *out, struct scene_point at, unsigned style)
{
    buf_add_text(out, "<circle");
    svg_attribute(out, "cx", at.x);
    svg_attribute(out, "cy", at.y);
    svg_attribute(out, "r", style == STYLE_BROKEN ? 55 : 45);
    buf_add_format(out, " fill=\"" PAPER "\"%s/>",
                   style == STYLE_BROKEN ? "" : " stroke=\"" INK "\" stroke-width=\"1.1\"");
    if (style == STYLE_BROKEN) {
        add_stroke(out, at.x, at.y, 45, 45);
        add_stroke(out, at.x, at.y, 45, -45);
    } else if (style == STYLE_PRIVATE) {
        add_stroke(out, at.x, at.y, 30, -30);
    } else {
        add_stroke(out, at.x, at.y, 28, 0);
        if (style == STYLE_NEW) {
            add_stroke(out, at.x, at.y, 0, 28);
        }
    }
}

static void add_arrow(struct buf *out, struct scene_point tip, struct scene_point towards)
{
    struct scene_point points[] = {
        tip,
        {tip.x - towards.x * 80 - towards.y * 40, tip.y - towards.y * 80 - towards.x * 40},
        {tip.x - towards.x * 80 + towards.y * 40, tip.y - towards.y * 80 + towards.x * 40},
        tip};

    add_polyline(out, points, 4, "fill=\"" INK "\"");
}

void svg_edge(struct buf *out, const struct scene *scene, const struct scene_edge *edge, bool halo)
{
    struct edge_path path;
    struct edge_sign signs[EDGE_SIGNS];
    size_t count;

    if (edge->point_count == 0) {
        return;
    }
    edge_path_init(&path, scene, edge, SVG_X, SVG_Y);
    if (halo) {
        add_path(out, &path, "stroke=\"" PAPER "\" stroke-width=\"8\"");
    }
    add_strokes(out, &path, edge->style);
    if ((edge->style & STYLE_ARROW_FROM) != 0) {
        add_arrow(out, path.points[0], path.from);
    }
    if ((edge->style & STYLE_ARROW_TO) != 0) {
        add_arrow(out, path.points[path.count - 1], path.to);
    }
    count = edge_signs(signs, scene, edge);
    for (size_t i = 0; i < count; i++) {
        struct scene_point at = {signs[i].at.x * SVG_X + SVG_X / 2,
                                 signs[i].at.y * SVG_Y + SVG_Y / 2};

        add_sign(out, at, signs[i].style);
    }
    edge_path_finish(&path);
}
