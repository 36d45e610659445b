/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * patient add, list, show.
 */
#include "config.h"

#include "cli/command.h"

#include "app/register_row.h"
#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "vault/people.h"

#include <stdlib.h>
#include <string.h>

static void give(char **out, const char *text)
{
    free(*out);
    *out = alloc_string(text ? text : "");
}

bool cli_patient_add(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    const struct arguments *given = &cli->arguments;
    struct cli_session open;
    struct patient patient;
    (void)words;
    (void)count;
    if (!(given->name && given->name[0]) && !(given->code && given->code[0])) {
        return error_set(err, ERROR_USAGE, _("patient add needs --name or --code"));
    }
    if (!cli_open_session(cli, &open, err)) {
        return false;
    }
    patient_init(&patient);
    give(&patient.name, given->name);
    give(&patient.code, given->code);
    give(&patient.languages, given->languages);
    give(&patient.note, given->note);
    patient_set_birth(&patient, given->birth ? given->birth : "");
    const char *team = cli->arguments.team;
    bool added = (!team || vault_team_use(session_vault(open.session), team, err)) &&
                 session_add_patient(open.session, &patient, err);
    if (added && given->json) {
        json_t *json = json_object();
        json_put_text(json, "id", session_patient_id(open.session));
        cli_print_json(json);
        json_decref(json);
    } else if (added) {
        cli_print("%s\n", session_patient_id(open.session));
    }
    patient_finish(&patient);
    cli_close_session(&open);
    return added;
}

static int by_name(const void *a, const void *b)
{
    const struct vault_patient *one = *(const struct vault_patient *const *)a;
    const struct vault_patient *two = *(const struct vault_patient *const *)b;
    int order =
        text_compare(one->name[0] ? one->name : one->code, two->name[0] ? two->name : two->code);
    return order ? order : strcmp(one->id, two->id);
}

static void put_day(json_t *json, const char *key, int32_t day)
{
    char text[16];
    register_day(text, sizeof text, day);
    json_put_text(json, key, text);
}

/* Null where the row was written before there were such columns. */
static void put_details(json_t *json, const struct vault_patient *patient)
{
    const struct {
        const char *key;
        unsigned number;
    } numbers[] = {
        {"begun", patient->begun},
        {"interviews_finalised", patient->closed},
        {"open", patient->open},
        {"later", patient->later},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        json_object_set_new(json, numbers[i].key,
                            patient->detailed ? json_integer(numbers[i].number) : json_null());
    }
    put_day(json, "last_visit", patient->detailed ? patient->last_contact : VAULT_NO_DAY);
    put_day(json, "follow_up", patient->detailed ? patient->follow_up : VAULT_NO_DAY);
}

static json_t *row_json(const struct vault_patient *patient, const struct world *zone)
{
    json_t *json = json_object();
    json_put_text(json, "id", patient->id);
    json_put_text(json, "name", patient->name);
    json_put_text(json, "code", patient->code);
    json_put_text(json, "birth", patient->birth);
    json_put_text(json, "form_id", patient->form_id);
    json_object_set_new(json, "answered", json_integer(patient->answered));
    json_object_set_new(json, "total", json_integer(patient->total));
    json_object_set_new(json, "finalised", json_boolean(patient->finalised));
    put_details(json, patient);
    put_day(json, "keep_until", register_row_keep_until(patient, zone));
    return json;
}

static void print_row(const struct vault_patient *patient)
{
    char visit[16], next[16];
    register_day(visit, sizeof visit, patient->detailed ? patient->last_contact : VAULT_NO_DAY);
    register_day(next, sizeof next, patient->detailed ? patient->follow_up : VAULT_NO_DAY);
    cli_print("%.8s  %-28s %-14s %-12s %10s %10s  %u/%u%s\n", patient->id, patient->name,
              patient->code, patient->birth, visit, next, patient->answered, patient->total,
              patient->finalised ? " *" : "");
}

bool cli_patient_list(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct vault *vault;
    (void)words;
    (void)count;
    if (!cli_open_vault(cli, &vault, err)) {
        return false;
    }
    size_t patients = vault_patient_count(vault);
    const struct vault_patient **sorted = alloc_array(patients + 1, sizeof *sorted);
    for (size_t i = 0; i < patients; i++) {
        sorted[i] = vault_patient_at(vault, i);
    }
    qsort(sorted, patients, sizeof *sorted, by_name);
    json_t *list = json_array();
    for (size_t i = 0; i < patients; i++) {
        if (cli->arguments.json) {
            json_array_append_new(list, row_json(sorted[i], cli->world));
        } else {
            print_row(sorted[i]);
        }
    }
    if (cli->arguments.json) {
        cli_print_json(list);
    }
    json_decref(list);
    free(sorted);
    vault_close(vault);
    return true;
}

