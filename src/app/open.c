/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening things: the vault, a patient, an interview, the summary; and the way
 * out to a file.
 */
#include "app/app.h"

#include "app/drawing.h"
#include "base/alloc.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "export/export.h"
#include "export/summary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void show_patients(struct app *app)
{
    app->screen = SCREEN_PATIENTS;
    panel_close(app);
    text_edit_set(app->find, "", 0);
    app_find_patients(app);
}

static void say_last_used(struct app *app)
{
    const struct vault *vault = session_vault(app->session);
    if (vault_warning(vault)[0]) {
        snprintf(app->message, sizeof app->message, "%s", vault_warning(vault));
        app->message_kind = MESSAGE_ERROR;
    } else if (library_problem_count(app->library) > 0) {
        /* Whoever put a form or an overlay there counts on it. */
        app_note(app, "%s", library_problem(app->library, 0));
        app->message_kind = MESSAGE_ERROR;
    } else if (vault_last_used(vault)[0]) {
        app_note(app, "%s", vault_last_used(vault));
    }
}

/* Forms are read behind the passphrase: before it nobody waits for them. */
static bool need_library(struct app *app, struct error *err)
{
    return app->library || library_open_installed(&app->library, app->options.world, err);
}

bool app_unlock(struct app *app, struct error *err)
{
    struct vault *vault;
    const char *user = panel_fields_text(&app->fields, "user");
    struct secret *passphrase = panel_fields_secret(&app->fields, "passphrase");
    if (!need_library(app, err)) {
        return false;
    }
    if (!vault_open(&vault, app->options.world, app->options.vault_path, user[0] ? user : NULL,
                    passphrase, err)) {
        if (err->code == ERROR_DENIED) {
            int64_t wait = app->failures < 5 ? (int64_t)1000 << app->failures : 30000;
            app->failures++;
            app->unlock_after = world_elapsed(app->options.world) + wait;
            secret_set_length(passphrase, 0);
        }
        return false;
    }
    app->failures = 0;
    app->session = session_create(app->options.world, vault, app->library);
    show_patients(app);
    say_last_used(app);
    app_restore_draft(app);
    preview_begin(app);
    return true;
}

bool app_make_vault(struct app *app, struct error *err)
{
    struct vault *vault;
    struct vault_cost measured;
    const struct vault_cost *cost = app->options.cost;
    if (!cost) {
        measured = vault_cost_calibrated();
        cost = &measured;
    }
    buf_clear(&app->recovery);
    if (!need_library(app, err)) {
        return false;
    }
    if (!vault_create(&vault, app->options.world, app->options.vault_path,
                      panel_fields_text(&app->fields, "user"),
                      panel_fields_secret(&app->fields, "passphrase"), cost, &app->recovery, err)) {
        /* What follows is typed blind: it must not go behind what was refused. */
        panel_fields_go(&app->fields, "again");
        panel_fields_wipe(&app->fields);
        panel_fields_go(&app->fields, "passphrase");
        panel_fields_wipe(&app->fields);
        return false;
    }
    app->session = session_create(app->options.world, vault, app->library);
    app->screen = SCREEN_RECOVERY;
    panel_open(app, PANEL_RECOVERY);
    return true;
}

/* ---- patients ---- */

bool app_show_patient(struct app *app, const char *id, struct error *err)
{
    if (!capture_line_settle(app, err)) {
        return false;
    }
    app_close_boards(app);
    if (!session_open_patient(app->session, id, err)) {
        return false;
    }
    app->screen = SCREEN_PATIENT;
    dossier_begin(app);
    return true;
}

/* ---- interview ---- */

void app_close_desk(struct app *app)
{
    desk_close(app->desk);
    app->desk = NULL;
    app->way_back.count = 0;
    app->turned = false;
    app_open_aside(app, ASIDE_NONE);
}

