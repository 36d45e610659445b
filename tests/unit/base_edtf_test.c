/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Partial dates: strict reading, canonical writing, the calendar. */
#include "config.h"

#include "base/edtf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static void test_canonical_forms_round_trip(void **state)
{
    static const char *const table[] = {
        "1998",        "0000",       "-0044",      "9999",
        "-9999",       "1998-05",    "1998-05-09", "2000-02-29",
        "1998-21",     "1998-24",    "199X",       "19XX",
        "1998-XX",     "1998-XX-XX", "1998-05-XX", "1998~",
        "1998?",       "1998%",      "1998-05~",   "1998-05-09?",
        "1998-21~",    "199X~",      "1998/2001",  "1998/..",
        "../1998",     "1998/",      "/1998",      "1998-05/1998-06-07",
        "1998~/2001?", "199X/200X",  "1998-XX/..", "-0044/0012",
        "1998/1998",
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct edtf date;
        struct edtf again;
        struct buf out = BUF_INIT;

        assert_true(edtf_parse(&date, table[i], strlen(table[i]), NULL));
        edtf_format(&out, &date);
        assert_string_equal(buf_text(&out), table[i]);
        assert_true(edtf_parse(&again, buf_text(&out), out.length, NULL));
        assert_memory_equal(&date, &again, sizeof date);
        buf_finish(&out);
    }
}

static void test_refused_with_the_character(void **state)
{
    static const struct {
        const char *text;
        unsigned column;
    } table[] = {
        {"", 1},
        {" 1998", 1},
        {"98", 3},
        {"199", 4},
        {"199x", 4},
        {"1X98", 2},
        {"19X8", 4},
        {"1998 ", 5},
        {"1998-", 6},
        {"1998-5", 6},
        {"1998-00", 6},
        {"1998-13", 6},
        {"1998-20", 6},
        {"1998-25", 6},
        {"1998-05-00", 9},
        {"1998-05-32", 9},
        {"1999-02-29", 9},
        {"1900-02-29", 9},
        {"1998-04-31", 9},
        {"1998-21-03", 9},
        {"1998-XX-03", 9},
        {"199X-05", 6},
        {"1998-1X", 6},
        {"1998~~", 6},
        {"1998~?", 6},
        {"..", 3},
        {"../..", 1},
        {"/", 1},
        {"/..", 1},
        {"1998/2001/2003", 10},
        {"2001/1998", 10},
        {"1998-05-09T10:00", 11},
        {".1998", 2},
        {"1998/.", 7},
        {"-0000", 6},
        {"-019X", 6},
        {"Y19980", 1},
        {"+1998", 1},
        {"1998-05-09Z", 11},
        {"１９９８", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct edtf date;
        struct error err = {0};

        assert_false(edtf_parse(&date, table[i].text, strlen(table[i].text), &err));
        assert_int_equal(err.code, ERROR_INVALID);
        assert_int_equal(err.column, table[i].column);
        assert_true(strlen(err.message) > 0);
    }
}

static int32_t day(int year, int month, int of_month)
{
    return edtf_days_from_civil(year, month, of_month);
}

static void check_bounds(const char *text, int32_t first, int32_t last)
{
    struct edtf date;
    int32_t found_first;
    int32_t found_last;

    assert_true(edtf_parse(&date, text, strlen(text), NULL));
    edtf_bounds(&date, &found_first, &found_last);
    assert_int_equal(found_first, first);
    assert_int_equal(found_last, last);
}

static void test_bounds(void **state)
{
    (void)state;
    check_bounds("1998", day(1998, 1, 1), day(1998, 12, 31));
    check_bounds("1998-05", day(1998, 5, 1), day(1998, 5, 31));
    check_bounds("2000-02", day(2000, 2, 1), day(2000, 2, 29));
    check_bounds("1998-05-09", day(1998, 5, 9), day(1998, 5, 9));
    check_bounds("1998-21", day(1998, 3, 1), day(1998, 5, 31));
    check_bounds("1998-22", day(1998, 6, 1), day(1998, 8, 31));
    check_bounds("1998-23", day(1998, 9, 1), day(1998, 11, 30));
    check_bounds("1999-24", day(1999, 12, 1), day(2000, 2, 29));
    check_bounds("199X", day(1990, 1, 1), day(1999, 12, 31));
    check_bounds("19XX", day(1900, 1, 1), day(1999, 12, 31));
    check_bounds("1998-XX", day(1998, 1, 1), day(1998, 12, 31));
    check_bounds("1998-05-XX", day(1998, 5, 1), day(1998, 5, 31));
    check_bounds("1998~", day(1998, 1, 1), day(1998, 12, 31));
    check_bounds("1998/2001-03", day(1998, 1, 1), day(2001, 3, 31));
    check_bounds("1998/..", day(1998, 1, 1), INT32_MAX);
    check_bounds("../1998", INT32_MIN, day(1998, 12, 31));
    check_bounds("1998/", day(1998, 1, 1), INT32_MAX);
    check_bounds("/1998-05", INT32_MIN, day(1998, 5, 31));
}

/* Day by day through all years that can be written, against the rules of the calendar. */
static void test_calendar(void **state)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t count = edtf_days_from_civil(-9999, 1, 1);

    (void)state;
    assert_int_equal(day(1970, 1, 1), 0);
    assert_int_equal(day(2000, 3, 1), 11017);
    assert_int_equal(day(1969, 12, 31), -1);
    for (int year = -9999; year <= 9999; year++) {
        bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

        for (int month = 1; month <= 12; month++) {
            int length = lengths[month - 1] + (leap && month == 2);

            for (int of_month = 1; of_month <= length;
                 of_month += length - 1, count += length - 1) {
                int y, m, d;

                assert_int_equal(edtf_days_from_civil(year, month, of_month), count);
                edtf_civil_from_days(count, &y, &m, &d);
                assert_true(y == year && m == month && d == of_month);
            }
            count -= length - 2;
        }
    }
}

static void test_day_of_time(void **state)
{
    (void)state;
    assert_int_equal(edtf_day_of_time(0, 0), 0);
    assert_int_equal(edtf_day_of_time(0, -1), -1);
    assert_int_equal(edtf_day_of_time(-1, 0), -1);
    assert_int_equal(edtf_day_of_time(-86400000, 0), -1);
    assert_int_equal(edtf_day_of_time(-86400001, 0), -2);
    assert_int_equal(edtf_day_of_time(86399999, 0), 0);
    assert_int_equal(edtf_day_of_time(86399999, 60), 1);
    assert_int_equal(edtf_day_of_time(INT64_C(1764543600000), 60), day(2025, 12, 1));
    assert_int_equal(edtf_day_of_time(INT64_C(1764543600000), 0), day(2025, 11, 30));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_canonical_forms_round_trip),
        cmocka_unit_test(test_refused_with_the_character),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_calendar),
        cmocka_unit_test(test_day_of_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
