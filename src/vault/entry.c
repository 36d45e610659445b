/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One patient: a chain of entries sealed by the patient's data keys. Each entry is bound to its
 * vault, patient, place in the chain and the hash of the one before; who and when are inside the
 * seal.
 */
#include "config.h"

#include "base/i18n.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    ENTRY_VERSION = 1,
    ENTRY_EDIT = 1,
    ENTRY_FILE = 2,    /* a part of a file; see attachment.c */
    PATIENT_ENTRY = 2, /* subkeys of a patient's key; 1 is for headers */
    PATIENT_FILE = 3,
};

static void entry_place(char *out, size_t size, const uint8_t patient[SEAL_ID], int64_t seq)
{
    char id[2 * SEAL_ID + 1];

    wire_hex(id, patient, SEAL_ID);
    if (seq > 0)
        (void)snprintf(out, size, "patient %s, entry %" PRId64, id, seq);
    else
        (void)snprintf(out, size, "patient %s", id);
}

/* ---- the chain ---- */

static void chain_start(const struct vault *vault, struct chain *chain,
                        const uint8_t patient[SEAL_ID])
{
    struct buf name = BUF_INIT;

    memset(chain, 0, sizeof *chain);
    memcpy(chain->patient, patient, SEAL_ID);
    chain->key_no = 1;
    vault_associate(&name, vault, "vh1.entries");
    buf_add(&name, patient, SEAL_ID);
    seal_hash(chain->hash, NULL, name.data, name.length, NULL, 0);
    buf_finish(&name);
}

bool chain_create(struct vault *vault, struct chain *out, const uint8_t patient[SEAL_ID],
                  const struct ring *team, struct error *err)
{
    chain_start(vault, out, patient);
    world_random(vault->world, out->key, SEAL_KEY);
    vault->state.patients++;
    return patient_key_put(vault, team, patient, out->key_no, out->key, err);
}

static bool head_get(struct vault *vault, const uint8_t patient[SEAL_ID], uint64_t *seq,
                     uint8_t hash[SEAL_HASH], bool *found, struct error *err)
{
    const struct store_value at = store_bytes(patient, SEAL_ID);
    struct store_value row[STORE_COLUMNS];
    bool ok = store_start(vault->store, SQL_HEAD_GET, &at, 1, err) &&
              store_next(vault->store, SQL_HEAD_GET, row, found, err);

    if (ok && *found) {
        if (row[0].number < 0 || row[1].length != SEAL_HASH) {
            ok = damage_set(err, DAMAGE_ROOT, "head", _("a field has the wrong size"));
        } else {
            *seq = (uint64_t)row[0].number;
            memcpy(hash, row[1].bytes, SEAL_HASH);
        }
    }
    store_end(vault->store, SQL_HEAD_GET);
    return ok;
}

bool chain_open(struct vault *vault, struct chain *out, const uint8_t patient[SEAL_ID],
                struct error *err)
{
    bool found = false;

    chain_start(vault, out, patient);
    if (!head_get(vault, patient, &out->seq, out->hash, &found, err))
        return false;
    if (!found)
        return error_set(err, ERROR_NOT_FOUND, _("there is no such patient in this vault"));
    return patient_key_last(vault, patient, &out->key_no, &found, err) &&
           patient_key_open(vault, patient, out->key_no, out->key, err);
}

void chain_finish(struct chain *chain)
{
    secret_wipe(chain, sizeof *chain);
}

static void associate_entry(struct buf *out, const struct vault *vault,
                            const uint8_t patient[SEAL_ID], uint64_t seq,
                            const uint8_t previous[SEAL_HASH], uint32_t version, uint32_t key_no,
                            uint32_t kind)
{
    vault_associate(out, vault, "vh1.entry");
    buf_add(out, patient, SEAL_ID);
    wire_put_u64(out, seq);
    buf_add(out, previous, SEAL_HASH);
    wire_put_u32(out, version);
    wire_put_u32(out, key_no);
    wire_put_u32(out, kind);
}

static bool is_kind(int64_t kind)
{
    return kind == ENTRY_EDIT || kind == ENTRY_FILE;
}

static void entry_key(uint8_t out[SEAL_KEY], const uint8_t key[SEAL_KEY], int64_t kind)
{
    seal_subkey(out, key, kind == ENTRY_FILE ? PATIENT_FILE : PATIENT_ENTRY, "vhpatnt_");
}

