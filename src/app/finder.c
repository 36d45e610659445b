/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search as it lies on the screen: looked up anew with each letter in the
 * open record; across the patients on Enter, a few records between two keys.
 */
#include "app/app.h"

#include "app/drawing.h"
#include "app/find.h"
#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* How long and over how many records one step may go: a key never waits longer. */
#define STEP_MS      8
#define STEP_RECORDS 16

static void forget_hits(struct finder *finder)
{
    find_hits_finish(&finder->hits);
    finder->at = finder->top = 0;
    finder->failed_count = 0;
    finder->running = finder->begun = false;
    finder->next = 0;
}

void finder_close(struct app *app)
{
    struct finder *finder = app->finder;
    if (!finder) {
        return;
    }
    forget_hits(finder);
    buf_finish(&finder->folded);
    text_edit_destroy(finder->words);
    free(finder->patients);
    free(finder->failed);
    free(finder);
    app->finder = NULL;
}

/* All patients as they stand in the list. */
static void list_patients(struct app *app, struct finder *finder)
{
    text_edit_set(app->find, "", 0);
    app->found_at = 0;
    app_find_patients(app);
    finder->patients = alloc_array(app->found_count + 1, sizeof *finder->patients);
    for (size_t i = 0; i < app->found_count; i++) {
        memcpy(finder->patients[i], app_found(app, i)->id, sizeof *finder->patients);
    }
    finder->patient_count = app->found_count;
}

bool finder_open(struct app *app, struct error *err)
{
    bool all = !session_record(app->session);
    if (app->desk && !desk_store(app->desk, err)) {
        return false;
    }
    if (!all && !vault_audit(session_vault(app->session), AUDIT_SEARCH,
                             session_patient_id(app->session), "this record", err)) {
        return false;
    }
    finder_close(app);
    struct finder *finder = alloc_array(1, sizeof *finder);
    finder->all = all;
    finder->page = 10;
    finder->words = text_edit_create(true);
    if (all) {
        /* Who was not found by name is perhaps named in a record. */
        text_edit_set(finder->words, text_edit_text(app->find), text_edit_length(app->find));
        list_patients(app, finder);
    }
    finder->version = text_edit_version(finder->words) - 1;
    app->finder = finder;
    return true;
}

static void fold_words(struct finder *finder)
{
    buf_clear(&finder->folded);
    text_fold(&finder->folded, text_edit_text(finder->words), text_edit_length(finder->words));
}

void finder_typed(struct app *app)
{
    struct finder *finder = app->finder;
    if (finder->version == text_edit_version(finder->words)) {
        return;
    }
    forget_hits(finder);
    if (!finder->all) {
        finder->version = text_edit_version(finder->words);
        fold_words(finder);
        find_in_record(&finder->hits, app->session, session_record(app->session),
                       session_patient_id(app->session), buf_text(&finder->folded));
    }
}

bool finder_is_new(const struct finder *finder)
{
    return finder->all && finder->version != text_edit_version(finder->words);
}

/* ---- across the patients ---- */

bool finder_start(struct app *app, struct error *err)
{
    struct finder *finder = app->finder;
    fold_words(finder);
    if (finder->folded.length < 2) {
        return error_set(err, ERROR_INVALID, _("type at least two letters to look for"));
    }
    if (!vault_audit(session_vault(app->session), AUDIT_SEARCH, "", "all records", err)) {
        return false;
    }
    forget_hits(finder);
    finder->version = text_edit_version(finder->words);
    finder->begun = finder->running = true;
    finder_step(app);
    return true;
}

static void read_next(struct app *app, struct finder *finder)
{
    struct error err = {0};
    size_t index = finder->next++;
    if (!find_in_vault(&finder->hits, app->session, finder->patients[index],
                       buf_text(&finder->folded), &err)) {
        alloc_grow(&finder->failed, &finder->failed_capacity, finder->failed_count + 1,
                   sizeof *finder->failed);
        finder->failed[finder->failed_count++] = index;
    }
}

void finder_step(struct app *app)
{
    struct finder *finder = app->finder;
    int64_t until = world_elapsed(app->options.world) + STEP_MS;
    for (int i = 0; i < STEP_RECORDS && finder->next < finder->patient_count; i++) {
        read_next(app, finder);
        if (world_elapsed(app->options.world) >= until) {
            break;
        }
    }
    finder->running = finder->next < finder->patient_count;
}

