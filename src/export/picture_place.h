/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the words of an item stand: one reckoning for characters, SVG and PDF,
 * as diagram/scene.h promises to layouts.
 */
#ifndef EXPORT_PICTURE_PLACE_H
#define EXPORT_PICTURE_PLACE_H

#include "base/buf.h"
#include "diagram/scene.h"

struct place_line {
    const char *text; /* "" for a glyph */
    bool glyph;       /* the item's glyph stands here */
    bool first;       /* of the words: the glyph stands before them */
    int x, y, columns;
    unsigned align;   /* STYLE_LEFT, STYLE_CENTRED or STYLE_RIGHT, within BOX */
};

/* The INDEX-th piece of text of ITEM; false behind the last. */
bool place_line(struct place_line *out, const struct scene *scene, const struct scene_item *item,
                size_t index);
/*
 * What a back end with fonts of different widths writes for LINE: away from the left
 * side, the glyph goes with its words. False: nothing, its words bring it.
 */
bool place_words(struct buf *out, struct place_line *line, const struct scene_item *item);
bool place_has_border(const struct scene_item *item);
/* Whether time runs from left to right: bands lie. */
bool place_lies(const struct scene *scene);

#endif
