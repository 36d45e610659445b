/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Help, palette and outline: one line each, filtered by what is typed above.
 */
#include "view/part.h"

#include "app/target.h"
#include "app/unfit.h"
#include "app/upgrade.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/translation.h"
#include "grid/glyph.h"

#include <stdio.h>
#include <string.h>

#define KEY_COLUMNS   20
#define NAME_COLUMNS  19
#define NAMED_COLUMNS 100

static enum glyph mark_of(const struct app *app, const struct place *place, enum role *role)
{
    const struct answer *answer =
        interview_answer(desk_interview(app->desk), place->item->name, place->row);
    *role = ROLE_TEXT;
    if (place->item->type == ITEM_REPEAT) {
        bool rows =
            interview_row_count(desk_interview(app->desk), place->item->name, place->row) > 0;
        *role = rows ? ROLE_DONE : ROLE_TEXT;
        return rows ? GLYPH_DONE : GLYPH_OPEN;
    }
    if (!item_takes_answer(place->item)) {
        return GLYPH_NOTE;
    }
    if (!answer || answer_is_empty(answer)) {
        return GLYPH_OPEN;
    }
    *role = answer->state == STATE_LATER ? ROLE_LATER : ROLE_DONE;
    if (answer->state == STATE_LATER) {
        return GLYPH_LATER;
    }
    return answer->state == STATE_ANSWERED || answer->state == STATE_ADAPTED ? GLYPH_DONE
                                                                             : GLYPH_REASON;
}

static void add_unfit_sign(struct buf *out, const struct app *app, size_t index)
{
    struct violations violations = VIOLATIONS_INIT;
    desk_unfit(app->desk, index, &violations);
    if (violations.count > 0) {
        buf_add_format(out, "%s ", unfit_sign(violations.violations[0].kind));
    }
    violations_finish(&violations);
}

static void paint_place(struct grid *grid, struct rect where, int row, const struct app *app,
                        size_t index, bool here)
{
    const struct place *place = &app->desk->places.places[index];
    const struct item *item = place->item;
    bool heading = item->type == ITEM_GROUP;
    enum role role;
    enum glyph mark = mark_of(app, place, &role);
    struct buf line = BUF_INIT, label = BUF_INIT;
    buf_add_text(&line, here ? glyph(GLYPH_HERE, grid_ascii(grid)) : " ");
    if (!heading) {
        buf_add_format(&line, "%s%s ", item->depth > 1 ? "  " : "",
                       item->type == ITEM_NOTE ? " " : glyph(mark, grid_ascii(grid)));
    }
    const struct mark *flag = interview_mark(desk_interview(app->desk), item->name, place->row);
    if (flag && flag->flagged) {
        buf_add_text(&line, "! ");
    }
    add_unfit_sign(&line, app, index);
    if (item->prefix[0]) {
        buf_add_format(&line, "%s ", item->prefix);
    }
    desk_wording(app->desk, &label, &item->label, app_prompt_language(app), NULL);
    if (text_width(buf_text(&line), line.length) + text_width(buf_text(&label), label.length) >
            where.columns &&
        !wording_is_empty(&item->short_label)) {
        buf_clear(&label);
        desk_wording(app->desk, &label, &item->short_label, app_prompt_language(app), NULL);
    }
    if (desk_holds_back(app->desk, item)) {
        buf_add_text(&line, glyph(GLYPH_ELLIPSIS, grid_ascii(grid)));
    } else {
        buf_add(&line, label.data, label.length);
    }
    buf_finish(&label);
    if (place->row_number && !heading) {
        buf_add_format(&line, " (%zu)", place->row_number);
    }
    grid_fit(grid, row, where.column, where.columns,
             here      ? ROLE_SELECTED
             : heading ? ROLE_HEADING
                       : role,
             buf_text(&line));
    buf_finish(&line);
}

