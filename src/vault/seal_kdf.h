/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From passphrase to key. The costly work runs in a child process that ends at
 * once, so that its memory never belongs to the program that goes on. Costs
 * that a file asks for are held against fixed bounds before any work.
 */
#ifndef VAULT_SEAL_KDF_H
#define VAULT_SEAL_KDF_H

#include "vault/seal.h"

struct seal_cost {
    int64_t algorithm; /* SEAL_ARGON2ID or refused */
    int64_t passes;
    int64_t memory; /* bytes */
};

/* The bounds for reading and for writing, the same. LIMIT says what was asked. */
bool seal_cost_check(const struct seal_cost *cost, struct error *err) MUST_USE;

/*
 * A derivation under way in its own process. What was started is ended or dropped;
 * a derivation that did not start needs neither, and may be dropped all the same.
 */
struct seal_derivation {
    int64_t memory;
    int child; /* 0: none */
    int pipe;
};

bool seal_derive_start(struct seal_derivation *out, const struct secret *passphrase,
                       const uint8_t salt[SEAL_SALT], const struct seal_cost *cost,
                       struct error *err) MUST_USE;
/* Waits for the 32 bytes, into OUT (a secret of at least that size). */
bool seal_derive_end(struct secret *out, struct seal_derivation *derivation,
                     struct error *err) MUST_USE;
void seal_derive_drop(struct seal_derivation *derivation);

/* Both at once. */
bool seal_derive(struct secret *out, const struct secret *passphrase,
                 const uint8_t salt[SEAL_SALT], const struct seal_cost *cost,
                 struct error *err) MUST_USE;

/* About a second on this machine, between the bounds. */
struct seal_cost seal_cost_measured(void);

#endif
