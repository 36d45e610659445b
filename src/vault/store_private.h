/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the store share among themselves.
 */
#ifndef VAULT_STORE_PRIVATE_H
#define VAULT_STORE_PRIVATE_H

#include "vault/page_file.h"
#include "vault/sqlite.h"
#include "vault/store.h"

struct store {
    sqlite3 *db;
    sqlite3_stmt *statements[SQL_COUNT];
    char *path;  /* absolute, no symbolic link in it */
    char *layer; /* VFS below ours */
    enum store_mode mode;
    bool creating;  /* the authorizer lets tables be made */
    bool dead;
    bool checked; /* its structure was looked at: it may be written */
    int log_frames; /* frames of the log that were acknowledged */
    uint32_t marked_page;
};

/* What a result code of SQLite means to the person at the keyboard; false. */
bool store_failed(struct store *store, int rc, struct error *err);
bool store_execute(struct store *store, const char *sql, struct error *err) MUST_USE;
/* The first column of the first row as text; OUT is cut to SIZE. */
bool store_ask(struct store *store, const char *sql, char *out, size_t size,
               struct error *err) MUST_USE;

/* What stands at PATH is a regular file of ours, not on a network. */
bool store_file_check(const char *path, struct error *err) MUST_USE;
/* The first 100 bytes are those of a vault; before SQLite works with the file. */
bool store_header_check(struct store *store, struct error *err) MUST_USE;
bool store_schema_create(struct store *store, struct error *err) MUST_USE;
/* Every row of sqlite_schema is the compiled-in text, no more, no less. */
bool store_schema_check(struct store *store, struct error *err) MUST_USE;
/* Limits and switches; before anything is read. */
bool store_configure(struct store *store, struct error *err) MUST_USE;
/* For sqlite3_set_authorizer: lets through what the table of statements needs. */
int store_authorize(void *self, int action, const char *a, const char *b, const char *database,
                    const char *trigger);
bool store_settings(struct store *store, struct error *err) MUST_USE;
void store_finish_statements(struct store *store);

#endif