void view_outline(struct grid *grid, struct rect where, const struct app *app, size_t at)
{
    size_t kept = upgrade_kept_count(app->session, desk_interview(app->desk));
    if (kept && where.rows > 3) {
        struct buf line = BUF_INIT;
        where.rows--;
        buf_add_format(&line, ngettext("  %zu kept, not asked", "  %zu kept, not asked", kept),
                       kept);
        grid_fit(grid, where.row + where.rows, where.column, where.columns, ROLE_DIM,
                 buf_text(&line));
        buf_finish(&line);
    }
    size_t count = app->desk->places.count, rows = (size_t)where.rows, top = 0;
    if (count > rows && at > rows / 2) {
        top = at - rows / 2 > count - rows ? count - rows : at - rows / 2;
    }
    int row = where.row;
    for (size_t i = top; i < count && i < top + rows; i++) {
        grid_aim(grid, (struct rect){row, where.column, 1, where.columns},
                 target_of(TARGET_PLACE, i));
        paint_place(grid, where, row++, app, i, i == at);
    }
    part_blank(grid, where, row, where.row + where.rows);
}

/* Key, name (in the palette, where there is room) and what it does. */
static void paint_command(struct grid *grid, struct rect where, int row, const struct app *app,
                          const struct list_row *line, bool here)
{
    const struct command *command = line->command;
    bool named = app->list.kind == LIST_PALETTE && where.columns >= NAMED_COLUMNS;
    char key[40], name[32];
    const char *own = keymap_key(app->keymap, command);
    enum role role = here ? ROLE_SELECTED : line->elsewhere ? ROLE_DIM : ROLE_TEXT;
    int column = where.column, end = where.column + where.columns;
    part_key_name(name, sizeof name, own ? own : "");
    snprintf(key, sizeof key, "%s %s", here ? glyph(GLYPH_HERE, grid_ascii(grid)) : " ", name);
    grid_fit(grid, row, column, KEY_COLUMNS, here || line->elsewhere ? role : ROLE_KEY, key);
    column += KEY_COLUMNS;
    if (named) {
        grid_fit(grid, row, column, NAME_COLUMNS, role, command->name);
        column += NAME_COLUMNS;
    }
    grid_fit(grid, row, column, end - column, role, _(command->summary));
}

/* A line with words of its own; what stands at its right is never more than a third. */
static void paint_label(struct grid *grid, struct rect where, int row, const struct list_row *line,
                        bool here)
{
    enum role role = here ? ROLE_SELECTED : line->quiet ? ROLE_DIM : ROLE_TEXT;
    int right = line->aside.length ? text_width(buf_text(&line->aside), line->aside.length) + 2 : 0;
    struct buf label = BUF_INIT;
    if (right > where.columns / 3) {
        right = where.columns / 3;
    }
    buf_add_format(&label, "%s ", here ? glyph(GLYPH_HERE, grid_ascii(grid)) : " ");
    text_display(&label, buf_text(&line->label), line->label.length, TEXT_ONE_LINE);
    grid_fit(grid, row, where.column, where.columns - right, role, buf_text(&label));
    grid_line(grid, row, where.column + where.columns - right, right ? 2 : 0, role, "", 0);
    grid_fit(grid, row, where.column + where.columns - right + 2, right ? right - 2 : 0,
             here ? role : ROLE_DIM, buf_text(&line->aside));
    buf_finish(&label);
}

/* What the sign before it means, and the question in full. */
static void add_whole_place(struct buf *out, const struct app *app, size_t index)
{
    const struct item *item = app->desk->places.places[index].item;
    struct violations violations = VIOLATIONS_INIT;
    if (desk_holds_back(app->desk, item)) {
        buf_add_text(out, _("Behind a pause: shown once it is private and safe"));
        return;
    }
    desk_unfit(app->desk, index, &violations);
    for (size_t i = 0; i < violations.count; i++) {
        const struct violation *violation = &violations.violations[i];
        buf_add_format(out, "%s %s: %s. ", unfit_sign(violation->kind),
                       unfit_name(violation->kind), violation->message);
    }
    violations_finish(&violations);
    desk_wording(app->desk, out, &item->label, app_prompt_language(app), NULL);
}

