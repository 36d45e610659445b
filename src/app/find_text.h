/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the words one looks for stand in a text: compared without case and
 * accents, told in bytes of the text as it was written.
 */
#ifndef APP_FIND_TEXT_H
#define APP_FIND_TEXT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct find_span {
    size_t from, to;
};

/* Fills OUT with at most MOST places of any of the folded WORDS (text_fold(), separated
 * by spaces), in order and without overlap; returns how many. */
size_t find_spans(struct find_span *out, size_t most, const char *text, size_t length,
                  const char *words);

/* A stretch of TEXT on one line, some words before the first of SPANS and some behind it,
 * with three dots where it was cut. SPANS come back as places in OUT; those that lie
 * outside are dropped. Returns how many are left. */
size_t find_excerpt(struct buf *out, struct find_span *spans, size_t count, const char *text,
                    size_t length);

#endif
