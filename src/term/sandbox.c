/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two fences around the worker. Landlock says which files there are, seccomp
 * which system calls; each is put up as far as the kernel has it, and what was
 * got is told, so that the status line need not guess.
 */
#include "config.h"

#include "term/sandbox.h"

#ifdef HAVE_SANDBOX

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef HAVE_LINUX_LANDLOCK_H
#include <linux/landlock.h>

/* Rights that later kernels added; the header may be older than the kernel. */
#define RIGHT_REFER (UINT64_C(1) << 13)
#define RIGHT_TRUNCATE (UINT64_C(1) << 14)
#define RIGHT_IOCTL (UINT64_C(1) << 15)
#define RIGHTS_FIRST ((UINT64_C(1) << 13) - 1)
#define NET_ALL UINT64_C(3)   /* bind and connect */
#define SCOPE_ALL UINT64_C(3) /* abstract sockets and signals */

#define RIGHTS_FILE                                                                                \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE |   \
     RIGHT_TRUNCATE | RIGHT_IOCTL)
#define RIGHTS_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define RIGHTS_WRITE                                                                               \
    (RIGHTS_READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |                 \
     LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |  \
     RIGHT_REFER | RIGHT_TRUNCATE)

/* As the newest kernel has it; older ones take its beginning. */
struct ruleset {
    uint64_t files, net, scope;
};

/* What the system's libraries read while the program works: descriptions of
 * terminals, time zones, locales, fonts, how much memory and swap there is, and
 * for a module (export/module.h) more libraries. */
static const char *const SYSTEM_READABLE[] = {
    "/usr/share",    "/usr/local/share", "/usr/lib",          "/lib",
    "/usr/lib64",    "/lib64",           "/usr/local/lib",    "/etc/ld.so.cache",
    "/etc/terminfo", "/etc/localtime",   "/etc/locale.alias", "/etc/fonts",
    "/dev/urandom",  "/dev/random",      "/proc/meminfo",     "/proc/swaps",
    "/sys/power/disk", "/var/cache/fontconfig",
#ifdef BUILT_WITH_ASAN
    "/proc/self",
#endif
};
static const char *const SYSTEM_WRITABLE[] = {"/dev/null"};

/* The ruleset's rights and size that an ABI knows; grows with each. */
static size_t ruleset_for(long abi, struct ruleset *out)
{
    *out = (struct ruleset){.files = RIGHTS_FIRST};
    if (abi >= 2)
        out->files |= RIGHT_REFER;
    if (abi >= 3)
        out->files |= RIGHT_TRUNCATE;
    if (abi >= 5)
        out->files |= RIGHT_IOCTL;
    out->net = abi >= 4 ? NET_ALL : 0;
    out->scope = abi >= 6 ? SCOPE_ALL : 0;
    return abi >= 6 ? sizeof *out : abi >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t);
}

/* Paths that do not exist grant nothing, which is right. */
static void allow_path(int ruleset, const char *path, uint64_t rights)
{
    struct landlock_path_beneath_attr rule = {.allowed_access = rights};
    struct stat status;

    rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0)
        return;
    if (fstat(rule.parent_fd, &status) == 0 && !S_ISDIR(status.st_mode))
        rule.allowed_access &= RIGHTS_FILE;
    (void)syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent_fd);
}

static void allow_paths(int ruleset, const char *const *paths, size_t count, uint64_t rights)
{
    for (size_t i = 0; i < count; i++)
        allow_path(ruleset, paths[i], rights);
}

static bool enter_landlock(const struct sandbox_paths *paths)
{
    struct ruleset rights;
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    size_t size;
    int ruleset;
    bool ok;

    if (abi < 1)
        return false;
    size = ruleset_for(abi, &rights);
    ruleset = (int)syscall(SYS_landlock_create_ruleset, &rights, size, 0);
    if (ruleset < 0)
        return false;
    allow_paths(ruleset, SYSTEM_READABLE, sizeof SYSTEM_READABLE / sizeof *SYSTEM_READABLE,
                RIGHTS_READ & rights.files);
    allow_paths(ruleset, SYSTEM_WRITABLE, sizeof SYSTEM_WRITABLE / sizeof *SYSTEM_WRITABLE,
                RIGHTS_WRITE & rights.files);
    allow_paths(ruleset, paths->readable, paths->readable_count, RIGHTS_READ & rights.files);
    allow_paths(ruleset, paths->writable, paths->writable_count, RIGHTS_WRITE & rights.files);
    ok = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    close(ruleset);
    return ok;
}
#else
static bool enter_landlock(const struct sandbox_paths *paths)
{
    (void)paths;
    return false;
}
#endif

#ifdef BUILT_WITH_ASAN
static bool enter_seccomp(void)
{
    return false; /* the sanitizer needs more than a worker may have */
}
#else