/* The whole text of the line under the cursor, where a narrow window cut it. */
static int paint_whole(struct grid *grid, struct rect where, const struct app *app)
{
    const struct list *list = &app->list;
    struct buf text = BUF_INIT;
    if (list->at < list->shown_count) {
        const struct list_row *row = &list->rows[list->shown[list->at]];
        if (row->command) {
            if (row->command->label) {
                buf_add_format(&text, "%s: ", _(row->command->label));
            }
            buf_add_text(&text, _(row->command->summary));
            if (row->elsewhere) {
                buf_add_format(&text, " (%s)", _("not on this screen"));
            }
        } else if (list->kind == LIST_DRAWINGS) {
            buf_add_text(&text, _(diagram_type_at(row->place)->summary));
        } else if (row->label.length) {
            buf_add_text(&text, buf_text(&row->detail));
        } else {
            add_whole_place(&text, app, row->place);
        }
    }
    int rows = list->kind >= LIST_TRAY && where.rows > 12 ? 4 : 2;
    struct rect last = {where.row + where.rows - rows, where.column + 1, rows, where.columns - 2};
    grid_fill(grid, (struct rect){last.row, where.column, rows, 1}, ROLE_TEXT);
    grid_fill(grid, (struct rect){last.row, last.column + last.columns, rows, 1}, ROLE_TEXT);
    int used = part_wrapped(grid, last, ROLE_DIM, buf_text(&text), 2);
    part_blank(grid, last, last.row + used, last.row + rows);
    buf_finish(&text);
    return rows;
}

static const char *title_of(enum list_kind kind)
{
    switch (kind) {
    case LIST_HELP:
        return _("What can be done here (type to find)");
    case LIST_PALETTE:
        return _("All commands (type to find)");
    case LIST_OUTLINE:
        return _("All questions (type to find)");
    case LIST_DRAWINGS:
        return _("Drawings (type to find)");
    case LIST_TRAY:
        return _("Captured, not yet filed (type to find)");
    case LIST_FILING:
        return _("Where does it belong? (type to find)");
    case LIST_SAID:
        return _("Already said (type to find)");
    case LIST_OFFERS:
        return _("Offered, as what was said calls for it (type to find)");
    case LIST_FILES:
        return _("Attach a file (type to find)");
    case LIST_NEWER:
    case LIST_NONE:
        break;
    }
    return "";
}

void view_list(struct grid *grid, struct rect where, struct app *app)
{
    struct list *list = &app->list;
    grid_fit(grid, where.row, where.column, where.columns, ROLE_HEADING, "");
    struct buf title = BUF_INIT;
    buf_add_text(&title, title_of(list->kind));
    if (list->kind == LIST_NEWER) {
        newer_title(&title, app);
    }
    grid_fit(grid, where.row, where.column + 1, where.columns - 1, ROLE_HEADING, buf_text(&title));
    buf_finish(&title);
    grid_line(grid, where.row + 1, where.column, 3, ROLE_KEY, " > ", 3);
    part_edit(grid, (struct rect){where.row + 1, where.column + 3, 1, where.columns - 4},
              list->filter, ROLE_INPUT, true);
    int below = paint_whole(grid, where, app);
    struct rect rows = {where.row + 2, where.column, where.rows - 2 - below, where.columns - 1};
    list->page = rows.rows;
    if (list->at < list->top) {
        list->top = list->at;
    }
    if (list->at >= list->top + (size_t)rows.rows) {
        list->top = list->at - (size_t)rows.rows + 1;
    }
    int row = rows.row;
    for (size_t i = list->top; i < list->shown_count && row < rows.row + rows.rows; i++, row++) {
        const struct list_row *line = &list->rows[list->shown[i]];
        grid_aim(grid, (struct rect){row, rows.column, 1, rows.columns}, target_of(TARGET_LINE, i));
        if (line->label.length) {
            paint_label(grid, rows, row, line, i == list->at);
        } else if (line->command) {
            paint_command(grid, rows, row, app, line, i == list->at);
        } else if (list->kind == LIST_DRAWINGS) {
            view_drawing_name(grid, rows, row, app, line->place, i == list->at);
        } else {
            paint_place(grid, rows, row, app, line->place, i == list->at);
        }
    }
    if (list->shown_count == 0 && rows.rows > 0) {
        grid_line(grid, row, where.column, 1, ROLE_DIM, "", 0);
        grid_fit(grid, row++, where.column + 1, rows.columns - 1, ROLE_DIM,
                 _("nothing matches what you typed"));
    }
    part_blank(grid, rows, row, rows.row + rows.rows);
    part_scroll_marks(grid, rows, list->top > 0, list->top + (size_t)rows.rows < list->shown_count);
}
