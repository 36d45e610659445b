/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8, width and the places where a cursor stops. */
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

static void test_every_code_point_round_trips(void **state)
{
    struct buf buf = BUF_INIT;

    (void)state;
    for (uint32_t code_point = 1; code_point <= 0x10FFFF; code_point++) {
        uint32_t back;

        if (code_point >= 0xD800 && code_point <= 0xDFFF) {
            continue;
        }
        buf.length = 0;
        text_encode(&buf, code_point);
        assert_int_equal(text_decode(buf_text(&buf), buf.length, &back), buf.length);
        assert_int_equal(back, code_point);
        if (buf.length > 1) {
            /* Cut short it is a single bad byte. */
            assert_int_equal(text_decode(buf_text(&buf), buf.length - 1, &back), 1);
            assert_int_equal(back, 0xFFFD);
        }
    }
    buf_finish(&buf);
}

static void test_invalid_bytes(void **state)
{
    static const struct {
        const char *text;
        size_t offset;
    } table[] = {
        {"\x80", 0},
        {"a\xff", 1},
        {"\xc0\xaf", 0},
        {"\xc1\x81", 0},
        {"ab\xe0\x80\xaf", 2},
        {"\xed\xa0\x80", 0},
        {"\xf0\x80\x80\xaf", 0},
        {"\xf4\x90\x80\x80", 0},
        {"\xf5\x80\x80\x80", 0},
        {"é\xc3", 2},
        {"12345678\xe2\x82", 8},
        {"1234567\xe2\x82x", 7},
        {"\xfe\xfe\xff\xff", 0},
    };

    const char *good = "plain and é ş 漢 😀 \xEF\xBF\xBD";

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        size_t bad = 99;

        assert_false(text_valid(table[i].text, strlen(table[i].text), &bad));
        assert_int_equal(bad, table[i].offset);
        assert_false(text_valid(table[i].text, strlen(table[i].text), NULL));
    }
    assert_true(text_valid("", 0, NULL));
    assert_true(text_valid(good, strlen(good), NULL));
}

static void test_encode_refuses_no_characters(void **state)
{
    struct buf buf = BUF_INIT;

    (void)state;
    text_encode(&buf, 0xD800);
    text_encode(&buf, 0x110000);
    assert_string_equal(buf_text(&buf), "\xEF\xBF\xBD\xEF\xBF\xBD");
    buf_finish(&buf);
}

static void test_width(void **state)
{
    static const struct {
        const char *text;
        int width;
    } table[] = {
        {"", 0},     {"abc", 3},  {"été", 3},  {"e\xCC\x81", 1}, {"şü", 2},
        {"قلب", 3},  {"漢字", 4}, {"a\nb", 2}, {"a\tb", 3},      {"한글", 4},
        {"नमस्ते", 4}, {"…", 1},    {"😀", 2},    {"╭─╮", 3},       {"สวัสดี", 4},
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        assert_int_equal(text_width(table[i].text, strlen(table[i].text)), table[i].width);
    }
}

static void test_graphemes(void **state)
{
    /* One '|' after each grapheme. */
    static const char *const table[] = {
        "a|b|c|", "e\xCC\x81|x|", "\xCC\x81|a|", "a|\n|b|",        "\r\n|a|",      "ก็|บ|",
        "한|글|", "🇳|🇱|",         "👍|🏽|",  "1\xE2\x83\xA3|", "\xff|\xff|a|", "x|\xCC|",
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct buf text = BUF_INIT;
        struct buf split = BUF_INIT;
        size_t at = 0;

        for (const char *c = table[i]; *c != '\0'; c++) {
            if (*c != '|') {
                buf_add_char(&text, *c);
            }
        }
        while (at < text.length) {
            size_t next = text_next(buf_text(&text), text.length, at);

            buf_add(&split, text.data + at, next - at);
            buf_add_char(&split, '|');
            assert_int_equal(text_prev(buf_text(&text), text.length, next), at);
            at = next;
        }
        assert_string_equal(buf_text(&split), table[i]);
        buf_finish(&text);
        buf_finish(&split);
    }
}

