/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arithmetic and comparison with the meaning of a form: empty stays empty, a
 * partial date compares at the coarser precision, no NaN ever comes out.
 */
#include "form/rule_result.h"

#include "base/edtf.h"

#include <string.h>

/* Decimals beyond this are empty: below it whole numbers are exact. */
#define MAX_DECIMAL 1e15

struct result result_nothing(void)
{
    return (struct result){.kind = RESULT_EMPTY, .text = ""};
}

struct result result_boolean(bool yes)
{
    return (struct result){.kind = RESULT_BOOLEAN, .integer = yes};
}

struct result result_integer(int64_t integer)
{
    return (struct result){.kind = RESULT_INTEGER, .integer = integer};
}

struct result result_decimal(double decimal)
{
    if (!(decimal > -MAX_DECIMAL && decimal < MAX_DECIMAL))
        return result_nothing();
    return (struct result){.kind = RESULT_DECIMAL, .decimal = decimal};
}

struct result result_text(const char *text)
{
    return text[0] ? (struct result){.kind = RESULT_TEXT, .text = text} : result_nothing();
}

bool result_bounds(const char *text, int32_t *first, int32_t *last)
{
    struct edtf date;

    if (!edtf_parse(&date, text, strlen(text), NULL))
        return false;
    edtf_bounds(&date, first, last);
    return true;
}

/* -12.5: digits only, whatever the decimal sign of the language is. */
static struct result number_of_text(const char *text)
{
    int64_t integer = 0;
    double decimal = 0, scale = 1;
    size_t digits = 0;
    bool negative, whole = true, fits = true;

    while (*text == ' ')
        text++;
    negative = *text == '-';
    text += negative;
    for (; (*text >= '0' && *text <= '9') || (*text == '.' && whole); text++) {
        if (*text == '.') {
            whole = false;
            continue;
        }
        digits++;
        scale = whole ? 1 : scale / 10;
        decimal = whole ? decimal * 10 + (*text - '0') : decimal + scale * (*text - '0');
        fits = fits && !__builtin_mul_overflow(integer, (int64_t)10, &integer) &&
               !__builtin_add_overflow(integer, (int64_t)(*text - '0'), &integer);
    }
    while (*text == ' ')
        text++;
    if (digits == 0 || *text != '\0')
        return result_nothing();
    if (whole)
        return fits ? result_integer(negative ? -integer : integer) : result_nothing();
    return result_decimal(negative ? -decimal : decimal);
}

/* A number, or nothing. */
static struct result result_number(const struct result *result)
{
    switch (result->kind) {
    case RESULT_BOOLEAN:
        return result_integer(result->integer);
    case RESULT_INTEGER:
    case RESULT_DECIMAL:
        return *result;
    case RESULT_TEXT:
        return number_of_text(result->text);
    case RESULT_DATE:
        return result->first == result->last ? result_integer(result->first) : result_nothing();
    case RESULT_EMPTY:
    case RESULT_UNCLEAR:
        break;
    }
    return result_nothing();
}

static double decimal_of(const struct result *number)
{
    return number->kind == RESULT_INTEGER ? (double)number->integer : number->decimal;
}

bool result_date(const struct result *result, int32_t *first, int32_t *last)
{
    *first = result->first;
    *last = result->last;
    if (result->kind == RESULT_TEXT)
        return result_bounds(result->text, first, last);
    if (result->kind == RESULT_INTEGER && result->integer > INT32_MIN &&
        result->integer < INT32_MAX) {
        *first = *last = (int32_t)result->integer;
        return true;
    }
    return result->kind == RESULT_DATE;
}

bool result_truth(const struct result *result)
{
    switch (result->kind) {
    case RESULT_BOOLEAN:
    case RESULT_INTEGER:
        return result->integer != 0;
    case RESULT_DECIMAL:
        return result->decimal > 0 || result->decimal < 0;
    case RESULT_TEXT:
    case RESULT_DATE:
    case RESULT_UNCLEAR:
        return true;
    case RESULT_EMPTY:
        break;
    }
    return false;
}

