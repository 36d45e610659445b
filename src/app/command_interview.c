/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands of the interview. Whatever leads away from an item seals it first;
 * if that fails the item stays in front with every letter.
 */
#include "app/app.h"

#include "app/drawing.h"
#include "base/i18n.h"
#include "diagram/diagram.h"
#include "form/overlay.h"
#include "form/translation.h"

#include <stdio.h>
#include <string.h>

bool command_step(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    bool done = desk_step(app->desk, argument, err);
    app_changed(app);
    return done;
}

bool command_edge(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    size_t last = app->desk->places.count - 1;
    bool done = desk_go(app->desk, argument < 0 ? 0 : last, err);
    app_changed(app);
    return done;
}

bool command_next_open(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    bool done = app_go_next(app, err);
    app_changed(app);
    return done;
}

bool command_choice(struct app *app, int argument, struct effect *effect, struct error *err)
{
    struct desk *desk = app->desk;
    (void)effect;
    (void)err;
    if (argument < 0 && desk->choice > 0) {
        desk->choice--;
    } else if (argument > 0 && desk->choice < desk_choice_count(desk)) {
        desk->choice++;
    }
    return true;
}

bool command_choice_toggle(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    if (!desk_takes_typing(app->desk)) {
        return error_set(err, ERROR_DENIED, _("the form gives this only to be read"));
    }
    desk_toggle(app->desk, app->desk->choice);
    app_changed(app);
    return true;
}

bool command_rank(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    if (!desk_move_rank(app->desk, argument)) {
        return error_set(err, ERROR_USAGE, _("nothing is put in an order here"));
    }
    app_changed(app);
    return true;
}

/* ---- places that lead elsewhere ---- */

static void add_way_back(struct way_back *way, const struct desk *desk, const char *module)
{
    const struct place *place = desk_place(desk);
    size_t most = sizeof way->places / sizeof *way->places;
    if (way->count == most) {
        memmove(&way->places[0], &way->places[1], (most - 1) * sizeof *way->places);
        way->count--;
    }
    snprintf(way->places[way->count].form, sizeof way->places->form, "%s", desk->form->form_id);
    snprintf(way->places[way->count].item, sizeof way->places->item, "%s", place->item->name);
    snprintf(way->places[way->count].row, sizeof way->places->row, "%s", place->row);
    way->count++;
    /* Forms that lead in a circle: the way back does not. */
    for (size_t i = 0; i < way->count; i++) {
        if (strcmp(way->places[i].form, module) == 0) {
            way->count = i;
        }
    }
}

static bool open_module(struct app *app, const struct item *item, struct error *err)
{
    char form_id[EDIT_MAX_NAME + 1];
    struct way_back way = app->way_back;
    /* The name goes with the desk. */
    snprintf(form_id, sizeof form_id, "%s", item->module);
    if (!desk_store(app->desk, err)) {
        return false;
    }
    add_way_back(&way, app->desk, form_id);
    if (!app_show_interview(app, form_id, err)) {
        return false;
    }
    app->way_back = way;
    return true;
}

bool command_next_line(struct app *app, int argument, struct effect *effect, struct error *err)
{
    const struct item *item = desk_place(app->desk)->item;
    if (item->type == ITEM_MODULE) {
        return open_module(app, item, err);
    }
    if (item->type == ITEM_FILE && desk_takes_typing(app->desk) && !desk_unsaved(app->desk) &&
        answer_is_empty(&app->desk->answer)) {
        return command_attach(app, argument, effect, err);
    }
    const struct diagram_type *type =
        item->type == ITEM_DIAGRAM ? diagram_type_find(item->diagram) : NULL;
    if (type != NULL) {
        return app_show_drawing(app, type, err);
    }
    return command_step(app, argument, effect, err);
}

/* ---- all about a question ---- */

static void add_part(struct app *app, const char *title, const struct wording *wording)
{
    if (wording_is_empty(wording)) {
        return;
    }
    struct buf *out = &app->reader.text;
    buf_add_format(out, "%s\n  ", title);
    desk_wording(app->desk, out, wording, app_prompt_language(app), NULL);
    buf_add_text(out, "\n\n");
}

