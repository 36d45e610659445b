/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates as people say them. A phrase becomes a row of tokens (edtf_tokens.c); a
 * date is a row without a separator, an interval two with one between them.
 */
#include "config.h"

#include "base/edtf.h"

#include "base/edtf_tokens.h"
#include "base/text.h"

#include <string.h>

/* The shape of what is left of a date once its qualifiers and fillers are gone. */
struct shape {
    struct edtf_token tokens[6];
    size_t count;
};

static bool shape_is(const struct shape *shape, const char *pattern)
{
    static const char letters[] = "noDms-/.";

    if (strlen(pattern) != shape->count) {
        return false;
    }
    for (size_t i = 0; i < shape->count; i++) {
        if (shape->tokens[i].kind > TOKEN_POINT || letters[shape->tokens[i].kind] != pattern[i]) {
            return false;
        }
    }
    return true;
}

static bool is_year(const struct edtf_token *token)
{
    return token->kind == TOKEN_NUMBER && token->digits == 4;
}

static bool set_date(struct edtf_point *out, const struct edtf_token *day, int month,
                     const struct edtf_token *year)
{
    if (!is_year(year) || month < 1 || month > 12 || day->digits > 2 || day->value < 1) {
        return false;
    }
    out->year = year->value;
    out->month = (uint8_t)month;
    out->day = (uint8_t)day->value;
    return true;
}

static bool set_month(struct edtf_point *out, int month, const struct edtf_token *year)
{
    if (!is_year(year)) {
        return false;
    }
    out->year = year->value;
    out->month = (uint8_t)month;
    return true;
}

static bool set_decade(struct edtf_point *out, const struct edtf_token *token)
{
    int value = token->value;

    if (token->digits == 4 && value % 100 == 0 && value != 2000) {
        out->masked = 2; /* "the 1800s" are a century */
    } else if (token->digits == 4 && value % 10 == 0) {
        out->masked = 1;
    } else if (token->digits != 4 && token->digits != 1 && value >= 30 && value % 10 == 0) {
        value += 1900;
        out->masked = 1;
    } else {
        return false;
    }
    out->year = value;
    return true;
}

static bool set_season(struct edtf_point *out, int season, const struct edtf_token *year,
                       const struct edtf_token *next)
{
    /* "winter 1998-1999", "winter 1998/99" */
    if (next != NULL &&
        next->value != (next->digits == 2 ? (year->value + 1) % 100 : year->value + 1)) {
        return false;
    }
    return set_month(out, season, year);
}

static bool read_shape(struct edtf_point *out, const struct shape *shape)
{
    const struct edtf_token *t = shape->tokens;

    if (shape_is(shape, "n")) {
        out->year = t[0].value;
        return is_year(&t[0]);
    }
    if (shape_is(shape, "D")) {
        return set_decade(out, &t[0]);
    }
    if (shape_is(shape, "mn")) {
        return set_month(out, t[0].value, &t[1]);
    }
    if (shape_is(shape, "sn") || shape_is(shape, "ns")) {
        return set_season(out, t[t[0].kind == TOKEN_NUMBER].value, &t[t[0].kind != TOKEN_NUMBER],
                          NULL);
    }
    if (shape_is(shape, "sn-n") || shape_is(shape, "sn/n")) {
        return set_season(out, t[0].value, &t[1], &t[3]);
    }
    if (shape_is(shape, "nmn") || shape_is(shape, "omn")) {
        return set_date(out, &t[0], t[1].value, &t[2]);
    }
    if (shape_is(shape, "mnn") || shape_is(shape, "mon")) {
        return set_date(out, &t[1], t[0].value, &t[2]);
    }
    if (shape_is(shape, "n-m-n") || shape_is(shape, "n/m/n")) {
        return set_date(out, &t[0], t[2].value, &t[4]);
    }
    if (shape_is(shape, "n-n-n") || shape_is(shape, "n/n/n") || shape_is(shape, "n.n.n")) {
        return is_year(&t[0]) ? set_date(out, &t[4], t[2].value, &t[0])
                              : set_date(out, &t[0], t[2].value, &t[4]);
    }
    if (shape_is(shape, "n-n") || shape_is(shape, "n/n")) {
        return t[0].digits <= 2 && t[0].value >= 1 && t[0].value <= 12 &&
               set_month(out, t[0].value, &t[2]);
    }
    return false;
}

/* "the 19th century", "de 19e eeuw". */
static bool read_century(struct edtf_point *out, const struct edtf_token *number)
{
    if (number->kind != TOKEN_ORDINAL || number->value < 1 || number->value > 99) {
        return false;
    }
    out->year = (number->value - 1) * 100;
    out->masked = 2;
    return true;
}

