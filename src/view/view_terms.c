/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words of the form in plain language, at the foot of the question they occur
 * in: in the clinician's language and in the patient's, with what was done.
 */
#include "view/part.h"

#include "app/marking.h"
#include "base/i18n.h"
#include "form/translation.h"
#include "grid/glyph.h"
#include "grid/stroke.h"

#include <string.h>

static void add_done(struct buf *out, const struct mark_term *known)
{
    if (known && known->explained) {
        buf_add_format(out, " [%s]", _("explained"));
    }
    if (known && known->said_back) {
        const char *who = known->by == BY_INFORMANT && known->relation[0]
                              ? known->relation
                              : answer_by_label(known->by);
        buf_add_text(out, " [");
        buf_add_format(out, _("said back by %s"), who);
        buf_add_char(out, ']');
    }
}

static void paint_term(struct grid *grid, struct rect where, int row, const struct app *app,
                       size_t at)
{
    const struct desk *desk = app->desk;
    size_t index = app->aside.terms[at];
    const struct form_term *term = &desk->form->terms[index];
    const struct mark_term *known = desk_term(desk, index);
    bool here = at == app->aside.at, ascii = grid_ascii(grid);
    struct buf line = BUF_INIT;
    buf_add_format(&line, "%s %s %s%s", here ? glyph(GLYPH_HERE, ascii) : " ",
                   glyph(known ? GLYPH_CHECKED : GLYPH_UNCHECKED, ascii),
                   at < app->aside.terms_here ? glyph(GLYPH_BULLET, ascii) : " ",
                   wording_in(desk->form, &term->label, i18n_language(), NULL));
    add_done(&line, known);
    grid_fit(grid, row, where.column, where.columns,
             here                         ? ROLE_SELECTED
             : at < app->aside.terms_here ? ROLE_TEXT
                                          : ROLE_DIM,
             buf_text(&line));
    buf_finish(&line);
}

/* Both languages; a missing one is marked, not left out in silence. */
static int paint_explanation(struct grid *grid, struct rect where, const struct app *app)
{
    const struct form *form = app->desk->form;
    const struct form_term *term = &form->terms[app->aside.terms[app->aside.at]];
    const char *own = i18n_language(), *other = app_other_language(app);
    bool fell_back = false;
    int used = part_wrapped(grid, where, ROLE_GUIDANCE,
                            wording_in(form, &term->explanation, own, NULL), 0);
    if (strcmp(own, other) != 0 && used < where.rows) {
        struct rect rest = {where.row + used, where.column, where.rows - used, where.columns};
        struct buf text = BUF_INIT;
        buf_add_format(&text, "%s: ", wording_in(form, &term->label, other, NULL));
        buf_add_text(&text, wording_in(form, &term->explanation, other, &fell_back));
        if (fell_back) {
            buf_add_format(&text, " [%s]", _("not translated"));
        }
        used += part_wrapped(grid, rest, ROLE_PATIENT, buf_text(&text), 0);
        buf_finish(&text);
    }
    return used;
}

void view_terms(struct grid *grid, struct rect where, const struct app *app)
{
    int count = (int)app->aside.term_count, help = 5;
    int shown = count < 5 ? count : 5;
    int rows = shown + help + 2 > where.rows ? where.rows : shown + help + 2;
    struct rect box = {where.row + where.rows - rows, where.column, rows, where.columns};
    grid_fill(grid, box, ROLE_TEXT);
    stroke_box(grid, box);
    struct buf title = BUF_INIT;
    buf_add_format(&title, " %s ", _("Words in plain language"));
    grid_text(grid, box.row, box.column + 2, box.columns - 4, ROLE_HEADING, buf_text(&title),
              title.length);
    buf_finish(&title);
    struct rect inside = {box.row + 1, box.column + 2, rows - 2, box.columns - 4};
    if (shown > inside.rows - 2) {
        shown = inside.rows - 2;
    }
    int first = (int)app->aside.at >= shown ? (int)app->aside.at - shown + 1 : 0;
    for (int i = 0; i < shown; i++) {
        paint_term(grid, inside, inside.row + i, app, (size_t)(first + i));
    }
    struct rect rest = {inside.row + shown, inside.column, inside.rows - shown, inside.columns};
    paint_explanation(grid, rest, app);
    grid_set_cursor(grid, inside.row + (int)app->aside.at - first, inside.column);
}
