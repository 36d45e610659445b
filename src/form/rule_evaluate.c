/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a rule comes to. Nodes stand in postfix order, so this is one loop over
 * a stack of results; all operands are evaluated, since nothing has effects.
 */
#include "form/rule_number.h"
#include "form/rule_result.h"

#include "base/alloc.h"
#include "base/edtf.h"
#include "base/text.h"

#include <assert.h>
#include <math.h>
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
    case VALUE_FILE:
        result = result_text(value->text ? value->text : "");
        break;
    case VALUE_INTEGER:
        result = result_number((double)value->integer);
        break;
    case VALUE_DECIMAL:
    case VALUE_QUANTITY:
        result = result_number(value->decimal);
        break;
    case VALUE_BOOLEAN:
        result = result_boolean(value->integer != 0);
        break;
    case VALUE_CHOICES:
    case VALUE_RANK:
        result = result_choices(evaluation, value);
        break;
    case VALUE_TIME:
        if (!result_read_time(&result, value->text))
            result = result_text(value->text);
        break;
    case VALUE_DATE:
    case VALUE_DATETIME:
        if (!value->edtf || !result_read_date(&result, value->edtf)) {
            result.kind = RESULT_UNCLEAR;
            result.text = value->text;
        }
        break;
    case VALUE_EMPTY:
        break;
    }
    result.value = value;
    return result;
}

static struct result result_answer(struct evaluation *evaluation, const char *name)
{
    const struct rule_source *source = evaluation->source;

    return result_value(evaluation, source->value ? source->value(source->self, name) : NULL);
}

/* Any result as text; numbers are written out. */
static const char *text_of(struct evaluation *evaluation, const struct result *result)
{
    struct buf text = BUF_INIT;

    if (result->kind == RESULT_EMPTY)
        return "";
    if (result->text && result->kind != RESULT_SET)
        return result->text;
    result_add(&text, result);
    return result_built(evaluation, &text).text;
}

/* Completed years at the latest birthday that fits: the age that is certain. */
static struct result age_of(const struct result *birth, int32_t today)
{
    int32_t first, last;
    int year, month, day, now_year, now_month, now_day, age;

    if (!result_date(birth, &first, &last) || first == INT32_MIN ||
        last == INT32_MAX)
        return result_nothing();
    edtf_civil_from_days(last, &year, &month, &day);
    edtf_civil_from_days(today, &now_year, &now_month, &now_day);
    age = now_year - year - (now_month < month || (now_month == month && now_day < day));
    return age >= 0 ? result_number(age) : result_nothing();
}

static bool selected(struct evaluation *evaluation, const struct result *where,
                     const struct result *code)
{
    const char *wanted = text_of(evaluation, code);

    if (where->kind == RESULT_EMPTY || wanted[0] == '\0')
        return false;
    if (where->value && (where->value->kind == VALUE_CHOICES || where->value->kind == VALUE_RANK))
        return value_has_choice(where->value, wanted) ||
               (where->value->text && strcmp(wanted, "other") == 0);
    return result_equal(where, code);
}

static int64_t count_selected(const struct result *where)
{
    const struct value *value = where->value;

    if (where->kind == RESULT_EMPTY || !value)
        return 0;
    if (value->kind != VALUE_CHOICES && value->kind != VALUE_RANK)
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
        return result_number((double)characters(first));
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
        return result_number(source->count ? (double)source->count(source->self, name) : 0);
    case RULE_NODE_ABSENT: {
        const char *reason = name && source->absent ? source->absent(source->self, name) : NULL;

        return result_text(reason ? reason : "");
    }
    case RULE_NODE_COUNT_SELECTED:
        return result_number((double)count_selected(&operands[0]));
    default:
        return result_boolean(!result_is_empty(&operands[0]));
    }
}

static struct result leaf(struct evaluation *evaluation, const struct rule_node *node)
{
    const struct rule_source *source = evaluation->source;

    switch (node->kind) {
    case RULE_NODE_TEXT:
        return result_text(node->text);
    case RULE_NODE_NUMBER:
        return result_number(node->number);
    case RULE_NODE_REFERENCE:
        return result_answer(evaluation, node->text);
    case RULE_NODE_SET:
        return result_set(node->text);
    case RULE_NODE_ATTRIBUTE: {
        const char *text =
            source->attribute ? source->attribute(source->self, node->text) : NULL;

        return result_text(text ? text : "");
    }
    case RULE_NODE_OWN:
        return result_value(evaluation, source->own);
    case RULE_NODE_POSITION:
        return source->position > 0 ? result_number((double)source->position) : result_nothing();
    case RULE_NODE_TODAY:
        return result_moment(source->today, 0);
    case RULE_NODE_NOW:
        return result_moment(source->today, source->clock);
    default:
        return result_boolean(node->kind == RULE_NODE_TRUE);
    }
}

