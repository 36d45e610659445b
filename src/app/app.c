/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From event to command to effect: what a key means depends on what lies on
 * top (a list, a panel, the screen), and every change starts the clock of the
 * draft that is sealed within a second.
 */
#include "app/app.h"

#include "app/drawing.h"
#include "app/find.h"
#include "app/typing.h"
#include "base/alloc.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A power cut costs at most this much typing; half of what is promised. */
#define DRAFT_AFTER_MS 500
#define MINUTE_MS      60000

/* The demo opens by itself; after a lock it shows what to type. A preview has nothing to lock. */
static void start_demo(struct app *app)
{
    const char *passphrase = app->options.demo_passphrase;
    if (!app->options.preview && (app->options.locked || app->options.crashed)) {
        app_note(app, _("Locked. The passphrase of the demo is: %s"), passphrase);
        return;
    }
    panel_fields_type(&app->fields, passphrase, strlen(passphrase));
    app->pending = PENDING_UNLOCK;
}

/* The first picture is on the screen before a file is looked into; from here on
 * the process is fenced in. */
static void start_work(struct app *app)
{
    if (app->options.fence) {
        app->options.sandbox = app->options.fence(app->options.fence_self);
    }
    if (app->panel == PANEL_UNLOCK) {
        panel_know_user(app);
    }
    if (app->options.demo_passphrase) {
        start_demo(app);
    }
}

static void start_screen(struct app *app)
{
    app->screen = SCREEN_UNLOCK;
    bool there = file_exists(app->options.vault_path);
    panel_open(app, there ? PANEL_UNLOCK : PANEL_CREATE);
    app->pending = PENDING_START;
    if (app->options.crashed) {
        app_note(app, _("The program stopped unexpectedly. What was sealed is safe; the last "
                        "sentence comes back after unlocking."));
    } else if (app->options.locked) {
        app_note(app, _("Locked. Type the passphrase to go on where you were."));
    } else if (app->options.settings_problem) {
        app_note(app, _("Settings: %s"), app->options.settings_problem);
        app->message_kind = MESSAGE_ERROR;
    }
}

void app_create(struct app **out, const struct app_options *options)
{
    struct app *app = alloc_array(1, sizeof *app);
    app->options = *options;
    app->keymap = keymap_create(options->settings);
    app->find = text_edit_create(true);
    dossier_create(&app->dossier);
    app->list.filter = text_edit_create(true);
    capture_line_init(&app->capture);
    app->page = 10;
    app->mouse = options->mouse;
    app->last_key = world_elapsed(options->world);
    snprintf(app->summary_language, sizeof app->summary_language, "%s", i18n_language());
    start_screen(app);
    *out = app;
}

static void close_everything(struct app *app)
{
    list_close(app);
    capture_line_clear(app);
    app_close_boards(app);
    buf_finish(&app->outline.text);
    app->turned = false;
    tray_finish(app);
    said_finish(&app->said);
    offers_finish(&app->offers);
    next_finish(&app->next);
    finder_close(app);
    dossier_clear(app);
    app_close_desk(app);
    panel_fields_finish(&app->fields);
    app->panel = PANEL_NONE;
    app->panel_contact[0] = '\0';
    session_destroy(app->session);
    app->session = NULL;
    buf_finish(&app->clipboard);
    kill_ring_finish(&app->kills);
    buf_finish(&app->recovery);
    buf_finish(&app->reader.text);
    text_edit_set(app->find, "", 0);
    app->found_count = 0;
    app->about = false;
    app->hidden = false;
    aside_finish(app);
    app->draft_due = 0;
    draft_base_finish(&app->draft_base);
}

void app_destroy(struct app *app)
{
    if (!app) {
        return;
    }
    if (app->session) {
        struct error ignored = {0};
        (void)!app_seal_draft(app, &ignored);
    }
    close_everything(app);
    free(app->list.rows);
    free(app->list.shown);
    text_edit_destroy(app->list.filter);
    capture_line_finish(&app->capture);
    text_edit_destroy(app->find);
    free(app->found);
    dossier_finish(&app->dossier);
    library_destroy(app->library);
    keymap_destroy(app->keymap);
    free(app);
}

/* ---- messages ---- */

void app_note(struct app *app, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(app->message, sizeof app->message, format, args);
    va_end(args);
    app->message_kind = MESSAGE_NOTE;
}

bool app_complain(struct app *app, const struct error *err)
{
    error_text(err, app->message, sizeof app->message);
    app->message_kind = MESSAGE_ERROR;
    return false;
}

/* ---- what is typed ---- */

static void dropped_note(struct app *app, bool whole)
{
    if (!whole) {
        app_note(app, _("Some invisible characters were left out"));
    }
}

