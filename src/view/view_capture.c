/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The capture line under the screen: whose words, and as many rows as they need.
 * The screen above gives up that much room and goes on.
 */
#include "view/part.h"

#include "app/quote.h"
#include "base/i18n.h"
#include "base/text.h"
#include "grid/stroke.h"

#include <string.h>

static void paint_heading(struct grid *grid, struct rect where, const struct app *app)
{
    const struct answer *source = &app->capture.source;
    const char *separator = app->options.ascii ? " - " : " · ";
    struct buf line = BUF_INIT, fitted = BUF_INIT;
    grid_fill(grid, where, ROLE_TEXT); /* a line joins what it finds */
    stroke_rule(grid, where.row, where.column, where.columns);
    buf_add_format(&line, " %s%s", _("Said now"), separator);
    quote_speaker(&line, source->by, source->relation);
    buf_add_format(&line, "%s%s", separator, answer_how_label(source->how));
    if (source->language[0]) {
        buf_add_text(&line, separator);
        quote_language(&line, source->language);
    }
    buf_add_char(&line, ' ');
    text_fit(&fitted, buf_text(&line), line.length, where.columns - 4, grid_ascii(grid));
    grid_text(grid, where.row, where.column + 2, where.columns - 4,
              capture_line_focused(app) ? ROLE_HEADING : ROLE_DIM, buf_text(&fitted),
              fitted.length);
    buf_finish(&line);
    buf_finish(&fitted);
}

int view_capture(struct grid *grid, struct rect where, struct app *app)
{
    struct text_edit *edit = app->capture.edit;
    int most = where.rows / 3 < CAPTURE_LINE_ROWS ? where.rows / 3 : CAPTURE_LINE_ROWS;
    if (!app->capture.open) {
        return 0;
    }
    if (most < 1) {
        most = 1;
    }
    struct rect text = {where.row, where.column + 1, most, where.columns - 3};
    text_edit_layout(edit, text.columns, most);
    text.rows = text_edit_height(edit, most);
    int top = where.row + where.rows - text.rows - 1;
    paint_heading(grid, (struct rect){top, where.column, 1, where.columns}, app);
    text.row = top + 1;
    grid_fill(grid, (struct rect){text.row, where.column, text.rows, 1}, ROLE_TEXT);
    grid_fill(grid, (struct rect){text.row, where.column + where.columns - 2, text.rows, 2},
              ROLE_TEXT);
    part_edit(grid, text, edit, ROLE_INPUT, capture_line_focused(app));
    return text.rows + 1;
}
