/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sealed store: takes and returns plaintext, owns all SQL, seals everything.
 *
 * Format and reasons: verhaal-vault(5). One process at a time holds it open
 * (WAL, synchronous=EXTRA, exclusive lock). What a function acknowledges with
 * true is durable. After ERROR_FULL, ERROR_IO or ERROR_READ_ONLY from a write
 * nothing of that write is in the vault and the next write tries a fresh
 * connection, so the caller keeps what was typed and may simply call again.
 */
#ifndef VAULT_VAULT_H
#define VAULT_VAULT_H

#include "base/buf.h"
#include "base/error.h"
#include "base/secret.h"
#include "base/world.h"

#include <stddef.h>
#include <stdint.h>

struct vault;

/* Cost of the key derivation (Argon2id). Bounds are enforced on reading and writing. */
struct vault_cost {
    uint64_t memory; /* bytes; 64 MiB to 1 GiB */
    uint32_t passes; /* 2 to 10 */
};
/* Measured for this machine: about a second, at most 512 MiB. */
struct vault_cost vault_cost_calibrated(void);
/* The least that is ever accepted: for demo and tests. */
struct vault_cost vault_cost_least(void);

/*
 * Makes a vault with its first user, team "practice", and the recovery slot.
 * RECOVERY receives the recovery code as printed on the sheet: groups with
 * check characters; it was tried on the new vault before this returns true.
 * PATH must not exist. Passphrases are composed (NFC) UTF-8, 12 to 1,024 bytes.
 */
bool vault_create(struct vault **out, const struct world *world, const char *path,
                  const char *user, const struct secret *passphrase,
                  const struct vault_cost *cost, struct buf *recovery, struct error *err) MUST_USE;

/*
 * Opens for one user. USER NULL: the only one there is. A wrong passphrase is
 * ERROR_DENIED in the time of a right one. Verifies schema, roster, last commit
 * and the root over all heads. ERROR_BUSY names the process if it can.
 */
bool vault_open(struct vault **out, const struct world *world, const char *path,
                const char *user, const struct secret *passphrase, struct error *err) MUST_USE;
/* With the recovery code instead; only for reading and for setting a passphrase. */
bool vault_open_recovery(struct vault **out, const struct world *world, const char *path,
                         const struct secret *code, struct error *err) MUST_USE;
/*
 * Opens to be looked at: for vault_verify and reading only. Writes nothing at
 * all, not even to the log or the anchor, and opens in spite of damage as long
 * as the user's keys can be had, so that vault_verify can say how far it goes.
 */
bool vault_inspect(struct vault **out, const struct world *world, const char *path,
                   const char *user, const struct secret *passphrase, struct error *err) MUST_USE;
/*
 * A new passphrase for the user who is in (USER NULL) or, opened by recovery or
 * by an administrator, for USER (recovery: NULL is the only one), who then gets
 * new keys; the draft is lost.
 */
bool vault_passphrase_set(struct vault *vault, const char *user, const struct secret *passphrase,
                          const struct vault_cost *cost, struct error *err) MUST_USE;
/* Writes the last commit seen into the user's slot and the anchor; wipes keys. */
void vault_close(struct vault *vault);

/* Names of the users, without any key: for the unlock screen. Free with vault_names_finish.
 * LAST: who used this vault last on this computer, by a note that anybody could have
 * changed; COUNT: nobody known. */
struct vault_names {
    char **names;
    size_t count, last;
};
bool vault_users(struct vault_names *out, const struct world *world, const char *path,
                 struct error *err) MUST_USE;
void vault_names_finish(struct vault_names *names);

const char *vault_user(const struct vault *vault);
const char *vault_path(const struct vault *vault);
/* "last used by you: …" and rollback or fork warnings, translated; "" if none. */
const char *vault_last_used(const struct vault *vault);
const char *vault_warning(const struct vault *vault);

/* "entry 128, four words" of the last commit: printed on summaries, so that a person can
 * tell a later rollback from paper. */
void vault_seal(const struct vault *vault, struct buf *out);

/* ---- register: what the patients list needs, in sealed pages ---- */

struct vault_patient {
    char id[33];
    char *name, *code, *birth;  /* "" when unknown */
    char *form_id;              /* the interview that goes on, or "" */
    uint32_t answered, total;   /* progress of that interview */
    int64_t created, changed;   /* milliseconds */
    bool finalised;
    /* Of the whole record; zeros and VAULT_NO_DAY until it was next changed if not DETAILED. */
    bool detailed;
    int32_t last_contact;       /* days since 1970 */
    int32_t follow_up;          /* the next one that no visit has reached */
    uint16_t begun, closed;     /* instruments; CLOSED: finalised */
    uint16_t open, later;       /* questions without an answer; parked ones */
    int64_t opened;             /* when the glass of a restricted record was last broken; 0 */
    char *opened_by, *opened_why;
};
#define VAULT_NO_DAY INT32_MIN
size_t vault_patient_count(const struct vault *vault);
/* In the order of their ids. Rows are valid until the next change. */
const struct vault_patient *vault_patient_at(const struct vault *vault, size_t index);
const struct vault_patient *vault_patient_find(const struct vault *vault, const char *id);

/*
 * Adds a patient with its first edits, in one transaction. ROW->id is filled in
 * by the caller (world_new_id).
 */
struct vault_bytes {
    const void *bytes;
    size_t length;
};
bool vault_patient_add(struct vault *vault, const struct vault_patient *row,
                       const struct vault_bytes *edits, size_t count, struct error *err) MUST_USE;

/* ---- one patient ---- */

