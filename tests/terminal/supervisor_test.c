/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every way in which the program may end, after none of which anything that was
 * typed may be found on the terminal, nor the terminal in another state.
 */
#include "config.h"

#include "terminal/echo.h"

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

static pid_t worker_of(struct vterm_screen *screen)
{
    const char *at = strstr(screen_row(screen, 0), "pid:");

    assert_non_null(at);
    return (pid_t)strtol(at + 4, NULL, 10);
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
    assert_true(echo_wrote(screen, "\033[?2004l"));
}

static void type_canary(struct vterm_screen *screen)
{
    screen_send(screen, CANARY);
    assert_true(screen_wait_for(screen, CANARY));
}

static void quitting_leaves_nothing(void **state)
{
    (void)state;
    for (int one_screen = 0; one_screen < 2; one_screen++) {
        struct vterm_screen *screen = echo_ready((struct echo_setup){.one_screen = one_screen});
        type_canary(screen);
        assert_true(screen_holds(screen, CANARY)); /* control */
        assert_false(screen_cooked(screen));
        screen_send(screen, "\x11");
        echo_assert_exit(screen, 0);
        assert_restored(screen);
        assert_int_equal(screen_shows(screen, "before"), !one_screen);
        screen_finish(screen);
    }
}

static void locking_starts_a_fresh_worker(void **state)
{
    struct vterm_screen *screen = echo_ready((struct echo_setup){0});
    pid_t first = worker_of(screen);

    (void)state;
    type_canary(screen);
    screen_send(screen, "\x0c");
    assert_true(screen_wait_for(screen, "echo locked"));
    assert_false(screen_holds(screen, CANARY));
    assert_int_not_equal(worker_of(screen), first);
    assert_int_equal(kill(first, 0), -1);
    screen_send(screen, "\x11");
    echo_assert_exit(screen, 0);
    assert_restored(screen);
    screen_finish(screen);
}

static void anybody_may_ask_to_lock(void **state)
{
    struct vterm_screen *screen = echo_ready((struct echo_setup){0});

    (void)state;
    type_canary(screen);
    kill(screen_pid(screen), SIGUSR1);
    assert_true(screen_wait_for(screen, "echo locked"));
    assert_false(screen_holds(screen, CANARY));
    screen_finish(screen);

    screen = echo_ready((struct echo_setup){0});
    type_canary(screen);
    kill(worker_of(screen), SIGTERM); /* the worker itself hears it as a lock */
    assert_true(screen_wait_for(screen, "echo locked"));
    screen_finish(screen);
}

static void a_killed_worker_leaves_nothing(void **state)
{
    (void)state;
    for (int one_screen = 0; one_screen < 2; one_screen++) {
        struct vterm_screen *screen = echo_ready((struct echo_setup){.one_screen = one_screen});
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
        echo_assert_exit(screen, 128 + SIGTERM);
        assert_restored(screen);
        screen_finish(screen);
    }
}

static void a_crash_says_so(void **state)
{
    struct vterm_screen *screen = echo_ready((struct echo_setup){0});

    (void)state;
    type_canary(screen);
    screen_send(screen, "\x18");
    assert_true(screen_wait_for(screen, "echo crashed"));
    assert_false(screen_holds(screen, CANARY));
    screen_finish(screen);
}

static void crashing_at_once_ends(void **state)
{
    struct vterm_screen *screen = echo_start((struct echo_setup){.arguments = {"crash"}});

    (void)state;
    echo_assert_exit(screen, 1);
    assert_true(screen_shows(screen, "three times in a row"));
    assert_true(screen_cooked(screen));
    screen_finish(screen);
}

static void a_failed_worker_is_heard(void **state)
{
    struct vterm_screen *screen = echo_ready((struct echo_setup){0});

    (void)state;
    type_canary(screen);
    screen_send(screen, "\x06");
    echo_assert_exit(screen, 1);
    assert_true(screen_shows(screen, "the worker failed"));
    assert_restored(screen);
    screen_finish(screen);
}

static void signals_end_the_program(void **state)
{
    static const int SIGNALS[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};

    (void)state;
    for (size_t i = 0; i < sizeof SIGNALS / sizeof *SIGNALS; i++) {
        struct vterm_screen *screen = echo_ready((struct echo_setup){.one_screen = i % 2 == 1});
        type_canary(screen);
        kill(screen_pid(screen), SIGNALS[i]);
        echo_assert_exit(screen, 128 + SIGNALS[i]);
        assert_restored(screen);
        screen_finish(screen);
    }
}

static void a_deaf_worker_is_killed(void **state)
{
    struct vterm_screen *screen = echo_ready((struct echo_setup){.one_screen = true});
    pid_t worker = worker_of(screen);

    (void)state;
    type_canary(screen);
    screen_send(screen, "\x14");
    kill(screen_pid(screen), SIGTERM);
    echo_assert_exit(screen, 128 + SIGTERM);
    assert_restored(screen);
    assert_int_equal(kill(worker, 0), -1);
    screen_finish(screen);
}

static void stopping_locks_first(void **state)
{
    struct vterm_screen *screen = echo_ready((struct echo_setup){.arguments = {"job"}});
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
    struct vterm_screen *screen = echo_ready((struct echo_setup){0});

    (void)state;
    type_canary(screen);
    kill(screen_pid(screen), SIGTSTP);
    assert_true(screen_wait_for(screen, "echo locked"));
    assert_false(screen_holds(screen, CANARY));
    screen_finish(screen);
}

static void an_unplugged_terminal_ends(void **state)
{
    struct vterm_screen *screen = echo_ready((struct echo_setup){0});
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
    struct vterm_screen *screen = echo_ready((struct echo_setup){0});

    (void)state;
    type_canary(screen);
    kill(screen_pid(screen), SIGKILL);
    assert_true(screen_wait_closed(screen));
    assert_false(screen_holds(screen, CANARY));
    screen_finish(screen);
}

static void the_fences_stand(void **state)
{
    struct vterm_screen *screen = echo_ready((struct echo_setup){0});

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
