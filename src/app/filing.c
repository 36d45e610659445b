/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ranking questions for a captured line. A word that few questions have says more
 * than one that many have, and one in the question itself more than one in what
 * helps to ask it. Of equal ones the question in front comes first, then the order
 * of the interview.
 */
#include "app/filing.h"

#include "app/quote.h"
#include "base/alloc.h"
#include "base/i18n.h"
#include "form/translation.h"
#include "record/fields.h"

#include <stdlib.h>
#include <string.h>

enum weight { WEIGHT_SEE = 1, WEIGHT_HELP = 2, WEIGHT_LABEL = 3 };

/* What each word of the line weighs in each question. */
struct ranking {
    const struct words *words;
    unsigned *holders; /* of each word: how many questions have it */
};

struct scored {
    const struct form *form;
    unsigned char *weights; /* all_count times words->count */
};

void filing_finish(struct filing *filing)
{
    for (size_t i = 0; i < filing->count; i++) {
        buf_finish(&filing->places[i].matched);
    }
    free(filing->places);
    *filing = (struct filing)FILING_INIT;
}

static void weigh(unsigned char *weights, const struct words *words, const struct wording *wording,
                  enum weight weight)
{
    struct words own = WORDS_INIT;
    for (size_t i = 0; i < FORM_MAX_LANGUAGES; i++) {
        if (wording->text[i]) {
            words_add(&own, wording->text[i], strlen(wording->text[i]));
        }
    }
    for (size_t i = 0; i < words->count; i++) {
        if (weights[i] < (unsigned char)weight && words_have(&own, words->list[i])) {
            weights[i] = (unsigned char)weight;
        }
    }
    words_finish(&own);
}

static void weigh_text(unsigned char *weights, const struct words *words, const char *text,
                       enum weight weight)
{
    struct wording one = {.text = {text}};
    weigh(weights, words, &one, weight);
}

/* What was said there already is what is talked about there. */
static void weigh_answers(unsigned char *weights, const struct words *words,
                          const struct item *item, const struct interview *interview)
{
    for (size_t i = 0; i < interview->answer_count; i++) {
        const struct record_answer *slot = interview->answers[i];
        if (strcmp(slot->item, item->name) == 0) {
            weigh_text(weights, words, slot->answer.words, WEIGHT_HELP);
            weigh_text(weights, words, slot->answer.value.text, WEIGHT_HELP);
        }
    }
}

static void weigh_item(unsigned char *weights, const struct words *words, const struct item *item,
                       const struct library *library)
{
    weigh(weights, words, &item->purpose, WEIGHT_SEE);
    weigh(weights, words, &item->guidance, WEIGHT_SEE);
    for (size_t i = 0; item->choices && i < item->choices->count; i++) {
        weigh(weights, words, &item->choices->choices[i].label, WEIGHT_HELP);
    }
    weigh(weights, words, &item->label, WEIGHT_LABEL);
    weigh(weights, words, &item->ask, WEIGHT_LABEL);
    weigh(weights, words, &item->hint, WEIGHT_HELP);
    for (size_t i = 0; i < item->probe_count; i++) {
        weigh(weights, words, &item->probes[i], WEIGHT_HELP);
    }
    for (size_t i = 0; i < item->also_see_count; i++) {
        const struct form *form = library_find(library, item->also_see[i].form);
        const struct item *other = form ? form_find(form, item->also_see[i].item) : NULL;
        if (other) {
            weigh(weights, words, &other->label, WEIGHT_SEE);
        }
    }
}

static void score_form(struct scored *out, struct ranking *ranking, const struct form *form,
                       const struct interview *interview, const struct library *library)
{
    size_t count = ranking->words->count;
    out->form = form;
    out->weights = alloc_array(form->all_count * count + 1, 1);
    for (size_t i = 0; i < form->all_count; i++) {
        unsigned char *weights = out->weights + i * count;
        if (!item_takes_answer(form->all[i])) {
            continue;
        }
        weigh_item(weights, ranking->words, form->all[i], library);
        weigh_answers(weights, ranking->words, form->all[i], interview);
        for (size_t j = 0; j < count; j++) {
            ranking->holders[j] += weights[j] > 0;
        }
    }
}

