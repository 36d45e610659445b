/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A drawing: the picture on top, under it the line on which facts are typed and,
 * below that, how the line is understood or what is selected, in full.
 */
#include "view/part.h"

#include "app/drawing.h"
#include "app/target.h"
#include "base/i18n.h"
#include "base/text.h"
#include "export/picture.h"
#include "grid/glyph.h"
#include "grid/stroke.h"

#include <stdio.h>
#include <string.h>

/* ---- the picture ---- */

/* Where the mouse finds what is in sight. */
static void aim_items(struct grid *grid, struct rect where, const struct board *board)
{
    for (size_t i = 0; i < board->scene->item_count; i++) {
        const struct scene_item *item = &board->scene->items[i];
        int row = item->box.y - board->top, column = item->box.x - board->left;
        int last_row = row + item->box.h, last_column = column + item->box.w;
        if (!item->selectable || last_row <= 0 || last_column <= 0 || row >= where.rows ||
            column >= where.columns) {
            continue;
        }
        row = row < 0 ? 0 : row;
        column = column < 0 ? 0 : column;
        last_row = last_row > where.rows ? where.rows : last_row;
        last_column = last_column > where.columns ? where.columns : last_column;
        grid_aim(grid,
                 (struct rect){where.row + row, where.column + column, last_row - row,
                               last_column - column},
                 target_of(TARGET_ITEM, i));
    }
}

static void paint_picture(struct grid *grid, struct rect where, struct board *board)
{
    board_layout(board, where.columns, where.rows);
    board->row = where.row;
    board->column = where.column;
    picture_paint(grid, where, board->scene, board->left, board->top, board_selected(board));
    aim_items(grid, where, board);
}

/* What a person sees who draws for the first time. */
static void paint_invitation(struct grid *grid, struct rect where, const struct board *board)
{
    struct rect text = {where.row + where.rows / 4, where.column + 2, where.rows * 3 / 4,
                        where.columns - 4};
    struct buf words = BUF_INIT;
    grid_fill(grid, where, ROLE_TEXT);
    buf_add_format(&words, "%s\n\n%s\n", _(board->type->summary),
                   _("One line is one fact. Type it below as it is told; for example:"));
    int used = part_wrapped(grid, text, ROLE_DIM, buf_text(&words), 0);
    text.row += used;
    text.rows -= used;
    if (text.rows > 0) {
        part_wrapped(grid, text, ROLE_PROMPT, _(board->type->example), 2);
    }
    buf_finish(&words);
}

/* ---- the line ---- */

static void add_look(struct buf *out, const struct app *app)
{
    const struct board *board = app->board;
    const char *separator = app->options.ascii ? " - " : " · ";
    struct buf count = BUF_INIT;
    board_count(&count, session_record(app->session), board->type);
    buf_add_format(out, " %s", buf_text(&count));
    if (board->moment != BOARD_NOW) {
        buf_add_format(out, "%s%s", separator,
                       board->moment == BOARD_BEFORE ? _("before") : _("now and before"));
    }
    if (board->zoom) {
        buf_add_format(out, "%s%s", separator,
                       board->zoom == 1 ? _("short labels") : _("signs only"));
    }
    if (board->line.by != BY_PATIENT) {
        bool relative = board->line.by == BY_INFORMANT && board->line.relation[0];
        buf_add_format(out, "%s%s", separator,
                       relative ? board->line.relation : answer_by_label(board->line.by));
    }
    if (board->connecting) {
        buf_add_format(out, "%s%s: %s", separator, _("tie from"), board->connecting);
    }
    buf_add_char(out, ' ');
    buf_finish(&count);
}

static const char *state_of(const struct board *board)
{
    if (board->place == BOARD_FIND) {
        return _("finding");
    }
    if (board->line.purpose == BOARD_CHANGE) {
        return _("changing");
    }
    if (board->line.purpose == BOARD_RENAME) {
        return _("renaming");
    }
    return board_unsaved(board) ? _("typing") : "";
}

static void paint_rule(struct grid *grid, struct rect where, int row, const struct app *app)
{
    struct buf look = BUF_INIT, fitted = BUF_INIT, state = BUF_INIT;
    const char *word = state_of(app->board);
    stroke_rule(grid, row, where.column, where.columns);
    add_look(&look, app);
    if (word[0]) {
        buf_add_format(&state, " %s ", word);
    }
    int width = text_width(buf_text(&state), state.length), room = where.columns - width - 6;
    text_fit(&fitted, buf_text(&look), look.length, room, grid_ascii(grid));
    grid_text(grid, row, where.column + 2, room, ROLE_DIM, buf_text(&fitted), fitted.length);
    grid_text(grid, row, where.column + where.columns - width - 2, width, ROLE_LATER,
              buf_text(&state), state.length);
    buf_finish(&look);
    buf_finish(&fitted);
    buf_finish(&state);
}

