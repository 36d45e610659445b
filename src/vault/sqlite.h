/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one door to SQLite. Only vault/store*.c and vault/page_file.c open it:
 * nobody else can write a column.
 */
#ifndef VAULT_SQLITE_H
#define VAULT_SQLITE_H

#include <sqlite3.h>

#endif
