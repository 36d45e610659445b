/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A person at a terminal: a home of her own that goes away again, the installed
 * program in a window, keys by name and eyes. A script types what stands there,
 * "<F4>" is that key, "<lt>" is '<', "<sees TEXT>" and "<lacks TEXT>" wait until
 * it is so and fail the test if it never is. Behind "<Esc>" there must be such a
 * look, since an Esc and the key after it would be one key.
 */
#ifndef TERMINAL_PLAYER_H
#define TERMINAL_PLAYER_H

#include "base/buf.h"
#include "terminal/vterm_screen.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define PLAYER_PASSPHRASE "zeven paarse olifanten"
#define PLAYER_UNLOCK     "<sees Passphrase>" PLAYER_PASSPHRASE "<Enter>"

struct player {
    char *home;
    char program[4096];
    char passphrase[4096]; /* the file with it */
    struct vterm_screen *screen;
};

struct player_window {
    int rows, columns; /* 0: 24 by 80 */
    bool one_screen;
    const char *setting;      /* "NAME=value" of the environment, or NULL */
    const char *argument;     /* of the program, or NULL */
    const char *second;       /* behind it, or NULL */
    const char *const *below; /* a program that runs it: ends with NULL; or NULL */
};

struct player *player_create(void);
void player_destroy(struct player *player);

/* Starts the program full screen; player_close() ends it, however it is. */
void player_open(struct player *player, const struct player_window *window);
void player_close(struct player *player);
void player_play(struct player *player, const char *script);
/* Types text as it is, line ends as Enter. Waits now and then for the program. */
void player_type(struct player *player, const char *text, size_t length);

/* Runs a subcommand with the passphrase; its exit status, both outputs in OUT
 * (may be NULL). ARGUMENTS end with NULL. */
int player_command(const struct player *player, const char *const *arguments, struct buf *out);
/* A vault whose key costs little, with one patient, whose name is returned to be
 * looked for. */
void player_make_vault(struct player *player, const char *patient);

/* The process that holds the secrets: the youngest below the one on the screen. */
pid_t player_worker(const struct player *player);

/* Every regular file below the home: EACH is called with its path and content. */
void player_files(const struct player *player,
                  void (*each)(void *self, const char *path, const struct buf *content),
                  void *self);

long player_now(void); /* milliseconds */

#endif
