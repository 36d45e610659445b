/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items of an arena: zeroed, aligned, apart from each other, counted. */
#include "config.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdalign.h>
#include <string.h>

static void test_items_do_not_overlap(void **state)
{
    struct arena *arena = arena_create();
    unsigned char *items[500];

    (void)state;
    for (size_t i = 0; i < 500; i++) {
        items[i] = arena_take(arena, i % 37, i % 5 + 1);
        for (size_t at = 0; at < (i % 37) * (i % 5 + 1); at++) {
            assert_int_equal(items[i][at], 0);
        }
        memset(items[i], (int)(i & 0xFF), (i % 37) * (i % 5 + 1));
    }
    for (size_t i = 0; i < 500; i++) {
        for (size_t at = 0; at < (i % 37) * (i % 5 + 1); at++) {
            assert_int_equal(items[i][at], i & 0xFF);
        }
    }
    arena_destroy(arena);
}

static void test_items_are_aligned(void **state)
{
    struct arena *arena = arena_create();

    (void)state;
    for (size_t i = 1; i < 100; i++) {
        void *item = arena_take(arena, 1, i);

        assert_int_equal((uintptr_t)item % alignof(max_align_t), 0);
    }
    arena_destroy(arena);
}

static void test_large_items_and_size(void **state)
{
    struct arena *arena = arena_create();
    char *large;

    (void)state;
    assert_int_equal(arena_size(arena), 0);
    (void)arena_string(arena, "small");
    large = arena_take(arena, 3, 1 << 20);
    large[(3 << 20) - 1] = 'x';
    assert_true(arena_size(arena) >= (size_t)3 << 20);
    assert_true(arena_size(arena) < ((size_t)3 << 20) + 4096);
    arena_destroy(arena);
    arena_destroy(NULL);
}

static void test_copies(void **state)
{
    struct arena *arena = arena_create();

    (void)state;
    assert_string_equal(arena_copy(arena, "abcdef", 2), "ab");
    assert_string_equal(arena_copy(arena, NULL, 0), "");
    assert_string_equal(arena_string(arena, "ça va"), "ça va");
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_items_do_not_overlap),
        cmocka_unit_test(test_items_are_aligned),
        cmocka_unit_test(test_large_items_and_size),
        cmocka_unit_test(test_copies),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
