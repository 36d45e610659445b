/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * EDTF read strictly, written canonically, and placed on the calendar. The words
 * of people are edtf_words.c's.
 */
#include "config.h"

#include "base/edtf.h"

#include "base/i18n.h"
#include "base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_SEASON 21
#define LAST_SEASON  24

/* Days of the Gregorian calendar, counted in years that begin in March: then the
 * leap day is the last of its year and the months before it follow one pattern. */
int32_t edtf_days_from_civil(int year, int month, int day)
{
    int64_t march_year = (int64_t)year - (month <= 2);
    /* The calendar repeats every 400 years of 146,097 days; count from a cycle before all. */
    int64_t cycle = march_year >= 0 ? march_year / 400 : -((399 - march_year) / 400);
    int64_t in_cycle = march_year - cycle * 400;
    int64_t month_index = (month + 9) % 12; /* March is 0 */
    int64_t in_year = (153 * month_index + 2) / 5 + day - 1;
    int64_t days = cycle * 146097 + in_cycle * 365 + in_cycle / 4 - in_cycle / 100 + in_year;

    return (int32_t)(days - 719468); /* from 0000-03-01 to 1970-01-01 */
}

void edtf_civil_from_days(int32_t days, int *year, int *month, int *day)
{
    int64_t count = (int64_t)days + 719468;
    int64_t cycle = count >= 0 ? count / 146097 : -((146096 - count) / 146097);
    int64_t in_cycle = count - cycle * 146097;
    /* Take the leap days out, and years have 365 days. */
    int64_t in_cycle_year =
        (in_cycle - in_cycle / 1460 + in_cycle / 36524 - in_cycle / 146096) / 365;
    int64_t in_year = in_cycle - (in_cycle_year * 365 + in_cycle_year / 4 - in_cycle_year / 100);
    int64_t month_index = (5 * in_year + 2) / 153;

    *day = (int)(in_year - (153 * month_index + 2) / 5 + 1);
    *month = (int)(month_index < 10 ? month_index + 3 : month_index - 9);
    *year = (int)(cycle * 400 + in_cycle_year + (*month <= 2));
}

int32_t edtf_day_of_time(int64_t milliseconds, int offset_minutes)
{
    const int64_t day = INT64_C(86400000);
    int64_t whole = milliseconds / day;
    int64_t rest = milliseconds % day + (int64_t)offset_minutes * 60000;

    whole += rest / day - (rest % day < 0);
    return (int32_t)(whole < INT32_MIN ? INT32_MIN : whole > INT32_MAX ? INT32_MAX : whole);
}

static int days_in_month(int year, int month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return days[month - 1] + (month == 2 && leap);
}

struct cursor {
    const char *text;
    size_t length;
    size_t at;
    struct error *err;
};

static bool refuse(const struct cursor *cursor, const char *message)
{
    return error_at(cursor->err, ERROR_INVALID, NULL, 1, (unsigned)cursor->at + 1, "%s", message);
}

static char peek(const struct cursor *cursor)
{
    return cursor->at < cursor->length ? cursor->text[cursor->at] : '\0';
}

