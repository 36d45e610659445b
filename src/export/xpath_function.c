/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sums and functions of terms. Where ODK would hand on a place instead of its
 * value, or come to nothing sensible, more is written than the form says.
 */
#include "export/xpath_term.h"

#include "base/buf.h"

#include <string.h>

struct term function_sum(struct arena *arena, enum rule_node_kind kind, const struct term *a,
                         const struct term *b)
{
    const char *sign = kind == RULE_NODE_ADD        ? "+"
                       : kind == RULE_NODE_SUBTRACT ? "-"
                       : kind == RULE_NODE_MULTIPLY ? "*"
                       : kind == RULE_NODE_DIVIDE   ? "div"
                                                    : "mod";
    bool whole = a->type == TERM_WHOLE && b->type == TERM_WHOLE && kind != RULE_NODE_DIVIDE;
    bool divides = kind == RULE_NODE_DIVIDE || kind == RULE_NODE_REMAINDER;
    const char *by = term_tight(arena, b);
    bool certain = b->literal && strspn(b->literal, "0.") < strlen(b->literal);
    struct term term;

    if (divides && !certain)
        by = term_make(arena, TERM_DECIMAL, "number(if(%s = 0, '', %s))", by, by).text;
    term = term_make(arena, whole ? TERM_WHOLE : TERM_DECIMAL, "%s %s %s", term_tight(arena, a),
                     sign, by);
    term.nullable = a->nullable || b->nullable || (divides && !certain);
    term.compound = true;
    return term;
}

struct term function_age(struct arena *arena, const struct term *birth)
{
    const char *date = term_tight(arena, birth);

    if (birth->type == TERM_WHOLE || birth->type == TERM_DECIMAL || birth->type == TERM_EMPTY)
        return term_quote(arena, "");
    return term_make(arena, TERM_WHOLE,
                     "number(if(%s = '' or %s > today(), '', format-date(today(), '%%Y') - "
                     "format-date(%s, '%%Y') - (format-date(today(), '%%m%%d') < "
                     "format-date(%s, '%%m%%d'))))",
                     date, date, date, date);
}

struct term function_selected(struct arena *arena, const struct term *where,
                              const struct term *code)
{
    struct term equal, missing;

    if (where->type == TERM_EMPTY || code->type == TERM_EMPTY)
        return term_make(arena, TERM_BOOLEAN, "false()");
    if (where->type == TERM_CODES || where->type == TERM_MIXED)
        return code->literal
                   ? term_make(arena, TERM_BOOLEAN, "selected(%s, %s)", where->text, code->text)
                   : term_make(arena, TERM_BOOLEAN, "(%s != '' and selected(%s, %s))",
                               term_tight(arena, code), where->text, code->text);
    equal = term_equal(arena, where, code);
    if (!code->nullable)
        return equal;
    missing = term_is_empty(arena, where);
    return term_make(arena, TERM_BOOLEAN, "(not(%s) and (%s))", missing.text, equal.text);
}

struct term function_count_selected(struct arena *arena, const struct term *where)
{
    struct term count;

    if (where->type == TERM_CODES)
        count = term_make(arena, TERM_WHOLE, "count-selected(%s)", where->text);
    else if (where->type == TERM_EMPTY)
        count = term_make(arena, TERM_WHOLE, "0");
    else
        count = term_make(arena, TERM_WHOLE, "if(%s = '', 0, 1)", where->text);
    count.nullable = false;
    return count;
}

struct term function_if(struct arena *arena, const struct term *condition, struct term first,
                        struct term second)
{
    struct term when = term_condition(arena, condition);
    struct term yes = term_condition(arena, &first), no = term_condition(arena, &second);
    enum term_type type = term_unite(arena, &first, &second);
    struct term term = term_make(arena, type, "if(%s, %s, %s)", when.text, first.text, second.text);

    if (type != TERM_BOOLEAN)
        term.truth = term_make(arena, type, "if(%s, %s, %s)", when.text, yes.text, no.text).text;
    term.node = first.node && second.node;
    term.nullable = type != TERM_BOOLEAN && (first.nullable || second.nullable);
    return term;
}

struct term function_coalesce(struct arena *arena, struct term first, struct term second)
{
    struct term empty = term_is_empty(arena, &first);
    struct term yes = term_condition(arena, &first), no = term_condition(arena, &second);
    enum term_type type;
    struct term term;

    if (!first.nullable)
        return first;
    if (first.type == TERM_EMPTY)
        return second;
    type = term_unite(arena, &first, &second);
    term = first.node || second.type == TERM_TEXT
               ? term_make(arena, type, "coalesce(%s, %s)", first.text, second.text)
               : term_make(arena, type, "if(%s, %s, %s)", empty.text, second.text, first.text);
    term.truth = term_make(arena, type, "if(%s, %s, %s)", empty.text, no.text, yes.text).text;
    term.nullable = second.nullable;
    return term;
}

static struct term call(struct arena *arena, enum term_type type, const char *name,
                        const struct term *operands, unsigned count)
{
    struct buf parts = BUF_INIT;
    struct term term;

    for (unsigned i = 0; i < count; i++) {
        struct term operand = type == TERM_TEXT ? term_text(arena, &operands[i]) : operands[i];

        buf_add_format(&parts, "%s%s", i > 0 ? ", " : "", operand.text);
    }
    term = term_make(arena, type, "%s(%s)", name, buf_text(&parts));
    buf_finish(&parts);
    return term;
}

struct term function_fold(struct arena *arena, enum rule_node_kind kind,
                          const struct term *operands, unsigned count)
{
    const char *name = kind == RULE_NODE_SUM   ? "sum"
                       : kind == RULE_NODE_MIN ? "min"
                       : kind == RULE_NODE_MAX ? "max"
                                               : "count-non-empty";
    struct term term = call(arena, TERM_DECIMAL, name, operands, count);

    term.nullable = kind != RULE_NODE_COUNT_NON_EMPTY;
    return term;
}

/* The whole text, in every engine: some look for a part that fits. */
struct term function_regex(struct arena *arena, const struct term *text, const char *pattern)
{
    struct term whole = term_make(arena, TERM_TEXT, "^(?:%s)$", pattern);
    struct term quoted = term_quote(arena, whole.text);

    return term_make(arena, TERM_BOOLEAN, "regex(%s, %s)", term_text(arena, text).text,
                     quoted.text);
}

struct term function_text(struct arena *arena, const struct rule_node *node,
                          const struct term *operands)
{
    const char *first = term_text(arena, &operands[0]).text;
    struct term term;

    switch (node->kind) {
    case RULE_NODE_CONTAINS:
    case RULE_NODE_STARTS_WITH:
        return term_make(arena, TERM_BOOLEAN, "%s(%s, %s)",
                         node->kind == RULE_NODE_CONTAINS ? "contains" : "starts-with", first,
                         term_text(arena, &operands[1]).text);
    case RULE_NODE_STRING_LENGTH:
        term = term_make(arena, TERM_WHOLE, "string-length(%s)", first);
        term.nullable = false;
        return term;
    default:
        return call(arena, TERM_TEXT, "concat", operands, node->operands);
    }
}
