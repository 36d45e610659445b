/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The part of a line before its colon: where it ends, and what to ask about it.
 */
#include "config.h"

#include "diagram/lifeline_read.h"

#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

bool line_ask(struct line *line, size_t at, size_t length, const char *question)
{
    line->asked = true;
    if (line->out == NULL) {
        return notation_error(line->err, at, "%s", question);
    }
    line->out->question_at = at;
    line->out->question_length = length;
    buf_clear(&line->out->question);
    buf_add_text(&line->out->question, question);
    line->out->choice_count = 0;
    return true;
}

void line_add_choice(struct line *line, const char *before, const char *text, size_t length,
                     const char *after, const char *label)
{
    struct understanding *out = line->out;
    struct buf *choice;

    if (out == NULL || out->choice_count == DIAGRAM_CHOICES_MAX) {
        return;
    }
    choice = &out->choice_texts[out->choice_count];
    buf_clear(choice);
    buf_add_text(choice, before);
    buf_add(choice, text, length);
    buf_add_text(choice, after);
    out->choices[out->choice_count] = buf_text(choice);
    out->choice_labels[out->choice_count++] = label;
}

static bool ask_calendar(struct line *line, const char *words, const struct when_answer *answer,
                         size_t from)
{
    static const char *const labels[CALENDAR_COUNT] = {N_("Gregorian"), N_("Hijri, by the moon"),
                                                       N_("Solar Hijri, of Iran and Afghanistan"),
                                                       N_("Ethiopian")};
    static const enum calendar order[] = {CALENDAR_SOLAR, CALENDAR_HIJRI, CALENDAR_ETHIOPIAN,
                                          CALENDAR_GREGORIAN};
    bool going = line_ask(line, from + answer->at, answer->length,
                          _("Which calendar is this year counted in?"));

    for (size_t i = 0; i < CALENDAR_COUNT; i++) {
        enum calendar calendar = order[i];
        struct buf sign = BUF_INIT;

        if (calendar_to_days(calendar, answer->year, 1, 1) <= line->lifeline->today) {
            buf_add_format(&sign, " %s", calendar_sign(calendar));
            line_add_choice(line, "", words + answer->at, answer->length, buf_text(&sign),
                            labels[calendar]);
            buf_finish(&sign);
        }
    }
    return going;
}

/* A slip of the keyboard in a word of a date: it must make sense once mended. */
static bool ask_word(struct line *line, const char *words, size_t length, size_t from)
{
    for (size_t at = 0; at < length;) {
        size_t size = 0;
        const char *nearest;
        struct buf word = BUF_INIT, mended = BUF_INIT;
        struct lifeline_when when;
        struct when_answer answer = {.understood = false};

        while (at + size < length && words[at + size] != ' ') {
            size++;
        }
        text_fold(&word, words + at, size);
        if (when_nearest(buf_text(&word), &nearest, 1) > 0) {
            buf_add(&mended, words, at);
            buf_add_text(&mended, nearest);
            buf_add(&mended, words + at + size, length - at - size);
            when_read(&when, &answer, line->lifeline->arena, buf_text(&mended), mended.length);
        }
        buf_finish(&mended);
        if (answer.understood) {
            bool going =
                line_ask(line, from + at, size, _("This word is not known. Which was meant?"));

            line_add_choice(line, "", nearest, strlen(nearest), "", nearest);
            buf_finish(&word);
            return going;
        }
        buf_finish(&word);
        at += size + 1;
    }
    return false;
}

/* Understood (true), asked (line->asked), or neither. */
static bool read_when(struct line *line, size_t from, size_t length, struct when_answer *answer)
{
    const char *words = line->tokens.line + from;

    while (length > 0 && (words[0] == ' ' || words[0] == '\t')) {
        words++;
        from++;
        length--;
    }
    when_read(&line->event->when, answer, line->lifeline->arena, words, length);
    answer->at += from;
    return answer->understood;
}

static bool has_letter_next(const struct line *line, size_t token)
{
    const struct notation_token *next = &line->tokens.tokens[token];
    unsigned char first = next->kind == NOTATION_WORD ? (unsigned char)next->folded[0] : 0;

    return next->kind == NOTATION_QUOTED || (first >= 'a' && first <= 'z') || first >= 0x80;
}

