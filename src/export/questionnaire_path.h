/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expressions of a form as FHIRPath over a QuestionnaireResponse.
 *
 * An expression here is yes or no, one of FHIRPath may be empty as well, and empty
 * eats up what stands beside it; so wherever that would differ, emptiness is asked
 * for in so many words. Answers in the same row are found by the variable of the
 * repeat, %row7 with the place of the repeat in the form: names of variables know no
 * underscore. The writer defines it at the repeat.
 */
#ifndef EXPORT_QUESTIONNAIRE_PATH_H
#define EXPORT_QUESTIONNAIRE_PATH_H

#include "base/buf.h"
#include "form/form.h"

enum path_kind {
    PATH_BOOLEAN,
    PATH_NUMBER,
    PATH_TEXT,
    PATH_CODE,  /* of select_one */
    PATH_CODES, /* of select_multiple and rank */
    PATH_DATE,  /* perhaps partial */
    PATH_TIME,  /* and moments */
    PATH_ROWS,
    PATH_REASON, /* why there is no answer */
};

/*
 * Appends RULE of ITEM (NULL: of the form). WANTED PATH_BOOLEAN makes a condition
 * of it, in which empty is no; else the kind of the result is in KIND (may be
 * NULL). False: FHIRPath has no words for it, and nothing is appended.
 */
bool questionnaire_path(struct buf *out, const struct form *form, const struct item *item,
                        const struct rule *rule, bool condition, enum path_kind *kind);
/* A constraint over its item, held while there is no answer. */
bool questionnaire_path_constraint(struct buf *out, const struct form *form,
                                   const struct item *item, const struct rule *rule);
/* Whether CHOICE is offered, by the filter of its item. */
bool questionnaire_path_filter(struct buf *out, const struct form *form, const struct item *item,
                               const struct choice *choice);
/* Whether BOTH stand in the same row when FROM asks for TO, or TO is in no repeat. */
bool questionnaire_path_single(const struct item *from, const struct item *to);
/* A literal of FHIRPath, in quotation marks. */
void questionnaire_path_quote(struct buf *out, const char *text);

#endif
