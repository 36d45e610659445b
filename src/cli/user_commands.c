/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * user list, passphrase, recover: who may open the vault, and the two ways to a
 * new passphrase.
 */
#include "config.h"

#include "cli/command.h"

#include "base/i18n.h"

bool cli_user_list(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct vault_names users;
    (void)words;
    (void)count;
    if (!vault_users(&users, cli->arguments.vault, err)) {
        return false;
    }
    json_t *list = json_array();
    for (size_t i = 0; i < users.count; i++) {
        if (cli->arguments.json) {
            json_array_append_new(list, json_string(users.names[i]));
        } else {
            cli_print("%s\n", users.names[i]);
        }
    }
    if (cli->arguments.json) {
        cli_print_json(list);
    }
    json_decref(list);
    vault_names_finish(&users);
    return true;
}

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
bool cli_user_recover(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct vault *vault;
    struct secret *code;
    (void)words;
    (void)count;
    if (!cli_passphrase(cli->arguments.recovery_file, _("Recovery code"), &code, err)) {
        return false;
    }
    bool opened = vault_open_recovery(&vault, cli->world, cli->arguments.vault, code, err);
    secret_destroy(code);
    if (!opened) {
        return false;
    }
    bool set = set_passphrase(cli, vault, cli->arguments.user, err);
    vault_close(vault);
    return set;
}
