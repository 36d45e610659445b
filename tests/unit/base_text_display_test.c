/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hostile text: nothing reaches the eye that could move, hide or reorder. */
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

static void check(const char *text, unsigned flags, const char *expected, bool changed)
{
    struct buf out = BUF_INIT;
    struct buf again = BUF_INIT;

    assert_int_equal(text_display(&out, text, strlen(text), flags), changed);
    assert_string_equal(buf_text(&out), expected);
    assert_false(text_display(&again, buf_text(&out), out.length, flags));
    assert_string_equal(buf_text(&again), expected);
    buf_finish(&out);
    buf_finish(&again);
}

static void test_ordinary_text_stays(void **state)
{
    static const char *const table[] = {
        "",
        "plain",
        "été ş ü ğ ı",
        "e\xCC\x81",
        "قلبي يؤلمني",
        "שלום",
        "漢字かな",
        "नमस्ते",
        "สวัสดี",
        "한글",
        "“quoted” — …",
        "€ 5 ± ½",
        "ⵜⴰⵎⴰⵣⵉⵖⵜ",
        "ትግርኛ",
        "😀",
        "می\xE2\x80\x8Cخواهم", /* Persian with a non-joiner */
        "क्\xE2\x80\x8Dष",      /* Hindi with a joiner */
        "no\u00A0break",
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        check(table[i], 0, table[i], false);
    }
}

static void test_hostile_text(void **state)
{
    static const struct {
        const char *text;
        const char *shown;
    } table[] = {
        {"\x1b[31mred", "<U+001B>[31mred"},
        {"a\rb", "a<U+000D>b"},
        {"a\x07\x08\x7f", "a<U+0007><U+0008><U+007F>"},
        {"\xC2\x9B"
         "31m",
         "<U+009B>31m"}, /* CSI as one character */
        {"\xE2\x80\xAE"
         "gnp.exe",
         "<U+202E>gnp.exe"},
        {"\xE2\x81\xA6x\xE2\x81\xA9", "<U+2066>x<U+2069>"},
        {"a\xE2\x80\x8E\xE2\x80\x8F\xD8\x9C", "a<U+200E><U+200F><U+061C>"},
        {"a\xE2\x80\x8B"
         "b",
         "a<U+200B>b"},
        {"pay\xE2\x80\x8Dpal", "pay<U+200D>pal"}, /* a joiner in Latin letters */
        {"a\xE2\x80\x8C", "a<U+200C>"},
        {"\xEF\xBB\xBF"
         "a",
         "<U+FEFF>a"},
        {"soft\xC2\xADhyphen", "soft<U+00AD>hyphen"},
        {"\xE2\x80\xA8\xE2\x80\xA9", "<U+2028><U+2029>"},
        {"\xEE\x80\x80", "<U+E000>"},      /* private */
        {"\xF3\xA0\x81\x81", "<U+E0041>"}, /* tag */
        {"\xEF\xBF\xBE", "<U+FFFE>"},      /* no character */
        {"\xCD\xB8", "<U+0378>"},          /* unassigned */
        {"\xE3\x85\xA4", "<U+3164>"},      /* blank letter */
        {"\xE2\xA0\x80", "<U+2800>"},      /* blank braille */
        {"a\xffz", "a<0xFF>z"},
        {"\xc0\xaf", "<0xC0><0xAF>"},
        {"\xe2\x82", "<0xE2><0x82>"},
        {"\xCC\x81", "◌\xCC\x81"}, /* a mark on nothing */
        {"\n\xCC\x81", "\n◌\xCC\x81"},
        {"\xE2\x9D\xA4\xEF\xB8\x8F", "\xE2\x9D\xA4"}, /* heart with a selector */
        {"👩\xE2\x80\x8D👧", "👩👧"},                     /* family */
        {"\xE1\x85\xA1", "<U+1161>"},                 /* half a Korean syllable */
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        check(table[i].text, 0, table[i].shown, true);
    }
}

static void test_nul_is_shown(void **state)
{
    struct buf out = BUF_INIT;

    (void)state;
    assert_true(text_display(&out, "a\0b", 3, 0));
    assert_string_equal(buf_text(&out), "a<U+0000>b");
    buf_finish(&out);
}

static void test_piled_marks(void **state)
{
    (void)state;
    check("a\xCC\x81\xCC\x82\xCC\x83\xCC\x84z", 0, "a\xCC\x81\xCC\x82\xCC\x83\xCC\x84z", false);
    check("a\xCC\x81\xCC\x82\xCC\x83\xCC\x84\xCC\x85\xCC\x86z", 0,
          "a\xCC\x81\xCC\x82\xCC\x83\xCC\x84<U+0305><U+0306>z", true);
}

