/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands around the question in front: what was already said, which modules are
 * offered.
 */
#include "app/app.h"

#include "base/i18n.h"
#include "form/translation.h"

static bool nothing_said(struct error *err)
{
    return error_set(err, ERROR_NOT_FOUND, _("nothing was said about this elsewhere yet"));
}

bool command_said(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    if (!item_takes_answer(desk_place(app->desk)->item)) {
        return error_set(err, ERROR_USAGE, _("nothing is asked here; go to a question first"));
    }
    if (said_of(app)->count == 0) {
        return nothing_said(err);
    }
    list_open(app, LIST_SAID);
    return true;
}

static bool quote(struct app *app, size_t index, struct error *err)
{
    if (!said_quote(app->desk, &said_of(app)->entries[index], err)) {
        return false;
    }
    app_note(app, _("Quoted, not sealed yet; Ctrl-Z takes it out"));
    app_changed(app);
    return true;
}

/* The nearest one, without looking at the others. */
bool command_said_quote(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    if (said_of(app)->count == 0) {
        return nothing_said(err);
    }
    return quote(app, 0, err);
}

bool command_said_choose(struct app *app, int argument, struct effect *effect, struct error *err)
{
    const struct list *list = &app->list;
    (void)argument;
    (void)effect;
    if (list->at >= list->shown_count) {
        return error_set(err, ERROR_NOT_FOUND, _("nothing matches what you typed"));
    }
    size_t index = list->rows[list->shown[list->at]].place;
    list_close(app);
    return quote(app, index, err);
}

/* ---- the flag ---- */

bool command_flag(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    if (!desk_flagged(app->desk, NULL)) {
        if (!item_takes_answer(desk_place(app->desk)->item)) {
            return error_set(err, ERROR_USAGE, _("nothing is asked here; go to a question first"));
        }
        panel_open(app, PANEL_FLAG);
        return true;
    }
    if (!desk_flag(app->desk, false, "", err)) {
        return false;
    }
    app_note(app, _("The flag is taken away; Ctrl-Z brings it back"));
    app_changed(app);
    return true;
}

/* ---- modules ---- */

bool command_offers(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    if (offers_of(app)->count == 0) {
        return error_set(err, ERROR_NOT_FOUND, _("nothing said so far calls for another form"));
    }
    list_open(app, LIST_OFFERS);
    return true;
}

bool offers_begin(struct app *app, size_t index, struct error *err)
{
    const struct form *form = offers_of(app)->list[index].form;
    const struct form *from = app->desk->form;
    if (!desk_store(app->desk, err) || !app_show_interview(app, form->form_id, err)) {
        return false;
    }
    app_note(app, _("Begun. %s is where it was; Esc and Enter go back to it"),
             wording_in(from, &from->title, i18n_language(), NULL));
    app_changed(app);
    return true;
}
