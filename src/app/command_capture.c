/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands of the capture line.
 */
#include "app/app.h"

#include "base/i18n.h"
#include "record/fields.h"

/* The draft goes with what is sealed: what else is typed must not wait for its turn. */
static void seal_rest(struct app *app)
{
    struct error later = {0};
    if (!app_seal_draft(app, &later)) {
        app_changed(app);
    }
}

static bool seal_line(struct app *app, struct error *err)
{
    if (!capture_line_seal(app, err)) {
        return false;
    }
    seal_rest(app);
    if (app->list.kind == LIST_TRAY) {
        list_open(app, LIST_TRAY);
    }
    size_t count = record_waiting(session_record(app->session));
    const char *key = keymap_key(app->keymap, command_find("tray"));
    app_note(app,
             ngettext("Sealed; %zu line waits in the tray (%s)",
                      "Sealed; %zu lines wait in the tray (%s)", count),
             count, key ? key : "tray");
    return true;
}

/* Opens it; pressed again, seals what is typed and is ready for the next. */
bool command_capture(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    if (!capture_line_focused(app)) {
        capture_line_open(app);
        app_changed(app);
        return true;
    }
    if (!capture_line_unfinished(app)) {
        capture_line_close(app);
        return true;
    }
    return seal_line(app, err);
}

bool command_capture_seal(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    if (!capture_line_unfinished(app)) {
        capture_line_close(app);
        return true;
    }
    if (!seal_line(app, err)) {
        return false;
    }
    capture_line_close(app);
    return true;
}

bool command_capture_leave(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    capture_line_close(app);
    if (capture_line_unfinished(app)) {
        app_note(app, _("Kept as it is; the capture key goes on with it"));
    }
    app_changed(app);
    return true;
}

/* Whose words the line holds; ARGUMENT is an enum answer_by. */
bool command_capture_by(struct app *app, int argument, struct effect *effect, struct error *err)
{
    struct answer *source = &app->capture.source;
    (void)effect;
    (void)err;
    source->by = (enum answer_by)argument;
    if (source->by != BY_INFORMANT) {
        field_set(&source->relation, "");
    }
    app_changed(app);
    return true;
}

bool command_capture_verbatim(struct app *app, int argument, struct effect *effect,
                              struct error *err)
{
    struct answer *source = &app->capture.source;
    (void)argument;
    (void)effect;
    (void)err;
    source->how = source->how == HOW_VERBATIM ? HOW_SUMMARY : HOW_VERBATIM;
    app_changed(app);
    return true;
}