static void add_terms(struct app *app)
{
    const struct form *form = app->desk->form;
    const char *language = app_prompt_language(app);
    if (form->term_count) {
        buf_add_format(&app->reader.text, "%s\n", _("Words in plain language"));
    }
    for (size_t i = 0; i < form->term_count; i++) {
        buf_add_format(&app->reader.text, "  %s: %s\n",
                       wording_in(form, &form->terms[i].label, language, NULL),
                       wording_in(form, &form->terms[i].explanation, language, NULL));
    }
}

/* Modules that are installed and that what was said calls for. */
static void add_modules(struct app *app)
{
    const struct item *item = desk_place(app->desk)->item;
    struct buf *out = &app->reader.text;
    if (!desk_offers_modules(app->desk)) {
        return;
    }
    bool any = false;
    for (size_t i = 0; i < item->module_count; i++) {
        const struct form *module = library_find(app->library, item->modules[i]);
        if (!module) {
            continue;
        }
        if (!any) {
            buf_add_format(out, "%s\n", _("To go deeper (open from the patient's record)"));
        }
        any = true;
        buf_add_format(out, "  %s\n", wording_in(module, &module->title, i18n_language(), NULL));
    }
    if (any) {
        buf_add_char(out, '\n');
    }
}

/* Whether an overlay says anything of ITEM in LANGUAGE. */
static bool is_overlaid(const struct item *item, size_t language)
{
    const struct wording *wordings[] = {&item->label, &item->ask,     &item->if_asked,
                                        &item->hint,  &item->purpose, &item->guidance};
    unsigned overlaid = 0;
    for (size_t i = 0; i < sizeof wordings / sizeof *wordings; i++) {
        overlaid |= wordings[i]->overlaid;
    }
    for (size_t i = 0; i < item->probe_count; i++) {
        overlaid |= item->probes[i].overlaid;
    }
    for (size_t i = 0; item->choices && i < item->choices->count; i++) {
        overlaid |= item->choices->choices[i].label.overlaid;
    }
    return overlaid & 1u << language;
}

/* Words that are not the form's own: whose they are, and whether somebody looked them over. */
static void add_overlays(struct app *app)
{
    const struct form *form = app->desk->form;
    size_t language = form_language(form, app_prompt_language(app));
    struct buf *out = &app->reader.text;
    if (!is_overlaid(desk_place(app->desk)->item, language)) {
        return;
    }
    buf_add_format(out, "%s\n", _("Words of an overlay"));
    for (size_t i = 0; i < form->applied_count; i++) {
        const struct form_overlay *overlay = &form->applied[i];
        if (overlay->languages & 1u << language) {
            form_overlay_describe(out, form, overlay, i18n_language());
        }
    }
    buf_add_char(out, '\n');
}

bool command_about(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    const struct item *item = desk_place(app->desk)->item;
    struct buf *out = &app->reader.text;
    buf_clear(out);
    add_part(app, _("Question"), &item->label);
    add_part(app, _("Say"), &item->ask);
    add_part(app, _("Through an interpreter"), &item->if_asked);
    add_part(app, _("Say with it"), &item->hint);
    add_part(app, _("What it is for"), &item->purpose);
    for (size_t i = 0; i < item->probe_count; i++) {
        add_part(app, _("Follow-up question"), &item->probes[i]);
    }
    add_part(app, _("For you, not to be read aloud"), &item->guidance);
    add_overlays(app);
    add_modules(app);
    add_terms(app);
    app->reader.line = 0;
    app->about = true;
    return true;
}

/* ---- rows and the end ---- */

bool command_add_row(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    bool done = desk_add_row(app->desk, err);
    app_changed(app);
    return done;
}

bool command_remove_row(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    if (!desk_remove_row(app->desk, err)) {
        return false;
    }
    app_note(app, _("Row removed; Ctrl-Z brings it back"));
    app_changed(app);
    return true;
}

bool command_finalise(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    if (desk_interview(app->desk)->state == INTERVIEW_FINALISED) {
        panel_open(app, PANEL_AMEND);
        return true;
    }
    struct buf left = BUF_INIT;
    bool done = desk_finalise(app->desk, &left, err);
    if (done && left.length > 0) {
        app_note(app, _("Finalised (%s). Later changes need a reason (Ctrl-T)"), buf_text(&left));
    } else if (done) {
        app_note(app, _("Finalised. Later changes need a reason (Ctrl-T) and show as amendments"));
    }
    if (done) {
        app_changed(app);
    }
    buf_finish(&left);
    return done;
}
