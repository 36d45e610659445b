/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Slots and rings. A slot commits to its key, since the seal alone would let
 * one slot be made that opens under two passphrases; everything in the row is
 * part of the seal's associated data.
 */
#include "config.h"

#include "vault/keys.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "vault/wire.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fill_own_keys(struct own_keys *own)
{
    uint8_t both[2 * SEAL_KEY];

    (void)!seal_box_public(own->box_public, own->box_secret);
    seal_sign_pair(own->sign_public, own->sign_secret, own->sign_seed);
    memcpy(both, own->box_secret, SEAL_KEY);
    memcpy(both + SEAL_KEY, own->sign_seed, SEAL_KEY);
    seal_hash(own->user_key, NULL, "vh1.user", sizeof "vh1.user", both, sizeof both);
    secret_wipe(both, sizeof both);
}

void own_keys_make(struct own_keys *out, const struct world *world)
{
    uint8_t seed[SEAL_KEY];

    memset(out, 0, sizeof *out);
    world_random(world, seed, sizeof seed);
    seal_box_pair(out->box_public, out->box_secret, seed);
    world_random(world, out->sign_seed, sizeof out->sign_seed);
    secret_wipe(seed, sizeof seed);
    fill_own_keys(out);
}

static bool copy_exact(void *out, const struct store_value *value, size_t length)
{
    if (value->length != length)
        return false;
    memcpy(out, value->bytes, length);
    return true;
}

static bool slot_read(struct slot *out, const struct store_value *row)
{
    size_t bad = 0;

    memset(out, 0, sizeof *out);
    if (row[3].length == 0 || row[3].length > NAME_MOST ||
        !text_valid((const char *)row[3].bytes, row[3].length, &bad) ||
        memchr(row[3].bytes, 0, row[3].length) || row[1].number < 0 || row[1].number > UINT32_MAX ||
        row[2].number < 0 || row[2].number > UINT32_MAX)
        return false;
    memcpy(out->name, row[3].bytes, row[3].length);
    out->number = (uint32_t)row[1].number;
    out->kind = (uint32_t)row[2].number;
    out->cost = (struct seal_cost){row[4].number, row[5].number, row[6].number};
    return copy_exact(out->user_id, &row[0], SEAL_ID) &&
           copy_exact(out->salt, &row[7], SEAL_SALT) &&
           copy_exact(out->box_public, &row[8], SEAL_PUBLIC) &&
           copy_exact(out->sign_public, &row[9], SEAL_PUBLIC) &&
           copy_exact(out->commitment, &row[10], SEAL_HASH) &&
           copy_exact(out->wrapped, &row[11], SLOT_WRAPPED);
}

bool slots_load(struct slots *out, struct store *store, struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    size_t capacity = 0;
    bool more = true, ok = store_start(store, SQL_SLOT_LIST, NULL, 0, err);

    *out = (struct slots){0};
    while (ok && (ok = store_next(store, SQL_SLOT_LIST, row, &more, err)) && more) {
        char place[32];

        alloc_grow(&out->slots, &capacity, out->count + 1, sizeof *out->slots);
        (void)snprintf(place, sizeof place, "slot %zu", out->count + 1);
        if (!slot_read(&out->slots[out->count++], row))
            ok = damage_set(err, DAMAGE_SLOT, place, _("a field has the wrong size"));
    }
    store_end(store, SQL_SLOT_LIST);
    if (!ok)
        slots_finish(out);
    return ok;
}

void slots_finish(struct slots *slots)
{
    free(slots->slots);
    *slots = (struct slots){0};
}

bool slots_find(const struct slots *slots, const char *user, bool recovery, const struct slot **out,
                struct error *err)
{
    const struct slot *found = NULL;
    size_t users = 0;

