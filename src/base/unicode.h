/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the Unicode tables say of one code point. For the text_*.c files only;
 * everybody else asks base/text.h.
 */
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Columns: wcwidth() where the locale knows the code point, else the Unicode tables. */
int unicode_width(uint32_t code_point);
/* Whether no grapheme boundary lies between two code points. */
bool unicode_joins(uint32_t before, uint32_t after);

/* Letter, mark, digit or underscore: what words are made of. */
bool unicode_in_word(uint32_t code_point);
bool unicode_is_space(uint32_t code_point);
bool unicode_is_mark(uint32_t code_point);
/* Control, format, private, unassigned, line or paragraph separator. */
bool unicode_is_hidden(uint32_t code_point);
/* Letter or mark of a script in which U+200C and U+200D change the letters' shapes. */
bool unicode_takes_joiner(uint32_t code_point);

/* For finding: decomposed, case folded, without accents. Returns how many (may be 0). */
#define UNICODE_FOLD_MAX 32
size_t unicode_fold(uint32_t out[UNICODE_FOLD_MAX], uint32_t code_point);
/* Appends valid UTF-8 text in composed form (NFC). */
void unicode_compose(struct buf *out, const char *text, size_t length);

#endif
