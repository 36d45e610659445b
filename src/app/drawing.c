/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening drawings and leaving them, and what is typed there. A drawing that
 * was left with an unfinished line is kept with it until the patient is closed.
 */
#include "app/app.h"

#include "app/drawing.h"
#include "base/alloc.h"
#include "base/i18n.h"
#include "base/json.h"
#include "record/capture.h"
#include "record/fields.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t index_of(const struct diagram_type *type)
{
    for (size_t i = 0; i < diagram_type_count(); i++) {
        if (diagram_type_at(i) == type) {
            return i;
        }
    }
    return 0;
}

static struct board *board_of(struct app *app, const struct diagram_type *type)
{
    struct board **board = &app->boards[index_of(type) % APP_BOARDS_MAX];
    if (!*board) {
        *board = board_open(app->session, type);
    }
    return *board;
}

void app_close_boards(struct app *app)
{
    for (size_t i = 0; i < APP_BOARDS_MAX; i++) {
        board_close(app->boards[i]);
        app->boards[i] = NULL;
    }
    app->board = NULL;
    app->board_from = SCREEN_PATIENT;
    buf_finish(&app->sending);
}

bool app_show_drawing(struct app *app, const struct diagram_type *type, struct error *err)
{
    if (app->desk && app->screen == SCREEN_INTERVIEW && !desk_store(app->desk, err)) {
        return false;
    }
    if (app->screen != SCREEN_DRAWING) {
        app->board_from = app->screen;
    }
    app->board = board_of(app, type);
    app->screen = SCREEN_DRAWING;
    board_set_turned(app->board, app->turned);
    if (board_unread_count(app->board)) {
        app_note(app, _("Some lines were written by a newer version; the outline (o) shows them"));
    }
    return true;
}

/* ---- which one ---- */

size_t app_drawings(const struct app *app, const struct diagram_type **out, bool *begun)
{
    const struct record *record = session_record(app->session);
    size_t count = diagram_type_count(), filled = 0;
    const char *last = app->board ? app->board->type->name : "";
    for (size_t i = record->edit_count; !last[0] && i-- > 0;) {
        if (record->edits[i].kind == EDIT_DRAWING && record->edits[i].item) {
            last = record->edits[i].item;
        }
    }
    for (int turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < count && filled < APP_BOARDS_MAX; i++) {
            const struct diagram_type *type = diagram_type_at(i);
            if ((strcmp(type->name, last) == 0) == (turn == 0)) {
                const struct drawing *drawing = record_drawing(record, type->name);
                begun[filled] = drawing && drawing->count;
                out[filled++] = type;
            }
        }
    }
    return filled;
}

bool app_choose_drawing(struct app *app, struct error *err)
{
    const struct diagram_type *types[APP_BOARDS_MAX];
    bool begun[APP_BOARDS_MAX];
    size_t count = app_drawings(app, types, begun), begun_count = 0, only = 0;
    for (size_t i = 0; i < count; i++) {
        if (begun[i]) {
            begun_count++;
            only = i;
        }
    }
    if (begun_count == 1 && app->screen != SCREEN_DRAWING && !app->sending.length) {
        return app_show_drawing(app, types[only], err);
    }
    list_open(app, LIST_DRAWINGS);
    return true;
}

bool app_drawing_chosen(struct app *app, size_t index, struct error *err)
{
    struct buf sending = app->sending;
    app->sending = (struct buf)BUF_INIT;
    bool shown = app_show_drawing(app, diagram_type_at(index), err);
    if (shown && sending.length) {
        board_receive(app->board, buf_text(&sending), app->sending_source, &app->desk->answer);
        app_note(app, _("Make a fact of it, then Enter; Ctrl-U empties the line"));
    }
    buf_finish(&sending);
    app_changed(app);
    return shown;
}

/* ---- leaving ---- */

static bool is_empty(const struct board *board)
{
    const struct drawing *drawing = board_drawing(board);
    return !drawing || drawing->count == 0;
}

/* One step out: from a question to the line, from the line to the picture, from there
 * to where one came from. */
void app_leave_drawing(struct app *app)
{
    struct board *board = app->board;
    if (app->turned) {
        app_turn_drawing(app, false);
    } else if (board->asking) {
        board->asking = false;
    } else if (board->connecting) {
        free(board->connecting);
        board->connecting = NULL;
    } else if (board->place == BOARD_FIND || board->place == BOARD_OUTLINE) {
        board->place = BOARD_PICTURE;
    } else if (board->place == BOARD_ENTRY && !is_empty(board)) {
        board_give_up(board);
        board->place = BOARD_PICTURE;
    } else {
        board->place = BOARD_ENTRY;
        app->screen = app->board_from;
        app->summary_columns = 0;
        if (app->screen == SCREEN_PATIENT) {
            dossier_refresh(app);
        }
    }
}

void app_turn_drawing(struct app *app, bool turned)
{
    app->turned = turned;
    board_set_turned(app->board, turned);
}

void app_drawing_undone(struct app *app, const struct edit *edit, bool redo)
{
    const struct diagram_type *type =
        edit->kind == EDIT_DRAWING && edit->item ? diagram_type_find(edit->item) : NULL;
    bool drawing = app->screen == SCREEN_DRAWING;
    if (type && drawing) {
        app->board = board_of(app, type);
    } else if (type) {
        app_note(app, redo ? _("Redone in the drawing: %s") : _("Undone in the drawing: %s"),
                 _(type->title));
    } else if (drawing) {
        app_note(app, redo ? _("Redone outside the drawing")
                           : _("Undone outside the drawing; Ctrl-Y redoes it"));
    }
}

