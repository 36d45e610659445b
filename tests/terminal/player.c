/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys as xterm sends them. Nothing here waits for a time to pass: what is
 * typed is followed by looking at what it did.
 */
#include "config.h"

#include "terminal/player.h"

#include "base/alloc.h"
#include "base/file.h"
#include "unit/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define CHUNK 256 /* bytes typed before looking: a terminal holds only so many */

static const struct {
    const char *name, *bytes;
} keys[] = {
    {"Enter", "\r"},    {"Tab", "\t"},         {"Shift-Tab", "\033[Z"}, {"Backspace", "\177"},
    {"Up", "\033[A"},   {"Down", "\033[B"},    {"Left", "\033[D"},      {"Right", "\033[C"},
    {"Home", "\033[H"}, {"End", "\033[F"},     {"PgUp", "\033[5~"},     {"PgDn", "\033[6~"},
    {"Esc", "\033"},    {"Delete", "\033[3~"}, {"F1", "\033OP"},        {"F2", "\033OQ"},
    {"F3", "\033OR"},   {"F4", "\033OS"},      {"F5", "\033[15~"},      {"F6", "\033[17~"},
    {"F9", "\033[20~"}, {"F10", "\033[21~"},   {"Ctrl-Q", "\021"},      {"Ctrl-T", "\024"},
    {"Ctrl-U", "\025"}, {"Ctrl-Y", "\031"},    {"Ctrl-Z", "\032"},      {"lt", "<"},
};

long player_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct player *player_create(void)
{
    struct player *player = alloc_array(1, sizeof *player);
    const char *build = getenv("VERHAAL_TEST_BUILDDIR");
    struct error err = {0};
    /* Deriving a key takes a second by design, and machines may be busy. */
    setenv("VERHAAL_TEST_PATIENCE", "60", 0);
    if (access("/dev/shm", W_OK) == 0) {
        setenv("TMPDIR", "/dev/shm", 0);
    }
    player->home = scratch_create();
    snprintf(player->program, sizeof player->program, "%s/verhaal", build ? build : ".");
    snprintf(player->passphrase, sizeof player->passphrase, "%s/passphrase", player->home);
    assert_true(file_write(player->passphrase, PLAYER_PASSPHRASE "\n", sizeof PLAYER_PASSPHRASE,
                           FILE_NEW, &err));
    return player;
}

void player_destroy(struct player *player)
{
    player_close(player);
    scratch_remove(player->home);
    free(player);
}

/* ---- the environment of a program that knows only this home ---- */

#define SETTINGS 8

struct settings {
    char home[4200], data[4200], state[4200], config[4200];
    const char *list[SETTINGS];
};

static void settle(const struct player *player, const char *extra, struct settings *out)
{
    snprintf(out->home, sizeof out->home, "HOME=%s", player->home);
    snprintf(out->data, sizeof out->data, "XDG_DATA_HOME=%s/data", player->home);
    snprintf(out->state, sizeof out->state, "XDG_STATE_HOME=%s/state", player->home);
    snprintf(out->config, sizeof out->config, "XDG_CONFIG_HOME=%s/config", player->home);
    const char *list[SETTINGS] = {out->home,   out->data,         out->state,
                                  out->config, "XDG_RUNTIME_DIR", extra};
    memcpy(out->list, list, sizeof list);
}

void player_open(struct player *player, const struct player_window *window)
{
    static const struct player_window ordinary;
    struct settings settings = {.list = {NULL}};
    const char *argv[24];
    size_t count = 0;
    window = window ? window : &ordinary;
    settle(player, window->setting, &settings);
    for (size_t i = 0; window->below && window->below[i]; i++) {
        argv[count++] = window->below[i];
    }
    argv[count++] = player->program;
    argv[count++] = window->argument;
    argv[count++] = window->argument ? window->second : NULL;
    argv[count] = NULL;
    const struct screen_options options = {
        .argv = argv,
        .environment = settings.list,
        .rows = window->rows ? window->rows : 24,
        .columns = window->columns ? window->columns : 80,
        .one_screen = window->one_screen,
    };
    assert_null(player->screen);
    player->screen = screen_start(&options);
}

void player_close(struct player *player)
{
    int status;
    if (player->screen) {
        /* As when a window is closed; the vault is free when the last one is gone. */
        screen_unplug(player->screen);
        (void)screen_wait_end(player->screen, &status);
        screen_finish(player->screen);
    }
    player->screen = NULL;
}

/* ---- playing ---- */

static bool grew(struct vterm_screen *screen, const void *before)
{
    size_t length;
    (void)screen_output(screen, &length);
    return length > *(const size_t *)before;
}

static void act(struct player *player, const char *tag)
{
    if (strncmp(tag, "sees ", 5) == 0) {
        assert_true(screen_wait_for(player->screen, tag + 5));
        return;
    }
    if (strncmp(tag, "lacks ", 6) == 0) {
        assert_true(screen_wait_gone(player->screen, tag + 6));
        return;
    }
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (strcmp(keys[i].name, tag) == 0) {
            screen_send(player->screen, keys[i].bytes);
            return;
        }
    }
    fail_msg("the script has a key that is not known: <%s>", tag);
}

