/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A new vault: built beside its place under another name, complete with users,
 * roster, grants and its first signed commit, tried with the printed recovery
 * code, and only then moved to where it belongs. A crash leaves no half vault.
 */
#include "config.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "vault/recovery_code.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PASSPHRASE_LEAST = 12, PASSPHRASE_MOST = 1024, FORMAT = 1 };

/* A vault in the making: two users, one after the other in the vault's own seat. */
struct birth {
    struct vault *vault;
    struct secret *recovery_own, *recovery_phrase, *kek;
    struct slot slot, recovery_slot;
    uint8_t team[SEAL_ID];
};

bool user_name_check(const char *user, struct error *err)
{
    size_t bad = 0;

    if (!user || !user[0] || strlen(user) > NAME_MOST || !text_valid(user, strlen(user), &bad))
        return error_set(err, ERROR_USAGE, _("a user's name has 1 to %d bytes of UTF-8 text"),
                         NAME_MOST);
    return true;
}

bool passphrase_check(const struct secret *passphrase, struct error *err)
{
    size_t length = secret_length(passphrase), bad = 0;

    if (length < PASSPHRASE_LEAST)
        return error_set(err, ERROR_USAGE,
                         _("the passphrase is too short: at least %d characters; "
                           "six unrelated words are strong"),
                         PASSPHRASE_LEAST);
    if (length > PASSPHRASE_MOST)
        return error_set(err, ERROR_USAGE, _("the passphrase is longer than %d bytes"),
                         PASSPHRASE_MOST);
    if (!text_valid((const char *)secret_view(passphrase), length, &bad))
        return error_set(err, ERROR_USAGE, _("the passphrase is not UTF-8 text"));
    return true;
}

static void own_into(struct secret *secret, const struct world *world)
{
    own_keys_make((struct own_keys *)(void *)secret_bytes(secret), world);
}

static void pin_root(struct secret *secret, const uint8_t root[SEAL_PUBLIC])
{
    struct own_keys *own = (struct own_keys *)(void *)secret_bytes(secret);

    memcpy(own->roster_root, root, SEAL_PUBLIC);
}

static struct statement user_statement(const struct slot *slot, uint32_t roles)
{
    struct statement s = {.kind = STATEMENT_USER, .number = roles};

    memcpy(s.subject, slot->user_id, SEAL_ID);
    memcpy(s.a, slot->box_public, SEAL_PUBLIC);
    memcpy(s.b, slot->sign_public, SEAL_PUBLIC);
    memcpy(s.name, slot->name, sizeof s.name);
    return s;
}

static bool add_team(struct birth *birth, struct ring *ring, const char *name, bool boxed,
                     struct error *err)
{
    struct statement team = {.kind = STATEMENT_TEAM};
    struct statement epoch = {.kind = STATEMENT_EPOCH};
    struct statement member = {.kind = STATEMENT_MEMBER, .number = 1};

    memcpy(team.team, ring->team, SEAL_ID);
    (void)snprintf(team.name, sizeof team.name, "%s", name);
    memcpy(epoch.team, ring->team, SEAL_ID);
    ring_commitment(epoch.a, ring->team, 0, ring_key(ring, 0));
    if (boxed && !seal_box_public(epoch.b, ring_key(ring, 0)))
        return error_set(err, ERROR_INVALID, _("a fresh key is not fit for use; try again"));
    memcpy(member.team, ring->team, SEAL_ID);
    memcpy(member.subject, birth->slot.user_id, SEAL_ID);
    if (!roster_add(birth->vault, &team, err) || !roster_add(birth->vault, &epoch, err) ||
        !roster_add(birth->vault, &member, err))
        return false;
    memcpy(member.subject, birth->recovery_slot.user_id, SEAL_ID);
    return roster_add(birth->vault, &member, err) &&
           grant_put(birth->vault, ring, birth->slot.user_id, err) &&
           grant_put(birth->vault, ring, birth->recovery_slot.user_id, err);
}

bool slot_sign(struct vault *vault, const struct slot *slot, struct error *err)
{
    struct statement s = {.kind = STATEMENT_SLOT, .number = slot->number};

    memcpy(s.subject, slot->user_id, SEAL_ID);
    slot_hash(s.a, slot, vault->id);
    return slot_store(slot, vault->store, err) && roster_add(vault, &s, err);
}

/* Draft and note of the recovery user, sealed by that user's keys. */
static bool settle_recovery(struct birth *birth, struct error *err)
{
    struct vault *vault = birth->vault;
    struct secret *own = vault->own;
    bool ok = false;

    vault->own = birth->recovery_own;
    memcpy(vault->user_id, birth->recovery_slot.user_id, SEAL_ID);
    ok = draft_clear(vault, err) && seen_put(vault, err);
    vault->own = own;
    memcpy(vault->user_id, birth->slot.user_id, SEAL_ID);
    vault->state.draft_counter = 0;
    return ok;
}

