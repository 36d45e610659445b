/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a key goes: the text that is edited, and in which contexts its command
 * is looked for, from what lies on top to the screen below.
 */
#include "app/app.h"

#include "app/find.h"

static struct text_edit *panel_editor(const struct app *app)
{
    const struct field *field = &app->fields.field[app->fields.focus];
    return field->spec->kind == FIELD_LINE ? field->edit : NULL;
}

bool app_on_choices(const struct app *app)
{
    return desk_choice_count(app->desk) > 0 && app->desk->choice < desk_choice_count(app->desk);
}

static struct text_edit *drawing_editor(const struct app *app)
{
    struct board *board = app->board;
    return app->turned                    ? NULL
           : board->place == BOARD_ENTRY ? board->entry
           : board->place == BOARD_FIND  ? board->find
                                         : NULL;
}

struct text_edit *app_editor(const struct app *app)
{
    if (capture_line_focused(app)) {
        return app->capture.edit;
    }
    if (app->list.kind) {
        return app->list.filter;
    }
    if (app->finder) {
        return app->finder->words;
    }
    if (app->about) {
        return NULL;
    }
    if (app->panel) {
        return panel_editor(app);
    }
    if (app->screen == SCREEN_PATIENTS) {
        return app->find;
    }
    if (app->screen == SCREEN_PATIENT) {
        return app->dossier.filter;
    }
    if (app->screen == SCREEN_DRAWING) {
        return drawing_editor(app);
    }
    if (app->screen == SCREEN_INTERVIEW && !app_on_choices(app) &&
        (app->hidden || !app_at_gate(app)) && desk_takes_typing(app->desk)) {
        return app->desk->edit;
    }
    return NULL;
}

static uint64_t *interview_contexts(const struct app *app, uint64_t *next)
{
    const struct item *item = desk_place(app->desk)->item;
    if (app_on_choices(app)) {
        *next++ = IN_CHOICES;
    }
    if (app_is_grown(app)) {
        *next++ = IN_GROWN;
    }
    *next++ = IN_INTERVIEW;
    if (item->type == ITEM_REPEAT) {
        *next++ = IN_REPEAT;
    } else if (item->type != ITEM_TEXT || item->one_line) {
        *next++ = IN_ONE_LINE;
    }
    return next;
}

static uint64_t *drawing_contexts(const struct app *app, uint64_t *next)
{
    static const uint64_t of_place[] = {[BOARD_ENTRY] = IN_LINE,
                                        [BOARD_PICTURE] = IN_PICTURE,
                                        [BOARD_FIND] = IN_FINDING,
                                        [BOARD_OUTLINE] = IN_READER};
    if (app->turned) {
        *next++ = IN_SHOWN;
    } else {
        *next++ = of_place[app->board->place];
        *next++ = IN_DRAWING;
    }
    return next;
}

static uint64_t *finder_contexts(const struct app *app, uint64_t *next)
{
    if (finder_is_new(app->finder)) {
        *next++ = IN_FIND_NEW;
    }
    *next++ = IN_FIND;
    return next;
}

void app_contexts(const struct app *app, uint64_t out[APP_CONTEXTS_MAX])
{
    static const uint64_t of_screen[] = {
        [SCREEN_UNLOCK] = IN_UNLOCK,     [SCREEN_RECOVERY] = IN_UNLOCK,
        [SCREEN_PATIENTS] = IN_PATIENTS, [SCREEN_PATIENT] = IN_PATIENT,
        [SCREEN_SUMMARY] = IN_SUMMARY,
    };
    uint64_t *next = out;
    bool capturing = capture_line_focused(app) && !app->hidden;
    if (capturing) {
        *next++ = IN_CAPTURE;
        *next++ = IN_TEXT;
    }
    if (aside_contexts(app, next)) {
        return;
    }
    if (app->list.kind) {
        if (app->list.kind == LIST_TRAY) {
            *next++ = IN_TRAY;
        } else if (app->list.kind == LIST_FILING) {
            *next++ = IN_FILING;
        } else if (app->list.kind == LIST_SAID) {
            *next++ = IN_SAID;
        }
        *next++ = IN_LIST;
    } else if (app->finder) {
        next = finder_contexts(app, next);
    } else if (app->about) {
        *next++ = IN_READER;
    } else if (app->panel) {
        *next++ = IN_PANEL;
    } else if (app->screen == SCREEN_INTERVIEW) {
        next = interview_contexts(app, next);
    } else if (app->screen == SCREEN_DRAWING) {
        next = drawing_contexts(app, next);
    } else {
        *next++ = of_screen[app->screen];
    }
    if (!app->list.kind && !app->finder && !app->about && !app->panel &&
        app->screen == SCREEN_SUMMARY) {
        *next++ = IN_READER;
    }
    if (app_editor(app)) {
        *next++ = IN_TEXT;
    }
    bool shown = app->screen == SCREEN_DRAWING && app->turned; /* to the patient */
    if (app->session && session_record(app->session) && !shown) {
        *next++ = IN_RECORD;
    }
    *next++ = IN_ANY;
    *next = 0;
}
