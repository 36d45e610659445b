/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys and passphrases: memory of their own, locked, guarded on both sides,
 * left out of core dumps, wiped when given back. Never a char *, never printed.
 */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct secret;

/* SIZE bytes, zeroed. Never NULL. A failed lock is remembered, not refused. */
struct secret *secret_create(size_t size);
void secret_destroy(struct secret *secret); /* wipes; accepts NULL */

uint8_t *secret_bytes(struct secret *secret);
const uint8_t *secret_view(const struct secret *secret);
size_t secret_size(const struct secret *secret);
/* How much of it is in use (a passphrase that is being typed); starts at size. */
size_t secret_length(const struct secret *secret);
void secret_set_length(struct secret *secret, size_t length);

/* False if its pages could not be locked (RLIMIT_MEMLOCK): shown in the status line. */
bool secret_is_locked(const struct secret *secret);
/* Wipes ordinary memory; the compiler may not leave it out. */
void secret_wipe(void *memory, size_t length);

#endif
