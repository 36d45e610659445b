/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a patient's words are and are not: in the memory of the worker while it
 * is unlocked, in the file that was exported, nowhere else. Not in what any
 * process writes to a file, not on the disk afterwards, not in memory after a
 * lock. Each look is first shown what it looks for.
 */
#include "config.h"

#include "terminal/player.h"

#include <errno.h>
#include <fcntl.h>
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

#define CANARY  "zebrafinch"
#define PATIENT "Amaryllis"

#define TO_THE_QUESTION PLAYER_UNLOCK "<sees F2><Enter><sees F3><Enter><sees F6><Tab>"

/* ---- memory ---- */

#define STRIDE_MOST 64

/* Letters one after the other, or one in each cell of whatever width: as bytes, as
 * wide characters, in the cells of a grid and of curses. */
static bool stands_at(const char *bytes, size_t left, const char *word)
{
    size_t length = strlen(word);
    for (size_t stride = 1; stride <= STRIDE_MOST; stride = stride == 1 ? 4 : stride + 4) {
        if ((length - 1) * stride >= left) {
            break;
        }
        size_t at = 1;
        while (at < length && bytes[at * stride] == word[at]) {
            at++;
        }
        if (at == length) {
            return true;
        }
    }
    return false;
}

static size_t count_in(const char *bytes, size_t length, const char *word)
{
    size_t count = 0;
    const char *end = bytes + length;
    for (const char *at = bytes; (at = memchr(at, word[0], (size_t)(end - at))); at++) {
        count += stands_at(at, (size_t)(end - at), word);
    }
    return count;
}

static size_t count_in_range(int memory, unsigned long from, unsigned long to, const char *word)
{
    size_t length = to - from, count = 0;
    char *bytes = length < ((size_t)1 << 31) ? malloc(length) : NULL;
    ssize_t got = bytes ? pread(memory, bytes, length, (off_t)from) : 0;
    if (got > 0) {
        count = count_in(bytes, (size_t)got, word);
    }
    free(bytes);
    return count;
}

/* How often WORD is in the memory of PID; -1: it may not be read. */
static long count_in_memory(pid_t pid, const char *word)
{
    char path[64], line[4352];
    size_t count = 0, read = 0;
    snprintf(path, sizeof path, "/proc/%ld/mem", (long)pid);
    int memory = open(path, O_RDONLY | O_CLOEXEC);
    snprintf(path, sizeof path, "/proc/%ld/maps", (long)pid);
    FILE *maps = fopen(path, "re");
    while (memory >= 0 && maps && fgets(line, sizeof line, maps)) {
        unsigned long from, to;
        char readable;
        if (sscanf(line, "%lx-%lx %c", &from, &to, &readable) == 3 && readable == 'r') {
            count += count_in_range(memory, from, to, word);
            read++;
        }
    }
    if (maps) {
        fclose(maps);
    }
    if (memory >= 0) {
        close(memory);
    }
    return read ? (long)count : -1;
}

/* The name of a patient, what was said, what was typed to get in. */
static long count_all(pid_t pid)
{
    long words = count_in_memory(pid, CANARY), name = count_in_memory(pid, PATIENT),
         passphrase = count_in_memory(pid, PLAYER_PASSPHRASE);
    return words < 0 ? -1 : words + name + passphrase;
}

static void a_lock_empties_memory(void **state)
{
    struct player *player = player_create();
    (void)state;
    player_make_vault(player, PATIENT);
    player_open(player, NULL);
    player_play(player,
                TO_THE_QUESTION CANARY "<sees " CANARY "><F9><sees Intake summary><sees More>"
                                       "<Esc><sees F6>");
    pid_t worker = player_worker(player), supervisor = screen_pid(player->screen);
    long words = count_in_memory(worker, CANARY), names = count_in_memory(worker, PATIENT);
    if (words < 0) {
        print_message("# SKIP the memory of other processes may not be read here\n");
        player_destroy(player);
        skip();
    }
    print_message("# unlocked: %ld times the words, %ld times the name\n", words, names);
    assert_true(words > 0 && names > 0);
    assert_int_equal(count_all(supervisor), 0);
    player_play(player, "<F10><sees Passphrase><lacks " CANARY ">");
    assert_int_equal(kill(worker, 0), -1);
    assert_int_equal(errno, ESRCH);
    pid_t next = player_worker(player);
    assert_int_not_equal(next, worker);
    assert_int_equal(count_all(next), 0);
    assert_int_equal(count_all(supervisor), 0);
    /* A worker that is killed leaves nothing with the supervisor either. */
    player_play(player, PLAYER_PASSPHRASE "<Enter><sees " CANARY ">");
    kill(player_worker(player), SIGKILL);
    player_play(player, "<lacks " CANARY "><sees Passphrase>");
    assert_int_equal(count_all(supervisor), 0);
    player_destroy(player);
}

/* ---- what is written ---- */

struct leaks {
    size_t inside, outside; /* of the directory for exports */
    char first[512];
    size_t hidden; /* calls whose bytes the tracer may not see */
};

static void note(struct leaks *leaks, const char *path, const char *where)
{
    if (strstr(path, "/export/")) {
        leaks->inside++;
    } else {
        leaks->outside++;
        snprintf(leaks->first, sizeof leaks->first, "%.500s", where);
    }
}

