/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The log of what was done: each row is boxed to the auditors' key, so that
 * whoever works with the vault can write it and only auditors can read it. The
 * chain runs over the ciphertext under the metadata key: it can be verified by
 * every user, without any patient's key and after a patient was erased.
 */
#include "config.h"

#include "base/i18n.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const codes[] = {
    [AUDIT_CREATE_VAULT] = "create-vault",
    [AUDIT_UNLOCK] = "unlock",
    [AUDIT_UNLOCK_FAILED] = "unlock-failed",
    [AUDIT_LOCK] = "lock",
    [AUDIT_CREATE] = "create",
    [AUDIT_READ] = "read",
    [AUDIT_CHANGE] = "change",
    [AUDIT_SEARCH] = "search",
    [AUDIT_EXPORT] = "export",
    [AUDIT_PRINT] = "print",
    [AUDIT_VERIFY] = "verify",
    [AUDIT_READ_LOG] = "read-log",
    [AUDIT_RECOVERY] = "recovery",
    [AUDIT_WARNING] = "warning",
    [AUDIT_EMERGENCY] = "emergency",
};

enum { EVENTS = sizeof codes / sizeof codes[0], DETAIL_MOST = 256 };

const char *audit_event_code(enum audit_event event)
{
    return (size_t)event < EVENTS ? codes[event] : "unknown";
}

static void first_link(uint8_t out[SEAL_HASH], const struct vault *vault)
{
    struct buf name = BUF_INIT;

    vault_associate(&name, vault, "vh1.audits");
    seal_hash(out, NULL, name.data, name.length, NULL, 0);
    buf_finish(&name);
}

static bool link_of(const struct vault *vault, uint64_t seq, uint32_t epoch,
                    const uint8_t previous[SEAL_HASH], const struct store_value *sealed,
                    uint8_t out[SEAL_HASH])
{
    struct buf name = BUF_INIT;
    uint8_t key[SEAL_KEY];

    if (!vault_metadata_key(vault, epoch, METADATA_AUDIT_LINK, key))
        return false;
    vault_associate(&name, vault, "vh1.audit");
    wire_put_u64(&name, seq);
    wire_put_u32(&name, epoch);
    buf_add(&name, previous, SEAL_HASH);
    seal_hash(out, key, name.data, name.length, sealed->bytes, sealed->length);
    secret_wipe(key, sizeof key);
    buf_finish(&name);
    return true;
}

/* Filled up to 256 bytes or a multiple: sizes tell nothing. */
static void put_event(struct buf *out, const struct vault *vault, enum audit_event event,
                      const uint8_t *patient, const char *detail)
{
    static const uint8_t nobody[SEAL_ID] = {0};
    char cut[DETAIL_MOST + 1];

    (void)snprintf(cut, sizeof cut, "%s", detail ? detail : "");
    wire_put_u64(out, (uint64_t)world_now(vault->world));
    wire_put_u16(out, (uint16_t)event);
    buf_add(out, vault->user_id, SEAL_ID);
    buf_add(out, patient ? patient : nobody, SEAL_ID);
    wire_put_string(out, cut);
    while (out->length % 256 != 0)
        buf_add_char(out, '\0');
}

bool audit_put(struct vault *vault, enum audit_event event, const uint8_t *patient,
               const char *detail, struct error *err)
{
    const struct roster_team *team = roster_team(&vault->roster, vault->auditing.team);
    struct vault_state *state = &vault->state;
    struct buf plain = BUF_INIT, sealed = BUF_INIT;
    struct store_value value;
    uint8_t link[SEAL_HASH];
    uint32_t epoch = vault_metadata_epoch(vault);
    bool ok = false;

    if (state->audits == 0)
        first_link(state->audit_link, vault);
    put_event(&plain, vault, event, patient, detail);
    if (!team || team->epoch_count == 0 ||
        !seal_box(&sealed, team->epochs[team->epoch_count - 1].public_key, plain.data,
                  plain.length)) {
        (void)error_set(err, ERROR_INVALID, _("the log has no key to be written with"));
        goto out;
    }
    value = store_buf(&sealed);
    if (!link_of(vault, state->audits + 1, epoch, state->audit_link, &value, link)) {
        (void)error_set(err, ERROR_DENIED, _("the key of the log is not held"));
        goto out;
    }
    {
        const struct store_value row[] = {
            store_number((int64_t)state->audits + 1),
            store_number(epoch),
            value,
            store_bytes(link, sizeof link),
        };

        ok = store_write(vault->store, SQL_AUDIT_PUT, row, 4, err);
    }
    if (ok) {
        state->audits++;
        memcpy(state->audit_link, link, sizeof link);
    }
out:
    buf_finish(&plain);
    buf_finish(&sealed);
    return ok;
}

bool audit_load(struct vault *vault, struct report *report, struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    bool more = false;
    bool ok = store_start(vault->store, SQL_AUDIT_LAST, NULL, 0, err) &&
              store_next(vault->store, SQL_AUDIT_LAST, row, &more, err);

    first_link(vault->state.audit_link, vault);
    vault->state.audits = 0;
    if (ok && more) {
        vault->state.audits = (uint64_t)row[0].number;
        if (row[3].length == SEAL_HASH)
            memcpy(vault->state.audit_link, row[3].bytes, SEAL_HASH);
        else
            (void)damage_add(report, DAMAGE_AUDIT, "last row", _("a field has the wrong size"));
    }
    store_end(vault->store, SQL_AUDIT_LAST);
    return ok;
}

