/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two worlds: one that repeats itself, one that listens to the environment. */
#include "config.h"

#include "base/world.h"

#include "base/buf.h"
#include "base/file.h"

#include "scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int setup(void **state)
{
    *state = scratch_create();
    return 0;
}

static int teardown(void **state)
{
    scratch_remove(*state);
    return 0;
}

static void test_fixed_repeats_itself(void **state)
{
    struct world *one = world_create_fixed(1000, 42, *state, "/forms");
    struct world *same = world_create_fixed(1000, 42, *state, "/forms");
    struct world *other = world_create_fixed(1000, 43, *state, "/forms");
    char a[3][33];

    for (int i = 0; i < 100; i++) {
        char before[33];

        memcpy(before, a[0], sizeof before);
        world_new_id(one, a[0]);
        world_new_id(same, a[1]);
        world_new_id(other, a[2]);
        assert_string_equal(a[0], a[1]);
        assert_string_not_equal(a[0], a[2]);
        assert_int_equal(strlen(a[0]), 32);
        assert_int_equal(strspn(a[0], "0123456789abcdef"), 32);
        if (i > 0) {
            assert_string_not_equal(a[0], before);
        }
    }
    world_destroy(one);
    world_destroy(same);
    world_destroy(other);
}

static void test_fixed_time_moves_when_told(void **state)
{
    struct world *world = world_create_fixed(INT64_C(1764543600000), 1, *state, NULL);

    assert_int_equal(world_now(world), INT64_C(1764543600000));
    assert_int_equal(world_now(world), INT64_C(1764543600000));
    assert_int_equal(world_elapsed(world), 0);
    world_pass(world, 2500);
    assert_int_equal(world_now(world), INT64_C(1764543602500));
    assert_int_equal(world_elapsed(world), 2500);
    assert_int_equal(world->offset_minutes, 0);
    world_destroy(world);
}

static void test_fixed_directories(void **state)
{
    struct world *world = world_create_fixed(0, 1, *state, "/some/forms");
    const char *const homes[] = {world->data_home, world->state_home, world->config_home,
                                 world->export_home};

    for (size_t i = 0; i < 4; i++) {
        struct stat status;

        assert_int_equal(strncmp(homes[i], *state, strlen(*state)), 0);
        assert_int_equal(stat(homes[i], &status), 0);
        assert_int_equal(status.st_mode & 07777, 0700);
    }
    assert_string_equal(world->forms, "/some/forms");
    world_destroy(world);
    assert_null(world_create_fixed(0, 1, "/proc/none", "/forms"));
}

static void check_home(const char *found, const char *root, const char *rest)
{
    char expected[300];

    (void)snprintf(expected, sizeof expected, "%s%s", root, rest);
    assert_string_equal(found, expected);
}

static void test_directories_of_the_environment(void **state)
{
    struct world *world;

    assert_int_equal(setenv("HOME", *state, 1), 0);
    assert_int_equal(unsetenv("XDG_DATA_HOME"), 0);
    assert_int_equal(setenv("XDG_STATE_HOME", "relative/path", 1), 0);
    assert_int_equal(setenv("XDG_CONFIG_HOME", "/etc/elsewhere", 1), 0);
    assert_int_equal(setenv("XDG_RUNTIME_DIR", "/no/such/place", 1), 0);
    world = world_create();
    check_home(world->data_home, *state, "/.local/share/verhaal");
    check_home(world->state_home, *state, "/.local/state/verhaal"); /* relative: ignored */
    assert_string_equal(world->config_home, "/etc/elsewhere/verhaal");
    check_home(world->export_home, *state, "/.local/share/verhaal/export");
    world_destroy(world);

    assert_int_equal(setenv("XDG_RUNTIME_DIR", *state, 1), 0);
    world = world_create();
    check_home(world->export_home, *state, "/verhaal");
    world_destroy(world);

    /* A runtime directory that others may read is none. */
    assert_int_equal(chmod(*state, 0755), 0);
    world = world_create();
    check_home(world->export_home, *state, "/.local/share/verhaal/export");
    world_destroy(world);
    assert_int_equal(chmod(*state, 0700), 0);
    world_destroy(NULL);
}

/* This program lies in the build tree, so it sees the forms of the source tree. */
static void test_build_tree(void **state)
{
    struct world *world = world_create();

    (void)state;
    assert_string_equal(world->forms, VERHAAL_SRCDIR "/forms");
    assert_string_equal(world->modules, VERHAAL_BUILDDIR "/src/export");
    assert_true(strcmp(world->catalogues, VERHAAL_BUILDDIR "/share/locale") == 0 ||
                access(VERHAAL_BUILDDIR "/share/locale", F_OK) != 0);
    world_destroy(world);
}

/* What a copy of this program in PLACE finds: "FORMS CATALOGUES MODULES". */
static void run_copy(struct buf *out, const char *place)
{
    struct buf bytes = BUF_INIT;
    struct buf command = BUF_INIT;
    char line[1024];
    FILE *answer;

    assert_true(file_make_directory(place, NULL));
    assert_true(file_read(&bytes, "/proc/self/exe", (size_t)64 << 20, NULL));
    buf_add_format(&command, "%s/program", place);
    assert_true(file_write(buf_text(&command), bytes.data, bytes.length, FILE_NEW, NULL));
    assert_int_equal(chmod(buf_text(&command), 0700), 0);
    buf_add_text(&command, " --print");
    answer = popen(buf_text(&command), "r");
    assert_non_null(answer);
    assert_non_null(fgets(line, sizeof line, answer));
    assert_int_equal(pclose(answer), 0);
    buf_clear(out);
    buf_add_text(out, line);
    buf_finish(&bytes);
    buf_finish(&command);
}

