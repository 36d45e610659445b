/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What went wrong, where, and in words for the person at the keyboard.
 *
 * The struct lives with the caller; functions that can fail return bool and
 * take it as their last parameter. A lower message is kept and prefixed with
 * context, never overwritten.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

#define MUST_USE                     __attribute__((warn_unused_result))
#define PRINTF_LIKE(argument, first) __attribute__((format(printf, argument, first)))

enum error_code {
    ERROR_NONE,
    ERROR_USAGE,   /* the command line or an argument is off */
    ERROR_INVALID, /* outside bytes that are not what they should be */
    ERROR_NOT_FOUND,
    ERROR_EXISTS,
    ERROR_DENIED,  /* wrong passphrase, no key, no permission */
    ERROR_BUSY,    /* somebody else holds it */
    ERROR_DAMAGED, /* a seal, signature or chain does not hold */
    ERROR_LIMIT,   /* larger or deeper than is accepted */
    ERROR_FULL,    /* no space left */
    ERROR_READ_ONLY,
    ERROR_IO,
    ERROR_UNSUPPORTED,
    ERROR_INTERRUPTED,
};

struct error {
    enum error_code code;
    int detail;      /* a finer class of the room that set it; error_set clears it */
    unsigned line;   /* 1-based; 0: no position */
    unsigned column; /* 1-based, in characters */
    char file[256];
    char message[768];
};

/* All four return false, so that `return error_set(…)` reads well. ERR may be NULL. */
bool error_set(struct error *err, enum error_code code, const char *format, ...) PRINTF_LIKE(3, 4);
bool error_at(struct error *err, enum error_code code, const char *file, unsigned line,
              unsigned column, const char *format, ...) PRINTF_LIKE(6, 7);
/* Prefixes "context: " to the message that is there. */
bool error_context(struct error *err, const char *format, ...) PRINTF_LIKE(2, 3);
/* With the words of errno; picks FULL, READ_ONLY, DENIED, NOT_FOUND or IO by it. */
bool error_errno(struct error *err, int number, const char *format, ...) PRINTF_LIKE(3, 4);

void error_clear(struct error *err);

/* "file:line:column: message" or just the message; text is safe to print. */
const char *error_text(const struct error *err, char *out, unsigned long size);

#endif
