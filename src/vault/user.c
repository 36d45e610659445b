/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Users come and go. A new one gets keys, a slot and the keys of a team; one who
 * goes leaves name and verify key in the roster, since what was signed stays
 * signed, and nothing that would open what is written from then on.
 */
#include "config.h"

#include "vault/people.h"

#include "base/i18n.h"
#include "vault/vault_private.h"

#include <stdio.h>
#include <string.h>

/* ---- somebody comes ---- */

static bool is_free(const struct vault *vault, const char *name, struct error *err)
{
    for (size_t i = 0; i < vault->roster.user_count; i++) {
        const struct roster_user *user = &vault->roster.users[i];

        if (!user->removed && people_same(user->name, name))
            return error_set(err, ERROR_EXISTS, _("there is a user \"%s\" already"), user->name);
    }
    return true;
}

/* The seats of a new user: metadata always, the log for auditors, a team, and for
 * administrators every restricted record, for emergencies. */
static bool seat(struct vault *vault, const uint8_t user[SEAL_ID], unsigned roles,
                 const struct ring *team, struct error *err)
{
    bool ok =
        team_join(vault, &vault->metadata, user, SEAT_MEMBER, err) &&
        (!(roles & ROLE_AUDITOR) || team_join(vault, &vault->auditing, user, SEAT_MEMBER, err)) &&
        team_join(vault, team, user, SEAT_MEMBER, err);

    for (size_t i = 0; ok && roles & ROLE_ADMIN && i < vault->team_count; i++) {
        const struct roster_team *listed = roster_team(&vault->roster, vault->teams[i].team);

        if (listed && listed->restricted)
            ok = team_join(vault, &vault->teams[i], user, SEAT_EMERGENCY, err);
    }
    return ok;
}

static bool enrol(struct vault *vault, const struct slot *slot, unsigned roles,
                  const struct ring *team, struct secret *own, struct error *err)
{
    struct statement s = {.kind = STATEMENT_USER, .number = roles};
    char detail[NAME_MOST + 32];

    memcpy(s.subject, slot->user_id, SEAL_ID);
    memcpy(s.a, slot->box_public, SEAL_PUBLIC);
    memcpy(s.b, slot->sign_public, SEAL_PUBLIC);
    memcpy(s.name, slot->name, sizeof s.name);
    (void)snprintf(detail, sizeof detail, "user add %s", slot->name);
    return roster_add(vault, &s, err) && slot_sign(vault, slot, err) &&
           seat(vault, slot->user_id, roles, team, err) &&
           user_settle(vault, slot->user_id, own, err) &&
           audit_put(vault, AUDIT_CHANGE, NULL, detail, err);
}

static bool add(struct vault *vault, struct slot *slot, unsigned roles, const struct ring *team,
                const struct secret *passphrase, struct error *err)
{
    struct secret *own = secret_create(sizeof(struct own_keys));
    struct own_keys *keys = (struct own_keys *)(void *)secret_bytes(own);
    bool ok = false;

    own_keys_make(keys, vault->world);
    memcpy(keys->roster_root, vault_own(vault)->roster_root, SEAL_PUBLIC);
    ok = slot_wrap(slot, vault->world, vault->id, keys, passphrase, err) &&
         transaction_begin(vault, err);
    if (ok) {
        ok = enrol(vault, slot, roles, team, own, err);
        ok = ok ? transaction_commit(vault, NULL, 0, err) : transaction_abort(vault, err);
    }
    secret_destroy(own);
    return ok;
}

bool vault_user_add(struct vault *vault, const char *name, unsigned roles, const char *team,
                    const struct secret *passphrase, const struct vault_cost *cost,
                    struct error *err)
{
    const unsigned known = VAULT_CLINICIAN | VAULT_ADMIN | VAULT_AUDITOR;
    struct slot slot = {.number = 1, .kind = SLOT_PASSPHRASE};
    const struct ring *ring = NULL;

    if (!user_name_check(name, err) || !passphrase_check(passphrase, err) ||
        !vault_ready(vault, err) || !people_may_manage(vault, err) || !is_free(vault, name, err) ||
        !(ring = team_named(vault, team, err)))
        return false;
    if (roles == 0 || roles & ~known)
        return error_set(err, ERROR_USAGE,
                         _("a user is clinician, admin, auditor or more of these"));
    if (roles & ROLE_AUDITOR && !vault->auditing.keys)
        return error_set(err, ERROR_DENIED, _("only an auditor can make another one"));
    slot.cost = (struct seal_cost){SEAL_ARGON2ID, cost->passes, (int64_t)cost->memory};
    (void)snprintf(slot.name, sizeof slot.name, "%s", name);
    world_random(vault->world, slot.user_id, SEAL_ID);
    return add(vault, &slot, roles, ring, passphrase, err);
}

