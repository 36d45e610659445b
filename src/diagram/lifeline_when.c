/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When something was, from the words before the colon: a date, an age, a distance
 * from another event, two of these with something between them, or a place beside
 * what has one. What is not understood is pointed at, never guessed.
 */
#include "config.h"

#include "diagram/lifeline_model.h"

#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

struct reading {
    struct arena *arena;
    const char *words; /* all of them: places are counted from here */
    struct when_answer *answer;
};

static void trim(const char **words, size_t *length)
{
    while (*length > 0 && ((*words)[0] == ' ' || (*words)[0] == '\t')) {
        ++*words;
        --*length;
    }
    while (*length > 0 && ((*words)[*length - 1] == ' ' || (*words)[*length - 1] == '\t')) {
        --*length;
    }
}

static bool ask_calendar(struct reading *reading, const char *words, size_t end, int year)
{
    reading->answer->ask_calendar = true;
    reading->answer->at = (size_t)(words - reading->words);
    reading->answer->length = end;
    reading->answer->year = year;
    return false;
}

/* A date of any calendar. False, and perhaps a question or a message in the answer. */
static bool read_date(struct lifeline_moment *out, struct reading *reading, const char *words,
                      size_t length)
{
    struct calendar_date date;
    size_t end = 0;

    *out = (struct lifeline_moment){.kind = MOMENT_DATE};
    switch (calendar_understand(&date, words, length, &end)) {
    case CALENDAR_READ:
        calendar_edtf(&out->date, &date);
        out->calendar = date.calendar;
        out->approximate = date.approximate;
        out->uncertain = date.uncertain;
        return true;
    case CALENDAR_WHICH:
        return ask_calendar(reading, words, length, date.year);
    case CALENDAR_IMPOSSIBLE:
        reading->answer->at = (size_t)(words - reading->words);
        reading->answer->length = length;
        reading->answer->message = N_("this calendar has no such day");
        return false;
    case CALENDAR_NOT:
        break;
    }
    if (!edtf_understand(&out->date, words, length) || out->date.interval) {
        return false;
    }
    out->approximate = out->date.start.approximate;
    out->uncertain = out->date.start.uncertain;
    return true;
}

static bool read_moment(struct lifeline_moment *out, struct reading *reading, const char *words,
                        size_t length)
{
    struct buf folded = BUF_INIT;
    struct lifeline_moment end;
    bool lasting = false, placed = false, ok;
    int sign;

    trim(&words, &length);
    if (length == 0) {
        return false;
    }
    ok = read_date(out, reading, words, length);
    if (!ok && !reading->answer->ask_calendar && reading->answer->message == NULL) {
        text_fold(&folded, words, length);
        ok = (when_read_age(out, &end, &lasting, buf_text(&folded)) && !lasting) ||
             (when_read_relative(out, &placed, &sign, reading->arena, words, length) && !placed);
    }
    buf_finish(&folded);
    return ok;
}

/* Whether WORDS begin with one of LIST (each followed by a space), case aside; how long. */
static size_t begins(const char *words, size_t length, const char *const *list)
{
    for (; *list != NULL; list++) {
        size_t size = strlen(*list);
        size_t i = 0;

        while (i < size && i < length &&
               (words[i] == (*list)[i] || (words[i] | 0x20) == (*list)[i])) {
            i++;
        }
        if (i == size) {
            return size;
        }
    }
    return 0;
}

static const char *const from_words[] = {"from ", "since ", "van ", "vanaf ", "sinds ", NULL};
static const char *const until_words[] = {"until ", "till ", "tot ", NULL};
static const char *const separators[] = {
    " - ",   " – ", " — ", " until ", " till ", " to ", " tot en met ", " tot ",
    " t/m ", "–",   "/",   "-",       "...",    "…",    "..",           NULL};

static bool is_open(const char *words, size_t length)
{
    static const char *const open[] = {"now",   "nu", "today", "vandaag", "present",
                                       "heden", "..", "...",   "still",   "until now"};

    trim(&words, &length);
    for (size_t i = 0; i < sizeof open / sizeof open[0]; i++) {
        if (length == strlen(open[i]) && begins(words, length, (const char *[]){open[i], NULL})) {
            return true;
        }
    }
    return length == 0;
}

