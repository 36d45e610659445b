/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The data keys of a patient, wrapped by the newest key of the patient's team.
 * Always the newest: who was in the team before holds older ones, and could
 * plant under them a key that he knows.
 */
#include "config.h"

#include "base/i18n.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <stdio.h>
#include <string.h>

enum { TEAM_WRAP = 1 }; /* subkey of a team's key */

static void associate(struct buf *out, const struct vault *vault, const uint8_t patient[SEAL_ID],
                      uint32_t key_no, const uint8_t team[SEAL_ID], uint32_t epoch)
{
    vault_associate(out, vault, "vh1.patientkey");
    buf_add(out, patient, SEAL_ID);
    wire_put_u32(out, key_no);
    buf_add(out, team, SEAL_ID);
    wire_put_u32(out, epoch);
}

bool patient_key_put(struct vault *vault, const struct ring *team, const uint8_t patient[SEAL_ID],
                     uint32_t key_no, const uint8_t key[SEAL_KEY], struct error *err)
{
    uint32_t epoch = team->epochs - 1;
    struct buf associated = BUF_INIT, sealed = BUF_INIT;
    uint8_t wrap[SEAL_KEY];
    bool ok = false;

    seal_subkey(wrap, ring_key(team, epoch), TEAM_WRAP, "vhteam__");
    associate(&associated, vault, patient, key_no, team->team, epoch);
    if (seal_close(&sealed, vault->world, wrap, &associated, key, SEAL_KEY, false, err)) {
        const struct store_value row[] = {
            store_bytes(patient, SEAL_ID), store_number(key_no), store_bytes(team->team, SEAL_ID),
            store_number(epoch),           store_buf(&sealed),
        };

        ok = store_write(vault->store, SQL_KEY_PUT, row, 5, err);
    }
    secret_wipe(wrap, sizeof wrap);
    buf_finish(&associated);
    buf_finish(&sealed);
    return ok;
}

/* Whether a key under RING's key of EPOCH is one to be used. */
static bool is_in_force(struct vault *vault, const uint8_t patient[SEAL_ID],
                        const struct ring *ring, uint32_t epoch)
{
    char id[2 * SEAL_ID + 1];
    uint8_t listed[SEAL_ID];

    wire_hex(id, patient, SEAL_ID);
    return !ring->asleep && epoch + 1 == ring->epochs &&
           (!register_team(&vault->patients, id, listed) ||
            memcmp(listed, ring->team, SEAL_ID) == 0);
}

static bool unwrap(struct vault *vault, const uint8_t patient[SEAL_ID], uint32_t key_no,
                   const struct store_value *row, bool any, uint8_t out[SEAL_KEY])
{
    struct buf associated = BUF_INIT, plain = BUF_INIT;
    const struct ring *ring = row[0].length == SEAL_ID ? vault_ring(vault, row[0].bytes) : NULL;
    const uint8_t *key = NULL;
    uint8_t wrap[SEAL_KEY];
    bool ok = false;

    if (ring && row[1].number >= 0 && row[1].number < ring->epochs &&
        (any || is_in_force(vault, patient, ring, (uint32_t)row[1].number)))
        key = ring_key(ring, (uint32_t)row[1].number);
    if (!key)
        return false;
    seal_subkey(wrap, key, TEAM_WRAP, "vhteam__");
    associate(&associated, vault, patient, key_no, ring->team, (uint32_t)row[1].number);
    ok = seal_open(&plain, wrap, &associated, row[2].bytes, row[2].length, false) &&
         plain.length == SEAL_KEY;
    if (ok)
        memcpy(out, plain.data, SEAL_KEY);
    secret_wipe(wrap, sizeof wrap);
    buf_finish(&associated);
    buf_finish(&plain);
    return ok;
}

/* ANY: also of a team that is asleep, and under an older key of it. */
static bool open_key(struct vault *vault, const uint8_t patient[SEAL_ID], uint32_t key_no, bool any,
                     uint8_t out[SEAL_KEY], struct error *err)
{
    const struct store_value at[] = {store_bytes(patient, SEAL_ID), store_number(key_no)};
    struct store_value row[STORE_COLUMNS];
    bool found = false, opened = false, others = false;
    bool ok = store_start(vault->store, SQL_KEY_GET, at, 2, err) &&
              store_next(vault->store, SQL_KEY_GET, row, &found, err);

    others = ok && found && row[0].length == SEAL_ID && !vault_awake(vault, row[0].bytes);
    opened = ok && found && unwrap(vault, patient, key_no, row, any, out);
    store_end(vault->store, SQL_KEY_GET);
    if (ok && !opened) {
        char place[64], id[2 * SEAL_ID + 1];

        wire_hex(id, patient, SEAL_ID);
        if (found && others && !register_find(&vault->patients, id))
            return error_set(err, ERROR_NOT_FOUND, _("there is no such patient in this vault"));
        (void)snprintf(place, sizeof place, "patient %s", id);
        return damage_set(err, DAMAGE_PATIENT_KEY, place,
                          found ? _("the patient's key cannot be opened")
                                : _("the patient's key is missing"));
    }
    return ok;
}

