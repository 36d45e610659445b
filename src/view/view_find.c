/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was found: under the patient and the instrument it stands in, with the
 * words around it and the hit marked. Below it the line under the cursor in
 * full, and, across the patients, how far the reading is.
 */
#include "view/part.h"

#include "app/find.h"
#include "app/target.h"
#include "base/i18n.h"
#include "base/text.h"
#include "grid/glyph.h"

#include <stdio.h>
#include <string.h>

#define WHOLE_ROWS 3

static const char *patient_name(const struct app *app, const char *id)
{
    const struct vault_patient *patient = vault_patient_find(session_vault(app->session), id);
    return !patient ? "" : patient->name[0] ? patient->name : patient->code;
}

/* Text with its hits marked, cut at the right edge. Returns the columns used. */
static int paint_marked(struct grid *grid, int row, int column, int room, enum role role,
                        const struct find_hit *hit)
{
    int used = 0;
    size_t at = 0, length = strlen(hit->text);
    for (size_t i = 0; i <= hit->span_count; i++) {
        size_t from = i < hit->span_count ? hit->spans[i].from : length;
        size_t to = i < hit->span_count ? hit->spans[i].to : length;
        used += grid_text(grid, row, column + used, room - used, role, hit->text + at, from - at);
        used += grid_text(grid, row, column + used, room - used, ROLE_MARKED, hit->text + from,
                          to - from);
        at = to;
    }
    if (used >= room && room > 0 && text_width(hit->text, length) > room) {
        const char *more = glyph(GLYPH_ELLIPSIS, grid_ascii(grid));
        grid_text(grid, row, column + room - 1, 1, role, more, strlen(more));
    }
    return used;
}

/* Whether a heading stands above line INDEX: another patient or another place. */
static bool begins_group(const struct finder *finder, size_t index)
{
    const struct find_hit *hit = &finder->hits.list[index];
    const struct find_hit *before = index ? &finder->hits.list[index - 1] : NULL;
    return !before || strcmp(before->patient, hit->patient) != 0 ||
           strcmp(before->group, hit->group) != 0;
}

static void paint_group(struct grid *grid, struct rect where, int row, const struct app *app,
                        const struct find_hit *hit)
{
    struct buf line = BUF_INIT;
    buf_add_char(&line, ' ');
    if (app->finder->all) {
        buf_add_format(&line, "%s%s", patient_name(app, hit->patient),
                       app->options.ascii ? " - " : " · ");
    }
    buf_add_text(&line, hit->group);
    grid_fit(grid, row, where.column, where.columns, ROLE_HEADING, buf_text(&line));
    buf_finish(&line);
}

static int question_width(int columns)
{
    return columns >= 100 ? columns / 3 : columns >= 60 ? columns / 4 : 0;
}

static void paint_hit(struct grid *grid, struct rect where, int row, const struct app *app,
                      size_t index)
{
    const struct finder *finder = app->finder;
    const struct find_hit *hit = &finder->hits.list[index];
    bool here = index == finder->at;
    enum role role = here ? ROLE_SELECTED : ROLE_TEXT;
    const char *mark = here ? glyph(GLYPH_HERE, grid_ascii(grid)) : "";
    int question = question_width(where.columns), column = where.column + 3;
    grid_line(grid, row, where.column, 1, role, "", 0);
    grid_line(grid, row, where.column + 1, 2, role, mark, strlen(mark));
    if (question) {
        grid_fit(grid, row, column, question - 2, here ? role : ROLE_DIM, hit->where);
        grid_line(grid, row, column + question - 2, 2, role, "", 0);
        column += question;
    }
    int room = where.column + where.columns - column;
    if (hit->what[0]) {
        int used = grid_text(grid, row, column, room, here ? role : ROLE_DIM, hit->what,
                             strlen(hit->what));
        used += grid_text(grid, row, column + used, room - used, role, ": ", 2);
        column += used;
        room -= used;
    }
    int used = paint_marked(grid, row, column, room, role, hit);
    grid_line(grid, row, column + used, room - used, role, "", 0);
    grid_aim(grid, (struct rect){row, where.column, 1, where.columns},
             target_of(TARGET_LINE, index));
}

/* How many rows lines FROM to TO (not included) take, headings counted. */
static size_t rows_of(const struct finder *finder, size_t from, size_t to)
{
    size_t rows = 0;
    for (size_t i = from; i < to; i++) {
        rows += i == from || begins_group(finder, i) ? 2 : 1;
    }
    return rows;
}

static void keep_in_sight(struct finder *finder, int rows)
{
    if (finder->at < finder->top) {
        finder->top = finder->at;
    }
    while (finder->top < finder->at &&
           rows_of(finder, finder->top, finder->at + 1) > (size_t)rows) {
        finder->top++;
    }
}