static void add_score(struct filing_place *place, const struct ranking *ranking,
                      const struct scored *scored)
{
    size_t count = ranking->words->count;
    const unsigned char *weights = scored->weights + place->item->index * count;
    for (size_t i = 0; i < count; i++) {
        if (weights[i]) {
            place->score += weights[i] * 1000u / ranking->holders[i];
            buf_add_format(&place->matched, "%s%s", place->matched.length ? ", " : "",
                           ranking->words->list[i]);
        }
    }
}

static bool takes_more(const struct desk *desk, const struct interview *interview)
{
    bool amending = desk && desk->amending && strcmp(desk->interview, interview->id) == 0;
    return !interview->removed && (interview->state != INTERVIEW_FINALISED || amending);
}

static void add_places(struct filing *out, const struct session *session, const struct desk *desk,
                       const struct interview *interview, const struct ranking *ranking,
                       const struct scored *scored)
{
    struct places places = PLACES_INIT;
    bool here = desk && strcmp(desk->interview, interview->id) == 0;
    places_list(&places, scored->form, interview, session_today(session));
    for (size_t i = 0; i < places.count; i++) {
        const struct place *place = &places.places[i];
        if (!item_takes_answer(place->item)) {
            continue;
        }
        alloc_grow(&out->places, &out->capacity, out->count + 1, sizeof *out->places);
        struct filing_place *one = &out->places[out->count];
        memset(one, 0, sizeof *one);
        memcpy(one->interview, interview->id, sizeof one->interview);
        memcpy(one->row, place->row, sizeof one->row);
        const struct answer *answer = interview_answer(interview, place->item->name, place->row);
        one->form = scored->form;
        one->item = place->item;
        one->row_number = place->row_number;
        one->answered = answer && answer_is_given(answer);
        one->here = here;
        one->in_front = here && desk_place(desk)->item == place->item &&
                        strcmp(desk_place(desk)->row, place->row) == 0;
        one->order = out->count++;
        add_score(one, ranking, scored);
    }
    places_finish(&places);
}

static int by_rank(const void *a, const void *b)
{
    const struct filing_place *one = a, *two = b;
    if (one->score != two->score) {
        return one->score > two->score ? -1 : 1;
    }
    if (one->in_front != two->in_front) {
        return one->in_front ? -1 : 1;
    }
    if (one->here != two->here) {
        return one->here ? -1 : 1;
    }
    return one->order < two->order ? -1 : 1;
}

void filing_list(struct filing *out, struct session *session, const struct desk *desk,
                 const struct capture *line)
{
    const struct record *record = session_record(session);
    struct words words = WORDS_INIT;
    words_add(&words, line->text, strlen(line->text));
    words_add(&words, line->gloss, strlen(line->gloss));
    struct ranking ranking = {&words, alloc_array(words.count + 1, sizeof *ranking.holders)};
    struct scored *scored = alloc_array(record->interview_count + 1, sizeof *scored);
    for (size_t i = 0; i < record->interview_count; i++) {
        const struct interview *interview = &record->interviews[i];
        const struct form *form = takes_more(desk, interview)
                                      ? session_form(session, interview->asked_with, NULL)
                                      : NULL;
        if (form) {
            score_form(&scored[i], &ranking, form, interview, session_library(session));
        }
    }
    for (size_t i = 0; i < record->interview_count; i++) {
        if (scored[i].form) {
            add_places(out, session, desk, &record->interviews[i], &ranking, &scored[i]);
        }
        free(scored[i].weights);
    }
    if (out->count > 1) {
        qsort(out->places, out->count, sizeof *out->places, by_rank);
    }
    free(scored);
    free(ranking.holders);
    words_finish(&words);
}

/* ---- putting it there ---- */