bool patient_key_open(struct vault *vault, const uint8_t patient[SEAL_ID], uint32_t key_no,
                      uint8_t out[SEAL_KEY], struct error *err)
{
    return open_key(vault, patient, key_no, false, out, err);
}

static bool last_number(struct vault *vault, enum store_sql sql, const uint8_t patient[SEAL_ID],
                        uint32_t *key_no, bool *found, struct error *err)
{
    const struct store_value at = store_bytes(patient, SEAL_ID);
    struct store_value row[STORE_COLUMNS];
    bool ok = store_start(vault->store, sql, &at, 1, err) &&
              store_next(vault->store, sql, row, found, err);

    if (ok && *found)
        *key_no = (uint32_t)row[0].number;
    store_end(vault->store, sql);
    return ok;
}

bool patient_key_last(struct vault *vault, const uint8_t patient[SEAL_ID], uint32_t *key_no,
                      bool *found, struct error *err)
{
    return last_number(vault, SQL_KEY_LAST, patient, key_no, found, err);
}

bool patient_key_team(struct vault *vault, const uint8_t patient[SEAL_ID], uint8_t team[SEAL_ID],
                      bool *found, struct error *err)
{
    const struct store_value at[] = {store_bytes(patient, SEAL_ID), store_number(1)};
    struct store_value row[STORE_COLUMNS];
    bool ok = store_start(vault->store, SQL_KEY_GET, at, 2, err) &&
              store_next(vault->store, SQL_KEY_GET, row, found, err);

    *found = ok && *found && row[0].length == SEAL_ID;
    if (*found)
        memcpy(team, row[0].bytes, SEAL_ID);
    store_end(vault->store, SQL_KEY_GET);
    return ok;
}

/* A key that cannot be opened stays as it is: verify tells of it. */
static bool move_key(struct vault *vault, const uint8_t patient[SEAL_ID], uint32_t key_no,
                     const struct ring *team, struct error *err)
{
    struct error inner = {.code = ERROR_NONE};
    uint8_t key[SEAL_KEY];
    bool ok = open_key(vault, patient, key_no, true, key, &inner);

    if (ok)
        ok = patient_key_put(vault, team, patient, key_no, key, err);
    else if (inner.code == ERROR_DAMAGED)
        ok = true;
    else if (err)
        *err = inner;
    secret_wipe(key, sizeof key);
    return ok;
}

bool patient_keys_move(struct vault *vault, const uint8_t patient[SEAL_ID], const struct ring *team,
                       struct error *err)
{
    uint8_t fresh[SEAL_KEY];
    uint32_t last = 0, used = 0;
    bool found = false, ok = patient_key_last(vault, patient, &last, &found, err) &&
                             last_number(vault, SQL_ENTRY_LAST_KEY, patient, &used, &found, err);

    /* A last key that sealed nothing yet is written over. */
    if (ok && used < last)
        last--;
    for (uint32_t key_no = 1; ok && key_no <= last; key_no++)
        ok = move_key(vault, patient, key_no, team, err);
    world_random(vault->world, fresh, sizeof fresh);
    ok = ok && patient_key_put(vault, team, patient, last + 1, fresh, err);
    secret_wipe(fresh, sizeof fresh);
    return ok;
}

bool patient_keys_rotate(struct vault *vault, const struct ring *team, struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    struct buf ids = BUF_INIT;
    bool more = true, ok = store_start(vault->store, SQL_KEY_LIST, NULL, 0, err);

    while (ok && (ok = store_next(vault->store, SQL_KEY_LIST, row, &more, err)) && more) {
        bool same = row[0].length == SEAL_ID && row[2].length == SEAL_ID && row[1].number == 1 &&
                    memcmp(row[2].bytes, team->team, SEAL_ID) == 0;

        if (same)
            buf_add(&ids, row[0].bytes, SEAL_ID);
    }
    store_end(vault->store, SQL_KEY_LIST);
    for (size_t at = 0; ok && at < ids.length; at += SEAL_ID)
        ok = patient_keys_move(vault, (const uint8_t *)ids.data + at, team, err);
    buf_finish(&ids);
    return ok;
}
