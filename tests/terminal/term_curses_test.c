/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal back end on a real pseudo terminal: keys as terminals send them,
 * and what showing the grid writes.
 */
#include "config.h"

#include "terminal/echo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* ---- Keys ---- */

struct sample {
    const char *bytes, *shown;
};

static void assert_samples(struct vterm_screen *screen, const struct sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char expected[64];
        screen_send(screen, samples[i].bytes);
        snprintf(expected, sizeof expected, "%zu key:%s;", i + 1, samples[i].shown);
        assert_true(screen_wait_for(screen, expected));
    }
}

static void keys_of_xterm(void **state)
{
    static const struct sample SAMPLES[] = {
        {"a", "a"},           {"é", "é"},          {"\r", "Enter"},      {"\t", "Tab"},
        {"\033[Z", "Shift-Tab"}, {"\033OA", "Up"},  {"\033[B", "Down"},   {"\033OH", "Home"},
        {"\033[5~", "PgUp"},  {"\033[3~", "Delete"}, {"\033OP", "F1"},   {"\033[24~", "F12"},
        {"\033[1;5D", "Ctrl-Left"}, {"\033[1;5C", "Ctrl-Right"},         {"\0334", "F4"},
        {"\0330", "F10"},     {"\033x", "Alt-x"},  {"\x7f", "Backspace"}, {"\x10", "Ctrl-P"},
        {"\x03", "Ctrl-C"},   {"\x1a", "Ctrl-Z"},  {"\x13", "Ctrl-S"},   {"\x1c", "Ctrl-\\"},
    };
    struct vterm_screen *screen = echo_ready((struct echo_setup){0});

    (void)state;
    assert_samples(screen, SAMPLES, sizeof SAMPLES / sizeof *SAMPLES);
    screen_finish(screen);
}

static void keys_of_other_terminals(void **state)
{
    static const struct {
        const char *term;
        struct sample samples[4];
    } OTHERS[] = {
        {"TERM=linux", {{"\033[[A", "F1"}, {"\033[17~", "F6"}, {"\033[1~", "Home"},
                        {"\033[4~", "End"}}},
        {"TERM=tmux-256color", {{"\033OP", "F1"}, {"\033[1~", "Home"}, {"\033[1;5D", "Ctrl-Left"},
                                {"\033[Z", "Shift-Tab"}}},
        {"TERM=rxvt", {{"\033[11~", "F1"}, {"\033[7~", "Home"}, {"\033Od", "Ctrl-Left"},
                       {"\033[c", "Shift-Right"}}},
        {"TERM=vt220", {{"\033OP", "F1"}, {"\033[A", "Up"}, {"\033[6~", "PgDn"}, {"x", "x"}}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        struct echo_setup setup = {.environment = {OTHERS[i].term}};
        struct vterm_screen *screen = echo_start(setup);
        if (!screen_wait_for(screen, "echo fresh") && screen_shows(screen, "TERM is"))
            print_message("# %s is not installed here\n", OTHERS[i].term);
        else
            assert_samples(screen, OTHERS[i].samples, 4);
        screen_finish(screen);
    }
}

static void escape_needs_no_second_key(void **state)
{
    struct vterm_screen *screen = echo_ready((struct echo_setup){0});

    (void)state;
    screen_send(screen, "\033");
    assert_true(screen_wait_for(screen, "1 key:Esc;"));
    screen_send(screen, "4");
    assert_true(screen_wait_for(screen, "2 key:4;"));
    screen_finish(screen);
}

static void pastes_are_text(void **state)
{
    struct vterm_screen *screen = echo_ready((struct echo_setup){0});

    (void)state;
    assert_true(echo_wrote(screen, "\033[?2004h"));
    screen_send(screen, "\033[200~two\rlines\x11\033[201~");
    assert_true(screen_wait_for(screen, "1 paste:two lines;"));
    screen_send(screen, "\033[200~\033]0;title\007\033[201~");
    assert_true(screen_wait_for(screen, "2 paste:]0;title;"));
    assert_false(echo_wrote(screen, "\033]")); /* never an operating system command */
    screen_finish(screen);
}

/* ---- Showing ---- */

static bool wrote_more(struct vterm_screen *screen, const void *before)
{
    return echo_output(screen) > *(const size_t *)before;
}

static void windows_of_all_sizes(void **state)
{
    static const int SIZES[][2] = {{1, 1}, {2, 3}, {5, 20}, {5, 30}, {100, 300}, {24, 80}};
    struct vterm_screen *screen = echo_ready((struct echo_setup){0});

    (void)state;
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        size_t before = echo_output(screen);
        char expected[32];
        screen_resize(screen, SIZES[i][0], SIZES[i][1]);
        snprintf(expected, sizeof expected, "resize:%dx%d;", SIZES[i][0], SIZES[i][1]);
        if (SIZES[i][0] > 1 && SIZES[i][1] > 20)
            assert_true(screen_wait_for(screen, expected));
        else /* too small to say so, but painted anew */
            assert_true(screen_wait_until(screen, wrote_more, &before, "a repaint"));
    }
    assert_true(screen_wait_for(screen, "日本 e\xcc\x81 ☑"));
    screen_finish(screen);
}

