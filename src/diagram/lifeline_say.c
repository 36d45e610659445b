/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A life in words: dates in the language of the picture, and each event as a sentence
 * for those who listen. What was said stays beside what it was taken to mean.
 */
#include "config.h"

#include "diagram/lifeline_model.h"

#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

static const char *const word_texts[WORD_COUNT] = {
    [WORD_TITLE] = N_("Lifeline"),
    [WORD_TITLE_OF] = N_("Lifeline of %s"),
    [WORD_YEAR] = N_("year"),
    [WORD_AGE] = N_("age"),
    [WORD_PLACES] = N_("places"),
    [WORD_MIGRATION] = N_("migration"),
    [WORD_FAMILY] = N_("family"),
    [WORD_HEALTH] = N_("health"),
    [WORD_SCHOOL] = N_("school"),
    [WORD_WORK] = N_("work"),
    [WORD_LEGAL] = N_("legal status"),
    [WORD_OTHER] = N_("life"),
    [WORD_STONE] = N_("stone"),
    [WORD_FLOWER] = N_("flower"),
    [WORD_MIXED] = N_("flower and stone"),
    [WORD_SENSITIVE] = N_("sensitive"),
    [WORD_DEFERRED] = N_("detail deferred"),
    [WORD_LATER] = N_("for later"),
    [WORD_UNDATED] = N_("undated"),
    [WORD_AGED] = N_("age %s"),
    [WORD_ABOUT] = N_("about"),
    [WORD_CERTAIN] = N_(" (not certain)"),
    [WORD_FROM] = N_("from"),
    [WORD_SINCE] = N_("since"),
    [WORD_UNTIL] = N_("until"),
    [WORD_BETWEEN] = N_("between %s and %s"),
    [WORD_DECADE] = N_("the %ds"),
    [WORD_AFTER] = N_("after"),
    [WORD_BEFORE] = N_("before"),
    [WORD_BESIDE] = N_("no date; placed by hand"),
    [WORD_LEGEND_STONE] = N_("stone, -1 to -4: it was hard"),
    [WORD_LEGEND_FLOWER] = N_("flower, +1 to +4: it was good"),
    [WORD_LEGEND_MIXED] = N_("flower and stone in one"),
    [WORD_LEGEND_ORDER] = N_("may also have come before or after its neighbours"),
    [WORD_LEGEND_BAND] = N_("lasted from here to there"),
    [WORD_LEGEND_UNCERTAIN] = N_("beginning or end not known exactly"),
    [WORD_LEGEND_UNDATED] = N_("undated: stands where it was told"),
    [WORD_LEGEND_GAP] = N_("years are as long on paper as there is to tell"),
    [WORD_EMPTY] = N_("Nothing is on the lifeline yet."),
    [WORD_HIDDEN] = N_("kept for later"),
    [WORD_NO_TEXT] = N_("neither flower nor stone"),
    [WORD_SPRING] = N_("spring"),
    [WORD_SUMMER] = N_("summer"),
    [WORD_AUTUMN] = N_("autumn"),
    [WORD_WINTER] = N_("winter"),
    [WORD_JANUARY] = N_("January"),
    [WORD_JANUARY + 1] = N_("February"),
    [WORD_JANUARY + 2] = N_("March"),
    [WORD_JANUARY + 3] = N_("April"),
    [WORD_JANUARY + 4] = N_("May"),
    [WORD_JANUARY + 5] = N_("June"),
    [WORD_JANUARY + 6] = N_("July"),
    [WORD_JANUARY + 7] = N_("August"),
    [WORD_JANUARY + 8] = N_("September"),
    [WORD_JANUARY + 9] = N_("October"),
    [WORD_JANUARY + 10] = N_("November"),
    [WORD_DECEMBER] = N_("December"),
    [WORD_DAYS] = N_("days"),
    [WORD_WEEKS] = N_("weeks"),
    [WORD_MONTHS] = N_("months"),
    [WORD_YEARS] = N_("years"),
};

void lifeline_load_words(struct lifeline *lifeline)
{
    for (size_t i = 0; i < WORD_COUNT; i++) {
        lifeline->words[i] = i18n_in(lifeline->language, word_texts[i]);
    }
}

const char *lifeline_track_title(const struct lifeline *lifeline, int track)
{
    return track == TRACK_NONE  ? lifeline->words[WORD_OTHER]
           : track >= TRACK_OWN ? lifeline->own[track - TRACK_OWN]
                                : lifeline->words[WORD_PLACES + track];
}

