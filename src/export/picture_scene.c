/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scene as JSON, in grid units, so that anybody can measure a drawing. One
 * item or edge a line: two drawings can be compared with the tools for text.
 */
#include "config.h"

#include "base/json.h"
#include "export/picture_writers.h"

#include <stdio.h>
#include <string.h>

static const struct {
    unsigned style;
    const char *name;
} styles[] = {
    {STYLE_STRONG, "strong"},       {STYLE_WEAK, "weak"},
    {STYLE_STRESS, "stress"},       {STYLE_BROKEN, "broken"},
    {STYLE_UNCERTAIN, "uncertain"}, {STYLE_ARROW_FROM, "arrow-from"},
    {STYLE_ARROW_TO, "arrow-to"},   {STYLE_PRIVATE, "private"},
    {STYLE_GONE, "gone"},           {STYLE_NEW, "new"},
    {STYLE_MALE, "male"},           {STYLE_FEMALE, "female"},
    {STYLE_DECEASED, "deceased"},   {STYLE_OPEN_START, "open-start"},
    {STYLE_OPEN_END, "open-end"},   {STYLE_UP, "up"},
    {STYLE_DOWN, "down"},           {STYLE_BORDER, "border"},
    {STYLE_EMPHASIS, "emphasis"},   {STYLE_LEFT, "left"},
    {STYLE_CENTRED, "centred"},     {STYLE_RIGHT, "right"},
};

size_t picture_style_names(const char *out[PICTURE_STYLES], unsigned style)
{
    size_t count = 0;

    for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++) {
        if ((style & styles[i].style) != 0) {
            out[count++] = styles[i].name;
        }
    }
    return count;
}

static json_t *style_array(unsigned style)
{
    const char *names[PICTURE_STYLES];
    size_t count = picture_style_names(names, style);
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++) {
        json_array_append_new(array, json_string(names[i]));
    }
    return array;
}

static const char *id_of(const struct scene *scene, int index)
{
    return index >= 0 && (size_t)index < scene->item_count ? scene->items[index].id : "";
}

static json_t *item_object(const struct scene *scene, const struct scene_item *item)
{
    json_t *json = json_object(), *box = json_object();

    json_object_set_new(json, "id", json_string(item->id));
    json_object_set_new(json, "kind", json_string(scene_kind_name(item->kind)));
    json_object_set_new(json, "label", json_string(item->label));
    json_object_set_new(box, "x", json_integer(item->box.x));
    json_object_set_new(box, "y", json_integer(item->box.y));
    json_object_set_new(box, "w", json_integer(item->box.w));
    json_object_set_new(box, "h", json_integer(item->box.h));
    json_object_set_new(json, "box", box);
    json_object_set_new(json, "style", style_array(item->style));
    json_put_text(json, "glyph", item->glyph);
    if (item->parent >= 0) {
        json_object_set_new(json, "parent", json_string(id_of(scene, item->parent)));
    }
    if (item->cut) {
        json_object_set_new(json, "cut", json_true());
    }
    return json;
}

static json_t *edge_object(const struct scene *scene, const struct scene_edge *edge)
{
    json_t *json = json_object(), *points = json_array();

    json_object_set_new(json, "id", json_string(edge->id));
    json_object_set_new(json, "from", json_string(id_of(scene, edge->from)));
    json_object_set_new(json, "to", json_string(id_of(scene, edge->to)));
    json_object_set_new(json, "kind", json_string(edge->kind));
    for (size_t i = 0; i < edge->point_count; i++) {
        json_t *point = json_array();

        json_array_append_new(point, json_integer(edge->points[i].x));
        json_array_append_new(point, json_integer(edge->points[i].y));
        json_array_append_new(points, point);
    }
    json_object_set_new(json, "points", points);
    json_object_set_new(json, "style", style_array(edge->style));
    return json;
}

static void add_text(struct buf *out, const char *key, const char *text)
{
    json_t *value = json_string(text);

    buf_add_format(out, "\"%s\": ", key);
    json_write(out, value);
    buf_add_text(out, ",\n ");
    json_decref(value);
}

static void add_row(struct buf *out, json_t *row, bool first)
{
    buf_add_text(out, first ? "\n  " : ",\n  ");
    json_write(out, row);
    json_decref(row);
}

bool picture_scene(struct buf *out, const struct scene *scene,
                   const struct picture_options *options, struct error *err)
{
    struct scene_faults faults;

    (void)options;
    (void)err;
    scene_measure(scene, &faults);
    buf_add_text(out, "{");
    add_text(out, "type", scene->type);
    add_text(out, "title", scene->title);
    add_text(out, "language", scene->language);
    buf_add_format(out, "\"width\": %d, \"height\": %d,\n ", scene->width, scene->height);
    buf_add_format(out,
                   "\"faults\": {\"overlaps\": %zu, \"crossings\": %zu, \"through_items\": %zu, "
                   "\"shared\": %zu, \"outside\": %zu},\n ",
                   faults.overlaps, faults.crossings, faults.through_items, faults.shared,
                   faults.outside);
    buf_add_text(out, "\"items\": [");
    for (size_t i = 0; i < scene->item_count; i++) {
        add_row(out, item_object(scene, &scene->items[i]), i == 0);
    }
    buf_add_text(out, "],\n \"edges\": [");
    for (size_t i = 0; i < scene->edge_count; i++) {
        add_row(out, edge_object(scene, &scene->edges[i]), i == 0);
    }
    buf_add_text(out, "]}\n");
    return true;
}
