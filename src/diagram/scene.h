/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is to be seen, before anybody draws it: items and lines that mean
 * something, in whole grid units.
 *
 * One unit is one character cell; SVG and PDF scale it to 7 by 14 points. x grows
 * to the right, y downwards, both from 0. A layout fills a scene, a back end
 * (export/picture.h) draws it, tests measure it. Order of items and edges is the
 * order of meaning, never that of a hash: same facts, same bytes.
 */
#ifndef DIAGRAM_SCENE_H
#define DIAGRAM_SCENE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What an item is, not how it looks: back ends and themes decide that. */
enum scene_kind {
    SCENE_CENTRE,    /* whom the drawing is about: double border */
    SCENE_PERSON,
    SCENE_SYSTEM,    /* school, GP, mosque: what is no person */
    SCENE_UNION,     /* genogram: where a couple's line meets its children */
    SCENE_HOUSEHOLD, /* dashed outline around others */
    SCENE_EVENT,
    SCENE_BAND,      /* lifeline: a time that lasted */
    SCENE_AXIS,      /* the spine with its ticks; years are SCENE_TICK */
    SCENE_TICK,
    SCENE_HEADING,   /* of a group of places or of a track */
    SCENE_REFERENCE, /* "→7": goes on at an item that cannot be reached with a line */
    SCENE_LEGEND,    /* explains one sign: glyph or stroke, then its text */
    SCENE_NOTE,
};
#define SCENE_KIND_COUNT 13

/* How an item or line is drawn; several may hold. Never told by colour alone. */
enum scene_style {
    STYLE_STRONG = 1 << 0,    /* ═ */
    STYLE_WEAK = 1 << 1,      /* ┄ */
    STYLE_STRESS = 1 << 2,    /* ≁ */
    STYLE_BROKEN = 1 << 3,    /* ─╳─ */
    STYLE_UNCERTAIN = 1 << 4, /* ┊, and dotted ends of bands */
    STYLE_ARROW_FROM = 1 << 5,/* energy flows to FROM */
    STYLE_ARROW_TO = 1 << 6,
    STYLE_PRIVATE = 1 << 7,
    STYLE_GONE = 1 << 8,      /* was there at the other moment, not at this one */
    STYLE_NEW = 1 << 9,       /* the other way round */
    STYLE_MALE = 1 << 10, STYLE_FEMALE = 1 << 11, STYLE_DECEASED = 1 << 12,
    STYLE_OPEN_START = 1 << 13, STYLE_OPEN_END = 1 << 14, /* of a band */
    STYLE_UP = 1 << 15, STYLE_DOWN = 1 << 16,             /* valence of an event */
    STYLE_BORDER = 1 << 17,   /* a box is drawn around the text */
    STYLE_EMPHASIS = 1 << 18, /* important to the patient */
    STYLE_LEFT = 1 << 19, STYLE_CENTRED = 1 << 20, STYLE_RIGHT = 1 << 21, /* text in its box */
};

struct scene_box {
    int x, y, w, h;
};

struct scene_item {
    const char *id;    /* unique in the scene, stable from edit to edit, [a-z0-9_.-] */
    const char *fact;  /* id of the fact that it comes from; "" for what no line says */
    enum scene_kind kind;
    unsigned style;
    struct scene_box box; /* all of it, border included; labels are inside */
    const char *label; /* whole text, as displayed (text_display) */
    const char **lines; /* the label as it is drawn: wrapped, or cut with an ellipsis */
    size_t line_count;
    bool cut;          /* LINES do not hold all of LABEL: never in exports */
    const char *glyph; /* one sign before the label, "" none: "⚘", "▲", "□" */
    const char *glyph_ascii;
    const char *alt;   /* one sentence for people who listen: title in SVG */
    int parent;        /* index of the item around it, -1 */
    bool selectable;   /* the arrows go to it */
};

struct scene_point {
    int x, y;
};

/* Runs along POINTS, horizontally and vertically only, from the border of one item
 * to the border of the other: the first and last point lie outside both boxes,
 * directly beside them. No edge passes through an item's box. */
