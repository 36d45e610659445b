/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program on a real terminal: a supervisor without secrets, and workers
 * that hold them until the next lock.
 */
#ifndef FULL_SCREEN_H
#define FULL_SCREEN_H

#include "cli/cli.h"

/* Returns the exit status of the program. */
int full_screen(const struct cli_screen *screen);

#endif