static void add_decimal(struct buf *out, double decimal)
{
    int64_t scaled = (int64_t)((decimal < 0 ? -decimal : decimal) * 1e3 + 0.5);
    char fraction[8];
    size_t digits = 3;

    for (size_t i = 0; i < digits; i++)
        fraction[i] = (char)('0' + scaled / (i == 0 ? 100 : i == 1 ? 10 : 1) % 10);
    while (digits > 0 && fraction[digits - 1] == '0')
        digits--;
    buf_add_format(out, "%s%lld", decimal < 0 && scaled > 0 ? "-" : "", (long long)(scaled / 1000));
    if (digits > 0) {
        buf_add_char(out, '.');
        buf_add(out, fraction, digits);
    }
}

void result_add(struct buf *out, const struct result *result)
{
    switch (result->kind) {
    case RESULT_BOOLEAN:
        buf_add_text(out, result->integer ? "true" : "false");
        break;
    case RESULT_INTEGER:
        buf_add_format(out, "%lld", (long long)result->integer);
        break;
    case RESULT_DECIMAL:
        add_decimal(out, result->decimal);
        break;
    case RESULT_DATE:
        if (!result->text) {
            int year, month, day;

            edtf_civil_from_days(result->first, &year, &month, &day);
            buf_add_format(out, "%04d-%02d-%02d", year, month, day);
            break;
        }
        buf_add_text(out, result->text);
        break;
    case RESULT_TEXT:
    case RESULT_UNCLEAR:
        buf_add_text(out, result->text);
        break;
    case RESULT_EMPTY:
        break;
    }
}

/* A yes or no held against a text: 'yes' and 'no' are what people write. */
static bool equals_boolean(bool yes, const struct result *other)
{
    if (other->kind == RESULT_TEXT) {
        static const char *const words[2][3] = {{"no", "false", "0"}, {"yes", "true", "1"}};

        for (size_t i = 0; i < 3; i++)
            if (strcmp(other->text, words[yes][i]) == 0)
                return true;
        return false;
    }
    return yes == result_truth(other);
}

enum order { ORDER_LESS, ORDER_SAME, ORDER_MORE, ORDER_UNKNOWN };

/* One contains the other: the same at the coarser precision. */
static enum order order_dates(const struct result *a, const struct result *b)
{
    int32_t a_first, a_last, b_first, b_last;

    if (!result_date(a, &a_first, &a_last) || !result_date(b, &b_first, &b_last))
        return ORDER_UNKNOWN;
    if (a_last < b_first)
        return ORDER_LESS;
    if (a_first > b_last)
        return ORDER_MORE;
    if ((a_first <= b_first && a_last >= b_last) || (b_first <= a_first && b_last >= a_last))
        return ORDER_SAME;
    return ORDER_UNKNOWN;
}

static enum order order_numbers(const struct result *a, const struct result *b)
{
    struct result left = result_number(a), right = result_number(b);

    if (left.kind == RESULT_EMPTY || right.kind == RESULT_EMPTY)
        return ORDER_UNKNOWN;
    if (left.kind == RESULT_INTEGER && right.kind == RESULT_INTEGER)
        return left.integer < right.integer   ? ORDER_LESS
               : left.integer > right.integer ? ORDER_MORE
                                              : ORDER_SAME;
    if (decimal_of(&left) < decimal_of(&right))
        return ORDER_LESS;
    return decimal_of(&left) > decimal_of(&right) ? ORDER_MORE : ORDER_SAME;
}

static enum order order_of(const struct result *a, const struct result *b)
{
    if (a->kind == RESULT_EMPTY || b->kind == RESULT_EMPTY || a->kind == RESULT_UNCLEAR ||
        b->kind == RESULT_UNCLEAR)
        return ORDER_UNKNOWN;
    return a->kind == RESULT_DATE || b->kind == RESULT_DATE ? order_dates(a, b)
                                                            : order_numbers(a, b);
}

