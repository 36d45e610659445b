/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets: sized, guarded on both sides, wiped, and honest about the lock. */
#include "config.h"

#include "base/secret.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void test_sizes(void **state)
{
    static const size_t sizes[] = {0, 1, 15, 16, 17, 32, 4095, 4096, 4097, 100000};

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct secret *secret = secret_create(sizes[i]);

        assert_int_equal(secret_size(secret), sizes[i]);
        assert_int_equal(secret_length(secret), sizes[i]);
        for (size_t at = 0; at < sizes[i]; at++) {
            assert_int_equal(secret_view(secret)[at], 0);
        }
        memset(secret_bytes(secret), 0xA5, sizes[i]);
        secret_set_length(secret, sizes[i] / 2);
        assert_int_equal(secret_length(secret), sizes[i] / 2);
        secret_destroy(secret);
    }
    secret_destroy(NULL);
}

/* How a child ends that writes at OFFSET from the start of a secret of 32 bytes. */
static int status_of_write(ptrdiff_t offset)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        struct secret *secret = secret_create(32);
        volatile uint8_t *bytes = secret_bytes(secret);
        int nowhere = open("/dev/null", O_WRONLY);

        (void)dup2(nowhere, STDERR_FILENO);
        /* The test library would catch it and go on with the tests in the child. */
        (void)signal(SIGSEGV, SIG_DFL);
        bytes[offset] = 1;
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void test_guards(void **state)
{
    long page = sysconf(_SC_PAGESIZE);

    (void)state;
    assert_int_equal(status_of_write(0), 0);
    assert_int_equal(status_of_write(31), 0);
    assert_int_not_equal(status_of_write(32), 0);
    assert_int_not_equal(status_of_write(32 - page - 1), 0);
}

static void test_wipe(void **state)
{
    char memory[16] = "fifteen letters";

    (void)state;
    secret_wipe(memory, 0);
    assert_string_equal(memory, "fifteen letters");
    secret_wipe(memory, sizeof memory);
    for (size_t i = 0; i < sizeof memory; i++) {
        assert_int_equal(memory[i], 0);
    }
}

/* Exit status 0: locked, 1: not. */
static int locked_with_limit(rlim_t bytes)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        struct rlimit limit = {bytes, bytes};
        struct secret *secret;

        /* The superuser may lock whatever the limit says. */
        if (setrlimit(RLIMIT_MEMLOCK, &limit) != 0 || (geteuid() == 0 && setuid(65534) != 0)) {
            _exit(2);
        }
        secret = secret_create(32);
        secret_bytes(secret)[31] = 1;
        _exit(secret_is_locked(secret) ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WEXITSTATUS(status);
}

static void test_lock_is_told(void **state)
{
    struct rlimit limit;

    (void)state;
#ifdef BUILT_WITH_ASAN
    skip(); /* there mlock() does nothing and says it did */
#endif
    assert_int_equal(locked_with_limit(0), 1);
    assert_int_equal(getrlimit(RLIMIT_MEMLOCK, &limit), 0);
    if (limit.rlim_cur >= 65536) {
        assert_int_equal(locked_with_limit(65536), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_guards),
        cmocka_unit_test(test_wipe),
        cmocka_unit_test(test_lock_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
