/*
 * Expressions: a strict subset of ODK's, with its meaning (forms.md 5.5): an
 * empty value is false in comparisons with < <= > >=, empty in arithmetic; a
 * value that is not relevant counts as empty and comes back unchanged.
 *
 * ${name} . 'text' 12 true() false() = != < <= > >= and or not() + - * div mod
 * selected(${x}, 'a') count-selected(${x}) if(c, a, b) coalesce(a, b)
 * contains starts-with string-length regex today() count(${x}) position(..)
 * concat answered(${x}) absent(${x}) age-in-years(${x})
 *
 * Limits: depth 32, 1,000 nodes, 64-bit integers checked for overflow; decimals
 * as in XPath where div gives them.
 */
#ifndef FORM_RULE_H
#define FORM_RULE_H

#include "base/arena.h"
#include "base/error.h"
#include "form/value.h"

struct rule;

/* The error's column counts from the start of TEXT (1-based). Lives in ARENA. */
bool rule_parse(struct rule **out, struct arena *arena, const char *text, size_t length,
                struct error *err) MUST_USE;
const char *rule_text(const struct rule *rule);

/* Names in ${…}, with the column (1-based) of each; for lint and dependencies. */
size_t rule_reference_count(const struct rule *rule);
const char *rule_reference(const struct rule *rule, size_t index, unsigned *column);
/* Calls NOTE for each `${name} = 'x'` or `!=` and each selected(${name},'x'):
 * lint wants to know what a reference is compared with. */
enum rule_use { RULE_EQUALS, RULE_SELECTED, RULE_ORDER };
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
