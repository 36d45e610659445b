/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The register made anew when its pages are damaged: the last entry of each
 * change carries the patient's row along, so nothing is lost but some time.
 */
#include "config.h"

#include "vault/register.h"

#include "base/i18n.h"
#include "vault/vault_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool newest_header(void *self, const struct entry_view *entry, struct error *err)
{
    struct buf *header = self;

    (void)err;
    if (entry->header) {
        buf_clear(header);
        buf_add(header, entry->header, entry->header_length);
    }
    return true;
}

static bool rebuild_patient(struct vault *vault, const uint8_t id[SEAL_ID], struct error *err)
{
    struct buf header = BUF_INIT;
    struct report report = {.findings = 0};
    struct vault_patient patient = {.answered = 0};
    struct register_change change = {.row = NULL};
    char name[2 * SEAL_ID + 1];
    bool ok = chain_check(vault, id, true, &report, NULL, newest_header, &header, err);

    wire_hex(name, id, SEAL_ID);
    if (ok) {
        struct wire wire = wire_read(header.data, header.length);

        if (!register_decode(&wire, &patient) || strcmp(patient.id, name) != 0)
            memcpy(patient.id, name, sizeof name); /* nothing is known but that it exists */
        ok = register_stage(vault, &patient, &change, err);
        if (ok)
            register_apply(vault, &change);
        register_drop(&change);
        free(patient.name);
        free(patient.code);
        free(patient.birth);
        free(patient.form_id);
    }
    buf_finish(&header);
    return ok;
}

static bool list_heads(struct vault *vault, struct buf *ids, struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    bool more = true, ok = store_start(vault->store, SQL_HEAD_LIST, NULL, 0, err);

    while (ok && (ok = store_next(vault->store, SQL_HEAD_LIST, row, &more, err)) && more) {
        if (row[0].length == SEAL_ID)
            buf_add(ids, row[0].bytes, SEAL_ID);
    }
    store_end(vault->store, SQL_HEAD_LIST);
    return ok;
}

bool register_rebuild(struct vault *vault, struct error *err)
{
    struct buf ids = BUF_INIT;
    bool ok = transaction_begin(vault, err);

    if (!ok)
        return false;
    register_finish(&vault->patients);
    ok = store_clear_register(vault->store, err) && list_heads(vault, &ids, err);
    for (size_t at = 0; ok && at < ids.length; at += SEAL_ID)
        ok = rebuild_patient(vault, (const uint8_t *)ids.data + at, err);
    if (ok) {
        register_root(vault, NULL);
        ok = audit_put(vault, AUDIT_WARNING, NULL, "register rebuilt", err);
    }
    buf_finish(&ids);
    return ok ? transaction_commit(vault, NULL, 0, err) : transaction_abort(vault, err);
}

bool register_check_all(struct vault *vault, struct report *report, struct error *err)
{
    struct buf ids = BUF_INIT;
    bool ok = list_heads(vault, &ids, err);
    size_t known = 0;

    for (size_t at = 0; ok && at < ids.length; at += SEAL_ID) {
        char id[2 * SEAL_ID + 1], place[64];

        wire_hex(id, (const uint8_t *)ids.data + at, SEAL_ID);
        (void)snprintf(place, sizeof place, "patient %s", id);
        if (register_find(&vault->patients, id))
            known++;
        else
            (void)damage_add(report, DAMAGE_REGISTER, place,
                             _("the patient is not in the register"));
    }
    if (ok && known != vault->patients.count)
        (void)damage_add(report, DAMAGE_REGISTER, "register",
                         _("the register lists a patient that is not in the vault"));
    buf_finish(&ids);
    return ok;
}
