/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Teams and their keys. Who joins gets every key the team ever had, once, boxed
 * and signed; who leaves makes it take a new one, under which the keys of its
 * patients and its pages of the register are sealed anew.
 */
#include "config.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "vault/vault_private.h"

#include <stdio.h>
#include <string.h>

static bool sign_epoch(struct vault *vault, const struct ring *ring, struct error *err)
{
    const struct roster_team *team = roster_team(&vault->roster, ring->team);
    struct statement s = {.kind = STATEMENT_EPOCH, .number = ring->epochs - 1};
    const uint8_t *key = ring_key(ring, ring->epochs - 1);
    static const uint8_t none[SEAL_PUBLIC] = {0};

    memcpy(s.team, ring->team, SEAL_ID);
    ring_commitment(s.a, ring->team, ring->epochs - 1, key);
    /* A team whose key is one half of a pair, as that of the log, stays so. */
    if (team && team->epoch_count > 0 &&
        memcmp(team->epochs[team->epoch_count - 1].public_key, none, sizeof none) != 0 &&
        !seal_box_public(s.b, key))
        return error_set(err, ERROR_INVALID, _("a fresh key is not fit for use; try again"));
    return roster_add(vault, &s, err);
}

bool team_found(struct vault *vault, const char *name, bool restricted, struct ring **out,
                struct error *err)
{
    struct statement s = {.kind = STATEMENT_TEAM, .number = restricted ? 1 : 0};
    struct ring *ring = NULL;

    world_random(vault->world, s.team, SEAL_ID);
    (void)snprintf(s.name, sizeof s.name, "%s", name);
    alloc_grow(&vault->teams, &vault->team_capacity, vault->team_count + 1, sizeof *ring);
    ring = &vault->teams[vault->team_count++];
    ring_make(ring, vault->world, s.team);
    *out = ring;
    return roster_add(vault, &s, err) && sign_epoch(vault, ring, err);
}

bool team_join(struct vault *vault, const struct ring *team, const uint8_t user[SEAL_ID],
               enum roster_seat seat, struct error *err)
{
    struct statement s = {.kind = STATEMENT_MEMBER, .number = seat};

    memcpy(s.team, team->team, SEAL_ID);
    memcpy(s.subject, user, SEAL_ID);
    return roster_add(vault, &s, err) && grant_put(vault, team, user, err);
}

bool team_leave(struct vault *vault, const uint8_t team[SEAL_ID], const uint8_t user[SEAL_ID],
                struct error *err)
{
    struct statement s = {.kind = STATEMENT_MEMBER, .number = SEAT_NONE};

    memcpy(s.team, team, SEAL_ID);
    memcpy(s.subject, user, SEAL_ID);
    return roster_add(vault, &s, err) && grant_delete(vault, team, user, err);
}

static bool has_patients(const struct vault *vault, const struct ring *ring)
{
    return ring != &vault->metadata && ring != &vault->auditing;
}

bool team_renew(struct vault *vault, struct ring *ring, struct error *err)
{
    const struct roster_team *team = roster_team(&vault->roster, ring->team);

    ring_extend(ring, vault->world);
    if (!sign_epoch(vault, ring, err))
        return false;
    for (size_t i = 0; i < team->member_count; i++) {
        if (!grant_put(vault, ring, team->members[i].id, err))
            return false;
    }
    return !has_patients(vault, ring) ||
           (patient_keys_rotate(vault, ring, err) && register_reseal(vault, ring, err));
}
