/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an editor does beyond moving and typing: erased pieces come back, words that
 * stand for a text become it, and a long story gets the whole window.
 */
#include "app/app.h"

#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

/* An abbreviation that opens by itself is no longer than this, with its ";". */
#define MARKED_MOST 64

/* ---- erase and bring back ---- */

static bool is_where_it_was(const struct edit_place *place, const struct text_edit *edit)
{
    return place->edit == edit && place->version == text_edit_version(edit) &&
           place->cursor == text_edit_cursor(edit);
}

static void note_where(struct edit_place *place, const struct text_edit *edit)
{
    *place = (struct edit_place){edit, text_edit_version(edit), text_edit_cursor(edit)};
}

bool command_kill(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    (void)err;
    struct text_edit *edit = app_editor(app);
    struct buf removed = BUF_INIT;
    if (!edit) { /* a passphrase: nobody sees where its words end */
        panel_fields_wipe(&app->fields);
        return true;
    }
    bool join = is_where_it_was(&app->killed, edit);
    text_edit_delete_into(edit, (enum text_motion)argument, &removed);
    kill_ring_add(&app->kills, buf_text(&removed), removed.length, argument != MOTION_LINE_END,
                  join);
    note_where(&app->killed, edit);
    buf_finish(&removed);
    app_changed(app);
    return true;
}

bool command_yank(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    struct text_edit *edit = app_editor(app);
    bool again = is_where_it_was(&app->yanked, edit);
    if (!kill_ring_piece(&app->kills, 0)) {
        return error_set(err, ERROR_USAGE,
                         _("nothing was erased by the word or the line yet (Ctrl-W, Ctrl-K)"));
    }
    app->yank_age = again ? app->yank_age + 1 : 0;
    if (again) {
        text_edit_select(edit, app->yank_from, text_edit_cursor(edit));
    } else {
        size_t to;
        if (!text_edit_selection(edit, &app->yank_from, &to)) {
            app->yank_from = text_edit_cursor(edit);
        }
    }
    const struct buf *piece = kill_ring_piece(&app->kills, app->yank_age);
    app_type(app, buf_text(piece), piece->length, false);
    note_where(&app->yanked, edit);
    return true;
}

/* ---- abbreviations ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* What may stand before a word without being part of it. */
static bool may_open(uint32_t code_point)
{
    static const uint32_t signs[] = {'(', '[', '"', '\'', '/', '-', 0xAB, 0x2018, 0x201C, 0x201E};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (signs[i] == code_point) {
            return true;
        }
    }
    return false;
}

/* The abbreviation that ends at AT: all that stands there without a blank, else the
 * part of it behind a bracket or a quotation mark. NULL: none. */
static const char *abbreviation(const struct app *app, const char *text, size_t at, size_t *from)
{
    const struct settings *settings = app->options.settings;
    size_t start = at;
    while (start > 0 && !is_blank(text[start - 1])) {
        start--;
    }
    while (settings && start < at) {
        size_t word = start + (text[start] == ';');
        const char *meant = settings_snippet(settings, text + word, at - word);
        if (meant) {
            *from = start;
            return meant;
        }
        uint32_t code_point;
        size_t size = text_decode(text + start, at - start, &code_point);
        if (!may_open(code_point)) {
            break; /* an abbreviation is a whole word */
        }
        start += size;
    }
    return NULL;
}

bool command_expand(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    struct text_edit *edit = app_editor(app);
    size_t at = text_edit_cursor(edit), from;
    const char *meant = abbreviation(app, text_edit_text(edit), at, &from);
    if (!meant) {
        return error_set(err, ERROR_NOT_FOUND,
                         _("the word before the cursor is no abbreviation; settings.yaml has "
                           "them under \"snippets\""));
    }
    text_edit_select(edit, from, at);
    app_type(app, meant, strlen(meant), false);
    return true;
}

void app_expand_marked(struct app *app, struct text_edit *edit)
{
    const char *text = text_edit_peek(edit);
    size_t at = text_edit_cursor(edit), start = at, from;
    while (start > 0 && !is_blank(text[start - 1]) && at - start < MARKED_MOST) {
        start--;
    }
    if (start == at || text[start] != ';') {
        return;
    }
    const char *meant = abbreviation(app, text, at, &from);
    if (meant && from == start) {
        text_edit_select(edit, from, at);
        text_edit_insert(edit, meant, strlen(meant), false);
    }
}

/* ---- the whole window ---- */

bool app_is_grown(const struct app *app)
{
    return app->screen == SCREEN_INTERVIEW && app->desk && app->grown == app->desk->edit;
}

bool command_grow(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    if (app_is_grown(app)) {
        app->grown = NULL;
        return true;
    }
    if (!app->desk || app_editor(app) != app->desk->edit) {
        return error_set(err, ERROR_USAGE, _("only an answer can have the whole window"));
    }
    app->grown = app->desk->edit;
    return true;
}
