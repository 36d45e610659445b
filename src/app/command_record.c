/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands on the list of patients, one patient's screen, and the summary.
 */
#include "app/app.h"

#include "base/i18n.h"

#include <stdio.h>
#include <string.h>

static size_t moved(size_t at, size_t count, long by)
{
    long to = (long)at + by;
    if (to >= (long)count) {
        to = (long)count - 1;
    }
    return to < 0 ? 0 : (size_t)to;
}

bool command_row(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    (void)err;
    long by = argument;
    if (by == BY_PAGE || by == -BY_PAGE) {
        by = (by > 0 ? 1 : -1) * (app->page > 1 ? app->page - 1 : 1);
    }
    if (app->screen == SCREEN_PATIENTS) {
        app->found_at = moved(app->found_at, app->found_count, by);
    } else {
        dossier_move(app, argument);
    }
    return true;
}

bool command_open_patient(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    if (app->found_at >= app->found_count) {
        return error_set(err, ERROR_NOT_FOUND, _("nobody found; F2 adds a patient"));
    }
    char id[33];
    memcpy(id, app_found(app, app->found_at)->id, sizeof id);
    bool opened = app_show_patient(app, id, err);
    app_changed(app);
    return opened;
}

bool command_open_instrument(struct app *app, int argument, struct effect *effect,
                             struct error *err)
{
    (void)argument;
    (void)effect;
    bool opened = dossier_open(app, err);
    app_changed(app);
    return opened;
}

bool command_section(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    (void)err;
    dossier_next_section(app, argument);
    return true;
}

bool command_summary(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    bool shown = app_show_summary(app, err);
    app_changed(app);
    return shown;
}

bool command_summary_language(struct app *app, int argument, struct effect *effect,
                              struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    bool dutch = strcmp(app->summary_language, "nl") == 0;
    snprintf(app->summary_language, sizeof app->summary_language, "%s", dutch ? "en" : "nl");
    app->summary_columns = 0;
    return true;
}

bool command_summary_audience(struct app *app, int argument, struct effect *effect,
                              struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    app->summary_audience = (enum audience)((app->summary_audience + 1) % AUDIENCE_COUNT);
    app->summary_columns = 0;
    app->reader.line = 0;
    app_note(app, "%s", _(audience_row(app->summary_audience)->summary));
    return true;
}
