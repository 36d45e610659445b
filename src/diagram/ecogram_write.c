/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A statement back to its line, always in one order and one spelling, with
 * quotation marks where a name would otherwise be read as something else. Also
 * what reading and folding share: how often, and one statement over another.
 */
#include "config.h"

#include "diagram/ecogram.h"

#include "base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define TIMES_MAX 99

/* "3x a week", "3 times per week", "twice a month", "once a day". */
size_t ecogram_read_often(const struct notation_line *line, size_t at, unsigned *times,
                          enum ecogram_period *period)
{
    static const enum ecogram_period plain[] = {
        [WORD_DAILY] = PER_DAY,   [WORD_WEEKLY] = PER_WEEK,   [WORD_MONTHLY] = PER_MONTH,
        [WORD_YEARLY] = PER_YEAR, [WORD_RARELY] = PER_RARELY, [WORD_NEVER] = PER_NEVER};
    static const char *const between[] = {"times", "time", "x",   "keer", "maal",
                                          "a",     "an",   "per", "each", "every",
                                          "in",    "de",   "het", "the",  "/"};
    const char *text = line->tokens[at].folded;
    size_t next = at + 1, taken;
    int code = 0;
    char *rest;

    if (line->tokens[at].kind != NOTATION_WORD) {
        return 0;
    }
    *times = 1;
    taken = notation_match(line, at, ecogram_words(), &code);
    if (taken > 0 && code >= WORD_DAILY && code <= WORD_NEVER) {
        *period = plain[code];
        return taken;
    }
    if (taken > 0 && (code == WORD_ONCE || code == WORD_TWICE)) {
        *times = code == WORD_ONCE ? 1 : 2;
        next = at + taken;
    } else if (isdigit((unsigned char)text[0])) {
        unsigned long number = strtoul(text, &rest, 10);

        if (number < 1 || number > TIMES_MAX || (*rest && strcmp(rest, "x") != 0)) {
            return 0;
        }
        *times = (unsigned)number;
    } else {
        return 0;
    }
    for (size_t i = 0; i < sizeof(between) / sizeof(between[0]); i++) {
        if (line->tokens[next].kind == NOTATION_WORD &&
            strcmp(line->tokens[next].folded, between[i]) == 0) {
            next++;
        }
    }
    if (next - at > 4 || notation_match(line, next, ecogram_units(), &code) == 0) {
        return 0;
    }
    *period = (enum ecogram_period)code;
    return next + 1 - at;
}

struct ecogram_text *ecogram_text_add(struct arena *arena, struct ecogram_text *list,
                                      const char *text)
{
    struct ecogram_text *added = arena_take(arena, 1, sizeof(*added)), *last = list;

    added->text = text;
    if (!list) {
        return added;
    }
    for (; last->next; last = last->next) {
        if (strcmp(last->text, text) == 0) {
            return list;
        }
    }
    if (strcmp(last->text, text) != 0) {
        last->next = added;
    }
    return list;
}

static void lay_tie(struct ecogram_tie *base, const struct ecogram_tie *top)
{
    base->strength = top->strength ? top->strength : base->strength;
    base->stress = top->stress ? top->stress : base->stress;
    base->broken = top->broken ? top->broken : base->broken;
    base->direction = top->direction ? top->direction : base->direction;
}

static struct ecogram_text *lay_texts(struct arena *arena, struct ecogram_text *base,
                                      const struct ecogram_text *top)
{
    struct ecogram_text *all = NULL;

    if (!top) {
        return base;
    }
    for (; base; base = base->next) { /* a copy: the base may belong to another moment */
        all = ecogram_text_add(arena, all, base->text);
    }
    for (; top; top = top->next) {
        all = ecogram_text_add(arena, all, top->text);
    }
    return all;
}

void ecogram_lay(struct arena *arena, struct ecogram_about *base, const struct ecogram_about *top)
{
    lay_tie(&base->tie, &top->tie);
    base->kind = top->kind ? top->kind : base->kind;
    if (top->group) {
        base->group = top->group;
        base->group_word = top->group_word;
    }
    if (top->place && top->place != base->place && !top->country) {
        base->country = NULL; /* moved: the old country is no longer theirs */
    }
    base->place = top->place ? top->place : base->place;
    base->country = top->country ? top->country : base->country;
    base->support |= top->support;
    base->obligations |= top->obligations;
    if (top->period) {
        base->period = top->period;
        base->times = top->times;
    }
    base->importance = top->importance ? top->importance : base->importance;
    base->involve = top->involve ? top->involve : base->involve;
    base->vital = top->vital ? top->vital : base->vital;
    base->expected = lay_texts(arena, base->expected, top->expected);
    base->remarks = lay_texts(arena, base->remarks, top->remarks);
}

