/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the postfix nodes of a rule to FHIRPath: one loop over a stack of parts, as
 * the evaluator has one over results.
 */
#include "export/questionnaire_path_part.h"

#include "base/alloc.h"
#include "export/questionnaire_key.h"

#include <stdlib.h>
#include <string.h>

static struct path_part constant(enum path_kind kind, const char *text, const char *literal)
{
    return (struct path_part){.kind = kind, .text = text, .literal = literal};
}

static void text_constant(struct path_builder *builder, const char *text, struct path_part *out)
{
    struct buf quoted = BUF_INIT;

    questionnaire_path_quote(&quoted, text);
    *out = constant(PATH_TEXT, path_format(builder, "%s", buf_text(&quoted)), text);
    buf_finish(&quoted);
}

/* What a filter knows of the choice in hand. */
static bool attribute(struct path_builder *builder, const char *name, struct path_part *out)
{
    const struct choice *choice = builder->choice;
    const char *text = "";

    if (!choice)
        return false;
    if (strcmp(name, "name") == 0)
        text = choice->name;
    for (size_t i = 0; i < choice->attribute_count; i++)
        if (strcmp(choice->attributes[i].name, name) == 0)
            text = choice->attributes[i].value;
    text_constant(builder, text, out);
    return true;
}

static bool leaf(struct path_builder *builder, const struct rule_node *node, struct path_part *out)
{
    switch (node->kind) {
    case RULE_NODE_TEXT:
        text_constant(builder, node->text, out);
        return true;
    case RULE_NODE_NUMBER:
        out->text = path_format(builder, "%.15g", node->number);
        *out = constant(PATH_NUMBER, out->text, out->text);
        return !strpbrk(out->text, "en");
    case RULE_NODE_ATTRIBUTE:
        return attribute(builder, node->text, out);
    case RULE_NODE_REFERENCE:
    case RULE_NODE_SET:
        return path_answer(builder, node->text, out);
    case RULE_NODE_OWN:
        return path_own(builder, out);
    case RULE_NODE_TRUE:
    case RULE_NODE_FALSE:
        *out = path_boolean(node->kind == RULE_NODE_TRUE ? "true" : "false", true);
        return true;
    case RULE_NODE_TODAY:
        *out = (struct path_part){.kind = PATH_DATE, .text = "today()"};
        return true;
    default:
        return false;
    }
}

static bool logic(struct path_builder *builder, const struct rule_node *node,
                  const struct path_part *parts, struct path_part *out)
{
    const char *left, *right;

    if (node->kind == RULE_NODE_NOT) {
        left = path_condition(builder, &parts[0], true);
        *out = path_boolean(path_format(builder, "%s.not()", left), true);
        return true;
    }
    left = path_condition(builder, &parts[0], false);
    right = path_condition(builder, &parts[1], false);
    *out = path_boolean(path_format(builder, "(%s %s %s)", left,
                                    node->kind == RULE_NODE_AND ? "and" : "or", right),
                        parts[0].total && parts[1].total);
    return true;
}

static bool arithmetic(struct path_builder *builder, const struct rule_node *node,
                       const struct path_part *parts, struct path_part *out)
{
    const char *left = path_number(builder, &parts[0]), *right, *sign = "+";

    if (!left || parts[0].kind == PATH_DATE)
        return false;
    if (node->kind == RULE_NODE_NEGATE) {
        *out = (struct path_part){.kind = PATH_NUMBER, .text = path_format(builder, "(-%s)", left)};
        return true;
    }
    right = path_number(builder, &parts[1]);
    if (!right)
        return false;
    if (node->kind == RULE_NODE_SUBTRACT)
        sign = "-";
    else if (node->kind == RULE_NODE_MULTIPLY)
        sign = "*";
    else if (node->kind == RULE_NODE_DIVIDE)
        sign = "/";
    else if (node->kind == RULE_NODE_REMAINDER)
        sign = "mod";
    *out = (struct path_part){.kind = PATH_NUMBER,
                              .text = path_format(builder, "(%s %s %s)", left, sign, right)};
    return true;
}

/* IF has its condition first, COALESCE asks whether there is a first. */
static bool choose(struct path_builder *builder, const char *condition, const struct path_part *a,
                   const struct path_part *b, struct path_part *out)
{
    const char *left = a->text, *right = b->text;
    enum path_kind kind = a->literal && !a->literal[0] ? b->kind : a->kind;
    bool same = a->kind == b->kind && kind != PATH_CODE && kind != PATH_DATE;

    if (a->literal && !a->literal[0])
        left = "{}";
    else if (b->literal && !b->literal[0])
        right = "{}";
    else if (!same) {
        left = path_text(builder, a);
        right = path_text(builder, b);
        kind = PATH_TEXT;
    }
    if (!left || !right || kind == PATH_ROWS || kind == PATH_CODES || kind == PATH_REASON)
        return false;
    *out = (struct path_part){.kind = kind == PATH_CODE ? PATH_TEXT : kind,
                              .total = kind == PATH_BOOLEAN && a->total && b->total,
                              .text = path_format(builder, "iif(%s, %s, %s)", condition, left,
                                                  right)};
    return true;
}

