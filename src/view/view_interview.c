/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One question and its answer. What is said aloud stands first and largest;
 * what is for the clinician's eyes stands apart; the answer gets what room is
 * left, never less than a third.
 */
#include "view/part.h"

#include "base/i18n.h"
#include "base/text.h"
#include "form/entry.h"
#include "form/translation.h"
#include "grid/glyph.h"
#include "grid/stroke.h"

#include <stdio.h>
#include <string.h>

#define OUTLINE_FROM 100 /* columns from which the outline stands beside the question */

/* Appends the piped text of WORDING to OUT behind PREFIX; false if there is none. */
static bool wording_to(struct buf *out, const struct app *app, const char *prefix,
                       const struct wording *wording, const char *language)
{
    bool fell_back = false;
    if (wording_is_empty(wording)) {
        return false;
    }
    buf_add_text(out, prefix);
    desk_wording(app->desk, out, wording, language, &fell_back);
    if (fell_back) {
        buf_add_format(out, " [%s]", _("not translated"));
    }
    return true;
}

static int paint_part(struct grid *grid, struct rect where, int used, enum role role,
                      const char *text, int indent)
{
    struct rect rest = {where.row + used, where.column, where.rows - used, where.columns};
    if (rest.rows <= 0) {
        return used;
    }
    return used + part_wrapped(grid, rest, role, text, indent);
}

static int paint_wording(struct grid *grid, struct rect where, int used, enum role role,
                         const struct app *app, const char *prefix, const struct wording *wording,
                         const char *language, int indent)
{
    struct buf text = BUF_INIT;
    if (wording_to(&text, app, prefix, wording, language)) {
        used = paint_part(grid, where, used, role, buf_text(&text), indent);
    }
    buf_finish(&text);
    return used;
}

static int paint_where(struct grid *grid, struct rect where, const struct app *app)
{
    const struct place *place = desk_place(app->desk);
    const char *language = app_prompt_language(app);
    struct progress progress;
    struct buf line = BUF_INIT;
    desk_progress(app->desk, &progress);
    const struct item *parent = place->item->parent;
    if (parent) {
        desk_wording(app->desk, &line, &parent->label, language, NULL);
    }
    if (place->row_number) {
        buf_add_format(&line, " %zu", place->row_number);
    }
    char counted[64];
    snprintf(counted, sizeof counted, _("%zu of %zu"), progress.answered + progress.reasoned,
             progress.total);
    int width = text_width(counted, strlen(counted));
    grid_fit(grid, where.row, where.column, where.columns - width - 1, ROLE_HEADING,
             buf_text(&line));
    grid_line(grid, where.row, where.column + where.columns - width - 1, width + 1, ROLE_DIM, "",
              0);
    grid_text(grid, where.row, where.column + where.columns - width, width, ROLE_DIM, counted,
              strlen(counted));
    buf_finish(&line);
    return 1;
}

/* What is said, and under it what it is for and how to ask on. Returns rows used. */
static int paint_question(struct grid *grid, struct rect where, const struct app *app)
{
    const struct item *item = desk_place(app->desk)->item;
    const char *language = app_prompt_language(app);
    char prefix[32], purpose[64], guidance[64], bullet[16];
    snprintf(prefix, sizeof prefix, item->prefix[0] ? "%s  " : "", item->prefix);
    snprintf(purpose, sizeof purpose, "%s: ", _("Why"));
    snprintf(guidance, sizeof guidance, "%s: ", _("For you"));
    snprintf(bullet, sizeof bullet, "  %s ", glyph(GLYPH_BULLET, grid_ascii(grid)));
    int indent = text_width(prefix, strlen(prefix));
    bool other = app->patient_language;
    int used = paint_where(grid, where, app);
    used = paint_wording(grid, where, used, other ? ROLE_PATIENT : ROLE_PROMPT, app, prefix,
                         &item->label, language, indent);
    used = paint_wording(grid, where, used, other ? ROLE_PATIENT : ROLE_TEXT, app, "   ",
                         &item->hint, language, 3);
    used =
        paint_wording(grid, where, used, ROLE_GUIDANCE, app, purpose, &item->purpose, language, 2);
    for (size_t i = 0; i < item->probe_count; i++) {
        used = paint_wording(grid, where, used, other ? ROLE_PATIENT : ROLE_TEXT, app, bullet,
                             &item->probes[i], language, 4);
    }
    used = paint_wording(grid, where, used, ROLE_GUIDANCE, app, guidance, &item->guidance, language,
                         2);
    return used;
}

/* ---- whose words, and whether they are sealed ---- */

