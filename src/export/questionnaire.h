/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form as a FHIR R4 Questionnaire. What FHIR has a place for stands there;
 * all else stands in extensions of our own (export/questionnaire_key.h), so that
 * reading it back gives an equal form.
 */
#ifndef EXPORT_QUESTIONNAIRE_H
#define EXPORT_QUESTIONNAIRE_H

#include "base/json.h"
#include "export/loss.h"

bool questionnaire_write(struct buf *out, const struct form *form, const char *language,
                         struct losses *losses, struct error *err) MUST_USE;

/* The same as a value; LANGUAGE is the index of that of the plain strings. */
json_t *questionnaire_json(const struct form *form, size_t language, struct losses *losses);

/* The canonical of a form: its url, else "urn:uuid:…" made from FORM_ID alone. */
void questionnaire_url(struct buf *out, const char *form_id, const char *url);

#endif
