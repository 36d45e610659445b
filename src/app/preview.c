/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Following a form file. It is looked at and not listened to: that works on
 * every file system and with every way in which editors save.
 */
#include "app/preview.h"

#include "app/app.h"
#include "app/upgrade.h"
#include "base/i18n.h"

#include <string.h>

static const struct interview *interview_of(const struct app *app)
{
    const char *form_id = app->options.preview->form_id;
    const struct interview *open = app->desk ? desk_interview(app->desk) : NULL;
    return open && strcmp(open->form_id, form_id) == 0
               ? open
               : record_interview_of(session_record(app->session), form_id);
}

/* Over to what lies in the library now. CHANGED: whether it says anything else. */
static bool take(struct app *app, bool *changed, struct error *err)
{
    const struct interview *interview = interview_of(app);
    const struct form *form =
        library_find(session_library(app->session), app->options.preview->form_id);
    *changed = interview && form && (interview->state == INTERVIEW_FINALISED ||
                                     migration_possible(interview, form, NULL));
    if (!*changed) {
        return true;
    }
    if ((app->desk && !desk_store(app->desk, err)) ||
        !upgrade_store(app->session, interview_of(app), NULL, err)) {
        return false;
    }
    if (app->desk) {
        desk_refresh(app->desk, "", "");
    }
    app->summary_columns = 0;
    app_changed(app);
    return true;
}

static void say(struct app *app, const char *what, size_t warnings)
{
    if (warnings == 0) {
        app_note(app, "%s", what);
        return;
    }
    app_note(app,
             ngettext("%s; %zu finding, `verhaal check` tells it",
                      "%s; %zu findings, `verhaal check` tells them", warnings),
             what, warnings);
}

static void read_file(struct app *app, bool first)
{
    const struct app_preview *preview = app->options.preview;
    struct form *form = NULL;
    struct error err = {0};
    size_t warnings = 0;
    bool changed = false, good = preview->read(preview->self, &form, &warnings, &err);
    if (good) {
        library_put(app->library, form);
        good = take(app, &changed, &err);
    }
    if (!good) {
        app_complain(app, &err);
    } else {
        say(app,
            first     ? _("Nobody's record: nothing is kept")
            : changed ? _("The form was read again")
                      : _("The form was read again; it says the same"),
            warnings);
    }
    app->version++;
}

void preview_begin(struct app *app)
{
    const struct app_preview *preview = app->options.preview;
    struct error err = {0};
    if (!preview) {
        return;
    }
    file_look(&app->preview.read, preview->path);
    app->preview.seen = app->preview.read;
    if (!app->desk) {
        const struct vault_patient *nobody = app_found(app, 0);
        if (!nobody || !app_show_patient(app, nobody->id, &err) ||
            !app_show_interview(app, preview->form_id, &err)) {
            app_complain(app, &err);
            return;
        }
        if (preview->language) {
            app_set_prompt_mode(app, PROMPT_PATIENT);
        }
    }
    read_file(app, true);
}

/* Something lies open that a changed form would be pulled away from under. */
static bool is_busy(const struct app *app)
{
    return app->pending || app->list.kind || app->panel || app->finder || app->about ||
           capture_line_focused(app);
}

void preview_follow(struct app *app)
{
    const struct app_preview *preview = app->options.preview;
    struct preview_memory *memory = &app->preview;
    struct file_stamp now, none = {0};
    if (!preview || !app->session || !session_record(app->session)) {
        return;
    }
    int64_t elapsed = world_elapsed(app->options.world);
    file_look(&now, preview->path);
    if (!file_stamp_same(&now, &memory->seen)) {
        memory->seen = now;
        memory->seen_at = elapsed;
        return;
    }
    /* Half a file is no file: it has to have lain still. Many editors take it away first. */
    if (file_stamp_same(&now, &memory->read) || file_stamp_same(&now, &none) ||
        elapsed - memory->seen_at < PREVIEW_LOOK_MS / 2 || is_busy(app)) {
        return;
    }
    memory->read = now;
    read_file(app, false);
}
