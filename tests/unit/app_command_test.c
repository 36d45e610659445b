/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of commands: every row is complete, every key is a key, and no two
 * commands quarrel over one in the same place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/keymap.h"

#include <string.h>

static void rows_are_complete(void **state)
{
    (void)state;
    assert_true(command_count() > 50);
    for (size_t i = 0; i < command_count(); i++) {
        const struct command *command = command_at(i);
        struct key key;
        assert_true(strlen(command->name) > 1);
        assert_non_null(command->run);
        assert_true(command->contexts != 0);
        assert_true(strlen(command->summary) > 8);
        assert_ptr_equal(command_find(command->name), command);
        /* Every action has a key. */
        assert_non_null(command->key);
        assert_true(key_parse(&key, command->key, strlen(command->key)));
        if (command->second) {
            assert_true(key_parse(&key, command->second, strlen(command->second)));
        }
        assert_true(!command->footer || command->label);
    }
    assert_null(command_find("no-such-command"));
}

static bool same_key(const char *a, const char *b)
{
    struct key one, two;
    return a && b && key_parse(&one, a, strlen(a)) && key_parse(&two, b, strlen(b)) &&
           key_equal(&one, &two);
}

static bool quarrel(const struct command *a, const struct command *b)
{
    return (a->contexts & b->contexts) &&
           (same_key(a->key, b->key) || same_key(a->key, b->second) ||
            same_key(a->second, b->key) || same_key(a->second, b->second));
}

static void no_key_has_two_meanings(void **state)
{
    (void)state;
    for (size_t i = 0; i < command_count(); i++) {
        for (size_t j = i + 1; j < command_count(); j++) {
            if (quarrel(command_at(i), command_at(j))) {
                fail_msg("%s and %s share a key", command_at(i)->name, command_at(j)->name);
            }
        }
    }
    /* The control: a command quarrels with itself. */
    assert_true(quarrel(command_at(0), command_at(0)));
}

static void the_first_context_wins(void **state)
{
    (void)state;
    struct key enter;
    struct keymap *keymap = keymap_create(NULL);
    const uint64_t text[] = {IN_TEXT, IN_ANY, 0}, line[] = {IN_ONE_LINE, IN_TEXT, IN_ANY, 0};
    assert_true(key_parse(&enter, "Enter", 5));
    assert_string_equal(keymap_find(keymap, &enter, text)->name, "new-line");
    assert_string_equal(keymap_find(keymap, &enter, line)->name, "next-line");
    assert_true(keymap_runs(keymap, command_find("new-line"), text));
    assert_false(keymap_runs(keymap, command_find("new-line"), line));
    const uint64_t nowhere[] = {0};
    assert_null(keymap_find(keymap, &enter, nowhere));
    keymap_destroy(keymap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_complete),
        cmocka_unit_test(no_key_has_two_meanings),
        cmocka_unit_test(the_first_context_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
