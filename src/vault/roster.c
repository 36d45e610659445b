/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading, judging and writing roster statements. A statement counts only if
 * its signer was allowed to make it at that point of the chain: administrators
 * may say anything, a user may say which slots are his.
 */
#include "config.h"

#include "vault/roster.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "vault/vault_private.h"
#include "vault/wire.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void roster_finish(struct roster *roster)
{
    for (size_t i = 0; i < roster->user_count; i++) {
        free(roster->users[i].keys);
        free(roster->users[i].slots);
    }
    for (size_t i = 0; i < roster->team_count; i++) {
        free(roster->teams[i].epochs);
        free(roster->teams[i].members);
    }
    free(roster->users);
    free(roster->teams);
    *roster = (struct roster){0};
}

static struct roster_user *find_user(const struct roster *roster, const uint8_t id[SEAL_ID])
{
    for (size_t i = 0; i < roster->user_count; i++) {
        if (memcmp(roster->users[i].id, id, SEAL_ID) == 0)
            return &roster->users[i];
    }
    return NULL;
}

static struct roster_team *find_team(const struct roster *roster, const uint8_t id[SEAL_ID])
{
    for (size_t i = 0; i < roster->team_count; i++) {
        if (memcmp(roster->teams[i].id, id, SEAL_ID) == 0)
            return &roster->teams[i];
    }
    return NULL;
}

const struct roster_user *roster_user(const struct roster *roster, const uint8_t id[SEAL_ID])
{
    return find_user(roster, id);
}

const struct roster_team *roster_team(const struct roster *roster, const uint8_t id[SEAL_ID])
{
    return find_team(roster, id);
}

enum roster_seat roster_seat(const struct roster_team *team, const uint8_t user[SEAL_ID])
{
    for (size_t i = 0; i < team->member_count; i++) {
        if (memcmp(team->members[i].id, user, SEAL_ID) == 0)
            return team->members[i].seat;
    }
    return SEAT_NONE;
}

const struct roster_key *roster_key_at(const struct roster_user *user, uint64_t at)
{
    const struct roster_key *key = NULL;

    for (size_t i = 0; i < user->key_count; i++) {
        if (at == 0 || user->keys[i].since <= at)
            key = &user->keys[i];
    }
    return key;
}

/* ---- applying: one function a kind ---- */

static bool apply_user(struct roster *roster, const struct statement *s)
{
    struct roster_user *user = find_user(roster, s->subject);
    struct roster_key key = {.since = roster->statements + 1};

    if (!user) {
        alloc_grow(&roster->users, &roster->user_capacity, roster->user_count + 1, sizeof *user);
        user = &roster->users[roster->user_count++];
        *user = (struct roster_user){0};
        memcpy(user->id, s->subject, SEAL_ID);
        user->since = s->time;
    }
    memcpy(key.box_public, s->a, SEAL_PUBLIC);
    memcpy(key.sign_public, s->b, SEAL_PUBLIC);
    user->roles = s->number;
    user->removed = false;
    memcpy(user->name, s->name, sizeof user->name);
    alloc_grow(&user->keys, &user->key_capacity, user->key_count + 1, sizeof *user->keys);
    user->keys[user->key_count++] = key;
    return true;
}

static bool apply_user_removed(struct roster *roster, const struct statement *s)
{
    struct roster_user *user = find_user(roster, s->subject);

    if (!user || user->removed)
        return false;
    user->removed = true;
    user->gone = roster->statements + 1;
    user->until = s->time;
    return true;
}

static bool apply_slot(struct roster *roster, const struct statement *s)
{
    static const uint8_t none[SEAL_HASH] = {0};
    struct roster_user *user = find_user(roster, s->subject);
    size_t at = 0;

    if (!user)
        return false;
    while (at < user->slot_count && user->slots[at].number != s->number)
        at++;
    if (memcmp(s->a, none, SEAL_HASH) == 0) {
        if (at == user->slot_count)
            return false;
        user->slots[at] = user->slots[--user->slot_count];
        return true;
    }
    if (at == user->slot_count) {
        alloc_grow(&user->slots, &user->slot_capacity, at + 1, sizeof *user->slots);
        user->slot_count++;
    }
    user->slots[at].number = s->number;
    memcpy(user->slots[at].hash, s->a, SEAL_HASH);
    return true;
}

