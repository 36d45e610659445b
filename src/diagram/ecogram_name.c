/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names in a line of an ecogram: the runs of words that mean nothing else, and the
 * questions where one of them is nearly a word that does.
 */
#include "config.h"

#include "diagram/ecogram_read.h"

#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

#define NAME_MAX_LETTERS 500

const struct notation_token *reading_token(const struct reading *reading)
{
    return &reading->line->tokens[reading->at];
}

bool reading_complain_twice(const struct reading *reading)
{
    return notation_error(reading->err, reading_token(reading)->at,
                          _("“%s” contradicts an earlier word of this line; leave one out"),
                          reading_token(reading)->text);
}

void reading_note_of_one(struct reading *reading)
{
    if (!reading->of_one) {
        reading->of_one = reading_token(reading);
    }
}

const char *ecogram_doubt(const char *folded)
{
    const char *nearest = notation_nearest(ecogram_words(), folded);
    size_t length = strlen(folded), other = nearest ? strlen(nearest) : 0;
    size_t apart = length > other ? length - other : other - length;

    return nearest && nearest[0] == folded[0] && apart < 2 && length > 4 ? nearest : NULL;
}

bool ecogram_ask(const struct notation_line *line, size_t at, size_t tokens, int code,
                 const char *nearest, struct understanding *out, struct error *err)
{
    const struct notation_token *first = &line->tokens[at], *last = &line->tokens[at + tokens - 1];
    const struct ecogram_unclear *unclear = ecogram_unclear(code);
    const char *words = notation_join(line, at, at + tokens);
    size_t count = 0;
    struct buf own = BUF_INIT;

    if (!out) {
        return notation_error(err, first->at,
                              _("“%s” can mean several things here; write “%s” or “%s”, or put a "
                                "name in quotation marks"),
                              words, unclear->choices[0], unclear->choices[1]);
    }
    for (; unclear && unclear->choices[count]; count++) {
        out->choices[count] = unclear->choices[count];
        out->choice_labels[count] = unclear->labels[count];
    }
    if (nearest) {
        out->choices[count] = out->choice_labels[count] = nearest;
        count++;
    }
    notation_write_name(&own, ecogram_signs(), words, true);
    if (own.length < sizeof(out->own_choice)) {
        memcpy(out->own_choice, buf_text(&own), own.length + 1);
        out->choices[count] = out->own_choice;
        out->choice_labels[count++] = N_("part of the name");
    }
    buf_finish(&own);
    out->choice_count = count;
    out->question_at = first->at;
    out->question_length = last->at + last->length - first->at;
    buf_add_format(&out->question, _("What is “%s”?"), words);
    return true;
}

/* Whether a token can be part of a name; a filler can, but not at its end. */
static bool in_name(const struct reading *reading, size_t at, bool *filler)
{
    const struct notation_token *here = &reading->line->tokens[at];
    enum ecogram_period period;
    unsigned times;
    int code = 0;

    *filler = false;
    if (here->kind != NOTATION_WORD) {
        return here->kind == NOTATION_QUOTED;
    }
    if (notation_match(reading->line, at, ecogram_words(), &code) > 0) {
        *filler = code == WORD_FILLER;
        return *filler;
    }
    return ecogram_read_often(reading->line, at, &times, &period) == 0;
}

/* The end of the run of tokens from AT that are no known words. */
static size_t run_end(const struct reading *reading, size_t at)
{
    size_t end = at;
    bool filler;

    for (size_t i = at; in_name(reading, i, &filler); i++) {
        if (!filler) {
            end = i + 1;
        }
    }
    return end;
}

/* A word after the first of a run that is nearly a known one. */
static bool ask_doubt(struct reading *reading, size_t first, size_t last)
{
    for (size_t i = first + 1; reading->out && i < last; i++) {
        const struct notation_token *word = &reading->line->tokens[i];
        const char *nearest = word->kind == NOTATION_WORD ? ecogram_doubt(word->folded) : NULL;

        if (nearest) {
            reading->asked =
                ecogram_ask(reading->line, i, 1, 0, nearest, reading->out, reading->err);
            return true;
        }
    }
    return false;
}

bool reading_check_name(const struct reading *reading, size_t at, const char *name)
{
    size_t length = strlen(name), letters = 0;

    for (size_t i = 0; i < length; letters++) {
        uint32_t code_point;

        i += text_decode(name + i, length - i, &code_point);
    }
    if (length == 0) {
        return notation_error(reading->err, reading->line->tokens[at].at,
                              _("the name is empty; write one between the quotation marks"));
    }
    if (letters > NAME_MAX_LETTERS) {
        return notation_error(reading->err, reading->line->tokens[at].at,
                              _("this name has %zu characters; at most %d are possible"), letters,
                              NAME_MAX_LETTERS);
    }
    return true;
}

bool reading_name(struct reading *reading)
{
    size_t first = reading->at, last;
    bool filler;
    const char *name;

    while (in_name(reading, first, &filler) && filler) {
        first++;
    }
    if (!in_name(reading, first, &filler)) {
        first = reading->at; /* nothing but such words: then they are the name */
        last = first;
        while (in_name(reading, last, &filler)) {
            last++;
        }
    } else {
        last = run_end(reading, first);
    }
    if (ask_doubt(reading, first, last)) {
        return true;
    }
    name = notation_join(reading->line, first, last);
    if (!reading_check_name(reading, first, name)) {
        return false;
    }
    *(reading->linking ? &reading->says->other : &reading->says->name) = name;
    reading->linking = false;
    reading->at = last;
    return true;
}

bool reading_name_open(const struct reading *reading)
{
    return !reading->says->name || reading->linking;
}

bool reading_country(struct reading *reading)
{
    size_t first = reading->at, last = run_end(reading, first);
    const char *country;

    if (last == first) {
        last = first + 1;
    }
    if (ask_doubt(reading, first, last)) {
        return true;
    }
    country = notation_join(reading->line, first, last);
    if (!reading_check_name(reading, first, country)) {
        return false;
    }
    if (reading->says->about.country) {
        return reading_complain_twice(reading);
    }
    reading_note_of_one(reading);
    reading->says->about.country = country;
    reading->place_next = false;
    reading->at = last;
    return true;
}
