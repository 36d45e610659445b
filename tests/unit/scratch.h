/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What several unit tests need: a directory that goes away again, and numbers
 * that are arbitrary but the same in every run.
 */
#ifndef TESTS_UNIT_SCRATCH_H
#define TESTS_UNIT_SCRATCH_H

#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* A new directory below TMPDIR or /tmp; scratch_remove() frees the name as well. */
static inline char *scratch_create(void)
{
    const char *place = getenv("TMPDIR");
    char *name = NULL;

    if (asprintf(&name, "%s/verhaal-test-XXXXXX", place != NULL ? place : "/tmp") < 0 ||
        mkdtemp(name) == NULL) {
        perror("scratch directory");
        abort();
    }
    return name;
}

static inline int scratch_remove_one(const char *path, const struct stat *status, int kind,
                                     struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

static inline void scratch_remove(char *directory)
{
    (void)nftw(directory, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(directory);
}

/* The next of a row of numbers below LIMIT; the row is given by the first *STATE. */
static inline uint32_t scratch_random(uint32_t *state, uint32_t limit)
{
    *state = *state * UINT32_C(1664525) + UINT32_C(1013904223);
    return (uint32_t)(((uint64_t)*state * limit) >> 32);
}

#endif
