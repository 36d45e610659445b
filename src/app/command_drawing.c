/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands of the drawings. On the line everything typed is text; on the
 * picture single letters act on what is selected.
 */
#include "app/app.h"

#include "app/drawing.h"
#include "base/i18n.h"

#include <stdio.h>
#include <string.h>

bool command_drawings(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    buf_finish(&app->sending);
    bool done = app_choose_drawing(app, err);
    app_changed(app);
    return done;
}

/* ---- the line ---- */

bool command_line_accept(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    return app_accept_line(app, -1, err);
}

bool command_line(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    app->board->place = BOARD_ENTRY;
    app_changed(app);
    return true;
}

/* ---- about on the picture ---- */

bool command_picture(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    struct board *board = app->board;
    board->place = BOARD_PICTURE;
    if (board_selected(board) < 0) {
        board_edge(board, 1);
    }
    if (board_selected(board) < 0) {
        board->place = BOARD_ENTRY;
        return error_set(err, ERROR_NOT_FOUND, _("nothing is drawn yet; type a fact and Enter"));
    }
    return true;
}

bool command_picture_move(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    (void)err;
    struct board *board = app->board;
    bool moved = board_move(board, (enum scene_direction)argument);
    /* The line lies below the picture. */
    if (!moved && argument == GO_DOWN && !board->connecting && !app->turned) {
        board->place = BOARD_ENTRY;
    }
    app_changed(app);
    return true;
}

bool command_picture_next(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    (void)err;
    app->board->place = BOARD_PICTURE;
    board_next(app->board, argument);
    app_changed(app);
    return true;
}

bool command_picture_edge(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    (void)err;
    board_edge(app->board, argument);
    app_changed(app);
    return true;
}

bool command_picture_scroll(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    (void)err;
    int page = app->board->rows > 2 ? app->board->rows - 2 : 1;
    board_scroll(app->board, argument * page);
    app_changed(app);
    return true;
}

bool command_picture_fact(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    if (board_fact_count(app->board) < 2) {
        return error_set(err, ERROR_NOT_FOUND, _("this is one fact; e changes its line"));
    }
    board_next_fact(app->board);
    return true;
}

/* ---- changing ---- */

static void note_connecting(struct app *app)
{
    if (app->board->connecting) {
        app_note(app, _("Go to the other one, then Enter; Esc leaves it"));
    }
}

bool command_picture_choose(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    struct board *board = app->board;
    bool done = board->connecting ? board_connect(board, err) : board_edit_fact(board, err);
    app_changed(app);
    return done;
}

bool command_picture_add(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    struct board *board = app->board;
    if (board->line.purpose == BOARD_NEW) {
        board->place = BOARD_ENTRY;
    } else {
        board_begin(board, BOARD_NEW, "", "");
    }
    app_changed(app);
    return true;
}

bool command_picture_edit(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    bool done = board_edit_fact(app->board, err);
    app_changed(app);
    return done;
}

bool command_picture_rename(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    bool done = board_rename(app->board, err);
    app_changed(app);
    return done;
}

bool command_picture_remove(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    if (!board_remove(app->board, err)) {
        return false;
    }
    app_note(app, _("Removed; Ctrl-Z brings it back"));
    app_changed(app);
    return true;
}

bool command_picture_connect(struct app *app, int argument, struct effect *effect,
                             struct error *err)
{
    (void)argument;
    (void)effect;
    bool done = board_connect(app->board, err);
    note_connecting(app);
    app_changed(app);
    return done;
}

bool command_picture_private(struct app *app, int argument, struct effect *effect,
                             struct error *err)
{
    (void)argument;
    (void)effect;
    if (!board_turn_private(app->board, err)) {
        return false;
    }
    size_t index;
    const struct fact *fact = board_fact(app->board, &index);
    app_note(app, "%s",
             fact && fact->private ? _("Private: not on the turned screen, in no export")
                                   : _("No longer private"));
    app_changed(app);
    return true;
}

bool command_picture_weigh(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    bool done = board_weigh(app->board, argument, err);
    app_changed(app);
    return done;
}

/* Whose words: of the fact on the picture, or of what is typed from now on. */
bool command_fact_by(struct app *app, int argument, struct effect *effect, struct error *err)
{
    enum answer_by by = (enum answer_by)argument;
    (void)effect;
    if (!board_give_word(app->board, by, "", err)) {
        return false;
    }
    app_note(app, "%s: %s", _("Whose words"), answer_by_label(by));
    app_changed(app);
    return true;
}

/* ---- looking ---- */

bool command_picture_zoom(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    static const char *const names[BOARD_ZOOMS] = {N_("whole labels"), N_("short labels"),
                                                   N_("signs only")};
    struct board *board = app->board;
    board->zoom = (board->zoom + 1) % BOARD_ZOOMS;
    board_look_again(board);
    app_note(app, "%s", _(names[board->zoom]));
    app_changed(app);
    return true;
}

