/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the text of an expression to its nodes in postfix order, by precedence
 * climbing. Recursion follows brackets only, and those are counted.
 */
#include "form/rule_function.h"
#include "form/rule_number.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* Levels of precedence at which a nested expression starts. */
#define LEVEL_ALL  1
#define LEVEL_SIGN 7

/* Longer signs first; words end where no letter follows. */
static const struct sign {
    const char *text;
    enum rule_node_kind kind;
    unsigned level; /* binds tighter when higher */
} signs[] = {
    {"or", RULE_NODE_OR, 1},         {"and", RULE_NODE_AND, 2},
    {"!=", RULE_NODE_UNEQUAL, 3},    {"=", RULE_NODE_EQUAL, 3},
    {"<=", RULE_NODE_LESS_EQUAL, 4}, {">=", RULE_NODE_GREATER_EQUAL, 4},
    {"<", RULE_NODE_LESS, 4},        {">", RULE_NODE_GREATER, 4},
    {"+", RULE_NODE_ADD, 5},         {"-", RULE_NODE_SUBTRACT, 5},
    {"*", RULE_NODE_MULTIPLY, 6},    {"div", RULE_NODE_DIVIDE, 6},
    {"mod", RULE_NODE_REMAINDER, 6},
};
#define SIGN_COUNT (sizeof(signs) / sizeof(signs[0]))

/* What people write from other languages, and what to write here. */
static const struct {
    const char *text, *instead;
} foreign_signs[] = {
    {"==", "="},     {"&&", "and"}, {"||", "or"}, {"<>", "!="},
    {"!", "not(…)"}, {"/", "div"},  {"%", "mod"}, {"&", "and"},
};

struct parser {
    struct arena *arena;
    const char *text;
    size_t length, at;
    size_t column_at; /* the byte to which COLUMN belongs: text is read forwards */
    unsigned column;
    struct rule_node *nodes;
    size_t count, capacity;
    size_t references;
    unsigned depth;
    bool filter; /* bare names are attributes of a choice */
    struct error *err;
};

static unsigned column_of(struct parser *parser, size_t at)
{
    if (at < parser->column_at) {
        parser->column_at = 0;
        parser->column = 1;
    }
    while (parser->column_at < at) {
        uint32_t code_point;

        parser->column_at += text_decode(parser->text + parser->column_at,
                                         parser->length - parser->column_at, &code_point);
        parser->column++;
    }
    return parser->column;
}

/* The message is in the error already; this says where. */
static bool refuse_at(struct parser *parser, size_t at)
{
    if (parser->err)
        parser->err->column = column_of(parser, at);
    return false;
}

