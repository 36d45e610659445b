/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The vocabulary of dates, English and Dutch together: the two languages share no
 * word with two meanings here, and a clinician mixes them. For edtf_words.c only.
 */
#ifndef BASE_EDTF_TOKENS_H
#define BASE_EDTF_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EDTF_MOST_TOKENS 24

enum edtf_token_kind {
    TOKEN_NUMBER,  /* 1998, 12 */
    TOKEN_ORDINAL, /* 12th, 3e */
    TOKEN_DECADE,  /* 1990s, 90s; and "negentig" */
    TOKEN_MONTH,
    TOKEN_SEASON,
    TOKEN_DASH, /* - between dates, or inside one */
    TOKEN_SLASH,
    TOKEN_POINT,
    TOKEN_QUESTION,
    TOKEN_ABOUT, /* about, rond, ~ */
    TOKEN_PERHAPS,
    TOKEN_DECADES, /* "jaren": the number after it is a decade */
    TOKEN_FROM,    /* from, since, van, sinds */
    TOKEN_TO,      /* to, until, tot */
    TOKEN_BETWEEN,
    TOKEN_AND,
    TOKEN_NOW,
    TOKEN_CENTURY,
    TOKEN_FILLER, /* in the year of */
};

struct edtf_token {
    enum edtf_token_kind kind;
    int value;
    uint8_t digits; /* as written: "05" has two */
    bool glued;     /* no space before it */
};

struct edtf_row {
    struct edtf_token tokens[EDTF_MOST_TOKENS];
    size_t count;
};

/*
 * FOLDED is what text_fold() gives: lower case, no accents, single spaces, plain
 * dashes. False when it holds a word or sign that is not in the vocabulary.
 */
bool edtf_tokenise(struct edtf_row *row, const char *folded);

#endif
