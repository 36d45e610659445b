/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folding with a way back: each byte of the folded text remembers from which
 * code point it came, so that a hit can be marked in the words as they stand.
 */
#include "app/find_text.h"

#include "base/alloc.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define BEFORE_HIT 28  /* bytes of context; more where a word would be cut */
#define CUT        "..." /* the same with and without Unicode */
#define AROUND_HIT 400 /* bytes of an excerpt at most */

struct folded {
    struct buf text;
    size_t *starts; /* of each folded byte, and of the end */
    size_t capacity;
};

static void add_folded(struct folded *folded, const char *bytes, size_t length, size_t start)
{
    alloc_grow(&folded->starts, &folded->capacity, folded->text.length + length + 1,
               sizeof *folded->starts);
    for (size_t i = 0; i < length; i++) {
        folded->starts[folded->text.length + i] = start;
    }
    buf_add(&folded->text, bytes, length);
}

/* What text_fold() makes of one code point; whether it is white space to it. */
static bool fold_one(struct buf *out, const char *bytes, size_t length)
{
    struct buf between = BUF_INIT;
    buf_clear(out);
    text_fold(out, bytes, length);
    buf_add_char(&between, 'x');
    buf_add(&between, bytes, length);
    buf_add_char(&between, 'x');
    struct buf whole = BUF_INIT;
    text_fold(&whole, buf_text(&between), between.length);
    bool space = out->length == 0 && strchr(buf_text(&whole), ' ') != NULL;
    buf_finish(&between);
    buf_finish(&whole);
    return space;
}

static void fold(struct folded *folded, const char *text, size_t length)
{
    struct buf one = BUF_INIT;
    bool space = false;
    size_t space_at = 0;
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t code_point;
        size = text_decode(text + at, length - at, &code_point);
        char lower = (char)(code_point >= 'A' && code_point <= 'Z' ? code_point + 32 : code_point);
        bool plain = code_point > ' ' && code_point < 0x7f;
        if (!plain && (code_point <= ' ' || fold_one(&one, text + at, size))) {
            space_at = space ? space_at : at;
            space = true;
            continue;
        }
        if (!plain && one.length == 0) {
            continue; /* an accent belongs to what stands before it */
        }
        if (space && folded->text.length) {
            add_folded(folded, " ", 1, space_at);
        }
        space = false;
        add_folded(folded, plain ? &lower : one.data, plain ? 1 : one.length, at);
    }
    add_folded(folded, "", 0, length);
    folded->starts[folded->text.length] = space ? space_at : length;
    buf_finish(&one);
}

/* Length of the longest of WORDS that stands at AT; 0: none. */
static size_t word_at(const char *folded, size_t length, size_t at, const char *words)
{
    size_t longest = 0;
    for (const char *word = words + strspn(words, " "); *word; word += strspn(word, " ")) {
        size_t size = strcspn(word, " ");
        if (size <= length - at && size > longest && memcmp(folded + at, word, size) == 0) {
            longest = size;
        }
        word += size;
    }
    return longest;
}

size_t find_spans(struct find_span *out, size_t most, const char *text, size_t length,
                  const char *words)
{
    struct folded folded = {BUF_INIT, NULL, 0};
    size_t count = 0;
    fold(&folded, text, length);
    for (size_t at = 0; at < folded.text.length && count < most;) {
        size_t size = word_at(folded.text.data, folded.text.length, at, words);
        if (size) {
            out[count++] = (struct find_span){folded.starts[at], folded.starts[at + size]};
            /* A letter that folds into two may have been cut through. */
            if (out[count - 1].to <= out[count - 1].from) {
                out[count - 1].to = text_next(text, length, out[count - 1].from);
            }
        }
        at += size ? size : 1;
    }
    buf_finish(&folded.text);
    free(folded.starts);
    return count;
}

/* The start of the word at or before AT, so that no word is cut. */
static size_t excerpt_start(const char *text, size_t length, size_t hit)
{
    size_t from = hit > BEFORE_HIT ? hit - BEFORE_HIT : 0;
    if (from) {
        from = text_prev_word(text, length, from);
    }
    return hit - from > (size_t)3 * BEFORE_HIT ? text_prev(text, length, hit) : from;
}

size_t find_excerpt(struct buf *out, struct find_span *spans, size_t count, const char *text,
                    size_t length)
{
    size_t from = count ? excerpt_start(text, length, spans[0].from) : 0;
    size_t to = from, left = 0, before = out->length;
    while (to < length && to - from < AROUND_HIT) {
        to = text_next(text, length, to);
    }
    if (from) {
        buf_add_text(out, CUT);
    }
    size_t shift = out->length;
    for (size_t at = from; at < to; at++) {
        buf_add_char(out, text[at] == '\n' || text[at] == '\t' ? ' ' : text[at]);
    }
    if (to < length) {
        buf_add_text(out, CUT);
    }
    for (size_t i = 0; i < count; i++) {
        if (spans[i].from >= from && spans[i].to <= to) {
            spans[left++] = (struct find_span){spans[i].from - from + shift - before,
                                               spans[i].to - from + shift - before};
        }
    }
    return left;
}
