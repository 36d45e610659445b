/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files that write SVG share. Lengths are tenths of a point.
 */
#ifndef EXPORT_PICTURE_SVG_H
#define EXPORT_PICTURE_SVG_H

#include "base/buf.h"
#include "diagram/scene.h"

#define SVG_X 70 /* a column */
#define SVG_Y 140 /* a row */

void svg_number(struct buf *out, int tenths);
void svg_attribute(struct buf *out, const char *name, int tenths);

/* All of it; the same as the format "svg". */
void svg_write(struct buf *out, const struct scene *scene);
/* For a page of HTML: as parts of at most ROWS rows, one under the other, that a printer moves to
 * the next sheet instead of cutting through. The first has all; the others show more of it. */
void svg_write_parts(struct buf *out, const struct scene *scene, int rows);

/* The strokes of one line. SCENE may be NULL for a sample. HALO: what it crosses is
 * interrupted, so that crossing does not look like meeting. */
void svg_edge(struct buf *out, const struct scene *scene, const struct scene_edge *edge,
              bool halo);

#endif
