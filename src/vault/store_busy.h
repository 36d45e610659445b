/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who else has the vault open.
 */
#ifndef VAULT_STORE_BUSY_H
#define VAULT_STORE_BUSY_H

#include "base/error.h"

/* ERROR_BUSY with the process that holds the file, if the system tells. False. */
bool store_busy(const char *path, struct error *err);

#endif
