/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is noted of the item in front besides its answer: follow-up questions
 * that were asked, words that were explained and said back. Each is sealed at
 * once, behind the answer that is being typed.
 */
#ifndef APP_MARKING_H
#define APP_MARKING_H

#include "app/desk.h"

/* What is marked now, or NULL. */
const struct mark *desk_mark(const struct desk *desk);
/* Seals AFTER as what is marked. In a finalised interview the reason given counts. */
bool desk_set_mark(struct desk *desk, const struct mark *after, struct error *err) MUST_USE;

/* By its place in the form, from 0. */
bool desk_probe_asked(const struct desk *desk, size_t index);
bool desk_ask_probe(struct desk *desk, size_t index, bool asked, struct error *err) MUST_USE;

/* The form's terms, those that occur in the question in front first; indices into
 * form->terms, form->term_count of them. Returns how many occur. OUT is the caller's to free(). */
size_t desk_terms(const struct desk *desk, size_t **out);
/* What is known of it here, or NULL. */
const struct mark_term *desk_term(const struct desk *desk, size_t index);
bool desk_explain_term(struct desk *desk, size_t index, bool explained,
                       struct error *err) MUST_USE;
/* BACK false: nobody said it back. */
bool desk_term_said_back(struct desk *desk, size_t index, bool back, enum answer_by by,
                         const char *relation, struct error *err) MUST_USE;

#endif
