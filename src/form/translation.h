/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text of a form in the language wanted, and the patient's own words in it.
 */
#ifndef FORM_TRANSLATION_H
#define FORM_TRANSLATION_H

#include "form/form.h"

/* "" if there is no text at all. FELL_BACK (may be NULL): another language was used. */
const char *wording_in(const struct form *form, const struct wording *wording, const char *language,
                       bool *fell_back);
/* SHORTER for a list, WORDING itself where the form has none. */
const struct wording *wording_shorter(const struct wording *wording, const struct wording *shorter);
bool wording_is_empty(const struct wording *wording);

/*
 * Calls NOTE for every text of the form that people read, in the order of the
 * file: KEY is that of the file ("label", "probes", "choices"), ITEM is NULL
 * for those of the form, its terms and its named lists.
 */
typedef void (*wording_note)(void *self, const struct item *item, const char *key,
                             const struct wording *wording);
void wording_each(const struct form *form, wording_note note, void *self);

/* Where the next ${name} of TEXT starts, or NULL. NAME is inside TEXT. */
const char *wording_next_name(const char *text, const char **name, size_t *length);

/* Appends what ${NAME} stands for; false if nothing is known. */
typedef bool (*pipe_lookup)(void *self, const char *name, struct buf *out);

/*
 * Appends TEXT with each ${name} replaced: the words found, in the quotation
 * marks of LANGUAGE; else the fallback of that item, without marks; else its
 * label as it stands. LOOKUP may be NULL.
 */
void wording_pipe(struct buf *out, const struct form *form, const char *text, const char *language,
                  pipe_lookup lookup, void *self);

#endif
