/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys as words, for key tables, help, scripts and the settings file. Only what
 * a terminal can send has a name: Ctrl-I is Tab there, so it is refused here
 * rather than bound to something that never comes.
 */
#include "config.h"

#include "base/key.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* The first spelling of a key is the one that is written. */
static const struct {
    const char *word;
    enum key_name name;
} WORDS[] = {
    {"Enter", KEY_NAME_ENTER},       {"Return", KEY_NAME_ENTER},
    {"Tab", KEY_NAME_TAB},           {"Backspace", KEY_NAME_BACKSPACE},
    {"Esc", KEY_NAME_ESCAPE},        {"Escape", KEY_NAME_ESCAPE},
    {"Delete", KEY_NAME_DELETE},     {"Del", KEY_NAME_DELETE},
    {"Insert", KEY_NAME_INSERT},     {"Ins", KEY_NAME_INSERT},
    {"Up", KEY_NAME_UP},             {"Down", KEY_NAME_DOWN},
    {"Left", KEY_NAME_LEFT},         {"Right", KEY_NAME_RIGHT},
    {"Home", KEY_NAME_HOME},         {"End", KEY_NAME_END},
    {"PgUp", KEY_NAME_PAGE_UP},      {"PageUp", KEY_NAME_PAGE_UP},
    {"PgDn", KEY_NAME_PAGE_DOWN},    {"PageDown", KEY_NAME_PAGE_DOWN},
    {"F1", KEY_NAME_F1},             {"F2", KEY_NAME_F2},
    {"F3", KEY_NAME_F3},             {"F4", KEY_NAME_F4},
    {"F5", KEY_NAME_F5},             {"F6", KEY_NAME_F6},
    {"F7", KEY_NAME_F7},             {"F8", KEY_NAME_F8},
    {"F9", KEY_NAME_F9},             {"F10", KEY_NAME_F10},
    {"F11", KEY_NAME_F11},           {"F12", KEY_NAME_F12},
};
#define WORD_COUNT (sizeof WORDS / sizeof *WORDS)

static const struct {
    const char *prefix;
    enum key_modifier modifier;
} MODIFIERS[] = {{"Ctrl-", KEY_CONTROL}, {"Alt-", KEY_ALT}, {"Shift-", KEY_SHIFT}};
#define MODIFIER_COUNT (sizeof MODIFIERS / sizeof *MODIFIERS)

static unsigned take_modifiers(const char **text, size_t *length)
{
    unsigned modifiers = 0;

    for (size_t i = 0; i < MODIFIER_COUNT; i++) {
        size_t size = strlen(MODIFIERS[i].prefix);
        if (*length > size && strncasecmp(*text, MODIFIERS[i].prefix, size) == 0) {
            modifiers |= MODIFIERS[i].modifier;
            *text += size;
            *length -= size;
        }
    }
    return modifiers;
}

/* Ctrl with a letter, or one of the few signs that have a control code; without
 * those letters whose code is another key's. */
static bool has_control(uint32_t code_point)
{
    if (code_point >= 0x80 || code_point == 0)
        return false;
    if (code_point >= 'a' && code_point <= 'z')
        return strchr("hijm", (int)code_point) == NULL;
    return strchr(" \\]^_", (int)code_point) != NULL;
}

static bool parse_text(struct key *key, const char *text, size_t length)
{
    uint32_t code_point;

    if (length == 5 && strncasecmp(text, "Space", 5) == 0) {
        code_point = ' ';
    } else if (length == 0 || text_decode(text, length, &code_point) != length) {
        return false;
    } else if (length == 1 && !isprint((unsigned char)text[0])) {
        return false;
    }
    if (!text_acceptable(code_point) || code_point == '\n' || code_point == '\t')
        return false;
    if (key->modifiers & KEY_SHIFT)
        return false; /* a capital is its own key */
    if (key->modifiers & KEY_CONTROL) {
        if (code_point >= 'A' && code_point <= 'Z')
            code_point += 'a' - 'A';
        if (!has_control(code_point))
            return false;
    }
    key->name = KEY_NAME_TEXT;
    key->code_point = code_point;
    return true;
}

bool key_parse(struct key *out, const char *text, size_t length)
{
    struct key key = {KEY_NAME_NONE, 0, 0};

    key.modifiers = take_modifiers(&text, &length);
    for (size_t i = 0; i < WORD_COUNT; i++) {
        if (strlen(WORDS[i].word) == length && strncasecmp(text, WORDS[i].word, length) == 0)
            key.name = WORDS[i].name;
    }
    if (key.name == KEY_NAME_NONE && !parse_text(&key, text, length))
        return false;
    *out = key;
    return true;
}

void key_format(struct buf *out, const struct key *key)
{
    for (size_t i = 0; i < MODIFIER_COUNT; i++) {
        if (key->modifiers & MODIFIERS[i].modifier)
            buf_add_text(out, MODIFIERS[i].prefix);
    }
    if (key->name == KEY_NAME_TEXT) {
        uint32_t code_point = key->code_point;
        if (key->modifiers & KEY_CONTROL && code_point >= 'a' && code_point <= 'z')
            code_point -= 'a' - 'A';
        if (code_point == ' ')
            buf_add_text(out, "Space");
        else
            text_encode(out, code_point);
        return;
    }
    for (size_t i = 0; i < WORD_COUNT; i++) {
        if (WORDS[i].name == key->name) {
            buf_add_text(out, WORDS[i].word);
            return;
        }
    }
}

bool key_equal(const struct key *a, const struct key *b)
{
    return a->name == b->name && a->modifiers == b->modifiers &&
           (a->name != KEY_NAME_TEXT || a->code_point == b->code_point);
}
