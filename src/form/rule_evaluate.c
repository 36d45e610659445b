/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a rule comes to. Nodes stand in postfix order, so this is one loop over
 * a stack of results; all operands are evaluated, since nothing has effects.
 */
#include "form/rule_result.h"

#include "base/alloc.h"
#include "base/edtf.h"
#include "base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct evaluation {
    const struct rule_source *source;
    struct arena *arena; /* made when the first text is put together */
};

/* Takes the buffer's content into the memory of this evaluation. */
static struct result result_built(struct evaluation *evaluation, struct buf *text)
{
    struct result result;

    if (!evaluation->arena)
        evaluation->arena = arena_create();
    result = result_text(arena_copy(evaluation->arena, buf_text(text), text->length));
    buf_finish(text);
    return result;
}

/* Codes with spaces between them, as XForms keeps a select_multiple. */
static struct result result_choices(struct evaluation *evaluation, const struct value *value)
{
    struct buf codes = BUF_INIT;

    if (value->choice_count == 1 && !value->text)
        return (struct result){.kind = RESULT_TEXT, .text = value->choices[0], .value = value};
    for (size_t i = 0; i < value->choice_count; i++) {
        buf_add_text(&codes, i > 0 ? " " : "");
        buf_add_text(&codes, value->choices[i]);
    }
    if (value->text && value->text[0])
        buf_add_text(&codes, codes.length > 0 ? " other" : "other");
    return result_built(evaluation, &codes);
}

static struct result result_value(struct evaluation *evaluation, const struct value *value)
{
    struct result result = result_nothing();

    if (!value || value_is_empty(value))
        return result;
    switch (value->kind) {
    case VALUE_TEXT:
        result = result_text(value->text);
        break;
    case VALUE_INTEGER:
        result = result_integer(value->integer);
        break;
    case VALUE_BOOLEAN:
        result = result_boolean(value->integer != 0);
        break;
    case VALUE_CHOICES:
        result = result_choices(evaluation, value);
        break;
    case VALUE_DATE:
        result.kind = RESULT_UNCLEAR;
        result.text = value->text;
        if (value->edtf && result_bounds(value->edtf, &result.first, &result.last)) {
            result.kind = RESULT_DATE;
            result.text = value->edtf;
        }
        break;
    case VALUE_EMPTY:
        break;
    }
    result.value = value;
    return result;
}

/* Any result as text; numbers are written out. */
static const char *text_of(struct evaluation *evaluation, const struct result *result)
{
    struct buf text = BUF_INIT;

    if (result->kind == RESULT_EMPTY)
        return "";
    if (result->text)
        return result->text;
    result_add(&text, result);
    return result_built(evaluation, &text).text;
}

/* Completed years at the latest birthday that fits: the age that is certain. */
static struct result age_of(const struct result *birth, int32_t today)
{
    int32_t first, last;
    int year, month, day, now_year, now_month, now_day, age;

    if (birth->kind == RESULT_INTEGER || !result_date(birth, &first, &last) || first == INT32_MIN ||
        last == INT32_MAX)
        return result_nothing();
    edtf_civil_from_days(last, &year, &month, &day);
    edtf_civil_from_days(today, &now_year, &now_month, &now_day);
    age = now_year - year - (now_month < month || (now_month == month && now_day < day));
    return age >= 0 ? result_integer(age) : result_nothing();
}

static bool selected(struct evaluation *evaluation, const struct result *where,
                     const struct result *code)
{
    const char *wanted = text_of(evaluation, code);

    if (where->kind == RESULT_EMPTY || wanted[0] == '\0')
        return false;
    if (where->value && where->value->kind == VALUE_CHOICES)
        return value_has_choice(where->value, wanted) ||
               (where->value->text && strcmp(wanted, "other") == 0);
    return result_equal(where, code);
}

static int64_t count_selected(const struct result *where)
{
    const struct value *value = where->value;

    if (where->kind == RESULT_EMPTY || !value)
        return 0;
    if (value->kind != VALUE_CHOICES)
        return 1;
    return (int64_t)value->choice_count + (value->text && value->text[0]);
}

static int64_t characters(const char *text)
{
    size_t length = strlen(text);
    int64_t count = 0;

    for (size_t at = 0; at < length; count++) {
        uint32_t code_point;

        at += text_decode(text + at, length - at, &code_point);
    }
    return count;
}

static struct result concatenate(struct evaluation *evaluation, const struct result *operands,
                                 unsigned count)
{
    struct buf text = BUF_INIT;

    for (unsigned i = 0; i < count; i++)
        result_add(&text, &operands[i]);
    return result_built(evaluation, &text);
}

/* Functions of text; FIRST is there, SECOND where the function has one. */
static struct result text_function(struct evaluation *evaluation, const struct rule_node *node,
                                   const struct result *operands)
{
    const char *first = text_of(evaluation, &operands[0]);

    switch (node->kind) {
    case RULE_NODE_CONTAINS:
        return result_boolean(strstr(first, text_of(evaluation, &operands[1])) != NULL);
    case RULE_NODE_STARTS_WITH: {
        const char *start = text_of(evaluation, &operands[1]);

        return result_boolean(strncmp(first, start, strlen(start)) == 0);
    }
    case RULE_NODE_STRING_LENGTH:
        return result_integer(characters(first));
    case RULE_NODE_REGEX:
        return result_boolean(pattern_matches(node->pattern, first, strlen(first)));
    default:
        return concatenate(evaluation, operands, node->operands);
    }
}