static bool apply_team(struct roster *roster, const struct statement *s)
{
    struct roster_team *team = find_team(roster, s->team);

    if (!team) {
        alloc_grow(&roster->teams, &roster->team_capacity, roster->team_count + 1, sizeof *team);
        team = &roster->teams[roster->team_count++];
        *team = (struct roster_team){0};
        memcpy(team->id, s->team, SEAL_ID);
    }
    memcpy(team->name, s->name, sizeof team->name);
    team->restricted = s->number == 1;
    return true;
}

static bool apply_epoch(struct roster *roster, const struct statement *s)
{
    struct roster_team *team = find_team(roster, s->team);
    struct roster_epoch epoch;

    if (!team || s->number != team->epoch_count)
        return false;
    memcpy(epoch.commitment, s->a, SEAL_HASH);
    memcpy(epoch.public_key, s->b, SEAL_PUBLIC);
    alloc_grow(&team->epochs, &team->epoch_capacity, team->epoch_count + 1, sizeof epoch);
    team->epochs[team->epoch_count++] = epoch;
    return true;
}

static bool apply_member(struct roster *roster, const struct statement *s)
{
    struct roster_team *team = find_team(roster, s->team);
    size_t at = 0;

    if (!team || !find_user(roster, s->subject) || s->number > SEAT_EMERGENCY)
        return false;
    while (at < team->member_count && memcmp(team->members[at].id, s->subject, SEAL_ID) != 0)
        at++;
    if (s->number == SEAT_NONE) {
        if (at == team->member_count)
            return false;
        team->members[at] = team->members[--team->member_count];
        return true;
    }
    if (at == team->member_count) {
        alloc_grow(&team->members, &team->member_capacity, at + 1, sizeof *team->members);
        memcpy(team->members[team->member_count++].id, s->subject, SEAL_ID);
    }
    team->members[at].seat = (enum roster_seat)s->number;
    return true;
}

static bool (*const appliers[])(struct roster *, const struct statement *) = {
    [STATEMENT_USER] = apply_user,   [STATEMENT_USER_REMOVED] = apply_user_removed,
    [STATEMENT_SLOT] = apply_slot,   [STATEMENT_TEAM] = apply_team,
    [STATEMENT_EPOCH] = apply_epoch, [STATEMENT_MEMBER] = apply_member,
};

static bool apply(struct roster *roster, const struct statement *s, const uint8_t hash[SEAL_HASH])
{
    if ((size_t)s->kind >= sizeof appliers / sizeof appliers[0] || !appliers[s->kind] ||
        !appliers[s->kind](roster, s))
        return false;
    roster->statements++;
    memcpy(roster->hash, hash, SEAL_HASH);
    return true;
}

/* The key that must have signed, or NULL when the signer had no right to. */
static const uint8_t *signer_key(const struct vault *vault, const struct statement *s,
                                 const uint8_t signer[SEAL_ID])
{
    const struct roster_user *user = find_user(&vault->roster, signer);

    if (vault->roster.statements == 0) {
        bool founder = s->kind == STATEMENT_USER && s->number & ROLE_ADMIN &&
                       memcmp(s->subject, signer, SEAL_ID) == 0 &&
                       memcmp(s->b, vault_own(vault)->roster_root, SEAL_PUBLIC) == 0;
        return founder ? vault_own(vault)->roster_root : NULL;
    }
    if (!user || user->removed)
        return NULL;
    if (!(user->roles & ROLE_ADMIN) &&
        !(s->kind == STATEMENT_SLOT && memcmp(s->subject, signer, SEAL_ID) == 0))
        return NULL;
    return roster_key_at(user, 0)->sign_public;
}

/* ---- the bytes of a statement ---- */

static void associate(struct buf *out, const struct vault *vault, uint64_t seq, uint32_t epoch)
{
    vault_associate(out, vault, "vh1.roster");
    wire_put_u64(out, seq);
    wire_put_u32(out, epoch);
}

