/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Turning the pages of an interview. What is typed lives in the editor until
 * it is sealed; only then does another item come to the front.
 */
#include "app/desk.h"

#include "app/desk_places.h"
#include "app/expected.h"
#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/entry.h"
#include "form/offered.h"
#include "form/form_compare.h"
#include "form/translation.h"
#include "record/fields.h"
#include "record/relevance.h"

#include <stdlib.h>
#include <string.h>

const struct interview *desk_interview(const struct desk *desk)
{
    return record_interview(session_record(desk->session), desk->interview);
}

const struct place *desk_place(const struct desk *desk)
{
    return &desk->places.places[desk->at];
}

static bool has_choices(const struct item *item)
{
    return item->type == ITEM_SELECT_ONE || item->type == ITEM_SELECT_MULTIPLE ||
           item->type == ITEM_RANK || item->type == ITEM_YES_NO;
}

/* Text beside the value: what was said in words, or the free "other". */
static const char *text_of(const struct answer *answer, const struct item *item)
{
    if (answer->words[0]) {
        return answer->words;
    }
    switch (answer->value.kind) {
    case VALUE_TEXT:
    case VALUE_DATE:
    case VALUE_DATETIME:
    case VALUE_TIME:
    case VALUE_DECIMAL:
    case VALUE_QUANTITY:
        return answer->value.text ? answer->value.text : "";
    case VALUE_CHOICES:
        return item->other && answer->value.text ? answer->value.text : "";
    case VALUE_EMPTY:
    case VALUE_INTEGER:
    case VALUE_BOOLEAN:
    case VALUE_RANK:
    case VALUE_FILE:
        break;
    }
    return "";
}

static bool is_said(const struct answer *answer)
{
    return !value_is_empty(&answer->value) || answer->words[0];
}

static void note_reason(struct desk *desk)
{
    enum answer_state state = desk->answer.state;
    desk->reason_stands =
        state != STATE_ANSWERED && state != STATE_ADAPTED && !is_said(&desk->answer);
}

/* The undo of a text outlasts leaving it, unless the record has another text now. */
static void show_text(struct text_edit *edit, const char *text, size_t length)
{
    if (text_edit_length(edit) == length && memcmp(text_edit_text(edit), text, length) == 0) {
        text_edit_set_cursor(edit, length);
    } else {
        text_edit_set(edit, text, length);
    }
}

static bool has_retired(const struct choice_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->choices[i].retired) {
            return true;
        }
    }
    return false;
}

/* Once for each item that comes to the front: a screen asks for its choices many times. */
static void filter_choices(struct desk *desk)
{
    const struct place *place = desk_place(desk);
    const struct choice_list *list = place->item->choices;
    struct relevance_place at;
    struct rule_source source;
    free(desk->offered);
    desk->offered = NULL;
    if (!list || (!place->item->choice_filter && !has_retired(list))) {
        return;
    }
    desk->offered = alloc_array(list->count + 1, sizeof *desk->offered);
    relevance_source(&source, &at, desk_relevance(desk), place->item,
                     relevance_row_index(desk->relevance, place->row));
    for (size_t i = 0; i < list->count; i++) {
        desk->offered[i] = form_choice_offered(place->item, &list->choices[i], &source);
    }
}

static void load(struct desk *desk)
{
    const struct place *place = desk_place(desk);
    const struct answer *stored =
        interview_answer(desk_interview(desk), place->item->name, place->row);
    answer_finish(&desk->answer);
    answer_init(&desk->answer);
    if (stored) {
        answer_copy(&desk->answer, stored);
    } else {
        voice_default(desk);
    }
    voice_turn_page(desk);
    note_reason(desk);
    desk->edit = text_shelf_take(session_texts(desk->session), desk->interview, place->item->name,
                                 place->row);
    text_edit_set_one_line(desk->edit, place->item->type != ITEM_TEXT || place->item->one_line);
    if (desk->answer.value.kind == VALUE_INTEGER && !desk->answer.words[0]) {
        char digits[24];
        int length = snprintf(digits, sizeof digits, "%lld", (long long)desk->answer.value.integer);
        show_text(desk->edit, digits, (size_t)length);
    } else if (desk->answer.value.kind == VALUE_QUANTITY && !desk->answer.words[0]) {
        /* With its unit: a number typed over it would have another one. */
        struct buf text = BUF_INIT;
        entry_display(&text, desk->form, place->item, &desk->answer.value, i18n_language());
        show_text(desk->edit, buf_text(&text), text.length);
        buf_finish(&text);
    } else {
        const char *text = text_of(&desk->answer, place->item);
        show_text(desk->edit, text, strlen(text));
    }
    desk->text_version = text_edit_version(desk->edit);
    filter_choices(desk);
    desk->choice = 0;
    for (size_t i = 0; desk->answer.value.choice_count && i < desk_choice_count(desk); i++) {
        if (value_has_choice(&desk->answer.value, desk_choice(desk, i)->name)) {
            desk->choice = i;
            break;
        }
    }
    if (has_choices(place->item) && text_edit_length(desk->edit)) {
        desk->choice = desk_choice_count(desk);
    }
}

