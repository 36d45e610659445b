/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands that work in many places: lists, panels, reading, leaving, undo,
 * lock and quit.
 */
#include "app/app.h"

#include "app/attach.h"
#include "app/drawing.h"
#include "app/find.h"
#include "base/i18n.h"

#include <stdio.h>
#include <string.h>

bool command_list(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    (void)err;
    if (app->list.kind == (enum list_kind)argument) {
        list_close(app);
    } else {
        list_open(app, (enum list_kind)argument);
    }
    return true;
}

bool command_list_move(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    (void)err;
    list_move(app, argument);
    return true;
}

/* The command must work where one is, not where the list lies. */
static bool run_chosen(struct app *app, const struct command *command, struct effect *effect,
                       struct error *err)
{
    uint64_t contexts[APP_CONTEXTS_MAX];
    app_contexts(app, contexts);
    if (!command_works_in(command, contexts)) {
        return error_set(err, ERROR_USAGE, _("that does not work on this screen"));
    }
    return command->run(app, command->argument, effect, err);
}

bool command_list_choose(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    if (app->list.at >= app->list.shown_count) {
        return error_set(err, ERROR_NOT_FOUND, _("nothing matches what you typed"));
    }
    enum list_kind kind = app->list.kind;
    const struct list_row row = app->list.rows[app->list.shown[app->list.at]];
    const struct command *command = row.command;
    size_t place = row.place;
    bool kept = kind == LIST_OUTLINE && row.label.length;
    if (kind == LIST_FILES) {
        return attach_choose(app, &row, err);
    }
    list_close(app);
    if (kind == LIST_NEWER) {
        return newer_take(app, err);
    }
    if (kept) {
        return newer_read_kept(app, place, err);
    }
    if (kind == LIST_OFFERS) {
        return offers_begin(app, place, err);
    }
    if (kind == LIST_OUTLINE) {
        bool gone = desk_go(app->desk, place, err);
        app_changed(app);
        return gone;
    }
    if (kind == LIST_DRAWINGS) {
        return app_drawing_chosen(app, place, err);
    }
    return run_chosen(app, command, effect, err);
}

bool command_read(struct app *app, int argument, struct effect *effect, struct error *err)
{
    struct reader *reader = app->screen == SCREEN_DRAWING ? &app->outline : &app->reader;
    (void)effect;
    (void)err;
    long by = argument;
    if (by == BY_PAGE || by == -BY_PAGE) {
        by = (by > 0 ? 1 : -1) * (reader->rows > 2 ? reader->rows - 1 : 1);
    }
    long last = (long)reader->line_count - reader->rows;
    long line = (long)reader->line + by;
    if (line > last) {
        line = last;
    }
    reader->line = line < 0 ? 0 : (size_t)line;
    return true;
}

bool command_panel(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    enum panel_kind kind = (enum panel_kind)argument;
    if ((kind == PANEL_WHO || kind == PANEL_STATE) &&
        !item_takes_answer(desk_place(app->desk)->item)) {
        return error_set(err, ERROR_USAGE, _("nothing is asked here; go to a question first"));
    }
    panel_open(app, kind);
    return true;
}

bool command_field(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    (void)err;
    if (argument > 0 ? !panel_fields_next(&app->fields) : !panel_fields_prev(&app->fields)) {
        app->fields.focus = argument > 0 ? 0 : app->fields.count - 1;
    }
    return true;
}

bool command_turn(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    (void)err;
    panel_fields_turn(&app->fields, argument);
    app_changed(app);
    return true;
}

bool command_panel_submit(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    if (panel_fields_next(&app->fields)) {
        return true;
    }
    bool done = panel_submit(app, effect, err);
    app_changed(app);
    return done;
}

static bool panel_can_be_left(const struct app *app)
{
    return app->panel != PANEL_UNLOCK && app->panel != PANEL_CREATE && app->panel != PANEL_RECOVERY;
}

