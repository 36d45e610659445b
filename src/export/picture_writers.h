/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The writers behind the table of pictures; nobody outside this room calls them.
 */
#ifndef EXPORT_PICTURE_WRITERS_H
#define EXPORT_PICTURE_WRITERS_H

#include "export/picture.h"

/* All rows of SCENE from TOP on that the sheet has room for, without scroll marks. */
void picture_cells(struct grid *grid, const struct scene *scene, int top);

/* The names of all styles that STYLE holds, in one order; returns how many. */
#define PICTURE_STYLES 32
size_t picture_style_names(const char *out[PICTURE_STYLES], unsigned style);

/* The picture alone in characters, each row ended. */
void picture_text(struct buf *out, const struct scene *scene, bool ascii);

bool picture_svg(struct buf *out, const struct scene *scene,
                 const struct picture_options *options, struct error *err) MUST_USE;
/* From a module (export/module.h). Refuses what no installed font can show. */
bool picture_pdf(struct buf *out, const struct scene *scene,
                 const struct picture_options *options, struct error *err) MUST_USE;
bool picture_scene(struct buf *out, const struct scene *scene,
                   const struct picture_options *options, struct error *err) MUST_USE;

#endif
