/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 against the published examples. */
#include "config.h"

#include "base/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_known_answers(void **state)
{
    char out[65];

    (void)state;
    digest_sha256(out, NULL, 0);
    assert_string_equal(out, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    digest_sha256(out, "abc", 3);
    assert_string_equal(out, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    digest_sha256(out, "abd", 3);
    assert_string_not_equal(out,
                            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void test_names_that_are_the_same_everywhere(void **state)
{
    char out[37], other[37];

    (void)state;
    digest_uuid(out, "abc");
    assert_string_equal(out, "ba7816bf-8f01-8fea-8141-40de5dae2223");
    digest_uuid(other, "abd");
    assert_string_not_equal(out, other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_known_answers),
                                       cmocka_unit_test(test_names_that_are_the_same_everywhere)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
