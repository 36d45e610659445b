/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text as YAML, in the way a person would write it, and so that every reader of
 * YAML 1.1 or 1.2 takes the same text from it.
 */
#ifndef FORM_YAML_TEXT_H
#define FORM_YAML_TEXT_H

#include "base/buf.h"

#include <stdbool.h>

/*
 * A word of the language or of the form: bare where no reader could take it for a
 * number, a date or a truth value, else in quotes. Fit for lists in brackets, too.
 */
void yaml_text_word(struct buf *out, const char *text);
/* A condition: bare where possible, on one line. */
void yaml_text_rule(struct buf *out, const char *text);
/*
 * What people read, behind a key whose line begins after INDENT spaces: in quotes,
 * as a folded block when the line would be long, as it stands when it has lines.
 */
void yaml_text_words(struct buf *out, const char *text, unsigned indent);
/* Always in quotes, with escapes. */
void yaml_text_quoted(struct buf *out, const char *text);

#endif
