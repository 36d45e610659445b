/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frame around every screen: title above, message and keys below, and what
 * lies on top of what.
 */
#include "view/part.h"

#include "app/target.h"
#include "app/upgrade.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/translation.h"
#include "grid/glyph.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Columns of the title line that no mark takes. */
#define TITLE_LEAST 12

static const char *screen_name(const struct app *app)
{
    static const char *const names[] = {
        [SCREEN_UNLOCK] = "",
        [SCREEN_RECOVERY] = N_("Recovery code"),
        [SCREEN_PATIENTS] = N_("Patients"),
        [SCREEN_PATIENT] = N_("Record"),
        [SCREEN_INTERVIEW] = "",
        [SCREEN_SUMMARY] = N_("Intake summary"),
        [SCREEN_DRAWING] = "",
    };
    const char *name = app->screen == SCREEN_DRAWING ? app->board->type->title : names[app->screen];
    return name[0] ? _(name) : "";
}

/* As long as there is room for it and a beginning of the title. */
static void add_mark(struct buf *marks, int columns, const char *mark)
{
    int used = text_width(buf_text(marks), marks->length);
    if (used + text_width(mark, strlen(mark)) + 3 <= columns) {
        buf_add_format(marks, "[%s] ", mark);
    }
}

/* The form was looked over, the words that an overlay puts in its place were not. */
static bool words_are_draft(const struct app *app)
{
    const struct form *form = app->desk->form;
    size_t language = form_language(form, app_prompt_language(app));
    return form->overlays[language] && form->language_status[language] == FORM_DRAFT;
}

/* What may never be cut off stands in front: that a form is a draft, that an interview
 * is closed. */
static void marks_of_form(const struct app *app, struct buf *marks, int columns)
{
    char captured[60];
    bool open = app->session && session_record(app->session);
    size_t waiting = open ? record_waiting(session_record(app->session)) : 0;
    if (app->screen == SCREEN_INTERVIEW && app->desk->form->status == FORM_DRAFT) {
        add_mark(marks, columns, _("draft form"));
    } else if (app->screen == SCREEN_INTERVIEW && words_are_draft(app)) {
        add_mark(marks, columns, _("draft wording"));
    }
    if (app->screen == SCREEN_SUMMARY && audience_row(app->summary_audience)->mark) {
        add_mark(marks, columns, _(audience_row(app->summary_audience)->mark));
    }
    if (app->screen == SCREEN_INTERVIEW &&
        desk_interview(app->desk)->state == INTERVIEW_FINALISED) {
        add_mark(marks, columns, _("finalised"));
    }
    if (app->screen == SCREEN_INTERVIEW &&
        upgrade_offered(app->session, desk_interview(app->desk))) {
        char key[32] = "", offer[80];
        const char *name = keymap_key(app->keymap, command_find("newer-form"));
        if (name) {
            part_key_name(key, sizeof key, name);
        }
        snprintf(offer, sizeof offer, "%s%s%.20s", _("newer version"), key[0] ? ": " : "", key);
        add_mark(marks, columns, offer);
    }
    if (!app->capture.open && capture_line_unfinished(app)) {
        add_mark(marks, columns, _("unfinished line"));
    }
    if (waiting) {
        /* The one key of the tray; the footer is full. */
        char key[32] = "";
        const char *name = keymap_key(app->keymap, command_find("tray"));
        if (name) {
            part_key_name(key, sizeof key, name);
        }
        snprintf(captured, sizeof captured, ngettext("%zu captured", "%zu captured", waiting),
                 waiting);
        size_t length = strlen(captured);
        snprintf(captured + length, sizeof captured - length, "%s%.20s", key[0] ? ": " : "", key);
        add_mark(marks, columns, captured);
    }
}

