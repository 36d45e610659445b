/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Typing is read generously, values are checked strictly. Messages name what is
 * wrong and what would fit, never the answer itself beyond a mistyped choice.
 */
#include "form/entry.h"

#include "base/edtf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/entry_choice.h"
#include "form/entry_number.h"
#include "form/pattern.h"
#include "form/translation.h"

#include <assert.h>
#include <string.h>

static bool parse_integer(struct value *out, const char *text, size_t length, struct error *err)
{
    int64_t number = 0;
    bool negative = length > 0 && text[0] == '-', good;
    size_t at = negative || (length > 0 && text[0] == '+');

    good = at < length;
    for (; good && at < length; at++) {
        int digit = text[at] - '0';

        good = digit >= 0 && digit <= 9;
        if (good && (__builtin_mul_overflow(number, (int64_t)10, &number) ||
                     __builtin_add_overflow(number, (int64_t)digit, &number)))
            return error_set(err, ERROR_LIMIT, _("this number is too large"));
    }
    if (!good)
        return error_set(err, ERROR_INVALID,
                         _("expected a whole number, such as 12, without other characters"));
    value_set_integer(out, negative ? -number : number);
    return true;
}

/* Folded: small letters, no accents. */
static const struct {
    const char *word;
    bool yes;
} truths[] = {
    {"yes", true},    {"y", true},     {"ja", true},    {"j", true},      {"true", true},
    {"oui", true},    {"si", true},    {"evet", true},  {"sim", true},    {"tak", true},
    {"да", true},     {"так", true},   {"نعم", true},   {"haa", true},    {"no", false},
    {"n", false},     {"nee", false},  {"nein", false}, {"false", false}, {"non", false},
    {"hayir", false}, {"nao", false},  {"nie", false},  {"нет", false},   {"ні", false},
    {"لا", false},    {"maya", false},
};

