/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One pass from left to right over a line. Nothing here knows a drawing; tokens
 * keep their bytes, so that a message can point and an answer can replace.
 */
#include "config.h"

#include "diagram/notation.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/unicode.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#define NEST_MAX    16
#define NEAREST_MAX 512

struct reader {
    struct notation_line *out;
    const struct notation_signs *signs;
    struct error *err;
    struct buf text, folded;
    size_t capacity;
    size_t at;
    bool spaced;
};

/* Pairs of quotation marks; a plain one closes what a plain one opened. */
struct quotes {
    const char *open, *close;
};

static const struct quotes quotes[] = {
    {"\"", "\""}, {"“", "”"}, {"„", "”"}, {"«", "»"}, {"”", "”"},
};

bool notation_error(struct error *err, size_t at, const char *format, ...)
{
    struct buf message = BUF_INIT;
    va_list arguments;

    va_start(arguments, format);
    buf_add_format_list(&message, format, arguments);
    va_end(arguments);
    (void)error_at(err, ERROR_INVALID, "", 0, (unsigned)at + 1, "%s", buf_text(&message));
    buf_finish(&message);
    return false;
}

static bool starts(const struct reader *reader, size_t at, const char *text)
{
    size_t length = strlen(text);

    return length > 0 && reader->out->length - at >= length &&
           memcmp(reader->out->line + at, text, length) == 0;
}

static size_t space_at(const struct reader *reader, size_t at)
{
    uint32_t code_point;
    size_t size = text_decode(reader->out->line + at, reader->out->length - at, &code_point);

    return size > 0 && unicode_is_space(code_point) ? size : 0;
}

static const struct notation_sign *sign_at(const struct reader *reader, size_t at)
{
    const struct notation_sign *longest = NULL;

    for (size_t i = 0; i < reader->signs->count; i++) {
        const struct notation_sign *sign = &reader->signs->signs[i];

        if (starts(reader, at, sign->spelling) &&
            (!longest || strlen(sign->spelling) > strlen(longest->spelling))) {
            longest = sign;
        }
    }
    return longest;
}

static const char *canonical_sign(const struct notation_signs *signs, int code)
{
    for (size_t i = 0; i < signs->count; i++) {
        if (signs->signs[i].code == code) {
            return signs->signs[i].spelling;
        }
    }
    return "";
}

/* White space at both ends goes, runs of it become one space. */
static void squeeze(struct buf *out, const char *text, size_t length)
{
    bool space = false;

    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        size_t size = text_decode(text + at, length - at, &code_point);

        if (unicode_is_space(code_point)) {
            space = true;
        } else {
            if (space && out->length > 0) {
                buf_add_char(out, ' ');
            }
            space = false;
            buf_add(out, text + at, size);
        }
        at += size;
    }
}

static struct notation_token *add_token(struct reader *reader, enum notation_kind kind, size_t at,
                                        size_t length)
{
    struct notation_line *out = reader->out;
    struct notation_token *token;

    if (out->count + 1 >= reader->capacity) {
        size_t capacity = reader->capacity ? 2 * reader->capacity : 32;
        struct notation_token *tokens = arena_take(out->arena, capacity, sizeof(*tokens));

        if (out->count > 0) {
            memcpy(tokens, out->tokens, out->count * sizeof(*tokens));
        }
        out->tokens = tokens;
        reader->capacity = capacity;
    }
    token = &out->tokens[out->count++];
    *token = (struct notation_token){.kind = kind,
                                     .at = at,
                                     .length = length,
                                     .text = "",
                                     .folded = "",
                                     .spaced = reader->spaced};
    reader->spaced = false;
    reader->at = at + length;
    return token;
}

