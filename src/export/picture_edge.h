/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shape of lines, shared by all back ends, so that a sign stands at the same
 * place in characters, on the web and on paper.
 */
#ifndef EXPORT_PICTURE_EDGE_H
#define EXPORT_PICTURE_EDGE_H

#include "diagram/scene.h"

struct edge_end {
    struct scene_point at;
    unsigned towards; /* the side its item lies on (enum stroke_arm); 0: of no length */
    int item;
    bool arrow;
};
/* SCENE may be NULL: then there are no items. */
struct edge_end edge_end(const struct scene *scene, const struct scene_edge *edge, bool last);
unsigned edge_opposite(unsigned arm);

/* Signs in the middle of a line: broken, new, gone, private. */
#define EDGE_SIGNS 4
struct edge_sign {
    struct scene_point at; /* a cell */
    unsigned style;        /* one of them */
};
size_t edge_signs(struct edge_sign out[EDGE_SIGNS], const struct scene *scene,
                  const struct scene_edge *edge);

/* Edges of one id are one net: for each, the number of the first of them. free() it. */
int *edge_nets(const struct scene *scene);

/* An edge through the middles of its cells, of W by H each, and up to the borders of
 * its items; no point too many. */
struct edge_path {
    struct scene_point *points;
    size_t count;
    struct scene_point from, to; /* unit vectors towards the items */
};
void edge_path_init(struct edge_path *path, const struct scene *scene,
                    const struct scene_edge *edge, int w, int h);
void edge_path_finish(struct edge_path *path);
/* The same as a zigzag with a tooth each STEP; free() it. */
size_t edge_zigzag(struct scene_point **out, const struct edge_path *path, int step, int swing);

#endif
