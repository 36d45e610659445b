/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two worlds: the real one, which asks the kernel and the environment, and
 * the fixed one for tests, which repeats itself to the byte.
 */
#include "config.h"

#include "base/world.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/file.h"

#include <errno.h>
#include <limits.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PROGRAM "verhaal"

static int64_t milliseconds_of(clockid_t clock)
{
    struct timespec time;

    if (clock_gettime(clock, &time) != 0) {
        return 0;
    }
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static int64_t real_now(void *self)
{
    (void)self;
    return milliseconds_of(CLOCK_REALTIME);
}

static int64_t real_elapsed(void *self)
{
    (void)self;
    return milliseconds_of(CLOCK_MONOTONIC);
}

static void real_random(void *self, void *out, size_t length)
{
    unsigned char *next = out;

    (void)self;
    while (length > 0) {
        ssize_t got = getrandom(next, length, 0);

        if (got > 0) {
            next += got;
            length -= (size_t)got;
        } else if (errno != EINTR) {
            /* Keys from a broken source would be worse than no program. */
            (void)fputs("verhaal: the system gives no random bytes\n", stderr);
            abort();
        }
    }
}

static int local_offset(int64_t milliseconds)
{
    time_t then = (time_t)(milliseconds / 1000);
    struct tm local;

    if (localtime_r(&then, &local) == NULL) {
        return 0;
    }
    return (int)(local.tm_gmtoff / 60);
}

static char *join(const char *directory, const char *rest)
{
    struct buf path = BUF_INIT;

    buf_add_text(&path, directory);
    buf_add_text(&path, rest);
    return buf_take(&path);
}

static const char *home_directory(void)
{
    const char *home = getenv("HOME");
    const struct passwd *entry;

    if (home != NULL && home[0] == '/') {
        return home;
    }
    entry = getpwuid(getuid());
    return entry != NULL && entry->pw_dir != NULL && entry->pw_dir[0] == '/' ? entry->pw_dir : "/";
}

/* The base directory specification of XDG: relative values are to be ignored. */
static char *xdg_home(const char *variable, const char *otherwise)
{
    const char *value = getenv(variable);
    const char *home;

    if (value != NULL && value[0] == '/') {
        return join(value, "/" PROGRAM);
    }
    home = home_directory();
    return join(strcmp(home, "/") == 0 ? "" : home, otherwise);
}

/* On memory where the session has such a place of its own; beside the data otherwise. */
static char *export_directory(const char *data_home)
{
    const char *value = getenv("XDG_RUNTIME_DIR");
    struct stat status;

    if (value != NULL && value[0] == '/' && stat(value, &status) == 0 && S_ISDIR(status.st_mode) &&
        status.st_uid == geteuid() && (status.st_mode & 077) == 0) {
        return join(value, "/" PROGRAM);
    }
    return join(data_home, "/export");
}

/* The directory of the running program, or NULL. */
static char *program_directory(void)
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    char *slash;

    if (length <= 0) {
        return NULL;
    }
    path[length] = '\0';
    slash = strrchr(path, '/');
    if (slash == NULL) {
        return NULL;
    }
    *slash = '\0';
    return alloc_string(path);
}

