/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values own their strings and wipe them: they are a person's words. Codes of
 * choices are unique within a value, so that a value is a set with an order.
 */
#include "form/value.h"

#include "base/alloc.h"
#include "base/decimal.h"
#include "base/edtf.h"
#include "base/secret.h"

#include <stdlib.h>
#include <string.h>

static void string_finish(char **string)
{
    if (*string) {
        secret_wipe(*string, strlen(*string));
        free(*string);
    }
    *string = NULL;
}

void value_finish(struct value *value)
{
    string_finish(&value->text);
    string_finish(&value->edtf);
    string_finish(&value->unit);
    string_finish(&value->file);
    for (size_t i = 0; i < value->choice_count; i++)
        string_finish(&value->choices[i]);
    free(value->choices);
    *value = (struct value)VALUE_INIT;
}

static char *string_copy(const char *string)
{
    return string ? alloc_string(string) : NULL;
}

void value_copy(struct value *out, const struct value *from)
{
    struct value copy = VALUE_INIT;

    copy.kind = from->kind;
    copy.integer = from->integer;
    copy.text = string_copy(from->text);
    copy.edtf = string_copy(from->edtf);
    copy.decimal = from->decimal;
    copy.unit = string_copy(from->unit);
    copy.file = string_copy(from->file);
    if (from->choice_count > 0) {
        copy.choices = alloc_array(from->choice_count, sizeof(*copy.choices));
        for (size_t i = 0; i < from->choice_count; i++)
            copy.choices[i] = alloc_string(from->choices[i]);
        copy.choice_count = from->choice_count;
    }
    value_finish(out);
    *out = copy;
}

static bool string_is_empty(const char *string)
{
    return !string || string[0] == '\0';
}

