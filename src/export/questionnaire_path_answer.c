/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the answers stand that an expression names, and what a part of one is as a
 * condition, a text or a number.
 */
#include "export/questionnaire_path_part.h"

#include "export/questionnaire_key.h"

#include <stdarg.h>
#include <string.h>

const char *path_format(struct path_builder *builder, const char *format, ...)
{
    struct buf text = BUF_INIT;
    const char *copy;
    va_list arguments;

    va_start(arguments, format);
    buf_add_format_list(&text, format, arguments);
    va_end(arguments);
    copy = arena_copy(builder->arena, buf_text(&text), text.length);
    buf_finish(&text);
    return copy;
}

struct path_part path_boolean(const char *text, bool total)
{
    return (struct path_part){.kind = PATH_BOOLEAN, .text = text, .total = total};
}

void questionnaire_path_quote(struct buf *out, const char *text)
{
    buf_add_char(out, '\'');
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            buf_add_char(out, '\\');
        if (*text == '\n')
            buf_add_text(out, "\\n");
        else if (*text == '\r')
            buf_add_text(out, "\\r");
        else if (*text == '\t')
            buf_add_text(out, "\\t");
        else
            buf_add_char(out, *text);
    }
    buf_add_char(out, '\'');
}

static const struct item *repeat_around(const struct item *item)
{
    for (const struct item *up = item->parent; up; up = up->parent)
        if (up->type == ITEM_REPEAT)
            return up;
    return NULL;
}

static bool is_inside(const struct item *item, const struct item *group)
{
    for (; item; item = item->parent)
        if (item == group)
            return true;
    return false;
}

/* The innermost repeat around both: a row that they share. */
static const struct item *shared_repeat(const struct item *from, const struct item *to)
{
    const struct item *repeat = from ? repeat_around(to) : NULL;

    while (repeat && !is_inside(from, repeat))
        repeat = repeat_around(repeat);
    return repeat;
}

bool questionnaire_path_single(const struct item *from, const struct item *to)
{
    return shared_repeat(from, to) == repeat_around(to);
}

static const char *items_named(struct path_builder *builder, const struct item *to)
{
    const struct item *row = shared_repeat(builder->item, to);
    const char *base = row ? path_format(builder, "%%row%zu", row->index + 1) : "%resource";

    if (to->type == ITEM_RANK)
        return path_format(builder, "%s.repeat(item|answer.item).where(linkId.startsWith('%s%s'))",
                           base, to->name, QUESTIONNAIRE_PLACE);
    return path_format(builder, "%s.repeat(item|answer.item).where(linkId='%s')", base, to->name);
}

const char *path_rows(struct path_builder *builder, const struct item *to)
{
    const struct item *repeat = to->type == ITEM_REPEAT ? to : repeat_around(to);

    if (!repeat || (builder->item && is_inside(builder->item, repeat)))
        return NULL;
    return items_named(builder, repeat);
}

/* What a calculation gives, without wanting to know how. */
static enum path_kind kind_of_calculation(struct path_builder *builder, const struct item *item)
{
    struct path_builder inner = {builder->form, item, builder->arena, NULL, builder->depth + 1};
    struct path_part part;

    if (builder->depth < 8 && item->calculation && path_build(&inner, item->calculation, &part))
        switch (part.kind) {
        case PATH_NUMBER:
        case PATH_BOOLEAN:
            return part.kind;
        default:
            break;
        }
    return PATH_TEXT;
}

static bool value_of(struct path_builder *builder, const struct item *item, const char *answers,
                     struct path_part *out)
{
    static const enum path_kind kinds[ITEM_TYPE_COUNT] = {
        [ITEM_TEXT] = PATH_TEXT,          [ITEM_INTEGER] = PATH_NUMBER,
        [ITEM_DECIMAL] = PATH_NUMBER,     [ITEM_QUANTITY] = PATH_NUMBER,
        [ITEM_RANGE] = PATH_NUMBER,       [ITEM_YES_NO] = PATH_BOOLEAN,
        [ITEM_SELECT_ONE] = PATH_CODE,    [ITEM_SELECT_MULTIPLE] = PATH_CODES,
        [ITEM_RANK] = PATH_CODES,         [ITEM_DATE] = PATH_DATE,
        [ITEM_TIME] = PATH_TIME,          [ITEM_DATETIME] = PATH_TIME,
        [ITEM_FILE] = PATH_TEXT,
    };
    const char *value = ".value";

