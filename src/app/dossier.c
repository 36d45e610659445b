/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Moving about in the dossier: typing filters it, arrows go through a column,
 * Tab goes to the next part, Enter opens what a line stands for.
 */
#include "app/dossier.h"

#include "app/app.h"
#include "app/drawing.h"
#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "diagram/diagram.h"

#include <stdlib.h>
#include <string.h>

void dossier_create(struct dossier *dossier)
{
    *dossier = (struct dossier){.filter = text_edit_create(true), .page = 10};
}

static void wipe(char *text)
{
    if (text) {
        secret_wipe(text, strlen(text));
    }
    free(text);
}

static void drop_lines(struct dossier *dossier)
{
    for (size_t i = 0; i < dossier->count; i++) {
        struct dossier_line *line = &dossier->lines[i];
        wipe(line->text);
        wipe(line->text_short);
        wipe(line->state);
        wipe(line->state_long);
        wipe(line->form_id);
        wipe(line->item);
        wipe(line->kind);
        buf_finish(&line->folded);
    }
    dossier->count = dossier->shown_count = 0;
}

void dossier_finish(struct dossier *dossier)
{
    drop_lines(dossier);
    free(dossier->lines);
    free(dossier->shown);
    text_edit_destroy(dossier->filter);
    *dossier = (struct dossier){.filter = NULL};
}

void dossier_clear(struct app *app)
{
    drop_lines(&app->dossier);
    text_edit_set(app->dossier.filter, "", 0);
    app->dossier.at = 0;
    app->dossier.top[0] = app->dossier.top[1] = 0;
}

struct dossier_line *dossier_add(struct dossier *dossier, enum dossier_section section,
                                 enum dossier_target target, enum glyph mark)
{
    alloc_grow(&dossier->lines, &dossier->capacity, dossier->count + 1, sizeof *dossier->lines);
    struct dossier_line *line = &dossier->lines[dossier->count++];
    memset(line, 0, sizeof *line);
    line->section = section;
    line->target = target;
    line->mark = mark;
    return line;
}

const struct dossier_line *dossier_at(const struct dossier *dossier, size_t index)
{
    return &dossier->lines[dossier->shown[index]];
}

const char *dossier_section_name(enum dossier_section section)
{
    static const char *const names[SECTION_COUNT] = {
        [SECTION_FOLLOW_UPS] = N_("Follow-ups"),
        [SECTION_FLAGS] = N_("Flags"),
        [SECTION_UNFIT] = N_("Before finalising"),
        [SECTION_CAPTURED] = N_("Captured lines"),
        [SECTION_INTERVIEWS] = N_("Interviews"),
        [SECTION_DRAWINGS] = N_("Drawings"),
        [SECTION_AGREEMENTS] = N_("Agreements"),
        [SECTION_PERMISSIONS] = N_("Permissions"),
        [SECTION_STATEMENTS] = N_("Statements"),
        [SECTION_CONTACTS] = N_("Visits"),
        [SECTION_INSTRUMENTS] = N_("Not begun"),
    };
    return _(names[section]);
}

int dossier_column(const struct dossier *dossier, enum dossier_section section)
{
    return dossier->two_columns && section != SECTION_INTERVIEWS && section != SECTION_DRAWINGS &&
           section != SECTION_INSTRUMENTS;
}

/* ---- what is shown ---- */

static void show_matching(struct dossier *dossier)
{
    struct buf words = BUF_INIT;
    text_fold(&words, text_edit_text(dossier->filter), text_edit_length(dossier->filter));
    dossier->shown = alloc_resize(dossier->shown, dossier->count + 1, sizeof *dossier->shown);
    dossier->shown_count = 0;
    dossier->typed = text_edit_version(dossier->filter);
    for (size_t i = 0; i < dossier->count; i++) {
        if (text_matches(buf_text(&dossier->lines[i].folded), buf_text(&words))) {
            dossier->shown[dossier->shown_count++] = i;
        }
    }
    buf_finish(&words);
}

/* The first line of the first of two parts that has one; else the first line of all. */
static void go_to_part(struct dossier *dossier, enum dossier_section first,
                       enum dossier_section second)
{
    dossier->at = 0;
    for (int turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < dossier->shown_count; i++) {
            if (dossier_at(dossier, i)->section == (turn ? second : first)) {
                dossier->at = i;
                return;
            }
        }
    }
}

void dossier_filter(struct app *app)
{
    struct dossier *dossier = &app->dossier;
    if (dossier->typed == text_edit_version(dossier->filter)) {
        return;
    }
    size_t kept = dossier->at < dossier->shown_count ? dossier->shown[dossier->at] : SIZE_MAX;
    show_matching(dossier);
    dossier->top[0] = dossier->top[1] = 0;
    go_to_part(dossier, SECTION_INTERVIEWS, SECTION_INSTRUMENTS);
    /* What was found stays under the cursor when the words are cleared. */
    for (size_t i = 0; !text_edit_length(dossier->filter) && i < dossier->shown_count; i++) {
        if (dossier->shown[i] == kept) {
            dossier->at = i;
        }
    }
}

