/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a process does about itself before it may hold secrets: nothing of it is
 * left in a core file, other processes of the same user cannot look into it,
 * and no file of its parent stays open.
 */
#include "config.h"

#include "term/supervisor.h"

#include "base/i18n.h"

#include <errno.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

bool process_harden(struct error *err)
{
    static const struct rlimit NO_CORE = {0, 0};

    umask(077);
    if (close_range(STDERR_FILENO + 1, ~0U, 0) != 0) {
        for (int fd = STDERR_FILENO + 1; fd < 1024; fd++) /* kernels before 5.9 */
            close(fd);
    }
    if (setrlimit(RLIMIT_CORE, &NO_CORE) != 0)
        return error_errno(err, errno, _("core files cannot be turned off"));
#ifndef BUILT_WITH_ASAN /* its leak check has to look into the process */
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return error_errno(err, errno, _("the process cannot be closed to others"));
#endif
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return error_errno(err, errno, _("privileges cannot be given up"));
    return true;
}
