/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Soft wrap: known lines, and properties that hold for any text and width. */
#include "config.h"

#include "base/text.h"

#include "scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <string.h>

/* The drawn part of each line between bars; spaces that hang over as '_'. */
static void wrap(struct buf *out, const char *text, int columns)
{
    size_t length = strlen(text);
    size_t at = 0;

    while (at < length) {
        size_t end;
        size_t next = text_wrap(text, length, at, columns, &end);

        buf_add_char(out, '|');
        buf_add(out, text + at, end - at);
        for (size_t hanging = end; hanging < next && text[hanging] == ' '; hanging++) {
            buf_add_char(out, '_');
        }
        at = next;
    }
    buf_add_char(out, '|');
}

static void test_known_lines(void **state)
{
    static const struct {
        const char *text;
        int columns;
        const char *lines;
    } table[] = {
        {"", 10, "|"},
        {"one two three", 20, "|one two three|"},
        {"one two three", 7, "|one two_|three|"},
        {"one two three", 8, "|one two |three|"},
        {"one two three", 3, "|one_|two_|thr|ee|"},
        {"one  two", 3, "|one__|two|"},
        {"one  two", 4, "|one _|two|"},
        {"wonderful day", 5, "|wonde|rful |day|"},
        {"a wonderful", 5, "|a |wonde|rful|"},
        {"a\nb", 5, "|a|b|"},
        {"a\n\nb", 5, "|a||b|"},
        {"one\ntwo", 3, "|one|two|"},
        {"one \ntwo", 3, "|one_|two|"},
        {"one", 3, "|one|"},
        {"one ", 3, "|one_|"},
        {"été été", 3, "|été_|été|"},
        {"漢字かな", 4, "|漢字|かな|"},
        {"漢字。かな", 4, "|漢|字。|かな|"},
        {"ab漢字", 5, "|ab漢|字|"},
        {"漢", 1, "|漢|"},
        {"abc", 0, "|a|b|c|"},
        {"abc", -5, "|a|b|c|"},
        {"e\xCC\x81"
         "e\xCC\x81"
         "e\xCC\x81",
         2,
         "|e\xCC\x81"
         "e\xCC\x81|e\xCC\x81|"},
        {"no\xC2\xA0"
         "break here",
         8,
         "|no\xC2\xA0"
         "break_|here|"},
        {"no\xC2\xA0"
         "break",
         4,
         "|no\xC2\xA0"
         "b|reak|"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct buf lines = BUF_INIT;

        wrap(&lines, table[i].text, table[i].columns);
        assert_string_equal(buf_text(&lines), table[i].lines);
        buf_finish(&lines);
    }
}

/* Everything is drawn once and in order but newlines and hanging spaces. */
static void check_line(const struct buf *text, size_t at, size_t end, size_t next, int columns)
{
    const char *bytes = buf_text(text);
    char last;

    assert_true(at <= end && end <= next && next <= text->length && next > at);
    for (size_t i = end; i < next; i++) {
        assert_true(bytes[i] == ' ' || bytes[i] == '\t' || (bytes[i] == '\n' && i + 1 == next));
    }
    assert_null(memchr(bytes + at, '\n', end - at));
    if (next < text->length) {
        assert_int_equal(text_next(bytes, text->length, text_prev(bytes, text->length, next)),
                         next);
    }
    if (text_width(bytes + at, end - at) > columns) {
        assert_int_equal(text_next(bytes, text->length, at), end);
    }
    /* A line never ends inside a word that would have begun the next one whole. */
    last = bytes[text_prev(bytes, text->length, end)];
    if (next < text->length && next == end && last != ' ' && last != '\t' &&
        (unsigned char)bytes[end] < 0x80 && bytes[end] != ' ' && bytes[end] != '\n' &&
        memmem(bytes + at, end - at, " \xCC\x81", 3) == NULL) {
        assert_null(memchr(bytes + at, ' ', end - at));
    }
}

static void test_any_text(void **state)
{
    static const char *const parts[] = {"a", "bc", "word",       "é",  "e\xCC\x81", " ",
                                        " ", " ",  "  ",         "\n", "\t",        "ب",
                                        "ن", "-",  "longerword", ".",  "\xCC\x81",  "\xC2\xA0"};
    uint32_t random = 3;

    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct buf text = BUF_INIT;
        int columns = (int)scratch_random(&random, 20) + 1;

        for (uint32_t i = scratch_random(&random, 60); i > 0; i--) {
            buf_add_text(&text, parts[scratch_random(&random, sizeof parts / sizeof parts[0])]);
        }
        for (size_t at = 0; at < text.length;) {
            size_t end = 0;
            size_t next = text_wrap(buf_text(&text), text.length, at, columns, &end);

            check_line(&text, at, end, next, columns);
            at = next;
        }
        buf_finish(&text);
    }
}

