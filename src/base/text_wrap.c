/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Soft wrap and cutting to a width. Each call looks at one line only, so wrapping
 * a whole answer is linear in its length.
 */
#include "config.h"

#include "base/text.h"

#include "base/unicode.h"

/* Punctuation that may not begin a line of Chinese or Japanese. */
static bool may_begin_line(uint32_t code_point)
{
    static const uint16_t closing[] = {0x3001, 0x3002, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011,
                                       0x3015, 0x3017, 0x30FC, 0xFF01, 0xFF09, 0xFF0C, 0xFF0E,
                                       0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D};

    for (size_t i = 0; i < sizeof closing / sizeof closing[0]; i++) {
        if (closing[i] == code_point) {
            return false;
        }
    }
    return true;
}

static bool is_space(uint32_t code_point)
{
    /* Of the other spaces the no-break ones must not break; the rest are rare. */
    return code_point == ' ' || code_point == '\t' || code_point == 0x3000;
}

struct line {
    const char *text;
    size_t length;
    size_t at;       /* the next grapheme */
    size_t break_at; /* the last place where the line may end; 0: none yet */
    int width;       /* up to AT */
    int columns;
    bool after_space; /* the grapheme before AT is a space */
    bool after_wide;  /* … is two columns wide */
};

/* The run of spaces at the break: those that fit are drawn, the others hang over. */
static size_t end_in_spaces(struct line *line, size_t *end)
{
    size_t at = line->at;

    *end = at;
    while (at < line->length) {
        uint32_t code_point;
        size_t size = text_decode(line->text + at, line->length - at, &code_point);

        /* A space that carries a mark is something to see. */
        if (!is_space(code_point) || text_next(line->text, line->length, at) != at + size) {
            break;
        }
        line->width += code_point == 0x3000 ? 2 : 1;
        at += size;
        if (line->width <= line->columns) {
            *end = at;
        }
    }
    /* A newline among the hanging spaces ends this line, not an empty one after it. */
    return at < line->length && line->text[at] == '\n' ? at + 1 : at;
}

/* The grapheme at AT does not fit any more. */
static size_t break_line(const struct line *line, size_t from, size_t *end)
{
    if (line->break_at > from) {
        *end = line->break_at;
    } else if (line->at > from) {
        *end = line->at; /* one word wider than the line */
    } else {
        *end = text_next(line->text, line->length, from); /* one grapheme wider than it */
    }
    return *end;
}

/*
 * Begins a line of printable ASCII, where each byte is a column. Returns whether
 * that was the whole line; otherwise LINE stands before the first grapheme that
 * may be something else.
 */
static bool begin_in_ascii(struct line *line, size_t *next, size_t *end)
{
    const char *text = line->text + line->at;
    size_t left = line->length - line->at;
    size_t columns = (size_t)line->columns;
    size_t most = left <= columns ? left : columns + 1;
    size_t run = 0;
    size_t word;

    while (run < most && text[run] >= 0x20 && text[run] < 0x7F) {
        run++;
    }
    if (run <= columns && (run == left || text[run] == '\n')) {
        *end = line->at + run;
        *next = *end + (run < left);
        return true;
    }
    if (run == 0) {
        return false;
    }
    run--; /* a mark may follow the last one; and on a full line it is one too many */
    for (word = run; word > 0 && (text[word - 1] != ' ' || text[word] == ' '); word--) {
    }
    line->break_at = word > 0 ? line->at + word : 0;
    line->after_space = run > 0 && text[run - 1] == ' ';
    line->width = (int)run;
    line->at += run;
    return false;
}

size_t text_wrap(const char *text, size_t length, size_t from, int columns, size_t *end)
{
    struct line line = {.text = text,
                        .length = length,
                        .at = from < length ? from : length,
                        .columns = columns > 0 ? columns : 1};
    size_t begun;

    if (begin_in_ascii(&line, &begun, end)) {
        return begun;
    }
    while (line.at < length) {
        uint32_t code_point;
        size_t size;
        size_t next;
        bool space;
        int width;

        size = text_decode(text + line.at, length - line.at, &code_point);
        if (code_point == '\n') {
            *end = line.at;
            return line.at + 1;
        }
        next = text_next(text, length, line.at);
        space = is_space(code_point) && next == line.at + size;
        width = code_point == '\t' ? 1 : unicode_width(code_point);
        if (!space && (line.after_space || line.after_wide || width == 2) &&
            may_begin_line(code_point)) {
            line.break_at = line.at;
        }
        if (line.width + width > line.columns) {
            return space && line.at > from ? end_in_spaces(&line, end)
                                           : break_line(&line, from, end);
        }
        line.width += width;
        line.after_space = space;
        line.after_wide = width == 2;
        line.at = next;
    }
    *end = line.at;
    return line.at;
}

int text_fit(struct buf *out, const char *text, size_t length, int columns, bool ascii)
{
    int width = 0;
    size_t at = 0;
    size_t cut = 0; /* as far as the text may go when the sign of the cut follows it */
    int cut_width = 0;

    if (columns <= 0) {
        return 0;
    }
    while (at < length) {
        size_t next = text_next(text, length, at);
        int more = text_width(text + at, next - at);

        if (width + more > columns) {
            buf_add(out, text, cut);
            buf_add_text(out, ascii ? "~" : "…");
            return cut_width + 1;
        }
        width += more;
        at = next;
        if (width < columns) {
            cut = at;
            cut_width = width;
        }
    }
    buf_add(out, text, length);
    return width;
}
