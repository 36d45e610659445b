/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Types of XPath and types of answers are not the same: a yes is a text there,
 * a place without an answer is a text without letters, and what is no number
 * equals nothing, not even itself. Here is said what is meant.
 */
#include "export/xpath_term.h"

#include "base/buf.h"
#include "export/xpath.h"

#include <stdarg.h>
#include <string.h>

struct term term_make(struct arena *arena, enum term_type type, const char *format, ...)
{
    struct buf text = BUF_INIT;
    struct term term = {.type = type, .nullable = type != TERM_BOOLEAN};
    va_list arguments;

    va_start(arguments, format);
    buf_add_format_list(&text, format, arguments);
    va_end(arguments);
    term.text = arena_copy(arena, buf_text(&text), text.length);
    buf_finish(&text);
    return term;
}

static struct term compound(struct term term)
{
    term.compound = true;
    return term;
}

static struct term constant(struct arena *arena, bool yes)
{
    struct term term = term_make(arena, TERM_BOOLEAN, yes ? "true()" : "false()");

    term.literal = yes ? "true" : "false";
    return term;
}

struct term term_quote(struct arena *arena, const char *text)
{
    struct buf quoted = BUF_INIT;
    struct term term;

    xpath_literal(&quoted, text);
    term = term_make(arena, text[0] ? TERM_TEXT : TERM_EMPTY, "%s", buf_text(&quoted));
    buf_finish(&quoted);
    term.literal = text;
    term.nullable = text[0] == '\0';
    return term;
}

const char *term_tight(struct arena *arena, const struct term *term)
{
    return term->compound ? term_make(arena, term->type, "(%s)", term->text).text : term->text;
}

static bool is_number(const struct term *term)
{
    return term->type == TERM_WHOLE || term->type == TERM_DECIMAL;
}

struct term term_not(struct arena *arena, const struct term *condition)
{
    return term_make(arena, TERM_BOOLEAN, "not(%s)", condition->text);
}

struct term term_condition(struct arena *arena, const struct term *term)
{
    const char *tight = term_tight(arena, term);

    if (term->truth)
        return term_make(arena, TERM_BOOLEAN, "%s", term->truth);
    switch (term->type) {
    case TERM_BOOLEAN:
        return *term;
    case TERM_EMPTY:
        return constant(arena, false);
    case TERM_YES_NO:
        return compound(term_make(arena, TERM_BOOLEAN, "%s = 'yes'", tight));
    case TERM_WHOLE:
    case TERM_DECIMAL:
        if (!term->node)
            return term_make(arena, TERM_BOOLEAN, "boolean(%s)", term->text);
        break;
    case TERM_MIXED:
        if (!term->node)
            return compound(term_make(arena, TERM_BOOLEAN,
                                      "%s != '' and %s != '0' and %s != 'false'", tight, tight,
                                      tight));
        break;
    default:
        break;
    }
    if (term->literal)
        return constant(arena, true);
    return compound(term_make(arena, TERM_BOOLEAN, "%s != ''", tight));
}

/* TERM as a number of XPath, not as a place or a text that is read as one. */
static struct term hard_number(struct arena *arena, const struct term *term)
{
    struct term number = *term;

    if (!term->node && is_number(term))
        return number;
    number =
        term_make(arena, is_number(term) ? term->type : TERM_DECIMAL, "number(%s)", term->text);
    number.node = term->node;
    return number;
}

struct term term_text(struct arena *arena, const struct term *term)
{
    if (term->type != TERM_DECIMAL || !term->item || term->item->type == ITEM_CALCULATE)
        return *term;
    return term_make(arena, TERM_TEXT, "if(%s = '', '', number(%s))", term->text, term->text);
}

struct term term_yes_no(struct arena *arena, const struct term *term)
{
    struct term condition = term_condition(arena, term);

    if (term->type == TERM_YES_NO)
        return *term;
    return term_make(arena, TERM_YES_NO, "if(%s, 'yes', 'no')", condition.text);
}

struct term term_is_empty(struct arena *arena, const struct term *term)
{
    const char *tight = term_tight(arena, term);