/* What SQLite, libsodium, the C library and a terminal need. */
static const int ALLOWED[] = {
    /* memory */
    SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(mlock),
    SCMP_SYS(mlock2), SCMP_SYS(munlock), SCMP_SYS(msync),
    /* files */
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev), SCMP_SYS(pread64),
    SCMP_SYS(pwrite64), SCMP_SYS(preadv), SCMP_SYS(pwritev), SCMP_SYS(lseek), SCMP_SYS(close),
    SCMP_SYS(close_range), SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(stat), SCMP_SYS(fstat),
    SCMP_SYS(lstat), SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(statfs), SCMP_SYS(fstatfs),
    SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink),
    SCMP_SYS(readlinkat), SCMP_SYS(getcwd), SCMP_SYS(rename), SCMP_SYS(renameat),
    SCMP_SYS(renameat2), SCMP_SYS(link), SCMP_SYS(linkat), SCMP_SYS(unlink), SCMP_SYS(unlinkat),
    SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(rmdir), SCMP_SYS(chmod), SCMP_SYS(fchmod),
    SCMP_SYS(fchmodat), SCMP_SYS(fchown), SCMP_SYS(umask), SCMP_SYS(truncate),
    SCMP_SYS(ftruncate), SCMP_SYS(fallocate), SCMP_SYS(fsync), SCMP_SYS(fdatasync),
    SCMP_SYS(fadvise64), SCMP_SYS(flock), SCMP_SYS(fcntl), SCMP_SYS(dup), SCMP_SYS(dup2),
    SCMP_SYS(dup3), SCMP_SYS(pipe), SCMP_SYS(pipe2), SCMP_SYS(getdents64), SCMP_SYS(utimensat),
    /* waiting, signals, time */
    SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(select), SCMP_SYS(pselect6),
    SCMP_SYS(restart_syscall), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigpending), SCMP_SYS(rt_sigtimedwait),
    SCMP_SYS(sigaltstack), SCMP_SYS(signalfd4), SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday), SCMP_SYS(time),
    /* processes: its own, and the one that derives keys */
    SCMP_SYS(fork), SCMP_SYS(wait4), SCMP_SYS(waitid), SCMP_SYS(exit), SCMP_SYS(exit_group),
    SCMP_SYS(getpid), SCMP_SYS(getppid), SCMP_SYS(gettid), SCMP_SYS(getpgrp), SCMP_SYS(getpgid),
    SCMP_SYS(getsid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid),
    SCMP_SYS(getresuid), SCMP_SYS(getresgid), SCMP_SYS(getrusage), SCMP_SYS(getrlimit),
    SCMP_SYS(prlimit64), SCMP_SYS(setrlimit), SCMP_SYS(uname), SCMP_SYS(sysinfo),
    SCMP_SYS(getrandom), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(futex),
    SCMP_SYS(set_robust_list), SCMP_SYS(set_tid_address), SCMP_SYS(rseq), SCMP_SYS(membarrier),
};

/* No honest path leads here: whoever calls these is somebody else. */
static const int DEADLY[] = {
    SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(execve),
    SCMP_SYS(execveat), SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(bpf),
    SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register),
    SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key),
};

/* Modes, size and pending input of a terminal; not TIOCSTI, which types. */
static const unsigned long TERMINAL_REQUESTS[] = {
    TCGETS, TCSETS, TCSETSW, TCSETSF, TIOCGWINSZ, TIOCGPGRP, TCFLSH, FIONREAD,
};

static const int PROCESS_REQUESTS[] = {PR_SET_PDEATHSIG, PR_GET_PDEATHSIG, PR_SET_NAME,
                                       PR_GET_DUMPABLE, PR_GET_NO_NEW_PRIVS};

#define NEW_NAMESPACES                                                                             \
    (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |  \
     CLONE_NEWNET)

static bool add_conditions(scmp_filter_ctx filter)
{
    bool ok = true;

    for (size_t i = 0; i < sizeof TERMINAL_REQUESTS / sizeof *TERMINAL_REQUESTS; i++)
        ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
                                    SCMP_A1(SCMP_CMP_EQ, TERMINAL_REQUESTS[i], 0)) == 0;
    for (size_t i = 0; i < sizeof PROCESS_REQUESTS / sizeof *PROCESS_REQUESTS; i++)
        ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1,
                                    SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)PROCESS_REQUESTS[i], 0)) ==
                       0;
    ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                                SCMP_A0(SCMP_CMP_MASKED_EQ, NEW_NAMESPACES, 0)) == 0;
    /* What was written in memory may not be run. Code comes in one way, as a module
     * does: mapped from a file, never writable at once, and never made so later. */
    ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
                                SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
    ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
                                SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC | PROT_WRITE, PROT_EXEC),
                                SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_TYPE | MAP_ANONYMOUS,
                                        MAP_PRIVATE)) == 0;
    ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                                SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
    /* Its flags lie in memory, where no filter sees them; the C library then uses clone. */
    ok = ok && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
    /* abort() signals its own process and nobody else's. */
    return ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                                  SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0)) == 0;
}

static bool enter_seccomp(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    bool ok = filter != NULL;

    for (size_t i = 0; ok && i < sizeof ALLOWED / sizeof *ALLOWED; i++)
        ok = seccomp_rule_add(filter, SCMP_ACT_ALLOW, ALLOWED[i], 0) == 0;
    for (size_t i = 0; ok && i < sizeof DEADLY / sizeof *DEADLY; i++)
        ok = seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, DEADLY[i], 0) == 0;
    ok = ok && add_conditions(filter) && seccomp_load(filter) == 0;
    if (filter != NULL)
        seccomp_release(filter);
    return ok;
}
#endif

unsigned sandbox_enter(const struct sandbox_paths *paths)
{
    unsigned level = SANDBOX_NONE;

    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return SANDBOX_NONE;
    if (enter_landlock(paths))
        level |= SANDBOX_LANDLOCK;
    if (enter_seccomp())
        level |= SANDBOX_SECCOMP;
    return level;
}

#else

unsigned sandbox_enter(const struct sandbox_paths *paths)
{
    (void)paths;
    return SANDBOX_NONE;
}

#endif

const char *sandbox_name(unsigned level)
{
    static const char *const NAMES[] = {"none", "landlock", "seccomp", "landlock+seccomp"};

    return NAMES[level & (SANDBOX_LANDLOCK | SANDBOX_SECCOMP)];
}
