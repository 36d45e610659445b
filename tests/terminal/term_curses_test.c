/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal back end and the supervisor on a real pseudo terminal: keys as
 * terminals send them, and above all every way in which the program may end,
 * after none of which anything that was typed may be found on the terminal.
 */
#include "config.h"

#include "terminal/vterm_screen.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define CANARY "zebrafinch"

struct setup {
    const char *arguments[4];
    const char *environment[4];
    int rows, columns;
    bool one_screen;
};

static struct vterm_screen *start(struct setup setup)
{
    char path[4096];
    const char *argv[6] = {path};
    struct screen_options options = {
        .argv = argv,
        .environment = setup.environment,
        .rows = setup.rows > 0 ? setup.rows : 24,
        .columns = setup.columns > 0 ? setup.columns : 80,
        .one_screen = setup.one_screen,
    };
    const char *build = getenv("VERHAAL_TEST_BUILDDIR");

    snprintf(path, sizeof path, "%s/tests/terminal/term_echo", build != NULL ? build : ".");
    for (size_t i = 0; i < 4 && setup.arguments[i] != NULL; i++)
        argv[i + 1] = setup.arguments[i];
    return screen_start(&options);
}

static struct vterm_screen *start_ready(struct setup setup)
{
    struct vterm_screen *screen = start(setup);

    assert_true(screen_wait_for(screen, "echo fresh"));
    return screen;
}

static pid_t worker_of(struct vterm_screen *screen)
{
    const char *at = strstr(screen_row(screen, 0), "pid:");

    assert_non_null(at);
    return (pid_t)strtol(at + 4, NULL, 10);
}

static size_t output_length(struct vterm_screen *screen)
{
    size_t length;

    (void)screen_output(screen, &length);
    return length;
}

static bool wrote(struct vterm_screen *screen, const char *bytes, size_t from)
{
    size_t length;
    const char *output = screen_output(screen, &length);

    return memmem(output + from, length - from, bytes, strlen(bytes)) != NULL;
}

/* After whatever end: nothing typed is left, and the terminal is as it was. */
static void assert_restored(struct vterm_screen *screen)
{
    int row, column;
    bool visible;

    assert_false(screen_holds(screen, CANARY));
    assert_true(screen_cooked(screen));
    screen_cursor(screen, &row, &column, &visible);
    assert_true(visible);
    assert_true(wrote(screen, "\033[?2004l", 0));
}

static void type_canary(struct vterm_screen *screen)
{
    screen_send(screen, CANARY);
    assert_true(screen_wait_for(screen, CANARY));
}

static void assert_exit(struct vterm_screen *screen, int code)
{
    int status;

    assert_true(screen_wait_end(screen, &status));
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), code);
}

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
    struct vterm_screen *screen = start_ready((struct setup){0});

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
        struct vterm_screen *screen = start((struct setup){.environment = {OTHERS[i].term}});
        if (!screen_wait_for(screen, "echo fresh") && screen_shows(screen, "TERM is"))
            print_message("# %s is not installed here\n", OTHERS[i].term);
        else
            assert_samples(screen, OTHERS[i].samples, 4);
        screen_finish(screen);
    }
}

static void escape_needs_no_second_key(void **state)
{
    struct vterm_screen *screen = start_ready((struct setup){0});

    (void)state;
    screen_send(screen, "\033");
    assert_true(screen_wait_for(screen, "1 key:Esc;"));
    screen_send(screen, "4");
    assert_true(screen_wait_for(screen, "2 key:4;"));
    screen_finish(screen);
}

static void pastes_are_text(void **state)
{
    struct vterm_screen *screen = start_ready((struct setup){0});

    (void)state;
    assert_true(wrote(screen, "\033[?2004h", 0));
    screen_send(screen, "\033[200~two\rlines\x11\033[201~");
    assert_true(screen_wait_for(screen, "1 paste:two lines;"));
    screen_send(screen, "\033[200~\033]0;title\007\033[201~");
    assert_true(screen_wait_for(screen, "2 paste:]0;title;"));
    assert_false(wrote(screen, "\033]", 0)); /* never an operating system command */
    screen_finish(screen);
}

