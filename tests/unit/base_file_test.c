/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files: modes, all or nothing, limits, and names that mislead. */
#include "config.h"

#include "base/file.h"

#include "scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
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

/* "DIRECTORY/NAME"; the buffer keeps it. */
static const char *below(struct buf *path, const char *directory, const char *name)
{
    buf_clear(path);
    buf_add_text(path, directory);
    buf_add_char(path, '/');
    buf_add_text(path, name);
    return buf_text(path);
}

static size_t count_entries(const char *directory)
{
    DIR *stream = opendir(directory);
    size_t count = 0;

    assert_non_null(stream);
    while (readdir(stream) != NULL) {
        count++;
    }
    (void)closedir(stream);
    return count - 2;
}

static void check_content(const char *path, const char *content)
{
    struct buf read = BUF_INIT;
    struct error err = {0};

    assert_true(file_read(&read, path, 100000, &err));
    assert_string_equal(buf_text(&read), content);
    buf_finish(&read);
}

static void test_write_new_and_replace(void **state)
{
    struct buf path = BUF_INIT;
    struct error err = {0};
    struct stat status;
    const char *name = below(&path, *state, "a");
    mode_t mask = umask(0);

    assert_true(file_write(name, "one", 3, FILE_NEW, &err));
    assert_int_equal(stat(name, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    check_content(name, "one");
    assert_false(file_write(name, "two", 3, FILE_NEW, &err));
    assert_int_equal(err.code, ERROR_EXISTS);
    check_content(name, "one");
    assert_int_equal(chmod(name, 0644), 0);
    assert_true(file_write(name, "two", 3, FILE_REPLACE, &err));
    check_content(name, "two");
    assert_int_equal(stat(name, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    assert_true(file_write(name, NULL, 0, FILE_REPLACE, &err));
    check_content(name, "");
    assert_int_equal(count_entries(*state), 1);
    (void)umask(mask);
    buf_finish(&path);
}

static void test_bad_places(void **state)
{
    static const char *const names[] = {"missing/a", ".", "..", "", "dir", "file/a"};
    struct buf path = BUF_INIT;
    struct error err = {0};

    assert_int_equal(mkdir(below(&path, *state, "dir"), 0700), 0);
    assert_true(file_write(below(&path, *state, "file"), "x", 1, FILE_NEW, &err));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_false(file_write(below(&path, *state, names[i]), "x", 1, FILE_REPLACE, &err));
        assert_int_not_equal(err.code, ERROR_NONE);
        assert_false(file_write(below(&path, *state, names[i]), "x", 1, FILE_NEW, NULL));
    }
    assert_int_equal(count_entries(*state), 2);
    buf_finish(&path);
}

/* A link in the way is replaced, never followed. */
static void test_links_are_not_followed(void **state)
{
    struct buf path = BUF_INIT;
    struct buf link = BUF_INIT;
    struct error err = {0};
    struct stat status;

    assert_true(file_write(below(&path, *state, "target"), "kept", 4, FILE_NEW, &err));
    assert_int_equal(symlink(buf_text(&path), below(&link, *state, "link")), 0);
    assert_false(file_write(buf_text(&link), "new", 3, FILE_NEW, &err));
    assert_int_equal(err.code, ERROR_EXISTS);
    assert_true(file_write(buf_text(&link), "new", 3, FILE_REPLACE, &err));
    check_content(buf_text(&path), "kept");
    check_content(buf_text(&link), "new");
    assert_int_equal(lstat(buf_text(&link), &status), 0);
    assert_true(S_ISREG(status.st_mode));
    buf_finish(&path);
    buf_finish(&link);
}

/* A write that fails half-way leaves the old file and nothing beside it. */
static void test_full_disk_changes_nothing(void **state)
{
    static char large[65536];
    struct buf path = BUF_INIT;
    const char *name = below(&path, *state, "a");
    int status = 0;
    pid_t child;

    assert_true(file_write(name, "old", 3, FILE_NEW, NULL));
    child = fork();
    if (child == 0) {
        struct rlimit limit = {4096, 4096};
        struct error err = {0};

        (void)signal(SIGXFSZ, SIG_IGN);
        (void)setrlimit(RLIMIT_FSIZE, &limit);
        if (file_write(name, large, sizeof large, FILE_REPLACE, &err)) {
            _exit(9);
        }
        _exit((int)err.code);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), ERROR_FULL);
    check_content(name, "old");
    assert_int_equal(count_entries(*state), 1);
    buf_finish(&path);
}

/* What stands in the way is said before a byte is written, and is not touched. */
static void test_place_that_is_taken(void **state)
{
    static const struct {
        const char *name;
        enum error_code code;
    } cases[] = {
        {"file", ERROR_EXISTS}, {"link", ERROR_EXISTS},         {"nowhere", ERROR_EXISTS},
        {"dir", ERROR_EXISTS},  {"pipe", ERROR_EXISTS},         {"", ERROR_INVALID},
        {"..", ERROR_INVALID},  {"missing/a", ERROR_NOT_FOUND},
    };
    struct buf path = BUF_INIT, other = BUF_INIT;
    struct error err = {0};

    assert_true(file_write(below(&path, *state, "file"), "kept", 4, FILE_NEW, &err));
    assert_int_equal(symlink(buf_text(&path), below(&other, *state, "link")), 0);
    assert_int_equal(symlink("not/there", below(&other, *state, "nowhere")), 0);
    assert_int_equal(mkdir(below(&other, *state, "dir"), 0700), 0);
    assert_int_equal(mkfifo(below(&other, *state, "pipe"), 0600), 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct file_place place;

        assert_false(file_place_take(&place, below(&path, *state, cases[i].name), 3, &err));
        assert_int_equal(err.code, cases[i].code);
        file_place_finish(&place);
    }
    check_content(below(&path, *state, "file"), "kept");
    assert_int_equal(count_entries(*state), 5);
    buf_finish(&path);
    buf_finish(&other);
}

static void test_place_that_is_free(void **state)
{
    struct buf path = BUF_INIT;
    struct error err = {0};
    struct file_place place;
    struct stat status;
    const char *name = below(&path, *state, "a");

    assert_true(file_place_take(&place, name, 3, &err));
    assert_false(file_exists(name));
    file_place_finish(&place); /* not filled after all: nothing is left */
    assert_int_equal(count_entries(*state), 0);

    assert_true(file_place_take(&place, name, 3, &err));
    assert_true(file_place_fill(&place, "new", 3, &err));
    file_place_finish(&place);
    check_content(name, "new");
    assert_int_equal(stat(name, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);

    /* Somebody was quicker: theirs stays. */
    assert_int_equal(unlink(name), 0);
    assert_true(file_place_take(&place, name, 3, &err));
    assert_true(file_write(name, "theirs", 6, FILE_NEW, &err));
    assert_false(file_place_fill(&place, "new", 3, &err));
    assert_int_equal(err.code, ERROR_EXISTS);
    file_place_finish(&place);
    check_content(name, "theirs");
    assert_int_equal(count_entries(*state), 1);
    buf_finish(&path);
}

/* Room is asked for at once, not found wanting in the middle. */
static void test_place_without_room(void **state)
{
    struct buf path = BUF_INIT;
    const char *name = below(&path, *state, "a");
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        struct rlimit limit = {4096, 4096};
        struct error err = {0};
        struct file_place place;
        bool taken;

        (void)signal(SIGXFSZ, SIG_IGN);
        (void)setrlimit(RLIMIT_FSIZE, &limit);
        taken = file_place_take(&place, name, 65536, &err);
        file_place_finish(&place);
        _exit(taken ? 99 : (int)err.code);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), ERROR_FULL);
    assert_int_equal(count_entries(*state), 0);
    buf_finish(&path);
}

/* Names left by a crash do not stand in the way. */
static void test_left_over_names(void **state)
{
    struct buf path = BUF_INIT;

    for (int i = 0; i < 3; i++) {
        char name[40];
        int fd;

        (void)snprintf(name, sizeof name, ".new-%u-%d", (unsigned)getpid(), i);
        fd = open(below(&path, *state, name), O_WRONLY | O_CREAT, 0600);
        assert_true(fd >= 0);
        (void)close(fd);
    }
    assert_true(file_write(below(&path, *state, "a"), "x", 1, FILE_NEW, NULL));
    assert_int_equal(count_entries(*state), 4);
    buf_finish(&path);
}

static void test_read_limits(void **state)
{
    struct buf path = BUF_INIT;
    struct buf read = BUF_INIT;
    struct error err = {0};
    const char *name = below(&path, *state, "a");

    assert_true(file_write(name, "12345", 5, FILE_NEW, &err));
    assert_true(file_read(&read, name, 5, &err));
    assert_string_equal(buf_text(&read), "12345");
    assert_true(file_read(&read, name, 5, &err)); /* appends */
    assert_string_equal(buf_text(&read), "1234512345");
    assert_false(file_read(&read, name, 4, &err));
    assert_int_equal(err.code, ERROR_LIMIT);
    assert_false(file_read(&read, below(&path, *state, "missing"), 5, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    assert_false(file_read(&read, *state, 5, &err));
    assert_int_equal(err.code, ERROR_INVALID);
    assert_false(file_read(&read, "/dev/zero", 5, &err));
    assert_int_equal(err.code, ERROR_INVALID);
    assert_int_equal(mkfifo(below(&path, *state, "pipe"), 0600), 0);
    assert_false(file_read(&read, buf_text(&path), 5, &err)); /* and does not wait */
    assert_int_equal(err.code, ERROR_INVALID);
    /* A file that says it is empty but is not. */
    assert_true(file_read(&read, "/proc/self/status", 100000, &err));
    assert_non_null(strstr(buf_text(&read), "Pid:"));
    assert_false(file_read(&read, "/proc/self/status", 20, &err));
    assert_int_equal(err.code, ERROR_LIMIT);
    buf_finish(&path);
    buf_finish(&read);
}

static void test_read_standard_input(void **state)
{
    struct buf read = BUF_INIT;
    int ends[2];
    int saved = dup(STDIN_FILENO);

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "from a pipe", 11), 11);
    (void)close(ends[1]);
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    assert_true(file_read(&read, "-", 11, NULL));
    assert_string_equal(buf_text(&read), "from a pipe");
    (void)close(ends[0]);
    if (saved >= 0) {
        (void)dup2(saved, STDIN_FILENO);
        (void)close(saved);
    }
    buf_finish(&read);
}

static void test_make_directory(void **state)
{
    struct buf path = BUF_INIT;
    struct error err = {0};
    struct stat status;
    mode_t mask = umask(0);

    assert_true(file_make_directory(below(&path, *state, "a/b//c/"), &err));
    assert_true(file_make_directory(buf_text(&path), &err));
    assert_int_equal(stat(below(&path, *state, "a/b"), &status), 0);
    assert_int_equal(status.st_mode & 07777, 0700);
    assert_true(file_write(below(&path, *state, "file"), "", 0, FILE_NEW, &err));
    assert_false(file_make_directory(buf_text(&path), &err));
    assert_false(file_make_directory(below(&path, *state, "file/x"), &err));
    assert_false(file_make_directory("/proc/none", &err));
    if (geteuid() != 0) {
        assert_false(file_make_directory("/", &err));
        assert_int_equal(err.code, ERROR_DENIED);
    }
    (void)umask(mask);
    buf_finish(&path);
}

static void test_absolute(void **state)
{
    struct buf path = BUF_INIT;
    struct buf link = BUF_INIT;
    struct buf out = BUF_INIT;
    struct buf expected = BUF_INIT;
    struct error err = {0};
    char *real = realpath(*state, NULL);

    assert_int_equal(mkdir(below(&path, *state, "dir"), 0700), 0);
    assert_int_equal(symlink(buf_text(&path), below(&link, *state, "link")), 0);
    assert_true(file_absolute(&out, below(&path, *state, "link/vault.db"), &err));
    assert_string_equal(buf_text(&out), below(&expected, real, "dir/vault.db"));
    buf_clear(&out);
    assert_true(file_absolute(&out, "/vault.db", &err));
    assert_string_equal(buf_text(&out), "/vault.db");
    buf_clear(&out);
    assert_true(file_absolute(&out, "vault.db", &err));
    assert_int_equal(out.data[0], '/');
    assert_false(file_absolute(&out, below(&path, *state, "missing/vault.db"), &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    assert_false(file_absolute(&out, "", &err));
    assert_false(file_absolute(&out, "/tmp/..", &err));
    free(real);
    buf_finish(&path);
    buf_finish(&link);
    buf_finish(&out);
    buf_finish(&expected);
}

static void test_exists_and_sync(void **state)
{
    struct buf path = BUF_INIT;
    struct error err = {0};

    assert_false(file_exists(below(&path, *state, "a")));
    assert_int_equal(symlink("nowhere", buf_text(&path)), 0);
    assert_true(file_exists(buf_text(&path))); /* a name that leads nowhere is taken, too */
    assert_true(file_sync_directory(*state, &err));
    assert_false(file_sync_directory(below(&path, *state, "missing"), &err));
    assert_false(file_on_network("/proc/self"));
    assert_false(file_on_network("/proc/no-such-file"));
    buf_finish(&path);
}

static void test_list(void **state)
{
    static const char *const names[] = {"b.yaml", "a.yaml", "c.yml", ".hidden.yaml", "yaml"};
    struct buf path = BUF_INIT;
    struct file_list list;
    struct error err = {0};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_true(file_write(below(&path, *state, names[i]), "", 0, FILE_NEW, &err));
    }
    assert_true(file_list_read(&list, *state, ".yaml", &err));
    assert_int_equal(list.count, 2);
    assert_string_equal(list.names[0], "a.yaml");
    assert_string_equal(list.names[1], "b.yaml");
    file_list_finish(&list);
    assert_true(file_list_read(&list, *state, ".none", &err));
    assert_int_equal(list.count, 0);
    file_list_finish(&list);
    assert_false(file_list_read(&list, below(&path, *state, "missing"), "", &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    file_list_finish(&list);
    buf_finish(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_write_new_and_replace, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bad_places, setup, teardown),
        cmocka_unit_test_setup_teardown(test_links_are_not_followed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_full_disk_changes_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_place_that_is_taken, setup, teardown),
        cmocka_unit_test_setup_teardown(test_place_that_is_free, setup, teardown),
        cmocka_unit_test_setup_teardown(test_place_without_room, setup, teardown),
        cmocka_unit_test_setup_teardown(test_left_over_names, setup, teardown),
        cmocka_unit_test_setup_teardown(test_read_limits, setup, teardown),
        cmocka_unit_test_setup_teardown(test_read_standard_input, setup, teardown),
        cmocka_unit_test_setup_teardown(test_make_directory, setup, teardown),
        cmocka_unit_test_setup_teardown(test_absolute, setup, teardown),
        cmocka_unit_test_setup_teardown(test_exists_and_sync, setup, teardown),
        cmocka_unit_test_setup_teardown(test_list, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
