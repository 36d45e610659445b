/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the writer share: questionnaire.c (the top), _item.c (items),
 * _choice.c (options), _when.c and _logic.c (conditions and constraints), _loss.c (what clients
 * do without) and _part.c (extensions, texts, codings).
 */
#ifndef EXPORT_QUESTIONNAIRE_WRITER_H
#define EXPORT_QUESTIONNAIRE_WRITER_H

#include "base/json.h"
#include "export/loss.h"
#include "export/questionnaire_key.h"

#include <stdint.h>

struct questionnaire {
    const struct form *form;
    size_t language; /* of the plain strings */
    struct losses *losses;
};

/* ---- questionnaire_part.c ---- */

/* What FHIR's pattern of strings does not take: white space beyond ASCII. */
bool questionnaire_is_foreign_space(uint32_t c);
/* Sets a string; white space that FHIR's strings must not have becomes a plain space. */
void questionnaire_put(json_t *object, const char *member, const char *text);
/* The text in the language of the file, the others beside it. Nothing when empty. */
void questionnaire_put_wording(const struct questionnaire *self, json_t *object,
                               const char *member, const struct wording *wording);
/* A new extension at the end of those of ELEMENT; borrowed. */
json_t *questionnaire_extend(json_t *element, const char *url);
void questionnaire_extend_text(json_t *element, const char *url, const char *member,
                               const char *text);
void questionnaire_extend_flag(json_t *element, const char *url);
void questionnaire_extend_number(json_t *element, const char *url, double number);
void questionnaire_extend_integer(json_t *element, const char *url, int64_t integer);
void questionnaire_extend_wording(const struct questionnaire *self, json_t *element,
                                  const char *url, const struct wording *wording);
/* {language: text/fhirpath, expression}; NAME may be NULL. */
void questionnaire_extend_path(json_t *element, const char *url, const char *name,
                               const char *path);
/* Marks the extension that was added last: another key says it as well. */
void questionnaire_mark_derived(json_t *element);
/* The rows of the table that have a field, for a form, an item or a choice. */
void questionnaire_put_fields(const struct questionnaire *self, json_t *element,
                              enum questionnaire_place place, const void *from);
/* Digits as JSON has them; whole numbers without a point. */
json_t *questionnaire_number(double number);
/* "loinc:54588-9": false when the system is not known. CODE is inside TEXT. */
bool questionnaire_code(const char *text, const char **system, const char **code);

/* ---- questionnaire_choice.c ---- */

/* The code that stands in answers for the choice NAME of ITEM; NAME when there is none. */
const char *questionnaire_code_of(const struct item *item, const char *name);
json_t *questionnaire_coding(const struct questionnaire *self, const struct choice_list *list,
                             const struct choice *choice);
/* An element of answerOption. */
json_t *questionnaire_option(const struct questionnaire *self, const struct choice_list *list,
                             const struct choice *choice);
/* All options of ITEM; what is chosen by itself is in DEFAULTS, codes with spaces between. */
void questionnaire_put_options(const struct questionnaire *self, json_t *json,
                               const struct item *item, const char *defaults);

/* ---- questionnaire_when.c ---- */

/* enableWhen for the condition of ITEM, which has one; false when it needs an expression. */
bool questionnaire_put_when(const struct questionnaire *self, json_t *json,
                            const struct item *item);

/* ---- questionnaire_logic.c ---- */

void questionnaire_put_logic(const struct questionnaire *self, json_t *json,
                             const struct item *item);

/* ---- questionnaire_item.c ---- */

void questionnaire_put_items(const struct questionnaire *self, json_t *parent,
                             struct item *const *items, size_t count);
/* The type of an answer in FHIR: "integer", "text", "display". */
const char *questionnaire_type(const struct form *form, const struct item *item);

/* ---- questionnaire_loss.c ---- */

void questionnaire_tell_losses(const struct questionnaire *self);

#endif