    for (size_t i = 0; i < slots->count; i++) {
        const struct slot *slot = &slots->slots[i];

        if ((slot->kind == SLOT_RECOVERY) != recovery)
            continue;
        users++;
        if (recovery || !user || strcmp(slot->name, user) == 0)
            found = slot;
    }
    if (!user && !recovery && users > 1)
        return error_set(err, ERROR_USAGE,
                         _("this vault has several users; say which one you are"));
    if (!found && recovery)
        return error_set(err, ERROR_NOT_FOUND, _("this vault has no recovery slot"));
    if (!found)
        return error_set(err, ERROR_NOT_FOUND, _("this vault has no user \"%s\""),
                         user ? user : "");
    *out = found;
    return true;
}

bool slot_derive(struct secret *kek, const struct slot *slot, const struct secret *passphrase,
                 struct error *err)
{
    struct seal_derivation derivation;

    return seal_derive_start(&derivation, passphrase, slot->salt, &slot->cost, err) &&
           slot_derive_end(kek, &derivation, err);
}

bool slot_derive_end(struct secret *kek, struct seal_derivation *derivation, struct error *err)
{
    if (!seal_derive_end(kek, derivation, err))
        return false;
    seal_hash(secret_bytes(kek), NULL, secret_view(kek), SEAL_KEY, NULL, 0);
    return true;
}

static void slot_associate(struct buf *out, const struct slot *slot,
                           const uint8_t vault_id[SEAL_ID])
{
    wire_put_label(out, "vh1.slot");
    buf_add(out, vault_id, SEAL_ID);
    buf_add(out, slot->user_id, SEAL_ID);
    wire_put_u32(out, slot->number);
    wire_put_u32(out, slot->kind);
    wire_put_u32(out, (uint32_t)slot->cost.algorithm);
    wire_put_u32(out, (uint32_t)slot->cost.passes);
    wire_put_u64(out, (uint64_t)slot->cost.memory);
    buf_add(out, slot->salt, SEAL_SALT);
    buf_add(out, slot->box_public, SEAL_PUBLIC);
    buf_add(out, slot->sign_public, SEAL_PUBLIC);
    wire_put_string(out, slot->name);
}

static void slot_commit(uint8_t out[SEAL_HASH], const struct secret *kek)
{
    seal_hash(out, NULL, "vh1.commit", sizeof "vh1.commit", secret_view(kek), SEAL_KEY);
}

bool slot_wrap(struct slot *slot, const struct world *world, const uint8_t vault_id[SEAL_ID],
               const struct own_keys *own, const struct secret *passphrase, struct error *err)
{
    struct secret *kek = secret_create(SEAL_KEY);
    struct buf associated = BUF_INIT, plain = BUF_INIT, sealed = BUF_INIT;
    bool ok = false;

    world_random(world, slot->salt, sizeof slot->salt);
    memcpy(slot->box_public, own->box_public, SEAL_PUBLIC);
    memcpy(slot->sign_public, own->sign_public, SEAL_PUBLIC);
    if (!slot_derive(kek, slot, passphrase, err))
        goto out;
    slot_commit(slot->commitment, kek);
    slot_associate(&associated, slot, vault_id);
    buf_add(&plain, own->box_secret, SEAL_KEY);
    buf_add(&plain, own->sign_seed, SEAL_KEY);
    buf_add(&plain, own->roster_root, SEAL_PUBLIC);
    if (!seal_close(&sealed, world, secret_view(kek), &associated, plain.data, plain.length, false,
                    err))
        goto out;
    memcpy(slot->wrapped, sealed.data, SLOT_WRAPPED);
    ok = true;
out:
    secret_destroy(kek);
    buf_finish(&associated);
    buf_finish(&plain);
    buf_finish(&sealed);
    return ok;
}

bool slot_unwrap(const struct slot *slot, const uint8_t vault_id[SEAL_ID], const struct secret *kek,
                 struct own_keys *out, struct error *err)
{
    struct buf associated = BUF_INIT, plain = BUF_INIT;
    uint8_t commitment[SEAL_HASH];
    bool ok = false;

