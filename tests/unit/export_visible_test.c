/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words pass as typed; what hides or reverses becomes a mark.
 */
#include "export/visible.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void assert_visible(const char *text, const char *expected)
{
    struct buf out = BUF_INIT;
    visible_text(&out, text);
    assert_string_equal(buf_text(&out), expected);
    buf_finish(&out);
}

static void test_words_pass(void **state)
{
    (void)state;
    static const char *const words[] = {
        "",
        "plain",
        "élan ş ü",
        "e\xCC\x81",
        "قلبي ضيق",
        "می‌خواهم", /* with its non-joiner */
        "two\nlines\tand a tab",
        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        assert_visible(words[i], words[i]);
    }
}

static void test_hidden_is_marked(void **state)
{
    (void)state;
    assert_visible("a\xE2\x80\xAE"
                   "b",
                   "a<U+202E>b");
    assert_visible("\x1B[2J", "<U+001B>[2J");
    assert_visible("\xC2\x9D", "<U+009D>");
    assert_visible("a\xE2\x80\x8B"
                   "b",
                   "a<U+200B>b");
    assert_visible("\xE2\x80\xA8", "<U+2028>");
    assert_visible("\xFF", "<U+FFFD>");
}

static void test_line_ends(void **state)
{
    (void)state;
    assert_visible("a\r\nb\rc\nd", "a\nb\nc\nd");
    struct buf out = BUF_INIT;
    visible_line(&out, "a\r\nb\rc\nd\te");
    assert_string_equal(buf_text(&out), "a b c d e");
    buf_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_pass),
        cmocka_unit_test(test_hidden_is_marked),
        cmocka_unit_test(test_line_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
