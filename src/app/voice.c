/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is talking. An observation, a file and the interpreter's own words are
 * about one answer; the patient and a relative go on.
 */
#include "app/voice.h"

#include "app/desk.h"
#include "base/alloc.h"
#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

void source_set_text(char **field, const char *text)
{
    char *copy = alloc_string(text ? text : "");
    free(*field);
    *field = copy;
}

void source_finish(struct source *source)
{
    free(source->relation);
    free(source->language);
    free(source->gloss);
    memset(source, 0, sizeof *source);
}

void voice_source(struct source *out, const struct desk *desk)
{
    const struct answer *answer = &desk->answer;
    memset(out, 0, sizeof *out);
    out->by = answer->by;
    out->how = answer->how;
    out->state = desk_state(desk);
    out->relation = alloc_string(answer->relation);
    out->language = alloc_string(answer->language);
    out->gloss = alloc_string(answer->gloss);
}

static void drop_steps(struct voice *voice, size_t from)
{
    while (voice->step_count > from) {
        source_finish(&voice->steps[--voice->step_count].source);
    }
}

void voice_finish(struct voice *voice)
{
    drop_steps(voice, 0);
    for (size_t i = 0; i < voice->relation_count; i++) {
        free(voice->relations[i]);
    }
    free(voice->relations);
    free(voice->steps);
    free(voice->relation);
    free(voice->language);
    memset(voice, 0, sizeof *voice);
}

enum answer_how voice_how_of_visit(const struct desk *desk)
{
    const struct contact *contact = session_contact(desk->session);
    return contact && contact->interpreter && contact->interpreter[0] ? HOW_INTERPRETED
                                                                      : HOW_SUMMARY;
}

void voice_default(struct desk *desk)
{
    struct answer *answer = &desk->answer;
    answer->how = voice_how_of_visit(desk);
    if (item_is_private(desk_place(desk)->item)) {
        answer->by = BY_CLINICIAN;
        answer->how = HOW_SUMMARY;
    }
}

void voice_take_over(struct desk *desk)
{
    const struct voice *voice = &desk->voice;
    if (voice->heard) {
        desk->answer.by = voice->by;
        desk->answer.how = voice->how;
        source_set_text(&desk->answer.relation, voice->relation);
        source_set_text(&desk->answer.language, voice->language);
    }
}

void voice_turn_page(struct desk *desk)
{
    drop_steps(&desk->voice, 0);
    desk->voice.done = 0;
}

static void name_relation(struct voice *voice, const char *relation)
{
    for (size_t i = 0; i < voice->relation_count; i++) {
        if (strcmp(voice->relations[i], relation) == 0) {
            return;
        }
    }
    alloc_grow(&voice->relations, &voice->relation_capacity, voice->relation_count + 1,
               sizeof *voice->relations);
    voice->relations[voice->relation_count++] = alloc_string(relation);
}

void voice_follow(struct desk *desk)
{
    struct voice *voice = &desk->voice;
    const struct answer *answer = &desk->answer;
    if (answer->by == BY_INFORMANT && answer->relation[0]) {
        name_relation(voice, answer->relation);
    }
    if (answer->by != BY_PATIENT && answer->by != BY_INFORMANT) {
        return;
    }
    if (!voice->heard) {
        voice->how = voice_how_of_visit(desk);
    }
    voice->heard = true;
    voice->by = answer->by;
    /* Word for word is said of words that are there, never beforehand. */
    voice->how = answer->how == HOW_VERBATIM ? voice->how : answer->how;
    source_set_text(&voice->relation, answer->relation);
    /* A word of the patient's in another language says nothing of the next answer. */
    source_set_text(&voice->language, answer->by == BY_INFORMANT ? answer->language : "");
}

/* ---- one change, and back ---- */

static void put(struct desk *desk, const struct source *source)
{
    struct answer *answer = &desk->answer;
    answer->by = source->by;
    answer->how = source->how;
    source_set_text(&answer->relation, source->by == BY_INFORMANT ? source->relation : "");
    source_set_text(&answer->language, source->language);
    source_set_text(&answer->gloss, source->gloss);
    if (source->state != desk_state(desk)) {
        answer->state = source->state;
        source_set_text(&answer->reason, "");
        desk->reason_stands = false;
    }
    voice_follow(desk);
}

