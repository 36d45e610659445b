/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of conversions. Each line is a kind of value and a type of question;
 * the function makes the value, or says no to this one: a story of three lines
 * does not go into one line, a choice of two not into a choice of one.
 */
#include "form/conversion.h"

#include "base/alloc.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef bool convert(struct value *out, const struct value *value, const struct item *item);

static bool fits_line(const struct value *value)
{
    return !value->text || !strchr(value->text, '\n');
}

static bool as_it_is(struct value *out, const struct value *value, const struct item *item)
{
    (void)item;
    value_copy(out, value);
    return true;
}

static bool text_to_text(struct value *out, const struct value *value, const struct item *item)
{
    value_copy(out, value);
    return !item->one_line || fits_line(value);
}

/* Digits as JSON writes them, for all kinds of numbers. */
static void set_digits(struct value *out, enum value_kind kind, int64_t integer)
{
    char digits[24];
    snprintf(digits, sizeof(digits), "%" PRId64, integer);
    value_finish(out);
    out->kind = kind;
    out->text = alloc_string(digits);
    out->decimal = kind == VALUE_TEXT ? 0 : (double)integer;
}

static bool integer_to_decimal(struct value *out, const struct value *value,
                               const struct item *item)
{
    (void)item;
    set_digits(out, VALUE_DECIMAL, value->integer);
    return true;
}

static bool integer_to_text(struct value *out, const struct value *value, const struct item *item)
{
    (void)item;
    set_digits(out, VALUE_TEXT, value->integer);
    return true;
}

/* Only a number that is written as a whole one: 12.0 was more precise than 12. */
static bool decimal_to_integer(struct value *out, const struct value *value,
                               const struct item *item)
{
    int64_t integer;
    char after, digits[24];
    (void)item;
    if (!value->text || sscanf(value->text, "%" SCNd64 "%c", &integer, &after) != 1) {
        return false;
    }
    snprintf(digits, sizeof(digits), "%" PRId64, integer);
    value_set_integer(out, integer);
    return strcmp(digits, value->text) == 0;
}

/* Words that stand under another name. */
static bool relabel(struct value *out, const struct value *value, enum value_kind kind)
{
    value_copy(out, value);
    out->kind = kind;
    return true;
}

static bool number_to_text(struct value *out, const struct value *value, const struct item *item)
{
    (void)item;
    value_set_text(out, value->text ? value->text : "", value->text ? strlen(value->text) : 0);
    return true;
}

/* A text in which a date was understood becomes a text only if it is understood again. */
static bool when_to_text(struct value *out, const struct value *value, const struct item *item)
{
    struct value again = VALUE_INIT;
    const char *text = value->text ? value->text : "";
    value_set_date(&again, text, strlen(text));
    bool same = !value->edtf || (again.edtf && strcmp(again.edtf, value->edtf) == 0);
    value_finish(&again);
    return same && number_to_text(out, value, item);
}

static bool text_to_date(struct value *out, const struct value *value, const struct item *item)
{
    (void)item;
    value_set_date(out, value->text, strlen(value->text));
    return fits_line(value);
}

static bool date_to_datetime(struct value *out, const struct value *value, const struct item *item)
{
    (void)item;
    return relabel(out, value, VALUE_DATETIME);
}

/* A time of day has no place in a date. */
static bool datetime_to_date(struct value *out, const struct value *value, const struct item *item)
{
    (void)item;
    return relabel(out, value, VALUE_DATE) && !(value->edtf && strchr(value->edtf, 'T'));
}

static bool choices_to_one(struct value *out, const struct value *value, const struct item *item)
{
    (void)item;
    value_copy(out, value);
    return value->choice_count + (value->text ? 1 : 0) <= 1;
}

static bool boolean_to_choices(struct value *out, const struct value *value,
                               const struct item *item)
{
    const char *code = value->integer ? "yes" : "no";
    if (!form_choice(item, code)) {
        return false;
    }
    value_add_choice(out, code);
    return true;
}

static bool choices_to_boolean(struct value *out, const struct value *value,
                               const struct item *item)
{
    bool yes = value_has_choice(value, "yes");
    (void)item;
    value_set_boolean(out, yes);
    return value->choice_count == 1 && !value->text && (yes || value_has_choice(value, "no"));
}