/* The answer with the line in it. A line that is all of it was said in the line's visit. */
static bool answer_edit(struct edit *out, const struct session *session, const struct desk *desk,
                        const struct capture *line, const struct filing_place *place, bool quoted,
                        struct error *err)
{
    const struct interview *interview = record_interview(session_record(session), place->interview);
    const struct answer *now = interview_answer(interview, place->item->name, place->row);
    struct change_context context = session_context(session);
    struct quote_source source = quote_of_line(line);
    struct answer after;
    const char *reason = place->here ? desk->amending : NULL;

    edit_init(out);
    answer_init(&after);
    if (now) {
        answer_copy(&after, now);
    }
    if ((!now || !answer_is_given(now)) && line->contact[0]) {
        context.contact = line->contact;
    }
    bool changed = quote_into(&after, place->form, place->item, session, &source, quoted, err);
    if (changed &&
        !change_answer(out, interview, place->item->name, place->row, &after,
                       interview->state == INTERVIEW_FINALISED ? reason : NULL, &context)) {
        changed = error_set(err, ERROR_EXISTS, _("that stands there already"));
    }
    answer_finish(&after);
    return changed;
}

static void line_edit(struct edit *out, const struct session *session, const struct capture *line,
                      const struct filing_place *place, enum capture_manner manner)
{
    struct change_context context = session_context(session);
    struct capture after;
    capture_init(&after);
    capture_copy(&after, line);
    after.state = CAPTURE_FILED;
    after.manner = manner;
    memcpy(after.interview, place->interview, sizeof after.interview);
    memcpy(after.row, place->row, sizeof after.row);
    field_set(&after.item, place->item->name);
    change_capture(out, session_record(session), &after, &context);
    capture_finish(&after);
}

/* The desk as it was: the same item, the cursor where it stood. */
static void show_again(struct desk *desk)
{
    char item[EDIT_MAX_NAME + 1], row[33];
    size_t cursor = text_edit_cursor(desk->edit), choice = desk->choice;
    snprintf(item, sizeof item, "%s", desk_place(desk)->item->name);
    memcpy(row, desk_place(desk)->row, sizeof row);
    desk_refresh(desk, item, row);
    text_edit_set_cursor(desk->edit, cursor);
    if (choice <= desk_choice_count(desk)) {
        desk->choice = choice;
    }
}

bool filing_store(struct session *session, struct desk *desk, const char *capture,
                  const struct filing_place *place, enum capture_manner manner, struct error *err)
{
    struct edit edits[2];
    if (desk && !desk_store(desk, err)) {
        return false;
    }
    const struct capture *line = record_capture(session_record(session), capture);
    if (!line) {
        return error_set(err, ERROR_NOT_FOUND, _("this line is not in the record any more"));
    }
    edit_init(&edits[1]);
    bool stored = answer_edit(&edits[0], session, desk, line, place, manner == CAPTURE_QUOTED, err);
    if (stored) {
        line_edit(&edits[1], session, line, place, manner);
        edit_group(edits, 2, session_world(session));
        stored = session_store(session, edits, 2, false, err);
    }
    edit_finish(&edits[0]);
    edit_finish(&edits[1]);
    if (stored && desk) {
        show_again(desk);
    }
    return stored;
}

bool filing_set_state(struct session *session, const char *capture, enum capture_state state,
                      struct error *err)
{
    const struct capture *line = record_capture(session_record(session), capture);
    struct change_context context = session_context(session);
    struct capture after;
    struct edit edit;
    if (!line) {
        return error_set(err, ERROR_NOT_FOUND, _("this line is not in the record any more"));
    }
    if (line->state == CAPTURE_FILED) {
        return error_set(err, ERROR_EXISTS,
                         _("this line is filed; change the answer that it went into"));
    }
    capture_init(&after);
    capture_copy(&after, line);
    after.state = state;
    change_capture(&edit, session_record(session), &after, &context);
    bool stored = session_store(session, &edit, 1, false, err);
    edit_finish(&edit);
    capture_finish(&after);
    return stored;
}
