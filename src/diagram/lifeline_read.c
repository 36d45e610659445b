/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line, one event: when, a colon, what happened, and behind it in any order its
 * weight, its marks and its tracks. Whoever forgets the colon is understood all the
 * same where the line begins with a date.
 */
#include "config.h"

#include "diagram/lifeline_model.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "diagram/lifeline_read.h"
#include "diagram/notation.h"

#include <string.h>

static const struct notation_sign colon_sign[] = {{":", 1}};
static const struct notation_signs signs = {colon_sign, 1};

static const struct notation_phrase track_phrases[] = {
    {"residence", TRACK_PLACES},    {"places", TRACK_PLACES},      {"place", TRACK_PLACES},
    {"home", TRACK_PLACES},         {"living", TRACK_PLACES},      {"woonplaats", TRACK_PLACES},
    {"plaats", TRACK_PLACES},       {"plaatsen", TRACK_PLACES},    {"wonen", TRACK_PLACES},
    {"verblijf", TRACK_PLACES},     {"migration", TRACK_MIGRATION}, {"migratie", TRACK_MIGRATION},
    {"flight", TRACK_MIGRATION},    {"vlucht", TRACK_MIGRATION},   {"journey", TRACK_MIGRATION},
    {"family", TRACK_FAMILY},       {"familie", TRACK_FAMILY},     {"gezin", TRACK_FAMILY},
    {"relations", TRACK_FAMILY},    {"relaties", TRACK_FAMILY},    {"health", TRACK_HEALTH},
    {"gezondheid", TRACK_HEALTH},   {"ziekte", TRACK_HEALTH},      {"illness", TRACK_HEALTH},
    {"school", TRACK_SCHOOL},       {"education", TRACK_SCHOOL},   {"opleiding", TRACK_SCHOOL},
    {"onderwijs", TRACK_SCHOOL},    {"study", TRACK_SCHOOL},       {"studie", TRACK_SCHOOL},
    {"work", TRACK_WORK},           {"werk", TRACK_WORK},          {"job", TRACK_WORK},
    {"legal", TRACK_LEGAL},         {"juridisch", TRACK_LEGAL},    {"status", TRACK_LEGAL},
    {"asylum", TRACK_LEGAL},        {"asiel", TRACK_LEGAL},        {"procedure", TRACK_LEGAL},
    {"verblijfsstatus", TRACK_LEGAL},
};
static const struct notation_table tracks = {
    track_phrases, sizeof track_phrases / sizeof track_phrases[0]};

struct line {
    struct lifeline *lifeline;
    struct notation_line tokens;
    struct lifeline_event *event;
    struct understanding *out;
    struct error *err;
    struct buf text;
    int tags[LIFELINE_TAGS_MAX];
    bool asked;
};

/* --- asking ---------------------------------------------------------------------- */

/* Asks once about bytes of the line; without anybody to ask it is a mistake there. */
static bool ask(struct line *line, size_t at, size_t length, const char *question)
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

/* Choices live as long as the lifeline does. */
static void add_choice(struct line *line, const char *choice, const char *label)
{
    struct understanding *out = line->out;

    if (out != NULL && out->choice_count < DIAGRAM_CHOICES_MAX) {
        out->choices[out->choice_count] = arena_string(line->lifeline->arena, choice);
        out->choice_labels[out->choice_count++] = label;
    }
}

static void add_choice_text(struct line *line, const char *before, const char *text, size_t length,
                            const char *after, const char *label)
{
    struct buf choice = BUF_INIT;

    buf_add_text(&choice, before);
    buf_add(&choice, text, length);
    buf_add_text(&choice, after);
    add_choice(line, buf_text(&choice), label);
    buf_finish(&choice);
}

/* --- when ------------------------------------------------------------------------ */

