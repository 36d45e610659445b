/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One interview that never took place: what is said to each of the sixteen
 * numbered questions, in several scripts, one answer of two thousand words, and
 * how to find all of it again in a summary. Every front end is given the same.
 */
#ifndef JOURNEYS_STORY_H
#define JOURNEYS_STORY_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct story_answer {
    const char *number; /* as the form numbers it: "1" to "16" */
    const char *item;
    const char *text; /* NULL: the long one, story_text() makes it */
};

#define STORY_WORDS 2000 /* of the long answer */

size_t story_count(void);
const struct story_answer *story_at(size_t index);
/* Appends the answer to a question. Lines end with a newline; none is empty. */
void story_text(struct buf *out, size_t index);

/* What the informant says, in which language: her words stand under her name. */
extern const char story_informant[];
#define STORY_INFORMANT_ITEM "others_causes"

/*
 * Whether every answer stands in MARKDOWN word for word, each with ATTRIBUTION
 * behind it (the informant's with her own). MISSING says what does not.
 */
bool story_is_told(const char *markdown, size_t length, const char *attribution,
                   struct buf *missing);
/* The same for the answers up to, not including, the one at END. */
bool story_is_told_until(size_t end, const char *markdown, size_t length, const char *attribution,
                         struct buf *missing);

/* Markdown as it reads: without quote marks and escapes, blanks as one. */
void story_read_markdown(struct buf *out, const char *markdown, size_t length);

#endif
