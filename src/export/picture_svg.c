/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scene as SVG, written by hand: words stay words, that can be found,
 * selected and read aloud, and every item and line is a group with its id.
 *
 * Lengths are tenths of a point in whole numbers, so that the same scene gives
 * the same bytes under every locale.
 */
#include "config.h"

#include "export/picture_svg.h"

#include "base/alloc.h"
#include "export/picture_edge.h"
#include "export/picture_place.h"
#include "export/picture_script.h"
#include "export/picture_writers.h"
#include "export/visible.h"

#include <stdlib.h>
#include <string.h>

#define MARGIN    100
#define FONT_SIZE "11.6"
#define FONT      "DejaVu Sans Mono, Noto Sans Mono, Liberation Mono, Menlo, Consolas, monospace"
#define INK       "#1a1a1a"
#define PAPER     "#ffffff"

void svg_number(struct buf *out, int tenths)
{
    int size = tenths < 0 ? -tenths : tenths;

    buf_add_format(out, "%s%d", tenths < 0 ? "-" : "", size / 10);
    if (size % 10 != 0) {
        buf_add_format(out, ".%d", size % 10);
    }
}

void svg_attribute(struct buf *out, const char *name, int tenths)
{
    buf_add_format(out, " %s=\"", name);
    svg_number(out, tenths);
    buf_add_char(out, '"');
}

static void open_group(struct buf *out, const struct scene *scene, const char *id, size_t copy,
                       const char *kind, unsigned style, const char *alt)
{
    const char *names[PICTURE_STYLES];
    size_t count = picture_style_names(names, style);

    buf_add_text(out, "<g id=\"");
    visible_markup(out, scene->type);
    buf_add_char(out, '-');
    visible_markup(out, id);
    if (copy > 0) {
        buf_add_format(out, "-%zu", copy + 1);
    }
    buf_add_text(out, "\" class=\"");
    visible_markup(out, kind);
    for (size_t i = 0; i < count; i++) {
        buf_add_format(out, " %s", names[i]);
    }
    buf_add_text(out, "\">");
    if (alt[0] != '\0') {
        buf_add_text(out, "<title>");
        visible_markup(out, alt);
        buf_add_text(out, "</title>");
    }
}

/* ---- items ---- */

static void add_rectangle(struct buf *out, struct scene_box box, int inset, int radius,
                          const char *look)
{
    buf_add_text(out, "<rect");
    svg_attribute(out, "x", box.x * SVG_X + inset);
    svg_attribute(out, "y", box.y * SVG_Y + inset);
    svg_attribute(out, "width", box.w * SVG_X - 2 * inset);
    svg_attribute(out, "height", box.h * SVG_Y - 2 * inset);
    svg_attribute(out, "rx", radius);
    buf_add_format(out, " %s/>", look);
}

static void add_border(struct buf *out, const struct scene_item *item)
{
    int radius = item->kind == SCENE_SYSTEM ? 0 : 50;
    const char *look = "fill=\"" PAPER "\" stroke=\"" INK "\" stroke-width=\"1.2\"";

    if (item->kind == SCENE_HOUSEHOLD) {
        look = "fill=\"none\" stroke=\"" INK "\" stroke-width=\"1\" stroke-dasharray=\"6 4\"";
    } else if ((item->style & STYLE_GONE) != 0) {
        look = "fill=\"" PAPER "\" stroke=\"" INK "\" stroke-width=\"1\" stroke-dasharray=\"6 4\"";
    } else if ((item->style & STYLE_UNCERTAIN) != 0) {
        look = "fill=\"" PAPER "\" stroke=\"" INK
               "\" stroke-width=\"1.2\" stroke-dasharray=\"1.5 2.5\"";
    } else if ((item->style & STYLE_EMPHASIS) != 0) {
        look = "fill=\"" PAPER "\" stroke=\"" INK "\" stroke-width=\"2.6\"";
    }
    add_rectangle(out, item->box, 10, radius, look);
    if (item->kind == SCENE_CENTRE) {
        add_rectangle(out, item->box, 40, radius > 20 ? radius - 20 : 0,
                      "fill=\"none\" stroke=\"" INK "\" stroke-width=\"1.2\"");
    }
}

