/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The full screen as somebody wants it: the command line first, then the
 * settings file, then as the program comes. And the keys that follow from it.
 */
#include "cli/command.h"

#include "app/keymap.h"
#include "app/settings.h"
#include "base/i18n.h"
#include "base/json.h"

#include <string.h>

/* In the order of enum term_theme. */
static bool find_theme(const char *name, int *theme, struct error *err)
{
    static const char *const names[] = {"auto", "light", "dark", "contrast", "none"};
    *theme = 0;
    for (int i = 0; name && i < 5; i++) {
        if (strcmp(names[i], name) == 0) {
            *theme = i;
            return true;
        }
    }
    return !name ||
           error_set(err, ERROR_USAGE, _("--theme is one of auto, light, dark, contrast and none"));
}

bool cli_run_screen(struct cli *cli, struct cli_screen *screen, struct error *err)
{
    const struct arguments *given = &cli->arguments;
    struct settings *settings = settings_create();
    struct error problem = {0};
    char text[1100];
    if (!settings_load(settings, cli->world, &problem)) {
        screen->settings_problem = error_text(&problem, text, sizeof text);
    }
    screen->world = cli->world;
    screen->settings = settings;
    screen->ascii = given->ascii || settings->ascii;
    screen->mouse = settings->mouse;
    screen->idle_minutes = given->idle_minutes;
    if (!(given->given & OPTION_IDLE) && settings->lock_minutes) {
        screen->idle_minutes = settings->lock_minutes;
    }
    if (screen->preview) {
        screen->idle_minutes = 0; /* it lies open while somebody writes elsewhere */
    }
    bool done = find_theme(given->theme ? given->theme : settings->theme, &screen->theme, err);
    if (done) {
        cli->status = cli->full_screen(screen);
    }
    settings_destroy(settings);
    return done;
}

/* ---- verhaal keys ---- */

static void print_keys(const struct keymap *keymap)
{
    for (size_t i = 0; i < command_count(); i++) {
        const struct command *command = command_at(i);
        const char *key = keymap_key(keymap, command), *second = keymap_second(keymap, command);
        char left[80], keys[48];
        snprintf(keys, sizeof keys, "%s%s%s", key ? key : "", key && second ? ", " : "",
                 second ? second : "");
        snprintf(left, sizeof left, "%-20s %s", command->name, keys);
        cli_print_row(stdout, left, 46, _(command->summary));
    }
}

static size_t print_conflicts(const struct keymap *keymap)
{
    struct key_conflict conflict;
    size_t count = 0;
    while (keymap_conflict(keymap, count, &conflict)) {
        fprintf(stderr,
                _("%s belongs to \"%s\" and to \"%s\" in the same place: the first gets it\n"),
                conflict.key, conflict.first->name, conflict.hidden->name);
        count++;
    }
    for (size_t i = 0; i < command_count(); i++) {
        if (!keymap_has_key(keymap, command_at(i))) {
            fprintf(stderr, _("\"%s\" has no key; the palette still has it\n"),
                    command_at(i)->name);
        }
    }
    return count;
}

static void print_json(const struct keymap *keymap)
{
    json_t *commands = json_array(), *conflicts = json_array();
    struct key_conflict conflict;
    for (size_t i = 0; i < command_count(); i++) {
        const struct command *command = command_at(i);
        json_array_append_new(commands,
                              json_pack("{s:s, s:s?, s:s?, s:s}", "command", command->name, "key",
                                        keymap_key(keymap, command), "second",
                                        keymap_second(keymap, command), "summary",
                                        _(command->summary)));
    }
    for (size_t i = 0; keymap_conflict(keymap, i, &conflict); i++) {
        json_array_append_new(conflicts, json_pack("{s:s, s:s, s:s}", "key", conflict.key, "first",
                                                   conflict.first->name, "hidden",
                                                   conflict.hidden->name));
    }
    json_t *all = json_pack("{s:o, s:o}", "commands", commands, "conflicts", conflicts);
    cli_print_json(all);
    json_decref(all);
}

bool cli_keys(struct cli *cli, const char *const *words, size_t count, struct error *err)
{
    struct settings *settings = settings_create();
    (void)words;
    (void)count;
    bool done = settings_load(settings, cli->world, err);
    struct keymap *keymap = keymap_create(settings);
    if (cli->arguments.json) {
        print_json(keymap);
    } else {
        print_keys(keymap);
        if (print_conflicts(keymap)) {
            cli->status = 1;
        }
    }
    keymap_destroy(keymap);
    settings_destroy(settings);
    return done;
}