/* The last thing that opening writes: before it the line discipline still echoes. */
static bool is_open(struct vterm_screen *screen, const void *self)
{
    (void)self;
    return echo_wrote(screen, "\033[?2004h");
}

struct place {
    int row, column;
};

static bool cursor_at(struct vterm_screen *screen, const void *self)
{
    const struct place *place = self;
    int row, column;
    bool visible;

    screen_cursor(screen, &row, &column, &visible);
    return visible && row == place->row && column == place->column;
}

static void one_key_costs_few_bytes(void **state)
{
    static const char TEXT[] = "a sentence of some length, typed as one types";
    struct vterm_screen *screen = echo_start((struct echo_setup){.arguments = {"quiet"}});
    struct place place = {3, sizeof TEXT};
    size_t before, at_end, within;

    (void)state;
    assert_true(screen_wait_until(screen, is_open, NULL, "the end of opening"));
    screen_send(screen, "s");
    assert_true(screen_wait_for(screen, "s"));
    before = echo_output(screen);
    for (size_t i = 0; i < sizeof TEXT - 1; i++) {
        char so_far[64];
        screen_send_bytes(screen, &TEXT[i], 1);
        snprintf(so_far, sizeof so_far, "s%.*s", (int)(i + 1), TEXT);
        assert_true(TEXT[i] == ' ' || screen_wait_for(screen, so_far));
    }
    assert_true(screen_wait_until(screen, cursor_at, &place, "the end of the sentence"));
    at_end = (echo_output(screen) - before) / (sizeof TEXT - 1);
    assert_in_range(at_end, 1, 4);
    for (int i = 0; i < 20; i++)
        screen_send(screen, "\033[D");
    place.column -= 20;
    assert_true(screen_wait_until(screen, cursor_at, &place, "the cursor to go back"));
    before = echo_output(screen);
    for (int i = 0; i < 10; i++) {
        screen_send(screen, "|");
        place.column++;
        assert_true(screen_wait_until(screen, cursor_at, &place, "the cursor to go on"));
    }
    within = (echo_output(screen) - before) / 10;
    print_message("# bytes a key: %zu at the end of a line, %zu within\n", at_end, within);
    assert_in_range(within, 1, 40); /* what follows on the line, and nothing else */
    screen_finish(screen);
}

static bool uses_colour(struct echo_setup setup)
{
    struct vterm_screen *screen = echo_ready(setup);
    struct screen_look look;
    int row, column;
    bool coloured;

    screen_send(screen, "x");
    assert_true(screen_wait_for(screen, "1 key:x;"));
    assert_true(screen_find(screen, "1 key:x;", &row, &column));
    look = screen_look_at(screen, row, column);
    assert_true(look.bold);
    coloured = look.coloured;
    assert_true(coloured || look.reverse);
    assert_true(screen_find(screen, "echo fresh", &row, &column));
    assert_true(screen_look_at(screen, row, column).reverse);
    assert_int_equal(coloured, echo_wrote(screen, "41m")); /* the ground of ROLE_ERROR */
    screen_finish(screen);
    return coloured;
}

static void colour_only_where_wanted(void **state)
{
    (void)state;
    assert_true(uses_colour((struct echo_setup){0}));
    assert_false(uses_colour((struct echo_setup){.environment = {"NO_COLOR=1"}}));
    assert_true(uses_colour((struct echo_setup){.environment = {"NO_COLOR="}}));
    assert_false(uses_colour((struct echo_setup){.arguments = {"theme=none"}}));
    assert_false(uses_colour((struct echo_setup){.environment = {"TERM=vt220"}}));
}

static void poor_terminals_are_refused(void **state)
{
    static const char *const POOR[] = {"TERM=dumb", "TERM=no-such-terminal", "TERM"};

    (void)state;
    for (size_t i = 0; i < sizeof POOR / sizeof *POOR; i++) {
        struct vterm_screen *screen = echo_start((struct echo_setup){.environment = {POOR[i]}});
        echo_assert_exit(screen, 1);
        assert_true(screen_shows(screen, "cannot show a full screen"));
        assert_true(screen_shows(screen, "--plain"));
        assert_true(screen_cooked(screen));
        screen_finish(screen);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_of_xterm),
        cmocka_unit_test(keys_of_other_terminals),
        cmocka_unit_test(escape_needs_no_second_key),
        cmocka_unit_test(pastes_are_text),
        cmocka_unit_test(windows_of_all_sizes),
        cmocka_unit_test(one_key_costs_few_bytes),
        cmocka_unit_test(colour_only_where_wanted),
        cmocka_unit_test(poor_terminals_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
