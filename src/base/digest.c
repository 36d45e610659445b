/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The name of a text by its content. libsodium's implementation needs no
 * initialisation for a hash.
 */
#include "config.h"

#include "base/digest.h"

#include "base/crypto.h"

void digest_sha256(char out[65], const void *bytes, size_t length)
{
    static const unsigned char nothing[1] = {0};
    unsigned char hash[crypto_hash_sha256_BYTES];

    (void)crypto_hash_sha256(hash, length > 0 ? bytes : nothing, length);
    (void)sodium_bin2hex(out, 65, hash, sizeof hash);
}
