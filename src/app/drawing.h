/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screen of drawings, for the other files of this room: one board for each
 * kind, and one of them in front.
 */
#ifndef APP_DRAWING_H
#define APP_DRAWING_H

#include "app/board.h"

struct app;

bool app_show_drawing(struct app *app, const struct diagram_type *type, struct error *err) MUST_USE;
/* The only one that was begun, or a list to choose from; also for words to be sent. */
bool app_choose_drawing(struct app *app, struct error *err) MUST_USE;
/* INDEX among the kinds; what is being sent goes there as a line. */
bool app_drawing_chosen(struct app *app, size_t index, struct error *err) MUST_USE;
/* The kinds, last used first, and whether each was begun; at most APP_BOARDS_MAX. */
size_t app_drawings(const struct app *app, const struct diagram_type **out, bool *begun);
void app_leave_drawing(struct app *app);
void app_turn_drawing(struct app *app, bool turned);
/* After undo: shows the drawing that it happened in, or says where it did. */
void app_drawing_undone(struct app *app, const struct edit *edit, bool redo);
void app_type_drawing(struct app *app, const char *text, size_t length, bool typed);
/* Enter, or (CHOICE from 0) the answer to the question about the line. */
bool app_accept_line(struct app *app, int choice, struct error *err) MUST_USE;
/* Notes words in the tray, where they wait until they are filed. */
bool app_note_words(struct app *app, const char *text, enum answer_by by, const char *relation,
                    struct error *err) MUST_USE;
/* Before the patient is closed: lines that were never finished go to the tray. */
bool app_keep_lines(struct app *app, struct error *err) MUST_USE;
void app_close_boards(struct app *app);
void app_boards_to_json(const struct app *app, json_t *draft);
void app_boards_from_json(struct app *app, const json_t *draft);

#endif