static bool take(struct cursor *cursor, char c)
{
    if (peek(cursor) != c) {
        return false;
    }
    cursor->at++;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool read_year(struct edtf_point *point, struct cursor *cursor)
{
    bool negative = take(cursor, '-');

    for (int i = 0; i < 4; i++) {
        char c = peek(cursor);

        if (is_digit(c) && point->masked == 0) {
            point->year = point->year * 10 + (c - '0');
        } else if (c == 'X' && i >= 2) {
            point->year *= 10;
            point->masked++;
        } else {
            return refuse(cursor, _("a year of four digits was expected, like 1998 or 199X"));
        }
        cursor->at++;
    }
    if (negative) {
        if (point->masked > 0 || point->year == 0) {
            return refuse(cursor, _("a negative year cannot be zero or have unknown digits"));
        }
        point->year = -point->year;
    }
    return true;
}

/* "05" or "XX". */
static bool read_two(uint8_t *out, bool *masked, struct cursor *cursor, const char *message)
{
    char first = peek(cursor);
    char second = cursor->at + 1 < cursor->length ? cursor->text[cursor->at + 1] : '\0';

    if (first == 'X' && second == 'X') {
        *masked = true;
    } else if (is_digit(first) && is_digit(second)) {
        *out = (uint8_t)((first - '0') * 10 + (second - '0'));
    } else {
        return refuse(cursor, message);
    }
    cursor->at += 2;
    return true;
}

static bool read_month_and_day(struct edtf_point *point, struct cursor *cursor)
{
    if (point->masked > 0) {
        return refuse(cursor, _("a year with unknown digits cannot have a month"));
    }
    if (!read_two(&point->month, &point->month_masked, cursor,
                  _("a month of two digits was expected, like 05, or XX when it is unknown"))) {
        return false;
    }
    if (!point->month_masked && (point->month < 1 || point->month > 12) &&
        (point->month < FIRST_SEASON || point->month > LAST_SEASON)) {
        cursor->at -= 2;
        return refuse(cursor, _("no such month; 01 to 12, or 21 to 24 for spring to winter"));
    }
    if (!take(cursor, '-')) {
        return true;
    }
    if (point->month >= FIRST_SEASON) {
        return refuse(cursor, _("a season cannot have a day"));
    }
    if (!read_two(&point->day, &point->day_masked, cursor,
                  _("a day of two digits was expected, like 09, or XX when it is unknown"))) {
        return false;
    }
    if (!point->day_masked && (point->month_masked || point->day < 1 ||
                               point->day > days_in_month(point->year, point->month))) {
        cursor->at -= 2;
        return refuse(cursor, _("no such day in that month"));
    }
    return true;
}

static bool read_point(struct edtf_point *point, struct cursor *cursor)
{
    *point = (struct edtf_point){0};
    if (!read_year(point, cursor)) {
        return false;
    }
    if (take(cursor, '-') && !read_month_and_day(point, cursor)) {
        return false;
    }
    if (take(cursor, '%')) {
        point->approximate = point->uncertain = true;
    } else if (take(cursor, '~')) {
        point->approximate = true;
    } else if (take(cursor, '?')) {
        point->uncertain = true;
    }
    return true;
}

/* An end of an interval: a point, "..", or nothing at all. */
static bool read_end(struct edtf_point *point, struct cursor *cursor)
{
    char c = peek(cursor);

    *point = (struct edtf_point){0};
    if (c == '\0' || c == '/') {
        point->unknown = true;
        return true;
    }
    if (c == '.') {
        cursor->at++;
        point->open = take(cursor, '.');
        return point->open || refuse(cursor, _("two points were expected for an open end"));
    }
    return read_point(point, cursor);
}

static bool is_date(const struct edtf_point *point)
{
    return !point->open && !point->unknown;
}

static bool read_interval(struct edtf *date, struct cursor *cursor)
{
    int32_t first;
    int32_t last;

    date->interval = true;
    if (!read_end(&date->end, cursor)) {
        return false;
    }
    if (!is_date(&date->start) && !is_date(&date->end)) {
        cursor->at = 0;
        return refuse(cursor, _("at least one end must be a date"));
    }
    edtf_bounds(date, &first, &last);
    if (first > last) {
        return refuse(cursor, _("it ends before it begins"));
    }
    return true;
}

bool edtf_parse(struct edtf *out, const char *text, size_t length, struct error *err)
{
    struct cursor cursor = {text, length, 0, err};
    struct edtf date = {0};

    if (memchr(text, '\0', length) != NULL || length == 0) {
        return refuse(&cursor, _("a date was expected, like 1998, 1998-05 or 1998-05-09"));
    }
    if (!read_end(&date.start, &cursor)) {
        return false;
    }
    if (take(&cursor, '/')) {
        if (!read_interval(&date, &cursor)) {
            return false;
        }
    } else if (!is_date(&date.start)) {
        return refuse(&cursor, _("a slash was expected after an open beginning"));
    }
    if (cursor.at < length) {
        return refuse(&cursor, _("this does not belong to a date; the words may be kept instead"));
    }
    *out = date;
    return true;
}

static void format_point(struct buf *out, const struct edtf_point *point)
{
    if (point->open) {
        buf_add_text(out, "..");
    }
    if (!is_date(point)) {
        return;
    }
    assert(point->year >= -9999 && point->year <= 9999 && point->masked <= 2);
    buf_add_format(out, point->year < 0 ? "-%04d" : "%04d", abs(point->year));
    if (point->masked > 0) {
        memcpy(out->data + out->length - point->masked, "XX", point->masked);
    }
    if (point->month_masked) {
        buf_add_text(out, "-XX");
    } else if (point->month > 0) {
        buf_add_format(out, "-%02u", point->month);
    }
    if (point->day_masked) {
        buf_add_text(out, "-XX");
    } else if (point->day > 0) {
        buf_add_format(out, "-%02u", point->day);
    }
    if (point->approximate || point->uncertain) {
        buf_add_char(out, !point->uncertain ? '~' : !point->approximate ? '?' : '%');
    }
}

void edtf_format(struct buf *out, const struct edtf *date)
{
    format_point(out, &date->start);
    if (date->interval) {
        buf_add_char(out, '/');
        format_point(out, &date->end);
    }
}

static void point_bounds(const struct edtf_point *point, int32_t *first, int32_t *last)
{
    static const int years_masked[] = {0, 9, 99};
    int month = point->month;

    if (month >= FIRST_SEASON) {
        /* Three months; those of winter run into the next year. */
        int begin = 3 * (month - FIRST_SEASON) + 3;
        int end = begin + 2 > 12 ? begin + 2 - 12 : begin + 2;
        int end_year = point->year + (begin + 2 > 12);

        *first = edtf_days_from_civil(point->year, begin, 1);
        *last = edtf_days_from_civil(end_year, end, days_in_month(end_year, end));
    } else if (month == 0) {
        *first = edtf_days_from_civil(point->year, 1, 1);
        *last = edtf_days_from_civil(point->year + years_masked[point->masked], 12, 31);
    } else if (point->day == 0) {
        *first = edtf_days_from_civil(point->year, month, 1);
        *last = edtf_days_from_civil(point->year, month, days_in_month(point->year, month));
    } else {
        *first = *last = edtf_days_from_civil(point->year, month, point->day);
    }
}

void edtf_bounds(const struct edtf *date, int32_t *first, int32_t *last)
{
    int32_t ignored;

    *first = INT32_MIN;
    *last = INT32_MAX;
    if (is_date(&date->start)) {
        point_bounds(&date->start, first, date->interval ? &ignored : last);
    }
    if (date->interval && is_date(&date->end)) {
        point_bounds(&date->end, &ignored, last);
    }
}