static void add_line(struct buf *out, int x1, int y1, int x2, int y2, const char *look)
{
    buf_add_text(out, "<line");
    svg_attribute(out, "x1", x1);
    svg_attribute(out, "y1", y1);
    svg_attribute(out, "x2", x2);
    svg_attribute(out, "y2", y2);
    buf_add_format(out, " stroke=\"" INK "\" %s/>", look);
}

static void add_axis(struct buf *out, const struct scene *scene, const struct scene_item *axis)
{
    struct scene_box box = axis->box;
    bool upright = box.h >= box.w;
    int x = box.x * SVG_X + (upright ? box.w * SVG_X / 2 : 0);
    int y = box.y * SVG_Y + (upright ? 0 : box.h * SVG_Y / 2);

    add_line(out, x, y, upright ? x : x + box.w * SVG_X, upright ? y + box.h * SVG_Y : y,
             "stroke-width=\"1.6\"");
    for (size_t i = 0; i < scene->item_count; i++) {
        struct scene_box tick = scene->items[i].box;
        int row = (tick.y + (tick.h - 1) / 2) * SVG_Y + SVG_Y / 2;
        int column = (tick.x + (tick.w - 1) / 2) * SVG_X + SVG_X / 2;

        if (scene->items[i].kind != SCENE_TICK) {
            continue;
        }
        if (upright && (tick.x + tick.w == box.x || tick.x == box.x + box.w)) {
            add_line(out, x, row, x + (tick.x < box.x ? -SVG_X / 2 : SVG_X / 2), row,
                     "stroke-width=\"1.2\"");
        } else if (!upright && (tick.y + tick.h == box.y || tick.y == box.y + box.h)) {
            add_line(out, column, y, column, y + (tick.y < box.y ? -SVG_Y / 3 : SVG_Y / 3),
                     "stroke-width=\"1.2\"");
        }
    }
}

/* One bar, or a piece of it; FROM and TO in tenths along it. */
static void add_bar(struct buf *out, struct scene_box box, bool upright, int from, int to,
                    const char *look)
{
    int middle = upright ? box.x * SVG_X + SVG_X / 2 : box.y * SVG_Y + SVG_Y / 2;

    if (upright) {
        add_line(out, middle, from, middle, to, look);
    } else {
        add_line(out, from, middle, to, middle, look);
    }
}

static void add_cap(struct buf *out, struct scene_box box, bool upright, int at)
{
    int middle = upright ? box.x * SVG_X + SVG_X / 2 : box.y * SVG_Y + SVG_Y / 2;

    if (upright) {
        add_line(out, middle - 35, at, middle + 35, at, "stroke-width=\"1.6\"");
    } else {
        add_line(out, at, middle - 40, at, middle + 40, "stroke-width=\"1.6\"");
    }
}

static void add_band(struct buf *out, const struct scene *scene, const struct scene_item *band)
{
    bool upright = !place_lies(scene);
    struct scene_box box = band->box;
    int unit = upright ? SVG_Y : SVG_X;
    int from = upright ? box.y * SVG_Y + 20 : box.x * SVG_X + 10;
    int to = upright ? (box.y + box.h) * SVG_Y - 20 : (box.x + box.w) * SVG_X - 10;
    int dots = (to - from) / 3 < 2 * unit ? (to - from) / 3 : 2 * unit;
    bool open_start = (band->style & (STYLE_OPEN_START | STYLE_UNCERTAIN)) != 0;
    bool open_end = (band->style & (STYLE_OPEN_END | STYLE_UNCERTAIN)) != 0;

    if (open_start) {
        add_bar(out, box, upright, from, from + dots,
                "stroke-width=\"3\" stroke-dasharray=\"2 3\"");
        from += dots;
    } else {
        add_cap(out, box, upright, from);
    }
    if (open_end) {
        add_bar(out, box, upright, to - dots, to, "stroke-width=\"3\" stroke-dasharray=\"2 3\"");
        to -= dots;
    } else {
        add_cap(out, box, upright, to);
    }
    add_bar(out, box, upright, from, to, "stroke-width=\"3\"");
}

