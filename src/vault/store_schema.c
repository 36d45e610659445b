/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of the vault, word for word, and the checks that a file has these
 * and nothing else. A schema is code that SQLite runs: a planted trigger could
 * make the audit vanish, so nothing is accepted that was not written here.
 */
#include "config.h"

#include "vault/store_private.h"

#include "base/file.h"
#include "base/i18n.h"
#include "vault/damage.h"
#include "vault/wire.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    APPLICATION_ID = 0x56484c31, /* "VHL1" */
    FORMAT = 1,
    HEADER = 100,
};

/* In the order of their names, as they are compared. */
static const struct {
    const char *name, *sql;
} tables[] = {
    {"audit", "CREATE TABLE audit(seq INTEGER NOT NULL PRIMARY KEY, epoch INTEGER NOT NULL, "
              "sealed BLOB NOT NULL, link BLOB NOT NULL) STRICT, WITHOUT ROWID"},
    {"draft", "CREATE TABLE draft(user_id BLOB NOT NULL PRIMARY KEY, patient BLOB NOT NULL, "
              "counter INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID"},
    {"entry", "CREATE TABLE entry(patient BLOB NOT NULL, seq INTEGER NOT NULL, "
              "key_no INTEGER NOT NULL, kind INTEGER NOT NULL, version INTEGER NOT NULL, "
              "previous BLOB NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY(patient, seq)) "
              "STRICT, WITHOUT ROWID"},
    {"form", "CREATE TABLE form(form_id BLOB NOT NULL, part INTEGER NOT NULL, "
             "epoch INTEGER NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY(form_id, part)) "
             "STRICT, WITHOUT ROWID"},
    {"head", "CREATE TABLE head(patient BLOB NOT NULL PRIMARY KEY, seq INTEGER NOT NULL, "
             "hash BLOB NOT NULL) STRICT, WITHOUT ROWID"},
    {"patient_key", "CREATE TABLE patient_key(patient BLOB NOT NULL, key_no INTEGER NOT NULL, "
                    "team_id BLOB NOT NULL, epoch INTEGER NOT NULL, sealed BLOB NOT NULL, "
                    "PRIMARY KEY(patient, key_no)) STRICT, WITHOUT ROWID"},
    {"register", "CREATE TABLE register(team_id BLOB NOT NULL, page INTEGER NOT NULL, "
                 "epoch INTEGER NOT NULL, counter INTEGER NOT NULL, sealed BLOB NOT NULL, "
                 "PRIMARY KEY(team_id, page)) STRICT, WITHOUT ROWID"},
    {"roster", "CREATE TABLE roster(seq INTEGER NOT NULL PRIMARY KEY, epoch INTEGER NOT NULL, "
               "sealed BLOB NOT NULL) STRICT, WITHOUT ROWID"},
    {"seen", "CREATE TABLE seen(user_id BLOB NOT NULL PRIMARY KEY, counter INTEGER NOT NULL, "
             "sealed BLOB NOT NULL) STRICT, WITHOUT ROWID"},
    {"signed_commit", "CREATE TABLE signed_commit(seq INTEGER NOT NULL PRIMARY KEY, "
                      "epoch INTEGER NOT NULL, sealed BLOB NOT NULL, link BLOB NOT NULL) "
                      "STRICT, WITHOUT ROWID"},
    {"slot", "CREATE TABLE slot(user_id BLOB NOT NULL, slot_no INTEGER NOT NULL, "
             "kind INTEGER NOT NULL, name BLOB NOT NULL, algorithm INTEGER NOT NULL, "
             "passes INTEGER NOT NULL, memory INTEGER NOT NULL, salt BLOB NOT NULL, "
             "box_public BLOB NOT NULL, sign_public BLOB NOT NULL, commitment BLOB NOT NULL, "
             "wrapped BLOB NOT NULL, PRIMARY KEY(user_id, slot_no)) STRICT, WITHOUT ROWID"},
    {"team_grant", "CREATE TABLE team_grant(team_id BLOB NOT NULL, user_id BLOB NOT NULL, "
                   "epoch INTEGER NOT NULL, sealed BLOB NOT NULL, signer BLOB NOT NULL, "
                   "signature BLOB NOT NULL, PRIMARY KEY(team_id, user_id)) "
                   "STRICT, WITHOUT ROWID"},
    {"vault", "CREATE TABLE vault(one INTEGER NOT NULL PRIMARY KEY, vault_id BLOB NOT NULL, "
              "format INTEGER NOT NULL) STRICT, WITHOUT ROWID"},
};

enum { TABLES = sizeof tables / sizeof tables[0] };

bool store_file_check(const char *path, struct error *err)
{
    struct stat st;

    if (lstat(path, &st) != 0)
        return error_errno(err, errno, "%s", path);
    if (S_ISLNK(st.st_mode))
        return error_set(err, ERROR_INVALID,
                         _("%s is a symbolic link; give the vault's own path"), path);
    if (S_ISDIR(st.st_mode))
        return error_set(err, ERROR_INVALID, _("%s is a directory, not a vault file"), path);
    if (!S_ISREG(st.st_mode))
        return error_set(err, ERROR_INVALID, _("%s is not a regular file"), path);
    if (st.st_uid != geteuid())
        return error_set(err, ERROR_DENIED,
                         _("%s belongs to another user of this computer; open it as that user"),
                         path);
    if (!(st.st_mode & S_IWUSR))
        return error_set(err, ERROR_READ_ONLY,
                         _("%s is write-protected; allow yourself to write it (chmod u+w)"), path);
    if (file_on_network(path))
        return error_set(err, ERROR_UNSUPPORTED,
                         _("%s lies on a network or user-space file system, where locks cannot be "
                           "trusted; keep the vault on a local disk"),
                         path);
    return true;
}

