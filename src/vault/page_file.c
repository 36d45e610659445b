/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A VFS for SQLite that passes everything to another one and adds or checks the
 * checksum at the end of each page of the main file. The write-ahead log has
 * checksums of its own, so only whole pages of the database are looked at.
 */
#include "config.h"

#include "vault/page_file.h"

#include "base/alloc.h"
#include "vault/sqlite.h"

#include <endian.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* SQLite never uses the page that holds the lock bytes. */
#define LOCK_PAGE (0x40000000 / PAGE_SIZE + 1)

struct page_file {
    sqlite3_file base;
    bool main;
    struct page_marks marks;
    /* The file of the layer below follows. */
};

static sqlite3_file *below(sqlite3_file *file)
{
    return (sqlite3_file *)((struct page_file *)file + 1);
}

void page_checksum(uint8_t out[PAGE_RESERVED], const uint8_t page[PAGE_SIZE], uint32_t number)
{
    uint64_t a = 0x7665726861616c31 + number, b = 0x6b6c75697300cafe;

    /* Each step can be undone, so a change in one word never cancels out. */
    for (size_t at = 0; at < PAGE_SIZE - PAGE_RESERVED; at += 16) {
        uint64_t words[2];

        memcpy(words, page + at, sizeof words);
        a += le64toh(words[0]) + b;
        b += le64toh(words[1]) + a;
        a = a << 23 | a >> 41;
    }
    a = htole64(a);
    b = htole64(b);
    memcpy(out, &a, 8);
    memcpy(out + 8, &b, 8);
}

static bool whole_page(const struct page_file *file, int amount, sqlite3_int64 offset)
{
    return file->main && amount == PAGE_SIZE && offset % PAGE_SIZE == 0 &&
           offset / PAGE_SIZE + 1 != LOCK_PAGE;
}

static void mark(struct page_marks *marks, uint32_t number)
{
    for (uint32_t i = 0; i < marks->count && i < PAGE_MARKS; i++) {
        if (marks->pages[i] == number)
            return;
    }
    if (marks->count < PAGE_MARKS)
        marks->pages[marks->count] = number;
    marks->count++;
}

static int file_close(sqlite3_file *file)
{
    sqlite3_file *real = below(file);

    return real->pMethods ? real->pMethods->xClose(real) : SQLITE_OK;
}

static int file_read(sqlite3_file *file, void *out, int amount, sqlite3_int64 offset)
{
    struct page_file *self = (struct page_file *)file;
    sqlite3_file *real = below(file);
    int rc = real->pMethods->xRead(real, out, amount, offset);
    uint8_t sum[PAGE_RESERVED];

    if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ)
        self->marks.failed_reads++;
    if (rc == SQLITE_OK && whole_page(self, amount, offset)) {
        uint32_t number = (uint32_t)(offset / PAGE_SIZE) + 1;

        page_checksum(sum, out, number);
        if (memcmp(sum, (uint8_t *)out + PAGE_SIZE - PAGE_RESERVED, sizeof sum) != 0)
            mark(&self->marks, number);
    }
    return rc;
}

static int file_write(sqlite3_file *file, const void *bytes, int amount, sqlite3_int64 offset)
{
    sqlite3_file *real = below(file);
    uint8_t page[PAGE_SIZE];

    if (whole_page((struct page_file *)file, amount, offset)) {
        memcpy(page, bytes, PAGE_SIZE);
        page_checksum(page + PAGE_SIZE - PAGE_RESERVED, page, (uint32_t)(offset / PAGE_SIZE) + 1);
        bytes = page;
    }
    return real->pMethods->xWrite(real, bytes, amount, offset);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return below(file)->pMethods->xTruncate(below(file), size);
}

static int file_sync(sqlite3_file *file, int flags)
{
    return below(file)->pMethods->xSync(below(file), flags);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *out)
{
    return below(file)->pMethods->xFileSize(below(file), out);
}

static int file_lock(sqlite3_file *file, int level)
{
    return below(file)->pMethods->xLock(below(file), level);
}