static void paint_hits(struct grid *grid, struct rect where, struct app *app)
{
    struct finder *finder = app->finder;
    int row = where.row, end = where.row + where.rows;
    size_t i;
    keep_in_sight(finder, where.rows);
    finder->page = where.rows;
    for (i = finder->top; i < finder->hits.count && row < end; i++) {
        if (i == finder->top || begins_group(finder, i)) {
            paint_group(grid, where, row++, app, &finder->hits.list[i]);
        }
        if (row < end) {
            paint_hit(grid, where, row++, app, i);
        } else {
            break;
        }
    }
    part_blank(grid, where, row, end);
    part_scroll_marks(grid, where, finder->top > 0, i < finder->hits.count);
}

/* ---- below ---- */

static void put_names(struct buf *out, const struct app *app, const size_t *indices, size_t from,
                      size_t to)
{
    const struct finder *finder = app->finder;
    for (size_t i = from; i < to && i - from < 20; i++) {
        size_t index = indices ? indices[i] : i;
        buf_add_format(out, "%s%s", i > from ? "; " : " ",
                       patient_name(app, finder->patients[index]));
    }
}

/* How much was found, and what has not been read. */
static void put_state(struct buf *out, const struct app *app)
{
    const struct finder *finder = app->finder;
    size_t found = finder->hits.count + finder->hits.more;
    if (finder->all && !finder->begun) {
        buf_add_text(out, _("Enter reads all records; the log notes it, not the words"));
        return;
    }
    buf_add_format(out, ngettext("%zu place found", "%zu places found", found), found);
    if (finder->hits.more) {
        buf_add_format(out, "; %s", _("another word finds fewer"));
    }
    if (!finder->all) {
        return;
    }
    buf_add_format(out, "; ");
    buf_add_format(out, _("%zu of %zu records read"), finder->next, finder->patient_count);
    if (finder->running) {
        buf_add_format(out, "; %s", _("Esc stops"));
    } else if (finder->next < finder->patient_count) {
        buf_add_format(out, "; %s:", _("not read"));
        put_names(out, app, NULL, finder->next, finder->patient_count);
    }
    if (finder->failed_count) {
        buf_add_format(out, "; %s:", _("could not be read"));
        put_names(out, app, finder->failed, 0, finder->failed_count);
    }
}

static void paint_state(struct grid *grid, struct rect where, const struct app *app)
{
    struct buf text = BUF_INIT;
    put_state(&text, app);
    grid_line(grid, where.row, where.column, 1, ROLE_DIM, "", 0);
    grid_fit(grid, where.row, where.column + 1, where.columns - 1,
             app->finder->failed_count ? ROLE_WARNING : ROLE_DIM, buf_text(&text));
    buf_finish(&text);
}

/* The line under the cursor with its question, as much as there is room for. */
static void paint_whole(struct grid *grid, struct rect where, const struct app *app)
{
    const struct finder *finder = app->finder;
    struct rect inside = {where.row, where.column + 1, where.rows, where.columns - 2};
    struct buf text = BUF_INIT;
    if (finder->at < finder->hits.count) {
        const struct find_hit *hit = &finder->hits.list[finder->at];
        buf_add_format(&text, "%s: ", hit->where);
        if (hit->what[0]) {
            buf_add_format(&text, "%s: ", hit->what);
        }
        buf_add_text(&text, hit->text);
    }
    part_blank(grid, where, where.row, where.row + where.rows);
    part_wrapped(grid, inside, ROLE_DIM, buf_text(&text), 0);
    buf_finish(&text);
}

void view_find(struct grid *grid, struct rect where, struct app *app)
{
    struct finder *finder = app->finder;
    int whole = where.rows > 12 ? WHOLE_ROWS : where.rows > 9 ? 1 : 0;
    grid_line(grid, where.row, where.column, 1, ROLE_HEADING, "", 0);
    grid_fit(grid, where.row, where.column + 1, where.columns - 1, ROLE_HEADING,
             finder->all ? _("Find words in all records") : _("Find words in this record"));
    grid_line(grid, where.row + 1, where.column, 3, ROLE_KEY, " > ", 3);
    part_edit(grid, (struct rect){where.row + 1, where.column + 3, 1, where.columns - 4},
              finder->words, ROLE_INPUT, true);
    grid_line(grid, where.row + 1, where.column + where.columns - 1, 1, ROLE_TEXT, "", 0);
    paint_state(grid, (struct rect){where.row + 2, where.column, 1, where.columns}, app);
    paint_hits(grid,
               (struct rect){where.row + 3, where.column, where.rows - 3 - whole,
                             where.columns - 1},
               app);
    paint_whole(grid,
                (struct rect){where.row + where.rows - whole, where.column, whole, where.columns},
                app);
}
