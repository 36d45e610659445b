/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screen for other eyes. Turned to the patient it shows one question, large
 * and alone; hidden it shows the time. Nothing else of the record is painted, so
 * nothing else can be read.
 */
#include "view/part.h"

#include "base/i18n.h"
#include "base/text.h"
#include "form/translation.h"
#include "grid/glyph.h"

#include <stdio.h>
#include <string.h>

/* One line in the middle. */
static void centred(struct grid *grid, struct rect where, int row, enum role role, const char *text,
                    size_t length)
{
    int width = text_width(text, length);
    int left = width < where.columns ? (where.columns - width) / 2 : 0;
    grid_line(grid, row, where.column, left, ROLE_TEXT, "", 0);
    grid_line(grid, row, where.column + left, where.columns - left, role, text, length);
}

/* Letters apart, words further apart: as large as a terminal can. */
static void spaced(struct buf *out, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        size_t next = text_next(text, length, at);
        buf_add(out, text + at, next - at);
        if (next < length) {
            buf_add_char(out, ' ');
        }
        at = next;
    }
}

/* Latin, Greek, Cyrillic: letters that stand by themselves. */
static bool may_be_spaced(const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        size_t size = text_decode(text + at, length - at, &code_point);
        if (size == 0 || (code_point > 0x52F && (code_point < 0x2000 || code_point > 0x206F))) {
            return false;
        }
        at += size;
    }
    return true;
}

/* How the lines of a text are set: apart from each other, and their letters, too. */
struct setting {
    bool wide, gap;
};

static int setting_columns(struct setting setting, int columns)
{
    return setting.wide ? (columns + 1) / 2 : columns;
}

static int setting_rows(struct setting setting, const char *text, int columns)
{
    int rows = part_height(text, setting_columns(setting, columns), 0);
    return setting.gap ? 2 * rows - 1 : rows;
}

/* The largest that fits. */
static struct setting choose_setting(const char *text, size_t length, struct rect room)
{
    static const struct setting all[] = {{true, true}, {true, false}, {false, true}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if ((!all[i].wide || may_be_spaced(text, length)) &&
            setting_rows(all[i], text, room.columns) <= room.rows) {
            return all[i];
        }
    }
    return (struct setting){false, false};
}

static void paint_lines(struct grid *grid, struct rect where, enum role role, const char *text,
                        struct setting setting)
{
    size_t length = strlen(text);
    int columns = setting_columns(setting, where.columns);
    for (size_t at = 0, end, row = 0; at < length && (int)row < where.rows;
         row += setting.gap ? 2 : 1) {
        struct buf line = BUF_INIT;
        size_t next = text_wrap(text, length, at, columns, &end);
        if (setting.wide) {
            spaced(&line, text + at, end - at);
        } else {
            buf_add(&line, text + at, end - at);
        }
        centred(grid, where, where.row + (int)row, role, buf_text(&line), line.length);
        buf_finish(&line);
        at = next;
    }
}

/* What was said earlier stands in a question only if the patient said it of themselves. */
struct own_words {
    const struct desk *desk;
    struct progress_view view;
};

static bool pipe_own(void *self, const char *name, struct buf *out)
{
    struct own_words *own = self;
    const struct item *item = form_find(own->desk->form, name);
    const struct answer *answer =
        item && !item_repeat(item) ? interview_answer(own->view.interview, name, "") : NULL;
    return answer && answer->by == BY_PATIENT && !item_is_private(item) && !item->sensitive &&
           progress_pipe(&own->view, name, out);
}

static void question_for(struct buf *out, const struct app *app, const struct wording *wording)
{
    const struct desk *desk = app->desk;
    const char *language = app_turned_language(app);
    struct own_words own = {desk,
                            {.form = desk->form,
                             .interview = desk_interview(desk),
                             .row = desk_place(desk)->row,
                             .today = session_day_of(desk->session, desk_interview(desk)),
                             .language = language}};
    struct buf text = BUF_INIT;
    wording_pipe(&text, desk->form, wording_in(desk->form, wording, language, NULL), language,
                 pipe_own, &own);
    text_display(out, buf_text(&text), text.length, 0);
    buf_finish(&text);
}