/* ---- Showing ---- */

static bool wrote_more(struct vterm_screen *screen, const void *before)
{
    return output_length(screen) > *(const size_t *)before;
}

static void windows_of_all_sizes(void **state)
{
    static const int SIZES[][2] = {{1, 1}, {2, 3}, {5, 20}, {5, 30}, {100, 300}, {24, 80}};
    struct vterm_screen *screen = start_ready((struct setup){0});

    (void)state;
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        size_t before = output_length(screen);
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
    return wrote(screen, "\033[?2004h", 0);
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
    struct vterm_screen *screen = start((struct setup){.arguments = {"quiet"}});
    struct place place = {3, sizeof TEXT};
    size_t before, at_end, within;

    (void)state;
    assert_true(screen_wait_until(screen, is_open, NULL, "the end of opening"));
    screen_send(screen, "s");
    assert_true(screen_wait_for(screen, "s"));
    before = output_length(screen);
    for (size_t i = 0; i < sizeof TEXT - 1; i++) {
        char so_far[64];
        screen_send_bytes(screen, &TEXT[i], 1);
        snprintf(so_far, sizeof so_far, "s%.*s", (int)(i + 1), TEXT);
        assert_true(TEXT[i] == ' ' || screen_wait_for(screen, so_far));
    }
    assert_true(screen_wait_until(screen, cursor_at, &place, "the end of the sentence"));
    at_end = (output_length(screen) - before) / (sizeof TEXT - 1);
    assert_in_range(at_end, 1, 4);
    for (int i = 0; i < 20; i++)
        screen_send(screen, "\033[D");
    place.column -= 20;
    assert_true(screen_wait_until(screen, cursor_at, &place, "the cursor to go back"));
    before = output_length(screen);
    for (int i = 0; i < 10; i++) {
        screen_send(screen, "|");
        place.column++;
        assert_true(screen_wait_until(screen, cursor_at, &place, "the cursor to go on"));
    }
    within = (output_length(screen) - before) / 10;
    print_message("# bytes a key: %zu at the end of a line, %zu within\n", at_end, within);
    assert_in_range(within, 1, 40); /* what follows on the line, and nothing else */
    screen_finish(screen);
}

static bool uses_colour(struct setup setup)
{
    struct vterm_screen *screen = start_ready(setup);
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
    assert_int_equal(coloured, wrote(screen, "41m", 0)); /* the ground of ROLE_ERROR */
    screen_finish(screen);
    return coloured;
}

static void colour_only_where_wanted(void **state)
{
    (void)state;
    assert_true(uses_colour((struct setup){0}));
    assert_false(uses_colour((struct setup){.environment = {"NO_COLOR=1"}}));
    assert_true(uses_colour((struct setup){.environment = {"NO_COLOR="}}));
    assert_false(uses_colour((struct setup){.arguments = {"theme=none"}}));
    assert_false(uses_colour((struct setup){.environment = {"TERM=vt220"}}));
}

static void poor_terminals_are_refused(void **state)
{
    static const char *const POOR[] = {"TERM=dumb", "TERM=no-such-terminal", "TERM"};

    (void)state;
    for (size_t i = 0; i < sizeof POOR / sizeof *POOR; i++) {
        struct vterm_screen *screen = start((struct setup){.environment = {POOR[i]}});
        assert_exit(screen, 1);
        assert_true(screen_shows(screen, "cannot show a full screen"));
        assert_true(screen_shows(screen, "--plain"));
        assert_true(screen_cooked(screen));
        screen_finish(screen);
    }
}

/* ---- Ends ---- */