bool finder_stop(struct app *app)
{
    bool running = app->finder && app->finder->running;
    if (running) {
        app->finder->running = false;
    }
    return running;
}

/* ---- going there ---- */

/* Marked from its beginning; the cursor stands at the end. */
static void select_said(struct text_edit *edit, const struct find_hit *hit)
{
    if (!edit || !hit->field || hit->said.to > text_edit_length(edit)) {
        return;
    }
    text_edit_set_cursor(edit, hit->said.from);
    while (text_edit_cursor(edit) < hit->said.to && text_edit_move(edit, MOTION_RIGHT, true)) {
    }
}

static void select_in_panel(struct app *app, const struct find_hit *hit)
{
    panel_fields_go(&app->fields, hit->field);
    select_said(panel_fields_focused(&app->fields)->edit, hit);
}

static bool go_to_answer(struct app *app, const struct find_hit *hit, struct error *err)
{
    if (!app->desk || strcmp(app->desk->form->form_id, hit->form_id) != 0) {
        if (!app_show_interview(app, hit->form_id, err)) {
            return false;
        }
    }
    app->screen = SCREEN_INTERVIEW;
    if (!desk_go_to(app->desk, hit->item, hit->row, err)) {
        return false;
    }
    select_said(app->desk->edit, hit);
    return true;
}

/* Selects the item that FACT is about; false: it is not in the picture. */
static bool select_fact(struct board *board, const char *fact)
{
    board_edge(board, -1);
    int first = board_selected(board);
    do {
        for (size_t i = 0; i < board_fact_count(board); i++) {
            if (strcmp(board_fact_at(board, i)->id, fact) == 0) {
                while (i-- > 0) {
                    board_next_fact(board);
                }
                return true;
            }
        }
        board_next(board, 1);
    } while (board_selected(board) != first);
    return false;
}

static bool go_to_fact(struct app *app, const struct find_hit *hit, struct error *err)
{
    const struct diagram_type *type = diagram_type_find(hit->kind);
    if (!type || !app_show_drawing(app, type, err)) {
        return type ? false
                    : error_set(err, ERROR_UNSUPPORTED, _("this drawing is of a newer kind"));
    }
    /* The window is known when it is painted; the order of things is not its affair. */
    board_layout(app->board, 80, 20);
    if (select_fact(app->board, hit->id)) {
        app->board->place = BOARD_PICTURE;
    }
    return true;
}

static bool go_to(struct app *app, const struct find_hit *hit, struct error *err)
{
    if (strcmp(hit->patient, session_patient_id(app->session)) != 0 &&
        !app_show_patient(app, hit->patient, err)) {
        return false;
    }
    if (hit->place == FIND_ANSWER || hit->place == FIND_MARK) {
        return go_to_answer(app, hit, err);
    }
    app_close_desk(app);
    app->screen = SCREEN_PATIENT;
    dossier_refresh(app);
    switch (hit->place) {
    case FIND_PATIENT:
        panel_open(app, PANEL_PATIENT_EDIT);
        select_in_panel(app, hit);
        break;
    case FIND_CONTACT:
        panel_open_contact(app, hit->id);
        select_in_panel(app, hit);
        break;
    case FIND_CAPTURE:
        list_open(app, LIST_TRAY);
        break;
    case FIND_FACT:
        return go_to_fact(app, hit, err);
    case FIND_ANSWER:
    case FIND_MARK:
        break;
    }
    return true;
}

bool finder_choose(struct app *app, struct error *err)
{
    struct finder *finder = app->finder;
    if (finder->at >= finder->hits.count) {
        return error_set(err, ERROR_NOT_FOUND,
                         finder->running ? _("nothing found yet")
                                         : _("nothing matches what you typed"));
    }
    /* The hit outlives the search that is closed, and not for long. */
    struct find_hits one = FIND_HITS_INIT;
    alloc_grow(&one.list, &one.capacity, 1, sizeof *one.list);
    one.list[one.count++] = finder->hits.list[finder->at];
    memset(&finder->hits.list[finder->at], 0, sizeof *finder->hits.list);
    finder_close(app);
    bool gone = go_to(app, &one.list[0], err);
    find_hits_finish(&one);
    return gone;
}
