/*
 * The one door to libsodium. Only base/secret.c, base/digest.c and
 * vault/seal.c may open it (tests/layers.sh): everybody else asks those.
 */
#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H

#include <sodium.h>

#endif
