/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Filling a scene: items, lines, and labels wrapped to the room they have. All
 * text lies in the arena of the scene, so that a layout never frees a string.
 */
#include "config.h"

#include "diagram/scene.h"

#include "base/alloc.h"
#include "base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct scene *scene_create(const char *type, const char *language)
{
    struct scene *scene = alloc_array(1, sizeof *scene);

    scene->arena = arena_create();
    scene->type = scene_string(scene, type);
    scene->language = scene_string(scene, language);
    scene->title = scene_string(scene, "");
    scene->description = scene->title;
    return scene;
}

void scene_destroy(struct scene *scene)
{
    if (scene == NULL) {
        return;
    }
    arena_destroy(scene->arena);
    free(scene->items);
    free(scene->edges);
    free(scene);
}

const char *scene_string(struct scene *scene, const char *text)
{
    return arena_string(scene->arena, text != NULL ? text : "");
}

static const char *shown(struct scene *scene, const char *text)
{
    struct buf buf = BUF_INIT;
    const char *copy;

    if (text == NULL || text[0] == '\0') {
        return scene_string(scene, "");
    }
    (void)text_display(&buf, text, strlen(text), TEXT_ONE_LINE);
    copy = arena_copy(scene->arena, buf_text(&buf), buf.length);
    buf_finish(&buf);
    return copy;
}

struct scene_item *scene_add_item(struct scene *scene, const char *id, enum scene_kind kind,
                                  const char *label)
{
    struct scene_item *item;

    alloc_grow(&scene->items, &scene->item_capacity, scene->item_count + 1, sizeof *scene->items);
    item = &scene->items[scene->item_count++];
    *item = (struct scene_item){.kind = kind, .parent = -1};
    item->id = scene_string(scene, id);
    item->label = shown(scene, label);
    item->fact = scene_string(scene, "");
    item->glyph = item->fact;
    item->glyph_ascii = item->fact;
    item->alt = item->fact;
    return item;
}

struct scene_edge *scene_add_edge(struct scene *scene, const char *id, int from, int to,
                                  const char *kind, const struct scene_point *points, size_t count)
{
    struct scene_edge *edge;

    for (size_t i = 1; i < count; i++) {
        assert(points[i].x == points[i - 1].x || points[i].y == points[i - 1].y);
    }
    alloc_grow(&scene->edges, &scene->edge_capacity, scene->edge_count + 1, sizeof *scene->edges);
    edge = &scene->edges[scene->edge_count++];
    *edge = (struct scene_edge){.from = from, .to = to, .point_count = count};
    edge->id = scene_string(scene, id);
    edge->kind = scene_string(scene, kind);
    edge->fact = scene_string(scene, "");
    edge->label = edge->fact;
    edge->alt = edge->fact;
    edge->points = arena_take(scene->arena, count > 0 ? count : 1, sizeof *points);
    if (count > 0) {
        memcpy(edge->points, points, count * sizeof *points);
    }
    return edge;
}

int scene_glyph_columns(const struct scene_item *item)
{
    int wide = text_width(item->glyph, strlen(item->glyph));
    int plain = text_width(item->glyph_ascii, strlen(item->glyph_ascii));
    int most = wide > plain ? wide : plain;

    return most > 0 ? most + 1 : 0;
}

static size_t without_last_spaces(const char *text, size_t from, size_t end)
{
    while (end > from && text[end - 1] == ' ') {
        end--;
    }
    return end;
}

/* The last line that there is room for, with an ellipsis if it is not the end. */
static const char *last_line(struct scene *scene, const char *text, size_t length, size_t from,
                             int columns)
{
    struct buf buf = BUF_INIT;
    const char *copy;

    (void)text_fit(&buf, text + from, length - from, columns, false);
    copy = arena_copy(scene->arena, buf_text(&buf), buf.length);
    buf_finish(&buf);
    return copy;
}

void scene_wrap_label(struct scene *scene, struct scene_item *item, int columns, int lines)
{
    const char *text = item->label;
    size_t length = strlen(text), at = 0, count = 0, capacity = 0;
    const char **list = NULL;

    assert(columns > 0 && lines >= 0);
    item->cut = false;
    while (at < length) {
        size_t end, next = text_wrap(text, length, at, columns, &end);

        end = without_last_spaces(text, at, end);
        alloc_grow(&list, &capacity, count + 1, sizeof *list);
        if (lines > 0 && count + 1 == (size_t)lines && next < length) {
            list[count++] = last_line(scene, text, length, at, columns);
            item->cut = true;
            break;
        }
        list[count++] = arena_copy(scene->arena, text + at, end - at);
        at = next;
    }
    item->lines = arena_take(scene->arena, count > 0 ? count : 1, sizeof *list);
    if (count > 0) {
        memcpy(item->lines, list, count * sizeof *list);
    }
    item->line_count = count;
    free(list);
}

/* Moves everything right and down until nothing lies left of or above 0. */
static void shift(struct scene *scene, int dx, int dy)
{
    for (size_t i = 0; i < scene->item_count; i++) {
        scene->items[i].box.x += dx;
        scene->items[i].box.y += dy;
    }
    for (size_t i = 0; i < scene->edge_count; i++) {
        for (size_t k = 0; k < scene->edges[i].point_count; k++) {
            scene->edges[i].points[k].x += dx;
            scene->edges[i].points[k].y += dy;
        }
    }
}

struct extent {
    int left, top, right, bottom;
};

static void stretch(struct extent *extent, int x, int y, int right, int bottom)
{
    extent->left = x < extent->left ? x : extent->left;
    extent->top = y < extent->top ? y : extent->top;
    extent->right = right > extent->right ? right : extent->right;
    extent->bottom = bottom > extent->bottom ? bottom : extent->bottom;
}

void scene_fit(struct scene *scene)
{
    struct extent extent = {0, 0, 1, 1};

    for (size_t i = 0; i < scene->item_count; i++) {
        struct scene_box box = scene->items[i].box;

        stretch(&extent, box.x, box.y, box.x + box.w, box.y + box.h);
    }
    for (size_t i = 0; i < scene->edge_count; i++) {
        for (size_t k = 0; k < scene->edges[i].point_count; k++) {
            struct scene_point point = scene->edges[i].points[k];

            stretch(&extent, point.x, point.y, point.x + 1, point.y + 1);
        }
    }
    if (extent.left < 0 || extent.top < 0) {
        shift(scene, -extent.left, -extent.top);
    }
    scene->width = extent.right - extent.left;
    scene->height = extent.bottom - extent.top;
}

int scene_find(const struct scene *scene, const char *id)
{
    for (size_t i = 0; i < scene->item_count; i++) {
        if (strcmp(scene->items[i].id, id) == 0) {
            return (int)i;
        }
    }
    return -1;
}

const char *scene_kind_name(enum scene_kind kind)
{
    static const char *const names[SCENE_KIND_COUNT] = {
        [SCENE_CENTRE] = "centre",   [SCENE_PERSON] = "person",       [SCENE_SYSTEM] = "system",
        [SCENE_UNION] = "union",     [SCENE_HOUSEHOLD] = "household", [SCENE_EVENT] = "event",
        [SCENE_BAND] = "band",       [SCENE_AXIS] = "axis",           [SCENE_TICK] = "tick",
        [SCENE_HEADING] = "heading", [SCENE_REFERENCE] = "reference", [SCENE_LEGEND] = "legend",
        [SCENE_NOTE] = "note",
    };

    return names[kind];
}
