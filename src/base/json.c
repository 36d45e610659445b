/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON in and out. jansson goes 2,048 levels deep and reads fractions; one pass
 * over the bytes before it refuses both, and knows where. Its own messages quote
 * the text near a fault, which may be clinical, so they are replaced by ours.
 */
#include "config.h"

#include "base/json.h"

#include "base/i18n.h"
#include "base/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define JSON_MAX_DEPTH 32

struct place {
    unsigned line, column;
};

static struct place place_of(const char *text, size_t offset)
{
    struct place place = {1, 1};

    for (size_t i = 0; i < offset; i++) {
        if (text[i] == '\n') {
            place.line++;
            place.column = 1;
        } else if (((unsigned char)text[i] & 0xC0) != 0x80) {
            place.column++;
        }
    }
    return place;
}

static bool refuse(struct error *err, enum error_code code, const char *text, size_t offset,
                   const char *message)
{
    struct place place = place_of(text, offset);

    return error_at(err, code, NULL, place.line, place.column, "%s", message);
}

/* Depth and fractions; broken syntax is left for the parser to find. */
static bool scan(const char *text, size_t length, struct error *err)
{
    unsigned depth = 0;
    bool quoted = false;

    for (size_t i = 0; i < length; i++) {
        char c = text[i];

        if (quoted) {
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = false;
            }
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            if (++depth > JSON_MAX_DEPTH) {
                return refuse(err, ERROR_LIMIT, text, i,
                              _("nested too deep; at most 32 levels are read"));
            }
        } else if (c == ']' || c == '}') {
            depth -= depth > 0;
        } else if ((c == '.' || c == 'e' || c == 'E') && i > 0 && text[i - 1] >= '0' &&
                   text[i - 1] <= '9') {
            return refuse(err, ERROR_INVALID, text, i,
                          _("a number with a fraction; write whole numbers, or text in quotes"));
        }
    }
    return true;
}

static bool explain(struct error *err, const json_error_t *fault)
{
    unsigned line = fault->line > 0 ? (unsigned)fault->line : 1;
    unsigned column = fault->column > 0 ? (unsigned)fault->column : 1;
    const char *message;

    switch (json_error_code(fault)) {
    case json_error_duplicate_key:
        message = _("the same key twice in one object; keep one of them");
        break;
    case json_error_premature_end_of_input:
        message = _("the text ends too early; a bracket or quote is not closed");
        break;
    case json_error_end_of_input_expected:
        message = _("something follows the end of the value; one value was expected");
        break;
    case json_error_null_character:
    case json_error_null_byte_in_key:
        message = _("a NUL character; leave it out");
        break;
    case json_error_numeric_overflow:
        message = _("a number too large; at most 64 bits are read");
        break;
    case json_error_stack_overflow:
        message = _("nested too deep; at most 32 levels are read");
        break;
    default:
        message = _("this is not valid JSON");
        break;
    }
    return error_at(err, ERROR_INVALID, NULL, line, column, "%s", message);
}

bool json_read(json_t **out, const char *text, size_t length, size_t max, struct error *err)
{
    json_error_t fault;
    size_t bad;

    *out = NULL;
    if (length > max) {
        return error_set(err, ERROR_LIMIT, _("too large: at most %zu bytes are read"), max);
    }
    if (!text_valid(text, length, &bad)) {
        return refuse(err, ERROR_INVALID, text, bad, _("not UTF-8; save the file as UTF-8"));
    }
    if (!scan(text, length, err)) {
        return false;
    }
    *out = json_loadb(length > 0 ? text : "", length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
                      &fault);
    return *out != NULL || explain(err, &fault);
}

static int append(const char *bytes, size_t length, void *out)
{
    buf_add(out, bytes, length);
    return 0;
}

static void write_value(struct buf *out, const json_t *value, size_t flags)
{
    int result = json_dump_callback(value, append, out, flags | JSON_ENCODE_ANY);

    assert(result == 0); /* only cycles and invalid UTF-8 could fail; both are bugs */
    (void)result;
}

void json_write(struct buf *out, const json_t *value)
{
    write_value(out, value, JSON_COMPACT);
}

void json_write_ascii(struct buf *out, const json_t *value)
{
    write_value(out, value, JSON_COMPACT | JSON_ENSURE_ASCII);
}

void json_write_pretty(struct buf *out, const json_t *value)
{
    write_value(out, value, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    buf_add_char(out, '\n');
}

const char *json_text_or_null(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

const char *json_text(const json_t *object, const char *key)
{
    const char *text = json_text_or_null(object, key);

    return text != NULL ? text : "";
}

int64_t json_number(const json_t *object, const char *key, int64_t otherwise)
{
    const json_t *value = json_object_get(object, key);

    return json_is_integer(value) ? (int64_t)json_integer_value(value) : otherwise;
}

void json_put_text(json_t *object, const char *key, const char *text)
{
    int result;

    if (text == NULL || text[0] == '\0') {
        return;
    }
    result = json_object_set_new(object, key, json_string(text));
    assert(result == 0); /* text inside the program is valid UTF-8 */
    (void)result;
}
