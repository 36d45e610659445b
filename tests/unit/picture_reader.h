/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a picture in characters back: from nothing but the characters and where
 * the boxes are, which lines there are, between what, and how they are drawn.
 * It shares no code with the painter.
 */
#ifndef TESTS_PICTURE_READER_H
#define TESTS_PICTURE_READER_H

#include "diagram/scene.h"
#include "grid/grid.h"

#define READER_STYLES                                                                              \
    (STYLE_STRONG | STYLE_WEAK | STYLE_STRESS | STYLE_UNCERTAIN | STYLE_BROKEN | STYLE_NEW |       \
     STYLE_GONE | STYLE_PRIVATE | STYLE_ARROW_FROM | STYLE_ARROW_TO)

struct reader_edge {
    int from, to; /* items */
    struct scene_point first, last;
    unsigned style; /* of READER_STYLES */
};

struct reader_edges {
    struct reader_edge *edges;
    size_t count, capacity;
    size_t lost; /* lines that lead nowhere */
};

/* GRID shows the whole SCENE, of which only the boxes are looked at. Each line is found
 * once, from its end at the item with the smaller index. */
void reader_read(struct reader_edges *out, const struct grid *grid, const struct scene *scene);
void reader_finish(struct reader_edges *edges);

/* Reads SCENE painted in full; fails the test where what is read is not what SCENE has. */
void reader_check(const struct scene *scene, bool ascii);

#endif
