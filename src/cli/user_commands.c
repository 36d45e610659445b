/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * user add, list, remove, passphrase, recover: who may open the vault, and the
 * ways to a new passphrase.
 */
#include "config.h"

#include "cli/command.h"

#include "base/i18n.h"
#include "vault/people.h"

#include <string.h>

/* ---- list ---- */

static const struct {
    unsigned role;
    const char *code;
} roles[] = {
    {VAULT_CLINICIAN, "clinician"},
    {VAULT_ADMIN, "admin"},
    {VAULT_AUDITOR, "auditor"},
    {VAULT_RECOVERY, "recovery"},
};

static void put_roles(struct buf *out, unsigned held)
{
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (held & roles[i].role) {
            buf_add_format(out, "%s%s", out->length ? "," : "", roles[i].code);
        }
    }
}

/* Teams of one person by name; what is a restricted record is counted, not named. */
static void put_teams(struct buf *out, json_t *list, struct vault *vault, size_t person)
{
    struct vault_team team;
    for (size_t i = 0; vault_team_at(vault, i, &team); i++) {
        bool emergency;
        if (team.restricted || !vault_team_has(vault, i, person, &emergency)) {
            continue;
        }
        buf_add_format(out, "%s%s", out->length ? ", " : "", team.name);
        json_array_append_new(list, json_string(team.name));
    }
}

static void print_person(json_t *list, struct vault *vault, size_t index,
                         const struct vault_person *person)
{
    struct buf held = BUF_INIT, teams = BUF_INIT;
    json_t *names = json_array();
    char since[21], until[21] = "";
    world_format_time(person->since, since);
    if (person->until) {
        world_format_time(person->until, until);
    }
    put_roles(&held, person->roles);
    put_teams(&teams, names, vault, index);
    if (list) {
        json_t *json = json_object();
        json_put_text(json, "name", person->name);
        json_put_text(json, "roles", buf_text(&held));
        json_put_text(json, "since", since);
        json_put_text(json, "removed", until);
        json_put_text(json, "fingerprint", person->fingerprint);
        json_object_set_new(json, "you", json_boolean(person->you));
        json_object_set(json, "teams", names);
        json_array_append_new(list, json);
    } else {
        cli_print("%s%s\n    %s\n    %s\n", person->name, person->you ? _(" (you)") : "",
                  person->fingerprint, buf_text(&held));
        cli_print(person->until ? _("    %.10s to %.10s\n") : _("    since %.10s\n"), since, until);
        if (teams.length) {
            cli_print(_("    teams: %s\n"), buf_text(&teams));
        }
    }
    json_decref(names);
    buf_finish(&held);
    buf_finish(&teams);
}

bool cli_user_list(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct vault *vault;
    struct vault_person person;
    (void)words;
    (void)count;
    if (!cli_open_vault(cli, &vault, err)) {
        return false;
    }
    json_t *list = cli->arguments.json ? json_array() : NULL;
    for (size_t i = 0; vault_person_at(vault, i, &person); i++) {
        print_person(list, vault, i, &person);
    }
    if (list) {
        cli_print_json(list);
    }
    json_decref(list);
    vault_close(vault);
    return true;
}

/* ---- add and remove ---- */

static bool read_roles(const char *text, unsigned *out, struct error *err)
{
    *out = text ? 0 : VAULT_CLINICIAN;
    for (const char *at = text; at && *at;) {
        size_t length = strcspn(at, ","), i = 0;
        while (i < 3 && (strlen(roles[i].code) != length || strncmp(roles[i].code, at, length))) {
            i++;
        }
        if (i == 3) {
            return error_set(err, ERROR_USAGE,
                             _("--role takes clinician, admin and auditor, with commas"));
        }
        *out |= roles[i].role;
        at += length + (at[length] == ',');
    }
    return *out != 0 ||
           error_set(err, ERROR_USAGE, _("--role takes clinician, admin and auditor, with commas"));
}

