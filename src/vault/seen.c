/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What this user saw last, sealed in the vault beside the slot at each clean
 * lock: shown when unlocking, and held against the chain of commits.
 */
#include "config.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { USER_SEEN = 2 }; /* subkey of a user's key */

static void associate(struct buf *out, const struct vault *vault, uint64_t counter)
{
    vault_associate(out, vault, "vh1.seen");
    buf_add(out, vault->user_id, SEAL_ID);
    wire_put_u64(out, counter);
}

static bool seen_counter(struct vault *vault, uint64_t *counter, struct buf *sealed, bool *found,
                         struct error *err)
{
    const struct store_value at = store_bytes(vault->user_id, SEAL_ID);
    struct store_value row[STORE_COLUMNS];
    bool ok = store_start(vault->store, SQL_SEEN_GET, &at, 1, err) &&
              store_next(vault->store, SQL_SEEN_GET, row, found, err);

    *counter = 0;
    if (ok && *found) {
        *counter = (uint64_t)row[0].number;
        buf_add(sealed, row[1].bytes, row[1].length);
    }
    store_end(vault->store, SQL_SEEN_GET);
    return ok;
}

bool seen_put(struct vault *vault, struct error *err)
{
    struct buf associated = BUF_INIT, plain = BUF_INIT, sealed = BUF_INIT, old = BUF_INIT;
    uint8_t key[SEAL_KEY];
    uint64_t counter = 0;
    bool found = false, ok = false;

    if (!seen_counter(vault, &counter, &old, &found, err))
        goto out;
    wire_put_u64(&plain, vault->state.commits);
    buf_add(&plain, vault->state.commit_link, SEAL_HASH);
    wire_put_u64(&plain, (uint64_t)world_now(vault->world));
    associate(&associated, vault, counter + 1);
    seal_subkey(key, vault_own(vault)->user_key, USER_SEEN, "vhuser__");
    if (seal_close(&sealed, vault->world, key, &associated, plain.data, plain.length, true, err)) {
        const struct store_value row[] = {store_bytes(vault->user_id, SEAL_ID),
                                          store_number((int64_t)counter + 1), store_buf(&sealed)};

        ok = store_write(vault->store, SQL_SEEN_PUT, row, 3, err);
    }
    secret_wipe(key, sizeof key);
out:
    buf_finish(&associated);
    buf_finish(&plain);
    buf_finish(&sealed);
    buf_finish(&old);
    return ok;
}

void vault_seal(const struct vault *vault, struct buf *out)
{
    struct buf words = BUF_INIT;

    words_of(&words, vault->state.commit_link, 4);
    buf_add_format(out, _("entry %" PRIu64 ", %s"), vault->state.commits, buf_text(&words));
    buf_finish(&words);
}

/* "last used by you: 2026-11-23 15:04, entry no. 12, four words" */
static void tell(struct vault *vault, uint64_t commits, const uint8_t link[SEAL_HASH], int64_t time)
{
    struct buf text = BUF_INIT, words = BUF_INIT;
    char when[21];

    free(vault->last_used);
    vault->last_used = NULL;
    vault->last_time = time;
    if (commits == 0)
        return;
    world_format_time(time + (int64_t)world_offset_at(vault->world, time) * 60000, when);
    words_of(&words, link, 4);
    buf_add_format(&text, _("Last used by you: %.10s %.5s, entry %" PRIu64 ", %s"), when, when + 11,
                   commits, buf_text(&words));
    vault->last_used = buf_take(&text);
    buf_finish(&words);
}

bool seen_check(struct vault *vault, struct report *report, struct error *err)
{
    struct buf associated = BUF_INIT, plain = BUF_INIT, sealed = BUF_INIT;
    uint8_t key[SEAL_KEY], link[SEAL_HASH], stored[SEAL_HASH] = {0};
    uint64_t counter = 0, commits = 0;
    struct wire wire;
    bool found = false, opened = false;
    bool ok = seen_counter(vault, &counter, &sealed, &found, err);

    if (!ok)
        goto out;
    associate(&associated, vault, counter);
    seal_subkey(key, vault_own(vault)->user_key, USER_SEEN, "vhuser__");
    opened = found && seal_open(&plain, key, &associated, sealed.data, sealed.length, true);
    secret_wipe(key, sizeof key);
    wire = wire_read(plain.data, plain.length);
    commits = wire_u64(&wire);
    wire_copy(&wire, link, SEAL_HASH);
    if (!opened || wire.left != 8) {
        (void)damage_add(report, DAMAGE_SLOT, vault->user,
                         _("the note of what was seen last is missing or cannot be opened"));
        goto out;
    }
    tell(vault, commits, link, (int64_t)wire_u64(&wire));
    if (commits > 0)
        ok = commit_link_at(vault, commits, stored, &found, err);
    if (ok && commits > 0 && (!found || memcmp(stored, link, SEAL_HASH) != 0))
        (void)damage_add(report, DAMAGE_ROLLBACK, vault->user,
                         _("what you saw last is not in this vault: it was exchanged for an older "
                           "or another copy"));
out:
    buf_finish(&associated);
    buf_finish(&plain);
    buf_finish(&sealed);
    return ok;
}