static bool string_equal(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

bool value_is_empty(const struct value *value)
{
    switch (value->kind) {
    case VALUE_EMPTY:
        return true;
    case VALUE_TEXT:
    case VALUE_DATE:
    case VALUE_DATETIME:
    case VALUE_TIME:
    case VALUE_DECIMAL:
    case VALUE_QUANTITY:
        return string_is_empty(value->text);
    case VALUE_FILE:
        return string_is_empty(value->file);
    case VALUE_RANK:
    case VALUE_CHOICES:
        return value->choice_count == 0 && string_is_empty(value->text);
    case VALUE_INTEGER:
    case VALUE_BOOLEAN:
        return false;
    }
    return true;
}

bool value_has_choice(const struct value *value, const char *code)
{
    for (size_t i = 0; i < value->choice_count; i++)
        if (strcmp(value->choices[i], code) == 0)
            return true;
    return false;
}

bool value_equal(const struct value *a, const struct value *b)
{
    if (value_is_empty(a) || value_is_empty(b))
        return value_is_empty(a) && value_is_empty(b);
    if (a->kind != b->kind || a->integer != b->integer || a->choice_count != b->choice_count ||
        !string_equal(a->text, b->text) || !string_equal(a->edtf, b->edtf) ||
        !string_equal(a->unit, b->unit) || !string_equal(a->file, b->file))
        return false;
    for (size_t i = 0; i < a->choice_count; i++) {
        /* The order of a rank is the answer; that of other choices is the form's. */
        if (a->kind == VALUE_RANK ? strcmp(a->choices[i], b->choices[i]) != 0
                                  : !value_has_choice(b, a->choices[i]))
            return false;
    }
    return true;
}

void value_set_text(struct value *value, const char *text, size_t length)
{
    char *copy = alloc_copy(text, length);

    value_finish(value);
    value->kind = VALUE_TEXT;
    value->text = copy;
}

void value_set_integer(struct value *value, int64_t integer)
{
    value_finish(value);
    value->kind = VALUE_INTEGER;
    value->integer = integer;
}

void value_set_boolean(struct value *value, bool yes)
{
    value_finish(value);
    value->kind = VALUE_BOOLEAN;
    value->integer = yes;
}

void value_set_date(struct value *value, const char *words, size_t length)
{
    char *copy = alloc_copy(words, length);
    struct edtf date;

    value_finish(value);
    value->kind = VALUE_DATE;
    value->text = copy;
    if (edtf_understand(&date, copy, length)) {
        struct buf edtf = BUF_INIT;

        edtf_format(&edtf, &date);
        value->edtf = buf_take(&edtf);
    }
}

bool value_set_decimal(struct value *value, const char *digits, size_t length)
{
    double number;
    char *copy;

    if (!decimal_read(&number, digits, length))
        return false;
    copy = alloc_copy(digits, length);
    value_finish(value);
    value->kind = VALUE_DECIMAL;
    value->text = copy;
    value->decimal = number;
    return true;
}

bool value_set_quantity(struct value *value, const char *digits, size_t length, const char *unit)
{
    char *copy = string_copy(unit);

    if (!value_set_decimal(value, digits, length)) {
        free(copy);
        return false;
    }
    value->kind = VALUE_QUANTITY;
    value->unit = copy;
    return true;
}

void value_set_time(struct value *value, const char *time)
{
    value_set_text(value, time, strlen(time));
    value->kind = VALUE_TIME;
}

void value_set_datetime(struct value *value, const char *words, size_t length, const char *edtf)
{
    char *copy = string_copy(edtf);

    value_set_text(value, words, length);
    value->kind = VALUE_DATETIME;
    value->edtf = copy;
}

/* Two digits below LIMIT at TEXT. */
static bool two_digits(const char *text, int limit)
{
    return text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9' &&
           (text[0] - '0') * 10 + (text[1] - '0') < limit;
}

bool value_time_valid(const char *text)
{
    size_t length = strlen(text);

    return (length == 5 || length == 8) && two_digits(text, 24) && text[2] == ':' &&
           two_digits(text + 3, 60) &&
           (length == 5 || (text[5] == ':' && two_digits(text + 6, 60)));
}

bool value_datetime_valid(const char *text)
{
    const char *time = strchr(text, 'T');
    size_t length = time ? (size_t)(time - text) : strlen(text);
    struct edtf date;

    if (!edtf_parse(&date, text, length, NULL))
        return false;
    return !time || (value_time_valid(time + 1) && !date.interval && date.start.day > 0);
}

void value_set_file(struct value *value, const char *id, const char *name, int64_t bytes,
                    const char *media)
{
    struct value file = VALUE_INIT;

    file.kind = VALUE_FILE;
    file.file = alloc_string(id);
    file.text = alloc_string(name);
    file.integer = bytes;
    file.unit = alloc_string(media);
    value_finish(value);
    *value = file;
}

/* Codes and the free text of "other" live together; anything else gives way. */
static void become(struct value *value, enum value_kind kind)
{
    if (value->kind != kind)
        value_finish(value);
    value->kind = kind;
}

static void add_code(struct value *value, enum value_kind kind, const char *code)
{
    char *copy = alloc_string(code);

    become(value, kind);
    if (value_has_choice(value, copy)) {
        free(copy);
        return;
    }
    value->choices = alloc_resize(value->choices, value->choice_count + 1, sizeof(*value->choices));
    value->choices[value->choice_count++] = copy;
}

void value_add_choice(struct value *value, const char *code)
{
    add_code(value, VALUE_CHOICES, code);
}

void value_add_rank(struct value *value, const char *code)
{
    add_code(value, VALUE_RANK, code);
}

void value_rank_at(struct value *value, const char *code, size_t place)
{
    size_t from = 0;
    char *moved;

    add_code(value, VALUE_RANK, code);
    while (strcmp(value->choices[from], code) != 0)
        from++;
    moved = value->choices[from];
    if (place >= value->choice_count)
        place = value->choice_count - 1;
    for (; from < place; from++)
        value->choices[from] = value->choices[from + 1];
    for (; from > place; from--)
        value->choices[from] = value->choices[from - 1];
    value->choices[place] = moved;
}

void value_remove_choice(struct value *value, const char *code)
{
    for (size_t i = 0; i < value->choice_count; i++) {
        if (strcmp(value->choices[i], code) != 0)
            continue;
        string_finish(&value->choices[i]);
        value->choice_count--;
        memmove(&value->choices[i], &value->choices[i + 1],
                (value->choice_count - i) * sizeof(*value->choices));
        return;
    }
}

void value_set_other(struct value *value, const char *text, size_t length)
{
    char *copy = length > 0 ? alloc_copy(text, length) : NULL;

    become(value, VALUE_CHOICES);
    string_finish(&value->text);
    value->text = copy;
}
