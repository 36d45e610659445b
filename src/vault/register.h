/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The register: one row a patient with what the patients list needs, many rows
 * to a sealed page of 4 KB, all of it in memory while the vault is open.
 */
#ifndef VAULT_REGISTER_H
#define VAULT_REGISTER_H

#include "vault/damage.h"
#include "vault/keys.h"
#include "vault/seal.h"
#include "vault/wire.h"

struct vault;

struct register_row {
    struct vault_patient patient;
    uint32_t page; /* index */
};

struct register_page {
    uint8_t team[SEAL_ID];
    uint32_t number; /* within its team, from 0 */
    uint8_t hash[SEAL_HASH];
    uint64_t counter; /* of its seal: grows each time */
    size_t used;      /* bytes of its rows */
    struct register_row **rows;
    size_t count, capacity;
};

struct register_pages {
    struct register_row **rows; /* sorted by id */
    size_t count, capacity;
    struct register_page *pages;
    size_t page_count, page_capacity;
    uint32_t *order; /* of the pages, by team and number, as they are stored */
    size_t order_capacity;
};

/* What a transaction does to the register; applied once it is durable. */
struct register_change {
    struct register_row *row; /* owned until applied; NULL: nothing */
    struct {
        uint32_t page;
        uint8_t hash[SEAL_HASH];
        uint64_t counter;
    } writes[2];
    size_t write_count;
    bool added; /* the last page was made for it */
};

/* A copy with texts of its own. */
struct register_row *register_row_create(const struct vault_patient *patient);
void register_row_destroy(struct register_row *row); /* wipes; accepts NULL */
/* Limits of ROW hold? Also makes its bytes: what an entry carries along. */
bool register_encode(struct buf *out, const struct vault_patient *row, struct error *err) MUST_USE;
/* The other way; the texts are to be freed also when it fails. */
bool register_decode(struct wire *wire, struct vault_patient *out) MUST_USE;
/* Stores ROW among those of TEAM in the open transaction and sets the state's root. */
bool register_stage(struct vault *vault, const struct vault_patient *row, const struct ring *team,
                    struct register_change *change, struct error *err) MUST_USE;
/* Sets the state's root over all pages, with CHANGE (may be NULL) laid over them. */
void register_root(struct vault *vault, const struct register_change *change);
void register_apply(struct vault *vault, struct register_change *change);
void register_drop(struct vault *vault, struct register_change *change);
/* The team among whose rows ID is; false: not among those that may be read. */
bool register_team(const struct register_pages *pages, const char *id, uint8_t team[SEAL_ID]);
/* All pages of TEAM sealed anew, under its newest key. In a transaction. */
bool register_reseal(struct vault *vault, const struct ring *team, struct error *err) MUST_USE;

bool register_load(struct vault *vault, struct report *report, struct error *err) MUST_USE;
void register_finish(struct register_pages *pages);
const struct register_row *register_find(const struct register_pages *pages, const char *id);
/* Makes all pages anew from the rows that the entries carry. Own transaction. */
bool register_rebuild(struct vault *vault, struct error *err) MUST_USE;
/* Every row has a patient and every patient a row. */
bool register_check_all(struct vault *vault, struct report *report, struct error *err) MUST_USE;

#endif