void view_title(struct grid *grid, const struct app *app)
{
    struct buf title = BUF_INIT, marks = BUF_INIT;
    const char *separator = app->options.ascii ? " - " : " · ";
    const char *name = screen_name(app);
    buf_add_text(&title, " Verhaal");
    if (app->session && session_record(app->session)) {
        buf_add_format(&title, "%s%s", separator, session_patient_name(app->session));
    }
    if (name[0]) {
        buf_add_format(&title, "%s%s", separator, name);
    }
    if (app->screen == SCREEN_INTERVIEW) {
        const struct form *form = app->desk->form;
        buf_add_text(&title, separator);
        buf_add_text(&title, wording_in(form, &form->title, app_prompt_language(app), NULL));
    }
    marks_of_form(app, &marks, grid_columns(grid) - TITLE_LEAST);
    int width = text_width(buf_text(&marks), marks.length);
    int room = grid_columns(grid) - width;
    grid_fit(grid, 0, 0, room - 1, ROLE_TITLE, buf_text(&title));
    grid_line(grid, 0, room - 1, 1, ROLE_TITLE, "", 0);
    grid_line(grid, 0, room, width, ROLE_TITLE, buf_text(&marks), marks.length);
    buf_finish(&title);
    buf_finish(&marks);
}

void view_status(struct grid *grid, const struct app *app, int row)
{
    int columns = grid_columns(grid);
    enum role role = app->message_kind == MESSAGE_ERROR ? ROLE_ERROR : ROLE_DIM;
    struct buf line = BUF_INIT;
    buf_add_char(&line, ' ');
    if (app->message_kind == MESSAGE_ERROR) {
        buf_add_format(&line, "%s: ", _("Notice"));
    }
    if (app->message_kind != MESSAGE_NONE) {
        buf_add_text(&line, app->message);
    } else if (app->options.sandbox && !app->session) {
        buf_add_format(&line, "%s: %s", _("sandbox"), app->options.sandbox);
    } else if (app->session) {
        buf_add_format(&line, "%s %s", _("user"), vault_user(session_vault(app->session)));
    }
    grid_fit(grid, row, 0, columns, role, buf_text(&line));
    buf_finish(&line);
}

/* ---- footer ---- */

static int by_rank(const void *a, const void *b)
{
    const struct command *one = *(const struct command *const *)a;
    const struct command *two = *(const struct command *const *)b;
    if (one->footer != two->footer) {
        return one->footer < two->footer ? -1 : 1;
    }
    return one < two ? -1 : one > two;
}

#define FOOTER_MAX 24

static int entry_width(const struct app *app, const struct command *command)
{
    char key[32];
    const char *label = _(command->label);
    part_key_name(key, sizeof key, keymap_key(app->keymap, command));
    return text_width(key, strlen(key)) + text_width(label, strlen(label)) + 1;
}

/* Two columns between the keys, one where that makes room for all of them. */
static int footer_gap(const struct app *app, const struct command *const *shown, size_t count,
                      int columns)
{
    int width = 0;
    for (size_t i = 0; i < count; i++) {
        width += entry_width(app, shown[i]) + 2;
    }
    return width <= columns ? 2 : 1;
}

static int paint_key(struct grid *grid, int row, int column, const struct app *app,
                     const struct command *command)
{
    uint32_t press = target_of(TARGET_COMMAND, (uint64_t)(command - command_at(0)));
    char key[32];
    int room = grid_columns(grid) - column;
    const char *label = _(command->label);
    part_key_name(key, sizeof key, keymap_key(app->keymap, command));
    int used = grid_text(grid, row, column, room, ROLE_KEY, key, strlen(key));
    used += grid_text(grid, row, column + used, room - used, ROLE_FOOTER, " ", 1);
    used += grid_text(grid, row, column + used, room - used, ROLE_FOOTER, label, strlen(label));
    grid_aim(grid, (struct rect){row, column, 1, used}, press);
    return used;
}

/* Earlier contexts hide the same key in later ones: only what really runs is shown. */
static bool is_shown(const struct app *app, const struct command *command, const uint64_t *contexts)
{
    return command->label && command->footer && keymap_runs(app->keymap, command, contexts);
}

void view_footer(struct grid *grid, const struct app *app, int row)
{
    uint64_t contexts[APP_CONTEXTS_MAX];
    const struct command *shown[FOOTER_MAX] = {NULL};
    size_t count = 0;
    int column = 0, columns = grid_columns(grid);
    app_contexts(app, contexts);
    for (size_t i = 0; i < command_count() && count < FOOTER_MAX; i++) {
        if (is_shown(app, command_at(i), contexts)) {
            shown[count++] = command_at(i);
        }
    }
    qsort(shown, count, sizeof shown[0], by_rank);
    int gap = footer_gap(app, shown, count, columns);
    for (size_t i = 0; i < count; i++) {
        int before = column ? gap : 1;
        if (column + before + entry_width(app, shown[i]) > columns) {
            continue;
        }
        grid_line(grid, row, column, before, ROLE_FOOTER, "", 0);
        column += before;
        column += paint_key(grid, row, column, app, shown[i]);
    }
    grid_line(grid, row, column, columns - column, ROLE_FOOTER, "", 0);
}

