/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a part of a condition is as something else, and how two compare, written
 * from the manual: everything is a text or a double.
 */
#include "naive_part.h"

#include "base/edtf.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *naive_keep(struct arena *arena, const char *text)
{
    return arena_copy(arena, text, strlen(text));
}

static void add(char *text, char c)
{
    size_t length = strlen(text);

    text[length] = c;
    text[length + 1] = '\0';
}

/* As JavaScript writes a number. */
static const char *digits_of(struct arena *arena, double number)
{
    char text[64], mantissa[32] = "", out[80] = "";
    int precision = 1, exponent, count = 0;

    if (isnan(number) || isinf(number))
        return "";
    if (number == 0.0)
        return "0";
    for (; precision < 18; precision++) {
        (void)snprintf(text, sizeof(text), "%.*e", precision - 1, fabs(number));
        if (strtod(text, NULL) == fabs(number))
            break;
    }
    exponent = atoi(strchr(text, 'e') + 1);
    for (char *c = text; *c != 'e'; c++)
        if (*c != '.')
            mantissa[count++] = *c;
    if (number < 0)
        strcat(out, "-");
    if (exponent >= 21 || exponent <= -8) {
        add(out, mantissa[0]);
        if (count > 1)
            strcat(strcat(out, "."), mantissa + 1);
        (void)snprintf(out + strlen(out), 16, "e%+d", exponent);
        return naive_keep(arena, out);
    }
    if (exponent < 0)
        strcat(out, "0.");
    for (int i = -1; i > exponent; i--)
        strcat(out, "0");
    for (int i = 0; i < count || i <= exponent; i++) {
        if (i == exponent + 1 && exponent >= 0)
            strcat(out, ".");
        add(out, i < count ? mantissa[i] : '0');
    }
    return naive_keep(arena, out);
}

struct naive_part naive_nothing(void)
{
    return (struct naive_part){.kind = NAIVE_NOTHING, .number = NAN, .words = ""};
}

struct naive_part naive_number(struct arena *arena, double value)
{
    return (struct naive_part){
        .kind = NAIVE_NUMBER, .number = value, .words = digits_of(arena, value)};
}

struct naive_part naive_truth(bool yes)
{
    return (struct naive_part){.kind = NAIVE_TRUTH, .number = yes, .words = yes ? "true" : "false"};
}

static bool hours(double *out, const char *text)
{
    int h, m, s = 0, ms = 0, end = 0;
    static const char *const shapes[] = {"00:00", "00:00:00", "00:00:00.000"};
    bool fits = false;

    for (size_t i = 0; i < 3; i++) {
        bool same = strlen(text) == strlen(shapes[i]);

        for (size_t j = 0; same && shapes[i][j]; j++)
            same = shapes[i][j] == '0' ? text[j] >= '0' && text[j] <= '9' : text[j] == shapes[i][j];
        fits = fits || same;
    }
    if (!fits || sscanf(text, "%2d:%2d%n:%2d.%3d", &h, &m, &end, &s, &ms) < 2 || h > 23 || m > 59 ||
        s > 59)
        return false;
    *out = (h * 3600 + m * 60 + s + ms / 1000.0) / 86400;
    return true;
}

static bool day(struct naive_part *out, const char *text)
{
    char date[128];
    const char *t = strchr(text, 'T');
    size_t length = t ? (size_t)(t - text) : strlen(text);
    double hour = 0;
    struct edtf edtf;

    if (length >= sizeof(date))
        return false;
    memcpy(date, text, length);
    date[length] = '\0';
    if (!edtf_parse(&edtf, date, length, NULL) || (t && !hours(&hour, t + 1)))
        return false;
    *out = (struct naive_part){.kind = NAIVE_DAY, .words = text};
    edtf_bounds(&edtf, &out->from, &out->until);
    out->number = out->from == out->until ? out->from + hour : NAN;
    return !t || out->from == out->until;
}

/* "-12.5", where blanks around it do not count, or a whole date, where they do. */
static double number_in(const char *text)
{
    const char *whole = text;
    char trimmed[2048];
    struct naive_part date;
    size_t length, digits = 0, points = 0;

    text += strspn(text, " \t\r\n");
    length = strlen(text);
    while (length > 0 && strchr(" \t\r\n", text[length - 1]))
        length--;
    if (length >= sizeof(trimmed))
        return NAN;
    memcpy(trimmed, text, length);
    trimmed[length] = '\0';
    for (const char *c = trimmed + (trimmed[0] == '-'); *c; c++) {
        digits += *c >= '0' && *c <= '9';
        points += *c == '.';
        if (!strchr("0123456789.", *c))
            digits = points = 9999;
    }
    if (digits > 0 && digits < 9999 && points < 2) {
        double value = strtod(trimmed, NULL);

        return isfinite(value) ? value : NAN;
    }
    return length >= 10 && day(&date, whole) ? date.number : NAN;
}

double naive_as_number(const struct naive_part *part)
{
    switch (part->kind) {
    case NAIVE_TRUTH:
        return part->answer ? NAN : part->number;
    case NAIVE_WORDS:
        return number_in(part->words);
    case NAIVE_NUMBER:
    case NAIVE_DAY:
    case NAIVE_HOUR:
        return part->number;
    default:
        return NAN;
    }
}

