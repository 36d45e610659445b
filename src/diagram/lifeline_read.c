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
    {"residence", TRACK_PLACES},
    {"places", TRACK_PLACES},
    {"place", TRACK_PLACES},
    {"home", TRACK_PLACES},
    {"living", TRACK_PLACES},
    {"woonplaats", TRACK_PLACES},
    {"plaats", TRACK_PLACES},
    {"plaatsen", TRACK_PLACES},
    {"wonen", TRACK_PLACES},
    {"verblijf", TRACK_PLACES},
    {"migration", TRACK_MIGRATION},
    {"migratie", TRACK_MIGRATION},
    {"flight", TRACK_MIGRATION},
    {"vlucht", TRACK_MIGRATION},
    {"journey", TRACK_MIGRATION},
    {"family", TRACK_FAMILY},
    {"familie", TRACK_FAMILY},
    {"gezin", TRACK_FAMILY},
    {"relations", TRACK_FAMILY},
    {"relaties", TRACK_FAMILY},
    {"health", TRACK_HEALTH},
    {"gezondheid", TRACK_HEALTH},
    {"ziekte", TRACK_HEALTH},
    {"illness", TRACK_HEALTH},
    {"school", TRACK_SCHOOL},
    {"education", TRACK_SCHOOL},
    {"opleiding", TRACK_SCHOOL},
    {"onderwijs", TRACK_SCHOOL},
    {"study", TRACK_SCHOOL},
    {"studie", TRACK_SCHOOL},
    {"work", TRACK_WORK},
    {"werk", TRACK_WORK},
    {"job", TRACK_WORK},
    {"legal", TRACK_LEGAL},
    {"juridisch", TRACK_LEGAL},
    {"status", TRACK_LEGAL},
    {"asylum", TRACK_LEGAL},
    {"asiel", TRACK_LEGAL},
    {"procedure", TRACK_LEGAL},
    {"verblijfsstatus", TRACK_LEGAL},
};
static const struct notation_table tracks = {track_phrases,
                                             sizeof track_phrases / sizeof track_phrases[0]};

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
            bool going = line_ask(line, token->at, token->length,
                                  _("Is this a track of its own, or which was meant?"));

            line_add_choice(line, "#", nearest, strlen(nearest), "", nearest);
            line_add_choice(line, "##", name, strlen(name), "", N_("a track of its own"));
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
        going = line_ask(line, token->at, token->length, _("Is this a flower (+) or a stone (-)?"));
        line_add_choice(line, "(+", token->text, strlen(token->text), ")", N_("flower"));
        line_add_choice(line, "(-", token->text, strlen(token->text), ")", N_("stone"));
        break;
    case MARK_NEAR:
        going =
            line_ask(line, token->at, token->length, _("This word is not known. Which was meant?"));
        line_add_choice(line, "(", nearest, strlen(nearest), ")", nearest);
        break;
    default:
        return true;
    }
    line_add_choice(line, "\"", line->tokens.line + token->at, token->length, "\"",
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

        if (token->kind == NOTATION_TAG
                ? !take_tag(line, token)
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
    first = line_read_date(&line, &ok);
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
