/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Themes: what must be told apart is told apart in each, without colour where
 * colour is not wanted, and never by colours that vanish on some ground.
 */
#include "config.h"

#include "term/theme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const enum term_theme ALL[] = {THEME_AUTO, THEME_LIGHT, THEME_DARK, THEME_CONTRAST,
                                      THEME_NONE};
#define THEMES (sizeof ALL / sizeof *ALL)

static bool same_look(const struct look *a, const struct look *b)
{
    return a->flags == b->flags && a->text == b->text && a->ground == b->ground;
}

static void what_matters_stands_out(void **state)
{
    static const enum role LOUD[] = {ROLE_TITLE, ROLE_SELECTED, ROLE_MARKED, ROLE_ERROR,
                                     ROLE_WARNING, ROLE_HEADING, ROLE_PROMPT, ROLE_KEY};

    (void)state;
    for (size_t i = 0; i < THEMES; i++) {
        const struct look *text = theme_look(ALL[i], ROLE_TEXT);
        for (size_t j = 0; j < sizeof LOUD / sizeof *LOUD; j++)
            assert_false(same_look(theme_look(ALL[i], LOUD[j]), text));
        assert_false(same_look(theme_look(ALL[i], ROLE_SELECTED), theme_look(ALL[i], ROLE_MARKED)));
        assert_true(same_look(theme_look(ALL[i], ROLE_INPUT), text)); /* bytes with every key */
    }
}

static void without_colour_means_without(void **state)
{
    (void)state;
    for (size_t i = 0; i < THEMES; i++) {
        bool coloured = false;
        for (int role = 0; role < ROLE_COUNT; role++) {
            const struct look *look = theme_look(ALL[i], (enum role)role);
            coloured = coloured || look->text != COLOUR_OWN || look->ground != COLOUR_OWN;
        }
        assert_int_equal(coloured, theme_coloured(ALL[i]));
    }
}

static void grounds_are_safe(void **state)
{
    (void)state;
    for (int role = 0; role < ROLE_COUNT; role++) {
        const struct look *any = theme_look(THEME_AUTO, (enum role)role);
        const struct look *light = theme_look(THEME_LIGHT, (enum role)role);
        const struct look *dark = theme_look(THEME_DARK, (enum role)role);

        if (any->ground == COLOUR_OWN)
            assert_true(any->text == COLOUR_OWN || any->text == COLOUR_RED ||
                        any->text == COLOUR_GREEN || any->text == COLOUR_MAGENTA);
        if (light->ground == COLOUR_OWN)
            assert_true(light->text != COLOUR_WHITE && light->text != COLOUR_YELLOW &&
                        light->text != COLOUR_CYAN);
        if (dark->ground == COLOUR_OWN)
            assert_true(dark->text != COLOUR_BLACK && dark->text != COLOUR_BLUE);
        assert_false(any->ground != COLOUR_OWN && any->text == COLOUR_OWN);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_matters_stands_out),
        cmocka_unit_test(without_colour_means_without),
        cmocka_unit_test(grounds_are_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
