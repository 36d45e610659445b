/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One row a function: its name is what forms write, its kind what the evaluator
 * does.
 */
#include "form/rule_function.h"

#include "base/text.h"

#include <string.h>

static const struct rule_function functions[] = {
    {"absent", RULE_NODE_ABSENT, 1, 1, RULE_OPERAND_REFERENCE, RULE_OPERAND_ANY},
    {"age-in-years", RULE_NODE_AGE, 1, 1, RULE_OPERAND_ANY, RULE_OPERAND_ANY},
    {"answered", RULE_NODE_ANSWERED, 1, 1, RULE_OPERAND_REFERENCE, RULE_OPERAND_ANY},
    {"coalesce", RULE_NODE_COALESCE, 2, 2, RULE_OPERAND_ANY, RULE_OPERAND_ANY},
    {"concat", RULE_NODE_CONCAT, 1, 100, RULE_OPERAND_ANY, RULE_OPERAND_ANY},
    {"contains", RULE_NODE_CONTAINS, 2, 2, RULE_OPERAND_ANY, RULE_OPERAND_ANY},
    {"count", RULE_NODE_COUNT, 1, 1, RULE_OPERAND_SET, RULE_OPERAND_ANY},
    {"count-non-empty", RULE_NODE_COUNT_NON_EMPTY, 1, 1, RULE_OPERAND_SET, RULE_OPERAND_ANY},
    {"count-selected", RULE_NODE_COUNT_SELECTED, 1, 1, RULE_OPERAND_REFERENCE, RULE_OPERAND_ANY},
    {"false", RULE_NODE_FALSE, 0, 0, RULE_OPERAND_ANY, RULE_OPERAND_ANY},
    {"if", RULE_NODE_IF, 3, 3, RULE_OPERAND_ANY, RULE_OPERAND_ANY},
    {"max", RULE_NODE_MAX, 1, 100, RULE_OPERAND_SETS, RULE_OPERAND_SETS},
    {"min", RULE_NODE_MIN, 1, 100, RULE_OPERAND_SETS, RULE_OPERAND_SETS},
    {"not", RULE_NODE_NOT, 1, 1, RULE_OPERAND_ANY, RULE_OPERAND_ANY},
    {"now", RULE_NODE_NOW, 0, 0, RULE_OPERAND_ANY, RULE_OPERAND_ANY},
    {"once", RULE_NODE_ONCE, 1, 1, RULE_OPERAND_ANY, RULE_OPERAND_ANY},
    {"position", RULE_NODE_POSITION, 0, 0, RULE_OPERAND_ROW, RULE_OPERAND_ANY},
    {"regex", RULE_NODE_REGEX, 2, 2, RULE_OPERAND_ANY, RULE_OPERAND_PATTERN},
    {"selected", RULE_NODE_SELECTED, 2, 2, RULE_OPERAND_REFERENCE, RULE_OPERAND_ANY},
    {"starts-with", RULE_NODE_STARTS_WITH, 2, 2, RULE_OPERAND_ANY, RULE_OPERAND_ANY},
    {"string-length", RULE_NODE_STRING_LENGTH, 1, 1, RULE_OPERAND_ANY, RULE_OPERAND_ANY},
    {"sum", RULE_NODE_SUM, 1, 1, RULE_OPERAND_SETS, RULE_OPERAND_ANY},
    {"today", RULE_NODE_TODAY, 0, 0, RULE_OPERAND_ANY, RULE_OPERAND_ANY},
    {"true", RULE_NODE_TRUE, 0, 0, RULE_OPERAND_ANY, RULE_OPERAND_ANY},
};
#define FUNCTION_COUNT (sizeof(functions) / sizeof(functions[0]))

const struct rule_function *rule_function_find(const char *name, size_t length)
{
    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        if (strlen(functions[i].name) == length && memcmp(functions[i].name, name, length) == 0)
            return &functions[i];
    return NULL;
}

const char *rule_function_nearest(const char *name)
{
    const char *names[FUNCTION_COUNT];

    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        names[i] = functions[i].name;
    return text_nearest(name, names, FUNCTION_COUNT);
}