static void test_ends_hold(void **state)
{
    (void)state;
    assert_int_equal(text_next("ab", 2, 2), 2);
    assert_int_equal(text_next("ab", 2, 9), 2);
    assert_int_equal(text_prev("ab", 2, 0), 0);
    assert_int_equal(text_prev("ab", 2, 9), 1);
    assert_int_equal(text_prev("", 0, 5), 0);
    assert_int_equal(text_next_word("ab", 2, 9), 2);
    assert_int_equal(text_prev_word("ab", 2, 9), 0);
    assert_int_equal(text_next_paragraph("ab", 2, 9), 2);
    assert_int_equal(text_prev_paragraph("ab", 2, 9), 0);
}

/* Random bytes, valid or not: forwards and backwards meet the same places. */
static void test_both_ways_agree(void **state)
{
    static const char *const parts[] = {
        "a",        " ",  "é",    "e\xCC\x81", "\xCC\x81",     "漢",   "ب",  "\xff",
        "\xe2\x80", "\n", "\r\n", "😀",         "\xE2\x80\x8D", "\xf0", "한", "\xE1\x85\xA1",
        "'",        "z"};
    uint32_t random = 11;

    (void)state;
    for (int round = 0; round < 2000; round++) {
        struct buf text = BUF_INIT;
        size_t stops[200];
        size_t count = 0;

        for (uint32_t i = scratch_random(&random, 40); i > 0; i--) {
            buf_add_text(&text, parts[scratch_random(&random, sizeof parts / sizeof parts[0])]);
        }
        for (size_t at = 0; at < text.length; count++) {
            stops[count] = at;
            at = text_next(buf_text(&text), text.length, at);
            assert_true(at > stops[count] && at <= text.length);
        }
        for (size_t at = text.length; at > 0;) {
            at = text_prev(buf_text(&text), text.length, at);
            assert_true(count > 0);
            assert_int_equal(at, stops[--count]);
        }
        assert_int_equal(count, 0);
        buf_finish(&text);
    }
}

static void test_words(void **state)
{
    const char *text = "Zij zei: «z'n hart»  …O’Neil, 2-3 çığ";
    const char *const ends[] = {"Zij", "zei", "z'n", "hart", "O’Neil", "2", "3", "çığ"};
    size_t length = strlen(text);
    size_t at = 0;

    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t size = strlen(ends[i]);

        at = text_next_word(text, length, at);
        assert_true(at >= size);
        assert_memory_equal(text + at - size, ends[i], size);
    }
    assert_int_equal(at, length);
    assert_int_equal(text_next_word(text, length, at), length);
    for (size_t i = sizeof ends / sizeof ends[0]; i > 0; i--) {
        at = text_prev_word(text, length, at);
        assert_memory_equal(text + at, ends[i - 1], strlen(ends[i - 1]));
    }
    assert_int_equal(at, 0);
    assert_int_equal(text_next_word(" .. ", 4, 0), 4);
    assert_int_equal(text_prev_word(" .. ", 4, 4), 0);
}

static void test_paragraphs(void **state)
{
    const char *text = "one\ntwo\n\nfour";
    size_t length = strlen(text);

    (void)state;
    assert_int_equal(text_next_paragraph(text, length, 0), 4);
    assert_int_equal(text_next_paragraph(text, length, 4), 8);
    assert_int_equal(text_next_paragraph(text, length, 8), 9);
    assert_int_equal(text_next_paragraph(text, length, 9), length);
    assert_int_equal(text_prev_paragraph(text, length, length), 9);
    assert_int_equal(text_prev_paragraph(text, length, 9), 8);
    assert_int_equal(text_prev_paragraph(text, length, 8), 4);
    assert_int_equal(text_prev_paragraph(text, length, 6), 4);
    assert_int_equal(text_prev_paragraph(text, length, 4), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_code_point_round_trips),
        cmocka_unit_test(test_invalid_bytes),
        cmocka_unit_test(test_encode_refuses_no_characters),
        cmocka_unit_test(test_width),
        cmocka_unit_test(test_graphemes),
        cmocka_unit_test(test_ends_hold),
        cmocka_unit_test(test_both_ways_agree),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_paragraphs),
    };

    (void)setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
