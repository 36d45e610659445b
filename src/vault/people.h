/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * People and teams of a vault: who may open it, who reads which patients, and
 * what happens to the keys when somebody comes or goes. What a removed user
 * copied before stays readable to that user; nothing that is new does.
 *
 * All changes are one durable transaction with a signed commit. Except where it
 * is said, they are for administrators.
 */
#ifndef VAULT_PEOPLE_H
#define VAULT_PEOPLE_H

#include "vault/vault.h"

/* What a user may do beside seeing patients; added up. */
enum vault_role { VAULT_CLINICIAN = 1, VAULT_ADMIN = 2, VAULT_AUDITOR = 4, VAULT_RECOVERY = 8 };

struct vault_person {
    const char *name;
    unsigned roles;
    char fingerprint[96]; /* six words over the public keys: compared by two people */
    int64_t since;        /* milliseconds */
    int64_t until;        /* removed then; 0: is there */
    bool you;
};
/* In the order in which they came, also who is gone and the recovery code. */
size_t vault_person_count(const struct vault *vault);
bool vault_person_at(const struct vault *vault, size_t index, struct vault_person *out);

/*
 * A new user in the team of the one who is in (TEAM NULL) or in TEAM. New
 * administrators also may open restricted records in an emergency.
 */
bool vault_user_add(struct vault *vault, const char *name, unsigned roles, const char *team,
                    const struct secret *passphrase, const struct vault_cost *cost,
                    struct error *err) MUST_USE;
/* Takes slot and keys away and gives all teams of the user new keys. */
bool vault_user_remove(struct vault *vault, const char *name, struct error *err) MUST_USE;

struct vault_team {
    const char *name;         /* of a restricted record that you may read: its patient's id */
    bool restricted;          /* a team of one patient */
    bool yours;               /* you read its patients */
    bool emergency;           /* you hold its keys for emergencies */
    size_t members, patients; /* PATIENTS: 0 unless yours */
    char patient[33];         /* of a restricted record that is yours */
};
size_t vault_team_count(const struct vault *vault);
bool vault_team_at(struct vault *vault, size_t index, struct vault_team *out);
/* Whether person PERSON belongs to team TEAM; EMERGENCY: only for emergencies. */
bool vault_team_has(const struct vault *vault, size_t team, size_t person, bool *emergency);

bool vault_team_add(struct vault *vault, const char *name, struct error *err) MUST_USE;
/* TEAM: its name, or the id of the patient whose record is restricted. Who leaves a team
 * gives it a new key. */
bool vault_team_member(struct vault *vault, const char *team, const char *user, bool joins,
                       struct error *err) MUST_USE;
/* For every user: new patients of this session belong to TEAM. */
bool vault_team_use(struct vault *vault, const char *team, struct error *err) MUST_USE;
/* For every user who belongs to both: PATIENT from its team to another one. */
bool vault_team_take(struct vault *vault, const char *team, const char *patient,
                     struct error *err) MUST_USE;
/* A team of its own for PATIENT, with nobody but you; administrators hold its keys for
 * emergencies. Lifting it gives the record to TEAM (NULL: yours). */
bool vault_restrict(struct vault *vault, const char *patient, struct error *err) MUST_USE;
bool vault_restrict_lift(struct vault *vault, const char *patient, const char *team,
                         struct error *err) MUST_USE;

/*
 * In an emergency: for administrators and the recovery code. WANTED is the code,
 * the whole name or the beginning of the id of one restricted record; it is readable
 * until the vault is closed. REASON goes into the log, and its team is told at
 * their next unlocking. ID receives whose it is. NOT_FOUND is logged as well.
 */
bool vault_break_glass(struct vault *vault, const char *wanted, const char *reason, char id[33],
                       struct error *err) MUST_USE;

#endif
