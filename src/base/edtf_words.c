/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates as people say them, English and Dutch together: the two languages share
 * no word with two meanings here, and a clinician mixes them. A phrase becomes a
 * row of tokens; a date is a row without a separator, an interval two with one.
 */
#include "config.h"

#include "base/edtf.h"

#include "base/text.h"

#include <string.h>

#define MOST_TOKENS 24
#define MOST_LETTERS 16

enum token_kind {
    TOKEN_NUMBER,  /* 1998, 12 */
    TOKEN_ORDINAL, /* 12th, 3e */
    TOKEN_DECADE,  /* 1990s, 90s; and "negentig" */
    TOKEN_MONTH,
    TOKEN_SEASON,
    TOKEN_DASH,    /* - between dates, or inside one */
    TOKEN_SLASH,
    TOKEN_POINT,
    TOKEN_QUESTION,
    TOKEN_ABOUT,   /* about, rond, ~ */
    TOKEN_PERHAPS,
    TOKEN_DECADES, /* "jaren": the number after it is a decade */
    TOKEN_FROM,    /* from, since, van, sinds */
    TOKEN_TO,      /* to, until, tot */
    TOKEN_BETWEEN,
    TOKEN_AND,
    TOKEN_NOW,
    TOKEN_CENTURY,
    TOKEN_FILLER,  /* in the year of */
};

struct token {
    enum token_kind kind;
    int value;
    uint8_t digits; /* as written: "05" has two */
    bool glued;     /* no space before it */
};

struct row {
    struct token tokens[MOST_TOKENS];
    size_t count;
};

