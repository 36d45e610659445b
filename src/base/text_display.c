/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The border between text from outside and eyes. What could move the cursor,
 * reorder a line, hide a difference or pile up on one cell is replaced by marks
 * of plain ASCII, which no terminal takes for anything else.
 */
#include "config.h"

#include "base/text.h"

#include "base/unicode.h"

#define MOST_MARKS    4
#define DOTTED_CIRCLE UINT32_C(0x25CC)
#define NON_JOINER    UINT32_C(0x200C)
#define JOINER        UINT32_C(0x200D)

struct display {
    struct buf *out;
    unsigned flags;
    unsigned marks;  /* combining marks on the base so far */
    bool base;       /* a mark has something to stand on */
    uint32_t before; /* the code point shown last */
    bool changed;
};

static void show_mark(struct display *display, const char *form, uint32_t value)
{
    if (form[0] == 'U') {
        buf_add_format(display->out, "<U+%04X>", (unsigned)value);
    } else {
        buf_add_format(display->out, "<0x%02X>", (unsigned)value);
    }
    display->base = false;
    display->marks = 0;
    display->before = '>';
    display->changed = true;
}

static bool is_variation_selector(uint32_t code_point)
{
    return (code_point >= 0xFE00 && code_point <= 0xFE0F) ||
           (code_point >= 0xE0100 && code_point <= 0xE01EF);
}

/* Pictographs and the marks that ride on them, roughly: nobody writes words with them. */
static bool is_pictograph(uint32_t code_point)
{
    return (code_point >= 0x2190 && code_point <= 0x2BFF) || code_point >= 0x1F000;
}

/* A joiner: kept where it shapes letters, dropped between pictures, marked elsewhere. */
static void show_joiner(struct display *display, uint32_t code_point, uint32_t after)
{
    if (unicode_takes_joiner(display->before) && unicode_takes_joiner(after) &&
        display->before != JOINER && display->before != NON_JOINER) {
        text_encode(display->out, code_point);
        display->before = code_point;
    } else if (code_point == JOINER && is_pictograph(display->before)) {
        display->changed = true;
    } else {
        show_mark(display, "U", code_point);
    }
}

static void show_combining(struct display *display, uint32_t code_point)
{
    if (display->marks >= MOST_MARKS) {
        unsigned marks = display->marks;

        show_mark(display, "U", code_point);
        display->marks = marks; /* the rest of the pile does not start anew on our mark */
        return;
    }
    if (!unicode_is_mark(code_point) &&
        !(display->base && unicode_joins(display->before, code_point))) {
        show_mark(display, "U", code_point); /* half a Korean syllable */
        return;
    }
    if (!display->base) {
        text_encode(display->out, DOTTED_CIRCLE);
        display->base = true;
        display->changed = true;
    }
    text_encode(display->out, code_point);
    display->marks++;
    display->before = code_point;
}

static void show_ascii(struct display *display, uint32_t code_point)
{
    if (code_point == '\n' && (display->flags & TEXT_ONE_LINE) == 0) {
        buf_add_char(display->out, '\n');
        display->base = false;
    } else if (code_point == '\n' || code_point == '\t') {
        buf_add_char(display->out, ' ');
        display->base = true;
    } else {
        buf_add_char(display->out, (char)code_point);
        display->base = true;
    }
    display->marks = 0;
    display->before = code_point;
}

static void show_wide(struct display *display, uint32_t code_point, uint32_t after)
{
    int width;

    if (code_point == JOINER || code_point == NON_JOINER) {
        show_joiner(display, code_point, after);
        return;
    }
    if (is_variation_selector(code_point)) {
        display->changed = true;
        return;
    }
    if (unicode_is_hidden(code_point)) {
        show_mark(display, "U", code_point);
        return;
    }
    width = unicode_width(code_point);
    if (width == 0) {
        show_combining(display, code_point);
        return;
    }
    text_encode(display->out, code_point);
    display->base = true;
    display->marks = 0;
    display->before = code_point;
}

/* One '?' for each cell that held something else. */
static void show_as_ascii(struct display *display, uint32_t code_point)
{
    display->changed = true;
    if (code_point == 0xFFFD || unicode_width(code_point) > 0 || unicode_is_hidden(code_point)) {
        buf_add_char(display->out, '?');
    }
}

/* Bytes from AT on that are shown as they are: printable ASCII. */
static size_t plain_run(const char *text, size_t length, size_t at)
{
    size_t start = at;

    while (at < length && text[at] >= 0x20 && text[at] < 0x7F) {
        at++;
    }
    return at - start;
}

bool text_display(struct buf *out, const char *text, size_t length, unsigned flags)
{
    struct display display = {.out = out, .flags = flags};
    size_t at = 0;

    while (at < length) {
        size_t plain = plain_run(text, length, at);
        uint32_t code_point;
        uint32_t after;
        size_t size;

        if (plain > 0) {
            buf_add(out, text + at, plain);
            at += plain;
            display.base = true;
            display.marks = 0;
            display.before = (unsigned char)text[at - 1];
            continue;
        }
        size = text_decode(text + at, length - at, &code_point);
        (void)text_decode(text + at + size, length - at - size, &after);
        if (code_point == '\n' || code_point == '\t') {
            show_ascii(&display, code_point);
        } else if (code_point < 0x80) {
            show_mark(&display, "U", code_point);
        } else if ((flags & TEXT_ASCII) != 0) {
            show_as_ascii(&display, code_point);
        } else if (size == 1) {
            show_mark(&display, "0x", (unsigned char)text[at]);
        } else {
            show_wide(&display, code_point, after);
        }
        at += size;
    }
    return display.changed;
}

bool text_acceptable(uint32_t code_point)
{
    switch (code_point) {
    case '\n':
    case '\t':
    case NON_JOINER: /* typed in Persian and Hindi */
    case JOINER:
    case 0x200E: /* typed where scripts meet; shown as marks */
    case 0x200F:
    case 0x061C:
        return true;
    case 0xFFFD: /* what invalid bytes decode to */
        return false;
    default:
        return code_point <= 0x10FFFF && !unicode_is_hidden(code_point);
    }
}

uint32_t text_typewriter(uint32_t code_point)
{
    static const struct {
        uint32_t sign, typed;
    } signs[] = {
        {0x00A0, ' '},  {0x00AB, '"'},  {0x00B7, '-'},  {0x00BB, '"'},  {0x2010, '-'},
        {0x2011, '-'},  {0x2012, '-'},  {0x2013, '-'},  {0x2014, '-'},  {0x2018, '\''},
        {0x2019, '\''}, {0x201A, '\''}, {0x201C, '"'},  {0x201D, '"'},  {0x201E, '"'},
        {0x2022, '*'},  {0x2026, '.'},  {0x202F, ' '},  {0x2212, '-'},
    };
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (signs[i].sign == code_point) {
            return signs[i].typed;
        }
    }
    return code_point;
}
