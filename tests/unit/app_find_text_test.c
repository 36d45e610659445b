/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where words stand: told in the bytes of the text, whatever folding made of it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/find_text.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* The text with each hit in brackets. */
static void assert_marked(const char *text, const char *words, const char *expected)
{
    struct find_span spans[8];
    struct buf marked = BUF_INIT, folded = BUF_INIT;
    size_t at = 0;
    text_fold(&folded, words, strlen(words));
    size_t count = find_spans(spans, 8, text, strlen(text), buf_text(&folded));
    for (size_t i = 0; i < count; i++) {
        assert_true(spans[i].from >= at && spans[i].to > spans[i].from);
        buf_add(&marked, text + at, spans[i].from - at);
        buf_add_format(&marked, "[%.*s]", (int)(spans[i].to - spans[i].from),
                       text + spans[i].from);
        at = spans[i].to;
    }
    buf_add_text(&marked, text + at);
    assert_string_equal(buf_text(&marked), expected);
    buf_finish(&marked);
    buf_finish(&folded);
}

static void case_and_accents(void **state)
{
    (void)state;
    assert_marked("Her cousin SLEEPS.", "sleep", "Her cousin [SLEEP]S.");
    assert_marked("bij Ayşe en AYSE", "ayse", "bij [Ayşe] en [AYSE]");
    assert_marked("Café, cafe\xcc\x81!", "CAFE", "[Café], [cafe\xcc\x81]!");
    assert_marked("nothing here", "elsewhere", "nothing here");
    assert_marked("مريم والبيت", "البيت", "مريم و[البيت]");
}

static void several_words(void **state)
{
    (void)state;
    assert_marked("mother, and her mother's sister", "sister mother",
                  "[mother], and her [mother]'s [sister]");
    /* The longest one that stands there. */
    assert_marked("grandmother", "grand grandmother", "[grandmother]");
}

/* Letters that fold into two, and white space that folds away. */
static void odd_letters(void **state)
{
    (void)state;
    assert_marked("Straße und Fluß", "strasse", "[Straße] und Fluß");
    assert_marked("Straße", "ss", "Stra[ß]e");
    assert_marked("  two \n\t lines  ", "two", "  [two] \n\t lines  ");
    assert_marked("bad \xff byte", "byte", "bad \xff [byte]");
    assert_marked("", "x", "");
}

static void no_more_than_asked_for(void **state)
{
    (void)state;
    struct find_span spans[2];
    assert_int_equal(find_spans(spans, 2, "aaaa", 4, "a"), 2);
    assert_int_equal(spans[1].from, 1);
    assert_int_equal(find_spans(spans, 2, "aaaa", 4, ""), 0);
    assert_int_equal(find_spans(spans, 2, "aaaa", 4, "  "), 0);
}

static void excerpts(void **state)
{
    (void)state;
    struct buf text = BUF_INIT, out = BUF_INIT;
    struct find_span spans[4];
    for (int i = 0; i < 60; i++) {
        buf_add_format(&text, "word%d ", i);
    }
    buf_add_text(&text, "the needle\nlies here ");
    for (int i = 0; i < 200; i++) {
        buf_add_format(&text, "more%d ", i);
    }
    buf_add_text(&text, "needle");
    size_t count = find_spans(spans, 4, buf_text(&text), text.length, "needle");
    assert_int_equal(count, 2);
    count = find_excerpt(&out, spans, count, buf_text(&text), text.length);
    assert_int_equal(count, 1); /* the other one is far away */
    assert_memory_equal(buf_text(&out) + spans[0].from, "needle", 6);
    assert_int_equal(spans[0].to - spans[0].from, 6);
    assert_memory_equal(buf_text(&out), "...word", 7);
    assert_string_equal(buf_text(&out) + out.length - 3, "...");
    assert_null(strchr(buf_text(&out), '\n'));
    assert_true(out.length < 500);
    buf_finish(&text);
    buf_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_and_accents),       cmocka_unit_test(several_words),
        cmocka_unit_test(odd_letters),            cmocka_unit_test(no_more_than_asked_for),
        cmocka_unit_test(excerpts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
