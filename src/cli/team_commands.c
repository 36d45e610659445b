/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * team add, list, member, patient, restrict: who reads which patients.
 */
#include "config.h"

#include "cli/command.h"

#include "base/i18n.h"
#include "vault/people.h"

#include <string.h>

/* A restricted record is called by its patient, to those who may read it. */
static const char *title(struct vault *vault, const struct vault_team *team)
{
    const struct vault_patient *patient = vault_patient_find(vault, team->patient);
    if (!team->restricted) {
        return team->name;
    }
    if (!team->yours || !patient) {
        return _("a restricted record");
    }
    return patient->name[0] ? patient->name : patient->code;
}

static void put_members(struct buf *out, json_t *list, struct vault *vault, size_t team)
{
    struct vault_person person;
    bool emergency;
    for (size_t i = 0; vault_person_at(vault, i, &person); i++) {
        if (!vault_team_has(vault, team, i, &emergency)) {
            continue;
        }
        if (list) {
            json_t *json = json_object();
            json_put_text(json, "name", person.name);
            json_object_set_new(json, "emergency", json_boolean(emergency));
            json_array_append_new(list, json);
        } else {
            buf_add_format(out, "%s%s%s", out->length ? ", " : "", person.name,
                           emergency ? _(" (in emergencies)") : "");
        }
    }
}

static void print_team(json_t *list, struct vault *vault, size_t index,
                       const struct vault_team *team)
{
    struct buf members = BUF_INIT;
    if (!list) {
        put_members(&members, NULL, vault, index);
        cli_print("%s%s\n    %s\n", title(vault, team),
                  team->restricted && team->yours ? _(" (restricted)") : "", buf_text(&members));
        if (team->yours && !team->restricted) {
            cli_print(_("    patients: %zu\n"), team->patients);
        }
        buf_finish(&members);
        return;
    }
    json_t *json = json_object(), *names = json_array();
    put_members(&members, names, vault, index);
    json_put_text(json, "name", team->restricted ? "" : team->name);
    json_object_set_new(json, "restricted", json_boolean(team->restricted));
    json_object_set_new(json, "yours", json_boolean(team->yours));
    json_put_text(json, "patient", team->patient);
    if (team->yours) {
        json_object_set_new(json, "patients", json_integer((json_int_t)team->patients));
    }
    json_object_set_new(json, "members", names);
    json_array_append_new(list, json);
}

bool cli_team_list(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct vault *vault;
    struct vault_team team;
    (void)words;
    (void)count;
    if (!cli_open_vault(cli, &vault, err)) {
        return false;
    }
    json_t *list = cli->arguments.json ? json_array() : NULL;
    for (size_t i = 0; vault_team_at(vault, i, &team); i++) {
        print_team(list, vault, i, &team);
    }
    if (list) {
        cli_print_json(list);
    }
    json_decref(list);
    vault_close(vault);
    return true;
}

bool cli_team_add(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct vault *vault;
    (void)count;
    if (!cli_open_vault(cli, &vault, err)) {
        return false;
    }
    bool added = vault_team_add(vault, words[0], err);
    vault_close(vault);
    return added;
}

static bool is_team(struct vault *vault, const char *name)
{
    struct vault_team team;
    for (size_t i = 0; vault_team_at(vault, i, &team); i++) {
        if (!team.restricted && strcmp(team.name, name) == 0) {
            return true;
        }
    }
    return false;
}

bool cli_team_member(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct vault *vault;
    char id[33];
    (void)count;
    if (!cli_open_vault(cli, &vault, err)) {
        return false;
    }
    const char *team = words[0];
    bool done = is_team(vault, team);
    if (!done) {
        done = cli_reach_patient(cli, vault, team, id, err);
        team = id;
    }
    done = done && vault_team_member(vault, team, words[1], !cli->arguments.remove, err);
    vault_close(vault);
    return done;
}

bool cli_team_patient(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct vault *vault;
    char id[33];
    (void)count;
    if (!cli_open_vault(cli, &vault, err)) {
        return false;
    }
    bool done =
        cli_find_patient(vault, words[1], id, err) && vault_team_take(vault, words[0], id, err);
    vault_close(vault);
    return done;
}

bool cli_team_restrict(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    const struct arguments *given = &cli->arguments;
    struct vault *vault;
    char id[33];
    (void)count;
    if ((given->team || given->reason) && !given->lift) {
        return error_set(err, ERROR_USAGE, _("--team and --break-glass go with --lift"));
    }
    if (!cli_open_vault(cli, &vault, err)) {
        return false;
    }
    bool done = cli_reach_patient(cli, vault, words[0], id, err);
    if (done) {
        done = given->lift ? vault_restrict_lift(vault, id, given->team, err)
                           : vault_restrict(vault, id, err);
    }
    vault_close(vault);
    return done;
}
