/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The failing layer. One counter over all files, since a process has one vault.
 */
#include "config.h"

#include "fault_vfs.h"

#include "vault/sqlite.h"

#include <stddef.h>
#include <string.h>

static struct {
    unsigned left, operations;
    enum fault_kind kind;
    bool sticky, fired;
} fault;

static sqlite3_vfs layer;

struct fault_file {
    sqlite3_file base;
};

static sqlite3_file *below(sqlite3_file *file)
{
    return (sqlite3_file *)((struct fault_file *)file + 1);
}

static sqlite3_vfs *unix_vfs(void)
{
    return sqlite3_vfs_find("unix");
}

void fault_arm(unsigned n, unsigned operations, enum fault_kind kind, bool sticky)
{
    fault.left = n;
    fault.operations = operations;
    fault.kind = kind;
    fault.sticky = sticky;
    fault.fired = false;
}

void fault_disarm(void)
{
    fault.left = 0;
    fault.operations = 0;
    fault.sticky = false;
}

bool fault_fired(void)
{
    return fault.fired;
}

static bool strikes(enum fault_operation operation)
{
    if (!(fault.operations & operation))
        return false;
    if (fault.fired && fault.sticky)
        return true;
    if (fault.left == 0 || --fault.left > 0)
        return false;
    fault.fired = true;
    return true;
}

static int fault_close(sqlite3_file *file)
{
    return below(file)->pMethods->xClose(below(file));
}

static int fault_read(sqlite3_file *file, void *out, int amount, sqlite3_int64 offset)
{
    if (strikes(FAULT_READ)) {
        if (fault.kind == FAULT_EIO)
            return SQLITE_IOERR_READ;
        (void)below(file)->pMethods->xRead(below(file), out, amount / 2, offset);
        memset((char *)out + amount / 2, 0, (size_t)(amount - amount / 2));
        return SQLITE_IOERR_SHORT_READ;
    }
    return below(file)->pMethods->xRead(below(file), out, amount, offset);
}

static int fault_write(sqlite3_file *file, const void *bytes, int amount, sqlite3_int64 offset)
{
    if (strikes(FAULT_WRITE)) {
        if (fault.kind == FAULT_SHORT)
            (void)below(file)->pMethods->xWrite(below(file), bytes, amount / 2, offset);
        return fault.kind == FAULT_EIO ? SQLITE_IOERR_WRITE : SQLITE_FULL;
    }
    return below(file)->pMethods->xWrite(below(file), bytes, amount, offset);
}

static int fault_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    if (strikes(FAULT_TRUNCATE))
        return fault.kind == FAULT_EIO ? SQLITE_IOERR_TRUNCATE : SQLITE_FULL;
    return below(file)->pMethods->xTruncate(below(file), size);
}

/* The bytes are in the file, but the device did not confirm them. */
static int fault_sync(sqlite3_file *file, int flags)
{
    if (strikes(FAULT_SYNC))
        return SQLITE_IOERR_FSYNC;
    return below(file)->pMethods->xSync(below(file), flags);
}

static int fault_size(sqlite3_file *file, sqlite3_int64 *out)
{
    return below(file)->pMethods->xFileSize(below(file), out);
}

static int fault_lock(sqlite3_file *file, int level)
{
    return below(file)->pMethods->xLock(below(file), level);
}

static int fault_unlock(sqlite3_file *file, int level)
{
    return below(file)->pMethods->xUnlock(below(file), level);
}

static int fault_check_lock(sqlite3_file *file, int *out)
{
    return below(file)->pMethods->xCheckReservedLock(below(file), out);
}

static int fault_control(sqlite3_file *file, int operation, void *argument)
{
    return below(file)->pMethods->xFileControl(below(file), operation, argument);
}

static int fault_sector(sqlite3_file *file)
{
    return below(file)->pMethods->xSectorSize(below(file));
}

static int fault_traits(sqlite3_file *file)
{
    return below(file)->pMethods->xDeviceCharacteristics(below(file));
}

static const sqlite3_io_methods methods = {
    1,
    fault_close,
    fault_read,
    fault_write,
    fault_truncate,
    fault_sync,
    fault_size,
    fault_lock,
    fault_unlock,
    fault_check_lock,
    fault_control,
    fault_sector,
    fault_traits,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
};

static int layer_open(sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags,
                      int *out_flags)
{
    int rc = SQLITE_OK;

    (void)self;
    file->pMethods = NULL;
    if (strikes(FAULT_OPEN))
        return SQLITE_CANTOPEN;
    rc = unix_vfs()->xOpen(unix_vfs(), name, below(file), flags, out_flags);
    if (rc == SQLITE_OK)
        file->pMethods = &methods;
    return rc;
}

static int layer_delete(sqlite3_vfs *self, const char *name, int sync_directory)
{
    (void)self;
    if (strikes(FAULT_DELETE))
        return SQLITE_IOERR_DELETE;
    return unix_vfs()->xDelete(unix_vfs(), name, sync_directory);
}

static int layer_access(sqlite3_vfs *self, const char *name, int flags, int *out)
{
    (void)self;
    return unix_vfs()->xAccess(unix_vfs(), name, flags, out);
}

static int layer_full_name(sqlite3_vfs *self, const char *name, int size, char *out)
{
    (void)self;
    return unix_vfs()->xFullPathname(unix_vfs(), name, size, out);
}

static int layer_random(sqlite3_vfs *self, int size, char *out)
{
    (void)self;
    return unix_vfs()->xRandomness(unix_vfs(), size, out);
}

static int layer_sleep(sqlite3_vfs *self, int microseconds)
{
    (void)self;
    return unix_vfs()->xSleep(unix_vfs(), microseconds);
}

static int layer_time(sqlite3_vfs *self, double *out)
{
    (void)self;
    return unix_vfs()->xCurrentTime(unix_vfs(), out);
}

const char *fault_layer(void)
{
    if (layer.zName)
        return layer.zName;
    layer.iVersion = 1;
    layer.szOsFile = (int)sizeof(struct fault_file) + unix_vfs()->szOsFile;
    layer.mxPathname = unix_vfs()->mxPathname;
    layer.zName = "fault";
    layer.xOpen = layer_open;
    layer.xDelete = layer_delete;
    layer.xAccess = layer_access;
    layer.xFullPathname = layer_full_name;
    layer.xRandomness = layer_random;
    layer.xSleep = layer_sleep;
    layer.xCurrentTime = layer_time;
    (void)sqlite3_vfs_register(&layer, 0);
    return layer.zName;
}
