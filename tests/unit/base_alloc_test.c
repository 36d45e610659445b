/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that is there, grows as asked, and refuses sums that overflow. */
#include "config.h"

#include "base/alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void test_array_is_zeroed(void **state)
{
    unsigned char *bytes = alloc_array(1000, 3);
    void *nothing = alloc_array(0, 0);

    (void)state;
    for (size_t i = 0; i < 3000; i++) {
        assert_int_equal(bytes[i], 0);
    }
    assert_non_null(nothing);
    free(bytes);
    free(nothing);
}

static void test_copy_ends_in_nul(void **state)
{
    char *copy = alloc_copy("abcdef", 3);
    char *empty = alloc_copy(NULL, 0);
    char *string = alloc_string("été");

    (void)state;
    assert_string_equal(copy, "abc");
    assert_string_equal(empty, "");
    assert_string_equal(string, "été");
    free(copy);
    free(empty);
    free(string);
}

static void test_grow_doubles_and_keeps(void **state)
{
    int *numbers = NULL;
    size_t capacity = 0;
    size_t changes = 0;

    (void)state;
    for (size_t i = 0; i < 10000; i++) {
        size_t before = capacity;

        alloc_grow(&numbers, &capacity, i + 1, sizeof *numbers);
        assert_true(capacity >= i + 1);
        changes += capacity != before;
        numbers[i] = (int)i;
    }
    for (size_t i = 0; i < 10000; i++) {
        assert_int_equal(numbers[i], (int)i);
    }
    assert_true(changes < 16);
    free(numbers);
}

/* In a child, since the program ends. */
static int status_of_overflow(void)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY);

        (void)dup2(nowhere, STDERR_FILENO);
        free(alloc_resize(NULL, SIZE_MAX / 2, 3));
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void test_overflow_ends_the_program(void **state)
{
    (void)state;
    assert_int_equal(status_of_overflow(), 71);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_array_is_zeroed),
        cmocka_unit_test(test_copy_ends_in_nul),
        cmocka_unit_test(test_grow_doubles_and_keeps),
        cmocka_unit_test(test_overflow_ends_the_program),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
