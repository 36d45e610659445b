/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the user's keys to a verified vault in memory: grants, roster, last
 * commit, heads, register. The same steps serve unlocking, verifying and the
 * return after a failed write.
 */
#include "config.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void vault_associate(struct buf *out, const struct vault *vault, const char *label)
{
    wire_put_label(out, label);
    buf_add(out, vault->id, SEAL_ID);
}

const struct own_keys *vault_own(const struct vault *vault)
{
    return (const struct own_keys *)(const void *)secret_view(vault->own);
}

bool vault_metadata_key(const struct vault *vault, uint32_t epoch, enum metadata_use use,
                        uint8_t out[SEAL_KEY])
{
    const uint8_t *key = ring_key(&vault->metadata, epoch);

    memset(out, 0, SEAL_KEY);
    if (key)
        seal_subkey(out, key, (uint64_t)use, "vhvault_");
    return key != NULL;
}

uint32_t vault_metadata_epoch(const struct vault *vault)
{
    return vault->metadata.epochs ? vault->metadata.epochs - 1 : 0;
}

void vault_warn(struct vault *vault, const char *text)
{
    if (vault->warning.length)
        buf_add_char(&vault->warning, '\n');
    buf_add_text(&vault->warning, text);
}

bool vault_patient_id(uint8_t out[SEAL_ID], const char *id, struct error *err)
{
    if (!wire_unhex(out, SEAL_ID, id))
        return error_set(err, ERROR_USAGE, _("this is not the id of a patient"));
    return true;
}

struct ring *vault_ring(struct vault *vault, const uint8_t team[SEAL_ID])
{
    if (memcmp(vault->metadata.team, team, SEAL_ID) == 0)
        return vault->metadata.keys ? &vault->metadata : NULL;
    if (memcmp(vault->auditing.team, team, SEAL_ID) == 0)
        return vault->auditing.keys ? &vault->auditing : NULL;
    for (size_t i = 0; i < vault->team_count; i++) {
        if (memcmp(vault->teams[i].team, team, SEAL_ID) == 0)
            return &vault->teams[i];
    }
    return NULL;
}

const struct ring *vault_awake(struct vault *vault, const uint8_t team[SEAL_ID])
{
    const struct ring *ring = vault_ring(vault, team);

    return ring && !ring->asleep ? ring : NULL;
}

const struct ring *vault_home(struct vault *vault, struct error *err)
{
    const struct ring *ring = vault_awake(vault, vault->home);

    if (!ring || ring == &vault->metadata) {
        (void)error_set(
            err, ERROR_DENIED,
            _("you belong to no team that could have this patient; an administrator can "
              "take you into one"));
        return NULL;
    }
    return ring;
}

static void forget_teams(struct vault *vault)
{
    for (size_t i = 0; i < vault->team_count; i++)
        ring_finish(&vault->teams[i]);
    free(vault->teams);
    vault->teams = NULL;
    vault->team_count = vault->team_capacity = 0;
}

void vault_unload(struct vault *vault)
{
    ring_finish(&vault->metadata);
    ring_finish(&vault->auditing);
    forget_teams(vault);
    roster_finish(&vault->roster);
    register_finish(&vault->patients);
}

void vault_blank(struct vault *vault)
{
    vault->metadata = vault->auditing = (struct ring){.keys = NULL};
    ring_audit_id(vault->auditing.team);
    vault->teams = NULL;
    vault->team_count = vault->team_capacity = 0;
    vault->roster = (struct roster){.users = NULL};
    vault->patients = (struct register_pages){.rows = NULL};
}

/* What this slot says of us is what the roster says. */
static bool check_own(const struct vault *vault, struct error *err)
{
    const struct roster_user *user = roster_user(&vault->roster, vault->user_id);
    const struct roster_key *key = user ? roster_key_at(user, 0) : NULL;

    if (!key || user->removed ||
        memcmp(key->box_public, vault_own(vault)->box_public, SEAL_PUBLIC) != 0 ||
        memcmp(key->sign_public, vault_own(vault)->sign_public, SEAL_PUBLIC) != 0)
        return damage_set(err, DAMAGE_ROSTER, vault->user,
                          _("the roster does not know this user with these keys"));
    return true;
}

static bool load_ring(struct vault *vault, const uint8_t team[SEAL_ID], struct ring *out,
                      struct report *report, struct error *err)
{
    const struct roster_team *listed = roster_team(&vault->roster, team);

    if (!listed || roster_seat(listed, vault->user_id) == SEAT_NONE)
        return true;
    return grant_open(vault, team, out, err) &&
           (ring_check(vault, out, report) || damage_result(report, err));
}

