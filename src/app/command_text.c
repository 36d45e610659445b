/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands of the editor under the cursor, whichever that is: an answer, the
 * find line, a field of a panel, the filter of a list.
 */
#include "app/app.h"

#include "base/i18n.h"

bool command_move(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    (void)err;
    app->killed.edit = app->yanked.edit = NULL; /* what is erased next is another piece */
    text_edit_move(app_editor(app), (enum text_motion)argument, false);
    return true;
}

bool command_select(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    (void)err;
    text_edit_move(app_editor(app), (enum text_motion)argument, true);
    return true;
}

bool command_erase(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    (void)err;
    struct text_edit *edit = app_editor(app);
    if (edit) {
        text_edit_delete(edit, (enum text_motion)argument);
        app_changed(app);
    } else if (app->panel) {
        panel_fields_erase(&app->fields);
    }
    return true;
}

bool command_select_all(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    text_edit_select_all(app_editor(app));
    return true;
}

bool command_new_line(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    app_type(app, "\n", 1, true);
    return true;
}

bool command_copy(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    struct buf selected = BUF_INIT;
    if (!text_edit_copy(app_editor(app), &selected)) {
        return error_set(err, ERROR_USAGE, _("nothing is selected; Shift and an arrow key select"));
    }
    buf_finish(&app->clipboard);
    app->clipboard = selected;
    return true;
}

bool command_cut(struct app *app, int argument, struct effect *effect, struct error *err)
{
    return command_copy(app, argument, effect, err) &&
           command_erase(app, MOTION_RIGHT, effect, err);
}

bool command_paste(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    if (app->clipboard.length == 0) {
        return error_set(err, ERROR_USAGE, _("nothing was copied or cut yet"));
    }
    app_type(app, app->clipboard.data, app->clipboard.length, false);
    return true;
}
