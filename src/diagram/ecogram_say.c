/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An ecogram in words for people: the sentence that shows how a line was
 * understood, the sentence behind every item, and so the outline. In the language
 * of the drawing, which need not be that of the desk.
 */
#include "config.h"

#include "diagram/ecogram.h"

#include "base/i18n.h"

#include <stdio.h>
#include <string.h>

void ecogram_comma(struct buf *out, size_t start)
{
    if (out->length > start) {
        buf_add_text(out, "; ");
    }
}

static void say(struct buf *out, size_t start, const char *language, const char *text)
{
    ecogram_comma(out, start);
    buf_add_text(out, i18n_in(language, text));
}

/* TEXT with {1} and {2} replaced: a translation may turn them round. */
static void say_with(struct buf *out, const char *language, const char *text, const char *first,
                     const char *second)
{
    for (const char *c = i18n_in(language, text); *c; c++) {
        bool hole = c[0] == '{' && (c[1] == '1' || c[1] == '2') && c[2] == '}';

        if (hole) {
            buf_add_text(out, c[1] == '1' ? first : second);
            c += 2;
        } else {
            buf_add_char(out, *c);
        }
    }
}

void ecogram_say_tie(struct buf *out, const char *language, const struct ecogram_tie *tie)
{
    static const char *const strengths[] = {N_("tie"), N_("strong tie"), N_("ordinary tie"),
                                            N_("weak tie")};
    size_t start = out->length;

    if (tie->strength || (tie->stress != SAID_YES && tie->broken != SAID_YES)) {
        say(out, start, language, strengths[tie->strength]);
    }
    if (tie->stress) {
        say(out, start, language, tie->stress == SAID_YES ? N_("stressful") : N_("not stressful"));
    }
    if (tie->broken) {
        say(out, start, language,
            tie->broken == SAID_YES ? N_("broken off") : N_("not broken off"));
    }
}

static void say_direction(struct buf *out, size_t start, const char *language, const char *from,
                          const char *to, enum ecogram_direction direction)
{
    if (direction == ENERGY_BOTH) {
        say(out, start, language, N_("energy flows both ways"));
    } else if (direction) {
        bool gives = direction == ENERGY_GIVES;

        ecogram_comma(out, start);
        say_with(out, language, N_("energy flows from {1} to {2}"), gives ? from : to,
                 gives ? to : from);
    }
}

const char *ecogram_place_title(const char *language, enum ecogram_place place)
{
    static const char *const titles[] = {N_("Place not said"), N_("Here"), N_("Country of origin"),
                                         N_("Elsewhere")};

    return i18n_in(language, titles[place]);
}

const char *ecogram_group_title(const char *language, const struct ecogram_about *about)
{
    static const char *const titles[] = {
        "",         N_("family"), N_("friends"), N_("neighbours"),  N_("school"),
        N_("work"), N_("faith"),  N_("care"),    N_("authorities"), N_("online"),
    };

    if (about->group == GROUP_OWN) {
        return about->group_word;
    }
    return about->group ? i18n_in(language, titles[about->group]) : "";
}

static void say_who(struct buf *out, size_t start, const char *language,
                    const struct ecogram_about *about)
{
    static const char *const kinds[] = {"", N_("person"), N_("organisation or place")};
    static const char *const vitals[] = {"", N_("alive"), N_("deceased"), N_("missing")};
    static const char *const places[] = {N_("lives in {1}"), N_("lives here ({1})"),
                                         N_("lives in the country of origin ({1})"),
                                         N_("lives elsewhere ({1})")};
    static const char *const bare[] = {"", N_("lives here"), N_("lives in the country of origin"),
                                       N_("lives elsewhere")};

    if (about->kind) {
        say(out, start, language, kinds[about->kind]);
    }
    if (about->group) {
        ecogram_comma(out, start);
        buf_add_text(out, ecogram_group_title(language, about));
    }
    if (about->vital) {
        say(out, start, language, vitals[about->vital]);
    }
    if (about->country) {
        ecogram_comma(out, start);
        say_with(out, language, places[about->place], about->country, "");
    } else if (about->place) {
        say(out, start, language, bare[about->place]);
    }
}

static void say_support(struct buf *out, size_t start, const char *language, unsigned support)
{
    static const char *const kinds[] = {N_("practical"), N_("company"), N_("advice"),
                                        N_("emotional")};
    size_t list;

    if (!support) {
        return;
    }
    ecogram_comma(out, start);
    buf_add_text(out, i18n_in(language, N_("support: ")));
    list = out->length;
    for (unsigned i = 0; i < 4; i++) {
        if (support & (1u << i)) {
            buf_add_text(out, out->length > list ? ", " : "");
            buf_add_text(out, i18n_in(language, kinds[i]));
        }
    }
}

