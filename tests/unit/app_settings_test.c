/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The settings file: what is right is used, what is wrong is told with its place
 * and changes nothing; keys follow the settings, and quarrels are found.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/keymap.h"
#include "app/settings.h"

#include <string.h>

static bool read_text(struct settings *settings, const char *text, struct error *err)
{
    *err = (struct error){0};
    return settings_read(settings, text, strlen(text), "settings.yaml", err);
}

static void a_whole_file(void **state)
{
    (void)state;
    struct error err;
    struct settings *settings = settings_create();
    assert_true(read_text(settings,
                          "theme: dark\nascii: true\nmouse: true\nlock_after: 10\n"
                          "keys:\n  help: [Alt-z, Ctrl-B]\n  quit: none\n  lock: Ctrl-L\n"
                          "snippets:\n  vt: through the interpreter\n  ab: |\n    two\n    lines\n",
                          &err));
    assert_string_equal(settings->theme, "dark");
    assert_true(settings->ascii && settings->mouse);
    assert_int_equal(settings->lock_minutes, 10);
    assert_int_equal(settings->key_count, 3);
    assert_string_equal(settings_snippet(settings, "vt", 2), "through the interpreter");
    assert_string_equal(settings_snippet(settings, "abc", 2), "two\nlines\n");
    assert_null(settings_snippet(settings, "v", 1));
    assert_null(settings_snippet(NULL, "vt", 2));
    struct keymap *keymap = keymap_create(settings);
    assert_string_equal(keymap_key(keymap, command_find("help")), "Alt-z");
    assert_string_equal(keymap_second(keymap, command_find("help")), "Ctrl-B");
    assert_null(keymap_key(keymap, command_find("quit")));
    assert_false(keymap_has_key(keymap, command_find("quit")));
    assert_true(keymap_has_key(keymap, command_find("lock")));
    struct key key;
    const uint64_t contexts[] = {IN_ANY, 0};
    assert_true(key_parse(&key, "Ctrl-L", 6));
    assert_string_equal(keymap_find(keymap, &key, contexts)->name, "lock");
    assert_true(key_parse(&key, "F10", 3));
    assert_null(keymap_find(keymap, &key, contexts));
    keymap_destroy(keymap);
    settings_destroy(settings);
}

static void nothing_is_fine(void **state)
{
    (void)state;
    struct error err;
    struct settings *settings = settings_create();
    assert_true(read_text(settings, "", &err));
    assert_null(settings->theme);
    assert_int_equal(settings->lock_minutes, 0);
    settings_destroy(settings);
}

static void mistakes_have_a_place_and_cost_one_setting(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned line, column;
        const char *says;
    } cases[] = {
        {"theme: purple\nmouse: true\n", 1, 8, "purple"},
        {"mouse: true\nthem: dark\n", 2, 1, "theme"},
        {"mouse: true\nascii: yes\n", 2, 8, "yes"},
        {"lock_after: 99\nmouse: true\n", 1, 13, "99"},
        {"keys:\n  hlep: F1\nmouse: true\n", 2, 3, "help"},
        {"keys:\n  help: Hyper-9\nmouse: true\n", 2, 9, "Hyper-9"},
        {"keys:\n  help: x\nmouse: true\n", 2, 9, "x"},
        {"keys:\n  help: [F1, F2, F3]\nmouse: true\n", 2, 9, "one or two"},
        {"keys: F1\nmouse: true\n", 1, 7, "expected"},
        {"snippets:\n  \"a b\": c\nmouse: true\n", 2, 3, "one word"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error err;
        struct settings *settings = settings_create();
        assert_false(read_text(settings, cases[i].text, &err));
        assert_int_equal(err.line, cases[i].line);
        assert_int_equal(err.column, cases[i].column);
        assert_non_null(strstr(err.message, cases[i].says));
        assert_true(settings->mouse);
        assert_int_equal(settings->key_count, 0);
        settings_destroy(settings);
    }
    struct error err;
    struct settings *settings = settings_create();
    assert_false(read_text(settings, "theme: a\nascii: b\n", &err));
    assert_non_null(strstr(err.message, "2"));
    assert_false(read_text(settings, "- a list\n", &err));
    assert_false(read_text(settings, "a: [", &err));
    settings_destroy(settings);
}

static void quarrels_are_found(void **state)
{
    (void)state;
    struct error err;
    struct key_conflict conflict;
    struct settings *settings = settings_create();
    struct keymap *keymap = keymap_create(NULL);
    assert_false(keymap_conflict(keymap, 0, &conflict));
    keymap_destroy(keymap);
    assert_true(read_text(settings, "keys:\n  outline: F3\n", &err));
    keymap = keymap_create(settings);
    assert_true(keymap_conflict(keymap, 0, &conflict));
    assert_string_equal(conflict.key, "F3");
    assert_string_equal(conflict.first->name, "who");
    assert_string_equal(conflict.hidden->name, "outline");
    assert_false(keymap_conflict(keymap, 1, &conflict));
    keymap_destroy(keymap);
    settings_destroy(settings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_file),
        cmocka_unit_test(nothing_is_fine),
        cmocka_unit_test(mistakes_have_a_place_and_cost_one_setting),
        cmocka_unit_test(quarrels_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
