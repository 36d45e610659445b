/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From what was typed or stands in an answers file to a value, and back to
 * words for people. Nothing typed is ever thrown away here: what does not fit
 * is an error with the reason, and the text stays with the caller.
 */
#ifndef FORM_ENTRY_H
#define FORM_ENTRY_H

#include "form/form.h"

/*
 * Reads what a person typed as an answer to ITEM: a number, yes/no/ja/nee,
 * choice names, labels or numbers ("1, 3"; of a rank in their order), a date in
 * words, "12,5" and "12.5", "12,5 kg", "14:30" and "2 pm", or free text.
 * Empty text gives an empty value. Free text keeps every byte. When it is
 * refused, OUT is as it was.
 *
 * Numbers count the choices that are offered, so not the retired ones, which
 * only their name still finds. Words that are no choice become the free text
 * of an item with other; a number is never that.
 */
bool entry_parse(struct value *out, const struct form *form, const struct item *item,
                 const char *text, size_t length, struct error *err) MUST_USE;

/*
 * Whether VALUE may be an answer to ITEM: type, codes, exclusive choices, min,
 * max, max_length, constraint. SOURCE may be NULL (then no constraint); its own
 * value is set here. With severity warning it returns true, sets WARNING (may
 * be NULL) and leaves the words in ERR. An empty value always may.
 */
bool entry_check(const struct form *form, const struct item *item, const struct value *value,
                 const struct rule_source *source, const char *language, bool *warning,
                 struct error *err) MUST_USE;

/* Puts the codes of a value into the order of the form; unknown ones come last. */
void entry_order(const struct item *item, struct value *value);

/* For people: labels of choices, "yes", the words of a date with its meaning. */
void entry_display(struct buf *out, const struct form *form, const struct item *item,
                   const struct value *value, const char *language);

/* The words for a unit, or its code. */
const char *entry_unit(const struct form *form, const struct item *item, const char *code,
                       const char *language);

#endif
