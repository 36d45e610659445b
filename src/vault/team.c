/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Teams as people make them: a name, members, patients; and the team of one
 * patient that a restricted record is. Its name says nothing, since names of
 * teams are there for every user to read.
 */
#include "config.h"

#include "vault/people.h"

#include "base/i18n.h"
#include "base/text.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <stdio.h>
#include <string.h>

/* ---- looking ---- */

/* The teams that have patients stand behind the two of the vault's own. */
static const struct roster_team *team_at(const struct vault *vault, size_t index)
{
    for (size_t i = 0; i < vault->roster.team_count; i++) {
        const struct roster_team *team = &vault->roster.teams[i];

        if (memcmp(team->id, vault->metadata.team, SEAL_ID) != 0 &&
            memcmp(team->id, vault->auditing.team, SEAL_ID) != 0 && index-- == 0)
            return team;
    }
    return NULL;
}

size_t vault_team_count(const struct vault *vault)
{
    size_t count = 0;

    while (team_at(vault, count))
        count++;
    return count;
}

static void count_patients(const struct vault *vault, struct vault_team *out,
                           const uint8_t id[SEAL_ID])
{
    const struct register_pages *pages = &vault->patients;

    for (size_t i = 0; i < pages->page_count; i++) {
        const struct register_page *page = &pages->pages[i];

        if (memcmp(page->team, id, SEAL_ID) != 0 || page->count == 0)
            continue;
        out->patients += page->count;
        if (out->restricted)
            (void)snprintf(out->patient, sizeof out->patient, "%s", page->rows[0]->patient.id);
    }
}

bool vault_team_at(struct vault *vault, size_t index, struct vault_team *out)
{
    const struct roster_team *team = team_at(vault, index);
    const struct ring *ring = NULL;

    if (!team)
        return false;
    ring = vault_ring(vault, team->id);
    *out = (struct vault_team){
        .name = team->name,
        .restricted = team->restricted,
        .yours = ring && !ring->asleep,
        .emergency = roster_seat(team, vault->user_id) == SEAT_EMERGENCY,
        .members = team->member_count,
    };
    count_patients(vault, out, team->id);
    return true;
}

bool vault_team_has(const struct vault *vault, size_t team, size_t person, bool *emergency)
{
    const struct roster_team *listed = team_at(vault, team);
    enum roster_seat seat = SEAT_NONE;

    if (listed && person < vault->roster.user_count)
        seat = roster_seat(listed, vault->roster.users[person].id);
    *emergency = seat == SEAT_EMERGENCY;
    return seat != SEAT_NONE;
}
