/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arithmetic and comparison as ODK has them: numbers are doubles, what is no
 * number is equal to nothing, and is neither more nor less. A partial date
 * compares at the coarser precision.
 */
#include "form/rule_result.h"

#include "base/edtf.h"
#include "form/rule_number.h"

#include <math.h>
#include <string.h>

#define DAY_SECONDS 86400.0
#define BLANKS      " \t\r\n"

struct result result_nothing(void)
{
    return (struct result){.kind = RESULT_EMPTY, .text = ""};
}

struct result result_boolean(bool yes)
{
    return (struct result){.kind = RESULT_BOOLEAN, .yes = yes};
}

struct result result_number(double number)
{
    return (struct result){.kind = RESULT_NUMBER, .number = number};
}

struct result result_text(const char *text)
{
    return text[0] ? (struct result){.kind = RESULT_TEXT, .text = text} : result_nothing();
}

struct result result_set(const char *name)
{
    return (struct result){.kind = RESULT_SET, .text = name};
}

struct result result_moment(int32_t day, double clock)
{
    return (struct result){.kind = RESULT_DATE, .first = day, .last = day, .clock = clock};
}

bool result_is_empty(const struct result *result)
{
    return result->kind == RESULT_EMPTY ||
           (result->kind == RESULT_NUMBER && isnan(result->number));
}

/* COUNT digits at TEXT as a number below LIMIT. */
static bool read_part(const char *text, size_t count, int limit, int *out)
{
    *out = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *out = *out * 10 + (text[i] - '0');
    }
    return *out < limit;
}

/* HH:MM, HH:MM:SS, and thousandths, as XForms writes them. */
static bool read_clock(double *out, const char *text)
{
    int hour, minute, second = 0, thousandth = 0;
    size_t length = strlen(text);

    if ((length != 5 && length != 8 && length != 12) || text[2] != ':' ||
        !read_part(text, 2, 24, &hour) || !read_part(text + 3, 2, 60, &minute))
        return false;
    if (length > 5 && (text[5] != ':' || !read_part(text + 6, 2, 60, &second)))
        return false;
    if (length > 8 && (text[8] != '.' || !read_part(text + 9, 3, 1000, &thousandth)))
        return false;
    *out = (hour * 3600 + minute * 60 + second + thousandth / 1000.0) / DAY_SECONDS;
    return true;
}

bool result_read_time(struct result *out, const char *text)
{
    double clock;

    if (!read_clock(&clock, text))
        return false;
    *out = (struct result){.kind = RESULT_TIME, .clock = clock, .text = text};
    return true;
}

bool result_read_date(struct result *out, const char *text)
{
    const char *time = strchr(text, 'T');
    size_t length = time ? (size_t)(time - text) : strlen(text);
    double clock = 0;
    struct edtf date;

    if (!edtf_parse(&date, text, length, NULL) || (time && !read_clock(&clock, time + 1)))
        return false;
    *out = (struct result){.kind = RESULT_DATE, .clock = clock, .text = text};
    edtf_bounds(&date, &out->first, &out->last);
    return !time || out->first == out->last;
}

static bool is_moment(const struct result *date)
{
    return date->kind == RESULT_DATE && date->first == date->last;
}

/* -12.5 with blanks around it, or a whole date, without any, as the number of its day. */
static double number_of_text(const char *text)
{
    const char *whole = text;
    struct result date;
    size_t length;
    double number;
    bool negative;

    text += strspn(text, BLANKS);
    negative = *text == '-';
    length = strcspn(text + negative, BLANKS);
    if (text[negative + length + strspn(text + negative + length, BLANKS)] != '\0')
        return NAN;
    if (rule_number_read(&number, text + negative, length))
        return negative ? -number : number;
    if (length >= 10 && result_read_date(&date, whole) && is_moment(&date))
        return date.first + date.clock;
    return NAN;
}

double result_as_number(const struct result *result)
{
    switch (result->kind) {
    case RESULT_BOOLEAN:
        return result->value ? NAN : result->yes;
    case RESULT_NUMBER:
        return result->number;
    case RESULT_TEXT:
        return number_of_text(result->text);
    case RESULT_DATE:
        return is_moment(result) ? result->first + result->clock : NAN;
    case RESULT_TIME:
        return result->clock;
    case RESULT_EMPTY:
    case RESULT_UNCLEAR:
    case RESULT_SET:
        break;
    }
    return NAN;
}

bool result_date(const struct result *result, int32_t *first, int32_t *last)
{
    struct result date = *result;

    if (result->kind == RESULT_TEXT && !result_read_date(&date, result->text))
        return false;
    *first = date.first;
    *last = date.last;
    return date.kind == RESULT_DATE;
}

bool result_truth(const struct result *result)
{
    switch (result->kind) {
    case RESULT_BOOLEAN:
        return result->yes;
    case RESULT_NUMBER:
        /* As in ODK: an answer is there, a sum is more or less than nothing. */
        return result->value || result->number < 0 || result->number > 0;
    case RESULT_TEXT:
        return !result->value || result->text[strspn(result->text, BLANKS)] != '\0';
    case RESULT_DATE:
    case RESULT_TIME:
    case RESULT_UNCLEAR:
        return true;
    case RESULT_EMPTY:
    case RESULT_SET:
        break;
    }
    return false;
}

