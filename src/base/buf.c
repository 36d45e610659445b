/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The growing buffer. It never calls realloc(), which may leave a copy of an
 * answer behind: growth is a new block, a copy and a wipe of the old one.
 */
#include "config.h"

#include "base/buf.h"

#include "base/alloc.h"
#include "base/secret.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUF_FIRST 64

void buf_finish(struct buf *buf)
{
    if (buf->data != NULL) {
        secret_wipe(buf->data, buf->capacity);
        free(buf->data);
    }
    *buf = (struct buf)BUF_INIT;
}

void buf_clear(struct buf *buf)
{
    if (buf->data != NULL) {
        secret_wipe(buf->data, buf->length);
        buf->data[0] = '\0';
    }
    buf->length = 0;
}

void buf_reserve(struct buf *buf, size_t extra)
{
    size_t need;
    size_t capacity = buf->capacity > 0 ? buf->capacity : BUF_FIRST;
    char *data;

    if (__builtin_add_overflow(buf->length, extra, &need) ||
        __builtin_add_overflow(need, (size_t)1, &need)) {
        need = SIZE_MAX; /* refused by alloc_array() below */
    }
    if (need <= buf->capacity) {
        return;
    }
    while (capacity < need) {
        if (__builtin_mul_overflow(capacity, (size_t)2, &capacity)) {
            capacity = SIZE_MAX;
        }
    }
    data = alloc_array(capacity, 1);
    if (buf->data != NULL) {
        memcpy(data, buf->data, buf->length);
        secret_wipe(buf->data, buf->capacity);
        free(buf->data);
    }
    buf->data = data;
    buf->capacity = capacity;
}

void buf_add(struct buf *buf, const void *bytes, size_t length)
{
    if (length == 0) {
        return;
    }
    assert(bytes != NULL);
    buf_reserve(buf, length);
    memcpy(buf->data + buf->length, bytes, length);
    buf->length += length;
    buf->data[buf->length] = '\0';
}

void buf_add_text(struct buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

void buf_add_char(struct buf *buf, char c)
{
    if (buf->length + 1 >= buf->capacity) {
        buf_reserve(buf, 1);
    }
    buf->data[buf->length++] = c;
    buf->data[buf->length] = '\0';
}

void buf_add_repeat(struct buf *buf, const char *text, size_t times)
{
    size_t length = strlen(text);
    size_t total;

    if (__builtin_mul_overflow(length, times, &total)) {
        total = SIZE_MAX;
    }
    buf_reserve(buf, total);
    if (length == 1) {
        memset(buf->data + buf->length, text[0], times);
        buf->length += times;
        buf->data[buf->length] = '\0';
        return;
    }
    for (size_t i = 0; i < times; i++) {
        buf_add(buf, text, length);
    }
}

void buf_add_format_list(struct buf *buf, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length > 0) {
        buf_reserve(buf, (size_t)length);
        (void)vsnprintf(buf->data + buf->length, (size_t)length + 1, format, again);
        buf->length += (size_t)length;
    }
    va_end(again);
}

void buf_add_format(struct buf *buf, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buf_add_format_list(buf, format, arguments);
    va_end(arguments);
}

void buf_insert(struct buf *buf, size_t at, const void *bytes, size_t length)
{
    assert(at <= buf->length);
    if (length == 0) {
        return;
    }
    buf_reserve(buf, length);
    memmove(buf->data + at + length, buf->data + at, buf->length - at);
    memcpy(buf->data + at, bytes, length);
    buf->length += length;
    buf->data[buf->length] = '\0';
}

void buf_remove(struct buf *buf, size_t at, size_t length)
{
    assert(at <= buf->length && length <= buf->length - at);
    if (length == 0) {
        return;
    }
    memmove(buf->data + at, buf->data + at + length, buf->length - at - length);
    /* What moved down has left its old bytes at the end. */
    secret_wipe(buf->data + buf->length - length, length);
    buf->length -= length;
}

const char *buf_text(const struct buf *buf)
{
    return buf->data != NULL ? buf->data : "";
}

char *buf_take(struct buf *buf)
{
    char *data;

    buf_reserve(buf, 0);
    data = buf->data;
    *buf = (struct buf)BUF_INIT;
    return data;
}
