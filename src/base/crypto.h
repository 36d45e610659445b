/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one door to libsodium. Only base/digest.c and vault/seal.c may
 * open it (tests/layers.sh): everybody else asks those.
 */
#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H

#include <sodium.h>

#endif
