/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the vault's tests share: a directory of their own, a fixed world, one
 * vault made once with the least cost, and copies of it to be mistreated.
 */
#ifndef TESTS_VAULT_TOOLS_H
#define TESTS_VAULT_TOOLS_H

#include "vault/vault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TOOLS_PASSPHRASE "correct horse battery"
#define TOOLS_USER       "anna"
#define TOOLS_ANSWERS    6 /* entries of each of the two patients */

struct tools {
    char *root;
    struct world *world;
    struct secret *kek;       /* of the user's slot, derived once */
    struct buf recovery;      /* the code of the model */
    struct buf model;         /* bytes of the filled vault */
    char path[160];           /* where a copy is put to be opened */
    char patients[2][33];
};

/* cmocka group fixtures; STATE is a struct tools *. */
int tools_start(void **state);
int tools_end(void **state);

struct secret *tools_secret(const char *text);
/* The model anew at tools->path, no log beside it, no anchor. */
void tools_reset(struct tools *tools);
void tools_forget_anchor(struct tools *tools);
void tools_put(const char *path, const void *bytes, size_t length);
void tools_get(struct buf *out, const char *path);
/* Through the inner door, without key derivation. */
bool tools_open(struct tools *tools, struct vault **out, struct error *err);
bool tools_inspect(struct tools *tools, struct vault **out, struct error *err);
/* Runs SQL on the closed copy as an intruder would, through the page layer so
 * that page checksums fit; any schema trick is allowed. */
void tools_sql(struct tools *tools, const char *sql);

/* Everything that a user would read, as one text: for "reads back identical". */
bool tools_dump(struct vault *vault, struct buf *out, struct error *err);

#endif
