/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program without a screen: subcommands and the plain dialogue.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/error.h"
#include "base/world.h"

struct app_preview;
struct settings;

/* What the full-screen program needs to know; borrowed for the call. */
struct cli_screen {
    const struct world *world;
    const char *vault;
    const char *user;            /* NULL: the only one */
    const char *demo_passphrase; /* of a throw-away vault, NULL otherwise */
    const struct app_preview *preview; /* a form file that is tried in it, NULL otherwise */
    const char *preview_places[2];     /* directories from which that may be read */
    int idle_minutes;
    int theme; /* enum term_theme */
    bool ascii, mouse;
    const struct settings *settings;
    const char *settings_problem; /* NULL: none */
};

/*
 * Reads the command line and does what it says. FULL_SCREEN runs where there is
 * no subcommand. Exit status: 0 done, 1 refused or not found, 2 usage.
 */
int cli_main(int argc, char **argv, int (*full_screen)(const struct cli_screen *screen));

/* "verhaal: file:line:column: error: message" on standard error, made safe. */
void cli_complain(const struct error *err);

#endif