bool naive_holds(const struct naive_part *part)
{
    switch (part->kind) {
    case NAIVE_NOTHING:
        return false;
    case NAIVE_TRUTH:
        return part->number > 0;
    case NAIVE_NUMBER:
        return part->answer || (part->number != 0 && !isnan(part->number));
    case NAIVE_WORDS:
        return !part->answer || strspn(part->words, " \t\r\n") < strlen(part->words);
    default:
        return true;
    }
}

bool naive_is_empty(const struct naive_part *part)
{
    return part->kind == NAIVE_NOTHING || (part->kind == NAIVE_NUMBER && isnan(part->number));
}

struct naive_part naive_words(const char *text)
{
    return text[0] ? (struct naive_part){.kind = NAIVE_WORDS, .number = NAN, .words = text}
                   : naive_nothing();
}

struct naive_part naive_answer(struct arena *arena, const struct value *value)
{
    struct naive_part part = naive_nothing();
    struct buf codes = BUF_INIT;

    if (!value || value_is_empty(value))
        return part;
    switch (value->kind) {
    case VALUE_INTEGER:
        part = naive_number(arena, (double)value->integer);
        break;
    case VALUE_DECIMAL:
    case VALUE_QUANTITY:
        part = naive_number(arena, value->decimal);
        break;
    case VALUE_BOOLEAN:
        part = naive_truth(value->integer);
        part.words = value->integer ? "yes" : "no";
        break;
    case VALUE_CHOICES:
    case VALUE_RANK:
        for (size_t i = 0; i < value->choice_count; i++)
            buf_add_format(&codes, "%s%s", i ? " " : "", value->choices[i]);
        if (value->text && value->text[0])
            buf_add_format(&codes, "%sother", codes.length ? " " : "");
        part = naive_words(naive_keep(arena, buf_text(&codes)));
        break;
    case VALUE_DATE:
    case VALUE_DATETIME:
        if (!value->edtf || !day(&part, value->edtf))
            part = (struct naive_part){.kind = NAIVE_RIDDLE, .number = NAN, .words = value->text};
        break;
    case VALUE_TIME:
        part = naive_words(value->text);
        if (hours(&part.number, value->text))
            part.kind = NAIVE_HOUR;
        break;
    default:
        part = naive_words(value->text);
        break;
    }
    buf_finish(&codes);
    part.answer = value;
    return part;
}

/* ---- comparing: -1, 0, 1, or 2 where it cannot be known ---- */

static int order_numbers(double a, double b)
{
    return isnan(a) || isnan(b) ? 2 : a < b ? -1 : a > b;
}

bool naive_dated(struct naive_part *out, const struct naive_part *part)
{
    if (part->kind == NAIVE_WORDS)
        return day(out, part->words);
    if (part->kind == NAIVE_NUMBER && part->number > INT32_MIN && part->number < INT32_MAX) {
        *out = (struct naive_part){.kind = NAIVE_DAY, .number = part->number};
        out->from = out->until = (int32_t)floor(part->number);
        return true;
    }
    *out = *part;
    return part->kind == NAIVE_DAY;
}

int naive_order(const struct naive_part *a, const struct naive_part *b)
{
    struct naive_part left, right;

    if (a->kind == NAIVE_NOTHING || b->kind == NAIVE_NOTHING || a->kind == NAIVE_RIDDLE ||
        b->kind == NAIVE_RIDDLE)
        return 2;
    if (a->kind == NAIVE_DAY || b->kind == NAIVE_DAY) {
        if (!naive_dated(&left, a) || !naive_dated(&right, b))
            return 2;
        if (!isnan(left.number) && !isnan(right.number))
            return order_numbers(left.number, right.number);
        if (left.until < right.from)
            return -1;
        if (left.from > right.until)
            return 1;
        return (left.from <= right.from && right.until <= left.until) ||
                       (right.from <= left.from && left.until <= right.until)
                   ? 0
                   : 2;
    }
    if (a->kind == NAIVE_HOUR || b->kind == NAIVE_HOUR) {
        double x = naive_as_number(a), y = naive_as_number(b);

        if ((a->kind == NAIVE_WORDS && !hours(&x, a->words)) ||
            (b->kind == NAIVE_WORDS && !hours(&y, b->words)))
            return 2;
        return order_numbers(x, y);
    }
    return order_numbers(naive_as_number(a), naive_as_number(b));
}

bool naive_same(const struct naive_part *a, const struct naive_part *b)
{
    if (a->kind == NAIVE_NOTHING || b->kind == NAIVE_NOTHING)
        return a->kind == b->kind;
    if (a->kind != NAIVE_TRUTH && b->kind == NAIVE_TRUTH)
        return naive_same(b, a);
    if (a->kind == NAIVE_TRUTH) {
        if (a->answer && b->kind == NAIVE_WORDS)
            return strcmp(a->words, b->words) == 0;
        return (a->number > 0) == naive_holds(b);
    }
    if (a->kind == NAIVE_WORDS && b->kind == NAIVE_WORDS)
        return strcmp(a->words, b->words) == 0;
    return naive_order(a, b) == 0;
}
