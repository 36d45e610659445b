/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The keys of each row of the table, read once. A key that is none is a bug of
 * the table, and a test finds it.
 */
#include "app/keymap.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

struct binding {
    struct key first, second; /* KEY_NAME_NONE: none */
};

struct keymap {
    struct binding *bindings; /* one for each row of the table of commands */
};

static void read_key(struct key *out, const char *name)
{
    if (!name || !key_parse(out, name, strlen(name))) {
        *out = (struct key){KEY_NAME_NONE, 0, 0};
    }
}

struct keymap *keymap_create(void)
{
    struct keymap *keymap = alloc_array(1, sizeof *keymap);
    keymap->bindings = alloc_array(command_count(), sizeof *keymap->bindings);
    for (size_t i = 0; i < command_count(); i++) {
        read_key(&keymap->bindings[i].first, command_at(i)->key);
        read_key(&keymap->bindings[i].second, command_at(i)->second);
    }
    return keymap;
}

void keymap_destroy(struct keymap *keymap)
{
    if (keymap) {
        free(keymap->bindings);
        free(keymap);
    }
}

static bool is_key(const struct key *key, const struct key *bound)
{
    return bound->name != KEY_NAME_NONE && key_equal(key, bound);
}

const struct command *keymap_find(const struct keymap *keymap, const struct key *key,
                                  const unsigned *contexts)
{
    for (; *contexts; contexts++) {
        for (size_t i = 0; i < command_count(); i++) {
            const struct binding *binding = &keymap->bindings[i];
            if ((command_at(i)->contexts & *contexts) &&
                (is_key(key, &binding->first) || is_key(key, &binding->second))) {
                return command_at(i);
            }
        }
    }
    return NULL;
}

bool keymap_runs(const struct keymap *keymap, const struct command *command,
                 const unsigned *contexts)
{
    const struct key *own = &keymap->bindings[command - command_at(0)].first;
    return own->name != KEY_NAME_NONE && keymap_find(keymap, own, contexts) == command;
}
