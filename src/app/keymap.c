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

/* Rows with the same remainder, in the order of the table; 0 ends it, else row + 1. */
#define CHAINS 128

struct keymap {
    struct binding *bindings; /* one for each row of the table of commands */
    size_t chains[CHAINS];
    struct link {
        size_t row, next; /* NEXT: a link + 1; 0: the last */
    } * links;
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

static size_t chain_of(const struct key *key)
{
    return (key->name * 31u + key->modifiers * 7u + key->code_point) % CHAINS;
}

/* A press then looks at the few rows that it may mean, not at all of them. */
static void link_rows(struct keymap *keymap)
{
    size_t count = 0;
    keymap->links = alloc_array(command_count() * 2, sizeof *keymap->links);
    for (size_t row = command_count(); row-- > 0;) {
        const struct binding *binding = &keymap->bindings[row];
        const struct key *keys[] = {&binding->first, &binding->second};
        for (size_t i = 0; i < 2; i++) {
            if (keys[i]->name != KEY_NAME_NONE) {
                size_t *chain = &keymap->chains[chain_of(keys[i])];
                keymap->links[count] = (struct link){row, *chain};
                *chain = ++count;
            }
        }
    }
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
    link_rows(keymap);
    return keymap;
}

void keymap_destroy(struct keymap *keymap)
{
    if (keymap) {
        free(keymap->bindings);
        free(keymap->links);
        free(keymap);
    }
}

static bool is_key(const struct key *key, const struct key *bound)
{
    return bound->name != KEY_NAME_NONE && key_equal(key, bound);
}

const struct command *keymap_find(const struct keymap *keymap, const struct key *key,
                                  const uint64_t *contexts)
{
    size_t chain = keymap->chains[chain_of(key)];
    for (; chain && *contexts; contexts++) {
        for (size_t at = chain; at; at = keymap->links[at - 1].next) {
            size_t row = keymap->links[at - 1].row;
            const struct binding *binding = &keymap->bindings[row];
            if ((command_at(row)->contexts & *contexts) &&
                (is_key(key, &binding->first) || is_key(key, &binding->second))) {
                return command_at(row);
            }
        }
    }
    return NULL;
}

bool keymap_runs(const struct keymap *keymap, const struct command *command,
                 const uint64_t *contexts)
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
