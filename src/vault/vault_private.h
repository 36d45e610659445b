/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The vault from the inside: what the files of this room share, and the door
 * through which tests come in with a key already derived.
 */
#ifndef VAULT_VAULT_PRIVATE_H
#define VAULT_VAULT_PRIVATE_H

#include "vault/damage.h"
#include "vault/keys.h"
#include "vault/register.h"
#include "vault/roster.h"
#include "vault/seal.h"
#include "vault/seal_kdf.h"
#include "vault/store.h"
#include "vault/vault.h"

enum { BUCKETS = 256 };

/* What the last commit says, and what the next one will say. Plain values, so
 * that a failed write puts the old ones back by assignment. */
struct vault_state {
    uint64_t commits; /* number of the last one; from 1 */
    uint8_t commit_link[SEAL_HASH];
    uint64_t patients, entries;
    uint64_t audits;
    uint8_t audit_link[SEAL_HASH];
    uint64_t draft_counter, draft_base; /* of the last row; of the draft itself */
    uint8_t draft_patient[SEAL_ID];
    bool draft_patched; /* a patch of it stands beside it */
    uint8_t buckets[BUCKETS][SEAL_HASH]; /* over the heads, by first byte of the id */
    uint8_t register_root[SEAL_HASH];
    uint8_t forms_root[SEAL_HASH];
    uint8_t grants_root[SEAL_HASH];
};

struct vault {
    const struct world *world;
    char *path;
    struct store *store;
    bool inspect; /* opened to look only: nothing is written */
    bool recovery;
    bool changing; /* inside transaction_begin … transaction_commit */
    bool rolled_back; /* older than the anchor: the anchor is kept as it is */
    uint8_t id[SEAL_ID];
    struct secret *own; /* struct own_keys */
    uint8_t user_id[SEAL_ID];
    char *user;
    struct ring metadata, auditing;
    struct ring *teams; /* of those that have patients: what is held, in the roster's order */
    size_t team_count, team_capacity;
    uint8_t home[SEAL_ID]; /* the team that new patients belong to; zeros: none */
    struct buf opened;     /* ids of the teams whose glass was broken */
    struct roster roster;
    struct vault_state state, before;
    struct register_pages patients;
    uint8_t logged[SEAL_ID]; /* the patient whose change is already in the log */
    bool any_logged;
    int anchor; /* file descriptor or -1 */
    int64_t anchor_place;
    char *last_used;
    int64_t last_time; /* when it was; 0: never */
    struct buf warning;
};

/* The sealed sides of a vault_id, a label and a set of numbers start like this. */
void vault_associate(struct buf *out, const struct vault *vault, const char *label);
const struct own_keys *vault_own(const struct vault *vault);
/* The keys of a team as far as they are held, awake or not; NULL: not held. */
struct ring *vault_ring(struct vault *vault, const uint8_t team[SEAL_ID]);
/* The same if it may be read with now. */
const struct ring *vault_awake(struct vault *vault, const uint8_t team[SEAL_ID]);
/* Where new patients belong. */
const struct ring *vault_home(struct vault *vault, struct error *err) MUST_USE;
/* A subkey of the metadata key of EPOCH; false if that epoch is not ours. */
enum metadata_use {
    METADATA_ROSTER = 1, METADATA_COMMIT, METADATA_FORM, METADATA_FORM_NAME, METADATA_AUDIT_LINK,
    METADATA_ANCHOR,
};
bool vault_metadata_key(const struct vault *vault, uint32_t epoch, enum metadata_use use,
                        uint8_t out[SEAL_KEY]) MUST_USE;
uint32_t vault_metadata_epoch(const struct vault *vault); /* the current one */

/* ---- the inner door ---- */

struct vault_door {
    const char *layer;        /* VFS below ours; NULL: "unix" */
    const struct secret *kek; /* the slot's key, already derived; NULL: from the passphrase */
    bool recovery;            /* the recovery user's slot */
    bool inspect;
};
bool vault_enter(struct vault **out, const struct world *world, const char *path,
                 const char *user, const struct secret *passphrase, const struct vault_door *door,
                 struct error *err) MUST_USE;
