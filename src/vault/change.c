/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A change to the vault: begin, write rows, commit. In memory nothing counts
 * until the disk has it; after a failure everything is as it was before and
 * the next change begins with a new connection.
 */
#include "config.h"

#include "base/i18n.h"
#include "vault/vault_private.h"

#include <assert.h>

bool transaction_begin(struct vault *vault, struct error *err)
{
    assert(!vault->changing);
    if (vault->inspect)
        return error_set(err, ERROR_READ_ONLY, _("the vault was opened only to be checked"));
    if (!vault_ready(vault, err) || !store_begin(vault->store, err))
        return false;
    vault->before = vault->state;
    vault->changing = true;
    return true;
}

bool transaction_abort(struct vault *vault, struct error *err)
{
    vault->state = vault->before;
    vault->changing = false;
    if (err && err->code == ERROR_LIMIT)
        store_rollback(vault->store); /* refused before anything was written */
    else
        store_give_up(vault->store);
    return false;
}

bool transaction_commit_plain(struct vault *vault, struct error *err)
{
    if (!store_commit(vault->store, err))
        return transaction_abort(vault, err);
    vault->changing = false;
    anchor_write(vault);
    return true;
}

bool transaction_commit(struct vault *vault, const struct commit_head *heads, size_t count,
                        struct error *err)
{
    if (!commit_write(vault, heads, count, err))
        return transaction_abort(vault, err);
    return transaction_commit_plain(vault, err);
}
