/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lock is the end of a process. The supervisor holds no secret and owns the
 * terminal; it forks a worker that does everything. When the worker ends, by
 * its own will, a signal or a crash, the supervisor restores the terminal and
 * wipes what is on it, then either leaves or starts a fresh worker, which asks
 * for the passphrase again.
 *
 * The supervisor also watches: hang-up, stop (locks first, then stops), a
 * suspend of the machine (the boot clock runs ahead of the monotonic one), a
 * worker that does not end when told to (killed after two seconds).
 */
#ifndef TERM_SUPERVISOR_H
#define TERM_SUPERVISOR_H

#include "base/error.h"

enum worker_end {
    WORKER_QUIT = 0,  /* the person left: the program ends */
    WORKER_LOCK = 64, /* start again at the passphrase */
    WORKER_FAILED = 65,
};

/* Why this worker was started: the unlock screen says it. */
enum worker_start { START_FRESH, START_LOCKED, START_CRASHED };

/*
 * Runs WORKER in children until one ends with WORKER_QUIT. Returns the exit
 * status of the program. A worker that crashes at once three times in a row
 * ends the program with a message. Without a terminal on standard input it is
 * an error.
 */
bool supervisor_run(int (*worker)(void *self, enum worker_start start), void *self,
                    int *exit_status, struct error *err) MUST_USE;

/* In the worker: umask, closed files, no core, not dumpable, no new privileges. */
bool process_harden(struct error *err) MUST_USE;

#endif
