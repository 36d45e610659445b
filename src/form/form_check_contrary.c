/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lint for conditions that say one thing and its contrary: "more than 5 and less
 * than 3", "a and b" of which only one can be chosen. Only what is joined with
 * and at the top is looked at: there, all of it has to hold.
 */
#include "form/form_check.h"

#include "base/alloc.h"
#include "form/rule_tree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What one answer has to be, as far as the comparisons so far tell. */
struct demand {
    const char *name; /* "." for the own answer */
    const struct item *item;
    double least, most;
    bool above, below; /* more than LEAST, less than MOST: not the bound itself */
    const char *text;  /* the very text it has to be; NULL: not told */
};

static bool is_number(enum item_type type)
{
    return type == ITEM_INTEGER || type == ITEM_DECIMAL || type == ITEM_RANGE;
}

static const char *answer_name(const struct rule_node *node)
{
    if (node->kind == RULE_NODE_OWN)
        return ".";
    return node->kind == RULE_NODE_REFERENCE ? node->text : NULL;
}

/* NODE as a number that stands there: 5, or -5, whose digits stand before the sign. */
static bool number_of(const struct rule_node *node, double *number)
{
    bool negative = node->kind == RULE_NODE_NEGATE && node[-1].kind == RULE_NODE_NUMBER;

    if (node->kind != RULE_NODE_NUMBER && !negative)
        return false;
    *number = negative ? -node[-1].number : node->number;
    return true;
}

static enum rule_node_kind turned(enum rule_node_kind sign)
{
    switch (sign) {
    case RULE_NODE_LESS:
        return RULE_NODE_GREATER;
    case RULE_NODE_LESS_EQUAL:
        return RULE_NODE_GREATER_EQUAL;
    case RULE_NODE_GREATER:
        return RULE_NODE_LESS;
    case RULE_NODE_GREATER_EQUAL:
        return RULE_NODE_LESS_EQUAL;
    default:
        return sign;
    }
}

static void demand_least(struct demand *demand, double least, bool above)
{
    if (least > demand->least || (least >= demand->least && above)) {
        demand->least = least;
        demand->above = above;
    }
}

static void demand_most(struct demand *demand, double most, bool below)
{
    if (most < demand->most || (most <= demand->most && below)) {
        demand->most = most;
        demand->below = below;
    }
}

static void demand_number(struct demand *demand, enum rule_node_kind sign, double number)
{
    switch (sign) {
    case RULE_NODE_EQUAL:
        demand_least(demand, number, false);
        demand_most(demand, number, false);
        break;
    case RULE_NODE_GREATER:
    case RULE_NODE_GREATER_EQUAL:
        demand_least(demand, number, sign == RULE_NODE_GREATER);
        break;
    case RULE_NODE_LESS:
    case RULE_NODE_LESS_EQUAL:
        demand_most(demand, number, sign == RULE_NODE_LESS);
        break;
    default:
        break;
    }
}

/* Whether any answer is left. */
static bool can_be(const struct demand *demand)
{
    double least = demand->least, most = demand->most;

    if (demand->item->type == ITEM_INTEGER) {
        least = demand->above ? floor(least) + 1 : ceil(least);
        most = demand->below ? ceil(most) - 1 : floor(most);
        return least <= most;
    }
    return least < most || (least <= most && !demand->above && !demand->below);
}

static struct demand *demand_for(struct demand *demands, size_t *count, const struct form *form,
                                 const struct item *item, const char *name)
{
    const struct item *target = strcmp(name, ".") == 0 ? item : form_find(form, name);

    for (size_t i = 0; i < *count; i++)
        if (strcmp(demands[i].name, name) == 0)
            return &demands[i];
    if (!target)
        return NULL;
    demands[*count] = (struct demand){name, target, -INFINITY, INFINITY, false, false, NULL};
    if (target->type == ITEM_INTEGER && target->has_min)
        demands[*count].least = (double)target->min;
    if (target->type == ITEM_INTEGER && target->has_max)
        demands[*count].most = (double)target->max;
    return &demands[(*count)++];
}

/* False: the comparison at INDEX cannot hold beside what is demanded already. */
static bool take_comparison(struct demand *demands, size_t *count, const struct form *form,
                            const struct item *item, const struct rule *rule, size_t index)
{
    const struct rule_node *node = &rule->nodes[index];
    const struct rule_node *left = &rule->nodes[rule_operand(rule, index, 0)];
    const struct rule_node *right = &rule->nodes[rule_operand(rule, index, 1)];
    bool reversed = !answer_name(left);
    const struct rule_node *other = reversed ? left : right;
    const char *name = answer_name(reversed ? right : left);
    struct demand *demand = name ? demand_for(demands, count, form, item, name) : NULL;
    double number;

    if (!demand)
        return true;
    if (is_number(demand->item->type) && number_of(other, &number)) {
        demand_number(demand, reversed ? turned(node->kind) : node->kind, number);
        return can_be(demand);
    }
    if (node->kind != RULE_NODE_EQUAL || other->kind != RULE_NODE_TEXT ||
        (demand->item->type != ITEM_SELECT_ONE && demand->item->type != ITEM_TEXT))
        return true;
    if (demand->text && strcmp(demand->text, other->text) != 0)
        return false;
    demand->text = other->text;
    return true;
}

static bool is_comparison(enum rule_node_kind kind)
{
    return kind >= RULE_NODE_EQUAL && kind <= RULE_NODE_GREATER_EQUAL;
}

unsigned check_contrary(const struct form *form, const struct item *item, const struct rule *rule)
{
    struct demand *demands = alloc_array(rule->count + 1, sizeof(*demands));
    bool *needed = alloc_array(rule->count + 1, sizeof(*needed));
    unsigned column = 0;
    size_t count = 0;

    needed[rule->count - 1] = true;
    for (size_t i = rule->count; i-- > 0;) {
        if (!needed[i] || rule->nodes[i].kind != RULE_NODE_AND)
            continue;
        needed[rule_operand(rule, i, 0)] = true;
        needed[rule_operand(rule, i, 1)] = true;
    }
    for (size_t i = 0; i < rule->count && column == 0; i++)
        if (needed[i] && is_comparison(rule->nodes[i].kind) &&
            !take_comparison(demands, &count, form, item, rule, i))
            column = rule->nodes[i].column;
    free(demands);
    free(needed);
    return column;
}
