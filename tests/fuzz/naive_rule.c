/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Written from the manual, the slow way: everything is a text or a double, and
 * whatever is asked of a part is worked out when it is asked.
 */
#include "naive_rule.h"

#include "base/edtf.h"
#include "base/text.h"
#include "form/pattern.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a part is. An answer remembers what it was answered to. */
enum kind { NOTHING, TRUTH, NUMBER, WORDS, DAY, HOUR, RIDDLE };

struct part {
    enum kind kind;
    double number;       /* truth: 0 or 1; number; day and hour: as a number, NaN if unsure */
    int32_t from, until; /* day */
    const char *words;   /* as a text */
    const struct value *answer;
    const char *name; /* it is ${name} and nothing else, "." for the own answer; NULL */
};

struct reading {
    const char *at;
    bool filter;
    struct arena *arena;
    const struct rule_source *source;
};

static struct part part_or(struct reading *reading);

static void blanks(struct reading *reading)
{
    while (*reading->at && strchr(" \t\r\n", *reading->at))
        reading->at++;
}

static bool in_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool next(struct reading *reading, const char *sign)
{
    size_t length = strlen(sign);

    blanks(reading);
    if (strncmp(reading->at, sign, length) != 0 ||
        (in_word(sign[0]) && in_word(reading->at[length])))
        return false;
    reading->at += length;
    return true;
}

/* ---- what a part is as something else ---- */

static const char *keep(struct reading *reading, const char *text)
{
    return arena_copy(reading->arena, text, strlen(text));
}

/* As JavaScript writes a number. */
static const char *digits_of(struct reading *reading, double number)
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
        strncat(out, mantissa, 1);
        if (count > 1)
            strcat(strcat(out, "."), mantissa + 1);
        (void)snprintf(out + strlen(out), 16, "e%+d", exponent);
        return keep(reading, out);
    }
    if (exponent < 0)
        strcat(out, "0.");
    for (int i = -1; i > exponent; i--)
        strcat(out, "0");
    for (int i = 0; i < count || i <= exponent; i++) {
        if (i == exponent + 1 && exponent >= 0)
            strcat(out, ".");
        strncat(out, i < count ? &mantissa[i] : "0", 1);
    }
    return keep(reading, out);
}

static struct part nothing(void)
{
    return (struct part){.kind = NOTHING, .number = NAN, .words = ""};
}

static struct part number(struct reading *reading, double value)
{
    return (struct part){.kind = NUMBER, .number = value, .words = digits_of(reading, value)};
}

static struct part truth(bool yes)
{
    return (struct part){.kind = TRUTH, .number = yes, .words = yes ? "true" : "false"};
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

static bool day(struct part *out, const char *text)
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
    *out = (struct part){.kind = DAY, .words = text};
    edtf_bounds(&edtf, &out->from, &out->until);
    out->number = out->from == out->until ? out->from + hour : NAN;
    return !t || out->from == out->until;
}

