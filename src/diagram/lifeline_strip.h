/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A life that runs to the right, between lifeline_horizontal.c and lifeline_bars.c.
 */
#ifndef DIAGRAM_LIFELINE_STRIP_H
#define DIAGRAM_LIFELINE_STRIP_H

#include "diagram/lifeline_layout.h"

#define LABEL_WIDEST 36
#define SHORT_LABEL  18
#define LEFT         2 /* before the axis: half a year's number */

enum side { UP, DOWN };

struct flag {
    struct layout_entry *entry;
    enum side side;
    int64_t day;      /* of the scale; of an undated one that of the flag before it */
    int width, height;
    int gap;          /* columns to the flag before, at least */
    int x, offset;    /* offset: rows between its foot and the axis */
};

struct point {
    int64_t day;
    int x;
};

struct strip {
    struct layout *layout;
    struct flag *flags;
    size_t count;
    struct point *points;
    size_t point_count;
    int64_t first, last; /* days of the scale */
    int length;          /* of the axis */
    int label;           /* widest label */
    int axis, lower;     /* rows of the two edges of the scale */
    int axis_item, lower_item;
    int bottom;
};

/* Where a day stands on the elastic scale: between the events before and after it. */
int strip_x_of(const struct strip *strip, int64_t day);
/* At the bottom, which moves below it. */
void strip_add_heading(struct strip *strip, const char *id, const char *text);
void strip_add_lasting(struct strip *strip);

#endif
