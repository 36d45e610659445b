/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counting days in four calendars. Each is a rule for leap years and a first day;
 * all meet in days since 1970.
 */
#include "config.h"

#include "base/calendar.h"

#include <assert.h>

/* 1-1-1 of each, as days since 1970-01-01. */
#define HIJRI_FIRST     (-492148) /* 16 July 622, Julian */
#define SOLAR_FIRST     (-492268) /* 19 March 622, Julian */
#define ETHIOPIAN_FIRST (-716367) /* 29 August 8, Julian */

static int64_t divide_down(int64_t a, int64_t b)
{
    return a >= 0 ? a / b : -((b - 1 - a) / b);
}

int calendar_months(enum calendar calendar)
{
    return calendar == CALENDAR_ETHIOPIAN ? 13 : 12;
}

bool calendar_leap(enum calendar calendar, int year)
{
    switch (calendar) {
    case CALENDAR_HIJRI:
        return (11 * (int64_t)year + 14) % 30 < 11;
    case CALENDAR_SOLAR:
        return (25 * (int64_t)year + 11) % 33 < 8;
    case CALENDAR_ETHIOPIAN:
        return year % 4 == 3;
    case CALENDAR_GREGORIAN:
        break;
    }
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int calendar_month_days(enum calendar calendar, int year, int month)
{
    static const int gregorian[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap = calendar_leap(calendar, year);

    assert(month >= 1 && month <= calendar_months(calendar));
    switch (calendar) {
    case CALENDAR_HIJRI:
        return month == 12 ? 29 + leap : 29 + month % 2;
    case CALENDAR_SOLAR:
        return month <= 6 ? 31 : month < 12 ? 30 : 29 + leap;
    case CALENDAR_ETHIOPIAN:
        return month <= 12 ? 30 : 5 + leap;
    case CALENDAR_GREGORIAN:
        break;
    }
    return gregorian[month - 1] + (month == 2 && leap);
}

/* The first day of a year. */
static int64_t year_start(enum calendar calendar, int year)
{
    int64_t y = year;

    switch (calendar) {
    case CALENDAR_HIJRI:
        return HIJRI_FIRST + 354 * (y - 1) + divide_down(11 * y + 3, 30);
    case CALENDAR_SOLAR:
        return SOLAR_FIRST + 365 * (y - 1) + divide_down(8 * y + 21, 33);
    case CALENDAR_ETHIOPIAN:
        return ETHIOPIAN_FIRST + 365 * (y - 1) + divide_down(y, 4);
    case CALENDAR_GREGORIAN:
        break;
    }
    return edtf_days_from_civil(year, 1, 1);
}

int32_t calendar_to_days(enum calendar calendar, int year, int month, int day)
{
    int64_t days = year_start(calendar, year) + day - 1;

    assert(day >= 1 && day <= calendar_month_days(calendar, year, month));
    for (int m = 1; m < month; m++) {
        days += calendar_month_days(calendar, year, m);
    }
    return (int32_t)days;
}

void calendar_from_days(enum calendar calendar, int32_t days, int *year, int *month, int *day)
{
    static const int64_t first[] = {[CALENDAR_HIJRI] = HIJRI_FIRST,
                                    [CALENDAR_SOLAR] = SOLAR_FIRST,
                                    [CALENDAR_ETHIOPIAN] = ETHIOPIAN_FIRST};
    /* A year's mean length, as a fraction: 30 years, 33 years, 4 years. */
    static const int64_t cycle_days[] = {
        [CALENDAR_HIJRI] = 10631, [CALENDAR_SOLAR] = 12053, [CALENDAR_ETHIOPIAN] = 1461};
    static const int64_t cycle_years[] = {
        [CALENDAR_HIJRI] = 30, [CALENDAR_SOLAR] = 33, [CALENDAR_ETHIOPIAN] = 4};
    int64_t rest;

    if (calendar == CALENDAR_GREGORIAN) {
        edtf_civil_from_days(days, year, month, day);
        return;
    }
    *year =
        (int)divide_down((days - first[calendar]) * cycle_years[calendar], cycle_days[calendar]) +
        1;
    while (year_start(calendar, *year) > days) {
        --*year;
    }
    while (year_start(calendar, *year + 1) <= days) {
        ++*year;
    }
    rest = days - year_start(calendar, *year);
    *month = 1;
    while (rest >= calendar_month_days(calendar, *year, *month)) {
        rest -= calendar_month_days(calendar, *year, (*month)++);
    }
    *day = (int)rest + 1;
}

static void set_point(struct edtf_point *out, int32_t days)
{
    int year, month, day;

    edtf_civil_from_days(days, &year, &month, &day);
    *out = (struct edtf_point){.year = year, .month = (uint8_t)month, .day = (uint8_t)day};
}

static int32_t first_day(const struct calendar_date *date, int year)
{
    return calendar_to_days(date->calendar, year, date->month > 0 ? date->month : 1,
                            date->day > 0 ? date->day : 1);
}

static int32_t last_day(const struct calendar_date *date, int year)
{
    int month = date->month > 0 ? date->month : calendar_months(date->calendar);
    int day = date->day > 0 ? date->day : calendar_month_days(date->calendar, year, month);

    return calendar_to_days(date->calendar, year, month, day);
}

/* "Ramadan 1997" began twice in that year: then it is from the one to the other. */
static void western(const struct calendar_date *date, int32_t *first, int32_t *last)
{
    int32_t begin = edtf_days_from_civil(date->year, 1, 1);
    int32_t end = edtf_days_from_civil(date->year, 12, 31);
    int year, month, day;
    bool found = false;

    calendar_from_days(date->calendar, begin, &year, &month, &day);
    for (int y = year; y <= year + 2; y++) {
        bool exists = date->day <= calendar_month_days(date->calendar, y, date->month);

        if (exists && first_day(date, y) >= begin && first_day(date, y) <= end) {
            *first = found ? *first : first_day(date, y);
            *last = last_day(date, y);
            found = true;
        }
    }
    if (!found) {
        *first = begin;
        *last = end;
    }
}

void calendar_edtf(struct edtf *out, const struct calendar_date *date)
{
    int32_t first, last;

    if (date->western_year) {
        western(date, &first, &last);
    } else {
        first = first_day(date, date->year);
        last = last_day(date, date->year);
    }
    *out = (struct edtf){.interval = first != last};
    set_point(&out->start, first);
    out->start.approximate = date->approximate;
    out->start.uncertain = date->uncertain;
    if (out->interval) {
        set_point(&out->end, last);
        out->end.approximate = date->approximate;
        out->end.uncertain = date->uncertain;
    }
}

const char *calendar_sign(enum calendar calendar)
{
    static const char *const signs[CALENDAR_COUNT] = {"CE", "AH", "SH", "EC"};

    return signs[calendar];
}
