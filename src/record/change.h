/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Edits ready made: each of these fills OUT with the edit that turns the state
 * of RECORD into what the caller wants. Nothing is applied or stored here.
 */
#ifndef RECORD_CHANGE_H
#define RECORD_CHANGE_H

#include "record/record.h"

/* Who does it, in which world, in which contact (id or ""). */
struct change_context {
    const struct world *world;
    const char *author;
    const char *contact;
};

void change_patient(struct edit *out, const struct record *record, const struct patient *after,
                    const struct change_context *context);
/* AFTER->id "" makes a new contact with a fresh id; no time or date: now and today. */
void change_contact(struct edit *out, const struct record *record, const struct contact *after,
                    const struct change_context *context);
/* Begins an interview; its id is in OUT->interview. */
void change_begin(struct edit *out, const char *form_id, const char *version, const char *digest,
                  const struct change_context *context);
/* OUT, an edit that begins or changes an interview, says that it is asked with FORM. */
void change_asked_with(struct edit *out, const struct form *form);
void change_finalise(struct edit *out, const struct interview *interview,
                     const struct change_context *context);
/* False if the answer is the same as what is there: then there is nothing to store. */
bool change_answer(struct edit *out, const struct interview *interview, const char *item,
                   const char *row, const struct answer *after, const char *reason,
                   const struct change_context *context);
/* In a finalised interview the caller sets OUT->reason for these two. */
void change_add_row(struct edit *out, const struct interview *interview, const char *repeat,
                    const char *parent, const struct change_context *context);
void change_remove_row(struct edit *out, const struct interview *interview, const char *row,
                       const struct change_context *context);

/* Of a copy OUT is initialised. Texts are replaced with field_set() (record/fields.h). */
void patient_init(struct patient *patient);
void patient_finish(struct patient *patient);
void patient_copy(struct patient *out, const struct patient *from);
/* Sets birth and its meaning together. */
void patient_set_birth(struct patient *patient, const char *words);
void contact_init(struct contact *contact);
void contact_finish(struct contact *contact);
void contact_copy(struct contact *out, const struct contact *from);

#endif
