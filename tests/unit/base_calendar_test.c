/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendars against dates that are known from public tables, and words for them. */
#include "config.h"

#include "base/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static const struct {
    enum calendar calendar;
    int year, month, day;
    int western_year, western_month, western_day;
} anchors[] = {
    /* New years and days of history that almanacs and laws give in both calendars. */
    {CALENDAR_SOLAR, 1300, 1, 1, 1921, 3, 21},
    {CALENDAR_SOLAR, 1357, 11, 22, 1979, 2, 11},
    {CALENDAR_SOLAR, 1357, 2, 7, 1978, 4, 27},
    {CALENDAR_SOLAR, 1375, 1, 1, 1996, 3, 20},
    {CALENDAR_SOLAR, 1375, 12, 30, 1997, 3, 20},
    {CALENDAR_SOLAR, 1376, 1, 1, 1997, 3, 21},
    {CALENDAR_SOLAR, 1399, 12, 30, 2021, 3, 20},
    {CALENDAR_SOLAR, 1400, 1, 1, 2021, 3, 21},
    {CALENDAR_SOLAR, 1400, 5, 24, 2021, 8, 15},
    {CALENDAR_SOLAR, 1403, 1, 1, 2024, 3, 20},
    {CALENDAR_SOLAR, 1404, 1, 1, 2025, 3, 21},
    {CALENDAR_ETHIOPIAN, 1967, 1, 1, 1974, 9, 11},
    {CALENDAR_ETHIOPIAN, 1967, 1, 2, 1974, 9, 12},
    {CALENDAR_ETHIOPIAN, 1983, 9, 20, 1991, 5, 28},
    {CALENDAR_ETHIOPIAN, 1985, 9, 16, 1993, 5, 24},
    {CALENDAR_ETHIOPIAN, 1999, 13, 6, 2007, 9, 11},
    {CALENDAR_ETHIOPIAN, 2000, 1, 1, 2007, 9, 12},
    {CALENDAR_ETHIOPIAN, 2012, 1, 1, 2019, 9, 12},
    {CALENDAR_ETHIOPIAN, 2016, 4, 28, 2024, 1, 7},
    /* Tabular civil: the first day of the era, of a cycle, and new years. */
    {CALENDAR_HIJRI, 1, 1, 1, 622, 7, 19},
    {CALENDAR_HIJRI, 1400, 1, 1, 1979, 11, 21},
    {CALENDAR_HIJRI, 1420, 1, 1, 1999, 4, 17},
    {CALENDAR_HIJRI, 1421, 1, 1, 2000, 4, 6},
    {CALENDAR_HIJRI, 1445, 9, 1, 2024, 3, 11},
    {CALENDAR_HIJRI, 1446, 1, 1, 2024, 7, 8},
    {CALENDAR_GREGORIAN, 2000, 2, 29, 2000, 2, 29},
};

static void test_anchors(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof anchors / sizeof anchors[0]; i++) {
        int32_t days = edtf_days_from_civil(anchors[i].western_year, anchors[i].western_month,
                                            anchors[i].western_day);
        int year, month, day;

        assert_int_equal(calendar_to_days(anchors[i].calendar, anchors[i].year, anchors[i].month,
                                          anchors[i].day),
                         days);
        calendar_from_days(anchors[i].calendar, days, &year, &month, &day);
        assert_int_equal(year, anchors[i].year);
        assert_int_equal(month, anchors[i].month);
        assert_int_equal(day, anchors[i].day);
    }
}

/* Every day for two centuries: there and back, and each day is the one after the last. */
static void test_round_trips(void **state)
{
    (void)state;
    for (int c = 0; c < CALENDAR_COUNT; c++) {
        enum calendar calendar = (enum calendar)c;
        int year = 0, month = 0, day = 0, last_year, last_month, last_day;
        int32_t first = edtf_days_from_civil(1880, 1, 1);

        calendar_from_days(calendar, first - 1, &last_year, &last_month, &last_day);
        for (int32_t days = first; days < first + 75000; days++) {
            calendar_from_days(calendar, days, &year, &month, &day);
            assert_int_equal(calendar_to_days(calendar, year, month, day), days);
            if (day > 1) {
                assert_int_equal(day, last_day + 1);
                assert_int_equal(month, last_month);
                assert_int_equal(year, last_year);
            } else {
                assert_int_equal(last_day, calendar_month_days(calendar, last_year, last_month));
                assert_int_equal(month, last_month % calendar_months(calendar) + 1);
                assert_int_equal(year, last_year + (month == 1));
            }
            last_year = year;
            last_month = month;
            last_day = day;
        }
    }
}

static void test_leap_years(void **state)
{
    static const int solar[] = {1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408};
    static const int hijri[] = {2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29};
    int found = 0;

    (void)state;
    for (int year = 1370, i = 0; year <= 1408; year++) {
        bool leap = i < 10 && solar[i] == year;

        assert_int_equal(calendar_leap(CALENDAR_SOLAR, year), leap);
        i += leap;
    }
    for (int year = 1; year <= 30; year++) {
        if (calendar_leap(CALENDAR_HIJRI, year)) {
            assert_int_equal(year, hijri[found++]);
        }
    }
    assert_int_equal(found, 11);
    assert_true(calendar_leap(CALENDAR_ETHIOPIAN, 1999));
    assert_false(calendar_leap(CALENDAR_ETHIOPIAN, 2000));
    assert_false(calendar_leap(CALENDAR_GREGORIAN, 1900));
}

