/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inside of a rule, for the parser, the evaluator and lint.
 *
 * The tree is kept in postfix order: the operands of a node stand before it, so
 * evaluating is one loop over a stack and nothing here ever recurses.
 */
#ifndef FORM_RULE_TREE_H
#define FORM_RULE_TREE_H

#include "form/pattern.h"
#include "form/rule.h"

#define RULE_MAX_DEPTH 32
#define RULE_MAX_NODES 1000

enum rule_node_kind {
    RULE_NODE_TEXT,
    RULE_NODE_NUMBER,
    RULE_NODE_REFERENCE, /* ${text} */
    RULE_NODE_SET,       /* ${text} where a function looks at all rows */
    RULE_NODE_ATTRIBUTE, /* text: of a choice, in a filter */
    RULE_NODE_OWN,       /* . */
    RULE_NODE_OR,
    RULE_NODE_AND,
    RULE_NODE_EQUAL,
    RULE_NODE_UNEQUAL,
    RULE_NODE_LESS,
    RULE_NODE_LESS_EQUAL,
    RULE_NODE_GREATER,
    RULE_NODE_GREATER_EQUAL,
    RULE_NODE_ADD,
    RULE_NODE_SUBTRACT,
    RULE_NODE_MULTIPLY,
    RULE_NODE_DIVIDE,
    RULE_NODE_REMAINDER,
    RULE_NODE_NEGATE,
    RULE_NODE_TRUE,
    RULE_NODE_FALSE,
    RULE_NODE_NOT,
    RULE_NODE_IF,
    RULE_NODE_COALESCE,
    RULE_NODE_CONCAT,
    RULE_NODE_CONTAINS,
    RULE_NODE_STARTS_WITH,
    RULE_NODE_STRING_LENGTH,
    RULE_NODE_REGEX,
    RULE_NODE_SELECTED,
    RULE_NODE_COUNT_SELECTED,
    RULE_NODE_COUNT,
    RULE_NODE_COUNT_NON_EMPTY,
    RULE_NODE_SUM,
    RULE_NODE_MIN,
    RULE_NODE_MAX,
    RULE_NODE_ONCE,
    RULE_NODE_POSITION,
    RULE_NODE_ANSWERED,
    RULE_NODE_ABSENT,
    RULE_NODE_TODAY,
    RULE_NODE_NOW,
    RULE_NODE_AGE,
};

struct rule_node {
    enum rule_node_kind kind;
    unsigned operands; /* results it takes from the stack */
    unsigned column;   /* where it stands in the rule's text, in characters from 1 */
    double number;
    enum rule_node_kind set_of;    /* set: the function that looks at it */
    const char *text;              /* a literal, or the name in ${name} */
    const struct pattern *pattern; /* regex: its second operand, compiled */
};

struct rule {
    const char *text;
    struct rule_node *nodes;
    size_t count;
    size_t *references; /* indices of the REFERENCE and SET nodes */
    size_t reference_count;
    size_t stack;          /* the most results that wait at once */
    unsigned line, column; /* where the text starts in the form; 0: unknown */
};

/* The index of the node that gives operand NUMBER (from 0) of the node at INDEX. */
size_t rule_operand(const struct rule *rule, size_t index, unsigned number);
/* Whether it has the same result for ever: no answer, no date, no row in it. */
bool rule_is_constant(const struct rule *rule);

#endif
