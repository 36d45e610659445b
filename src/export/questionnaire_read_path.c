/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * FHIRPath as an expression of a form, as far as both say the same: answers by
 * linkId, comparisons, sums, and/or/not, whether and how often something is
 * answered. Everything else has no counterpart and is left to the caller.
 */
#include "export/questionnaire_reader.h"

#include <stdio.h>
#include <string.h>

#define PATH_DEPTH 24
#define WORD_BYTES 32
#define BLANK      " \t\r\n"

enum operand_kind {
    OPERAND_ANSWER, /* of an item */
    OPERAND_TEXT,   /* a text literal */
    OPERAND_REST,   /* an expression of the form already */
};

struct operand {
    enum operand_kind kind;
    const struct source *answer;
    struct buf text; /* without quotes for a literal */
};

struct path_reader {
    struct questionnaire_reader *reader;
    const struct source *from;
    const char *at;
    unsigned depth;
};

static bool read_level(struct path_reader *self, unsigned level, struct operand *out);

static void skip(struct path_reader *self)
{
    self->at += strspn(self->at, BLANK);
}

static bool take(struct path_reader *self, const char *sign)
{
    size_t length = strlen(sign);

    skip(self);
    if (strncmp(self->at, sign, length) != 0)
        return false;
    self->at += length;
    return true;
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool take_word(struct path_reader *self, char out[WORD_BYTES])
{
    size_t length = 0;

    skip(self);
    while (is_word_byte(self->at[length]))
        length++;
    if (length == 0 || length >= WORD_BYTES || (self->at[0] >= '0' && self->at[0] <= '9'))
        return false;
    memcpy(out, self->at, length);
    out[length] = '\0';
    self->at += length;
    return true;
}

/* 'it''s' is not FHIRPath; \' and \\ are. */
static bool take_text(struct path_reader *self, struct buf *out)
{
    if (!take(self, "'"))
        return false;
    for (; *self->at && *self->at != '\''; self->at++) {
        if (*self->at == '\\' && !strchr("'\\\"`/", self->at[1]))
            return false;
        self->at += *self->at == '\\';
        if (!*self->at)
            return false;
        buf_add_char(out, *self->at);
    }
    return take(self, "'");
}

/* ---- answers ---- */

/* (linkId = 'x') */
static bool take_link(struct path_reader *self, const struct source **found)
{
    struct buf link = BUF_INIT;
    bool good = take(self, "(") && take(self, "linkId") && take(self, "=") &&
                take_text(self, &link) && take(self, ")");

    *found = good ? import_link(self->reader, buf_text(&link)) : NULL;
    buf_finish(&link);
    return *found && (*found)->item;
}

static bool is_seen(const struct path_reader *self, const struct source *answer)
{
    const struct item *rows = item_repeat(answer->item);
    const struct item *at = self->from->wrap ? self->from->wrap : self->from->item;

    for (; at; at = at->parent)
        if (at->parent == rows)
            return true;
    return !rows;
}

static bool as_value(const struct path_reader *self, struct operand *operand)
{
    if (operand->kind == OPERAND_REST)
        return true;
    if (operand->kind == OPERAND_TEXT) {
        struct buf quoted = BUF_INIT;
        bool good = import_literal(&quoted, buf_text(&operand->text));

        buf_finish(&operand->text);
        operand->text = quoted;
        operand->kind = OPERAND_REST;
        return good;
    }
    if (!is_seen(self, operand->answer) || !item_takes_answer(operand->answer->item))
        return false;
    buf_clear(&operand->text);
    buf_add_format(&operand->text, "${%s}", operand->answer->item->name);
    operand->kind = OPERAND_REST;
    return true;
}

/* How often there is an answer. */
static bool as_count(struct path_reader *self, struct operand *operand, const char *end)
{
    const struct source *answer = operand->answer;
    bool several = answer->item->type == ITEM_SELECT_MULTIPLE;

    if (is_seen(self, answer) && several)
        buf_add_format(&operand->text, "count-selected(${%s})%s", answer->item->name, end);
    else if (answer->wrap && !is_seen(self, answer))
        buf_add_format(&operand->text, "count(${%s})%s", answer->wrap->name, end);
    else
        return false;
    operand->kind = OPERAND_REST;
    return true;
}

static bool as_answered(struct path_reader *self, struct operand *operand, bool empty)
{
    const struct source *answer = operand->answer;

    if (!is_seen(self, answer))
        return as_count(self, operand, empty ? " = 0" : " > 0");
    if (!item_takes_answer(answer->item))
        return false;
    buf_add_format(&operand->text, empty ? "not(answered(${%s}))" : "answered(${%s})",
                   answer->item->name);
    operand->kind = OPERAND_REST;
    return true;
}

static bool as_matches(struct path_reader *self, struct operand *operand)
{
    struct buf pattern = BUF_INIT, quoted = BUF_INIT;
    bool good = take(self, "(") && take_text(self, &pattern) && take(self, ")") &&
                import_literal(&quoted, buf_text(&pattern)) && as_value(self, operand);

    if (good) {
        buf_insert(&operand->text, 0, "regex(", 6);
        buf_add_format(&operand->text, ", %s)", buf_text(&quoted));
    }
    buf_finish(&pattern);
    buf_finish(&quoted);
    return good;
}

static bool negate(struct operand *operand)
{
    buf_insert(&operand->text, 0, "not(", 4);
    buf_add_char(&operand->text, ')');
    return true;
}

/* What may follow behind a point; an answer first, then what is asked of it. */
static bool take_step(struct path_reader *self, struct operand *operand, const char *word)
{
    static const char *const silent[] = {"item", "answer", "value", "code"};
    bool answer = operand->kind == OPERAND_ANSWER;

    if (answer && strcmp(word, "where") == 0)
        return take_link(self, &operand->answer);
    if (answer && (strcmp(word, "repeat") == 0 || strcmp(word, "descendants") == 0)) {
        const char *close = strchr(self->at, ')');

        if (!close || !take(self, "("))
            return false;
        self->at = close + 1;
        return true;
    }
    for (size_t i = 0; answer && i < sizeof(silent) / sizeof(silent[0]); i++)
        if (strcmp(word, silent[i]) == 0)
            return true;
    if (answer && !operand->answer)
        return false;
    if (answer && strncmp(word, "value", 5) == 0)
        return true;
    if (answer && strcmp(word, "matches") == 0)
        return as_matches(self, operand);
    if (!take(self, "(") || !take(self, ")"))
        return false;
    if (strcmp(word, "not") == 0)
        return as_value(self, operand) && negate(operand);
    if (!answer)
        return false;
    if (strcmp(word, "first") == 0 || strcmp(word, "single") == 0)
        return operand->answer->item->type != ITEM_SELECT_MULTIPLE;
    if (strcmp(word, "count") == 0)
        return as_count(self, operand, "");
    if (strcmp(word, "exists") == 0 || strcmp(word, "empty") == 0)
        return as_answered(self, operand, word[0] == 'e' && word[1] == 'm');
    return false;
}

static bool take_steps(struct path_reader *self, struct operand *operand)
{
    char word[WORD_BYTES];

    while (take(self, "."))
        if (!take_word(self, word) || !take_step(self, operand, word))
            return false;
    return operand->kind != OPERAND_ANSWER || operand->answer;
}

/* ---- terms ---- */

static bool read_number(struct path_reader *self, struct operand *out)
{
    size_t length = strspn(self->at, "0123456789");

    if (self->at[length] == '.' && self->at[length + 1] >= '0' && self->at[length + 1] <= '9')
        length += 1 + strspn(self->at + length + 1, "0123456789");
    if (length > 15)
        return false;
    buf_add(&out->text, self->at, length);
    self->at += length;
    return true;
}

/* @2001, @2001-05-09: a day; times have other rules. */
static bool read_date(struct path_reader *self, struct operand *out)
{
    size_t length = strspn(self->at, "0123456789-");

    if ((length != 4 && length != 7 && length != 10) || self->at[length] == 'T')
        return false;
    out->kind = OPERAND_TEXT;
    buf_add(&out->text, self->at, length);
    self->at += length;
    return true;
}

static bool read_condition(struct path_reader *self, struct operand *out)
{
    for (unsigned i = 0; i < 3; i++) {
        struct operand part = {.kind = OPERAND_REST};
        bool good = take(self, i == 0 ? "(" : ",") && read_level(self, 0, &part) &&
                    as_value(self, &part);

        if (good)
            buf_add_format(&out->text, "%s%s", i == 0 ? "if(" : ", ", buf_text(&part.text));
        buf_finish(&part.text);
        if (!good)
            return false;
    }
    buf_add_char(&out->text, ')');
    return take(self, ")");
}

static bool read_word(struct path_reader *self, struct operand *out)
{
    char word[WORD_BYTES];

    if (!take_word(self, word))
        return false;
    if (strcmp(word, "true") == 0 || strcmp(word, "false") == 0) {
        buf_add_format(&out->text, "%s()", word);
        return true;
    }
    if (strcmp(word, "today") == 0) {
        buf_add_text(&out->text, "today()");
        return take(self, "(") && take(self, ")");
    }
    if (strcmp(word, "iif") == 0)
        return read_condition(self, out);
    out->kind = OPERAND_ANSWER;
    return take_step(self, out, word);
}

static bool read_inside(struct path_reader *self, struct operand *out)
{
    struct operand inside = {.kind = OPERAND_REST};
    bool good = read_level(self, 0, &inside) && take(self, ")");

    if (good && inside.kind == OPERAND_ANSWER) {
        *out = inside;
        return true;
    }
    good = good && as_value(self, &inside);
    if (good)
        buf_add_format(&out->text, "(%s)", buf_text(&inside.text));
    buf_finish(&inside.text);
    return good;
}

static bool read_term(struct path_reader *self, struct operand *out)
{
    bool good;

    skip(self);
    if (*self->at == '\'') {
        out->kind = OPERAND_TEXT;
        return take_text(self, &out->text);
    }
    if (*self->at >= '0' && *self->at <= '9')
        return read_number(self, out);
    if (take(self, "@"))
        return read_date(self, out);
    if (take(self, "-")) {
        good = read_term(self, out) && as_value(self, out);
        if (good)
            buf_insert(&out->text, 0, "-", 1);
        return good;
    }
    if (take(self, "("))
        return read_inside(self, out) && take_steps(self, out);
    if (take(self, "%resource") || take(self, "%context")) {
        out->kind = OPERAND_ANSWER;
        return take_steps(self, out);
    }
    return read_word(self, out) && take_steps(self, out);
}

/* ---- signs between them ---- */

static const struct {
    unsigned level;
    const char *sign, *ours; /* ours NULL: something is asked of an answer */
} signs[] = {
    {0, "or", "or"},  {1, "and", "and"}, {2, "contains", NULL}, {2, "in", NULL},
    {3, "!=", "!="},  {3, "=", "="},     {4, "<=", "<="},       {4, ">=", ">="},
    {4, "<", "<"},    {4, ">", ">"},     {5, "+", "+"},         {5, "-", "-"},
    {6, "*", "*"},    {6, "/", "div"},   {6, "mod", "mod"},
};
#define LEVELS 7

static bool take_sign(struct path_reader *self, unsigned level, size_t *index)
{
    for (*index = 0; *index < sizeof(signs) / sizeof(signs[0]); (*index)++) {
        const char *sign = signs[*index].sign;
        size_t length = strlen(sign);

        skip(self);
        if (signs[*index].level == level && strncmp(self->at, sign, length) == 0 &&
            !(is_word_byte(sign[0]) && is_word_byte(self->at[length]))) {
            self->at += length;
            return true;
        }
    }
    return false;
}

/* The choice of an item whose code is a text. */
static const char *choice_of(const struct operand *answer, const struct operand *text)
{
    const struct choice_list *list = answer->answer->item->choices;
    size_t length = text->text.length;

    for (size_t i = 0; list && length > 0 && i < list->count; i++) {
        const struct choice *choice = &list->choices[i];
        size_t size = choice->code ? strlen(choice->code) : 0;

        if (strcmp(choice->name, buf_text(&text->text)) == 0 ||
            (size > length && strcmp(choice->code + size - length, buf_text(&text->text)) == 0 &&
             strchr(":|", choice->code[size - length - 1])))
            return choice->name;
    }
    return NULL;
}

static bool join_choice(const struct path_reader *self, struct operand *left,
                        struct operand *right, const char *sign)
{
    struct operand *answer = left->kind == OPERAND_ANSWER ? left : right;
    struct operand *text = answer == left ? right : left;
    const char *name = choice_of(answer, text);
    const struct item *item = answer->answer->item;
    bool single = item->type == ITEM_SELECT_ONE;
    struct buf out = BUF_INIT, quoted = BUF_INIT;

    if (!name || !is_seen(self, answer->answer) || !import_literal(&quoted, name))
        return false;
    if (single && sign)
        buf_add_format(&out, "${%s} %s %s", item->name, sign, buf_text(&quoted));
    else
        buf_add_format(&out, "selected(${%s}, %s)", item->name, buf_text(&quoted));
    buf_finish(&quoted);
    buf_finish(&left->text);
    *left = (struct operand){OPERAND_REST, NULL, out};
    return true;
}

static bool join(const struct path_reader *self, struct operand *left, struct operand *right,
                 size_t index)
{
    const char *ours = signs[index].ours;
    bool pair = (left->kind == OPERAND_ANSWER && right->kind == OPERAND_TEXT) ||
                (left->kind == OPERAND_TEXT && right->kind == OPERAND_ANSWER);
    bool equals = ours && (strcmp(ours, "=") == 0 || strcmp(ours, "!=") == 0);

    if (pair && (!ours || equals)) {
        const struct operand *answer = left->kind == OPERAND_ANSWER ? left : right;
        bool several = answer->answer->item->type == ITEM_SELECT_MULTIPLE;

        if (answer->answer->item->choices)
            return (!equals || !several) && join_choice(self, left, right, ours);
    }
    if (!ours || !as_value(self, left) || !as_value(self, right))
        return false;
    buf_add_format(&left->text, " %s %s", ours, buf_text(&right->text));
    buf_insert(&left->text, 0, "(", 1);
    buf_add_char(&left->text, ')');
    return true;
}

static bool read_level(struct path_reader *self, unsigned level, struct operand *out)
{
    bool good;
    size_t index;

    if (level == LEVELS) {
        if (self->depth == PATH_DEPTH)
            return false;
        self->depth++;
        good = read_term(self, out);
        self->depth--;
        return good;
    }
    good = read_level(self, level + 1, out);
    while (good && take_sign(self, level, &index)) {
        struct operand right = {.kind = OPERAND_REST};

        good = read_level(self, level + 1, &right) && join(self, out, &right, index) &&
               out->text.length < QUESTIONNAIRE_MAX_TEXT;
        buf_finish(&right.text);
    }
    return good;
}

bool import_path(struct questionnaire_reader *reader, struct buf *out, const char *path,
                 const struct source *from)
{
    struct path_reader self = {.reader = reader, .from = from, .at = path};
    struct operand whole = {.kind = OPERAND_REST};
    bool good = read_level(&self, 0, &whole) && as_value(&self, &whole);

    skip(&self);
    good = good && *self.at == '\0' && whole.text.length > 0;
    if (good)
        buf_add(out, buf_text(&whole.text), whole.text.length);
    buf_finish(&whole.text);
    return good;
}