    if (!item_takes_answer(item) || item->type == ITEM_DIAGRAM || item->type == ITEM_MODULE)
        return false;
    *out = (struct path_part){.kind = kinds[item->type], .answers = answers, .item = item};
    if (item->type == ITEM_CALCULATE)
        out->kind = kind_of_calculation(builder, item);
    if (out->kind == PATH_CODE || out->kind == PATH_CODES)
        value = ".value.code";
    else if (item->type == ITEM_QUANTITY)
        value = ".value.value";
    else if (item->type == ITEM_FILE)
        value = ".value.title";
    out->text = path_format(builder, "%s%s", answers, value);
    return true;
}

bool path_answer(struct path_builder *builder, const char *name, struct path_part *out)
{
    const struct item *to = form_find(builder->form, name);
    const char *items;

    if (!to)
        return false;
    items = items_named(builder, to);
    if (to->type == ITEM_REPEAT) {
        *out = (struct path_part){.kind = PATH_ROWS, .text = items, .answers = items, .item = to};
        return true;
    }
    if (!value_of(builder, to, path_format(builder, "%s.answer", items), out))
        return false;
    if (!questionnaire_path_single(builder->item, to)) /* of all rows */
        out->kind = PATH_ROWS;
    return true;
}

bool path_own(struct path_builder *builder, struct path_part *out)
{
    if (!builder->item)
        return false;
    return value_of(builder, builder->item,
                    builder->item->type == ITEM_RANK ? "item.answer" : "answer", out);
}

const char *path_exists(struct path_builder *builder, const struct path_part *part)
{
    if (part->literal)
        return part->literal[0] ? "true" : "false";
    if (part->kind == PATH_BOOLEAN && part->total)
        return "true";
    if (part->answers && part->kind != PATH_ROWS)
        return path_format(builder, "%s.value.exists()", part->answers);
    return path_format(builder, "%s.exists()", part->text);
}

const char *path_condition(struct path_builder *builder, const struct path_part *part, bool total)
{
    switch (part->kind) {
    case PATH_BOOLEAN:
        if (part->total || !total)
            return part->answers ? path_format(builder, "(%s = true)", part->text) : part->text;
        return path_format(builder, "iif(%s, true, false)", part->text);
    case PATH_TEXT:
        if (part->answers)
            return path_format(builder, total ? "iif(%s.trim() != '', true, false)"
                                              : "(%s.trim() != '')", part->text);
        return path_exists(builder, part);
    case PATH_NUMBER:
        if (part->answers)
            return path_exists(builder, part);
        return path_format(builder, total ? "iif(%s != 0, true, false)" : "(%s != 0)", part->text);
    default:
        return path_exists(builder, part);
    }
}

const char *path_text(struct path_builder *builder, const struct path_part *part)
{
    if (part->kind == PATH_ROWS || part->kind == PATH_CODES || part->kind == PATH_REASON)
        return NULL;
    if (part->kind == PATH_BOOLEAN && part->answers)
        return path_format(builder, "iif(%s.exists(), iif(%s, 'yes', 'no'), {})", part->text,
                           part->text);
    if (part->kind == PATH_TIME)
        return NULL;
    if (part->kind == PATH_TEXT)
        return part->text;
    return path_format(builder, "%s.toString()", part->text);
}

const char *path_number(struct path_builder *builder, const struct path_part *part)
{
    if (part->kind == PATH_NUMBER)
        return part->text;
    if (part->kind == PATH_BOOLEAN && !part->answers)
        return path_format(builder, "iif(%s, 1, 0)", part->text);
    if (part->literal && part->literal[0] >= '0' && part->literal[0] <= '9' &&
        strspn(part->literal, "0123456789.") == strlen(part->literal))
        return part->literal;
    if (part->kind == PATH_TEXT || part->kind == PATH_CODE)
        return path_format(builder, "%s.toString().toDecimal()", part->text);
    return NULL;
}
