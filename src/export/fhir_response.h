/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the two files about answers share: fhir_response.c walks the form of an
 * interview, fhir_answer.c says what was answered to one item.
 */
#ifndef EXPORT_FHIR_RESPONSE_H
#define EXPORT_FHIR_RESPONSE_H

#include "export/fhir.h"
#include "export/questionnaire_writer.h"

struct fhir_response {
    struct fhir *fhir;
    const struct summary_interview *part;
    struct questionnaire questionnaire; /* of its form, for codings */
    const struct contact *contact;      /* of the whole; NULL: none */
    size_t *first, *next; /* entries by the index of their item; 1-based, 0: no more */
};

/* Whether the form lets the answer out of the house as data. */
bool fhir_is_masked(const struct item *item);
/* Into ITEM, an item of a QuestionnaireResponse: the answer of ENTRY, or why there is none. */
void fhir_put_answer(struct fhir_response *self, json_t *item, const struct summary_entry *entry);

#endif
