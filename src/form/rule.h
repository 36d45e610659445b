/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expressions: a strict subset of ODK's, with its meaning. An empty value is
 * false in comparisons with < <= > >= and empty in arithmetic; a value that is
 * not relevant counts as empty and comes back unchanged.
 *
 * ${name} . 'text' "text" 12 1.5 true() false() = != < <= > >= and or not()
 * + - * div mod, selected(${x}, 'a') count-selected(${x}) if(c, a, b)
 * coalesce(a, b) contains starts-with string-length regex(a, 'pattern') today()
 * count(${x}) position(..) concat answered(${x}) absent(${x}) age-in-years(a)
 *
 * Where ODK surprises, this does not:
 * - nothing equals true() or false() but a yes or a no: an open question is not a no;
 * - a yes_no is also 'yes' or 'no';
 * - free text beside choices counts as the choice 'other';
 * - partial dates compare at the coarser precision, and what cannot be known is false;
 * - a result that is too large, or a division by zero, is empty.
 *
 * Limits: depth 32, 1,000 nodes, 64-bit integers checked for overflow; decimals
 * as in XPath where div gives them.
 */
#ifndef FORM_RULE_H
#define FORM_RULE_H

#include "base/arena.h"
#include "base/error.h"
#include "form/value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rule;

/* The error's column counts from the start of TEXT (1-based). Lives in ARENA. */
bool rule_parse(struct rule **out, struct arena *arena, const char *text, size_t length,
                struct error *err) MUST_USE;
const char *rule_text(const struct rule *rule);

/* Names in ${…}, with the column (1-based) of each; for lint and dependencies. */
size_t rule_reference_count(const struct rule *rule);
const char *rule_reference(const struct rule *rule, size_t index, unsigned *column);
/*
 * Calls NOTE for each comparison of a reference and each function that looks at
 * one: lint wants to know what a reference is held against. NAME is "." for the
 * own value; LITERAL is NULL when it is compared with no plain text. COLUMN is
 * that of the literal if there is one, else of the sign or function.
 */
enum rule_use { RULE_EQUALS, RULE_ORDER, RULE_SELECTED, RULE_COUNT_SELECTED, RULE_COUNT };
void rule_each_use(const struct rule *rule,
                   void (*note)(void *self, enum rule_use use, const char *name,
                                const char *literal, unsigned column),
                   void *self);

/* Where values come from. Every function may be called with unknown names. */
struct rule_source {
    /* NULL or empty: no value (or not relevant). */
    const struct value *(*value)(void *self, const char *name);
    /* Reason code why there is no answer ("declined"), or NULL. May be NULL. */
    const char *(*absent)(void *self, const char *name);
    /* Rows of a repeat. May be NULL. */
    size_t (*count)(void *self, const char *name);
    const struct value *own; /* "." in a constraint; may be NULL */
    int32_t today;           /* days since 1970-01-01 */
    size_t position;         /* 1-based row for position(..), 0 outside */
    void *self;
};

bool rule_holds(const struct rule *rule, const struct rule_source *source);
/* The result as text ("" when empty). */
void rule_result(struct buf *out, const struct rule *rule, const struct rule_source *source);

#endif
