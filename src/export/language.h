/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Languages that people in care speak: their names for the reader and the
 * direction of their usual script.
 */
#ifndef EXPORT_LANGUAGE_H
#define EXPORT_LANGUAGE_H

#include "base/buf.h"

#include <stdbool.h>

/*
 * Appends the name of CODE (BCP 47) in the language IN: "Arabic"; with further
 * subtags "Arabic (Morocco)"; the code itself when it is not in the table.
 */
void language_name(struct buf *out, const char *code, const char *in);
/* Whether the table has a name for it. */
bool language_is_known(const char *code);
/*
 * Appends CODE as markup has it, "ar-EG" for "ar_EG"; nothing, and false, where it is no tag of
 * BCP 47 that readers know: a private one, or words that somebody typed instead of a code.
 */
bool language_tag(struct buf *out, const char *code);
/* Written from right to left, by its script subtag or else by habit. */
bool language_is_right_to_left(const char *code);

size_t language_count(void);
const char *language_code_at(size_t index);

#endif