static void say_often(struct buf *out, size_t start, const char *language,
                      const struct ecogram_about *about)
{
    static const char *const once[] = {
        "",
        N_("contact every day"),
        N_("contact every week"),
        N_("contact every month"),
        N_("contact every year"),
        N_("rarely in contact"),
        N_("never in contact"),
    };
    static const char *const often[] = {
        "", N_("contact {1} times a day"), N_("contact {1} times a week"),
        N_("contact {1} times a month"), N_("contact {1} times a year")};

    char number[16];

    if (about->period && about->times > 1 && about->period <= PER_YEAR) {
        (void)snprintf(number, sizeof(number), "%u", about->times);
        ecogram_comma(out, start);
        say_with(out, language, often[about->period], number, "");
    } else if (about->period) {
        say(out, start, language, once[about->period]);
    }
}

static void say_obligations(struct buf *out, size_t start, const char *language, const char *centre,
                            const char *name, const struct ecogram_about *about)
{
    static const struct {
        unsigned bit;
        const char *text;
        bool from_centre;
    } kinds[] = {{OWES_MONEY, N_("{1} sends money to {2}"), true},
                 {OWES_CARE, N_("{1} looks after {2}"), true},
                 {GETS_MONEY, N_("{1} sends money to {2}"), false},
                 {GETS_CARE, N_("{1} looks after {2}"), false}};

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (about->obligations & kinds[i].bit) {
            ecogram_comma(out, start);
            say_with(out, language, kinds[i].text, kinds[i].from_centre ? centre : name,
                     kinds[i].from_centre ? name : centre);
        }
    }
    for (const struct ecogram_text *text = about->expected; text; text = text->next) {
        ecogram_comma(out, start);
        say_with(out, language, N_("{1} is expected to: {2}"), centre, text->text);
    }
}

static void say_rest(struct buf *out, size_t start, const char *language,
                     const struct ecogram_about *about)
{
    static const char *const importances[] = {"", N_("not important"), N_("important"),
                                              N_("very important")};
    static const char *const involve[] = {"", N_("involve in treatment: yes"),
                                          N_("involve in treatment: no"),
                                          N_("involve in treatment: ask first")};

    if (about->importance) {
        say(out, start, language, importances[about->importance]);
    }
    if (about->involve) {
        say(out, start, language, involve[about->involve]);
    }
    for (const struct ecogram_text *text = about->remarks; text; text = text->next) {
        ecogram_comma(out, start);
        buf_add_format(out, "(%s)", text->text);
    }
}

void ecogram_say_about(struct buf *out, const char *language, const char *centre, const char *name,
                       const struct ecogram_about *about)
{
    size_t start;

    buf_add_format(out, "%s: ", name);
    start = out->length;
    ecogram_say_tie(out, language, &about->tie);
    say_direction(out, start, language, name, centre, about->tie.direction);
    say_who(out, start, language, about);
    say_support(out, start, language, about->support);
    say_often(out, start, language, about);
    say_obligations(out, start, language, centre, name, about);
    say_rest(out, start, language, about);
}

void ecogram_say_earlier(struct buf *out, const char *language, const struct ecogram_about *about)
{
    static const char *const directions[] = {
        "", N_("energy flows from them"), N_("energy flows to them"), N_("energy flows both ways")};
    size_t start = out->length;

    if (about->tie.strength || about->tie.stress || about->tie.broken) {
        ecogram_say_tie(out, language, &about->tie);
    }
    if (about->tie.direction) {
        say(out, start, language, directions[about->tie.direction]);
    }
    say_who(out, start, language, about);
    say_often(out, start, language, about);
    say_rest(out, start, language, about);
}

void ecogram_say_link(struct buf *out, const char *language, const char *from, const char *to,
                      const struct ecogram_about *about)
{
    size_t start;

    say_with(out, language, N_("{1} and {2}: "), from, to);
    start = out->length;
    ecogram_say_tie(out, language, &about->tie);
    say_direction(out, start, language, from, to, about->tie.direction);
    say_rest(out, start, language, about);
}

static void say_line(struct buf *out, const char *language, const char *centre,
                     const struct ecogram_statement *statement)
{
    if (statement->says == SAYS_LINK) {
        ecogram_say_link(out, language, statement->name, statement->other, &statement->about);
    } else {
        ecogram_say_about(out, language, centre, statement->name, &statement->about);
    }
}

void ecogram_say(struct buf *out, const char *language, const char *centre,
                 const struct ecogram_statement *statement)
{
    size_t start;

    if (statement->says == SAYS_CENTRE) {
        say_with(out, language, N_("in the centre: {1}"), statement->members->text, "");
    } else if (statement->says == SAYS_HOUSEHOLD) {
        buf_add_text(out, i18n_in(language, N_("household in the centre: ")));
        start = out->length;
        for (const struct ecogram_text *name = statement->members; name; name = name->next) {
            buf_add_text(out, out->length > start ? ", " : "");
            buf_add_text(out, name->text);
        }
    } else if (statement->says != SAYS_NOTHING) {
        if (statement->moment != MOMENT_ALWAYS) {
            buf_add_text(out, i18n_in(language, statement->moment == MOMENT_BEFORE
                                                    ? N_("before migration: ")
                                                    : N_("now: ")));
        }
        say_line(out, language, centre, statement);
    }
}
