/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * UTF-8 in one place: validity, width, graphemes, words, wrapping, folding,
 * and the only way in which text from outside may reach a terminal.
 *
 * Width is libc's wcwidth (what ncurses believes), one answer a grapheme: that of
 * its base. Offsets are bytes. (pointer, length) in that order; length never includes a NUL.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the code point at TEXT (0 at the end); invalid bytes give 1 and U+FFFD. */
size_t text_decode(const char *text, size_t length, uint32_t *code_point);
/* Appends the UTF-8 bytes of one code point. */
void text_encode(struct buf *out, uint32_t code_point);
/* Strict: no overlong forms, surrogates or values past U+10FFFF. */
bool text_valid(const char *text, size_t length, size_t *bad_offset);

/* Columns of text that went through text_display(); newline counts 0, tab 1. */
int text_width(const char *text, size_t length);

/*
 * Boundaries of graphemes, words and paragraphs. A grapheme is what fits a cell:
 * a code point with a width and those of no width that UAX 29 joins to it. (Its
 * larger clusters, such as a flag or a consonant with a spacing vowel sign, take
 * several cells on a terminal and are several graphemes here.) The next word ends
 * where a run of letters and digits ends, the previous one begins where it begins;
 * a paragraph begins after a newline. All are held inside 0 and LENGTH.
 */
size_t text_next(const char *text, size_t length, size_t at);
size_t text_prev(const char *text, size_t length, size_t at);
size_t text_next_word(const char *text, size_t length, size_t at);
size_t text_prev_word(const char *text, size_t length, size_t at);
size_t text_next_paragraph(const char *text, size_t length, size_t at);
size_t text_prev_paragraph(const char *text, size_t length, size_t at);

/*
 * Soft wrap, one line at a time: from FROM, gives the end of what is drawn and
 * returns where the next line starts (== length at the end). Breaks after
 * spaces and beside ideographs, inside a word only when it alone is wider than
 * COLUMNS. A newline ends the line and is skipped. Of a run of spaces at the
 * break, those that fit are drawn and the rest hang over. The drawn part is never
 * wider than COLUMNS unless a single grapheme is. Text that ends in a newline has
 * an empty last line after it: the caller sees it as text[length - 1] == '\n'.
 */
size_t text_wrap(const char *text, size_t length, size_t from, int columns, size_t *end);

/* Appends as much as fits, with "…" (or "~" if ASCII) when cut. Returns columns. */
int text_fit(struct buf *out, const char *text, size_t length, int columns, bool ascii);

enum text_display_flags {
    TEXT_ONE_LINE = 1, /* newlines become a space (tabs always do) */
    TEXT_ASCII = 2,    /* what is not ASCII becomes '?': for --ascii chrome, never answers */
};
/*
 * The display form: controls, escapes, bidi overrides, zero-width and private
 * code points become visible marks like <U+202E>, invalid bytes like <0xFF>; so do
 * combining marks after the fourth on a base. A mark without a base gets a dotted
 * circle. A joiner stays between letters of scripts that need it (Persian, Hindi);
 * joiners and variation selectors of emoji are left out, as terminals disagree on
 * them. Clinical text is stored as typed; this is for eyes. Returns whether
 * anything but a tab or newline had to be changed. Applied to its own result it
 * changes nothing.
 */
bool text_display(struct buf *out, const char *text, size_t length, unsigned flags);
/* What a typewriter has for quotation marks, dashes and dots, one sign each; any
 * other code point as it is. For --ascii: wording of forms and of the program. */
uint32_t text_typewriter(uint32_t code_point);
/* Whether a code point may be typed or pasted into an answer (\n and \t may). */
bool text_acceptable(uint32_t code_point);

/* Composed form, so that a passphrase or a name is the same however it was typed. */
void text_compose(struct buf *out, const char *text, size_t length);
/* For finding: case folded, accents removed, white space squeezed. */
void text_fold(struct buf *out, const char *text, size_t length);
/* Like strcmp after folding; ties by bytes, so that the order is total. */
int text_compare(const char *a, const char *b);
/* Whether the folded WORDS (separated by spaces) all occur in the folded text. */
bool text_matches(const char *folded_text, const char *folded_words);

/* "Did you mean": the nearest of COUNT words by edit distance (at most 2), or NULL. */
const char *text_nearest(const char *word, const char *const *words, size_t count);

/* UTF-16, UTF-32 or Latin-1 are never guessed: text is UTF-8 or refused. */

#endif
