/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Handing team keys over. A sealed box does not say who made it, so each grant
 * is signed by an administrator and each key is committed to in the roster:
 * neither a key that an intruder knows nor an old grant gets through.
 */
#include "config.h"

#include "vault/roster.h"

#include "base/i18n.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <stdio.h>
#include <string.h>

/* A grant as it is stored. */
struct grant {
    const uint8_t *team, *user, *sealed, *signer, *signature;
    size_t sealed_length;
    uint32_t epoch;
};

static bool read_grant(struct grant *out, const struct store_value *row)
{
    *out = (struct grant){row[0].bytes, row[1].bytes,  row[3].bytes,           row[4].bytes,
                          row[5].bytes, row[3].length, (uint32_t)row[2].number};
    return row[0].length == SEAL_ID && row[1].length == SEAL_ID && row[4].length == SEAL_ID &&
           row[5].length == SEAL_SIGNATURE && row[2].number >= 0 && row[2].number < UINT16_MAX &&
           row[3].length == SEAL_BOX + ((size_t)row[2].number + 1) * SEAL_KEY;
}

static void put_message(struct buf *out, const struct vault *vault, const struct grant *grant,
                        const uint8_t box_public[SEAL_PUBLIC])
{
    uint8_t hash[SEAL_HASH];

    seal_hash(hash, NULL, grant->sealed, grant->sealed_length, NULL, 0);
    vault_associate(out, vault, "vh1.sign.grant");
    buf_add(out, grant->team, SEAL_ID);
    buf_add(out, grant->user, SEAL_ID);
    wire_put_u32(out, grant->epoch);
    buf_add(out, box_public, SEAL_PUBLIC);
    buf_add(out, hash, SEAL_HASH);
    buf_add(out, grant->signer, SEAL_ID);
}

static void grant_place(char *out, size_t size, const uint8_t *team, const uint8_t *user)
{
    char team_text[2 * SEAL_ID + 1], user_text[2 * SEAL_ID + 1];

    wire_hex(team_text, team, SEAL_ID);
    wire_hex(user_text, user, SEAL_ID);
    (void)snprintf(out, size, "team %.8s, user %.8s", team_text, user_text);
}

static bool unbox(struct vault *vault, const struct grant *grant, struct ring *out)
{
    const struct own_keys *own = vault_own(vault);
    struct buf plain = BUF_INIT;
    bool ok =
        seal_unbox(&plain, own->box_public, own->box_secret, grant->sealed, grant->sealed_length) &&
        plain.length == ((size_t)grant->epoch + 1) * SEAL_KEY;

    if (ok) {
        ring_finish(out);
        memcpy(out->team, grant->team, SEAL_ID);
        out->epochs = grant->epoch + 1;
        out->keys = secret_create(plain.length);
        memcpy(secret_bytes(out->keys), plain.data, plain.length);
    }
    buf_finish(&plain);
    return ok;
}

bool grant_open(struct vault *vault, const uint8_t team[SEAL_ID], struct ring *out,
                struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    struct grant grant;
    char place[64];
    bool more = true, found = false, opened = false;
    bool ok = store_start(vault->store, SQL_GRANT_LIST, NULL, 0, err);

    grant_place(place, sizeof place, team, vault->user_id);
    while (ok && !found && (ok = store_next(vault->store, SQL_GRANT_LIST, row, &more, err)) &&
           more) {
        found = row[0].length == SEAL_ID && memcmp(row[0].bytes, team, SEAL_ID) == 0 &&
                row[1].length == SEAL_ID && memcmp(row[1].bytes, vault->user_id, SEAL_ID) == 0;
        opened = found && read_grant(&grant, row) && unbox(vault, &grant, out);
    }
    store_end(vault->store, SQL_GRANT_LIST);
    if (ok && !found)
        return damage_set(err, DAMAGE_GRANT, place, _("the grant is missing"));
    if (ok && !opened)
        return damage_set(err, DAMAGE_GRANT, place, _("the grant cannot be opened"));
    return ok;
}

