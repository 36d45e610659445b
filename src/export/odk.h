/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a form is in the terms of ODK, whether it is written as an XForm or as
 * an XLSForm: one condition on an answer out of several keys, lists of choices
 * with a choice for free words, places that stand beside an item, and what ODK
 * has no word for.
 */
#ifndef EXPORT_ODK_H
#define EXPORT_ODK_H

#include "export/loss.h"
#include "export/xpath.h"

/* "other", "unit" or "count" of ITEM: a name beside it that no item has. */
void odk_beside(struct buf *out, const struct form *form, const struct item *item,
                const char *what);
bool odk_has_units(const struct item *item); /* more than one to choose from */
bool odk_is_note(const struct item *item);   /* shown, never answered */
bool odk_is_select(const struct item *item); /* one, several, rank: it has a list */
/* A number that is whole: its limits and its steps, too. */
bool odk_is_whole(const struct item *item);

/* Conditions on the answer, joined with "and"; "" when there is none. */
bool odk_constraint(struct buf *out, const struct xpath_view *view, struct error *err) MUST_USE;
/* When it has to be answered: "" never, "true()" always. */
bool odk_required(struct buf *out, const struct xpath_view *view, struct error *err) MUST_USE;
/* How many rows a repeat with repeat_count has. */
bool odk_count(struct buf *out, const struct xpath_view *view, struct error *err) MUST_USE;
/* A default that is the same for ever, as ODK stores it; false: it has to be worked out. */
bool odk_default(struct buf *out, const struct item *item);

/* TEXT in LANGUAGE (index), else in the form's own; "" when there is none. */
const char *odk_text(const struct form *form, const struct wording *wording, size_t language);
/* Labels that Verhaal has of its own. */
const char *odk_word(const struct form *form, size_t language, const char *word);

/* One list: of the form, of an item alone, of units, or yes and no. */
struct odk_list {
    const struct choice_list *choices; /* NULL: of another kind */
    const struct item *item;           /* whose free words or units it has; NULL */
    bool units;
};
/* Its name, unique among the lists. */
void odk_list_name(struct buf *out, const struct form *form, const struct odk_list *list);
/* The list of ITEM; false if it takes none. Yes and no are a list with nothing in it. */
bool odk_list_of(struct odk_list *out, const struct form *form, const struct item *item);
/* Calls NOTE once for each list that is used. */
void odk_each_list(const struct form *form, void (*note)(void *self, const struct odk_list *list),
                   void *self);
/* Choices of LIST in order: false after the last. LABEL in LANGUAGE. */
struct odk_choice {
    const char *name, *label;
    const struct choice *choice; /* NULL: free words, unit, yes or no */
};
bool odk_choice_at(struct odk_choice *out, const struct form *form, const struct odk_list *list,
                   size_t index, size_t language);
/* Names of attributes that any choice of LIST has, one after the other; NULL after the last. */
const char *odk_attribute_at(const struct odk_list *list, size_t index);
const char *odk_attribute(const struct choice *choice, const char *name); /* "" when it has none */

/* What neither format can carry. */
void odk_losses(struct losses *losses, const struct form *form);

#endif
