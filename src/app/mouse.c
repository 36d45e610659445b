/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The mouse as another way to say what keys say: a press goes to a line or runs a
 * command, the wheel is a few arrows. Off until somebody asks for it, since the
 * terminal's own selecting and pasting rests meanwhile.
 */
#include "app/app.h"

#include "app/find.h"
#include "app/target.h"
#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

#define WHEEL_LINES 3

static void press_named(struct app *app, const char *name, struct effect *effect)
{
    struct event event = {.kind = EVENT_KEY};
    if (key_parse(&event.key, name, strlen(name))) {
        app_event(app, &event, effect);
    }
}

/* Goes to line INDEX of what lies on top; false: it was there already. */
static bool go_to_line(struct app *app, size_t index)
{
    size_t *at = app->list.kind                   ? &app->list.at
                 : app->finder                    ? &app->finder->at
                 : app->screen == SCREEN_PATIENTS ? &app->found_at
                                                  : &app->dossier.at;
    bool moved = *at != index;
    *at = index;
    return moved;
}

static void set_cursor(struct app *app, size_t line, int column)
{
    struct text_edit *edit = app_editor(app);
    size_t from, to, at;
    if (!edit || line >= text_edit_line_count(edit)) {
        return;
    }
    text_edit_line(edit, line, &from, &to);
    const char *text = text_edit_text(edit);
    for (at = from; at < to && text_width(text + from, at - from) < column;) {
        at = text_next(text, to, at);
    }
    text_edit_set_cursor(edit, at);
}

static void press_target(struct app *app, enum target_kind kind, size_t value, int inside,
                         struct effect *effect)
{
    struct error err = {0};
    switch (kind) {
    case TARGET_COMMAND:
        if (value < command_count() &&
            !command_at(value)->run(app, command_at(value)->argument, effect, &err)) {
            app_complain(app, &err);
        }
        break;
    case TARGET_LINE:
        if (!go_to_line(app, value)) {
            press_named(app, "Enter", effect);
        }
        break;
    case TARGET_CHOICE:
        desk_toggle(app->desk, value);
        app_changed(app);
        break;
    case TARGET_FIELD:
        app->fields.focus = value;
        break;
    case TARGET_PLACE:
        if (!desk_go(app->desk, value, &err)) {
            app_complain(app, &err);
        }
        app_changed(app);
        break;
    case TARGET_TEXT:
        set_cursor(app, value, inside);
        break;
    case TARGET_ITEM:
        app->board->place = BOARD_PICTURE;
        board_select(app->board, (int)value);
        break;
    case TARGET_NONE:
        break;
    }
}

void app_mouse(struct app *app, const struct mouse *mouse, struct effect *effect)
{
    if (mouse->action == MOUSE_PRESS) {
        app->message_kind = MESSAGE_NONE;
        press_target(app, (enum target_kind)(mouse->target >> 24), mouse->target & 0xffffff,
                     mouse->inside, effect);
        return;
    }
    if (app->screen == SCREEN_DRAWING && !app->list.kind && app->board->place != BOARD_OUTLINE) {
        board_scroll(app->board, mouse->action == MOUSE_WHEEL_UP ? -WHEEL_LINES : WHEEL_LINES);
        return;
    }
    for (int i = 0; i < WHEEL_LINES; i++) {
        press_named(app, mouse->action == MOUSE_WHEEL_UP ? "Up" : "Down", effect);
    }
}

bool command_mouse(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    app->mouse = !app->mouse;
    app_note(app, "%s",
             app->mouse ? _("The mouse is the program's now; Alt-m gives it back to the terminal")
                        : _("The mouse is the terminal's again: select and paste as usual"));
    return true;
}
