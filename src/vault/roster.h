/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who belongs: a chain of signed statements about users, their keys and slots,
 * teams, members and epochs. It starts with a statement whose key is pinned in
 * every slot, so nobody can be talked into another roster.
 */
#ifndef VAULT_ROSTER_H
#define VAULT_ROSTER_H

#include "vault/damage.h"
#include "vault/keys.h"

struct vault;

enum statement_kind {
    STATEMENT_USER = 1,     /* subject, number = roles, a = box key, b = sign key, name */
    STATEMENT_USER_REMOVED, /* subject */
    STATEMENT_SLOT,         /* subject, number = slot, a = hash of the row (zeros: removed) */
    STATEMENT_TEAM,         /* team, number = 1 for a restricted record, name */
    STATEMENT_EPOCH,        /* team, number = epoch, a = commitment, b = public key or zeros */
    STATEMENT_MEMBER,       /* team, subject, number: enum roster_seat */
};

enum roster_role { ROLE_CLINICIAN = 1, ROLE_ADMIN = 2, ROLE_AUDITOR = 4, ROLE_RECOVERY = 8 };

/* How a user belongs to a team. */
enum roster_seat { SEAT_NONE = 0, SEAT_MEMBER = 1, SEAT_EMERGENCY = 2 };

struct statement {
    enum statement_kind kind;
    int64_t time; /* when it was made; roster_add fills it in */
    uint8_t subject[SEAL_ID], team[SEAL_ID];
    uint32_t number;
    uint8_t a[SEAL_HASH], b[SEAL_HASH];
    char name[NAME_MOST + 1];
};

struct roster_key {
    uint64_t since; /* number of the statement that brought it */
    uint8_t box_public[SEAL_PUBLIC], sign_public[SEAL_PUBLIC];
};
struct roster_slot {
    uint32_t number;
    uint8_t hash[SEAL_HASH];
};
struct roster_user {
    uint8_t id[SEAL_ID];
    char name[NAME_MOST + 1];
    uint32_t roles;
    bool removed;
    uint64_t gone;        /* number of the statement that removed the user */
    int64_t since, until; /* when the first and the removing statement were made */
    struct roster_key *keys;
    size_t key_count, key_capacity;
    struct roster_slot *slots;
    size_t slot_count, slot_capacity;
};
struct roster_epoch {
    uint8_t commitment[SEAL_HASH], public_key[SEAL_PUBLIC];
};
struct roster_member {
    uint8_t id[SEAL_ID];
    enum roster_seat seat;
};
struct roster_team {
    uint8_t id[SEAL_ID];
    char name[NAME_MOST + 1];
    bool restricted;
    struct roster_epoch *epochs;
    size_t epoch_count, epoch_capacity;
    struct roster_member *members;
    size_t member_count, member_capacity;
};
struct roster {
    struct roster_user *users;
    size_t user_count, user_capacity;
    struct roster_team *teams;
    size_t team_count, team_capacity;
    uint64_t statements;
    uint8_t hash[SEAL_HASH]; /* of the last one */
};

void roster_finish(struct roster *roster);
/* Reads and verifies the chain; what does not hold goes to REPORT. */
bool roster_load(struct vault *vault, struct report *report, struct error *err) MUST_USE;
/* Signs and stores one statement and applies it. Only inside a transaction. */
bool roster_add(struct vault *vault, const struct statement *statement, struct error *err)
    MUST_USE;

const struct roster_user *roster_user(const struct roster *roster, const uint8_t id[SEAL_ID]);
const struct roster_team *roster_team(const struct roster *roster, const uint8_t id[SEAL_ID]);
enum roster_seat roster_seat(const struct roster_team *team, const uint8_t user[SEAL_ID]);
/* The key that was in force at statement AT (0: now); NULL: none. */
const struct roster_key *roster_key_at(const struct roster_user *user, uint64_t at);

/* ---- grants: the ring of a team, boxed to one member and signed ---- */

/* Opens the own grant of TEAM without judging it yet. */
bool grant_open(struct vault *vault, const uint8_t team[SEAL_ID], struct ring *out,
                struct error *err) MUST_USE;
/* Takes a grant away that is there. */
bool grant_delete(struct vault *vault, const uint8_t team[SEAL_ID], const uint8_t user[SEAL_ID],
                  struct error *err) MUST_USE;
bool grant_put(struct vault *vault, const struct ring *ring, const uint8_t user[SEAL_ID],
               struct error *err) MUST_USE;
/* Every grant's signature and member, and the root over all. */
bool grants_check(struct vault *vault, struct report *report, struct error *err) MUST_USE;
bool grants_root(struct vault *vault, uint8_t out[SEAL_HASH], struct error *err) MUST_USE;
/* Whether the keys of a ring are those that the roster commits to. */
bool ring_check(const struct vault *vault, const struct ring *ring, struct report *report);
/* Every slot row is the one its user or an administrator signed. */
bool slots_check(struct vault *vault, struct report *report, struct error *err) MUST_USE;

#endif
