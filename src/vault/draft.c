/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The unfinished sentence: one sealed row a user, written over each time, so
 * that saving while somebody types adds nothing to the vault. It is the user's
 * alone and bound to patient and counter; the counter is in the anchor.
 *
 * A patch is a second row of the same user: what has changed since, so that a
 * long story is not sealed anew for each word. It is bound to the counter of the
 * draft that it changes as well, counts on in the same numbers, and goes when
 * that draft is written over.
 */
#include "config.h"

#include "base/i18n.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <string.h>

enum { USER_DRAFT = 1 }; /* subkey of a user's key */

static const uint8_t nobody[SEAL_ID] = {0};

/* Where a sealed row stands and what it is bound to; BASE is 0 for a draft itself. */
struct place {
    uint8_t row[SEAL_ID], patient[SEAL_ID];
    uint64_t counter, base;
};

static void place_draft(struct place *place, const struct vault *vault)
{
    memcpy(place->row, vault->user_id, SEAL_ID);
    place->base = 0;
}

static void patch_row(uint8_t row[SEAL_ID], const uint8_t user[SEAL_ID])
{
    static const char purpose[] = "vh1.draft.patch";
    uint8_t hash[SEAL_HASH];

    seal_hash(hash, NULL, purpose, sizeof purpose, user, SEAL_ID);
    memcpy(row, hash, SEAL_ID);
}

static void place_patch(struct place *place, const struct vault *vault)
{
    patch_row(place->row, vault->user_id);
    place->base = vault->state.draft_base;
}

static void associate(struct buf *out, const struct vault *vault, const struct place *place)
{
    vault_associate(out, vault, place->base ? "vh1.draft.patch" : "vh1.draft");
    buf_add(out, vault->user_id, SEAL_ID);
    buf_add(out, place->patient, SEAL_ID);
    wire_put_u64(out, place->counter);
    if (place->base)
        wire_put_u64(out, place->base);
}

static bool put_row(struct vault *vault, const struct place *place, const void *bytes,
                    size_t length, struct error *err)
{
    struct buf associated = BUF_INIT, sealed = BUF_INIT;
    uint8_t key[SEAL_KEY];
    bool ok = false;

    seal_subkey(key, vault_own(vault)->user_key, USER_DRAFT, "vhuser__");
    associate(&associated, vault, place);
    if (seal_close(&sealed, vault->world, key, &associated, bytes, length, true, err)) {
        const struct store_value row[] = {
            store_bytes(place->row, SEAL_ID),
            store_bytes(place->patient, SEAL_ID),
            store_number((int64_t)place->counter),
            store_buf(&sealed),
        };

        ok = store_write(vault->store, SQL_DRAFT_PUT, row, 4, err);
    }
    if (ok)
        vault->state.draft_counter = place->counter;
    secret_wipe(key, sizeof key);
    buf_finish(&associated);
    buf_finish(&sealed);
    return ok;
}

static bool drop_patch(struct vault *vault, struct error *err)
{
    struct place patch;

    if (!vault->state.draft_patched)
        return true;
    place_patch(&patch, vault);
    const struct store_value at = store_bytes(patch.row, SEAL_ID);

    vault->state.draft_patched = false;
    return store_write(vault->store, SQL_DRAFT_DELETE, &at, 1, err);
}

static bool put(struct vault *vault, const uint8_t patient[SEAL_ID], const void *bytes,
                size_t length, struct error *err)
{
    struct place place = {.counter = vault->state.draft_counter + 1};

    place_draft(&place, vault);
    memcpy(place.patient, patient, SEAL_ID);
    if (!put_row(vault, &place, bytes, length, err) || !drop_patch(vault, err))
        return false;
    vault->state.draft_base = place.counter;
    memcpy(vault->state.draft_patient, patient, SEAL_ID);
    return true;
}

bool draft_clear(struct vault *vault, struct error *err)
{
    return put(vault, nobody, "", 0, err);
}