static bool fill(struct birth *birth, struct error *err)
{
    struct vault *vault = birth->vault;
    const struct store_value head[] = {store_bytes(vault->id, SEAL_ID), store_number(FORMAT)};
    struct statement founder =
        user_statement(&birth->slot, ROLE_CLINICIAN | ROLE_ADMIN | ROLE_AUDITOR);
    struct statement recovery =
        user_statement(&birth->recovery_slot, ROLE_ADMIN | ROLE_AUDITOR | ROLE_RECOVERY);
    struct report report = {.findings = 0};

    return store_write(vault->store, SQL_VAULT_PUT, head, 2, err) &&
           roster_add(vault, &founder, err) && roster_add(vault, &recovery, err) &&
           add_team(birth, &vault->metadata, "vault", false, err) &&
           add_team(birth, &vault->auditing, "audit", true, err) &&
           add_team(birth, &vault->teams[0], "practice", false, err) &&
           slot_sign(vault, &birth->slot, err) && slot_sign(vault, &birth->recovery_slot, err) &&
           settle_recovery(birth, err) && draft_clear(vault, err) && seen_put(vault, err) &&
           commit_buckets(vault, &report, err) && register_load(vault, &report, err) &&
           forms_root(vault, vault->state.forms_root, err) &&
           audit_put(vault, AUDIT_CREATE_VAULT, NULL, NULL, err);
}

static void prepare(struct birth *birth, const char *user, const struct vault_cost *cost,
                    struct buf *recovery)
{
    struct vault *vault = birth->vault;
    uint8_t team[SEAL_ID];
    uint8_t *bytes = secret_bytes(birth->recovery_phrase);

    world_random(vault->world, vault->id, SEAL_ID);
    world_random(vault->world, bytes, RECOVERY_BYTES);
    recovery_code_write(recovery, bytes);
    own_into(vault->own, vault->world);
    own_into(birth->recovery_own, vault->world);
    pin_root(birth->recovery_own, vault_own(vault)->sign_public);
    pin_root(vault->own, vault_own(vault)->sign_public);
    birth->slot = (struct slot){
        .number = 1,
        .kind = SLOT_PASSPHRASE,
        .cost = {SEAL_ARGON2ID, cost->passes, (int64_t)cost->memory},
    };
    birth->recovery_slot = (struct slot){
        .number = 1,
        .kind = SLOT_RECOVERY,
        .cost = {SEAL_ARGON2ID, vault_cost_least().passes, (int64_t)vault_cost_least().memory},
    };
    (void)snprintf(birth->slot.name, sizeof birth->slot.name, "%s", user);
    (void)snprintf(birth->recovery_slot.name, sizeof birth->recovery_slot.name, "recovery");
    world_random(vault->world, birth->slot.user_id, SEAL_ID);
    world_random(vault->world, birth->recovery_slot.user_id, SEAL_ID);
    memcpy(vault->user_id, birth->slot.user_id, SEAL_ID);
    ring_metadata_id(team);
    ring_make(&vault->metadata, vault->world, team);
    ring_audit_id(team);
    ring_make(&vault->auditing, vault->world, team);
    world_random(vault->world, team, SEAL_ID);
    vault->teams = alloc_array(1, sizeof *vault->teams);
    vault->team_count = vault->team_capacity = 1;
    ring_make(&vault->teams[0], vault->world, team);
}

static bool build(struct birth *birth, const char *path, const char *layer, const char *user,
                  const struct secret *passphrase, const struct vault_cost *cost,
                  struct buf *recovery, struct error *err)
{
    struct vault *vault = birth->vault;
    const struct own_keys *recovery_own =
        (const struct own_keys *)(const void *)secret_view(birth->recovery_own);

    prepare(birth, user, cost, recovery);
    if (!slot_wrap(&birth->slot, vault->world, vault->id, vault_own(vault), passphrase, err) ||
        !slot_wrap(&birth->recovery_slot, vault->world, vault->id, recovery_own,
                   birth->recovery_phrase, err) ||
        !slot_derive(birth->kek, &birth->slot, passphrase, err) ||
        !store_create(&vault->store, path, layer, err) || !store_begin(vault->store, err))
        return false;
    return fill(birth, err) && commit_write(vault, NULL, 0, err) && store_commit(vault->store, err);
}