    slot_commit(commitment, kek);
    if (!seal_equal(commitment, slot->commitment, sizeof commitment))
        return error_set(err, ERROR_DENIED,
                         slot->kind == SLOT_RECOVERY
                             ? _("the recovery code does not open this vault")
                             : _("the passphrase does not open this vault"));
    slot_associate(&associated, slot, vault_id);
    if (seal_open(&plain, secret_view(kek), &associated, slot->wrapped, SLOT_WRAPPED, false) &&
        plain.length == 3 * SEAL_KEY) {
        struct wire wire = wire_read(plain.data, plain.length);

        wire_copy(&wire, out->box_secret, SEAL_KEY);
        wire_copy(&wire, out->sign_seed, SEAL_KEY);
        wire_copy(&wire, out->roster_root, SEAL_PUBLIC);
        fill_own_keys(out);
        ok = seal_equal(out->box_public, slot->box_public, SEAL_PUBLIC) &&
             seal_equal(out->sign_public, slot->sign_public, SEAL_PUBLIC);
    }
    buf_finish(&associated);
    buf_finish(&plain);
    if (!ok)
        return damage_set(err, DAMAGE_SLOT, slot->name,
                          _("the passphrase is right, but the slot was changed"));
    return true;
}

bool slot_store(const struct slot *slot, struct store *store, struct error *err)
{
    const struct store_value row[] = {
        store_bytes(slot->user_id, SEAL_ID),
        store_number(slot->number),
        store_number(slot->kind),
        store_bytes(slot->name, strlen(slot->name)),
        store_number(slot->cost.algorithm),
        store_number(slot->cost.passes),
        store_number(slot->cost.memory),
        store_bytes(slot->salt, SEAL_SALT),
        store_bytes(slot->box_public, SEAL_PUBLIC),
        store_bytes(slot->sign_public, SEAL_PUBLIC),
        store_bytes(slot->commitment, SEAL_HASH),
        store_bytes(slot->wrapped, SLOT_WRAPPED),
    };

    return store_write(store, SQL_SLOT_PUT, row, sizeof row / sizeof row[0], err);
}

void slot_hash(uint8_t out[SEAL_HASH], const struct slot *slot, const uint8_t vault_id[SEAL_ID])
{
    struct buf row = BUF_INIT;

    slot_associate(&row, slot, vault_id);
    buf_add(&row, slot->commitment, SEAL_HASH);
    seal_hash(out, NULL, row.data, row.length, slot->wrapped, SLOT_WRAPPED);
    buf_finish(&row);
}

void ring_metadata_id(uint8_t out[SEAL_ID])
{
    memset(out, 0, SEAL_ID);
}

void ring_audit_id(uint8_t out[SEAL_ID])
{
    memset(out, 0, SEAL_ID);
    out[SEAL_ID - 1] = 1;
}

void ring_make(struct ring *out, const struct world *world, const uint8_t team[SEAL_ID])
{
    memcpy(out->team, team, SEAL_ID);
    out->epochs = 1;
    out->asleep = false;
    out->keys = secret_create(SEAL_KEY);
    world_random(world, secret_bytes(out->keys), SEAL_KEY);
}

void ring_extend(struct ring *ring, const struct world *world)
{
    size_t length = (size_t)ring->epochs * SEAL_KEY;
    struct secret *keys = secret_create(length + SEAL_KEY);

    memcpy(secret_bytes(keys), secret_view(ring->keys), length);
    world_random(world, secret_bytes(keys) + length, SEAL_KEY);
    secret_destroy(ring->keys);
    ring->keys = keys;
    ring->epochs++;
}

void ring_finish(struct ring *ring)
{
    secret_destroy(ring->keys);
    *ring = (struct ring){.epochs = 0};
}

const uint8_t *ring_key(const struct ring *ring, uint32_t epoch)
{
    if (!ring->keys || epoch >= ring->epochs)
        return NULL;
    return secret_view(ring->keys) + (size_t)epoch * SEAL_KEY;
}

void ring_commitment(uint8_t out[SEAL_HASH], const uint8_t team[SEAL_ID], uint32_t epoch,
                     const uint8_t key[SEAL_KEY])
{
    struct buf name = BUF_INIT;

    wire_put_label(&name, "vh1.key");
    buf_add(&name, team, SEAL_ID);
    wire_put_u32(&name, epoch);
    seal_hash(out, NULL, name.data, name.length, key, SEAL_KEY);
    buf_finish(&name);
}
