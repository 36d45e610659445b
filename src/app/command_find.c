/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands of the search.
 */
#include "app/app.h"

#include "app/find.h"
#include "base/i18n.h"

bool command_find_words(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    if (!app->session || app->screen == SCREEN_RECOVERY) {
        return error_set(err, ERROR_USAGE, _("unlock first"));
    }
    if (app->turned) {
        return error_set(err, ERROR_USAGE, _("turn the screen back first"));
    }
    if (app->panel && panel_fields_changed(&app->fields)) {
        return error_set(err, ERROR_USAGE, _("accept or leave these lines first"));
    }
    panel_close(app);
    list_close(app);
    app->about = false;
    return finder_open(app, err);
}

bool command_find_move(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    (void)err;
    struct finder *finder = app->finder;
    long by = argument;
    if (by == BY_PAGE || by == -BY_PAGE) {
        by = (by > 0 ? 1 : -1) * (finder->page > 1 ? finder->page - 1 : 1);
    }
    long at = (long)finder->at + by;
    if (at >= (long)finder->hits.count) {
        at = (long)finder->hits.count - 1;
    }
    finder->at = at < 0 ? 0 : (size_t)at;
    return true;
}

bool command_find_start(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    return finder_start(app, err);
}

bool command_find_open(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    bool gone = finder_choose(app, err);
    app_changed(app);
    return gone;
}
