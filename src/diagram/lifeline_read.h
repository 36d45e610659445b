/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line while it is being read, between lifeline_read.c, lifeline_read_when.c and
 * lifeline_mark.c.
 */
#ifndef DIAGRAM_LIFELINE_READ_H
#define DIAGRAM_LIFELINE_READ_H

#include "diagram/lifeline_model.h"
#include "diagram/notation.h"

#define LIFELINE_TAGS_MAX 8

struct line {
    struct lifeline *lifeline;
    struct notation_line tokens;
    struct lifeline_event *event;
    struct understanding *out;
    struct error *err;
    struct buf text;
    int tags[LIFELINE_TAGS_MAX];
    bool asked;
};

/* Asks once about bytes of the line; without anybody to ask it is a mistake there. */
bool line_ask(struct line *line, size_t at, size_t length, const char *question);
/* A choice made of three parts; LABEL is static. */
void line_add_choice(struct line *line, const char *before, const char *text, size_t length,
                     const char *after, const char *label);
/* Sets the event's date and returns the token at which the text begins, 0: asked or wrong. */
size_t line_read_date(struct line *line, bool *ok);

/* Weights and marks in brackets: "(-3)", "(mixed)", "(bloem)", "(sensitive)", "(detail
 * deferred)", several behind commas. */
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
