/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A second evaluator of conditions, to hold the first against: it reads the
 * text and works it out in one recursion, has no tree, and borrows nothing from
 * the other but the dates and patterns below both.
 */
#ifndef TESTS_FUZZ_NAIVE_RULE_H
#define TESTS_FUZZ_NAIVE_RULE_H

#include "form/rule.h"

/* TEXT is one that rule_parse() takes (FILTER: rule_parse_filter()); RESULT is initialised. */
void naive_rule(struct buf *result, bool *holds, const char *text, bool filter,
                const struct rule_source *source);

#endif