static uint32_t big_endian(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* Which field of the header is not as every vault has it; NULL: none. */
static const char *header_fault(const uint8_t *header)
{
    static const struct {
        size_t at;
        uint32_t value;
        size_t size;
        const char *name;
    } fields[] = {
        {16, PAGE_SIZE, 2, "page size"},     {18, 2, 1, "write version"},
        {19, 2, 1, "read version"},          {20, PAGE_RESERVED, 1, "reserved space"},
        {21, 64, 1, "payload fraction"},     {22, 32, 1, "payload fraction"},
        {23, 32, 1, "leaf fraction"},        {44, 4, 4, "schema format"},
        {52, 0, 4, "automatic vacuum"},      {56, 1, 4, "text encoding"},
        {60, FORMAT, 4, "format"},           {64, 0, 4, "incremental vacuum"},
        {68, APPLICATION_ID, 4, "application"},
    };

    if (memcmp(header, "SQLite format 3", 16) != 0)
        return "magic";
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        uint32_t value = 0;

        for (size_t k = 0; k < fields[i].size; k++)
            value = value << 8 | header[fields[i].at + k];
        if (value != fields[i].value)
            return fields[i].name;
    }
    return NULL;
}

/* A log that was not written back yet: what the file lacks may stand there. */
static bool has_log(const struct store *store)
{
    struct buf name = BUF_INIT;
    struct stat st;
    bool has = false;

    buf_add_format(&name, "%s-wal", store->path);
    has = stat(buf_text(&name), &st) == 0 && st.st_size > 0;
    buf_finish(&name);
    return has;
}

bool store_header_check(struct store *store, struct error *err)
{
    uint8_t header[HEADER];
    sqlite3_file *file = NULL;
    sqlite3_int64 size = 0;
    const char *fault = NULL;
    bool magic = false, ours = false;

    (void)sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (!file || !file->pMethods || file->pMethods->xFileSize(file, &size) != SQLITE_OK)
        return error_set(err, ERROR_IO, _("cannot read %s"), store->path);
    if (size < HEADER)
        return error_set(err, ERROR_INVALID, _("%s is not a vault: it is too short"), store->path);
    if (file->pMethods->xRead(file, header, HEADER, 0) != SQLITE_OK)
        return error_set(err, ERROR_IO, _("cannot read %s"), store->path);
    magic = memcmp(header, "SQLite format 3", 16) == 0;
    ours = big_endian(header + 68) == APPLICATION_ID;
    if (!magic && !ours)
        return error_set(err, ERROR_INVALID, _("%s is not a vault"), store->path);
    if (magic && !ours && header[20] != PAGE_RESERVED)
        return error_set(err, ERROR_INVALID,
                         _("%s is a database of another program, not a vault"), store->path);
    if (magic && ours && big_endian(header + 60) > FORMAT && big_endian(header + 60) < 256)
        return error_set(err, ERROR_UNSUPPORTED,
                         _("%s was made by a newer version (format %u); please update"),
                         store->path, big_endian(header + 60));
    fault = header_fault(header);
    if (fault)
        return damage_set(err, DAMAGE_HEADER, "page 1", _("the field \"%s\" is wrong"), fault);
    if (size % PAGE_SIZE != 0 && !has_log(store))
        return damage_set(err, DAMAGE_FILE, "end",
                          _("the file is cut off in the middle of a page"));
    return true;
}

bool store_schema_create(struct store *store, struct error *err)
{
    int reserved = PAGE_RESERVED;
    char sql[128];
    bool ok = true;

    store->creating = true;
    (void)sqlite3_file_control(store->db, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
    (void)sqlite3_snprintf(sizeof sql, sql,
                           "PRAGMA application_id=%d; PRAGMA user_version=%d; "
                           "PRAGMA page_size=%d",
                           APPLICATION_ID, FORMAT, PAGE_SIZE);
    ok = store_execute(store, sql, err) && store_execute(store, "BEGIN IMMEDIATE", err);
    for (size_t i = 0; ok && i < TABLES; i++)
        ok = store_execute(store, tables[i].sql, err);
    ok = ok && store_execute(store, "COMMIT", err);
    store->creating = false;
    return ok;
}

static bool same_text(sqlite3_stmt *row, int column, const char *expected)
{
    size_t length = strlen(expected);

    return sqlite3_column_type(row, column) == SQLITE_TEXT &&
           (size_t)sqlite3_column_bytes(row, column) == length &&
           memcmp(sqlite3_column_text(row, column), expected, length) == 0;
}

bool store_schema_check(struct store *store, struct error *err)
{
    sqlite3_stmt *row = NULL;
    int rc = sqlite3_prepare_v2(
        store->db, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name, type", -1,
        &row, NULL);
    size_t at = 0;
    bool ok = rc == SQLITE_OK || store_failed(store, rc, err);

    while (ok && (rc = sqlite3_step(row)) == SQLITE_ROW) {
        if (at == TABLES || !same_text(row, 0, "table") || !same_text(row, 1, tables[at].name) ||
            !same_text(row, 2, tables[at].name) || !same_text(row, 3, tables[at].sql))
            ok = damage_set(err, DAMAGE_SCHEMA, at < TABLES ? tables[at].name : "end",
                            _("the tables are not those of a vault: something was added, taken "
                              "away or changed"));
        at++;
    }
    if (ok && rc != SQLITE_DONE)
        ok = store_failed(store, rc, err);
    if (ok && at != TABLES)
        ok = damage_set(err, DAMAGE_SCHEMA, tables[at].name, _("a table is missing"));
    (void)sqlite3_finalize(row);
    return ok;
}