static void source_line(struct buf *out, const struct app *app)
{
    const struct answer *answer = &app->desk->answer;
    const char *separator = app->options.ascii ? " - " : " · ";
    buf_add_char(out, ' ');
    if (answer->by == BY_INFORMANT && answer->relation[0]) {
        buf_add_text(out, answer->relation);
    } else {
        buf_add_text(out, answer_by_label(answer->by));
    }
    buf_add_format(out, "%s%s", separator, answer_how_label(answer->how));
    const char *language = answer->language[0] ? answer->language : app_patient_language(app);
    size_t first = strcspn(language, " ");
    if (first) {
        buf_add_format(out, "%s%.*s", separator, (int)first, language);
    }
    if (answer->state != STATE_ANSWERED) {
        buf_add_format(out, "%s%s", separator, answer_state_label(answer->state));
        if (answer->reason[0]) {
            buf_add_format(out, " (%s)", answer->reason);
        }
    }
    buf_add_char(out, ' ');
}

static void paint_source(struct grid *grid, struct rect where, int row, const struct app *app)
{
    const struct desk *desk = app->desk;
    struct buf source = BUF_INIT, state = BUF_INIT;
    bool ascii = grid_ascii(grid), unsaved = desk_unsaved(desk);
    const struct answer *stored =
        interview_answer(desk_interview(desk), desk_place(desk)->item->name, desk_place(desk)->row);
    stroke_horizontal(grid, row, where.column, where.columns);
    source_line(&source, app);
    if (unsaved) {
        buf_add_format(&state, " %s ", _("typing"));
    } else if (stored && !answer_is_empty(stored)) {
        buf_add_format(&state, " %s %s ", glyph(GLYPH_DONE, ascii), _("sealed"));
    }
    int width = text_width(buf_text(&state), state.length);
    int room = where.columns - 4 - width - 2;
    struct buf fitted = BUF_INIT;
    text_fit(&fitted, buf_text(&source), source.length, room, ascii);
    grid_text(grid, row, where.column + 2, room, ROLE_DIM, buf_text(&fitted), fitted.length);
    grid_text(grid, row, where.column + where.columns - width - 2, width,
              unsaved ? ROLE_LATER : ROLE_DONE, buf_text(&state), state.length);
    buf_finish(&source);
    buf_finish(&state);
    buf_finish(&fitted);
}

/* ---- the answer ---- */

static const char *choice_label(const struct app *app, size_t index)
{
    const struct desk *desk = app->desk;
    const struct choice *choice = desk_choice(desk, index);
    if (desk_place(desk)->item->type == ITEM_YES_NO) {
        return index == 0 ? i18n_in(app_prompt_language(app), N_("yes"))
                          : i18n_in(app_prompt_language(app), N_("no"));
    }
    return wording_in(desk->form, &choice->label, app_prompt_language(app), NULL);
}

static bool is_chosen(const struct desk *desk, size_t index)
{
    const struct value *value = &desk->answer.value;
    if (desk_place(desk)->item->type == ITEM_YES_NO) {
        return value->kind == VALUE_BOOLEAN && (value->integer != 0) == (index == 0);
    }
    return value_has_choice(value, desk_choice(desk, index)->name);
}

static void paint_choice(struct grid *grid, struct rect where, int row, const struct app *app,
                         size_t index)
{
    const struct desk *desk = app->desk;
    bool many = desk_place(desk)->item->type == ITEM_SELECT_MULTIPLE;
    bool chosen = is_chosen(desk, index), here = desk->choice == index;
    enum glyph mark = many ? (chosen ? GLYPH_CHECKED : GLYPH_UNCHECKED)
                           : (chosen ? GLYPH_CHOSEN : GLYPH_UNCHOSEN);
    char number[16];
    struct buf line = BUF_INIT;
    snprintf(number, sizeof number, index < 9 ? "%zu" : " ", index + 1);
    buf_add_format(&line, "%s %s %s %s", here ? glyph(GLYPH_HERE, grid_ascii(grid)) : " ", number,
                   glyph(mark, grid_ascii(grid)), choice_label(app, index));
    grid_fit(grid, row, where.column, where.columns, here ? ROLE_SELECTED : ROLE_TEXT,
             buf_text(&line));
    if (here) {
        grid_set_cursor(grid, row, where.column);
    }
    buf_finish(&line);
}

