/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Relevance of items in rows, each computed at most once. A rule may look at
 * items whose own relevance is not known yet; that goes down by recursion, and
 * a rule that leads back to itself finds the item relevant: to ask in vain is
 * better than to hide. A chain that goes down too far is computed once more in
 * the order of the graph, in which nothing goes down at all.
 */
#include "record/relevance_private.h"

#include "base/alloc.h"
#include "record/work_out.h"

#include <stdlib.h>
#include <string.h>

#define NO_ROW    RELEVANCE_NO_ROW
#define MAX_DEPTH 200

static size_t item_index(const struct item *item)
{
    return item ? item->index : NO_ROW;
}

/* Finds the place of each row in the form; counts the rows of each repeat. */
static void place_rows(struct relevance *relevance, size_t *row_counts)
{
    const struct interview *interview = relevance->interview;
    const struct item *repeat = NULL;
    for (size_t i = 0; i < interview->row_count; i++) {
        const struct row *row = &interview->rows[i];
        struct row_place *place = &relevance->rows[i];
        if (!repeat || strcmp(repeat->name, row->repeat) != 0) {
            repeat = form_find(relevance->form, row->repeat);
        }
        place->repeat = NO_ROW;
        place->parent = relevance_row_index(relevance, row->parent);
        if (!repeat || repeat->type != ITEM_REPEAT) {
            continue;
        }
        size_t outer = place->parent == NO_ROW ? NO_ROW : relevance->rows[place->parent].repeat;
        if (outer == item_index(item_repeat(repeat))) {
            place->repeat = repeat->index;
            place->ordinal = row_counts[repeat->index]++;
        }
    }
}

static int compare_siblings(const void *a, const void *b)
{
    const struct sibling *left = a, *right = b;
    if (left->repeat != right->repeat) {
        return left->repeat < right->repeat ? -1 : 1;
    }
    if (left->parent != right->parent) {
        return left->parent < right->parent ? -1 : 1;
    }
    return left->row < right->row ? -1 : left->row > right->row;
}

static void sort_rows(struct relevance *relevance)
{
    const struct interview *interview = relevance->interview;
    for (size_t i = 0; i < interview->row_count; i++) {
        if (relevance->rows[i].repeat != NO_ROW && !interview->rows[i].set_aside) {
            relevance->siblings[relevance->sibling_count++] =
                (struct sibling){relevance->rows[i].repeat, relevance->rows[i].parent, i};
        }
    }
    if (relevance->sibling_count > 0) {
        qsort(relevance->siblings, relevance->sibling_count, sizeof(struct sibling),
              compare_siblings);
    }
    for (size_t i = 0; i < relevance->sibling_count; i++) {
        const struct sibling *here = &relevance->siblings[i];
        const struct sibling *last = i > 0 ? here - 1 : NULL;
        bool follows = last && last->repeat == here->repeat && last->parent == here->parent;
        relevance->rows[here->row].number = follows ? relevance->rows[last->row].number + 1 : 1;
    }
}

void relevance_place_rows(struct relevance *relevance)
{
    const struct form *form = relevance->form;
    const struct interview *interview = relevance->interview;
    size_t *row_counts = alloc_array(form->all_count + 1, sizeof(*row_counts));
    size_t total = 0;

    relevance->row_count = interview->row_count;
    relevance->rows = alloc_array(interview->row_count + 1, sizeof(*relevance->rows));
    relevance->siblings = alloc_array(interview->row_count + 1, sizeof(*relevance->siblings));
    relevance->sibling_count = 0;
    relevance->bases = alloc_array(form->all_count + 1, sizeof(*relevance->bases));
    place_rows(relevance, row_counts);
    sort_rows(relevance);
    for (size_t i = 0; i < form->all_count; i++) {
        const struct item *repeat = item_repeat(form->all[i]);
        relevance->bases[i] = total;
        total += 1 + (repeat ? row_counts[repeat->index] : 0);
    }
    relevance->slots = alloc_array(total + 1, sizeof(*relevance->slots));
    relevance->slot_count = total;
    relevance->too_deep = relevance->in_order = false;
    free(row_counts);
}

void relevance_clear_rows(struct relevance *relevance)
{
    for (size_t i = 0; i < relevance->slot_count; i++) {
        if (relevance->slots[i].value) {
            value_finish(relevance->slots[i].value);
            free(relevance->slots[i].value);
        }
    }
    free(relevance->rows);
    free(relevance->siblings);
    free(relevance->bases);
    free(relevance->slots);
}

