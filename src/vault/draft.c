/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The unfinished sentence: one sealed row a user, written over each time, so
 * that saving while somebody types adds nothing to the vault. It is the user's
 * alone and bound to patient and counter; the counter is in the anchor.
 */
#include "config.h"

#include "base/i18n.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <string.h>

enum { USER_DRAFT = 1 }; /* subkey of a user's key */

static const uint8_t nobody[SEAL_ID] = {0};

static void associate(struct buf *out, const struct vault *vault, const uint8_t patient[SEAL_ID],
                      uint64_t counter)
{
    vault_associate(out, vault, "vh1.draft");
    buf_add(out, vault->user_id, SEAL_ID);
    buf_add(out, patient, SEAL_ID);
    wire_put_u64(out, counter);
}

static bool put(struct vault *vault, const uint8_t patient[SEAL_ID], const void *bytes,
                size_t length, struct error *err)
{
    uint64_t counter = vault->state.draft_counter + 1;
    struct buf associated = BUF_INIT, sealed = BUF_INIT;
    uint8_t key[SEAL_KEY];
    bool ok = false;

    seal_subkey(key, vault_own(vault)->user_key, USER_DRAFT, "vhuser__");
    associate(&associated, vault, patient, counter);
    if (seal_close(&sealed, vault->world, key, &associated, bytes, length, true, err)) {
        const struct store_value row[] = {
            store_bytes(vault->user_id, SEAL_ID),
            store_bytes(patient, SEAL_ID),
            store_number((int64_t)counter),
            store_buf(&sealed),
        };

        ok = store_write(vault->store, SQL_DRAFT_PUT, row, 4, err);
    }
    if (ok)
        vault->state.draft_counter = counter;
    secret_wipe(key, sizeof key);
    buf_finish(&associated);
    buf_finish(&sealed);
    return ok;
}

bool draft_clear(struct vault *vault, struct error *err)
{
    return put(vault, nobody, "", 0, err);
}

bool vault_draft_put(struct vault *vault, const char *patient, const void *bytes, size_t length,
                     struct error *err)
{
    uint8_t id[SEAL_ID] = {0};

    /* A patient who is being added has no id yet. */
    if (length > 0 && patient[0] != '\0' && !vault_patient_id(id, patient, err))
        return false;
    if (!transaction_begin(vault, err))
        return false;
    if (!put(vault, id, bytes, length, err))
        return transaction_abort(vault, err);
    return transaction_commit_plain(vault, err);
}

/* The own row, opened into OUT. */
static bool get(struct vault *vault, uint8_t patient[SEAL_ID], uint64_t *counter, struct buf *out,
                bool *found, bool *opened, struct error *err)
{
    const struct store_value at = store_bytes(vault->user_id, SEAL_ID);
    struct store_value row[STORE_COLUMNS];
    struct buf associated = BUF_INIT;
    uint8_t key[SEAL_KEY];
    bool ok = store_start(vault->store, SQL_DRAFT_GET, &at, 1, err) &&
              store_next(vault->store, SQL_DRAFT_GET, row, found, err);

    *opened = false;
    if (ok && *found && row[0].length == SEAL_ID) {
        *counter = (uint64_t)row[1].number;
        memcpy(patient, row[0].bytes, SEAL_ID);
        seal_subkey(key, vault_own(vault)->user_key, USER_DRAFT, "vhuser__");
        associate(&associated, vault, patient, *counter);
        *opened = seal_open(out, key, &associated, row[2].bytes, row[2].length, true);
        secret_wipe(key, sizeof key);
    }
    store_end(vault->store, SQL_DRAFT_GET);
    buf_finish(&associated);
    return ok;
}

bool draft_next_counter(struct vault *vault, struct error *err)
{
    struct buf text = BUF_INIT;
    uint8_t patient[SEAL_ID];
    bool found = false, opened = false;
    bool ok = get(vault, patient, &vault->state.draft_counter, &text, &found, &opened, err);

    buf_finish(&text);
    return ok;
}

bool draft_load(struct vault *vault, struct report *report, struct error *err)
{
    struct buf text = BUF_INIT;
    uint8_t patient[SEAL_ID];
    bool found = false, opened = false;
    bool ok = get(vault, patient, &vault->state.draft_counter, &text, &found, &opened, err);

    if (ok && !found)
        (void)damage_add(report, DAMAGE_DRAFT, vault->user, _("the draft's row is missing"));
    else if (ok && !opened)
        (void)damage_add(report, DAMAGE_DRAFT, vault->user, _("the draft cannot be opened"));
    buf_finish(&text);
    return ok;
}

bool vault_draft_get(struct vault *vault, char patient[33], struct buf *out, struct error *err)
{
    uint8_t id[SEAL_ID] = {0};
    uint64_t counter = 0;
    size_t from = out->length;
    bool found = false, opened = false;

    patient[0] = '\0';
    if (!vault_ready(vault, err) || !get(vault, id, &counter, out, &found, &opened, err))
        return false;
    if (!opened)
        return damage_set(err, DAMAGE_DRAFT, vault->user,
                          _("the draft is missing or cannot be opened"));
    if (out->length > from && memcmp(id, nobody, SEAL_ID) != 0)
        wire_hex(patient, id, SEAL_ID);
    return true;
}