/* To the place where this instrument was opened, in another one. */
static bool go_way_back(struct app *app, struct error *err)
{
    struct way_back way = app->way_back;
    way.count--;
    if (!app_show_interview(app, way.places[way.count].form, err)) {
        return false;
    }
    app->way_back = way;
    return desk_go_to(app->desk, way.places[way.count].item, way.places[way.count].row, err);
}

static bool leave_interview(struct app *app, struct error *err)
{
    if (!desk_store(app->desk, err)) {
        return false;
    }
    if (app->way_back.count) {
        return go_way_back(app, err);
    }
    char form[EDIT_MAX_NAME + 1];
    snprintf(form, sizeof form, "%s", app->desk->form->form_id);
    app_close_desk(app);
    app->screen = SCREEN_PATIENT;
    /* The cursor stands on the interview one comes from. */
    dossier_go_to_form(app, form);
    return true;
}

static bool leave_screen(struct app *app, struct error *err)
{
    switch (app->screen) {
    case SCREEN_SUMMARY:
        app->screen = app->desk ? SCREEN_INTERVIEW : SCREEN_PATIENT;
        return true;
    case SCREEN_INTERVIEW:
        return leave_interview(app, err);
    case SCREEN_DRAWING:
        app_leave_drawing(app);
        return true;
    case SCREEN_PATIENT:
        if (text_edit_length(app->dossier.filter)) {
            text_edit_set(app->dossier.filter, "", 0);
            return true;
        }
        if (!capture_line_settle(app, err)) {
            return false;
        }
        if (!app_keep_lines(app, err)) {
            return false;
        }
        app_close_boards(app);
        dossier_clear(app);
        session_close_patient(app->session);
        app->screen = SCREEN_PATIENTS;
        app_find_patients(app);
        return true;
    case SCREEN_PATIENTS:
        text_edit_set(app->find, "", 0);
        app_find_patients(app);
        return true;
    case SCREEN_UNLOCK:
    case SCREEN_RECOVERY:
        break;
    }
    return true;
}

/* What is running stops first, so that one can read what it found so far. */
static void leave_finder(struct app *app)
{
    if (!finder_stop(app)) {
        finder_close(app);
    }
}

bool command_leave(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    bool left = true;
    if (app->list.kind) {
        list_close(app);
    } else if (app->finder) {
        leave_finder(app);
    } else if (app->about) {
        app->about = false;
    } else if (app->panel && panel_can_be_left(app)) {
        panel_close(app);
    } else if (!app->panel) {
        left = leave_screen(app, err);
    }
    app_changed(app);
    return left;
}

/* ---- undo ---- */

bool take_back_record(struct app *app, bool redo, struct error *err)
{
    struct edit edit;
    edit_init(&edit);
    bool done =
        redo ? session_redo(app->session, &edit, err) : session_undo(app->session, &edit, err);
    if (done && app->desk && desk_interview(app->desk) && desk_interview(app->desk)->removed) {
        app_close_desk(app);
        app->screen = app->screen == SCREEN_DRAWING ? SCREEN_DRAWING : SCREEN_PATIENT;
        app->board_from = SCREEN_PATIENT;
    } else if (done && app->desk) {
        bool here = edit.kind == EDIT_ANSWER || edit.kind == EDIT_ROW || edit.kind == EDIT_MARK
                        ? strcmp(edit.interview, app->desk->interview) == 0
                        : false;
        desk_refresh(app->desk, here && edit.item ? edit.item : "", here ? edit.row : "");
    }
    if (done) {
        app_note(app, redo ? _("Redone") : _("Undone; Ctrl-Y redoes it"));
        app_drawing_undone(app, &edit, redo);
    }
    edit_finish(&edit);
    app_changed(app);
    return done;
}

/* Whether undo in the record would take back the answer that lies in front. */
static bool last_change_is_here(const struct app *app)
{
    const struct record *record = session_record(app->session);
    const struct place *place = desk_place(app->desk);
    if (record->done_count == 0) {
        return false;
    }
    const struct edit *last = &record->edits[record->done[record->done_count - 1]];
    return last->kind == EDIT_ANSWER && strcmp(last->interview, app->desk->interview) == 0 &&
           strcmp(last->item, place->item->name) == 0 && strcmp(last->row, place->row) == 0;
}