bool vault_draft_put(struct vault *vault, const char *patient, const void *bytes, size_t length,
                     struct error *err)
{
    uint8_t id[SEAL_ID] = {0};

    /* A patient who is being added has no id yet. */
    if (length > 0 && patient[0] != '\0' && !vault_patient_id(id, patient, err))
        return false;
    if (!transaction_begin(vault, err))
        return false;
    if (!put(vault, id, bytes, length, err))
        return transaction_abort(vault, err);
    return transaction_commit_plain(vault, err);
}

uint64_t vault_draft_number(const struct vault *vault)
{
    return vault->state.draft_base;
}

bool vault_draft_patch(struct vault *vault, uint64_t number, const void *bytes, size_t length,
                       struct error *err)
{
    struct place place = {.counter = 0};

    if (!transaction_begin(vault, err))
        return false;
    if (number == 0 || number != vault->state.draft_base) {
        (void)error_set(err, ERROR_LIMIT, _("the draft that this patch changes is not there"));
        return transaction_abort(vault, err);
    }
    place_patch(&place, vault);
    place.counter = vault->state.draft_counter + 1;
    memcpy(place.patient, vault->state.draft_patient, SEAL_ID);
    if (!put_row(vault, &place, bytes, length, err))
        return transaction_abort(vault, err);
    vault->state.draft_patched = true;
    return transaction_commit_plain(vault, err);
}

/* The row at PLACE, opened into OUT; fills in patient and counter. */
static bool get_row(struct vault *vault, struct place *place, struct buf *out, bool *found,
                    bool *opened, struct error *err)
{
    const struct store_value at = store_bytes(place->row, SEAL_ID);
    struct store_value row[STORE_COLUMNS];
    struct buf associated = BUF_INIT;
    uint8_t key[SEAL_KEY];
    bool ok = store_start(vault->store, SQL_DRAFT_GET, &at, 1, err) &&
              store_next(vault->store, SQL_DRAFT_GET, row, found, err);

    *opened = false;
    if (ok && *found && row[0].length == SEAL_ID) {
        place->counter = (uint64_t)row[1].number;
        memcpy(place->patient, row[0].bytes, SEAL_ID);
        seal_subkey(key, vault_own(vault)->user_key, USER_DRAFT, "vhuser__");
        associate(&associated, vault, place);
        *opened = seal_open(out, key, &associated, row[2].bytes, row[2].length, true);
        secret_wipe(key, sizeof key);
    }
    store_end(vault->store, SQL_DRAFT_GET);
    buf_finish(&associated);
    return ok;
}

/* The own row, and what the state says of it. */
static bool get(struct vault *vault, struct buf *out, bool *found, bool *opened, struct error *err)
{
    struct place place = {.counter = vault->state.draft_counter};

    place_draft(&place, vault);
    if (!get_row(vault, &place, out, found, opened, err))
        return false;
    vault->state.draft_base = place.counter;
    memcpy(vault->state.draft_patient, place.patient, SEAL_ID);
    if (vault->state.draft_counter < place.counter)
        vault->state.draft_counter = place.counter;
    return true;
}

/* After get(): a patch of that very draft. */
static bool get_patch(struct vault *vault, struct buf *out, bool *found, bool *opened,
                      struct error *err)
{
    struct place place = {.counter = 0};

    place_patch(&place, vault);
    if (!get_row(vault, &place, out, found, opened, err))
        return false;
    vault->state.draft_patched = *found;
    *opened = *opened && memcmp(place.patient, vault->state.draft_patient, SEAL_ID) == 0;
    if (*found && vault->state.draft_counter < place.counter)
        vault->state.draft_counter = place.counter;
    return true;
}

/* Both, with the counter from what stands there. */
static bool look(struct vault *vault, bool found[2], bool opened[2], struct error *err)
{
    struct buf text = BUF_INIT;
    bool ok = false;

    vault->state.draft_counter = 0;
    ok = get(vault, &text, &found[0], &opened[0], err) &&
         get_patch(vault, &text, &found[1], &opened[1], err);
    buf_finish(&text);
    return ok;
}

