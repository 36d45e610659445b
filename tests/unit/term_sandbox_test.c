/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each forbidden action is tried in a child of its own behind the fences, and
 * each needed one as well; the same actions without the fences are the control
 * that the attempts would work at all.
 */
#include "config.h"

#include "term/sandbox.h"
#include "term/supervisor.h"

#include "base/buf.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <gnu/libc-version.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* How an action ended, as the exit status of its child. */
enum outcome { DONE = 10, DENIED = 11, FAILED = 12, KILLED = 13 };

struct place {
    char root[64], inside[80], outside[80], secret[96];
};

static int judge(bool done)
{
    return done ? DONE : errno == EPERM || errno == EACCES || errno == EXDEV ? DENIED : FAILED;
}

static int make_file(const char *directory)
{
    char path[128];
    int fd;

    snprintf(path, sizeof path, "%s/made", directory);
    fd = open(path, O_CREAT | O_RDWR | O_TRUNC, 0600);
    if (fd >= 0 && (write(fd, "x", 1) != 1 || fsync(fd) != 0))
        return FAILED;
    return judge(fd >= 0);
}

static int write_inside(const struct place *place)
{
    return make_file(place->inside);
}

static int write_outside(const struct place *place)
{
    return make_file(place->outside);
}

static int read_outside(const struct place *place)
{
    return judge(open(place->secret, O_RDONLY) >= 0);
}

static int read_passwords(const struct place *place)
{
    (void)place;
    return judge(open("/etc/passwd", O_RDONLY) >= 0);
}

static int rename_out(const struct place *place)
{
    char from[128], to[128];

    if (make_file(place->inside) != DONE)
        return FAILED;
    snprintf(from, sizeof from, "%s/made", place->inside);
    snprintf(to, sizeof to, "%s/moved", place->outside);
    return judge(rename(from, to) == 0);
}

static int replace_inside(const struct place *place)
{
    char from[128], to[128];

    if (make_file(place->inside) != DONE)
        return FAILED;
    snprintf(from, sizeof from, "%s/made", place->inside);
    snprintf(to, sizeof to, "%s/kept", place->inside);
    return judge(rename(from, to) == 0 && truncate(to, 0) == 0 && unlink(to) == 0);
}

static int open_socket(const struct place *place)
{
    (void)place;
    return judge(socket(AF_UNIX, SOCK_STREAM, 0) >= 0);
}

static int open_internet(const struct place *place)
{
    (void)place;
    return judge(socket(AF_INET, SOCK_STREAM, 0) >= 0);
}

static int run_program(const struct place *place)
{
    char *const arguments[] = {(char *)"true", NULL};

    (void)place;
    execve("/bin/true", arguments, arguments + 1);
    return judge(false);
}

static int trace_parent(const struct place *place)
{
    (void)place;
    return judge(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0);
}

static int signal_parent(const struct place *place)
{
    (void)place;
    return judge(kill(getppid(), 0) == 0);
}

static int new_namespace(const struct place *place)
{
    (void)place;
    return judge(unshare(CLONE_NEWUTS) == 0);
}

static int change_root(const struct place *place)
{
    return judge(chroot(place->root) == 0);
}

static int become_dumpable(const struct place *place)
{
    (void)place;
    return judge(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0);
}

static int executable_memory(const struct place *place)
{
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    (void)place;
    return judge(memory != MAP_FAILED);
}

/* A page of the C library, which may be read on either side of the fences. */
static int map_library(int protection, int sharing, int later)
{
    Dl_info library;
    void *memory;
    int fd;

    if (dladdr((void *)(uintptr_t)gnu_get_libc_version, &library) == 0)
        return FAILED;
    fd = open(library.dli_fname, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return FAILED;
    memory = mmap(NULL, 4096, protection, sharing, fd, 0);
    return judge(memory != MAP_FAILED && (later == 0 || mprotect(memory, 4096, later) == 0));
}

static int code_to_write(const struct place *place)
{
    (void)place;
    return map_library(PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE, 0);
}

static int code_that_is_shared(const struct place *place)
{
    (void)place;
    return map_library(PROT_READ | PROT_EXEC, MAP_SHARED, 0);
}

static int code_after_writing(const struct place *place)
{
    (void)place;
    return map_library(PROT_READ | PROT_WRITE, MAP_PRIVATE, PROT_READ | PROT_EXEC);
}

/* What a module needs: one that this program has not loaded yet. */
static int load_library(const struct place *place)
{
    (void)place;
    if (dlopen("libresolv.so.2", RTLD_NOW | RTLD_NOLOAD) != NULL)
        return FAILED;
    errno = 0;
    return judge(dlopen("libresolv.so.2", RTLD_NOW | RTLD_LOCAL) != NULL);
}

static int type_into_terminal(const struct place *place)
{
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);

    (void)place;
    if (terminal < 0)
        return errno == EACCES || errno == EPERM ? DENIED : FAILED;
    return judge(ioctl(terminal, TIOCSTI, "x") == 0);
}

