/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of a picture in characters, before any is chosen: which sides of a
 * cell each line leaves through, and how it is drawn. Glyphs come last, so that
 * lines join where they belong together and bridge where they do not.
 *
 * For the files of this room that paint cells. Coordinates are those of the
 * scene; what lies outside the window is forgotten at once.
 */
#ifndef EXPORT_PICTURE_LINES_H
#define EXPORT_PICTURE_LINES_H

#include "diagram/scene.h"
#include "grid/stroke.h"

struct lines;

/* A window on the scene. */
struct window {
    int left, top, columns, rows;
};

struct lines *lines_create(struct window window);
void lines_destroy(struct lines *lines); /* accepts NULL */

/* All edges of SCENE, with their arrows and signs; ends join the border beside them. */
void lines_add_edges(struct lines *lines, const struct scene *scene);
/* A line of COLUMNS cells in the style of ITEM: the sample beside a legend. */
void lines_add_sample(struct lines *lines, const struct scene_item *item, int columns);
/* Border of BOX in STYLE: double for a centre, dashed for a household. */
void lines_add_border(struct lines *lines, int owner, struct scene_box box, enum scene_kind kind,
                      unsigned style);
/* Straight, from (X, Y) over LENGTH cells. OWNER: what belongs together joins. */
void lines_add_run(struct lines *lines, int owner, int x, int y, int length, bool upright,
                   unsigned style);
/* One cell of a line that leaves through ARMS. */
void lines_put_arms(struct lines *lines, int owner, int x, int y, unsigned arms);
/* More sides to one cell of OWNER's, if there is a line of it. */
void lines_add_arms(struct lines *lines, int owner, int x, int y, unsigned arms);

/* What stands at (X, Y): "" for nothing. */
const char *lines_glyph(const struct lines *lines, int x, int y, bool ascii);

#endif
