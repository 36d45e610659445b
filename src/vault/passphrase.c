/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A new passphrase: the owner wraps the own keys anew; an administrator or the
 * recovery user cannot know them and gives the owner new keys, new grants and a
 * new slot, except in teams that they do not belong to themselves. The old
 * verify key stays in the roster for what was signed with it.
 */
#include "config.h"

#include "base/i18n.h"
#include "vault/vault_private.h"

#include <string.h>

static bool find_slot(struct vault *vault, const char *user, struct slot *out, struct error *err)
{
    struct slots slots;
    const struct slot *slot = NULL;
    bool ok = slots_load(&slots, vault->store, err);

    if (ok) {
        ok = slots_find(&slots, user, false, &slot, err);
        if (ok)
            *out = *slot;
    }
    slots_finish(&slots);
    return ok;
}

static bool grant_all(struct vault *vault, const uint8_t user[SEAL_ID], struct error *err)
{
    for (size_t i = 0; i < vault->roster.team_count; i++) {
        const struct roster_team *team = &vault->roster.teams[i];
        const struct ring *ring = vault_ring(vault, team->id);

        if (roster_seat(team, user) == SEAT_NONE)
            continue;
        if (ring ? !grant_put(vault, ring, user, err) : !team_leave(vault, team->id, user, err))
            return false;
    }
    return true;
}

/* The user's own rows (draft, note) under the new keys; the old ones are lost. */
bool user_settle(struct vault *vault, const uint8_t user[SEAL_ID], struct secret *own,
                 struct error *err)
{
    struct secret *mine = vault->own;
    uint8_t me[SEAL_ID], patient[SEAL_ID];
    uint64_t counter = vault->state.draft_counter, base = vault->state.draft_base;
    bool patched = vault->state.draft_patched, ok = false;

    memcpy(me, vault->user_id, SEAL_ID);
    memcpy(patient, vault->state.draft_patient, SEAL_ID);
    memcpy(vault->user_id, user, SEAL_ID);
    vault->own = own;
    ok = draft_next_counter(vault, err) && draft_clear(vault, err) && seen_put(vault, err);
    vault->own = mine;
    memcpy(vault->user_id, me, SEAL_ID);
    memcpy(vault->state.draft_patient, patient, SEAL_ID);
    vault->state.draft_counter = counter;
    vault->state.draft_base = base;
    vault->state.draft_patched = patched;
    return ok;
}

static bool renew(struct vault *vault, const struct slot *slot, struct secret *own,
                  struct error *err)
{
    const struct roster_user *user = roster_user(&vault->roster, slot->user_id);
    struct statement s = {.kind = STATEMENT_USER};

    if (!user)
        return error_set(err, ERROR_NOT_FOUND, _("this vault has no user \"%s\""), slot->name);
    s.number = user->roles;
    memcpy(s.subject, slot->user_id, SEAL_ID);
    memcpy(s.a, slot->box_public, SEAL_PUBLIC);
    memcpy(s.b, slot->sign_public, SEAL_PUBLIC);
    memcpy(s.name, user->name, sizeof s.name);
    return roster_add(vault, &s, err) && grant_all(vault, slot->user_id, err) &&
           user_settle(vault, slot->user_id, own, err);
}

bool vault_passphrase_set(struct vault *vault, const char *user, const struct secret *passphrase,
                          const struct vault_cost *cost, struct error *err)
{
    struct secret *own = NULL;
    struct slot slot;
    struct own_keys *keys = NULL;
    bool renewed = vault->recovery, ok = false;

    if (!user && !vault->recovery)
        user = vault->user;
    if (!passphrase_check(passphrase, err) || !vault_ready(vault, err) ||
        !find_slot(vault, user, &slot, err))
        return false;
    /* Whoever else does it cannot know the keys that the old passphrase opened. */
    renewed = renewed || memcmp(slot.user_id, vault->user_id, SEAL_ID) != 0;
    if (renewed && !people_may_manage(vault, err))
        return false;
    own = secret_create(sizeof *keys);
    keys = (struct own_keys *)(void *)secret_bytes(own);
    if (renewed) {
        own_keys_make(keys, vault->world);
        memcpy(keys->roster_root, vault_own(vault)->roster_root, SEAL_PUBLIC);
    } else {
        *keys = *vault_own(vault);
    }
    slot.cost = (struct seal_cost){SEAL_ARGON2ID, cost->passes, (int64_t)cost->memory};
    ok = slot_wrap(&slot, vault->world, vault->id, keys, passphrase, err) &&
         transaction_begin(vault, err);
    if (ok) {
        ok = (!renewed || renew(vault, &slot, own, err)) && slot_sign(vault, &slot, err) &&
             audit_put(vault, AUDIT_CHANGE, NULL, renewed ? "user recover" : "passphrase", err);
        ok = ok ? transaction_commit(vault, NULL, 0, err) : transaction_abort(vault, err);
    }
    secret_destroy(own);
    return ok;
}
