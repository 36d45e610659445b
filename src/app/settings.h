/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person or a site has chosen once: look, mouse, keys, abbreviations.
 * One small YAML file, settings.yaml in the directory of settings. It holds
 * nothing about patients and is never written by the program.
 *
 *     theme: dark
 *     mouse: true
 *     lock_after: 10
 *     keys:
 *       capture: [F2, Ctrl-B]
 *       flag: none
 *     snippets:
 *       vt: "through the interpreter"
 */
#ifndef APP_SETTINGS_H
#define APP_SETTINGS_H

#include "base/error.h"
#include "base/world.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;

#define SETTINGS_MAX_KEYS     400
#define SETTINGS_MAX_SNIPPETS 1000

struct key_setting {
    const char *command;      /* a name of the table of commands */
    const char *key, *second; /* as key_parse() reads them; NULL: no key */
    unsigned line, column;
};

struct snippet {
    const char *word; /* as typed, without white space */
    const char *text;
};

struct settings {
    struct arena *arena;
    const char *file;      /* where it was read from, for messages */
    const char *theme;     /* "auto", "light", "dark", "contrast", "none"; NULL: not chosen */
    bool ascii, mouse;
    int lock_minutes;      /* 1 to 15; 0: not chosen */
    struct key_setting *keys;
    size_t key_count;
    struct snippet *snippets; /* sorted by word */
    size_t snippet_count;
};

/* Everything as the program comes. */
struct settings *settings_create(void);
void settings_destroy(struct settings *settings); /* accepts NULL */

/*
 * Reads TEXT. What is right is used, what is wrong is left as it was: a slip in
 * a settings file must not keep a clinician from her patients. False if anything
 * was wrong; ERR has the first, with line and column, and how many more there are.
 */
bool settings_read(struct settings *settings, const char *text, size_t length, const char *file,
                   struct error *err);
/* The file of WORLD; none at all is no error. */
bool settings_load(struct settings *settings, const struct world *world, struct error *err);

/* The text behind an abbreviation, or NULL. */
const char *settings_snippet(const struct settings *settings, const char *word, size_t length);

#endif
