/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Going over to a newer version of the form: a list of what it would change,
 * Enter takes it, Esc leaves everything as it is. And reading what has no
 * question any more.
 */
#include "app/app.h"

#include "app/upgrade.h"
#include "base/i18n.h"

#include <string.h>

/* The interview in front, or that of the line under the cursor. */
static const struct interview *interview_here(const struct app *app)
{
    const struct dossier *dossier = &app->dossier;
    if (app->desk) {
        return desk_interview(app->desk);
    }
    const struct dossier_line *line =
        dossier->at < dossier->shown_count ? dossier_at(dossier, dossier->at) : NULL;
    return line && line->form_id ? record_interview_of(session_record(app->session), line->form_id)
                                 : NULL;
}

bool command_newer(struct app *app, int argument, struct effect *effect, struct error *err)
{
    struct migration *migration;
    (void)argument;
    (void)effect;
    if (app->desk && !desk_store(app->desk, err)) {
        return false;
    }
    const struct interview *interview = interview_here(app);
    if (!interview) {
        return error_set(err, ERROR_USAGE, _("go to an interview that was begun first"));
    }
    /* Why it cannot be done is said at once, not behind a list. */
    if (!upgrade_plan(&migration, app->session, interview, err)) {
        return false;
    }
    migration_destroy(migration);
    memcpy(app->upgrading, interview->id, sizeof app->upgrading);
    list_open(app, LIST_NEWER);
    return true;
}

void newer_fill(struct app *app)
{
    struct upgrade_lines lines = UPGRADE_LINES_INIT;
    struct migration *migration;
    const struct interview *interview =
        record_interview(session_record(app->session), app->upgrading);
    if (!interview || !upgrade_plan(&migration, app->session, interview, NULL)) {
        return;
    }
    upgrade_describe(&lines, migration, i18n_language());
    for (size_t i = 0; i < lines.count; i++) {
        struct list_row *row = list_add_row(&app->list);
        struct upgrade_line *line = &lines.lines[i];
        buf_add_text(&row->label, buf_text(&line->what));
        buf_add_text(&row->aside, buf_text(&line->fate));
        buf_add_text(&row->detail, buf_text(&line->detail));
        row->quiet = line->quiet;
        list_row_find(row, buf_text(&line->what));
        list_row_find(row, buf_text(&line->fate));
    }
    upgrade_lines_finish(&lines);
    migration_destroy(migration);
}

void newer_title(struct buf *out, const struct app *app)
{
    const struct interview *interview =
        record_interview(session_record(app->session), app->upgrading);
    const struct form *before =
        interview ? session_form(app->session, interview->asked_with, NULL) : NULL;
    const struct form *after =
        interview ? library_find(session_library(app->session), interview->form_id) : NULL;
    buf_add_text(out, _("Other version"));
    if (before && after) {
        buf_add_text(out, ": ");
        upgrade_versions(out, before, after);
    }
    buf_add_format(out, ". %s", _("Enter takes it, Esc does not"));
}

bool newer_take(struct app *app, struct error *err)
{
    size_t kept = 0;
    const struct interview *interview =
        record_interview(session_record(app->session), app->upgrading);
    if (!interview) {
        return error_set(err, ERROR_NOT_FOUND, _("there is no such interview in this record"));
    }
    if (!upgrade_store(app->session, interview, &kept, err)) {
        return false;
    }
    if (app->desk) {
        desk_refresh(app->desk, "", "");
    }
    if (kept) {
        app_note(app,
                 ngettext("Taken over; %zu answer kept without a question (end of outline). "
                          "Ctrl-Z undoes",
                          "Taken over; %zu answers kept without a question (end of outline). "
                          "Ctrl-Z undoes",
                          kept),
                 kept);
    } else {
        app_note(app, _("Taken over; every answer has its question. Ctrl-Z takes it back"));
    }
    app_changed(app);
    return true;
}

/* ---- answers without a question ---- */

void newer_fill_kept(struct app *app)
{
    struct kept_answers kept = KEPT_ANSWERS_INIT;
    upgrade_kept(&kept, app->session, desk_interview(app->desk));
    for (size_t i = 0; i < kept.count; i++) {
        struct list_row *row = list_add_row(&app->list);
        row->place = i;
        row->quiet = true;
        upgrade_kept_question(&row->label, &kept.list[i], app_prompt_language(app));
        buf_add_text(&row->aside, _("kept, not asked"));
        buf_add_text(&row->detail, _("An answer without a question in this version: Enter reads "
                                     "it. It stands in the summary, too."));
        list_row_find(row, buf_text(&row->label));
        list_row_find(row, kept.list[i].stored->item);
    }
    kept_finish(&kept);
}

bool newer_read_kept(struct app *app, size_t index, struct error *err)
{
    struct kept_answers kept = KEPT_ANSWERS_INIT;
    upgrade_kept(&kept, app->session, desk_interview(app->desk));
    bool there =
        index < kept.count || error_set(err, ERROR_NOT_FOUND, _("that question is not asked now"));
    if (there) {
        buf_clear(&app->reader.text);
        upgrade_kept_text(&app->reader.text, app->session, &kept.list[index],
                          app_prompt_language(app));
        app->reader.line = 0;
        app->about = true;
    }
    kept_finish(&kept);
    return there;
}
