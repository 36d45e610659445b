/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands of the tray: file a line, set it aside, take that back.
 */
#include "app/app.h"

#include "base/i18n.h"

#include <string.h>

/* Opens the tray again at the same row, after something in it changed. */
static void show_tray(struct app *app, size_t at)
{
    list_open(app, LIST_TRAY);
    app->list.at = at < app->list.shown_count ? at : 0;
    if (app->list.shown_count && at >= app->list.shown_count) {
        app->list.at = app->list.shown_count - 1;
    }
}

bool command_tray(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    if (app->list.kind == LIST_TRAY) {
        list_close(app);
        return true;
    }
    size_t waiting = record_waiting(session_record(app->session));
    app->tray.all = waiting == 0;
    list_open(app, LIST_TRAY);
    if (app->list.row_count == 0) {
        list_close(app);
        return error_set(err, ERROR_NOT_FOUND,
                         _("nothing was captured yet; F2 notes what is being said"));
    }
    capture_line_close(app);
    return true;
}

bool command_tray_all(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    app->tray.all = !app->tray.all;
    list_open(app, LIST_TRAY);
    return true;
}

bool command_tray_file(struct app *app, int argument, struct effect *effect, struct error *err)
{
    const struct capture *line = tray_line(app);
    (void)argument;
    (void)effect;
    if (!line) {
        return error_set(err, ERROR_NOT_FOUND, _("nothing matches what you typed"));
    }
    if (line->state == CAPTURE_FILED) {
        return error_set(err, ERROR_EXISTS,
                         _("this line is filed; change the answer that it went into"));
    }
    memcpy(app->tray.line, line->id, sizeof app->tray.line);
    app->tray.at = app->list.shown[app->list.at];
    list_open(app, LIST_FILING);
    if (app->list.row_count == 0) {
        show_tray(app, app->tray.at);
        return error_set(
            err, ERROR_NOT_FOUND,
            _("no open interview to file it in; begin one, or reopen a finalised one"));
    }
    return true;
}

bool command_tray_aside(struct app *app, int argument, struct effect *effect, struct error *err)
{
    const struct capture *line = tray_line(app);
    size_t at = app->list.at;
    (void)argument;
    (void)effect;
    if (!line) {
        return error_set(err, ERROR_NOT_FOUND, _("nothing matches what you typed"));
    }
    bool aside = line->state != CAPTURE_ASIDE;
    if (!filing_set_state(app->session, line->id, aside ? CAPTURE_ASIDE : CAPTURE_WAITING, err)) {
        return false;
    }
    show_tray(app, at);
    app_note(app, aside ? _("Set aside, and kept; Ctrl-Z brings it back") : _("Back in the tray"));
    return true;
}

/* Only what was done in the tray: an answer behind it is not taken back unseen. */
bool command_tray_undo(struct app *app, int argument, struct effect *effect, struct error *err)
{
    const struct record *record = session_record(app->session);
    size_t depth = argument < 0 ? record->undone_count : record->done_count, at = app->list.at;
    const size_t *stack = argument < 0 ? record->undone : record->done;
    (void)effect;
    bool captured = depth && record->edits[stack[depth - 1]].kind == EDIT_CAPTURE;
    const char *group = depth ? record->edits[stack[depth - 1]].group : "";
    for (size_t i = depth;
         group[0] && i-- > 0 && strcmp(record->edits[stack[i]].group, group) == 0;) {
        captured = captured || record->edits[stack[i]].kind == EDIT_CAPTURE;
    }
    if (!captured) {
        return error_set(err, ERROR_NOT_FOUND,
                         _("the last change was not made here; leave the tray to undo it"));
    }
    list_close(app);
    command_run *run = argument < 0 ? command_redo : command_undo;
    bool done = take_back_record(app, run == command_redo, err);
    show_tray(app, at);
    return done;
}

/* ---- choosing the question ---- */

static void name_place(struct buf *out, const struct filing_place *place)
{
    if (place->item->prefix[0]) {
        buf_add_text(out, place->item->prefix);
    } else {
        buf_add_text(out, place->item->name);
    }
}

bool command_file_here(struct app *app, int argument, struct effect *effect, struct error *err)
{
    const struct list *list = &app->list;
    (void)effect;
    if (list->at >= list->shown_count) {
        return error_set(err, ERROR_NOT_FOUND, _("nothing matches what you typed"));
    }
    const struct filing_place *place =
        &app->tray.filing.places[list->rows[list->shown[list->at]].place];
    struct buf name = BUF_INIT;
    name_place(&name, place);
    bool filed = filing_store(app->session, app->desk, app->tray.line, place,
                              (enum capture_manner)argument, err);
    if (filed) {
        app_note(app,
                 argument == CAPTURE_QUOTED ? _("Quoted under %s; Ctrl-Z takes it back")
                                            : _("Moved under %s; Ctrl-Z takes it back"),
                 buf_text(&name));
        list_close(app);
        app_changed(app);
        /* Several lines are filed one after the other. */
        if (record_waiting(session_record(app->session))) {
            show_tray(app, app->tray.at);
        }
    }
    buf_finish(&name);
    return filed;
}

bool command_file_leave(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    show_tray(app, app->tray.at);
    return true;
}
