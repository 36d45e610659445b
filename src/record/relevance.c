/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Relevance of items in rows, each computed at most once. A rule may look at
 * items whose own relevance is not known yet; that goes down by recursion, and
 * a rule that leads back to itself finds the item relevant: to ask in vain is
 * better than to hide.
 */
#include "record/relevance.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

#define NO_ROW    RELEVANCE_NO_ROW
#define MAX_DEPTH 200

enum memo { MEMO_UNKNOWN, MEMO_BUSY, MEMO_NO, MEMO_YES };

/* What a row of the interview is in the form. */
struct row_place {
    size_t repeat;  /* index of the item, or NO_ROW: the form has no such repeat there */
    size_t parent;  /* index of the row */
    size_t ordinal; /* among all rows of its repeat */
    size_t number;  /* among its siblings, 1-based; 0: set aside */
};

/* A row that is shown, sorted by repeat, parent and order of arrival. */
struct sibling {
    size_t repeat, parent, row;
};

struct relevance {
    const struct form *form;
    const struct interview *interview;
    int32_t today;
    unsigned depth;
    struct row_place *rows;
    struct sibling *siblings;
    size_t sibling_count;
    size_t *bases;       /* of each item in the memo */
    unsigned char *memo; /* enum memo: one without row, then one for each row */
};

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

struct relevance *relevance_create(const struct form *form, const struct interview *interview,
                                   int32_t today)
{
    struct relevance *relevance = alloc_array(1, sizeof(*relevance));
    size_t *row_counts = alloc_array(form->all_count + 1, sizeof(*row_counts));
    size_t total = 0;

    relevance->form = form;
    relevance->interview = interview;
    relevance->today = today;
    relevance->rows = alloc_array(interview->row_count + 1, sizeof(*relevance->rows));
    relevance->siblings = alloc_array(interview->row_count + 1, sizeof(*relevance->siblings));
    relevance->bases = alloc_array(form->all_count + 1, sizeof(*relevance->bases));
    place_rows(relevance, row_counts);
    sort_rows(relevance);
    for (size_t i = 0; i < form->all_count; i++) {
        const struct item *repeat = item_repeat(form->all[i]);
        relevance->bases[i] = total;
        total += 1 + (repeat ? row_counts[repeat->index] : 0);
    }
    relevance->memo = alloc_array(total + 1, sizeof(*relevance->memo));
    free(row_counts);
    return relevance;
}

void relevance_destroy(struct relevance *relevance)
{
    if (relevance) {
        free(relevance->rows);
        free(relevance->siblings);
        free(relevance->bases);
        free(relevance->memo);
        free(relevance);
    }
}

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

/* The item's own rule, seen from its row. */
static bool own_rule_holds(struct relevance *relevance, const struct item *item, size_t row)
{
    struct rule_source source;
    struct progress_view view = {
        .form = relevance->form,
        .interview = relevance->interview,
        .row = relevance_row_id(relevance, row),
        .today = relevance->today,
        .relevance = relevance,
    };
    if (!item->relevant) {
        return true;
    }
    progress_source(&source, &view);
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

bool relevance_holds(struct relevance *relevance, const struct item *item, size_t row)
{
    size_t slot = relevance->bases[item->index];
    if (row != NO_ROW) {
        slot += 1 + relevance->rows[row].ordinal;
    }
    if (relevance->memo[slot] != MEMO_UNKNOWN) {
        return relevance->memo[slot] != MEMO_NO;
    }
    if (relevance->depth >= MAX_DEPTH) {
        return true;
    }
    relevance->memo[slot] = MEMO_BUSY;
    relevance->depth++;
    bool holds = compute(relevance, item, row);
    relevance->depth--;
    relevance->memo[slot] = holds ? MEMO_YES : MEMO_NO;
    return holds;
}

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
