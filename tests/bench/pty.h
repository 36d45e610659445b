/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A program on a pseudo-terminal, watched from outside: when bytes
 * came, how many, and how much memory is held. Nothing is interpreted.
 */
#ifndef BENCH_PTY_H
#define BENCH_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct pty {
    int master;
    pid_t child;
    double started;   /* bench_now() just before the fork */
    char seen[65536]; /* the last bytes that came, for pty_wait_for() */
    size_t seen_length;
};

bool pty_start(struct pty *out, const char *const *arguments, int rows, int columns);
/* Ends the program: hang-up first, as when a window is closed. */
void pty_stop(struct pty *pty);

bool pty_type(struct pty *pty, const char *bytes, size_t length);

/*
 * Reads until nothing has come for QUIET_MS, or FIRST_MS passed without a byte.
 * LAST is the time of the last byte. False if nothing came, or the end.
 */
bool pty_read_burst(struct pty *pty, double first_ms, double quiet_ms, double *last, size_t *bytes);
/* Reads until TEXT was among the bytes since the last call to pty_forget(). */
bool pty_wait_for(struct pty *pty, const char *text, double timeout_ms);
void pty_forget(struct pty *pty);

/*
 * Resident memory of the program and the processes below it, in KiB. They are
 * forks of one program: what they map from files is counted once, for the one
 * that has most of it; what is their own is added up.
 */
long pty_resident(const struct pty *pty);

#endif