/* ---- all together ---- */

static bool too_small(struct grid *grid)
{
    if (grid_rows(grid) >= VIEW_LEAST_ROWS && grid_columns(grid) >= VIEW_LEAST_COLUMNS) {
        return false;
    }
    struct rect all = grid_all(grid);
    char text[160];
    snprintf(text, sizeof text,
             _("The window is too small: %d×%d, at least %d×%d. What you type is kept."),
             grid_columns(grid), grid_rows(grid), VIEW_LEAST_COLUMNS, VIEW_LEAST_ROWS);
    int used = part_wrapped(grid, all, ROLE_WARNING, text, 0);
    part_blank(grid, all, used, all.rows);
    grid_set_cursor(grid, -1, 0);
    return true;
}

static void paint_screen(struct grid *grid, struct rect body, struct app *app)
{
    switch (app->screen) {
    case SCREEN_UNLOCK:
        part_blank(grid, body, body.row, body.row + body.rows);
        break;
    case SCREEN_RECOVERY:
        view_recovery(grid, body, app);
        break;
    case SCREEN_PATIENTS:
        view_patients(grid, body, app);
        break;
    case SCREEN_PATIENT:
        view_patient(grid, body, app);
        break;
    case SCREEN_INTERVIEW:
        view_interview(grid, body, app);
        break;
    case SCREEN_SUMMARY:
        view_summary(grid, body, app);
        break;
    case SCREEN_DRAWING:
        view_drawing(grid, body, app);
        break;
    }
}

/* Other eyes: nothing of the screen as it is may be under what they see. */
static bool view_for_others(struct grid *grid, struct app *app)
{
    if (!app->hidden && !app_is_turned(app)) {
        return false;
    }
    grid_set_cursor(grid, -1, 0);
    grid_aim_nowhere(grid);
    if (app->hidden) {
        view_hidden(grid, app);
    } else {
        view_turned(grid, app);
    }
    return true;
}

void view_paint(struct grid *grid, struct app *app)
{
    grid_guard(grid, (struct rect){0, 0, 0, 0});
    grid_set_ascii(grid, app->options.ascii);
    if (view_for_others(grid, app) || too_small(grid)) {
        return;
    }
    int rows = grid_rows(grid);
    struct rect body = {1, 0, rows - 3, grid_columns(grid)};
    grid_set_cursor(grid, -1, 0);
    grid_aim_nowhere(grid);
    if (app->screen == SCREEN_DRAWING && app->turned && !app->list.kind && !app->finder &&
        !app->panel) {
        view_drawing_turned(grid, grid_all(grid), app);
        return;
    }
    view_title(grid, app);
    body.rows -= view_capture(grid, body, app);
    if (app->list.kind) {
        view_list(grid, body, app);
    } else if (app->finder) {
        view_find(grid, body, app);
    } else if (app->about) {
        view_about(grid, body, app);
    } else {
        paint_screen(grid, body, app);
        if (app_aside(app) == ASIDE_TERMS) {
            view_terms(grid, body, app);
        }
        if (app->panel) {
            view_panel(grid, body, app, app->screen == SCREEN_UNLOCK);
        }
    }
    if (capture_line_focused(app)) {
        /* What is above may have set it, too. */
        view_capture(grid, (struct rect){1, 0, rows - 3, grid_columns(grid)}, app);
    }
    view_status(grid, app, rows - 2);
    view_footer(grid, app, rows - 1);
}

void view_update(struct grid *grid, struct app *app, struct view_memory *memory)
{
    struct text_edit *edit = app_editor(app);
    if (edit && edit == memory->edit && app->version == memory->version &&
        part_edit_again(grid, edit)) {
        return;
    }
    unsigned long reads = edit ? text_edit_reads(edit) : 0;
    view_paint(grid, app);
    bool alone =
        edit && text_edit_reads(edit) == reads && grid_guarded(grid, part_edit_place(edit));
    memory->edit = alone ? edit : NULL;
    memory->version = app->version;
}
