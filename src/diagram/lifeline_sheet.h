/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A life that runs downwards, between lifeline_sheet.c, which finds columns and rows,
 * and lifeline_vertical.c, which fills them.
 */
#ifndef DIAGRAM_LIFELINE_SHEET_H
#define DIAGRAM_LIFELINE_SHEET_H

#include "diagram/lifeline_layout.h"

struct sheet {
    struct layout *layout;
    int age_x, age_width;
    int spine;      /* column of the axis */
    bool bars;
    int widest;     /* label, where the width is free */
    bool stale;     /* labels must be made anew */
    bool by_year;   /* each year has rows of its own, so labels need not say it */
    int share;      /* else: years that may share a row, apart at most */
    int top;        /* first row of events */
    int end;        /* row behind the last event with a place */
    int tail_row;   /* heading of what has none; -1 */
    int bottom;
};

/* Columns and rows for all entries; TOP, WIDEST and LAYOUT are set before. */
void sheet_choose(struct sheet *sheet);
const char *sheet_label(const struct sheet *sheet, const struct layout_entry *entry);
int sheet_lanes_width(const struct layout_column *column);
int sheet_tracks_x(const struct sheet *sheet);

#define SHEET_LABEL_WIDEST 44 /* a label of an export is wrapped behind this */

#endif
