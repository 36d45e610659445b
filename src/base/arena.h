/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory for what dies together: a form and all its strings, a parsed file.
 *
 * Built with ARENA_SINGLE every item is its own allocation, so that valgrind
 * and ASan see overruns between neighbours.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_create(void);
void arena_destroy(struct arena *arena); /* wipes; accepts NULL */

/* Zeroed and aligned for any type; never NULL. */
void *arena_take(struct arena *arena, size_t count, size_t size);
/* A NUL-terminated copy. */
char *arena_copy(struct arena *arena, const char *text, size_t length);
char *arena_string(struct arena *arena, const char *text);
/* Bytes taken so far: callers that read outside bytes hold it against a limit. */
size_t arena_size(const struct arena *arena);

#endif
