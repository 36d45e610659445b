/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A durable answer as the program stores it: sealed, chained, logged, signed,
 * committed. Prints microseconds an answer.
 *
 *   bench_vault DIRECTORY BYTES ANSWERS
 */
#include "config.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/secret.h"
#include "base/world.h"
#include "samples.h"
#include "vault/vault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char passphrase[] = "a passphrase for measuring";

/* A new vault with one patient, whose id is left in ROW. */
static bool make_vault(struct vault **out, const struct world *world, const char *path,
                       struct vault_patient *row, struct error *err)
{
    static char name[] = "Benchmark", nothing[] = "";
    struct vault_cost cost = vault_cost_least();
    struct secret *secret = secret_create(sizeof passphrase - 1);
    struct buf recovery = BUF_INIT;
    bool ok;

    memcpy(secret_bytes(secret), passphrase, sizeof passphrase - 1);
    world_new_id(world, row->id);
    row->name = name;
    row->code = row->birth = row->form_id = nothing;
    ok = vault_create(out, world, path, "anna", secret, &cost, &recovery, err) &&
         vault_patient_add(*out, row, NULL, 0, err);
    buf_finish(&recovery);
    secret_destroy(secret);
    return ok;
}

static bool answer_often(struct vault *vault, const char *patient, size_t length, long answers,
                         struct error *err)
{
    char *bytes = malloc(length);
    struct vault_bytes edit = {bytes, length};
    bool ok = bytes != NULL;

    for (long i = 0; ok && i < answers; i++) {
        double started;

        memset(bytes, 'a' + (int)(i % 26), length);
        started = bench_now();
        ok = vault_append(vault, patient, &edit, 1, NULL, true, err);
        (void)printf("%.2f\n", (bench_now() - started) * 1000);
    }
    free(bytes);
    return ok;
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct world *world = NULL;
    struct vault *vault = NULL;
    struct vault_patient row = {0};
    struct buf path = BUF_INIT;
    size_t length = argc == 4 ? (size_t)strtoul(argv[2], NULL, 10) : 0;
    bool ok = length > 0;

    if (ok) {
        world = world_create_fixed(1700000000000, (uint64_t)(bench_now() * 1e6), argv[1], argv[1]);
        buf_add_format(&path, "%s/bench-%.0f.db", argv[1], bench_now() * 1e3);
        ok = make_vault(&vault, world, buf_text(&path), &row, &err) &&
             answer_often(vault, row.id, length, strtol(argv[3], NULL, 10), &err);
    }
    if (!ok) {
        (void)fprintf(stderr, "bench_vault: %s\n", err.message);
    }
    vault_close(vault);
    world_destroy(world);
    buf_finish(&path);
    return ok ? 0 : 1;
}
