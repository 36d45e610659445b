/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The functions that a rule may call. Private to the rules.
 */
#ifndef FORM_RULE_FUNCTION_H
#define FORM_RULE_FUNCTION_H

#include "form/rule_tree.h"

/* What an operand of a function must be, beyond any expression. */
enum rule_operand {
    RULE_OPERAND_ANY,
    RULE_OPERAND_REFERENCE, /* ${name} or . */
    RULE_OPERAND_ROW,       /* .. */
    RULE_OPERAND_PATTERN,   /* a text that compiles */
    RULE_OPERAND_SET,       /* ${name}, in all rows that can be seen */
    RULE_OPERAND_SETS,      /* any expression; where it is ${name} alone, in all rows */
};

struct rule_function {
    const char *name;
    enum rule_node_kind kind;
    unsigned least, most;
    enum rule_operand first, second;
};

/* By the first LENGTH bytes of NAME; NULL if there is none. */
const struct rule_function *rule_function_find(const char *name, size_t length);
/* The name that was probably meant, or NULL. */
const char *rule_function_nearest(const char *name);

#endif