static void quitting_leaves_nothing(void **state)
{
    (void)state;
    for (int one_screen = 0; one_screen < 2; one_screen++) {
        struct vterm_screen *screen = start_ready((struct setup){.one_screen = one_screen});
        type_canary(screen);
        assert_true(screen_holds(screen, CANARY)); /* control */
        assert_false(screen_cooked(screen));
        screen_send(screen, "\x11");
        assert_exit(screen, 0);
        assert_restored(screen);
        assert_int_equal(screen_shows(screen, "before"), !one_screen);
        screen_finish(screen);
    }
}

static void locking_starts_a_fresh_worker(void **state)
{
    struct vterm_screen *screen = start_ready((struct setup){0});
    pid_t first = worker_of(screen);

    (void)state;
    type_canary(screen);
    screen_send(screen, "\x0c");
    assert_true(screen_wait_for(screen, "echo locked"));
    assert_false(screen_holds(screen, CANARY));
    assert_int_not_equal(worker_of(screen), first);
    assert_int_equal(kill(first, 0), -1);
    screen_send(screen, "\x11");
    assert_exit(screen, 0);
    assert_restored(screen);
    screen_finish(screen);
}

static void anybody_may_ask_to_lock(void **state)
{
    struct vterm_screen *screen = start_ready((struct setup){0});

    (void)state;
    type_canary(screen);
    kill(screen_pid(screen), SIGUSR1);
    assert_true(screen_wait_for(screen, "echo locked"));
    assert_false(screen_holds(screen, CANARY));
    screen_finish(screen);

    screen = start_ready((struct setup){0});
    type_canary(screen);
    kill(worker_of(screen), SIGTERM); /* the worker itself hears it as a lock */
    assert_true(screen_wait_for(screen, "echo locked"));
    screen_finish(screen);
}

static void a_killed_worker_leaves_nothing(void **state)
{
    (void)state;
    for (int one_screen = 0; one_screen < 2; one_screen++) {
        struct vterm_screen *screen = start_ready((struct setup){.one_screen = one_screen});
        for (int i = 0; i < 2; i++) {
            char last[16];
            type_canary(screen);
            kill(worker_of(screen), SIGKILL);
            snprintf(last, sizeof last, "%ld", (long)worker_of(screen));
            assert_true(screen_wait_gone(screen, last));
            assert_true(screen_wait_for(screen, "echo crashed"));
            assert_false(screen_holds(screen, CANARY));
        }
        type_canary(screen);
        kill(screen_pid(screen), SIGTERM);
        assert_exit(screen, 128 + SIGTERM);
        assert_restored(screen);
        screen_finish(screen);
    }
}

static void a_crash_says_so(void **state)
{
    struct vterm_screen *screen = start_ready((struct setup){0});

    (void)state;
    type_canary(screen);
    screen_send(screen, "\x18");
    assert_true(screen_wait_for(screen, "echo crashed"));
    assert_false(screen_holds(screen, CANARY));
    screen_finish(screen);
}

static void crashing_at_once_ends(void **state)
{
    struct vterm_screen *screen = start((struct setup){.arguments = {"crash"}});

    (void)state;
    assert_exit(screen, 1);
    assert_true(screen_shows(screen, "three times in a row"));
    assert_true(screen_cooked(screen));
    screen_finish(screen);
}

static void a_failed_worker_is_heard(void **state)
{
    struct vterm_screen *screen = start_ready((struct setup){0});

    (void)state;
    type_canary(screen);
    screen_send(screen, "\x06");
    assert_exit(screen, 1);
    assert_true(screen_shows(screen, "the worker failed"));
    assert_restored(screen);
    screen_finish(screen);
}

static void signals_end_the_program(void **state)
{
    static const int SIGNALS[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};

    (void)state;
    for (size_t i = 0; i < sizeof SIGNALS / sizeof *SIGNALS; i++) {
        struct vterm_screen *screen = start_ready((struct setup){.one_screen = i % 2 == 1});
        type_canary(screen);
        kill(screen_pid(screen), SIGNALS[i]);
        assert_exit(screen, 128 + SIGNALS[i]);
        assert_restored(screen);
        screen_finish(screen);
    }
}

