/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The vault's only door to libsodium. Nothing here knows what is sealed; the
 * callers say it in the associated data, so that a sealed value is good in one
 * place only.
 */
#include "config.h"

#include "vault/seal.h"

#include "base/crypto.h"
#include "base/i18n.h"

#include <assert.h>
#include <string.h>

static_assert(SEAL_KEY == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "key");
static_assert(SEAL_NONCE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "nonce");
static_assert(SEAL_TAG == crypto_aead_xchacha20poly1305_ietf_ABYTES, "tag");
static_assert(SEAL_HASH == crypto_generichash_BYTES, "hash");
static_assert(SEAL_SALT == crypto_pwhash_SALTBYTES, "salt");
static_assert(SEAL_PUBLIC == crypto_box_PUBLICKEYBYTES, "box key");
static_assert(SEAL_PUBLIC == crypto_sign_PUBLICKEYBYTES, "verify key");
static_assert(SEAL_SIGN_SECRET == crypto_sign_SECRETKEYBYTES, "sign key");
static_assert(SEAL_SIGNATURE == crypto_sign_BYTES, "signature");
static_assert(SEAL_BOX == crypto_box_SEALBYTES, "sealed box");
static_assert(SEAL_ARGON2ID == crypto_pwhash_ALG_ARGON2ID13, "Argon2id");

bool seal_start(struct error *err)
{
    if (sodium_init() < 0)
        return error_set(err, ERROR_UNSUPPORTED, _("the cryptographic library does not start"));
    return true;
}

void seal_hash(uint8_t out[SEAL_HASH], const uint8_t *key, const void *a, size_t a_length,
               const void *b, size_t b_length)
{
    crypto_generichash_state state;

    crypto_generichash_init(&state, key, key ? SEAL_KEY : 0, SEAL_HASH);
    if (a_length)
        crypto_generichash_update(&state, a, a_length);
    if (b_length)
        crypto_generichash_update(&state, b, b_length);
    crypto_generichash_final(&state, out, SEAL_HASH);
    if (key)
        sodium_memzero(&state, sizeof state);
}

bool seal_equal(const void *a, const void *b, size_t length)
{
    return sodium_memcmp(a, b, length) == 0;
}

void seal_subkey(uint8_t out[SEAL_KEY], const uint8_t key[SEAL_KEY], uint64_t number,
                 const char purpose[8])
{
    static_assert(crypto_kdf_KEYBYTES == SEAL_KEY && crypto_kdf_CONTEXTBYTES == 8, "kdf");
    (void)crypto_kdf_derive_from_key(out, SEAL_KEY, number, purpose, key);
}

static size_t block_of(size_t length)
{
    size_t block = 256;

    while (block <= length && block < 65536)
        block *= 2;
    return block;
}

size_t seal_bucket(size_t length)
{
    size_t block = block_of(length);

    return (length / block + 1) * block;
}

static bool reopens(const uint8_t *sealed, size_t sealed_length, const uint8_t *key,
                    const struct buf *associated, const uint8_t *plain, size_t length)
{
    struct buf copy = BUF_INIT;
    bool same = seal_open(&copy, key, associated, sealed, sealed_length, false) &&
                copy.length == length && (length == 0 || memcmp(copy.data, plain, length) == 0);

    buf_finish(&copy);
    return same;
}

bool seal_close(struct buf *out, const struct world *world, const uint8_t key[SEAL_KEY],
                const struct buf *associated, const void *plain, size_t length, bool pad,
                struct error *err)
{
    struct buf work = BUF_INIT;
    size_t from = out->length, padded = length;
    uint8_t nonce[SEAL_NONCE];
    bool ok = false;

    if (length >= SEAL_PADDED_MOST)
        return error_set(err, ERROR_LIMIT, _("this text is longer than one entry may be (%d KiB)"),
                         SEAL_PADDED_MOST / 1024 - 1);
    buf_reserve(&work, seal_bucket(length));
    buf_add(&work, plain, length);
    if (pad) {
        buf_add_repeat(&work, "\n", seal_bucket(length) - length);
        if (sodium_pad(&padded, (unsigned char *)work.data, length, block_of(length),
                       work.length) != 0)
            padded = 0;
        assert(padded == work.length);
    }
    world_random(world, nonce, sizeof nonce);
    buf_reserve(out, SEAL_OVERHEAD + padded + 1);
    buf_add(out, nonce, sizeof nonce);
    out->length += padded + SEAL_TAG;
    out->data[out->length] = '\0';
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(
        (unsigned char *)out->data + from + SEAL_NONCE, NULL, (const unsigned char *)work.data,
        padded, (const unsigned char *)associated->data, associated->length, NULL, nonce, key);
    ok = reopens((const uint8_t *)out->data + from, SEAL_OVERHEAD + padded, key, associated,
                 (const uint8_t *)work.data, padded);
    if (!ok)
        (void)error_set(err, ERROR_DAMAGED,
                        _("a fresh seal does not open: the memory or the "
                          "processor of this computer makes mistakes"));
    buf_finish(&work);
    return ok;
}