/* -- writing ----------------------------------------------------------------- */

static void space(struct buf *out)
{
    if (out->length > 0 && out->data[out->length - 1] != ' ') {
        buf_add_char(out, ' ');
    }
}

static void write_word(struct buf *out, int code)
{
    space(out);
    buf_add_text(out, notation_spelling(ecogram_words(), code));
}

static bool is_filler(const struct notation_line *line, size_t at)
{
    int code = 0;

    return notation_match(line, at, ecogram_words(), &code) > 0 && code == WORD_FILLER;
}

/* Whether words of NAME would be read as something else, or asked about. */
static bool has_meaning(const char *name)
{
    struct notation_line line;
    enum ecogram_period period;
    bool found = false;
    unsigned times;
    int code = 0;

    if (!notation_read(&line, ecogram_signs(), name, strlen(name), NULL)) {
        return true;
    }
    for (size_t i = 0; i < line.count && !found; i++) {
        found = (notation_match(&line, i, ecogram_words(), &code) > 0 && code != WORD_FILLER) ||
                ecogram_read_often(&line, i, &times, &period) > 0 ||
                (i > 0 && ecogram_doubt(line.tokens[i].folded));
    }
    /* Fillers at the ends would be left out; in the middle they stay. */
    found = found || (line.count > 0 && (is_filler(&line, 0) || is_filler(&line, line.count - 1)));
    notation_finish(&line);
    return found;
}

static void write_name(struct buf *out, const char *name)
{
    space(out);
    notation_write_name(out, ecogram_signs(), name, has_meaning(name));
}

static void write_kind_and_place(struct buf *out, const struct ecogram_about *about)
{
    static const int kinds[] = {[KIND_PERSON] = WORD_PERSON, [KIND_SYSTEM] = WORD_SYSTEM};
    static const int places[] = {
        [PLACE_HERE] = WORD_HERE, [PLACE_ORIGIN] = WORD_ORIGIN, [PLACE_ELSEWHERE] = WORD_ELSEWHERE};
    static const int vitals[] = {[VITAL_ALIVE] = WORD_ALIVE,
                                 [VITAL_DECEASED] = WORD_DECEASED,
                                 [VITAL_MISSING] = WORD_MISSING};

    if (about->kind) {
        write_word(out, kinds[about->kind]);
    }
    if (about->group) {
        space(out);
        notation_write_tag(out, ecogram_signs(),
                           about->group == GROUP_OWN
                               ? about->group_word
                               : notation_spelling(ecogram_groups(), (int)about->group));
    }
    if (about->vital) {
        write_word(out, vitals[about->vital]);
    }
    if (about->place) {
        write_word(out, places[about->place]);
    } else if (about->country) {
        write_word(out, WORD_IN);
    }
    if (about->country) {
        space(out);
        notation_write_name(out, ecogram_signs(), about->country, true);
    }
}

static void write_tie(struct buf *out, const struct ecogram_tie *tie)
{
    static const int strengths[] = {
        [TIE_STRONG] = WORD_STRONG, [TIE_PLAIN] = WORD_PLAIN, [TIE_WEAK] = WORD_WEAK};
    static const char *const directions[] = {
        [ENERGY_GIVES] = ">", [ENERGY_TAKES] = "<", [ENERGY_BOTH] = "<>"};

    if (tie->strength) {
        write_word(out, strengths[tie->strength]);
    }
    if (tie->stress) {
        write_word(out, tie->stress == SAID_YES ? WORD_STRESSFUL : WORD_NOT_STRESSFUL);
    }
    if (tie->broken) {
        write_word(out, tie->broken == SAID_YES ? WORD_BROKEN : WORD_NOT_BROKEN);
    }
    if (tie->direction) {
        space(out);
        buf_add_text(out, directions[tie->direction]);
    }
}

