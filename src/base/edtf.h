/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Partial dates: Extended Date/Time Format (ISO 8601-2:2019) levels 0 and 1,
 * and of level 2 what people say: seasons 21-24, masked digits, intervals.
 *
 * The words as spoken are kept by the caller; this is their meaning.
 */
#ifndef BASE_EDTF_H
#define BASE_EDTF_H

#include "base/buf.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One end of an interval. A masked digit is kept in MASK ("199X", "1998-XX"). */
struct edtf_point {
    int year;          /* proleptic Gregorian, -9999 to 9999; masked digits are 0 */
    uint8_t month;     /* 1-12, 21-24 seasons (spring first), 0: none */
    uint8_t day;       /* 1-31, 0: none */
    uint8_t masked;    /* digits unknown at the end of the year: 0, 1 (199X), 2 (19XX) */
    bool month_masked; /* 1998-XX */
    bool day_masked;   /* 1998-05-XX */
    bool approximate;  /* ~ or % */
    bool uncertain;    /* ? or % */
    bool open;         /* .. : goes on, or began before anyone remembers */
    bool unknown;      /* an empty end: "1998/" */
};

struct edtf {
    bool interval;
    struct edtf_point start, end; /* END only with interval */
};

/* Strict reading of EDTF; the error names the character. */
bool edtf_parse(struct edtf *out, const char *text, size_t length, struct error *err) MUST_USE;
/* Canonical: parse → format → parse is the identity. */
void edtf_format(struct buf *out, const struct edtf *date);

/*
 * What a person types: EDTF, "spring 1998", "voorjaar 1998", "March 1998",
 * "maart 1998", "12 March 1998", "12-3-1998" and "12/3/1998" (day first),
 * "about 2001", "circa 2001", "rond 2001", "2001?", "the 1990s", "jaren 90",
 * "2001 - 2004", "from March to May 1998", "since 2015", "sinds 2015", "until
 * 2003", "tot 2003". English and Dutch, case and accents folded. Two-digit years
 * are not guessed at, save for decades from the thirties on. False: not
 * understood, which is no error; the words stay.
 */
bool edtf_understand(struct edtf *out, const char *words, size_t length);

/*
 * First and last possible day, as days since 1970-01-01; open and unknown ends give
 * INT32_MIN/MAX. Seasons are those of the north, winter beginning in December of its
 * year. "About" and "perhaps" widen nothing: who draws them shows them.
 */
void edtf_bounds(const struct edtf *date, int32_t *first, int32_t *last);

int32_t edtf_days_from_civil(int year, int month, int day);
void edtf_civil_from_days(int32_t days, int *year, int *month, int *day);
/* Local civil day of a time in milliseconds since the epoch. */
int32_t edtf_day_of_time(int64_t milliseconds, int offset_minutes);

#endif