static bool add_entry(struct vault *vault, struct chain *chain, uint32_t kind,
                      const struct vault_bytes *edit, const struct buf *header, struct error *err)
{
    struct buf associated = BUF_INIT, plain = BUF_INIT, sealed = BUF_INIT;
    uint8_t key[SEAL_KEY];
    bool ok = false;

    buf_add(&plain, vault->user_id, SEAL_ID);
    wire_put_u64(&plain, (uint64_t)world_now(vault->world));
    wire_put_u32(&plain, header ? (uint32_t)header->length : 0);
    if (header)
        buf_add(&plain, header->data, header->length);
    buf_add(&plain, edit->bytes, edit->length);
    associate_entry(&associated, vault, chain->patient, chain->seq + 1, chain->hash, ENTRY_VERSION,
                    chain->key_no, kind);
    entry_key(key, chain->key, kind);
    if (seal_close(&sealed, vault->world, key, &associated, plain.data, plain.length, true, err)) {
        const struct store_value row[] = {
            store_bytes(chain->patient, SEAL_ID),
            store_number((int64_t)chain->seq + 1),
            store_number(chain->key_no),
            store_number(kind),
            store_number(ENTRY_VERSION),
            store_bytes(chain->hash, SEAL_HASH),
            store_buf(&sealed),
        };

        ok = store_write(vault->store, SQL_ENTRY_PUT, row, 7, err);
    }
    if (ok) {
        chain->seq++;
        seal_hash(chain->hash, NULL, associated.data, associated.length, sealed.data,
                  sealed.length);
    }
    secret_wipe(key, sizeof key);
    buf_finish(&associated);
    buf_finish(&plain);
    buf_finish(&sealed);
    return ok;
}

bool chain_add(struct vault *vault, struct chain *chain, const struct vault_bytes *edit,
               const struct buf *header, struct error *err)
{
    return add_entry(vault, chain, ENTRY_EDIT, edit, header, err);
}

bool chain_add_file(struct vault *vault, struct chain *chain, const struct vault_bytes *part,
                    struct error *err)
{
    return add_entry(vault, chain, ENTRY_FILE, part, NULL, err);
}

bool chain_store(struct vault *vault, const struct chain *chain, uint64_t added, struct error *err)
{
    const struct store_value row[] = {
        store_bytes(chain->patient, SEAL_ID),
        store_number((int64_t)chain->seq),
        store_bytes(chain->hash, SEAL_HASH),
    };

    if (!store_write(vault->store, SQL_HEAD_PUT, row, 3, err))
        return false;
    vault->state.entries += added;
    return commit_bucket(vault, chain->patient[0], err);
}

/* ---- reading ---- */

/* A chain on its way to its head. */
struct walk {
    struct vault *vault;
    struct report *report;
    struct chain chain; /* seq and hash of the entry before; key of key_no */
    bool have_key, open;
    int64_t only; /* of what kind those are that are opened; 0: any */
    bool (*each)(void *self, const struct entry_view *entry, struct error *err);
    void *self;
};

static bool view_entry(struct entry_view *out, const struct buf *plain)
{
    struct wire wire = wire_read(plain->data, plain->length);

    wire_copy(&wire, out->author, SEAL_ID);
    out->time = (int64_t)wire_u64(&wire);
    out->header_length = wire_u32(&wire);
    if (wire.short_read || out->header_length > wire.left)
        return false;
    out->header = out->header_length ? wire.at : NULL;
    out->edit = wire.at + out->header_length;
    out->edit_length = wire.left - out->header_length;
    return true;
}

static bool walk_key(struct walk *walk, uint32_t key_no, struct error *err)
{
    if (walk->have_key && walk->chain.key_no == key_no)
        return true;
    walk->have_key =
        patient_key_open(walk->vault, walk->chain.patient, key_no, walk->chain.key, err);
    walk->chain.key_no = key_no;
    return walk->have_key;
}

/* Opens one entry and hands it on. A key or seal that does not hold is a finding. */
static bool walk_open(struct walk *walk, const struct store_value *row,
                      const struct buf *associated, const char *place, struct error *err)
{
    struct entry_view view = {.seq = (uint64_t)row[0].number};
    struct buf plain = BUF_INIT;
    struct error inner = {.code = ERROR_NONE};
    uint8_t key[SEAL_KEY];
    bool ok = true;

    if (!walk_key(walk, (uint32_t)row[1].number, &inner)) {
        if (inner.code != ERROR_DAMAGED) {
            *err = inner;
            return false;
        }
        (void)damage_add(walk->report, DAMAGE_PATIENT_KEY, place, "%s",
                         _("the patient's key is missing or cannot be opened"));
        return true;
    }
    entry_key(key, walk->chain.key, row[2].number);
    if (row[3].number != ENTRY_VERSION || !is_kind(row[2].number) ||
        !seal_open(&plain, key, associated, row[5].bytes, row[5].length, true) ||
        !view_entry(&view, &plain))
        (void)damage_add(walk->report, DAMAGE_ENTRY, place, _("the entry cannot be opened"));
    else if (walk->each)
        ok = walk->each(walk->self, &view, err);
    secret_wipe(key, sizeof key);
    buf_finish(&plain);
    return ok;
}

