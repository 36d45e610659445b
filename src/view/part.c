/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wrapped text, editors and scroll marks: what every screen is made of. Each
 * part paints all of its rectangle, so that nothing old shows through and
 * nothing has to be blanked first.
 */
#include "view/part.h"

#include "app/target.h"
#include "base/i18n.h"
#include "base/text.h"
#include "grid/glyph.h"

#include <stdio.h>
#include <string.h>

void part_blank(struct grid *grid, struct rect where, int from, int to)
{
    for (int row = from; row < to; row++) {
        grid_line(grid, row, where.column, where.columns, ROLE_TEXT, "", 0);
    }
}

static int clamp_columns(int columns)
{
    return columns < 2 ? 2 : columns;
}

int part_height(const char *text, int columns, int indent)
{
    struct buf shown = BUF_INIT;
    text_display(&shown, text, strlen(text), 0);
    int rows = 0;
    for (size_t at = 0, end; at < shown.length; rows++) {
        at = text_wrap(buf_text(&shown), shown.length, at,
                       clamp_columns(rows ? columns - indent : columns), &end);
    }
    buf_finish(&shown);
    return rows;
}

int part_wrapped(struct grid *grid, struct rect where, enum role role, const char *text, int indent)
{
    struct buf shown = BUF_INIT;
    text_display(&shown, text, strlen(text), 0);
    int row = 0;
    for (size_t at = 0, end; at < shown.length && row < where.rows; row++) {
        int left = row ? indent : 0;
        int columns = clamp_columns(where.columns - left);
        size_t next = text_wrap(buf_text(&shown), shown.length, at, columns, &end);
        grid_line(grid, where.row + row, where.column, left, role, "", 0);
        if (next < shown.length && row + 1 == where.rows) {
            grid_fit(grid, where.row + row, where.column + left, columns, role,
                     buf_text(&shown) + at);
        } else {
            grid_line(grid, where.row + row, where.column + left, columns, role,
                      buf_text(&shown) + at, end - at);
        }
        at = next;
    }
    buf_finish(&shown);
    return row;
}

void part_scroll_marks(struct grid *grid, struct rect where, bool above, bool below)
{
    int column = where.column + where.columns;
    bool ascii = grid_ascii(grid);
    /* One column to the right of the text, never over a letter. */
    if (column >= grid_columns(grid)) {
        return;
    }
    for (int row = 0; row < where.rows; row++) {
        bool up = above && row == 0, down = below && row == where.rows - 1;
        const char *mark = up     ? glyph(GLYPH_ARROW_UP, ascii)
                           : down ? glyph(GLYPH_ARROW_DOWN, ascii)
                                  : " ";
        grid_text(grid, where.row + row, column, 1, up || down ? ROLE_KEY : ROLE_TEXT, mark,
                  strlen(mark));
    }
}

void part_key_name(char *out, size_t size, const char *key)
{
    /* The others are printed on every keyboard as they are called here. */
    static const char *const words[] = {N_("Up"), N_("Down"), N_("Left"), N_("Right"), N_("Space")};
    const char *last = strrchr(key, '-');
    const char *name = last && last[1] ? last + 1 : key;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(name, words[i]) == 0) {
            snprintf(out, size, "%.*s%s", (int)(name - key), key, _(words[i]));
            return;
        }
    }
    snprintf(out, size, "%s", key);
}
