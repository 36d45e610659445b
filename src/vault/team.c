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

/* The vault's own two have none, and one that was a restricted record has nobody. */
static bool has_patients(const struct vault *vault, const struct roster_team *team)
{
    return memcmp(team->id, vault->metadata.team, SEAL_ID) != 0 &&
           memcmp(team->id, vault->auditing.team, SEAL_ID) != 0 && team->member_count > 0;
}

static const struct roster_team *team_at(const struct vault *vault, size_t index)
{
    for (size_t i = 0; i < vault->roster.team_count; i++) {
        const struct roster_team *team = &vault->roster.teams[i];

        if (has_patients(vault, team) && index-- == 0)
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

/* ---- finding ---- */

const struct ring *team_named(struct vault *vault, const char *name, struct error *err)
{
    for (size_t i = 0; name && i < vault->roster.team_count; i++) {
        const struct roster_team *team = &vault->roster.teams[i];
        const struct ring *ring = vault_awake(vault, team->id);

        if (ring && !team->restricted && has_patients(vault, team) && people_same(team->name, name))
            return ring;
    }
    if (!name)
        return vault_home(vault, err);
    (void)error_set(err, ERROR_NOT_FOUND, _("you belong to no team \"%s\""), name);
    return NULL;
}

/* By name, or a restricted record by its patient. */
static struct ring *team_meant(struct vault *vault, const char *text, struct error *err)
{
    uint8_t id[SEAL_ID];
    const struct ring *ring = NULL;

    if (register_team(&vault->patients, text, id))
        return vault_ring(vault, id);
    ring = team_named(vault, text, err);
    return ring ? vault_ring(vault, ring->team) : NULL;
}

/* The patient as a row of one's own; destroy it. */
static struct register_row *patient_meant(struct vault *vault, const char *id, struct error *err)
{
    const struct vault_patient *patient = vault_patient_find(vault, id);

    if (patient)
        return register_row_create(patient);
    (void)error_set(err, ERROR_NOT_FOUND, _("there is no such patient in this vault"));
    return NULL;
}

static const struct roster_team *team_of(const struct vault *vault, const char *patient)
{
    uint8_t id[SEAL_ID];

    return register_team(&vault->patients, patient, id) ? roster_team(&vault->roster, id) : NULL;
}

/* ---- teams ---- */

static bool name_is_free(const struct vault *vault, const char *name, struct error *err)
{
    if (!user_name_check(name, err))
        return false;
    for (size_t i = 0; i < vault->roster.team_count; i++) {
        if (people_same(vault->roster.teams[i].name, name))
            return error_set(err, ERROR_EXISTS, _("there is a team \"%s\" already"),
                             vault->roster.teams[i].name);
    }
    return true;
}

/* A SEAT for everybody else who has one of ROLES. */
static bool seat_others(struct vault *vault, const struct ring *team, unsigned roles,
                        enum roster_seat seat, struct error *err)
{
    bool ok = true;

    for (size_t i = 0; ok && i < vault->roster.user_count; i++) {
        const struct roster_user *user = &vault->roster.users[i];

        if (!user->removed && user->roles & roles && memcmp(user->id, vault->user_id, SEAL_ID) != 0)
            ok = team_join(vault, team, user->id, seat, err);
    }
    return ok;
}

static bool finish(struct vault *vault, bool ok, const char *what, const char *name,
                   struct error *err)
{
    char detail[2 * NAME_MOST + 32];

    (void)snprintf(detail, sizeof detail, "%s %s", what, name);
    ok = ok && audit_put(vault, AUDIT_CHANGE, NULL, detail, err);
    return ok ? transaction_commit(vault, NULL, 0, err) : transaction_abort(vault, err);
}

bool vault_team_add(struct vault *vault, const char *name, struct error *err)
{
    struct ring *ring = NULL;
    bool ok = false;

    if (!vault_ready(vault, err) || !people_may_manage(vault, err) ||
        !name_is_free(vault, name, err) || !transaction_begin(vault, err))
        return false;
    ok = team_found(vault, name, false, &ring, err) &&
         team_join(vault, ring, vault->user_id, SEAT_MEMBER, err) &&
         seat_others(vault, ring, ROLE_RECOVERY, SEAT_MEMBER, err);
    return finish(vault, ok, "team add", name, err);
}

bool vault_team_use(struct vault *vault, const char *team, struct error *err)
{
    const struct ring *ring = vault_ready(vault, err) ? team_named(vault, team, err) : NULL;

    if (ring)
        memcpy(vault->home, ring->team, SEAL_ID);
    return ring != NULL;
}

/* ---- members ---- */

/* Somebody has to be left who reads it every day. */
bool team_has_one(const struct vault *vault, const struct roster_team *team)
{
    size_t count = 0;

    for (size_t i = 0; i < team->member_count; i++) {
        const struct roster_user *user = roster_user(&vault->roster, team->members[i].id);

        count += team->members[i].seat == SEAT_MEMBER && user && !(user->roles & ROLE_RECOVERY);
    }
    return count == 1;
}

/* An administrator who leaves a restricted record keeps its keys for emergencies. */
static bool unseat(struct vault *vault, struct ring *ring, const struct roster_team *team,
                   const struct roster_user *user, struct error *err)
{
    if (team->restricted && user->roles & ROLE_ADMIN)
        return team_join(vault, ring, user->id, SEAT_EMERGENCY, err);
    return team_leave(vault, ring->team, user->id, err) && team_renew(vault, ring, err);
}

static bool may_change(const struct vault *vault, const struct roster_team *team,
                       const struct roster_user *user, bool joins, struct error *err)
{
    bool belongs = roster_seat(team, user->id) == SEAT_MEMBER;

    if (joins && belongs)
        return error_set(err, ERROR_EXISTS, _("%s is in that team already"), user->name);
    if (!joins && !belongs)
        return error_set(err, ERROR_NOT_FOUND, _("%s is not in that team"), user->name);
    if (!joins && team_has_one(vault, team))
        return error_set(err, ERROR_DENIED, _("the last member of a team cannot leave it"));
    return true;
}

bool vault_team_member(struct vault *vault, const char *team, const char *user, bool joins,
                       struct error *err)
{
    const struct roster_user *who = NULL;
    const struct roster_team *listed = NULL;
    struct ring *ring = NULL;
    char detail[NAME_MOST + 40], id[2 * SEAL_ID + 1];
    bool ok = false;

    if (!vault_ready(vault, err) || !people_may_manage(vault, err) ||
        !(who = people_find(vault, user, err)) || !(ring = team_meant(vault, team, err)))
        return false;
    listed = roster_team(&vault->roster, ring->team);
    if (!may_change(vault, listed, who, joins, err) || !transaction_begin(vault, err))
        return false;
    wire_hex(id, ring->team, SEAL_ID);
    (void)snprintf(detail, sizeof detail, "%s %.8s", user, id);
    ok = joins ? team_join(vault, ring, who->id, SEAT_MEMBER, err)
               : unseat(vault, ring, listed, who, err);
    return finish(vault, ok, joins ? "team join" : "team leave", detail, err) &&
           vault_reload(vault, err);
}

/* ---- patients ---- */

/* In a transaction: keys and row of a patient go over to another team. */
static bool move_patient(struct vault *vault, const struct vault_patient *patient,
                         const struct ring *team, struct register_change *change,
                         const char *detail, struct error *err)
{
    uint8_t id[SEAL_ID];

    return vault_patient_id(id, patient->id, err) && patient_keys_move(vault, id, team, err) &&
           register_stage(vault, patient, team, change, err) &&
           audit_put(vault, AUDIT_CHANGE, id, detail, err);
}

static bool finish_move(struct vault *vault, bool ok, struct register_change *change,
                        struct register_row *row, struct error *err)
{
    ok = ok ? transaction_commit(vault, NULL, 0, err) : transaction_abort(vault, err);
    if (ok)
        register_apply(vault, change);
    register_drop(vault, change);
    register_row_destroy(row);
    return ok;
}

static bool is_restricted(const struct vault *vault, const char *patient, bool wanted,
                          struct error *err)
{
    const struct roster_team *team = team_of(vault, patient);

    if (team && team->restricted != wanted)
        return error_set(err, ERROR_INVALID,
                         wanted ? _("this record is not restricted")
                                : _("this record is restricted; lift that first"));
    return true;
}

bool vault_team_take(struct vault *vault, const char *team, const char *patient, struct error *err)
{
    struct register_change change = {.row = NULL};
    struct register_row *row = NULL;
    const struct ring *ring = NULL;

    if (!vault_ready(vault, err) || !(ring = team_named(vault, team, err)) ||
        !(row = patient_meant(vault, patient, err)))
        return false;
    if (!is_restricted(vault, row->patient.id, false, err) || !transaction_begin(vault, err)) {
        register_row_destroy(row);
        return false;
    }
    return finish_move(vault,
                       move_patient(vault, &row->patient, ring, &change, "to another team", err),
                       &change, row, err);
}

bool vault_restrict(struct vault *vault, const char *patient, struct error *err)
{
    struct register_change change = {.row = NULL};
    struct register_row *row = NULL;
    struct ring *ring = NULL;
    bool ok = false;

    if (!vault_ready(vault, err) || !people_may_manage(vault, err) ||
        !(row = patient_meant(vault, patient, err)))
        return false;
    if (!is_restricted(vault, row->patient.id, false, err) || !transaction_begin(vault, err)) {
        register_row_destroy(row);
        return false;
    }
    ok = team_found(vault, "restricted", true, &ring, err) &&
         team_join(vault, ring, vault->user_id, SEAT_MEMBER, err) &&
         seat_others(vault, ring, ROLE_ADMIN | ROLE_RECOVERY, SEAT_EMERGENCY, err) &&
         move_patient(vault, &row->patient, ring, &change, "restricted", err);
    return finish_move(vault, ok, &change, row, err);
}

static bool dissolve(struct vault *vault, const struct roster_team *team, struct error *err)
{
    while (team->member_count > 0) {
        uint8_t user[SEAL_ID];

        memcpy(user, team->members[0].id, SEAL_ID);
        if (!team_leave(vault, team->id, user, err))
            return false;
    }
    return true;
}

bool vault_restrict_lift(struct vault *vault, const char *patient, const char *team,
                         struct error *err)
{
    struct register_change change = {.row = NULL};
    struct register_row *row = NULL;
    const struct ring *ring = NULL;
    bool ok = false;

    if (!vault_ready(vault, err) || !people_may_manage(vault, err) ||
        !(ring = team_named(vault, team, err)) || !(row = patient_meant(vault, patient, err)))
        return false;
    if (!is_restricted(vault, row->patient.id, true, err) || !transaction_begin(vault, err)) {
        register_row_destroy(row);
        return false;
    }
    ok = move_patient(vault, &row->patient, ring, &change, "restriction lifted", err) &&
         dissolve(vault, team_of(vault, row->patient.id), err);
    return finish_move(vault, ok, &change, row, err) && vault_reload(vault, err);
}