static void paint_line(struct grid *grid, struct rect where, int row, const struct app *app)
{
    struct board *board = app->board;
    bool finding = board->place == BOARD_FIND;
    const char *mark = finding ? "/ " : "> ";
    bool active = !app->panel && (finding || board->place == BOARD_ENTRY);
    struct text_edit *edit = finding ? board->find : board->entry;
    grid_line(grid, row, where.column, 2, ROLE_KEY, mark, 2);
    struct rect text = {row, where.column + 2, 1, where.columns - 3};
    part_edit(grid, text, edit, active ? ROLE_INPUT : ROLE_DIM, active);
}

/* How the line is understood while there is one; else what is selected, in full. */
static void paint_detail(struct grid *grid, struct rect where, struct app *app)
{
    struct board *board = app->board;
    struct buf text = BUF_INIT;
    enum role role = ROLE_TEXT;
    bool typing = board->place == BOARD_ENTRY && text_edit_length(board->entry) > 0;
    if (typing && (board_unsaved(board) || board->asking)) {
        board_explain(board, &text);
        role = board->refused.code ? ROLE_LATER : board->asking ? ROLE_WARNING : ROLE_DONE;
    } else {
        board_detail(board, &text);
    }
    if (text.length == 0 && board_drawing(board)) {
        role = ROLE_DIM;
        buf_add_text(&text, _(board->type->example));
    }
    int used = part_wrapped(grid, where, role, buf_text(&text), 0);
    part_blank(grid, where, where.row + used, where.row + where.rows);
    buf_finish(&text);
}

/* ---- all together ---- */

static void margins(struct grid *grid, struct rect where, struct rect inside)
{
    int right = inside.column + inside.columns, below = inside.row + inside.rows;
    part_blank(grid, where, where.row, inside.row);
    part_blank(grid, where, below, where.row + where.rows);
    grid_fill(grid,
              (struct rect){inside.row, where.column, inside.rows, inside.column - where.column},
              ROLE_TEXT);
    grid_fill(grid,
              (struct rect){inside.row, right, inside.rows, where.column + where.columns - right},
              ROLE_TEXT);
}

void view_drawing(struct grid *grid, struct rect where, struct app *app)
{
    struct board *board = app->board;
    int detail = where.rows >= 14 ? 2 : 1;
    struct rect inside = {where.row, 1, where.rows, where.columns - 2};
    struct rect picture = {where.row, 1, where.rows - detail - 2, inside.columns};
    const struct drawing *drawing = board_drawing(board);
    margins(grid, where, inside);
    if (board->place == BOARD_OUTLINE) {
        view_reader(grid, inside, &app->outline);
        return;
    }
    paint_picture(grid, picture, board);
    if (!drawing || drawing->count == 0) {
        paint_invitation(grid, picture, board);
    }
    int row = picture.row + picture.rows;
    paint_rule(grid, inside, row, app);
    paint_line(grid, inside, row + 1, app);
    paint_detail(grid, (struct rect){row + 2, 1, detail, inside.columns}, app);
}

/* The picture alone: nothing private, no word of the program. */
void view_drawing_turned(struct grid *grid, struct rect where, struct app *app)
{
    int rows = where.rows > 30 ? 3 : 1, columns = where.columns > 100 ? 8 : 3;
    struct rect inside = {where.row + rows, where.column + columns, where.rows - 2 * rows,
                          where.columns - 2 * columns};
    margins(grid, where, inside);
    paint_picture(grid, inside, app->board);
}

/* ---- on the patient's record ---- */

void view_drawing_small(struct grid *grid, struct rect where, const struct app *app,
                        const char *kind)
{
    const struct diagram_type *type = diagram_type_find(kind);
    if (!type || where.rows <= 0 || where.columns <= 0) {
        return;
    }
    /* A board of its own: looking at a small one does not move the large one. */
    struct board *board = board_open(app->session, type);
    board->zoom = 1;
    board_layout(board, where.columns, where.rows);
    picture_paint(grid, where, board->scene, 0, 0, -1);
    board_close(board);
}

void view_drawing_name(struct grid *grid, struct rect where, int row, const struct app *app,
                       size_t index, bool here)
{
    const struct diagram_type *type = diagram_type_at(index);
    enum role role = here ? ROLE_SELECTED : ROLE_TEXT;
    struct buf line = BUF_INIT;
    buf_add_format(&line, "%s %s: ", here ? glyph(GLYPH_HERE, grid_ascii(grid)) : " ",
                   _(type->title));
    board_count(&line, session_record(app->session), type);
    grid_fit(grid, row, where.column, where.columns, role, buf_text(&line));
    buf_finish(&line);
}