/* An end of what lasted: open where it says so. */
static bool read_end(struct lifeline_moment *out, struct reading *reading, const char *words,
                     size_t length)
{
    if (is_open(words, length)) {
        *out = (struct lifeline_moment){.kind = MOMENT_OPEN};
        return true;
    }
    return read_moment(out, reading, words, length);
}

static bool read_lasting(struct lifeline_when *out, struct reading *reading, const char *words,
                         size_t length)
{
    size_t from = begins(words, length, from_words);
    size_t until = begins(words, length, until_words);

    if (until > 0 && read_moment(&out->end, reading, words + until, length - until)) {
        out->start = (struct lifeline_moment){.kind = MOMENT_OPEN};
        return true;
    }
    /* Those between blanks come first: "2015-10 - 2017" parts in the middle. */
    for (const char *const *s = separators; *s != NULL; s++) {
        size_t size = strlen(*s);
        bool dots = (*s)[0] == '.' || strcmp(*s, "…") == 0; /* "..2004" begins with them */

        for (size_t at = from > 0 || dots ? from : 1; at + size <= length; at++) {
            if (memcmp(words + at, *s, size) == 0 &&
                read_end(&out->start, reading, words + from, at - from) &&
                read_end(&out->end, reading, words + at + size, length - at - size)) {
                return out->start.kind != MOMENT_OPEN || out->end.kind != MOMENT_OPEN;
            }
            if (reading->answer->ask_calendar) {
                return false;
            }
            reading->answer->message = NULL;
        }
    }
    if (from > 0 && read_moment(&out->start, reading, words + from, length - from)) {
        out->end = (struct lifeline_moment){.kind = MOMENT_OPEN};
        return true;
    }
    return false;
}

/* "between 1998 and 2001" is one time that is not known better, "between arrival and the
 * asylum" a place in the row. */
static bool read_between(struct lifeline_when *out, struct reading *reading, const char *words,
                         size_t length)
{
    static const char *const between[] = {"between ", "between: ", "tussen ", "tussen: ", NULL};
    static const char *const ands[] = {" and ", " en ", NULL};
    size_t from = begins(words, length, between);

    if (from == 0) {
        return false;
    }
    for (size_t at = from; at < length; at++) {
        size_t size = begins(words + at, length - at, ands);

        if (size == 0) {
            continue;
        }
        if (read_moment(&out->start, reading, words + from, at - from) &&
            read_moment(&out->end, reading, words + at + size, length - at - size)) {
            out->kind = WHEN_WITHIN;
            return true;
        }
        reading->answer->message = NULL;
        if (!reading->answer->ask_calendar &&
            when_read_reference(&out->first, reading->arena, words + from, at - from) &&
            when_read_reference(&out->second, reading->arena, words + at + size,
                                length - at - size)) {
            out->kind = WHEN_BETWEEN;
            return true;
        }
    }
    return false;
}

/* What edtf knows as an interval and was not found by its separator: "1998-99". */
static bool read_interval(struct lifeline_when *out, const char *words, size_t length)
{
    struct edtf date;

    if (!edtf_understand(&date, words, length) || !date.interval) {
        return false;
    }
    out->kind = WHEN_LASTING;
    for (int i = 0; i < 2; i++) {
        struct lifeline_moment *moment = i == 0 ? &out->start : &out->end;
        const struct edtf_point *point = i == 0 ? &date.start : &date.end;

        *moment = (struct lifeline_moment){.kind = point->open || point->unknown ? MOMENT_OPEN
                                                                                 : MOMENT_DATE,
                                           .date = {.start = *point},
                                           .approximate = point->approximate,
                                           .uncertain = point->uncertain};
    }
    return true;
}

