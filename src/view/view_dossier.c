/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One patient's record at a glance: who it is, a line to find in, and the parts
 * of the dossier, in one column or, from 120 columns on, in two with a drawing in
 * small. Two rows below have the line under the cursor in full.
 */
#include "view/part.h"

#include "app/register_row.h"
#include "app/target.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/translation.h"
#include "grid/glyph.h"
#include "record/matter.h"

#include <stdio.h>
#include <string.h>

#define TWO_COLUMNS_FROM 120
#define WHOLE_ROWS       2
#define SMALL_LEAST      12 /* rows for a drawing in small, else none */

/* ---- who it is ---- */

static void add_fact(struct buf *out, bool ascii, const char *label, const char *text)
{
    if (text && text[0]) {
        buf_add_format(out, "%s%s: %s", out->length ? (ascii ? " - " : " · ") : "", label, text);
    }
}

static void put_facts(struct buf *out, const struct app *app)
{
    const struct patient *patient = &session_record(app->session)->patient;
    const struct vault_patient *row =
        vault_patient_find(session_vault(app->session), session_patient_id(app->session));
    bool ascii = app->options.ascii;
    char age[16], keep[16];
    struct buf born = BUF_INIT;
    register_row_age(age, sizeof age, patient->birth, session_today(app->session));
    buf_add_text(&born, patient->birth);
    if (age[0]) {
        buf_add_format(&born, " (%s)", age);
    }
    add_fact(out, ascii, _("Born"), buf_text(&born));
    add_fact(out, ascii, _("Code"), patient->name[0] ? patient->code : "");
    add_fact(out, ascii, _("Languages"), patient->languages);
    if (row) {
        register_day(keep, sizeof keep,
                     register_row_keep_until(row, app->options.world));
        add_fact(out, ascii, _("Keep until"), keep);
    }
    buf_finish(&born);
}

/* Returns the rows used. */
static int paint_facts(struct grid *grid, struct rect where, const struct app *app)
{
    const char *note = session_record(app->session)->patient.note;
    struct rect inside = {where.row, where.column + 1, 2, where.columns - 2};
    struct buf facts = BUF_INIT;
    put_facts(&facts, app);
    part_blank(grid, where, where.row, where.row + 2 + (note[0] ? 1 : 0));
    int used = part_wrapped(grid, inside, ROLE_TEXT, buf_text(&facts), 0);
    if (note[0]) {
        grid_fit(grid, where.row + used++, inside.column, inside.columns, ROLE_GUIDANCE, note);
    }
    buf_finish(&facts);
    return used;
}

static void paint_filter(struct grid *grid, struct rect where, struct app *app)
{
    const char *find = _("Find: ");
    int width = text_width(find, strlen(find)) + 1;
    grid_line(grid, where.row, where.column, 1, ROLE_DIM, "", 0);
    grid_text(grid, where.row, where.column + 1, width - 1, ROLE_DIM, find, strlen(find));
    part_edit(grid,
              (struct rect){where.row, where.column + width, 1, where.columns - width - 1},
              app->dossier.filter, ROLE_INPUT, !app->panel);
    grid_line(grid, where.row, where.column + where.columns - 1, 1, ROLE_DIM, "", 0);
}

/* ---- the parts ---- */

/* Lines of a column with their headings, as rows. */
struct rows {
    const struct app *app;
    int column;
    size_t count;   /* of all rows */
    size_t at;      /* row of the cursor; SIZE_MAX: in the other column */
    size_t heading; /* row of the heading above it */
};

/* Calls EACH for the rows of a column, in order. LINE SIZE_MAX: a heading. */
typedef void each_row(void *self, size_t row, enum dossier_section section, size_t line);

static size_t walk(const struct app *app, int column, each_row *each, void *self)
{
    const struct dossier *dossier = &app->dossier;
    size_t row = 0;
    int before = -1;
    for (size_t i = 0; i < dossier->shown_count; i++) {
        enum dossier_section section = dossier_at(dossier, i)->section;
        if (dossier_column(dossier, section) != column) {
            continue;
        }
        if ((int)section != before) {
            each(self, row++, section, SIZE_MAX);
            before = (int)section;
        }
        each(self, row++, section, i);
    }
    return row;
}

