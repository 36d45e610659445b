/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From keys to commands. The names of keys in the table of commands are read
 * once; a key press then compares numbers.
 */
#ifndef APP_KEYMAP_H
#define APP_KEYMAP_H

#include "app/command.h"
#include "app/settings.h"

struct keymap;

/* The keys of the table, save where SETTINGS (may be NULL) say otherwise. */
struct keymap *keymap_create(const struct settings *settings);
void keymap_destroy(struct keymap *keymap); /* accepts NULL */

/* The command of KEY in the first of CONTEXTS (tried from the front, 0 ends it). */
const struct command *keymap_find(const struct keymap *keymap, const struct key *key,
                                  const uint64_t *contexts);
/* Whether pressing COMMAND's own key in these contexts runs it, and no other. */
bool keymap_runs(const struct keymap *keymap, const struct command *command,
                 const uint64_t *contexts);
/* The keys of COMMAND as they are now, in words; NULL: none. */
const char *keymap_key(const struct keymap *keymap, const struct command *command);
const char *keymap_second(const struct keymap *keymap, const struct command *command);

/* Two commands that share a key somewhere: only the first can be reached there. */
struct key_conflict {
    const struct command *first, *hidden;
    const char *key;
};
/* The INDEX-th; false: there are no more. */
bool keymap_conflict(const struct keymap *keymap, size_t index, struct key_conflict *out);
/* A command that can be reached by the palette only, as its keys were taken away. */
bool keymap_has_key(const struct keymap *keymap, const struct command *command);

#endif