static int file_unlock(sqlite3_file *file, int level)
{
    return below(file)->pMethods->xUnlock(below(file), level);
}

static int file_check_lock(sqlite3_file *file, int *out)
{
    return below(file)->pMethods->xCheckReservedLock(below(file), out);
}

static int file_control(sqlite3_file *file, int operation, void *argument)
{
    if (operation == PAGE_FILE_MARKS) {
        *(struct page_marks **)argument = &((struct page_file *)file)->marks;
        return SQLITE_OK;
    }
    return below(file)->pMethods->xFileControl(below(file), operation, argument);
}

static int file_sector(sqlite3_file *file)
{
    return below(file)->pMethods->xSectorSize(below(file));
}

static int file_traits(sqlite3_file *file)
{
    /* Without atomic batches the checksum sees every page. */
    return below(file)->pMethods->xDeviceCharacteristics(below(file)) & ~SQLITE_IOCAP_BATCH_ATOMIC;
}

/* Version 1: no shared memory and no mapping, which exclusive WAL does not need. */
static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
};

static sqlite3_vfs *under(sqlite3_vfs *layer)
{
    return layer->pAppData;
}

static int layer_open(sqlite3_vfs *layer, const char *name, sqlite3_file *file, int flags,
                      int *out_flags)
{
    struct page_file *self = (struct page_file *)file;
    int rc = 0;

    memset(self, 0, sizeof *self);
    self->main = (flags & SQLITE_OPEN_MAIN_DB) != 0;
    below(file)->pMethods = NULL;
    rc = under(layer)->xOpen(under(layer), name, below(file), flags, out_flags);
    if (rc == SQLITE_OK || below(file)->pMethods)
        file->pMethods = &methods;
    return rc;
}

static int layer_delete(sqlite3_vfs *layer, const char *name, int sync_directory)
{
    return under(layer)->xDelete(under(layer), name, sync_directory);
}

static int layer_access(sqlite3_vfs *layer, const char *name, int flags, int *out)
{
    return under(layer)->xAccess(under(layer), name, flags, out);
}

static int layer_full_name(sqlite3_vfs *layer, const char *name, int size, char *out)
{
    return under(layer)->xFullPathname(under(layer), name, size, out);
}

static int layer_random(sqlite3_vfs *layer, int size, char *out)
{
    return under(layer)->xRandomness(under(layer), size, out);
}

static int layer_sleep(sqlite3_vfs *layer, int microseconds)
{
    return under(layer)->xSleep(under(layer), microseconds);
}

static int layer_time(sqlite3_vfs *layer, double *out)
{
    return under(layer)->xCurrentTime(under(layer), out);
}

static int layer_error(sqlite3_vfs *layer, int size, char *out)
{
    return under(layer)->xGetLastError ? under(layer)->xGetLastError(under(layer), size, out) : 0;
}

const char *page_file_layer(const char *name)
{
    sqlite3_vfs *real = sqlite3_vfs_find(name), *layer = NULL;
    char wanted[64];

    if (!real)
        return NULL;
    (void)snprintf(wanted, sizeof wanted, "verhaal-%s", name);
    layer = sqlite3_vfs_find(wanted);
    if (layer)
        return layer->zName;
    /* SQLite keeps the registration for the life of the process. */
    layer = alloc_array(1, sizeof *layer);
    layer->iVersion = 1;
    layer->szOsFile = (int)sizeof(struct page_file) + real->szOsFile;
    layer->mxPathname = real->mxPathname;
    layer->zName = alloc_string(wanted);
    layer->pAppData = real;
    layer->xOpen = layer_open;
    layer->xDelete = layer_delete;
    layer->xAccess = layer_access;
    layer->xFullPathname = layer_full_name;
    layer->xRandomness = layer_random;
    layer->xSleep = layer_sleep;
    layer->xCurrentTime = layer_time;
    layer->xGetLastError = layer_error;
    if (sqlite3_vfs_register(layer, 0) != SQLITE_OK)
        return NULL;
    return layer->zName;
}
