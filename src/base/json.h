/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one door to jansson: values are json_t, read strictly, numbers are
 * integers or text save in documents of others.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"
#include "base/error.h"

#include <jansson.h>
#include <stdint.h>

/*
 * Strict: UTF-8, no duplicate keys, no fractions, at most MAX bytes and 32
 * levels. Any value may stand at the top. The error has line and column and
 * never quotes the text. The caller owns the reference.
 */
bool json_read(json_t **out, const char *text, size_t length, size_t max,
               struct error *err) MUST_USE;
/*
 * The same for documents of other programs: at most DEPTH levels, and fractions are
 * read. PATH (may be NULL) gets where in the value it went wrong, as "item[3].linkId".
 */
struct json_limits {
    size_t bytes;
    unsigned depth; /* below jansson's own 2,048 */
};
bool json_read_foreign(json_t **out, const char *text, size_t length,
                       const struct json_limits *limits, struct buf *path,
                       struct error *err) MUST_USE;
/* Compact, keys in order of insertion. Wipes its own copies. */
void json_write(struct buf *out, const json_t *value);
/* The same as json_write with \u escapes for all that is not ASCII, and for DEL. */
void json_write_ascii(struct buf *out, const json_t *value);
/* The same as json_write_ascii with the digits of a fraction that a file of a form has, at
 * most 15. */
void json_write_decimal(struct buf *out, const json_t *value);
/* Indented; fractions with at most 15 digits, which is what people write. */
void json_write_pretty(struct buf *out, const json_t *value);

/* "" when missing or not a string: for records whose shape was checked before. */
const char *json_text(const json_t *object, const char *key);
/* NULL when missing or not a string. */
const char *json_text_or_null(const json_t *object, const char *key);
int64_t json_number(const json_t *object, const char *key, int64_t otherwise);
/* Leaves the key out when TEXT is NULL or "". */
void json_put_text(json_t *object, const char *key, const char *text);

#endif
