/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of the exports share: texts that try to be markup, random
 * texts in several scripts, comparison with golden files.
 */
#ifndef TESTS_EXPORT_CASES_H
#define TESTS_EXPORT_CASES_H

#include "base/buf.h"
#include "export/document.h"

#include <stdbool.h>
#include <stdint.h>

size_t cases_hostile_count(void);
const char *cases_hostile(size_t index);

/* Repeatable: the same seed gives the same texts. */
struct cases_random {
    uint64_t state;
};
uint32_t cases_number(struct cases_random *random, uint32_t below);
/* Words of several scripts, signs of markup, blanks, line ends; no controls. */
void cases_text(struct buf *out, struct cases_random *random, size_t atoms);
/* COUNT different words. */
void cases_long_answer(struct buf *out, size_t count);

/* A document with TEXT in every field that a record can fill. */
struct document *cases_document(const char *text, bool verbatim);

/*
 * Whether every word (run without white space) of TEXT is in HAYSTACK, in order
 * and without overlap. White space in HAYSTACK may stand anywhere between words.
 */
bool cases_holds_words(const char *haystack, const char *text);

size_t cases_count(const char *haystack, const char *needle);
/* TEXT without its white space; with DISPLAY as a terminal shows it. free() it. */
char *cases_squeezed(const char *text, bool display);
/* What a renderer shows of Markdown as this program writes it. */
void cases_read_markdown(struct buf *out, const char *markdown);
/* The text of a page; \1 stands for a tag. False if there is a foreign element. */
bool cases_read_html(struct buf *out, const char *html);

/* Fails the test unless OUT is the file tests/golden/NAME; with
 * VERHAAL_UPDATE_GOLDEN set it writes that file instead. */
void cases_assert_golden(const struct buf *out, const char *name);

#endif