static void add_date(struct buf *out, const struct result *result)
{
    int year, month, day, seconds = (int)(result->clock * DAY_SECONDS + 0.5);

    if (result->text) {
        buf_add_text(out, result->text);
        return;
    }
    edtf_civil_from_days(result->first, &year, &month, &day);
    buf_add_format(out, "%04d-%02d-%02d", year, month, day);
    if (seconds > 0 && seconds < (int)DAY_SECONDS)
        buf_add_format(out, "T%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

void result_add(struct buf *out, const struct result *result)
{
    switch (result->kind) {
    case RESULT_BOOLEAN:
        buf_add_text(out, result->value ? (result->yes ? "yes" : "no")
                                        : (result->yes ? "true" : "false"));
        break;
    case RESULT_NUMBER:
        rule_number_add(out, result->number);
        break;
    case RESULT_DATE:
        add_date(out, result);
        break;
    case RESULT_TEXT:
    case RESULT_TIME:
    case RESULT_UNCLEAR:
        buf_add_text(out, result->text);
        break;
    case RESULT_EMPTY:
    case RESULT_SET:
        break;
    }
}

enum order { ORDER_LESS, ORDER_SAME, ORDER_MORE, ORDER_UNKNOWN };

static enum order order_numbers(double a, double b)
{
    if (a < b)
        return ORDER_LESS;
    if (a > b)
        return ORDER_MORE;
    return isnan(a) || isnan(b) ? ORDER_UNKNOWN : ORDER_SAME;
}

/* One contains the other: the same at the coarser precision. */
static enum order order_days(int32_t a_first, int32_t a_last, int32_t b_first, int32_t b_last)
{
    if (a_last < b_first)
        return ORDER_LESS;
    if (a_first > b_last)
        return ORDER_MORE;
    if ((a_first <= b_first && a_last >= b_last) || (b_first <= a_first && b_last >= a_last))
        return ORDER_SAME;
    return ORDER_UNKNOWN;
}

/* A date, the text of one, or a number of days. */
static bool as_date(struct result *out, const struct result *result)
{
    double number = result->number;

    *out = *result;
    if (result->kind == RESULT_TEXT)
        return result_read_date(out, result->text);
    if (result->kind == RESULT_NUMBER && number > INT32_MIN && number < INT32_MAX) {
        int32_t day = (int32_t)number - (number < (double)(int32_t)number);

        *out = result_moment(day, number - day);
    }
    return out->kind == RESULT_DATE;
}

static enum order order_dates(const struct result *a, const struct result *b)
{
    struct result left, right;

    if (!as_date(&left, a) || !as_date(&right, b))
        return ORDER_UNKNOWN;
    if (is_moment(&left) && is_moment(&right))
        return order_numbers(left.first + left.clock, right.first + right.clock);
    return order_days(left.first, left.last, right.first, right.last);
}

static enum order order_times(const struct result *a, const struct result *b)
{
    struct result left = *a, right = *b;

    if ((a->kind == RESULT_TEXT && !result_read_time(&left, a->text)) ||
        (b->kind == RESULT_TEXT && !result_read_time(&right, b->text)))
        return ORDER_UNKNOWN;
    return order_numbers(result_as_number(&left), result_as_number(&right));
}

static enum order order_of(const struct result *a, const struct result *b)
{
    if (a->kind == RESULT_DATE || b->kind == RESULT_DATE)
        return order_dates(a, b);
    if (a->kind == RESULT_TIME || b->kind == RESULT_TIME)
        return order_times(a, b);
    return order_numbers(result_as_number(a), result_as_number(b));
}

/* An answer yes or no is also the word; what was worked out is only itself. */
static bool equals_boolean(const struct result *boolean, const struct result *other)
{
    if (other->kind == RESULT_EMPTY)
        return false;
    if (boolean->value && other->kind == RESULT_TEXT)
        return strcmp(other->text, boolean->yes ? "yes" : "no") == 0;
    return boolean->yes == result_truth(other);
}

bool result_equal(const struct result *a, const struct result *b)
{
    if (a->kind == RESULT_EMPTY || b->kind == RESULT_EMPTY)
        return a->kind == b->kind;
    if (a->kind == RESULT_BOOLEAN)
        return equals_boolean(a, b);
    if (b->kind == RESULT_BOOLEAN)
        return equals_boolean(b, a);
    if (a->kind == RESULT_TEXT && b->kind == RESULT_TEXT)
        return strcmp(a->text, b->text) == 0;
    return order_of(a, b) == ORDER_SAME;
}

bool result_compare(enum rule_node_kind kind, const struct result *a, const struct result *b)
{
    enum order order = ORDER_UNKNOWN;

    if (kind == RULE_NODE_EQUAL)
        return result_equal(a, b);
    if (kind == RULE_NODE_UNEQUAL)
        return !result_equal(a, b);
    order = order_of(a, b);
    switch (kind) {
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

struct result result_calculate(enum rule_node_kind kind, const struct result *left,
                               const struct result *right)
{
    double a = result_as_number(left), b = result_as_number(right);

    switch (kind) {
    case RULE_NODE_ADD:
        return result_number(a + b);
    case RULE_NODE_SUBTRACT:
        return result_number(a - b);
    case RULE_NODE_MULTIPLY:
        return result_number(a * b);
    case RULE_NODE_DIVIDE:
        return result_number(b < 0 || b > 0 ? a / b : NAN);
    default:
        return result_number(b < 0 || b > 0 ? fmod(a, b) : NAN);
    }
}
