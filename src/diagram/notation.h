/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of a line of notation, the same for every kind of drawing: words,
 * quoted names, brackets, #tags and signs, each with its place, and back again
 * to a line with quotation marks only where they are needed.
 *
 * What a word means is the drawing's business: it brings a table of phrases (in
 * any language, many for one meaning) and a list of signs. See verhaal-notation(5).
 */
#ifndef DIAGRAM_NOTATION_H
#define DIAGRAM_NOTATION_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum notation_kind {
    NOTATION_WORD,    /* a run without white space or signs */
    NOTATION_QUOTED,  /* "as it stands", also “so” and «so» */
    NOTATION_BRACKET, /* (what is inside); brackets inside may nest */
    NOTATION_TAG,     /* #word or #"several words" */
    NOTATION_SIGN,    /* one of the drawing's signs */
    NOTATION_END,     /* always the last token of a line */
};

struct notation_token {
    enum notation_kind kind;
    size_t at, length;  /* bytes of the line, with quotation marks and brackets */
    const char *text;   /* without them, escapes resolved, white space squeezed, composed;
                         * of a sign its canonical spelling; of the end "" */
    const char *folded; /* text_fold() of it: what tables are searched for */
    int sign;           /* code of a sign, else 0 */
    bool spaced;        /* white space or the beginning of the line stands before it */
};

/* Several spellings may have one code; the first is the canonical one. A spelling that
 * is made of letters' neighbours only (":" and "--") is found inside words, too. */
struct notation_sign {
    const char *spelling;
    int code; /* from 1 */
};

struct notation_signs {
    const struct notation_sign *signs; /* the longest are tried first, whatever the order */
    size_t count;
};

struct notation_line {
    struct arena *arena;
    const char *line; /* borrowed */
    size_t length;
    struct notation_token *tokens;
    size_t count; /* without the NOTATION_END behind them */
};

/*
 * Takes LINE apart. False with the column (line 0; bytes from 1) where a quotation
 * mark or bracket is not closed, a character cannot be shown, or bytes are not UTF-8.
 * A comment (# at the start) and an empty line have no tokens.
 */
bool notation_read(struct notation_line *out, const struct notation_signs *signs, const char *line,
                   size_t length, struct error *err) MUST_USE;
void notation_finish(struct notation_line *line);

/* A mistake at byte AT of a line; always false. */
bool notation_error(struct error *err, size_t at, const char *format, ...) PRINTF_LIKE(3, 4);

/* Words and what they mean. Phrases are written as text_fold() leaves them. */
struct notation_phrase {
    const char *phrase; /* "looks after" */
    int code;
};

struct notation_table {
    const struct notation_phrase *phrases;
    size_t count;
};

/* The longest phrase that begins at token AT (words only: what is quoted is a name).
 * Returns how many tokens it takes, 0 for none. */
size_t notation_match(const struct notation_line *line, size_t at,
                      const struct notation_table *table, int *code);
/* The first phrase of a meaning: how it is written back. Never NULL for a code in the table. */
const char *notation_spelling(const struct notation_table *table, int code);
/* "Did you mean": a phrase of one word that differs in a letter, in two from six letters
 * on; NULL if there is none. */
const char *notation_nearest(const struct notation_table *table, const char *folded);

/* The text of tokens [FIRST, LAST) as one name: words and quoted parts joined by a space. */
const char *notation_join(const struct notation_line *line, size_t first, size_t last);

/*
 * Writing back. A name is quoted where it would not be read again as words that say
 * the same, or where QUOTE is true (the drawing knows that one of its words has a meaning).
 */
void notation_write_name(struct buf *out, const struct notation_signs *signs, const char *name,
                         bool quote);
void notation_write_bracket(struct buf *out, const char *text); /* "(text)" */
void notation_write_tag(struct buf *out, const struct notation_signs *signs, const char *tag);
/* Whether a word or run of words of NAME, read by itself, is a phrase of the table. */
bool notation_has_phrase(const struct notation_signs *signs, const struct notation_table *table,
                         const char *name);

#endif
