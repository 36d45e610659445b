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

static bool too_deep(struct error *err, const char *text, size_t offset, unsigned most)
{
    char message[128];

    (void)snprintf(message, sizeof message, _("nested too deep; at most %u levels are read"),
                   most);
    return refuse(err, ERROR_LIMIT, text, offset, message);
}

/*
 * Depth and fractions; broken syntax is left for the parser to find. *AT is where it
 * went wrong.
 */
static bool scan(const char *text, size_t length, unsigned most, bool fractions, size_t *at,
                 struct error *err)
{
    unsigned depth = 0;
    bool quoted = false;

    for (size_t i = 0; i < length; i++) {
        char c = text[i];

        *at = i;
        if (quoted) {
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = false;
            }
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            if (++depth > most) {
                return too_deep(err, text, i, most);
            }
        } else if (c == ']' || c == '}') {
            depth -= depth > 0;
        } else if (!fractions && (c == '.' || c == 'e' || c == 'E') && i > 0 &&
                   text[i - 1] >= '0' && text[i - 1] <= '9') {
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
        message = _("nested too deep");
        break;
    default:
        message = _("this is not valid JSON");
        break;
    }
    return error_at(err, ERROR_INVALID, NULL, line, column, "%s", message);
}

/* Reads by LIMITS; *AT is the byte at which it went wrong. */
static bool read_text(json_t **out, const char *text, size_t length,
                      const struct json_limits *limits, bool fractions, size_t *at,
                      struct error *err)
{
    json_error_t fault;

    *out = NULL;
    *at = 0;
    if (length > limits->bytes) {
        return error_set(err, ERROR_LIMIT, _("too large: at most %zu bytes are read"),
                         limits->bytes);
    }
    if (!text_valid(text, length, at)) {
        return refuse(err, ERROR_INVALID, text, *at, _("not UTF-8; save the file as UTF-8"));
    }
    if (!scan(text, length, limits->depth, fractions, at, err)) {
        return false;
    }
    *out = json_loadb(length > 0 ? text : "", length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
                      &fault);
    if (*out != NULL) {
        return true;
    }
    *at = fault.position > 0 && (size_t)fault.position < length ? (size_t)fault.position : length;
    return explain(err, &fault);
}

bool json_read(json_t **out, const char *text, size_t length, size_t max, struct error *err)
{
    const struct json_limits limits = {max, JSON_MAX_DEPTH};
    size_t at;

    return read_text(out, text, length, &limits, false, &at, err);
}

/* ---- where in the value ---- */

#define PATH_MAX_DEPTH 256
#define PATH_MAX_KEY   64 /* bytes of a key that are shown */

struct step {
    bool list;
    size_t index;
    const char *key;
    size_t length;
};

/* From the quote at FROM to the one that closes it, or END. */
static size_t skip_string(const char *text, size_t from, size_t end)
{
    for (from++; from < end && text[from] != '"'; from++) {
        from += text[from] == '\\';
    }
    return from < end ? from : end;
}

static bool is_key(const char *text, size_t close, size_t length)
{
    for (close++; close < length && strchr(" \t\r\n", text[close]) != NULL;) {
        close++;
    }
    return close < length && text[close] == ':';
}

static void write_path(struct buf *out, const struct step *steps, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (steps[i].list) {
            buf_add_format(out, "[%zu]", steps[i].index);
        } else if (steps[i].length > 0) {
            buf_add_text(out, out->length > 0 ? "." : "");
            buf_add(out, steps[i].key, steps[i].length);
        }
    }
}

/* The keys and numbers that are open at byte END, which may stand in broken text. */
static void path_at(struct buf *out, const char *text, size_t length, size_t end)
{
    struct step steps[PATH_MAX_DEPTH];
    size_t count = 0;

    for (size_t i = 0; i < end; i++) {
        struct step *top = count > 0 ? &steps[count - 1] : NULL;

        if (text[i] == '"') {
            size_t close = skip_string(text, i, length);

            if (top && !top->list && is_key(text, close, length)) {
                top->key = text + i + 1;
                top->length = close - i - 1 < PATH_MAX_KEY ? close - i - 1 : PATH_MAX_KEY;
            }
            i = close;
        } else if ((text[i] == '[' || text[i] == '{') && count < PATH_MAX_DEPTH) {
            steps[count++] = (struct step){.list = text[i] == '['};
        } else if ((text[i] == ']' || text[i] == '}') && count > 0) {
            count--;
        } else if (text[i] == ',' && top) {
            top->index++;
            top->length = 0;
        }
    }
    write_path(out, steps, count);
}

bool json_read_foreign(json_t **out, const char *text, size_t length,
                       const struct json_limits *limits, struct buf *path, struct error *err)
{
    size_t at;

    assert(limits->depth < PATH_MAX_DEPTH);
    if (read_text(out, text, length, limits, true, &at, err)) {
        return true;
    }
    if (path != NULL && length <= limits->bytes) {
        path_at(path, text, length, at);
    }
    return false;
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

/* DEL is ASCII, but no more a letter than what jansson escapes; it stands in strings alone. */
static void write_ascii(struct buf *out, const json_t *value, size_t flags)
{
    struct buf text = BUF_INIT;

    write_value(&text, value, flags | JSON_COMPACT | JSON_ENSURE_ASCII);
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\177')
            buf_add_text(out, "\\u007F");
        else
            buf_add_char(out, text.data[i]);
    }
    buf_finish(&text);
}

void json_write_decimal(struct buf *out, const json_t *value)
{
    write_ascii(out, value, JSON_REAL_PRECISION(15));
}

void json_write_ascii(struct buf *out, const json_t *value)
{
    write_ascii(out, value, 0);
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
