/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A compiled pattern: a short program whose jumps are relative, so that a piece
 * of it can be moved and repeated by copying. Private to pattern.
 */
#ifndef FORM_PATTERN_PROGRAM_H
#define FORM_PATTERN_PROGRAM_H

#include "form/pattern.h"

#include <stdint.h>

#define PATTERN_MAX_STEPS  512
#define PATTERN_MAX_RANGES 512

enum step_kind { STEP_CHARACTER, STEP_ANY, STEP_CLASS, STEP_SPLIT, STEP_JUMP, STEP_MATCH };

/* CHARACTER: first is the code point. CLASS: ranges [first, second).
 * SPLIT: both ways, JUMP: the first, as distances from this step. */
struct step {
    enum step_kind kind;
    bool negated;
    int first, second;
};

struct range {
    uint32_t low, high;
};

struct pattern {
    const struct step *steps;
    const struct range *ranges;
    int step_count, range_count;
};

#endif