static const struct {
    const char *words;
    enum calendar_answer answer;
    const char *meaning;
} said[] = {
    {"15 Mehr 1375", CALENDAR_READ, "1996-10-06"},
    {"15 Mizan 1375", CALENDAR_READ, "1996-10-06"},
    {"۱۵ مهر ۱۳۷۵", CALENDAR_READ, "1996-10-06"},
    {"15 میزان 1375", CALENDAR_READ, "1996-10-06"},
    {"1375/7/15 shamsi", CALENDAR_READ, "1996-10-06"},
    {"15-7-1375 SH", CALENDAR_READ, "1996-10-06"},
    {"1375 SH", CALENDAR_READ, "1996-03-20/1997-03-20"},
    {"the year 1375 solar hijri", CALENDAR_READ, "1996-03-20/1997-03-20"},
    {"Mehr 1375", CALENDAR_READ, "1996-09-22/1996-10-21"},
    {"about Mehr 1375", CALENDAR_READ, "1996-09-22~/1996-10-21~"},
    {"Mehr 1996", CALENDAR_READ, "1996-09-22/1996-10-21"},
    {"1 Muharram 1420", CALENDAR_READ, "1999-04-17"},
    {"1420 A.H.", CALENDAR_READ, "1999-04-17/2000-04-05"},
    {"Ramadan 1445", CALENDAR_READ, "2024-03-11/2024-04-09"},
    {"رمضان 1445", CALENDAR_READ, "2024-03-11/2024-04-09"},
    {"Ramadan 2024", CALENDAR_READ, "2024-03-11/2024-04-09"},
    {"Rabi' al-awwal 1400", CALENDAR_READ, "1980-01-19/1980-02-17"},
    {"12 Rabi 1 1400", CALENDAR_READ, "1980-01-30"},
    {"Meskerem 2000", CALENDAR_READ, "2007-09-12/2007-10-11"},
    {"መስከረም 2000", CALENDAR_READ, "2007-09-12/2007-10-11"},
    {"1 መስከረም 2000 ዓ.ም", CALENDAR_READ, "2007-09-12"},
    {"Pagume 1999", CALENDAR_READ, "2007-09-06/2007-09-11"},
    {"1990 E.C.", CALENDAR_READ, "1997-09-11/1998-09-10"},
    {"Tir 1375", CALENDAR_READ, "1996-06-21/1996-07-21"},
    {"Tir 1990", CALENDAR_READ, "1998-01-09/1998-02-07"},
    {"1375 CE", CALENDAR_READ, "1375-01-01/1375-12-31"},
    {"1375", CALENDAR_WHICH, NULL},
    {"3/7/1375", CALENDAR_WHICH, NULL},
    {"about 1410", CALENDAR_WHICH, NULL},
    {"31 Mehr 1375", CALENDAR_IMPOSSIBLE, NULL},
    {"30 Esfand 1376", CALENDAR_IMPOSSIBLE, NULL},
    {"6 Pagume 2000", CALENDAR_IMPOSSIBLE, NULL},
    {"30 Safar 1400", CALENDAR_IMPOSSIBLE, NULL},
    {"13/13/1375 SH", CALENDAR_IMPOSSIBLE, NULL},
    {"1998", CALENDAR_NOT, NULL},
    {"12 maart 1998", CALENDAR_NOT, NULL},
    {"Mehr", CALENDAR_NOT, NULL},
    {"Mehr 75", CALENDAR_NOT, NULL},
    {"Mehr Aban 1375", CALENDAR_NOT, NULL},
    {"Mehr 1375 AH", CALENDAR_NOT, NULL},
    {"1375 - 1376", CALENDAR_NOT, NULL},
    {"the war", CALENDAR_NOT, NULL},
    {"", CALENDAR_NOT, NULL},
    {"\xff", CALENDAR_NOT, NULL},
};

static void test_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        struct calendar_date date;
        enum calendar_answer answer =
            calendar_understand(&date, said[i].words, strlen(said[i].words), NULL);

        if (answer != said[i].answer) {
            print_message("%s\n", said[i].words);
        }
        assert_int_equal(answer, said[i].answer);
        if (said[i].meaning != NULL) {
            struct buf text = BUF_INIT;
            struct edtf edtf;

            calendar_edtf(&edtf, &date);
            edtf_format(&text, &edtf);
            if (strcmp(buf_text(&text), said[i].meaning) != 0) {
                print_message("%s\n", said[i].words);
            }
            assert_string_equal(buf_text(&text), said[i].meaning);
            buf_finish(&text);
        }
    }
}

/* Thousands of days, written and read again in each calendar. */
static void test_written_and_read(void **state)
{
    static const char *const months[] = {"Mehr", "Ramadan", "Ginbot"};

    (void)state;
    for (int year = 1200; year < 2200; year++) {
        char words[64];
        struct calendar_date date;

        for (int m = 0; m < 3; m++) {
            if (m != 2 && year >= 1500) {
                continue;
            }
            (void)snprintf(words, sizeof words, "%d %s %d", year % 28 + 1, months[m], year);
            assert_int_equal(calendar_understand(&date, words, strlen(words), NULL), CALENDAR_READ);
            assert_int_equal(date.year, year);
            assert_int_equal(date.day, year % 28 + 1);
        }
    }
}

/* Where a question points: behind the year. */
static void test_place_of_question(void **state)
{
    struct calendar_date date;
    size_t at = 0;

    (void)state;
    assert_int_equal(calendar_understand(&date, "about 1375", 10, &at), CALENDAR_WHICH);
    assert_int_equal(at, 10);
    assert_true(date.approximate);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_anchors),          cmocka_unit_test(test_round_trips),
        cmocka_unit_test(test_leap_years),       cmocka_unit_test(test_words),
        cmocka_unit_test(test_written_and_read), cmocka_unit_test(test_place_of_question),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