static const struct {
    const char *word;
    enum token_kind kind;
    int value;
} words[] = {
    {"january", TOKEN_MONTH, 1},      {"januari", TOKEN_MONTH, 1},   {"jan", TOKEN_MONTH, 1},
    {"february", TOKEN_MONTH, 2},     {"februari", TOKEN_MONTH, 2},  {"feb", TOKEN_MONTH, 2},
    {"march", TOKEN_MONTH, 3},        {"maart", TOKEN_MONTH, 3},     {"mar", TOKEN_MONTH, 3},
    {"mrt", TOKEN_MONTH, 3},          {"april", TOKEN_MONTH, 4},     {"apr", TOKEN_MONTH, 4},
    {"may", TOKEN_MONTH, 5},          {"mei", TOKEN_MONTH, 5},       {"june", TOKEN_MONTH, 6},
    {"juni", TOKEN_MONTH, 6},         {"jun", TOKEN_MONTH, 6},       {"july", TOKEN_MONTH, 7},
    {"juli", TOKEN_MONTH, 7},         {"jul", TOKEN_MONTH, 7},       {"august", TOKEN_MONTH, 8},
    {"augustus", TOKEN_MONTH, 8},     {"aug", TOKEN_MONTH, 8},       {"september", TOKEN_MONTH, 9},
    {"sept", TOKEN_MONTH, 9},         {"sep", TOKEN_MONTH, 9},       {"october", TOKEN_MONTH, 10},
    {"oktober", TOKEN_MONTH, 10},     {"oct", TOKEN_MONTH, 10},      {"okt", TOKEN_MONTH, 10},
    {"november", TOKEN_MONTH, 11},    {"nov", TOKEN_MONTH, 11},      {"december", TOKEN_MONTH, 12},
    {"dec", TOKEN_MONTH, 12},         {"spring", TOKEN_SEASON, 21},  {"springtime", TOKEN_SEASON, 21},
    {"voorjaar", TOKEN_SEASON, 21},   {"lente", TOKEN_SEASON, 21},   {"summer", TOKEN_SEASON, 22},
    {"zomer", TOKEN_SEASON, 22},      {"autumn", TOKEN_SEASON, 23},  {"fall", TOKEN_SEASON, 23},
    {"herfst", TOKEN_SEASON, 23},     {"najaar", TOKEN_SEASON, 23},  {"winter", TOKEN_SEASON, 24},
    {"about", TOKEN_ABOUT, 0},        {"around", TOKEN_ABOUT, 0},    {"circa", TOKEN_ABOUT, 0},
    {"ca", TOKEN_ABOUT, 0},           {"approximately", TOKEN_ABOUT, 0},
    {"approx", TOKEN_ABOUT, 0},       {"roughly", TOKEN_ABOUT, 0},   {"rond", TOKEN_ABOUT, 0},
    {"rondom", TOKEN_ABOUT, 0},       {"ongeveer", TOKEN_ABOUT, 0},  {"omstreeks", TOKEN_ABOUT, 0},
    {"plusminus", TOKEN_ABOUT, 0},    {"early", TOKEN_ABOUT, 0},     {"late", TOKEN_ABOUT, 0},
    {"mid", TOKEN_ABOUT, 0},          {"begin", TOKEN_ABOUT, 0},     {"medio", TOKEN_ABOUT, 0},
    {"eind", TOKEN_ABOUT, 0},         {"beginning", TOKEN_ABOUT, 0}, {"end", TOKEN_ABOUT, 0},
    {"midden", TOKEN_ABOUT, 0},       {"einde", TOKEN_ABOUT, 0},     {"perhaps", TOKEN_PERHAPS, 0},
    {"maybe", TOKEN_PERHAPS, 0},      {"possibly", TOKEN_PERHAPS, 0},
    {"probably", TOKEN_PERHAPS, 0},   {"misschien", TOKEN_PERHAPS, 0},
    {"mogelijk", TOKEN_PERHAPS, 0},   {"waarschijnlijk", TOKEN_PERHAPS, 0},
    {"vermoedelijk", TOKEN_PERHAPS, 0}, {"wellicht", TOKEN_PERHAPS, 0},
    {"jaren", TOKEN_DECADES, 0},      {"thirties", TOKEN_DECADE, 30},
    {"forties", TOKEN_DECADE, 40},    {"fifties", TOKEN_DECADE, 50}, {"sixties", TOKEN_DECADE, 60},
    {"seventies", TOKEN_DECADE, 70},  {"eighties", TOKEN_DECADE, 80},
    {"nineties", TOKEN_DECADE, 90},   {"dertig", TOKEN_DECADE, 30},  {"veertig", TOKEN_DECADE, 40},
    {"vijftig", TOKEN_DECADE, 50},    {"zestig", TOKEN_DECADE, 60},  {"zeventig", TOKEN_DECADE, 70},
    {"tachtig", TOKEN_DECADE, 80},    {"negentig", TOKEN_DECADE, 90},
    {"from", TOKEN_FROM, 0},          {"since", TOKEN_FROM, 0},      {"van", TOKEN_FROM, 0},
    {"vanaf", TOKEN_FROM, 0},         {"sinds", TOKEN_FROM, 0},      {"sedert", TOKEN_FROM, 0},
    {"to", TOKEN_TO, 0},              {"until", TOKEN_TO, 0},        {"till", TOKEN_TO, 0},
    {"through", TOKEN_TO, 0},         {"tot", TOKEN_TO, 0},          {"t/m", TOKEN_TO, 0},
    {"between", TOKEN_BETWEEN, 0},    {"tussen", TOKEN_BETWEEN, 0},  {"and", TOKEN_AND, 0},
    {"en", TOKEN_AND, 0},             {"now", TOKEN_NOW, 0},         {"today", TOKEN_NOW, 0},
    {"present", TOKEN_NOW, 0},        {"nu", TOKEN_NOW, 0},          {"heden", TOKEN_NOW, 0},
    {"vandaag", TOKEN_NOW, 0},        {"century", TOKEN_CENTURY, 0}, {"eeuw", TOKEN_CENTURY, 0},
    {"in", TOKEN_FILLER, 0},          {"on", TOKEN_FILLER, 0},       {"the", TOKEN_FILLER, 0},
    {"of", TOKEN_FILLER, 0},          {"year", TOKEN_FILLER, 0},     {"op", TOKEN_FILLER, 0},
    {"de", TOKEN_FILLER, 0},          {"het", TOKEN_FILLER, 0},      {"jaar", TOKEN_FILLER, 0},
    {"met", TOKEN_FILLER, 0},         {"onwards", TOKEN_FILLER, 0},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool add(struct row *row, enum token_kind kind, int value, uint8_t digits, bool glued)
{
    if (row->count == MOST_TOKENS) {
        return false;
    }
    row->tokens[row->count++] = (struct token){kind, value, digits, glued};
    return true;
}

/* Reads a number and what is glued to it: "12th", "3e", "1990s", "1990's". */
static bool add_number(struct row *row, const char *text, size_t *at, bool glued)
{
    static const char *const endings[] = {"st", "nd", "rd", "th", "ste", "de", "e"};
    size_t letters = 0;
    int value = 0;
    uint8_t digits = 0;

    for (; is_digit(text[*at]); (*at)++) {
        if (++digits > 4) {
            return false;
        }
        value = value * 10 + (text[*at] - '0');
    }
    if (text[*at] == '\'' && text[*at + 1] == 's' && !is_letter(text[*at + 2])) {
        (*at)++;
    }
    while (is_letter(text[*at + letters])) {
        letters++;
    }
    if (letters == 0) {
        return add(row, TOKEN_NUMBER, value, digits, glued);
    }
    if (letters == 1 && text[*at] == 's' && value % 10 == 0) {
        *at += letters;
        return add(row, TOKEN_DECADE, value, digits, glued);
    }
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (strlen(endings[i]) == letters && strncmp(text + *at, endings[i], letters) == 0) {
            *at += letters;
            return add(row, TOKEN_ORDINAL, value, digits, glued);
        }
    }
    return false;
}