static void print_fingerprint(const struct cli *cli, struct vault *vault, const char *name)
{
    struct vault_person person;
    size_t at = vault_person_count(vault);
    while (at > 0 && vault_person_at(vault, --at, &person) &&
           (person.until || strcmp(person.name, name) != 0)) {
    }
    if (cli->arguments.json) {
        json_t *json = json_object();
        json_put_text(json, "name", person.name);
        json_put_text(json, "fingerprint", person.fingerprint);
        cli_print_json(json);
        json_decref(json);
        return;
    }
    cli_print(_("%s can open the vault now. Fingerprint: %s\n"), person.name, person.fingerprint);
    cli_print("%s\n", _("The same six words stand in that person's own `verhaal user list`."));
}

bool cli_user_add(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    const struct arguments *given = &cli->arguments;
    struct secret *passphrase = NULL;
    struct vault *vault;
    unsigned held;
    (void)count;
    if (!read_roles(given->role, &held, err) || !cli_open_vault(cli, &vault, err)) {
        return false;
    }
    struct buf prompt = BUF_INIT;
    buf_add_format(&prompt, _("Passphrase of %s"), words[0]);
    bool added =
        cli_new_passphrase(given->new_passphrase_file, buf_text(&prompt), &passphrase, err);
    if (added) {
        struct vault_cost cost = given->fast ? vault_cost_least() : vault_cost_calibrated();
        added = vault_user_add(vault, words[0], held, given->team, passphrase, &cost, err);
        secret_destroy(passphrase);
    }
    if (added) {
        print_fingerprint(cli, vault, words[0]);
    }
    buf_finish(&prompt);
    vault_close(vault);
    return added;
}

bool cli_user_remove(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct vault *vault;
    (void)count;
    if (!cli_open_vault(cli, &vault, err)) {
        return false;
    }
    bool removed = vault_user_remove(vault, words[0], err);
    if (removed) {
        cli_print(_("%s is removed, and the keys of that person's teams are new. Copies of the "
                    "vault made before still open with the old passphrase.\n"),
                  words[0]);
    }
    vault_close(vault);
    return removed;
}

/* ---- passphrases ---- */

static bool set_passphrase(struct cli *cli, struct vault *vault, const char *user,
                           struct error *err)
{
    struct secret *passphrase;
    struct vault_cost cost = cli->arguments.fast ? vault_cost_least() : vault_cost_calibrated();
    if (!cli_new_passphrase(cli->arguments.new_passphrase_file, _("New passphrase"), &passphrase,
                            err)) {
        return false;
    }
    bool set = vault_passphrase_set(vault, user, passphrase, &cost, err);
    secret_destroy(passphrase);
    if (set) {
        printf("%s\n", _("The new passphrase is set. Older copies of the vault still open with "
                         "the old one."));
    }
    return set;
}

bool cli_user_passphrase(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct vault *vault;
    (void)words;
    (void)count;
    if (!cli_open_vault(cli, &vault, err)) {
        return false;
    }
    bool set = set_passphrase(cli, vault, NULL, err);
    vault_close(vault);
    return set;
}

/* With the code from paper instead of the passphrase that is lost. */
static bool open_with_code(struct cli *cli, struct vault **vault, struct error *err)
{
    struct secret *code;
    if (!cli_passphrase(cli->arguments.recovery_file, _("Recovery code"), &code, err)) {
        return false;
    }
    bool opened = vault_open_recovery(vault, cli->world, cli->arguments.vault, code, err);
    secret_destroy(code);
    return opened;
}

/* By the code, or with a name and without one by an administrator. */
bool cli_user_recover(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    const struct arguments *given = &cli->arguments;
    struct vault *vault;
    bool by_colleague = count == 1 && !given->recovery_file && given->user;
    const char *name = count == 1 ? words[0] : given->user;
    if (by_colleague ? !cli_open_vault(cli, &vault, err) : !open_with_code(cli, &vault, err)) {
        return false;
    }
    bool set = set_passphrase(cli, vault, name, err);
    vault_close(vault);
    return set;
}