static bool is_number(const struct result *result)
{
    return result->kind == RESULT_INTEGER || result->kind == RESULT_DECIMAL;
}

bool result_equal(const struct result *a, const struct result *b)
{
    if (a->kind == RESULT_EMPTY || b->kind == RESULT_EMPTY)
        return a->kind == b->kind;
    if (a->kind == RESULT_BOOLEAN)
        return equals_boolean(a->integer != 0, b);
    if (b->kind == RESULT_BOOLEAN)
        return equals_boolean(b->integer != 0, a);
    if (a->kind == RESULT_TEXT && b->kind == RESULT_TEXT)
        return strcmp(a->text, b->text) == 0;
    if (a->kind == RESULT_DATE || b->kind == RESULT_DATE || is_number(a) || is_number(b))
        return order_of(a, b) == ORDER_SAME;
    return false;
}

bool result_compare(enum rule_node_kind kind, const struct result *a, const struct result *b)
{
    enum order order = order_of(a, b);

    switch (kind) {
    case RULE_NODE_EQUAL:
        return result_equal(a, b);
    case RULE_NODE_UNEQUAL:
        return !result_equal(a, b);
    case RULE_NODE_LESS:
        return order == ORDER_LESS;
    case RULE_NODE_LESS_EQUAL:
        return order == ORDER_LESS || order == ORDER_SAME;
    case RULE_NODE_GREATER:
        return order == ORDER_MORE;
    default:
        return order == ORDER_MORE || order == ORDER_SAME;
    }
}

static struct result divide(const struct result *a, const struct result *b)
{
    double divisor = decimal_of(b);

    if (!(divisor > 0 || divisor < 0))
        return result_nothing();
    if (a->kind == RESULT_INTEGER && b->kind == RESULT_INTEGER && b->integer != -1 &&
        a->integer % b->integer == 0)
        return result_integer(a->integer / b->integer);
    return result_decimal(decimal_of(a) / divisor);
}

static struct result remainder_of(const struct result *a, const struct result *b)
{
    double quotient, divisor = decimal_of(b);

    if (!(divisor > 0 || divisor < 0))
        return result_nothing();
    if (a->kind == RESULT_INTEGER && b->kind == RESULT_INTEGER)
        return result_integer(b->integer == -1 ? 0 : a->integer % b->integer);
    quotient = decimal_of(a) / divisor;
    if (!(quotient > -MAX_DECIMAL && quotient < MAX_DECIMAL))
        return result_nothing();
    return result_decimal(decimal_of(a) - (double)(int64_t)quotient * divisor);
}

static struct result calculate_whole(enum rule_node_kind kind, int64_t a, int64_t b)
{
    int64_t result = 0;
    bool overflow = kind == RULE_NODE_ADD        ? __builtin_add_overflow(a, b, &result)
                    : kind == RULE_NODE_SUBTRACT ? __builtin_sub_overflow(a, b, &result)
                                                 : __builtin_mul_overflow(a, b, &result);

    return overflow ? result_nothing() : result_integer(result);
}

struct result result_calculate(enum rule_node_kind kind, const struct result *left,
                               const struct result *right)
{
    struct result a = result_number(left), b = result_number(right);

    if (a.kind == RESULT_EMPTY || b.kind == RESULT_EMPTY)
        return result_nothing();
    if (kind == RULE_NODE_DIVIDE)
        return divide(&a, &b);
    if (kind == RULE_NODE_REMAINDER)
        return remainder_of(&a, &b);
    if (a.kind == RESULT_INTEGER && b.kind == RESULT_INTEGER)
        return calculate_whole(kind, a.integer, b.integer);
    if (kind == RULE_NODE_ADD)
        return result_decimal(decimal_of(&a) + decimal_of(&b));
    if (kind == RULE_NODE_SUBTRACT)
        return result_decimal(decimal_of(&a) - decimal_of(&b));
    return result_decimal(decimal_of(&a) * decimal_of(&b));
}
