/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a phrase to tokens. Every word must be known: a date is understood whole
 * or not at all, so that no word that changes it is passed over.
 */
#include "config.h"

#include "base/edtf_tokens.h"

#include <string.h>

/* Words of one meaning stand in one row, each between spaces. */
static const struct {
    enum edtf_token_kind kind;
    int value;
    const char *words;
} vocabulary[] = {
    {TOKEN_MONTH, 1, " january januari jan "},
    {TOKEN_MONTH, 2, " february februari feb "},
    {TOKEN_MONTH, 3, " march maart mar mrt "},
    {TOKEN_MONTH, 4, " april apr "},
    {TOKEN_MONTH, 5, " may mei "},
    {TOKEN_MONTH, 6, " june juni jun "},
    {TOKEN_MONTH, 7, " july juli jul "},
    {TOKEN_MONTH, 8, " august augustus aug "},
    {TOKEN_MONTH, 9, " september sept sep "},
    {TOKEN_MONTH, 10, " october oktober oct okt "},
    {TOKEN_MONTH, 11, " november nov "},
    {TOKEN_MONTH, 12, " december dec "},
    {TOKEN_SEASON, 21, " spring springtime voorjaar lente "},
    {TOKEN_SEASON, 22, " summer zomer "},
    {TOKEN_SEASON, 23, " autumn fall herfst najaar "},
    {TOKEN_SEASON, 24, " winter "},
    {TOKEN_ABOUT, 0,
     " about around circa ca approximately approx roughly rond rondom ongeveer "
     "omstreeks plusminus early late mid begin medio eind beginning end midden einde "},
    {TOKEN_PERHAPS, 0,
     " perhaps maybe possibly probably misschien mogelijk waarschijnlijk vermoedelijk "
     "wellicht "},
    {TOKEN_DECADES, 0, " jaren "},
    {TOKEN_DECADE, 30, " thirties dertig "},
    {TOKEN_DECADE, 40, " forties veertig "},
    {TOKEN_DECADE, 50, " fifties vijftig "},
    {TOKEN_DECADE, 60, " sixties zestig "},
    {TOKEN_DECADE, 70, " seventies zeventig "},
    {TOKEN_DECADE, 80, " eighties tachtig "},
    {TOKEN_DECADE, 90, " nineties negentig "},
    {TOKEN_FROM, 0, " from since van vanaf sinds sedert "},
    {TOKEN_TO, 0, " to until till through tot t/m "},
    {TOKEN_BETWEEN, 0, " between tussen "},
    {TOKEN_AND, 0, " and en "},
    {TOKEN_NOW, 0, " now today present nu heden vandaag "},
    {TOKEN_CENTURY, 0, " century eeuw "},
    {TOKEN_FILLER, 0, " in on the of year op de het jaar met onwards up "},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool add(struct edtf_row *row, enum edtf_token_kind kind, int value, uint8_t digits,
                bool glued)
{
    if (row->count == EDTF_MOST_TOKENS) {
        return false;
    }
    row->tokens[row->count++] = (struct edtf_token){kind, value, digits, glued};
    return true;
}

/* Reads a number and what is glued to it: "12th", "3e", "1990s", "1990's". */
static bool add_number(struct edtf_row *row, const char *text, size_t *at, bool glued)
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

static bool has_word(const char *list, const char *word, size_t length)
{
    for (list++; *list != '\0'; list += strcspn(list, " ") + 1) {
        if (strncmp(list, word, length) == 0 && list[length] == ' ') {
            return true;
        }
    }
    return false;
}

static bool add_word(struct edtf_row *row, const char *text, size_t *at, bool glued)
{
    size_t length = 0;

    if (strncmp(text + *at, "t/m", 3) == 0) {
        length = 3;
    } else {
        while (is_letter(text[*at + length])) {
            length++;
        }
    }
    for (size_t i = 0; i < sizeof vocabulary / sizeof vocabulary[0]; i++) {
        if (has_word(vocabulary[i].words, text + *at, length)) {
            *at += length;
            return add(row, vocabulary[i].kind, vocabulary[i].value, 0, glued);
        }
    }
    return false;
}

static bool add_sign(struct edtf_row *row, const char *text, size_t *at, bool glued)
{
    static const struct {
        char sign[3];
        enum edtf_token_kind kind;
    } signs[] = {
        {"-", TOKEN_DASH},  {"/", TOKEN_SLASH}, {".", TOKEN_POINT},  {"?", TOKEN_QUESTION},
        {"~", TOKEN_ABOUT}, {"±", TOKEN_ABOUT}, {",", TOKEN_FILLER}, {"'", TOKEN_FILLER},
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

bool edtf_tokenise(struct edtf_row *row, const char *text)
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
