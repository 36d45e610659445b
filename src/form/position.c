/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Walks the file and the scalar side by side. Only findings pay for this, so it
 * starts at the top of the file each time.
 */
#include "form/position.h"

#include "base/text.h"

#include <string.h>

/* A place in the file that moves forward one character at a time. */
struct cursor {
    const char *text;
    size_t length, at;
    struct position position;
};

static void step(struct cursor *cursor)
{
    uint32_t code_point;

    if (cursor->at >= cursor->length)
        return;
    cursor->at += text_decode(cursor->text + cursor->at, cursor->length - cursor->at, &code_point);
    cursor->position.column++;
    if (code_point == '\n') {
        cursor->position.line++;
        cursor->position.column = 1;
    }
}

/* Forward by CHARACTERS on this line: a form may be one line of a megabyte. */
static void skip(struct cursor *cursor, unsigned characters)
{
    while (characters > 0 && cursor->at < cursor->length && cursor->text[cursor->at] != '\n') {
        cursor->at++;
        /* Bytes that go on with a character begin with the bits 10. */
        while (cursor->at < cursor->length && (cursor->text[cursor->at] & 0xc0) == 0x80)
            cursor->at++;
        cursor->position.column++;
        characters--;
    }
}

static struct cursor cursor_at(const struct form *form, struct position place)
{
    struct cursor cursor = {form->text, form->text_length, 0, {1, 1}};

    while (cursor.position.line < place.line) {
        const char *end = memchr(cursor.text + cursor.at, '\n', cursor.length - cursor.at);

        if (!end)
            break;
        cursor.at = (size_t)(end - cursor.text) + 1;
        cursor.position.line++;
    }
    if (cursor.position.line == place.line)
        skip(&cursor, place.column - 1);
    return cursor;
}

static char here(const struct cursor *cursor)
{
    return cursor->at < cursor->length ? cursor->text[cursor->at] : '\0';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Past the quotation mark, or the | or > line of a block. */
static void enter_scalar(struct cursor *cursor)
{
    if (here(cursor) == '"' || here(cursor) == '\'') {
        step(cursor);
    } else if (here(cursor) == '|' || here(cursor) == '>') {
        while (here(cursor) != '\0' && here(cursor) != '\n')
            step(cursor);
        while (is_space(here(cursor)))
            step(cursor);
    }
}

struct position position_in_scalar(const struct form *form, struct position start,
                                   const char *scalar, unsigned character)
{
    struct cursor cursor = cursor_at(form, start);
    size_t length = strlen(scalar), at = 0;

    enter_scalar(&cursor);
    for (unsigned i = 1; i < character && at < length; i++) {
        uint32_t wanted, found;
        size_t size = text_decode(scalar + at, length - at, &wanted);

        if (is_space(scalar[at]) && is_space(here(&cursor))) {
            step(&cursor);
            /* A break in the file may be one space in the scalar. */
            while (!is_space(scalar[at + size]) && is_space(here(&cursor)))
                step(&cursor);
        } else {
            text_decode(cursor.text + cursor.at, cursor.length - cursor.at, &found);
            if (found != wanted)
                return start;
            step(&cursor);
        }
        at += size;
    }
    return cursor.position;
}

struct position position_of_words(const struct form *form, struct position start, const char *words,
                                  size_t nth)
{
    struct cursor cursor = cursor_at(form, start);
    const char *found = cursor.text + cursor.at;

    for (size_t i = 0; found; i++) {
        found = strstr(found, words);
        if (!found || i == nth)
            break;
        found += strlen(words);
    }
    if (!found)
        return start;
    while (cursor.text + cursor.at < found)
        step(&cursor);
    return cursor.position;
}
