/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything about the item in front that is not its text: why there is no
 * answer, whose words they are, choices, rows, the end of the interview.
 */
#include "app/desk.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "form/entry.h"
#include "form/translation.h"
#include "record/fields.h"

#include <stdlib.h>
#include <string.h>

static bool takes_answer(const struct desk *desk, struct error *err)
{
    return item_takes_answer(desk_place(desk)->item) ||
           error_set(err, ERROR_USAGE, _("nothing is asked here; go to a question first"));
}

static bool may_be_changed(const struct desk *desk, struct error *err)
{
    const struct item *item = desk_place(desk)->item;
    return desk_takes_typing(desk) ||
           error_set(err, ERROR_DENIED,
                     item_is_computed(item) ? _("the form works this out; nobody types it")
                                            : _("the form gives this only to be read"));
}

bool desk_set_state(struct desk *desk, enum answer_state state, const char *reason,
                    struct error *err)
{
    if (!takes_answer(desk, err) || !may_be_changed(desk, err)) {
        return false;
    }
    if (state == STATE_SKIPPED && !reason[0]) {
        return error_set(err, ERROR_INVALID, _("say in a word why it is skipped"));
    }
    enum answer_state before = desk->answer.state;
    char *reason_before = alloc_string(desk->answer.reason);
    desk->answer.state = state;
    field_set(&desk->answer.reason, reason);
    /* Chosen with the words in sight: they stay, and so does the reason. */
    bool stood = desk->reason_stands;
    desk->reason_stands = false;
    bool stored = desk_store(desk, err);
    if (!stored) {
        desk->reason_stands = stood;
        desk->answer.state = before;
        field_set(&desk->answer.reason, reason_before);
    }
    free(reason_before);
    return stored;
}

bool desk_set_source(struct desk *desk, enum answer_by by, const char *relation,
                     enum answer_how how, const char *language, const char *gloss,
                     struct error *err)
{
    if (!takes_answer(desk, err) || !may_be_changed(desk, err)) {
        return false;
    }
    desk->answer.by = by;
    desk->answer.how = how;
    field_set(&desk->answer.relation, by == BY_INFORMANT ? relation : "");
    field_set(&desk->answer.language, language);
    field_set(&desk->answer.gloss, gloss);
    voice_follow(desk);
    return desk_store(desk, err);
}

/* ---- choices ---- */

/* Yes and no are choices of every yes_no item; their labels are the program's. */
static const struct choice yes_no[] = {
    {.name = "yes"},
    {.name = "no"},
};

static bool is_offered(const struct desk *desk, const struct choice *choice)
{
    const struct choice_list *list = desk_place(desk)->item->choices;
    return !desk->offered || desk->offered[choice - list->choices];
}

/* What was chosen is shown, whether or not it is still offered. */
static bool is_shown(const struct desk *desk, const struct choice *choice)
{
    return value_has_choice(&desk->answer.value, choice->name) || is_offered(desk, choice);
}

bool desk_choice_is_over(const struct desk *desk, size_t index)
{
    return desk_place(desk)->item->type != ITEM_YES_NO &&
           !is_offered(desk, desk_choice(desk, index));
}

size_t desk_choice_count(const struct desk *desk)
{
    const struct item *item = desk_place(desk)->item;
    if (item->type == ITEM_YES_NO) {
        return 2;
    }
    if (item->type != ITEM_SELECT_ONE && item->type != ITEM_SELECT_MULTIPLE &&
        item->type != ITEM_RANK) {
        return 0;
    }
    if (!desk->offered) {
        return item->choices->count;
    }
    size_t count = 0;
    for (size_t i = 0; i < item->choices->count; i++) {
        if (is_shown(desk, &item->choices->choices[i])) {
            count++;
        }
    }
    return count;
}

