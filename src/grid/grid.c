/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sheet of cells. Every write goes through one place that compares first
 * and widens the damage of its row, so that painting the same screen again
 * costs the terminal nothing.
 */
#include "config.h"

#include "grid/grid.h"

#include "base/alloc.h"
#include "base/secret.h"
#include "base/text.h"
#include "grid/glyph.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct span {
    int first, last; /* columns [first, last); empty when first >= last */
};

struct grid {
    int rows, columns;
    struct cell *cells;
    struct span *damage; /* one a row */
    struct span rows_damaged;
    struct rect guard; /* no rows: none */
    bool guard_broken;
    int cursor_row, cursor_column;
    bool ascii;
    bool aimed;        /* somebody has a mouse */
    uint32_t *targets; /* one a cell, NULL as long as nobody aims */
    struct buf display; /* text on its way to cells; kept for its memory */
    struct buf fitted;
};

static const struct span NO_DAMAGE = {0, 0};

/* Cells are about to be others. */
static void forget_targets(struct grid *grid)
{
    free(grid->targets);
    grid->targets = NULL;
}

static struct cell blank_cell(enum role role)
{
    struct cell cell = {.text = {' '}, .role = (uint8_t)role, .width = 1};
    return cell;
}

static size_t cell_count(const struct grid *grid)
{
    return (size_t)grid->rows * (size_t)grid->columns;
}

static struct cell *row_cells(const struct grid *grid, int row)
{
    return grid->cells + (size_t)row * (size_t)grid->columns;
}

static void forget_cells(struct grid *grid)
{
    if (grid->cells != NULL)
        secret_wipe(grid->cells, cell_count(grid) * sizeof *grid->cells);
    forget_targets(grid);
    free(grid->cells);
    free(grid->damage);
}

static void make_cells(struct grid *grid, int rows, int columns)
{
    assert(rows >= 0 && columns >= 0);
    grid->rows = rows;
    grid->columns = columns;
    grid->cells = alloc_array(cell_count(grid) + 1, sizeof *grid->cells);
    grid->damage = alloc_array((size_t)rows + 1, sizeof *grid->damage);
    grid_wipe(grid);
}

struct grid *grid_create(int rows, int columns)
{
    struct grid *grid = alloc_array(1, sizeof *grid);
    grid->cursor_row = -1;
    make_cells(grid, rows, columns);
    return grid;
}

void grid_destroy(struct grid *grid)
{
    if (grid == NULL)
        return;
    forget_cells(grid);
    buf_finish(&grid->display);
    buf_finish(&grid->fitted);
    free(grid);
}

void grid_resize(struct grid *grid, int rows, int columns)
{
    forget_cells(grid);
    grid->cursor_row = -1;
    grid->cursor_column = 0;
    make_cells(grid, rows, columns);
}

int grid_rows(const struct grid *grid)
{
    return grid->rows;
}

int grid_columns(const struct grid *grid)
{
    return grid->columns;
}

struct rect grid_all(const struct grid *grid)
{
    return (struct rect){0, 0, grid->rows, grid->columns};
}

/* Views paint whole screens, nearly all of which is there already: this is what
 * painting costs. */
static inline bool same_cell(const struct cell *a, const struct cell *b)
{
    uint64_t left[3], right[3];

    static_assert(sizeof *a == sizeof left, "a cell has no holes");
    memcpy(left, a, sizeof left);
    memcpy(right, b, sizeof right);
    return left[0] == right[0] && left[1] == right[1] && left[2] == right[2];
}

static inline void note_row(struct grid *grid, int row)
{
    struct span *rows = &grid->rows_damaged;

    if (rows->first >= rows->last) {
        *rows = (struct span){row, row + 1};
    } else if (row < rows->first) {
        rows->first = row;
    } else if (row >= rows->last) {
        rows->last = row + 1;
    }
}

/* The one place where a cell changes. */
static void set_cell(struct grid *grid, int row, int column, const struct cell *cell)
{
    struct cell *old = row_cells(grid, row) + column;
    struct span *damage = grid->damage + row;

    if (same_cell(old, cell))
        return;
    *old = *cell;
    note_row(grid, row);
    if (damage->first >= damage->last) {
        damage->first = column;
        damage->last = column + 1;
    } else if (column < damage->first) {
        damage->first = column;
    } else if (column >= damage->last) {
        damage->last = column + 1;
    }
}

