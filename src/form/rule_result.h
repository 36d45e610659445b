/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a part of a rule comes to: results, what they are as a number, a date or
 * a yes, and how two of them compare. Private to the evaluator.
 */
#ifndef FORM_RULE_RESULT_H
#define FORM_RULE_RESULT_H

#include "form/rule_tree.h"

enum result_kind {
    RESULT_EMPTY,
    RESULT_BOOLEAN,
    RESULT_NUMBER,  /* not a number: a sum with something that is none */
    RESULT_TEXT,
    RESULT_DATE,    /* first to last possible day; with a clock when it is one moment */
    RESULT_TIME,    /* of the day */
    RESULT_UNCLEAR, /* a date in words that were not understood: there, but unknown */
    RESULT_SET,     /* all answers to the item TEXT that can be seen from here */
};

struct result {
    enum result_kind kind;
    bool yes;
    double number;
    int32_t first, last;
    double clock; /* date: part of the day that is over; time: the same, alone */
    const char *text;
    const struct value *value; /* the answer it is, NULL if it was worked out */
};

/* Texts are borrowed; "" is empty. */
struct result result_nothing(void);
struct result result_boolean(bool yes);
struct result result_number(double number);
struct result result_text(const char *text);
struct result result_set(const char *name);
/* CLOCK is part of the day. The text of both is left to result_add(). */
struct result result_moment(int32_t day, double clock);

bool result_is_empty(const struct result *result); /* nothing, or no number */
bool result_truth(const struct result *result);
/* A number, or NaN. */
double result_as_number(const struct result *result);
/* First and last possible day of a date or of its text. */
bool result_date(const struct result *result, int32_t *first, int32_t *last);
/* A date as EDTF, or "2026-05-01T14:30". */
bool result_read_date(struct result *out, const char *text);
bool result_read_time(struct result *out, const char *text); /* "14:30", "14:30:15" */
void result_add(struct buf *out, const struct result *result);

bool result_equal(const struct result *a, const struct result *b);
/* KIND is one of the six comparisons, in result_calculate() of the five sums. */
bool result_compare(enum rule_node_kind kind, const struct result *a, const struct result *b);
struct result result_calculate(enum rule_node_kind kind, const struct result *left,
                               const struct result *right);

#endif
