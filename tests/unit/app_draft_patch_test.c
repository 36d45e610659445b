/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text patched with what has changed is the text, wherever it has changed, and
 * what is no patch of it is refused.
 */
#include "config.h"

#include "app/draft_patch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect_patch(const char *from, const char *to, const char *json)
{
    struct buf before = BUF_INIT, after = BUF_INIT, written = BUF_INIT;
    buf_add_text(&before, from);
    json_t *patch = draft_patch_make(&before, to, strlen(to));
    assert_non_null(patch);
    if (json) {
        json_write(&written, patch);
        assert_string_equal(buf_text(&written), json);
    }
    assert_true(draft_patch_apply(&after, from, patch));
    assert_string_equal(buf_text(&after), to);
    json_decref(patch);
    buf_finish(&before);
    buf_finish(&after);
    buf_finish(&written);
}

static void says_what_is_between(void **state)
{
    (void)state;
    expect_patch("", "", "{\"start\":0,\"end\":0,\"between\":\"\"}");
    expect_patch("", "a", "{\"start\":0,\"end\":0,\"between\":\"a\"}");
    expect_patch("abc", "abcd", "{\"start\":3,\"end\":0,\"between\":\"d\"}");
    expect_patch("abc", "xabc", "{\"start\":0,\"end\":3,\"between\":\"x\"}");
    expect_patch("abc", "ac", "{\"start\":1,\"end\":1,\"between\":\"\"}");
    expect_patch("aa", "aaa", "{\"start\":2,\"end\":0,\"between\":\"a\"}");
    expect_patch("abc", "", "{\"start\":0,\"end\":0,\"between\":\"\"}");
}

/* é and è, é and ũ share a byte at one end. */
static void cuts_between_characters(void **state)
{
    (void)state;
    expect_patch("\u00e9", "\u00e8", "{\"start\":0,\"end\":0,\"between\":\"\u00e8\"}");
    expect_patch("\u00e9", "\u0169", "{\"start\":0,\"end\":0,\"between\":\"\u0169\"}");
    expect_patch("a\u00e9b", "a\u00e9", NULL);
    expect_patch("\u0645\u0631\u062d", "\u0645\u0632\u062d", NULL);
}

static void any_two_texts(void **state)
{
    static const char *const signs[] = {"a", "b", "\u00e9", "\u00e8", "\u0169", "\u0645", "\n"};
    uint32_t random = 7;
    (void)state;
    for (int i = 0; i < 20000; i++) {
        char texts[2][64] = {"", ""};
        for (int t = 0; t < 2; t++) {
            random = random * 1664525 + 1013904223;
            for (uint32_t left = (random >> 16) % 14; left > 0; left--) {
                random = random * 1664525 + 1013904223;
                strcat(texts[t], signs[(random >> 16) % 7]);
            }
        }
        expect_patch(texts[0], texts[1], NULL);
    }
}

static void long_ones_in_few_steps(void **state)
{
    struct buf before = BUF_INIT, after = BUF_INIT, result = BUF_INIT;
    (void)state;
    buf_add_repeat(&before, "a long story; ", 20000);
    buf_add(&after, before.data, before.length);
    buf_insert(&after, 123457, "!", 1);
    json_t *patch = draft_patch_make(&before, buf_text(&after), after.length);
    assert_non_null(patch);
    assert_int_equal(json_number(patch, "start", -1), 123457);
    assert_true(draft_patch_apply(&result, buf_text(&before), patch));
    assert_string_equal(buf_text(&result), buf_text(&after));
    json_decref(patch);
    /* Far apart: everything between would have to be in it. */
    buf_insert(&after, 10, "!", 1);
    assert_null(draft_patch_make(&before, buf_text(&after), after.length));
    buf_finish(&before);
    buf_finish(&after);
    buf_finish(&result);
}

static void refuses_what_is_no_patch(void **state)
{
    static const char *const bad[] = {
        "{}",
        "null",
        "{\"start\":0,\"end\":0}",
        "{\"start\":0,\"end\":0,\"between\":1}",
        "{\"start\":-1,\"end\":0,\"between\":\"\"}",
        "{\"start\":0,\"end\":-1,\"between\":\"\"}",
        "{\"start\":4,\"end\":0,\"between\":\"\"}",
        "{\"start\":2,\"end\":2,\"between\":\"\"}",
        "{\"start\":1,\"end\":9223372036854775807,\"between\":\"\"}",
        "{\"start\":1,\"end\":0,\"between\":\"\"}",
        "{\"start\":0,\"end\":2,\"between\":\"\"}",
    };
    struct buf out = BUF_INIT;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct error err = {.code = ERROR_NONE};
        json_t *patch = NULL;
        assert_true(json_read(&patch, bad[i], strlen(bad[i]), 1000, &err));
        assert_false(draft_patch_apply(&out, "\u00e9b", patch)); /* three bytes */
        json_decref(patch);
    }
    assert_int_equal(out.length, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_is_between),
        cmocka_unit_test(cuts_between_characters),
        cmocka_unit_test(any_two_texts),
        cmocka_unit_test(long_ones_in_few_steps),
        cmocka_unit_test(refuses_what_is_no_patch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
