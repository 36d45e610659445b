/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What accepting a panel does. If it cannot be done the panel stays as it is,
 * with every letter that was typed.
 */
#include "app/app.h"

#include "app/attach.h"
#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "vault/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void take(char **out, struct panel_fields *fields, const char *name)
{
    free(*out);
    *out = alloc_string(panel_fields_text(fields, name));
}

static bool submit_unlock(struct app *app)
{
    int64_t wait = app->unlock_after - world_elapsed(app->options.world);
    if (wait > 0) {
        app_note(app, _("Wait %d seconds before the next try"), (int)((wait + 999) / 1000));
        return true;
    }
    app->pending = PENDING_UNLOCK;
    app_note(app, _("Unlocking…"));
    return true;
}

/* A passphrase that was typed blind is typed again as a whole. */
static bool passphrase_again(struct app *app, struct error *err, const char *message)
{
    secret_set_length(panel_fields_secret(&app->fields, "passphrase"), 0);
    secret_set_length(panel_fields_secret(&app->fields, "again"), 0);
    panel_fields_go(&app->fields, "passphrase");
    return error_set(err, ERROR_INVALID, "%s", message);
}

static bool submit_create(struct app *app, struct error *err)
{
    const struct secret *one = panel_fields_secret(&app->fields, "passphrase");
    const struct secret *two = panel_fields_secret(&app->fields, "again");
    if (!panel_fields_text(&app->fields, "user")[0]) {
        panel_fields_go(&app->fields, "user");
        return error_set(err, ERROR_INVALID, _("give a name for the user"));
    }
    if (secret_length(one) != secret_length(two) ||
        memcmp(secret_view(one), secret_view(two), secret_length(one)) != 0) {
        return passphrase_again(app, err, _("the two passphrases are not the same"));
    }
    app->pending = PENDING_CREATE;
    app_note(app, _("Making the vault…"));
    return true;
}

/* The NUMBER-th group (1-based) of the recovery code, without its dashes. */
static void group_of(const char *code, unsigned number, char *out, size_t size)
{
    for (; number > 1 && *code; code++) {
        if (*code == '-' || *code == ' ' || *code == '\n') {
            number--;
        }
    }
    size_t length = strcspn(code, "- \n");
    snprintf(out, size, "%.*s", (int)length, code);
}

static bool same_group(const char *typed, const char *group)
{
    struct buf a = BUF_INIT, b = BUF_INIT;
    text_fold(&a, typed, strlen(typed));
    text_fold(&b, group, strlen(group));
    bool same = a.length && strcmp(buf_text(&a), buf_text(&b)) == 0;
    buf_finish(&a);
    buf_finish(&b);
    return same;
}

static bool submit_recovery(struct app *app, struct error *err)
{
    char third[32], seventh[32];
    group_of(buf_text(&app->recovery), 3, third, sizeof third);
    group_of(buf_text(&app->recovery), 7, seventh, sizeof seventh);
    if (!same_group(panel_fields_text(&app->fields, "third"), third) ||
        !same_group(panel_fields_text(&app->fields, "seventh"), seventh)) {
        return error_set(err, ERROR_INVALID,
                         _("that does not match the code; check those groups again"));
    }
    buf_finish(&app->recovery);
    panel_close(app);
    app->screen = SCREEN_PATIENTS;
    app_find_patients(app);
    app_note(app, _("Keep the code where only you and your practice can find it"));
    return true;
}

static void fill_patient(struct app *app, struct patient *patient)
{
    take(&patient->name, &app->fields, "name");
    take(&patient->code, &app->fields, "code");
    take(&patient->languages, &app->fields, "languages");
    take(&patient->note, &app->fields, "note");
    patient_set_birth(patient, panel_fields_text(&app->fields, "birth"));
}

static bool submit_patient(struct app *app, struct error *err)
{
    struct patient patient;
    patient_init(&patient);
    fill_patient(app, &patient);
    bool added = session_add_patient(app->session, &patient, err);
    patient_finish(&patient);
    if (!added) {
        return false;
    }
    panel_close(app);
    app->screen = SCREEN_PATIENT;
    dossier_begin(app);
    text_edit_set(app->find, "", 0);
    app_note(app, _("Added. F4 notes today's visit, Enter opens the interview"));
    return true;
}

static bool submit_patient_edit(struct app *app, struct error *err)
{
    struct patient patient;
    patient_init(&patient);
    patient_copy(&patient, &session_record(app->session)->patient);
    fill_patient(app, &patient);
    struct edit edit;
    edit_init(&edit);
    struct change_context context = session_context(app->session);
    bool stored = (patient.name[0] || patient.code[0]) ||
                  error_set(err, ERROR_INVALID, _("a patient needs a name or a code"));
    if (stored) {
        change_patient(&edit, session_record(app->session), &patient, &context);
        stored = session_store(app->session, &edit, 1, true, err);
    }
    edit_finish(&edit);
    patient_finish(&patient);
    if (stored) {
        panel_close(app);
    }
    return stored;
}

/* A number of minutes, or nothing: anything else would silently show no time. */
static bool planned_is_understood(struct app *app, struct error *err)
{
    const char *text = panel_fields_text(&app->fields, "planned");
    if (!text[0] || strtol(text, NULL, 10) > 0) {
        return true;
    }
    panel_fields_go(&app->fields, "planned");
    return error_set(err, ERROR_INVALID, _("minutes planned: expected a number such as 50"));
}

