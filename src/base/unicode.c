/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one door to utf8proc, and to wcwidth(), whose answers the terminal library
 * shares. Copies that pass through here are wiped: passphrases are composed too.
 */
#include "config.h"

#include "base/unicode.h"

#include "base/alloc.h"
#include "base/secret.h"
#include "base/text.h"

#include <stdlib.h>
#include <utf8proc.h>
#include <wchar.h>

/* Marks of lower classes (nukta, virama) make another letter, not an accent. */
#define FIRST_ACCENT_CLASS 10

int unicode_width(uint32_t code_point)
{
    int width;

    if (code_point < 0x7F) {
        return code_point >= 0x20;
    }
    width = wcwidth((wchar_t)code_point);
    /* -1 for what the locale does not know, which is everything in plain "C". */
    return width >= 0 ? width : utf8proc_charwidth((utf8proc_int32_t)code_point);
}

bool unicode_joins(uint32_t before, uint32_t after)
{
    return !utf8proc_grapheme_break((utf8proc_int32_t)before, (utf8proc_int32_t)after);
}

static utf8proc_category_t category(uint32_t code_point)
{
    return utf8proc_category((utf8proc_int32_t)code_point);
}

bool unicode_in_word(uint32_t code_point)
{
    utf8proc_category_t c;

    if (code_point < 0x80) {
        return (code_point >= '0' && code_point <= '9') ||
               ((code_point | 32) >= 'a' && (code_point | 32) <= 'z') || code_point == '_';
    }
    c = category(code_point);
    /* Joiners hold a word together though they are no letters. */
    return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_NO) || code_point == 0x200C ||
           code_point == 0x200D;
}

bool unicode_is_space(uint32_t code_point)
{
    if (code_point < 0x80) {
        return code_point == ' ' || (code_point >= '\t' && code_point <= '\r');
    }
    switch (category(code_point)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    default:
        return code_point == 0x85;
    }
}

bool unicode_is_mark(uint32_t code_point)
{
    utf8proc_category_t c = category(code_point);

    return c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_ME || c == UTF8PROC_CATEGORY_MC;
}

bool unicode_is_hidden(uint32_t code_point)
{
    /* Letters by their category, blank to the eye; and the joiner of graphemes. */
    static const uint32_t blanks[] = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5,
                                      0x2800, 0x3164, 0xFFA0, 0x16FE4};

    if (code_point < 0x80) {
        return code_point < 0x20 || code_point == 0x7F;
    }
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        if (code_point == blanks[i]) {
            return true;
        }
    }
    switch (category(code_point)) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    default:
        /* Mongolian variation selectors are marks that show nothing. */
        return code_point >= 0x180B && code_point <= 0x180F;
    }
}

bool unicode_takes_joiner(uint32_t code_point)
{
    /* Arabic and its neighbours up to Mongolian; the Indic scripts lie between. */
    bool script = (code_point >= 0x0600 && code_point <= 0x109F) ||
                  (code_point >= 0x1780 && code_point <= 0x18AF) ||
                  (code_point >= 0xA840 && code_point <= 0xABFF) ||
                  (code_point >= 0xFB50 && code_point <= 0xFEFC) ||
                  (code_point >= 0x10A00 && code_point <= 0x11FFF);

    return script && unicode_in_word(code_point);
}

/* Letters that are one sound with another for whoever looks for a name, though
 * Unicode does not decompose them. Sorted. */
static const struct {
    uint16_t from;
    char to[3]; /* UTF-8, or empty to drop it */
} likenesses[] = {
    {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x00FE, "th"}, {0x0111, "d"}, {0x0127, "h"},
    {0x0131, "i"}, {0x0142, "l"}, {0x014B, "n"}, {0x0153, "oe"}, {0x0167, "t"}, {0x0259, "e"},
    {0x0629, "ه"}, {0x0640, ""}, {0x0649, "ي"}, {0x06A9, "ك"}, {0x06CC, "ي"}, {0x2010, "-"},
    {0x2011, "-"}, {0x2012, "-"}, {0x2013, "-"}, {0x2014, "-"}, {0x2015, "-"}, {0x2018, "'"},
    {0x2019, "'"}, {0x201C, "\""}, {0x201D, "\""}, {0x2212, "-"},
};

static const char *likeness_of(uint32_t code_point)
{
    size_t low = 0;
    size_t high = sizeof likenesses / sizeof likenesses[0];

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (likenesses[middle].from == code_point) {
            return likenesses[middle].to;
        }
        if (likenesses[middle].from < code_point) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

size_t unicode_fold(uint32_t out[UNICODE_FOLD_MAX], uint32_t code_point)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                      UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    utf8proc_int32_t parts[UNICODE_FOLD_MAX];
    int boundary = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)code_point, parts, UNICODE_FOLD_MAX, options,
                                &boundary);
    size_t kept = 0;

    for (utf8proc_ssize_t i = 0; i < count && i < UNICODE_FOLD_MAX; i++) {
        uint32_t part = (uint32_t)parts[i];
        const char *like;

        if (utf8proc_get_property(parts[i])->combining_class >= FIRST_ACCENT_CLASS) {
            continue;
        }
        like = likeness_of(part);
        if (like == NULL) {
            out[kept++] = part;
            continue;
        }
        for (size_t at = 0; like[at] != '\0' && kept < UNICODE_FOLD_MAX;) {
            at += text_decode(like + at, sizeof likenesses[0].to - at, &out[kept++]);
        }
    }
    return kept;
}

void unicode_compose(struct buf *out, const char *text, size_t length)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    utf8proc_int32_t *points;
    utf8proc_ssize_t need =
        utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, NULL, 0,
                           options);
    utf8proc_ssize_t count;

    if (need <= 0) {
        buf_add(out, text, length);
        return;
    }
    points = alloc_array((size_t)need, sizeof *points);
    count = utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, points,
                               need, options);
    count = count > 0 ? utf8proc_normalize_utf32(points, count, options) : 0;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        text_encode(out, (uint32_t)points[i]);
    }
    secret_wipe(points, (size_t)need * sizeof *points);
    free(points);
}