void player_play(struct player *player, const char *script)
{
    while (*script) {
        size_t plain = strcspn(script, "<");
        player_type(player, script, plain);
        script += plain;
        if (!*script) {
            break;
        }
        const char *end = strchr(script, '>');
        assert_non_null(end);
        char *tag = alloc_copy(script + 1, (size_t)(end - script) - 1);
        act(player, tag);
        free(tag);
        script = end + 1;
    }
}

void player_type(struct player *player, const char *text, size_t length)
{
    while (length > 0) {
        struct buf bytes = BUF_INIT;
        size_t take = length > CHUNK ? CHUNK : length, before;
        for (size_t i = 0; i < take; i++) {
            buf_add_char(&bytes, text[i] == '\n' ? '\r' : text[i]);
        }
        (void)screen_output(player->screen, &before);
        screen_send_bytes(player->screen, buf_text(&bytes), bytes.length);
        /* Long texts: let it catch up, or both sides wait for the other to read. */
        if (take == CHUNK) {
            assert_true(screen_wait_until(player->screen, grew, &before, "an echo"));
        }
        buf_finish(&bytes);
        text += take;
        length -= take;
    }
}

/* ---- subcommands ---- */

static void become(const struct player *player, const char *const *arguments, int output)
{
    struct settings settings = {.list = {NULL}};
    const char *argv[32] = {player->program};
    size_t count = 1;
    int input = open("/dev/null", O_RDONLY | O_CLOEXEC);
    settle(player, NULL, &settings);
    for (size_t i = 0; settings.list[i]; i++) {
        char *setting = alloc_string(settings.list[i]), *equals = strchr(setting, '=');
        if (equals) {
            *equals = '\0';
            setenv(setting, equals + 1, 1);
        } else {
            unsetenv(setting);
        }
    }
    while (arguments[count - 1]) {
        argv[count] = arguments[count - 1];
        count++;
    }
    dup2(input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    execv(player->program, (char *const *)(uintptr_t)argv);
    _exit(127);
}

int player_command(const struct player *player, const char *const *arguments, struct buf *out)
{
    int ends[2], status = 0;
    char bytes[4096];
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    fflush(NULL);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        become(player, arguments, ends[1]);
    }
    close(ends[1]);
    for (ssize_t got; (got = read(ends[0], bytes, sizeof bytes)) != 0;) {
        assert_true(got > 0 || errno == EINTR);
        if (out && got > 0) {
            buf_add(out, bytes, (size_t)got);
        }
    }
    close(ends[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void player_make_vault(struct player *player, const char *patient)
{
    char recovery[4200];
    snprintf(recovery, sizeof recovery, "%s/recovery", player->home);
    const char *const init[] = {"init",
                                "--user",
                                "anna",
                                "--fast-key",
                                "--recovery-file",
                                recovery,
                                "--passphrase-file",
                                player->passphrase,
                                NULL};
    const char *const add[] = {"patient",          "add", "--name", patient, "--passphrase-file",
                               player->passphrase, NULL};
    struct buf said = BUF_INIT;
    if (player_command(player, init, &said) != 0 || player_command(player, add, &said) != 0) {
        fail_msg("no vault: %s", buf_text(&said));
    }
    buf_finish(&said);
}

/* ---- looking from outside ---- */

static pid_t parent_of(pid_t pid)
{
    char path[64], line[1024] = "";
    long parent = 0;
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    FILE *file = fopen(path, "re");
    if (!file) {
        return 0;
    }
    const char *behind = fgets(line, sizeof line, file) ? strrchr(line, ')') : NULL;
    fclose(file);
    /* ") S 123": the name may hold anything, so from its last parenthesis on */
    if (behind && strlen(behind) > 4) {
        parent = strtol(behind + 4, NULL, 10);
    }
    return (pid_t)parent;
}

static pid_t child_of(pid_t parent)
{
    DIR *directory = opendir("/proc");
    pid_t child = 0;
    assert_non_null(directory);
    for (const struct dirent *entry; (entry = readdir(directory));) {
        pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
        if (pid > child && parent_of(pid) == parent) {
            child = pid;
        }
    }
    closedir(directory);
    return child;
}

pid_t player_worker(const struct player *player)
{
    pid_t worker = 0;
    for (pid_t pid = screen_pid(player->screen); pid; pid = child_of(pid)) {
        worker = pid;
    }
    assert_int_not_equal(worker, screen_pid(player->screen));
    return worker;
}

static void walk(const char *directory,
                 void (*each)(void *self, const char *path, const struct buf *content), void *self)
{
    DIR *stream = opendir(directory);
    assert_non_null(stream);
    for (const struct dirent *entry; (entry = readdir(stream));) {
        struct buf path = BUF_INIT, content = BUF_INIT;
        struct error ignored = {0};
        buf_add_format(&path, "%s/%s", directory, entry->d_name);
        if (entry->d_type == DT_DIR && strcmp(entry->d_name, ".") != 0 &&
            strcmp(entry->d_name, "..") != 0) {
            walk(buf_text(&path), each, self);
        } else if (entry->d_type == DT_REG &&
                   file_read(&content, buf_text(&path), (size_t)64 << 20, &ignored)) {
            each(self, buf_text(&path), &content);
        }
        buf_finish(&path);
        buf_finish(&content);
    }
    closedir(stream);
}

void player_files(const struct player *player,
                  void (*each)(void *self, const char *path, const struct buf *content), void *self)
{
    walk(player->home, each, self);
}
