/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What others may ask of a rule without evaluating it: its text, the answers it
 * looks at, and what it holds them against.
 */
#include "form/rule.h"

#include "base/alloc.h"
#include "form/rule_tree.h"

#include <assert.h>
#include <stdlib.h>

const char *rule_text(const struct rule *rule)
{
    return rule->text;
}

size_t rule_reference_count(const struct rule *rule)
{
    return rule->reference_count;
}

const char *rule_reference(const struct rule *rule, size_t index, unsigned *column)
{
    const struct rule_node *node;

    assert(index < rule->reference_count);
    node = &rule->nodes[rule->references[index]];
    if (column)
        *column = node->column;
    return node->text;
}

bool rule_is_constant(const struct rule *rule)
{
    for (size_t i = 0; i < rule->count; i++) {
        enum rule_node_kind kind = rule->nodes[i].kind;

        if (kind == RULE_NODE_REFERENCE || kind == RULE_NODE_SET || kind == RULE_NODE_OWN ||
            kind == RULE_NODE_TODAY || kind == RULE_NODE_NOW || kind == RULE_NODE_POSITION ||
            kind == RULE_NODE_ATTRIBUTE || kind == RULE_NODE_ONCE)
            return false;
    }
    return true;
}

size_t rule_operand(const struct rule *rule, size_t index, unsigned number)
{
    size_t at = index - 1;

    for (unsigned i = rule->nodes[index].operands - 1; i > number; i--)
        for (unsigned wanted = 1; wanted > 0; at--)
            wanted += rule->nodes[at].operands - 1;
    return at;
}

static bool use_of(enum rule_node_kind kind, enum rule_use *use)
{
    switch (kind) {
    case RULE_NODE_EQUAL:
    case RULE_NODE_UNEQUAL:
        *use = RULE_EQUALS;
        return true;
    case RULE_NODE_LESS:
    case RULE_NODE_LESS_EQUAL:
    case RULE_NODE_GREATER:
    case RULE_NODE_GREATER_EQUAL:
        *use = RULE_ORDER;
        return true;
    case RULE_NODE_SELECTED:
        *use = RULE_SELECTED;
        return true;
    case RULE_NODE_COUNT_SELECTED:
        *use = RULE_COUNT_SELECTED;
        return true;
    case RULE_NODE_COUNT:
        *use = RULE_COUNT;
        return true;
    default:
        return false;
    }
}

static const char *name_of(const struct rule_node *node)
{
    if (node->kind == RULE_NODE_OWN)
        return ".";
    return node->kind == RULE_NODE_REFERENCE || node->kind == RULE_NODE_SET ? node->text : NULL;
}

struct listener {
    void (*note)(void *self, enum rule_use use, const char *name, const char *literal,
                 unsigned column);
    void *self;
};

static void tell(const struct listener *listener, enum rule_use use, const struct rule_node *call,
                 const struct rule_node *answer, const struct rule_node *other)
{
    bool literal = other && other->kind == RULE_NODE_TEXT;

    if (name_of(answer))
        listener->note(listener->self, use, name_of(answer), literal ? other->text : NULL,
                       literal ? other->column : call->column);
}

void rule_each_use(const struct rule *rule,
                   void (*note)(void *self, enum rule_use use, const char *name,
                                const char *literal, unsigned column),
                   void *self)
{
    struct listener listener = {note, self};
    const struct rule_node **stack = alloc_array(rule->stack, sizeof(*stack));
    size_t height = 0;

    for (size_t i = 0; i < rule->count; i++) {
        const struct rule_node *node = &rule->nodes[i];
        const struct rule_node *first, *second = NULL;
        enum rule_use use;

        height -= node->operands;
        first = node->operands > 0 ? stack[height] : NULL;
        if (node->operands > 1)
            second = stack[height + 1];
        stack[height++] = node;
        if (!first || !use_of(node->kind, &use))
            continue;
        tell(&listener, use, node, first, second);
        if (second && (use == RULE_EQUALS || use == RULE_ORDER))
            tell(&listener, use, node, second, first);
    }
    free(stack);
}
