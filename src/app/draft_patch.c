/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two texts are compared from both ends. The steps shrink, so that a hundred
 * thousand characters in common are a few calls of memcmp().
 */
#include "config.h"

#include "app/draft_patch.h"

#include <stdio.h>
#include <string.h>

void draft_base_finish(struct draft_base *base)
{
    buf_finish(&base->text);
    base->number = 0;
}

void draft_base_set(struct draft_base *base, uint64_t number, const char *patient,
                    const char *text, size_t length)
{
    buf_clear(&base->text);
    buf_add(&base->text, text, length);
    base->number = number;
    (void)snprintf(base->patient, sizeof base->patient, "%s", patient);
}

static size_t same_at_start(const char *a, const char *b, size_t most)
{
    size_t same = 0;

    for (size_t step = 65536; step > 0; step /= 4) {
        while (same + step <= most && memcmp(a + same, b + same, step) == 0) {
            same += step;
        }
    }
    return same;
}

/* A and B point behind the texts. */
static size_t same_at_end(const char *a, const char *b, size_t most)
{
    size_t same = 0;

    for (size_t step = 65536; step > 0; step /= 4) {
        while (same + step <= most && memcmp(a - same - step, b - same - step, step) == 0) {
            same += step;
        }
    }
    return same;
}

/* Between the bytes of one character. */
static bool is_inside(const char *text, size_t at, size_t length)
{
    return at < length && ((unsigned char)text[at] & 0xC0) == 0x80;
}

json_t *draft_patch_make(const struct buf *from, const char *text, size_t length)
{
    size_t most = from->length < length ? from->length : length;
    size_t start = same_at_start(buf_text(from), text, most);
    while (start > 0 && (is_inside(text, start, length) ||
                         is_inside(buf_text(from), start, from->length))) {
        start--;
    }
    size_t end = same_at_end(buf_text(from) + from->length, text + length, most - start);
    while (end > 0 && is_inside(text, length - end, length)) {
        end--;
    }
    if (length - start - end > DRAFT_PATCH_MOST) {
        return NULL;
    }
    json_t *patch = json_object();
    json_object_set_new(patch, "start", json_integer((json_int_t)start));
    json_object_set_new(patch, "end", json_integer((json_int_t)end));
    json_object_set_new(patch, "between", json_stringn(text + start, length - start - end));
    return patch;
}

bool draft_patch_apply(struct buf *out, const char *from, const json_t *patch)
{
    size_t length = strlen(from);
    int64_t start = json_number(patch, "start", -1), end = json_number(patch, "end", -1);
    const json_t *between = json_object_get(patch, "between");
    if (start < 0 || end < 0 || !json_is_string(between) || (uint64_t)start > length ||
        (uint64_t)end > length - (size_t)start || is_inside(from, (size_t)start, length) ||
        is_inside(from, length - (size_t)end, length)) {
        return false;
    }
    buf_reserve(out, (size_t)start + (size_t)end + json_string_length(between) + 1);
    buf_add(out, from, (size_t)start);
    buf_add(out, json_string_value(between), json_string_length(between));
    buf_add(out, from + length - (size_t)end, (size_t)end);
    return true;
}
