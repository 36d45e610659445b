/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Weights and marks in brackets, for the reader of lines: "(-3)", "(mixed)", "(bloem)",
 * "(sensitive)", "(detail deferred)", several behind commas.
 */
#ifndef DIAGRAM_LIFELINE_READ_H
#define DIAGRAM_LIFELINE_READ_H

#include "diagram/lifeline_model.h"

#define LIFELINE_TAGS_MAX 8

struct lifeline_mark {
    int valence; /* VALENCE_UNSET if it says none */
    bool sensitive, deferred;
};

enum mark_answer {
    MARK_NONE,     /* something else, that belongs to the text */
    MARK_READ,
    MARK_RANGE,    /* +7 */
    MARK_UNSIGNED, /* 3 */
    MARK_NEAR,     /* one letter away from a mark */
};

enum mark_answer lifeline_read_mark(struct lifeline_mark *out, const char **nearest,
                                    const char *folded);
void lifeline_write_marks(struct buf *out, const struct lifeline_event *event);

#endif