/* Bytes of any kind: it goes on, inside the text, and ends. */
static void test_any_bytes(void **state)
{
    uint32_t random = 9;

    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct buf text = BUF_INIT;
        int columns = (int)scratch_random(&random, 10) + 1;

        for (uint32_t i = scratch_random(&random, 80); i > 0; i--) {
            buf_add_char(&text, (char)scratch_random(&random, 256));
        }
        for (size_t at = 0; at < text.length;) {
            size_t end = 0;
            size_t next = text_wrap(buf_text(&text), text.length, at, columns, &end);

            assert_true(next > at && next <= text.length && end >= at && end <= next);
            at = next;
        }
        buf_finish(&text);
    }
}

/* A larger window never needs more lines. */
static void test_more_columns_fewer_lines(void **state)
{
    const char *text = "After the second winter we no longer spoke of going back; the children "
                       "had begun to dream in the other language, and so had I.";
    size_t length = strlen(text);
    size_t before = SIZE_MAX;

    (void)state;
    for (int columns = 1; columns < 200; columns++) {
        size_t lines = 0;

        for (size_t at = 0, end; at < length; lines++) {
            at = text_wrap(text, length, at, columns, &end);
        }
        assert_true(lines <= before);
        before = lines;
    }
    assert_int_equal(before, 1);
}

static void test_end_of_text(void **state)
{
    size_t end = 99;

    (void)state;
    assert_int_equal(text_wrap("abc", 3, 3, 5, &end), 3);
    assert_int_equal(end, 3);
    assert_int_equal(text_wrap("abc\n", 4, 0, 5, &end), 4);
    assert_int_equal(end, 3);
    assert_int_equal(text_wrap("", 0, 7, 5, &end), 0);
    assert_int_equal(end, 0);
}

static void test_fit(void **state)
{
    static const struct {
        const char *text;
        int columns;
        bool ascii;
        const char *shown;
        int width;
    } table[] = {
        {"", 5, false, "", 0},
        {"abc", 3, false, "abc", 3},
        {"abcd", 3, false, "ab…", 3},
        {"abcd", 3, true, "ab~", 3},
        {"abcd", 1, false, "…", 1},
        {"abcd", 0, false, "", 0},
        {"abcd", -1, false, "", 0},
        {"漢字", 4, false, "漢字", 4},
        {"漢字", 3, false, "漢…", 3},
        {"漢字", 2, false, "…", 1},
        {"e\xCC\x81"
         "bc",
         2, false, "e\xCC\x81…", 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct buf out = BUF_INIT;

        assert_int_equal(
            text_fit(&out, table[i].text, strlen(table[i].text), table[i].columns, table[i].ascii),
            table[i].width);
        assert_string_equal(buf_text(&out), table[i].shown);
        buf_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_lines), cmocka_unit_test(test_any_text),
        cmocka_unit_test(test_any_bytes),   cmocka_unit_test(test_more_columns_fewer_lines),
        cmocka_unit_test(test_end_of_text), cmocka_unit_test(test_fit),
    };

    (void)setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
