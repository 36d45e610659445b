/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys as words: written and read back they must be the same key, and what no
 * terminal can send must be refused, lest somebody binds a command to it.
 */
#include "config.h"

#include "base/key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *word;
    struct key key;
} KEYS[] = {
    {"Enter", {KEY_NAME_ENTER, 0, 0}},
    {"Tab", {KEY_NAME_TAB, 0, 0}},
    {"Shift-Tab", {KEY_NAME_TAB, KEY_SHIFT, 0}},
    {"Backspace", {KEY_NAME_BACKSPACE, 0, 0}},
    {"Esc", {KEY_NAME_ESCAPE, 0, 0}},
    {"Delete", {KEY_NAME_DELETE, 0, 0}},
    {"Insert", {KEY_NAME_INSERT, 0, 0}},
    {"Up", {KEY_NAME_UP, 0, 0}},
    {"Ctrl-Down", {KEY_NAME_DOWN, KEY_CONTROL, 0}},
    {"Ctrl-Left", {KEY_NAME_LEFT, KEY_CONTROL, 0}},
    {"Ctrl-Shift-Right", {KEY_NAME_RIGHT, KEY_CONTROL | KEY_SHIFT, 0}},
    {"Home", {KEY_NAME_HOME, 0, 0}},
    {"Ctrl-Alt-Shift-End", {KEY_NAME_END, KEY_CONTROL | KEY_ALT | KEY_SHIFT, 0}},
    {"PgUp", {KEY_NAME_PAGE_UP, 0, 0}},
    {"PgDn", {KEY_NAME_PAGE_DOWN, 0, 0}},
    {"F1", {KEY_NAME_F1, 0, 0}},
    {"F9", {KEY_NAME_F9, 0, 0}},
    {"Shift-F12", {KEY_NAME_F12, KEY_SHIFT, 0}},
    {"?", {KEY_NAME_TEXT, 0, '?'}},
    {"-", {KEY_NAME_TEXT, 0, '-'}},
    {"<", {KEY_NAME_TEXT, 0, '<'}},
    {"é", {KEY_NAME_TEXT, 0, 0xe9}},
    {"A", {KEY_NAME_TEXT, 0, 'A'}},
    {"Space", {KEY_NAME_TEXT, 0, ' '}},
    {"Ctrl-P", {KEY_NAME_TEXT, KEY_CONTROL, 'p'}},
    {"Ctrl-_", {KEY_NAME_TEXT, KEY_CONTROL, '_'}},
    {"Ctrl-Space", {KEY_NAME_TEXT, KEY_CONTROL, ' '}},
    {"Alt-x", {KEY_NAME_TEXT, KEY_ALT, 'x'}},
    {"Alt--", {KEY_NAME_TEXT, KEY_ALT, '-'}},
    {"Alt-é", {KEY_NAME_TEXT, KEY_ALT, 0xe9}},
};

static void round_trip(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        struct buf word = BUF_INIT;
        struct key key = {KEY_NAME_NONE, 0, 0};

        assert_true(key_parse(&key, KEYS[i].word, strlen(KEYS[i].word)));
        assert_true(key_equal(&key, &KEYS[i].key));
        key_format(&word, &key);
        assert_string_equal(buf_text(&word), KEYS[i].word);
        buf_finish(&word);
    }
}

static void each_key_is_itself(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        for (size_t j = 0; j < sizeof KEYS / sizeof *KEYS; j++)
            assert_int_equal(key_equal(&KEYS[i].key, &KEYS[j].key), i == j);
    }
}

static void other_spellings(void **state)
{
    static const struct {
        const char *word, *same;
    } SPELLINGS[] = {
        {"ctrl-p", "Ctrl-P"}, {"CTRL-p", "Ctrl-P"}, {"f4", "F4"},        {"escape", "Esc"},
        {"Del", "Delete"},    {"pageup", "PgUp"},   {"Return", "Enter"}, {"space", "Space"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof SPELLINGS / sizeof *SPELLINGS; i++) {
        struct key a, b;
        assert_true(key_parse(&a, SPELLINGS[i].word, strlen(SPELLINGS[i].word)));
        assert_true(key_parse(&b, SPELLINGS[i].same, strlen(SPELLINGS[i].same)));
        assert_true(key_equal(&a, &b));
    }
}

static void refuses_what_is_no_key(void **state)
{
    static const char *const WRONG[] = {
        "",        "F0",      "F13",      "F1x",    "Ctrl-",   "Nokey",  "Ctrl-I", "Ctrl-M",
        "Ctrl-H",  "Ctrl-J",  "Ctrl-[",   "Ctrl-1", "Ctrl-é",  "Shift-a", "ab",    "\t",
        "\n",      "\033",    "\xff",     "\xc3",   "Shift-Ctrl-Left", "Ctrl-Ctrl-A",
        "\xe2\x80\xae", "Up ", " Up",     "Alt-",
    };

    (void)state;
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        struct key key = {KEY_NAME_F7, 0, 0};
        if (key_parse(&key, WRONG[i], strlen(WRONG[i])))
            fail_msg("\"%s\" was taken for a key", WRONG[i]);
        assert_int_equal(key.name, KEY_NAME_F7); /* untouched */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trip),
        cmocka_unit_test(each_key_is_itself),
        cmocka_unit_test(other_spellings),
        cmocka_unit_test(refuses_what_is_no_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
