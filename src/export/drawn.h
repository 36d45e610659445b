/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the facts of a record to a scene that a back end can draw: the way of
 * every export. The drawing screen goes it by itself, line by line.
 */
#ifndef EXPORT_DRAWN_H
#define EXPORT_DRAWN_H

#include "diagram/diagram.h"
#include "record/record.h"

/* What a drawing of this patient may refer to; borrows from RECORD. */
struct diagram_context drawn_context(const struct record *record, const char *language,
                                     int32_t today);

/*
 * All facts of TYPE in RECORD, in their order. A line that is no longer understood
 * is not lost: it goes to LOST (may be NULL), one a line, unless it is private and
 * SHOW_PRIVATE is false. NULL: nothing was drawn.
 */
struct diagram *drawn_from_record(const struct diagram_type *type, const struct record *record,
                                  const struct diagram_context *context, bool show_private,
                                  struct buf *lost);

/*
 * The picture as it grew: each edit of TYPE once more, in the order in which they were
 * made. One that is made at once from the same facts may have another order; as
 * options.previous, this one keeps everything where it was on the screen. A long
 * history is only followed from its middle, so that nobody waits. NULL: no edits.
 */
struct scene *drawn_grown(const struct diagram_type *type, const struct record *record,
                          const struct diagram_context *context,
                          const struct scene_options *options);

/* The scene, with the outline as its description. */
struct scene *drawn_scene(const struct diagram_type *type, const struct diagram *diagram,
                          const struct scene_options *options);

#endif
