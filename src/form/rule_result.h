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
    RESULT_INTEGER,
    RESULT_DECIMAL,
    RESULT_TEXT,
    RESULT_DATE,    /* first to last possible day */
    RESULT_UNCLEAR, /* a date in words that were not understood: there, but unknown */
};

struct result {
    enum result_kind kind;
    int64_t integer;
    double decimal;
    int32_t first, last;
    const char *text;
    const struct value *value; /* where it came from, for selected() */
};

/* TEXT "" is empty and a decimal that is too large is, too. Texts are borrowed. */
struct result result_nothing(void);
struct result result_boolean(bool yes);
struct result result_integer(int64_t integer);
struct result result_decimal(double decimal);
struct result result_text(const char *text);

bool result_truth(const struct result *result);
/* First and last possible day of a date, of EDTF text, or of a number of days. */
bool result_date(const struct result *result, int32_t *first, int32_t *last);
bool result_bounds(const char *edtf, int32_t *first, int32_t *last);
void result_add(struct buf *out, const struct result *result);

bool result_equal(const struct result *a, const struct result *b);
/* OPERATOR is one of the six comparisons, in result_calculate() of the five sums. */
bool result_compare(enum rule_node_kind kind, const struct result *a, const struct result *b);
struct result result_calculate(enum rule_node_kind kind, const struct result *left,
                               const struct result *right);

#endif
