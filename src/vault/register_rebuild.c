/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The register made anew when its pages are damaged: the last entry of each
 * change carries the patient's row along, so nothing is lost but some time.
 */
#include "config.h"

#include "vault/register.h"

#include "base/i18n.h"
#include "vault/vault_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool newest_header(void *self, const struct entry_view *entry, struct error *err)
{
    struct buf *header = self;

    (void)err;
    if (entry->header) {
        buf_clear(header);
        buf_add(header, entry->header, entry->header_length);
    }
    return true;
}

static bool rebuild_patient(struct vault *vault, const uint8_t id[SEAL_ID], struct error *err)
{
    struct buf header = BUF_INIT;
    struct report report = {.findings = 0};
    struct vault_patient patient = {.answered = 0};
    struct register_change change = {.row = NULL};
    char name[2 * SEAL_ID + 1];
    uint8_t team_id[SEAL_ID];
    struct ring *team = NULL;
    bool found = false, ok = patient_key_team(vault, id, team_id, &found, err);

    team = found ? vault_ring(vault, team_id) : NULL;
    if (!ok || !team)
        return ok; /* without a key there is nothing to make it from */
    ok = chain_check(vault, id, true, &report, NULL, newest_header, &header, err);

    wire_hex(name, id, SEAL_ID);
    if (ok) {
        struct wire wire = wire_read(header.data, header.length);

        if (!register_decode(&wire, &patient) || strcmp(patient.id, name) != 0)
            memcpy(patient.id, name, sizeof name); /* nothing is known but that it exists */
        ok = register_stage(vault, &patient, team, &change, err);
        if (ok)
            register_apply(vault, &change);
        register_drop(vault, &change);
        free(patient.name);
        free(patient.code);
        free(patient.birth);
        free(patient.form_id);
        free(patient.opened_by);
        free(patient.opened_why);
    }
    buf_finish(&header);
    return ok;
}

static bool list_heads(struct vault *vault, struct buf *ids, struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    bool more = true, ok = store_start(vault->store, SQL_HEAD_LIST, NULL, 0, err);

    while (ok && (ok = store_next(vault->store, SQL_HEAD_LIST, row, &more, err)) && more) {
        if (row[0].length == SEAL_ID)
            buf_add(ids, row[0].bytes, SEAL_ID);
    }
    store_end(vault->store, SQL_HEAD_LIST);
    return ok;
}

/* Whether the keys of every team are at hand: otherwise what another team has on its
 * pages would be signed as it is, or as it no longer is. */
static bool holds_all_teams(struct vault *vault)
{
    for (size_t i = 0; i < vault->roster.team_count; i++) {
        if (vault->roster.teams[i].member_count > 0 &&
            !vault_ring(vault, vault->roster.teams[i].id) &&
            memcmp(vault->roster.teams[i].id, vault->auditing.team, SEAL_ID) != 0)
            return false;
    }
    return true;
}

/* To make them anew also what is held for emergencies is woken, and nobody sees it. */
static void wake_all(struct vault *vault, struct buf *sleepers)
{
    for (size_t i = 0; i < vault->team_count; i++) {
        buf_add_char(sleepers, vault->teams[i].asleep ? 1 : 0);
        vault->teams[i].asleep = false;
    }
}

static bool make_all(struct vault *vault, struct error *err)
{
    struct buf ids = BUF_INIT;
    bool ok = store_clear_register(vault->store, err) && list_heads(vault, &ids, err);

    register_finish(&vault->patients);
    for (size_t at = 0; ok && at < ids.length; at += SEAL_ID)
        ok = rebuild_patient(vault, (const uint8_t *)ids.data + at, err);
    register_root(vault, NULL);
    buf_finish(&ids);
    return ok && audit_put(vault, AUDIT_WARNING, NULL, "register rebuilt", err);
}

bool register_rebuild(struct vault *vault, struct error *err)
{
    struct buf sleepers = BUF_INIT;
    struct report report = {.findings = 0};
    bool ok = true;

    if (!holds_all_teams(vault))
        return error_set(err, ERROR_DENIED,
                         _("the register is damaged; only who holds the keys of all teams, such as "
                           "the recovery code, can make it anew"));
    if (!transaction_begin(vault, err))
        return false;
    wake_all(vault, &sleepers);
    ok = make_all(vault, err);
    ok = ok ? transaction_commit(vault, NULL, 0, err) : transaction_abort(vault, err);
    for (size_t i = 0; i < vault->team_count && i < sleepers.length; i++)
        vault->teams[i].asleep = sleepers.data[i] != 0;
    buf_finish(&sleepers);
    return ok && register_load(vault, &report, err) && damage_result(&report, err);
}

/* A patient of a team that is not held is not expected among the rows. */
static bool is_expected(struct vault *vault, const uint8_t id[SEAL_ID], bool *expected,
                        struct error *err)
{
    uint8_t team[SEAL_ID];
    bool found = false, ok = patient_key_team(vault, id, team, &found, err);

    *expected = !found || !roster_team(&vault->roster, team) || vault_awake(vault, team);
    return ok;
}

bool register_check_all(struct vault *vault, struct report *report, struct error *err)
{
    struct buf ids = BUF_INIT;
    bool ok = list_heads(vault, &ids, err);
    size_t known = 0;

    for (size_t at = 0; ok && at < ids.length; at += SEAL_ID) {
        char id[2 * SEAL_ID + 1], place[64];
        bool expected = true;

        wire_hex(id, (const uint8_t *)ids.data + at, SEAL_ID);
        (void)snprintf(place, sizeof place, "patient %s", id);
        if (register_find(&vault->patients, id)) {
            known++;
            continue;
        }
        ok = is_expected(vault, (const uint8_t *)ids.data + at, &expected, err);
        if (ok && expected)
            (void)damage_add(report, DAMAGE_REGISTER, place,
                             _("the patient is not in the register"));
    }
    if (ok && known != vault->patients.count)
        (void)damage_add(report, DAMAGE_REGISTER, "register",
                         _("the register lists a patient that is not in the vault"));
    buf_finish(&ids);
    return ok;
}
