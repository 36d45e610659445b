/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The only statements that ever run against a vault, in one table, with the
 * type of each column they yield. Values are bound, never pasted into text.
 */
#include "config.h"

#include "vault/store_private.h"

#include "base/i18n.h"
#include "vault/damage.h"

#include <assert.h>
#include <string.h>

/* COLUMNS: i integer, b bytes. */
static const struct {
    const char *text, *columns;
} statements[SQL_COUNT] = {
    [SQL_VAULT_PUT] = {"INSERT INTO vault VALUES(1, ?1, ?2)", ""},
    [SQL_VAULT_GET] = {"SELECT one, vault_id, format FROM vault ORDER BY one", "ibi"},
    [SQL_SLOT_PUT] = {"INSERT OR REPLACE INTO slot VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                      "?11, ?12)", ""},
    [SQL_SLOT_DELETE] = {"DELETE FROM slot WHERE user_id = ?1 AND slot_no = ?2", ""},
    [SQL_SLOT_LIST] = {"SELECT user_id, slot_no, kind, name, algorithm, passes, memory, salt, "
                       "box_public, sign_public, commitment, wrapped FROM slot "
                       "ORDER BY user_id, slot_no", "biibiiibbbbb"},
    [SQL_SEEN_PUT] = {"INSERT OR REPLACE INTO seen VALUES(?1, ?2, ?3)", ""},
    [SQL_SEEN_GET] = {"SELECT counter, sealed FROM seen WHERE user_id = ?1", "ib"},
    [SQL_SEEN_DELETE] = {"DELETE FROM seen WHERE user_id = ?1", ""},
    [SQL_ROSTER_PUT] = {"INSERT INTO roster VALUES(?1, ?2, ?3)", ""},
    [SQL_ROSTER_LIST] = {"SELECT seq, epoch, sealed FROM roster ORDER BY seq", "iib"},
    [SQL_GRANT_PUT] = {"INSERT OR REPLACE INTO team_grant VALUES(?1, ?2, ?3, ?4, ?5, ?6)", ""},
    [SQL_GRANT_DELETE] = {"DELETE FROM team_grant WHERE team_id = ?1 AND user_id = ?2", ""},
    [SQL_GRANT_LIST] = {"SELECT team_id, user_id, epoch, sealed, signer, signature FROM team_grant "
                        "ORDER BY team_id, user_id", "bbibbb"},
    [SQL_HEAD_PUT] = {"INSERT OR REPLACE INTO head VALUES(?1, ?2, ?3)", ""},
    [SQL_HEAD_GET] = {"SELECT seq, hash FROM head WHERE patient = ?1", "ib"},
    [SQL_HEAD_LIST] = {"SELECT patient, seq, hash FROM head ORDER BY patient", "bib"},
    [SQL_HEAD_RANGE] = {"SELECT patient, seq, hash FROM head WHERE patient >= ?1 AND patient <= ?2 "
                        "ORDER BY patient", "bib"},
    [SQL_KEY_PUT] = {"INSERT OR REPLACE INTO patient_key VALUES(?1, ?2, ?3, ?4, ?5)", ""},
    [SQL_KEY_GET] = {"SELECT team_id, epoch, sealed FROM patient_key WHERE patient = ?1 AND "
                     "key_no = ?2", "bib"},
    [SQL_KEY_LAST] = {"SELECT key_no FROM patient_key WHERE patient = ?1 ORDER BY key_no DESC "
                      "LIMIT 1", "i"},
    [SQL_KEY_LIST] = {"SELECT patient, key_no, team_id, epoch, sealed FROM patient_key "
                      "ORDER BY patient, key_no", "bibib"},
    [SQL_ENTRY_PUT] = {"INSERT INTO entry VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)", ""},
    [SQL_ENTRY_LIST] = {"SELECT seq, key_no, kind, version, previous, sealed FROM entry "
                        "WHERE patient = ?1 ORDER BY seq", "iiiibb"},
    [SQL_ENTRY_ORPHANS] = {"SELECT DISTINCT patient FROM entry WHERE patient NOT IN "
                           "(SELECT patient FROM head)", "b"},
    [SQL_ENTRY_COUNT] = {"SELECT count(*) FROM entry", "i"},
    [SQL_ENTRY_LAST_KEY] = {"SELECT key_no FROM entry WHERE patient = ?1 ORDER BY seq DESC LIMIT 1",
                            "i"},
    [SQL_REGISTER_PUT] = {"INSERT OR REPLACE INTO register VALUES(?1, ?2, ?3, ?4, ?5)", ""},
    [SQL_REGISTER_GET] = {"SELECT epoch, counter, sealed FROM register WHERE team_id = ?1 AND "
                          "page = ?2", "iib"},
    [SQL_REGISTER_LIST] = {"SELECT team_id, page, epoch, counter, sealed FROM register "
                           "ORDER BY team_id, page", "biiib"},
    [SQL_DRAFT_PUT] = {"INSERT OR REPLACE INTO draft VALUES(?1, ?2, ?3, ?4)", ""},
    [SQL_DRAFT_GET] = {"SELECT patient, counter, sealed FROM draft WHERE user_id = ?1", "bib"},
    [SQL_DRAFT_LIST] = {"SELECT user_id FROM draft", "b"},
    [SQL_DRAFT_DELETE] = {"DELETE FROM draft WHERE user_id = ?1", ""},
    [SQL_FORM_PUT] = {"INSERT INTO form VALUES(?1, ?2, ?3, ?4)", ""},
    [SQL_FORM_GET] = {"SELECT part, epoch, sealed FROM form WHERE form_id = ?1 ORDER BY part",
                      "iib"},
    [SQL_FORM_LIST] = {"SELECT form_id, part, epoch, sealed FROM form ORDER BY form_id, part",
                       "biib"},
    [SQL_AUDIT_PUT] = {"INSERT INTO audit VALUES(?1, ?2, ?3, ?4)", ""},
    [SQL_AUDIT_LIST] = {"SELECT seq, epoch, sealed, link FROM audit ORDER BY seq", "iibb"},
    [SQL_AUDIT_LAST] = {"SELECT seq, epoch, sealed, link FROM audit ORDER BY seq DESC LIMIT 2",
                        "iibb"},
    [SQL_COMMIT_PUT] = {"INSERT INTO signed_commit VALUES(?1, ?2, ?3, ?4)", ""},
    [SQL_COMMIT_LIST] = {"SELECT seq, epoch, sealed, link FROM signed_commit ORDER BY seq", "iibb"},
    [SQL_COMMIT_LAST] = {"SELECT seq, epoch, sealed, link FROM signed_commit ORDER BY seq DESC "
                         "LIMIT 2", "iibb"},
    [SQL_COMMIT_AT] = {"SELECT seq, epoch, sealed, link FROM signed_commit WHERE seq = ?1",
                       "iibb"},
};