static bool add_word(struct row *row, const char *text, size_t *at, bool glued)
{
    size_t length = 0;

    if (strncmp(text + *at, "t/m", 3) == 0) {
        length = 3;
    } else {
        while (is_letter(text[*at + length])) {
            length++;
        }
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strlen(words[i].word) == length && strncmp(text + *at, words[i].word, length) == 0) {
            *at += length;
            return add(row, words[i].kind, words[i].value, 0, glued);
        }
    }
    return false;
}

static bool add_sign(struct row *row, const char *text, size_t *at, bool glued)
{
    static const struct {
        char sign[3];
        enum token_kind kind;
    } signs[] = {
        {"-", TOKEN_DASH},  {"/", TOKEN_SLASH},  {".", TOKEN_POINT}, {"?", TOKEN_QUESTION},
        {"~", TOKEN_ABOUT}, {"±", TOKEN_ABOUT},  {",", TOKEN_FILLER}, {"'", TOKEN_FILLER},
    };

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        size_t length = strlen(signs[i].sign);

        if (strncmp(text + *at, signs[i].sign, length) == 0) {
            *at += length;
            return add(row, signs[i].kind, 0, 0, glued);
        }
    }
    return false;
}

/* TEXT is folded: lower case, no accents, single spaces, plain dashes. */
static bool tokenise(struct row *row, const char *text)
{
    size_t at = 0;
    bool glued = false;

    row->count = 0;
    while (text[at] != '\0') {
        bool known;

        if (text[at] == ' ') {
            glued = false;
            at++;
            continue;
        }
        if (is_digit(text[at])) {
            known = add_number(row, text, &at, glued);
        } else if (is_letter(text[at])) {
            known = add_word(row, text, &at, glued);
        } else {
            known = add_sign(row, text, &at, glued);
        }
        if (!known) {
            return false;
        }
        glued = true;
    }
    return row->count > 0;
}

/* The shape of what is left of a date once its qualifiers and fillers are gone. */
struct shape {
    struct token tokens[6];
    size_t count;
};

static bool shape_is(const struct shape *shape, const char *pattern)
{
    static const char letters[] = "noDms-/.";

    if (strlen(pattern) != shape->count) {
        return false;
    }
    for (size_t i = 0; i < shape->count; i++) {
        if (shape->tokens[i].kind > TOKEN_POINT ||
            letters[shape->tokens[i].kind] != pattern[i]) {
            return false;
        }
    }
    return true;
}