bool grant_put(struct vault *vault, const struct ring *ring, const uint8_t user[SEAL_ID],
               struct error *err)
{
    const struct roster_user *member = roster_user(&vault->roster, user);
    struct buf sealed = BUF_INIT, message = BUF_INIT;
    uint8_t signature[SEAL_SIGNATURE];
    struct grant grant;
    bool ok = false;

    if (!member || !seal_box(&sealed, roster_key_at(member, 0)->box_public, secret_view(ring->keys),
                             (size_t)ring->epochs * SEAL_KEY)) {
        buf_finish(&sealed);
        return error_set(err, ERROR_INVALID, _("this user cannot be given a key"));
    }
    grant = (struct grant){ring->team,      user,      (const uint8_t *)sealed.data,
                           vault->user_id,  signature, sealed.length,
                           ring->epochs - 1};
    put_message(&message, vault, &grant, roster_key_at(member, 0)->box_public);
    seal_sign(signature, &message, vault_own(vault)->sign_secret);
    {
        const struct store_value row[] = {
            store_bytes(ring->team, SEAL_ID),
            store_bytes(user, SEAL_ID),
            store_number(grant.epoch),
            store_buf(&sealed),
            store_bytes(vault->user_id, SEAL_ID),
            store_bytes(signature, sizeof signature),
        };

        ok = store_write(vault->store, SQL_GRANT_PUT, row, 6, err) &&
             grants_root(vault, vault->state.grants_root, err);
    }
    buf_finish(&sealed);
    buf_finish(&message);
    return ok;
}

bool grant_delete(struct vault *vault, const uint8_t team[SEAL_ID], const uint8_t user[SEAL_ID],
                  struct error *err)
{
    const struct store_value at[] = {store_bytes(team, SEAL_ID), store_bytes(user, SEAL_ID)};

    return store_write(vault->store, SQL_GRANT_DELETE, at, 2, err) &&
           grants_root(vault, vault->state.grants_root, err);
}

/* The member's key as it was when the grant was signed is the present one: a
 * new key brings a new grant. The signer may have got new keys since. */
static void check_grant(struct vault *vault, const struct grant *grant, const char *place,
                        struct report *report)
{
    const struct roster_user *member = roster_user(&vault->roster, grant->user);
    const struct roster_user *signer = roster_user(&vault->roster, grant->signer);
    const struct roster_team *team = roster_team(&vault->roster, grant->team);
    struct buf message = BUF_INIT;
    bool ok = false;

    if (!member || !signer || !team || roster_seat(team, grant->user) == SEAT_NONE ||
        grant->epoch >= team->epoch_count) {
        (void)damage_add(report, DAMAGE_GRANT, place, _("the roster knows nothing of this grant"));
        return;
    }
    put_message(&message, vault, grant, roster_key_at(member, 0)->box_public);
    for (size_t i = 0; !ok && signer->roles & ROLE_ADMIN && i < signer->key_count; i++)
        ok = seal_signed(grant->signature, &message, signer->keys[i].sign_public);
    if (!ok)
        (void)damage_add(report, DAMAGE_GRANT, place,
                         _("the signature is not of an administrator"));
    buf_finish(&message);
}

bool grants_check(struct vault *vault, struct report *report, struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    bool more = true, ok = store_start(vault->store, SQL_GRANT_LIST, NULL, 0, err);

    while (ok && (ok = store_next(vault->store, SQL_GRANT_LIST, row, &more, err)) && more) {
        struct grant grant;
        char place[64] = "row";

        if (!read_grant(&grant, row)) {
            (void)damage_add(report, DAMAGE_GRANT, place, _("a field has the wrong size"));
            continue;
        }
        grant_place(place, sizeof place, grant.team, grant.user);
        check_grant(vault, &grant, place, report);
    }
    store_end(vault->store, SQL_GRANT_LIST);
    return ok && grants_root(vault, vault->state.grants_root, err);
}