/* Groups only arrange; everything else can lie in front. */
static bool can_lie_in_front(const struct place *place)
{
    return place->item->type != ITEM_GROUP;
}

static size_t first_place(const struct desk *desk)
{
    for (size_t i = 0; i < desk->places.count; i++) {
        if (can_lie_in_front(&desk->places.places[i])) {
            return i;
        }
    }
    return 0;
}

bool desk_open(struct desk **out, struct session *session, const char *form_id, struct error *err)
{
    struct desk *desk = alloc_array(1, sizeof *desk);
    desk->session = session;
    answer_init(&desk->answer);
    bool opened = session_interview(session, form_id, desk->interview, err);
    if (opened) {
        desk->form = session_form(session, desk_interview(desk)->asked_with, err);
        opened = desk->form != NULL;
    }
    if (opened) {
        desk_list_places(desk);
        opened = desk->places.count > 0 ||
                 error_set(err, ERROR_INVALID, _("the form \"%s\" asks nothing"), form_id);
    }
    if (!opened) {
        desk_close(desk);
        return false;
    }
    desk->at = first_place(desk);
    load(desk);
    *out = desk;
    return true;
}

void desk_close(struct desk *desk)
{
    if (!desk) {
        return;
    }
    desk_leave_places(desk);
    free(desk->offered);
    answer_finish(&desk->answer);
    free(desk->amending);
    voice_finish(&desk->voice);
    gates_finish(&desk->gates);
    free(desk);
}

/* ---- what stands on the screen as an answer ---- */

static void take_text(const struct desk *desk, struct answer *out)
{
    const struct item *item = desk_place(desk)->item;
    const char *text = text_edit_peek(desk->edit);
    size_t length = text_edit_peek_length(desk->edit);
    /* Words that stand as they were loaded keep their meaning, also one that somebody else
     * gave them: "when the oven went out" is autumn 2025 for ever. */
    if (item->type == ITEM_FILE) { /* words stand beside it */
        field_set(&out->words, text);
        return;
    }
    struct buf quantity = BUF_INIT;
    const char *loaded = text_of(&desk->answer, item);
    if (desk->answer.value.kind == VALUE_QUANTITY && !desk->answer.words[0]) {
        entry_display(&quantity, desk->form, item, &desk->answer.value, i18n_language());
        loaded = buf_text(&quantity);
    }
    bool same = length && strlen(loaded) == length && memcmp(loaded, text, length) == 0;
    buf_finish(&quantity);
    if (same) {
        return;
    }
    if (has_choices(item)) {
        /* The value was set by choosing; what is typed stands beside it. */
        bool other = item->other && item->type != ITEM_YES_NO;
        free(out->value.text);
        out->value.text = other && length ? alloc_copy(text, length) : NULL;
        if (out->value.text && out->value.kind == VALUE_EMPTY) {
            out->value.kind = VALUE_CHOICES;
        }
        if (out->value.kind == VALUE_CHOICES && !out->value.choice_count && !out->value.text) {
            out->value.kind = VALUE_EMPTY;
        }
        field_set(&out->words, other ? "" : text);
        return;
    }
    struct value parsed = VALUE_INIT;
    if (entry_parse(&parsed, desk->form, item, text, length, NULL)) {
        value_finish(&out->value);
        out->value = parsed;
        field_set(&out->words, "");
    } else {
        /* "Five or six, I think" is an answer too: kept as words, no number made of it. */
        value_finish(&parsed);
        value_finish(&out->value);
        field_set(&out->words, text);
    }
}

static void answer_now(const struct desk *desk, struct answer *out)
{
    answer_init(out);
    answer_copy(out, &desk->answer);
    if (desk_takes_typing(desk)) {
        take_text(desk, out);
    }
    if (desk->reason_stands && is_said(out)) {
        out->state = STATE_ANSWERED;
        field_set(&out->reason, "");
    }
}

void desk_answer(const struct desk *desk, struct answer *out)
{
    (void)text_edit_text(desk->edit); /* whoever asks depends on it */
    answer_now(desk, out);
}

