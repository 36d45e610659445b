/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory handed out in a row and given back at once. Blocks double in size up to
 * a bound, so a small form costs one block and a large one a few dozen.
 */
#include "config.h"

#include "base/arena.h"

#include "base/alloc.h"
#include "base/secret.h"

#include <assert.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_FIRST   ((size_t)4096)
#define ARENA_LARGEST ((size_t)256 * 1024)

struct block {
    struct block *next;
    size_t size;
    size_t used;
    alignas(max_align_t) unsigned char bytes[];
};

struct arena {
    struct block *blocks; /* the newest first */
    size_t next_size;
    size_t taken;
};

struct arena *arena_create(void)
{
    struct arena *arena = alloc_array(1, sizeof *arena);

    arena->next_size = ARENA_FIRST;
    return arena;
}

void arena_destroy(struct arena *arena)
{
    struct block *block;

    if (arena == NULL) {
        return;
    }
    while ((block = arena->blocks) != NULL) {
        arena->blocks = block->next;
        secret_wipe(block->bytes, block->used);
        free(block);
    }
    free(arena);
}

static struct block *add_block(struct arena *arena, size_t size)
{
    size_t whole;
    struct block *block;

    if (__builtin_add_overflow(size, sizeof *block, &whole)) {
        whole = SIZE_MAX; /* refused by alloc_array() */
    }
    block = alloc_array(whole, 1);
    block->size = size;
    block->next = arena->blocks;
    arena->blocks = block;
    return block;
}

static struct block *block_for(struct arena *arena, size_t bytes)
{
#ifdef ARENA_SINGLE
    return add_block(arena, bytes);
#else
    struct block *block = arena->blocks;

    if (block != NULL && block->size - block->used >= bytes) {
        return block;
    }
    if (arena->next_size < ARENA_LARGEST) {
        arena->next_size *= 2;
    }
    return add_block(arena, bytes > arena->next_size ? bytes : arena->next_size);
#endif
}

void *arena_take(struct arena *arena, size_t count, size_t size)
{
    const size_t unit = alignof(max_align_t);
    struct block *block;
    size_t asked;
    size_t bytes;
    void *item;

    assert(arena != NULL);
    if (__builtin_mul_overflow(count, size, &asked) ||
        __builtin_add_overflow(asked, unit - 1, &bytes)) {
        asked = bytes = SIZE_MAX;
    }
#ifdef ARENA_SINGLE
    bytes = asked > 0 ? asked : 1; /* no rounding: an overrun of one byte is seen */
#else
    bytes = asked > 0 ? bytes & ~(unit - 1) : unit;
#endif
    block = block_for(arena, bytes);
    item = block->bytes + block->used;
    block->used += bytes;
    arena->taken += bytes;
    return item;
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_take(arena, length + 1, 1);

    assert(text != NULL || length == 0);
    if (length > 0) {
        memcpy(copy, text, length);
    }
    return copy;
}

char *arena_string(struct arena *arena, const char *text)
{
    return arena_copy(arena, text, strlen(text));
}

size_t arena_size(const struct arena *arena)
{
    return arena->taken;
}
