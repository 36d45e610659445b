/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Partial dates spelt out. What is not known is said to be unknown; nothing is
 * rounded or completed.
 */
#include "export/when.h"

#include "base/i18n.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *const months[] = {
    N_("January"), N_("February"), N_("March"),     N_("April"),   N_("May"),      N_("June"),
    N_("July"),    N_("August"),   N_("September"), N_("October"), N_("November"), N_("December"),
};

static const char *const seasons[] = {N_("spring"), N_("summer"), N_("autumn"), N_("winter")};

static void add_day(struct buf *out, int32_t day, const char *language)
{
    int year, month, day_of_month;
    edtf_civil_from_days(day, &year, &month, &day_of_month);
    buf_add_format(out, "%d %s %d", day_of_month, i18n_in(language, months[month - 1]), year);
}

void when_day(struct buf *out, int64_t milliseconds, int offset_minutes, const char *language)
{
    add_day(out, edtf_day_of_time(milliseconds, offset_minutes), language);
}

void when_time(struct buf *out, int64_t milliseconds, int offset_minutes, const char *language)
{
    int32_t day = edtf_day_of_time(milliseconds, offset_minutes);
    int64_t start = (int64_t)day * 86400000;
    int minute = (int)((milliseconds + (int64_t)offset_minutes * 60000 - start) / 60000);
    add_day(out, day, language);
    buf_add_format(out, ", %02d:%02d", minute / 60, minute % 60);
}

static void add_year(struct buf *out, const struct edtf_point *point, const char *language)
{
    if (point->masked == 1) {
        buf_add_format(out, i18n_in(language, N_("the %ds")), point->year);
    } else if (point->masked > 1) {
        buf_add_format(out, i18n_in(language, N_("between %d and %d")), point->year,
                       point->year + 99);
    } else {
        buf_add_format(out, "%d", point->year);
    }
}

static void add_point(struct buf *out, const struct edtf_point *point, const char *language)
{
    if (point->approximate) {
        buf_add_format(out, "%s ", i18n_in(language, N_("about")));
    }
    if (point->day > 0) {
        buf_add_format(out, "%d ", point->day);
    }
    if (point->month >= 1 && point->month <= 12) {
        buf_add_format(out, "%s ", i18n_in(language, months[point->month - 1]));
    } else if (point->month >= 21 && point->month <= 24) {
        buf_add_format(out, "%s ", i18n_in(language, seasons[point->month - 21]));
    }
    add_year(out, point, language);
    if (point->month_masked) {
        buf_add_text(out, i18n_in(language, N_(", month not known")));
    } else if (point->day_masked) {
        buf_add_text(out, i18n_in(language, N_(", day not known")));
    }
    if (point->uncertain) {
        buf_add_text(out, i18n_in(language, N_(" (not certain)")));
    }
}

static void add_interval(struct buf *out, const struct edtf *date, const char *language)
{
    bool started = !date->start.open && !date->start.unknown;
    bool ended = !date->end.open && !date->end.unknown;
    if (started) {
        const char *from = date->end.open ? N_("since") : N_("from");
        buf_add_format(out, "%s ", i18n_in(language, from));
        add_point(out, &date->start, language);
    }
    if (ended) {
        buf_add_format(out, "%s%s ", started ? " " : "", i18n_in(language, N_("until")));
        add_point(out, &date->end, language);
    } else if (started && date->end.unknown) {
        buf_add_text(out, i18n_in(language, N_(", end not known")));
    } else if (!started) {
        buf_add_text(out, i18n_in(language, N_("not known")));
    }
}

void when_date(struct buf *out, const struct edtf *date, const char *language)
{
    if (date->interval) {
        add_interval(out, date, language);
    } else {
        add_point(out, &date->start, language);
    }
}

void when_edtf(struct buf *out, const char *edtf, const char *language)
{
    struct edtf date;
    if (edtf_parse(&date, edtf, strlen(edtf), NULL)) {
        when_date(out, &date, language);
    } else {
        buf_add_text(out, edtf);
    }
}

void when_spoken(struct buf *out, const char *words, const char *edtf, const char *language)
{
    struct buf meaning = BUF_INIT;
    const char *said = words != NULL ? words : "";
    if (edtf != NULL) {
        when_edtf(&meaning, edtf, language);
    }
    buf_add_text(out, *said != '\0' ? said : buf_text(&meaning));
    if (*said != '\0' && meaning.length > 0 && strcmp(said, buf_text(&meaning)) != 0) {
        buf_add_format(out, " (%s)", buf_text(&meaning));
    }
    buf_finish(&meaning);
}

/* The latest second that has a year of four digits. */
#define LATEST 253402300799LL

bool when_made(const struct world *world, int64_t *now, int *offset_minutes)
{
    const char *fixed = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    errno = 0;
    long long seconds = fixed != NULL ? strtoll(fixed, &end, 10) : -1;
    bool given = fixed != NULL && end != fixed && *end == '\0' && errno == 0;
    if (given && seconds >= 0 && seconds <= LATEST) {
        *now = seconds * 1000;
        *offset_minutes = 0;
    } else {
        *now = world_now(world);
        *offset_minutes = world->offset_minutes;
    }
    return !given || seconds < 0 || seconds > LATEST;
}