static void set_text(struct reader *reader, struct notation_token *token, const char *text,
                     size_t length)
{
    struct buf squeezed = BUF_INIT;

    squeeze(&squeezed, text, length);
    buf_clear(&reader->text);
    buf_clear(&reader->folded);
    text_compose(&reader->text, buf_text(&squeezed), squeezed.length);
    text_fold(&reader->folded, buf_text(&reader->text), reader->text.length);
    token->text = arena_string(reader->out->arena, buf_text(&reader->text));
    token->folded = arena_string(reader->out->arena, buf_text(&reader->folded));
    buf_finish(&squeezed);
}

/* From behind the opening mark to the closing one; a backslash takes the next as it is. */
static bool read_quoted(struct reader *reader, struct buf *out, const struct quotes *pair,
                        size_t *end)
{
    const char *line = reader->out->line;
    size_t start = *end, at = start + strlen(pair->open);

    while (at < reader->out->length) {
        uint32_t code_point;

        if (starts(reader, at, pair->close)) {
            *end = at + strlen(pair->close);
            return true;
        }
        if (line[at] == '\\' && at + 1 < reader->out->length) {
            at++;
        }
        size_t size = text_decode(line + at, reader->out->length - at, &code_point);

        buf_add(out, line + at, size);
        at += size;
    }
    return notation_error(reader->err, start,
                          _("this quotation mark is not closed; put another behind the name"));
}

static const struct quotes *quote_at(const struct reader *reader, size_t at)
{
    for (size_t i = 0; i < sizeof(quotes) / sizeof(quotes[0]); i++) {
        if (starts(reader, at, quotes[i].open)) {
            return &quotes[i];
        }
    }
    return NULL;
}

static bool read_quoted_token(struct reader *reader, enum notation_kind kind, size_t from)
{
    size_t start = reader->at, end = from;
    struct buf inside = BUF_INIT;
    bool ok = read_quoted(reader, &inside, quote_at(reader, from), &end);

    if (ok) {
        struct notation_token *token = add_token(reader, kind, start, end - start);

        set_text(reader, token, buf_text(&inside), inside.length);
    }
    buf_finish(&inside);
    return ok;
}

static bool read_bracket(struct reader *reader)
{
    const char *line = reader->out->line;
    size_t start = reader->at, at = start + 1, depth = 1;
    struct buf inside = BUF_INIT;

    for (; at < reader->out->length; at++) {
        if (line[at] == '\\' && at + 1 < reader->out->length) {
            at++;
        } else if (line[at] == '(' && ++depth > NEST_MAX) {
            break;
        } else if (line[at] == ')' && --depth == 0) {
            break;
        }
        buf_add_char(&inside, line[at]);
    }
    if (depth == 0) {
        struct notation_token *token = add_token(reader, NOTATION_BRACKET, start, at + 1 - start);

        set_text(reader, token, buf_text(&inside), inside.length);
    }
    buf_finish(&inside);
    return depth == 0 ||
           notation_error(reader->err, start, _("this bracket is not closed; put a ) behind it"));
}

/* Where a word ends: white space, a sign, a bracket, or the end. A quotation mark inside a
 * word belongs to it. */
static size_t word_end(const struct reader *reader, size_t at)
{
    size_t from = at;

    while (at < reader->out->length && !space_at(reader, at) && reader->out->line[at] != '(' &&
           (at == from || !sign_at(reader, at))) {
        uint32_t code_point;

        at += text_decode(reader->out->line + at, reader->out->length - at, &code_point);
    }
    return at;
}

static bool read_word(struct reader *reader, enum notation_kind kind, size_t from)
{
    size_t start = reader->at, end = word_end(reader, from);
    struct notation_token *token = add_token(reader, kind, start, end - start);

    set_text(reader, token, reader->out->line + from, end - from);
    return true;
}

static bool read_tag(struct reader *reader)
{
    size_t from = reader->at + 1;

    if (from >= reader->out->length || space_at(reader, from) || sign_at(reader, from) ||
        reader->out->line[from] == '(') {
        return notation_error(reader->err, reader->at,
                              _("a word must follow the # directly, as in #work"));
    }
    return quote_at(reader, from) ? read_quoted_token(reader, NOTATION_TAG, from)
                                  : read_word(reader, NOTATION_TAG, from);
}

