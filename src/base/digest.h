/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SHA-256 for naming a form by its text. Not for secrets: those
 * are the vault's, with libsodium.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>

/* 64 lower-case hexadecimal characters and a NUL. */
void digest_sha256(char out[65], const void *bytes, size_t length);

#endif
