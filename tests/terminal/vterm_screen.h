/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A terminal with nobody in front of it: a program runs on a pseudo terminal, an
 * emulator reads what it writes, and a test waits until what it expects stands
 * on the screen. Nothing sleeps; each wait ends as soon as it is true, and when
 * it does not come true in time the screen is printed.
 */
#ifndef TERMINAL_VTERM_SCREEN_H
#define TERMINAL_VTERM_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct vterm_screen;

struct screen_options {
    const char *const *argv; /* ends with NULL; argv[0] is the path */
    /* "NAME=value", or "NAME" to unset; ends with NULL; may be NULL */
    const char *const *environment;
    int rows, columns;
    bool one_screen; /* a terminal without an alternate screen */
};

/* TERM=xterm-256color and LC_ALL=C.UTF-8 unless said otherwise; LINES, COLUMNS,
 * NO_COLOR and ESCDELAY are unset. Never NULL. */
struct vterm_screen *screen_start(const struct screen_options *options);
/* Kills the program if it still runs. */
void screen_finish(struct vterm_screen *screen);

pid_t screen_pid(const struct vterm_screen *screen);
/* Unplugs the terminal: the program gets its hang-up. */
void screen_unplug(struct vterm_screen *screen);

void screen_send(struct vterm_screen *screen, const char *bytes);
void screen_send_bytes(struct vterm_screen *screen, const char *bytes, size_t length);
void screen_resize(struct vterm_screen *screen, int rows, int columns);

/* Reads until it is true; false after the patience (ten seconds, or what
 * VERHAAL_TEST_PATIENCE says in seconds) is over, with the screen on stderr. */
bool screen_wait_for(struct vterm_screen *screen, const char *text);
bool screen_wait_gone(struct vterm_screen *screen, const char *text);
bool screen_wait_until(struct vterm_screen *screen,
                       bool (*is_true)(struct vterm_screen *screen, const void *self),
                       const void *self, const char *what);
/* The program has ended; *STATUS as waitpid() has it. */
bool screen_wait_end(struct vterm_screen *screen, int *status);
/* Every process that had the terminal open has let go of it. */
bool screen_wait_closed(struct vterm_screen *screen);

/* Row as UTF-8 without trailing blanks, valid until the next call. */
const char *screen_row(struct vterm_screen *screen, int row);
bool screen_shows(struct vterm_screen *screen, const char *text);
void screen_cursor(struct vterm_screen *screen, int *row, int *column, bool *visible);

struct screen_look {
    bool bold, reverse, underline, coloured;
};
struct screen_look screen_look_at(struct vterm_screen *screen, int row, int column);
/* Where TEXT stands; false: nowhere. */
bool screen_find(struct vterm_screen *screen, const char *text, int *row, int *column);

/* Whether TEXT is on the screen, on the other screen, or scrolled away. */
bool screen_holds(struct vterm_screen *screen, const char *text);

/* All bytes that were ever written by the program. */
const char *screen_output(const struct vterm_screen *screen, size_t *length);
/* Whether the line discipline is as a shell wants it (echo, whole lines, signals). */
bool screen_cooked(const struct vterm_screen *screen);

void screen_print(struct vterm_screen *screen); /* to stderr */

#endif
