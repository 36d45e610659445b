/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One connection to one vault file: opened with the exact settings, exclusive,
 * durable, and given up after the first failed write, since after that neither
 * the cache nor the end of the log can be trusted.
 */
#include "config.h"

#include "vault/store_private.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/i18n.h"
#include "vault/damage.h"
#include "vault/store_busy.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    LOG_HEADER = 32,
    LOG_FRAME = 24 + PAGE_SIZE,
    LOG_FRAMES_MOST = 1000, /* then the log is written back: about 4 MB */
};

static struct page_marks *marks_of(const struct store *store)
{
    struct page_marks *marks = NULL;

    (void)sqlite3_file_control(store->db, "main", PAGE_FILE_MARKS, (void *)&marks);
    return marks;
}

uint32_t store_marked_page(const struct store *store)
{
    const struct page_marks *marks = store->db ? marks_of(store) : NULL;

    if (store->marked_page)
        return store->marked_page;
    return marks && marks->count ? marks->pages[0] : 0;
}

static bool failed_as_damage(struct store *store, int rc, struct error *err)
{
    uint32_t page = store_marked_page(store);
    char place[32] = "structure";

    if (page)
        (void)snprintf(place, sizeof place, "page %u", page);
    return damage_set(err, DAMAGE_FILE, place, _("the structure of the file is broken (%s)"),
                      sqlite3_errstr(rc));
}

bool store_failed(struct store *store, int rc, struct error *err)
{
    switch (rc & 0xff) {
    case SQLITE_FULL:
        return error_set(err, ERROR_FULL, _("the disk is full; this is not stored yet"));
    case SQLITE_READONLY:
        return error_set(err, ERROR_READ_ONLY,
                         _("the vault file cannot be written; this is not stored yet"));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return store_busy(store->path, err);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
        return failed_as_damage(store, rc, err);
    case SQLITE_CANTOPEN:
        return error_set(err, ERROR_IO, _("cannot open %s or the files beside it"), store->path);
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
        return error_set(err, ERROR_LIMIT, _("the vault file needs more than is allowed (%s)"),
                         sqlite3_errstr(rc));
    case SQLITE_IOERR:
        return error_set(err, ERROR_IO, _("the disk reports an error (%s); this is not stored yet"),
                         sqlite3_errstr(rc));
    default:
        return failed_as_damage(store, rc, err);
    }
}

bool store_execute(struct store *store, const char *sql, struct error *err)
{
    int rc = sqlite3_exec(store->db, sql, NULL, NULL, NULL);

    return rc == SQLITE_OK || store_failed(store, rc, err);
}

bool store_ask(struct store *store, const char *sql, char *out, size_t size, struct error *err)
{
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);

    out[0] = '\0';
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(statement);
        if (rc == SQLITE_ROW) {
            const char *text = (const char *)sqlite3_column_text(statement, 0);

            (void)snprintf(out, size, "%s", text ? text : "");
            rc = SQLITE_DONE;
        }
    }
    (void)sqlite3_finalize(statement);
    return rc == SQLITE_DONE || store_failed(store, rc, err);
}

/* Replaces SQLite's automatic write-back: ours comes after the acknowledgement. */
static int count_frames(void *self, sqlite3 *db, const char *name, int frames)
{
    struct store *store = self;

    (void)db;
    (void)name;
    store->log_frames = frames;
    return SQLITE_OK;
}

static void ignore_log(void *self, int code, const char *message)
{
    (void)self;
    (void)code;
    (void)message;
}

/* Before anything else; later calls are refused by SQLite, and that is fine. */
static void start_sqlite(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_LOG, ignore_log, NULL);
    (void)sqlite3_config(SQLITE_CONFIG_URI, 0);
    (void)sqlite3_initialize();
    (void)sqlite3_hard_heap_limit64((sqlite3_int64)512 << 20);
}

static bool connect(struct store *store, struct error *err)
{
    const char *layer = NULL;
    int rc = 0;

    start_sqlite();
    layer = page_file_layer(store->layer);
    if (!layer)
        return error_set(err, ERROR_UNSUPPORTED, _("SQLite does not know the file layer \"%s\""),
                         store->layer);
    rc = sqlite3_open_v2(store->path, &store->db,
                         SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE,
                         layer);
    if (rc != SQLITE_OK)
        return store_failed(store, rc, err);
    return store_configure(store, err);
}