static bool ask_calendar(struct line *line, const char *words, const struct when_answer *answer,
                         size_t from)
{
    static const char *const labels[CALENDAR_COUNT] = {
        N_("Gregorian"), N_("Hijri, by the moon"), N_("Solar Hijri, of Iran and Afghanistan"),
        N_("Ethiopian")};
    static const enum calendar order[] = {CALENDAR_SOLAR, CALENDAR_HIJRI, CALENDAR_ETHIOPIAN,
                                          CALENDAR_GREGORIAN};
    bool going = ask(line, from + answer->at, answer->length,
                     _("Which calendar is this year counted in?"));

    for (size_t i = 0; i < CALENDAR_COUNT; i++) {
        enum calendar calendar = order[i];
        struct buf sign = BUF_INIT;

        if (calendar_to_days(calendar, answer->year, 1, 1) <= line->lifeline->today) {
            buf_add_format(&sign, " %s", calendar_sign(calendar));
            add_choice_text(line, "", words + answer->at, answer->length, buf_text(&sign),
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
            bool going = ask(line, from + at, size, _("This word is not known. Which was meant?"));

            add_choice(line, nearest, nearest);
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
    static const char *const age_words[] = {"age ", "aged ", "leeftijd ", "toen ", "when ", "op ",
                                            "at "};

    for (size_t k = most < 8 ? most : 8; k > 0; k--) {
        const struct notation_token *last = &line->tokens.tokens[k - 1];
        const struct lifeline_when *when = &line->event->when;
        size_t end = last->at + last->length;
        size_t start = line->tokens.tokens[0].at;
        struct when_answer answer;
        bool good;

        if (!has_letter_next(line, k) || last->text[0] == '\0' ||
            strcmp(last->folded, "-") == 0 || !read_when(line, start, end - start, &answer)) {
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

/* Sets the event's date and returns the token at which the text begins, 0: asked or wrong. */
static size_t read_date_part(struct line *line, bool *ok)
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
                                    : colon > 2      ? colon - 2
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

/* --- what ------------------------------------------------------------------------ */

static int own_track(struct lifeline *lifeline, const char *name, const char *folded, bool add)
{
    for (size_t i = 0; i < lifeline->own_count; i++) {
        if (strcmp(lifeline->own_folded[i], folded) == 0) {
            return TRACK_OWN + (int)i;
        }
    }
    if (!add) {
        return TRACK_NONE;
    }
    alloc_grow(&lifeline->own, &lifeline->own_capacity, lifeline->own_count + 1,
               sizeof *lifeline->own);
    alloc_grow(&lifeline->own_folded, &lifeline->own_folded_capacity, lifeline->own_count + 1,
               sizeof *lifeline->own_folded);
    lifeline->own[lifeline->own_count] = arena_string(lifeline->arena, name);
    lifeline->own_folded[lifeline->own_count] = arena_string(lifeline->arena, folded);
    return TRACK_OWN + (int)lifeline->own_count++;
}

static int known_track(const char *folded)
{
    for (size_t i = 0; i < tracks.count; i++) {
        if (strcmp(tracks.phrases[i].phrase, folded) == 0) {
            return tracks.phrases[i].code;
        }
    }
    return TRACK_NONE;
}

const char *lifeline_track_name(const struct lifeline *lifeline, int track)
{
    return track >= TRACK_OWN ? lifeline->own[track - TRACK_OWN]
                              : notation_spelling(&tracks, track);
}

static bool take_tag(struct line *line, const struct notation_token *token)
{
    bool own = token->text[0] == '#';
    const char *name = token->text + strspn(token->text, "# ");
    const char *folded = token->folded + strspn(token->folded, "# ");
    int track = known_track(folded);
    const char *nearest;

    if (folded[0] == '\0') {
        return notation_error(line->err, token->at,
                              _("a word must follow the # directly, as in #work"));
    }
    if (track == TRACK_NONE) {
        track = own_track(line->lifeline, name, folded, false);
        nearest = track == TRACK_NONE && !own ? notation_nearest(&tracks, folded) : NULL;
        if (nearest != NULL) {
            bool going = ask(line, token->at, token->length,
                             _("Is this a track of its own, or which was meant?"));

            add_choice_text(line, "#", nearest, strlen(nearest), "", nearest);
            add_choice_text(line, "##", name, strlen(name), "", N_("a track of its own"));
            return going;
        }
    }
    for (size_t i = 0; i < line->event->tag_count && track != TRACK_NONE; i++) {
        if (line->tags[i] == track) {
            return true;
        }
    }
    if (line->event->tag_count == LIFELINE_TAGS_MAX) {
        return notation_error(line->err, token->at, _("an event can be on at most %d tracks"),
                              LIFELINE_TAGS_MAX);
    }
    line->tags[line->event->tag_count++] =
        track != TRACK_NONE ? track : own_track(line->lifeline, name, folded, true);
    return true;
}

static bool take_bracket(struct line *line, const struct notation_token *token, bool *taken)
{
    struct lifeline_mark mark;
    const char *nearest;
    bool going;

    *taken = false;
    switch (lifeline_read_mark(&mark, &nearest, token->folded)) {
    case MARK_NONE:
        return true;
    case MARK_READ:
        *taken = true;
        if (mark.valence != VALENCE_UNSET) {
            line->event->valence = mark.valence;
        }
        line->event->sensitive = line->event->sensitive || mark.sensitive;
        line->event->deferred = line->event->deferred || mark.deferred;
        return true;
    case MARK_RANGE:
        return notation_error(line->err, token->at + 1,
                              _("a weight lies between -4 (stone) and +4 (flower)"));
    case MARK_UNSIGNED:
        going = ask(line, token->at, token->length, _("Is this a flower (+) or a stone (-)?"));
        add_choice_text(line, "(+", token->text, strlen(token->text), ")", N_("flower"));
        add_choice_text(line, "(-", token->text, strlen(token->text), ")", N_("stone"));
        break;
    case MARK_NEAR:
        going = ask(line, token->at, token->length, _("This word is not known. Which was meant?"));
        add_choice_text(line, "(", nearest, strlen(nearest), ")", nearest);
        break;
    default:
        return true;
    }
    add_choice_text(line, "\"", line->tokens.line + token->at, token->length, "\"",
                    N_("part of the text"));
    return going;
}

/* Everything behind the date that is no tag, weight or mark is what happened. */
static bool read_text(struct line *line, size_t first)
{
    const struct notation_token *tokens = line->tokens.tokens;
    bool gap = false;

    for (size_t i = first; i < line->tokens.count; i++) {
        const struct notation_token *token = &tokens[i];
        bool taken = token->kind == NOTATION_TAG;

        if (token->kind == NOTATION_TAG ? !take_tag(line, token)
            : token->kind == NOTATION_BRACKET && !take_bracket(line, token, &taken)) {
            return false;
        }
        if (line->asked) {
            return true;
        }
        if (!taken) {
            if (line->text.length > 0 && (gap || token->spaced)) {
                buf_add_char(&line->text, ' ');
            }
            buf_add(&line->text, line->tokens.line + token->at, token->length);
        }
        gap = taken;
    }
    if (line->text.length == 0) {
        const struct notation_token *last = &tokens[line->tokens.count - 1];

        return notation_error(line->err, last->at + last->length,
                              _("say behind the colon what happened, if only in a word"));
    }
    return true;
}

static void keep(struct line *line)
{
    struct lifeline_event *event = line->event;
    struct arena *arena = line->lifeline->arena;
    struct buf composed = BUF_INIT;
    int *tags = arena_take(arena, event->tag_count > 0 ? event->tag_count : 1, sizeof *tags);

    memcpy(tags, line->tags, event->tag_count * sizeof *tags);
    event->tags = tags;
    text_compose(&composed, buf_text(&line->text), line->text.length);
    event->text = arena_string(arena, buf_text(&composed));
    buf_clear(&composed);
    text_fold(&composed, event->text, strlen(event->text));
    event->folded = arena_string(arena, buf_text(&composed));
    event->signature = lifeline_signature(event->folded);
    buf_finish(&composed);
}

bool lifeline_read(struct lifeline_event *event, struct lifeline *lifeline, const char *text,
                   size_t length, struct understanding *out, bool *understood, struct error *err)
{
    struct line line = {.lifeline = lifeline, .event = event, .out = out, .err = err};
    size_t first;
    bool ok;

    *understood = false;
    *event = (struct lifeline_event){.valence = VALENCE_UNSET};
    if (!notation_read(&line.tokens, &signs, text, length, err)) {
        return false;
    }
    if (line.tokens.count == 0) {
        notation_finish(&line.tokens);
        return true;
    }
    first = read_date_part(&line, &ok);
    if (ok && !line.asked) {
        ok = read_text(&line, first);
    }
    if (ok && !line.asked) {
        keep(&line);
        *understood = true;
    }
    buf_finish(&line.text);
    notation_finish(&line.tokens);
    return ok;
}

static void write_tag(struct buf *out, const struct lifeline *lifeline, int track)
{
    const char *name = lifeline_track_name(lifeline, track);

    buf_add_char(out, ' ');
    if (track >= TRACK_OWN && strchr(name, ' ') == NULL &&
        notation_nearest(&tracks, lifeline->own_folded[track - TRACK_OWN]) != NULL) {
        buf_add_char(out, '#');
    }
    notation_write_tag(out, &signs, name);
}

void lifeline_write(struct buf *out, const struct lifeline *lifeline,
                    const struct lifeline_event *event)
{
    buf_add_format(out, "%s: %s", event->when.words, event->text);
    lifeline_write_marks(out, event);
    for (size_t i = 0; i < event->tag_count; i++) {
        write_tag(out, lifeline, event->tags[i]);
    }
}