static bool read_token(struct reader *reader)
{
    const struct notation_sign *sign;
    size_t space = space_at(reader, reader->at);

    if (space > 0) {
        reader->at += space;
        reader->spaced = true;
        return true;
    }
    if (reader->out->line[reader->at] == '(') {
        return read_bracket(reader);
    }
    if (reader->out->line[reader->at] == '#') {
        return read_tag(reader);
    }
    sign = sign_at(reader, reader->at);
    if (sign) {
        struct notation_token *token =
            add_token(reader, NOTATION_SIGN, reader->at, strlen(sign->spelling));

        token->text = canonical_sign(reader->signs, sign->code);
        token->sign = sign->code;
        return true;
    }
    return quote_at(reader, reader->at) ? read_quoted_token(reader, NOTATION_QUOTED, reader->at)
                                        : read_word(reader, NOTATION_WORD, reader->at);
}

static bool check_characters(const char *line, size_t length, struct error *err)
{
    size_t bad;

    if (!text_valid(line, length, &bad)) {
        return notation_error(err, bad, _("this is not UTF-8 text; save the file as UTF-8"));
    }
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        size_t size = text_decode(line + at, length - at, &code_point);

        if (code_point == '\n' || !text_acceptable(code_point)) {
            return notation_error(err, at,
                                  _("an invisible character (U+%04X) stands here; take it out"),
                                  (unsigned)code_point);
        }
        at += size;
    }
    return true;
}

bool notation_read(struct notation_line *out, const struct notation_signs *signs, const char *line,
                   size_t length, struct error *err)
{
    struct reader reader = {.out = out, .signs = signs, .err = err, .spaced = true};
    bool ok = true;

    while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r')) {
        length--;
    }
    *out = (struct notation_line){.arena = arena_create(), .line = line, .length = length};
    while (space_at(&reader, reader.at) > 0) {
        reader.at += space_at(&reader, reader.at);
    }
    ok = check_characters(line, length, err);
    if (ok && reader.at < length && line[reader.at] == '#') {
        reader.at = length;
    }
    while (ok && reader.at < length) {
        ok = read_token(&reader);
    }
    if (ok) {
        (void)add_token(&reader, NOTATION_END, length, 0);
        out->count--;
    }
    buf_finish(&reader.text);
    buf_finish(&reader.folded);
    if (!ok) {
        notation_finish(out);
    }
    return ok;
}

void notation_finish(struct notation_line *line)
{
    if (!line) {
        return;
    }
    arena_destroy(line->arena);
    *line = (struct notation_line){0};
}

/* How many tokens from AT spell PHRASE; 0: they do not. */
static size_t phrase_at(const struct notation_line *line, size_t at, const char *phrase)
{
    size_t taken = 0;

    while (*phrase) {
        const struct notation_token *token = &line->tokens[at + taken];
        size_t length = strlen(token->folded);

        if (token->kind != NOTATION_WORD || length == 0 ||
            strncmp(phrase, token->folded, length) != 0) {
            return 0;
        }
        phrase += length;
        if (*phrase == ' ') {
            phrase++;
        } else if (*phrase) {
            return 0;
        }
        taken++;
    }
    return taken;
}

size_t notation_match(const struct notation_line *line, size_t at,
                      const struct notation_table *table, int *code)
{
    const struct notation_token *token = &line->tokens[at];
    size_t longest = 0;

    if (token->kind != NOTATION_WORD) {
        return 0;
    }
    for (size_t i = 0; i < table->count; i++) {
        size_t taken;

        if (table->phrases[i].phrase[0] != token->folded[0]) {
            continue;
        }
        taken = phrase_at(line, at, table->phrases[i].phrase);
        if (taken > longest) {
            longest = taken;
            *code = table->phrases[i].code;
        }
    }
    return longest;
}