/* What is left of a vault whose process was killed: no lock event, no write-back. */
void vault_abandon(struct vault *vault);
/* The derived key of a user's slot, to enter with later. */
bool vault_derive(struct secret *kek, const char *path, const char *user,
                  const struct secret *passphrase, struct error *err) MUST_USE;

/* ---- create.c, passphrase.c ---- */

/* Like vault_create, without opening; KEK receives the key of the user's slot. */
bool vault_make(struct secret *kek, const struct world *world, const char *path,
                const char *layer, const char *user, const struct secret *passphrase,
                const struct vault_cost *cost, struct buf *recovery, struct error *err) MUST_USE;
bool user_name_check(const char *user, struct error *err) MUST_USE;
bool passphrase_check(const struct secret *passphrase, struct error *err) MUST_USE;
/* Stores the slot and signs it into the roster. */
bool slot_sign(struct vault *vault, const struct slot *slot, struct error *err) MUST_USE;

/* An empty draft and note for USER, sealed by OWN. */
bool user_settle(struct vault *vault, const uint8_t user[SEAL_ID], struct secret *own,
                 struct error *err) MUST_USE;

/* ---- people.c: who is who ---- */

/* The user of that name who may open the vault; NOT_FOUND else. */
const struct roster_user *people_find(const struct vault *vault, const char *name,
                                      struct error *err) MUST_USE;
/* Whether two names differ in no more than case and accents. */
bool people_same(const char *a, const char *b);
/* DENIED unless the user who is in is an administrator. */
bool people_may_manage(const struct vault *vault, struct error *err) MUST_USE;

/* ---- membership.c: teams and their keys, inside a transaction ---- */

/* Whether only one user reads in it, the recovery code aside. */
bool team_has_one(const struct vault *vault, const struct roster_team *team);
/* A team that is read with, by its name (NULL: home); no restricted record. */
const struct ring *team_named(struct vault *vault, const char *name, struct error *err) MUST_USE;
/* Founds a team with a first key, held from now on; *OUT lasts until the next one. */
bool team_found(struct vault *vault, const char *name, bool restricted, struct ring **out,
                struct error *err) MUST_USE;
/* Gives USER a place in TEAM (or another one), and its keys. */
bool team_join(struct vault *vault, const struct ring *team, const uint8_t user[SEAL_ID],
               enum roster_seat seat, struct error *err) MUST_USE;
/* Takes the place and the grant away; the keys that USER had are still in force. */
bool team_leave(struct vault *vault, const uint8_t team[SEAL_ID], const uint8_t user[SEAL_ID],
                struct error *err) MUST_USE;
/* Ends that: new key, new grants for who stays, patients and register sealed anew. */
bool team_renew(struct vault *vault, struct ring *team, struct error *err) MUST_USE;
/* ---- patient.c: a row of the register as an entry of its own, with a row in the log ---- */
bool patient_note(struct vault *vault, const struct vault_patient *row, enum audit_event event,
                  const char *detail, struct error *err) MUST_USE;

/* ---- emergency.c: what is said when somebody unlocks ---- */
void emergency_tell(struct vault *vault);

/* ---- load.c: from keys to a verified state; findings go to REPORT ---- */

/* Reads everything that unlocking checks. False only if it cannot go on. */
bool vault_load(struct vault *vault, struct report *report, struct error *err) MUST_USE;
void vault_unload(struct vault *vault);
/* Loads anew what is stored: after a change to what the user holds. */
bool vault_reload(struct vault *vault, struct error *err) MUST_USE;
/* Forgets without freeing: for a copy that is to load anew. */
void vault_blank(struct vault *vault);
/* After a failed write: a new connection that must stand where the old one stood. */
bool vault_ready(struct vault *vault, struct error *err) MUST_USE;

/* ---- change.c: one transaction, one signed commit ---- */

