/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names and directions of languages; an unknown one keeps its code.
 */
#include "export/language.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void assert_name(const char *code, const char *expected)
{
    struct buf out = BUF_INIT;
    language_name(&out, code, "en");
    assert_string_equal(buf_text(&out), expected);
    buf_finish(&out);
}

static void test_names(void **state)
{
    (void)state;
    assert_name("ar", "Arabic");
    assert_name("AR", "Arabic");
    assert_name("ar-MA", "Arabic (Morocco)");
    assert_name("ar-Latn-EG", "Arabic (Latin script, Egypt)");
    assert_name("ar_eg", "Arabic (Egypt)");
    assert_name("nl-x-qq", "Dutch (x, qq)");
    assert_name("nl-", "Dutch");
    assert_name("ckb", "Kurdish (Sorani)");
    assert_name("nl", "Dutch");
    assert_name("xyz", "xyz");
    assert_name("a", "a");
    assert_name("arabic", "arabic");
    assert_name("", "");
}

static void assert_tag(const char *code, const char *expected)
{
    struct buf out = BUF_INIT;
    assert_int_equal(language_tag(&out, code), *expected != '\0');
    assert_string_equal(buf_text(&out), expected);
    buf_finish(&out);
}

static void test_tags(void **state)
{
    (void)state;
    assert_tag("ar", "ar");
    assert_tag("ckb", "ckb");
    assert_tag("ar-Latn-EG", "ar-Latn-EG");
    assert_tag("ar_EG", "ar-EG");
    assert_tag("nl-x-qq", "nl-x-qq");
    assert_tag("x-own", "");
    assert_tag("arabic", "");
    assert_tag("a", "");
    assert_tag("a1", "");
    assert_tag("", "");
    assert_tag("nl-", "");
    assert_tag("nl--BE", "");
    assert_tag("nl-abcdefghi", "");
    assert_tag("ar\" onclick=\"x", "");
    assert_tag("ar-E\">", "");
}

static void test_directions(void **state)
{
    (void)state;
    assert_true(language_is_right_to_left("ar"));
    assert_true(language_is_right_to_left("fa-AF"));
    assert_true(language_is_right_to_left("he"));
    assert_true(language_is_right_to_left("az-Arab"));
    assert_false(language_is_right_to_left("ar-Latn"));
    assert_false(language_is_right_to_left("nl"));
    assert_false(language_is_right_to_left("xyz"));
    assert_false(language_is_right_to_left(""));
    /* a year is a variant of four signs, not a script */
    assert_true(language_is_right_to_left("ar-1994"));
}

static void test_each_code_once_and_sorted(void **state)
{
    (void)state;
    assert_true(language_count() > 50);
    for (size_t i = 1; i < language_count(); i++) {
        assert_true(strcmp(language_code_at(i - 1), language_code_at(i)) < 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_tags),
        cmocka_unit_test(test_directions),
        cmocka_unit_test(test_each_code_once_and_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
