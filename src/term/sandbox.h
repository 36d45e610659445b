/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a process that holds keys may still do: read and write in the vault's
 * directories, read forms and catalogues, talk to its terminal. No network, no
 * other program, no other process. Best effort, and it says what it got.
 */
#ifndef TERM_SANDBOX_H
#define TERM_SANDBOX_H

#include "base/error.h"

#include <stddef.h>

enum sandbox_level { SANDBOX_NONE = 0, SANDBOX_LANDLOCK = 1, SANDBOX_SECCOMP = 2 };

struct sandbox_paths {
    const char *const *writable; /* directories, with all below */
    size_t writable_count;
    const char *const *readable;
    size_t readable_count;
};

/* Cannot be undone. Returns a set of enum sandbox_level. */
unsigned sandbox_enter(const struct sandbox_paths *paths);
/* "landlock+seccomp", "seccomp", "none": for the status line. */
const char *sandbox_name(unsigned level);

#endif
