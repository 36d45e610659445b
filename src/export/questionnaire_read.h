/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A FHIR R4 Questionnaire as a form.
 *
 * What this program wrote comes back as an equal form. What others wrote becomes a
 * draft that says where it comes from; what has no place in a form is a loss, with
 * the path in the file, and is kept in x_fhir where it does no harm there.
 */
#ifndef EXPORT_QUESTIONNAIRE_READ_H
#define EXPORT_QUESTIONNAIRE_READ_H

#include "export/loss.h"

#define QUESTIONNAIRE_MAX_BYTES ((size_t)4 << 20)

/*
 * Appends the text of a form file to OUT. FILE is for messages. The error names the
 * path: "E606 item[3].enableWhen[0].question: …". What is appended is read and
 * checked by the program's own reader without an error; OUT stays as it is if not.
 */
bool questionnaire_read(struct buf *out, const char *json, size_t length, const char *file,
                        struct losses *losses, struct error *err) MUST_USE;
/* The same; LANGUAGE (may be NULL) is that of a file that does not say its own. */
bool questionnaire_read_in(struct buf *out, const char *json, size_t length, const char *file,
                           const char *language, struct losses *losses,
                           struct error *err) MUST_USE;

#endif
