/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may stand where a vault is expected: nothing, a directory, a FIFO, a
 * link, somebody else's database, half a vault, one that is in use. Each is
 * refused with one clear message and left as it was.
 */
#include "config.h"

#include "vault_tools.h"

#include "vault/sqlite.h"
#include "vault/vault_private.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* Tries to open; the file's bytes and mode must be the same afterwards. */
static void refused(struct tools *tools, enum error_code code, enum vault_damage damage)
{
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct stat before = {.st_size = 0}, after = {.st_size = 0};

    (void)lstat(tools->path, &before);
    if (tools_open(tools, &vault, &err))
        fail_msg("was opened");
    assert_null(vault);
    if (err.code != code || vault_damage_of(&err) != damage)
        fail_msg("code %d, damage %s: %s", (int)err.code, vault_damage_code(vault_damage_of(&err)),
                 err.message);
    assert_null(strchr(err.message, '\n'));
    (void)lstat(tools->path, &after);
    assert_int_equal(before.st_size, after.st_size);
    assert_int_equal(before.st_mode, after.st_mode);
    assert_int_equal(before.st_ino, after.st_ino);
}

static void clear(struct tools *tools)
{
    (void)unlink(tools->path);
    (void)rmdir(tools->path);
}

static void refuses_what_is_no_file(void **state)
{
    struct tools *tools = *state;
    char other[200];

    tools_reset(tools);
    clear(tools);
    refused(tools, ERROR_NOT_FOUND, DAMAGE_NONE);
    assert_int_equal(mkdir(tools->path, 0700), 0);
    refused(tools, ERROR_INVALID, DAMAGE_NONE);
    clear(tools);
    assert_int_equal(mkfifo(tools->path, 0600), 0);
    refused(tools, ERROR_INVALID, DAMAGE_NONE);
    clear(tools);
    (void)snprintf(other, sizeof other, "%s/real.db", tools->root);
    tools_put(other, tools->model.data, tools->model.length);
    assert_int_equal(symlink(other, tools->path), 0);
    refused(tools, ERROR_INVALID, DAMAGE_NONE);
    clear(tools);
    (void)unlink(other);
}