const struct choice *desk_choice(const struct desk *desk, size_t index)
{
    const struct item *item = desk_place(desk)->item;
    if (item->type == ITEM_YES_NO) {
        return &yes_no[index];
    }
    if (!desk->offered) {
        return index < item->choices->count ? &item->choices->choices[index] : NULL;
    }
    for (size_t i = 0; i < item->choices->count; i++) {
        const struct choice *choice = &item->choices->choices[i];
        if (!is_shown(desk, choice)) {
            continue;
        }
        if (index-- == 0) {
            return choice;
        }
    }
    return NULL;
}

static void toggle_yes_no(struct value *value, bool yes)
{
    if (value->kind == VALUE_BOOLEAN && (value->integer != 0) == yes) {
        value_finish(value);
    } else {
        value_set_boolean(value, yes);
    }
}

/* "None of these" and the others exclude each other; the last one chosen stays. */
static void clear_contradictions(struct value *value, const struct item *item,
                                 const struct choice *chosen)
{
    for (size_t i = 0; i < item->choices->count; i++) {
        const struct choice *other = &item->choices->choices[i];
        if (other != chosen && (chosen->exclusive || other->exclusive)) {
            value_remove_choice(value, other->name);
        }
    }
}

void desk_toggle(struct desk *desk, size_t index)
{
    const struct item *item = desk_place(desk)->item;
    struct value *value = &desk->answer.value;
    if (index >= desk_choice_count(desk) || !desk_takes_typing(desk)) {
        return;
    }
    desk->choice = index;
    if (item->type == ITEM_YES_NO) {
        toggle_yes_no(value, index == 0);
        return;
    }
    const struct choice *choice = desk_choice(desk, index);
    bool had = value_has_choice(value, choice->name);
    if (item->type == ITEM_SELECT_ONE) {
        /* Also one that only an older version of the form had: there is one answer. */
        while (value->choice_count) {
            char *code = alloc_string(value->choices[0]);
            value_remove_choice(value, code);
            free(code);
        }
    }
    if (had) {
        value_remove_choice(value, choice->name);
    } else if (item->type == ITEM_RANK) {
        value_add_rank(value, choice->name);
    } else {
        clear_contradictions(value, item, choice);
        value_add_choice(value, choice->name);
        entry_order(item, value);
    }
    desk->choice = index;
}

bool desk_move_rank(struct desk *desk, int by)
{
    struct value *value = &desk->answer.value;
    if (desk_place(desk)->item->type != ITEM_RANK || desk->choice >= desk_choice_count(desk) ||
        !desk_takes_typing(desk)) {
        return false;
    }
    const char *code = desk_choice(desk, desk->choice)->name;
    size_t place = desk_rank(desk, desk->choice);
    if (place == 0) {
        value_add_rank(value, code);
        return true;
    }
    if (by < 0 ? place > 1 : place < value->choice_count) {
        value_rank_at(value, code, by < 0 ? place - 2 : place);
    }
    return true;
}

size_t desk_rank(const struct desk *desk, size_t index)
{
    const struct value *value = &desk->answer.value;
    const char *code = desk_choice(desk, index)->name;
    for (size_t i = 0; i < value->choice_count; i++) {
        if (strcmp(value->choices[i], code) == 0) {
            return i + 1;
        }
    }
    return 0;
}

/* ---- rows ---- */

static const struct item *repeat_here(const struct desk *desk)
{
    const struct item *item = desk_place(desk)->item;
    return item->type == ITEM_REPEAT ? item : item_repeat(item);
}

static bool store_row(struct desk *desk, struct edit *edit, struct error *err)
{
    bool stored = session_store(desk->session, edit, 1, false, err);
    edit_finish(edit);
    return stored;
}

