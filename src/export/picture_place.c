/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words in boxes. What is asked piece by piece is reckoned anew each time: a box
 * has one or two lines.
 */
#include "config.h"

#include "export/picture_place.h"

#include "base/text.h"

#include <string.h>

bool place_has_border(const struct scene_item *item)
{
    bool wanted = (item->style & STYLE_BORDER) != 0 || item->kind == SCENE_CENTRE ||
                  item->kind == SCENE_HOUSEHOLD;

    return wanted && item->box.w >= 3 && item->box.h >= 3;
}

bool place_lies(const struct scene *scene)
{
    for (size_t i = 0; i < scene->item_count; i++) {
        if (scene->items[i].kind == SCENE_AXIS) {
            return scene->items[i].box.w > scene->items[i].box.h;
        }
    }
    return false;
}

static int widest_line(const struct scene_item *item)
{
    int widest = 0;

    for (size_t i = 0; i < item->line_count; i++) {
        int width = text_width(item->lines[i], strlen(item->lines[i]));

        widest = width > widest ? width : widest;
    }
    return widest;
}

/* The part of the box that words may take. */
static struct scene_box inside(const struct scene *scene, const struct scene_item *item)
{
    struct scene_box box = item->box;

    if (item->kind == SCENE_HOUSEHOLD && place_has_border(item)) {
        return (struct scene_box){box.x + 2, box.y, box.w - 4, 1};
    }
    if (place_has_border(item)) {
        box = (struct scene_box){box.x + 1, box.y + 1, box.w - 2, box.h - 2};
        if (box.w >= widest_line(item) + scene_glyph_columns(item) + 2) {
            box.x++;
            box.w -= 2;
        }
    } else if (item->kind == SCENE_BAND && place_lies(scene)) {
        int indent = box.h == 1 ? 2 : 0, below = box.h == 1 ? 0 : 1;

        box = (struct scene_box){box.x + indent, box.y + below, box.w - indent, box.h - below};
    } else if (item->kind == SCENE_BAND) {
        box.x += 2;
        box.w -= 2;
    } else if (item->kind == SCENE_LEGEND && item->glyph[0] == '\0') {
        box.x += SCENE_SAMPLE + 1;
        box.w -= SCENE_SAMPLE + 1;
    }
    return box;
}

static unsigned alignment(const struct scene_item *item)
{
    return (item->style & STYLE_CENTRED) != 0 ? STYLE_CENTRED
           : (item->style & STYLE_RIGHT) != 0 ? STYLE_RIGHT
                                              : STYLE_LEFT;
}

bool place_line(struct place_line *out, const struct scene *scene, const struct scene_item *item,
                size_t index)
{
    int glyph = scene_glyph_columns(item), columns, lead, room;
    size_t line = index - (glyph > 0 ? 1 : 0);
    bool is_glyph = glyph > 0 && index == 0;
    struct scene_box box;
    size_t lines = item->line_count > 0 ? item->line_count : 1;

    if (!is_glyph && line >= item->line_count) {
        return false;
    }
    if (is_glyph) {
        line = 0;
    }
    box = inside(scene, item);
    columns =
        line < item->line_count ? text_width(item->lines[line], strlen(item->lines[line])) : -1;
    lead = line == 0 || alignment(item) == STYLE_LEFT ? glyph : 0;
    room = box.w - lead - columns;
    *out = (struct place_line){.text = is_glyph ? "" : item->lines[line], .glyph = is_glyph};
    out->align = alignment(item);
    out->first = !is_glyph && line == 0;
    out->columns = is_glyph ? glyph - 1 : columns;
    out->y = box.y + (box.h > (int)lines ? (box.h - (int)lines) / 2 : 0) + (int)line;
    out->x = box.x;
    if (room > 0 && out->align != STYLE_LEFT) {
        out->x += out->align == STYLE_RIGHT ? room : room / 2;
    }
    out->x += is_glyph ? 0 : lead;
    return true;
}

bool place_words(struct buf *out, struct place_line *line, const struct scene_item *item)
{
    int glyph = scene_glyph_columns(item);

    if (line->glyph) {
        buf_add_text(out, item->glyph);
        return line->align == STYLE_LEFT || item->line_count == 0;
    }
    if (line->first && glyph > 0 && line->align != STYLE_LEFT) {
        buf_add_format(out, "%s ", item->glyph);
        line->x -= glyph;
        line->columns += glyph;
    }
    buf_add_text(out, line->text);
    return true;
}