static bool is_year(const struct token *token)
{
    return token->kind == TOKEN_NUMBER && token->digits == 4;
}

static bool set_date(struct edtf_point *out, const struct token *day, int month,
                     const struct token *year)
{
    if (!is_year(year) || month < 1 || month > 12 || day->digits > 2) {
        return false;
    }
    out->year = year->value;
    out->month = (uint8_t)month;
    out->day = (uint8_t)day->value;
    return true;
}

static bool set_month(struct edtf_point *out, int month, const struct token *year)
{
    if (!is_year(year)) {
        return false;
    }
    out->year = year->value;
    out->month = (uint8_t)month;
    return true;
}

static bool set_decade(struct edtf_point *out, const struct token *token)
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

static bool set_season(struct edtf_point *out, int season, const struct token *year,
                       const struct token *next)
{
    /* "winter 1998-1999", "winter 1998/99" */
    if (next != NULL && next->value != (next->digits == 2 ? (year->value + 1) % 100
                                                          : year->value + 1)) {
        return false;
    }
    return set_month(out, season, year);
}

static bool read_shape(struct edtf_point *out, const struct shape *shape)
{
    const struct token *t = shape->tokens;

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
static bool read_century(struct edtf_point *out, const struct token *number)
{
    if (number->kind != TOKEN_ORDINAL || number->value < 1 || number->value > 99) {
        return false;
    }
    out->year = (number->value - 1) * 100;
    out->masked = 2;
    return true;
}

/* A date without any separator word. YEAR: lent to a month that has none, or NULL. */
static bool read_date(struct edtf_point *out, const struct token *tokens, size_t count,
                      const struct token *year)
{
    struct shape shape = {.count = 0};
    bool decades = false;
    bool century = false;

    *out = (struct edtf_point){0};
    for (size_t i = 0; i < count; i++) {
        struct token token = tokens[i];
        bool abbreviation = token.kind == TOKEN_POINT && i > 0 && tokens[i - 1].kind >= TOKEN_MONTH;

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
        } else if (token.kind != TOKEN_FILLER && !abbreviation) {
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

static const struct token *last_year(const struct token *tokens, size_t count)
{
    for (size_t i = count; i > 0; i--) {
        if (is_year(&tokens[i - 1])) {
            return &tokens[i - 1];
        }
    }
    return NULL;
}

/* LEFT and RIGHT of a separator; either may be empty: "until 2003", "2015 -". */
static bool read_ends(struct edtf *out, const struct token *left, size_t left_count,
                      const struct token *right, size_t right_count)
{
    struct edtf date = {.interval = true};
    struct token short_year;

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

static bool separates(const struct token *token, bool between)
{
    return token->kind == TOKEN_DASH || token->kind == TOKEN_TO || token->kind == TOKEN_SLASH ||
           (between && token->kind == TOKEN_AND);
}

static bool read_row(struct edtf *out, const struct row *row)
{
    const struct token *tokens = row->tokens;
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

        while (right < count && (tokens[right].kind == TOKEN_AND ||
                                 tokens[right].kind == TOKEN_FILLER)) {
            right++;
        }
        if (read_ends(out, tokens, i, tokens + right, count - right)) {
            return true;
        }
    }
    return from && read_ends(out, tokens, count, tokens + count, 0);
}

bool edtf_understand(struct edtf *out, const char *words_said, size_t length)
{
    struct buf folded = BUF_INIT;
    struct row row;
    bool understood = false;

    while (length > 0 && (*words_said == ' ' || *words_said == '\n' || *words_said == '\t')) {
        words_said++;
        length--;
    }
    while (length > 0 && strchr(" \n\t", words_said[length - 1]) != NULL) {
        length--;
    }
    if (length > 0 && edtf_parse(out, words_said, length, NULL)) {
        return true;
    }
    text_fold(&folded, words_said, length);
    if (memchr(words_said, '\0', length) == NULL && tokenise(&row, buf_text(&folded))) {
        understood = read_row(out, &row);
    }
    buf_finish(&folded);
    return understood;
}
