/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The interview for rules, labels and counters. A value that is hidden or that
 * a person declined to give is empty here; the record keeps it all the same.
 */
#include "record/progress.h"

#include "base/alloc.h"
#include "base/text.h"
#include "form/entry.h"
#include "record/relevance.h"

#include <stdlib.h>
#include <string.h>

#define PIPE_COLUMNS 60

/* The shared relevance of the view, or one that it makes. */
static struct relevance *view_relevance(struct progress_view *view)
{
    if (!view->relevance) {
        view->relevance = relevance_create(view->form, view->interview, view->today);
        view->owns_relevance = true;
    }
    return view->relevance;
}

void progress_view_finish(struct progress_view *view)
{
    if (view->owns_relevance) {
        relevance_destroy(view->relevance);
        view->relevance = NULL;
        view->owns_relevance = false;
    }
}

void progress_source(struct rule_source *out, struct progress_view *view)
{
    struct relevance *relevance = view_relevance(view);
    relevance_source(out, &view->place, relevance, NULL, relevance_row_index(relevance, view->row));
}

bool progress_relevant(const struct form *form, const struct interview *interview,
                       const struct item *item, const char *row, int32_t today)
{
    struct relevance *relevance = relevance_create(form, interview, today);
    size_t from = relevance_row_index(relevance, row), own = RELEVANCE_NO_ROW;
    /* Without a row, an item of a repeat is seen as in a row with nothing in it. */
    relevance_row_of(relevance, item, from, &own);
    bool holds = relevance_holds(relevance, item, own);
    relevance_destroy(relevance);
    return holds;
}

/* The first line that says something, without the white space around it. */
static size_t first_line(const char **text)
{
    *text += strspn(*text, " \t\r\n");
    size_t length = strcspn(*text, "\r\n");
    while (length > 0 && ((*text)[length - 1] == ' ' || (*text)[length - 1] == '\t')) {
        length--;
    }
    return length;
}

static bool pipe_words(struct buf *out, const char *words)
{
    struct buf shown = BUF_INIT;
    size_t length = first_line(&words);
    if (length > 0) {
        text_display(&shown, words, length, TEXT_ONE_LINE);
        text_fit(out, buf_text(&shown), shown.length, PIPE_COLUMNS, false);
    }
    buf_finish(&shown);
    return length > 0;
}

static bool pipe_value(struct buf *out, const struct progress_view *view, const struct item *item,
                       const struct value *value)
{
    if (value->kind == VALUE_TEXT || value->kind == VALUE_DATE || value->kind == VALUE_DATETIME) {
        return pipe_words(out, value->text ? value->text : "");
    }
    struct buf shown = BUF_INIT;
    const char *language =
        view->language ? view->language : view->form->languages[view->form->default_language];
    entry_display(&shown, view->form, item, value, language);
    bool said = pipe_words(out, buf_text(&shown));
    buf_finish(&shown);
    return said;
}

static bool pipe_item(struct buf *out, struct progress_view *view, const struct item *item)
{
    struct relevance *relevance = view_relevance(view);
    size_t row;
    if (!relevance_row_of(relevance, item, relevance_row_index(relevance, view->row), &row) ||
        !relevance_holds(relevance, item, row)) {
        return false;
    }
    const struct value *value = relevance_value(relevance, item, row);
    if (value && !value_is_empty(value)) {
        return pipe_value(out, view, item, value);
    }
    const struct answer *answer =
        interview_answer(view->interview, item->name, relevance_row_id(relevance, row));
    return answer && answer_is_given(answer) &&
           (pipe_words(out, answer->words) || pipe_words(out, answer->gloss));
}

bool progress_pipe(void *self, const char *name, struct buf *out)
{
    struct progress_view *view = self;
    const struct item *item = form_find(view->form, name);
    struct progress_view own = *view;
    bool said = item && item_takes_answer(item) && pipe_item(out, &own, item);
    if (!view->relevance) {
        progress_view_finish(&own);
    }
    return said;
}

bool progress_is_asked(const struct item *item)
{
    return item_takes_answer(item) && !item->calculation && !item->hidden &&
           item->type != ITEM_CALCULATE;
}

/* What the form put there and nobody said is not missed. */
static size_t count_said(const struct interview *interview)
{
    size_t count = 0;
    for (size_t i = 0; i < interview->answer_count; i++) {
        count += interview->answers[i]->answer.by != BY_COMPUTED;
    }
    return count;
}

struct counter {
    struct progress *progress;
    const struct relevance *relevance;
    const struct interview *interview;
    bool numbered_only;
    size_t shown; /* answers that have their place */
};

/* "12" is a question of its own; "12a" helps it and need not be asked. */
static bool is_numbered(const struct item *item)
{
    size_t digits = strspn(item->prefix, "0123456789");
    return digits > 0 && item->prefix[digits] == '\0';
}

static void count_item(void *self, const struct item *item, size_t row)
{
    struct counter *counter = self;
    struct progress *progress = counter->progress;
    if (!item_takes_answer(item)) {
        return;
    }
    const struct answer *answer =
        interview_answer(counter->interview, item->name, relevance_row_id(counter->relevance, row));
    counter->shown += answer != NULL && answer->by != BY_COMPUTED;
    if (!progress_is_asked(item)) {
        return;
    }
    if (counter->numbered_only && !is_numbered(item)) {
        return;
    }
    progress->total++;
    if (!answer) {
        progress->open++;
    } else if (answer->state == STATE_LATER) {
        progress->later++;
    } else if (answer_is_given(answer)) {
        progress->answered++;
    } else if (answer->state == STATE_ANSWERED || answer->state == STATE_ADAPTED) {
        progress->open++;
    } else {
        progress->reasoned++;
    }
}

void progress_count_kept(struct progress *out, const struct form *form,
                         const struct interview *interview, struct relevance *relevance)
{
    memset(out, 0, sizeof(*out));
    struct counter counter = {out, relevance, interview, false, 0};

    for (size_t i = 0; i < form->all_count; i++) {
        if (item_takes_answer(form->all[i]) && is_numbered(form->all[i])) {
            counter.numbered_only = true;
        }
    }
    relevance_walk(relevance, count_item, &counter);
    out->hidden = count_said(interview) - counter.shown;
}

void progress_count(struct progress *out, const struct form *form,
                    const struct interview *interview, int32_t today)
{
    struct relevance *relevance = relevance_create(form, interview, today);
    progress_count_kept(out, form, interview, relevance);
    relevance_destroy(relevance);
}

struct lister {
    struct places *places;
    const struct relevance *relevance;
};

static void list_item(void *self, const struct item *item, size_t row)
{
    struct lister *lister = self;
    struct places *places = lister->places;
    alloc_grow(&places->places, &places->capacity, places->count + 1, sizeof(*places->places));
    struct place *place = &places->places[places->count++];
    memset(place, 0, sizeof(*place));
    place->item = item;
    if (row != RELEVANCE_NO_ROW) {
        memcpy(place->row, relevance_row_id(lister->relevance, row), sizeof(place->row));
    }
    place->row_number = relevance_row_number(lister->relevance, row);
}

void relevance_places(struct places *out, struct relevance *relevance)
{
    struct lister lister = {out, relevance};
    out->count = 0;
    relevance_walk(relevance, list_item, &lister);
}

void places_list(struct places *out, const struct form *form, const struct interview *interview,
                 int32_t today)
{
    struct relevance *relevance = relevance_create(form, interview, today);
    relevance_places(out, relevance);
    relevance_destroy(relevance);
}

void places_finish(struct places *places)
{
    free(places->places);
    *places = (struct places)PLACES_INIT;
}