bool app_show_interview(struct app *app, const char *form_id, struct error *err)
{
    struct desk *desk;
    if (!desk_open(&desk, app->session, form_id, err)) {
        return false;
    }
    app_close_desk(app);
    app->desk = desk;
    app->screen = SCREEN_INTERVIEW;
    app_recall_prompt_mode(app);
    return true;
}

/* ---- summary ---- */

static const struct form *form_of(void *self, const char *digest)
{
    return session_form(self, digest, NULL);
}

static struct document *build_document(const struct app *app, enum summary_bundle bundle)
{
    struct session *session = app->session;
    struct buf seal = BUF_INIT;
    vault_seal(session_vault(session), &seal);
    struct summary_request request = {
        .record = session_record(session),
        .patient_id = session_patient_id(session),
        .form = form_of,
        .self = session,
        .language = app->summary_language,
        .order = SUMMARY_OUTLINE,
        .audience = app->summary_audience,
        .bundle = bundle,
        .author = vault_user(session_vault(session)),
        .seal = buf_text(&seal),
    };
    summary_set_date(&request, app->options.world);
    struct document *document = summary_build(&request);
    buf_finish(&seal);
    return document;
}

void app_build_summary(struct app *app, int columns)
{
    struct error err = {0};
    struct document *document = build_document(app, SUMMARY_NO_BUNDLE);
    struct export_options options = {.columns = columns, .ascii = app->options.ascii};
    buf_clear(&app->reader.text);
    if (!export_format_find("text")->write(&app->reader.text, document, &options, &err)) {
        app_complain(app, &err);
    }
    document_destroy(document);
    app->summary_columns = columns;
}

bool app_show_summary(struct app *app, struct error *err)
{
    if (app->desk && !desk_store(app->desk, err)) {
        return false;
    }
    app->screen = SCREEN_SUMMARY;
    app->summary_audience = AUDIENCE_COLLEAGUE; /* another one is chosen for one summary */
    app->reader.line = 0;
    app->summary_columns = 0;
    return true;
}

bool app_name_is_plain(const char *name)
{
    return name[0] && name[0] != '.' && !strchr(name, '/') && strlen(name) < 100;
}

/* The log holds that something went out, in which form, how much: no content. */
static bool note_export(struct app *app, const char *format, const struct buf *bytes,
                        struct error *err)
{
    char digest[65], detail[200];
    digest_sha256(digest, buf_text(bytes), bytes->length);
    snprintf(detail, sizeof detail, "%s for %s, %zu bytes, sha256 %.16s", format,
             audience_row(app->summary_audience)->name, bytes->length, digest);
    return vault_audit(session_vault(app->session), AUDIT_EXPORT, session_patient_id(app->session),
                       detail, err);
}

bool app_export(struct app *app, const char *format_name, const char *name, struct error *err)
{
    const struct export_format *format = export_format_find(format_name);
    struct buf bytes = BUF_INIT, path = BUF_INIT;
    if (!format) {
        return error_set(err, ERROR_UNSUPPORTED, _("this program was built without %s export"),
                         format_name);
    }
    if (!app_name_is_plain(name)) {
        return error_set(err, ERROR_INVALID, _("give a file name without a slash or leading dot"));
    }
    struct document *document = build_document(app, format->bundle);
    struct export_options options = {.columns = 80, .modules = app->options.world->modules};
    const char *home = app->options.world->export_home;
    buf_add_format(&path, "%s/%s%s", home, name, format->suffix);
    struct file_place place = FILE_PLACE_INIT;
    /* What cannot be written did not go out: the log has nothing of it. */
    bool written = format->write(&bytes, document, &options, err) &&
                   file_make_directory(home, err) &&
                   file_place_take(&place, buf_text(&path), bytes.length, err) &&
                   note_export(app, format_name, &bytes, err) &&
                   file_place_fill(&place, buf_text(&bytes), bytes.length, err);
    file_place_finish(&place);
    if (written) {
        app_note(app, _("%s: whoever can open this file can read it"), buf_text(&path));
    }
    document_destroy(document);
    buf_finish(&bytes);
    buf_finish(&path);
    return written;
}