/* PATTERN with VALUES in place of its %s and %d, in turn: patterns come from a catalogue. */
static void fill(struct buf *out, const char *pattern, const char *first, const char *second)
{
    for (; *pattern != '\0'; pattern++) {
        if (pattern[0] == '%' && (pattern[1] == 's' || pattern[1] == 'd')) {
            buf_add_text(out, first);
            first = second;
            pattern++;
        } else {
            buf_add_char(out, *pattern);
        }
    }
}

static void say_point(struct buf *out, const struct lifeline *lifeline,
                      const struct edtf_point *point)
{
    char year[16];
    struct buf number = BUF_INIT;

    if (point->approximate) {
        buf_add_format(out, "%s ", lifeline->words[WORD_ABOUT]);
    }
    if (point->day > 0) {
        buf_add_format(out, "%d ", point->day);
    }
    if (point->month >= 1 && point->month <= 12) {
        buf_add_format(out, "%s ", lifeline->words[WORD_JANUARY + point->month - 1]);
    } else if (point->month >= 21 && point->month <= 24) {
        buf_add_format(out, "%s ", lifeline->words[WORD_SPRING + point->month - 21]);
    }
    buf_add_format(&number, "%d", point->year);
    (void)memcpy(year, buf_text(&number), number.length < 15 ? number.length + 1 : 1);
    buf_finish(&number);
    if (point->masked == 1) {
        fill(out, lifeline->words[WORD_DECADE], year, "");
    } else if (point->masked > 1) {
        buf_add_format(out, "%d–%d", point->year, point->year + 99);
    } else {
        buf_add_text(out, year);
    }
    if (point->uncertain) {
        buf_add_char(out, '?');
    }
}

/* Two days as the shortest time that holds both: a month, a year, years with DASH. */
static void say_span(struct buf *out, const struct lifeline *lifeline,
                     const struct lifeline_span *span, bool by_years, const char *dash)
{
    struct edtf_point points[2] = {{0}};
    bool month;

    for (int i = 0; i < 2; i++) {
        int year, month_of_year, day;

        edtf_civil_from_days(i == 0 ? span->first : span->last, &year, &month_of_year, &day);
        points[i] =
            (struct edtf_point){.year = year, .month = (uint8_t)month_of_year, .day = (uint8_t)day};
    }
    month = points[0].year == points[1].year && points[0].month == points[1].month;
    if (by_years || span->first != span->last) {
        points[0].day = points[1].day = 0;
    }
    if (!by_years && !month && points[0].year == points[1].year &&
        points[1].month - points[0].month <= 2) {
        buf_add_format(out, "%s–", lifeline->words[WORD_JANUARY + points[0].month - 1]);
        say_point(out, lifeline, &points[1]);
        return;
    }
    if (by_years || !month) {
        points[0].month = points[1].month = 0;
    }
    say_point(out, lifeline, &points[0]);
    if (points[0].year != points[1].year) {
        buf_add_text(out, dash);
        say_point(out, lifeline, &points[1]);
    }
}

/* A moment that a date says, else the days it was worked out to. */
static void say_moment(struct buf *out, const struct lifeline *lifeline,
                       const struct lifeline_moment *moment, const struct lifeline_span *span,
                       bool by_years, const char *dash)
{
    if (moment->kind == MOMENT_DATE && !moment->date.interval) {
        say_point(out, lifeline, &moment->date.start);
    } else {
        if (moment->approximate || moment->kind == MOMENT_RELATIVE) {
            buf_add_format(out, "%s ", lifeline->words[WORD_ABOUT]);
        }
        say_span(out, lifeline, span, by_years, dash);
        buf_add_text(out, moment->uncertain ? "?" : "");
    }
}