static void disconnect(struct store *store)
{
    uint32_t page = store_marked_page(store);

    store_finish_statements(store);
    (void)sqlite3_close(store->db);
    store->db = NULL;
    store->marked_page = page;
}

/* Whatever a crash left in the log goes into the file, so that frames count from 0. */
static bool write_back(struct store *store, struct error *err)
{
    int rc = sqlite3_wal_checkpoint_v2(store->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

    if (rc != SQLITE_OK)
        return store_failed(store, rc, err);
    store->log_frames = 0;
    return true;
}

static bool open_connection(struct store *store, struct error *err)
{
    store->checked = false;
    if (!store_file_check(store->path, err) || !connect(store, err) ||
        !store_header_check(store, err) || !store_settings(store, err))
        return false;
    if (sqlite3_db_readonly(store->db, "main") == 1)
        return error_set(err, ERROR_READ_ONLY, _("%s cannot be written"), store->path);
    if (!store_schema_check(store, err))
        return false;
    (void)sqlite3_set_authorizer(store->db, store_authorize, store);
    return true;
}

bool store_check(struct store *store, struct error *err)
{
    char finding[128];

    if (store->mode != STORE_WRITE)
        return true;
    if (!store_quick_check(store, finding, err))
        return false;
    if (finding[0])
        return damage_set(err, DAMAGE_FILE, "structure", "%s", finding);
    if (!write_back(store, err))
        return false;
    (void)sqlite3_wal_hook(store->db, count_frames, store);
    store->checked = true;
    return true;
}

static bool store_make(struct store **out, const char *path, const char *layer, struct error *err)
{
    struct buf absolute = BUF_INIT;

    *out = NULL;
    if (!file_absolute(&absolute, path, err)) {
        buf_finish(&absolute);
        return false;
    }
    *out = alloc_array(1, sizeof **out);
    (*out)->path = buf_take(&absolute);
    (*out)->layer = alloc_string(layer ? layer : "unix");
    return true;
}

bool store_open_unchecked(struct store **out, const char *path, const char *layer,
                          enum store_mode mode, struct error *err)
{
    struct store *store = NULL;

    *out = NULL;
    if (!store_make(&store, path, layer, err))
        return false;
    store->mode = mode;
    if (!open_connection(store, err)) {
        store->mode = STORE_INSPECT; /* leave everything as it was found */
        store_close(store);
        return false;
    }
    *out = store;
    return true;
}

bool store_open(struct store **out, const char *path, const char *layer, enum store_mode mode,
                struct error *err)
{
    if (!store_open_unchecked(out, path, layer, mode, err))
        return false;
    if (store_check(*out, err))
        return true;
    store_close(*out);
    *out = NULL;
    return false;
}

bool store_create(struct store **out, const char *path, const char *layer, struct error *err)
{
    struct store *store = NULL;
    int reserved = PAGE_RESERVED, fd = -1;
    bool ok = false;

    *out = NULL;
    if (!store_make(&store, path, layer, err))
        return false;
    fd = open(store->path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        (void)error_errno(err, errno, "%s", store->path);
        store_close(store);
        return false;
    }
    (void)close(fd);
    ok = store_file_check(store->path, err) && connect(store, err) &&
         sqlite3_file_control(store->db, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved) ==
             SQLITE_OK &&
         store_settings(store, err) && store_schema_create(store, err) && write_back(store, err);
    if (!ok) {
        store->mode = STORE_INSPECT;
        store_close(store);
        (void)unlink(path);
        return false;
    }
    (void)sqlite3_set_authorizer(store->db, store_authorize, store);
    (void)sqlite3_wal_hook(store->db, count_frames, store);
    store->checked = true;
    *out = store;
    return true;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    if (store->db && store->mode == STORE_WRITE && store->checked && !store->dead) {
        store_rollback(store);
        store_finish_statements(store);
        if (write_back(store, NULL)) /* an empty log may go; a full one is kept */
            (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    }
    disconnect(store);
    free(store->path);
    free(store->layer);
    free(store);
}

bool store_dead(const struct store *store)
{
    return store->dead;
}

/*
 * A commit whose sync failed may stand in the log all the same and would come
 * back when the log is read anew. Nobody was told that it is stored, so it is
 * cut off behind the last acknowledged frame.
 */
static bool cut_log(const struct store *store, struct error *err)
{
    struct buf name = BUF_INIT;
    off_t keep = store->log_frames ? LOG_HEADER + (off_t)store->log_frames * LOG_FRAME : 0;
    int fd = -1;
    bool ok = true;

    buf_add_format(&name, "%s-wal", store->path);
    fd = open(buf_text(&name), O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0) {
        off_t size = lseek(fd, 0, SEEK_END);

        if (size > keep && (ftruncate(fd, keep) != 0 || fsync(fd) != 0))
            ok = error_errno(err, errno, _("the vault's log cannot be written"));
        (void)close(fd);
    } else if (errno != ENOENT) {
        ok = error_errno(err, errno, _("the vault's log cannot be opened"));
    }
    buf_finish(&name);
    return ok;
}

bool store_reopen(struct store *store, struct error *err)
{
    assert(store->mode == STORE_WRITE);
    store->dead = true;
    if (!cut_log(store, err))
        return false;
    if (store->db)
        disconnect(store);
    /* The frames stay counted until they are written back: this may fail again. */
    if (!open_connection(store, err) || !store_check(store, err)) {
        disconnect(store);
        return false;
    }
    store->dead = false;
    return true;
}

void store_give_up(struct store *store)
{
    store_rollback(store);
    store->dead = true;
}

/* Writes to a file that was deleted or moved would go nowhere. */
static bool still_there(struct store *store, struct error *err)
{
    struct buf log = BUF_INIT;
    int moved = 0;
    bool there = true;

    (void)sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    if (store->log_frames > 0) {
        buf_add_format(&log, "%s-wal", store->path);
        there = file_exists(buf_text(&log));
        buf_finish(&log);
    }
    if (moved || !there)
        return error_set(err, ERROR_IO,
                         _("the vault file %s was moved or deleted while it was open; put it "
                           "back; this is not stored yet"),
                         store->path);
    return true;
}

bool store_begin(struct store *store, struct error *err)
{
    assert(!store->dead && store->checked);
    if (!still_there(store, err) || !store_execute(store, "BEGIN IMMEDIATE", err)) {
        store_give_up(store);
        return false;
    }
    return true;
}

/* Somebody is in the middle of reading: the log is written back another time. */
static bool has_reader(const struct store *store)
{
    for (size_t i = 0; i < SQL_COUNT; i++) {
        if (store->statements[i] && sqlite3_stmt_busy(store->statements[i]))
            return true;
    }
    return false;
}

bool store_commit(struct store *store, struct error *err)
{
    if (!store_execute(store, "COMMIT", err)) {
        store_give_up(store);
        return false;
    }
    if (store->log_frames > LOG_FRAMES_MOST && !has_reader(store) && !write_back(store, NULL))
        store->dead = true; /* the commit is safe in the log; the next write starts anew */
    return true;
}

void store_rollback(struct store *store)
{
    for (size_t i = 0; i < SQL_COUNT; i++) {
        if (store->statements[i])
            (void)sqlite3_reset(store->statements[i]);
    }
    if (store->db && !sqlite3_get_autocommit(store->db))
        (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

bool store_clear_register(struct store *store, struct error *err)
{
    return store_execute(store, "DELETE FROM register", err);
}

bool store_quick_check(struct store *store, char out[128], struct error *err)
{
    static const char heading[] = "*** in database main ***\n";
    uint32_t failed_reads = marks_of(store)->failed_reads;
    char text[256];

    out[0] = '\0';
    if (!store_ask(store, "PRAGMA quick_check(1)", text, sizeof text, err))
        return false;
    if (strcmp(text, "ok") == 0)
        return true;
    if (marks_of(store)->failed_reads > failed_reads) /* the disk's fault, not the vault's */
        return store_failed(store, SQLITE_IOERR_READ, err);
    (void)snprintf(out, 128, "%.127s",
                   strncmp(text, heading, strlen(heading)) == 0 ? text + strlen(heading) : text);
    for (char *at = out; *at; at++) {
        if (*at == '\n')
            *at = ' ';
    }
    return true;
}