static void note_row(void *self, size_t row, enum dossier_section section, size_t line)
{
    struct rows *rows = self;
    (void)section;
    if (line == SIZE_MAX && rows->at == SIZE_MAX) {
        rows->heading = row;
    } else if (line == rows->app->dossier.at) {
        rows->at = row;
    }
}

struct column_paint {
    struct grid *grid;
    struct rect where;
    const struct app *app;
    size_t top;
};

static size_t lines_in(const struct dossier *dossier, enum dossier_section section)
{
    size_t count = 0;
    for (size_t i = 0; i < dossier->shown_count; i++) {
        const struct dossier_line *line = dossier_at(dossier, i);
        count += line->section == section && !line->hint;
    }
    return count;
}

static enum role role_of(const struct dossier_line *line)
{
    return line->urgent ? ROLE_WARNING : line->done ? ROLE_DONE : ROLE_TEXT;
}

/* The text gives way to what stands at the right, which is short or, with room, long. */
static void paint_line(struct grid *grid, struct rect where, int row,
                       const struct dossier_line *line, bool here)
{
    bool ascii = grid_ascii(grid);
    enum role role = here ? ROLE_SELECTED : role_of(line);
    struct buf text = BUF_INIT;
    const char *state = line->state_long, *words = line->text;
    int width = text_width(state, strlen(state));
    if (line->text_short && 3 + text_width(words, strlen(words)) + 2 + width > where.columns) {
        words = line->text_short;
    }
    buf_add_format(&text, "%s%s %s", here ? glyph(GLYPH_HERE, ascii) : " ",
                   line->urgent ? "!" : glyph(line->mark, ascii), words);
    int wanted = text_width(buf_text(&text), text.length);
    if (wanted + 2 + width > where.columns) {
        state = line->state;
        width = text_width(state, strlen(state));
    }
    /* A long state leaves most of the row to the text. */
    int most = where.columns * 2 / 5;
    if (width > most && wanted + 2 + width > where.columns) {
        width = most;
    }
    int gap = width ? 2 : 0, left = where.columns - width - gap;
    grid_fit(grid, row, where.column, left, role, buf_text(&text));
    grid_line(grid, row, where.column + left, gap, role, "", 0);
    grid_fit(grid, row, where.column + left + gap, width, here ? role : ROLE_DIM, state);
    buf_finish(&text);
}

static void paint_row(void *self, size_t row, enum dossier_section section, size_t line)
{
    struct column_paint *paint = self;
    const struct dossier *dossier = &paint->app->dossier;
    struct rect where = paint->where;
    int at = where.row + (int)(row - paint->top);
    if (row < paint->top || row >= paint->top + (size_t)where.rows) {
        return;
    }
    if (line == SIZE_MAX) {
        struct buf heading = BUF_INIT;
        buf_add_format(&heading, "%s (%zu)", dossier_section_name(section),
                       lines_in(dossier, section));
        grid_fit(paint->grid, at, where.column, where.columns, ROLE_HEADING, buf_text(&heading));
        buf_finish(&heading);
        return;
    }
    paint_line(paint->grid, where, at, dossier_at(dossier, line), line == dossier->at);
    grid_aim(paint->grid, (struct rect){at, where.column, 1, where.columns},
             target_of(TARGET_LINE, line));
}