static bool prepare(struct store *store, enum store_sql sql, const struct store_value *values,
                    size_t count, struct error *err)
{
    sqlite3_stmt **statement = &store->statements[sql];
    int rc = SQLITE_OK;

    if (store->dead)
        return error_set(err, ERROR_IO, _("the vault file has to be opened again after an error"));
    if (!*statement)
        rc = sqlite3_prepare_v3(store->db, statements[sql].text, -1, SQLITE_PREPARE_PERSISTENT,
                                statement, NULL);
    for (size_t i = 0; rc == SQLITE_OK && i < count; i++) {
        int at = (int)i + 1;

        if (!values[i].is_bytes)
            rc = sqlite3_bind_int64(*statement, at, values[i].number);
        else if (values[i].length == 0)
            rc = sqlite3_bind_zeroblob(*statement, at, 0);
        else
            rc = sqlite3_bind_blob64(*statement, at, values[i].bytes, values[i].length,
                                     SQLITE_STATIC);
    }
    return rc == SQLITE_OK || store_failed(store, rc, err);
}

bool store_write(struct store *store, enum store_sql sql, const struct store_value *values,
                 size_t count, struct error *err)
{
    int rc = 0;

    if (!prepare(store, sql, values, count, err))
        return false;
    rc = sqlite3_step(store->statements[sql]);
    (void)sqlite3_reset(store->statements[sql]);
    (void)sqlite3_clear_bindings(store->statements[sql]);
    if (rc != SQLITE_DONE)
        return store_failed(store, rc, err);
    if (sqlite3_changes(store->db) != 1)
        return damage_set(err, DAMAGE_SCHEMA, "write", _("the database did not take a row"));
    return true;
}

bool store_start(struct store *store, enum store_sql sql, const struct store_value *values,
                 size_t count, struct error *err)
{
    return prepare(store, sql, values, count, err);
}

bool store_next(struct store *store, enum store_sql sql, struct store_value row[STORE_COLUMNS],
                bool *more, struct error *err)
{
    sqlite3_stmt *statement = store->statements[sql];
    const char *types = statements[sql].columns;
    int rc = sqlite3_step(statement);

    *more = rc == SQLITE_ROW;
    if (rc == SQLITE_DONE)
        return true;
    if (rc != SQLITE_ROW)
        return store_failed(store, rc, err);
    assert(strlen(types) <= STORE_COLUMNS);
    for (int i = 0; types[i]; i++) {
        int expected = types[i] == 'i' ? SQLITE_INTEGER : SQLITE_BLOB;

        if (sqlite3_column_type(statement, i) != expected)
            return damage_set(err, DAMAGE_FILE, sqlite3_column_name(statement, i),
                              _("a value has the wrong type"));
        if (types[i] == 'i')
            row[i] = store_number(sqlite3_column_int64(statement, i));
        else
            row[i] = store_bytes(sqlite3_column_blob(statement, i),
                                 (size_t)sqlite3_column_bytes(statement, i));
    }
    return true;
}

void store_end(struct store *store, enum store_sql sql)
{
    if (store->statements[sql]) {
        (void)sqlite3_reset(store->statements[sql]);
        (void)sqlite3_clear_bindings(store->statements[sql]);
    }
}

void store_finish_statements(struct store *store)
{
    for (size_t i = 0; i < SQL_COUNT; i++) {
        (void)sqlite3_finalize(store->statements[i]);
        store->statements[i] = NULL;
    }
}