static int paint_choices(struct grid *grid, struct rect where, const struct app *app)
{
    const struct desk *desk = app->desk;
    const char *language = app_turned_language(app);
    size_t count = desk_choice_count(desk);
    int row = 0;
    for (size_t i = 0; i < count && row < where.rows; i++, row++) {
        const struct choice *choice = desk_choice(desk, i);
        bool yes_no = desk_place(desk)->item->type == ITEM_YES_NO;
        const char *label = yes_no ? i18n_in(language, i == 0 ? N_("yes") : N_("no"))
                                   : wording_in(desk->form, &choice->label, language, NULL);
        struct buf line = BUF_INIT;
        buf_add_format(&line, "%s %s", glyph(GLYPH_BULLET, grid_ascii(grid)), label);
        grid_fit(grid, where.row + row, where.column, where.columns,
                 app->turned_typing && desk->choice == i ? ROLE_SELECTED : ROLE_PATIENT,
                 buf_text(&line));
        buf_finish(&line);
    }
    return row;
}

/* At the foot: how to come back, and a sign when something could not be sealed. */
static void paint_foot(struct grid *grid, const struct app *app)
{
    int row = grid_rows(grid) - 1, columns = grid_columns(grid);
    const char *sign = app->message_kind == MESSAGE_ERROR ? " !" : "";
    const char *language = app_turned_language(app);
    char text[48];
    /* Where it is not the patient's language, that is said, too. */
    const char *other = app_language_is_patients(app, language) ? "" : _("not translated  ");
    int length = snprintf(text, sizeof text, "%sF11%s ", other, sign);
    grid_line(grid, row, 0, columns - length, ROLE_TEXT, "", 0);
    grid_line(grid, row, columns - length, length, ROLE_DIM, text, (size_t)length);
}

static void paint_question(struct grid *grid, struct rect where, struct app *app)
{
    const struct item *item = desk_place(app->desk)->item;
    struct buf plain = BUF_INIT;
    bool shown = !item_is_private(item) && !desk_gate(app->desk);
    if (shown) {
        const struct wording *aloud = desk_spoken(app->desk);
        question_for(&plain, app, aloud ? aloud : &item->label);
    }
    int choices = shown ? (int)desk_choice_count(app->desk) : 0;
    bool typing = shown && app->turned_typing && item_takes_answer(item);
    int below = choices + (choices ? 1 : 0) + (typing ? 4 : 0);
    if (below > where.rows * 2 / 3) {
        below = where.rows * 2 / 3;
    }
    struct rect room = {where.row, where.column, where.rows - below, where.columns};
    struct setting setting = choose_setting(buf_text(&plain), plain.length, room);
    int rows = setting_rows(setting, buf_text(&plain), room.columns);
    if (rows < room.rows) {
        room.row += (room.rows - rows) / 2;
        room.rows = rows;
    }
    part_blank(grid, where, where.row, where.row + where.rows);
    paint_lines(grid, room, ROLE_PATIENT, buf_text(&plain), setting);
    if (choices) {
        paint_choices(grid,
                      (struct rect){where.row + where.rows - below,
                                    where.column + where.columns / 6, below - (typing ? 4 : 0),
                                    where.columns * 2 / 3},
                      app);
    }
    if (typing) {
        part_edit(grid,
                  (struct rect){where.row + where.rows - 3, where.column, 3, where.columns - 1},
                  app->desk->edit, ROLE_INPUT, true);
    }
    buf_finish(&plain);
}

void view_turned(struct grid *grid, struct app *app)
{
    int margin = grid_columns(grid) / 12;
    struct rect all = grid_all(grid);
    part_blank(grid, all, 0, all.rows);
    paint_question(
        grid, (struct rect){1, margin, grid_rows(grid) - 2, grid_columns(grid) - 2 * margin}, app);
    paint_foot(grid, app);
}

void view_hidden(struct grid *grid, const struct app *app)
{
    struct rect all = grid_all(grid);
    char text[16];
    int64_t minute = app->minute + app->options.world->offset_minutes;
    int length =
        snprintf(text, sizeof text, "%02d:%02d", (int)(minute / 60 % 24), (int)(minute % 60));
    part_blank(grid, all, 0, all.rows);
    centred(grid, all, all.rows / 2, ROLE_TEXT, text, (size_t)length);
}
