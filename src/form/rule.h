/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expressions: a strict subset of ODK's, with its meaning. An empty value is
 * false in comparisons with < <= > >=; a sum with it is not a number, which is
 * equal to nothing; a value that is not relevant counts as empty and comes back
 * unchanged. Numbers are doubles and look as they do in ODK ("0.1", "1e+21").
 *
 * ${name} . 'text' "text" 12 1.5 true() false() = != < <= > >= and or not()
 * + - * div mod, selected(${x}, 'a') count-selected(${x}) if(c, a, b)
 * coalesce(a, b) contains starts-with string-length regex(a, 'pattern') today()
 * now() count(${x}) count-non-empty(${x}) sum(${x}) min(a, …) max(a, …) once(a)
 * position(..) concat answered(${x}) absent(${x}) age-in-years(a)
 *
 * ${x} in count, count-non-empty, sum, min and max is the answer in every row
 * that lies below the row (or the form) from which it is seen.
 *
 * Where ODK surprises, this does not; in brackets what says the same to ODK:
 * - a yes_no is true() or false(), and nothing while it is open: an open question
 *   is not a no [${q} alone: ${q} = 'yes'; ${q} = false(): ${q} = 'no'];
 * - free text beside choices counts as the choice 'other' [a choice of that name];
 * - partial dates compare at the coarser precision, what cannot be known is false,
 *   and two dates are equal as dates, not as texts [the same for whole dates];
 * - times of the day compare, too [decimal-time() around both];
 * - regex() is about the whole text ['^(?:pattern)$'];
 * - a division by zero is not a number [a div if(b = 0, '', b)];
 * - count(${repeat}) of a repeat that is not asked is 0.
 *
 * Limits: depth 32, 1,000 nodes.
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
/* The same for choice_filter: a bare name is an attribute of the choice, or its "name". */
bool rule_parse_filter(struct rule **out, struct arena *arena, const char *text, size_t length,
                       struct error *err) MUST_USE;
/* A rule that gives TEXT as it stands: "default: home" needs no quotes. */
struct rule *rule_literal(struct arena *arena, const char *text);
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
#define RULE_USE_COUNT 5
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
    /* Calls NOTE with the value (NULL: empty) in each row that NAME has below here; NULL: value. */
    void (*each)(void *self, const char *name,
                 void (*note)(void *list, const struct value *value), void *list);
    /* Of the choice that a filter looks at; NULL: it has none. May be NULL. */
    const char *(*attribute)(void *self, const char *name);
    const struct value *stored; /* what once() keeps; may be NULL */
    double clock;            /* of now(): part of TODAY that is over, 0 up to 1 */
};

bool rule_holds(const struct rule *rule, const struct rule_source *source);
/* The result as text ("" when empty). */
void rule_result(struct buf *out, const struct rule *rule, const struct rule_source *source);
/*
 * The result as an answer: a number as VALUE_INTEGER where it is whole and as VALUE_DECIMAL
 * else, a date as VALUE_DATE or VALUE_DATETIME, all else as VALUE_TEXT; an answer that it
 * only hands on as it is. OUT is initialised.
 */
void rule_value(struct value *out, const struct rule *rule, const struct rule_source *source);
/* What it comes to as a whole number of rows: rounded down, 0 when it is none. */
size_t rule_count(const struct rule *rule, const struct rule_source *source, size_t most);

#endif