bool transaction_begin(struct vault *vault, struct error *err) MUST_USE;
struct commit_head {
    uint8_t patient[SEAL_ID];
    uint64_t seq;
    uint8_t hash[SEAL_HASH];
};
/* HEADS: the patients whose chains grew. On failure everything is as before. */
bool transaction_commit(struct vault *vault, const struct commit_head *heads, size_t count,
                   struct error *err) MUST_USE;
/* Without a signed commit: for the draft alone, which changes with every pause. */
bool transaction_commit_plain(struct vault *vault, struct error *err) MUST_USE;
/* Undoes; keeps ERR. Returns false. */
bool transaction_abort(struct vault *vault, struct error *err);

/* ---- commit.c ---- */

struct commit {
    uint64_t seq;
    uint8_t previous[SEAL_HASH];
    int64_t time;
    uint8_t author[SEAL_ID];
    uint64_t patients, entries;
    uint8_t heads_root[SEAL_HASH], register_root[SEAL_HASH], forms_root[SEAL_HASH],
        grants_root[SEAL_HASH];
    uint64_t statements;
    uint8_t roster_hash[SEAL_HASH];
    uint64_t audits;
    uint8_t audit_link[SEAL_HASH];
};
bool commit_write(struct vault *vault, const struct commit_head *heads, size_t count,
                  struct error *err) MUST_USE;
/* One bucket anew from the heads that are stored. */
bool commit_bucket(struct vault *vault, uint8_t bucket, struct error *err) MUST_USE;
/* All buckets and the counts, at opening. */
bool commit_buckets(struct vault *vault, struct report *report, struct error *err) MUST_USE;
/* The last commit's seal, signature and link; sets the state's commit fields. */
bool commit_check_last(struct vault *vault, struct report *report, struct commit *out,
                       struct error *err) MUST_USE;
/* Holds what was loaded against what the last commit signed. */
void commit_compare(const struct vault *vault, const struct commit *last, struct report *report);
bool commit_check_all(struct vault *vault, struct report *report, size_t *count,
                      struct error *err) MUST_USE;
/* The link of commit SEQ; *FOUND false if there is none. */
bool commit_link_at(struct vault *vault, uint64_t seq, uint8_t link[SEAL_HASH], bool *found,
                    struct error *err) MUST_USE;

/* ---- patient_key.c: a patient's data keys under the keys of a team ---- */

bool patient_key_put(struct vault *vault, const struct ring *team, const uint8_t patient[SEAL_ID],
                     uint32_t key_no, const uint8_t key[SEAL_KEY], struct error *err) MUST_USE;
/* DAMAGE_PATIENT_KEY when it is not there or not right, or not to be read by this user. */
bool patient_key_open(struct vault *vault, const uint8_t patient[SEAL_ID], uint32_t key_no,
                      uint8_t out[SEAL_KEY], struct error *err) MUST_USE;
/* The number of the last key; *FOUND false if there is none. */
bool patient_key_last(struct vault *vault, const uint8_t patient[SEAL_ID], uint32_t *key_no,
                      bool *found, struct error *err) MUST_USE;
/* The team that the first key is under. */
bool patient_key_team(struct vault *vault, const uint8_t patient[SEAL_ID], uint8_t team[SEAL_ID],
                      bool *found, struct error *err) MUST_USE;
/* All keys of a patient under the newest key of TEAM, and a fresh one for what follows. */
bool patient_keys_move(struct vault *vault, const uint8_t patient[SEAL_ID], const struct ring *team,
                       struct error *err) MUST_USE;
/* The same for all patients of a team that has a new epoch. */
bool patient_keys_rotate(struct vault *vault, const struct ring *team, struct error *err) MUST_USE;

/* ---- entry.c: one patient's chain ---- */

struct chain {
    uint8_t patient[SEAL_ID];
    uint64_t seq;
    uint8_t hash[SEAL_HASH];
    uint32_t key_no;
    uint8_t key[SEAL_KEY]; /* data key; wipe with chain_finish */
};
/* A new data key under the keys of TEAM and an empty chain. */
bool chain_create(struct vault *vault, struct chain *out, const uint8_t patient[SEAL_ID],
                  const struct ring *team, struct error *err) MUST_USE;
