/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lifelines for tests: made from lines, or made up. */
#ifndef TESTS_LIFELINE_SUPPORT_H
#define TESTS_LIFELINE_SUPPORT_H

#include "diagram/diagram.h"

#define LIFELINE_TODAY 20779 /* 2026-11-22 */

struct diagram *lifeline_new(const char *birth, const char *language);
/* Adds a line that must be understood. */
void lifeline_line(struct diagram *diagram, const char *line, const char *id);

/* The same numbers everywhere. */
struct lifeline_dice {
    uint64_t state;
};
unsigned lifeline_roll(struct lifeline_dice *dice, unsigned sides);
/* A line that is understood without a question. PLAIN: only dates of days, all different
 * for different SERIAL, so that the order of entry means nothing. */
void lifeline_make_line(struct buf *out, struct lifeline_dice *dice, unsigned serial, bool plain);

/* Asserts what no layout may do: overlap, cut at zoom 0, leave its width unsaid. */
void lifeline_check_scene(const struct scene *scene, const struct scene_options *options);
/* The text of all items with their boxes, to compare two scenes byte by byte. */
void lifeline_dump(struct buf *out, const struct scene *scene);

#endif