static void type_answer(struct app *app, const char *text, size_t length, bool typed)
{
    struct desk *desk = app->desk;
    if (desk_gate(desk) && !app->hidden) {
        app_note(app, _("A pause. 1 goes on; 2 keeps this for later; 3 leaves it out"));
        return;
    }
    app_open_aside(app, ASIDE_NONE);
    if (!item_takes_answer(desk_place(desk)->item)) {
        if (app_is_turned(app) || text[0] == ' ') {
            app_note(app, _("Nothing is asked here; Tab goes to the next question"));
            return;
        }
        /* People talk during introductions: no letter of it is lost. */
        capture_line_open(app);
        app_type(app, text, length, typed);
        app_note(app, _("Nothing is asked here: Enter keeps this line in the tray"));
        return;
    }
    if (!desk_takes_typing(desk)) {
        app_note(app, item_is_computed(desk_place(desk)->item)
                          ? _("The form works this out; nobody types it")
                          : _("The form gives this only to be read"));
        return;
    }
    size_t choices = desk_choice_count(desk);
    if (app_on_choices(app)) {
        size_t number =
            length == 1 && text[0] >= '1' && text[0] <= '9' ? (size_t)(text[0] - '1') : SIZE_MAX;
        if (typed && number < choices) {
            desk_toggle(desk, number);
            app_changed(app);
            return;
        }
        /* Words do not wait for the right place: they stand beside the choices. */
        desk->choice = choices;
    }
    dropped_note(app, text_edit_insert(desk->edit, text, length, typed));
    app_changed(app);
}

void app_type(struct app *app, const char *text, size_t length, bool typed)
{
    struct text_edit *edit = app_editor(app);
    if (edit && typed && length == 1 && (text[0] == ' ' || text[0] == '\n')) {
        app_expand_marked(app, edit);
    }
    if (capture_line_focused(app)) {
        dropped_note(app, text_edit_insert(app->capture.edit, text, length, typed));
        app_changed(app);
    } else if (app->list.kind) {
        text_edit_insert(app->list.filter, text, length, typed);
        list_filter(app);
    } else if (app->finder) {
        text_edit_insert(app->finder->words, text, length, typed);
        finder_typed(app);
    } else if (app->about) {
        app->about = false;
        app_type(app, text, length, typed);
    } else if (app->panel) {
        if (!panel_fields_type(&app->fields, text, length)) {
            app_note(app, _("That cannot be typed here"));
        }
        app_changed(app);
        if (typed && app->panel == PANEL_STATE) {
            context_act_on_digit(app, text, length);
        }
    } else if (app->screen == SCREEN_PATIENT) {
        text_edit_insert(app->dossier.filter, text, length, typed);
        dossier_filter(app);
    } else if (app->screen == SCREEN_PATIENTS) {
        text_edit_insert(app->find, text, length, typed);
        app->found_at = 0;
        app_find_patients(app);
    } else if (app->screen == SCREEN_INTERVIEW) {
        type_answer(app, text, length, typed);
    } else if (app->screen == SCREEN_DRAWING) {
        app_type_drawing(app, text, length, typed);
    }
}

void app_changed(struct app *app)
{
    if (app->list.kind && !capture_line_focused(app)) {
        list_filter(app);
        return;
    }
    if (app->finder) {
        finder_typed(app);
        return;
    }
    if (app->screen == SCREEN_PATIENTS && !app->panel) {
        app_find_patients(app);
    }
    if (app->screen == SCREEN_PATIENT && !app->panel) {
        dossier_filter(app);
    }
    if (app->session && app->draft_due == 0) {
        app->draft_due = world_elapsed(app->options.world) + DRAFT_AFTER_MS;
    }
}

/* What the desk found odd about an answer, unless there is something to say already. */
static void pass_on_remark(struct app *app)
{
    if (app->desk && app->desk->remark[0] && app->message_kind == MESSAGE_NONE) {
        app_note(app, "%s", app->desk->remark);
        app->desk->remark[0] = '\0';
    }
}

/* Sealing an answer drops the draft; what waits in the capture line must stay in one. */
static void keep_capture(struct app *app, unsigned long version)
{
    struct error later = {0};
    if (app->session && capture_line_unfinished(app) && session_version(app->session) != version &&
        !app_seal_draft(app, &later)) {
        app_changed(app);
    }
}

/* Returns whether the key could do no more than edit the text under the cursor. */
static bool press(struct app *app, const struct key *key, struct effect *effect)
{
    unsigned long version = app->session ? session_version(app->session) : 0;
    uint64_t contexts[APP_CONTEXTS_MAX];
    struct error err = {0};
    bool editing = false;
    app->message_kind = MESSAGE_NONE;
    app_contexts(app, contexts);
    bool letter = key->name == KEY_NAME_TEXT && !(key->modifiers & (KEY_CONTROL | KEY_ALT));
    /* A letter in the capture line is a letter, whatever it does on the screen above. */
    const struct command *command =
        letter && capture_line_focused(app) ? NULL : keymap_find(app->keymap, key, contexts);
    if (command) {
        if (!command->run(app, command->argument, effect, &err)) {
            app_complain(app, &err);
        }
        pass_on_remark(app);
        keep_capture(app, version);
        editing = typing_is_editing(command);
    } else if (letter) {
        struct buf text = BUF_INIT;
        text_encode(&text, key->code_point);
        app_type(app, buf_text(&text), text.length, true);
        buf_finish(&text);
        editing = true;
    } else if (!app->hidden && !app_is_turned(app)) {
        struct buf name = BUF_INIT;
        key_format(&name, key);
        app_note(app, _("%s does nothing here; F1 shows what does"), buf_text(&name));
        buf_finish(&name);
    }
    return editing;
}