static int derive_in_child(const struct place *place)
{
    int ends[2], status = 0;
    pid_t pid;
    char byte = 0;

    (void)place;
    if (pipe(ends) != 0)
        return judge(false);
    pid = fork();
    if (pid == 0) {
        void *memory = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
                            -1, 0);
        bool ok = memory != MAP_FAILED && mlock(memory, 4096) == 0 &&
                  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0;
        _exit(ok && write(ends[1], "k", 1) == 1 ? 0 : 1);
    }
    if (pid < 0)
        return judge(false);
    return judge(read(ends[0], &byte, 1) == 1 && waitpid(pid, &status, 0) == pid && status == 0);
}

static int read_terminal_descriptions(const struct place *place)
{
    (void)place;
    return judge(open("/usr/share", O_RDONLY | O_DIRECTORY) >= 0);
}

/* Runs ACTION in a child, behind the fences or not. */
static enum outcome try_action(const struct place *place, int (*action)(const struct place *),
                               bool fenced)
{
    int status;
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        const char *writable[] = {place->inside};
        struct sandbox_paths paths = {writable, 1, NULL, 0};
        static const struct rlimit none = {0, 0};
        setrlimit(RLIMIT_CORE, &none);
        if (fenced)
            (void)sandbox_enter(&paths);
        _exit(action(place));
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFSIGNALED(status))
        return WTERMSIG(status) == SIGSYS ? KILLED : FAILED;
    return (enum outcome)WEXITSTATUS(status);
}

static unsigned level_here(const struct place *place)
{
    int status;
    pid_t pid = fork();

    if (pid == 0) {
        const char *writable[] = {place->inside};
        struct sandbox_paths paths = {writable, 1, NULL, 0};
        _exit((int)sandbox_enter(&paths));
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return (unsigned)WEXITSTATUS(status);
}

static int make_place(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    FILE *secret;

    strcpy(place->root, "/tmp/verhaal-sandbox-XXXXXX");
    if (mkdtemp(place->root) == NULL)
        return -1;
    snprintf(place->inside, sizeof place->inside, "%s/inside", place->root);
    snprintf(place->outside, sizeof place->outside, "%s/outside", place->root);
    snprintf(place->secret, sizeof place->secret, "%s/secret", place->outside);
    if (mkdir(place->inside, 0700) != 0 || mkdir(place->outside, 0700) != 0)
        return -1;
    secret = fopen(place->secret, "w");
    if (secret == NULL)
        return -1;
    fclose(secret);
    *state = place;
    return 0;
}

static int remove_place(void **state)
{
    static const char *const NAMES[] = {"inside/made", "inside/kept", "outside/made",
                                        "outside/moved", "outside/secret", "inside", "outside"};
    struct place *place = *state;

    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        char path[160];
        snprintf(path, sizeof path, "%s/%s", place->root, NAMES[i]);
        (void)remove(path);
    }
    (void)rmdir(place->root);
    free(place);
    return 0;
}

static const struct {
    const char *name;
    int (*action)(const struct place *);
    unsigned needs; /* the level without which it is not stopped */
} FORBIDDEN[] = {
    {"write outside", write_outside, SANDBOX_LANDLOCK},
    {"read outside", read_outside, SANDBOX_LANDLOCK},
    {"read /etc/passwd", read_passwords, SANDBOX_LANDLOCK},
    {"rename out", rename_out, SANDBOX_LANDLOCK},
    {"socket", open_socket, SANDBOX_SECCOMP},
    {"internet", open_internet, SANDBOX_SECCOMP},
    {"execve", run_program, SANDBOX_SECCOMP},
    {"ptrace", trace_parent, SANDBOX_SECCOMP},
    {"kill", signal_parent, SANDBOX_SECCOMP},
    {"unshare", new_namespace, SANDBOX_SECCOMP},
    {"chroot", change_root, SANDBOX_SECCOMP},
    {"dumpable", become_dumpable, SANDBOX_SECCOMP},
    {"executable memory", executable_memory, SANDBOX_SECCOMP},
    {"code to write", code_to_write, SANDBOX_SECCOMP},
    {"code that is shared", code_that_is_shared, SANDBOX_SECCOMP},
    {"code after writing", code_after_writing, SANDBOX_SECCOMP},
    {"TIOCSTI", type_into_terminal, SANDBOX_SECCOMP},
};