static inline bool is_guarded(const struct grid *grid, int row, int first, int last)
{
    const struct rect *guard = &grid->guard;

    return row >= guard->row && row < guard->row + guard->rows && last >= guard->column &&
           first < guard->column + guard->columns;
}

static void blank_in_place(struct grid *grid, int row, int column)
{
    struct cell blank = blank_cell(row_cells(grid, row)[column].role);
    set_cell(grid, row, column, &blank);
}

void grid_put(struct grid *grid, int row, int column, const struct cell *cell)
{
    const struct cell *line;
    int last = column + cell->width - 1;

    assert(cell->width == 1 || cell->width == 2);
    if (row < 0 || row >= grid->rows || column < 0 || last >= grid->columns)
        return;
    /* The same cell laid over it counts, too: what is under it may change. */
    if (is_guarded(grid, row, column, last))
        grid->guard_broken = true;
    line = row_cells(grid, row);
    if (cell->width == 1 && same_cell(&line[column], cell))
        return;
    if (line[column].width == 0 && column > 0)
        blank_in_place(grid, row, column - 1);
    if (line[last].width == 2 && last + 1 < grid->columns)
        blank_in_place(grid, row, last + 1);
    set_cell(grid, row, column, cell);
    if (cell->width == 2) {
        struct cell half = {.role = cell->role};
        set_cell(grid, row, last, &half);
    }
}

/* Pens write from left to right until their columns are used up. */
struct pen {
    struct grid *grid;
    int row, column, end;
    uint8_t role;
};

static bool pen_full(const struct pen *pen)
{
    return pen->column >= pen->end;
}

static void pen_cell(struct pen *pen, const struct cell *cell)
{
    if (pen->column + cell->width > pen->end) { /* half of it would stick out */
        struct cell blank = blank_cell(pen->role);
        while (!pen_full(pen))
            grid_put(pen->grid, pen->row, pen->column++, &blank);
        return;
    }
    grid_put(pen->grid, pen->row, pen->column, cell);
    pen->column += cell->width;
}

static void pen_ascii(struct pen *pen, const char *text, size_t length)
{
    struct cell cell = blank_cell(pen->role);
    for (size_t i = 0; i < length && !pen_full(pen); i++) {
        cell.text[0] = (unsigned char)text[i];
        grid_put(pen->grid, pen->row, pen->column++, &cell);
    }
}

static bool is_plain(char c)
{
    return c >= 0x20 && c < 0x7f;
}

/*
 * What takes room starts a cell, what takes none rides on the cell before it:
 * the same reckoning as text_width() and ncurses, so that columns always agree.
 */
static void pen_display(struct pen *pen, const char *text, size_t length)
{
    struct cell cell = {.role = pen->role}; /* not written yet; width 0: none */
    size_t marks = 0;

    for (size_t at = 0; at < length && !pen_full(pen);) {
        uint32_t code_point;
        size_t bytes = text_decode(text + at, length - at, &code_point);
        int width = is_plain(text[at]) ? 1 : text_width(text + at, bytes);

        at += bytes;
        if (pen->grid->ascii && pen->role != ROLE_INPUT)
            code_point = text_typewriter(code_point);
        if (width > 0) {
            if (cell.width > 0)
                pen_cell(pen, &cell);
            cell = (struct cell){
                .text = {code_point}, .role = pen->role, .width = (uint8_t)width};
            marks = 1;
        } else if (cell.width > 0 && marks < GRID_MARKS) {
            cell.text[marks++] = code_point;
        }
    }
    if (cell.width > 0 && !pen_full(pen))
        pen_cell(pen, &cell);
}

/* What can be seen of TEXT at most, cut between code points: a page that is
 * handed over as one line must not cost its length. */
static size_t visible_bytes(const char *text, size_t length, int columns)
{
    size_t most = (size_t)columns * 32 + 256;
    if (length <= most)
        return length;
    while (most > 0 && ((unsigned char)text[most] & 0xc0) == 0x80)
        most--;
    return most;
}

static bool make_pen(struct pen *out, struct grid *grid, int row, int column, int columns,
                     enum role role)
{
    *out = (struct pen){grid, row, column, column, (uint8_t)role};
    if (row < 0 || row >= grid->rows || column < 0 || column >= grid->columns || columns <= 0)
        return false;
    out->end = columns > grid->columns - column ? grid->columns : column + columns;
    return true;
}

