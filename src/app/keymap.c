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
    const char *key, *alternative; /* NULL: none */
    struct key first, second;      /* KEY_NAME_NONE: none */
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

static const struct key_setting *chosen(const struct settings *settings, const char *command)
{
    for (size_t i = 0; settings && i < settings->key_count; i++) {
        if (strcmp(settings->keys[i].command, command) == 0) {
            return &settings->keys[i];
        }
    }
    return NULL;
}

struct keymap *keymap_create(const struct settings *settings)
{
    struct keymap *keymap = alloc_array(1, sizeof *keymap);
    keymap->bindings = alloc_array(command_count(), sizeof *keymap->bindings);
    for (size_t i = 0; i < command_count(); i++) {
        struct binding *binding = &keymap->bindings[i];
        const struct command *command = command_at(i);
        const struct key_setting *own = chosen(settings, command->name);
        binding->key = own ? own->key : command->key;
        binding->alternative = own ? own->second : command->second;
        read_key(&binding->first, binding->key);
        read_key(&binding->second, binding->alternative);
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

const char *keymap_key(const struct keymap *keymap, const struct command *command)
{
    return keymap->bindings[command - command_at(0)].key;
}

const char *keymap_second(const struct keymap *keymap, const struct command *command)
{
    return keymap->bindings[command - command_at(0)].alternative;
}

bool keymap_has_key(const struct keymap *keymap, const struct command *command)
{
    return keymap_key(keymap, command) || keymap_second(keymap, command);
}

/* ---- conflicts ---- */

static const char *shared_key(const struct binding *a, const struct binding *b)
{
    if (is_key(&a->first, &b->first) || is_key(&a->first, &b->second)) {
        return a->key;
    }
    if (is_key(&a->second, &b->first) || is_key(&a->second, &b->second)) {
        return a->alternative;
    }
    return NULL;
}

bool keymap_conflict(const struct keymap *keymap, size_t index, struct key_conflict *out)
{
    for (size_t i = 0; i < command_count(); i++) {
        for (size_t j = i + 1; j < command_count(); j++) {
            const char *key = command_at(i)->contexts & command_at(j)->contexts
                                  ? shared_key(&keymap->bindings[i], &keymap->bindings[j])
                                  : NULL;
            if (key && index-- == 0) {
                *out = (struct key_conflict){command_at(i), command_at(j), key};
                return true;
            }
        }
    }
    return false;
}
