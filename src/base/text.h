/*
 * UTF-8 in one place: validity, width, graphemes, words, wrapping, folding,
 * and the only way in which text from outside may reach a terminal.
 *
 * Width is libc's wcwidth (what ncurses believes), one answer a grapheme.
 * Offsets are bytes. (pointer, length) in that order; length never includes a NUL.
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

/* Columns of text that went through text_display(); newline counts 0. */
int text_width(const char *text, size_t length);

/* Boundaries of graphemes (UAX 29 as utf8proc has it), words and paragraphs. */
size_t text_next(const char *text, size_t length, size_t at);
size_t text_prev(const char *text, size_t length, size_t at);
size_t text_next_word(const char *text, size_t length, size_t at);
size_t text_prev_word(const char *text, size_t length, size_t at);
size_t text_next_paragraph(const char *text, size_t length, size_t at);
size_t text_prev_paragraph(const char *text, size_t length, size_t at);

/*
 * Soft wrap, one line at a time: from FROM, gives the end of what is drawn and
 * returns where the next line starts (== length at the end). Breaks after
 * spaces, inside a word only when it alone is wider than COLUMNS. A newline
 * ends the line and is skipped. A run of spaces at the break hangs over.
 */
size_t text_wrap(const char *text, size_t length, size_t from, int columns, size_t *end);

/* Appends as much as fits, with "…" (or "~" if ASCII) when cut. Returns columns. */
int text_fit(struct buf *out, const char *text, size_t length, int columns, bool ascii);

enum text_display_flags {
    TEXT_ONE_LINE = 1, /* newlines and tabs become a space */
    TEXT_ASCII = 2,    /* everything outside ASCII becomes '?' : only for --ascii chrome, never answers */
};
/*
 * The display form: controls, escapes, bidi overrides, zero-width and private
 * code points, invalid bytes become visible <U+202E> marks; at most four
 * combining marks a base. Clinical text is stored as typed; this is for eyes.
 * Returns whether anything had to be changed.
 */
bool text_display(struct buf *out, const char *text, size_t length, unsigned flags);
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