static bool parse_truth(struct value *out, const char *text, size_t length, struct error *err)
{
    struct buf folded = BUF_INIT;
    bool known = false;

    text_fold(&folded, text, length);
    for (size_t i = 0; i < sizeof(truths) / sizeof(truths[0]) && !known; i++) {
        known = strcmp(truths[i].word, buf_text(&folded)) == 0;
        if (known)
            value_set_boolean(out, truths[i].yes);
    }
    buf_finish(&folded);
    return known || error_set(err, ERROR_INVALID, _("expected yes or no"));
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* TEXT is valid, for an item that takes an answer; OUT is empty. */
static bool parse(struct value *out, const struct form *form, const struct item *item,
                  const char *text, size_t length, struct error *err)
{
    if (item->type == ITEM_TEXT || item->type == ITEM_CALCULATE) {
        if (length > 0)
            value_set_text(out, text, length);
        return true;
    }
    for (; length > 0 && is_space(text[0]); length--)
        text++;
    while (length > 0 && is_space(text[length - 1]))
        length--;
    if (length == 0)
        return true;
    switch (item->type) {
    case ITEM_INTEGER:
        return parse_integer(out, text, length, err);
    case ITEM_YES_NO:
        return parse_truth(out, text, length, err);
    case ITEM_DATE:
        value_set_date(out, text, length);
        return true;
    case ITEM_DATETIME:
        entry_parse_datetime(out, text, length);
        return true;
    case ITEM_TIME:
        return entry_parse_time(out, text, length, err);
    case ITEM_DECIMAL:
    case ITEM_RANGE:
        return entry_parse_decimal(out, item, text, length, err);
    case ITEM_QUANTITY:
        return entry_parse_quantity(out, form, item, text, length, err);
    case ITEM_FILE:
        return error_set(err, ERROR_INVALID, _("a file is attached, not typed"));
    default:
        return entry_parse_choices(out, form, item, text, length, err);
    }
}

bool entry_parse(struct value *out, const struct form *form, const struct item *item,
                 const char *text, size_t length, struct error *err)
{
    struct value value = VALUE_INIT;
    size_t bad;

    if (!text_valid(text, length, &bad))
        return error_set(err, ERROR_INVALID,
                         _("byte %zu is not UTF-8; save or paste the text as UTF-8"), bad + 1);
    if (memchr(text, '\0', length))
        return error_set(err, ERROR_INVALID, _("an answer cannot hold the character NUL"));
    if (!item_takes_answer(item))
        return error_set(err, ERROR_INVALID, _("%s is of type %s and takes no answer"), item->name,
                         item_type_name(item->type));
    if (!parse(&value, form, item, text, length, err)) {
        value_finish(&value);
        return false;
    }
    value_finish(out);
    *out = value;
    return true;
}

static enum value_kind kind_of(enum item_type type)
{
    switch (type) {
    case ITEM_TEXT:
        return VALUE_TEXT;
    case ITEM_INTEGER:
        return VALUE_INTEGER;
    case ITEM_YES_NO:
        return VALUE_BOOLEAN;
    case ITEM_DATE:
        return VALUE_DATE;
    case ITEM_DATETIME:
        return VALUE_DATETIME;
    case ITEM_TIME:
        return VALUE_TIME;
    case ITEM_DECIMAL:
    case ITEM_RANGE:
        return VALUE_DECIMAL;
    case ITEM_QUANTITY:
        return VALUE_QUANTITY;
    case ITEM_RANK:
        return VALUE_RANK;
    case ITEM_FILE:
        return VALUE_FILE;
    case ITEM_SELECT_ONE:
    case ITEM_SELECT_MULTIPLE:
        return VALUE_CHOICES;
    default:
        return VALUE_EMPTY;
    }
}

static size_t count_characters(const char *text)
{
    size_t length = strlen(text), count = 0;

    for (size_t at = 0; at < length; count++) {
        uint32_t code_point;

        at += text_decode(text + at, length - at, &code_point);
    }
    return count;
}

static bool check_size(const struct item *item, const struct value *value, struct error *err)
{
    if (value->kind == VALUE_INTEGER && item->has_min && value->integer < item->min)
        return error_set(err, ERROR_INVALID, _("expected at least %lld"), (long long)item->min);
    if (value->kind == VALUE_INTEGER && item->has_max && value->integer > item->max)
        return error_set(err, ERROR_INVALID, _("expected at most %lld"), (long long)item->max);
    if (value->kind == VALUE_TEXT && item->max_length > 0) {
        size_t count = count_characters(value->text);

        if (count > item->max_length)
            return error_set(err, ERROR_LIMIT, _("this text has %zu characters; %zu fit here"),
                             count, item->max_length);
    }
    return true;
}

/* A date whose words were not understood is not held against anything. */
static bool is_unclear(const struct value *value)
{
    return (value->kind == VALUE_DATE || value->kind == VALUE_DATETIME) && !value->edtf;
}

static bool check_pattern(const struct form *form, const struct item *item,
                          const struct value *value, const char *language, struct error *err)
{
    const char *message;

    if (!item->pattern || value->kind != VALUE_TEXT ||
        pattern_matches(item->pattern, value->text, strlen(value->text)))
        return true;
    message = wording_in(form, &item->constraint_message, language, NULL);
    if (message[0])
        return error_set(err, ERROR_INVALID, "%s", message);
    return error_set(err, ERROR_INVALID, _("expected a text of the form %s"), item->pattern_text);
}

/* A date that says less is still an answer: it is kept, and remarked on. */
static bool check_precision(const struct item *item, const struct value *value, bool *warning,
                            struct error *err)
{
    struct edtf date;
    bool month, day;

    if ((value->kind != VALUE_DATE && value->kind != VALUE_DATETIME) || !value->edtf ||
        item->precision == PRECISION_YEAR)
        return true;
    if (!edtf_parse(&date, value->edtf, strcspn(value->edtf, "T"), NULL) || date.interval)
        return true;
    month = date.start.month > 0 && !date.start.month_masked;
    day = date.start.day > 0 && !date.start.day_masked;
    if (item->precision == PRECISION_DAY ? day : month)
        return true;
    if (warning)
        *warning = true;
    error_set(err, ERROR_INVALID,
              item->precision == PRECISION_DAY ? _("the day would be good to know")
                                               : _("the month would be good to know"));
    return true;
}

static bool check_constraint(const struct form *form, const struct item *item,
                             const struct value *value, const struct rule_source *source,
                             const char *language, bool *warning, struct error *err)
{
    struct rule_source with_own;
    const char *message;

    if (!source || !item->constraint || is_unclear(value))
        return true;
    with_own = *source;
    with_own.own = value;
    if (rule_holds(item->constraint, &with_own))
        return true;
    message = wording_in(form, &item->constraint_message, language, NULL);
    if (message[0])
        error_set(err, ERROR_INVALID, "%s", message);
    else
        error_set(err, ERROR_INVALID, _("this answer does not fit the rule of the form: %s"),
                  rule_text(item->constraint));
    if (item->warning_only && warning)
        *warning = true;
    return item->warning_only;
}

bool entry_check(const struct form *form, const struct item *item, const struct value *value,
                 const struct rule_source *source, const char *language, bool *warning,
                 struct error *err)
{
    if (warning)
        *warning = false;
    if (value_is_empty(value))
        return true;
    if (!item_takes_answer(item))
        return error_set(err, ERROR_INVALID, _("%s is of type %s and takes no answer"), item->name,
                         item_type_name(item->type));
    /* A calculation comes to whatever its parts are. */
    if (value->kind != kind_of(item->type) && !item_is_computed(item))
        return error_set(err, ERROR_INVALID, _("%s takes an answer of type %s"), item->name,
                         item_type_name(item->type));
    if (item_is_computed(item))
        return true;
    if ((value->kind == VALUE_CHOICES || value->kind == VALUE_RANK) &&
        !entry_check_choices(item, value, err))
        return false;
    if (value->kind == VALUE_DECIMAL || value->kind == VALUE_QUANTITY)
        if (!entry_check_number(item, value, err))
            return false;
    if (!check_size(item, value, err) || !check_pattern(form, item, value, language, err) ||
        !check_constraint(form, item, value, source, language, warning, err))
        return false;
    return (warning && *warning) || check_precision(item, value, warning, err);
}

static void display_choices(struct buf *out, const struct form *form, const struct item *item,
                            const struct value *value, const char *language)
{
    for (size_t i = 0; i < value->choice_count; i++) {
        const struct choice *choice = form_choice(item, value->choices[i]);

        buf_add_text(out, i > 0 ? ", " : "");
        if (value->kind == VALUE_RANK)
            buf_add_format(out, "%zu. ", i + 1);
        buf_add_text(out,
                     choice ? wording_in(form, &choice->label, language, NULL) : value->choices[i]);
    }
    if (value->text && value->text[0]) {
        buf_add_text(out, value->choice_count > 0 ? ", " : "");
        buf_add_text(out, value->text);
    }
}

void entry_display(struct buf *out, const struct form *form, const struct item *item,
                   const struct value *value, const char *language)
{
    if (value_is_empty(value))
        return;
    switch (value->kind) {
    case VALUE_TEXT:
        buf_add_text(out, value->text);
        break;
    case VALUE_INTEGER:
        buf_add_format(out, "%lld", (long long)value->integer);
        break;
    case VALUE_BOOLEAN:
        buf_add_text(out, i18n_in(language, value->integer ? N_("yes") : N_("no")));
        break;
    case VALUE_CHOICES:
        display_choices(out, form, item, value, language);
        break;
    case VALUE_DATE:
    case VALUE_DATETIME:
        buf_add_text(out, value->text);
        if (value->edtf && strcmp(value->edtf, value->text) != 0)
            buf_add_format(out, " (%s)", value->edtf);
        break;
    case VALUE_DECIMAL:
    case VALUE_TIME:
        buf_add_text(out, value->text);
        break;
    case VALUE_QUANTITY:
        buf_add_format(out, "%s %s", value->text, entry_unit(form, item, value->unit, language));
        break;
    case VALUE_FILE:
        buf_add_format(out, "%s (%lld kB)", value->text, (long long)(value->integer + 1023) / 1024);
        break;
    case VALUE_RANK:
        display_choices(out, form, item, value, language);
        break;
    case VALUE_EMPTY:
        break;
    }
}