static void forbidden_actions_fail(void **state)
{
    const struct place *place = *state;
    unsigned level = level_here(place);

    for (size_t i = 0; i < sizeof FORBIDDEN / sizeof *FORBIDDEN; i++) {
        enum outcome outcome;
        if ((level & FORBIDDEN[i].needs) == 0) {
            print_message("# %s: not tried, the kernel gives %s\n", FORBIDDEN[i].name,
                          sandbox_name(level));
            continue;
        }
        outcome = try_action(place, FORBIDDEN[i].action, true);
        if (outcome != DENIED && outcome != KILLED)
            fail_msg("%s was not stopped (%d)", FORBIDDEN[i].name, outcome);
    }
}

static void the_dangerous_ones_are_deadly(void **state)
{
    const struct place *place = *state;

    if ((level_here(place) & SANDBOX_SECCOMP) == 0)
        skip();
    assert_int_equal(try_action(place, run_program, true), KILLED);
    assert_int_equal(try_action(place, trace_parent, true), KILLED);
    assert_int_equal(try_action(place, open_socket, true), KILLED);
}

/* Without the fences the same attempts work: they test the fences. */
static void attempts_work_without_fences(void **state)
{
    const struct place *place = *state;

    assert_int_equal(try_action(place, write_outside, false), DONE);
    assert_int_equal(try_action(place, read_outside, false), DONE);
    assert_int_equal(try_action(place, read_passwords, false), DONE);
    assert_int_equal(try_action(place, rename_out, false), DONE);
    assert_int_equal(try_action(place, open_socket, false), DONE);
    assert_int_equal(try_action(place, signal_parent, false), DONE);
    assert_int_equal(try_action(place, executable_memory, false), DONE);
    assert_int_equal(try_action(place, code_to_write, false), DONE);
    assert_int_equal(try_action(place, code_that_is_shared, false), DONE);
    assert_int_equal(try_action(place, code_after_writing, false), DONE);
    assert_int_equal(try_action(place, become_dumpable, false), DONE);
}

static void needed_actions_work(void **state)
{
    const struct place *place = *state;

    assert_int_equal(try_action(place, write_inside, true), DONE);
    assert_int_equal(try_action(place, replace_inside, true), DONE);
    assert_int_equal(try_action(place, derive_in_child, true), DONE);
    assert_int_equal(try_action(place, read_terminal_descriptions, true), DONE);
    assert_int_equal(try_action(place, load_library, true), DONE);
}

static void the_level_is_honest(void **state)
{
    const struct place *place = *state;
    unsigned level = level_here(place);

#if !defined(HAVE_SANDBOX)
    assert_int_equal(level, SANDBOX_NONE);
#else
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, 1U);
    assert_int_equal((level & SANDBOX_LANDLOCK) != 0, abi >= 1);
#if defined(BUILT_WITH_ASAN)
    assert_int_equal(level & SANDBOX_SECCOMP, 0);
#else
    assert_int_equal(level & SANDBOX_SECCOMP, SANDBOX_SECCOMP);
#endif
#endif
    assert_string_equal(sandbox_name(SANDBOX_NONE), "none");
    assert_string_equal(sandbox_name(SANDBOX_SECCOMP), "seccomp");
    assert_string_equal(sandbox_name(SANDBOX_LANDLOCK), "landlock");
    assert_string_equal(sandbox_name(SANDBOX_LANDLOCK | SANDBOX_SECCOMP), "landlock+seccomp");
}

static void a_hardened_process(void **state)
{
    int ends[2], status;
    pid_t pid;

    (void)state;
    assert_int_equal(pipe(ends), 0);
    pid = fork();
    if (pid == 0) {
        struct rlimit core;
        struct error err = {0};
        bool ok = process_harden(&err);
        ok = ok && fcntl(ends[1], F_GETFD) < 0 && errno == EBADF;
        ok = ok && umask(0) == 077;
        ok = ok && getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0;
#ifndef BUILT_WITH_ASAN
        ok = ok && prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0;
#endif
        ok = ok && prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1;
        _exit(ok ? 0 : 1);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    close(ends[0]);
    close(ends[1]);
}

static void sleeping_is_told_from_waking(void **state)
{
    (void)state;
    assert_true(supervisor_slept(100, 60100));
    assert_true(supervisor_slept(0, 1000));
    assert_false(supervisor_slept(100, 100));
    assert_false(supervisor_slept(100, 101)); /* the two clocks are not read at once */
    assert_false(supervisor_slept(60100, 100));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(forbidden_actions_fail, make_place, remove_place),
        cmocka_unit_test_setup_teardown(the_dangerous_ones_are_deadly, make_place, remove_place),
        cmocka_unit_test_setup_teardown(attempts_work_without_fences, make_place, remove_place),
        cmocka_unit_test_setup_teardown(needed_actions_work, make_place, remove_place),
        cmocka_unit_test_setup_teardown(the_level_is_honest, make_place, remove_place),
        cmocka_unit_test(a_hardened_process),
        cmocka_unit_test(sleeping_is_told_from_waking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
