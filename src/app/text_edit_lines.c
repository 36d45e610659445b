/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The editor as it is drawn: soft-wrapped lines, movement over them, scrolling.
 * Lines before a change are kept, so that typing at the end of a long story
 * wraps one line and not all of it.
 */
#include "app/text_edit_private.h"

#include "base/alloc.h"
#include "base/text.h"

void text_edit_lines_changed(struct text_edit *edit, size_t at)
{
    if (edit->lines_valid || at < edit->changed_from) {
        edit->changed_from = at;
    }
    edit->lines_valid = false;
}

/* The last line that surely starts where it did: one before the changed one,
 * since a shorter word may move up. */
static size_t first_stale_line(const struct text_edit *edit)
{
    size_t low = 0, high = edit->line_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (edit->lines[middle] <= edit->changed_from) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low > 2 ? low - 2 : 0;
}

static void add_line(struct text_edit *edit, size_t start)
{
    alloc_grow(&edit->lines, &edit->line_capacity, edit->line_count + 1, sizeof *edit->lines);
    edit->lines[edit->line_count++] = start;
}

static void wrap_lines(struct text_edit *edit)
{
    if (edit->lines_valid) {
        return;
    }
    const char *text = buf_text(&edit->text);
    size_t length = edit->text.length;
    size_t line = first_stale_line(edit);
    size_t start = line < edit->line_count ? edit->lines[line] : 0;
    edit->line_count = line;
    add_line(edit, start);
    while (start < length) {
        size_t end;
        size_t next = text_wrap(text, length, start, edit->columns, &end);
        bool more = next < length || (next > 0 && next == length && text[next - 1] == '\n');
        if (!more || next <= start) {
            break;
        }
        add_line(edit, next);
        start = next;
    }
    edit->lines_valid = true;
    edit->changed_from = length;
}

void text_edit_line(const struct text_edit *edit, size_t line, size_t *from, size_t *to)
{
    *from = edit->lines[line];
    if (*from < edit->text.length) {
        text_wrap(buf_text(&edit->text), edit->text.length, *from, edit->columns, to);
    } else {
        *to = *from;
    }
}

size_t text_edit_line_count(const struct text_edit *edit)
{
    return edit->line_count;
}

size_t text_edit_top(const struct text_edit *edit)
{
    return edit->top;
}

static size_t line_of(const struct text_edit *edit, size_t at)
{
    size_t low = 0, high = edit->line_count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (edit->lines[middle] <= at) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

void text_edit_cursor_place(const struct text_edit *edit, size_t *line, int *column)
{
    *line = line_of(edit, edit->cursor);
    size_t start = edit->lines[*line];
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
    if (columns != edit->columns || !edit->lines) {
        edit->columns = columns;
        edit->lines_valid = false;
        edit->changed_from = 0;
        edit->line_count = 0;
    }
    edit->rows = rows < 1 ? 1 : rows;
    wrap_lines(edit);
    size_t line;
    int column;
    text_edit_cursor_place(edit, &line, &column);
    if (line < edit->top) {
        edit->top = line;
    }
    if (line >= edit->top + (size_t)edit->rows) {
        edit->top = line - (size_t)edit->rows + 1;
    }
}

static size_t at_column(const struct text_edit *edit, size_t line, int column)
{
    size_t from, to;
    text_edit_line(edit, line, &from, &to);
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
    if (at == to && line + 1 < edit->line_count && at >= edit->lines[line + 1] && at > from) {
        at = text_prev(text, edit->text.length, at);
    }
    return at;
}

static size_t vertical(struct text_edit *edit, long by)
{
    size_t line;
    int column;
    wrap_lines(edit);
    text_edit_cursor_place(edit, &line, &column);
    if (edit->goal < 0) {
        edit->goal = column;
    }
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
    wrap_lines(edit);
    text_edit_cursor_place(edit, &line, &column);
    text_edit_line(edit, line, &from, &to);
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
    if (!select && text_edit_selection(edit, &from, &to) &&
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