static void test_lines_and_tabs(void **state)
{
    (void)state;
    check("a\tb\nc", 0, "a b\nc", false);
    check("a\tb\nc", TEXT_ONE_LINE, "a b c", false);
}

static void test_ascii(void **state)
{
    (void)state;
    check("plain", TEXT_ASCII, "plain", false);
    check("caf\xC3\xA9 e\xCC\x81 漢 \xff\x1b", TEXT_ASCII, "caf? e ? ?<U+001B>", true);
}

/*
 * Whatever bytes come in: valid text comes out, without controls or anything that
 * is hidden, each grapheme with one cell or two and few marks.
 */
static void check_safe(const struct buf *out)
{
    size_t at = 0;

    assert_true(text_valid(buf_text(out), out->length, NULL));
    while (at < out->length) {
        size_t next = text_next(buf_text(out), out->length, at);
        int width = text_width(out->data + at, next - at);

        if (out->data[at] != '\n') {
            assert_true(width == 1 || width == 2);
        } else {
            assert_int_equal(next, at + 1);
        }
        while (at < next) {
            uint32_t code_point;

            at += text_decode(out->data + at, next - at, &code_point);
            assert_true(text_acceptable(code_point) || code_point == 0xFFFD);
            assert_true(code_point == '\n' || code_point >= 0x20);
            assert_true(code_point < 0x7F || code_point > 0x9F);
            assert_true(code_point < 0x202A || code_point > 0x202E);
            assert_true(code_point < 0x2066 || code_point > 0x2069);
            assert_true(code_point != 0x200E && code_point != 0x200F);
        }
    }
}

static void test_random_bytes(void **state)
{
    uint32_t random = 5;

    (void)state;
    for (int round = 0; round < 5000; round++) {
        struct buf text = BUF_INIT;
        struct buf out = BUF_INIT;
        struct buf again = BUF_INIT;

        for (uint32_t i = scratch_random(&random, 60); i > 0; i--) {
            if (scratch_random(&random, 4) == 0) {
                buf_add_char(&text, (char)scratch_random(&random, 256));
            } else if (scratch_random(&random, 2) == 0) {
                text_encode(&text, 0x2000 + scratch_random(&random, 0x70));
            } else {
                text_encode(&text, scratch_random(&random, 0x11000));
            }
        }
        (void)text_display(&out, buf_text(&text), text.length, 0);
        check_safe(&out);
        assert_false(text_display(&again, buf_text(&out), out.length, 0));
        assert_string_equal(buf_text(&again), buf_text(&out));
        buf_finish(&text);
        buf_finish(&out);
        buf_finish(&again);
    }
}

static void test_each_code_point_between_letters(void **state)
{
    struct buf text = BUF_INIT;
    struct buf out = BUF_INIT;

    (void)state;
    for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point++) {
        if (code_point >= 0xD800 && code_point <= 0xDFFF) {
            continue;
        }
        text.length = out.length = 0;
        buf_add_char(&text, 'a');
        text_encode(&text, code_point);
        buf_add_char(&text, 'b');
        (void)text_display(&out, buf_text(&text), text.length, 0);
        check_safe(&out);
    }
    buf_finish(&text);
    buf_finish(&out);
}

static void test_acceptable(void **state)
{
    static const uint32_t yes[] = {'\n',   '\t',   ' ',   'a',    0xE9,    0x627,
                                   0x200C, 0x200D, 0x301, 0x6F22, 0x1F600, 0xFE0F};
    static const uint32_t no[] = {0,       1,      '\r',   0x1B,     0x7F,      0x9B,   0x202E,
                                  0x2066,  0x200B, 0xFEFF, 0xE000,   0xFFFD,    0xFFFE, 0xD800,
                                  0xE0041, 0x2028, 0x378,  0x110000, 0xFFFFFFFF};

    (void)state;
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        assert_true(text_acceptable(yes[i]));
    }
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        assert_false(text_acceptable(no[i]));
    }
}

static void test_typewriter(void **state)
{
    (void)state;
    assert_int_equal(text_typewriter(0x201C), '"');
    assert_int_equal(text_typewriter(0x2019), '\'');
    assert_int_equal(text_typewriter(0x2014), '-');
    assert_int_equal(text_typewriter('a'), 'a');
    assert_int_equal(text_typewriter(0xE9), 0xE9); /* a letter is not spelt otherwise */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ordinary_text_stays),
        cmocka_unit_test(test_hostile_text),
        cmocka_unit_test(test_nul_is_shown),
        cmocka_unit_test(test_piled_marks),
        cmocka_unit_test(test_lines_and_tabs),
        cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_random_bytes),
        cmocka_unit_test(test_each_code_point_between_letters),
        cmocka_unit_test(test_acceptable),
        cmocka_unit_test(test_typewriter),
    };

    (void)setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
