/*
 * A text of a form in the language wanted, and the patient's own words in it.
 */
#ifndef FORM_TRANSLATION_H
#define FORM_TRANSLATION_H

#include "form/form.h"

/* "" if there is no text at all. FELL_BACK (may be NULL): another language was used. */
const char *wording_in(const struct form *form, const struct wording *wording,
                       const char *language, bool *fell_back);
bool wording_is_empty(const struct wording *wording);

/* Appends what ${NAME} stands for; false if nothing is known. */
typedef bool (*pipe_lookup)(void *self, const char *name, struct buf *out);

/*
 * Appends TEXT with each ${name} replaced: the words found, in the quotation
 * marks of LANGUAGE; else the fallback of that item, without marks; else its
 * label. LOOKUP may be NULL.
 */
void wording_pipe(struct buf *out, const struct form *form, const char *text,
                  const char *language, pipe_lookup lookup, void *self);

#endif