bool grants_root(struct vault *vault, uint8_t out[SEAL_HASH], struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    struct buf all = BUF_INIT;
    bool more = true, ok = store_start(vault->store, SQL_GRANT_LIST, NULL, 0, err);

    vault_associate(&all, vault, "vh1.grants");
    while (ok && (ok = store_next(vault->store, SQL_GRANT_LIST, row, &more, err)) && more) {
        struct grant grant;
        uint8_t hash[SEAL_HASH];

        if (!read_grant(&grant, row))
            continue;
        seal_hash(hash, NULL, grant.sealed, grant.sealed_length, grant.signature, SEAL_SIGNATURE);
        buf_add(&all, grant.team, SEAL_ID);
        buf_add(&all, grant.user, SEAL_ID);
        wire_put_u32(&all, grant.epoch);
        buf_add(&all, grant.signer, SEAL_ID);
        buf_add(&all, hash, sizeof hash);
    }
    store_end(vault->store, SQL_GRANT_LIST);
    seal_hash(out, NULL, all.data, all.length, NULL, 0);
    buf_finish(&all);
    return ok;
}

bool ring_check(const struct vault *vault, const struct ring *ring, struct report *report)
{
    const struct roster_team *team = roster_team(&vault->roster, ring->team);
    char place[64];

    grant_place(place, sizeof place, ring->team, vault->user_id);
    if (!team || ring->epochs != team->epoch_count)
        return damage_add(report, DAMAGE_GRANT, place,
                          _("the keys handed over are not as many as the roster says"));
    for (uint32_t epoch = 0; epoch < ring->epochs; epoch++) {
        uint8_t commitment[SEAL_HASH];

        ring_commitment(commitment, ring->team, epoch, ring_key(ring, epoch));
        if (!seal_equal(commitment, team->epochs[epoch].commitment, sizeof commitment))
            return damage_add(report, DAMAGE_GRANT, place,
                              _("the key handed over is not the team's"));
    }
    return true;
}

static bool slot_is_signed(const struct vault *vault, const struct slot *slot)
{
    const struct roster_user *user = roster_user(&vault->roster, slot->user_id);
    const struct roster_key *key = user ? roster_key_at(user, 0) : NULL;
    uint8_t hash[SEAL_HASH];

    slot_hash(hash, slot, vault->id);
    for (size_t i = 0; user && i < user->slot_count; i++) {
        if (user->slots[i].number == slot->number)
            return memcmp(user->slots[i].hash, hash, sizeof hash) == 0 && !user->removed &&
                   memcmp(key->box_public, slot->box_public, SEAL_PUBLIC) == 0 &&
                   memcmp(key->sign_public, slot->sign_public, SEAL_PUBLIC) == 0 &&
                   strcmp(user->name, slot->name) == 0;
    }
    return false;
}

bool slots_check(struct vault *vault, struct report *report, struct error *err)
{
    struct slots slots;
    size_t signed_slots = 0;

    if (!slots_load(&slots, vault->store, err)) {
        if (err->code != ERROR_DAMAGED)
            return false;
        (void)damage_add(report, DAMAGE_SLOT, "row", "%s", err->message);
        error_clear(err);
        return true;
    }
    for (size_t i = 0; i < slots.count; i++) {
        if (!slot_is_signed(vault, &slots.slots[i]))
            (void)damage_add(report, DAMAGE_SLOT, slots.slots[i].name,
                             _("the slot is not the one that was signed"));
    }
    for (size_t i = 0; i < vault->roster.user_count; i++)
        signed_slots += vault->roster.users[i].removed ? 0 : vault->roster.users[i].slot_count;
    if (signed_slots > slots.count)
        (void)damage_add(report, DAMAGE_SLOT, "row", _("a slot is missing"));
    slots_finish(&slots);
    return true;
}