    if (term->type == TERM_EMPTY)
        return constant(arena, true);
    if (!term->nullable)
        return constant(arena, false);
    if (is_number(term) && !term->node)
        return compound(term_make(arena, TERM_BOOLEAN, "%s != %s", tight, tight));
    return compound(term_make(arena, TERM_BOOLEAN, "%s = ''", tight));
}

/* What was worked out against an answer: that is a yes as soon as it is there. */
static struct term equal_boolean(struct arena *arena, const struct term *boolean,
                                 const struct term *other)
{
    const char *tight = term_tight(arena, boolean);
    struct term condition = term_condition(arena, other);

    if (other->type == TERM_YES_NO) {
        struct term word = term_yes_no(arena, boolean);

        return compound(term_make(arena, TERM_BOOLEAN, "%s = %s", term_tight(arena, other),
                                  !boolean->literal                       ? word.text
                                  : strcmp(boolean->literal, "true") == 0 ? "'yes'"
                                                                          : "'no'"));
    }
    if (other->type == TERM_BOOLEAN || (is_number(other) && !other->node))
        return compound(
            term_make(arena, TERM_BOOLEAN, "%s = %s", tight, term_tight(arena, &condition)));
    return compound(
        term_make(arena, TERM_BOOLEAN, "%s and %s", tight, term_tight(arena, &condition)));
}

/* An answer yes or no against anything but what was worked out. */
static struct term equal_yes_no(struct arena *arena, const struct term *yes_no,
                                const struct term *other)
{
    const char *left = term_tight(arena, yes_no);
    struct term condition, empty;

    if (!is_number(other) && other->type != TERM_DATE && other->type != TERM_TIME &&
        other->type != TERM_MOMENT)
        return compound(term_make(arena, TERM_BOOLEAN, "%s = %s", left, term_tight(arena, other)));
    empty = term_is_empty(arena, other);
    condition = term_condition(arena, other);
    return compound(term_make(arena, TERM_BOOLEAN, "%s = if(%s, '', if(%s, 'yes', 'no'))", left,
                              empty.text, condition.text));
}

/* "1998" and "1998-05": how much of a date they speak of; 0 for anything else. */
static int partial_length(const struct term *term)
{
    size_t length = term->literal ? strlen(term->literal) : 0;

    return term->type == TERM_TEXT && (length == 4 || length == 7) &&
                   strspn(term->literal, "0123456789-") == length
               ? (int)length
               : 0;
}

/* As much of a date as its partner has, as a number that orders like it. */
static const char *date_part(struct arena *arena, const struct term *term, int length)
{
    return term_make(arena, TERM_WHOLE, "number(translate(substring(%s, 1, %d), '-', ''))",
                     term->text, length)
        .text;
}

/* The part of the day that is over; the seconds of a time may be left out. */
static const char *time_part(struct arena *arena, const struct term *term)
{
    if (term->literal && strlen(term->literal) == 5)
        return term_make(arena, TERM_DECIMAL, "decimal-time('%s:00')", term->literal).text;
    return term_make(arena, TERM_DECIMAL, "decimal-time(%s)", term->text).text;
}

/* Days since 1970 with the part of the last one that is over; number() has whole days. */
static const char *moment(struct arena *arena, const struct term *term)
{
    if (is_number(term))
        return term_tight(arena, term);
    return term_make(arena, TERM_DECIMAL, "decimal-date-time(%s)", term->text).text;
}

/* The two sides of a comparison as numbers; SURE when the sign alone makes numbers of them. */
static void as_numbers(struct arena *arena, const struct term *a, const struct term *b, bool sure,
                       struct term *left, struct term *right)
{
    int partial = partial_length(a) + partial_length(b);
    bool date = a->type == TERM_DATE || b->type == TERM_DATE;

