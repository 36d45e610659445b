/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a worker does between two locks: harden, fence itself in, open the
 * terminal, run the loop, and end, with all its memory.
 */
#include "config.h"

#include "full_screen.h"

#include "app/app.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "loop.h"
#include "term/sandbox.h"
#include "term/supervisor.h"
#include "term/term.h"

#include <stdio.h>
#include <string.h>

/* Fonts that somebody installed for themselves: beside the data of all programs. */
static void find_fonts(struct buf *out, const struct world *world)
{
    const char *slash = strrchr(world->data_home, '/');
    buf_add(out, world->data_home, slash ? (size_t)(slash - world->data_home) : 0);
    buf_add_text(out, "/fonts");
}

static const char *fence(void *self)
{
    const struct cli_screen *screen = self;
    struct buf vault = BUF_INIT, fonts = BUF_INIT, forms = BUF_INIT, overlays = BUF_INIT;
    struct error ignored = {0};
    const struct world *world = screen->world;
    /* The directories must be there before the fence goes up. */
    (void)!file_make_directory(world->state_home, &ignored);
    (void)!file_make_directory(world->export_home, &ignored);
    if (!file_absolute(&vault, screen->vault, &ignored)) {
        buf_add_text(&vault, screen->vault);
    }
    char *slash = strrchr(vault.data, '/');
    if (slash && slash != vault.data) {
        *slash = '\0';
    }
    const char *writable[] = {vault.data, world->state_home, world->export_home};
    find_fonts(&fonts, world);
    buf_add_format(&forms, "%s/forms", world->config_home);
    buf_add_format(&overlays, "%s/overlays", world->config_home);
    const char *readable[8] = {world->forms,     world->catalogues, world->modules,
                               buf_text(&fonts), buf_text(&forms),  buf_text(&overlays)};
    size_t count = 6;
    for (size_t i = 0; screen->preview && i < 2; i++) {
        readable[count++] = screen->preview_places[i];
    }
    struct sandbox_paths paths = {writable, 3, readable, count};
    const char *name = sandbox_name(sandbox_enter(&paths));
    buf_finish(&overlays);
    buf_finish(&forms);
    buf_finish(&fonts);
    buf_finish(&vault);
    return name;
}

static bool run(struct cli_screen *screen, enum worker_start start, enum loop_end *end,
                struct error *err)
{
    struct app *app = NULL;
    struct term *term = NULL;
    struct app_options options = {
        .world = screen->world,
        .vault_path = screen->vault,
        .user = screen->user,
        .idle_ms = (int64_t)screen->idle_minutes * 60000,
        .ascii = screen->ascii,
        .crashed = start == START_CRASHED,
        .locked = start == START_LOCKED,
        .demo_passphrase = screen->demo_passphrase,
        .preview = screen->preview,
        .mouse = screen->mouse,
        .settings = screen->settings,
        .settings_problem = screen->settings_problem,
        .fence = fence,
        .fence_self = screen,
    };
    struct term_options look = {screen->ascii, (enum term_theme)screen->theme};
    if (!term_curses_open(&term, &look, err)) {
        return false;
    }
    app_create(&app, &options);
    bool ran = loop_run(app, term, false, end, err);
    app_destroy(app);
    term->ops->close(term);
    return ran;
}

static int worker(void *self, enum worker_start start)
{
    struct cli_screen *screen = self;
    struct error err = {0};
    enum loop_end end = LOOP_QUIT;
    if (!process_harden(&err)) {
        cli_complain(&err);
        return WORKER_FAILED;
    }
    if (!run(screen, start, &end, &err)) {
        cli_complain(&err);
        return WORKER_FAILED;
    }
    return end == LOOP_LOCKED ? WORKER_LOCK : WORKER_QUIT;
}

int full_screen(const struct cli_screen *screen)
{
    struct error err = {0};
    int status = 1;
    struct cli_screen copy = *screen;
    if (!supervisor_run(worker, &copy, &status, &err)) {
        cli_complain(&err);
    }
    return status;
}