static void refuses_a_vanished_directory(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    char path[200];

    (void)snprintf(path, sizeof path, "%s/gone/vault.db", tools->root);
    assert_false(vault_enter(&vault, tools->world, path, NULL, NULL,
                             &(struct vault_door){.kek = tools->kek}, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
}

static void refuses_foreign_bytes(void **state)
{
    struct tools *tools = *state;
    char noise[8192];

    tools_reset(tools);
    tools_put(tools->path, "", 0);
    refused(tools, ERROR_INVALID, DAMAGE_NONE);
    memset(noise, 'n', sizeof noise);
    tools_put(tools->path, noise, sizeof noise);
    refused(tools, ERROR_INVALID, DAMAGE_NONE);
    tools_put(tools->path, "SQLite format 3", 16);
    refused(tools, ERROR_INVALID, DAMAGE_NONE);
}

static void refuses_other_databases(void **state)
{
    struct tools *tools = *state;
    const char *const scripts[] = {
        "CREATE TABLE a(b)",
        "PRAGMA journal_mode=WAL; CREATE TABLE a(b)",
        "PRAGMA application_id=252006674; CREATE TABLE slot(a)",
    };

    for (size_t i = 0; i < 3; i++) {
        sqlite3 *db = NULL;

        tools_reset(tools);
        clear(tools);
        assert_int_equal(sqlite3_open(tools->path, &db), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, scripts[i], NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_close(db), SQLITE_OK);
        refused(tools, ERROR_INVALID, DAMAGE_NONE);
    }
}

static void refuses_half_a_vault(void **state)
{
    struct tools *tools = *state;
    size_t cuts[] = {4096, 8192, 40960, tools->model.length - 4096};

    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
        tools_reset(tools);
        tools_put(tools->path, tools->model.data, cuts[i]);
        refused(tools, ERROR_DAMAGED, DAMAGE_FILE);
    }
    tools_reset(tools);
    tools_put(tools->path, tools->model.data, tools->model.length - 100);
    refused(tools, ERROR_DAMAGED, DAMAGE_FILE);
}

static void refuses_a_newer_format(void **state)
{
    struct tools *tools = *state;

    tools_reset(tools);
    tools_sql(tools, "PRAGMA user_version=2");
    refused(tools, ERROR_UNSUPPORTED, DAMAGE_NONE);
}

static void refuses_write_protected(void **state)
{
    struct tools *tools = *state;

    tools_reset(tools);
    assert_int_equal(chmod(tools->path, 0400), 0);
    refused(tools, ERROR_READ_ONLY, DAMAGE_NONE);
}

static void warns_when_others_may_read(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;

    tools_reset(tools);
    assert_int_equal(chmod(tools->path, 0640), 0);
    assert_true(tools_open(tools, &vault, &err));
    assert_non_null(strstr(vault_warning(vault), "600"));
    vault_close(vault);
}

/* A linked log beside the vault is not followed. */
static void refuses_a_planted_log(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct buf target = BUF_INIT;
    char log[200], other[200];

    tools_reset(tools);
    (void)snprintf(log, sizeof log, "%s-wal", tools->path);
    (void)snprintf(other, sizeof other, "%s/target", tools->root);
    tools_put(other, "precious", 8);
    assert_int_equal(symlink(other, log), 0);
    assert_false(tools_open(tools, &vault, &err));
    tools_get(&target, other);
    assert_string_equal(buf_text(&target), "precious");
    (void)unlink(log);
    (void)unlink(other);
    buf_finish(&target);
}

static void busy_names_the_process(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    int ready[2], done[2], status = 0;
    char byte = 0, number[32];
    pid_t child = 0;

    tools_reset(tools);
    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pipe(done), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        bool ok = tools_open(tools, &vault, &err);

        (void)!write(ready[1], ok ? "y" : "n", 1);
        (void)!read(done[0], &byte, 1);
        vault_close(vault);
        _exit(0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(byte, 'y');
    refused(tools, ERROR_BUSY, DAMAGE_NONE);
    assert_false(tools_open(tools, &vault, &err));
    (void)snprintf(number, sizeof number, " %ld", (long)child);
    if (access("/proc/locks", R_OK) == 0)
        assert_non_null(strstr(err.message, number));
    assert_int_equal(write(done[1], "x", 1), 1);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_true(tools_open(tools, &vault, &err)); /* free again */
    vault_close(vault);
}

static void second_opening_in_one_process_is_busy(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;

    tools_reset(tools);
    assert_true(tools_open(tools, &vault, &err));
    refused(tools, ERROR_BUSY, DAMAGE_NONE);
    assert_true(vault_append(vault, tools->patients[0], &(struct vault_bytes){"x", 1}, 1, NULL,
                             false, &err));
    vault_close(vault);
}

/* A vault that is taken away while it is open takes nothing more. */
static void deleted_while_open(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    char aside[200];

    tools_reset(tools);
    (void)snprintf(aside, sizeof aside, "%s/aside.db", tools->root);
    assert_true(tools_open(tools, &vault, &err));
    assert_int_equal(rename(tools->path, aside), 0);
    assert_false(vault_append(vault, tools->patients[0], &(struct vault_bytes){"x", 1}, 1, NULL,
                              false, &err));
    assert_int_equal(err.code, ERROR_IO);
    assert_int_equal(rename(aside, tools->path), 0);
    if (!vault_append(vault, tools->patients[0], &(struct vault_bytes){"x", 1}, 1, NULL, false,
                      &err))
        fail_msg("%s", err.message);
    vault_close(vault);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_what_is_no_file),
        cmocka_unit_test(refuses_a_vanished_directory),
        cmocka_unit_test(refuses_foreign_bytes),
        cmocka_unit_test(refuses_other_databases),
        cmocka_unit_test(refuses_half_a_vault),
        cmocka_unit_test(refuses_a_newer_format),
        cmocka_unit_test(refuses_write_protected),
        cmocka_unit_test(warns_when_others_may_read),
        cmocka_unit_test(refuses_a_planted_log),
        cmocka_unit_test(busy_names_the_process),
        cmocka_unit_test(second_opening_in_one_process_is_busy),
        cmocka_unit_test(deleted_while_open),
    };

    return cmocka_run_group_tests(tests, tools_start, tools_end);
}