static void pen_text(struct pen *pen, const char *text, size_t length)
{
    size_t plain = 0;

    while (plain < length && is_plain(text[plain]))
        plain++;
    if (plain < length && plain > 0)
        plain--; /* what follows may be a mark on it */
    pen_ascii(pen, text, plain);
    if (plain == length || pen_full(pen))
        return;
    text += plain;
    length = visible_bytes(text, length - plain, pen->end - pen->column);
    buf_clear(&pen->grid->display);
    text_display(&pen->grid->display, text, length, TEXT_ONE_LINE);
    pen_display(pen, buf_text(&pen->grid->display), pen->grid->display.length);
}

static void pen_blanks(struct pen *pen)
{
    struct cell blank = blank_cell(pen->role);
    while (!pen_full(pen))
        grid_put(pen->grid, pen->row, pen->column++, &blank);
}

int grid_text(struct grid *grid, int row, int column, int columns, enum role role,
              const char *text, size_t length)
{
    struct pen pen;
    if (!make_pen(&pen, grid, row, column, columns, role))
        return 0;
    pen_text(&pen, text, length);
    return pen.column - column;
}

void grid_line(struct grid *grid, int row, int column, int columns, enum role role,
               const char *text, size_t length)
{
    struct pen pen;
    if (!make_pen(&pen, grid, row, column, columns, role))
        return;
    pen_text(&pen, text, length);
    pen_blanks(&pen);
}

void grid_fit(struct grid *grid, int row, int column, int columns, enum role role,
              const char *text)
{
    struct pen pen;
    size_t length;

    if (!make_pen(&pen, grid, row, column, columns, role))
        return;
    length = visible_bytes(text, strlen(text), pen.end - pen.column);
    buf_clear(&grid->display);
    buf_clear(&grid->fitted);
    text_display(&grid->display, text, length, TEXT_ONE_LINE);
    text_fit(&grid->fitted, buf_text(&grid->display), grid->display.length,
             pen.end - pen.column, grid->ascii);
    pen_display(&pen, buf_text(&grid->fitted), grid->fitted.length);
    pen_blanks(&pen);
}

/* The part of WHERE that is on the sheet. */
static struct rect inside(const struct grid *grid, struct rect where)
{
    struct rect all = grid_all(grid), out;
    int end_row = where.rows > all.rows - where.row ? all.rows : where.row + where.rows;
    int end_column =
        where.columns > all.columns - where.column ? all.columns : where.column + where.columns;

    out.row = where.row < 0 ? 0 : where.row;
    out.column = where.column < 0 ? 0 : where.column;
    out.rows = end_row - out.row;
    out.columns = end_column - out.column;
    return out;
}

void grid_fill(struct grid *grid, struct rect where, enum role role)
{
    struct rect part = inside(grid, where);
    for (int row = 0; row < part.rows; row++) {
        struct pen pen;
        if (make_pen(&pen, grid, part.row + row, part.column, part.columns, role))
            pen_blanks(&pen);
    }
}

void grid_tint(struct grid *grid, struct rect where, enum role role)
{
    struct rect part = inside(grid, where);
    for (int row = part.row; row < part.row + part.rows; row++) {
        if (is_guarded(grid, row, part.column, part.column + part.columns - 1))
            grid->guard_broken = true;
        for (int column = part.column; column < part.column + part.columns; column++) {
            struct cell cell = row_cells(grid, row)[column];
            cell.role = (uint8_t)role;
            set_cell(grid, row, column, &cell);
        }
    }
}

void grid_wipe(struct grid *grid)
{
    struct cell blank = blank_cell(ROLE_TEXT);
    size_t count = cell_count(grid);

    for (size_t i = 0; i < count; i++)
        grid->cells[i] = blank;
    for (int row = 0; row < grid->rows; row++)
        grid->damage[row] = (struct span){0, grid->columns};
    grid->rows_damaged = (struct span){0, grid->rows};
    grid->guard = (struct rect){0, 0, 0, 0};
    buf_clear(&grid->display);
    buf_clear(&grid->fitted);
}

void grid_set_cursor(struct grid *grid, int row, int column)
{
    grid->cursor_row = row;
    grid->cursor_column = column;
}

void grid_cursor(const struct grid *grid, int *row, int *column)
{
    *row = grid->cursor_row;
    *column = grid->cursor_column;
}

void grid_set_ascii(struct grid *grid, bool ascii)
{
    grid->ascii = ascii;
}

bool grid_ascii(const struct grid *grid)
{
    return grid->ascii;
}