bool draft_next_counter(struct vault *vault, struct error *err)
{
    bool found[2] = {false, false}, opened[2] = {false, false};

    return look(vault, found, opened, err);
}

static bool is_of_somebody(const struct vault *vault, const struct store_value *id)
{
    for (size_t i = 0; id->length == SEAL_ID && i < vault->roster.user_count; i++) {
        const struct roster_user *user = &vault->roster.users[i];
        uint8_t row[SEAL_ID];

        patch_row(row, user->id);
        if (memcmp(id->bytes, user->id, SEAL_ID) == 0 || memcmp(id->bytes, row, SEAL_ID) == 0)
            return true;
    }
    return false;
}

bool draft_forget(struct vault *vault, const uint8_t user[SEAL_ID], struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    uint8_t ids[2][SEAL_ID];
    bool there[2] = {false, false}, more = true;
    bool ok = store_start(vault->store, SQL_DRAFT_LIST, NULL, 0, err);

    memcpy(ids[0], user, SEAL_ID);
    patch_row(ids[1], user);
    while (ok && (ok = store_next(vault->store, SQL_DRAFT_LIST, row, &more, err)) && more) {
        for (size_t i = 0; i < 2; i++)
            there[i] = there[i] ||
                       (row[0].length == SEAL_ID && memcmp(row[0].bytes, ids[i], SEAL_ID) == 0);
    }
    store_end(vault->store, SQL_DRAFT_LIST);
    for (size_t i = 0; i < 2; i++) {
        const struct store_value at = store_bytes(ids[i], SEAL_ID);

        ok = ok && (!there[i] || store_write(vault->store, SQL_DRAFT_DELETE, &at, 1, err));
    }
    return ok;
}

/* A patch under a wrong name would be a patch that is not there. */
static bool check_rows(struct vault *vault, struct report *report, struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    bool more = true, ok = store_start(vault->store, SQL_DRAFT_LIST, NULL, 0, err);

    while (ok && (ok = store_next(vault->store, SQL_DRAFT_LIST, row, &more, err)) && more) {
        if (!is_of_somebody(vault, &row[0]))
            (void)damage_add(report, DAMAGE_DRAFT, vault->user,
                             _("there is a draft of a user that the vault does not know"));
    }
    store_end(vault->store, SQL_DRAFT_LIST);
    return ok;
}

bool draft_load(struct vault *vault, struct report *report, struct error *err)
{
    bool found[2] = {false, false}, opened[2] = {false, false};
    bool ok = look(vault, found, opened, err) && check_rows(vault, report, err);

    if (ok && !found[0])
        (void)damage_add(report, DAMAGE_DRAFT, vault->user, _("the draft's row is missing"));
    else if (ok && (!opened[0] || (found[1] && !opened[1])))
        (void)damage_add(report, DAMAGE_DRAFT, vault->user, _("the draft cannot be opened"));
    return ok;
}

bool vault_draft_get(struct vault *vault, char patient[33], struct buf *out, struct buf *patch,
                     struct error *err)
{
    size_t from = out->length;
    bool found = false, opened = false, found_patch = false, opened_patch = false;

    patient[0] = '\0';
    if (!vault_ready(vault, err) || !get(vault, out, &found, &opened, err) ||
        !get_patch(vault, patch, &found_patch, &opened_patch, err))
        return false;
    if (!opened || (found_patch && !opened_patch))
        return damage_set(err, DAMAGE_DRAFT, vault->user,
                          _("the draft is missing or cannot be opened"));
    if (out->length > from && memcmp(vault->state.draft_patient, nobody, SEAL_ID) != 0)
        wire_hex(patient, vault->state.draft_patient, SEAL_ID);
    return true;
}
