/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The few facts that typing can change beside the text: whether the answer is
 * sealed, why there is none, what the program has to say.
 */
#include "app/typing.h"

void typing_note(struct typing *out, const struct app *app)
{
    struct text_edit *edit = app_editor(app);
    *out = (struct typing){.version = app->version, .screen = app->screen, .about = app->about};
    if (!edit || !app->session || app->message_kind != MESSAGE_NONE) {
        return;
    }
    out->record = session_version(app->session);
    if (edit == app->capture.edit) {
        out->edit = edit;
        out->height = text_edit_height(edit, CAPTURE_LINE_ROWS);
        return;
    }
    if (!app->desk || edit != app->desk->edit) {
        return;
    }
    out->edit = edit;
    out->unsaved = desk_unsaved(app->desk);
    out->state = desk_state(app->desk);
    out->place = app->desk->at;
    out->choice = app->desk->choice;
}

bool typing_is_editing(const struct command *command)
{
    static command_run *const editing[] = {command_move,       command_select,   command_erase,
                                           command_select_all, command_new_line, command_kill,
                                           command_yank,       command_undo,     command_redo,
                                           command_paste,      command_cut,      command_copy};
    for (size_t i = 0; i < sizeof editing / sizeof editing[0]; i++) {
        if (command->run == editing[i]) {
            return true;
        }
    }
    return false;
}

bool typing_is_plain(const struct typing *before, const struct app *app)
{
    struct typing now;
    if (!before->edit) {
        return false;
    }
    typing_note(&now, app);
    return now.edit == before->edit && now.version == before->version &&
           now.record == before->record && now.screen == before->screen &&
           now.about == before->about && now.height == before->height &&
           now.unsaved == before->unsaved && now.state == before->state &&
           now.place == before->place && now.choice == before->choice;
}
