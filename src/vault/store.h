/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All of SQLite: opening with the exact settings, the fixed schema, a table of
 * the only statements there are, transactions. Knows no keys and sees only
 * sealed bytes and numbers.
 */
#ifndef VAULT_STORE_H
#define VAULT_STORE_H

#include "base/buf.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

enum store_sql {
    SQL_VAULT_PUT, SQL_VAULT_GET,
    SQL_SLOT_PUT, SQL_SLOT_DELETE, SQL_SLOT_LIST,
    SQL_SEEN_PUT, SQL_SEEN_GET, SQL_SEEN_DELETE,
    SQL_ROSTER_PUT, SQL_ROSTER_LIST,
    SQL_GRANT_PUT, SQL_GRANT_DELETE, SQL_GRANT_LIST,
    SQL_HEAD_PUT, SQL_HEAD_GET, SQL_HEAD_LIST, SQL_HEAD_RANGE,
    SQL_KEY_PUT, SQL_KEY_GET, SQL_KEY_LAST, SQL_KEY_LIST,
    SQL_ENTRY_PUT, SQL_ENTRY_LIST, SQL_ENTRY_ORPHANS, SQL_ENTRY_COUNT, SQL_ENTRY_LAST_KEY,
    SQL_REGISTER_PUT, SQL_REGISTER_GET, SQL_REGISTER_LIST,
    SQL_DRAFT_PUT, SQL_DRAFT_GET, SQL_DRAFT_LIST, SQL_DRAFT_DELETE,
    SQL_FORM_PUT, SQL_FORM_GET, SQL_FORM_LIST,
    SQL_AUDIT_PUT, SQL_AUDIT_LIST, SQL_AUDIT_LAST,
    SQL_COMMIT_PUT, SQL_COMMIT_LIST, SQL_COMMIT_LAST, SQL_COMMIT_AT,
    SQL_COUNT
};

enum { STORE_COLUMNS = 12 };

struct store_value {
    bool is_bytes;
    int64_t number;
    const uint8_t *bytes;
    size_t length;
};

static inline struct store_value store_number(int64_t number)
{
    return (struct store_value){.number = number};
}

static inline struct store_value store_bytes(const void *bytes, size_t length)
{
    return (struct store_value){.is_bytes = true, .bytes = bytes, .length = length};
}

static inline struct store_value store_buf(const struct buf *buf)
{
    return store_bytes(buf->data, buf->length);
}

enum store_mode {
    STORE_WRITE,
    STORE_INSPECT, /* nothing is written, not even a checkpoint */
};

/*
 * LAYER names the VFS below ("unix" when NULL); tests put a failing one there.
 * Refuses what is no regular file of ours, foreign files, network file systems,
 * other schemas and structural damage. BUSY names the process if it can.
 */
bool store_open(struct store **out, const char *path, const char *layer, enum store_mode mode,
                struct error *err) MUST_USE;
/*
 * The same in two steps, so that the check of structure, which reads the whole file,
 * can be made while something else is waited for. Nothing is written before it, also
 * not by store_close. What was read before counts only if the check finds nothing.
 */
bool store_open_unchecked(struct store **out, const char *path, const char *layer,
                          enum store_mode mode, struct error *err) MUST_USE;
bool store_check(struct store *store, struct error *err) MUST_USE;
/* An empty vault file, 0600; PATH must not exist. */
bool store_create(struct store **out, const char *path, const char *layer,
                  struct error *err) MUST_USE;
/* Writes the log back and removes it (unless inspecting), closes; accepts NULL. */
void store_close(struct store *store);

/* After a failed write: true. Then nothing works but store_reopen and store_close. */
bool store_dead(const struct store *store);
/* Removes what the failed write may have left in the log and opens anew. */
bool store_reopen(struct store *store, struct error *err) MUST_USE;

bool store_begin(struct store *store, struct error *err) MUST_USE;
/* Durable when true. On failure everything is undone and the store is dead. */
bool store_commit(struct store *store, struct error *err) MUST_USE;
void store_rollback(struct store *store);

/* Runs a statement that changes exactly one row. */
bool store_write(struct store *store, enum store_sql sql, const struct store_value *values,
                 size_t count, struct error *err) MUST_USE;
/* Empties the register table, before it is made anew. */
bool store_clear_register(struct store *store, struct error *err) MUST_USE;
/* A failed write: nothing more is trusted until store_reopen. */
void store_give_up(struct store *store);
/*
 * Reading: start, then next until *MORE is false, then end (also after an
 * error). Types are checked; lengths are for the caller. Bytes are valid until
 * the following next or end. One reader a statement at a time.
 */
bool store_start(struct store *store, enum store_sql sql, const struct store_value *values,
                 size_t count, struct error *err) MUST_USE;
bool store_next(struct store *store, enum store_sql sql, struct store_value row[STORE_COLUMNS],
                bool *more, struct error *err) MUST_USE;
void store_end(struct store *store, enum store_sql sql);

/* Reads every page of the file; hands each that does not add up to FOUND. */
bool store_scan_pages(struct store *store, void (*found)(void *self, uint32_t page), void *self,
                      struct error *err) MUST_USE;
/* The first page that did not add up so far in this session; 0: none. */
uint32_t store_marked_page(const struct store *store);
/* SQLite's own check of structure; true also when OUT got a finding (else ""). */
bool store_quick_check(struct store *store, char out[128], struct error *err) MUST_USE;

#endif