/* What keys said of the answer in front; LATEST: only if nothing was typed since. */
static enum voice_undo undo_source(struct app *app, bool redo, bool latest)
{
    if (!app_interview_in_front(app) || (redo && !latest)) {
        return VOICE_NOTHING;
    }
    enum voice_undo said = redo ? voice_redo(app->desk) : voice_undo(app->desk, latest);
    app->version += said == VOICE_DONE; /* the line above the answer is another one */
    return said;
}

/* The last thing first: what a key said of the answer, what was typed, what was said of it
 * before the first letter. VOICE_RECORD and VOICE_NOTHING: it was sealed. */
static enum voice_undo undo_unsealed(struct app *app, bool redo, struct text_edit *edit)
{
    enum voice_undo said = undo_source(app, redo, true);
    /* What finds a line in a record is no part of it: there the record is meant, and so it
     * is where follow-up questions and terms have the keys. */
    bool text = edit && edit != app->dossier.filter && app_aside(app) == ASIDE_NONE;
    if (said == VOICE_NOTHING && text && (redo ? text_edit_redo(edit) : text_edit_undo(edit))) {
        return VOICE_DONE;
    }
    return said == VOICE_NOTHING ? undo_source(app, redo, false) : said;
}

static bool undo_or_redo(struct app *app, bool redo, struct error *err)
{
    struct text_edit *edit = app_editor(app);
    enum voice_undo unsealed = undo_unsealed(app, redo, edit);
    if (unsealed == VOICE_DONE) {
        app_changed(app);
        return true;
    }
    if (app->list.kind || app->finder || app->panel || !app->session ||
        !session_record(app->session)) {
        return error_set(err, ERROR_NOT_FOUND,
                         redo ? _("there is nothing to redo") : _("there is nothing more to undo"));
    }
    bool back_to_the_start = !redo && unsealed == VOICE_NOTHING && app->desk &&
                             edit == app->desk->edit && text_edit_is_all_undone(edit) &&
                             desk_unsaved(app->desk);
    if (back_to_the_start && !last_change_is_here(app)) {
        return error_set(err, ERROR_NOT_FOUND,
                         _("this answer is as it was at first; Tab seals it so, and what was done "
                           "elsewhere can be undone then"));
    }
    /* The text is already what it was before it was sealed: sealing it now would only
     * be one more thing to undo. */
    if (app->desk && !back_to_the_start && !desk_store(app->desk, err)) {
        return false;
    }
    return take_back_record(app, redo, err);
}

bool command_undo(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    return undo_or_redo(app, false, err);
}

bool command_redo(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    return undo_or_redo(app, true, err);
}

/* ---- the program ---- */

/* Who presses the key is there to choose: words that cannot be sealed are lost with
 * the lock. Nobody is asked when the program locks by itself. */
bool command_lock(struct app *app, int argument, struct effect *effect, struct error *err)
{
    struct error inner = {0};
    (void)argument;
    if (!app->session) {
        app_note(app, _("It is locked already"));
        return true;
    }
    if (!app->lock_anyway && !app_seal_draft(app, &inner)) {
        app->lock_anyway = true;
        return error_set(err, inner.code, _("press the key again to lock and lose this: %s"),
                         inner.message);
    }
    app->lock_anyway = false;
    struct event event = {.kind = EVENT_LOCK};
    app_event(app, &event, effect);
    return true;
}

bool command_quit(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    if (app->session) {
        if ((app->desk && !desk_store(app->desk, err)) || !capture_line_settle(app, err) ||
            !app_keep_lines(app, err)) {
            return false;
        }
        /* What is only typed in a panel is kept for the next time; otherwise the
         * program starts at the list of patients. */
        bool kept = app->panel ? app_seal_draft(app, err)
                               : vault_draft_put(session_vault(app->session), "", "", 0, err);
        if (!kept) {
            return false;
        }
    }
    effect->quit = true;
    return true;
}