/* What goes through a function over many numbers: one that is none spoils them all. */
struct fold {
    struct evaluation *evaluation;
    enum rule_node_kind kind;
    size_t count;
    double number;
};

static void fold_result(struct fold *fold, const struct result *result)
{
    double number;

    if (fold->kind == RULE_NODE_COUNT_NON_EMPTY) {
        fold->number += !result_is_empty(result);
        return;
    }
    number = result_as_number(result);
    if (fold->count++ == 0 || isnan(number))
        fold->number = isnan(fold->number) ? fold->number : number;
    else if (fold->kind == RULE_NODE_SUM)
        fold->number += number;
    else if (fold->kind == RULE_NODE_MIN ? number < fold->number : number > fold->number)
        fold->number = number;
}

static void fold_value(void *self, const struct value *value)
{
    struct fold *fold = self;
    struct result result = result_value(fold->evaluation, value);

    fold_result(fold, &result);
}

static struct result fold_all(struct evaluation *evaluation, const struct rule_node *node,
                              const struct result *operands)
{
    const struct rule_source *source = evaluation->source;
    struct fold fold = {evaluation, node->kind, 0, 0};

    for (unsigned i = 0; i < node->operands; i++) {
        if (operands[i].kind != RESULT_SET) {
            fold_result(&fold, &operands[i]);
        } else if (source->each) {
            source->each(source->self, operands[i].text, fold_value, &fold);
        } else {
            struct result one = result_answer(evaluation, operands[i].text);

            fold_result(&fold, &one);
        }
    }
    if (node->kind != RULE_NODE_COUNT_NON_EMPTY && fold.count == 0)
        return result_number(NAN);
    return result_number(fold.number);
}

/* The first that is there; ODK makes a text of it, in which no number is nothing. */
static struct result first_of(const struct result *a, const struct result *b)
{
    if (!result_is_empty(a))
        return *a;
    return result_is_empty(b) ? result_nothing() : *b;
}

/* The answer that is there stays. */
static struct result once(struct evaluation *evaluation, const struct result *fresh)
{
    struct result stored = result_value(evaluation, evaluation->source->stored);

    return first_of(&stored, fresh);
}

static struct result apply(struct evaluation *evaluation, const struct rule_node *node,
                           const struct result *operands)
{
    static const struct result zero = {.kind = RESULT_NUMBER};

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
        return first_of(&operands[0], &operands[1]);
    case RULE_NODE_ONCE:
        return once(evaluation, &operands[0]);
    case RULE_NODE_SUM:
    case RULE_NODE_MIN:
    case RULE_NODE_MAX:
    case RULE_NODE_COUNT_NON_EMPTY:
        return fold_all(evaluation, node, operands);
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

static void set_number(struct value *out, double number)
{
    struct buf digits = BUF_INIT;

    if (number > -1e15 && number < 1e15 && !(number < (double)(int64_t)number) &&
        !(number > (double)(int64_t)number)) {
        value_set_integer(out, (int64_t)number);
        return;
    }
    rule_number_add(&digits, number);
    value_finish(out);
    if (digits.length > 0) {
        out->kind = VALUE_DECIMAL;
        out->decimal = number;
        out->text = buf_take(&digits);
    }
    buf_finish(&digits);
}

static void set_date(struct value *out, const struct result *date)
{
    struct buf text = BUF_INIT;

    value_finish(out);
    result_add(&text, date);
    out->kind = strchr(buf_text(&text), 'T') ? VALUE_DATETIME : VALUE_DATE;
    out->edtf = alloc_string(buf_text(&text));
    out->text = buf_take(&text);
}

void rule_value(struct value *out, const struct rule *rule, const struct rule_source *source)
{
    struct evaluation evaluation = {source, NULL};
    struct result result = evaluate(&evaluation, rule);

    if (result_is_empty(&result)) {
        value_finish(out);
    } else if (result.value && result.kind != RESULT_UNCLEAR) {
        value_copy(out, result.value);
    } else if (result.kind == RESULT_NUMBER) {
        set_number(out, result.number);
    } else if (result.kind == RESULT_DATE) {
        set_date(out, &result);
    } else {
        struct buf text = BUF_INIT;

        result_add(&text, &result);
        value_set_text(out, buf_text(&text), text.length);
        buf_finish(&text);
    }
    arena_destroy(evaluation.arena);
}

size_t rule_count(const struct rule *rule, const struct rule_source *source, size_t most)
{
    struct evaluation evaluation = {source, NULL};
    struct result result = evaluate(&evaluation, rule);
    double number = result_as_number(&result);

    arena_destroy(evaluation.arena);
    if (!(number >= 1))
        return 0;
    return number < (double)most ? (size_t)number : most;
}