/* Only words of one's own; codes are no words. */
static bool choices_to_text(struct value *out, const struct value *value, const struct item *item)
{
    return value->choice_count == 0 && value->text && number_to_text(out, value, item) &&
           (!item->one_line || fits_line(value));
}

static const struct {
    enum value_kind kind;
    enum item_type type;
    convert *convert;
} table[] = {
    {VALUE_TEXT, ITEM_TEXT, text_to_text},
    {VALUE_TEXT, ITEM_DATE, text_to_date},
    {VALUE_INTEGER, ITEM_INTEGER, as_it_is},
    {VALUE_INTEGER, ITEM_DECIMAL, integer_to_decimal},
    {VALUE_INTEGER, ITEM_RANGE, integer_to_decimal},
    {VALUE_INTEGER, ITEM_TEXT, integer_to_text},
    {VALUE_DECIMAL, ITEM_DECIMAL, as_it_is},
    {VALUE_DECIMAL, ITEM_RANGE, as_it_is},
    {VALUE_DECIMAL, ITEM_INTEGER, decimal_to_integer},
    {VALUE_DECIMAL, ITEM_TEXT, number_to_text},
    {VALUE_QUANTITY, ITEM_QUANTITY, as_it_is},
    {VALUE_BOOLEAN, ITEM_YES_NO, as_it_is},
    {VALUE_BOOLEAN, ITEM_SELECT_ONE, boolean_to_choices},
    {VALUE_BOOLEAN, ITEM_SELECT_MULTIPLE, boolean_to_choices},
    {VALUE_CHOICES, ITEM_SELECT_ONE, choices_to_one},
    {VALUE_CHOICES, ITEM_SELECT_MULTIPLE, as_it_is},
    {VALUE_CHOICES, ITEM_YES_NO, choices_to_boolean},
    {VALUE_CHOICES, ITEM_TEXT, choices_to_text},
    {VALUE_RANK, ITEM_RANK, as_it_is},
    {VALUE_DATE, ITEM_DATE, as_it_is},
    {VALUE_DATE, ITEM_DATETIME, date_to_datetime},
    {VALUE_DATE, ITEM_TEXT, when_to_text},
    {VALUE_DATETIME, ITEM_DATETIME, as_it_is},
    {VALUE_DATETIME, ITEM_DATE, datetime_to_date},
    {VALUE_DATETIME, ITEM_TEXT, when_to_text},
    {VALUE_TIME, ITEM_TIME, as_it_is},
    {VALUE_TIME, ITEM_TEXT, number_to_text},
    {VALUE_FILE, ITEM_FILE, as_it_is},
};

/* The same words where a number, a date or a choice is asked: kept as words. */
static bool to_words(struct buf *words, const struct value *value, const struct item *item)
{
    struct value text = VALUE_INIT;
    bool can = item->type != ITEM_FILE && item->type != ITEM_TEXT && fits_line(value);
    switch (can ? value->kind : VALUE_EMPTY) {
    case VALUE_TEXT:
    case VALUE_DECIMAL:
    case VALUE_TIME:
        can = number_to_text(&text, value, item);
        break;
    case VALUE_INTEGER:
        can = integer_to_text(&text, value, item);
        break;
    case VALUE_DATE:
    case VALUE_DATETIME:
        can = when_to_text(&text, value, item);
        break;
    default:
        can = false;
    }
    if (can) {
        buf_add_text(words, text.text ? text.text : "");
    }
    value_finish(&text);
    return can;
}

/* A free text beside choices moves to the words where the form offers none any more. */
static void keep_other(struct value *value, struct buf *words, const struct item *item)
{
    if (value->kind != VALUE_CHOICES || !value->text || item->other) {
        return;
    }
    buf_add_text(words, value->text);
    value_set_other(value, "", 0);
}

enum conversion conversion_make(struct value *out, struct buf *words, const struct value *value,
                                const struct item *item)
{
    if (value_is_empty(value)) {
        return CONVERSION_NONE;
    }
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        if (table[i].kind == value->kind && table[i].type == item->type) {
            value_finish(out);
            if (!table[i].convert(out, value, item)) {
                value_finish(out);
                break;
            }
            keep_other(out, words, item);
            return words->length == 0 && value_equal(out, value) ? CONVERSION_NONE
                                                                 : CONVERSION_VALUE;
        }
    }
    return to_words(words, value, item) ? CONVERSION_WORDS : CONVERSION_LOSES;
}