/* An installed tree runs from wherever it was put. */
static void test_installed_tree(void **state)
{
    struct buf path = BUF_INIT;
    struct buf found = BUF_INIT;
    struct buf expected = BUF_INIT;
    char *root = realpath(*state, NULL);

    buf_add_format(&path, "%s/share/verhaal/forms", root);
    assert_true(file_make_directory(buf_text(&path), NULL));
    buf_clear(&path);
    buf_add_format(&path, "%s/share/locale/nl/LC_MESSAGES", root);
    assert_true(file_make_directory(buf_text(&path), NULL));
    buf_add_text(&path, "/verhaal.mo");
    assert_true(file_write(buf_text(&path), "", 0, FILE_NEW, NULL));
    buf_clear(&path);
    buf_add_format(&path, "%s/lib/verhaal", root);
    assert_true(file_make_directory(buf_text(&path), NULL));
    buf_clear(&path);
    buf_add_format(&path, "%s/bin", root);
    run_copy(&found, buf_text(&path));
    buf_add_format(&expected, "%s/share/verhaal/forms %s/share/locale %s/lib/verhaal\n", root,
                   root, root);
    assert_string_equal(buf_text(&found), buf_text(&expected));

    /* Alone it falls back on the places that were compiled in. */
    buf_clear(&path);
    buf_add_format(&path, "%s/elsewhere/bin", root);
    run_copy(&found, buf_text(&path));
    assert_null(strstr(buf_text(&found), root));
    /* and for code never on the build tree */
    buf_clear(&expected);
    buf_add_text(&expected, " " VERHAAL_MODULEDIR "\n");
    assert_non_null(strstr(buf_text(&found), buf_text(&expected)));
    free(root);
    buf_finish(&path);
    buf_finish(&found);
    buf_finish(&expected);
}

static void test_real_clock_and_bytes(void **state)
{
    struct world *world = world_create();
    int64_t elapsed = world_elapsed(world);
    char one[33];
    char other[33];

    (void)state;
    assert_true(world_now(world) > INT64_C(1700000000000));
    assert_true(world_elapsed(world) >= elapsed);
    world_new_id(world, one);
    world_new_id(world, other);
    assert_string_not_equal(one, other);
    world_destroy(world);
}

static void test_format_time(void **state)
{
    static const struct {
        int64_t time;
        const char *text;
    } table[] = {
        {0, "1970-01-01T00:00:00Z"},
        {999, "1970-01-01T00:00:00Z"},
        {-1, "1969-12-31T23:59:59Z"},
        {INT64_C(1764543600000), "2025-11-30T23:00:00Z"},
        {INT64_C(951782400000), "2000-02-29T00:00:00Z"},
        {INT64_C(-62135596800000), "0001-01-01T00:00:00Z"},
        {INT64_MAX, "9999-12-31T23:59:59Z"},
        {INT64_MIN, "0000-01-01T00:00:00Z"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        char out[21];

        world_format_time(table[i].time, out);
        assert_string_equal(out, table[i].text);
    }
}

/* A rule instead of a place: no time zone data has to be installed. */
static void test_summer_and_winter(void **state)
{
    const int64_t winter = INT64_C(1795446000000); /* 2026-11-23 15:00 UTC */
    const int64_t summer = INT64_C(1783893600000); /* 2026-07-12 22:00 UTC */
    struct world *fixed = world_create_fixed(winter, 1, *state, "/forms");
    const char *before = getenv("TZ");
    char *kept = before != NULL ? strdup(before) : NULL;

    (void)setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    struct world *world = world_create();
    assert_int_equal(world_offset_at(world, winter), 60);
    assert_int_equal(world_offset_at(world, summer), 120);
    assert_int_equal(world->offset_minutes, world_offset_at(world, world_now(world)));
    world_destroy(world);
    if (kept != NULL) {
        (void)setenv("TZ", kept, 1);
    } else {
        (void)unsetenv("TZ");
    }
    free(kept);

    fixed->offset_minutes = 330;
    assert_int_equal(world_offset_at(fixed, winter), 330);
    assert_int_equal(world_offset_at(fixed, summer), 330);
    assert_int_equal(world_offset_at(NULL, summer), 0);
    world_destroy(fixed);
}

static int print_places(void)
{
    struct world *world = world_create();

    (void)printf("%s %s %s\n", world->forms, world->catalogues, world->modules);
    world_destroy(world);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_fixed_repeats_itself, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fixed_time_moves_when_told, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fixed_directories, setup, teardown),
        cmocka_unit_test_setup_teardown(test_directories_of_the_environment, setup, teardown),
        cmocka_unit_test(test_build_tree),
        cmocka_unit_test_setup_teardown(test_installed_tree, setup, teardown),
        cmocka_unit_test(test_real_clock_and_bytes),
        cmocka_unit_test(test_format_time),
        cmocka_unit_test_setup_teardown(test_summer_and_winter, setup, teardown),
    };

    if (argc > 1 && strcmp(argv[1], "--print") == 0) {
        return print_places();
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