/* ---- time ---- */

static void lock(struct app *app, struct effect *effect)
{
    struct error err = {0};
    if (app->session) {
        (void)!app_seal_draft(app, &err);
        (void)!vault_audit(session_vault(app->session), AUDIT_LOCK, "", "", &err);
    }
    close_everything(app);
    app->options.locked = true;
    app->options.crashed = false;
    app->screen = SCREEN_UNLOCK;
    start_screen(app);
    effect->lock = true;
}

/* Minutes of the day, for the time of a visit and for the clock of the hidden screen. */
static void tell_minute(struct app *app)
{
    int64_t minute = app->session ? world_now(app->options.world) / MINUTE_MS : app->minute;
    if (minute != app->minute) {
        app->minute = minute;
        app->version++;
    }
}

/* Sealing a draft shows nothing, unless it fails. */
static void pass_time(struct app *app, struct effect *effect)
{
    int64_t now = world_elapsed(app->options.world);
    struct error err = {0};
    if (app->finder && app->finder->running) {
        finder_step(app);
    }
    if (app->draft_due && now >= app->draft_due && !app_seal_draft(app, &err)) {
        /* What a key was just answered with is not written over. */
        if (app->message_kind != MESSAGE_ERROR) {
            app_complain(app, &err);
        }
        app->draft_due = now + 2 * DRAFT_AFTER_MS;
    }
    preview_follow(app);
    if (app->session && app->options.idle_ms && now - app->last_key >= app->options.idle_ms) {
        lock(app, effect);
    }
}

int app_timeout(const struct app *app)
{
    if (!app->session) {
        return -1;
    }
    int64_t now = world_elapsed(app->options.world);
    int64_t due = app->options.preview ? now + PREVIEW_LOOK_MS : INT64_MAX;
    if (app->finder && app->finder->running) {
        return 1; /* not 0: a key that was pressed goes first */
    }
    if (app->draft_due) {
        due = app->draft_due;
    }
    if (app->options.idle_ms && app->last_key + app->options.idle_ms < due) {
        due = app->last_key + app->options.idle_ms;
    }
    /* Only the hidden screen has a clock; nothing else wakes for the time of day. */
    if (app->hidden) {
        int64_t minute = now + MINUTE_MS - world_now(app->options.world) % MINUTE_MS;
        due = minute < due ? minute : due;
    }
    if (due == INT64_MAX) {
        return -1;
    }
    return due <= now ? 0 : due - now > 3600000 ? 3600000 : (int)(due - now);
}

/* What was due is done only when nothing is being typed at this moment: a key is shown
 * before a disk is waited for. */
void app_event(struct app *app, const struct event *event, struct effect *effect)
{
    struct typing before;
    bool editing = false;
    typing_note(&before, app);
    tell_minute(app);
    switch (event->kind) {
    case EVENT_KEY:
        editing = press(app, &event->key, effect);
        app->last_key = world_elapsed(app->options.world);
        break;
    case EVENT_PASTE:
        app->message_kind = MESSAGE_NONE;
        app_type(app, buf_text(&event->paste), event->paste.length, false);
        app->last_key = world_elapsed(app->options.world);
        editing = true;
        break;
    case EVENT_MOUSE:
        app_mouse(app, &event->mouse, effect);
        app->last_key = world_elapsed(app->options.world);
        break;
    case EVENT_LOCK:
    case EVENT_END:
        lock(app, effect);
        effect->quit = event->kind == EVENT_END;
        break;
    case EVENT_NONE:
        editing = app->draft_due != 0 || app->options.preview;
        pass_time(app, effect);
        break;
    case EVENT_RESIZE:
        break;
    }
    if (!editing || !typing_is_plain(&before, app)) {
        app->version++;
    }
}

void app_work(struct app *app, struct effect *effect)
{
    struct error err = {0};
    enum pending pending = app->pending;
    (void)effect;
    app->version++;
    app->pending = PENDING_NONE;
    if (pending == PENDING_START) {
        start_work(app);
        return;
    }
    app->message_kind = MESSAGE_NONE;
    bool done = pending == PENDING_UNLOCK   ? app_unlock(app, &err)
                : pending == PENDING_CREATE ? app_make_vault(app, &err)
                                            : true;
    if (!done) {
        app_complain(app, &err);
    }
    app->last_key = world_elapsed(app->options.world);
}
