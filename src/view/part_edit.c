/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An editor on the sheet. It remembers in which rows it drew which bytes, so that
 * after a key only the rows are drawn again that show something else.
 */
#include "view/part.h"

#include "app/target.h"
#include "base/alloc.h"
#include "base/text.h"

#include <stdint.h>

/* In rows behind the last line of the text. */
#define BEHIND SIZE_MAX

struct rect part_edit_place(struct text_edit *edit)
{
    const struct text_drawn *drawn = text_edit_drawn(edit);
    return (struct rect){drawn->row, drawn->column, drawn->rows, drawn->columns + 1};
}

static void tint_selection(struct grid *grid, struct rect line, const struct text_edit *edit,
                           const struct text_drawn_row *shown)
{
    size_t start, end;
    if (!text_edit_marked(edit, &start, &end) || end <= shown->from || start >= shown->to) {
        return;
    }
    const char *text = text_edit_peek(edit);
    if (start < shown->from) {
        start = shown->from;
    }
    if (end > shown->to) {
        end = shown->to;
    }
    line.column += text_width(text + shown->from, start - shown->from);
    line.columns = text_width(text + start, end - start);
    grid_tint(grid, line, ROLE_MARKED);
}

static void draw_row(struct grid *grid, struct text_edit *edit, int row,
                     const struct text_drawn_row *shown)
{
    const struct text_drawn *drawn = text_edit_drawn(edit);
    bool text = shown->to > shown->from;
    grid_line(grid, drawn->row + row, drawn->column, drawn->columns, (enum role)drawn->role,
              text ? text_edit_peek(edit) + shown->from : "", shown->to - shown->from);
    if (text) {
        struct rect line = {drawn->row + row, drawn->column, 1, drawn->columns};
        tint_selection(grid, line, edit, shown);
    }
}

/* Whether a row that showed WAS shows the same now that it has to show NOW: not
 * touched by the one change there was, at most moved by it. */
static bool looks_the_same(const struct text_drawn *drawn, const struct text_drawn_row *was,
                           const struct text_drawn_row *now)
{
    if (drawn->splices == 0 || was->from == BEHIND || now->from == BEHIND) {
        return was->from == now->from && was->to == now->to;
    }
    if (drawn->splices > 1) {
        return false;
    }
    if (now->to < drawn->at) {
        return was->from == now->from && was->to == now->to;
    }
    /* One byte further: a mark may have joined the letter before it. */
    return was->from > drawn->at + drawn->removed &&
           was->from - drawn->removed + drawn->inserted == now->from &&
           was->to - drawn->removed + drawn->inserted == now->to;
}

/* A press with the mouse goes to the line; which one that is changes with scrolling. */
static void aim_rows(struct grid *grid, struct text_edit *edit)
{
    const struct text_drawn *drawn = text_edit_drawn(edit);
    for (int row = 0; row < drawn->rows; row++) {
        grid_aim(grid, (struct rect){drawn->row + row, drawn->column, 1, drawn->columns},
                 target_of(TARGET_TEXT, drawn->top + (size_t)row));
    }
}

/* Draws all rows, or those that changed. */
static void draw_rows(struct grid *grid, struct text_edit *edit, bool all)
{
    struct text_drawn *drawn = text_edit_drawn(edit);
    size_t from, to, top = text_edit_top(edit);
    bool marked = text_edit_marked(edit, &from, &to);
    bool above = top > 0, below = text_edit_more_below(edit);
    struct rect where = {drawn->row, drawn->column, drawn->rows, drawn->columns};
    all = all || drawn->top != top || marked || drawn->marked;
    for (int row = 0; row < drawn->rows; row++) {
        struct text_drawn_row now, *was = &drawn->lines[row];
        if (!text_edit_peek_line(edit, top + (size_t)row, &now.from, &now.to)) {
            now = (struct text_drawn_row){BEHIND, BEHIND};
        }
        if (all || !looks_the_same(drawn, was, &now)) {
            draw_row(grid, edit, row, &now);
        }
        *was = now;
    }
    if (all || above != drawn->above || below != drawn->below) {
        part_scroll_marks(grid, where, above, below);
    }
    drawn->top = top;
    drawn->above = above;
    drawn->below = below;
    drawn->marked = marked;
    drawn->splices = 0;
}

static void draw_cursor(struct grid *grid, struct text_edit *edit)
{
    const struct text_drawn *drawn = text_edit_drawn(edit);
    size_t line;
    int column;
    text_edit_cursor_place(edit, &line, &column);
    grid_set_cursor(grid, drawn->row + (int)(line - drawn->top), drawn->column + column);
}

void part_edit(struct grid *grid, struct rect where, struct text_edit *edit, enum role role,
               bool active)
{
    struct text_drawn *drawn = text_edit_drawn(edit);
    text_edit_layout(edit, where.columns, where.rows);
    drawn->row = where.row;
    drawn->column = where.column;
    drawn->rows = where.rows < 0 ? 0 : where.rows;
    drawn->columns = where.columns;
    drawn->role = role;
    alloc_grow(&drawn->lines, &drawn->line_capacity, (size_t)drawn->rows + 1, sizeof *drawn->lines);
    draw_rows(grid, edit, true);
    drawn->valid = active && drawn->rows > 0;
    if (active) {
        aim_rows(grid, edit);
        draw_cursor(grid, edit);
        grid_guard(grid, part_edit_place(edit));
    }
}

bool part_edit_again(struct grid *grid, struct text_edit *edit)
{
    const struct text_drawn *drawn = text_edit_drawn(edit);
    struct rect place = part_edit_place(edit);
    if (!drawn->valid || !grid_guarded(grid, place)) {
        return false;
    }
    size_t top = drawn->top;
    text_edit_layout(edit, drawn->columns, drawn->rows);
    draw_rows(grid, edit, false);
    if (drawn->top != top) {
        aim_rows(grid, edit);
    }
    draw_cursor(grid, edit);
    grid_guard(grid, place);
    return true;
}
