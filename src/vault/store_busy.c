/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds the holder of the lock in /proc/locks. The file itself is not opened
 * for this: closing it would drop the locks of this very process.
 */
#include "config.h"

#include "vault/store_busy.h"

#include "base/i18n.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static long holder_of(const char *path)
{
    struct stat st;
    FILE *file = NULL;
    char line[256];
    long holder = 0;

    if (stat(path, &st) != 0)
        return 0;
    file = fopen("/proc/locks", "re");
    while (file && !holder && fgets(line, sizeof line, file)) {
        unsigned major_number = 0, minor_number = 0;
        unsigned long inode = 0;
        long process = 0;

        if (sscanf(line, "%*[^:]: POSIX %*s WRITE %ld %x:%x:%lu", &process, &major_number,
                   &minor_number, &inode) != 4)
            continue;
        if (inode == st.st_ino && major_number == major(st.st_dev) &&
            minor_number == minor(st.st_dev) && process > 0)
            holder = process;
    }
    if (file)
        (void)fclose(file);
    return holder;
}

bool store_busy(const char *path, struct error *err)
{
    long holder = holder_of(path);

    if (holder > 0 && holder != (long)getpid())
        return error_set(err, ERROR_BUSY,
                         _("the vault is in use on this computer by process %ld; close it there "
                           "first"),
                         holder);
    return error_set(err, ERROR_BUSY,
                     _("the vault is in use on this computer; close it there first"));
}
