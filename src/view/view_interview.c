/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One question and its answer. What is said aloud stands first and largest;
 * what is for the clinician's eyes stands apart; the answer gets what room is
 * left, never less than a third.
 */
#include "view/part.h"

#include "app/expected.h"
#include "app/target.h"
#include "app/upgrade.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/entry.h"
#include "form/translation.h"
#include "grid/glyph.h"
#include "grid/stroke.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OUTLINE_FROM 100 /* columns from which the outline stands beside the question */
#define MARGIN_FROM  140 /* and probes and what was already said on its other side */

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

/* Beside the clinician's words the patient's, where both are shown. */
static void add_choice_label(struct buf *out, const struct app *app, size_t index)
{
    const struct desk *desk = app->desk;
    const char *other = app_other_language(app);
    buf_add_text(out, choice_label(app, index));
    if (app->prompt_mode != PROMPT_BOTH || strcmp(other, i18n_language()) == 0) {
        return;
    }
    bool yes_no = desk_place(desk)->item->type == ITEM_YES_NO;
    buf_add_format(out, " / %s",
                   yes_no ? i18n_in(other, index == 0 ? N_("yes") : N_("no"))
                          : wording_in(desk->form, &desk_choice(desk, index)->label, other, NULL));
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
    bool rank = desk_place(desk)->item->type == ITEM_RANK;
    snprintf(number, sizeof number, index < 9 ? "%zu" : " ", index + 1);
    buf_add_format(&line, "%s %s %s ", here ? glyph(GLYPH_HERE, grid_ascii(grid)) : " ", number,
                   rank ? "" : glyph(mark, grid_ascii(grid)));
    if (rank && chosen) {
        buf_add_format(&line, "[%2zu] ", desk_rank(desk, index));
    } else if (rank) {
        buf_add_text(&line, "[  ] ");
    }
    add_choice_label(&line, app, index);
    if (desk_choice_is_over(desk, index)) {
        buf_add_format(&line, " (%s)", _("not offered any more"));
    }
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

/* What was chosen in an older version of the form, and is no choice of this one: one line. */
static int paint_old_choices(struct grid *grid, struct rect where, const struct app *app)
{
    const struct desk *desk = app->desk;
    struct buf line = BUF_INIT, label = BUF_INIT;
    for (size_t i = 0;
         upgrade_kept_choice(&label, desk->session, desk_interview(desk), desk_place(desk)->item,
                             &desk->answer.value, i, app_prompt_language(app));
         i++) {
        buf_add_format(&line, "%s%s", i ? ", " : "      ", buf_text(&label));
        buf_clear(&label);
    }
    int rows = line.length > 0 && where.rows > 3;
    if (rows) {
        buf_add_format(&line, " (%s)", _("chosen; not in this version of the form"));
        grid_fit(grid, where.row, where.column, where.columns, ROLE_DIM, buf_text(&line));
    }
    buf_finish(&label);
    buf_finish(&line);
    return rows;
}

static void paint_choices(struct grid *grid, struct rect where, struct app *app)
{
    const struct desk *desk = app->desk;
    size_t count = desk_choice_count(desk);
    int old = paint_old_choices(grid, where, app);
    where.row += old;
    where.rows -= old;
    size_t rows = (size_t)(where.rows - 1), top = 0;
    if (desk->choice >= rows && desk->choice < count) {
        top = desk->choice - rows + 1;
    } else if (desk->choice >= count && count > rows) {
        top = count - rows;
    }
    int row = where.row;
    for (size_t i = top; i < count && i < top + rows; i++) {
        grid_aim(grid, (struct rect){row, where.column, 1, where.columns},
                 target_of(TARGET_CHOICE, i));
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

/* What nobody types: a calculation, or a place that leads elsewhere. */
static void paint_fixed(struct grid *grid, struct rect where, const struct app *app)
{
    const struct desk *desk = app->desk;
    const struct item *item = desk_place(desk)->item;
    struct buf line = BUF_INIT;
    if (item->type == ITEM_DIAGRAM || item->type == ITEM_MODULE) {
        buf_add_format(&line, "%s Enter: %s (", glyph(GLYPH_HERE, grid_ascii(grid)),
                       item->type == ITEM_DIAGRAM ? _("open the drawing")
                                                  : _("open this instrument"));
        desk_elsewhere(&line, desk);
        buf_add_char(&line, ')');
    } else {
        struct progress_view view = {
            .form = desk->form,
            .interview = desk_interview(desk),
            .row = desk_place(desk)->row,
            .today = session_day_of(desk->session, desk_interview(desk)),
        };
        struct rule_source source;
        progress_source(&source, &view);
        const struct value *value = source.value(source.self, item->name);
        if (value != NULL) {
            entry_display(&line, desk->form, item, value, app_prompt_language(app));
        }
        progress_view_finish(&view);
        buf_add_text(&line, line.length ? "" : "-");
        if (item->calculation) {
            buf_add_format(&line, "   (%s %s)", _("worked out from"), rule_text(item->calculation));
        }
    }
    part_blank(grid, where, where.row, where.row + where.rows);
    grid_fit(grid, where.row, where.column, where.columns,
             item_takes_answer(item) ? ROLE_TEXT : ROLE_SELECTED, buf_text(&line));
    buf_finish(&line);
}

static void paint_answer(struct grid *grid, struct rect where, struct app *app)
{
    const struct item *item = desk_place(app->desk)->item;
    bool active = !app->panel && app_aside(app) == ASIDE_NONE;
    /* A column for scroll marks at the right. */
    struct rect text = {where.row, where.column, where.rows, where.columns - 1};
    if (item->type == ITEM_REPEAT) {
        paint_rows(grid, where, app);
    } else if (item_is_computed(item) || item->type == ITEM_DIAGRAM ||
               item->type == ITEM_MODULE) {
        paint_fixed(grid, where, app);
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

/* A long story: the question on one line, and all the room for the answer. */
static void paint_grown(struct grid *grid, struct rect where, struct app *app)
{
    const struct item *item = desk_place(app->desk)->item;
    struct buf question = BUF_INIT;
    desk_wording(app->desk, &question, &item->label, app_prompt_language(app), NULL);
    grid_fit(grid, where.row, where.column, where.columns,
             app->prompt_mode == PROMPT_PATIENT ? ROLE_PATIENT : ROLE_PROMPT, buf_text(&question));
    view_source(grid, where, where.row + 1, app, false);
    struct rect text = {where.row + 2, where.column, where.rows - 2, where.columns - 1};
    part_edit(grid, text, app->desk->edit, ROLE_INPUT, !app->panel);
    buf_finish(&question);
}

/* One blank column at each side. */
static struct rect inset(struct grid *grid, struct rect where)
{
    grid_fill(grid, (struct rect){where.row, where.column, where.rows, 1}, ROLE_TEXT);
    grid_fill(grid, (struct rect){where.row, where.column + where.columns - 1, where.rows, 1},
              ROLE_TEXT);
    return (struct rect){where.row, where.column + 1, where.rows, where.columns - 2};
}

static struct rect beside_outline(struct grid *grid, struct rect where, const struct app *app)
{
    int width = where.columns / 4 > 40 ? 40 : where.columns / 4;
    view_outline(grid, (struct rect){where.row, where.column, where.rows, width}, app,
                 app->desk->at);
    stroke_divider(grid, where.row, where.column + width, where.rows);
    return inset(grid, (struct rect){where.row, where.column + width + 1, where.rows,
                                     where.columns - width - 1});
}

/* What helps to ask on, and what need not be asked again. */
static struct rect beside_margin(struct grid *grid, struct rect where, int columns,
                                 struct app *app)
{
    int width = columns / 4 > 48 ? 48 : columns / 4;
    struct rect margin = {where.row, where.column + where.columns - width, where.rows, width};
    where.columns -= width + 2;
    stroke_divider(grid, where.row, where.column + where.columns, where.rows);
    grid_fill(grid, (struct rect){where.row, where.column + where.columns + 1, where.rows, 1},
              ROLE_TEXT);
    struct rect probes = margin;
    probes.rows = margin.rows * 2 / 3;
    int used = view_probes(grid, probes, app);
    margin.row += used;
    margin.rows -= used;
    view_already_said(grid, margin, app);
    where.columns -= 1;
    grid_fill(grid, (struct rect){where.row, where.column + where.columns, where.rows, 1},
              ROLE_TEXT);
    return where;
}

void view_interview(struct grid *grid, struct rect where, struct app *app)
{
    if (app_is_grown(app) && !desk_gate(app->desk)) {
        grid_fill(grid, (struct rect){where.row, 0, where.rows, 1}, ROLE_TEXT);
        grid_fill(grid, (struct rect){where.row, where.columns - 1, where.rows, 1}, ROLE_TEXT);
        paint_grown(grid, (struct rect){where.row, 1, where.rows, where.columns - 2}, app);
        return;
    }
    bool margin = where.columns >= MARGIN_FROM && !desk_gate(app->desk);
    int columns = where.columns;
    if (columns >= OUTLINE_FROM) {
        where = beside_outline(grid, where, app);
    } else {
        where = inset(grid, where);
    }
    if (margin) {
        where = beside_margin(grid, where, columns, app);
    }
    if (desk_gate(app->desk)) {
        view_gate(grid, where, app);
        return;
    }
    int below = answer_rows(where, app);
    struct rect question = {where.row, where.column, where.rows - below - 1, where.columns};
    bool cut;
    int used = view_question(grid, question, app, margin, &cut);
    /* The answer gives up a row for it: what is asked comes first. */
    used += view_quiet(grid, (struct rect){where.row + used, where.column, 1, where.columns}, app,
                       margin);
    view_source(grid, where, where.row + used, app, cut);
    struct rect answer = {where.row + used + 1, where.column, where.rows - used - 1, where.columns};
    answer.rows -= view_gloss(grid, answer, app);
    paint_answer(grid, answer, app);
}
