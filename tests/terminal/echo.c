/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Starting term_echo from the build tree, and looking at what it wrote.
 */
#include "config.h"

#include "terminal/echo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

struct vterm_screen *echo_start(struct echo_setup setup)
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

struct vterm_screen *echo_ready(struct echo_setup setup)
{
    struct vterm_screen *screen = echo_start(setup);

    assert_true(screen_wait_for(screen, "echo fresh"));
    return screen;
}

size_t echo_output(const struct vterm_screen *screen)
{
    size_t length;

    (void)screen_output(screen, &length);
    return length;
}

bool echo_wrote(const struct vterm_screen *screen, const char *bytes)
{
    size_t length;
    const char *output = screen_output(screen, &length);

    return memmem(output, length, bytes, strlen(bytes)) != NULL;
}

void echo_assert_exit(struct vterm_screen *screen, int code)
{
    int status;

    assert_true(screen_wait_end(screen, &status));
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), code);
}