/* With a margin of one column on the right, for the marks. */
static void paint_column(struct grid *grid, struct rect where, struct app *app, int column)
{
    struct rows rows = {.app = app, .column = column, .at = SIZE_MAX};
    struct rect inside = {where.row, where.column + 1, where.rows, where.columns - 2};
    size_t *top = &app->dossier.top[column], shown = (size_t)inside.rows;
    rows.count = walk(app, column, note_row, &rows);
    /* The heading comes along when the cursor stands right below it. */
    size_t first = rows.at == SIZE_MAX          ? *top
                   : rows.heading + 1 == rows.at ? rows.heading
                                                : rows.at;
    *top = first < *top ? first : *top;
    if (rows.at != SIZE_MAX && rows.at >= *top + shown) {
        *top = rows.at + 1 - shown;
    }
    if (rows.count <= shown) {
        *top = 0;
    } else if (*top > rows.count - shown) {
        *top = rows.count - shown;
    }
    struct column_paint paint = {grid, inside, app, *top};
    walk(app, column, paint_row, &paint);
    size_t painted = rows.count - *top < shown ? rows.count - *top : shown;
    part_blank(grid, inside, inside.row + (int)painted, inside.row + inside.rows);
    grid_fill(grid, (struct rect){where.row, where.column, where.rows, 1}, ROLE_TEXT);
    part_scroll_marks(grid, inside, *top > 0, *top + shown < rows.count);
}

/* ---- a drawing in small ---- */

/* The one under the cursor, else the first. */
static const char *drawing_kind(const struct dossier *dossier)
{
    const char *first = NULL;
    for (size_t i = 0; i < dossier->shown_count; i++) {
        const struct dossier_line *line = dossier_at(dossier, i);
        if (line->target == OPENS_DRAWING && (!first || i == dossier->at)) {
            first = line->kind;
        }
    }
    return first;
}

/* At the foot of the left column; returns the rows that are left above it. */
static int paint_small(struct grid *grid, struct rect where, const struct app *app)
{
    const char *kind = drawing_kind(&app->dossier);
    int rows = where.rows * 2 / 5;
    if (!kind || rows < SMALL_LEAST) {
        return where.rows;
    }
    struct rect small = {where.row + where.rows - rows, where.column, rows, where.columns};
    grid_fill(grid, small, ROLE_TEXT);
    view_drawing_small(grid,
                       (struct rect){small.row + 1, small.column + 1, rows - 1, small.columns - 2},
                       app, kind);
    return where.rows - rows;
}

static void paint_parts(struct grid *grid, struct rect where, struct app *app)
{
    app->dossier.two_columns = where.columns >= TWO_COLUMNS_FROM;
    app->dossier.page = where.rows;
    if (app->dossier.shown_count == 0) {
        part_blank(grid, where, where.row, where.row + where.rows);
        grid_fit(grid, where.row, where.column + 1, where.columns - 1, ROLE_DIM,
                 _("nothing matches what you typed"));
        return;
    }
    if (!app->dossier.two_columns) {
        paint_column(grid, where, app, 0);
        return;
    }
    struct rect left = {where.row, where.column, where.rows, where.columns / 2};
    struct rect right = {where.row, where.column + left.columns, where.rows,
                         where.columns - left.columns};
    left.rows = paint_small(grid, left, app);
    paint_column(grid, left, app, 0);
    paint_column(grid, right, app, 1);
}

static void paint_whole(struct grid *grid, struct rect where, const struct app *app)
{
    const struct dossier *dossier = &app->dossier;
    struct rect inside = {where.row, where.column + 1, where.rows, where.columns - 2};
    struct buf text = BUF_INIT;
    if (dossier->at < dossier->shown_count) {
        const struct dossier_line *line = dossier_at(dossier, dossier->at);
        buf_add_text(&text, line->text);
        if (line->state_long[0]) {
            buf_add_format(&text, " (%s)", line->state_long);
        }
    }
    part_blank(grid, where, where.row, where.row + where.rows);
    part_wrapped(grid, inside, ROLE_DIM, buf_text(&text), 0);
    buf_finish(&text);
}

void view_patient(struct grid *grid, struct rect where, struct app *app)
{
    dossier_refresh(app);
    int used = paint_facts(grid, where, app);
    paint_filter(grid, (struct rect){where.row + used, where.column, 1, where.columns}, app);
    used++;
    int whole = where.rows - used > 9 ? WHOLE_ROWS : 0;
    paint_parts(grid,
                (struct rect){where.row + used, where.column, where.rows - used - whole,
                              where.columns},
                app);
    paint_whole(grid,
                (struct rect){where.row + where.rows - whole, where.column, whole, where.columns},
                app);
}