static bool lies_in(const char *path, const char *directory)
{
    size_t length = strlen(directory);

    return strncmp(path, directory, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

/*
 * What lies at PROGRAM/NAME, or NULL. A program inside the build tree takes only what
 * lies there too: what happens to be installed beside that tree may be older.
 */
static char *find_beside(const char *program, const char *build, const char *name)
{
    char *path = join(program, name);
    char *resolved = realpath(path, NULL);

    free(path);
    if (resolved != NULL && build != NULL && lies_in(program, build) && !lies_in(resolved, build)) {
        free(resolved);
        return NULL;
    }
    return resolved;
}

/* The first directory that holds WITNESS; the first at all when none does, for the message. */
static char *first_with(char *beside, const char *const places[2], const char *witness)
{
    const char *const all[] = {beside != NULL ? beside : places[0], places[0], places[1]};
    const char *found = all[1];

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        char *path = join(all[i], witness);
        bool there = access(path, R_OK) == 0;

        free(path);
        if (there) {
            found = all[i];
            break;
        }
    }
    return alloc_string(found);
}

/* Modules are code. An installed program never takes them from a tree in which
 * somebody builds, which others may be able to write. */
static char *find_modules(const char *program, const char *build, bool built)
{
    char *beside = NULL;

    if (built) {
        return alloc_string(VERHAAL_BUILDDIR "/src/export");
    }
    if (program != NULL) {
        beside = find_beside(program, build, "/../lib/" PROGRAM);
    }
    return beside != NULL ? beside : alloc_string(VERHAAL_MODULEDIR);
}

static void find_shared(struct world *world)
{
    /* Installed first, unless the program itself was not. */
    static const char *const forms[2][2] = {{VERHAAL_DATADIR "/forms", VERHAAL_SRCDIR "/forms"},
                                            {VERHAAL_SRCDIR "/forms", VERHAAL_DATADIR "/forms"}};
    static const char *const catalogues[2][2] = {
        {VERHAAL_LOCALEDIR, VERHAAL_BUILDDIR "/share/locale"},
        {VERHAAL_BUILDDIR "/share/locale", VERHAAL_LOCALEDIR}};
    char *program = program_directory();
    char *build = realpath(VERHAAL_BUILDDIR, NULL);
    bool built = program != NULL && build != NULL && lies_in(program, build);
    char *beside = NULL;

    if (program != NULL) {
        beside = find_beside(program, build, "/../share/" PROGRAM "/forms");
    }
    world->forms = first_with(beside, forms[built], "/.");
    free(beside);
    beside = NULL;
    if (program != NULL) {
        beside = find_beside(program, build, "/../share/locale");
    }
    world->catalogues = first_with(beside, catalogues[built], "/nl/LC_MESSAGES/" PROGRAM ".mo");
    free(beside);
    world->modules = find_modules(program, build, built);
    free(build);
    free(program);
}

struct world *world_create(void)
{
    struct world *world = alloc_array(1, sizeof *world);

    world->now = real_now;
    world->elapsed = real_elapsed;
    world->random = real_random;
    tzset();
    world->offset_minutes = local_offset(real_now(NULL));
    world->zone = local_offset;
    world->data_home = xdg_home("XDG_DATA_HOME", "/.local/share/" PROGRAM);
    world->state_home = xdg_home("XDG_STATE_HOME", "/.local/state/" PROGRAM);
    world->config_home = xdg_home("XDG_CONFIG_HOME", "/.config/" PROGRAM);
    world->export_home = export_directory(world->data_home);
    find_shared(world);
    return world;
}

/* The names are const to everybody but their owner. */
static void free_text(const char *text)
{
    free((char *)text);
}

void world_destroy(struct world *world)
{
    if (world == NULL) {
        return;
    }
    free_text(world->data_home);
    free_text(world->state_home);
    free_text(world->config_home);
    free_text(world->export_home);
    free_text(world->forms);
    free_text(world->catalogues);
    free_text(world->modules);
    free(world->self);
    free(world);
}

struct fixed {
    int64_t now;
    int64_t elapsed;
    uint64_t counter;
};

static int64_t fixed_now(void *self)
{
    const struct fixed *fixed = self;

    return fixed->now;
}

static int64_t fixed_elapsed(void *self)
{
    const struct fixed *fixed = self;

    return fixed->elapsed;
}

/* A counter through a mixing function: different everywhere, the same every time. */
static void fixed_random(void *self, void *out, size_t length)
{
    struct fixed *fixed = self;
    unsigned char *bytes = out;

    for (size_t i = 0; i < length; i++) {
        uint64_t mixed = ++fixed->counter * UINT64_C(0x9E3779B97F4A7C15);

        mixed ^= mixed >> 29;
        mixed *= UINT64_C(0xD6E8FEB86659FD93);
        mixed ^= mixed >> 32;
        bytes[i] = (unsigned char)(mixed >> 24);
    }
}

static bool make_below(const char **out, const char *root, const char *name)
{
    *out = join(root, name);
    return file_make_directory(*out, NULL);
}

struct world *world_create_fixed(int64_t now_ms, uint64_t seed, const char *root, const char *forms)
{
    struct world *world = alloc_array(1, sizeof *world);
    struct fixed *fixed = alloc_array(1, sizeof *fixed);

    fixed->now = now_ms;
    fixed->counter = seed * UINT64_C(1000003);
    world->self = fixed;
    world->now = fixed_now;
    world->elapsed = fixed_elapsed;
    world->random = fixed_random;
    world->forms = alloc_string(forms != NULL ? forms : VERHAAL_SRCDIR "/forms");
    world->catalogues = alloc_string(VERHAAL_BUILDDIR "/share/locale");
    world->modules = alloc_string(VERHAAL_BUILDDIR "/src/export");
    if (!make_below(&world->data_home, root, "/data") ||
        !make_below(&world->state_home, root, "/state") ||
        !make_below(&world->config_home, root, "/config") ||
        !make_below(&world->export_home, root, "/export")) {
        world_destroy(world);
        return NULL;
    }
    return world;
}

void world_pass(struct world *fixed, int64_t milliseconds)
{
    struct fixed *state = fixed->self;

    state->now += milliseconds;
    state->elapsed += milliseconds;
}

int64_t world_now(const struct world *world)
{
    return world->now(world->self);
}

int world_offset_at(const struct world *world, int64_t milliseconds)
{
    if (world == NULL) {
        return 0;
    }
    return world->zone != NULL ? world->zone(milliseconds) : world->offset_minutes;
}

int64_t world_elapsed(const struct world *world)
{
    return world->elapsed(world->self);
}

void world_random(const struct world *world, void *out, size_t length)
{
    world->random(world->self, out, length);
}

void world_format_time(int64_t milliseconds, char out[21])
{
    int64_t whole = milliseconds / 1000 - (milliseconds % 1000 < 0);
    /* Outside the years 0000 to 9999 the form has no room: held at its ends. */
    const int64_t first = INT64_C(-62167219200);
    const int64_t last = INT64_C(253402300799);
    time_t seconds = (time_t)(whole < first ? first : whole > last ? last : whole);
    struct tm utc;

    if (gmtime_r(&seconds, &utc) == NULL || strftime(out, 21, "%Y-%m-%dT%H:%M:%SZ", &utc) != 20) {
        /* strftime() writes years below 1000 with fewer digits. */
        (void)snprintf(out, 21, "%04u-%02u-%02uT%02u:%02u:%02uZ",
                       (unsigned)(utc.tm_year + 1900) % 10000, (unsigned)(utc.tm_mon + 1) % 100,
                       (unsigned)utc.tm_mday % 100, (unsigned)utc.tm_hour % 100,
                       (unsigned)utc.tm_min % 100, (unsigned)utc.tm_sec % 100);
    }
}

void world_new_id(const struct world *world, char out[33])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[16];

    world_random(world, bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[32] = '\0';
}
