/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The themes as tables from role to look. AUTO keeps to colours that can be read
 * on light and on dark grounds. What is typed in is plain in every theme: it
 * saves the terminal two changes of attributes with every key.
 */
#include "config.h"

#include "term/theme.h"

#include <assert.h>

typedef struct look look_table[ROLE_COUNT];

#define OWN COLOUR_OWN, COLOUR_OWN

static const look_table AUTO = {
    [ROLE_TEXT] = {0, OWN},
    [ROLE_DIM] = {LOOK_DIM, OWN},
    [ROLE_TITLE] = {LOOK_REVERSE, OWN},
    [ROLE_HEADING] = {LOOK_BOLD, OWN},
    [ROLE_PROMPT] = {LOOK_BOLD, OWN},
    [ROLE_GUIDANCE] = {0, COLOUR_MAGENTA, COLOUR_OWN},
    [ROLE_INPUT] = {0, OWN},
    [ROLE_SELECTED] = {LOOK_REVERSE, OWN},
    [ROLE_MARKED] = {0, COLOUR_BLACK, COLOUR_CYAN},
    [ROLE_KEY] = {LOOK_BOLD, OWN},
    [ROLE_FOOTER] = {0, OWN},
    [ROLE_WARNING] = {LOOK_BOLD, COLOUR_RED, COLOUR_OWN},
    [ROLE_ERROR] = {LOOK_BOLD, COLOUR_WHITE, COLOUR_RED},
    [ROLE_DONE] = {0, COLOUR_GREEN, COLOUR_OWN},
    [ROLE_LATER] = {0, COLOUR_MAGENTA, COLOUR_OWN},
    [ROLE_PATIENT] = {LOOK_BOLD, OWN},
    [ROLE_LINE] = {LOOK_DIM, OWN},
};

static const look_table LIGHT = {
    [ROLE_TEXT] = {0, OWN},
    [ROLE_DIM] = {LOOK_DIM, OWN},
    [ROLE_TITLE] = {LOOK_BOLD, COLOUR_WHITE, COLOUR_BLUE},
    [ROLE_HEADING] = {LOOK_BOLD, COLOUR_BLUE, COLOUR_OWN},
    [ROLE_PROMPT] = {LOOK_BOLD, OWN},
    [ROLE_GUIDANCE] = {0, COLOUR_MAGENTA, COLOUR_OWN},
    [ROLE_INPUT] = {0, OWN},
    [ROLE_SELECTED] = {0, COLOUR_WHITE, COLOUR_BLUE},
    [ROLE_MARKED] = {0, COLOUR_BLACK, COLOUR_CYAN},
    [ROLE_KEY] = {LOOK_BOLD, COLOUR_BLUE, COLOUR_OWN},
    [ROLE_FOOTER] = {0, OWN},
    [ROLE_WARNING] = {LOOK_BOLD, COLOUR_RED, COLOUR_OWN},
    [ROLE_ERROR] = {LOOK_BOLD, COLOUR_WHITE, COLOUR_RED},
    [ROLE_DONE] = {0, COLOUR_GREEN, COLOUR_OWN},
    [ROLE_LATER] = {0, COLOUR_MAGENTA, COLOUR_OWN},
    [ROLE_PATIENT] = {LOOK_BOLD, COLOUR_BLUE, COLOUR_OWN},
    [ROLE_LINE] = {LOOK_DIM, OWN},
};