/* The drawing's own other form: columns or ring, downwards or to the right. */
bool command_picture_form(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    struct board *board = app->board;
    bool order = board->type->has_order;
    enum scene_form first = order ? FORM_COLUMNS : FORM_VERTICAL;
    enum scene_form second = order ? FORM_RING : FORM_HORIZONTAL;
    board->form = board->form == FORM_AUTOMATIC ? second
                  : board->form == second       ? first
                                                : FORM_AUTOMATIC;
    static const char *const names[] = {N_("as fits the window"), N_("two columns"), N_("a ring"),
                                        N_("time runs downwards"), N_("time runs to the right")};
    board_look_again(board);
    app_note(app, "%s", _(names[board->form]));
    app_changed(app);
    return true;
}

bool command_picture_moment(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    static const char *const names[BOARD_MOMENTS] = {
        N_("As it is now"), N_("As it was before migration"),
        N_("Now and before, compared: what is gone, what is new")};
    struct board *board = app->board;
    if (!board->type->has_moments) {
        return error_set(err, ERROR_UNSUPPORTED, _("this drawing shows all times at once"));
    }
    board->moment = (enum board_moment)((board->moment + 1) % BOARD_MOMENTS);
    board_look_again(board);
    app_note(app, "%s", _(names[board->moment]));
    app_changed(app);
    return true;
}

bool command_picture_free(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    struct board *board = app->board;
    if (!board->type->has_order) {
        return error_set(err, ERROR_UNSUPPORTED, _("here time is the order"));
    }
    board->free_order = !board->free_order;
    board_look_again(board);
    app_note(app, "%s",
             board->free_order ? _("Places may mix where that crosses fewer lines")
                               : _("Places are kept together"));
    app_changed(app);
    return true;
}

bool command_picture_order(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    board_optimise(app->board);
    board_follow(app->board);
    app_note(app, _("Ordered anew"));
    return true;
}

bool command_picture_outline(struct app *app, int argument, struct effect *effect,
                             struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    struct board *board = app->board;
    if (board->place == BOARD_OUTLINE) {
        board->place = BOARD_PICTURE;
        return true;
    }
    buf_clear(&app->outline.text);
    board_outline(board, &app->outline.text);
    app->outline.line = 0;
    board->place = BOARD_OUTLINE;
    return true;
}

bool command_turn_drawing(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    app_turn_drawing(app, !app->turned);
    return true;
}

/* ---- finding ---- */

bool command_picture_find(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    text_edit_set(app->board->find, "", 0);
    app->board->place = BOARD_FIND;
    return true;
}

bool command_picture_found(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    app->board->place = BOARD_PICTURE;
    return true;
}

bool command_picture_find_next(struct app *app, int argument, struct effect *effect,
                               struct error *err)
{
    (void)effect;
    const char *words = text_edit_text(app->board->find);
    if (!words[0]) {
        return error_set(err, ERROR_USAGE, _("type / and what to find first"));
    }
    return board_find(app->board, words, argument) ||
           error_set(err, ERROR_NOT_FOUND, _("nothing matches what you typed"));
}

/* ---- to and from the interview ---- */

/* What was said in the interview becomes a line of a drawing, with whose words and where. */
bool command_send_drawing(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    struct desk *desk = app->desk;
    struct buf selected = BUF_INIT;
    if (!text_edit_copy(desk->edit, &selected)) {
        buf_add(&selected, text_edit_text(desk->edit), text_edit_length(desk->edit));
    }
    if (selected.length == 0) {
        return error_set(err, ERROR_USAGE, _("nothing is typed here to be drawn"));
    }
    if (selected.length > DRAWING_MAX_LINE) {
        buf_finish(&selected);
        return error_set(err, ERROR_LIMIT,
                         _("that is too long for one line; select a part with Shift and arrows"));
    }
    if (!desk_store(desk, err)) {
        buf_finish(&selected);
        return false;
    }
    const struct place *place = desk_place(desk);
    snprintf(app->sending_source, sizeof app->sending_source, "%s/%s/%s", desk->interview,
             place->item->name, place->row);
    buf_finish(&app->sending);
    app->sending = selected;
    bool done = app_choose_drawing(app, err);
    app_changed(app);
    return done;
}

/* And back: a fact's words wait in the tray until they are filed under a question. */
bool command_send_words(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    size_t index;
    const struct fact *fact = board_fact(app->board, &index);
    if (!fact) {
        return error_set(err, ERROR_NOT_FOUND, _("nothing is selected; an arrow key selects"));
    }
    buf_clear(&app->clipboard);
    buf_add_text(&app->clipboard, fact->words && fact->words[0] ? fact->words : fact->line);
    bool stored = app_note_words(app, buf_text(&app->clipboard), fact->by, fact->relation, err);
    if (stored) {
        app_note(app, _("Noted in the tray; in an interview it can be filed, or pasted (Ctrl-V)"));
    }
    app_changed(app);
    return stored;
}
