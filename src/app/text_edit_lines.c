/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The editor as it is drawn: soft-wrapped lines, movement over them, scrolling.
 * Lines are wrapped as far as somebody looks. A change wraps again from the line
 * before it until a line starts where one started before, or until the window is
 * full; so a key costs what is visible, in a story of any length.
 */
#include "app/text_edit_private.h"

#include "base/alloc.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* So many lines beyond the window are wrapped after a change, in search of one that
 * starts where it did; then the rest is forgotten until somebody looks. */
#define LINES_AHEAD 16

void text_edit_lines_forget(struct text_edit *edit)
{
    edit->line_count = 0;
    edit->lines_next = 0;
    edit->lines_whole = false;
    edit->drawn.valid = false;
}

void text_edit_lines_finish(struct text_edit *edit)
{
    free(edit->lines);
    free(edit->fresh);
    free(edit->drawn.lines);
}

/* The line that starts at START; returns whether another follows, at NEXT. */
static bool wrap_one(const struct text_edit *edit, size_t start, struct text_line *out,
                     size_t *next)
{
    const char *text = buf_text(&edit->text);
    size_t length = edit->text.length;
    *out = (struct text_line){start, start};
    if (start >= length) {
        return false;
    }
    *next = text_wrap(text, length, start, edit->columns, &out->end);
    return *next < length || text[length - 1] == '\n';
}

static void add_next_line(struct text_edit *edit)
{
    struct text_line line;
    size_t next = 0;
    edit->lines_whole = !wrap_one(edit, edit->lines_next, &line, &next);
    alloc_grow(&edit->lines, &edit->line_capacity, edit->line_count + 1, sizeof *edit->lines);
    edit->lines[edit->line_count++] = line;
    edit->lines_next = next;
}

/* Wraps until LINE is known, or there are no more. */
static void know_line(struct text_edit *edit, size_t line)
{
    while (!edit->lines_whole && edit->line_count <= line) {
        add_next_line(edit);
    }
}

/* Wraps until the line that AT stands in is known. */
static void know_byte(struct text_edit *edit, size_t at)
{
    while (!edit->lines_whole && (edit->line_count == 0 || edit->lines_next <= at)) {
        add_next_line(edit);
    }
}

