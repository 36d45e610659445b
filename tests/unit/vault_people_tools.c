/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A vault with several people in it, for the tests of users and teams.
 */
#include "config.h"

#include "vault_people_tools.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

bool tools_open_as(struct tools *tools, struct vault **out, const char *user, const char *phrase,
                   struct error *err)
{
    struct secret *secret = tools_secret(phrase);
    bool ok = vault_open(out, tools->world, tools->path, user, secret, err);

    secret_destroy(secret);
    return ok;
}

bool tools_add_user(struct vault *vault, const char *name, unsigned roles, const char *phrase,
                    struct error *err)
{
    struct secret *secret = tools_secret(phrase);
    struct vault_cost cost = vault_cost_least();
    bool ok = vault_user_add(vault, name, roles, NULL, secret, &cost, err);

    secret_destroy(secret);
    return ok;
}

/* Anna, who founded it, and Bert. */
void tools_with_bert(struct tools *tools, unsigned roles)
{
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;

    tools_reset(tools);
    must(tools_open(tools, &vault, &err));
    must(tools_add_user(vault, "bert", roles, TOOLS_BERT, &err));
    vault_close(vault);
}

void tools_without_bert(struct tools *tools)
{
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;

    must(tools_open(tools, &vault, &err));
    must(vault_user_remove(vault, "bert", &err));
    vault_close(vault);
}

static void note(void *self, const struct vault_finding *finding)
{
    struct tools_seen *seen = self;

    seen->found[finding->damage] = true;
    if (seen->count++ == 0)
        (void)snprintf(seen->first, sizeof seen->first, "%s: %s: %s",
                       vault_damage_code(finding->damage), finding->place, finding->message);
}

void tools_look(struct tools *tools, struct tools_seen *seen)
{
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct vault_check check;

    memset(seen, 0, sizeof *seen);
    if (!tools_inspect(tools, &vault, &err)) {
        seen->found[vault_damage_of(&err)] = true;
        seen->count = 1;
        (void)snprintf(seen->first, sizeof seen->first, "%.300s", err.message);
        return;
    }
    must(vault_verify(vault, true, &check, note, NULL, seen, &err));
    vault_close(vault);
}

void tools_is_sound(struct tools *tools)
{
    struct tools_seen seen;

    tools_look(tools, &seen);
    if (seen.count)
        fail_msg("%s", seen.first);
}

bool tools_count_edits(void *self, const void *bytes, size_t length, struct error *err)
{
    (void)bytes;
    (void)length;
    (void)err;
    ++*(size_t *)self;
    return true;
}

void tools_person(const struct vault *vault, const char *name, struct vault_person *out)
{
    for (size_t i = 0; vault_person_at(vault, i, out); i++) {
        if (strcmp(out->name, name) == 0)
            return;
    }
    fail_msg("there is no %s", name);
}
