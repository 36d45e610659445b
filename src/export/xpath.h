/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rules of a form in the words of XForms. The names are the same; what differs
 * is what an open yes_no, a sum with something empty or a division by zero come
 * to, and that is said here in a way that ODK reads as it was meant.
 */
#ifndef EXPORT_XPATH_H
#define EXPORT_XPATH_H

#include "base/buf.h"
#include "form/form.h"

enum xpath_style {
    XPATH_PATHS, /* /data/group/name, ../name: an XForm */
    XPATH_NAMES, /* ${name}: an XLSForm */
};

/* From where a rule looks. */
struct xpath_view {
    const struct form *form;
    const struct item *item; /* NULL: the form as a whole */
    enum xpath_style style;
    bool predicate;           /* inside [ ] of a list of choices */
    unsigned depth;           /* of rules inside rules; 0 to begin with */
    const struct item *owner; /* whose rule it is, when not of ITEM; else NULL */
};

/* RULE as a condition, or as a value. ERR when the format has no words for it. */
bool xpath_condition(struct buf *out, const struct rule *rule, const struct xpath_view *view,
                     struct error *err) MUST_USE;
bool xpath_value(struct buf *out, const struct rule *rule, const struct xpath_view *view,
                 struct error *err) MUST_USE;

/* Whether RULE asks why an answer is missing, which ODK does not know. */
bool xpath_loses(const struct rule *rule);
/* How VIEW calls ITEM. */
void xpath_reference(struct buf *out, const struct xpath_view *view, const struct item *item);
/* "/data/group/name" */
void xpath_path(struct buf *out, const struct item *item);
/* TEXT in quotes; where it has both kinds, put together with concat(). */
void xpath_literal(struct buf *out, const char *text);

#endif