const struct cell *grid_cell(const struct grid *grid, int row, int column)
{
    assert(row >= 0 && row < grid->rows && column >= 0 && column < grid->columns);
    return row_cells(grid, row) + column;
}

bool grid_damage(const struct grid *grid, int row, int *first, int *last)
{
    assert(row >= 0 && row < grid->rows);
    *first = grid->damage[row].first;
    *last = grid->damage[row].last;
    return *first < *last;
}

bool grid_damaged_rows(const struct grid *grid, int *first, int *last)
{
    *first = grid->rows_damaged.first;
    *last = grid->rows_damaged.last;
    return *first < *last;
}

void grid_shown(struct grid *grid)
{
    for (int row = grid->rows_damaged.first; row < grid->rows_damaged.last; row++)
        grid->damage[row] = NO_DAMAGE;
    grid->rows_damaged = NO_DAMAGE;
}

void grid_guard(struct grid *grid, struct rect where)
{
    grid->guard = where;
    grid->guard_broken = false;
}

bool grid_guarded(const struct grid *grid, struct rect where)
{
    const struct rect *guard = &grid->guard;

    return guard->rows > 0 && !grid->guard_broken && guard->row == where.row &&
           guard->column == where.column && guard->rows == where.rows &&
           guard->columns == where.columns;
}

void grid_copy(struct grid *to, const struct grid *from)
{
    if (to->rows != from->rows || to->columns != from->columns)
        grid_resize(to, from->rows, from->columns);
    memcpy(to->cells, from->cells, cell_count(from) * sizeof *from->cells);
    memcpy(to->damage, from->damage, (size_t)from->rows * sizeof *from->damage);
    to->rows_damaged = from->rows_damaged;
    to->guard = (struct rect){0, 0, 0, 0};
    to->cursor_row = from->cursor_row;
    to->cursor_column = from->cursor_column;
    to->ascii = from->ascii;
}

static bool is_blank(const struct cell *cell)
{
    return cell->text[0] == ' ' && cell->text[1] == 0;
}

static void dump_row(struct buf *out, const struct cell *cells, int columns)
{
    while (columns > 0 && is_blank(&cells[columns - 1]))
        columns--;
    for (int column = 0; column < columns; column++) {
        for (int i = 0; i < GRID_MARKS && cells[column].text[i] != 0; i++)
            text_encode(out, cells[column].text[i]);
    }
    buf_add_char(out, '\n');
}

void grid_dump(struct buf *out, const struct grid *grid, bool roles)
{
    /* in the order of enum role */
    static const char LETTERS[ROLE_COUNT + 1] = ".dthpgismkfweolP-";

    for (int row = 0; row < grid->rows; row++)
        dump_row(out, row_cells(grid, row), grid->columns);
    if (!roles)
        return;
    buf_add_char(out, '\n');
    for (int row = 0; row < grid->rows; row++) {
        for (int column = 0; column < grid->columns; column++)
            buf_add_char(out, LETTERS[grid_cell(grid, row, column)->role]);
        buf_add_char(out, '\n');
    }
}

/* ---- where a mouse points ---- */

void grid_set_aimed(struct grid *grid, bool aimed)
{
    grid->aimed = aimed;
    if (!aimed) {
        forget_targets(grid);
    }
}

void grid_aim_nowhere(struct grid *grid)
{
    if (grid->targets) {
        memset(grid->targets, 0, cell_count(grid) * sizeof *grid->targets);
    }
}

void grid_aim(struct grid *grid, struct rect where, uint32_t target)
{
    if (!grid->aimed || cell_count(grid) == 0) {
        return;
    }
    if (!grid->targets) {
        grid->targets = alloc_array(cell_count(grid), sizeof *grid->targets);
    }
    for (int row = where.row < 0 ? 0 : where.row;
         row < where.row + where.rows && row < grid->rows; row++) {
        for (int column = where.column < 0 ? 0 : where.column;
             column < where.column + where.columns && column < grid->columns; column++) {
            grid->targets[(size_t)row * (size_t)grid->columns + (size_t)column] = target;
        }
    }
}

uint32_t grid_target(const struct grid *grid, int row, int column, int *inside)
{
    *inside = 0;
    if (!grid->targets || row < 0 || row >= grid->rows || column < 0 || column >= grid->columns) {
        return 0;
    }
    const uint32_t *targets = grid->targets + (size_t)row * (size_t)grid->columns;
    while (*inside < column && targets[column - *inside - 1] == targets[column]) {
        (*inside)++;
    }
    return targets[column];
}
