/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The recovery code as a person sees it: ten groups of four characters and a
 * check character, 200 random bits, without letters that look like digits.
 */
#ifndef VAULT_RECOVERY_CODE_H
#define VAULT_RECOVERY_CODE_H

#include "base/buf.h"
#include "base/error.h"
#include "base/secret.h"

#include <stdint.h>

enum { RECOVERY_BYTES = 25, RECOVERY_GROUPS = 10 };

/* "7K2MF-…", ten groups. */
void recovery_code_write(struct buf *out, const uint8_t bytes[RECOVERY_BYTES]);
/* As typed: any case, spaces and dashes anywhere, O for 0, I and L for 1. Says
 * which group is mistyped. OUT is a secret of RECOVERY_BYTES. */
bool recovery_code_read(struct secret *out, const struct secret *typed, struct error *err) MUST_USE;

#endif
