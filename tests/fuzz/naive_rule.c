/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Written from the manual, the slow way: whatever is asked of a part is worked
 * out when it is asked.
 */
#include "naive_rule.h"

#include "base/edtf.h"
#include "form/pattern.h"
#include "naive_part.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    const char *at;
    bool filter;
    struct arena *arena;
    const struct rule_source *source;
};

static struct naive_part part_or(struct reading *reading);

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

struct listing {
    struct reading *reading;
    struct naive_part *parts;
    size_t count;
};

static void list_value(void *self, const struct value *value)
{
    struct listing *listing = self;

    if (listing->count < 300)
        listing->parts[listing->count++] = naive_answer(listing->reading->arena, value);
}

/* The operands; where one is ${name} alone and ALL, its answer in every row. */
static size_t operands(struct reading *reading, struct naive_part *parts, bool all)
{
    struct listing listing = {reading, parts, 0};

    if (next(reading, ")"))
        return 0;
    do {
        struct naive_part part = part_or(reading);

        if (all && part.name && part.name[0] != '.')
            reading->source->each(reading->source->self, part.name, list_value, &listing);
        else if (listing.count < 300)
            parts[listing.count++] = part;
    } while (next(reading, ","));
    if (!next(reading, ")"))
        abort();
    return listing.count;
}

static struct naive_part aggregate(struct reading *reading, const char *name)
{
    struct naive_part *parts = arena_take(reading->arena, 301, sizeof(*parts));
    size_t count = operands(reading, parts, true), there = 0;
    double result = NAN;

    for (size_t i = 0; i < count; i++) {
        double one = naive_as_number(&parts[i]);

        there += !naive_is_empty(&parts[i]);
        if (i == 0)
            result = one;
        else if (isnan(one) || isnan(result))
            result = NAN;
        else if (name[0] == 's')
            result += one;
        else
            result = name[1] == 'i' ? fmin(result, one) : fmax(result, one);
    }
    return naive_number(reading->arena, name[0] == 'c' ? (double)there : result);
}

static struct naive_part age(struct reading *reading, const struct naive_part *birth)
{
    struct naive_part date;
    int year, month, date_day, y, m, d, years;

    if ((birth->kind != NAIVE_DAY && birth->kind != NAIVE_WORDS) || !naive_dated(&date, birth) ||
        date.from == INT32_MIN || date.until == INT32_MAX)
        return naive_nothing();
    edtf_civil_from_days(date.until, &year, &month, &date_day);
    edtf_civil_from_days(reading->source->today, &y, &m, &d);
    years = y - year;
    if (m * 100 + d < month * 100 + date_day)
        years--;
    return years < 0 ? naive_nothing() : naive_number(reading->arena, years);
}

