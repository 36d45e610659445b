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
 * worker that does not end when told to (killed after two seconds). A worker
 * whose supervisor is gone is told to lock as well; it must then end.
 *
 * Signals reach the worker held back (see term_curses): it hears them as
 * EVENT_LOCK.
 */
#ifndef TERM_SUPERVISOR_H
#define TERM_SUPERVISOR_H

#include "base/error.h"

#include <stdint.h>

enum worker_end {
    WORKER_QUIT = 0,    /* the person left: the program ends */
    WORKER_LOCK = 64,   /* start again at the passphrase */
    WORKER_FAILED = 65, /* it has closed the terminal and said why: the program ends with 1 */
};

/* Why this worker was started: the unlock screen says it. */
enum worker_start { START_FRESH, START_LOCKED, START_CRASHED };

/*
 * Runs WORKER in children until one ends with WORKER_QUIT or WORKER_FAILED, or
 * the program is told to end (128 + the signal, as shells have it). A worker
 * that crashes at once three times in a row is an error. Without a terminal on
 * standard input and output it is an error.
 */
bool supervisor_run(int (*worker)(void *self, enum worker_start start), void *self,
                    int *exit_status, struct error *err) MUST_USE;

/* Whether the machine slept between two looks at how far (in milliseconds) the
 * boot clock is ahead of the monotonic one. */
bool supervisor_slept(int64_t ahead_before, int64_t ahead_now);

/* In the worker: umask, closed files, no core, not dumpable, no new privileges. */
bool process_harden(struct error *err) MUST_USE;

#endif
