/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A panel of fields: at the foot of the screen it belongs to, so that the
 * question stays in sight, or alone in the middle for the passphrase.
 */
#include "view/part.h"

#include "app/target.h"
#include "base/i18n.h"
#include "base/text.h"
#include "grid/glyph.h"
#include "grid/stroke.h"

#include <stdio.h>
#include <string.h>

static int label_columns(const struct app *app)
{
    int widest = 0;
    for (size_t i = 0; i < app->fields.count; i++) {
        const char *label = _(app->fields.field[i].spec->label);
        int width = text_width(label, strlen(label));
        if (width > widest) {
            widest = width;
        }
    }
    return widest + 2;
}

static void paint_secret(struct grid *grid, struct rect where, const struct field *field,
                         bool active)
{
    /* A dot a character, without telling how long it is beyond what fits. */
    size_t characters = 0;
    const uint8_t *bytes = secret_view(field->secret);
    for (size_t i = 0; i < secret_length(field->secret); i++) {
        characters += (bytes[i] & 0xC0) != 0x80;
    }
    struct buf dots = BUF_INIT;
    int room = where.columns - 1;
    int shown = characters > (size_t)room ? room : (int)characters;
    buf_add_repeat(&dots, "*", (size_t)shown);
    grid_line(grid, where.row, where.column, where.columns, ROLE_INPUT, buf_text(&dots),
              dots.length);
    if (active) {
        grid_set_cursor(grid, where.row, where.column + shown);
    }
    buf_finish(&dots);
}

static void paint_options(struct grid *grid, struct rect where, const struct field *field,
                          bool active)
{
    const struct field_option *options = field->spec->options;
    struct buf line = BUF_INIT;
    if (active) {
        buf_add_format(&line, "%zu ", field->option + 1);
    }
    const char *label = options[field->option].label;
    buf_add_text(&line, label[0] ? _(label) : "");
    grid_fit(grid, where.row, where.column, where.columns, active ? ROLE_SELECTED : ROLE_INPUT,
             buf_text(&line));
    if (active) {
        grid_set_cursor(grid, where.row, where.column);
    }
    buf_finish(&line);
}

static void paint_field(struct grid *grid, struct rect where, int labels, struct field *field,
                        bool active)
{
    const char *label = _(field->spec->label);
    grid_fit(grid, where.row, where.column, labels, active ? ROLE_HEADING : ROLE_DIM, label);
    struct rect value = {where.row, where.column + labels, 1, where.columns - labels - 1};
    grid_line(grid, where.row, where.column + where.columns - 1, 1, ROLE_TEXT, "", 0);
    if (field->spec->kind == FIELD_SECRET) {
        paint_secret(grid, value, field, active);
    } else if (field->spec->kind == FIELD_CHOICE) {
        paint_options(grid, value, field, active);
    } else {
        part_edit(grid, value, field->edit, ROLE_INPUT, active);
    }
}

/* The options of the choice under the cursor with their numbers, else its hint. */
static void help_text(struct buf *out, const struct field *field)
{
    const struct field_spec *spec = field->spec;
    if (spec->kind == FIELD_CHOICE) {
        for (size_t i = 0; spec->options[i].code; i++) {
            buf_add_format(out, "%s%zu %s", i ? "  " : "", i + 1, _(spec->options[i].label));
        }
    } else if (spec->hint) {
        buf_add_text(out, _(spec->hint));
    }
}

int view_panel(struct grid *grid, struct rect where, struct app *app, bool alone)
{
    int fields = (int)app->fields.count, help_rows = 3;
    int rows = fields + help_rows + 2;
    if (rows > where.rows) {
        help_rows = where.rows - fields - 2 < 1 ? 1 : where.rows - fields - 2;
        rows = where.rows;
    }
    int columns = alone && where.columns > 74 ? 70 : where.columns;
    struct rect box = {where.row + (alone ? (where.rows - rows) / 3 : where.rows - rows),
                       where.column + (where.columns - columns) / 2, rows, columns};
    grid_fill(grid, box, ROLE_TEXT);
    stroke_box(grid, box);
    struct buf title = BUF_INIT;
    buf_add_format(&title, " %s ", app->panel_contact[0] ? _("Visit") : panel_title(app->panel));
    grid_text(grid, box.row, box.column + 2, columns - 4, ROLE_HEADING, buf_text(&title),
              title.length);
    buf_finish(&title);
    struct rect inside = {box.row + 1, box.column + 2, rows - 2, columns - 4};
    int labels = label_columns(app), shown = inside.rows - help_rows;
    int first = (int)app->fields.focus >= shown ? (int)app->fields.focus - shown + 1 : 0;
    for (int i = first; i < fields && i - first < shown; i++) {
        grid_aim(grid, (struct rect){inside.row + i - first, inside.column, 1, inside.columns},
                 target_of(TARGET_FIELD, (uint64_t)i));
        paint_field(grid, (struct rect){inside.row + i - first, inside.column, 1, inside.columns},
                    labels, &app->fields.field[i], (size_t)i == app->fields.focus);
    }
    struct buf help = BUF_INIT;
    help_text(&help, panel_fields_focused(&app->fields));
    part_wrapped(
        grid,
        (struct rect){box.row + rows - 1 - help_rows, inside.column, help_rows, inside.columns},
        ROLE_DIM, buf_text(&help), 0);
    buf_finish(&help);
    return box.row;
}
