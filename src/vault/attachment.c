/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that belong to a patient: a letter, a photograph of a drawing. A file is
 * a run of entries in the patient's own chain, sealed under the patient's key, so
 * that whatever holds for words holds for it: what was changed, taken out or
 * moved is found, and who loses the key loses the file.
 */
#include "config.h"

#include "base/i18n.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <stdio.h>
#include <string.h>

/* Under 64 KiB with what stands around it, the largest size that is padded to. */
enum { PART = 60 * 1024 };

static size_t parts_of(size_t length)
{
    return (length + PART - 1) / PART;
}

/* What stands in an entry: the file's id, which part this is of how many, and the bytes. */
static bool add_parts(struct vault *vault, struct chain *chain, const uint8_t id[SEAL_ID],
                      const uint8_t *bytes, size_t length, struct error *err)
{
    size_t parts = parts_of(length);
    struct buf plain = BUF_INIT;
    bool ok = true;

    for (size_t i = 0; ok && i < parts; i++) {
        size_t left = length - i * PART;
        struct vault_bytes part;

        buf_clear(&plain);
        buf_add(&plain, id, SEAL_ID);
        wire_put_u32(&plain, (uint32_t)i);
        wire_put_u32(&plain, (uint32_t)parts);
        buf_add(&plain, bytes + i * PART, left < PART ? left : PART);
        part = (struct vault_bytes){plain.data, plain.length};
        ok = chain_add_file(vault, chain, &part, err);
    }
    buf_finish(&plain);
    return ok && chain_store(vault, chain, parts, err);
}

static bool add_file(struct vault *vault, const uint8_t patient[SEAL_ID],
                     const uint8_t id[SEAL_ID], const void *bytes, size_t length,
                     struct error *err)
{
    struct commit_head head;
    struct chain chain;
    char detail[64];
    bool ok = chain_open(vault, &chain, patient, err);

    (void)snprintf(detail, sizeof detail, "attachment, %zu bytes", length);
    ok = ok && add_parts(vault, &chain, id, bytes, length, err) &&
         audit_put(vault, AUDIT_CHANGE, patient, detail, err);
    memcpy(head.patient, patient, SEAL_ID);
    memcpy(head.hash, chain.hash, SEAL_HASH);
    head.seq = chain.seq;
    ok = ok ? transaction_commit(vault, &head, 1, err) : transaction_abort(vault, err);
    chain_finish(&chain);
    return ok;
}

static bool file_id(uint8_t out[SEAL_ID], const char *id, struct error *err)
{
    return wire_unhex(out, SEAL_ID, id) ||
           error_set(err, ERROR_USAGE, _("this is not the id of a file"));
}

bool vault_attachment_add(struct vault *vault, const char *patient, const char *id,
                          const void *bytes, size_t length, struct error *err)
{
    uint8_t whose[SEAL_ID], which[SEAL_ID];

    if (!vault_may_write(vault, err) || !vault_patient_id(whose, patient, err) ||
        !file_id(which, id, err))
        return false;
    if (length == 0)
        return error_set(err, ERROR_INVALID, _("the file is empty"));
    if (length > VAULT_ATTACHMENT_MOST)
        return error_set(err, ERROR_LIMIT, _("the file has %zu bytes; at most %d are kept"),
                         length, VAULT_ATTACHMENT_MOST);
    return transaction_begin(vault, err) && add_file(vault, whose, which, bytes, length, err);
}

/* ---- back ---- */

struct collecting {
    uint8_t id[SEAL_ID];
    struct buf *out;
    uint32_t next, parts; /* PARTS 0: none seen yet */
    bool broken;
};

static bool collect(void *self, const struct entry_view *entry, struct error *err)
{
    struct collecting *file = self;
    struct wire wire = wire_read(entry->edit, entry->edit_length);
    uint8_t id[SEAL_ID];
    uint32_t part, parts;

    (void)err;
    wire_copy(&wire, id, SEAL_ID);
    part = wire_u32(&wire);
    parts = wire_u32(&wire);
    if (wire.short_read || memcmp(id, file->id, SEAL_ID) != 0)
        return true;
    if (part != file->next || (file->parts > 0 && parts != file->parts))
        file->broken = true;
    file->next = part + 1;
    file->parts = parts;
    if (!file->broken)
        buf_add(file->out, wire.at, wire.left);
    return true;
}

bool vault_attachment_get(struct vault *vault, const char *patient, const char *id,
                          struct buf *out, struct error *err)
{
    struct collecting file = {.out = out};
    struct report report = {.findings = 0};
    uint8_t whose[SEAL_ID];

    if (!vault_patient_id(whose, patient, err) || !file_id(file.id, id, err) ||
        !vault_ready(vault, err) ||
        !chain_files(vault, whose, &report, collect, &file, err) || !damage_result(&report, err))
        return false;
    if (file.parts == 0)
        return error_set(err, ERROR_NOT_FOUND, _("this file is not in the vault"));
    if (file.broken || file.next != file.parts)
        return damage_set(err, DAMAGE_ENTRY, id, _("a part of the file is missing"));
    return true;
}