static void write_often(struct buf *out, const struct ecogram_about *about)
{
    static const int plain[] = {
        [PER_DAY] = WORD_DAILY,   [PER_WEEK] = WORD_WEEKLY,   [PER_MONTH] = WORD_MONTHLY,
        [PER_YEAR] = WORD_YEARLY, [PER_RARELY] = WORD_RARELY, [PER_NEVER] = WORD_NEVER};

    if (!about->period) {
        return;
    }
    if (about->times > 1) {
        space(out);
        buf_add_format(out, "%ux a %s", about->times,
                       notation_spelling(ecogram_units(), (int)about->period));
    } else {
        write_word(out, plain[about->period]);
    }
}

static void write_bits(struct buf *out, const struct ecogram_about *about)
{
    static const struct {
        unsigned bit;
        int code;
    } support[] = {{SUPPORT_PRACTICAL, WORD_PRACTICAL},
                   {SUPPORT_COMPANY, WORD_COMPANY},
                   {SUPPORT_ADVICE, WORD_ADVICE},
                   {SUPPORT_EMOTIONAL, WORD_EMOTIONAL}},
      obligations[] = {{OWES_MONEY, WORD_OWES_MONEY},
                       {OWES_CARE, WORD_OWES_CARE},
                       {GETS_MONEY, WORD_GETS_MONEY},
                       {GETS_CARE, WORD_GETS_CARE}};
    static const int importances[] = {[IMPORTANT_NOT] = WORD_NOT_IMPORTANT,
                                      [IMPORTANT] = WORD_IMPORTANT,
                                      [IMPORTANT_VERY] = WORD_VERY_IMPORTANT};

    for (size_t i = 0; i < 4; i++) {
        if (about->support & support[i].bit) {
            write_word(out, support[i].code);
        }
    }
    write_often(out, about);
    if (about->importance) {
        write_word(out, importances[about->importance]);
    }
    for (size_t i = 0; i < 4; i++) {
        if (about->obligations & obligations[i].bit) {
            write_word(out, obligations[i].code);
        }
    }
}

static void write_texts(struct buf *out, const struct ecogram_about *about)
{
    static const int involve[] = {[INVOLVE_YES] = WORD_INVOLVE_YES,
                                  [INVOLVE_NO] = WORD_INVOLVE_NO,
                                  [INVOLVE_ASK] = WORD_INVOLVE_ASK};

    if (about->involve) {
        write_word(out, involve[about->involve]);
    }
    for (const struct ecogram_text *text = about->expected; text; text = text->next) {
        write_word(out, WORD_EXPECTED);
        space(out);
        notation_write_name(out, ecogram_signs(), text->text, false);
        if (text->next) {
            buf_add_char(out, ',');
        }
    }
    for (const struct ecogram_text *text = about->remarks; text; text = text->next) {
        space(out);
        notation_write_bracket(out, text->text);
    }
}

static void write_names(struct buf *out, const struct ecogram_statement *statement)
{
    buf_add_text(out, notation_spelling(ecogram_prefixes(), statement->says == SAYS_CENTRE
                                                                ? PREFIX_CENTRE
                                                                : PREFIX_HOUSEHOLD));
    buf_add_char(out, ':');
    for (const struct ecogram_text *name = statement->members; name; name = name->next) {
        space(out);
        notation_write_name(out, ecogram_signs(), name->text, false);
        if (name->next) {
            buf_add_char(out, ',');
        }
    }
}

void ecogram_write(struct buf *out, const struct ecogram_statement *statement)
{
    if (statement->says == SAYS_NOTHING) {
        return;
    }
    if (statement->says == SAYS_CENTRE || statement->says == SAYS_HOUSEHOLD) {
        write_names(out, statement);
        return;
    }
    if (statement->moment != MOMENT_ALWAYS) {
        buf_add_text(out, notation_spelling(ecogram_prefixes(), statement->moment == MOMENT_BEFORE
                                                                    ? PREFIX_BEFORE
                                                                    : PREFIX_NOW));
        buf_add_char(out, ':');
    }
    write_name(out, statement->name);
    if (statement->says == SAYS_LINK) {
        buf_add_text(out, "--");
        notation_write_name(out, ecogram_signs(), statement->other, has_meaning(statement->other));
    }
    write_kind_and_place(out, &statement->about);
    write_tie(out, &statement->about.tie);
    write_bits(out, &statement->about);
    write_texts(out, &statement->about);
}
