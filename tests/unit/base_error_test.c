/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages: whole characters, context in front, places, and nothing raw. */
#include "config.h"

#include "base/error.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <locale.h>
#include <string.h>

static void test_set_and_clear(void **state)
{
    struct error err = {0};

    (void)state;
    err.detail = 5;
    assert_false(error_set(&err, ERROR_BUSY, "%s is open in %d places", "it", 2));
    assert_int_equal(err.code, ERROR_BUSY);
    assert_int_equal(err.detail, 0);
    assert_string_equal(err.message, "it is open in 2 places");
    error_clear(&err);
    assert_int_equal(err.code, ERROR_NONE);
    assert_string_equal(err.message, "");
}

static void test_nobody_asks(void **state)
{
    (void)state;
    assert_false(error_set(NULL, ERROR_IO, "x"));
    assert_false(error_at(NULL, ERROR_IO, "f", 1, 1, "x"));
    assert_false(error_context(NULL, "x"));
    assert_false(error_errno(NULL, ENOENT, "x"));
    error_clear(NULL);
}

static void test_context_is_put_in_front(void **state)
{
    struct error err = {0};

    (void)state;
    (void)error_set(&err, ERROR_DAMAGED, "the seal does not hold");
    err.detail = 3;
    assert_false(error_context(&err, "patient %d", 7));
    assert_false(error_context(&err, "verify"));
    assert_string_equal(err.message, "verify: patient 7: the seal does not hold");
    assert_int_equal(err.code, ERROR_DAMAGED);
    assert_int_equal(err.detail, 3);
}

static void test_long_messages_keep_whole_characters(void **state)
{
    struct error err = {0};
    char text[2000];
    char small[11];

    (void)state;
    for (size_t i = 0; i + 2 < sizeof text; i += 2) {
        memcpy(text + i, "é", 3);
    }
    for (unsigned shift = 0; shift < 2; shift++) {
        (void)error_set(&err, ERROR_IO, "%s%s", shift ? "x" : "", text);
        assert_true(text_valid(err.message, strlen(err.message), NULL));
        assert_true(strlen(err.message) > sizeof err.message - 3);
        (void)error_context(&err, "y");
        assert_true(text_valid(err.message, strlen(err.message), NULL));
        (void)error_text(&err, small, sizeof small);
        assert_true(text_valid(small, strlen(small), NULL));
        assert_true(strlen(small) >= 9);
    }
}

static void test_place(void **state)
{
    struct error err = {0};
    char out[1200];
    char path[600];

    (void)state;
    (void)error_at(&err, ERROR_INVALID, "form.yaml", 12, 3, "a key was expected");
    assert_string_equal(error_text(&err, out, sizeof out), "form.yaml:12:3: a key was expected");
    (void)error_at(&err, ERROR_INVALID, NULL, 12, 3, "here");
    assert_string_equal(error_text(&err, out, sizeof out), "12:3: here");
    (void)error_at(&err, ERROR_INVALID, "form.yaml", 0, 0, "too large");
    assert_string_equal(error_text(&err, out, sizeof out), "form.yaml: too large");
    (void)error_set(&err, ERROR_INVALID, "alone");
    assert_string_equal(error_text(&err, out, sizeof out), "alone");
    memset(path, 'd', sizeof path);
    strcpy(path + sizeof path - 6, "f.yml");
    (void)error_at(&err, ERROR_INVALID, path, 1, 1, "x");
    assert_int_equal(strlen(err.file), sizeof err.file - 1);
    assert_string_equal(err.file + strlen(err.file) - 5, "f.yml");
}

static void test_text_is_safe_to_print(void **state)
{
    struct error err = {0};
    char out[1200];

    (void)state;
    (void)error_at(&err, ERROR_INVALID, "a\x1b[2J.yaml", 1, 1, "%s",
                   "two\nlines \xe2\x80\xae \xff");
    (void)error_text(&err, out, sizeof out);
    assert_string_equal(out, "a<U+001B>[2J.yaml:1:1: two lines <U+202E> <0xFF>");
}

static void test_errno_chooses_the_code(void **state)
{
    static const struct {
        int number;
        enum error_code code;
    } table[] = {
        {ENOSPC, ERROR_FULL},   {EDQUOT, ERROR_FULL},       {EROFS, ERROR_READ_ONLY},
        {EACCES, ERROR_DENIED}, {EPERM, ERROR_DENIED},      {ENOENT, ERROR_NOT_FOUND},
        {EEXIST, ERROR_EXISTS}, {EINTR, ERROR_INTERRUPTED}, {EIO, ERROR_IO},
    };
    struct error err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        assert_false(error_errno(&err, table[i].number, "cannot write %s", "a.pdf"));
        assert_int_equal(err.code, table[i].code);
    }
    (void)error_errno(&err, ENOENT, "cannot open %s", "a.pdf");
    assert_string_equal(err.message, "cannot open a.pdf: No such file or directory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_set_and_clear),
        cmocka_unit_test(test_nobody_asks),
        cmocka_unit_test(test_context_is_put_in_front),
        cmocka_unit_test(test_long_messages_keep_whole_characters),
        cmocka_unit_test(test_place),
        cmocka_unit_test(test_text_is_safe_to_print),
        cmocka_unit_test(test_errno_chooses_the_code),
    };

    (void)setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