const char *notation_spelling(const struct notation_table *table, int code)
{
    for (size_t i = 0; i < table->count; i++) {
        if (table->phrases[i].code == code) {
            return table->phrases[i].phrase;
        }
    }
    return NULL;
}

/* Whether two words differ by at most LIMIT letters put in, left out, changed or swapped. */
static bool near(const char *a, const char *b, int limit)
{
    while (*a && *a == *b) {
        a++;
        b++;
    }
    if (!*a && !*b) {
        return true;
    }
    if (limit == 0) {
        return false;
    }
    if (*a && *b && a[1] == *b && b[1] == *a && near(a + 2, b + 2, limit - 1)) {
        return true;
    }
    return (*a && near(a + 1, b, limit - 1)) || (*b && near(a, b + 1, limit - 1)) ||
           (*a && *b && near(a + 1, b + 1, limit - 1));
}

const char *notation_nearest(const struct notation_table *table, const char *folded)
{
    size_t length = strlen(folded);
    int most = length < 4 ? 0 : length < 6 ? 1 : 2;

    for (int limit = 1; limit <= most; limit++) {
        for (size_t i = 0; i < table->count; i++) {
            const char *phrase = table->phrases[i].phrase;

            if (!strchr(phrase, ' ') && strlen(phrase) >= 4 && near(folded, phrase, limit)) {
                return phrase;
            }
        }
    }
    return NULL;
}

const char *notation_join(const struct notation_line *line, size_t first, size_t last)
{
    struct buf joined = BUF_INIT;
    const char *text;

    for (size_t i = first; i < last; i++) {
        if (joined.length > 0) {
            buf_add_char(&joined, ' ');
        }
        buf_add_text(&joined, line->tokens[i].text);
    }
    text = arena_string(line->arena, buf_text(&joined));
    buf_finish(&joined);
    return text;
}

static bool plain(const struct notation_signs *signs, const char *name)
{
    struct notation_line line;
    bool same;

    if (!notation_read(&line, signs, name, strlen(name), NULL)) {
        return false;
    }
    same = line.count > 0;
    for (size_t i = 0; i < line.count; i++) {
        same = same && line.tokens[i].kind == NOTATION_WORD;
    }
    same = same && strcmp(notation_join(&line, 0, line.count), name) == 0;
    notation_finish(&line);
    return same;
}

static void write_quoted(struct buf *out, const char *text)
{
    buf_add_char(out, '"');
    for (const char *c = text; *c; c++) {
        if (*c == '"' || *c == '\\') {
            buf_add_char(out, '\\');
        }
        buf_add_char(out, *c);
    }
    buf_add_char(out, '"');
}

void notation_write_name(struct buf *out, const struct notation_signs *signs, const char *name,
                         bool quote)
{
    if (quote || !plain(signs, name)) {
        write_quoted(out, name);
    } else {
        buf_add_text(out, name);
    }
}

void notation_write_bracket(struct buf *out, const char *text)
{
    buf_add_char(out, '(');
    for (const char *c = text; *c; c++) {
        if (*c == '(' || *c == ')' || *c == '\\') {
            buf_add_char(out, '\\');
        }
        buf_add_char(out, *c);
    }
    buf_add_char(out, ')');
}

void notation_write_tag(struct buf *out, const struct notation_signs *signs, const char *tag)
{
    buf_add_char(out, '#');
    notation_write_name(out, signs, tag, strchr(tag, ' ') != NULL || tag[0] == '#');
}

bool notation_has_phrase(const struct notation_signs *signs, const struct notation_table *table,
                         const char *name)
{
    struct notation_line line;
    bool found = false;
    int code;

    if (!notation_read(&line, signs, name, strlen(name), NULL)) {
        return false;
    }
    for (size_t i = 0; i < line.count && !found; i++) {
        found = notation_match(&line, i, table, &code) > 0;
    }
    notation_finish(&line);
    return found;
}