static void say_meaning(struct buf *out, const struct lifeline *lifeline,
                        const struct lifeline_placed *placed)
{
    const struct lifeline_when *when = &placed->event->when;
    struct buf ends[2] = {BUF_INIT, BUF_INIT};

    if (when->kind == WHEN_WITHIN) {
        struct lifeline_span end = {placed->start.last, placed->start.last};

        say_moment(&ends[0], lifeline, &when->start, &placed->start, placed->by_years, "/");
        say_moment(&ends[1], lifeline, &when->end, &end, true, "/");
        fill(out, lifeline->words[WORD_BETWEEN], buf_text(&ends[0]), buf_text(&ends[1]));
    } else if (placed->open_start) {
        buf_add_format(out, "%s ", lifeline->words[WORD_UNTIL]);
        say_moment(out, lifeline, &when->end, &placed->end, placed->by_years, "/");
    } else {
        if (placed->open_end) {
            buf_add_format(out, "%s ", lifeline->words[WORD_SINCE]);
        }
        say_moment(out, lifeline, &when->start, &placed->start, placed->by_years,
                   placed->lasting ? "/" : "–");
        if (placed->lasting && !placed->open_end) {
            buf_add_text(out, " – ");
            say_moment(out, lifeline, &when->end, &placed->end, placed->by_years, "/");
        }
    }
    buf_finish(&ends[0]);
    buf_finish(&ends[1]);
}

static bool is_plain(const struct lifeline_moment *moment)
{
    return moment->kind == MOMENT_NONE || moment->kind == MOMENT_OPEN ||
           (moment->kind == MOMENT_DATE && moment->calendar == CALENDAR_GREGORIAN);
}

void lifeline_say_when(struct buf *out, const struct lifeline *lifeline,
                       const struct lifeline_placed *placed)
{
    const struct lifeline_when *when = &placed->event->when;
    bool plain = is_plain(&when->start) && is_plain(&when->end);

    if (when->kind == WHEN_UNDATED) {
        buf_add_text(out, lifeline->words[WORD_UNDATED]);
    } else if (!placed->dated) {
        buf_add_text(out, when->words);
    } else if (plain) {
        say_meaning(out, lifeline, placed);
    } else {
        if (when->kind == WHEN_AT && when->start.kind == MOMENT_AGE) {
            char age[16] = {0};
            struct buf number = BUF_INIT;

            buf_add_format(&number, "%d", when->start.age);
            (void)memcpy(age, buf_text(&number), number.length < 15 ? number.length : 0);
            buf_finish(&number);
            fill(out, lifeline->words[WORD_AGED], age, "");
        } else {
            buf_add_text(out, when->words);
        }
        buf_add_text(out, " (");
        say_meaning(out, lifeline, placed);
        buf_add_char(out, ')');
    }
}

void lifeline_say_valence(struct buf *out, const struct lifeline *lifeline, int valence)
{
    switch (valence) {
    case VALENCE_UNSET:
        break;
    case VALENCE_MIXED:
        buf_add_text(out, lifeline->words[WORD_MIXED]);
        break;
    case VALENCE_FLOWER:
    case VALENCE_STONE:
        buf_add_text(out, lifeline->words[valence > 0 ? WORD_FLOWER : WORD_STONE]);
        break;
    case 0:
        buf_add_text(out, "0");
        break;
    default:
        buf_add_format(out, "%s %s%d", lifeline->words[valence > 0 ? WORD_FLOWER : WORD_STONE],
                       valence > 0 ? "+" : "−", valence > 0 ? valence : -valence);
    }
}

static int whole_years(int32_t from, int32_t to)
{
    int years[2], months[2], days[2];

    edtf_civil_from_days(from, &years[0], &months[0], &days[0]);
    edtf_civil_from_days(to, &years[1], &months[1], &days[1]);
    return years[1] - years[0] -
           (months[1] < months[0] || (months[1] == months[0] && days[1] < days[0]));
}

int lifeline_age(const struct lifeline *lifeline, int year)
{
    struct lifeline_span birth = lifeline->birth;
    int first_year, last_year, ignored;

    if (!lifeline->has_birth || birth.first == INT32_MIN || birth.last == INT32_MAX) {
        return -1;
    }
    edtf_civil_from_days(birth.first, &first_year, &ignored, &ignored);
    edtf_civil_from_days(birth.last, &last_year, &ignored, &ignored);
    return first_year == last_year && year >= first_year ? year - first_year : -1;
}

/* "age 12", "age 11–12": only where it says something. */
static void say_age(struct buf *out, const struct lifeline *lifeline,
                    const struct lifeline_placed *placed)
{
    struct lifeline_span birth = lifeline->birth;
    struct buf number = BUF_INIT;
    int least, most;

    if (!placed->dated || placed->event->when.start.kind == MOMENT_AGE || placed->open_start ||
        !lifeline->has_birth || birth.first == INT32_MIN || birth.last == INT32_MAX ||
        placed->start.first == INT32_MIN || placed->start.last == INT32_MAX) {
        return;
    }
    least = whole_years(birth.last, placed->start.first);
    most = whole_years(birth.first, placed->start.last);
    least = least < 0 && most >= 0 ? 0 : least;
    if (least < 0 || most - least > 2 || most > 130) {
        return;
    }
    buf_add_format(&number, least == most ? "%d" : "%d–%d", least, most);
    buf_add_text(out, ", ");
    fill(out, lifeline->words[WORD_AGED], buf_text(&number), "");
    buf_finish(&number);
}

