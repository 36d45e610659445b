/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From what was said to days, and from days to an order. Events lean on each other
 * ("two years after arrival"), so they are resolved from the ground up; whoever leans
 * on itself, or on nothing that is there, keeps its words and has no date.
 */
#include "config.h"

#include "diagram/lifeline_model.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

#define DEPENDENCIES 2

struct resolver {
    const struct lifeline *lifeline;
    struct lifeline_placed *placed;
    int (*leans)[DEPENDENCIES]; /* on which events; -1 none */
    uint8_t *state;             /* 0 not yet, 1 being resolved, 2 done */
};

/* Words for the same turn in a life, so that "after arrival" finds "arrived in Izmir". */
static const char *const families[] = {
    " arrival arrived arrive arrives aankomst aangekomen aankomen ",
    " departure departed left leave leaving vertrek vertrokken vertrekken weggegaan ",
    " flight fled flee fleeing vlucht gevlucht vluchten ",
    " birth born geboorte geboren ",
    " marriage married marries wedding huwelijk getrouwd trouwen bruiloft ",
    " divorce divorced scheiding gescheiden ",
    " death died dies overlijden overleden dood gestorven ",
    " arrest arrested arrestatie gearresteerd opgepakt ",
    " war oorlog ",
    " asylum asiel ",
    " school ",
    " reunion reunited gezinshereniging hereniging ",
    " detention detained imprisoned prison gevangenschap gevangen detentie gevangenis ",
    " move moved verhuizing verhuisd ",
};

static size_t next_word(const char **at, const char **word)
{
    size_t length;

    while (**at != '\0' && strchr(" ,.;:!?()\"", **at) != NULL) {
        ++*at;
    }
    *word = *at;
    length = strcspn(*at, " ,.;:!?()\"");
    *at += length;
    return length;
}

/* A word of a family is the family. */
static uint64_t hash_word(const char *word, size_t length)
{
    uint64_t hash = UINT64_C(14695981039346656037);

    for (size_t f = 0; f < sizeof families / sizeof families[0]; f++) {
        const char *found = families[f];

        while ((found = strchr(found, word[0])) != NULL) {
            if (found[-1] == ' ' && strncmp(found, word, length) == 0 && found[length] == ' ') {
                return f + 1;
            }
            found++;
        }
    }
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char)word[i]) * UINT64_C(1099511628211);
    }
    return hash;
}

uint64_t lifeline_signature(const char *folded)
{
    const char *word;
    uint64_t all = 0;

    for (size_t length; (length = next_word(&folded, &word)) > 0;) {
        all |= UINT64_C(1) << (hash_word(word, length) >> 7 ^ hash_word(word, length)) % 64;
    }
    return all;
}

