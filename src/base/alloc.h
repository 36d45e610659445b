/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that is either there or the program ends.
 *
 * Running out of memory is not handled at a thousand places: the process says
 * one fixed sentence and leaves. In the full-screen program that is the worker;
 * its supervisor wipes the screen and asks for the passphrase again, and every
 * acknowledged word is already sealed on disk (design: lock = worker ends).
 */
#ifndef BASE_ALLOC_H
#define BASE_ALLOC_H

#include <stddef.h>

/* Zeroed array of COUNT times SIZE bytes; never NULL, overflow is checked. */
void *alloc_array(size_t count, size_t size);

/* Grows or shrinks; new bytes are not zeroed. Never NULL. */
void *alloc_resize(void *memory, size_t count, size_t size);

/* A NUL-terminated copy of LENGTH bytes; free() it. */
char *alloc_copy(const char *text, size_t length);
char *alloc_string(const char *text);

/*
 * Makes room for NEED items in a growing array; doubles *CAPACITY.
 * ITEMS is the address of the array pointer.
 */
void alloc_grow(void *items, size_t *capacity, size_t need, size_t size);

#endif