static const look_table DARK = {
    [ROLE_TEXT] = {0, OWN},
    [ROLE_DIM] = {LOOK_DIM, OWN},
    [ROLE_TITLE] = {0, COLOUR_BLACK, COLOUR_CYAN},
    [ROLE_HEADING] = {LOOK_BOLD, COLOUR_CYAN, COLOUR_OWN},
    [ROLE_PROMPT] = {LOOK_BOLD, OWN},
    [ROLE_GUIDANCE] = {0, COLOUR_CYAN, COLOUR_OWN},
    [ROLE_INPUT] = {0, OWN},
    [ROLE_SELECTED] = {0, COLOUR_BLACK, COLOUR_CYAN},
    [ROLE_MARKED] = {0, COLOUR_BLACK, COLOUR_YELLOW},
    [ROLE_KEY] = {LOOK_BOLD, COLOUR_YELLOW, COLOUR_OWN},
    [ROLE_FOOTER] = {0, OWN},
    [ROLE_WARNING] = {LOOK_BOLD, COLOUR_YELLOW, COLOUR_OWN},
    [ROLE_ERROR] = {LOOK_BOLD, COLOUR_WHITE, COLOUR_RED},
    [ROLE_DONE] = {0, COLOUR_GREEN, COLOUR_OWN},
    [ROLE_LATER] = {0, COLOUR_YELLOW, COLOUR_OWN},
    [ROLE_PATIENT] = {LOOK_BOLD, COLOUR_YELLOW, COLOUR_OWN},
    [ROLE_LINE] = {LOOK_DIM, OWN},
};

static const look_table CONTRAST = {
    [ROLE_TEXT] = {0, OWN},
    [ROLE_DIM] = {0, OWN},
    [ROLE_TITLE] = {LOOK_REVERSE | LOOK_BOLD, OWN},
    [ROLE_HEADING] = {LOOK_BOLD | LOOK_UNDERLINE, OWN},
    [ROLE_PROMPT] = {LOOK_BOLD, OWN},
    [ROLE_GUIDANCE] = {0, OWN},
    [ROLE_INPUT] = {0, OWN},
    [ROLE_SELECTED] = {LOOK_REVERSE | LOOK_BOLD, OWN},
    [ROLE_MARKED] = {LOOK_REVERSE | LOOK_UNDERLINE, OWN},
    [ROLE_KEY] = {LOOK_REVERSE, OWN},
    [ROLE_FOOTER] = {LOOK_BOLD, OWN},
    [ROLE_WARNING] = {LOOK_BOLD | LOOK_UNDERLINE, OWN},
    [ROLE_ERROR] = {LOOK_REVERSE | LOOK_BOLD, OWN},
    [ROLE_DONE] = {0, OWN},
    [ROLE_LATER] = {LOOK_BOLD, OWN},
    [ROLE_PATIENT] = {LOOK_BOLD, OWN},
    [ROLE_LINE] = {0, OWN},
};

static const look_table NONE = {
    [ROLE_TEXT] = {0, OWN},
    [ROLE_DIM] = {LOOK_DIM, OWN},
    [ROLE_TITLE] = {LOOK_REVERSE, OWN},
    [ROLE_HEADING] = {LOOK_BOLD, OWN},
    [ROLE_PROMPT] = {LOOK_BOLD, OWN},
    [ROLE_GUIDANCE] = {LOOK_DIM, OWN},
    [ROLE_INPUT] = {0, OWN},
    [ROLE_SELECTED] = {LOOK_REVERSE, OWN},
    [ROLE_MARKED] = {LOOK_REVERSE | LOOK_UNDERLINE, OWN},
    [ROLE_KEY] = {LOOK_BOLD, OWN},
    [ROLE_FOOTER] = {0, OWN},
    [ROLE_WARNING] = {LOOK_BOLD, OWN},
    [ROLE_ERROR] = {LOOK_REVERSE | LOOK_BOLD, OWN},
    [ROLE_DONE] = {0, OWN},
    [ROLE_LATER] = {0, OWN},
    [ROLE_PATIENT] = {LOOK_BOLD, OWN},
    [ROLE_LINE] = {LOOK_DIM, OWN},
};

static const look_table *const THEMES[] = {
    [THEME_AUTO] = &AUTO,         [THEME_LIGHT] = &LIGHT, [THEME_DARK] = &DARK,
    [THEME_CONTRAST] = &CONTRAST, [THEME_NONE] = &NONE,
};

const struct look *theme_look(enum term_theme theme, enum role role)
{
    assert((size_t)theme < sizeof THEMES / sizeof *THEMES && (int)role < ROLE_COUNT);
    return &(*THEMES[theme])[role];
}

bool theme_coloured(enum term_theme theme)
{
    return theme == THEME_AUTO || theme == THEME_LIGHT || theme == THEME_DARK;
}
