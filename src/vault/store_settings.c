/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The exact settings of a connection: limits, switches, what statements may do
 * at all, and how a commit becomes durable.
 */
#include "config.h"

#include "vault/store_private.h"

#include "base/i18n.h"

#include <string.h>

int store_authorize(void *self, int action, const char *a, const char *b, const char *database,
                     const char *trigger)
{
    const struct store *store = self;

    (void)database;
    if (store->creating)
        return SQLITE_OK;
    if (trigger)
        return SQLITE_DENY;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_TRANSACTION:
        return SQLITE_OK;
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        return a && strncmp(a, "sqlite_", 7) != 0 ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_FUNCTION:
        return b && strcmp(b, "count") == 0 ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_PRAGMA:
        return a && strcmp(a, "quick_check") == 0 ? SQLITE_OK : SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

static void limit(sqlite3 *db)
{
    static const struct {
        int what, value;
    } limits[] = {
        {SQLITE_LIMIT_LENGTH, 1 << 20},
        {SQLITE_LIMIT_SQL_LENGTH, 4096},
        {SQLITE_LIMIT_COLUMN, 32},
        {SQLITE_LIMIT_EXPR_DEPTH, 20},
        {SQLITE_LIMIT_COMPOUND_SELECT, 2},
        {SQLITE_LIMIT_ATTACHED, 0},
        {SQLITE_LIMIT_VARIABLE_NUMBER, 32},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 0},
        {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
        {SQLITE_LIMIT_WORKER_THREADS, 0},
        {SQLITE_LIMIT_VDBE_OP, 25000},
    };

    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        (void)sqlite3_limit(db, limits[i].what, limits[i].value);
}

bool store_configure(struct store *store, struct error *err)
{
    static const struct {
        int what, value;
    } switches[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}, /* store_close does it, on purpose */
    };

    for (size_t i = 0; i < sizeof switches / sizeof switches[0]; i++) {
        int answer = -1;

        if (sqlite3_db_config(store->db, switches[i].what, switches[i].value, &answer) !=
                SQLITE_OK ||
            answer != switches[i].value)
            return error_set(err, ERROR_UNSUPPORTED,
                             _("this SQLite lacks a setting that the vault needs (%d)"),
                             switches[i].what);
    }
    limit(store->db);
    return true;
}

/*
 * EXCLUSIVE before anything reads the file, so that no shared memory is ever
 * made; EXTRA before the switch to WAL, so that the end of the old journal is
 * durable too.
 */
bool store_settings(struct store *store, struct error *err)
{
    char answer[32];

    if (!store_ask(store, "PRAGMA locking_mode=EXCLUSIVE", answer, sizeof answer, err))
        return false;
    if (!store_execute(store,
                       "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY; "
                       "PRAGMA secure_delete=ON; PRAGMA synchronous=EXTRA",
                       err) ||
        !store_ask(store, "PRAGMA journal_mode=WAL", answer, sizeof answer, err))
        return false;
    if (strcmp(answer, "wal") != 0)
        return error_set(err, ERROR_UNSUPPORTED,
                         _("this file system does not allow a write-ahead log"));
    return true;
}
