/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words that a text is about, in several scripts, and which of them are alike.
 */
#include "app/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void expect(const char *text, const char *wanted)
{
    struct words words = WORDS_INIT;
    struct buf found = BUF_INIT;
    words_add(&words, text, strlen(text));
    for (size_t i = 0; i < words.count; i++) {
        buf_add_format(&found, "%s%s", i ? " " : "", words.list[i]);
    }
    assert_string_equal(buf_text(&found), wanted);
    buf_finish(&found);
    words_finish(&words);
}

static void words_of_a_text(void **state)
{
    (void)state;
    expect("", "");
    expect("and of the to be, it is", "");
    expect("Her brother’s wife; her BROTHER – “sleeps” badly.", "brother wife sleeps badly");
    expect("Hij heeft zorgen over het geloof", "zorgen geloof");
    expect("Başım dolu, café", "basim dolu cafe");
    expect("قلبي معي", "قلبي معي");
    expect("-- … !?", "");
}

/* Bytes that are no text, and far too much of it, are no trouble. */
static void hostile_text(void **state)
{
    struct words words = WORDS_INIT;
    struct buf much = BUF_INIT;
    (void)state;
    words_add(&words, "\xE2\x80", 2);
    words_add(&words, "\xFF\xFE ab\xC3", 6);
    for (int i = 0; i < 5000; i++) {
        buf_add_format(&much, "word%d ", i);
    }
    words_add(&words, buf_text(&much), much.length);
    assert_true(words.count <= WORDS_MOST);
    assert_true(words.count > 100);
    buf_finish(&much);
    words_finish(&words);
}

static void alike(void **state)
{
    (void)state;
    assert_true(words_alike("sleep", "sleep"));
    assert_true(words_alike("sleep", "sleeping"));
    assert_true(words_alike("brothers", "brother"));
    assert_true(words_alike("slaapproblemen", "slaap"));
    assert_false(words_alike("god", "goddess"));
    assert_false(words_alike("sister", "system"));
    assert_false(words_alike("migration", "migraine"));
    assert_false(words_alike("", "sleep"));
}

static void in_common(void **state)
{
    struct words one = WORDS_INIT, two = WORDS_INIT;
    static const char a[] = "Her brother sends money", b[] = "money from brothers abroad";
    (void)state;
    words_add(&one, a, sizeof a - 1);
    words_add(&two, b, sizeof b - 1);
    assert_int_equal(words_common(&one, &two), 2);
    assert_true(words_have(&two, "brother"));
    assert_false(words_have(&two, "sister"));
    words_finish(&one);
    words_finish(&two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_a_text),
        cmocka_unit_test(hostile_text),
        cmocka_unit_test(alike),
        cmocka_unit_test(in_common),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
