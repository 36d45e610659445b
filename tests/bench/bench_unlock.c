/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the derived key to the painted list of patients, as the worker does it after
 * Enter: the vault is verified, the register read, the list sorted and painted. The
 * clock starts when the process that derives the key has ended; the check of the
 * file's structure, which is made while it works, counts only as far as it is not
 * ready by then. The forms are read before. Prints milliseconds: the first quarter of
 * the rounds, since a wait for the process beside it is counted when the machine is busy.
 *
 *   bench_unlock DIRECTORY FORMS PATIENTS ROUNDS
 */
#include "config.h"

#include "app/app.h"
#include "base/i18n.h"
#include "samples.h"
#include "view/view.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char passphrase[] = "a passphrase for measuring";

static struct secret *secret_of(const char *text)
{
    struct secret *secret = secret_create(strlen(text));

    memcpy(secret_bytes(secret), text, strlen(text));
    return secret;
}

static bool add_patients(struct vault *vault, const struct world *world, long count,
                         struct error *err)
{
    static char nothing[] = "";
    bool ok = true;

    for (long i = 0; ok && i < count; i++) {
        char name[64], birth[16];
        struct vault_patient row = {0};

        (void)snprintf(name, sizeof name, "Person %ld, Given Name", i * 7919 % count);
        (void)snprintf(birth, sizeof birth, "%ld", 1940 + i % 70);
        world_new_id(world, row.id);
        row.name = name;
        row.birth = birth;
        row.code = row.form_id = nothing;
        ok = vault_patient_add(vault, &row, NULL, 0, err);
    }
    return ok;
}

static bool make_vault(const struct world *world, const char *path, long patients,
                       struct error *err)
{
    struct vault_cost cost = vault_cost_least();
    struct secret *secret = secret_of(passphrase);
    struct buf recovery = BUF_INIT;
    struct vault *vault = NULL;
    bool ok = vault_create(&vault, world, path, "anna", secret, &cost, &recovery, err) &&
              add_patients(vault, world, patients, err);

    vault_close(vault);
    buf_finish(&recovery);
    secret_destroy(secret);
    return ok;
}

/* When the process that derives the key was gone. */
static volatile double derived;

static void note_derived(int signal)
{
    (void)signal;
    derived = bench_now();
}

/* -1: it did not open. */
static double unlock(const struct world *world, const char *path, const char *forms)
{
    struct app_options options = {.world = world, .vault_path = path, .user = "anna"};
    struct grid *grid = grid_create(24, 80);
    struct effect effect = {0};
    struct error err = {0};
    struct app *app;
    double took = -1;

    app_create(&app, &options);
    while (app->pending) {
        app_work(app, &effect);
    }
    if (library_open(&app->library, forms, &err)) {
        app_type(app, passphrase, strlen(passphrase), false);
        app->pending = PENDING_UNLOCK;
        derived = bench_now();
        app_work(app, &effect);
        view_paint(grid, app);
        took = bench_now() - derived;
        took = app->screen == SCREEN_PATIENTS ? took : -1;
    }
    app_destroy(app);
    grid_destroy(grid);
    return took;
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct samples unlocked = {0};
    struct buf path = BUF_INIT;
    struct world *world = NULL;
    const struct sigaction note = {.sa_handler = note_derived, .sa_flags = SA_RESTART};
    bool ok = argc == 5;

    if (ok) {
        world = world_create_fixed(1700000000000, 1, argv[1], argv[2]);
        i18n_start("en", world->catalogues);
        buf_add_format(&path, "%s/unlock-%.0f.db", argv[1], bench_now() * 1e3);
        ok = make_vault(world, buf_text(&path), strtol(argv[3], NULL, 10), &err);
    }
    (void)sigaction(SIGCHLD, &note, NULL);
    for (long i = ok ? strtol(argv[4], NULL, 10) : 0; ok && i > 0; i--) {
        double took = unlock(world, buf_text(&path), argv[2]);

        ok = took >= 0;
        samples_add(&unlocked, took);
    }
    if (ok) {
        (void)printf("%.2f\n", samples_percentile(&unlocked, 0.25));
    } else {
        (void)fprintf(stderr, "bench_unlock: %s\n", err.message);
    }
    samples_finish(&unlocked);
    world_destroy(world);
    buf_finish(&path);
    return ok ? 0 : 1;
}