    if (a->type == TERM_TIME || b->type == TERM_TIME) {
        *left = term_make(arena, TERM_DECIMAL, "%s", time_part(arena, a));
        *right = term_make(arena, TERM_DECIMAL, "%s", time_part(arena, b));
    } else if (a->type == TERM_MOMENT || b->type == TERM_MOMENT) {
        *left = term_make(arena, TERM_DECIMAL, "%s", moment(arena, a));
        *right = term_make(arena, TERM_DECIMAL, "%s", moment(arena, b));
    } else if (partial > 0 && date) {
        *left = term_make(arena, TERM_WHOLE, "%s", date_part(arena, a, partial));
        *right = term_make(arena, TERM_WHOLE, "%s", date_part(arena, b, partial));
    } else if (sure || (is_number(a) && !a->node) || (is_number(b) && !b->node)) {
        *left = *a;
        *right = *b;
    } else {
        *left = hard_number(arena, a);
        *right = hard_number(arena, b);
    }
}

static bool is_text(const struct term *term)
{
    return term->type == TERM_TEXT || term->type == TERM_CODES;
}

static struct term equal_numbers(struct arena *arena, const struct term *a, const struct term *b)
{
    struct term left, right, same;

    as_numbers(arena, a, b, false, &left, &right);
    same = compound(term_make(arena, TERM_BOOLEAN, "%s = %s", term_tight(arena, &left),
                              term_tight(arena, &right)));
    if (a->node && b->node)
        same = compound(term_make(arena, TERM_BOOLEAN, "%s or (%s = '' and %s = '')", same.text,
                                  a->text, b->text));
    return same;
}

struct term term_equal(struct arena *arena, const struct term *a, const struct term *b)
{
    bool words = (is_text(a) || a->type == TERM_MIXED) && (is_text(b) || b->type == TERM_MIXED);

    if (a->type == TERM_EMPTY || b->type == TERM_EMPTY) {
        const struct term *other = a->type == TERM_EMPTY ? b : a;

        /* A sum is never nothing: at worst it is no number. */
        return is_number(other) && !other->node ? constant(arena, false)
                                                : term_is_empty(arena, other);
    }
    if (a->type == TERM_BOOLEAN)
        return equal_boolean(arena, a, b);
    if (b->type == TERM_BOOLEAN)
        return equal_boolean(arena, b, a);
    if (a->type == TERM_YES_NO)
        return equal_yes_no(arena, a, b);
    if (b->type == TERM_YES_NO)
        return equal_yes_no(arena, b, a);
    if (words)
        return compound(
            term_make(arena, TERM_BOOLEAN, "%s = %s", term_tight(arena, a), term_tight(arena, b)));
    return equal_numbers(arena, a, b);
}

struct term term_order(struct arena *arena, const char *sign, const struct term *a,
                       const struct term *b)
{
    struct term left, right;

    if (a->type == TERM_EMPTY || b->type == TERM_EMPTY)
        return constant(arena, false);
    as_numbers(arena, a, b, true, &left, &right);
    return compound(term_make(arena, TERM_BOOLEAN, "%s %s %s", term_tight(arena, &left), sign,
                              term_tight(arena, &right)));
}

enum term_type term_unite(struct arena *arena, struct term *a, struct term *b)
{
    bool a_says = a->type == TERM_BOOLEAN || a->type == TERM_YES_NO;
    bool b_says = b->type == TERM_BOOLEAN || b->type == TERM_YES_NO;

    if (a->type == b->type)
        return a->type;
    if (a->type == TERM_EMPTY || b->type == TERM_EMPTY) {
        if (a->type == TERM_BOOLEAN)
            *a = term_yes_no(arena, a);
        if (b->type == TERM_BOOLEAN)
            *b = term_yes_no(arena, b);
        return a->type == TERM_EMPTY ? b->type : a->type;
    }
    if (is_number(a) && is_number(b))
        return TERM_DECIMAL;
    if (a_says && b_says) {
        *a = term_yes_no(arena, a);
        *b = term_yes_no(arena, b);
        return TERM_YES_NO;
    }
    if (a->type == TERM_BOOLEAN)
        *a = term_make(arena, TERM_TEXT, "string(%s)", a->text);
    if (b->type == TERM_BOOLEAN)
        *b = term_make(arena, TERM_TEXT, "string(%s)", b->text);
    return is_text(a) && is_text(b) ? TERM_TEXT : TERM_MIXED;
}
