/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The growing buffer against a plain array, and that it wipes what it leaves. */
#include "config.h"

#include "base/buf.h"

#include "scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static void test_empty_buffer(void **state)
{
    struct buf buf = BUF_INIT;
    char *taken;

    (void)state;
    assert_string_equal(buf_text(&buf), "");
    buf_add(&buf, NULL, 0);
    buf_clear(&buf);
    buf_insert(&buf, 0, "", 0);
    buf_remove(&buf, 0, 0);
    assert_int_equal(buf.length, 0);
    taken = buf_take(&buf);
    assert_string_equal(taken, "");
    assert_null(buf.data);
    free(taken);
    buf_finish(&buf);
    buf_finish(&buf);
}

static void test_adding(void **state)
{
    struct buf buf = BUF_INIT;

    (void)state;
    buf_add_text(&buf, "name");
    buf_add_char(&buf, ':');
    buf_add_repeat(&buf, " ·", 3);
    buf_add_format(&buf, " %d %s", 42, "years");
    assert_string_equal(buf_text(&buf), "name: · · · 42 years");
    buf_add(&buf, "\0x", 2);
    assert_int_equal(buf.length, strlen("name: · · · 42 years") + 2);
    assert_int_equal(buf.data[buf.length], '\0');
    buf_finish(&buf);
}

static void test_take_hands_over(void **state)
{
    struct buf buf = BUF_INIT;
    char *taken;

    (void)state;
    buf_add_text(&buf, "words");
    taken = buf_take(&buf);
    assert_string_equal(taken, "words");
    assert_int_equal(buf.length, 0);
    buf_add_text(&buf, "again");
    assert_string_equal(taken, "words");
    free(taken);
    buf_finish(&buf);
}

/* Ten thousand random changes, made to a plain array as well. */
static void test_against_array(void **state)
{
    static char model[65536];
    struct buf buf = BUF_INIT;
    size_t length = 0;
    uint32_t random = 7;

    (void)state;
    for (int step = 0; step < 10000; step++) {
        char bytes[40];
        size_t size = scratch_random(&random, sizeof bytes);
        size_t at = scratch_random(&random, (uint32_t)length + 1);

        memset(bytes, 'a' + step % 26, sizeof bytes);
        if (scratch_random(&random, 5) < 3 && length + size < sizeof model) {
            memmove(model + at + size, model + at, length - at);
            memcpy(model + at, bytes, size);
            length += size;
            buf_insert(&buf, at, bytes, size);
        } else {
            size = size < length - at ? size : length - at;
            memmove(model + at, model + at + size, length - at - size);
            length -= size;
            buf_remove(&buf, at, size);
        }
        assert_int_equal(buf.length, length);
        assert_memory_equal(buf_text(&buf), model, length);
        assert_int_equal(buf_text(&buf)[length], '\0');
    }
    buf_finish(&buf);
}

static void test_removed_bytes_are_wiped(void **state)
{
    struct buf buf = BUF_INIT;

    (void)state;
    buf_add_text(&buf, "secret words");
    buf_remove(&buf, 6, 6);
    assert_string_equal(buf_text(&buf), "secret");
    assert_null(memmem(buf.data, buf.capacity, "words", 5));
    buf_clear(&buf);
    assert_null(memmem(buf.data, buf.capacity, "secr", 4));
    assert_string_equal(buf_text(&buf), "");
    buf_add_text(&buf, "seen");
    assert_non_null(memmem(buf.data, buf.capacity, "seen", 4));
    buf_finish(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty_buffer),
        cmocka_unit_test(test_adding),
        cmocka_unit_test(test_take_hands_over),
        cmocka_unit_test(test_against_array),
        cmocka_unit_test(test_removed_bytes_are_wiped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
