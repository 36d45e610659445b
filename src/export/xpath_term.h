/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parts of an XPath expression with what is known of them: of which type they
 * are and whether they may be empty. Private to xpath.c.
 */
#ifndef EXPORT_XPATH_TERM_H
#define EXPORT_XPATH_TERM_H

#include "base/arena.h"
#include "form/form.h"
#include "form/rule_tree.h"

enum term_type {
    TERM_EMPTY,   /* '' */
    TERM_BOOLEAN, /* a truth value of XPath */
    TERM_YES_NO,  /* the text 'yes', 'no' or '' */
    TERM_WHOLE,
    TERM_DECIMAL,
    TERM_TEXT,
    TERM_CODES,
    TERM_DATE,
    TERM_TIME,
    TERM_MOMENT, /* a date with a time */
    TERM_MIXED,  /* now one, now another */
};

struct term {
    enum term_type type;
    const char *text;
    const char *truth;       /* whether it holds, where that is not to be seen from outside */
    const char *literal;     /* of a text in quotes or a number; else NULL */
    const struct item *item; /* what a reference refers to */
    bool node;               /* a place in the answers, which XPath compares as text */
    bool nullable;           /* may be empty, or no number */
    bool compound;           /* wants brackets inside another expression */
};

struct term term_make(struct arena *arena, enum term_type type, const char *format, ...)
    PRINTF_LIKE(3, 4);
struct term term_quote(struct arena *arena, const char *text);
/* In brackets if it wants them. */
const char *term_tight(struct arena *arena, const struct term *term);

/* Each gives TERM as it is if there is nothing to do. */
struct term term_condition(struct arena *arena, const struct term *term);
/* As letters: a number without the zeros that ODK puts behind it. */
struct term term_text(struct arena *arena, const struct term *term);
struct term term_yes_no(struct arena *arena, const struct term *term); /* of a truth value */
/* The condition that it is empty, or "true()", "false()". */
struct term term_is_empty(struct arena *arena, const struct term *term);

struct term term_equal(struct arena *arena, const struct term *a, const struct term *b);
struct term term_not(struct arena *arena, const struct term *condition);
/* OPERATOR is "<", "<=", ">" or ">=". */
struct term term_order(struct arena *arena, const char *sign, const struct term *a,
                       const struct term *b);
/* The type that both can be said in; A and B are changed to it. */
enum term_type term_unite(struct arena *arena, struct term *a, struct term *b);

/* Sums and functions, in xpath_function.c. KIND and NODE say which. */
struct term function_sum(struct arena *arena, enum rule_node_kind kind, const struct term *a,
                         const struct term *b);
struct term function_age(struct arena *arena, const struct term *birth);
struct term function_selected(struct arena *arena, const struct term *where,
                              const struct term *code);
struct term function_count_selected(struct arena *arena, const struct term *where);
struct term function_if(struct arena *arena, const struct term *condition, struct term first,
                        struct term second);
struct term function_coalesce(struct arena *arena, struct term first, struct term second);
struct term function_fold(struct arena *arena, enum rule_node_kind kind,
                          const struct term *operands, unsigned count);
struct term function_regex(struct arena *arena, const struct term *text, const char *pattern);
struct term function_text(struct arena *arena, const struct rule_node *node,
                          const struct term *operands);

#endif