void desk_answer_aside(const struct desk *desk, struct answer *out)
{
    answer_init(out);
    answer_copy(out, &desk->answer);
    const struct item *item = desk_place(desk)->item;
    if (has_choices(item) && item->other && item->type != ITEM_YES_NO) {
        free(out->value.text);
        out->value.text = alloc_string("-");
        out->value.kind = VALUE_CHOICES;
        field_set(&out->words, "");
    } else if (has_choices(item)) {
        field_set(&out->words, "-");
    } else {
        /* Of so many words no number and no date is made. */
        bool is_text = item->type == ITEM_TEXT;
        value_finish(&out->value);
        if (is_text) {
            out->value = (struct value){.kind = VALUE_TEXT, .text = alloc_string("-")};
        }
        field_set(&out->words, is_text ? "" : "-");
    }
    if (desk->reason_stands) {
        out->state = STATE_ANSWERED;
        field_set(&out->reason, "");
    }
}

enum answer_state desk_state(const struct desk *desk)
{
    bool said = is_said(&desk->answer) || text_edit_peek_length(desk->edit);
    return desk->reason_stands && said ? STATE_ANSWERED : desk->answer.state;
}

static const struct answer *stored_answer(const struct desk *desk)
{
    const struct place *place = desk_place(desk);
    return interview_answer(desk_interview(desk), place->item->name, place->row);
}

/* Words of another length are other words: asked after each key, of long stories too. */
static bool surely_unsaved(const struct desk *desk, const struct answer *stored)
{
    bool words = stored && stored->value.kind == VALUE_TEXT && stored->value.text;
    return desk_place(desk)->item->type == ITEM_TEXT &&
           text_edit_peek_length(desk->edit) != (words ? strlen(stored->value.text) : 0);
}

bool desk_takes_typing(const struct desk *desk)
{
    const struct item *item = desk_place(desk)->item;
    return item_takes_answer(item) && !item_is_computed(item) && !item->read_only;
}

bool desk_unsaved(const struct desk *desk)
{
    if (!desk_takes_typing(desk)) {
        return false;
    }
    const struct answer *stored = stored_answer(desk);
    if (surely_unsaved(desk, stored)) {
        return true;
    }
    struct answer now;
    answer_now(desk, &now);
    bool unsaved = stored ? !answer_equal(&now, stored) : !answer_is_empty(&now);
    answer_finish(&now);
    return unsaved;
}

static bool store_answer(struct desk *desk, const struct answer *answer, struct error *err)
{
    const struct place *place = desk_place(desk);
    struct change_context context = session_context(desk->session);
    const struct interview *interview = desk_interview(desk);
    if (interview->state == INTERVIEW_FINALISED && !desk->amending) {
        return error_set(err, ERROR_DENIED,
                         _("this interview is finalised; give a reason first (Ctrl-T)"));
    }
    struct edit edit;
    edit_init(&edit);
    bool changed =
        change_answer(&edit, interview, place->item->name, place->row, answer,
                      interview->state == INTERVIEW_FINALISED ? desk->amending : NULL, &context);
    bool stored = !changed || session_store(desk->session, &edit, 1, true, err);
    edit_finish(&edit);
    return stored;
}

/* Bounds and constraints do not refuse an answer; they say what to look at again. */
static void remark_on(struct desk *desk)
{
    const struct answer *answer = &desk->answer;
    const struct place *place = desk_place(desk);
    struct progress_view view = {
        .form = desk->form,
        .interview = desk_interview(desk),
        .row = place->row,
        .today = session_day_of(desk->session, desk_interview(desk)),
        .relevance = desk_relevance(desk),
    };
    struct rule_source source;
    struct error odd = {0};
    bool warning = false;
    desk->remark[0] = '\0';
    if (value_is_empty(&answer->value)) {
        const char *kept = answer->words[0] ? desk_kept_as_words(place->item->type) : "";
        snprintf(desk->remark, sizeof desk->remark, "%s", kept);
        return;
    }
    progress_source(&source, &view);
    if (!entry_check(desk->form, place->item, &answer->value, &source, i18n_language(), &warning,
                     &odd) ||
        warning) {
        snprintf(desk->remark, sizeof desk->remark, _("Sealed, but look again: %s"), odd.message);
    }
    progress_view_finish(&view);
}

