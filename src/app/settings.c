/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The settings file, key by key from one table. Each mistake is told with its
 * line, and costs that one setting and nothing else.
 */
#include "app/settings.h"

#include "app/command.h"
#include "base/alloc.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/key.h"
#include "base/text.h"
#include "base/yaml_tree.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* What is read: settings so far, where from, and the mistakes met. */
struct reading {
    struct settings *settings;
    struct error *err;
    size_t mistakes;
};

PRINTF_LIKE(3, 4)
static void mistake(struct reading *reading, const struct yaml_value *at, const char *format, ...)
{
    struct buf message = BUF_INIT;
    va_list arguments;
    if (reading->mistakes++ > 0) {
        return;
    }
    va_start(arguments, format);
    buf_add_format_list(&message, format, arguments);
    va_end(arguments);
    error_at(reading->err, ERROR_INVALID, reading->settings->file, at->line, at->column, "%s",
             buf_text(&message));
    buf_finish(&message);
}

static const char *keep(const struct reading *reading, const struct yaml_value *value)
{
    return arena_copy(reading->settings->arena, value->text, value->length);
}

static bool is_scalar(struct reading *reading, const struct yaml_value *value)
{
    if (value->kind != YAML_SCALAR) {
        mistake(reading, value, _("a word was expected here, not a %s"),
                yaml_kind_name(value->kind));
    }
    return value->kind == YAML_SCALAR;
}

/* ---- one setting each ---- */

static void read_theme(struct reading *reading, const struct yaml_value *value)
{
    static const char *const names[] = {"auto", "light", "dark", "contrast", "none"};
    if (!is_scalar(reading, value)) {
        return;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], value->text) == 0) {
            reading->settings->theme = names[i];
            return;
        }
    }
    mistake(reading, value,
            _("there is no theme \"%s\"; there are auto, light, dark, contrast "
              "and none"),
            value->text);
}

static void read_switch(struct reading *reading, const struct yaml_value *value, bool *out)
{
    if (!is_scalar(reading, value)) {
        return;
    }
    if (strcmp(value->text, "true") == 0 || strcmp(value->text, "false") == 0) {
        *out = value->text[0] == 't';
        return;
    }
    mistake(reading, value, _("\"%s\" is neither true nor false"), value->text);
}

static void read_ascii(struct reading *reading, const struct yaml_value *value)
{
    read_switch(reading, value, &reading->settings->ascii);
}

static void read_mouse(struct reading *reading, const struct yaml_value *value)
{
    read_switch(reading, value, &reading->settings->mouse);
}

static void read_lock(struct reading *reading, const struct yaml_value *value)
{
    char *end;
    if (!is_scalar(reading, value)) {
        return;
    }
    long minutes = strtol(value->text, &end, 10);
    if (end == value->text || *end || minutes < 1 || minutes > 15) {
        mistake(reading, value, _("\"%s\" is no number of minutes from 1 to 15"), value->text);
        return;
    }
    reading->settings->lock_minutes = (int)minutes;
}

/* ---- keys ---- */

static bool read_key(struct reading *reading, const struct yaml_value *value, const char **out)
{
    struct key key;
    *out = NULL;
    if (!is_scalar(reading, value)) {
        return false;
    }
    if (strcmp(value->text, "none") == 0) {
        return true;
    }
    if (!key_parse(&key, value->text, value->length) ||
        (key.name == KEY_NAME_TEXT && key.modifiers == 0)) {
        mistake(reading, value,
                _("\"%s\" is no key for a command; keys are called F4, Ctrl-P, Alt-x, Tab"),
                value->text);
        return false;
    }
    *out = keep(reading, value);
    return true;
}

static const struct command *read_command(struct reading *reading, const struct yaml_value *name)
{
    const struct command *command = command_find(name->text);
    if (command) {
        return command;
    }
    const char **names = alloc_array(command_count(), sizeof *names);
    for (size_t i = 0; i < command_count(); i++) {
        names[i] = command_at(i)->name;
    }
    const char *near = text_nearest(name->text, names, command_count());
    if (near) {
        mistake(reading, name, _("there is no such command; did you mean \"%s\"?"), near);
    } else {
        mistake(reading, name, _("there is no command \"%s\"; `verhaal keys` lists them"),
                name->text);
    }
    free(names);
    return NULL;
}

static void read_binding(struct reading *reading, const struct yaml_value *name,
                         const struct yaml_value *value)
{
    struct settings *settings = reading->settings;
    struct key_setting setting = {.line = name->line, .column = name->column};
    const struct command *command = read_command(reading, name);
    if (!command || settings->key_count == SETTINGS_MAX_KEYS) {
        return;
    }
    setting.command = command->name;
    if (value->kind == YAML_LIST) {
        if (value->count != 1 && value->count != 2) {
            mistake(reading, value, _("\"%s\" needs one or two keys"), name->text);
            return;
        }
        if (!read_key(reading, value->items[0], &setting.key) ||
            (value->count == 2 && !read_key(reading, value->items[1], &setting.second))) {
            return;
        }
    } else if (!read_key(reading, value, &setting.key)) {
        return;
    }
    settings->keys[settings->key_count++] = setting;
}