bool seal_open(struct buf *out, const uint8_t key[SEAL_KEY], const struct buf *associated,
               const void *sealed, size_t length, bool padded)
{
    const unsigned char *bytes = sealed;
    size_t from = out->length, plain = 0;

    if (length < SEAL_OVERHEAD || length > SEAL_OVERHEAD + SEAL_PADDED_MOST)
        return false;
    plain = length - SEAL_OVERHEAD;
    buf_reserve(out, plain + 1);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            (unsigned char *)out->data + from, NULL, NULL, bytes + SEAL_NONCE, length - SEAL_NONCE,
            (const unsigned char *)associated->data, associated->length, bytes, key) != 0)
        return false;
    if (padded) {
        /* Any multiple of 256 was made by seal_close; the bucket itself is not secret here. */
        if (plain == 0 || plain % 256 != 0 ||
            sodium_unpad(&plain, (unsigned char *)out->data + from, plain, plain) != 0 ||
            seal_bucket(plain) != length - SEAL_OVERHEAD) {
            sodium_memzero(out->data + from, length - SEAL_OVERHEAD);
            return false;
        }
    }
    out->length = from + plain;
    out->data[out->length] = '\0';
    return true;
}

void seal_box_pair(uint8_t public_key[SEAL_PUBLIC], uint8_t secret_key[SEAL_KEY],
                   const uint8_t seed[SEAL_KEY])
{
    (void)crypto_box_seed_keypair(public_key, secret_key, seed);
}

void seal_sign_pair(uint8_t public_key[SEAL_PUBLIC], uint8_t secret_key[SEAL_SIGN_SECRET],
                    const uint8_t seed[SEAL_KEY])
{
    (void)crypto_sign_seed_keypair(public_key, secret_key, seed);
}

bool seal_box_public(uint8_t public_key[SEAL_PUBLIC], const uint8_t secret_key[SEAL_KEY])
{
    return crypto_scalarmult_base(public_key, secret_key) == 0;
}

bool seal_box(struct buf *out, const uint8_t public_key[SEAL_PUBLIC], const void *plain,
              size_t length)
{
    size_t from = out->length;

    buf_reserve(out, length + SEAL_BOX + 1);
    if (crypto_box_seal((unsigned char *)out->data + from, plain, length, public_key) != 0)
        return false;
    out->length = from + length + SEAL_BOX;
    out->data[out->length] = '\0';
    return true;
}

bool seal_unbox(struct buf *out, const uint8_t public_key[SEAL_PUBLIC],
                const uint8_t secret_key[SEAL_KEY], const void *sealed, size_t length)
{
    size_t from = out->length;

    if (length < SEAL_BOX || length > SEAL_PADDED_MOST)
        return false;
    buf_reserve(out, length);
    if (crypto_box_seal_open((unsigned char *)out->data + from, sealed, length, public_key,
                             secret_key) != 0)
        return false;
    out->length = from + length - SEAL_BOX;
    out->data[out->length] = '\0';
    return true;
}

void seal_sign(uint8_t signature[SEAL_SIGNATURE], const struct buf *message,
               const uint8_t secret_key[SEAL_SIGN_SECRET])
{
    (void)crypto_sign_detached(signature, NULL, (const unsigned char *)message->data,
                               message->length, secret_key);
}

bool seal_signed(const uint8_t signature[SEAL_SIGNATURE], const struct buf *message,
                 const uint8_t public_key[SEAL_PUBLIC])
{
    return crypto_sign_verify_detached(signature, (const unsigned char *)message->data,
                                       message->length, public_key) == 0;
}

bool seal_argon2id(uint8_t out[SEAL_KEY], const void *passphrase, size_t length,
                   const uint8_t salt[SEAL_SALT], uint32_t passes, uint64_t memory)
{
    return crypto_pwhash(out, SEAL_KEY, passphrase, length, salt, passes, (size_t)memory,
                         crypto_pwhash_ALG_ARGON2ID13) == 0;
}
