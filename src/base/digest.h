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

/* A UUID of version 8 (RFC 9562), made from the digest of NAME, so that it is the same
 * everywhere: 36 characters and a NUL. */
void digest_uuid(char out[37], const char *name);

#endif