static void put_body(struct buf *out, const struct statement *s, const struct vault *vault,
                     const uint8_t signer[SEAL_ID])
{
    wire_put_u64(out, vault->roster.statements + 1);
    buf_add(out, vault->roster.hash, SEAL_HASH);
    wire_put_u64(out, (uint64_t)s->time);
    buf_add(out, signer, SEAL_ID);
    wire_put_u8(out, (uint8_t)s->kind);
    buf_add(out, s->subject, SEAL_ID);
    buf_add(out, s->team, SEAL_ID);
    wire_put_u32(out, s->number);
    buf_add(out, s->a, SEAL_HASH);
    buf_add(out, s->b, SEAL_HASH);
    wire_put_string(out, s->name);
}

static void put_signed(struct buf *out, const struct vault *vault, const void *body, size_t length)
{
    vault_associate(out, vault, "vh1.sign.roster");
    buf_add(out, body, length);
}

/* What a reader finds in a statement beside the statement. */
struct frame {
    uint64_t seq;
    uint8_t previous[SEAL_HASH], signer[SEAL_ID], signature[SEAL_SIGNATURE];
    size_t body_length;
};

static bool read_body(struct frame *frame, struct statement *s, const struct buf *plain)
{
    struct wire wire = wire_read(plain->data, plain->length);
    char *name = NULL;
    size_t bad = 0;
    bool ok = false;

    memset(s, 0, sizeof *s);
    frame->seq = wire_u64(&wire);
    wire_copy(&wire, frame->previous, SEAL_HASH);
    s->time = (int64_t)wire_u64(&wire);
    wire_copy(&wire, frame->signer, SEAL_ID);
    s->kind = (enum statement_kind)wire_u8(&wire);
    wire_copy(&wire, s->subject, SEAL_ID);
    wire_copy(&wire, s->team, SEAL_ID);
    s->number = wire_u32(&wire);
    wire_copy(&wire, s->a, SEAL_HASH);
    wire_copy(&wire, s->b, SEAL_HASH);
    name = wire_string(&wire);
    frame->body_length = plain->length - wire.left;
    wire_copy(&wire, frame->signature, SEAL_SIGNATURE);
    ok = wire_done(&wire) && strlen(name) <= NAME_MOST && text_valid(name, strlen(name), &bad);
    if (ok)
        memcpy(s->name, name, strlen(name) + 1);
    free(name);
    return ok;
}

static bool open_row(const struct vault *vault, const struct store_value *row,
                     struct buf *associated, struct buf *plain)
{
    uint8_t key[SEAL_KEY];
    bool ok = false;

    associate(associated, vault, (uint64_t)row[0].number, (uint32_t)row[1].number);
    ok = vault_metadata_key(vault, (uint32_t)row[1].number, METADATA_ROSTER, key) &&
         seal_open(plain, key, associated, row[2].bytes, row[2].length, true);
    secret_wipe(key, sizeof key);
    return ok;
}

/* One row: opens, is next in the chain, is signed by somebody who may. */
static bool take_row(struct vault *vault, const struct store_value *row, const char *place,
                     struct report *report)
{
    struct buf associated = BUF_INIT, plain = BUF_INIT, message = BUF_INIT;
    struct statement s;
    struct frame frame;
    uint8_t hash[SEAL_HASH];
    const uint8_t *signer = NULL;
    bool ok = false;

    if (!open_row(vault, row, &associated, &plain) || !read_body(&frame, &s, &plain)) {
        (void)damage_add(report, DAMAGE_ROSTER, place, _("the statement cannot be opened"));
        goto out;
    }
    if (frame.seq != vault->roster.statements + 1 || frame.seq != (uint64_t)row[0].number ||
        memcmp(frame.previous, vault->roster.hash, SEAL_HASH) != 0) {
        (void)damage_add(report, DAMAGE_ROSTER, place, _("the statement does not follow the last"));
        goto out;
    }
    signer = signer_key(vault, &s, frame.signer);
    put_signed(&message, vault, plain.data, frame.body_length);
    if (!signer || !seal_signed(frame.signature, &message, signer)) {
        (void)damage_add(report, DAMAGE_ROSTER, place,
                         _("the signature is not of somebody who may say this"));
        goto out;
    }
    seal_hash(hash, NULL, associated.data, associated.length, row[2].bytes, row[2].length);
    ok = apply(&vault->roster, &s, hash);
    if (!ok)
        (void)damage_add(report, DAMAGE_ROSTER, place, _("the statement makes no sense here"));
out:
    buf_finish(&associated);
    buf_finish(&plain);
    buf_finish(&message);
    return ok;
}

