/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * UTF-8: decoding, validity, width, and the boundaries a cursor stops at. Most
 * text is ASCII for long stretches, so each loop first looks for that.
 */
#include "config.h"

#include "base/text.h"

#include "base/unicode.h"

#include <string.h>

#define REPLACEMENT UINT32_C(0xFFFD)

size_t text_decode(const char *text, size_t length, uint32_t *code_point)
{
    /* By the number of bytes that follow the first: the least value that needs them. */
    static const uint32_t least[4] = {0, 0x80, 0x800, 0x10000};
    const unsigned char *bytes = (const unsigned char *)text;
    size_t more;
    uint32_t value;

    if (length == 0) {
        *code_point = 0;
        return 0;
    }
    if (bytes[0] < 0x80) {
        *code_point = bytes[0];
        return 1;
    }
    more = bytes[0] >= 0xF0 ? 3 : bytes[0] >= 0xE0 ? 2 : 1;
    *code_point = REPLACEMENT;
    if (bytes[0] < 0xC2 || bytes[0] > 0xF4 || length <= more) {
        return 1;
    }
    value = bytes[0] & (0x3FU >> more);
    for (size_t i = 1; i <= more; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
            return 1;
        }
        value = value << 6 | (bytes[i] & 0x3FU);
    }
    if (value < least[more] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
        return 1;
    }
    *code_point = value;
    return more + 1;
}

void text_encode(struct buf *out, uint32_t code_point)
{
    char bytes[4];
    size_t length;

    if (code_point < 0x80) {
        buf_add_char(out, (char)code_point);
        return;
    }
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
        code_point = REPLACEMENT;
    }
    if (code_point < 0x800) {
        bytes[0] = (char)(0xC0 | code_point >> 6);
        length = 2;
    } else if (code_point < 0x10000) {
        bytes[0] = (char)(0xE0 | code_point >> 12);
        length = 3;
    } else {
        bytes[0] = (char)(0xF0 | code_point >> 18);
        length = 4;
    }
    for (size_t i = length - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    buf_add(out, bytes, length);
}

bool text_valid(const char *text, size_t length, size_t *bad_offset)
{
    size_t at = 0;

    while (at < length) {
        uint32_t code_point;
        size_t size;
        uint64_t eight;

        /* Eight ASCII bytes at once. */
        if (length - at >= sizeof eight) {
            memcpy(&eight, text + at, sizeof eight);
            if ((eight & UINT64_C(0x8080808080808080)) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        size = text_decode(text + at, length - at, &code_point);
        if (size == 1 && code_point == REPLACEMENT) {
            if (bad_offset != NULL) {
                *bad_offset = at;
            }
            return false;
        }
        at += size;
    }
    return true;
}

static int width_of(uint32_t code_point)
{
    return code_point == '\t' ? 1 : unicode_width(code_point);
}

int text_width(const char *text, size_t length)
{
    int width = 0;
    size_t at = 0;

    while (at < length) {
        unsigned char byte = (unsigned char)text[at];

        if (byte < 0x80) {
            width += (byte >= 0x20 && byte != 0x7F) || byte == '\t';
            at++;
        } else {
            uint32_t code_point;

            at += text_decode(text + at, length - at, &code_point);
            width += width_of(code_point);
        }
    }
    return width;
}

/* Whether AFTER belongs to the grapheme that BEFORE is in. */
static bool same_grapheme(uint32_t before, uint32_t after)
{
    if (after < 0x80) {
        return before == '\r' && after == '\n';
    }
    return width_of(after) == 0 && unicode_joins(before, after);
}

size_t text_next(const char *text, size_t length, size_t at)
{
    uint32_t before;

    if (at >= length) {
        return length;
    }
    at += text_decode(text + at, length - at, &before);
    while (at < length) {
        uint32_t after;
        size_t size = text_decode(text + at, length - at, &after);

        if (!same_grapheme(before, after)) {
            break;
        }
        before = after;
        at += size;
    }
    return at;
}

/* Where the code point that ends at AT begins; an invalid byte stands alone. */
static size_t back_one(const char *text, size_t at, uint32_t *code_point)
{
    for (size_t size = 2; size <= 4 && size <= at; size++) {
        if (((unsigned char)text[at - 1] & 0xC0) != 0x80) {
            break;
        }
        if (text_decode(text + at - size, size, code_point) == size) {
            return at - size;
        }
    }
    (void)text_decode(text + at - 1, 1, code_point);
    return at - 1;
}

size_t text_prev(const char *text, size_t length, size_t at)
{
    uint32_t after;

    at = at < length ? at : length;
    if (at == 0) {
        return 0;
    }
    at = back_one(text, at, &after);
    while (at > 0) {
        uint32_t before;
        size_t start = back_one(text, at, &before);

        if (!same_grapheme(before, after)) {
            break;
        }
        after = before;
        at = start;
    }
    return at;
}

/*
 * Whether the code point at AT belongs to a word; an apostrophe does between two
 * letters, as in "z'n" and "O’Neil".
 */
static bool in_word(const char *text, size_t length, size_t at, size_t *size)
{
    uint32_t code_point;
    uint32_t neighbour;

    *size = text_decode(text + at, length - at, &code_point);
    if (code_point != '\'' && code_point != 0x2019) {
        return unicode_in_word(code_point);
    }
    if (at == 0 || at + *size >= length) {
        return false;
    }
    (void)back_one(text, at, &neighbour);
    if (!unicode_in_word(neighbour)) {
        return false;
    }
    (void)text_decode(text + at + *size, length - at - *size, &neighbour);
    return unicode_in_word(neighbour);
}

size_t text_next_word(const char *text, size_t length, size_t at)
{
    size_t size;

    while (at < length && !in_word(text, length, at, &size)) {
        at += size;
    }
    while (at < length && in_word(text, length, at, &size)) {
        at += size;
    }
    return at < length ? at : length;
}

size_t text_prev_word(const char *text, size_t length, size_t at)
{
    bool inside = false;

    at = at < length ? at : length;
    while (at > 0) {
        uint32_t code_point;
        size_t size;
        size_t start = back_one(text, at, &code_point);
        bool word = in_word(text, length, start, &size);

        if (inside && !word) {
            break;
        }
        inside = inside || word;
        at = start;
    }
    return at;
}

size_t text_next_paragraph(const char *text, size_t length, size_t at)
{
    const char *newline = at < length ? memchr(text + at, '\n', length - at) : NULL;

    return newline != NULL ? (size_t)(newline - text) + 1 : length;
}

size_t text_prev_paragraph(const char *text, size_t length, size_t at)
{
    at = at < length ? at : length;
    if (at == 0) {
        return 0;
    }
    at--; /* a newline just before the cursor ends the paragraph before this one */
    while (at > 0 && text[at - 1] != '\n') {
        at--;
    }
    return at;
}
