/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of patients as a table: columns come with the width of the window,
 * and two lines below it say in words all there is of the one under the cursor,
 * so that a narrow window hides nothing.
 */
#include "view/part.h"

#include "app/register_row.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/translation.h"
#include "grid/glyph.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum register_column {
    COLUMN_CODE,
    COLUMN_BORN,
    COLUMN_AGE,
    COLUMN_VISIT,
    COLUMN_BEGUN,
    COLUMN_CLOSED,
    COLUMN_OPEN,
    COLUMN_LATER,
    COLUMN_FOLLOW_UP,
    COLUMN_KEEP,
    COLUMN_GOING_ON,
};

/* In the order on the screen, behind the name, which takes the rest. */
static const struct {
    enum register_column column;
    int width, from; /* with the gap behind it; the window from which it is shown */
    const char *heading;
} columns[] = {
    {COLUMN_CODE, 12, 120, N_("Code")},         {COLUMN_BORN, 16, 140, N_("Born")},
    {COLUMN_AGE, 7, 80, N_("Age")},             {COLUMN_VISIT, 12, 60, N_("Last visit")},
    {COLUMN_BEGUN, 7, 80, N_("Begun")},         {COLUMN_CLOSED, 7, 80, N_("Final")},
    {COLUMN_OPEN, 6, 60, N_("Open")},           {COLUMN_LATER, 7, 80, N_("Later")},
    {COLUMN_FOLLOW_UP, 13, 0, N_("Follow-up")}, {COLUMN_KEEP, 12, 100, N_("Keep until")},
    {COLUMN_GOING_ON, 45, 200, N_("Interview")},
};
#define COLUMN_COUNT (sizeof columns / sizeof columns[0])

static bool is_overdue(const struct vault_patient *patient, int32_t today)
{
    return patient->detailed && patient->follow_up != VAULT_NO_DAY && patient->follow_up < today;
}

static const char *form_title(const struct app *app, const char *form_id)
{
    const struct form *form = library_find(app->library, form_id);
    return form ? wording_in(form, wording_shorter(&form->title, &form->short_title),
                             i18n_language(), NULL)
                : form_id;
}

static void put_number(struct buf *out, const struct vault_patient *patient, unsigned number)
{
    if (!patient->detailed) {
        buf_add_char(out, '?');
    } else if (number) {
        buf_add_format(out, "%u", number);
    } else {
        buf_add_char(out, '-');
    }
}

static void put_going_on(struct buf *out, const struct app *app,
                         const struct vault_patient *patient)
{
    if (!patient->form_id[0]) {
        return;
    }
    buf_add_format(out, "%s: ", form_title(app, patient->form_id));
    if (patient->finalised) {
        buf_add_text(out, _("finalised"));
    } else {
        buf_add_format(out, _("%u of %u"), patient->answered, patient->total);
    }
}

static void put_day(struct buf *out, int32_t day)
{
    char text[16];
    register_day(text, sizeof text, day);
    buf_add_text(out, text);
}

static void put_column(struct buf *out, const struct app *app, const struct vault_patient *patient,
                       enum register_column column)
{
    int32_t today = session_today(app->session);
    char age[16];
    switch (column) {
    case COLUMN_CODE:
        buf_add_text(out, patient->name[0] ? patient->code : "");
        break;
    case COLUMN_BORN:
        buf_add_text(out, patient->birth);
        break;
    case COLUMN_AGE:
        register_row_age(age, sizeof age, patient->birth, today);
        buf_add_text(out, age);
        break;
    case COLUMN_VISIT:
        put_day(out, patient->detailed ? patient->last_contact : VAULT_NO_DAY);
        break;
    case COLUMN_BEGUN:
        put_number(out, patient, patient->begun);
        break;
    case COLUMN_CLOSED:
        put_number(out, patient, patient->closed);
        break;
    case COLUMN_OPEN:
        put_number(out, patient, patient->open);
        break;
    case COLUMN_LATER:
        put_number(out, patient, patient->later);
        break;
    case COLUMN_FOLLOW_UP:
        put_day(out, patient->detailed ? patient->follow_up : VAULT_NO_DAY);
        buf_add_text(out, is_overdue(patient, today) ? " !" : "");
        break;
    case COLUMN_KEEP:
        put_day(out, register_row_keep_until(patient, app->options.world));
        break;
    case COLUMN_GOING_ON:
        put_going_on(out, app, patient);
        break;
    }
}

/* What is left for the name in a window this wide. */
static int name_width(int width)
{
    int rest = width - 2;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        rest -= width + 1 >= columns[i].from ? columns[i].width : 0;
    }
    return rest;
}

static void paint_heading(struct grid *grid, struct rect where)
{
    int column = where.column + 2, name = name_width(where.columns);
    grid_line(grid, where.row, where.column, 2, ROLE_HEADING, "", 0);
    grid_fit(grid, where.row, column, name - 1, ROLE_HEADING, _("Name or code"));
    grid_line(grid, where.row, column + name - 1, 1, ROLE_HEADING, "", 0);
    column += name;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (where.columns + 1 < columns[i].from) {
            continue;
        }
        grid_fit(grid, where.row, column, columns[i].width - 1, ROLE_HEADING,
                 _(columns[i].heading));
        column += columns[i].width;
        grid_line(grid, where.row, column - 1, 1, ROLE_HEADING, "", 0);
    }
}