static void read_keys(struct reading *reading, const struct yaml_value *value)
{
    if (value->kind != YAML_MAP) {
        mistake(reading, value, _("commands with their keys were expected here, not a %s"),
                yaml_kind_name(value->kind));
        return;
    }
    reading->settings->keys =
        arena_take(reading->settings->arena, SETTINGS_MAX_KEYS, sizeof(struct key_setting));
    for (size_t i = 0; i < value->count; i++) {
        read_binding(reading, value->keys[i], value->items[i]);
    }
}

/* ---- abbreviations ---- */

static int by_word(const void *a, const void *b)
{
    return strcmp(((const struct snippet *)a)->word, ((const struct snippet *)b)->word);
}

static bool is_word(const char *text)
{
    return text[0] && !strpbrk(text, " \t\n\r");
}

static void read_snippets(struct reading *reading, const struct yaml_value *value)
{
    struct settings *settings = reading->settings;
    if (value->kind != YAML_MAP) {
        mistake(reading, value, _("abbreviations with their texts were expected here, not a %s"),
                yaml_kind_name(value->kind));
        return;
    }
    settings->snippets = arena_take(settings->arena, value->count + 1, sizeof(struct snippet));
    for (size_t i = 0; i < value->count && settings->snippet_count < SETTINGS_MAX_SNIPPETS; i++) {
        if (!is_word(value->keys[i]->text)) {
            mistake(reading, value->keys[i], _("an abbreviation is one word: \"%s\""),
                    value->keys[i]->text);
        } else if (is_scalar(reading, value->items[i])) {
            settings->snippets[settings->snippet_count++] =
                (struct snippet){keep(reading, value->keys[i]), keep(reading, value->items[i])};
        }
    }
    qsort(settings->snippets, settings->snippet_count, sizeof *settings->snippets, by_word);
}

/* ---- the file ---- */

static const struct {
    const char *name;
    void (*read)(struct reading *reading, const struct yaml_value *value);
} parts[] = {
    {"theme", read_theme},     {"ascii", read_ascii}, {"mouse", read_mouse},
    {"lock_after", read_lock}, {"keys", read_keys},   {"snippets", read_snippets},
};
#define PART_COUNT (sizeof parts / sizeof *parts)

static void read_part(struct reading *reading, const struct yaml_value *name,
                      const struct yaml_value *value)
{
    const char *names[PART_COUNT];
    for (size_t i = 0; i < PART_COUNT; i++) {
        names[i] = parts[i].name;
        if (strcmp(parts[i].name, name->text) == 0) {
            parts[i].read(reading, value);
            return;
        }
    }
    const char *near = text_nearest(name->text, names, PART_COUNT);
    if (near) {
        mistake(reading, name, _("there is no such setting; did you mean \"%s\"?"), near);
    } else {
        mistake(reading, name,
                _("there is no setting \"%s\"; there are theme, ascii, mouse, lock_after, keys "
                  "and snippets"),
                name->text);
    }
}

bool settings_read(struct settings *settings, const char *text, size_t length, const char *file,
                   struct error *err)
{
    struct reading reading = {settings, err, 0};
    struct arena *tree = arena_create();
    struct yaml_value *root = NULL;
    bool done = false;
    settings->file = arena_string(settings->arena, file);
    if (length == 0) {
        done = true;
        goto out;
    }
    if (!yaml_tree_read(&root, tree, text, length, file, err)) {
        goto out;
    }
    if (root->kind != YAML_MAP) {
        mistake(&reading, root, _("settings were expected here, not a %s"),
                yaml_kind_name(root->kind));
        goto out;
    }
    for (size_t i = 0; i < root->count; i++) {
        read_part(&reading, root->keys[i], root->items[i]);
    }
    if (reading.mistakes > 1) {
        error_context(err, _("%zu mistakes, the first"), reading.mistakes);
    }
    done = reading.mistakes == 0;
out:
    arena_destroy(tree);
    return done;
}

bool settings_load(struct settings *settings, const struct world *world, struct error *err)
{
    struct buf path = BUF_INIT, text = BUF_INIT;
    bool done = true;
    buf_add_format(&path, "%s/settings.yaml", world->config_home);
    if (file_exists(buf_text(&path))) {
        done = file_read(&text, buf_text(&path), YAML_TREE_MAX_BYTES, err) &&
               settings_read(settings, buf_text(&text), text.length, buf_text(&path), err);
    }
    buf_finish(&text);
    buf_finish(&path);
    return done;
}

struct settings *settings_create(void)
{
    struct settings *settings = alloc_array(1, sizeof *settings);
    settings->arena = arena_create();
    settings->file = "";
    return settings;
}

void settings_destroy(struct settings *settings)
{
    if (settings) {
        arena_destroy(settings->arena);
        free(settings);
    }
}

const char *settings_snippet(const struct settings *settings, const char *word, size_t length)
{
    for (size_t i = 0; settings && i < settings->snippet_count; i++) {
        const char *known = settings->snippets[i].word;
        if (strlen(known) == length && memcmp(known, word, length) == 0) {
            return settings->snippets[i].text;
        }
    }
    return NULL;
}
