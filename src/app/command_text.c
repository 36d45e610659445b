/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands of the editor under the cursor, whichever that is: an answer, the
 * find line, a field of a panel, the filter of a list.
 */
#include "app/app.h"

#include "base/i18n.h"

static bool move(struct app *app, enum text_motion motion, bool select)
{
    text_edit_move(app_editor(app), motion, select);
    return true;
}

static bool erase(struct app *app, enum text_motion motion)
{
    text_edit_delete(app_editor(app), motion);
    app_changed(app);
    return true;
}

#define MOVE(name, motion, select)                                                                \
    bool command_##name(struct app *app, struct effect *effect, struct error *err)                \
    {                                                                                             \
        (void)effect;                                                                             \
        (void)err;                                                                                \
        return move(app, motion, select);                                                         \
    }
MOVE(left, MOTION_LEFT, false)
MOVE(right, MOTION_RIGHT, false)
MOVE(up, MOTION_UP, false)
MOVE(down, MOTION_DOWN, false)
MOVE(word_left, MOTION_WORD_LEFT, false)
MOVE(word_right, MOTION_WORD_RIGHT, false)
MOVE(line_start, MOTION_LINE_START, false)
MOVE(line_end, MOTION_LINE_END, false)
MOVE(paragraph_up, MOTION_PARAGRAPH_UP, false)
MOVE(paragraph_down, MOTION_PARAGRAPH_DOWN, false)
MOVE(text_start, MOTION_START, false)
MOVE(text_end, MOTION_END, false)
MOVE(select_left, MOTION_LEFT, true)
MOVE(select_right, MOTION_RIGHT, true)
MOVE(select_up, MOTION_UP, true)
MOVE(select_down, MOTION_DOWN, true)
MOVE(select_word_left, MOTION_WORD_LEFT, true)
MOVE(select_word_right, MOTION_WORD_RIGHT, true)
MOVE(select_line_start, MOTION_LINE_START, true)
MOVE(select_line_end, MOTION_LINE_END, true)
#undef MOVE

#define ERASE(name, motion)                                                                       \
    bool command_##name(struct app *app, struct effect *effect, struct error *err)                \
    {                                                                                             \
        (void)effect;                                                                             \
        (void)err;                                                                                \
        return erase(app, motion);                                                                \
    }
ERASE(erase_right, MOTION_RIGHT)
ERASE(erase_word, MOTION_WORD_LEFT)
ERASE(erase_to_start, MOTION_LINE_START)
ERASE(erase_to_end, MOTION_LINE_END)
#undef ERASE

bool command_erase_left(struct app *app, struct effect *effect, struct error *err)
{
    (void)effect;
    (void)err;
    if (app_editor(app))
        return erase(app, MOTION_LEFT);
    if (app->panel)
        fields_erase(&app->fields);
    return true;
}

bool command_select_all(struct app *app, struct effect *effect, struct error *err)
{
    (void)effect;
    (void)err;
    text_edit_select_all(app_editor(app));
    return true;
}

bool command_new_line(struct app *app, struct effect *effect, struct error *err)
{
    (void)effect;
    (void)err;
    app_type(app, "\n", 1, true);
    return true;
}

bool command_copy(struct app *app, struct effect *effect, struct error *err)
{
    (void)effect;
    struct buf selected = BUF_INIT;
    if (!text_edit_copy(app_editor(app), &selected))
        return error_set(err, ERROR_USAGE, _("nothing is selected; Shift and an arrow key select"));
    buf_finish(&app->clipboard);
    app->clipboard = selected;
    return true;
}

bool command_cut(struct app *app, struct effect *effect, struct error *err)
{
    return command_copy(app, effect, err) && erase(app, MOTION_RIGHT);
}

bool command_paste(struct app *app, struct effect *effect, struct error *err)
{
    (void)effect;
    if (app->clipboard.length == 0)
        return error_set(err, ERROR_USAGE, _("nothing was copied or cut yet"));
    app_type(app, app->clipboard.data, app->clipboard.length, false);
    return true;
}