/* ---- one patient ---- */

static json_t *contacts_json(const struct record *record)
{
    json_t *list = json_array();
    for (size_t i = 0; i < record->contact_count; i++) {
        const struct contact *contact = &record->contacts[i];
        json_t *json = json_object();
        json_put_text(json, "id", contact->id);
        json_put_text(json, "date", contact->date);
        json_put_text(json, "present", contact->present);
        json_put_text(json, "language", contact->language);
        json_put_text(json, "interpreter", contact->interpreter);
        json_put_text(json, "next", contact->next);
        json_array_append_new(list, json);
    }
    return list;
}

static json_t *interviews_json(struct session *session)
{
    const struct record *record = session_record(session);
    json_t *list = json_array();
    for (size_t i = 0; i < record->interview_count; i++) {
        const struct interview *interview = &record->interviews[i];
        if (interview->removed) {
            continue;
        }
        struct progress progress = {0};
        const struct form *form = session_form(session, interview->asked_with, NULL);
        if (form) {
            progress_count(&progress, form, interview, session_day_of(session, interview));
        }
        json_t *json = json_object();
        json_put_text(json, "id", interview->id);
        json_put_text(json, "form_id", interview->form_id);
        json_put_text(json, "version", interview->form_version);
        json_object_set_new(json, "finalised",
                            json_boolean(interview->state == INTERVIEW_FINALISED));
        json_object_set_new(json, "answered", json_integer((json_int_t)progress.answered));
        json_object_set_new(json, "reasoned", json_integer((json_int_t)progress.reasoned));
        json_object_set_new(json, "later", json_integer((json_int_t)progress.later));
        json_object_set_new(json, "total", json_integer((json_int_t)progress.total));
        json_array_append_new(list, json);
    }
    return list;
}

static void print_patient(struct session *session)
{
    const struct patient *patient = &session_record(session)->patient;
    const struct record *record = session_record(session);
    cli_print("%s: %s\n%s: %s\n%s: %s\n%s: %s\n%s: %s\n", _("Name"), patient->name, _("Code"),
              patient->code, _("Born"), patient->birth, _("Languages"), patient->languages,
              _("Note"), patient->note);
    for (size_t i = 0; i < record->contact_count; i++) {
        cli_print("%s %s: %s\n", _("Visit"), record->contacts[i].date, record->contacts[i].present);
    }
    json_t *interviews = interviews_json(session);
    size_t index;
    json_t *interview;
    json_array_foreach(interviews, index, interview)
        cli_print(_("%s %s: %lld answered, %lld with a reason, %lld for later, of %lld%s\n"),
                  json_text(interview, "form_id"), json_text(interview, "version"),
                  (long long)json_number(interview, "answered", 0),
                  (long long)json_number(interview, "reasoned", 0),
                  (long long)json_number(interview, "later", 0),
                  (long long)json_number(interview, "total", 0),
                  json_is_true(json_object_get(interview, "finalised")) ? _(", finalised") : "");
    json_decref(interviews);
}

bool cli_patient_show(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct cli_session open;
    char id[33];
    (void)count;
    if (!cli_open_session(cli, &open, err)) {
        return false;
    }
    bool found = cli_reach_patient(cli, session_vault(open.session), words[0], id, err) &&
                 session_open_patient(open.session, id, err);
    if (found && cli->arguments.json) {
        const struct patient *patient = &session_record(open.session)->patient;
        json_t *json = json_object();
        json_put_text(json, "id", id);
        json_put_text(json, "name", patient->name);
        json_put_text(json, "code", patient->code);
        json_put_text(json, "birth", patient->birth);
        json_put_text(json, "birth_edtf", patient->birth_edtf);
        json_put_text(json, "languages", patient->languages);
        json_put_text(json, "note", patient->note);
        json_object_set_new(json, "contacts", contacts_json(session_record(open.session)));
        json_object_set_new(json, "interviews", interviews_json(open.session));
        cli_print_json(json);
        json_decref(json);
    } else if (found) {
        print_patient(open.session);
    }
    cli_close_session(&open);
    return found;
}
