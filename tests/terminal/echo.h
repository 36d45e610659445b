/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * term_echo on an emulated terminal: what the tests of keys, of showing and of
 * ends share.
 */
#ifndef TERMINAL_ECHO_H
#define TERMINAL_ECHO_H

#include "terminal/vterm_screen.h"

struct echo_setup {
    const char *arguments[4];   /* of term_echo */
    const char *environment[4]; /* as in vterm_screen.h */
    int rows, columns;          /* 0: 24 and 80 */
    bool one_screen;
};

struct vterm_screen *echo_start(struct echo_setup setup);
/* And waits until its first worker is there. */
struct vterm_screen *echo_ready(struct echo_setup setup);
/* Bytes written so far. */
size_t echo_output(const struct vterm_screen *screen);
bool echo_wrote(const struct vterm_screen *screen, const char *bytes);
/* Waits for the end and fails unless it is this exit status. */
void echo_assert_exit(struct vterm_screen *screen, int code);

#endif