static void a_deaf_worker_is_killed(void **state)
{
    struct vterm_screen *screen = start_ready((struct setup){.one_screen = true});
    pid_t worker = worker_of(screen);

    (void)state;
    type_canary(screen);
    screen_send(screen, "\x14");
    kill(screen_pid(screen), SIGTERM);
    assert_exit(screen, 128 + SIGTERM);
    assert_restored(screen);
    assert_int_equal(kill(worker, 0), -1);
    screen_finish(screen);
}

static void stopping_locks_first(void **state)
{
    struct vterm_screen *screen = start_ready((struct setup){.arguments = {"job"}});
    pid_t supervisor;

    (void)state;
    type_canary(screen);
    supervisor = getpgid(worker_of(screen));
    assert_int_not_equal(supervisor, screen_pid(screen));
    kill(supervisor, SIGTSTP);
    assert_true(screen_wait_for(screen, "job stopped by 20: 1"));
    assert_restored(screen);
    screen_send(screen, "\n");
    assert_true(screen_wait_for(screen, "echo locked"));
    kill(-supervisor, SIGTSTP); /* the whole group, as a shell would */
    assert_true(screen_wait_for(screen, "job stopped by 20: 2"));
    screen_send(screen, "\n");
    assert_true(screen_wait_for(screen, "echo locked"));
    screen_send(screen, "\x11");
    assert_true(screen_wait_for(screen, "job ended with 0"));
    screen_finish(screen);
}

static void stopping_without_a_shell_goes_on_locked(void **state)
{
    struct vterm_screen *screen = start_ready((struct setup){0});

    (void)state;
    type_canary(screen);
    kill(screen_pid(screen), SIGTSTP);
    assert_true(screen_wait_for(screen, "echo locked"));
    assert_false(screen_holds(screen, CANARY));
    screen_finish(screen);
}

static void an_unplugged_terminal_ends(void **state)
{
    struct vterm_screen *screen = start_ready((struct setup){0});
    pid_t worker = worker_of(screen);
    int status;

    (void)state;
    screen_unplug(screen);
    assert_true(screen_wait_end(screen, &status));
    assert_int_equal(kill(worker, 0), -1);
    assert_int_equal(errno, ESRCH);
    screen_finish(screen);
}

static void a_worker_alone_ends_too(void **state)
{
    struct vterm_screen *screen = start_ready((struct setup){0});

    (void)state;
    type_canary(screen);
    kill(screen_pid(screen), SIGKILL);
    assert_true(screen_wait_closed(screen));
    assert_false(screen_holds(screen, CANARY));
    screen_finish(screen);
}

static void the_fences_stand(void **state)
{
    struct vterm_screen *screen = start_ready((struct setup){0});

    (void)state;
#if defined(HAVE_SANDBOX) && !defined(BUILT_WITH_ASAN)
    assert_true(screen_wait_for(screen, "seccomp"));
#endif
    screen_resize(screen, 30, 90); /* works behind them */
    assert_true(screen_wait_for(screen, "resize:30x90;"));
    screen_finish(screen);
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
        cmocka_unit_test(quitting_leaves_nothing),
        cmocka_unit_test(locking_starts_a_fresh_worker),
        cmocka_unit_test(anybody_may_ask_to_lock),
        cmocka_unit_test(a_killed_worker_leaves_nothing),
        cmocka_unit_test(a_crash_says_so),
        cmocka_unit_test(crashing_at_once_ends),
        cmocka_unit_test(a_failed_worker_is_heard),
        cmocka_unit_test(signals_end_the_program),
        cmocka_unit_test(a_deaf_worker_is_killed),
        cmocka_unit_test(stopping_locks_first),
        cmocka_unit_test(stopping_without_a_shell_goes_on_locked),
        cmocka_unit_test(an_unplugged_terminal_ends),
        cmocka_unit_test(a_worker_alone_ends_too),
        cmocka_unit_test(the_fences_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
