/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Partial dates in words: nothing added, nothing rounded.
 */
#include "export/when.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void assert_words(const char *edtf, const char *expected)
{
    struct buf out = BUF_INIT;
    when_edtf(&out, edtf, "en");
    assert_string_equal(buf_text(&out), expected);
    buf_finish(&out);
}

static void test_points(void **state)
{
    (void)state;
    assert_words("1998-03-12", "12 March 1998");
    assert_words("1998-03", "March 1998");
    assert_words("1998-21", "spring 1998");
    assert_words("1998-24", "winter 1998");
    assert_words("1998", "1998");
    assert_words("1998~", "about 1998");
    assert_words("2001?", "2001 (not certain)");
    assert_words("2001%", "about 2001 (not certain)");
    assert_words("199X", "the 1990s");
    assert_words("19XX", "between 1900 and 1999");
    assert_words("1998-XX", "1998, month not known");
    assert_words("1998-05-XX", "May 1998, day not known");
}

static void test_intervals(void **state)
{
    (void)state;
    assert_words("2001/2004", "from 2001 until 2004");
    assert_words("2001~/2004-05", "from about 2001 until May 2004");
    assert_words("2015/..", "since 2015");
    assert_words("../2003", "until 2003");
    assert_words("1998/", "from 1998, end not known");
}

static void test_not_understood_stays_as_it_is(void **state)
{
    (void)state;
    assert_words("the winter of the flood", "the winter of the flood");
    assert_words("", "");
}

static void test_times_are_local(void **state)
{
    (void)state;
    struct buf out = BUF_INIT;
    when_time(&out, INT64_C(1772546700000), 0, "en");
    assert_string_equal(buf_text(&out), "3 March 2026, 14:05");
    buf_clear(&out);
    when_time(&out, INT64_C(1772546700000), 600, "en");
    assert_string_equal(buf_text(&out), "4 March 2026, 00:05");
    buf_clear(&out);
    when_time(&out, INT64_C(-1), 0, "en");
    assert_string_equal(buf_text(&out), "31 December 1969, 23:59");
    buf_clear(&out);
    when_day(&out, INT64_C(1772546700000), -900, "en");
    assert_string_equal(buf_text(&out), "2 March 2026");
    buf_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_points),
        cmocka_unit_test(test_intervals),
        cmocka_unit_test(test_not_understood_stays_as_it_is),
        cmocka_unit_test(test_times_are_local),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