/* ---- reading ---- */

static bool open_row(const struct vault *vault, const struct store_value *sealed,
                     struct audit_entry *out, uint8_t user[SEAL_ID], uint8_t patient[SEAL_ID])
{
    struct buf plain = BUF_INIT;
    char *detail = NULL;
    struct wire wire;
    bool ok = false;

    for (uint32_t epoch = vault->auditing.epochs; !ok && epoch > 0; epoch--) {
        const uint8_t *key = ring_key(&vault->auditing, epoch - 1);
        uint8_t public_key[SEAL_PUBLIC];

        ok = key && seal_box_public(public_key, key) &&
             seal_unbox(&plain, public_key, key, sealed->bytes, sealed->length);
    }
    wire = wire_read(plain.data, plain.length);
    out->time = (int64_t)wire_u64(&wire);
    out->event = (enum audit_event)wire_u16(&wire);
    wire_copy(&wire, user, SEAL_ID);
    wire_copy(&wire, patient, SEAL_ID);
    detail = wire_string(&wire);
    (void)snprintf(out->detail, sizeof out->detail, "%s", detail);
    ok = ok && !wire.short_read && (size_t)out->event < EVENTS;
    free(detail);
    buf_finish(&plain);
    return ok;
}

static void name_people(const struct vault *vault, struct audit_entry *entry,
                        const uint8_t user_id[SEAL_ID], const uint8_t patient[SEAL_ID])
{
    static const uint8_t nobody[SEAL_ID] = {0};
    const struct roster_user *user = roster_user(&vault->roster, user_id);

    (void)snprintf(entry->user, sizeof entry->user, "%s", user ? user->name : "");
    if (memcmp(patient, nobody, SEAL_ID) == 0)
        entry->patient[0] = '\0';
    else
        wire_hex(entry->patient, patient, SEAL_ID);
}

bool audit_check_all(struct vault *vault, struct report *report, size_t *count, struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    uint8_t previous[SEAL_HASH], link[SEAL_HASH], user[SEAL_ID], patient[SEAL_ID];
    int64_t expected = 1;
    bool more = true, ok = store_start(vault->store, SQL_AUDIT_LIST, NULL, 0, err);

    first_link(previous, vault);
    while (ok && (ok = store_next(vault->store, SQL_AUDIT_LIST, row, &more, err)) && more) {
        struct audit_entry entry;
        char place[48];

        (void)snprintf(place, sizeof place, "log row %" PRId64, expected);
        if (row[0].number != expected)
            (void)damage_add(report, DAMAGE_AUDIT, place, _("it is missing"));
        (void)snprintf(place, sizeof place, "log row %" PRId64, row[0].number);
        if (!link_of(vault, (uint64_t)row[0].number, (uint32_t)row[1].number, previous, &row[2],
                     link) ||
            row[3].length != SEAL_HASH || !seal_equal(link, row[3].bytes, SEAL_HASH))
            (void)damage_add(report, DAMAGE_AUDIT, place, _("it is not linked to the one before"));
        else if (vault->auditing.keys && !open_row(vault, &row[2], &entry, user, patient))
            (void)damage_add(report, DAMAGE_AUDIT, place, _("it cannot be opened"));
        if (row[3].length == SEAL_HASH)
            memcpy(previous, row[3].bytes, SEAL_HASH);
        expected = row[0].number + 1;
        (*count)++;
    }
    store_end(vault->store, SQL_AUDIT_LIST);
    return ok;
}

bool vault_audit(struct vault *vault, enum audit_event event, const char *patient,
                 const char *detail, struct error *err)
{
    uint8_t id[SEAL_ID];
    bool named = patient && patient[0] != '\0';

    if (named && !vault_patient_id(id, patient, err))
        return false;
    if (!transaction_begin(vault, err))
        return false;
    if (!audit_put(vault, event, named ? id : NULL, detail, err))
        return transaction_abort(vault, err);
    return transaction_commit(vault, NULL, 0, err);
}

bool vault_audit_read(struct vault *vault, const char *patient,
                      bool (*each)(void *self, const struct audit_entry *entry), void *self,
                      struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    char only[2 * SEAL_ID + 1] = "";
    bool more = true, wanted = true, ok = true;

    if (patient)
        (void)snprintf(only, sizeof only, "%s", patient); /* it may be in a row that goes away */
    if (!vault->auditing.keys)
        return error_set(err, ERROR_DENIED, _("only an auditor may read the log"));
    if (!vault->inspect && !vault_audit(vault, AUDIT_READ_LOG, only, NULL, err))
        return false;
    ok = vault_ready(vault, err) && store_start(vault->store, SQL_AUDIT_LIST, NULL, 0, err);
    while (ok && wanted && (ok = store_next(vault->store, SQL_AUDIT_LIST, row, &more, err)) &&
           more) {
        struct audit_entry entry;
        uint8_t user[SEAL_ID], who[SEAL_ID];

        if (!open_row(vault, &row[2], &entry, user, who)) {
            char place[48];

            (void)snprintf(place, sizeof place, "log row %" PRId64, row[0].number);
            ok = damage_set(err, DAMAGE_AUDIT, place, _("it cannot be opened"));
            break;
        }
        name_people(vault, &entry, user, who);
        if (!only[0] || strcmp(entry.patient, only) == 0)
            wanted = each(self, &entry);
    }
    store_end(vault->store, SQL_AUDIT_LIST);
    return ok;
}