/* Functions that ask the source; the node before them named what about. */
static struct result source_function(const struct rule_source *source, const struct rule_node *node,
                                     const struct result *operands)
{
    const char *name = node[-1].text; /* NULL for "." */

    switch (node->kind) {
    case RULE_NODE_COUNT:
        return result_integer(name && source->count ? (int64_t)source->count(source->self, name)
                                                    : 0);
    case RULE_NODE_ABSENT: {
        const char *reason = name && source->absent ? source->absent(source->self, name) : NULL;

        return result_text(reason ? reason : "");
    }
    case RULE_NODE_COUNT_SELECTED:
        return result_integer(count_selected(&operands[0]));
    default:
        return result_boolean(operands[0].kind != RESULT_EMPTY);
    }
}

static struct result leaf(struct evaluation *evaluation, const struct rule_node *node)
{
    const struct rule_source *source = evaluation->source;

    switch (node->kind) {
    case RULE_NODE_TEXT:
        return result_text(node->text);
    case RULE_NODE_INTEGER:
        return result_integer(node->integer);
    case RULE_NODE_DECIMAL:
        return result_decimal(node->decimal);
    case RULE_NODE_REFERENCE:
        return result_value(evaluation,
                            source->value ? source->value(source->self, node->text) : NULL);
    case RULE_NODE_OWN:
        return result_value(evaluation, source->own);
    case RULE_NODE_POSITION:
        return source->position > 0 ? result_integer((int64_t)source->position) : result_nothing();
    case RULE_NODE_TODAY:
        return (struct result){.kind = RESULT_DATE, .first = source->today, .last = source->today};
    default:
        return result_boolean(node->kind == RULE_NODE_TRUE);
    }
}

static struct result apply(struct evaluation *evaluation, const struct rule_node *node,
                           const struct result *operands)
{
    static const struct result zero = {.kind = RESULT_INTEGER};

    switch (node->kind) {
    case RULE_NODE_OR:
        return result_boolean(result_truth(&operands[0]) || result_truth(&operands[1]));
    case RULE_NODE_AND:
        return result_boolean(result_truth(&operands[0]) && result_truth(&operands[1]));
    case RULE_NODE_NOT:
        return result_boolean(!result_truth(&operands[0]));
    case RULE_NODE_EQUAL:
    case RULE_NODE_UNEQUAL:
    case RULE_NODE_LESS:
    case RULE_NODE_LESS_EQUAL:
    case RULE_NODE_GREATER:
    case RULE_NODE_GREATER_EQUAL:
        return result_boolean(result_compare(node->kind, &operands[0], &operands[1]));
    case RULE_NODE_ADD:
    case RULE_NODE_SUBTRACT:
    case RULE_NODE_MULTIPLY:
    case RULE_NODE_DIVIDE:
    case RULE_NODE_REMAINDER:
        return result_calculate(node->kind, &operands[0], &operands[1]);
    case RULE_NODE_NEGATE:
        return result_calculate(RULE_NODE_SUBTRACT, &zero, &operands[0]);
    case RULE_NODE_IF:
        return result_truth(&operands[0]) ? operands[1] : operands[2];
    case RULE_NODE_COALESCE:
        return operands[0].kind != RESULT_EMPTY ? operands[0] : operands[1];
    case RULE_NODE_SELECTED:
        return result_boolean(selected(evaluation, &operands[0], &operands[1]));
    case RULE_NODE_AGE:
        return age_of(&operands[0], evaluation->source->today);
    case RULE_NODE_COUNT:
    case RULE_NODE_COUNT_SELECTED:
    case RULE_NODE_ANSWERED:
    case RULE_NODE_ABSENT:
        return source_function(evaluation->source, node, operands);
    default:
        return text_function(evaluation, node, operands);
    }
}

static struct result evaluate(struct evaluation *evaluation, const struct rule *rule)
{
    struct result few[16], *stack = few, result;
    size_t height = 0;

    if (rule->stack > sizeof(few) / sizeof(few[0]))
        stack = alloc_array(rule->stack, sizeof(*stack));
    for (size_t i = 0; i < rule->count; i++) {
        const struct rule_node *node = &rule->nodes[i];

        assert(height >= node->operands);
        height -= node->operands;
        result =
            node->operands == 0 ? leaf(evaluation, node) : apply(evaluation, node, &stack[height]);
        stack[height++] = result;
    }
    assert(height == 1);
    result = stack[0];
    if (stack != few)
        free(stack);
    return result;
}

bool rule_holds(const struct rule *rule, const struct rule_source *source)
{
    struct evaluation evaluation = {source, NULL};
    struct result result = evaluate(&evaluation, rule);
    bool holds = result_truth(&result);

    arena_destroy(evaluation.arena);
    return holds;
}

void rule_result(struct buf *out, const struct rule *rule, const struct rule_source *source)
{
    struct evaluation evaluation = {source, NULL};
    struct result result = evaluate(&evaluation, rule);

    result_add(out, &result);
    arena_destroy(evaluation.arena);
}