static void add_words(struct buf *out, const struct scene_item *item, const struct place_line *line,
                      const char *text)
{
    bool leftward = script_is_right_to_left(text);
    unsigned align = line->align;
    int x = line->x * SVG_X;

    /* In text from right to left, "start" is its right end. */
    const char *anchor = align == STYLE_CENTRED               ? "middle"
                         : (align == STYLE_RIGHT) != leftward ? "end"
                                                              : "start";
    x += align == STYLE_CENTRED ? line->columns * SVG_X / 2
         : align == STYLE_RIGHT ? line->columns * SVG_X
                                : 0;
    buf_add_text(out, "<text");
    svg_attribute(out, "x", x);
    svg_attribute(out, "y", line->y * SVG_Y + 105);
    buf_add_format(out, " text-anchor=\"%s\"", anchor);
    if (leftward) {
        buf_add_text(out, " direction=\"rtl\" unicode-bidi=\"embed\"");
    }
    if (script_is_wide(text)) {
        svg_attribute(out, "textLength", line->columns * SVG_X);
        buf_add_text(out, " lengthAdjust=\"spacingAndGlyphs\"");
    }
    if (item->kind == SCENE_CENTRE || item->kind == SCENE_HEADING) {
        buf_add_text(out, " font-weight=\"bold\"");
    }
    if ((item->style & STYLE_GONE) != 0 || item->kind == SCENE_NOTE) {
        buf_add_text(out, " font-style=\"italic\"");
    }
    buf_add_char(out, '>');
    visible_markup(out, text);
    buf_add_text(out, "</text>");
}

/* A heading's rule, behind its words to the end of the box. */
static void add_rule(struct buf *out, const struct scene *scene, const struct scene_item *item)
{
    struct place_line line;
    int used = item->box.x;

    for (size_t i = 0; place_line(&line, scene, item, i); i++) {
        used = line.x + line.columns > used ? line.x + line.columns : used;
    }
    if (item->box.h == 1 && item->box.x + item->box.w - used >= 3) {
        int y = item->box.y * SVG_Y + SVG_Y / 2;

        add_line(out, (used + 1) * SVG_X, y, (item->box.x + item->box.w) * SVG_X, y,
                 "stroke-width=\"0.8\"");
    }
}

static void add_item(struct buf *out, const struct scene *scene, const struct scene_item *item)
{
    struct place_line line;

    open_group(out, scene, item->id, 0, scene_kind_name(item->kind), item->style,
               item->alt[0] != '\0' || item->line_count == 0 || !item->cut ? item->alt
                                                                           : item->label);
    if (place_has_border(item)) {
        add_border(out, item);
    } else if (item->kind == SCENE_AXIS) {
        add_axis(out, scene, item);
    } else if (item->kind == SCENE_BAND) {
        add_band(out, scene, item);
    } else if (item->kind == SCENE_HEADING) {
        add_rule(out, scene, item);
    } else if (item->kind == SCENE_LEGEND && item->glyph[0] == '\0') {
        struct scene_point points[] = {{item->box.x, item->box.y},
                                       {item->box.x + SCENE_SAMPLE - 1, item->box.y}};
        struct scene_edge sample = {
            .from = -1, .to = -1, .style = item->style, .points = points, .point_count = 2};

        svg_edge(out, NULL, &sample, false);
    }
    for (size_t i = 0; place_line(&line, scene, item, i); i++) {
        struct buf words = BUF_INIT;

        if (place_words(&words, &line, item)) {
            add_words(out, item, &line, buf_text(&words));
        }
        buf_finish(&words);
    }
    buf_add_text(out, "</g>\n");
}

