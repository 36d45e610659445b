/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From an identifier (32 hexadecimal characters) to a number, for histories
 * that are too long to search. What is in it is never taken out.
 */
#ifndef RECORD_ID_INDEX_H
#define RECORD_ID_INDEX_H

#include <stdbool.h>
#include <stddef.h>

struct id_index;

struct id_index *id_index_create(void);
void id_index_destroy(struct id_index *index); /* accepts NULL */

/* 32 lower-case hexadecimal characters and nothing after them. */
bool id_is_valid(const char *id);

/* ID is valid and not in INDEX yet. */
void id_index_put(struct id_index *index, const char *id, size_t number);
/* False if ID is unknown or no identifier at all. */
bool id_index_get(const struct id_index *index, const char *id, size_t *number);

#endif