static bool understand(struct lifeline_when *out, struct reading *reading, const char *words,
                       size_t length)
{
    struct buf folded = BUF_INIT;
    struct lifeline_moment relative;
    bool lasting = false, placed = false, ok = true;
    int sign = 0;

    text_fold(&folded, words, length);
    if (when_is_undated(buf_text(&folded))) {
        out->kind = WHEN_UNDATED;
    } else if (read_moment(&out->start, reading, words, length)) {
        out->kind = WHEN_AT;
    } else if (reading->answer->ask_calendar || reading->answer->message != NULL) {
        ok = false;
    } else if (when_read_age(&out->start, &out->end, &lasting, buf_text(&folded))) {
        out->kind = WHEN_LASTING;
    } else if (read_between(out, reading, words, length)) {
        /* has its kind */
    } else if (reading->answer->ask_calendar) {
        ok = false;
    } else if (when_read_relative(&relative, &placed, &sign, reading->arena, words, length)) {
        out->kind = sign > 0 ? WHEN_AFTER : WHEN_BEFORE;
        out->first = relative.reference;
    } else if (read_lasting(out, reading, words, length)) {
        out->kind = WHEN_LASTING;
    } else {
        ok = !reading->answer->ask_calendar && read_interval(out, words, length);
    }
    buf_finish(&folded);
    return ok;
}

static const char *const known_words[] = {
    "january",   "february", "march",     "april",    "june",    "july",     "august",
    "september", "october",  "november",  "december", "januari", "februari", "maart",
    "juni",      "juli",     "augustus",  "oktober",  "spring",  "summer",   "autumn",
    "winter",    "voorjaar", "lente",     "zomer",    "herfst",  "najaar",   "about",
    "around",    "circa",    "ongeveer",  "rond",     "since",   "sinds",    "until",
    "from",      "vanaf",    "between",   "tussen",   "after",   "before",   "years",
    "months",    "weeks",    "jaar",      "maanden",  "weken",   "perhaps",  "misschien",
    "undated",   "leeftijd", "farvardin", "khordad",  "ramadan", "muharram", "meskerem",
};

size_t when_nearest(const char *word, const char **out, size_t most)
{
    size_t count = 0;
    const char *first;

    if (strlen(word) < 4) {
        return 0;
    }
    first = text_nearest(word, known_words, sizeof known_words / sizeof known_words[0]);
    if (first != NULL && strcmp(first, word) != 0 && most > 0) {
        out[count++] = first;
    }
    return count;
}

/* Points at the first word that no date has, else at the whole. */
static void point_at_mistake(struct reading *reading, const char *words, size_t length)
{
    struct when_answer *answer = reading->answer;
    struct edtf ignored;

    if (answer->message != NULL) {
        return;
    }
    answer->at = (size_t)(words - reading->words);
    answer->length = length;
    answer->message = N_("there is no such date, or its words are not known");
    /* What looks like EDTF gets the message of its reader, which points inside. */
    if (length >= 7 && words[4] == '-' && words[0] >= '0' && words[0] <= '9') {
        struct error err = {.code = ERROR_NONE};

        if (!edtf_parse(&ignored, words, length, &err) && err.column > 0) {
            answer->at += err.column - 1;
            answer->length = length > err.column - 1 ? length - (err.column - 1) : 0;
        }
    }
}

void when_read(struct lifeline_when *out, struct when_answer *answer, struct arena *arena,
               const char *words, size_t length)
{
    struct reading reading = {arena, words, answer};
    struct buf squeezed = BUF_INIT;

    *out = (struct lifeline_when){0};
    *answer = (struct when_answer){0};
    trim(&words, &length);
    for (size_t i = 0; i < length; i++) {
        char c = words[i] == '\t' ? ' ' : words[i];

        if (c != ' ' || (squeezed.length > 0 && squeezed.data[squeezed.length - 1] != ' ')) {
            buf_add_char(&squeezed, c);
        }
    }
    answer->understood = length > 0 && understand(out, &reading, words, length);
    if (!answer->understood && !answer->ask_calendar) {
        point_at_mistake(&reading, words, length);
    }
    out->words = arena_copy(arena, buf_text(&squeezed), squeezed.length);
    buf_finish(&squeezed);
}
