/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Composed, folded and compared: the same name however it was typed. */
#include "config.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <string.h>

static void test_compose(void **state)
{
    static const char *const table[][2] = {
        {"", ""},
        {"plain", "plain"},
        {"e\xCC\x81t\xC3\xA9", "été"},
        {"a\xCC\xA3\xCC\x82", "\xE1\xBA\xAD"}, /* two marks in one letter */
        {"a\xCC\x82\xCC\xA3", "\xE1\xBA\xAD"}, /* … in either order */
        {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한"},
        {"\xEF\xAC\x81", "\xEF\xAC\x81"}, /* a ligature is not taken apart */
        {"a\xff"
         "e\xCC\x81",
         "a\xEF\xBF\xBDé"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct buf out = BUF_INIT;

        text_compose(&out, table[i][0], strlen(table[i][0]));
        assert_string_equal(buf_text(&out), table[i][1]);
        buf_finish(&out);
    }
}

static void test_fold(void **state)
{
    static const char *const table[][2] = {
        {"", ""},
        {"  A  b\t\nC ", "a b c"},
        {"Éléonore", "eleonore"},
        {"e\xCC\x81", "e"},
        {"Işık IŞIK ışık İ", "isik isik isik i"},
        {"Straße", "strasse"},
        {"Łódź Ørsted Æsir", "lodz orsted aesir"},
        {"O’Neil–Smith", "o'neil-smith"},
        {"ﬁn", "fin"},
        {"أحمد إبراهيم آدم", "احمد ابراهيم ادم"},
        {"مُحَمَّد", "محمد"},
        {"علی کریمی", "علي كريمي"},
        {"نـــور", "نور"},
        {"ΣΊΣΥΦΟΣ", "σισυφοσ"},
        {"Фёдор", "федор"},
        {"no\xC2\xA0"
         "break",
         "no break"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct buf out = BUF_INIT;
        struct buf again = BUF_INIT;

        text_fold(&out, table[i][0], strlen(table[i][0]));
        assert_string_equal(buf_text(&out), table[i][1]);
        text_fold(&again, buf_text(&out), out.length);
        assert_string_equal(buf_text(&again), buf_text(&out));
        buf_finish(&out);
        buf_finish(&again);
    }
}

/* Vowel signs that are letters of their own are not taken for accents. */
static void test_fold_keeps_letters(void **state)
{
    struct buf one = BUF_INIT;
    struct buf other = BUF_INIT;

    (void)state;
    text_fold(&one, "की", strlen("की"));
    text_fold(&other, "कु", strlen("कु"));
    assert_string_not_equal(buf_text(&one), buf_text(&other));
    buf_finish(&one);
    buf_finish(&other);
}

static void test_compare(void **state)
{
    (void)state;
    assert_true(text_compare("Éva", "Fatma") < 0);
    assert_true(text_compare("zeynep", "Ahmed") > 0);
    assert_int_equal(text_compare("Ali", "Ali"), 0);
    assert_true(text_compare("Ali", "ali") != 0);
    assert_true((text_compare("Ali", "ali") < 0) == (text_compare("ali", "Ali") > 0));
    assert_true(text_compare("ali b", "Ali a") > 0);
}

static void test_matches(void **state)
{
    (void)state;
    assert_true(text_matches("yusuf al-hamid aleppo", "hamid yus"));
    assert_true(text_matches("yusuf", ""));
    assert_true(text_matches("yusuf", "  "));
    assert_false(text_matches("yusuf", "yusuf x"));
    assert_false(text_matches("", "a"));
}

static void test_nearest(void **state)
{
    static const char *const words[] = {"label", "hint", "relevant", "required", "name", "a"};
    const size_t count = sizeof words / sizeof words[0];

    (void)state;
    assert_string_equal(text_nearest("lable", words, count), "label");
    assert_string_equal(text_nearest("relevent", words, count), "relevant");
    assert_string_equal(text_nearest("Required", words, count), "required");
    assert_string_equal(text_nearest("nmae", words, count), "name");
    assert_string_equal(text_nearest("requird", words, count), "required");
    assert_null(text_nearest("purpose", words, count));
    assert_null(text_nearest("x", words, count));
    assert_null(text_nearest("", words, count));
    assert_null(text_nearest("label", words, 0));
    assert_null(
        text_nearest("a word of far more than sixty-four letters is none of those that are known",
                     words, count));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compose),
        cmocka_unit_test(test_fold),
        cmocka_unit_test(test_fold_keeps_letters),
        cmocka_unit_test(test_compare),
        cmocka_unit_test(test_matches),
        cmocka_unit_test(test_nearest),
    };

    (void)setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