static bool concatenate(struct path_builder *builder, const struct path_part *parts, unsigned count,
                        struct path_part *out)
{
    struct buf text = BUF_INIT;
    bool good = true;

    for (unsigned i = 0; i < count && good; i++) {
        const char *part = path_text(builder, &parts[i]);

        good = part != NULL;
        buf_add_format(&text, "%s%s", i > 0 ? " & " : "(", part ? part : "");
    }
    *out = (struct path_part){.kind = PATH_TEXT, .text = path_format(builder, "%s)",
                                                                     buf_text(&text))};
    buf_finish(&text);
    return good;
}

static bool match(struct path_builder *builder, const struct rule_node *node, const char *text,
                  const struct path_part *pattern, struct path_part *out)
{
    struct buf quoted = BUF_INIT, whole = BUF_INIT;

    if (!pattern->literal || !node->pattern)
        return false;
    buf_add_format(&whole, "^(?:%s)$", pattern->literal);
    questionnaire_path_quote(&quoted, buf_text(&whole));
    *out = path_boolean(path_format(builder, "iif(%s.exists(), %s.matches(%s), %s)", text, text,
                                    buf_text(&quoted),
                                    pattern_matches(node->pattern, "", 0) ? "true" : "false"),
                        true);
    buf_finish(&quoted);
    buf_finish(&whole);
    return true;
}

static bool text_function(struct path_builder *builder, const struct rule_node *node,
                          const struct path_part *parts, struct path_part *out)
{
    const char *first = path_text(builder, &parts[0]), *second;

    if (!first)
        return false;
    if (node->kind == RULE_NODE_STRING_LENGTH) {
        *out = (struct path_part){
            .kind = PATH_NUMBER,
            .text = path_format(builder, "iif(%s.exists(), %s.length(), 0)", first, first)};
        return true;
    }
    if (node->kind == RULE_NODE_REGEX)
        return match(builder, node, first, &parts[1], out);
    second = path_text(builder, &parts[1]);
    if (!second || (parts[1].literal && !parts[1].literal[0]))
        return false;
    *out = path_boolean(path_format(builder, "%s.%s(%s)", first,
                                    node->kind == RULE_NODE_CONTAINS ? "contains" : "startsWith",
                                    second),
                        false);
    return true;
}

/*
 * Completed years at the latest birthday that fits: the digits of the two days as
 * numbers, with the last day of what is not known.
 */
static bool age(struct path_builder *builder, const struct path_part *birth, struct path_part *out)
{
    const char *text = path_text(builder, birth);

    if (birth->kind != PATH_DATE || !text)
        return false;
    *out = (struct path_part){
        .kind = PATH_NUMBER,
        .text = path_format(builder,
                            "((today().toString().replace('-', '').toInteger() - "
                            "(%s.replace('-', '') & '1231'.substring((%s.length() - 4) * 2 div 3))"
                            ".toInteger()) div 10000).where($this >= 0)",
                            text, text)};
    return true;
}

static bool about_answer(struct path_builder *builder, const struct rule_node *node,
                         const struct path_part *part, struct path_part *out)
{
    const char *text;

    switch (node->kind) {
    case RULE_NODE_COUNT:
        text = path_rows(builder, part->item);
        text = text ? path_format(builder, "%s.count()", text) : NULL;
        break;
    case RULE_NODE_COUNT_NON_EMPTY:
        text = part->kind == PATH_ROWS && part->item->type != ITEM_REPEAT
                   ? path_format(builder, "%s.where(value.exists()).count()", part->answers)
                   : NULL;
        break;
    case RULE_NODE_COUNT_SELECTED:
        text = part->answers && part->kind != PATH_ROWS
                   ? path_format(builder, "%s.value.count()", part->answers)
                   : NULL;
        break;
    case RULE_NODE_ABSENT:
        if (!part->answers || part->kind == PATH_ROWS)
            return false;
        *out = (struct path_part){
            .kind = PATH_REASON,
            .text = path_format(builder, "%s.extension('%sdata-absent-reason').value",
                                part->answers, FHIR_EXTENSION)};
        return true;
    default:
        if (part->kind == PATH_ROWS)
            return false;
        *out = path_boolean(path_exists(builder, part), true);
        return true;
    }
    *out = (struct path_part){.kind = PATH_NUMBER, .text = text};
    return text != NULL;
}

/* Of the answers in all rows: one that is missing spoils the sum, as no rows do. */
static bool fold(struct path_builder *builder, const struct rule_node *node,
                 const struct path_part *part, struct path_part *out)
{
    const char *rows = part->item ? path_rows(builder, part->item) : NULL;
    const char *name = "sum";

    if (node->kind != RULE_NODE_SUM)
        name = node->kind == RULE_NODE_MIN ? "min" : "max";
    if (node->operands != 1 || part->kind != PATH_ROWS || !rows ||
        part->item->type == ITEM_REPEAT || !part->answers)
        return false;
    switch (part->item->type) {
    case ITEM_INTEGER:
    case ITEM_DECIMAL:
    case ITEM_RANGE:
    case ITEM_QUANTITY:
        break;
    default:
        return false;
    }
    *out = (struct path_part){
        .kind = PATH_NUMBER,
        .text = path_format(builder, "iif(%s.exists() and %s.count() = %s.count(), %s.%s(), {})",
                            part->text, part->text, rows, part->text, name)};
    return true;
}