/* ---- somebody goes ---- */

static bool others_remain(const struct vault *vault, const struct roster_user *user,
                          struct error *err)
{
    size_t others = 0, administrators = 0;

    for (size_t i = 0; i < vault->roster.user_count; i++) {
        const struct roster_user *other = &vault->roster.users[i];

        if (other == user || other->removed || other->roles & ROLE_RECOVERY)
            continue;
        others++;
        administrators += (other->roles & ROLE_ADMIN) != 0;
    }
    if (others == 0)
        return error_set(err, ERROR_DENIED, _("the last user cannot be removed"));
    if (administrators == 0)
        return error_set(err, ERROR_DENIED, _("the last administrator cannot be removed"));
    if (memcmp(user->id, vault->user_id, SEAL_ID) == 0)
        return error_set(err, ERROR_DENIED,
                         _("you cannot remove yourself; another administrator can"));
    return true;
}

/* New keys can be made only by who has the old ones. */
static bool holds_teams_of(struct vault *vault, const struct roster_user *user, struct error *err)
{
    for (size_t i = 0; i < vault->roster.team_count; i++) {
        const struct roster_team *team = &vault->roster.teams[i];

        if (roster_seat(team, user->id) != SEAT_NONE && !vault_ring(vault, team->id))
            return error_set(err, ERROR_DENIED,
                             _("%s belongs to the team \"%s\", whose keys you do not have; one of "
                               "its members has to take %s out of it first"),
                             user->name, team->name, user->name);
        if (roster_seat(team, user->id) == SEAT_MEMBER && team_has_one(vault, team))
            return error_set(err, ERROR_DENIED,
                             _("nobody but %s reads the team or restricted record \"%s\"; take "
                               "somebody else in first (team member)"),
                             user->name, team->name);
    }
    return true;
}

static bool take_slots(struct vault *vault, const uint8_t id[SEAL_ID], struct error *err)
{
    for (;;) {
        const struct roster_user *user = roster_user(&vault->roster, id);
        struct statement s = {.kind = STATEMENT_SLOT};
        struct store_value at[2];

        if (user->slot_count == 0)
            return true;
        s.number = user->slots[0].number;
        memcpy(s.subject, id, SEAL_ID);
        at[0] = store_bytes(id, SEAL_ID);
        at[1] = store_number(s.number);
        if (!store_write(vault->store, SQL_SLOT_DELETE, at, 2, err) || !roster_add(vault, &s, err))
            return false;
    }
}

static bool take_teams(struct vault *vault, const uint8_t id[SEAL_ID], struct error *err)
{
    for (size_t i = 0; i < vault->roster.team_count; i++) {
        const struct roster_team *team = &vault->roster.teams[i];

        if (roster_seat(team, id) != SEAT_NONE &&
            (!team_leave(vault, team->id, id, err) ||
             !team_renew(vault, vault_ring(vault, team->id), err)))
            return false;
    }
    return true;
}

static bool take_away(struct vault *vault, const struct roster_user *user, struct error *err)
{
    struct statement s = {.kind = STATEMENT_USER_REMOVED};
    char detail[NAME_MOST + 32];
    struct store_value at;

    memcpy(s.subject, user->id, SEAL_ID);
    (void)snprintf(detail, sizeof detail, "user remove %s", user->name);
    at = store_bytes(s.subject, SEAL_ID);
    return take_slots(vault, s.subject, err) && take_teams(vault, s.subject, err) &&
           roster_add(vault, &s, err) && draft_forget(vault, s.subject, err) &&
           store_write(vault->store, SQL_SEEN_DELETE, &at, 1, err) &&
           audit_put(vault, AUDIT_CHANGE, NULL, detail, err);
}

bool vault_user_remove(struct vault *vault, const char *name, struct error *err)
{
    const struct roster_user *user = NULL;

    if (!vault_ready(vault, err) || !people_may_manage(vault, err) ||
        !(user = people_find(vault, name, err)) || !others_remain(vault, user, err) ||
        !holds_teams_of(vault, user, err) || !transaction_begin(vault, err))
        return false;
    return take_away(vault, user, err) ? transaction_commit(vault, NULL, 0, err)
                                       : transaction_abort(vault, err);
}
