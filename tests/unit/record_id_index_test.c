/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of identifiers: what was put in is found, what was not is not.
 */
#include "record/id_index.h"

#include "base/alloc.h"
#include "record_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT 5000

static void test_all_are_found(void **state)
{
    char(*ids)[33] = alloc_array(COUNT, sizeof(*ids));
    struct support support;
    struct id_index *index = id_index_create();
    size_t number;
    (void)state;
    support_start(&support, 3);
    for (size_t i = 0; i < COUNT; i++) {
        world_new_id(&support.world, ids[i]);
        assert_false(id_index_get(index, ids[i], &number));
        id_index_put(index, ids[i], i);
    }
    for (size_t i = 0; i < COUNT; i++) {
        assert_true(id_index_get(index, ids[i], &number));
        assert_int_equal(number, i);
    }
    id_index_destroy(index);
    free(ids);
    support_finish(&support);
}

/* Identifiers made by hand, all alike but for one end, do not mix. */
static void test_neighbours(void **state)
{
    struct id_index *index = id_index_create();
    char id[33];
    size_t number;
    (void)state;
    for (size_t i = 0; i < 256; i++) {
        snprintf(id, sizeof(id), "%032zx", i);
        id_index_put(index, id, i);
        snprintf(id, sizeof(id), "%02zx%030x", i, 1U << 8);
        id_index_put(index, id, 1000 + i);
    }
    for (size_t i = 0; i < 256; i++) {
        snprintf(id, sizeof(id), "%032zx", i);
        assert_true(id_index_get(index, id, &number));
        assert_int_equal(number, i);
        snprintf(id, sizeof(id), "%02zx%030x", i, 1U << 8);
        assert_true(id_index_get(index, id, &number));
        assert_int_equal(number, 1000 + i);
    }
    id_index_destroy(index);
}

static void test_what_is_no_identifier(void **state)
{
    static const char *const texts[] = {
        "",
        "0",
        "0123456789abcdef0123456789abcde",
        "0123456789abcdef0123456789abcdef0",
        "0123456789ABCDEF0123456789ABCDEF",
        "0123456789abcdef 123456789abcdef",
    };
    struct id_index *index = id_index_create();
    size_t number;
    (void)state;
    assert_false(id_index_get(index, "0123456789abcdef0123456789abcdef", &number));
    id_index_put(index, "0123456789abcdef0123456789abcdef", 7);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        assert_false(id_is_valid(texts[i]));
        assert_false(id_index_get(index, texts[i], &number));
    }
    assert_true(id_is_valid("0123456789abcdef0123456789abcdef"));
    id_index_destroy(index);
    id_index_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_are_found),
        cmocka_unit_test(test_neighbours),
        cmocka_unit_test(test_what_is_no_identifier),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
