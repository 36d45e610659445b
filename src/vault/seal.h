/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cryptography of the vault, each primitive once: XChaCha20-Poly1305 for
 * sealing, BLAKE2b for hashes and subkeys, Ed25519 for signatures, X25519
 * sealed boxes for handing keys over, Argon2id for passphrases.
 */
#ifndef VAULT_SEAL_H
#define VAULT_SEAL_H

#include "base/buf.h"
#include "base/error.h"
#include "base/secret.h"
#include "base/world.h"

#include <stddef.h>
#include <stdint.h>

enum {
    SEAL_ID = 16,
    SEAL_KEY = 32,
    SEAL_HASH = 32,
    SEAL_NONCE = 24,
    SEAL_TAG = 16,
    SEAL_OVERHEAD = SEAL_NONCE + SEAL_TAG,
    SEAL_SALT = 16,
    SEAL_PUBLIC = 32,
    SEAL_SIGN_SECRET = 64,
    SEAL_SIGNATURE = 64,
    SEAL_BOX = 48,                   /* what a sealed box adds */
    SEAL_PADDED_MOST = 15 * 64 * 1024, /* largest padded plaintext */
    SEAL_ARGON2ID = 2,
};

/* Must succeed before anything else here is called. */
bool seal_start(struct error *err) MUST_USE;

/* BLAKE2b-256 of A followed by B; KEY (32 bytes) or NULL. */
void seal_hash(uint8_t out[SEAL_HASH], const uint8_t *key, const void *a, size_t a_length,
               const void *b, size_t b_length);
bool seal_equal(const void *a, const void *b, size_t length); /* in constant time */
/* A subkey by number for an eight-character purpose. */
void seal_subkey(uint8_t out[SEAL_KEY], const uint8_t key[SEAL_KEY], uint64_t number,
                 const char purpose[8]);

/*
 * Appends nonce, ciphertext and tag to OUT. With PAD the plaintext is first
 * filled up to its bucket (256, 512, 1 Ki … 64 Ki, then steps of 64 Ki). Opens
 * its own work again before it returns; false only for what is too long.
 */
bool seal_close(struct buf *out, const struct world *world, const uint8_t key[SEAL_KEY],
                const struct buf *associated, const void *plain, size_t length, bool pad,
                struct error *err) MUST_USE;
/* Appends the plaintext to OUT; false if the seal does not hold. Sets no error. */
bool seal_open(struct buf *out, const uint8_t key[SEAL_KEY], const struct buf *associated,
               const void *sealed, size_t length, bool padded) MUST_USE;
/* The padded size that LENGTH bytes get. */
size_t seal_bucket(size_t length);

void seal_box_pair(uint8_t public_key[SEAL_PUBLIC], uint8_t secret_key[SEAL_KEY],
                   const uint8_t seed[SEAL_KEY]);
void seal_sign_pair(uint8_t public_key[SEAL_PUBLIC], uint8_t secret_key[SEAL_SIGN_SECRET],
                    const uint8_t seed[SEAL_KEY]);
/* The public half of an X25519 secret key; false for a bad one. */
bool seal_box_public(uint8_t public_key[SEAL_PUBLIC], const uint8_t secret_key[SEAL_KEY]) MUST_USE;
bool seal_box(struct buf *out, const uint8_t public_key[SEAL_PUBLIC], const void *plain,
              size_t length) MUST_USE;
bool seal_unbox(struct buf *out, const uint8_t public_key[SEAL_PUBLIC],
                const uint8_t secret_key[SEAL_KEY], const void *sealed, size_t length) MUST_USE;
void seal_sign(uint8_t signature[SEAL_SIGNATURE], const struct buf *message,
               const uint8_t secret_key[SEAL_SIGN_SECRET]);
bool seal_signed(const uint8_t signature[SEAL_SIGNATURE], const struct buf *message,
                 const uint8_t public_key[SEAL_PUBLIC]) MUST_USE;

/* Argon2id in this very process: only vault/seal_kdf.c calls it, in its child. */
bool seal_argon2id(uint8_t out[SEAL_KEY], const void *passphrase, size_t length,
                   const uint8_t salt[SEAL_SALT], uint32_t passes, uint64_t memory) MUST_USE;

#endif