/* Among the known lines. */
static size_t line_of(const struct text_edit *edit, size_t at)
{
    size_t low = 0, high = edit->line_count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (edit->lines[middle].start <= at) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

struct rewrap {
    size_t at, removed, inserted;
    size_t first; /* the first line that may be another one */
    size_t same;  /* the first old line that only moved; line_count: none */
    size_t fresh; /* lines in between, in edit->fresh */
    size_t next;  /* where the line behind the last fresh one starts */
    bool more;    /* there is one */
};

/* An old line that starts where a fresh one would is the same line, moved. */
static bool joins(const struct text_edit *edit, struct rewrap *rewrap, size_t start)
{
    while (rewrap->same < edit->line_count) {
        size_t old = edit->lines[rewrap->same].start;
        if (old >= rewrap->at + rewrap->removed) {
            size_t moved = old - rewrap->removed + rewrap->inserted;
            if (moved >= start) {
                return moved == start;
            }
        }
        rewrap->same++;
    }
    return false;
}

static void wrap_fresh(struct text_edit *edit, struct rewrap *rewrap)
{
    size_t most = (size_t)edit->rows + LINES_AHEAD;
    size_t start = edit->lines[rewrap->first].start;
    do {
        alloc_grow(&edit->fresh, &edit->fresh_capacity, rewrap->fresh + 1, sizeof *edit->fresh);
        rewrap->more = wrap_one(edit, start, &edit->fresh[rewrap->fresh++], &rewrap->next);
        start = rewrap->next;
    } while (rewrap->more && rewrap->fresh < most && !joins(edit, rewrap, start));
    if (!rewrap->more || !joins(edit, rewrap, start)) {
        rewrap->same = edit->line_count;
    }
}

static void move_lines(struct text_edit *edit, const struct rewrap *rewrap)
{
    size_t kept = edit->line_count - rewrap->same;
    size_t count = rewrap->first + rewrap->fresh + kept;
    alloc_grow(&edit->lines, &edit->line_capacity, count, sizeof *edit->lines);
    struct text_line *tail = edit->lines + rewrap->first + rewrap->fresh;
    if (kept) {
        memmove(tail, edit->lines + rewrap->same, kept * sizeof *tail);
        for (size_t i = 0; i < kept; i++) {
            tail[i].start += rewrap->inserted - rewrap->removed; /* wraps round when it shrinks */
            tail[i].end += rewrap->inserted - rewrap->removed;
        }
        edit->lines_next += rewrap->inserted - rewrap->removed;
    } else {
        edit->lines_next = rewrap->next;
        edit->lines_whole = !rewrap->more;
    }
    memcpy(edit->lines + rewrap->first, edit->fresh, rewrap->fresh * sizeof *tail);
    edit->line_count = count;
}

void text_edit_lines_spliced(struct text_edit *edit, size_t at, size_t removed, size_t inserted)
{
    struct text_drawn *drawn = &edit->drawn;
    drawn->splices++;
    drawn->at = at;
    drawn->removed = removed;
    drawn->inserted = inserted;
    if (edit->line_count == 0) {
        return;
    }
    size_t line = line_of(edit, at);
    /* A shorter word may move up to the line before. */
    struct rewrap rewrap = {at, removed, inserted, line ? line - 1 : 0, line, 0, 0, false};
    wrap_fresh(edit, &rewrap);
    move_lines(edit, &rewrap);
}

bool text_edit_line(struct text_edit *edit, size_t line, size_t *from, size_t *to)
{
    ++*edit->reads;
    return text_edit_peek_line(edit, line, from, to);
}

int text_edit_height(struct text_edit *edit, int most)
{
    know_line(edit, most > 0 ? (size_t)most : 0);
    return edit->line_count < (size_t)most ? (int)edit->line_count : most;
}

bool text_edit_peek_line(struct text_edit *edit, size_t line, size_t *from, size_t *to)
{
    know_line(edit, line);
    if (line >= edit->line_count) {
        *from = *to = edit->text.length;
        return false;
    }
    *from = edit->lines[line].start;
    *to = edit->lines[line].end;
    return true;
}

size_t text_edit_line_count(struct text_edit *edit)
{
    ++*edit->reads;
    know_line(edit, SIZE_MAX);
    return edit->line_count;
}

size_t text_edit_top(const struct text_edit *edit)
{
    return edit->top;
}

bool text_edit_more_below(const struct text_edit *edit)
{
    return !edit->lines_whole || edit->line_count > edit->top + (size_t)edit->rows;
}

void text_edit_cursor_place(struct text_edit *edit, size_t *line, int *column)
{
    know_byte(edit, edit->cursor);
    *line = line_of(edit, edit->cursor);
    size_t start = edit->lines[*line].start;
    *column = text_width(buf_text(&edit->text) + start, edit->cursor - start);
    /* Spaces that hang over the edge keep the cursor at the edge. */
    if (*column > edit->columns - 1) {
        *column = edit->columns - 1;
    }
}

void text_edit_layout(struct text_edit *edit, int columns, int rows)
{
    if (columns < 2) {
        columns = 2;
    }
    if (columns != edit->columns) {
        edit->columns = columns;
        text_edit_lines_forget(edit);
    }
    edit->rows = rows < 1 ? 1 : rows;
    size_t line;
    int column;
    text_edit_cursor_place(edit, &line, &column);
    if (line < edit->top) {
        edit->top = line;
    }
    if (line >= edit->top + (size_t)edit->rows) {
        edit->top = line - (size_t)edit->rows + 1;
    }
    /* One more than is seen: whether there is more below. */
    know_line(edit, edit->top + (size_t)edit->rows);
}

static size_t at_column(struct text_edit *edit, size_t line, int column)
{
    size_t from, to;
    text_edit_peek_line(edit, line, &from, &to);
    const char *text = buf_text(&edit->text);
    size_t at = from;
    int width = 0;
    while (at < to) {
        size_t next = text_next(text, edit->text.length, at);
        width += text_width(text + at, next - at);
        if (width > column) {
            break;
        }
        at = next;
    }
    /* The end of a wrapped line belongs to the next one: stay on this one. */
    know_line(edit, line + 1);
    if (at == to && line + 1 < edit->line_count && at >= edit->lines[line + 1].start &&
        at > from) {
        at = text_prev(text, edit->text.length, at);
    }
    return at;
}

static size_t vertical(struct text_edit *edit, long by)
{
    size_t line;
    int column;
    text_edit_cursor_place(edit, &line, &column);
    if (edit->goal < 0) {
        edit->goal = column;
    }
    know_line(edit, line + (by > 0 ? (size_t)by : 0));
    if (by < 0 && line < (size_t)-by) {
        if (line == 0) {
            return edit->cursor;
        }
        line = 0;
    } else if (by > 0 && line + (size_t)by >= edit->line_count) {
        if (line + 1 >= edit->line_count) {
            return edit->cursor;
        }
        line = edit->line_count - 1;
    } else {
        line = (size_t)((long)line + by);
    }
    return at_column(edit, line, edit->goal);
}

static size_t line_edge(struct text_edit *edit, bool end)
{
    size_t line, from, to;
    int column;
    text_edit_cursor_place(edit, &line, &column);
    text_edit_peek_line(edit, line, &from, &to);
    if (!end) {
        return from;
    }
    return at_column(edit, line, edit->columns * 2);
}

static size_t target(struct text_edit *edit, enum text_motion motion)
{
    const char *text = buf_text(&edit->text);
    size_t length = edit->text.length, at = edit->cursor;
    switch (motion) {
    case MOTION_LEFT:
        return text_prev(text, length, at);
    case MOTION_RIGHT:
        return text_next(text, length, at);
    case MOTION_WORD_LEFT:
        return text_prev_word(text, length, at);
    case MOTION_WORD_RIGHT:
        return text_next_word(text, length, at);
    case MOTION_PARAGRAPH_UP:
        return text_prev_paragraph(text, length, at);
    case MOTION_PARAGRAPH_DOWN:
        return text_next_paragraph(text, length, at);
    case MOTION_LINE_START:
        return line_edge(edit, false);
    case MOTION_LINE_END:
        return line_edge(edit, true);
    case MOTION_UP:
        return vertical(edit, -1);
    case MOTION_DOWN:
        return vertical(edit, 1);
    case MOTION_PAGE_UP:
        return vertical(edit, -(edit->rows > 1 ? edit->rows - 1 : 1));
    case MOTION_PAGE_DOWN:
        return vertical(edit, edit->rows > 1 ? edit->rows - 1 : 1);
    case MOTION_START:
        return 0;
    case MOTION_END:
        return length;
    }
    return at;
}

static bool is_vertical(enum text_motion motion)
{
    return motion == MOTION_UP || motion == MOTION_DOWN || motion == MOTION_PAGE_UP ||
           motion == MOTION_PAGE_DOWN;
}

bool text_edit_move(struct text_edit *edit, enum text_motion motion, bool select)
{
    size_t before = edit->cursor, from, to;
    if (!select && text_edit_marked(edit, &from, &to) &&
        (motion == MOTION_LEFT || motion == MOTION_RIGHT)) {
        edit->cursor = motion == MOTION_LEFT ? from : to;
        edit->anchor = NO_ANCHOR;
        edit->goal = -1;
        return true;
    }
    size_t at = target(edit, motion);
    if (!is_vertical(motion)) {
        edit->goal = -1;
    }
    if (select && edit->anchor == NO_ANCHOR) {
        edit->anchor = before;
    }
    if (!select) {
        edit->anchor = NO_ANCHOR;
    }
    edit->cursor = at;
    return at != before;
}