/* "-12.5", where blanks around it do not count, or a whole date, where they do. */
static double number_in(const char *text)
{
    const char *whole = text;
    char trimmed[2048];
    struct part date;
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

static double as_number(const struct part *part)
{
    switch (part->kind) {
    case TRUTH:
        return part->answer ? NAN : part->number;
    case WORDS:
        return number_in(part->words);
    case NUMBER:
    case DAY:
    case HOUR:
        return part->number;
    default:
        return NAN;
    }
}

static bool holds_part(const struct part *part)
{
    switch (part->kind) {
    case NOTHING:
        return false;
    case TRUTH:
        return part->number > 0;
    case NUMBER:
        return part->answer || (part->number != 0 && !isnan(part->number));
    case WORDS:
        return !part->answer || strspn(part->words, " \t\r\n") < strlen(part->words);
    default:
        return true;
    }
}

static bool is_empty(const struct part *part)
{
    return part->kind == NOTHING || (part->kind == NUMBER && isnan(part->number));
}

static struct part words(const char *text)
{
    return text[0] ? (struct part){.kind = WORDS, .number = NAN, .words = text} : nothing();
}

static struct part answer_part(struct reading *reading, const struct value *value)
{
    struct part part = nothing();
    struct buf codes = BUF_INIT;

    if (!value || value_is_empty(value))
        return part;
    switch (value->kind) {
    case VALUE_INTEGER:
        part = number(reading, (double)value->integer);
        break;
    case VALUE_DECIMAL:
    case VALUE_QUANTITY:
        part = number(reading, value->decimal);
        break;
    case VALUE_BOOLEAN:
        part = truth(value->integer);
        part.words = value->integer ? "yes" : "no";
        break;
    case VALUE_CHOICES:
    case VALUE_RANK:
        for (size_t i = 0; i < value->choice_count; i++)
            buf_add_format(&codes, "%s%s", i ? " " : "", value->choices[i]);
        if (value->text && value->text[0])
            buf_add_format(&codes, "%sother", codes.length ? " " : "");
        part = words(keep(reading, buf_text(&codes)));
        break;
    case VALUE_DATE:
    case VALUE_DATETIME:
        if (!value->edtf || !day(&part, value->edtf))
            part = (struct part){.kind = RIDDLE, .number = NAN, .words = value->text};
        break;
    case VALUE_TIME:
        part = words(value->text);
        if (hours(&part.number, value->text))
            part.kind = HOUR;
        break;
    default:
        part = words(value->text);
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

static bool dated(struct part *out, const struct part *part)
{
    if (part->kind == WORDS)
        return day(out, part->words);
    if (part->kind == NUMBER && part->number > INT32_MIN && part->number < INT32_MAX) {
        *out = (struct part){.kind = DAY, .number = part->number};
        out->from = out->until = (int32_t)floor(part->number);
        return true;
    }
    *out = *part;
    return part->kind == DAY;
}

static int order(const struct part *a, const struct part *b)
{
    struct part left, right;

    if (a->kind == NOTHING || b->kind == NOTHING || a->kind == RIDDLE || b->kind == RIDDLE)
        return 2;
    if (a->kind == DAY || b->kind == DAY) {
        if (!dated(&left, a) || !dated(&right, b))
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
    if (a->kind == HOUR || b->kind == HOUR) {
        double x = as_number(a), y = as_number(b);

        if ((a->kind == WORDS && !hours(&x, a->words)) ||
            (b->kind == WORDS && !hours(&y, b->words)))
            return 2;
        return order_numbers(x, y);
    }
    return order_numbers(as_number(a), as_number(b));
}

static bool same(const struct part *a, const struct part *b)
{
    if (a->kind == NOTHING || b->kind == NOTHING)
        return a->kind == b->kind;
    if (a->kind != TRUTH && b->kind == TRUTH)
        return same(b, a);
    if (a->kind == TRUTH) {
        if (a->answer && b->kind == WORDS)
            return strcmp(a->words, b->words) == 0;
        return (a->number > 0) == holds_part(b);
    }
    if (a->kind == WORDS && b->kind == WORDS)
        return strcmp(a->words, b->words) == 0;
    return order(a, b) == 0;
}

/* ---- functions ---- */

struct listing {
    struct reading *reading;
    struct part *parts;
    size_t count;
};

static void list_value(void *self, const struct value *value)
{
    struct listing *listing = self;

    if (listing->count < 300)
        listing->parts[listing->count++] = answer_part(listing->reading, value);
}

/* The operands; where one is ${name} alone and ALL, its answer in every row. */
static size_t operands(struct reading *reading, struct part *parts, bool all)
{
    struct listing listing = {reading, parts, 0};

    if (next(reading, ")"))
        return 0;
    do {
        struct part part = part_or(reading);

        if (all && part.name && part.name[0] != '.')
            reading->source->each(reading->source->self, part.name, list_value, &listing);
        else if (listing.count < 300)
            parts[listing.count++] = part;
    } while (next(reading, ","));
    if (!next(reading, ")"))
        abort();
    return listing.count;
}

static struct part aggregate(struct reading *reading, const char *name)
{
    struct part *parts = arena_take(reading->arena, 301, sizeof(*parts));
    size_t count = operands(reading, parts, true), there = 0;
    double result = NAN;

    for (size_t i = 0; i < count; i++) {
        double one = as_number(&parts[i]);

        there += !is_empty(&parts[i]);
        if (i == 0)
            result = one;
        else if (isnan(one) || isnan(result))
            result = NAN;
        else if (name[0] == 's')
            result += one;
        else
            result = name[1] == 'i' ? fmin(result, one) : fmax(result, one);
    }
    return number(reading, name[0] == 'c' ? (double)there : result);
}

static struct part age(struct reading *reading, const struct part *birth)
{
    struct part date;
    int year, month, date_day, y, m, d, years;

    if ((birth->kind != DAY && birth->kind != WORDS) || !dated(&date, birth) ||
        date.from == INT32_MIN || date.until == INT32_MAX)
        return nothing();
    edtf_civil_from_days(date.until, &year, &month, &date_day);
    edtf_civil_from_days(reading->source->today, &y, &m, &d);
    years = y - year;
    if (m * 100 + d < month * 100 + date_day)
        years--;
    return years < 0 ? nothing() : number(reading, years);
}

static size_t letters(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

static bool chosen(const struct part *where, const struct part *what)
{
    const struct value *value = where->answer;

    if (where->kind == NOTHING || is_empty(what) || what->words[0] == '\0')
        return false;
    if (!value || (value->kind != VALUE_CHOICES && value->kind != VALUE_RANK))
        return same(where, what);
    for (size_t i = 0; i < value->choice_count; i++)
        if (strcmp(value->choices[i], what->words) == 0)
            return true;
    return value->text && strcmp(what->words, "other") == 0;
}

static size_t made(const struct part *where)
{
    const struct value *value = where->answer;

    if (where->kind == NOTHING)
        return 0;
    if (value->kind != VALUE_CHOICES && value->kind != VALUE_RANK)
        return 1;
    return value->choice_count + (value->text && value->text[0] ? 1 : 0);
}

static struct part first_of(const struct part *a, const struct part *b)
{
    return !is_empty(a) ? *a : is_empty(b) ? nothing() : *b;
}

static struct part moment(struct reading *reading, double clock)
{
    struct part part = {.kind = DAY, .number = reading->source->today + clock};
    int year, month, date, seconds = (int)(clock * 86400 + 0.5);
    char text[40];

    part.from = part.until = reading->source->today;
    edtf_civil_from_days(part.from, &year, &month, &date);
    (void)snprintf(text, sizeof(text), "%04d-%02d-%02d", year, month, date);
    if (seconds > 0)
        (void)snprintf(text + strlen(text), 16, "T%02d:%02d:%02d", seconds / 3600,
                       seconds / 60 % 60, seconds % 60);
    part.words = keep(reading, text);
    return part;
}

static bool is(const char *name, const char *other)
{
    return strcmp(name, other) == 0;
}

static struct part of_source(struct reading *reading, const char *name, const struct part *p)
{
    const struct rule_source *source = reading->source;

    if (is(name, "count"))
        return number(reading, (double)source->count(source->self, p[0].name));
    if (is(name, "absent")) {
        const char *reason = p[0].name[0] != '.' && source->absent
                                 ? source->absent(source->self, p[0].name)
                                 : NULL;

        return words(reason ? reason : "");
    }
    if (is(name, "once")) {
        struct part stored = answer_part(reading, source->stored);

        return first_of(&stored, &p[0]);
    }
    if (is(name, "today") || is(name, "now"))
        return moment(reading, name[0] == 't' ? 0 : source->clock);
    abort();
}

static struct part of_text(struct reading *reading, const char *name, const struct part *p,
                           size_t count)
{
    struct buf all = BUF_INIT;
    struct pattern *pattern;
    struct part part;

    if (is(name, "contains"))
        return truth(strstr(p[0].words, p[1].words));
    if (is(name, "starts-with"))
        return truth(strncmp(p[0].words, p[1].words, strlen(p[1].words)) == 0);
    if (is(name, "string-length"))
        return number(reading, (double)letters(p[0].words));
    if (is(name, "regex")) {
        if (!pattern_compile(&pattern, reading->arena, p[1].words, NULL))
            abort();
        return truth(pattern_matches(pattern, p[0].words, strlen(p[0].words)));
    }
    if (!is(name, "concat"))
        return of_source(reading, name, p);
    for (size_t i = 0; i < count; i++)
        buf_add_text(&all, p[i].words);
    part = words(keep(reading, buf_text(&all)));
    buf_finish(&all);
    return part;
}

static struct part call(struct reading *reading, const char *name)
{
    struct part *p;
    size_t count;

    if (is(name, "position")) {
        if (!next(reading, "..") || !next(reading, ")"))
            abort();
        return reading->source->position ? number(reading, (double)reading->source->position)
                                         : nothing();
    }
    if (is(name, "sum") || is(name, "min") || is(name, "max") || is(name, "count-non-empty"))
        return aggregate(reading, name);
    p = arena_take(reading->arena, 301, sizeof(*p));
    count = operands(reading, p, false);
    if (is(name, "true") || is(name, "false"))
        return truth(name[0] == 't');
    if (is(name, "not"))
        return truth(!holds_part(&p[0]));
    if (is(name, "if"))
        return holds_part(&p[0]) ? p[1] : p[2];
    if (is(name, "coalesce"))
        return first_of(&p[0], &p[1]);
    if (is(name, "selected"))
        return truth(chosen(&p[0], &p[1]));
    if (is(name, "count-selected"))
        return number(reading, (double)made(&p[0]));
    if (is(name, "answered"))
        return truth(!is_empty(&p[0]));
    if (is(name, "age-in-years"))
        return age(reading, &p[0]);
    return of_text(reading, name, p, count);
}

/* ---- reading ---- */

static struct part reference(struct reading *reading)
{
    const struct rule_source *source = reading->source;
    const char *end = strchr(reading->at, '}');
    size_t length = (size_t)(end - reading->at - 2);
    const char *name = arena_copy(reading->arena, reading->at + 2, length);
    struct part part = answer_part(reading, source->value(source->self, name));

    reading->at = end + 1;
    part.name = name;
    return part;
}

static struct part word(struct reading *reading)
{
    const char *start = reading->at;
    char name[128] = "";
    size_t length = 0;

    while (in_word(start[length]) || (start[length] == '-' && length > 0))
        length++;
    reading->at += length;
    if (reading->filter && (blanks(reading), *reading->at != '(')) {
        const char *text = reading->source->attribute(
            reading->source->self, arena_copy(reading->arena, start, length));

        return words(text ? text : "");
    }
    memcpy(name, start, length < 100 ? length : 100);
    if (!next(reading, "("))
        abort();
    return call(reading, name);
}

static struct part operand(struct reading *reading)
{
    struct part part;
    char quote;

    blanks(reading);
    quote = *reading->at;
    if (quote == '$')
        return reference(reading);
    if (quote == '\'' || quote == '"') {
        const char *end = strchr(reading->at + 1, quote);

        part = words(
            arena_copy(reading->arena, reading->at + 1, (size_t)(end - reading->at - 1)));
        reading->at = end + 1;
        return part;
    }
    if ((quote >= '0' && quote <= '9') ||
        (quote == '.' && reading->at[1] >= '0' && reading->at[1] <= '9')) {
        size_t length = strspn(reading->at, "0123456789");

        length += reading->at[length] == '.';
        length += strspn(reading->at + length, "0123456789");
        part = number(reading,
                      strtod(arena_copy(reading->arena, reading->at, length), NULL));
        reading->at += length;
        return part;
    }
    if (quote == '.') {
        reading->at++;
        part = answer_part(reading, reading->source->own);
        part.name = ".";
        return part;
    }
    if (next(reading, "(")) {
        part = part_or(reading);
        if (!next(reading, ")"))
            abort();
        return part;
    }
    if (next(reading, "-")) {
        part = operand(reading);
        return number(reading, 0 - as_number(&part));
    }
    return word(reading);
}

static struct part product(struct reading *reading)
{
    struct part left = operand(reading);

    for (;;) {
        char sign = next(reading, "*") ? '*' : next(reading, "div") ? '/' : ' ';
        struct part right;
        double a, b;

        if (sign == ' ' && !next(reading, "mod"))
            return left;
        right = operand(reading);
        a = as_number(&left);
        b = as_number(&right);
        if (sign != '*' && b == 0)
            left = number(reading, NAN);
        else
            left = number(reading, sign == '*' ? a * b : sign == '/' ? a / b : fmod(a, b));
    }
}

static struct part sum(struct reading *reading)
{
    struct part left = product(reading);

    for (;;) {
        bool plus = next(reading, "+");
        struct part right;

        if (!plus && !next(reading, "-"))
            return left;
        right = product(reading);
        left = number(reading, plus ? as_number(&left) + as_number(&right)
                                    : as_number(&left) - as_number(&right));
    }
}

static struct part ordered(struct reading *reading)
{
    struct part left = sum(reading);

    for (;;) {
        bool less = next(reading, "<"), more = !less && next(reading, ">"), equal;
        struct part right;
        int which;

        if (!less && !more)
            return left;
        equal = *reading->at == '=';
        reading->at += equal;
        right = sum(reading);
        which = order(&left, &right);
        left = truth((which == (less ? -1 : 1)) || (equal && which == 0));
    }
}

static struct part equality(struct reading *reading)
{
    struct part left = ordered(reading);

    for (;;) {
        bool unequal = next(reading, "!="), equal = !unequal && next(reading, "=");
        struct part right;

        if (!equal && !unequal)
            return left;
        right = ordered(reading);
        left = truth(same(&left, &right) == equal);
    }
}

static struct part part_and(struct reading *reading)
{
    struct part left = equality(reading);

    while (next(reading, "and")) {
        struct part right = equality(reading);

        left = truth(holds_part(&left) && holds_part(&right));
    }
    return left;
}

static struct part part_or(struct reading *reading)
{
    struct part left = part_and(reading);

    while (next(reading, "or")) {
        struct part right = part_and(reading);

        left = truth(holds_part(&left) || holds_part(&right));
    }
    return left;
}

void naive_rule(struct buf *result, bool *holds, const char *text, bool filter,
                const struct rule_source *source)
{
    struct reading reading = {text, filter, arena_create(), source};
    struct part part = part_or(&reading);

    blanks(&reading);
    if (*reading.at)
        abort();
    buf_add_text(result, part.words);
    *holds = holds_part(&part);
    arena_destroy(reading.arena);
}