/* Hands each edit in order to EACH; verifies the whole chain first and logs the
 * reading. EACH returning false stops with its error. */
bool vault_read(struct vault *vault, const char *patient,
                bool (*each)(void *self, const void *bytes, size_t length, struct error *err),
                void *self, struct error *err) MUST_USE;
/* The same to look for words in it, without a row in the log: the caller writes
 * AUDIT_SEARCH before anything of it is shown. What EACH was given is worth
 * nothing if this returns false. */
bool vault_search(struct vault *vault, const char *patient,
                  bool (*each)(void *self, const void *bytes, size_t length, struct error *err),
                  void *self, struct error *err) MUST_USE;
/* Seals and stores edits, and the register row if ROW is not NULL, in one
 * durable transaction with a signed commit. Also drops the draft of this user
 * for this patient if DROP_DRAFT. */
bool vault_append(struct vault *vault, const char *patient, const struct vault_bytes *edits,
                  size_t count, const struct vault_patient *row, bool drop_draft,
                  struct error *err) MUST_USE;

/*
 * A file of the patient under an ID of the caller's (world_new_id), durable when this
 * returns: ERROR_LIMIT when it is too long. Nothing takes it away again but what takes
 * the patient away: an answer names it, and taking the answer back must be undone.
 */
#define VAULT_ATTACHMENT_MOST (16 * 1024 * 1024)
bool vault_attachment_add(struct vault *vault, const char *patient, const char *id,
                          const void *bytes, size_t length, struct error *err) MUST_USE;
/* Appends to OUT; reads and verifies the patient's whole chain. OUT is worth nothing if this
 * returns false. */
bool vault_attachment_get(struct vault *vault, const char *patient, const char *id,
                          struct buf *out, struct error *err) MUST_USE;

/* The unfinished sentence and the place on the screen of this user: one sealed
 * row, overwritten, durable when this returns. PATIENT "": of none yet. Empty
 * bytes clear it. */
bool vault_draft_put(struct vault *vault, const char *patient, const void *bytes, size_t length,
                     struct error *err) MUST_USE;
/* What has changed since the draft of that NUMBER, in a row of its own beside it, so
 * that a long text is not sealed anew each time. Each patch replaces the one before;
 * the next draft, also an empty one, ends it. Refused when that draft is not there. */
uint64_t vault_draft_number(const struct vault *vault);
bool vault_draft_patch(struct vault *vault, uint64_t number, const void *bytes, size_t length,
                       struct error *err) MUST_USE;
/* OUT empty: none. PATIENT receives whose it is, "" of none yet (33 bytes); PATCH the
 * last patch of it, or nothing. */
bool vault_draft_get(struct vault *vault, char patient[33], struct buf *out, struct buf *patch,
                     struct error *err) MUST_USE;

/* The very text of a form, by SHA-256; storing it twice is no error. */
bool vault_form_put(struct vault *vault, const char *digest, const void *text, size_t length,
                    struct error *err) MUST_USE;
bool vault_form_get(struct vault *vault, const char *digest, struct buf *out,
                    struct error *err) MUST_USE;

/* ---- audit: the events of NEN 7513, no clinical content ---- */

enum audit_event {
    AUDIT_CREATE_VAULT, AUDIT_UNLOCK, AUDIT_UNLOCK_FAILED, AUDIT_LOCK, AUDIT_CREATE, AUDIT_READ,
    AUDIT_CHANGE, AUDIT_SEARCH, AUDIT_EXPORT, AUDIT_PRINT, AUDIT_VERIFY, AUDIT_READ_LOG,
    AUDIT_RECOVERY, AUDIT_WARNING, AUDIT_EMERGENCY,
};
/* PATIENT "" or NULL: none. DETAIL: format, path digest, counts; never content. */
bool vault_audit(struct vault *vault, enum audit_event event, const char *patient,
                 const char *detail, struct error *err) MUST_USE;
struct audit_entry {
    int64_t time;
    enum audit_event event;
    char user[129];
    char patient[33];
    char detail[257];
};
bool vault_audit_read(struct vault *vault, const char *patient,
                      bool (*each)(void *self, const struct audit_entry *entry),
                      void *self, struct error *err) MUST_USE;
const char *audit_event_code(enum audit_event event);

/* ---- verify ---- */

enum vault_damage {
    DAMAGE_NONE, DAMAGE_FILE, DAMAGE_SCHEMA, DAMAGE_HEADER, DAMAGE_SLOT, DAMAGE_ROSTER,
    DAMAGE_GRANT, DAMAGE_REGISTER, DAMAGE_PATIENT_KEY, DAMAGE_ENTRY, DAMAGE_CHAIN, DAMAGE_COMMIT,
    DAMAGE_ROOT, DAMAGE_AUDIT, DAMAGE_FORM, DAMAGE_DRAFT, DAMAGE_ROLLBACK,
};
struct vault_finding {
    enum vault_damage damage;
    char place[128]; /* "patient 3f…, entry 12" */
    char message[256];
};
struct vault_check {
    size_t patients, entries, commits, forms, audit_rows;
    size_t findings;
};
/* ALL: every row is opened; otherwise what unlocking checks. Goes on after a
 * finding. PROGRESS and FOUND may be NULL. */
bool vault_verify(struct vault *vault, bool all, struct vault_check *out,
                  void (*found)(void *self, const struct vault_finding *finding),
                  void (*progress)(void *self, size_t done, size_t total),
                  void *self, struct error *err) MUST_USE;
const char *vault_damage_code(enum vault_damage damage);
/* The class of the damage that made vault_open refuse, from its error. */
enum vault_damage vault_damage_of(const struct error *err);

#endif
