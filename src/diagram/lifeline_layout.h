/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the two layouts of a lifeline share: the events that are to be seen, in their
 * order, with their labels and signs, and the columns or lanes that they stand in.
 */
#ifndef DIAGRAM_LIFELINE_LAYOUT_H
#define DIAGRAM_LIFELINE_LAYOUT_H

#include "diagram/lifeline_model.h"

#define LAYOUT_TRACKS_MAX 12
#define LAYOUT_LANES_MAX  12
#define LAYOUT_ROWS_MOST  92 /* what 150 events in five tracks may take */

/* Years that no event is exactly in. */
#define YEAR_VAGUE INT32_MIN

struct layout_entry {
    const struct lifeline_placed *placed;
    int column;         /* of layout.columns */
    const char *id;     /* of its item: "event.7" */
    const char *label;  /* as displayed */
    const char *short_label; /* without the year, where its row has a tick; may be LABEL */
    int label_width, short_width;
    const char *glyph, *glyph_ascii;
    int glyph_columns;
    int year;           /* that its row belongs to, YEAR_VAGUE: none */
    bool in_year;       /* it is in that year and no other: the row gets a tick */
    bool uncertain_order; /* it may have come before or after another */
    bool hidden;        /* sensitive on a turned screen: only that something is there */
    bool tail;          /* nothing is known of its time */
    int position, end_position; /* in the order; of a band also where it ends */
    int lane;           /* -1: no bar */
    int row, lines, item;
};

struct layout_column {
    int track;
    const char *id;     /* of its heading */
    const char *title;
    int natural;        /* width of the widest label */
    int x, width;       /* of labels; lanes stand left of them */
    int lanes;
    int next_row;
};

struct layout {
    const struct lifeline *lifeline;
    const struct scene_options *options;
    struct scene *scene;
    struct arena *arena;
    struct layout_entry *entries;
    size_t count, dated; /* from DATED on the undated */
    struct layout_column columns[LAYOUT_TRACKS_MAX + 1];
    int column_count;
    bool words;          /* there is room for "stone" beside the number */
    bool counted;        /* signs are repeated as often as the number says */
    bool single;         /* all tracks in one column, named in the labels */
};

/* Labels and signs anew, after words, counted or single changed. */
void layout_relabel(struct layout *layout);
/* Rows that a label takes in COLUMNS. */
int layout_lines(const char *label, int columns);
/* The item of an entry: label, signs, sentence; its box is the caller's. */
struct scene_item *layout_add_event(struct layout *layout, struct layout_entry *entry,
                                    const char *label, int columns, int lines);
/* Gives each lasting entry a lane of its column, the one of the previous scene first. */
void layout_assign_lanes(struct layout *layout);
/* The lane of its bar in the previous picture; -1: it had none. */
int layout_previous_lane(const struct layout *layout, const struct layout_entry *entry);
/* Bar of a lasting entry. */
struct scene_item *layout_add_band(struct layout *layout, const struct layout_entry *entry,
                                   const char *label);
/* The legend below Y, COLUMNS wide; returns the row behind it. */
int layout_add_legend(struct layout *layout, int y, int columns);
/* The age beside a year; "" when it is not known. */
void layout_age(char out[8], const struct layout *layout, int year);
int layout_width(const char *text);

void lifeline_vertical(struct layout *layout);
void lifeline_horizontal(struct layout *layout);

#endif
