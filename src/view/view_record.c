/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One patient's record, and what is read from top to bottom: the summary, all
 * about a question, the recovery code.
 */
#include "view/part.h"

#include "base/i18n.h"
#include "base/text.h"
#include "form/translation.h"
#include "grid/glyph.h"

#include <stdio.h>
#include <string.h>

/* ---- one patient ---- */

static int fact(struct grid *grid, struct rect where, int used, const char *label, const char *text)
{
    struct buf line = BUF_INIT;
    if (used >= where.rows || !text || !text[0]) {
        return used;
    }
    buf_add_format(&line, "%s: %s", label, text);
    grid_fit(grid, where.row + used, where.column, where.columns, ROLE_TEXT, buf_text(&line));
    buf_finish(&line);
    return used + 1;
}

static int heading(struct grid *grid, struct rect where, int used, const char *text)
{
    if (used + 1 >= where.rows) {
        return used;
    }
    part_blank(grid, where, where.row + used, where.row + used + 1);
    grid_fit(grid, where.row + used + 1, where.column, where.columns, ROLE_HEADING, text);
    return used + 2;
}

static int paint_contacts(struct grid *grid, struct rect where, int used, const struct app *app)
{
    const struct record *record = session_record(app->session);
    used = heading(grid, where, used, _("Visits"));
    size_t first = record->contact_count > 4 ? record->contact_count - 4 : 0;
    if (record->contact_count == 0) {
        used = fact(grid, where, used, _("None yet"), _("F4 notes today's visit"));
    }
    for (size_t i = record->contact_count; i > first; i--) {
        const struct contact *contact = &record->contacts[i - 1];
        struct buf line = BUF_INIT;
        buf_add_text(&line, contact->present);
        if (contact->interpreter[0]) {
            buf_add_format(&line, " (%s: %s)", _("interpreter"), contact->interpreter);
        }
        used = fact(grid, where, used, contact->date, line.length ? buf_text(&line) : "-");
        buf_finish(&line);
    }
    return used;
}

/* How far it is: what must stay readable where the form's name does not fit. */
static void instrument_state(struct buf *line, const struct app *app, const struct form *form)
{
    const struct interview *interview =
        record_interview_of(session_record(app->session), form->form_id);
    if (form->status == FORM_DRAFT) {
        buf_add_format(line, " [%s]", _("draft form"));
    }
    buf_add_text(line, ": ");
    if (!interview) {
        buf_add_text(line, _("not begun"));
        return;
    }
    const struct form *asked = session_form(app->session, interview->form_digest, NULL);
    struct progress progress = {0};
    if (asked) {
        progress_count(&progress, asked, interview, session_today(app->session));
    }
    buf_add_format(line, _("%zu of %zu"), progress.answered + progress.reasoned, progress.total);
    if (progress.later) {
        buf_add_format(line, ", %zu %s", progress.later, _("for later"));
    }
    if (interview->state == INTERVIEW_FINALISED) {
        buf_add_format(line, ", %s", _("finalised"));
    }
}

static void paint_instrument(struct grid *grid, struct rect where, int row, const struct app *app,
                             size_t index)
{
    const struct form *form = app->instruments[index];
    enum role role = index == app->instrument ? ROLE_SELECTED : ROLE_TEXT;
    struct buf name = BUF_INIT, state = BUF_INIT;
    buf_add_format(&name, "%s %s",
                   index == app->instrument ? glyph(GLYPH_HERE, grid_ascii(grid)) : " ",
                   wording_in(form, &form->title, i18n_language(), NULL));
    instrument_state(&state, app, form);
    int width = text_width(buf_text(&name), name.length);
    int room = where.columns - text_width(buf_text(&state), state.length);
    if (width > room) {
        width = room > 0 ? room : 0;
    }
    grid_fit(grid, row, where.column, width, role, buf_text(&name));
    grid_fit(grid, row, where.column + width, where.columns - width, role, buf_text(&state));
    buf_finish(&name);
    buf_finish(&state);
}

void view_patient(struct grid *grid, struct rect where, struct app *app)
{
    const struct patient *patient = &session_record(app->session)->patient;
    struct rect inside = {where.row, 1, where.rows, where.columns - 2};
    grid_fill(grid, (struct rect){where.row, 0, where.rows, 1}, ROLE_TEXT);
    int used = fact(grid, inside, 0, _("Name"), patient->name);
    used = fact(grid, inside, used, _("Code"), patient->code);
    used = fact(grid, inside, used, _("Born"), patient->birth);
    used = fact(grid, inside, used, _("Languages"), patient->languages);
    used = fact(grid, inside, used, _("Note"), patient->note);
    used = paint_contacts(grid, inside, used, app);
    used = view_drawing_lines(grid, inside, used, app);
    used = heading(grid, inside, used, _("Interviews"));
    app->page = inside.rows - used > 0 ? inside.rows - used : 1;
    grid_fill(grid, (struct rect){where.row, where.columns - 1, where.rows - app->page, 1},
              ROLE_TEXT);
    size_t count = app->instrument_count, top = 0;
    if (app->instrument >= (size_t)app->page) {
        top = app->instrument - (size_t)app->page + 1;
    }
    for (size_t i = top; i < count && used < inside.rows; i++, used++) {
        paint_instrument(grid, inside, inside.row + used, app, i);
    }
    part_blank(grid, inside, inside.row + used, inside.row + inside.rows);
    struct rect rows = {inside.row + inside.rows - app->page, inside.column, app->page,
                        inside.columns};
    part_scroll_marks(grid, rows, top > 0, top + (size_t)app->page < count);
}

/* ---- reading ---- */

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