/* The code as printed must open the new vault. */
static bool try_recovery(const struct world *world, const char *path, const struct buf *recovery,
                         const char *layer, struct error *err)
{
    struct secret *typed = secret_create(recovery->length), *code = secret_create(RECOVERY_BYTES);
    struct vault_door door = {.layer = layer, .recovery = true, .inspect = true};
    struct vault *vault = NULL;
    bool ok = false;

    memcpy(secret_bytes(typed), recovery->data, recovery->length);
    ok = recovery_code_read(code, typed, err) &&
         vault_enter(&vault, world, path, NULL, code, &door, err);
    vault_close(vault);
    secret_destroy(typed);
    secret_destroy(code);
    return ok;
}

/* Exclusive: never replaces what somebody else put there meanwhile. */
static bool move(const char *from, const char *to, struct error *err)
{
    if (link(from, to) != 0) {
        if (errno == EEXIST)
            return error_set(err, ERROR_EXISTS, _("%s exists already"), to);
        if (file_exists(to) || rename(from, to) != 0)
            return error_errno(err, errno, _("cannot make %s"), to);
        return true;
    }
    (void)unlink(from);
    return true;
}

static bool sync_directory(const char *path, struct error *err)
{
    const char *slash = strrchr(path, '/');
    struct buf directory = BUF_INIT;
    bool ok = false;

    buf_add(&directory, path, slash && slash != path ? (size_t)(slash - path) : 1);
    ok = file_sync_directory(slash ? buf_text(&directory) : ".", err);
    buf_finish(&directory);
    return ok;
}

static bool make_directory(const char *path, struct error *err)
{
    const char *slash = strrchr(path, '/');
    struct buf directory = BUF_INIT;
    bool ok = true;

    if (slash && slash != path) {
        buf_add(&directory, path, (size_t)(slash - path));
        ok = file_exists(buf_text(&directory)) || file_make_directory(buf_text(&directory), err);
    }
    buf_finish(&directory);
    return ok;
}

static void birth_finish(struct birth *birth)
{
    if (birth->vault->store)
        store_close(birth->vault->store);
    birth->vault->store = NULL;
    vault_unload(birth->vault);
    secret_destroy(birth->vault->own);
    free(birth->vault);
    secret_destroy(birth->recovery_own);
    secret_destroy(birth->recovery_phrase);
}

/* The trial of the recovery code only reads, and a reader leaves its empty log behind. */
static void drop_log(const char *beside)
{
    struct buf log = BUF_INIT;
    buf_add_format(&log, "%s-wal", beside);
    (void)unlink(buf_text(&log));
    buf_finish(&log);
}

bool vault_make(struct secret *kek, const struct world *world, const char *path, const char *layer,
                const char *user, const struct secret *passphrase, const struct vault_cost *cost,
                struct buf *recovery, struct error *err)
{
    struct birth birth = {.kek = kek};
    struct buf beside = BUF_INIT;
    char name[33];
    bool ok = false;

    if (!seal_start(err) || !user_name_check(user, err) || !passphrase_check(passphrase, err))
        return false;
    if (file_exists(path))
        return error_set(err, ERROR_EXISTS, _("%s exists already"), path);
    if (!make_directory(path, err))
        return false;
    birth.vault = alloc_array(1, sizeof *birth.vault);
    birth.vault->world = world;
    birth.vault->anchor = -1;
    birth.vault->own = secret_create(sizeof(struct own_keys));
    birth.recovery_own = secret_create(sizeof(struct own_keys));
    birth.recovery_phrase = secret_create(RECOVERY_BYTES);
    world_new_id(world, name);
    buf_add_format(&beside, "%s.new-%.8s", path, name);
    ok = build(&birth, buf_text(&beside), layer, user, passphrase, cost, recovery, err);
    birth_finish(&birth);
    ok = ok && try_recovery(world, buf_text(&beside), recovery, layer, err) &&
         move(buf_text(&beside), path, err) && sync_directory(path, err);
    if (!ok) {
        (void)unlink(buf_text(&beside));
        buf_clear(recovery);
    }
    drop_log(buf_text(&beside));
    buf_finish(&beside);
    return ok;
}

bool vault_create(struct vault **out, const struct world *world, const char *path, const char *user,
                  const struct secret *passphrase, const struct vault_cost *cost,
                  struct buf *recovery, struct error *err)
{
    struct secret *kek = secret_create(SEAL_KEY);
    struct vault_door door = {.kek = kek};
    bool ok = vault_make(kek, world, path, NULL, user, passphrase, cost, recovery, err) &&
              vault_enter(out, world, path, user, NULL, &door, err);

    secret_destroy(kek);
    if (!ok)
        *out = NULL;
    return ok;
}