bool desk_add_row(struct desk *desk, struct error *err)
{
    const struct item *repeat = repeat_here(desk);
    if (!repeat) {
        return error_set(err, ERROR_USAGE, _("rows can be added only where a list is asked"));
    }
    if (repeat->repeat_count) {
        return error_set(err, ERROR_USAGE, _("the form counts these rows by what was answered"));
    }
    if (!desk_store(desk, err)) {
        return false;
    }
    /* From inside a row its parent is the outer row; from the list itself, the
     * row that the list stands in. */
    const struct place *place = desk_place(desk);
    const struct row *own = interview_row(desk_interview(desk), place->row);
    const char *parent = place->item->type == ITEM_REPEAT ? place->row : own ? own->parent : "";
    struct change_context context = session_context(desk->session);
    struct edit edit;
    char row[33];
    edit_init(&edit);
    change_add_row(&edit, desk_interview(desk), repeat->name, parent, &context);
    memcpy(row, edit.row, sizeof row);
    if (!store_row(desk, &edit, err)) {
        return false;
    }
    const char *first = repeat->item_count ? repeat->items[0]->name : repeat->name;
    desk_refresh(desk, first, row);
    return true;
}

bool desk_remove_row(struct desk *desk, struct error *err)
{
    const struct place *place = desk_place(desk);
    if (!place->row[0] || place->item->type == ITEM_REPEAT) {
        return error_set(err, ERROR_USAGE, _("the cursor is not in a row of a list"));
    }
    const struct item *repeat = item_repeat(place->item);
    if (repeat->repeat_count) {
        return error_set(err, ERROR_USAGE, _("the form counts these rows by what was answered"));
    }
    struct change_context context = session_context(desk->session);
    struct edit edit;
    if (!desk_store(desk, err)) {
        return false;
    }
    edit_init(&edit);
    change_remove_row(&edit, desk_interview(desk), desk_place(desk)->row, &context);
    if (!store_row(desk, &edit, err)) {
        return false;
    }
    desk_refresh(desk, repeat->name, "");
    return true;
}

bool desk_seal_finalised(struct desk *desk, struct error *err)
{
    struct change_context context = session_context(desk->session);
    struct edit edit;
    edit_init(&edit);
    change_finalise(&edit, desk_interview(desk), &context);
    return store_row(desk, &edit, err);
}

/* ---- reading ---- */

void desk_wording(const struct desk *desk, struct buf *out, const struct wording *wording,
                  const char *language, bool *fell_back)
{
    const char *text = wording_in(desk->form, wording, language, fell_back);
    struct progress_view view = {
        .form = desk->form,
        .interview = desk_interview(desk),
        .row = desk_place(desk)->row,
        .today = session_day_of(desk->session, desk_interview(desk)),
        .relevance = desk_relevance(desk),
        .language = language,
    };
    wording_pipe(out, desk->form, text, language, progress_pipe, &view);
}

const struct wording *desk_spoken(const struct desk *desk)
{
    const struct item *item = desk_place(desk)->item;
    bool interpreted = desk->answer.how == HOW_INTERPRETED ||
                       voice_how_of_visit(desk) == HOW_INTERPRETED;
    if (interpreted && !wording_is_empty(&item->if_asked)) {
        return &item->if_asked;
    }
    return wording_is_empty(&item->ask) ? NULL : &item->ask;
}

bool desk_offers_modules(const struct desk *desk)
{
    return desk_offers_modules_at(desk, desk->at);
}

bool desk_offers_modules_at(const struct desk *desk, size_t index)
{
    const struct place *place = &desk->places.places[index];
    const struct item *item = place->item;
    if (item->module_count == 0) {
        return false;
    }
    if (!item->suggest_when) {
        const struct answer *answer =
            interview_answer(desk_interview(desk), item->name, place->row);
        return answer && answer_is_given(answer);
    }
    struct progress_view view = {
        .form = desk->form,
        .interview = desk_interview(desk),
        .row = place->row,
        .today = session_day_of(desk->session, desk_interview(desk)),
        .relevance = desk_relevance(desk),
    };
    struct rule_source source;
    progress_source(&source, &view);
    bool offered = rule_holds(item->suggest_when, &source);
    progress_view_finish(&view);
    return offered;
}
