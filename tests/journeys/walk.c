/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each walk has a vault, a world and a directory of its own: what one did, no other sees.
 */
#include "config.h"

#include "tests/journeys/walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/app.h"
#include "base/i18n.h"
#include "loop.h"
#include "tests/unit/scratch.h"

#include <stdlib.h>
#include <string.h>

struct stage {
    char *root;
    struct world *world;
    char vault[300];
    struct album album;
    void (*clean)(struct buf *screen);
};

static void stage_open(struct stage *stage, void (*tell)(struct session *session))
{
    char forms[400];
    struct vault *vault;
    struct library *library;
    struct buf recovery = BUF_INIT;
    struct error err = {0};
    struct vault_cost cost = vault_cost_least();
    struct secret *passphrase = secret_create(strlen(WALK_PASSPHRASE));
    memcpy(secret_bytes(passphrase), WALK_PASSPHRASE, strlen(WALK_PASSPHRASE));
    snprintf(forms, sizeof forms, "%s/forms", getenv("VERHAAL_TEST_SRCDIR"));
    stage->root = scratch_create();
    stage->world = world_create_fixed(WALK_NOW, 5, stage->root, forms);
    snprintf(stage->vault, sizeof stage->vault, "%s/vault.db", stage->root);
    i18n_start("en", stage->world->catalogues);
    assert_true(library_open(&library, forms, &err));
    assert_true(vault_create(&vault, stage->world, stage->vault, "anna", passphrase, &cost,
                             &recovery, &err));
    struct session *session = session_create(stage->world, vault, library);
    tell(session);
    session_destroy(session);
    library_destroy(library);
    secret_destroy(passphrase);
    buf_finish(&recovery);
}

static void stage_close(struct stage *stage)
{
    world_destroy(stage->world);
    scratch_remove(stage->root);
}

static bool take(void *self, const char *name, const struct grid *grid, struct error *err)
{
    struct stage *stage = self;
    (void)err;
    album_add(&stage->album, name, grid, stage->clean);
    return true;
}

static void waited(void *self, int64_t milliseconds)
{
    struct stage *stage = self;
    world_pass(stage->world, milliseconds);
}

void walk_one(const struct walk *walk, const struct album_way *way)
{
    struct stage stage = {.album = {.way = way, .text = BUF_INIT}, .clean = walk->clean};
    struct app *app;
    struct term *term;
    struct error err = {0};
    enum loop_end end;
    stage_open(&stage, walk->tell);
    struct app_options options = {
        .world = stage.world, .vault_path = stage.vault, .user = "anna", .ascii = way->ascii};
    struct term_script_hooks hooks = {waited, take, &stage};
    app_create(&app, &options);
    assert_true(term_script_open(&term, walk->script, strlen(walk->script), way->rows, way->columns,
                                 &hooks, &err));
    if (!loop_run(app, term, true, &end, &err)) {
        fail_msg("%s", err.message);
    }
    assert_int_equal(stage.album.shots, album_shots_in(walk->script));
    app_destroy(app);
    term->ops->close(term);
    stage_close(&stage);
    album_compare(&stage.album, walk->name);
}

void walk_all(const struct walk *walk)
{
    for (size_t i = 0; i < album_way_count; i++) {
        walk_one(walk, &album_ways[i]);
    }
}
