/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Slots (a user's secret keys under a key from a passphrase) and rings (the
 * keys of a team, one for each epoch).
 */
#ifndef VAULT_KEYS_H
#define VAULT_KEYS_H

#include "vault/damage.h"
#include "vault/seal.h"
#include "vault/seal_kdf.h"
#include "vault/store.h"

enum { NAME_MOST = 128 }; /* bytes in a user's or team's name */

/* Lives in a struct secret. */
struct own_keys {
    uint8_t box_secret[SEAL_KEY];
    uint8_t sign_seed[SEAL_KEY];
    uint8_t sign_secret[SEAL_SIGN_SECRET];
    uint8_t user_key[SEAL_KEY];         /* for what is the user's alone */
    uint8_t box_public[SEAL_PUBLIC];
    uint8_t sign_public[SEAL_PUBLIC];
    uint8_t roster_root[SEAL_PUBLIC];   /* who signed the first roster statement */
};

void own_keys_make(struct own_keys *out, const struct world *world);

enum slot_kind { SLOT_PASSPHRASE = 1, SLOT_RECOVERY = 2 };

enum { SLOT_WRAPPED = 3 * SEAL_KEY + SEAL_OVERHEAD };

struct slot {
    uint8_t user_id[SEAL_ID];
    uint32_t number;
    uint32_t kind;
    char name[NAME_MOST + 1];
    struct seal_cost cost;
    uint8_t salt[SEAL_SALT];
    uint8_t box_public[SEAL_PUBLIC];
    uint8_t sign_public[SEAL_PUBLIC];
    uint8_t commitment[SEAL_HASH];
    uint8_t wrapped[SLOT_WRAPPED];
};

struct slots {
    struct slot *slots;
    size_t count;
};
/* Every slot; a row of the wrong shape is DAMAGE_SLOT. */
bool slots_load(struct slots *out, struct store *store, struct error *err) MUST_USE;
void slots_finish(struct slots *slots);
/* The slot of USER (NULL: of the only one), or the recovery slot. */
bool slots_find(const struct slots *slots, const char *user, bool recovery,
                const struct slot **out, struct error *err) MUST_USE;

/* KEK from the passphrase, as the slot asks; refuses bad costs before any work. */
bool slot_derive(struct secret *kek, const struct slot *slot, const struct secret *passphrase,
                 struct error *err) MUST_USE;
/* The same from a derivation that was started with the slot's salt and cost. */
bool slot_derive_end(struct secret *kek, struct seal_derivation *derivation,
                     struct error *err) MUST_USE;
/* Fills salt, commitment and wrapped. */
bool slot_wrap(struct slot *slot, const struct world *world, const uint8_t vault_id[SEAL_ID],
               const struct own_keys *own, const struct secret *passphrase, struct error *err)
    MUST_USE;
/* DENIED if the key is not this slot's; DAMAGE_SLOT if it is and the rest is not. */
bool slot_unwrap(const struct slot *slot, const uint8_t vault_id[SEAL_ID],
                 const struct secret *kek, struct own_keys *out, struct error *err) MUST_USE;
bool slot_store(const struct slot *slot, struct store *store, struct error *err) MUST_USE;
/* Names the whole row in a roster statement. */
void slot_hash(uint8_t out[SEAL_HASH], const struct slot *slot, const uint8_t vault_id[SEAL_ID]);

/* ---- rings ---- */

struct ring {
    uint8_t team[SEAL_ID];
    uint32_t epochs;
    struct secret *keys; /* epochs times 32 bytes; NULL: not held */
    bool asleep;         /* held for emergencies only: nothing is read with it */
};

/* The two teams that every vault has. */
void ring_metadata_id(uint8_t out[SEAL_ID]);
void ring_audit_id(uint8_t out[SEAL_ID]);

void ring_make(struct ring *out, const struct world *world, const uint8_t team[SEAL_ID]);
/* One more epoch with a fresh key. */
void ring_extend(struct ring *ring, const struct world *world);
void ring_finish(struct ring *ring);
const uint8_t *ring_key(const struct ring *ring, uint32_t epoch); /* from 0; NULL: none */
/* Names the key of an epoch without telling it. */
void ring_commitment(uint8_t out[SEAL_HASH], const uint8_t team[SEAL_ID], uint32_t epoch,
                     const uint8_t key[SEAL_KEY]);

#endif
