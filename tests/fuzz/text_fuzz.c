/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a text: moving through it always gets on and stays inside, what
 * may be shown is valid and holds no control, and wrapping loses nothing.
 */
#include "fuzz.h"

#include "base/text.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static void walk(const char *text, size_t length)
{
    size_t (*const forward[])(const char *, size_t, size_t) = {text_next, text_next_word,
                                                               text_next_paragraph};
    size_t (*const back[])(const char *, size_t, size_t) = {text_prev, text_prev_word,
                                                            text_prev_paragraph};

    for (size_t i = 0; i < 3; i++) {
        for (size_t at = 0, next; at < length; at = next) {
            next = forward[i](text, length, at);
            if (next <= at || next > length)
                abort();
        }
        for (size_t at = length, previous; at > 0; at = previous) {
            previous = back[i](text, length, at);
            if (previous >= at)
                abort();
        }
    }
}

static void wrap(const char *text, size_t length, int columns)
{
    for (size_t at = 0, next; at < length; at = next) {
        size_t end;

        next = text_wrap(text, length, at, columns, &end);
        if (next <= at || next > length || end < at || end > next)
            abort();
    }
}

static void show(const char *text, size_t length)
{
    struct buf shown = BUF_INIT, fitted = BUF_INIT;

    (void)text_display(&shown, text, length, TEXT_ONE_LINE);
    if (!text_valid(buf_text(&shown), shown.length, NULL))
        abort();
    for (size_t i = 0; i < shown.length; i++)
        if ((unsigned char)shown.data[i] < 0x20 || shown.data[i] == 0x7f)
            abort();
    if (text_width(buf_text(&shown), shown.length) < 0 ||
        text_fit(&fitted, buf_text(&shown), shown.length, 10, false) > 10)
        abort();
    walk(buf_text(&shown), shown.length);
    wrap(buf_text(&shown), shown.length, 7);
    buf_finish(&shown);
    buf_finish(&fitted);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const char *text = (const char *)bytes;
    struct buf folded = BUF_INIT, composed = BUF_INIT;

    /* The width of a character is libc's answer, which hangs on the locale. */
    (void)setlocale(LC_CTYPE, "C.UTF-8");
    show(text, size);
    if (text_valid(text, size, NULL) && !memchr(text, '\0', size)) {
        walk(text, size);
        wrap(text, size, 1);
        wrap(text, size, 40);
        text_fold(&folded, text, size);
        text_compose(&composed, text, size);
        if (!text_valid(buf_text(&folded), folded.length, NULL) ||
            !text_valid(buf_text(&composed), composed.length, NULL))
            abort();
    }
    buf_finish(&folded);
    buf_finish(&composed);
    return 0;
}
