/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is read from top to bottom: the summary, all about a question, the
 * recovery code.
 */
#include "view/part.h"

#include "base/i18n.h"
#include "base/text.h"
#include "form/translation.h"
#include "grid/glyph.h"

#include <stdio.h>
#include <string.h>

/* Wraps and shows the reader's text; counts lines so that paging knows the end. */
void view_reader(struct grid *grid, struct rect where, struct reader *reader)
{
    struct buf shown = BUF_INIT;
    text_display(&shown, buf_text(&reader->text), reader->text.length, 0);
    const char *text = buf_text(&shown);
    size_t line = 0;
    int row = 0, indent = 0;
    for (size_t at = 0, end; at < shown.length; line++) {
        /* What a line begins with goes on below it. */
        bool begins = at == 0 || text[at - 1] == '\n';
        int left = begins ? 0 : indent;
        if (begins) {
            size_t blanks = strspn(text + at, " ");
            indent = blanks < (size_t)where.columns / 2 ? (int)blanks : 0;
        }
        size_t next = text_wrap(text, shown.length, at, where.columns - left, &end);
        if (line >= reader->line && row < where.rows) {
            grid_line(grid, where.row + row, where.column, left, ROLE_TEXT, "", 0);
            grid_line(grid, where.row + row++, where.column + left, where.columns - left, ROLE_TEXT,
                      text + at, end - at);
        }
        at = next;
    }
    reader->line_count = line;
    reader->rows = where.rows;
    part_blank(grid, where, where.row + row, where.row + where.rows);
    part_scroll_marks(grid, where, reader->line > 0, reader->line + (size_t)where.rows < line);
    buf_finish(&shown);
}

void view_summary(struct grid *grid, struct rect where, struct app *app)
{
    struct rect text = {where.row, 1, where.rows, where.columns - 2};
    if (text.columns > 100) {
        text.columns = 100;
    }
    if (app->summary_columns != text.columns) {
        app_build_summary(app, text.columns);
    }
    grid_fill(grid, (struct rect){where.row, 0, where.rows, 1}, ROLE_TEXT);
    grid_fill(
        grid,
        (struct rect){where.row, 1 + text.columns, where.rows, where.columns - text.columns - 1},
        ROLE_TEXT);
    view_reader(grid, text, &app->reader);
}

void view_about(struct grid *grid, struct rect where, struct app *app)
{
    struct rect text = {where.row, 1, where.rows, where.columns - 2};
    grid_fill(grid, (struct rect){where.row, 0, where.rows, 1}, ROLE_TEXT);
    view_reader(grid, text, &app->reader);
}

void view_recovery(struct grid *grid, struct rect where, const struct app *app)
{
    struct buf text = BUF_INIT;
    struct rect inside = {where.row + 1, 2, where.rows - 1, where.columns - 4};
    grid_fill(grid, where, ROLE_TEXT);
    buf_add_format(&text, "%s\n\n%s\n",
                   _("Write this code on paper now. It opens the vault when the passphrase is "
                     "lost. It is shown once and kept nowhere else; without it and without the "
                     "passphrase everything in the vault is lost for ever."),
                   buf_text(&app->recovery));
    part_wrapped(grid, inside, ROLE_TEXT, buf_text(&text), 0);
    buf_finish(&text);
}