/* A date without any separator word. YEAR: lent to a month that has none, or NULL. */
static bool read_date(struct edtf_point *out, const struct edtf_token *tokens, size_t count,
                      const struct edtf_token *year)
{
    struct shape shape = {.count = 0};
    bool decades = false;
    bool century = false;

    *out = (struct edtf_point){0};
    for (size_t i = 0; i < count; i++) {
        struct edtf_token token = tokens[i];
        /* "mrt.", and the point at the end of a sentence */
        bool stop = token.kind == TOKEN_POINT &&
                    (i + 1 == count || (i > 0 && tokens[i - 1].kind >= TOKEN_MONTH));

        if (token.kind == TOKEN_ABOUT) {
            out->approximate = true;
        } else if (token.kind == TOKEN_PERHAPS ||
                   (token.kind == TOKEN_QUESTION && i + 1 == count)) {
            out->uncertain = true;
        } else if (token.kind == TOKEN_DECADES) {
            decades = true;
        } else if (token.kind == TOKEN_CENTURY && i + 1 == count) {
            century = true;
        } else if (token.kind == TOKEN_FROM && i > 0) {
            /* "voorjaar van 1998" */
        } else if (token.kind == TOKEN_DASH && i > 0 && tokens[i - 1].kind == TOKEN_ABOUT) {
            /* "mid-1998" */
        } else if (token.kind != TOKEN_FILLER && !stop) {
            if (shape.count == sizeof shape.tokens / sizeof shape.tokens[0]) {
                return false;
            }
            if (decades && token.kind == TOKEN_NUMBER) {
                token.kind = TOKEN_DECADE;
            }
            shape.tokens[shape.count++] = token;
        }
    }
    if (year != NULL && shape.count == 1 &&
        (shape.tokens[0].kind == TOKEN_MONTH || shape.tokens[0].kind == TOKEN_SEASON)) {
        shape.tokens[shape.count++] = *year;
    }
    if (century) {
        return shape.count == 1 && read_century(out, &shape.tokens[0]);
    }
    return read_shape(out, &shape);
}

/* What was put together must also be a date of the calendar. */
static bool accept(struct edtf *out, const struct edtf *date)
{
    struct buf text = BUF_INIT;
    bool valid;

    edtf_format(&text, date);
    valid = edtf_parse(out, buf_text(&text), text.length, NULL);
    buf_finish(&text);
    return valid;
}

static const struct edtf_token *last_year(const struct edtf_token *tokens, size_t count)
{
    for (size_t i = count; i > 0; i--) {
        if (is_year(&tokens[i - 1])) {
            return &tokens[i - 1];
        }
    }
    return NULL;
}

/* LEFT and RIGHT of a separator; either may be empty: "until 2003", "2015 -". */
static bool read_ends(struct edtf *out, const struct edtf_token *left, size_t left_count,
                      const struct edtf_token *right, size_t right_count)
{
    struct edtf date = {.interval = true};
    struct edtf_token short_year;

    while (left_count > 0 && left[0].kind == TOKEN_FILLER) { /* "up to" */
        left++;
        left_count--;
    }
    if (left_count == 0 && right_count == 0) {
        return false;
    }
    if (left_count == 0) {
        date.start.open = true;
    } else if (!read_date(&date.start, left, left_count, last_year(right, right_count))) {
        return false;
    }
    if (right_count == 0 || (right_count == 1 && right[0].kind == TOKEN_NOW)) {
        date.end.open = true;
    } else if (!read_date(&date.end, right, right_count, NULL)) {
        /* "1998/99", "1998-99" */
        if (right_count != 1 || right[0].kind != TOKEN_NUMBER || right[0].digits != 2 ||
            date.start.year < 1000 || right[0].value <= date.start.year % 100) {
            return false;
        }
        short_year = right[0];
        short_year.digits = 4;
        short_year.value += date.start.year / 100 * 100;
        if (!read_date(&date.end, &short_year, 1, NULL)) {
            return false;
        }
    }
    return accept(out, &date);
}

static bool separates(const struct edtf_token *token, bool between)
{
    return token->kind == TOKEN_DASH || token->kind == TOKEN_TO || token->kind == TOKEN_SLASH ||
           (between && token->kind == TOKEN_AND);
}

static bool read_row(struct edtf *out, const struct edtf_row *row)
{
    const struct edtf_token *tokens = row->tokens;
    size_t count = row->count;
    struct edtf date = {0};
    bool from = tokens[0].kind == TOKEN_FROM;
    bool between = tokens[0].kind == TOKEN_BETWEEN;

    if (!from && !between && read_date(&date.start, tokens, count, NULL)) {
        return accept(out, &date);
    }
    if (from || between) {
        tokens++;
        count--;
    }
    for (size_t i = 0; i < count; i++) {
        if (!separates(&tokens[i], between) || (from && i == 0)) {
            continue;
        }
        /* "tot en met", "up to": the words beside the separator say no more. */
        size_t right = i + 1;

        while (right < count &&
               (tokens[right].kind == TOKEN_AND || tokens[right].kind == TOKEN_FILLER)) {
            right++;
        }
        if (read_ends(out, tokens, i, tokens + right, count - right)) {
            return true;
        }
    }
    return from && read_ends(out, tokens, count, tokens + count, 0);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

bool edtf_understand(struct edtf *out, const char *words_said, size_t length)
{
    struct buf folded = BUF_INIT;
    struct edtf_row row;
    bool understood = false;

    while (length > 0 && is_blank(words_said[0])) {
        words_said++;
        length--;
    }
    while (length > 0 && is_blank(words_said[length - 1])) {
        length--;
    }
    if (length > 0 && edtf_parse(out, words_said, length, NULL)) {
        return true;
    }
    text_fold(&folded, words_said, length);
    if (memchr(words_said, '\0', length) == NULL && edtf_tokenise(&row, buf_text(&folded))) {
        understood = read_row(out, &row);
    }
    buf_finish(&folded);
    return understood;
}