static void skip_space(struct parser *parser)
{
    while (parser->at < parser->length && strchr(" \t\r\n", parser->text[parser->at]))
        parser->at++;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* TEXT is NUL-terminated, so looking one ahead is always allowed. */
static bool starts(const struct parser *parser, const char *sign)
{
    size_t length = strlen(sign);
    const char *here = parser->text + parser->at;

    if (strncmp(here, sign, length) != 0)
        return false;
    return !is_letter(sign[0]) || !(is_letter(here[length]) || is_digit(here[length]));
}

static bool take(struct parser *parser, const char *sign)
{
    skip_space(parser);
    if (!starts(parser, sign))
        return false;
    parser->at += strlen(sign);
    return true;
}

static size_t word_length(const struct parser *parser)
{
    size_t at = parser->at;

    while (at < parser->length && (is_letter(parser->text[at]) || is_digit(parser->text[at]) ||
                                   (parser->text[at] == '-' && at > parser->at)))
        at++;
    return at - parser->at;
}

static bool emit(struct parser *parser, size_t at, struct rule_node node)
{
    if (parser->count == RULE_MAX_NODES) {
        error_set(parser->err, ERROR_LIMIT, _("the condition has more than %d parts; split it up"),
                  RULE_MAX_NODES);
        return refuse_at(parser, at);
    }
    node.column = column_of(parser, at);
    alloc_grow(&parser->nodes, &parser->capacity, parser->count + 1, sizeof(node));
    parser->nodes[parser->count++] = node;
    parser->references += node.kind == RULE_NODE_REFERENCE;
    return true;
}

static bool parse_expression(struct parser *parser, unsigned level);

static bool parse_reference(struct parser *parser)
{
    size_t start = parser->at, length = 0;
    bool braced = parser->text[start + 1] == '{';
    const char *name = parser->text + start + (braced ? 2 : 1);

    while (braced && (is_letter(name[length]) || is_digit(name[length])))
        length++;
    if (length == 0 || name[length] != '}') {
        error_set(parser->err, ERROR_INVALID,
                  _("an answer is written as ${name}: $, a name in small letters, closed with }"));
        return refuse_at(parser, start);
    }
    parser->at = start + 2 + length + 1;
    return emit(parser, start,
                (struct rule_node){.kind = RULE_NODE_REFERENCE,
                                   .text = arena_copy(parser->arena, name, length)});
}

static bool parse_text(struct parser *parser)
{
    size_t start = parser->at;
    char quote = parser->text[start];
    const char *end = memchr(parser->text + start + 1, quote, parser->length - start - 1);
    size_t length;

    if (!end) {
        error_set(parser->err, ERROR_INVALID, _("this text is not closed; add %c"), quote);
        return refuse_at(parser, start);
    }
    length = (size_t)(end - parser->text) - start - 1;
    parser->at = start + length + 2;
    return emit(
        parser, start,
        (struct rule_node){.kind = RULE_NODE_TEXT,
                           .text = arena_copy(parser->arena, parser->text + start + 1, length)});
}

static bool parse_number(struct parser *parser)
{
    size_t start = parser->at;
    struct rule_node node = {.kind = RULE_NODE_NUMBER};

    while (is_digit(parser->text[parser->at]))
        parser->at++;
    if (parser->text[parser->at] == '.')
        parser->at++;
    while (is_digit(parser->text[parser->at]))
        parser->at++;
    if (!rule_number_read(&node.number, parser->text + start, parser->at - start)) {
        error_set(parser->err, ERROR_LIMIT, _("this number is too large"));
        return refuse_at(parser, start);
    }
    return emit(parser, start, node);
}

/* In a filter, a word that no bracket follows. */
static bool is_attribute(const struct parser *parser, size_t length)
{
    size_t after = parser->at + length;

    while (after < parser->length && strchr(" \t\r\n", parser->text[after]))
        after++;
    return parser->filter && parser->text[after] != '(';
}

static bool refuse_word(struct parser *parser, size_t length)
{
    char *word = alloc_copy(parser->text + parser->at, length < 64 ? length : 64);
    const char *nearest = rule_function_nearest(word);
    size_t after = parser->at + length;

    while (after < parser->length && parser->text[after] == ' ')
        after++;
    if (nearest)
        error_set(parser->err, ERROR_INVALID, _("%s is not known here. Did you mean %s()?"), word,
                  nearest);
    else if (parser->text[after] == '(')
        error_set(parser->err, ERROR_INVALID, _("there is no function %s()"), word);
    else
        error_set(parser->err, ERROR_INVALID,
                  _("%s is not known here; an answer is written ${%s}, a text '%s'"), word, word,
                  word);
    free(word);
    return refuse_at(parser, parser->at);
}

static bool check_operand(struct parser *parser, enum rule_operand kind, size_t from, size_t at,
                          const struct rule_function *function)
{
    struct rule_node *node = &parser->nodes[from];
    const char *name = function->name;
    bool alone = parser->count == from + 1;
    bool reference = alone && node->kind == RULE_NODE_REFERENCE;

    if (reference && (kind == RULE_OPERAND_SET || kind == RULE_OPERAND_SETS)) {
        node->kind = RULE_NODE_SET;
        node->set_of = function->kind;
    }
    if ((kind == RULE_OPERAND_SET && !reference) ||
        (kind == RULE_OPERAND_REFERENCE && !reference && !(alone && node->kind == RULE_NODE_OWN))) {
        error_set(parser->err, ERROR_INVALID, _("%s() looks at an answer: write ${name} first"),
                  name);
        return refuse_at(parser, at);
    }
    if (kind == RULE_OPERAND_PATTERN && !(alone && node->kind == RULE_NODE_TEXT)) {
        error_set(parser->err, ERROR_INVALID, _("the pattern of %s() is a text in quotes"), name);
        return refuse_at(parser, at);
    }
    return true;
}

static bool parse_operands(struct parser *parser, const struct rule_function *function,
                           unsigned *count)
{
    *count = 0;
    skip_space(parser);
    if (function->first == RULE_OPERAND_ROW) {
        if (!take(parser, "..")) {
            error_set(parser->err, ERROR_INVALID, _("write %s(..) for the number of the row"),
                      function->name);
            return refuse_at(parser, parser->at);
        }
        return true;
    }
    if (starts(parser, ")"))
        return true;
    do {
        size_t from = parser->count, at;

        skip_space(parser);
        at = parser->at;
        if (!parse_expression(parser, LEVEL_ALL) ||
            !check_operand(parser, *count == 0 ? function->first : function->second, from, at,
                           function))
            return false;
        (*count)++;
    } while (take(parser, ","));
    return true;
}

static bool compile_pattern(struct parser *parser, struct rule_node *call)
{
    const struct rule_node *literal = &parser->nodes[parser->count - 1];
    struct pattern *pattern;

    if (!pattern_compile(&pattern, parser->arena, literal->text, parser->err)) {
        /* Columns inside the pattern start after its quotation mark. */
        if (parser->err)
            parser->err->column += literal->column;
        return false;
    }
    call->pattern = pattern;
    return true;
}

static bool parse_call(struct parser *parser)
{
    size_t start = parser->at, length = word_length(parser);
    const struct rule_function *function = rule_function_find(parser->text + parser->at, length);
    struct rule_node call = {.kind = RULE_NODE_TRUE};

    if (is_attribute(parser, length)) {
        parser->at += length;
        return emit(parser, start,
                    (struct rule_node){.kind = RULE_NODE_ATTRIBUTE,
                                       .text = arena_copy(parser->arena, parser->text + start,
                                                          length)});
    }
    if (function)
        parser->at += length;
    if (!function || !take(parser, "(")) {
        parser->at = start;
        return refuse_word(parser, length);
    }
    if (!parse_operands(parser, function, &call.operands))
        return false;
    if (!take(parser, ")")) {
        error_set(parser->err, ERROR_INVALID, _("%s( is not closed; expected , or ) here"),
                  function->name);
        return refuse_at(parser, parser->at);
    }
    if (call.operands < function->least || call.operands > function->most) {
        error_set(parser->err, ERROR_INVALID, _("%s() takes %u values, not %u"), function->name,
                  function->least, call.operands);
        return refuse_at(parser, start);
    }
    call.kind = function->kind;
    if (call.kind == RULE_NODE_REGEX && !compile_pattern(parser, &call))
        return false;
    return emit(parser, start, call);
}

/* Explains a sign of another language, if one stands here. */
static bool refuse_foreign(struct parser *parser)
{
    for (size_t i = 0; i < sizeof(foreign_signs) / sizeof(foreign_signs[0]); i++) {
        if (starts(parser, foreign_signs[i].text)) {
            error_set(parser->err, ERROR_INVALID, _("%s is not known here. Did you mean %s?"),
                      foreign_signs[i].text, foreign_signs[i].instead);
            refuse_at(parser, parser->at);
            return true;
        }
    }
    return false;
}

static bool parse_operand(struct parser *parser)
{
    size_t start = parser->at;
    char c = parser->text[start];

    if (c == '$')
        return parse_reference(parser);
    if (c == '\'' || c == '"')
        return parse_text(parser);
    if (is_digit(c) || (c == '.' && is_digit(parser->text[start + 1])))
        return parse_number(parser);
    if (c == '.') {
        parser->at++;
        return emit(parser, start, (struct rule_node){.kind = RULE_NODE_OWN});
    }
    if (take(parser, "(")) {
        if (!parse_expression(parser, LEVEL_ALL))
            return false;
        if (take(parser, ")"))
            return true;
        error_set(parser->err, ERROR_INVALID, _("( is not closed; add )"));
        return refuse_at(parser, start);
    }
    if (take(parser, "-"))
        return parse_expression(parser, LEVEL_SIGN) &&
               emit(parser, start, (struct rule_node){.kind = RULE_NODE_NEGATE, .operands = 1});
    if (is_letter(c))
        return parse_call(parser);
    if (refuse_foreign(parser))
        return false;
    if (parser->at == parser->length)
        error_set(parser->err, ERROR_INVALID,
                  _("the condition ends here; expected ${name}, a text in quotes or a number"));
    else
        error_set(parser->err, ERROR_INVALID,
                  _("expected ${name}, a text in quotes, a number or a function here"));
    return refuse_at(parser, start);
}

static const struct sign *next_sign(struct parser *parser)
{
    skip_space(parser);
    for (size_t i = 0; i < sizeof(foreign_signs) / sizeof(foreign_signs[0]); i++)
        if (starts(parser, foreign_signs[i].text) && strcmp(foreign_signs[i].text, "!") != 0)
            return NULL;
    for (size_t i = 0; i < SIGN_COUNT; i++)
        if (starts(parser, signs[i].text))
            return &signs[i];
    return NULL;
}

static bool parse_expression(struct parser *parser, unsigned level)
{
    const struct sign *sign;
    bool nested = level == LEVEL_ALL || level == LEVEL_SIGN;

    skip_space(parser);
    parser->depth += nested;
    if (parser->depth > RULE_MAX_DEPTH) {
        error_set(parser->err, ERROR_LIMIT, _("the condition is nested more than %d deep"),
                  RULE_MAX_DEPTH);
        return refuse_at(parser, parser->at);
    }
    if (!parse_operand(parser))
        return false;
    while ((sign = next_sign(parser)) && sign->level >= level) {
        size_t at = parser->at;

        parser->at += strlen(sign->text);
        if (!parse_expression(parser, sign->level + 1) ||
            !emit(parser, at, (struct rule_node){.kind = sign->kind, .operands = 2}))
            return false;
    }
    parser->depth -= nested;
    return true;
}

/* Everything was read, or what stands there is explained. */
static bool expect_end(struct parser *parser)
{
    skip_space(parser);
    if (parser->at == parser->length)
        return true;
    if (refuse_foreign(parser))
        return false;
    error_set(parser->err, ERROR_INVALID,
              starts(parser, ")") ? _(") without (")
                                  : _("expected a comparison such as =, or and, or, here"));
    return refuse_at(parser, parser->at);
}

static size_t stack_needed(const struct parser *parser)
{
    size_t height = 0, most = 0;

    for (size_t i = 0; i < parser->count; i++) {
        height = height - parser->nodes[i].operands + 1;
        if (height > most)
            most = height;
    }
    return most;
}

static void build(struct rule *rule, const struct parser *parser)
{
    rule->nodes = arena_take(parser->arena, parser->count, sizeof(*rule->nodes));
    memcpy(rule->nodes, parser->nodes, parser->count * sizeof(*rule->nodes));
    rule->count = parser->count;
    rule->stack = stack_needed(parser);
    if (parser->references == 0)
        return;
    rule->references = arena_take(parser->arena, parser->references, sizeof(*rule->references));
    for (size_t i = 0; i < rule->count; i++)
        if (rule->nodes[i].kind == RULE_NODE_REFERENCE || rule->nodes[i].kind == RULE_NODE_SET)
            rule->references[rule->reference_count++] = i;
}

static bool parse(struct rule **out, struct arena *arena, const char *text, size_t length,
                  bool filter, struct error *err)
{
    struct parser parser = {
        .arena = arena, .length = length, .column = 1, .filter = filter, .err = err};
    size_t bad = 0;
    bool good;

    parser.text = arena_copy(arena, text, length);
    if (!text_valid(text, length, &bad) || memchr(text, '\0', length)) {
        error_set(err, ERROR_INVALID, _("the condition is not UTF-8 text"));
        return refuse_at(&parser, bad);
    }
    good = parse_expression(&parser, 1) && expect_end(&parser);
    if (good) {
        *out = arena_take(arena, 1, sizeof(**out));
        (*out)->text = parser.text;
        build(*out, &parser);
    }
    free(parser.nodes);
    return good;
}

bool rule_parse(struct rule **out, struct arena *arena, const char *text, size_t length,
                struct error *err)
{
    return parse(out, arena, text, length, false, err);
}

bool rule_parse_filter(struct rule **out, struct arena *arena, const char *text, size_t length,
                       struct error *err)
{
    return parse(out, arena, text, length, true, err);
}

struct rule *rule_literal(struct arena *arena, const char *text)
{
    struct rule *rule = arena_take(arena, 1, sizeof(*rule));

    rule->text = arena_string(arena, text);
    rule->nodes = arena_take(arena, 1, sizeof(*rule->nodes));
    rule->nodes[0] = (struct rule_node){.kind = RULE_NODE_TEXT, .column = 1, .text = rule->text};
    rule->count = rule->stack = 1;
    return rule;
}