static bool submit_contact(struct app *app, struct error *err)
{
    if (!planned_is_understood(app, err)) {
        return false;
    }
    struct contact contact;
    const struct contact *known =
        record_contact(session_record(app->session), app->panel_contact);
    if (!known) {
        known = session_contact(app->session);
    }
    contact_init(&contact);
    if (known) {
        contact_copy(&contact, known);
    } else {
        contact.time = world_now(app->options.world);
    }
    take(&contact.date, &app->fields, "date");
    take(&contact.present, &app->fields, "present");
    take(&contact.language, &app->fields, "language");
    take(&contact.interpreter, &app->fields, "interpreter");
    take(&contact.mode, &app->fields, "mode");
    take(&contact.trouble, &app->fields, "trouble");
    take(&contact.consent, &app->fields, "consent");
    take(&contact.planned, &app->fields, "planned");
    take(&contact.next, &app->fields, "next");
    contact.professional = strcmp(panel_fields_text(&app->fields, "professional"), "yes") == 0;
    struct edit edit;
    edit_init(&edit);
    struct change_context context = session_context(app->session);
    change_contact(&edit, session_record(app->session), &contact, &context);
    bool stored = session_store(app->session, &edit, 1, true, err);
    edit_finish(&edit);
    contact_finish(&contact);
    if (stored) {
        panel_close(app);
    }
    return stored;
}

static bool submit_who(struct app *app, struct error *err)
{
    enum answer_by by;
    enum answer_how how;
    if (!answer_by_parse(&by, panel_fields_text(&app->fields, "by")) ||
        !answer_how_parse(&how, panel_fields_text(&app->fields, "how"))) {
        return error_set(err, ERROR_INVALID, _("choose whose words these are"));
    }
    if (!desk_set_source(app->desk, by, panel_fields_text(&app->fields, "relation"), how,
                         panel_fields_text(&app->fields, "language"),
                         panel_fields_text(&app->fields, "gloss"), err)) {
        return false;
    }
    panel_close(app);
    return true;
}

static bool submit_state(struct app *app, struct error *err)
{
    enum answer_state state;
    if (!answer_state_parse(&state, panel_fields_text(&app->fields, "state"))) {
        return error_set(err, ERROR_INVALID, _("choose one of the reasons"));
    }
    if (!desk_set_state(app->desk, state, panel_fields_text(&app->fields, "reason"), err)) {
        return false;
    }
    panel_close(app);
    /* Done with this one; at the last question there is nowhere to go. */
    if (state != STATE_ANSWERED && state != STATE_ADAPTED) {
        struct error ignored = {0};
        (void)!desk_step(app->desk, 1, &ignored);
    }
    return true;
}

static bool submit_amend(struct app *app, struct error *err)
{
    const char *reason = panel_fields_text(&app->fields, "reason");
    if (!reason[0]) {
        return error_set(err, ERROR_INVALID, _("an amendment needs a reason"));
    }
    free(app->desk->amending);
    app->desk->amending = alloc_string(reason);
    panel_close(app);
    app_note(app, _("Changes are now recorded as amendments"));
    return true;
}

/* The reason is in the log before anything is shown. */
static bool submit_glass(struct app *app, struct error *err)
{
    char id[33];
    bool opened =
        vault_break_glass(session_vault(app->session), panel_fields_text(&app->fields, "patient"),
                          panel_fields_text(&app->fields, "reason"), id, err);
    app_find_patients(app); /* the rows are new, found or not */
    if (!opened || !app_show_patient(app, id, err)) {
        return false;
    }
    panel_close(app);
    app_note(app, _("Opened in an emergency; it is noted, and closed again when you lock"));
    return true;
}

static bool submit_flag(struct app *app, struct error *err)
{
    if (!desk_flag(app->desk, true, panel_fields_text(&app->fields, "why"), err)) {
        return false;
    }
    panel_close(app);
    app_note(app, _("Flagged; the same key takes the flag away"));
    return true;
}

static bool submit_export(struct app *app, struct error *err)
{
    if (!app_export(app, panel_fields_text(&app->fields, "format"),
                    panel_fields_text(&app->fields, "name"), err)) {
        return false;
    }
    panel_close(app);
    return true;
}

static bool submit_attachment(struct app *app, struct error *err)
{
    const char *name = panel_fields_text(&app->fields, "name");
    if (!app_name_is_plain(name)) {
        return error_set(err, ERROR_INVALID, _("give a file name without a slash or leading dot"));
    }
    if (!attach_write_out(app, name, err)) {
        return false;
    }
    panel_close(app);
    return true;
}

bool panel_submit(struct app *app, struct effect *effect, struct error *err)
{
    (void)effect;
    switch (app->panel) {
    case PANEL_UNLOCK:
        return submit_unlock(app);
    case PANEL_CREATE:
        return submit_create(app, err);
    case PANEL_RECOVERY:
        return submit_recovery(app, err);
    case PANEL_PATIENT:
        return submit_patient(app, err);
    case PANEL_PATIENT_EDIT:
        return submit_patient_edit(app, err);
    case PANEL_CONTACT:
        return submit_contact(app, err);
    case PANEL_WHO:
        return submit_who(app, err);
    case PANEL_STATE:
        return submit_state(app, err);
    case PANEL_AMEND:
        return submit_amend(app, err);
    case PANEL_EXPORT:
        return submit_export(app, err);
    case PANEL_FLAG:
        return submit_flag(app, err);
    case PANEL_GLASS:
        return submit_glass(app, err);
    case PANEL_ATTACHMENT:
        return submit_attachment(app, err);
    case PANEL_RELATION:
    case PANEL_LANGUAGE:
    case PANEL_GLOSS:
        return context_submit(app, err);
    case PANEL_NONE:
        break;
    }
    return true;
}