/* A call of the log is one line; what it writes to stands between '<' and '>'. */
static void read_log(const char *path, struct leaks *leaks)
{
    char *line = NULL;
    size_t capacity = 0;
    FILE *log = fopen(path, "re");
    assert_non_null(log);
    while (getline(&line, &capacity, log) > 0) {
        const char *target = strchr(line, '<'), *data = strchr(line, '"');
        leaks->hidden += !data && strstr(line, ", 0x");
        if (!target || !data || target > data ||
            !(strstr(data, CANARY) || strstr(data, PATIENT) || strstr(data, PLAYER_PASSPHRASE))) {
            continue;
        }
        /* Terminals and pipes are no files. */
        if (strncmp(target, "</dev/pts/", 10) != 0 && strncmp(target, "<pipe:", 6) != 0 &&
            strncmp(target, "<socket:", 8) != 0 && strncmp(target, "</dev/tty", 9) != 0) {
            note(leaks, target, line);
        }
    }
    free(line);
    fclose(log);
}

static void look_at_file(void *self, const char *path, const struct buf *content)
{
    static const char *const words[] = {CANARY, PATIENT, PLAYER_PASSPHRASE};
    const char *slash = strrchr(path, '/');
    if (strcmp(slash, "/passphrase") == 0 || strcmp(slash, "/log") == 0) {
        return; /* the test's own */
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (content->length && memmem(content->data, content->length, words[i], strlen(words[i]))) {
            note(self, path, path);
        }
    }
}

static const char *find_strace(void)
{
    static const char *const places[] = {"/usr/bin/strace", "/usr/local/bin/strace", "/bin/strace"};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (access(places[i], X_OK) == 0) {
            return places[i];
        }
    }
    return NULL;
}

/* The search for leaks is a tracer itself. */
#define NOT_TRACED "detect_leaks=0"
#define CALLS      "trace=write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,sendfile,splice"

/* Runs a command of the shell in the home and reads what it wrote; its status. */
static int trace(const struct player *player, const char *strace, const char *log,
                 const char *command, struct leaks *leaks)
{
    int status;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        unsetenv("XDG_RUNTIME_DIR");
        setenv("ASAN_OPTIONS", NOT_TRACED, 1);
        setenv("HOME", player->home, 1);
        setenv("VERHAAL", player->program, 1);
        if (chdir(player->home) == 0) {
            execl(strace, strace, "-f", "-y", "-s", "100000", "-e", CALLS, "-o", log, "/bin/sh",
                  "-c", command, (char *)NULL);
        }
        _exit(127);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    read_log(log, leaks);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

/* Whether a shell that writes the canary to a file, and only then, is caught. */
static bool detector_works(const struct player *player, const char *strace, const char *log)
{
    struct leaks with = {0}, without = {0};
    return trace(player, strace, log, "echo " CANARY " >plain && rm plain", &with) == 0 &&
           with.outside == 1 &&
           trace(player, strace, log, "echo innocent >plain && rm plain", &without) == 0 &&
           without.outside == 0;
}

/* The same through the commands. */
static void commands_write_nothing(const struct player *player, const char *strace, const char *log)
{
    struct leaks leaks = {0};
    static const char commands[] =
        "exec >/dev/null; o='--vault data/verhaal/vault.db --passphrase-file passphrase'; "
        "mkdir -p export; "
        "printf 'reason_for_coming: %s%s\\n' zebra finch | $VERHAAL fill " PATIENT
        " cfi_core - $o || exit 1; "
        "$VERHAAL summary " PATIENT " --format markdown --out export/s.md $o";
    if (trace(player, strace, log, commands, &leaks) != 0) {
        fail_msg("the commands failed");
    }
    if (leaks.outside) {
        fail_msg("%zu writes, the last: %s", leaks.outside, leaks.first);
    }
    assert_true(leaks.inside > 0);
}

static void nothing_is_written_in_the_clear(void **state)
{
    const char *strace = find_strace();
    struct player *player = player_create();
    struct leaks calls = {0}, files = {0};
    char log[4200];
    (void)state;
    snprintf(log, sizeof log, "%s/log", player->home);
    if (!strace || !detector_works(player, strace, log)) {
        print_message("# SKIP strace is missing or may not trace here\n");
        player_destroy(player);
        skip();
    }
    const char *const below[] = {strace, "-f", "-y", "-s", "100000", "-e", CALLS, "-o", log, NULL};
    const struct player_window window = {.below = below, .setting = "ASAN_OPTIONS=" NOT_TRACED};
    player_make_vault(player, PATIENT);
    commands_write_nothing(player, strace, log);
    player_open(player, &window);
    player_play(player, TO_THE_QUESTION "<sees " CANARY ">" CANARY "<sees typing>");
    /* Sealed as a draft, as an answer, amended, locked, and taken out. */
    player_play(player,
                "<F10><sees Passphrase>" PLAYER_PASSPHRASE "<Enter><sees " CANARY
                "><Tab><lacks " CANARY "><Shift-Tab><sees " CANARY
                "> again<sees again><F9><sees Intake summary><sees More><F4><sees File name><Enter>"
                "<Enter><lacks File name><Esc><sees F6><Ctrl-Q>");
    int status;
    assert_true(screen_wait_end(player->screen, &status));
    read_log(log, &calls);
    if (calls.outside) {
        fail_msg("%zu writes, the last: %s", calls.outside, calls.first);
    }
    if (calls.hidden) {
        print_message("# only root sees what a hardened process writes: files are searched\n");
    } else {
        assert_true(calls.inside > 0); /* control: the export was seen */
    }
    player_files(player, look_at_file, &files);
    if (files.outside) {
        fail_msg("in %zu files, the last: %s", files.outside, files.first);
    }
    assert_true(files.inside > 0);
    player_destroy(player);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lock_empties_memory),
        cmocka_unit_test(nothing_is_written_in_the_clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
