/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening and closing, patients, reading and appending: the public face of the
 * room. The work is done by the files beside it.
 */
#include "config.h"

#include "vault/vault.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/i18n.h"
#include "vault/recovery_code.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct vault_cost vault_cost_calibrated(void)
{
    struct seal_cost cost = {SEAL_ARGON2ID, 0, 0};

    if (!seal_start(NULL))
        return vault_cost_least();
    cost = seal_cost_measured();
    return (struct vault_cost){(uint64_t)cost.memory, (uint32_t)cost.passes};
}

struct vault_cost vault_cost_least(void)
{
    return (struct vault_cost){(uint64_t)64 << 20, 2};
}

/* ---- opening ---- */

static bool read_vault_row(struct vault *vault, struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    bool more = false, ok = store_start(vault->store, SQL_VAULT_GET, NULL, 0, err) &&
                            store_next(vault->store, SQL_VAULT_GET, row, &more, err);

    if (ok && (!more || row[0].number != 1 || row[1].length != SEAL_ID || row[2].number != 1))
        ok = damage_set(err, DAMAGE_HEADER, "vault", _("the vault's own row is not right"));
    if (ok)
        memcpy(vault->id, row[1].bytes, SEAL_ID);
    store_end(vault->store, SQL_VAULT_GET);
    return ok;
}

/* The slot that is asked for; its key begins to be derived, if it must be. */
static bool begin_unlock(struct vault *vault, const char *user, const struct secret *passphrase,
                         const struct vault_door *door, struct slots *slots,
                         const struct slot **slot, struct seal_derivation *derivation,
                         struct error *err)
{
    return slots_load(slots, vault->store, err) &&
           slots_find(slots, user, door->recovery, slot, err) &&
           (door->kek || seal_derive_start(derivation, passphrase, (*slot)->salt, &(*slot)->cost,
                                           err));
}

static bool end_unlock(struct vault *vault, const struct vault_door *door, const struct slot *slot,
                       struct seal_derivation *derivation, struct error *err)
{
    struct secret *kek = secret_create(SEAL_KEY);
    bool ok = true;

    memcpy(vault->user_id, slot->user_id, SEAL_ID);
    vault->user = alloc_string(slot->name);
    vault->own = secret_create(sizeof(struct own_keys));
    if (door->kek)
        memcpy(secret_bytes(kek), secret_view(door->kek), SEAL_KEY);
    else
        ok = slot_derive_end(kek, derivation, err);
    ok = ok && slot_unwrap(slot, vault->id, kek,
                           (struct own_keys *)(void *)secret_bytes(vault->own), err);
    secret_destroy(kek);
    return ok;
}

/*
 * The user's own keys, from the passphrase or a key derived before. While another
 * process derives the key, this one checks the structure of the file. What the check
 * finds is said first, as if nothing had been read before it.
 */
static bool unlock(struct vault *vault, const char *user, const struct secret *passphrase,
                   const struct vault_door *door, struct error *err)
{
    struct seal_derivation derivation = {.child = 0};
    struct slots slots = {.slots = NULL};
    const struct slot *slot = NULL;
    struct error early = {.code = ERROR_NONE};
    bool begun = begin_unlock(vault, user, passphrase, door, &slots, &slot, &derivation, &early);
    bool ok = store_check(vault->store, err) && read_vault_row(vault, err);

    if (ok && !begun) {
        *err = early;
        ok = false;
    }
    ok = ok && end_unlock(vault, door, slot, &derivation, err);
    seal_derive_drop(&derivation);
    slots_finish(&slots);
    return ok;
}

/* Findings that opening goes on with: the user is told, and the log. */
static void warn_of(void *self, const struct vault_finding *finding)
{
    struct vault *vault = self;

    if (finding->damage == DAMAGE_ROLLBACK)
        vault->rolled_back = true;
    vault_warn(vault, finding->message);
}

static void look_around(struct vault *vault, struct error *err)
{
    struct report report = {.found = warn_of, .self = vault};
    struct stat st;

    (void)err;
    if (!seen_check(vault, &report, NULL))
        vault_warn(vault, _("the note of what was seen last cannot be read"));
    emergency_tell(vault);
    anchor_open(vault, &report);
    anchor_check(vault, &report);
    if (stat(vault->path, &st) == 0 && (st.st_mode & 077) != 0)
        vault_warn(vault, _("the vault file may be read by other users of this computer (chmod "
                            "600 it)"));
    if (store_marked_page(vault->store))
        vault_warn(vault, _("a page of the vault file is damaged; run verify and restore a "
                            "backup"));
}

/* A register that does not open is made anew; every other finding refuses. */
static bool judge(struct vault *vault, const struct report *report, bool only_register,
                  struct error *err)
{
    if (report->findings == 0)
        return true;
    if (!only_register)
        return damage_result(report, err);
    if (!register_rebuild(vault, err))
        return false;
    vault_warn(vault, _("the register was damaged and has been made anew from the records"));
    return true;
}

static void note_other(void *self, const struct vault_finding *finding)
{
    bool *only_register = self;

    if (finding->damage != DAMAGE_REGISTER)
        *only_register = false;
}

static bool enter(struct vault *vault, const char *user, const struct secret *passphrase,
                  const struct vault_door *door, struct error *err)
{
    bool only_register = true;
    struct report report = {.found = note_other, .self = &only_register};

    if (!store_open_unchecked(&vault->store, vault->path, door->layer,
                              door->inspect ? STORE_INSPECT : STORE_WRITE, err) ||
        !unlock(vault, user, passphrase, door, err) || !vault_load(vault, &report, err))
        return false;
    if (door->inspect)
        return true;
    if (!judge(vault, &report, only_register, err))
        return false;
    look_around(vault, err);
    if (vault->warning.length && !vault_audit(vault, AUDIT_WARNING, NULL, NULL, err))
        return false;
    return vault_audit(vault, door->recovery ? AUDIT_RECOVERY : AUDIT_UNLOCK, NULL, NULL, err);
}