static struct voice_step *push(struct desk *desk)
{
    struct voice *voice = &desk->voice;
    drop_steps(voice, voice->done);
    alloc_grow(&voice->steps, &voice->step_capacity, voice->step_count + 1, sizeof *voice->steps);
    struct voice_step *step = &voice->steps[voice->step_count++];
    memset(step, 0, sizeof *step);
    step->text_version = text_edit_version(desk->edit);
    voice->done = voice->step_count;
    return step;
}

bool voice_change(struct desk *desk, const struct source *after, struct error *err)
{
    struct source before;
    if (!item_takes_answer(desk_place(desk)->item)) {
        return error_set(err, ERROR_USAGE, _("nothing is asked here; go to a question first"));
    }
    voice_source(&before, desk);
    push(desk)->source = before;
    put(desk, after);
    return true;
}

void voice_sealed_step(struct desk *desk)
{
    push(desk)->sealed = true;
}

/* Exchanges what stands with what the step holds. */
static void swap(struct desk *desk, struct voice_step *step)
{
    struct source now;
    voice_source(&now, desk);
    put(desk, &step->source);
    source_finish(&step->source);
    step->source = now;
    step->text_version = text_edit_version(desk->edit);
}

enum voice_undo voice_undo(struct desk *desk, bool latest)
{
    struct voice *voice = &desk->voice;
    if (voice->done == 0) {
        return VOICE_NOTHING;
    }
    struct voice_step *step = &voice->steps[voice->done - 1];
    if (latest && step->text_version != text_edit_version(desk->edit)) {
        return VOICE_NOTHING;
    }
    if (step->sealed) {
        drop_steps(voice, voice->done - 1);
        voice->done = voice->step_count;
        return VOICE_RECORD;
    }
    swap(desk, step);
    voice->done--;
    return VOICE_DONE;
}

enum voice_undo voice_redo(struct desk *desk)
{
    struct voice *voice = &desk->voice;
    if (voice->done == voice->step_count ||
        voice->steps[voice->done].text_version != text_edit_version(desk->edit)) {
        return VOICE_NOTHING;
    }
    swap(desk, &voice->steps[voice->done]);
    voice->done++;
    return VOICE_DONE;
}

/* ---- who is known ---- */

static void add_known(const char **list, size_t *count, size_t room, const char *relation)
{
    for (size_t i = 0; i < *count; i++) {
        if (strcmp(list[i], relation) == 0) {
            return;
        }
    }
    if (relation[0] && *count < room) {
        list[(*count)++] = relation;
    }
}

#define RELATIONS_MAX 30

static void add_from_answers(const char **list, size_t *count, const struct record *record,
                             const char *contact)
{
    for (size_t i = 0; i < record->interview_count; i++) {
        const struct interview *interview = &record->interviews[i];
        for (size_t j = 0; j < interview->answer_count; j++) {
            const struct answer *answer = &interview->answers[j]->answer;
            if (answer->by == BY_INFORMANT && strcmp(answer->contact, contact) == 0) {
                add_known(list, count, RELATIONS_MAX, answer->relation);
            }
        }
    }
}

static void add_from_captures(const char **list, size_t *count, const struct record *record,
                              const char *contact)
{
    for (size_t i = 0; i < record->capture_count; i++) {
        const struct capture *capture = &record->captures[i];
        if (!capture->removed && capture->by == BY_INFORMANT &&
            strcmp(capture->contact, contact) == 0) {
            add_known(list, count, RELATIONS_MAX, capture->relation);
        }
    }
}

const char **voice_relations(const struct desk *desk)
{
    const struct record *record = session_record(desk->session);
    const struct contact *contact = session_contact(desk->session);
    const char **list = alloc_array(RELATIONS_MAX + 1, sizeof *list);
    size_t count = 0;
    for (size_t i = 0; i < desk->voice.relation_count; i++) {
        add_known(list, &count, RELATIONS_MAX, desk->voice.relations[i]);
    }
    add_from_answers(list, &count, record, contact ? contact->id : "");
    add_from_captures(list, &count, record, contact ? contact->id : "");
    list[count] = NULL;
    return list;
}