static void paint_words_line(struct grid *grid, struct rect where, struct app *app, bool active)
{
    const struct item *item = desk_place(app->desk)->item;
    const char *label = item->other ? wording_in(app->desk->form, &item->other_label,
                                                 app_prompt_language(app), NULL)
                                    : "";
    if (!label[0]) {
        label = item->other ? _("Other") : _("In words");
    }
    int width = text_width(label, strlen(label)) + 4;
    if (width > where.columns / 2) {
        width = where.columns / 2;
    }
    grid_line(grid, where.row, where.column, width, ROLE_DIM, "", 0);
    grid_fit(grid, where.row, where.column + 2, width - 3, ROLE_DIM, label);
    struct rect edit = {where.row, where.column + width, 1, where.columns - width - 1};
    part_edit(grid, edit, app->desk->edit, ROLE_INPUT, active);
}

static void paint_choices(struct grid *grid, struct rect where, struct app *app)
{
    const struct desk *desk = app->desk;
    size_t count = desk_choice_count(desk);
    size_t rows = (size_t)(where.rows - 1), top = 0;
    if (desk->choice >= rows && desk->choice < count) {
        top = desk->choice - rows + 1;
    } else if (desk->choice >= count && count > rows) {
        top = count - rows;
    }
    int row = where.row;
    for (size_t i = top; i < count && i < top + rows; i++) {
        paint_choice(grid, where, row++, app, i);
    }
    struct rect words = {row, where.column, 1, where.columns};
    paint_words_line(grid, words, app, desk->choice == count);
    part_blank(grid, where, row + 1, where.row + where.rows);
}

static void paint_rows(struct grid *grid, struct rect where, const struct app *app)
{
    const struct desk *desk = app->desk;
    const struct place *place = desk_place(desk);
    size_t count = interview_row_count(desk_interview(desk), place->item->name, place->row);
    const char *add =
        wording_in(desk->form, &place->item->add_label, app_prompt_language(app), NULL);
    struct buf line = BUF_INIT;
    buf_add_format(&line, ngettext("%zu row", "%zu rows", count), count);
    grid_fit(grid, where.row, where.column, where.columns, ROLE_TEXT, buf_text(&line));
    buf_clear(&line);
    buf_add_format(&line, "%s Enter: %s", glyph(GLYPH_HERE, grid_ascii(grid)),
                   add[0] ? add : _("add a row"));
    grid_fit(grid, where.row + 1, where.column, where.columns, ROLE_SELECTED, buf_text(&line));
    part_blank(grid, where, where.row + 2, where.row + where.rows);
    buf_finish(&line);
}

static void paint_answer(struct grid *grid, struct rect where, struct app *app)
{
    const struct item *item = desk_place(app->desk)->item;
    bool active = !app->panel;
    /* A column for scroll marks at the right. */
    struct rect text = {where.row, where.column, where.rows, where.columns - 1};
    if (item->type == ITEM_REPEAT) {
        paint_rows(grid, where, app);
    } else if (desk_choice_count(app->desk)) {
        paint_choices(grid, where, app);
    } else if (item_takes_answer(item)) {
        part_edit(grid, text, app->desk->edit, ROLE_INPUT, active);
    } else {
        part_blank(grid, where, where.row, where.row + where.rows);
    }
}

/* How high the answer is at least: a third, more while its text needs no less. */
static int answer_rows(struct rect where, const struct app *app)
{
    int least = where.rows / 3 < 4 ? 4 : where.rows / 3;
    int wanted = (int)desk_choice_count(app->desk) + 2;
    if (wanted > where.rows / 2) {
        wanted = where.rows / 2;
    }
    return wanted > least ? wanted : least;
}

void view_interview(struct grid *grid, struct rect where, struct app *app)
{
    if (where.columns >= OUTLINE_FROM) {
        int width = where.columns / 4 > 40 ? 40 : where.columns / 4;
        struct rect outline = {where.row, 0, where.rows, width};
        view_outline(grid, outline, app, app->desk->at);
        stroke_vertical(grid, where.row, width, where.rows);
        grid_fill(grid, (struct rect){where.row, width + 1, where.rows, 1}, ROLE_TEXT);
        where.column = width + 2;
        where.columns -= width + 3;
        grid_fill(grid, (struct rect){where.row, where.column + where.columns, where.rows, 1},
                  ROLE_TEXT);
    } else {
        grid_fill(grid, (struct rect){where.row, 0, where.rows, 1}, ROLE_TEXT);
        where.column = 1;
        where.columns -= 2;
        grid_fill(grid, (struct rect){where.row, where.column + where.columns, where.rows, 1},
                  ROLE_TEXT);
    }
    int below = answer_rows(where, app);
    struct rect question = {where.row, where.column, where.rows - below - 1, where.columns};
    int used = paint_question(grid, question, app);
    paint_source(grid, where, where.row + used, app);
    struct rect answer = {where.row + used + 1, where.column, where.rows - used - 1, where.columns};
    paint_answer(grid, answer, app);
}