static bool walk_entry(struct walk *walk, const struct store_value *row, struct error *err)
{
    struct buf associated = BUF_INIT;
    char place[96];
    bool ok = true;

    if ((uint64_t)row[0].number != walk->chain.seq + 1) {
        entry_place(place, sizeof place, walk->chain.patient, (int64_t)walk->chain.seq + 1);
        (void)damage_add(walk->report, DAMAGE_CHAIN, place, _("an entry is missing"));
    }
    entry_place(place, sizeof place, walk->chain.patient, row[0].number);
    if (row[4].length != SEAL_HASH)
        return damage_add(walk->report, DAMAGE_ENTRY, place, _("a field has the wrong size")) ||
               true;
    /* Each row carries the hash before it, so that damage to one costs only that one. */
    if (memcmp(row[4].bytes, walk->chain.hash, SEAL_HASH) != 0)
        (void)damage_add(walk->report, DAMAGE_CHAIN, place,
                         _("the entry does not follow the one before"));
    associate_entry(&associated, walk->vault, walk->chain.patient, (uint64_t)row[0].number,
                    row[4].bytes, (uint32_t)row[3].number, (uint32_t)row[1].number,
                    (uint32_t)row[2].number);
    if (walk->open &&
        (walk->only == 0 || walk->only == row[2].number || !is_kind(row[2].number)))
        ok = walk_open(walk, row, &associated, place, err);
    walk->chain.seq = (uint64_t)row[0].number;
    seal_hash(walk->chain.hash, NULL, associated.data, associated.length, row[5].bytes,
              row[5].length);
    buf_finish(&associated);
    return ok;
}

/* From the first entry to the head. */
static bool walk_chain(struct walk *walk, const uint8_t patient[SEAL_ID], uint64_t *count,
                       struct error *err)
{
    const struct store_value at = store_bytes(patient, SEAL_ID);
    struct vault *vault = walk->vault;
    struct store_value row[STORE_COLUMNS];
    uint8_t head[SEAL_HASH];
    uint64_t seq = 0;
    bool found = false, more = true, ok = head_get(vault, patient, &seq, head, &found, err);
    char place[96];

    if (!ok)
        return false;
    entry_place(place, sizeof place, patient, 0);
    if (!found)
        return error_set(err, ERROR_NOT_FOUND, _("there is no such patient in this vault"));
    chain_start(vault, &walk->chain, patient);
    ok = store_start(vault->store, SQL_ENTRY_LIST, &at, 1, err);
    while (ok && (ok = store_next(vault->store, SQL_ENTRY_LIST, row, &more, err)) && more) {
        ok = walk_entry(walk, row, err);
        if (count)
            (*count)++;
    }
    store_end(vault->store, SQL_ENTRY_LIST);
    if (ok && (walk->chain.seq != seq || memcmp(walk->chain.hash, head, SEAL_HASH) != 0))
        (void)damage_add(walk->report, DAMAGE_CHAIN, place,
                         _("the entries do not lead to the patient's head"));
    chain_finish(&walk->chain);
    return ok;
}

bool chain_check(struct vault *vault, const uint8_t patient[SEAL_ID], bool open,
                 struct report *report, uint64_t *count,
                 bool (*each)(void *self, const struct entry_view *entry, struct error *err),
                 void *self, struct error *err)
{
    struct walk walk = {.vault = vault,
                        .report = report,
                        .open = open,
                        .only = each ? ENTRY_EDIT : 0,
                        .each = each,
                        .self = self};

    return walk_chain(&walk, patient, count, err);
}

bool chain_files(struct vault *vault, const uint8_t patient[SEAL_ID], struct report *report,
                 bool (*each)(void *self, const struct entry_view *entry, struct error *err),
                 void *self, struct error *err)
{
    struct walk walk = {.vault = vault,
                        .report = report,
                        .open = true,
                        .only = ENTRY_FILE,
                        .each = each,
                        .self = self};

    return walk_chain(&walk, patient, NULL, err);
}