static bool has_all_words(const char *text, const char *wanted)
{
    const char *word;

    for (size_t length; (length = next_word(&wanted, &word)) > 0;) {
        uint64_t hash = hash_word(word, length);
        const char *at = text, *candidate;
        bool found = false;

        for (size_t size; !found && (size = next_word(&at, &candidate)) > 0;) {
            found = hash_word(candidate, size) == hash;
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

static bool tagged(const struct lifeline *lifeline, const struct lifeline_event *event,
                   const char *folded)
{
    for (size_t i = 0; i < event->tag_count; i++) {
        int track = event->tags[i];
        const char *name = track >= TRACK_OWN ? lifeline->own_folded[track - TRACK_OWN]
                                              : lifeline_track_name(lifeline, track);

        if (strcmp(name, folded) == 0) {
            return true;
        }
    }
    return false;
}

/* The event that is meant: the first in the order of entry. BY_TAG or by its words. */
static int find_one(const struct resolver *resolver, const struct lifeline_reference *reference,
                    bool by_tag, size_t self, bool *again)
{
    const struct lifeline *lifeline = resolver->lifeline;
    uint64_t wanted = lifeline_signature(reference->folded);
    int found = -1;

    for (size_t i = 0; i < lifeline->count; i++) {
        const struct lifeline_event *event = &lifeline->events[i];

        if (i == self || (!by_tag && (event->signature & wanted) != wanted)) {
            continue;
        }
        if (by_tag ? tagged(lifeline, event, reference->folded)
                   : has_all_words(event->folded, reference->folded)) {
            if (found >= 0) {
                *again = true;
                break;
            }
            found = (int)i;
        }
    }
    return found;
}

/* A tag that nothing bears may still be a word of a text. */
static int find(const struct resolver *resolver, const struct lifeline_reference *reference,
                size_t self, bool *again)
{
    int found = reference->tag ? find_one(resolver, reference, true, self, again) : -1;

    return found >= 0 ? found : find_one(resolver, reference, false, self, again);
}

static bool is_birth_word(const struct lifeline_reference *reference)
{
    return strcmp(reference->folded, "birth") == 0 || strcmp(reference->folded, "geboorte") == 0;
}

static int32_t clamp_day(int64_t day)
{
    return (int32_t)(day < INT32_MIN + 1   ? INT32_MIN + 1
                     : day > INT32_MAX - 1 ? INT32_MAX - 1
                                           : day);
}

static int32_t shift_day(int32_t day, int amount, enum lifeline_unit unit)
{
    int year, month, day_of_month;
    int64_t months;

    if (day == INT32_MIN || day == INT32_MAX) {
        return day;
    }
    if (unit == UNIT_DAY || unit == UNIT_WEEK) {
        return clamp_day((int64_t)day + (int64_t)amount * (unit == UNIT_WEEK ? 7 : 1));
    }
    edtf_civil_from_days(day, &year, &month, &day_of_month);
    months = (int64_t)year * 12 + month - 1 + (int64_t)amount * (unit == UNIT_YEAR ? 12 : 1);
    if (months < -119988 || months > 119987) {
        return day;
    }
    year = (int)(months >= 0 ? months / 12 : -((11 - months) / 12));
    month = (int)(months - (int64_t)year * 12) + 1;
    while (day_of_month > calendar_month_days(CALENDAR_GREGORIAN, year, month)) {
        day_of_month--;
    }
    return edtf_days_from_civil(year, month, day_of_month);
}

/* The days that a moment may lie on. False: nothing is known. */
static bool moment_span(struct lifeline_span *out, struct lifeline_placed *placed,
                        const struct resolver *resolver, const struct lifeline_moment *moment,
                        int base)
{
    struct lifeline_span from = {INT32_MIN, INT32_MAX};

    *out = from;
    switch (moment->kind) {
    case MOMENT_DATE:
        edtf_bounds(&moment->date, &out->first, &out->last);
        return true;
    case MOMENT_AGE:
        if (!resolver->lifeline->has_birth) {
            placed->problem = PLACED_NO_BIRTH;
            return false;
        }
        out->first = shift_day(resolver->lifeline->birth.first, moment->age, UNIT_YEAR);
        out->last = shift_day(resolver->lifeline->birth.last, moment->age + 1, UNIT_YEAR);
        out->last -= out->last > out->first;
        placed->by_years = true;
        return true;
    case MOMENT_RELATIVE:
        if (base >= 0 && resolver->placed[base].dated) {
            const struct lifeline_placed *other = &resolver->placed[base];
            bool after_end = moment->amount > 0 && other->lasting && !other->open_end;

            from = after_end ? other->end : other->start;
            placed->approximate = placed->approximate || other->approximate;
        } else if (base < 0 && moment->reference.dated) {
            edtf_bounds(&moment->reference.date, &from.first, &from.last);
        } else if (base < 0 && is_birth_word(&moment->reference) && resolver->lifeline->has_birth) {
            from = resolver->lifeline->birth;
        } else {
            placed->problem = placed->problem != PLACED_WELL ? placed->problem : PLACED_UNKNOWN;
            return false;
        }
        out->first = shift_day(from.first, moment->amount, moment->unit);
        out->last = shift_day(from.last, moment->amount, moment->unit);
        placed->by_years = moment->unit == UNIT_YEAR;
        placed->approximate = true;
        return true;
    case MOMENT_OPEN:
    case MOMENT_NONE:
        break;
    }
    return false;
}

static void settle_dates(struct resolver *resolver, size_t i)
{
    struct lifeline_placed *placed = &resolver->placed[i];
    const struct lifeline_when *when = &placed->event->when;
    struct lifeline_span end = {INT32_MIN, INT32_MAX};
    bool started =
        moment_span(&placed->start, placed, resolver, &when->start, resolver->leans[i][0]);
    bool ended = when->kind != WHEN_AT &&
                 moment_span(&end, placed, resolver, &when->end, resolver->leans[i][1]);

    placed->approximate = placed->approximate || when->start.approximate;
    placed->uncertain = when->start.uncertain;
    placed->end_vague = when->end.approximate || when->end.uncertain;
    if (when->kind == WHEN_WITHIN) {
        placed->dated = started && ended;
        if (placed->dated && end.last < placed->start.first) { /* told the other way round */
            struct lifeline_span first = end;

            end = placed->start;
            placed->start = first;
        }
        placed->start.last = end.last;
        return;
    }
    placed->dated = started || ended;
    placed->lasting = when->kind == WHEN_LASTING && placed->dated;
    placed->open_start = placed->lasting && !started;
    placed->open_end = placed->lasting && !ended;
    placed->end = end;
    if (placed->open_start) { /* stands where it ended; only that is known */
        placed->start = end;
    }
}

static void settle(struct resolver *resolver, size_t i)
{
    struct lifeline_placed *placed = &resolver->placed[i];
    const struct lifeline_when *when = &placed->event->when;

    switch (when->kind) {
    case WHEN_AT:
    case WHEN_LASTING:
    case WHEN_WITHIN:
        settle_dates(resolver, i);
        break;
    case WHEN_AFTER:
    case WHEN_BEFORE:
    case WHEN_BETWEEN:
        placed->anchor = resolver->leans[i][0];
        if (placed->anchor < 0 && !when->first.dated &&
            !(is_birth_word(&when->first) && resolver->lifeline->has_birth)) {
            placed->anchor = resolver->leans[i][1];
            if (placed->problem == PLACED_WELL && placed->anchor < 0) {
                placed->problem = PLACED_UNKNOWN;
            }
        }
        if (placed->problem == PLACED_CIRCLE) {
            placed->anchor = -1;
        }
        break;
    case WHEN_UNDATED:
        break;
    }
}

static void look_for_others(struct resolver *resolver, size_t i)
{
    struct lifeline_placed *placed = &resolver->placed[i];
    const struct lifeline_when *when = &placed->event->when;
    bool moments = when->kind == WHEN_AT || when->kind == WHEN_LASTING || when->kind == WHEN_WITHIN;
    const struct lifeline_reference *references[DEPENDENCIES] = {
        moments ? &when->start.reference : &when->first,
        moments ? &when->end.reference : &when->second};

    for (int k = 0; k < DEPENDENCIES; k++) {
        resolver->leans[i][k] = -1;
        if (references[k]->words != NULL && !references[k]->dated) {
            resolver->leans[i][k] = find(resolver, references[k], i, &placed->again);
        }
    }
}

/* Everybody on the way from I round to I stands in the circle. */
static void break_circle(struct resolver *resolver, const size_t *stack, size_t depth, int i)
{
    for (size_t d = depth; d > 0; d--) {
        size_t at = stack[d - 1];

        resolver->placed[at].problem = PLACED_CIRCLE;
        if (at == (size_t)i) {
            break;
        }
    }
}

/* Depth first, with a stack of its own: ten thousand events may lean on one another. */
static void resolve(struct resolver *resolver, size_t first, size_t *stack)
{
    size_t depth = 0;

    stack[depth++] = first;
    resolver->state[first] = 1;
    look_for_others(resolver, first);
    while (depth > 0) {
        size_t i = stack[depth - 1];
        bool waiting = false;

        for (int k = 0; k < DEPENDENCIES && !waiting; k++) {
            int other = resolver->leans[i][k];

            if (other < 0 || resolver->state[other] == 2) {
                continue;
            }
            if (resolver->state[other] == 1) {
                break_circle(resolver, stack, depth, other);
                resolver->leans[i][k] = -1;
                continue;
            }
            resolver->state[other] = 1;
            look_for_others(resolver, (size_t)other);
            stack[depth++] = (size_t)other;
            waiting = true;
        }
        if (!waiting) {
            settle(resolver, i);
            resolver->state[i] = 2;
            depth--;
        }
    }
}

static bool starts_with_word(const char *folded, const char *word)
{
    size_t length = strlen(word);

    return strncmp(folded, word, length) == 0 &&
           (folded[length] == '\0' || folded[length] == ' ' || folded[length] == ',');
}

bool lifeline_is_birth(const struct lifeline_event *event)
{
    static const char *const words[] = {"born",     "birth",          "own birth", "geboren",
                                        "geboorte", "eigen geboorte", "was born",  "i was born"};

    if (event->when.kind != WHEN_AT || event->when.start.kind != MOMENT_DATE) {
        return false;
    }
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        if (starts_with_word(event->folded, words[w])) {
            return true;
        }
    }
    return false;
}

struct lifeline_placed *lifeline_place(const struct lifeline *lifeline, struct arena *arena)
{
    size_t room = lifeline->count > 0 ? lifeline->count : 1;
    struct resolver resolver = {.lifeline = lifeline};
    size_t *stack = arena_take(arena, room, sizeof *stack);

    resolver.placed = arena_take(arena, room, sizeof *resolver.placed);
    resolver.leans = arena_take(arena, room, sizeof *resolver.leans);
    resolver.state = arena_take(arena, room, 1);
    for (size_t i = 0; i < lifeline->count; i++) {
        resolver.placed[i].event = &lifeline->events[i];
        resolver.placed[i].anchor = -1;
    }
    for (size_t i = 0; i < lifeline->count; i++) {
        if (resolver.state[i] == 0) {
            resolve(&resolver, i, stack);
        }
    }
    return resolver.placed;
}