static void add_edges(struct buf *out, const struct scene *scene)
{
    int *nets = edge_nets(scene);
    size_t *copies = alloc_array(scene->edge_count + 1, sizeof *copies);

    for (size_t i = 0; i < scene->edge_count; i++) {
        const struct scene_edge *edge = &scene->edges[i];
        size_t copy = copies[nets[i]]++;

        open_group(out, scene, edge->id, copy, edge->kind, edge->style, edge->alt);
        svg_edge(out, scene, edge, copy == 0);
        buf_add_text(out, "</g>\n");
    }
    free(copies);
    free(nets);
}

/* Opens the element for ROWS rows from TOP, with the margins at the ends of the drawing. */
static void add_frame(struct buf *out, const struct scene *scene, int top, int rows)
{
    int above = top == 0 ? MARGIN : 0;
    int height = rows * SVG_Y + above + (top + rows == scene->height ? MARGIN : 0);

    buf_add_text(out, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    buf_add_text(out, top == 0 ? " role=\"img\"" : " aria-hidden=\"true\"");
    svg_attribute(out, "width", scene->width * SVG_X + 2 * MARGIN);
    svg_attribute(out, "height", height);
    buf_add_text(out, " viewBox=\"-10 ");
    svg_number(out, top * SVG_Y - above);
    buf_add_char(out, ' ');
    svg_number(out, scene->width * SVG_X + 2 * MARGIN);
    buf_add_char(out, ' ');
    svg_number(out, height);
    buf_add_text(out, "\" xml:lang=\"");
    visible_markup(out, scene->language);
    buf_add_format(out, "\" class=\"%s\"", scene->type);
    if (top == 0) {
        buf_add_format(out, " aria-labelledby=\"%s-title\" aria-describedby=\"%s-outline\"",
                       scene->type, scene->type);
    }
    buf_add_text(out, " font-family=\"" FONT "\" font-size=\"" FONT_SIZE "\" fill=\"" INK "\">\n");
}

static void add_names(struct buf *out, const struct scene *scene)
{
    buf_add_format(out, "<title id=\"%s-title\">", scene->type);
    visible_markup(out, scene->title[0] != '\0' ? scene->title : scene->type);
    buf_add_format(out, "</title>\n<desc id=\"%s-outline\">", scene->type);
    visible_markup(out, scene->description);
    buf_add_text(out, "</desc>\n");
}

static void add_content(struct buf *out, const struct scene *scene)
{
    add_rectangle(out, (struct scene_box){0, 0, scene->width, scene->height}, -MARGIN, 0,
                  "fill=\"" PAPER "\"");
    buf_add_char(out, '\n');
    for (size_t i = 0; i < scene->item_count; i++) {
        if (scene->items[i].kind == SCENE_HOUSEHOLD) {
            add_item(out, scene, &scene->items[i]);
        }
    }
    add_edges(out, scene);
    for (size_t i = 0; i < scene->item_count; i++) {
        if (scene->items[i].kind != SCENE_HOUSEHOLD) {
            add_item(out, scene, &scene->items[i]);
        }
    }
}

void svg_write(struct buf *out, const struct scene *scene)
{
    add_frame(out, scene, 0, scene->height);
    add_names(out, scene);
    add_content(out, scene);
    buf_add_text(out, "</svg>\n");
}

void svg_write_parts(struct buf *out, const struct scene *scene, int rows)
{
    if (scene->height <= rows) {
        svg_write(out, scene);
        return;
    }
    add_frame(out, scene, 0, rows);
    add_names(out, scene);
    buf_add_format(out, "<g id=\"%s-drawing\">\n", scene->type);
    add_content(out, scene);
    buf_add_text(out, "</g>\n</svg>\n");
    for (int top = rows; top < scene->height; top += rows) {
        int left = scene->height - top;

        add_frame(out, scene, top, left < rows ? left : rows);
        buf_add_format(out, "<use href=\"#%s-drawing\"/>\n</svg>\n", scene->type);
    }
}

bool picture_svg(struct buf *out, const struct scene *scene, const struct picture_options *options,
                 struct error *err)
{
    (void)options;
    (void)err;
    svg_write(out, scene);
    return true;
}
