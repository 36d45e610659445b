/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The floor of a durable answer: one blob in one row in one transaction, in
 * plain text, with the journal settings of a vault. Prints microseconds.
 *
 *   floor_sqlite FILE BYTES COMMITS
 */
#include "config.h"

#include "samples.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static const char settings[] = "PRAGMA synchronous=EXTRA; PRAGMA locking_mode=EXCLUSIVE;"
                               "PRAGMA journal_mode=WAL; PRAGMA temp_store=MEMORY;"
                               "CREATE TABLE IF NOT EXISTS floor"
                               "(number INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;";

static bool commit(sqlite3 *db, sqlite3_stmt *insert, const void *bytes, int length)
{
    bool ok = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK &&
              sqlite3_bind_blob(insert, 1, bytes, length, SQLITE_STATIC) == SQLITE_OK &&
              sqlite3_step(insert) == SQLITE_DONE && sqlite3_reset(insert) == SQLITE_OK;

    return ok && sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
}

int main(int argc, char **argv)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *insert = NULL;
    int length = argc == 4 ? (int)strtol(argv[2], NULL, 10) : 0;
    long commits = argc == 4 ? strtol(argv[3], NULL, 10) : 0;
    void *bytes = NULL;
    bool ok = length > 0 && (bytes = malloc((size_t)length)) != NULL;

    ok = ok && sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) ==
                   SQLITE_OK;
    ok = ok && sqlite3_exec(db, settings, NULL, NULL, NULL) == SQLITE_OK;
    ok = ok && sqlite3_prepare_v2(db, "INSERT INTO floor(bytes) VALUES (?1)", -1, &insert, NULL) ==
                   SQLITE_OK;
    if (ok) {
        sqlite3_randomness(length, bytes);
    }
    for (long i = 0; ok && i < commits; i++) {
        double started = bench_now();

        ok = commit(db, insert, bytes, length);
        (void)printf("%.2f\n", (bench_now() - started) * 1000);
    }
    if (!ok) {
        (void)fprintf(stderr, "floor_sqlite: %s\n", db != NULL ? sqlite3_errmsg(db) : "usage");
    }
    (void)sqlite3_finalize(insert);
    (void)sqlite3_close(db);
    free(bytes);
    return ok ? 0 : 1;
}
