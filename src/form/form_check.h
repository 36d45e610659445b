/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lint in three parts: form_check.c (items and lists), form_check_rule.c
 * (conditions) and form_check_text.c (texts and languages).
 */
#ifndef FORM_FORM_CHECK_H
#define FORM_FORM_CHECK_H

#include "form/form.h"
#include "form/position.h"

/* Where something is said, and by which item (NULL: the form). */
struct check_place {
    const struct form *form;
    struct report *report;
    const struct item *item;
    struct position position;
};

/*
 * The item that ${NAME} means in ITEM (NULL: in a text of the form), if it has
 * an answer that can be seen from there. NULL otherwise: then check_reference()
 * says why.
 */
const struct item *check_reach(const struct form *form, const struct item *item, const char *name);
void check_reference(const struct check_place *place, const char *name);
/* Says what is wrong with ${NAME} where a function looks at all rows; COUNTED: at the rows only. */
void check_set(const struct check_place *place, const char *name, bool counted);
/* ". Did you mean ${x} (line 31)?" or "". */
const char *check_nearest(const struct check_place *place, char out[160], const char *name);

/*
 * The column of what contradicts the rest of RULE, a condition of ITEM, so that it
 * can never hold; 0: nothing does.
 */
unsigned check_contrary(const struct form *form, const struct item *item, const struct rule *rule);

void check_rules(const struct form *form, struct report *report);
void check_defaults(const struct form *form, struct report *report);
void check_cycles(const struct form *form, struct report *report);
void check_texts(const struct form *form, struct report *report);

#endif
