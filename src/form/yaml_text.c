/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which style a text gets. Bare and block text is used only where nothing in it
 * could mean something to a reader; quotes with escapes hold everything.
 */
#include "form/yaml_text.h"

#include "base/text.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#define COLUMNS 100 /* as in the forms that come with the program */
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DIGITS  "0123456789"

/* What YAML 1.1 takes for something else than text, whatever its capitals. */
static bool is_taken(const char *text)
{
    static const char *const words[] = {"y",    "n",     "yes",  "no", "on",
                                        "off",  "true",  "false", "null"};

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strcasecmp(text, words[i]) == 0)
            return true;
    return false;
}

/* Code points that cannot stand in YAML as they are, or would not be seen there. */
static bool needs_escape(uint32_t point)
{
    return (point < 0x20 && point != '\n') || (point >= 0x7F && point <= 0xA0) ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) ||
           point == 0x2028 || point == 0x2029 || point == 0xFEFF || point == 0xFFFE ||
           point == 0xFFFF;
}

static bool has_escapes(const char *text)
{
    size_t length = strlen(text);

    for (size_t at = 0; at < length;) {
        uint32_t point;

        at += text_decode(text + at, length - at, &point);
        if (needs_escape(point))
            return true;
    }
    return false;
}

void yaml_text_quoted(struct buf *out, const char *text)
{
    size_t length = strlen(text);

    buf_add_char(out, '"');
    for (size_t at = 0; at < length;) {
        uint32_t point;
        size_t size = text_decode(text + at, length - at, &point);

        if (point == '"' || point == '\\')
            buf_add_format(out, "\\%c", (int)point);
        else if (point == '\n')
            buf_add_text(out, "\\n");
        else if (point == '\t')
            buf_add_text(out, "\\t");
        else if (needs_escape(point))
            buf_add_format(out, point < 0x100 ? "\\x%02X" : "\\u%04X", (unsigned)point);
        else
            buf_add(out, text + at, size);
        at += size;
    }
    buf_add_char(out, '"');
}

void yaml_text_word(struct buf *out, const char *text)
{
    size_t length = strlen(text);

    if (length > 0 && strchr(LETTERS, text[0]) && strspn(text, LETTERS DIGITS "_-") == length &&
        !is_taken(text))
        buf_add_text(out, text);
    else
        yaml_text_quoted(out, text);
}

/* A number, a date or the like to YAML 1.1: anything that begins as one. */
static bool begins_as_number(const char *text)
{
    text += *text == '-' || *text == '+';
    text += *text == '.';
    return *text != '\0' && strchr(DIGITS, *text);
}

void yaml_text_rule(struct buf *out, const char *text)
{
    size_t length = strlen(text);
    const char *first = LETTERS "$.(";

    if (length == 0 || !strchr(first, text[0]) || is_taken(text) || begins_as_number(text) ||
        text[length - 1] == ' ' || text[length - 1] == ':' || strstr(text, ": ") ||
        strstr(text, " #") || strchr(text, '\n') || has_escapes(text))
        yaml_text_quoted(out, text);
    else
        buf_add_text(out, text);
}

static size_t code_points(const char *text, size_t length)
{
    size_t count = 0;

    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

/*
 * Text whose lines a block keeps as they are: none that is blank or begins or ends
 * with a space, and at most one newline at the end.
 */
static bool fits_block(const char *text)
{
    const char *line = text;

    if (text[0] == '\0' || has_escapes(text))
        return false;
    while (line) {
        const char *end = strchr(line, '\n');
        size_t length = end ? (size_t)(end - line) : strlen(line);

        if (length > 0 && (line[0] == ' ' || line[length - 1] == ' '))
            return false;
        if (length == 0 && (line == text || (end && end[1] == '\0')))
            return false;
        line = end ? end + 1 : NULL;
    }
    return true;
}

static void add_line(struct buf *out, unsigned indent, const char *line, size_t length)
{
    buf_add_char(out, '\n');
    if (length > 0)
        buf_add_repeat(out, " ", indent);
    buf_add(out, line, length);
}

static void add_literal(struct buf *out, const char *text, unsigned indent)
{
    size_t length = strlen(text);
    bool ended = text[length - 1] == '\n';

    buf_add_text(out, ended ? "|" : "|-");
    length -= ended;
    for (size_t at = 0; at <= length;) {
        const char *end = memchr(text + at, '\n', length - at);
        size_t size = end ? (size_t)(end - (text + at)) : length - at;

        add_line(out, indent, text + at, size);
        at += size + 1;
    }
}

/* Where the line that begins at AT ends: the last single space that fits, else the first. */
static size_t fold(const char *text, size_t length, size_t at, size_t columns)
{
    size_t best = length;

    for (size_t i = at + 1; i + 1 < length; i++) {
        if (text[i] != ' ' || text[i - 1] == ' ' || text[i + 1] == ' ')
            continue;
        if (code_points(text + at, i - at) > columns)
            return best < length ? best : i;
        best = i;
    }
    return code_points(text + at, length - at) > columns ? best : length;
}

static void add_folded(struct buf *out, const char *text, unsigned indent)
{
    size_t length = strlen(text);

    buf_add_text(out, ">-");
    for (size_t at = 0; at < length;) {
        size_t end = fold(text, length, at, COLUMNS - indent);

        add_line(out, indent, text + at, end - at);
        at = end + 1;
    }
}

void yaml_text_words(struct buf *out, const char *text, unsigned indent)
{
    struct buf quoted = BUF_INIT;
    size_t used = 0;

    while (used < out->length && out->data[out->length - used - 1] != '\n')
        used++;
    yaml_text_quoted(&quoted, text);
    if (!fits_block(text))
        buf_add(out, buf_text(&quoted), quoted.length);
    else if (strchr(text, '\n'))
        add_literal(out, text, indent + 2);
    else if (used + code_points(buf_text(&quoted), quoted.length) > COLUMNS && strchr(text, ' '))
        add_folded(out, text, indent + 2);
    else
        buf_add(out, buf_text(&quoted), quoted.length);
    buf_finish(&quoted);
}
