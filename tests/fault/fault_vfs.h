/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file layer that fails on purpose: the n-th operation of the chosen kinds
 * returns an error, once or from then on.
 */
#ifndef TESTS_FAULT_VFS_H
#define TESTS_FAULT_VFS_H

#include <stdbool.h>

enum fault_operation {
    FAULT_OPEN = 1, FAULT_READ = 2, FAULT_WRITE = 4, FAULT_SYNC = 8, FAULT_TRUNCATE = 16,
    FAULT_DELETE = 32, FAULT_ANY = 63,
};

enum fault_kind {
    FAULT_EIO,   /* an error of the device */
    FAULT_FULL,  /* no space: only writing and truncating can meet it */
    FAULT_SHORT, /* half is written and then there is no space; half is read */
};

/* Registers the layer "fault" over "unix". */
const char *fault_layer(void);
/* The N-th (from 1) of OPERATIONS fails; 0: none. */
void fault_arm(unsigned n, unsigned operations, enum fault_kind kind, bool sticky);
void fault_disarm(void);
/* Whether it has happened. */
bool fault_fired(void);

#endif
