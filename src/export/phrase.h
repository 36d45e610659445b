/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sentences of the summary, each in its language: who said it and how, why
 * there is no answer, what was asked. All append to OUT.
 */
#ifndef EXPORT_PHRASE_H
#define EXPORT_PHRASE_H

#include "export/summary_parts.h"

/* "12", "12b.2" for a row; "" when no item around it has a number. */
void phrase_number(struct buf *out, const struct summary *summary,
                   const struct summary_entry *entry);
/* The number, else the name of the question in quotation marks. */
void phrase_reference(struct buf *out, const struct summary *summary,
                      const struct summary_entry *entry);
/* What was asked, with the patient's words in it; the item's name without a form. */
void phrase_question(struct buf *out, const struct summary *summary,
                     const struct summary_entry *entry);
/* What a row is about; "" outside repeats. */
void phrase_row(struct buf *out, const struct summary *summary, const struct summary_entry *entry);
/* Words of a person, not only a number or a ticked box. */
bool phrase_has_words(const struct answer *answer);
/* Nothing but words: what quotation marks may stand around. */
bool phrase_is_only_words(const struct answer *answer);
/* The value for people, and behind it what was said with a number, a date or a choice. */
void phrase_value(struct buf *out, const struct summary *summary,
                  const struct summary_entry *entry);
/* "mother (informant)" */
void phrase_who(struct buf *out, const struct summary *summary, const struct answer *answer);
/* "the patient, word for word, in Arabic, with an interpreter present" */
void phrase_attribution(struct buf *out, const struct summary *summary,
                        const struct summary_entry *entry);
/* "Declined"; for states without an answer. */
const char *phrase_state(enum answer_state state, const char *language);
/* "anna, 3 March 2026, 14:05: the patient corrected it" of an edit after finalising. */
void phrase_amendment(struct buf *out, const struct summary *summary, const struct edit *edit);
/* "Mrs Haddad, professional, by telephone" */
void phrase_interpreter(struct buf *out, const struct contact *contact, const char *language);
/* The form's title, or its id when the form is not there. */
void phrase_form(struct buf *out, const struct summary *summary,
                 const struct summary_interview *interview);

/* The language of the words of an answer: its own, else the contact's, else "". */
const char *phrase_language(const struct summary_entry *entry);

#endif