/* Whether each word that was said stands in what is shown; signs and numbers do anyway. */
static bool says_all_words(const char *shown, const char *words)
{
    struct buf folded_shown = BUF_INIT, folded = BUF_INIT;
    const char *at;
    bool all = true;

    text_fold(&folded_shown, shown, strlen(shown));
    text_fold(&folded, words, strlen(words));
    at = buf_text(&folded);
    while (*at != '\0' && all) {
        size_t length = strcspn(at, " -~?,./0123456789");

        if (length > 0 && strspn(at, "x") < length) { /* 199X */
            struct buf word = BUF_INIT;

            buf_add(&word, at, length);
            all = strstr(buf_text(&folded_shown), buf_text(&word)) != NULL;
            buf_finish(&word);
        }
        at += length + (at[length] != '\0');
    }
    buf_finish(&folded_shown);
    buf_finish(&folded);
    return all;
}

/* The words as spoken, where the date is shown in others. */
static void say_words(struct buf *out, const struct lifeline_placed *placed, const char *shown)
{
    if (strstr(shown, placed->event->when.words) == NULL &&
        !says_all_words(shown, placed->event->when.words)) {
        buf_add_format(out, " (“%s”)", placed->event->when.words);
    }
}

static void say_problem(struct buf *out, const struct lifeline *lifeline,
                        const struct lifeline_placed *placed)
{
    static const char *const problems[] = {
        [PLACED_NO_BIRTH] = N_("no date as long as the birth date is not known"),
        [PLACED_UNKNOWN] = N_("no date as long as no event with a date has these words"),
        [PLACED_CIRCLE] = N_("no date: these events refer to each other in a circle"),
    };

    if (placed->problem != PLACED_WELL) {
        buf_add_format(out, " (%s)", i18n_in(lifeline->language, problems[placed->problem]));
    }
}

void lifeline_say(struct buf *out, const struct lifeline *lifeline,
                  const struct lifeline_placed *placed)
{
    const struct lifeline_event *event = placed->event;
    struct buf when = BUF_INIT;
    const char *separator = " — ";

    lifeline_say_when(&when, lifeline, placed);
    buf_add(out, buf_text(&when), when.length);
    say_age(out, lifeline, placed);
    say_words(out, placed, buf_text(&when));
    say_problem(out, lifeline, placed);
    buf_add_format(out, ": %s", event->text);
    buf_finish(&when);
    if (event->valence != VALENCE_UNSET) {
        buf_add_text(out, separator);
        lifeline_say_valence(out, lifeline, event->valence);
        separator = "; ";
    }
    for (size_t i = 0; i < event->tag_count; i++) {
        buf_add_text(out, i > 0 ? ", " : separator);
        buf_add_text(out, lifeline_track_title(lifeline, event->tags[i]));
        separator = "; ";
    }
    if (event->sensitive) {
        buf_add_format(out, "%s%s", separator, lifeline->words[WORD_SENSITIVE]);
        separator = "; ";
    }
    if (event->deferred) {
        buf_add_format(out, "%s%s", separator, lifeline->words[WORD_DEFERRED]);
    }
}

void lifeline_outline(struct buf *out, const struct lifeline *lifeline, bool show_private)
{
    struct arena *arena = arena_create();
    struct lifeline_placed *placed = lifeline_place(lifeline, arena);
    size_t tail, *order = lifeline_order(lifeline, placed, arena, &tail);
    bool any = false;

    for (size_t i = 0; i < lifeline->count; i++) {
        const struct lifeline_event *event = placed[order[i]].event;

        if (!show_private && event->private) {
            continue;
        }
        any = true;
        if (!show_private && event->sensitive) {
            buf_add_text(out, lifeline->words[WORD_HIDDEN]);
        } else {
            lifeline_say(out, lifeline, &placed[order[i]]);
        }
        buf_add_char(out, '\n');
    }
    if (!any) {
        buf_add_format(out, "%s\n", lifeline->words[WORD_EMPTY]);
    }
    arena_destroy(arena);
}
