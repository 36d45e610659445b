/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A growing run of bytes, always NUL-terminated.
 *
 * Answers pass through these, so memory that is given back (on growth and at
 * the end) is wiped first; the wipe costs less than the copy beside it.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/error.h"

#include <stdarg.h>
#include <stddef.h>

struct buf {
    char *data; /* NULL while nothing was ever added; use buf_text() to print */
    size_t length;
    size_t capacity;
};

#define BUF_INIT {NULL, 0, 0}

void buf_finish(struct buf *buf); /* wipes, frees, and leaves it usable again */
void buf_clear(struct buf *buf);  /* wipes the content, keeps the memory */
void buf_reserve(struct buf *buf, size_t extra);

void buf_add(struct buf *buf, const void *bytes, size_t length);
void buf_add_text(struct buf *buf, const char *text);
void buf_add_char(struct buf *buf, char c);
void buf_add_repeat(struct buf *buf, const char *text, size_t times);
void buf_add_format(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
void buf_add_format_list(struct buf *buf, const char *format, va_list arguments) PRINTF_LIKE(2, 0);

void buf_insert(struct buf *buf, size_t at, const void *bytes, size_t length);
void buf_remove(struct buf *buf, size_t at, size_t length);

/* The content as a C string, "" when empty. Valid until the next change. */
const char *buf_text(const struct buf *buf);
/* Hands the memory over (never NULL); the buffer is empty afterwards. */
char *buf_take(struct buf *buf);

#endif
