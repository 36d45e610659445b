/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of a text that say what it is about: folded, without those that every
 * sentence has, in English and in Dutch. For suggestions: what belongs together is
 * guessed here and decided by the clinician.
 */
#ifndef APP_WORDS_H
#define APP_WORDS_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct words {
    char **list; /* each once, in the order of the text */
    size_t count, capacity;
};

#define WORDS_INIT {NULL, 0, 0}
#define WORDS_MOST 400 /* of one text; a long story is about what it begins with */

void words_finish(struct words *words);
/* Adds the words of TEXT that are not there yet. */
void words_add(struct words *words, const char *text, size_t length);
/* The same word or a form of it: sleep and sleeping, brother and brothers. */
bool words_alike(const char *a, const char *b);
bool words_have(const struct words *words, const char *word);
/* How many words of A have one like them in B. */
size_t words_common(const struct words *a, const struct words *b);

#endif
