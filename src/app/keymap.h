/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From keys to commands. The names of keys in the table of commands are read
 * once; a key press then compares numbers.
 */
#ifndef APP_KEYMAP_H
#define APP_KEYMAP_H

#include "app/command.h"

struct keymap;

struct keymap *keymap_create(void);
void keymap_destroy(struct keymap *keymap); /* accepts NULL */

/* The command of KEY in the first of CONTEXTS (tried from the front, 0 ends it). */
const struct command *keymap_find(const struct keymap *keymap, const struct key *key,
                                  const unsigned *contexts);
/* Whether pressing COMMAND's own key in these contexts runs it, and no other. */
bool keymap_runs(const struct keymap *keymap, const struct command *command,
                 const unsigned *contexts);

#endif