static bool same_target(const struct dossier_line *a, const struct dossier_line *b)
{
    const char *const texts[][2] = {
        {a->form_id, b->form_id}, {a->item, b->item}, {a->kind, b->kind}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (strcmp(texts[i][0] ? texts[i][0] : "", texts[i][1] ? texts[i][1] : "") != 0) {
            return false;
        }
    }
    return a->target == b->target && strcmp(a->row, b->row) == 0 &&
           strcmp(a->contact, b->contact) == 0;
}

static void fold_lines(struct dossier *dossier)
{
    for (size_t i = 0; i < dossier->count; i++) {
        struct dossier_line *line = &dossier->lines[i];
        const char *const texts[] = {line->text, line->text_short, line->state_long,
                                     line->form_id};
        for (size_t text = 0; text < 4; text++) {
            if (texts[text]) {
                buf_add_char(&line->folded, ' ');
                text_fold(&line->folded, texts[text], strlen(texts[text]));
            }
        }
    }
}

void dossier_refresh(struct app *app)
{
    struct dossier *dossier = &app->dossier;
    struct dossier_line here = {.target = OPENS_INSTRUMENT};
    if (dossier->count && dossier->version == session_version(app->session)) {
        return;
    }
    struct dossier old = *dossier;
    dossier->lines = NULL;
    dossier->count = dossier->capacity = 0;
    if (old.at < old.shown_count) {
        here = old.lines[old.shown[old.at]];
    }
    dossier_fill(app);
    fold_lines(dossier);
    show_matching(dossier);
    dossier->version = session_version(app->session);
    dossier->at = dossier->at < dossier->shown_count ? dossier->at : 0;
    for (size_t i = dossier->shown_count; i-- > 0;) {
        if (same_target(dossier_at(dossier, i), &here)) {
            dossier->at = i;
        }
    }
    drop_lines(&old);
    free(old.lines);
}

void dossier_begin(struct app *app)
{
    dossier_clear(app);
    dossier_refresh(app);
    go_to_part(&app->dossier, SECTION_INTERVIEWS, SECTION_INSTRUMENTS);
}

void dossier_go_to_form(struct app *app, const char *form_id)
{
    struct dossier *dossier = &app->dossier;
    dossier_refresh(app);
    const struct dossier_line *here =
        dossier->at < dossier->shown_count ? dossier_at(dossier, dossier->at) : NULL;
    if (here && here->form_id && strcmp(here->form_id, form_id) == 0) {
        return; /* one comes back to the line that one left by */
    }
    for (size_t i = 0; i < dossier->shown_count; i++) {
        const struct dossier_line *line = dossier_at(dossier, i);
        if (line->target == OPENS_INSTRUMENT && strcmp(line->form_id, form_id) == 0) {
            dossier->at = i;
        }
    }
}

/* ---- moving ---- */

void dossier_move(struct app *app, long by)
{
    struct dossier *dossier = &app->dossier;
    int step = by < 0 ? -1 : 1;
    if (by == BY_PAGE || by == -BY_PAGE) {
        by = step * (dossier->page > 2 ? dossier->page - 2 : 1);
    }
    if (dossier->at >= dossier->shown_count) {
        return;
    }
    int column = dossier_column(dossier, dossier_at(dossier, dossier->at)->section);
    size_t at = dossier->at;
    while (by && (step > 0 ? at + 1 < dossier->shown_count : at > 0)) {
        at = step > 0 ? at + 1 : at - 1;
        if (dossier_column(dossier, dossier_at(dossier, at)->section) == column) {
            dossier->at = at;
            by -= step;
        }
    }
}

void dossier_next_section(struct app *app, int direction)
{
    struct dossier *dossier = &app->dossier;
    size_t count = dossier->shown_count, at = dossier->at;
    if (at >= count) {
        return;
    }
    enum dossier_section here = dossier_at(dossier, at)->section;
    do {
        at = (at + count + (direction > 0 ? 1 : count - 1)) % count;
    } while (at != dossier->at && dossier_at(dossier, at)->section == here);
    here = dossier_at(dossier, at)->section;
    while (at > 0 && dossier_at(dossier, at - 1)->section == here) {
        at--;
    }
    dossier->at = at;
}

/* ---- opening ---- */

static bool open_place(struct app *app, const struct dossier_line *line, struct error *err)
{
    char row[33];
    char *item = alloc_string(line->item);
    memcpy(row, line->row, sizeof row);
    /* The line is gone once the interview is open. */
    bool gone = app_show_interview(app, line->form_id, err) &&
                desk_go_to(app->desk, item, row, err);
    free(item);
    return gone;
}

bool dossier_open(struct app *app, struct error *err)
{
    struct dossier *dossier = &app->dossier;
    if (dossier->at >= dossier->shown_count) {
        return error_set(err, ERROR_NOT_FOUND,
                         text_edit_length(dossier->filter) ? _("nothing matches what you typed")
                                                           : _("no forms are installed"));
    }
    const struct dossier_line *line = dossier_at(dossier, dossier->at);
    switch (line->target) {
    case OPENS_INSTRUMENT:
        return app_show_interview(app, line->form_id, err);
    case OPENS_PLACE:
        return open_place(app, line, err);
    case OPENS_CONTACT:
        panel_open_contact(app, line->contact);
        return true;
    case OPENS_TRAY:
        list_open(app, LIST_TRAY);
        return true;
    case OPENS_DRAWING:
        return app_show_drawing(app, diagram_type_find(line->kind), err);
    }
    return true;
}
