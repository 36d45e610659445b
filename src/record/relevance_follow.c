/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * After an edit only what hangs on the changed answer is forgotten. Along the
 * graph from item to item, and within a row as long as what looks at an answer
 * stands in the same row; whoever looks at all rows spreads the change to all.
 */
#include "record/relevance_private.h"

#include "base/alloc.h"
#include "form/rule_tree.h"

#include <stdlib.h>
#include <string.h>

#define NO_ROW   RELEVANCE_NO_ROW
#define MANY_EDITS 100 /* beyond this everything is forgotten sooner than traced */

/* An item whose answer, relevance or value is not what it was; NO_ROW: in any row. */
struct change {
    const struct item *item;
    size_t row;
};

struct spreading {
    struct relevance *relevance;
    struct change *changes; /* a queue */
    size_t count, capacity;
    unsigned char *everywhere; /* of each item: its change spread in all rows already */
};

static bool looks_at_the_day(const struct rule *rule)
{
    for (size_t i = 0; rule && i < rule->count; i++) {
        enum rule_node_kind kind = rule->nodes[i].kind;
        if (kind == RULE_NODE_TODAY || kind == RULE_NODE_NOW || kind == RULE_NODE_AGE) {
            return true;
        }
    }
    return false;
}

static bool form_looks_at_the_day(const struct form *form)
{
    for (size_t i = 0; i < form->all_count; i++) {
        if (looks_at_the_day(form->all[i]->relevant) ||
            looks_at_the_day(form->all[i]->calculation)) {
            return true;
        }
    }
    return false;
}

/* Whether ROW is OUTER or lies in it. */
static bool lies_in(const struct relevance *relevance, size_t row, size_t outer)
{
    while (row != outer && row != NO_ROW) {
        row = relevance->rows[row].parent;
    }
    return row == outer;
}

static void forget_slot(struct relevance_slot *slot)
{
    slot->asked = slot->derived = MEMO_UNKNOWN;
}

/* In all rows that lie in OUTER. */
static void forget(struct relevance *relevance, const struct item *item, size_t outer)
{
    const struct item *repeat = item_repeat(item);
    forget_slot(relevance_slot(relevance, item, NO_ROW));
    for (size_t i = 0; repeat && i < relevance->row_count; i++) {
        if (relevance->rows[i].repeat == repeat->index && lies_in(relevance, i, outer)) {
            forget_slot(relevance_slot(relevance, item, i));
        }
    }
}

static bool is_below(const struct item *item, const struct item *repeat)
{
    for (const struct item *at = item_repeat(item); at; at = item_repeat(at)) {
        if (at == repeat) {
            return true;
        }
    }
    return false;
}

static void add_change(struct spreading *spreading, const struct item *item, size_t row)
{
    if (spreading->everywhere[item->index]) {
        return;
    }
    for (size_t i = 0; i < spreading->count; i++) {
        if (spreading->changes[i].item == item && spreading->changes[i].row == row) {
            return;
        }
    }
    spreading->everywhere[item->index] = row == NO_ROW;
    alloc_grow(&spreading->changes, &spreading->capacity, spreading->count + 1,
               sizeof(*spreading->changes));
    spreading->changes[spreading->count++] = (struct change){item, row};
}

/* The row around both CHANGE and ITEM; NO_ROW where there is none. */
static size_t seen_in(const struct relevance *relevance, const struct change *change,
                      const struct item *item)
{
    const struct item *repeat = item_repeat(change->item);
    size_t row = change->row;
    while (row != NO_ROW && repeat && !is_below(item, repeat)) {
        row = relevance->rows[row].parent;
        repeat = item_repeat(repeat);
    }
    return repeat ? row : NO_ROW;
}

static void spread(struct spreading *spreading)
{
    struct relevance *relevance = spreading->relevance;
    for (size_t i = 0; i < spreading->count; i++) {
        struct change change = spreading->changes[i];
        const struct graph_edge *edges;
        size_t count = graph_dependants(relevance->graph, change.item, &edges);
        for (size_t j = 0; j < count; j++) {
            if (edges[j].reasons & GRAPH_STATE) {
                size_t row = seen_in(relevance, &change, edges[j].item);
                forget(relevance, edges[j].item, row);
                add_change(spreading, edges[j].item, row);
            }
        }
    }
}

static void rebuild(struct relevance *relevance)
{
    relevance_clear_rows(relevance);
    relevance_place_rows(relevance);
}

static void remember(struct relevance *relevance, const struct record *record, int32_t today)
{
    relevance->today = today;
    relevance->seen = record->edit_count;
    memset(relevance->last_edit, 0, sizeof(relevance->last_edit));
    if (record->edit_count > 0) {
        memcpy(relevance->last_edit, record->edits[record->edit_count - 1].id,
               sizeof(relevance->last_edit));
    }
}

struct relevance *relevance_keep(const struct form *form, const struct record *record,
                                 const char *interview, int32_t today)
{
    struct relevance *relevance =
        relevance_create(form, record_interview(record, interview), today);
    relevance->graph = graph_create(form);
    memcpy(relevance->id, interview, sizeof(relevance->id));
    relevance->on_the_day = form_looks_at_the_day(form);
    remember(relevance, record, today);
    return relevance;
}

/* The edits that were followed are still those at the beginning of the record. */
static bool goes_on(const struct relevance *relevance, const struct record *record, int32_t today)
{
    if (relevance->on_the_day && relevance->today != today) {
        return false;
    }
    return relevance->seen > 0 && record->edit_count >= relevance->seen &&
           strcmp(record->edits[relevance->seen - 1].id, relevance->last_edit) == 0;
}

/* False: more than answers changed. */
static bool follow_edit(struct spreading *spreading, const struct edit *edit)
{
    struct relevance *relevance = spreading->relevance;
    const struct item *item;
    if (strcmp(edit->interview, relevance->id) != 0 || edit->kind == EDIT_MARK) {
        return true;
    }
    if (edit->kind != EDIT_ANSWER) {
        return false;
    }
    item = form_find(relevance->form, edit->item);
    if (item) {
        add_change(spreading, item, relevance_row_index(relevance, edit->row));
    }
    return true;
}

void relevance_follow(struct relevance *relevance, const struct record *record, int32_t today)
{
    struct spreading spreading = {.relevance = relevance};
    bool goes = goes_on(relevance, record, today);
    relevance->interview = record_interview(record, relevance->id);
    if (goes && relevance->seen == record->edit_count) {
        relevance->today = today;
        return;
    }
    spreading.everywhere =
        alloc_array(relevance->form->all_count + 1, sizeof(*spreading.everywhere));
    goes = goes && record->edit_count - relevance->seen <= MANY_EDITS;
    for (size_t i = relevance->seen; goes && i < record->edit_count; i++) {
        goes = follow_edit(&spreading, &record->edits[i]);
    }
    if (goes) {
        spread(&spreading);
        relevance->too_deep = relevance->in_order = false;
    } else {
        rebuild(relevance);
    }
    free(spreading.changes);
    free(spreading.everywhere);
    remember(relevance, record, today);
}