/* When no statement opens at all, it is not the roster that was changed but the key. */
static bool key_fits(struct vault *vault, struct report *report, struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    size_t rows = 0;
    bool more = true, opens = false, ok = store_start(vault->store, SQL_ROSTER_LIST, NULL, 0, err);

    while (ok && !opens && (ok = store_next(vault->store, SQL_ROSTER_LIST, row, &more, err)) &&
           more) {
        struct buf associated = BUF_INIT, plain = BUF_INIT;

        opens = open_row(vault, row, &associated, &plain);
        rows++;
        buf_finish(&associated);
        buf_finish(&plain);
    }
    store_end(vault->store, SQL_ROSTER_LIST);
    if (ok && !opens && rows > 0)
        (void)damage_add(report, DAMAGE_GRANT, vault->user,
                         _("the key handed over does not open the roster"));
    return ok;
}

bool roster_load(struct vault *vault, struct report *report, struct error *err)
{
    struct store_value row[STORE_COLUMNS];
    bool more = true, sound = true, ok = key_fits(vault, report, err);

    roster_finish(&vault->roster);
    if (!ok || report->findings)
        return ok;
    ok = store_start(vault->store, SQL_ROSTER_LIST, NULL, 0, err);
    while (ok && sound && (ok = store_next(vault->store, SQL_ROSTER_LIST, row, &more, err)) &&
           more) {
        char place[48];

        (void)snprintf(place, sizeof place, "statement %" PRId64, row[0].number);
        sound = take_row(vault, row, place, report);
    }
    store_end(vault->store, SQL_ROSTER_LIST);
    if (ok && vault->roster.statements == 0 && sound)
        (void)damage_add(report, DAMAGE_ROSTER, "statement 1", _("the roster is empty"));
    return ok;
}

bool roster_add(struct vault *vault, const struct statement *said, struct error *err)
{
    struct statement statement = *said;
    struct buf associated = BUF_INIT, plain = BUF_INIT, message = BUF_INIT, sealed = BUF_INIT;
    uint8_t key[SEAL_KEY], hash[SEAL_HASH], signature[SEAL_SIGNATURE];
    uint32_t epoch = vault_metadata_epoch(vault);
    uint64_t seq = vault->roster.statements + 1;
    struct store_value row[3];
    bool ok = false;

    statement.time = world_now(vault->world);
    put_body(&plain, &statement, vault, vault->user_id);
    put_signed(&message, vault, plain.data, plain.length);
    seal_sign(signature, &message, vault_own(vault)->sign_secret);
    buf_add(&plain, signature, sizeof signature);
    associate(&associated, vault, seq, epoch);
    if (!vault_metadata_key(vault, epoch, METADATA_ROSTER, key)) {
        (void)error_set(err, ERROR_DENIED, _("the key of the roster is not held"));
        goto out;
    }
    if (!seal_close(&sealed, vault->world, key, &associated, plain.data, plain.length, true, err))
        goto out;
    row[0] = store_number((int64_t)seq);
    row[1] = store_number(epoch);
    row[2] = store_buf(&sealed);
    if (!store_write(vault->store, SQL_ROSTER_PUT, row, 3, err))
        goto out;
    seal_hash(hash, NULL, associated.data, associated.length, sealed.data, sealed.length);
    ok = apply(&vault->roster, &statement, hash);
    if (!ok)
        (void)error_set(err, ERROR_INVALID, _("the roster does not allow this change"));
out:
    secret_wipe(key, sizeof key);
    buf_finish(&associated);
    buf_finish(&plain);
    buf_finish(&message);
    buf_finish(&sealed);
    return ok;
}