static bool apply(struct path_builder *builder, const struct rule_node *node,
                  const struct path_part *parts, struct path_part *out)
{
    switch (node->kind) {
    case RULE_NODE_OR:
    case RULE_NODE_AND:
    case RULE_NODE_NOT:
        return logic(builder, node, parts, out);
    case RULE_NODE_EQUAL:
    case RULE_NODE_UNEQUAL:
    case RULE_NODE_LESS:
    case RULE_NODE_LESS_EQUAL:
    case RULE_NODE_GREATER:
    case RULE_NODE_GREATER_EQUAL:
        return path_compare(builder, node->kind, &parts[0], &parts[1], out);
    case RULE_NODE_ADD:
    case RULE_NODE_SUBTRACT:
    case RULE_NODE_MULTIPLY:
    case RULE_NODE_DIVIDE:
    case RULE_NODE_REMAINDER:
    case RULE_NODE_NEGATE:
        return arithmetic(builder, node, parts, out);
    case RULE_NODE_IF:
        return choose(builder, path_condition(builder, &parts[0], true), &parts[1], &parts[2],
                      out);
    case RULE_NODE_COALESCE:
        return choose(builder, path_exists(builder, &parts[0]), &parts[0], &parts[1], out);
    case RULE_NODE_CONCAT:
        return concatenate(builder, parts, node->operands, out);
    case RULE_NODE_CONTAINS:
    case RULE_NODE_STARTS_WITH:
    case RULE_NODE_STRING_LENGTH:
    case RULE_NODE_REGEX:
        return text_function(builder, node, parts, out);
    case RULE_NODE_SELECTED:
        return path_selected(builder, &parts[0], &parts[1], out);
    case RULE_NODE_AGE:
        return age(builder, &parts[0], out);
    case RULE_NODE_SUM:
    case RULE_NODE_MIN:
    case RULE_NODE_MAX:
        return fold(builder, node, &parts[0], out);
    case RULE_NODE_COUNT:
    case RULE_NODE_COUNT_NON_EMPTY:
    case RULE_NODE_COUNT_SELECTED:
    case RULE_NODE_ANSWERED:
    case RULE_NODE_ABSENT:
        return about_answer(builder, node, &parts[0], out);
    default:
        return false;
    }
}

bool path_build(struct path_builder *builder, const struct rule *rule, struct path_part *out)
{
    struct path_part *stack = alloc_array(rule->stack + 1, sizeof(*stack));
    size_t height = 0;
    bool good = true;

    for (size_t i = 0; i < rule->count && good; i++) {
        const struct rule_node *node = &rule->nodes[i];
        struct path_part part = {0};

        height -= node->operands;
        good = (node->operands == 0 ? leaf(builder, node, &part)
                                    : apply(builder, node, &stack[height], &part)) &&
               strlen(part.text) <= PATH_MAX_LENGTH;
        stack[height++] = part;
    }
    if (good)
        *out = stack[0];
    free(stack);
    return good;
}

bool questionnaire_path(struct buf *out, const struct form *form, const struct item *item,
                        const struct rule *rule, bool condition, enum path_kind *kind)
{
    struct path_builder builder = {form, item, arena_create(), NULL, 0};
    struct path_part part;
    const char *text = NULL;

    if (path_build(&builder, rule, &part)) {
        text = condition ? path_condition(&builder, &part, false) : part.text;
        if (!condition && (part.kind == PATH_ROWS || part.kind == PATH_REASON))
            text = NULL;
        if (kind)
            *kind = part.kind;
    }
    if (text)
        buf_add_text(out, text);
    arena_destroy(builder.arena);
    return text != NULL;
}

bool questionnaire_path_constraint(struct buf *out, const struct form *form,
                                   const struct item *item, const struct rule *rule)
{
    struct path_builder builder = {form, item, arena_create(), NULL, 0};
    struct path_part part, own;
    bool good = path_own(&builder, &own) && path_build(&builder, rule, &part);

    if (good)
        buf_add_format(out, "%s.not() or %s", path_exists(&builder, &own),
                       path_condition(&builder, &part, true));
    arena_destroy(builder.arena);
    return good;
}

bool questionnaire_path_filter(struct buf *out, const struct form *form, const struct item *item,
                               const struct choice *choice)
{
    struct path_builder builder = {form, item, arena_create(), choice, 0};
    struct path_part part;
    bool good = path_build(&builder, item->choice_filter, &part);

    if (good)
        buf_add_text(out, path_condition(&builder, &part, false));
    arena_destroy(builder.arena);
    return good;
}
