/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The back ends that draw a scene: characters, SVG, PDF, and the scene itself as
 * JSON. One table; none of them knows what kind of drawing it is.
 *
 * They stand here and not in grid or diagram, because only this room may see
 * both.
 */
#ifndef EXPORT_PICTURE_H
#define EXPORT_PICTURE_H

#include "base/error.h"
#include "diagram/scene.h"
#include "grid/grid.h"

struct picture_options {
    bool ascii;
    int columns;           /* of the words below characters; 0: each fact in one line */
    const char *author;    /* PDF metadata; "" */
    int64_t created;       /* milliseconds; from SOURCE_DATE_EPOCH where that is set */
    const char *modules;   /* as in export_options */
};

struct picture_format {
    const char *name;    /* "text", "ascii", "svg", "pdf", "scene" */
    const char *summary; /* N_() */
    bool binary;
    bool (*write)(struct buf *out, const struct scene *scene,
                  const struct picture_options *options, struct error *err);
};

size_t picture_format_count(void);
const struct picture_format *picture_format_at(size_t index);
const struct picture_format *picture_format_find(const char *name); /* or NULL */

/*
 * Paints the part of SCENE that begins at (LEFT, TOP) into WHERE. SELECTED is an
 * index or -1. Scroll marks stand where the picture goes on. In ASCII if the grid
 * is. Lines that cross without touching are drawn as a bridge; a junction is drawn
 * only where edges of one id meet.
 */
void picture_paint(struct grid *grid, struct rect where, const struct scene *scene, int left,
                   int top, int selected);

#endif