static void vault_destroy(struct vault *vault)
{
    vault_unload(vault);
    anchor_close(vault);
    store_close(vault->store);
    secret_destroy(vault->own);
    buf_finish(&vault->warning);
    buf_finish(&vault->opened);
    free(vault->last_used);
    free(vault->user);
    free(vault->path);
    secret_wipe(vault, sizeof *vault);
    free(vault);
}

bool vault_enter(struct vault **out, const struct world *world, const char *path, const char *user,
                 const struct secret *passphrase, const struct vault_door *door, struct error *err)
{
    struct error local = {.code = ERROR_NONE};
    struct buf absolute = BUF_INIT;
    struct vault *vault = NULL;

    *out = NULL;
    err = err ? err : &local;
    if (!seal_start(err) || !file_absolute(&absolute, path, err)) {
        buf_finish(&absolute);
        return false;
    }
    vault = alloc_array(1, sizeof *vault);
    vault->world = world;
    vault->path = buf_take(&absolute);
    vault->anchor = -1;
    vault->anchor_place = -1;
    ring_audit_id(vault->auditing.team);
    vault->inspect = door->inspect;
    vault->recovery = door->recovery;
    if (!enter(vault, user, passphrase, door, err)) {
        vault_destroy(vault);
        return false;
    }
    *out = vault;
    return true;
}

bool vault_open(struct vault **out, const struct world *world, const char *path, const char *user,
                const struct secret *passphrase, struct error *err)
{
    return vault_enter(out, world, path, user, passphrase, &(struct vault_door){.layer = NULL},
                       err);
}

bool vault_inspect(struct vault **out, const struct world *world, const char *path,
                   const char *user, const struct secret *passphrase, struct error *err)
{
    return vault_enter(out, world, path, user, passphrase, &(struct vault_door){.inspect = true},
                       err);
}

bool vault_open_recovery(struct vault **out, const struct world *world, const char *path,
                         const struct secret *code, struct error *err)
{
    struct secret *bytes = secret_create(RECOVERY_BYTES);
    bool ok =
        recovery_code_read(bytes, code, err) &&
        vault_enter(out, world, path, NULL, bytes, &(struct vault_door){.recovery = true}, err);

    secret_destroy(bytes);
    if (!ok)
        *out = NULL;
    return ok;
}

bool vault_derive(struct secret *kek, const char *path, const char *user,
                  const struct secret *passphrase, struct error *err)
{
    struct store *store = NULL;
    struct slots slots = {.slots = NULL};
    const struct slot *slot = NULL;
    bool ok = seal_start(err) && store_open(&store, path, NULL, STORE_INSPECT, err) &&
              slots_load(&slots, store, err) && slots_find(&slots, user, false, &slot, err) &&
              slot_derive(kek, slot, passphrase, err);

    slots_finish(&slots);
    store_close(store);
    return ok;
}

void vault_abandon(struct vault *vault)
{
    store_give_up(vault->store);
    vault_destroy(vault);
}

void vault_close(struct vault *vault)
{
    if (!vault)
        return;
    /* The note of what was seen is a courtesy: no error can be shown any more. */
    if (!vault->inspect && transaction_begin(vault, NULL)) {
        if (audit_put(vault, AUDIT_LOCK, NULL, NULL, NULL) && seen_put(vault, NULL))
            (void)!transaction_commit(vault, NULL, 0, NULL);
        else
            (void)transaction_abort(vault, NULL);
    }
    vault_destroy(vault);
}

static void take_names(struct vault_names *out, const struct slots *slots,
                       const uint8_t *last /* NULL: not known */)
{
    out->names = alloc_array(slots->count + 1, sizeof *out->names);
    out->last = SIZE_MAX;
    for (size_t i = 0; i < slots->count; i++) {
        const struct slot *slot = &slots->slots[i];

        if (slot->kind == SLOT_RECOVERY)
            continue;
        if (last && memcmp(slot->user_id, last, SEAL_ID) == 0)
            out->last = out->count;
        out->names[out->count++] = alloc_string(slot->name);
    }
    if (out->last == SIZE_MAX)
        out->last = out->count;
}

bool vault_users(struct vault_names *out, const struct world *world, const char *path,
                 struct error *err)
{
    struct vault vault = {.store = NULL}; /* only to read its id */
    struct slots slots = {.slots = NULL};
    struct buf absolute = BUF_INIT;
    uint8_t last[SEAL_ID];
    bool ok = seal_start(err) && file_absolute(&absolute, path, err) &&
              store_open(&vault.store, path, NULL, STORE_INSPECT, err) &&
              slots_load(&slots, vault.store, err) && read_vault_row(&vault, err);

    *out = (struct vault_names){.names = NULL};
    if (ok)
        take_names(out, &slots,
                   anchor_last_user(world, buf_text(&absolute), vault.id, last) ? last : NULL);
    slots_finish(&slots);
    store_close(vault.store);
    buf_finish(&absolute);
    return ok;
}

void vault_names_finish(struct vault_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->names[i]);
    free(names->names);
    *names = (struct vault_names){.names = NULL};
}

const char *vault_user(const struct vault *vault)
{
    return vault->user;
}

const char *vault_path(const struct vault *vault)
{
    return vault->path;
}

const char *vault_last_used(const struct vault *vault)
{
    return vault->last_used ? vault->last_used : "";
}

const char *vault_warning(const struct vault *vault)
{
    return buf_text(&vault->warning);
}
