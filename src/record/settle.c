/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rounds: each looks at the edits of the one before and makes those that follow.
 * The form has no circles (lint refuses them), so it ends; a form with one is
 * left alone after as many rounds as it has items.
 */
#include "record/settle.h"

#include "base/alloc.h"
#include "base/edtf.h"
#include "form/entry.h"
#include "form/graph.h"
#include "record/relevance.h"
#include "record/state.h"
#include "record/work_out.h"

#include <stdlib.h>
#include <string.h>

#define NO_ROW           RELEVANCE_NO_ROW
#define DAY_MILLISECONDS INT64_C(86400000)

struct settling {
    struct record *record;
    const struct form *form;
    const struct interview *interview;
    const struct graph *graph;
    struct relevance *relevance;
    const struct change_context *context;
    const char *reason;
    struct edit *edits;
    size_t count, capacity;
    const struct item *item; /* of which rows are being visited */
};

static struct edit *new_edit(struct settling *settling)
{
    alloc_grow(&settling->edits, &settling->capacity, settling->count + 1,
               sizeof(*settling->edits));
    struct edit *edit = &settling->edits[settling->count++];
    edit_init(edit);
    return edit;
}

static void set_reason(const struct settling *settling, struct edit *edit)
{
    free(edit->reason);
    edit->reason = settling->reason ? alloc_string(settling->reason) : NULL;
}

/* ---- answers ---- */

