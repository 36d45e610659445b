/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The calendars by which patients count: Hijri (lunar), Solar Hijri (Iran and
 * Afghanistan), Ethiopian (and Eritrean), and the Gregorian one beside them.
 *
 * Hijri is the tabular civil reckoning, which may be a day or two off the moon that
 * was seen: a date of it is told as it was said, and its meaning is near enough for
 * a life. Solar Hijri uses the cycle of 33 years, which is that of the
 * sun from 1178 to 1633 (1799 to 2254).
 */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include "base/edtf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum calendar { CALENDAR_GREGORIAN, CALENDAR_HIJRI, CALENDAR_SOLAR, CALENDAR_ETHIOPIAN };
#define CALENDAR_COUNT 4

int calendar_months(enum calendar calendar); /* 13 in the Ethiopian year, else 12 */
bool calendar_leap(enum calendar calendar, int year);
int calendar_month_days(enum calendar calendar, int year, int month);
/* Days since 1970-01-01. Years from 1 to 9999; the date must exist. */
int32_t calendar_to_days(enum calendar calendar, int year, int month, int day);
void calendar_from_days(enum calendar calendar, int32_t days, int *year, int *month, int *day);

struct calendar_date {
    enum calendar calendar;
    int year;
    int month, day; /* 0: not said */
    bool approximate, uncertain;
    /* "Ramadan 1998": a month of one calendar in a year of the Gregorian. */
    bool western_year;
};

enum calendar_answer {
    CALENDAR_NOT,        /* no date of these calendars: another reader may try */
    CALENDAR_READ,
    CALENDAR_WHICH,      /* a bare year like 1375, or a date in it: whose? */
    CALENDAR_IMPOSSIBLE, /* 31 Mehr */
};

/*
 * "15 Mehr 1375", "1375 SH", "1410 AH", "about Ramadan 1418", "Meskerem 1990",
 * "1990 EC", "3/7/1375 shamsi"; months in both namings of Iran and Afghanistan, in
 * Latin, Arabic and Ge'ez letters, digits of all of these. AT (may be NULL): where the
 * year ends in WORDS, for CALENDAR_WHICH.
 */
enum calendar_answer calendar_understand(struct calendar_date *out, const char *words,
                                         size_t length, size_t *at);
/* The same time in EDTF: a day, or an interval of days. */
void calendar_edtf(struct edtf *out, const struct calendar_date *date);

/* "AH", "SH", "EC", "CE": what is written behind a year, and read again. */
const char *calendar_sign(enum calendar calendar);

#endif