bool chain_open(struct vault *vault, struct chain *out, const uint8_t patient[SEAL_ID],
                struct error *err) MUST_USE;
void chain_finish(struct chain *chain);
/* HEADER (a register row) may be NULL: what the register is rebuilt from. */
bool chain_add(struct vault *vault, struct chain *chain, const struct vault_bytes *edit,
               const struct buf *header, struct error *err) MUST_USE;
/* A part of a file, sealed under another subkey of the same key. */
bool chain_add_file(struct vault *vault, struct chain *chain, const struct vault_bytes *part,
                    struct error *err) MUST_USE;
/* Stores the new head and its bucket, and counts. */
bool chain_store(struct vault *vault, const struct chain *chain, uint64_t added,
                 struct error *err) MUST_USE;

struct entry_view {
    uint64_t seq;
    uint8_t author[SEAL_ID];
    int64_t time;
    const uint8_t *header, *edit; /* header NULL: none */
    size_t header_length, edit_length;
};
/* Verifies the chain up to its head; findings to REPORT. With OPEN also opens
 * each edit and hands it on; without EACH all entries are opened, parts of files too. */
bool chain_check(struct vault *vault, const uint8_t patient[SEAL_ID], bool open,
                 struct report *report, uint64_t *count,
                 bool (*each)(void *self, const struct entry_view *entry, struct error *err),
                 void *self, struct error *err) MUST_USE;

/* The same for the parts of files alone. */
bool chain_files(struct vault *vault, const uint8_t patient[SEAL_ID], struct report *report,
                 bool (*each)(void *self, const struct entry_view *entry, struct error *err),
                 void *self, struct error *err) MUST_USE;

/* ---- the other rows ---- */

bool audit_put(struct vault *vault, enum audit_event event, const uint8_t *patient,
               const char *detail, struct error *err) MUST_USE;
bool audit_load(struct vault *vault, struct report *report, struct error *err) MUST_USE;
bool audit_check_all(struct vault *vault, struct report *report, size_t *count,
                     struct error *err) MUST_USE;

/* Takes the draft of USER away with its patch. */
bool draft_forget(struct vault *vault, const uint8_t user[SEAL_ID], struct error *err) MUST_USE;
bool draft_clear(struct vault *vault, struct error *err) MUST_USE;
/* The counter of the row that is stored for the present user. */
bool draft_next_counter(struct vault *vault, struct error *err) MUST_USE;
bool draft_load(struct vault *vault, struct report *report, struct error *err) MUST_USE;

bool forms_root(struct vault *vault, uint8_t out[SEAL_HASH], struct error *err) MUST_USE;
bool forms_check_all(struct vault *vault, struct report *report, size_t *count,
                     struct error *err) MUST_USE;

/* ---- seen.c and anchor.c: what was seen last, inside and outside the vault ---- */

bool seen_put(struct vault *vault, struct error *err) MUST_USE;
bool seen_check(struct vault *vault, struct report *report, struct error *err) MUST_USE;
/* Never fail: an anchor that cannot be kept is a warning. */
void anchor_open(struct vault *vault, struct report *report);
void anchor_check(struct vault *vault, struct report *report);
void anchor_write(struct vault *vault);
void anchor_close(struct vault *vault);
/* Whose record is the newest of those for this place, without any key. */
bool anchor_last_user(const struct world *world, const char *path, const uint8_t id[SEAL_ID],
                      uint8_t user[SEAL_ID]);
/* Four words that a person can compare. */
void words_of(struct buf *out, const uint8_t *bytes, size_t count);

/* False, and why, when the vault was opened with the recovery code. */
bool vault_may_write(const struct vault *vault, struct error *err) MUST_USE;
void vault_warn(struct vault *vault, const char *text);
/* The 16 bytes of a patient's id; USAGE if it is none. */
bool vault_patient_id(uint8_t out[SEAL_ID], const char *id, struct error *err) MUST_USE;

#endif