static bool was_opened(const struct vault *vault, const uint8_t team[SEAL_ID])
{
    for (size_t at = 0; at < vault->opened.length; at += SEAL_ID) {
        if (memcmp(vault->opened.data + at, team, SEAL_ID) == 0)
            return true;
    }
    return false;
}

/* The team that was chosen in this session still has this user. */
static bool stays_home(const struct vault *vault)
{
    const struct roster_team *team = roster_team(&vault->roster, vault->home);

    return team && memcmp(team->id, vault->metadata.team, SEAL_ID) != 0 &&
           roster_seat(team, vault->user_id) == SEAT_MEMBER;
}

/* Every team with patients that this user belongs to. The first that is no single
 * restricted record is where new patients go. */
static bool load_teams(struct vault *vault, struct report *report, struct error *err)
{
    bool ok = true, at_home = stays_home(vault);

    for (size_t i = 0; ok && i < vault->roster.team_count; i++) {
        const struct roster_team *team = &vault->roster.teams[i];
        enum roster_seat seat = roster_seat(team, vault->user_id);
        struct ring *ring = NULL;

        if (seat == SEAT_NONE || memcmp(team->id, vault->metadata.team, SEAL_ID) == 0 ||
            memcmp(team->id, vault->auditing.team, SEAL_ID) == 0)
            continue;
        alloc_grow(&vault->teams, &vault->team_capacity, vault->team_count + 1, sizeof *ring);
        ring = &vault->teams[vault->team_count++];
        *ring = (struct ring){.keys = NULL};
        ok = load_ring(vault, team->id, ring, report, err);
        ring->asleep = seat == SEAT_EMERGENCY && !was_opened(vault, team->id);
        if (!at_home && seat == SEAT_MEMBER && !team->restricted) {
            memcpy(vault->home, team->id, SEAL_ID);
            at_home = true;
        }
    }
    return ok;
}

static bool load_keys(struct vault *vault, struct report *report, struct error *err)
{
    uint8_t team[SEAL_ID];

    ring_metadata_id(team);
    if (!grant_open(vault, team, &vault->metadata, err) || !roster_load(vault, report, err) ||
        !damage_result(report, err) || !check_own(vault, err))
        return false;
    if (!ring_check(vault, &vault->metadata, report) || !slots_check(vault, report, err) ||
        !grants_check(vault, report, err))
        return report->findings ? damage_result(report, err) : false;
    ring_audit_id(vault->auditing.team);
    if (!load_ring(vault, vault->auditing.team, &vault->auditing, report, err))
        return false;
    return load_teams(vault, report, err);
}

bool vault_load(struct vault *vault, struct report *report, struct error *err)
{
    struct commit last;

    memset(&vault->state, 0, sizeof vault->state);
    if (!load_keys(vault, report, err) || !commit_check_last(vault, report, &last, err) ||
        !commit_buckets(vault, report, err) || !register_load(vault, report, err) ||
        !forms_root(vault, vault->state.forms_root, err) || !audit_load(vault, report, err) ||
        !draft_load(vault, report, err))
        return false;
    commit_compare(vault, &last, report);
    return true;
}

/* Whether OTHER stands exactly where VAULT stood. */
static bool same_place(const struct vault_state *a, const struct vault_state *b)
{
    return a->commits == b->commits && a->audits == b->audits &&
           a->draft_counter == b->draft_counter &&
           memcmp(a->commit_link, b->commit_link, SEAL_HASH) == 0;
}

bool vault_reload(struct vault *vault, struct error *err)
{
    struct vault fresh = *vault;
    struct report report = {.findings = 0};
    bool ok = false;

    vault_blank(&fresh);
    ok = vault_load(&fresh, &report, err) && damage_result(&report, err);
    if (ok && !same_place(&fresh.state, &vault->state))
        ok = damage_set(err, DAMAGE_ROLLBACK, "file",
                        _("the vault file is not as this program left it"));
    if (!ok) {
        vault_unload(&fresh);
        store_give_up(vault->store);
        return false;
    }
    vault_unload(vault);
    vault->metadata = fresh.metadata;
    vault->auditing = fresh.auditing;
    vault->teams = fresh.teams;
    vault->team_count = fresh.team_count;
    vault->team_capacity = fresh.team_capacity;
    memcpy(vault->home, fresh.home, SEAL_ID);
    vault->roster = fresh.roster;
    vault->patients = fresh.patients;
    vault->state = fresh.state;
    return true;
}

bool vault_ready(struct vault *vault, struct error *err)
{
    assert(!vault->changing);
    if (!store_dead(vault->store))
        return true;
    return store_reopen(vault->store, err) && vault_reload(vault, err);
}
