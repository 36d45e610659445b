/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The values of the second evaluator of conditions. Private to naive_rule.c.
 */
#ifndef TESTS_FUZZ_NAIVE_PART_H
#define TESTS_FUZZ_NAIVE_PART_H

#include "base/arena.h"
#include "form/value.h"

/* What a part is. An answer remembers what it was answered to. */
enum naive_kind {
    NAIVE_NOTHING,
    NAIVE_TRUTH,
    NAIVE_NUMBER,
    NAIVE_WORDS,
    NAIVE_DAY,
    NAIVE_HOUR,
    NAIVE_RIDDLE,
};

struct naive_part {
    enum naive_kind kind;
    double number;       /* truth: 0 or 1; number; day and hour: as a number, NaN if unsure */
    int32_t from, until; /* day */
    const char *words;   /* as a text */
    const struct value *answer;
    const char *name; /* it is ${name} and nothing else, "." for the own answer; NULL */
};

const char *naive_keep(struct arena *arena, const char *text);
struct naive_part naive_nothing(void);
struct naive_part naive_number(struct arena *arena, double value);
struct naive_part naive_truth(bool yes);
struct naive_part naive_words(const char *text);
struct naive_part naive_answer(struct arena *arena, const struct value *value);

double naive_as_number(const struct naive_part *part);
bool naive_holds(const struct naive_part *part);
bool naive_is_empty(const struct naive_part *part);
/* PART as a day, if it can be one. */
bool naive_dated(struct naive_part *out, const struct naive_part *part);
/* -1, 0, 1, or 2 where it cannot be known. */
int naive_order(const struct naive_part *a, const struct naive_part *b);
bool naive_same(const struct naive_part *a, const struct naive_part *b);

#endif
