/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The name of a text by its content. libsodium's implementation needs no
 * initialisation for a hash.
 */
#include "config.h"

#include "base/digest.h"

#include "base/crypto.h"

#include <stdio.h>
#include <string.h>

void digest_sha256(char out[65], const void *bytes, size_t length)
{
    static const unsigned char nothing[1] = {0};
    unsigned char hash[crypto_hash_sha256_BYTES];

    (void)crypto_hash_sha256(hash, length > 0 ? bytes : nothing, length);
    (void)sodium_bin2hex(out, 65, hash, sizeof hash);
}

void digest_uuid(char out[37], const char *name)
{
    char digest[65];

    digest_sha256(digest, name, strlen(name));
    digest[12] = '8';
    digest[16] = "89ab"[digest[16] & 3];
    (void)snprintf(out, 37, "%.8s-%.4s-%.4s-%.4s-%.12s", digest, digest + 8, digest + 12,
                   digest + 16, digest + 20);
}