static void paint_patient(struct grid *grid, struct rect where, int row, const struct app *app,
                          size_t index)
{
    const struct vault_patient *patient = app_found(app, index);
    bool here = index == app->found_at;
    bool overdue = is_overdue(patient, session_today(app->session));
    enum role role = here ? ROLE_SELECTED : ROLE_TEXT;
    int column = where.column + 2, name = name_width(where.columns);
    const char *mark = here ? glyph(GLYPH_HERE, grid_ascii(grid)) : "";
    grid_line(grid, row, where.column, 2, role, mark, strlen(mark));
    grid_fit(grid, row, column, name - 1, role, patient->name[0] ? patient->name : patient->code);
    grid_line(grid, row, column + name - 1, 1, role, "", 0);
    column += name;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (where.columns + 1 < columns[i].from) {
            continue;
        }
        struct buf text = BUF_INIT;
        bool late = overdue && columns[i].column == COLUMN_FOLLOW_UP;
        put_column(&text, app, patient, columns[i].column);
        grid_fit(grid, row, column, columns[i].width - 1, late && !here ? ROLE_WARNING : role,
                 buf_text(&text));
        column += columns[i].width;
        grid_line(grid, row, column - 1, 1, role, "", 0);
        buf_finish(&text);
    }
}

/* ---- the one under the cursor, in words ---- */

static void add_fact(struct buf *out, const char *label, const char *text)
{
    if (text[0]) {
        buf_add_format(out, "%s%s %s", out->length ? "; " : "", label, text);
    }
}

static void add_day(struct buf *out, const char *label, int32_t day)
{
    char text[16];
    register_day(text, sizeof text, day);
    add_fact(out, label, text);
}

static void add_progress(struct buf *out, const struct vault_patient *patient)
{
    if (!patient->detailed) {
        buf_add_format(out, "; %s", _("what is open shows after the record was opened once"));
    } else if (!patient->begun) {
        buf_add_format(out, "; %s", _("no interview begun"));
    } else {
        buf_add_text(out, "; ");
        buf_add_format(out, _("%u begun, %u finalised, %u open, %u for later"), patient->begun,
                       patient->closed, patient->open, patient->later);
    }
}

static void describe(struct buf *out, const struct app *app, const struct vault_patient *patient)
{
    int32_t today = session_today(app->session);
    buf_add_text(out, patient->name[0] ? patient->name : patient->code);
    add_fact(out, _("code"), patient->name[0] ? patient->code : "");
    add_fact(out, _("born"), patient->birth);
    if (patient->detailed) {
        add_day(out, _("last visit"), patient->last_contact);
    }
    add_progress(out, patient);
    if (patient->detailed) {
        add_day(out, is_overdue(patient, today) ? _("follow-up was due") : _("follow-up"),
                patient->follow_up);
    }
    add_day(out, _("keep until"),
            register_row_keep_until(patient, app->options.world));
}

#define DESCRIPTION_ROWS 2

static void paint_description(struct grid *grid, struct rect where, const struct app *app)
{
    struct rect inside = {where.row, where.column + 1, where.rows, where.columns - 2};
    struct buf text = BUF_INIT;
    if (app->found_at < app->found_count) {
        describe(&text, app, app_found(app, app->found_at));
    }
    part_blank(grid, where, where.row, where.row + where.rows);
    part_wrapped(grid, inside, ROLE_DIM, buf_text(&text), 0);
    buf_finish(&text);
}

/* What is typed to find somebody, and at its right how the list is sorted. */
static void paint_find(struct grid *grid, struct rect where, struct app *app)
{
    const char *find = _("Find: ");
    const char *order = patients_order_name(app->patients_order);
    int width = text_width(find, strlen(find)) + 1;
    int right = text_width(order, strlen(order)) + 2;
    grid_line(grid, where.row, 0, width, ROLE_DIM, "", 0);
    grid_text(grid, where.row, 1, width - 1, ROLE_DIM, find, strlen(find));
    part_edit(grid, (struct rect){where.row, width, 1, where.columns - width - right}, app->find,
              ROLE_INPUT, !app->panel);
    grid_line(grid, where.row, where.columns - right, 1, ROLE_DIM, "", 0);
    grid_line(grid, where.row, where.columns - right + 1, right - 1, ROLE_DIM, order,
              strlen(order));
}

void view_patients(struct grid *grid, struct rect where, struct app *app)
{
    struct rect rows = {where.row + 2, 0, where.rows - 2 - DESCRIPTION_ROWS, where.columns - 1};
    struct rect heading = {where.row + 1, 0, 1, where.columns - 1};
    size_t top = 0;
    paint_find(grid, where, app);
    grid_line(grid, heading.row, heading.columns, 1, ROLE_HEADING, "", 0);
    paint_heading(grid, heading);
    app->page = rows.rows;
    if (app->found_at >= (size_t)rows.rows) {
        top = app->found_at - (size_t)rows.rows + 1;
    }
    int row = rows.row;
    for (size_t i = top; i < app->found_count && row < rows.row + rows.rows; i++, row++) {
        paint_patient(grid, rows, row, app, i);
    }
    if (app->found_count == 0 && rows.rows > 0) {
        grid_line(grid, row, 0, 1, ROLE_DIM, "", 0);
        grid_fit(grid, row++, 1, where.columns - 1, ROLE_DIM,
                 text_edit_length(app->find) ? _("Nobody by that name. F2 adds a patient.")
                                             : _("No patients yet. F2 adds one."));
    }
    part_blank(grid, where, row, rows.row + rows.rows);
    part_scroll_marks(grid, rows, top > 0, top + (size_t)rows.rows < app->found_count);
    paint_description(grid,
                      (struct rect){rows.row + rows.rows, 0, DESCRIPTION_ROWS, where.columns}, app);
}