static bool is_pending(const struct settling *settling, const char *item, const char *row)
{
    for (size_t i = 0; i < settling->count; i++) {
        if (strcmp(settling->edits[i].item, item) == 0 &&
            strcmp(settling->edits[i].row, row) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_shown(const struct settling *settling, size_t row)
{
    const struct interview *interview = settling->interview;
    while (row != NO_ROW) {
        if (interview->rows[row].set_aside) {
            return false;
        }
        row = relevance_row_index(settling->relevance, interview->rows[row].parent);
    }
    return true;
}

/* A default is written as it would be typed: the name of a choice, "70 kg", "yes". */
static void read_default(const struct form *form, const struct item *item, struct value *value)
{
    struct value typed = VALUE_INIT;
    bool words = value->kind == VALUE_TEXT || value->kind == VALUE_DECIMAL;
    if (words && item->type != ITEM_TEXT && !item_is_computed(item) &&
        entry_parse(&typed, form, item, value->text, strlen(value->text), NULL)) {
        value_finish(value);
        *value = typed;
        return;
    }
    value_finish(&typed);
}

/* RULE is what ITEM comes to in ROW, unless a person said something there. */
static void set_answer(struct settling *settling, const struct item *item, size_t row,
                       const struct rule *rule)
{
    const char *id = relevance_row_id(settling->relevance, row);
    const struct answer *there = interview_answer(settling->interview, item->name, id);
    struct relevance_place place;
    struct rule_source source;
    struct answer answer;

    if ((there && there->by != BY_COMPUTED) || !is_shown(settling, row) ||
        is_pending(settling, item->name, id)) {
        return;
    }
    answer_init(&answer);
    answer.by = BY_COMPUTED;
    relevance_source(&source, &place, settling->relevance, item, row);
    if (rule == item->default_value) {
        rule_value(&answer.value, rule, &source);
        read_default(settling->form, item, &answer.value);
    } else {
        work_out(&answer.value, settling->form, item, rule, &source);
    }
    struct edit *edit = new_edit(settling);
    if (change_answer(edit, settling->interview, item->name, id, &answer, settling->reason,
                      settling->context)) {
        set_reason(settling, edit);
    } else {
        edit_finish(edit);
        settling->count--;
    }
    answer_finish(&answer);
}

static void visit_default(void *self, size_t row)
{
    struct settling *settling = self;
    const char *id = relevance_row_id(settling->relevance, row);
    if (!interview_answer(settling->interview, settling->item->name, id)) {
        set_answer(settling, settling->item, row, settling->item->default_value);
    }
}

/* Those of the items that stand directly in REPEAT (NULL: in none), in ROW. */
static void set_defaults(struct settling *settling, const struct item *repeat, size_t row)
{
    for (size_t i = 0; i < settling->form->all_count; i++) {
        settling->item = settling->form->all[i];
        if (settling->item->default_value && item_repeat(settling->item) == repeat) {
            visit_default(settling, row);
        }
    }
}

static void visit_triggered(void *self, size_t row)
{
    struct settling *settling = self;
    set_answer(settling, settling->item, row, settling->item->calculation);
}

static void pull_triggers(struct settling *settling, const struct item *item, size_t row)
{
    const struct graph_edge *edges;
    size_t count = graph_dependants(settling->graph, item, &edges);
    for (size_t i = 0; i < count; i++) {
        if (edges[i].reasons & GRAPH_TRIGGER && edges[i].item->calculation) {
            settling->item = edges[i].item;
            relevance_each(settling->relevance, edges[i].item, row, visit_triggered, settling);
        }
    }
}

static bool same_value(const json_t *before, const json_t *after)
{
    const json_t *a = json_object_get(before, "value"), *b = json_object_get(after, "value");
    return a == b || (a && b && json_equal(a, b));
}

static bool has_row(const struct settling *settling, const char *id, size_t before)
{
    for (size_t i = 0; i < before; i++) {
        const struct edit *edit = &settling->record->edits[i];
        if (edit->kind == EDIT_ROW && strcmp(edit->row, id) == 0) {
            return true;
        }
    }
    return false;
}

static void follow_edit(struct settling *settling, size_t number)
{
    const struct edit *edit = &settling->record->edits[number];
    const struct item *item = form_find(settling->form, edit->item);
    size_t row = relevance_row_index(settling->relevance, edit->row);

    if (strcmp(edit->interview, settling->interview->id) != 0) {
        return;
    }
    if (edit->kind == EDIT_INTERVIEW && !edit->before) {
        set_defaults(settling, NULL, NO_ROW);
    } else if (edit->kind == EDIT_ROW && edit->after && item && row != NO_ROW &&
               !has_row(settling, edit->row, number)) {
        set_defaults(settling, item, row);
    } else if (edit->kind == EDIT_ANSWER && item && !same_value(edit->before, edit->after)) {
        pull_triggers(settling, item, row);
    }
}

static void visit_once(void *self, size_t row)
{
    struct settling *settling = self;
    const char *id = relevance_row_id(settling->relevance, row);
    if (relevance_holds(settling->relevance, settling->item, row) &&
        !interview_answer(settling->interview, settling->item->name, id)) {
        set_answer(settling, settling->item, row, settling->item->calculation);
    }
}

/* ---- rows ---- */

/* Whether ROW, or one around it, is being set aside in this round: nothing changes in it then. */
static bool is_leaving(const struct settling *settling, size_t row)
{
    while (row != NO_ROW) {
        const char *id = relevance_row_id(settling->relevance, row);
        for (size_t i = 0; i < settling->count; i++) {
            if (settling->edits[i].kind == EDIT_ROW && strcmp(settling->edits[i].row, id) == 0) {
                return true;
            }
        }
        row = relevance_row_index(settling->relevance, settling->interview->rows[row].parent);
    }
    return false;
}

static void add_row(struct settling *settling, const struct item *repeat, const char *parent,
                    const struct row *aside)
{
    struct edit *edit = new_edit(settling);
    change_add_row(edit, settling->interview, repeat->name, parent, settling->context);
    if (aside) {
        memcpy(edit->row, aside->id, sizeof(edit->row));
    }
    set_reason(settling, edit);
}

static const struct row *next_aside(const struct interview *interview, const char *repeat,
                                    const char *parent, size_t *at)
{
    while (*at < interview->row_count) {
        const struct row *row = &interview->rows[(*at)++];
        if (row->set_aside && strcmp(row->repeat, repeat) == 0 &&
            strcmp(row->parent, parent) == 0) {
            return row;
        }
    }
    return NULL;
}

static void visit_rows(void *self, size_t row)
{
    struct settling *settling = self;
    const struct item *repeat = settling->item;
    const char *parent = relevance_row_id(settling->relevance, row);
    struct relevance_place place;
    struct rule_source source;
    size_t first, at = 0;

    if (!relevance_holds(settling->relevance, repeat, row)) {
        return;
    }
    relevance_source(&source, &place, settling->relevance, NULL, row);
    size_t wanted = rule_count(repeat->repeat_count, &source, SETTLE_MAX_ROWS);
    size_t rows = relevance_rows(settling->relevance, repeat, row, &first);
    if (is_leaving(settling, row)) {
        return;
    }
    for (size_t i = rows; i < wanted; i++) {
        add_row(settling, repeat, parent,
                next_aside(settling->interview, repeat->name, parent, &at));
    }
    for (size_t i = rows; i > wanted; i--) {
        size_t last = relevance_row_at(settling->relevance, first + i - 1);
        struct edit *edit = new_edit(settling);
        change_remove_row(edit, settling->interview, relevance_row_id(settling->relevance, last),
                          settling->context);
        set_reason(settling, edit);
    }
}

/* ---- rounds ---- */

static void add_day(const struct settling *settling)
{
    const struct world *world = settling->context->world;
    int64_t local = world_now(world) + (int64_t)world->offset_minutes * 60000;
    relevance_set_clock(settling->relevance, (double)(((local % DAY_MILLISECONDS) +
                                                       DAY_MILLISECONDS) %
                                                      DAY_MILLISECONDS) /
                                                 (double)DAY_MILLISECONDS);
}

static void start_round(struct settling *settling, size_t from)
{
    const struct world *world = settling->context->world;
    size_t until = settling->record->edit_count;
    settling->relevance =
        relevance_create(settling->form, settling->interview,
                         edtf_day_of_time(world_now(world), world->offset_minutes));
    add_day(settling);
    for (size_t i = from; i < until; i++) {
        follow_edit(settling, i);
    }
    for (size_t i = 0; i < settling->form->all_count; i++) {
        settling->item = settling->form->all[i];
        if (settling->item->repeat_count) {
            relevance_each(settling->relevance, settling->item, NO_ROW, visit_rows, settling);
        } else if (item_is_stored(settling->item) && settling->item->trigger_count == 0) {
            relevance_each(settling->relevance, settling->item, NO_ROW, visit_once, settling);
        }
    }
}

static bool apply_round(struct settling *settling, struct error *err)
{
    struct edit *last = &settling->record->edits[settling->record->edit_count - 1];
    char group[33];
    bool applied = true;
    if (settling->count > 0 && !last->group[0]) {
        world_new_id(settling->context->world, last->group);
    }
    memcpy(group, last->group, sizeof(group));
    for (size_t i = 0; i < settling->count; i++) {
        struct edit *edit = &settling->edits[i];
        memcpy(edit->group, group, sizeof(group));
        applied = applied && record_apply(settling->record, edit, err);
        edit_finish(edit);
    }
    return applied;
}

static const char *reason_of(const struct edit *edit, const struct interview *interview)
{
    return interview->state == INTERVIEW_FINALISED && edit->reason ? edit->reason : NULL;
}

bool settle(struct record *record, const struct form *form, const char *interview, size_t from,
            const struct change_context *context, struct error *err)
{
    struct settling settling = {.record = record, .form = form, .context = context};
    struct graph *graph;
    char *reason = NULL;
    bool settled = true;

    if (from >= record->edit_count || !form_has_consequences(form)) {
        return true;
    }
    settling.interview = record_interview(record, interview);
    if (!settling.interview || settling.interview->removed) {
        return true;
    }
    if (reason_of(&record->edits[record->edit_count - 1], settling.interview)) {
        reason = alloc_string(record->edits[record->edit_count - 1].reason);
    } else if (settling.interview->state == INTERVIEW_FINALISED) {
        return true; /* what finalised it changes nothing any more */
    }
    settling.reason = reason;
    settling.graph = graph = graph_create(form);
    for (size_t rounds = 0; settled && rounds <= form->all_count + 1; rounds++) {
        settling.interview = record_interview(record, interview);
        size_t next = record->edit_count;
        settling.count = 0;
        start_round(&settling, from);
        relevance_destroy(settling.relevance);
        if (settling.count == 0) {
            break;
        }
        settled = apply_round(&settling, err);
        from = next;
    }
    free(settling.edits);
    free(reason);
    graph_destroy(graph);
    return settled;
}