/* "1998 left Aleppo": the longest beginning that is a date; returns its tokens, 0 none. */
static size_t read_leading_date(struct line *line, size_t most)
{
    static const char *const age_words[] = {"age ",  "aged ", "leeftijd ", "toen ",
                                            "when ", "op ",   "at "};

    for (size_t k = most < 8 ? most : 8; k > 0; k--) {
        const struct notation_token *last = &line->tokens.tokens[k - 1];
        const struct lifeline_when *when = &line->event->when;
        size_t end = last->at + last->length;
        size_t start = line->tokens.tokens[0].at;
        struct when_answer answer = {.understood = false};
        bool good;

        if (!has_letter_next(line, k) || last->text[0] == '\0' || strcmp(last->folded, "-") == 0 ||
            !read_when(line, start, end - start, &answer)) {
            continue;
        }
        good = when->kind <= WHEN_WITHIN && when->start.kind != MOMENT_RELATIVE &&
               when->end.kind != MOMENT_RELATIVE;
        if (good && (when->start.kind == MOMENT_AGE || when->end.kind == MOMENT_AGE)) {
            good = false;
            for (size_t i = 0; i < sizeof age_words / sizeof age_words[0]; i++) {
                good = good || strncmp(line->tokens.tokens[0].folded, age_words[i],
                                       strlen(age_words[i]) - 1) == 0;
            }
        }
        if (good) {
            return k;
        }
    }
    return 0;
}

/* The token of the colon behind the date; "after: arrival: …" has two. SIZE_MAX: none. */
static size_t find_colon(const struct line *line)
{
    static const char *const sides[] = {"after", "before", "between", "na", "voor", "tussen"};
    size_t colon = SIZE_MAX;

    for (size_t i = 0; i < line->tokens.count; i++) {
        if (line->tokens.tokens[i].kind == NOTATION_SIGN) {
            if (colon == SIZE_MAX) {
                bool side = false;

                for (size_t s = 0; i == 1 && s < sizeof sides / sizeof sides[0]; s++) {
                    side = side || strcmp(line->tokens.tokens[0].folded, sides[s]) == 0;
                }
                colon = i;
                if (!side) {
                    return colon;
                }
            } else {
                return i;
            }
        }
    }
    return colon;
}

size_t line_read_date(struct line *line, bool *ok)
{
    size_t colon = find_colon(line), taken;
    struct when_answer answer = {.understood = false};

    *ok = true;
    if (colon != SIZE_MAX && colon > 0) {
        size_t start = line->tokens.tokens[0].at;
        size_t length = line->tokens.tokens[colon].at - start;

        if (read_when(line, start, length, &answer)) {
            return colon + 1;
        }
        if (answer.ask_calendar) {
            *ok = ask_calendar(line, line->tokens.line, &answer, 0);
            return 0;
        }
        if (ask_word(line, line->tokens.line + start, length, start)) {
            return 0;
        }
        if (line->asked) {
            *ok = false;
            return 0;
        }
    }
    taken = read_leading_date(line, colon == SIZE_MAX ? line->tokens.count
                                    : colon > 2       ? colon - 2
                                                      : 0);
    if (taken > 0) {
        return taken;
    }
    if (colon == SIZE_MAX) {
        const struct notation_token *first = &line->tokens.tokens[0];

        if (read_when(line, first->at, first->length, &answer) || !answer.ask_calendar) {
            *ok = notation_error(line->err, first->at,
                                 _("a date and a colon were expected first, as in 1998: …; without "
                                   "a date say undated: …"));
        } else {
            *ok = ask_calendar(line, line->tokens.line, &answer, 0);
        }
        return 0;
    }
    if (colon == 0) {
        *ok = notation_error(line->err, line->tokens.tokens[0].at,
                             _("a date was expected before the colon; without one say undated: …"));
        return 0;
    }
    *ok = notation_error(line->err, answer.at,
                         _("%s; say it like 1998, spring 1998, 2001 - 2004, age 12 or two years "
                           "after arrival"),
                         _(answer.message));
    return 0;
}