static size_t letters(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

static bool chosen(const struct naive_part *where, const struct naive_part *what)
{
    const struct value *value = where->answer;

    if (where->kind == NAIVE_NOTHING || naive_is_empty(what) || what->words[0] == '\0')
        return false;
    if (!value || (value->kind != VALUE_CHOICES && value->kind != VALUE_RANK))
        return naive_same(where, what);
    for (size_t i = 0; i < value->choice_count; i++)
        if (strcmp(value->choices[i], what->words) == 0)
            return true;
    return value->text && strcmp(what->words, "other") == 0;
}

static size_t made(const struct naive_part *where)
{
    const struct value *value = where->answer;

    if (where->kind == NAIVE_NOTHING)
        return 0;
    if (value->kind != VALUE_CHOICES && value->kind != VALUE_RANK)
        return 1;
    return value->choice_count + (value->text && value->text[0] ? 1 : 0);
}

static struct naive_part first_of(const struct naive_part *a, const struct naive_part *b)
{
    return !naive_is_empty(a) ? *a : naive_is_empty(b) ? naive_nothing() : *b;
}

static struct naive_part moment(struct reading *reading, double clock)
{
    struct naive_part part = {.kind = NAIVE_DAY, .number = reading->source->today + clock};
    int year, month, date, seconds = (int)(clock * 86400 + 0.5);
    char text[40];

    part.from = part.until = reading->source->today;
    edtf_civil_from_days(part.from, &year, &month, &date);
    (void)snprintf(text, sizeof(text), "%04d-%02d-%02d", year, month, date);
    if (seconds > 0)
        (void)snprintf(text + strlen(text), 16, "T%02d:%02d:%02d", seconds / 3600,
                       seconds / 60 % 60, seconds % 60);
    part.words = naive_keep(reading->arena, text);
    return part;
}

static bool is(const char *name, const char *other)
{
    return strcmp(name, other) == 0;
}

static struct naive_part of_source(struct reading *reading, const char *name,
                                   const struct naive_part *p)
{
    const struct rule_source *source = reading->source;

    if (is(name, "count"))
        return naive_number(reading->arena, (double)source->count(source->self, p[0].name));
    if (is(name, "absent")) {
        const char *reason =
            p[0].name[0] != '.' && source->absent ? source->absent(source->self, p[0].name) : NULL;

        return naive_words(reason ? reason : "");
    }
    if (is(name, "once")) {
        struct naive_part stored = naive_answer(reading->arena, source->stored);

        return first_of(&stored, &p[0]);
    }
    if (is(name, "today") || is(name, "now"))
        return moment(reading, name[0] == 't' ? 0 : source->clock);
    abort();
}

static struct naive_part of_text(struct reading *reading, const char *name,
                                 const struct naive_part *p, size_t count)
{
    struct buf all = BUF_INIT;
    struct pattern *pattern;
    struct naive_part part;

    if (is(name, "contains"))
        return naive_truth(strstr(p[0].words, p[1].words));
    if (is(name, "starts-with"))
        return naive_truth(strncmp(p[0].words, p[1].words, strlen(p[1].words)) == 0);
    if (is(name, "string-length"))
        return naive_number(reading->arena, (double)letters(p[0].words));
    if (is(name, "regex")) {
        if (!pattern_compile(&pattern, reading->arena, p[1].words, NULL))
            abort();
        return naive_truth(pattern_matches(pattern, p[0].words, strlen(p[0].words)));
    }
    if (!is(name, "concat"))
        return of_source(reading, name, p);
    for (size_t i = 0; i < count; i++)
        buf_add_text(&all, p[i].words);
    part = naive_words(naive_keep(reading->arena, buf_text(&all)));
    buf_finish(&all);
    return part;
}

static struct naive_part call(struct reading *reading, const char *name)
{
    struct naive_part *p;
    size_t count;

    if (is(name, "position")) {
        if (!next(reading, "..") || !next(reading, ")"))
            abort();
        return reading->source->position
                   ? naive_number(reading->arena, (double)reading->source->position)
                   : naive_nothing();
    }
    if (is(name, "sum") || is(name, "min") || is(name, "max") || is(name, "count-non-empty"))
        return aggregate(reading, name);
    p = arena_take(reading->arena, 301, sizeof(*p));
    count = operands(reading, p, false);
    if (is(name, "true") || is(name, "false"))
        return naive_truth(name[0] == 't');
    if (is(name, "not"))
        return naive_truth(!naive_holds(&p[0]));
    if (is(name, "if"))
        return naive_holds(&p[0]) ? p[1] : p[2];
    if (is(name, "coalesce"))
        return first_of(&p[0], &p[1]);
    if (is(name, "selected"))
        return naive_truth(chosen(&p[0], &p[1]));
    if (is(name, "count-selected"))
        return naive_number(reading->arena, (double)made(&p[0]));
    if (is(name, "answered"))
        return naive_truth(!naive_is_empty(&p[0]));
    if (is(name, "age-in-years"))
        return age(reading, &p[0]);
    return of_text(reading, name, p, count);
}

/* ---- reading ---- */

static struct naive_part reference(struct reading *reading)
{
    const struct rule_source *source = reading->source;
    const char *end = strchr(reading->at, '}');
    size_t length = (size_t)(end - reading->at - 2);
    const char *name = arena_copy(reading->arena, reading->at + 2, length);
    struct naive_part part = naive_answer(reading->arena, source->value(source->self, name));

    reading->at = end + 1;
    part.name = name;
    return part;
}

static struct naive_part word(struct reading *reading)
{
    const char *start = reading->at;
    char name[128] = "";
    size_t length = 0;

    while (in_word(start[length]) || (start[length] == '-' && length > 0))
        length++;
    reading->at += length;
    if (reading->filter && (blanks(reading), *reading->at != '(')) {
        const char *text = reading->source->attribute(reading->source->self,
                                                      arena_copy(reading->arena, start, length));

        return naive_words(text ? text : "");
    }
    memcpy(name, start, length < 100 ? length : 100);
    if (!next(reading, "("))
        abort();
    return call(reading, name);
}

static struct naive_part operand(struct reading *reading)
{
    struct naive_part part;
    char quote;

    blanks(reading);
    quote = *reading->at;
    if (quote == '$')
        return reference(reading);
    if (quote == '\'' || quote == '"') {
        const char *end = strchr(reading->at + 1, quote);

        part = naive_words(
            arena_copy(reading->arena, reading->at + 1, (size_t)(end - reading->at - 1)));
        reading->at = end + 1;
        return part;
    }
    if ((quote >= '0' && quote <= '9') ||
        (quote == '.' && reading->at[1] >= '0' && reading->at[1] <= '9')) {
        size_t length = strspn(reading->at, "0123456789");

        length += reading->at[length] == '.';
        length += strspn(reading->at + length, "0123456789");
        part = naive_number(reading->arena,
                            strtod(arena_copy(reading->arena, reading->at, length), NULL));
        reading->at += length;
        return part;
    }
    if (quote == '.') {
        reading->at++;
        part = naive_answer(reading->arena, reading->source->own);
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
        return naive_number(reading->arena, 0 - naive_as_number(&part));
    }
    return word(reading);
}

static struct naive_part product(struct reading *reading)
{
    struct naive_part left = operand(reading);

    for (;;) {
        char sign = next(reading, "*") ? '*' : next(reading, "div") ? '/' : ' ';
        struct naive_part right;
        double a, b;

        if (sign == ' ' && !next(reading, "mod"))
            return left;
        right = operand(reading);
        a = naive_as_number(&left);
        b = naive_as_number(&right);
        if (sign != '*' && b == 0)
            left = naive_number(reading->arena, NAN);
        else
            left = naive_number(reading->arena, sign == '*'   ? a * b
                                                : sign == '/' ? a / b
                                                              : fmod(a, b));
    }
}

static struct naive_part sum(struct reading *reading)
{
    struct naive_part left = product(reading);

    for (;;) {
        bool plus = next(reading, "+");
        struct naive_part right;

        if (!plus && !next(reading, "-"))
            return left;
        right = product(reading);
        left =
            naive_number(reading->arena, plus ? naive_as_number(&left) + naive_as_number(&right)
                                              : naive_as_number(&left) - naive_as_number(&right));
    }
}

static struct naive_part ordered(struct reading *reading)
{
    struct naive_part left = sum(reading);

    for (;;) {
        bool less = next(reading, "<"), more = !less && next(reading, ">"), equal;
        struct naive_part right;
        int which;

        if (!less && !more)
            return left;
        equal = *reading->at == '=';
        reading->at += equal;
        right = sum(reading);
        which = naive_order(&left, &right);
        left = naive_truth((which == (less ? -1 : 1)) || (equal && which == 0));
    }
}

static struct naive_part equality(struct reading *reading)
{
    struct naive_part left = ordered(reading);

    for (;;) {
        bool unequal = next(reading, "!="), equal = !unequal && next(reading, "=");
        struct naive_part right;

        if (!equal && !unequal)
            return left;
        right = ordered(reading);
        left = naive_truth(naive_same(&left, &right) == equal);
    }
}

static struct naive_part part_and(struct reading *reading)
{
    struct naive_part left = equality(reading);

    while (next(reading, "and")) {
        struct naive_part right = equality(reading);

        left = naive_truth(naive_holds(&left) && naive_holds(&right));
    }
    return left;
}

static struct naive_part part_or(struct reading *reading)
{
    struct naive_part left = part_and(reading);

    while (next(reading, "or")) {
        struct naive_part right = part_and(reading);

        left = naive_truth(naive_holds(&left) || naive_holds(&right));
    }
    return left;
}

void naive_rule(struct buf *result, bool *holds, const char *text, bool filter,
                const struct rule_source *source)
{
    struct reading reading = {text, filter, arena_create(), source};
    struct naive_part part = part_or(&reading);

    blanks(&reading);
    if (*reading.at)
        abort();
    buf_add_text(result, part.words);
    *holds = naive_holds(&part);
    arena_destroy(reading.arena);
}