struct relevance *relevance_create(const struct form *form, const struct interview *interview,
                                   int32_t today)
{
    struct relevance *relevance = alloc_array(1, sizeof(*relevance));
    relevance->form = form;
    relevance->interview = interview;
    relevance->today = today;
    relevance_place_rows(relevance);
    return relevance;
}

void relevance_destroy(struct relevance *relevance)
{
    if (relevance) {
        relevance_clear_rows(relevance);
        graph_destroy(relevance->graph);
        free(relevance);
    }
}

void relevance_set_clock(struct relevance *relevance, double clock)
{
    relevance->clock = clock;
}

size_t relevance_evaluations(const struct relevance *relevance)
{
    return relevance->evaluations;
}

/* ---- rows ---- */

size_t relevance_row_index(const struct relevance *relevance, const char *id)
{
    const struct row *row = id && id[0] ? interview_row(relevance->interview, id) : NULL;
    return row ? (size_t)(row - relevance->interview->rows) : NO_ROW;
}

const char *relevance_row_id(const struct relevance *relevance, size_t row)
{
    return row == NO_ROW ? "" : relevance->interview->rows[row].id;
}

size_t relevance_row_number(const struct relevance *relevance, size_t row)
{
    return row == NO_ROW ? 0 : relevance->rows[row].number;
}

size_t relevance_row_at(const struct relevance *relevance, size_t position)
{
    return relevance->siblings[position].row;
}

bool relevance_row_of(const struct relevance *relevance, const struct item *item, size_t row,
                      size_t *out)
{
    const struct item *repeat = item_repeat(item);
    if (!repeat) {
        *out = NO_ROW;
        return true;
    }
    while (row != NO_ROW && relevance->rows[row].repeat != repeat->index) {
        row = relevance->rows[row].parent;
    }
    *out = row;
    return row != NO_ROW;
}