struct scene_edge {
    const char *id;
    const char *fact;
    int from, to;      /* indices of items */
    const char *kind;  /* "strong", "weak", "stressful", "broken", "plain", "union", … */
    unsigned style;
    struct scene_point *points;
    size_t point_count;
    const char *label; /* "" or a word or two; stands in an item of its own if drawn */
    const char *alt;
};

struct scene {
    struct arena *arena;
    const char *type;  /* "ecogram" */
    const char *title, *description; /* <title> and <desc>; the description is the outline */
    const char *language;
    int width, height;
    bool scrolled;     /* larger than was asked for: say so, with marks at the edge */
    struct scene_item *items;
    size_t item_count, item_capacity;
    struct scene_edge *edges;
    size_t edge_count, edge_capacity;
};

struct scene *scene_create(const char *type, const char *language);
void scene_destroy(struct scene *scene); /* accepts NULL */

/* Strings are copied; NULL is "". The pointer is valid until the next add. */
struct scene_item *scene_add_item(struct scene *scene, const char *id, enum scene_kind kind,
                                  const char *label);
struct scene_edge *scene_add_edge(struct scene *scene, const char *id, int from, int to,
                                  const char *kind, const struct scene_point *points,
                                  size_t count);
const char *scene_string(struct scene *scene, const char *text);
/*
 * Where back ends put what is in a box. A border takes one cell on each side. The
 * glyph stands before the first line and takes scene_glyph_columns() with the blank
 * after it, the other lines begin below the first. STYLE_LEFT (or none), CENTRED and
 * RIGHT place the lines; one blank beside a border if there is room for two. Lines
 * are centred from top to bottom. Beyond that:
 *   LEGEND   without a glyph: SCENE_SAMPLE cells of a line in the item's style, a blank,
 *            then the label.
 *   HEADING  a rule fills what the label leaves of the box.
 *   AXIS     a line through the middle of its box, along its longer side; ticks whose
 *            box touches it get a tick on it.
 *   BAND     without a border: a bar along its first column, label from the third
 *            column on; where the axis lies (w > h), a bar along its first row, label
 *            from the next row on, or in the bar if the band is one row high.
 *   HOUSEHOLD  a dashed outline, the label in its first row.
 */
#define SCENE_SAMPLE 5
int scene_glyph_columns(const struct scene_item *item);

/* Wraps the item's label to COLUMNS and at most LINES lines (0: as many as it takes);
 * sets lines, line_count and cut, not the box. */
void scene_wrap_label(struct scene *scene, struct scene_item *item, int columns, int lines);
/* Sets width and height to what the items and edges need. What lies left of or above 0
 * moves everything right or down first. */
void scene_fit(struct scene *scene);

int scene_find(const struct scene *scene, const char *id); /* index or -1 */
const char *scene_kind_name(enum scene_kind kind); /* "person", in scene JSON and SVG classes */

/* What a layout must never do, found by one counter for tests, `draw` and benches. Edges
 * of one id are one net and may do with each other what they like. */
struct scene_faults {
    size_t overlaps;      /* pairs of boxes that share a cell (a parent and child do not count) */
    size_t crossings;     /* pairs of edges that have a cell in common: crossing, touching or
                             ending there; ends at an item of both do not count */
    size_t through_items; /* edges through a box that is not theirs */
    size_t shared;        /* unit segments that two edges run along together */
    size_t outside;       /* items or points outside width and height */
};
void scene_measure(const struct scene *scene, struct scene_faults *out);

enum scene_direction { GO_UP, GO_DOWN, GO_LEFT, GO_RIGHT };
/*
 * The next selectable item from AT in a direction: in the cone of 90 degrees the one
 * nearest by gap along the axis plus 0.4 of the offset across, ties by index; then
 * the half plane; -1 if there is none. An item that nothing leads to gets a way from
 * the nearest arrow that can be spared, so that everything is reached from everywhere
 * (up to 600 items). BACK (may be NULL) remembers the way, so that the opposite key
 * returns.
 */
struct scene_way {
    int from, to;
    enum scene_direction direction;
};
int scene_neighbour(const struct scene *scene, int at, enum scene_direction direction,
                    struct scene_way *back);

#endif
