/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Errors as values. Messages are cut at a whole character, never in one, and
 * pass through text_display() on their way out: a file name in them may be
 * somebody else's bytes.
 */
#include "config.h"

#include "base/error.h"

#include "base/buf.h"
#include "base/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* vsnprintf() cuts at any byte; take a half character off again. */
static void trim_half_character(char *text)
{
    size_t bad;

    if (!text_valid(text, strlen(text), &bad) && strlen(text) - bad < 4) {
        text[bad] = '\0';
    }
}

static void format_message(char *out, size_t size, const char *format, va_list arguments)
    PRINTF_LIKE(3, 0);

static void format_message(char *out, size_t size, const char *format, va_list arguments)
{
    int length = vsnprintf(out, size, format, arguments);

    if (length < 0) {
        out[0] = '\0';
    } else if ((size_t)length >= size) {
        trim_half_character(out);
    }
}

void error_clear(struct error *err)
{
    if (err != NULL) {
        *err = (struct error){.code = ERROR_NONE};
    }
}

bool error_set(struct error *err, enum error_code code, const char *format, ...)
{
    va_list arguments;

    if (err == NULL) {
        return false;
    }
    error_clear(err);
    err->code = code;
    va_start(arguments, format);
    format_message(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    return false;
}

bool error_at(struct error *err, enum error_code code, const char *file, unsigned line,
              unsigned column, const char *format, ...)
{
    va_list arguments;

    if (err == NULL) {
        return false;
    }
    error_clear(err);
    err->code = code;
    err->line = line;
    err->column = column;
    if (file != NULL) {
        size_t length = strlen(file);
        /* A path too long for us keeps its end, where the name is. */
        const char *shown = length < sizeof err->file ? file : file + length + 1 - sizeof err->file;

        (void)snprintf(err->file, sizeof err->file, "%s", shown);
    }
    va_start(arguments, format);
    format_message(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    return false;
}

bool error_context(struct error *err, const char *format, ...)
{
    char lower[sizeof err->message];
    va_list arguments;
    size_t length;

    if (err == NULL) {
        return false;
    }
    memcpy(lower, err->message, sizeof lower);
    va_start(arguments, format);
    format_message(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    length = strlen(err->message);
    if (snprintf(err->message + length, sizeof err->message - length, ": %s", lower) >=
        (int)(sizeof err->message - length)) {
        trim_half_character(err->message);
    }
    return false;
}

static enum error_code code_of_errno(int number)
{
    static const struct {
        int number;
        enum error_code code;
    } table[] = {
        {ENOSPC, ERROR_FULL},          {EDQUOT, ERROR_FULL},       {EFBIG, ERROR_FULL},
        {EROFS, ERROR_READ_ONLY},      {EACCES, ERROR_DENIED},     {EPERM, ERROR_DENIED},
        {ENOENT, ERROR_NOT_FOUND},     {ENOTDIR, ERROR_NOT_FOUND}, {EEXIST, ERROR_EXISTS},
        {EBUSY, ERROR_BUSY},           {EAGAIN, ERROR_BUSY},       {EINTR, ERROR_INTERRUPTED},
        {ENAMETOOLONG, ERROR_INVALID}, {ELOOP, ERROR_INVALID},     {EISDIR, ERROR_INVALID},
    };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (table[i].number == number) {
            return table[i].code;
        }
    }
    return ERROR_IO;
}

bool error_errno(struct error *err, int number, const char *format, ...)
{
    va_list arguments;
    size_t length;

    if (err == NULL) {
        return false;
    }
    error_clear(err);
    err->code = code_of_errno(number);
    va_start(arguments, format);
    format_message(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    length = strlen(err->message);
    if (snprintf(err->message + length, sizeof err->message - length, ": %s", strerror(number)) >=
        (int)(sizeof err->message - length)) {
        trim_half_character(err->message);
    }
    return false;
}

const char *error_text(const struct error *err, char *out, unsigned long size)
{
    struct buf whole = BUF_INIT;
    struct buf shown = BUF_INIT;

    if (err->file[0] != '\0') {
        buf_add_text(&whole, err->file);
        buf_add_char(&whole, ':');
    }
    if (err->line > 0) {
        buf_add_format(&whole, "%u:%u:", err->line, err->column);
    }
    if (whole.length > 0) {
        buf_add_char(&whole, ' ');
    }
    buf_add_text(&whole, err->message);
    (void)text_display(&shown, buf_text(&whole), whole.length, TEXT_ONE_LINE);
    if (snprintf(out, size, "%s", buf_text(&shown)) >= (int)size && size > 0) {
        trim_half_character(out);
    }
    buf_finish(&whole);
    buf_finish(&shown);
    return out;
}