/* The first sibling that is not before (REPEAT, PARENT). */
static size_t lower_bound(const struct relevance *relevance, size_t repeat, size_t parent)
{
    size_t low = 0, high = relevance->sibling_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct sibling *sibling = &relevance->siblings[middle];
        if (sibling->repeat < repeat || (sibling->repeat == repeat && sibling->parent < parent)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

size_t relevance_rows(const struct relevance *relevance, const struct item *repeat, size_t row,
                      size_t *first)
{
    size_t end = *first = lower_bound(relevance, repeat->index, row);
    while (end < relevance->sibling_count && relevance->siblings[end].repeat == repeat->index &&
           relevance->siblings[end].parent == row) {
        end++;
    }
    return end - *first;
}

/* From ROW down to the rows of the innermost repeat around ITEM. */
static void descend(struct relevance *relevance, const struct item *repeat, size_t row,
                    size_t from, void (*note)(void *self, size_t row), void *self)
{
    size_t outer_row, first, count;
    const struct item *outer = repeat;
    /* The repeat around REPEAT that lies directly below FROM. */
    while (item_repeat(outer) && !relevance_row_of(relevance, outer, row, &outer_row)) {
        outer = item_repeat(outer);
    }
    count = relevance_rows(relevance, outer, from, &first);
    for (size_t i = 0; i < count; i++) {
        size_t inner = relevance_row_at(relevance, first + i);
        if (outer == repeat) {
            note(self, inner);
        } else {
            descend(relevance, repeat, inner, inner, note, self);
        }
    }
}

void relevance_each(struct relevance *relevance, const struct item *item, size_t row,
                    void (*note)(void *self, size_t row), void *self)
{
    const struct item *repeat = item_repeat(item);
    size_t own;
    if (relevance_row_of(relevance, item, row, &own)) {
        note(self, own);
        return;
    }
    /* The row around both, if there is one. */
    for (const struct item *at = repeat; at; at = item_repeat(at)) {
        if (relevance_row_of(relevance, at, row, &own)) {
            break;
        }
    }
    descend(relevance, repeat, row, own, note, self);
}

/* ---- what rules see ---- */

static const struct value *source_value(void *self, const char *name)
{
    const struct relevance_place *place = self;
    const struct item *item = form_find(place->relevance->form, name);
    size_t row;
    return item && relevance_row_of(place->relevance, item, place->row, &row)
               ? relevance_value(place->relevance, item, row)
               : NULL;
}

static const char *source_absent(void *self, const char *name)
{
    const struct relevance_place *place = self;
    struct relevance *relevance = place->relevance;
    const struct item *item = form_find(relevance->form, name);
    size_t row;
    if (!item || !item_takes_answer(item) ||
        !relevance_row_of(relevance, item, place->row, &row) ||
        !relevance_holds(relevance, item, row)) {
        return NULL;
    }
    const struct answer *answer =
        interview_answer(relevance->interview, name, relevance_row_id(relevance, row));
    if (!answer || answer->state == STATE_ANSWERED || answer->state == STATE_ADAPTED) {
        return NULL;
    }
    return answer_state_code(answer->state);
}

struct counting {
    struct relevance *relevance;
    const struct item *item, *repeat;
    size_t count;
};

static void count_row(void *self, size_t row)
{
    struct counting *counting = self;
    size_t first, outer = row;
    if (counting->item == counting->repeat) {
        if (relevance_holds(counting->relevance, counting->repeat, row)) {
            counting->count += relevance_rows(counting->relevance, counting->repeat, row, &first);
        }
        return;
    }
    outer = row == NO_ROW ? NO_ROW : counting->relevance->rows[row].parent;
    counting->count += relevance_holds(counting->relevance, counting->repeat, outer);
}

/* Rows of a repeat as seen from here; of another item the rows that it is in. */
static size_t source_count(void *self, const char *name)
{
    const struct relevance_place *place = self;
    const struct item *item = form_find(place->relevance->form, name);
    const struct item *repeat = item && item->type != ITEM_REPEAT ? item_repeat(item) : item;
    struct counting counting = {place->relevance, item, repeat, 0};
    if (repeat) {
        relevance_each(place->relevance, item, place->row, count_row, &counting);
    }
    return counting.count;
}

struct telling {
    struct relevance *relevance;
    const struct item *item;
    void (*note)(void *list, const struct value *value);
    void *list;
};

static void tell_row(void *self, size_t row)
{
    const struct telling *telling = self;
    telling->note(telling->list, relevance_value(telling->relevance, telling->item, row));
}

static void source_each(void *self, const char *name,
                        void (*note)(void *list, const struct value *value), void *list)
{
    const struct relevance_place *place = self;
    const struct item *item = form_find(place->relevance->form, name);
    struct telling telling = {place->relevance, item, note, list};
    if (item) {
        relevance_each(place->relevance, item, place->row, tell_row, &telling);
    }
}

void relevance_source(struct rule_source *out, struct relevance_place *place,
                      struct relevance *relevance, const struct item *item, size_t row)
{
    const struct answer *stored = NULL;
    *place = (struct relevance_place){relevance, row};
    if (item && item_takes_answer(item)) {
        stored = interview_answer(relevance->interview, item->name,
                                  relevance_row_id(relevance, row));
    }
    memset(out, 0, sizeof(*out));
    out->value = source_value;
    out->absent = source_absent;
    out->count = source_count;
    out->each = source_each;
    out->today = relevance->today;
    out->position = relevance_row_number(relevance, row);
    out->clock = relevance->clock;
    out->stored = stored && answer_is_given(stored) ? &stored->value : NULL;
    out->self = place;
}

/* ---- computing ---- */

struct relevance_slot *relevance_slot(const struct relevance *relevance, const struct item *item,
                                      size_t row)
{
    size_t slot = relevance->bases[item->index];
    if (row != NO_ROW) {
        slot += 1 + relevance->rows[row].ordinal;
    }
    return &relevance->slots[slot];
}

/* The item's own rule, seen from its row. */
static bool own_rule_holds(struct relevance *relevance, const struct item *item, size_t row)
{
    struct relevance_place place;
    struct rule_source source;
    if (!item->relevant) {
        return true;
    }
    relevance_source(&source, &place, relevance, NULL, row);
    relevance->evaluations++;
    return rule_holds(item->relevant, &source);
}

static bool compute(struct relevance *relevance, const struct item *item, size_t row)
{
    const struct item *parent = item->parent;
    if (parent && parent->type == ITEM_REPEAT) {
        if (row != NO_ROW && relevance->rows[row].number == 0) {
            return false;
        }
        size_t outer = row == NO_ROW ? NO_ROW : relevance->rows[row].parent;
        return relevance_holds(relevance, parent, outer) && own_rule_holds(relevance, item, row);
    }
    return (!parent || relevance_holds(relevance, parent, row)) &&
           own_rule_holds(relevance, item, row);
}

static void compute_rows(struct relevance *relevance, const struct item *item)
{
    const struct item *repeat = item_repeat(item);
    bool derived = item_is_derived(item);
    for (size_t i = 0; i <= relevance->row_count; i++) {
        size_t row = i == relevance->row_count ? NO_ROW : i;
        if (repeat ? row == NO_ROW || relevance->rows[i].repeat != repeat->index : row != NO_ROW) {
            continue;
        }
        (void)relevance_holds(relevance, item, row);
        if (derived) {
            (void)relevance_value(relevance, item, row);
        }
    }
}

/* A chain was longer than the stack is deep: everything once more, in order. */
static void compute_in_order(struct relevance *relevance)
{
    struct graph *own = relevance->graph ? NULL : graph_create(relevance->form);
    const struct item *const *order = graph_order(own ? own : relevance->graph);
    relevance->in_order = true;
    for (size_t i = 0; i < relevance->slot_count; i++) {
        relevance->slots[i].asked = relevance->slots[i].derived = MEMO_UNKNOWN;
    }
    for (size_t i = 0; i < relevance->form->all_count; i++) {
        compute_rows(relevance, order[i]);
    }
    graph_destroy(own);
}

static bool is_too_deep(struct relevance *relevance)
{
    if (relevance->depth < MAX_DEPTH) {
        return false;
    }
    relevance->too_deep = true;
    return true;
}

static bool must_go_in_order(const struct relevance *relevance)
{
    return relevance->depth == 0 && relevance->too_deep && !relevance->in_order;
}

bool relevance_holds(struct relevance *relevance, const struct item *item, size_t row)
{
    struct relevance_slot *slot = relevance_slot(relevance, item, row);
    if (slot->asked != MEMO_UNKNOWN) {
        return slot->asked != MEMO_NO;
    }
    if (is_too_deep(relevance)) {
        return true;
    }
    slot->asked = MEMO_BUSY;
    relevance->depth++;
    bool holds = compute(relevance, item, row);
    relevance->depth--;
    slot->asked = holds ? MEMO_YES : MEMO_NO;
    if (must_go_in_order(relevance)) {
        compute_in_order(relevance);
        return slot->asked != MEMO_NO;
    }
    return holds;
}

static void derive(struct relevance *relevance, struct relevance_slot *slot,
                   const struct item *item, size_t row)
{
    static const struct value nothing = VALUE_INIT;
    struct relevance_place place;
    struct rule_source source;
    if (!slot->value) {
        slot->value = alloc_array(1, sizeof(*slot->value));
        *slot->value = nothing;
    }
    slot->derived = MEMO_BUSY;
    relevance->depth++;
    relevance_source(&source, &place, relevance, item, row);
    relevance->evaluations++;
    work_out(slot->value, relevance->form, item, item->calculation, &source);
    relevance->depth--;
    slot->derived = MEMO_YES;
}

const struct value *relevance_value(struct relevance *relevance, const struct item *item,
                                    size_t row)
{
    if (!item_takes_answer(item) || !relevance_holds(relevance, item, row)) {
        return NULL;
    }
    if (!item_is_derived(item)) {
        const struct answer *answer = interview_answer(relevance->interview, item->name,
                                                       relevance_row_id(relevance, row));
        return answer && answer_is_given(answer) ? &answer->value : NULL;
    }
    struct relevance_slot *slot = relevance_slot(relevance, item, row);
    if (slot->derived == MEMO_BUSY ||
        (slot->derived == MEMO_UNKNOWN && is_too_deep(relevance))) {
        return NULL;
    }
    if (slot->derived == MEMO_UNKNOWN) {
        derive(relevance, slot, item, row);
        if (must_go_in_order(relevance)) {
            compute_in_order(relevance);
        }
    }
    return value_is_empty(slot->value) ? NULL : slot->value;
}

/* ---- all of them ---- */

static void walk(struct relevance *relevance, const struct item *item, size_t row,
                 relevance_visit visit, void *self)
{
    size_t first = 0, rows = 1;
    if (!relevance_holds(relevance, item, row)) {
        return;
    }
    visit(self, item, row);
    if (item->type == ITEM_REPEAT) {
        rows = relevance_rows(relevance, item, row, &first);
    }
    for (size_t i = 0; i < rows; i++) {
        size_t inner = item->type == ITEM_REPEAT ? relevance_row_at(relevance, first + i) : row;
        for (size_t j = 0; j < item->item_count; j++) {
            walk(relevance, item->items[j], inner, visit, self);
        }
    }
}

void relevance_walk(struct relevance *relevance, relevance_visit visit, void *self)
{
    for (size_t i = 0; i < relevance->form->item_count; i++) {
        walk(relevance, relevance->form->items[i], NO_ROW, visit, self);
    }
}