/* ---- typing ---- */

void app_type_drawing(struct app *app, const char *text, size_t length, bool typed)
{
    struct board *board = app->board;
    struct error err = {0};
    if (board->place == BOARD_FIND) {
        text_edit_insert(board->find, text, length, typed);
        if (!board_find(board, text_edit_text(board->find), 0)) {
            app_note(app, _("nothing matches what you typed"));
        }
        return;
    }
    if (board->asking && typed && length == 1 && text[0] >= '1' && text[0] <= '9' &&
        (size_t)(text[0] - '1') < board->understood.choice_count) {
        if (!app_accept_line(app, text[0] - '1', &err)) {
            app_complain(app, &err);
        }
        return;
    }
    /* Whatever is no command on the picture is the beginning of a line. */
    board->place = BOARD_ENTRY;
    if (!text_edit_insert(board->entry, text, length, typed)) {
        app_note(app, _("Some invisible characters were left out"));
    }
    board_typed(board);
    app_changed(app);
}

bool app_accept_line(struct app *app, int choice, struct error *err)
{
    struct board *board = app->board;
    struct buf sentence = BUF_INIT;
    bool typed = text_edit_length(board->entry) > 0;
    board_understand(board);
    buf_add_text(&sentence, buf_text(&board->understood.sentence));
    bool accepted =
        choice < 0 ? board_accept(board, err) : board_answer(board, (size_t)choice, err);
    if (accepted && !board->asking && typed) {
        if (choice >= 0) {
            buf_clear(&sentence);
            buf_add_text(&sentence, buf_text(&board->understood.sentence));
        }
        if (board->remark[0]) {
            app_note(app, _("Sealed, but look again: %s"), board->remark);
        } else {
            app_note(app, "%s %s", _("Sealed:"), buf_text(&sentence));
        }
    }
    buf_finish(&sentence);
    app_changed(app);
    return accepted;
}

/* ---- what is never lost ---- */

bool app_note_words(struct app *app, const char *text, enum answer_by by, const char *relation,
                    struct error *err)
{
    struct capture capture;
    struct edit edit;
    struct change_context context = session_context(app->session);
    capture_init(&capture);
    edit_init(&edit);
    capture.by = by;
    field_set(&capture.text, text);
    field_set(&capture.relation, relation);
    change_capture(&edit, session_record(app->session), &capture, &context);
    bool stored = session_store(app->session, &edit, 1, false, err);
    edit_finish(&edit);
    capture_finish(&capture);
    return stored;
}

static bool keep_line(struct app *app, const struct board_line *line, const char *text,
                      struct error *err)
{
    return line->purpose == BOARD_RENAME || !text[0] ||
           app_note_words(app, text, line->by, line->relation, err);
}

bool app_keep_lines(struct app *app, struct error *err)
{
    for (size_t i = 0; i < APP_BOARDS_MAX; i++) {
        struct board *board = app->boards[i];
        if (!board) {
            continue;
        }
        if (board_unsaved(board) &&
            !keep_line(app, &board->line, text_edit_text(board->entry), err)) {
            return false;
        }
        text_edit_set(board->entry, "", 0);
        board->line.purpose = BOARD_NEW;
        while (board->aside_count) {
            struct board_line *line = &board->aside[board->aside_count - 1];
            if (!keep_line(app, line, line->text, err)) {
                return false;
            }
            board_line_finish(line);
            board->aside_count--;
        }
    }
    return true;
}

/* ---- the draft ---- */

void app_boards_to_json(const struct app *app, json_t *draft)
{
    json_t *boards = json_array();
    for (size_t i = 0; i < APP_BOARDS_MAX; i++) {
        const struct board *board = app->boards[i];
        if (board && (board == app->board || board_unsaved(board) || board->aside_count)) {
            json_array_append_new(boards, board_to_json(board));
        }
    }
    if (json_array_size(boards)) {
        json_object_set_new(draft, "drawings", boards);
    } else {
        json_decref(boards);
    }
    if (app->board && app->screen == SCREEN_DRAWING) {
        json_put_text(draft, "drawing", app->board->type->name);
        json_object_set_new(draft, "drawing_from", json_integer((json_int_t)app->board_from));
    }
}

void app_boards_from_json(struct app *app, const json_t *draft)
{
    const json_t *boards = json_object_get(draft, "drawings");
    for (size_t i = 0; i < json_array_size(boards); i++) {
        const json_t *one = json_array_get(boards, i);
        const struct diagram_type *type = diagram_type_find(json_text(one, "kind"));
        if (type) {
            board_from_json(board_of(app, type), one);
        }
    }
    const struct diagram_type *shown = diagram_type_find(json_text(draft, "drawing"));
    int64_t from = json_number(draft, "drawing_from", SCREEN_PATIENT);
    if (!shown) {
        return;
    }
    app->board = board_of(app, shown);
    app->screen = SCREEN_DRAWING;
    bool known = from == SCREEN_SUMMARY || (from == SCREEN_INTERVIEW && app->desk);
    app->board_from = known ? (enum screen)from : SCREEN_PATIENT;
}
