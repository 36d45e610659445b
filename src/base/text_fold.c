/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text for comparing: composed for identity, folded for finding, and measured
 * against other words for "did you mean".
 */
#include "config.h"

#include "base/text.h"

#include "base/unicode.h"

#include <string.h>

static bool is_ascii(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

void text_compose(struct buf *out, const char *text, size_t length)
{
    size_t at = 0;

    if (is_ascii(text, length)) {
        buf_add(out, text, length);
        return;
    }
    /* Valid stretches are composed; an invalid byte becomes U+FFFD by itself. */
    while (at < length) {
        size_t valid = length - at;

        (void)text_valid(text + at, length - at, &valid);
        unicode_compose(out, text + at, valid);
        at += valid;
        if (at < length) {
            text_encode(out, 0xFFFD);
            at++;
        }
    }
}

struct fold {
    struct buf *out;
    bool begun; /* something was written */
    bool space; /* white space stands before what comes next */
};

static void begin_part(struct fold *fold)
{
    if (fold->space && fold->begun) {
        buf_add_char(fold->out, ' ');
    }
    fold->space = false;
    fold->begun = true;
}

/* Most of most text: a run of ASCII without a space. Returns its length. */
static size_t fold_ascii(struct fold *fold, const char *text, size_t length)
{
    size_t run = 0;
    char *lower;

    while (run < length && text[run] > ' ' && text[run] < 0x7F) {
        run++;
    }
    if (run == 0) {
        return 0;
    }
    begin_part(fold);
    buf_add(fold->out, text, run);
    lower = fold->out->data + fold->out->length - run;
    for (size_t i = 0; i < run; i++) {
        lower[i] = (char)(lower[i] >= 'A' && lower[i] <= 'Z' ? lower[i] + 32 : lower[i]);
    }
    return run;
}

static void fold_other(struct fold *fold, uint32_t code_point)
{
    uint32_t parts[UNICODE_FOLD_MAX];
    size_t count = unicode_fold(parts, code_point);

    for (size_t i = 0; i < count; i++) {
        if (unicode_is_space(parts[i])) {
            fold->space = true;
        } else {
            begin_part(fold);
            text_encode(fold->out, parts[i]);
        }
    }
}

void text_fold(struct buf *out, const char *text, size_t length)
{
    struct fold fold = {.out = out};
    size_t at = 0;

    buf_reserve(out, length);
    while (at < length) {
        uint32_t code_point;

        at += fold_ascii(&fold, text + at, length - at);
        if (at < length && text[at] == ' ') {
            fold.space = true;
            at++;
        } else if (at < length) {
            at += text_decode(text + at, length - at, &code_point);
            fold_other(&fold, code_point);
        }
    }
}

int text_compare(const char *a, const char *b)
{
    struct buf folded_a = BUF_INIT;
    struct buf folded_b = BUF_INIT;
    int order;

    text_fold(&folded_a, a, strlen(a));
    text_fold(&folded_b, b, strlen(b));
    order = strcmp(buf_text(&folded_a), buf_text(&folded_b));
    buf_finish(&folded_a);
    buf_finish(&folded_b);
    return order != 0 ? order : strcmp(a, b);
}

bool text_matches(const char *folded_text, const char *folded_words)
{
    size_t length = strlen(folded_text);
    const char *word = folded_words + strspn(folded_words, " ");

    while (*word != '\0') {
        size_t size = strcspn(word, " ");

        if (memmem(folded_text, length, word, size) == NULL) {
            return false;
        }
        word += size;
        word += strspn(word, " ");
    }
    return true;
}

#define NEAREST_LONGEST  64
#define NEAREST_DISTANCE 2

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Insertions, deletions, replacements and swapped neighbours; a case costs nothing. */
static unsigned distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    unsigned rows[3][NEAREST_LONGEST + 1];
    unsigned *before = rows[0];
    unsigned *last = rows[1];
    unsigned *now = rows[2];

    for (size_t j = 0; j <= b_length; j++) {
        last[j] = (unsigned)j;
    }
    for (size_t i = 1; i <= a_length; i++) {
        unsigned *oldest = before;

        now[0] = (unsigned)i;
        for (size_t j = 1; j <= b_length; j++) {
            unsigned differs = a[i - 1] != b[j - 1];

            now[j] = least(least(last[j] + 1, now[j - 1] + 1), last[j - 1] + differs);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                now[j] = least(now[j], before[j - 2] + 1);
            }
        }
        before = last;
        last = now;
        now = oldest;
    }
    return last[b_length];
}

const char *text_nearest(const char *word, const char *const *words, size_t count)
{
    struct buf wanted = BUF_INIT;
    const char *nearest = NULL;
    unsigned limit;

    text_fold(&wanted, word, strlen(word));
    /* Two letters off in a word of four is another word. */
    limit = wanted.length < 3 ? 0 : wanted.length < 5 ? 1 : NEAREST_DISTANCE;
    for (size_t i = 0; i < count && wanted.length <= NEAREST_LONGEST; i++) {
        struct buf candidate = BUF_INIT;

        text_fold(&candidate, words[i], strlen(words[i]));
        if (candidate.length <= NEAREST_LONGEST && candidate.length + limit >= wanted.length &&
            candidate.length <= wanted.length + limit) {
            unsigned found =
                distance(buf_text(&wanted), wanted.length, buf_text(&candidate), candidate.length);

            if (found < limit || (found == limit && nearest == NULL)) {
                nearest = words[i];
                limit = found;
            }
        }
        buf_finish(&candidate);
    }
    buf_finish(&wanted);
    return nearest;
}
