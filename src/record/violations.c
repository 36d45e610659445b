/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an interview lacks by its form: open where an answer is wanted, out of
 * bounds, or chosen from what is not offered any more.
 */
#include "record/progress.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "form/entry.h"
#include "form/graph.h"
#include "form/offered.h"
#include "form/translation.h"
#include "record/relevance.h"

#include <stdlib.h>
#include <string.h>

struct finder {
    struct violations *violations;
    struct relevance *relevance;
    const struct form *form;
    const struct interview *interview;
    const char *language;
};

void violations_finish(struct violations *violations)
{
    for (size_t i = 0; i < violations->count; i++) {
        free(violations->violations[i].message);
    }
    free(violations->violations);
    *violations = (struct violations)VIOLATIONS_INIT;
}

static void add(struct finder *finder, const struct item *item, size_t row,
                enum violation_kind kind, const char *message)
{
    struct violations *violations = finder->violations;
    alloc_grow(&violations->violations, &violations->capacity, violations->count + 1,
               sizeof(*violations->violations));
    struct violation *violation = &violations->violations[violations->count++];
    memset(violation, 0, sizeof(*violation));
    violation->item = item;
    violation->kind = kind;
    violation->message = alloc_string(message);
    if (row != RELEVANCE_NO_ROW) {
        memcpy(violation->row, relevance_row_id(finder->relevance, row), sizeof(violation->row));
    }
}

/* ITEM is asked in the row that SOURCE sees from. */
static enum required required_now(const struct item *item, const struct rule_source *source)
{
    if (item->required_when && !rule_holds(item->required_when, source)) {
        return REQUIRED_NO;
    }
    return item->type == ITEM_CALCULATE ? REQUIRED_NO : item->required;
}

enum required progress_required(struct progress_view *view, const struct item *item)
{
    struct rule_source source;
    size_t row;
    progress_source(&source, view);
    if (!relevance_row_of(view->relevance, item, relevance_row_index(view->relevance, view->row),
                          &row) ||
        !relevance_holds(view->relevance, item, row)) {
        return REQUIRED_NO;
    }
    return required_now(item, &source);
}

/* Nothing was said, and no reason was given for that. "For later" is still open. */
static bool is_open(const struct answer *answer)
{
    return !answer || answer->state == STATE_LATER ||
           (!answer_is_given(answer) &&
            (answer->state == STATE_ANSWERED || answer->state == STATE_ADAPTED));
}

static void check_required(struct finder *finder, const struct item *item, size_t row,
                           const struct rule_source *source)
{
    enum required required = required_now(item, source);
    const char *message =
        wording_in(finder->form, &item->required_message, finder->language, NULL);
    if (required != REQUIRED_NO) {
        add(finder, item, row,
            required == REQUIRED_SOFT ? VIOLATION_SOFT : VIOLATION_REQUIRED,
            message[0] ? message : _("the form asks for an answer here"));
    }
}

static void check_choices(struct finder *finder, const struct item *item, size_t row,
                          const struct value *value, const struct rule_source *source)
{
    for (size_t i = 0; item->choice_filter && i < value->choice_count; i++) {
        const struct choice *choice = form_choice(item, value->choices[i]);
        if (choice && !choice->retired && !form_choice_offered(item, choice, source)) {
            add(finder, item, row, VIOLATION_NOT_OFFERED,
                _("a choice that was made is not offered any more"));
            return;
        }
    }
}

static void check_item(void *self, const struct item *item, size_t row)
{
    struct finder *finder = self;
    struct relevance_place place;
    struct rule_source source;
    struct error odd = {0};
    bool warning = false;

    if (!item_takes_answer(item)) {
        return;
    }
    relevance_source(&source, &place, finder->relevance, item, row);
    const struct value *value = relevance_value(finder->relevance, item, row);
    const struct answer *answer = interview_answer(finder->interview, item->name,
                                                   relevance_row_id(finder->relevance, row));
    if (!value) {
        if (item_is_derived(item) || is_open(answer)) {
            check_required(finder, item, row, &source);
        }
        return;
    }
    if (item->type != ITEM_CALCULATE &&
        !entry_check(finder->form, item, value, &source, finder->language, &warning, &odd)) {
        add(finder, item, row, VIOLATION_CONSTRAINT, odd.message);
    } else if (warning) {
        add(finder, item, row, VIOLATION_WARNING, odd.message);
    }
    check_choices(finder, item, row, value, &source);
}

void violations_list(struct violations *out, const struct form *form,
                     const struct interview *interview, int32_t today, const char *language)
{
    struct relevance *relevance = relevance_create(form, interview, today);
    struct finder finder = {out, relevance, form, interview,
                            language ? language : form->languages[form->default_language]};
    violations_finish(out);
    relevance_walk(relevance, check_item, &finder);
    relevance_destroy(relevance);
}

void violations_of(struct violations *out, const struct progress_view *view,
                   const struct item *item)
{
    const struct form *form = view->form;
    struct finder finder = {out, view->relevance, form, view->interview,
                            view->language ? view->language
                                           : form->languages[form->default_language]};
    size_t row;
    violations_finish(out);
    if (relevance_row_of(view->relevance, item, relevance_row_index(view->relevance, view->row),
                         &row) &&
        relevance_holds(view->relevance, item, row)) {
        check_item(&finder, item, row);
    }
}