bool desk_store(struct desk *desk, struct error *err)
{
    if (!desk_unsaved(desk)) {
        return true;
    }
    struct answer now;
    desk_answer(desk, &now);
    if (now.by == BY_COMPUTED) {
        now.by = BY_PATIENT; /* a default that somebody changed is theirs from now on */
    }
    bool stored = store_answer(desk, &now, err);
    if (stored) {
        answer_finish(&desk->answer);
        desk->answer = now;
        answer_init(&now);
        note_reason(desk);
        remark_on(desk);
        desk->text_version = text_edit_version(desk->edit);
        char item[EDIT_MAX_NAME + 1], row[33];
        snprintf(item, sizeof item, "%s", desk_place(desk)->item->name);
        memcpy(row, desk_place(desk)->row, sizeof row);
        /* What is relevant may have changed: find this item again. */
        desk_list_places(desk);
        for (size_t i = 0; i < desk->places.count; i++) {
            const struct place *place = &desk->places.places[i];
            if (strcmp(place->item->name, item) == 0 && strcmp(place->row, row) == 0) {
                desk->at = i;
            }
        }
    }
    answer_finish(&now);
    return stored;
}

/* ---- moving ---- */

bool desk_go(struct desk *desk, size_t index, struct error *err)
{
    if (!desk_store(desk, err)) {
        return false;
    }
    if (index >= desk->places.count) {
        index = desk->places.count - 1;
    }
    while (index + 1 < desk->places.count && !can_lie_in_front(&desk->places.places[index])) {
        index++;
    }
    desk->at = index;
    load(desk);
    return true;
}

static bool find_place(const struct desk *desk, const char *item, const char *row, size_t *index)
{
    for (size_t i = 0; i < desk->places.count; i++) {
        const struct place *place = &desk->places.places[i];
        if (strcmp(place->item->name, item) == 0 && strcmp(place->row, row ? row : "") == 0) {
            *index = i;
            return true;
        }
    }
    return false;
}

bool desk_go_to(struct desk *desk, const char *item, const char *row, struct error *err)
{
    size_t index;
    if (!desk_store(desk, err)) {
        return false;
    }
    if (!find_place(desk, item, row, &index)) {
        return error_set(err, ERROR_NOT_FOUND, _("that question is not asked now"));
    }
    return desk_go(desk, index, err);
}

bool desk_step(struct desk *desk, int direction, struct error *err)
{
    if (!desk_store(desk, err)) {
        return false;
    }
    for (size_t i = desk->at;;) {
        if (direction < 0 ? i == 0 : i + 1 >= desk->places.count) {
            return error_set(err, ERROR_NOT_FOUND,
                             direction < 0 ? _("this is the first question")
                                           : _("this is the last question"));
        }
        i = direction < 0 ? i - 1 : i + 1;
        if (can_lie_in_front(&desk->places.places[i])) {
            return desk_go(desk, i, err);
        }
    }
}

/* What ITEM of BEFORE is in AFTER, whichever of them is the newer. */
static const struct item *same_question(const struct form *before, const struct form *after,
                                        const char *item)
{
    const struct item *found = form_successor(before, after, item);
    for (size_t i = 0; !found && i < after->all_count; i++) {
        const struct item *back = form_successor(after, before, after->all[i]->name);
        if (back && strcmp(back->name, item) == 0) {
            found = after->all[i];
        }
    }
    return found;
}

/* The interview went over to another version of its form, or back: the same question stays in
 * front, under whatever name. */
static void follow_form(struct desk *desk, char item[EDIT_MAX_NAME + 1], char row[33])
{
    const struct interview *interview = desk_interview(desk);
    const struct form *form = interview_is_asked_with(interview, desk->form)
                                  ? NULL
                                  : session_form(desk->session, interview->asked_with, NULL);
    item[0] = row[0] = '\0';
    if (!form || form == desk->form) {
        return;
    }
    const struct place *place = desk_place(desk);
    const struct item *now = same_question(desk->form, form, place->item->name);
    snprintf(item, EDIT_MAX_NAME + 1, "%s", now ? now->name : "");
    memcpy(row, place->row, sizeof place->row);
    desk->form = form;
    /* What is asked was kept for the other form. */
    relevance_destroy(desk->relevance);
    desk->relevance = NULL;
}

void desk_refresh(struct desk *desk, const char *item, const char *row)
{
    char same[EDIT_MAX_NAME + 1], same_row[33];
    follow_form(desk, same, same_row);
    desk_list_places(desk);
    size_t index;
    if (find_place(desk, item, row, &index) || find_place(desk, same, same_row, &index)) {
        desk->at = index;
    }
    if (desk->at >= desk->places.count) {
        desk->at = desk->places.count - 1;
    }
    if (!can_lie_in_front(desk_place(desk))) {
        desk->at = first_place(desk);
    }
    load(desk);
}
