/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shared tools of the vault's tests.
 */
#include "config.h"

#include "vault_tools.h"

#include "scratch.h"

#include "base/alloc.h"
#include "base/digest.h"
#include "base/file.h"
#include "vault/page_file.h"
#include "vault/sqlite.h"
#include "vault/vault_private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct secret *tools_secret(const char *text)
{
    struct secret *secret = secret_create(strlen(text));

    memcpy(secret_bytes(secret), text, strlen(text));
    return secret;
}

void tools_put(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, 0600), 0);
}

void tools_get(struct buf *out, const char *path)
{
    struct error err = {.code = ERROR_NONE};

    buf_clear(out);
    assert_true(file_read(out, path, (size_t)64 << 20, &err));
}

static void fill(struct tools *tools, struct vault *vault)
{
    static const char form[] = "form: cfi_core\n";
    struct error err = {.code = ERROR_NONE};
    char digest[65];

    digest_sha256(digest, form, strlen(form));
    assert_true(vault_form_put(vault, digest, form, strlen(form), &err));
    for (unsigned p = 0; p < 2; p++) {
        struct vault_patient row = {.name = p ? "Bo"
                                              : "Ay\xc5\x9f"
                                                "e",
                                    .code = "c",
                                    .birth = "1975",
                                    .form_id = "cfi_core",
                                    .total = 16};

        world_new_id(tools->world, row.id);
        memcpy(tools->patients[p], row.id, sizeof row.id);
        assert_true(
            vault_patient_add(vault, &row, &(struct vault_bytes){"{\"edit\":0}", 10}, 1, &err));
        for (unsigned i = 1; i < TOOLS_ANSWERS; i++) {
            char edit[64];

            (void)snprintf(edit, sizeof edit, "{\"edit\":%u,\"patient\":%u}", i, p);
            row.answered = i;
            assert_true(vault_append(vault, row.id, &(struct vault_bytes){edit, strlen(edit)}, 1,
                                     &row, false, &err));
        }
    }
    assert_true(vault_draft_put(vault, tools->patients[1], "half a sen", 10, &err));
    assert_true(vault_draft_patch(vault, vault_draft_number(vault), "tence", 5, &err));
}

int tools_start(void **state)
{
    struct tools *tools = alloc_array(1, sizeof *tools);
    struct secret *passphrase = tools_secret(TOOLS_PASSPHRASE);
    struct vault_cost cost = vault_cost_least();
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;

    /* Hundreds of durable commits: on memory, where nothing is waited for. */
    if (access("/dev/shm", W_OK) == 0)
        (void)setenv("TMPDIR", "/dev/shm", 0);
    tools->root = scratch_create();
    tools->world = world_create_fixed(1764000000000, 7, tools->root, NULL);
    tools->kek = secret_create(SEAL_KEY);
    (void)snprintf(tools->path, sizeof tools->path, "%s/vault.db", tools->root);
    if (!vault_make(tools->kek, tools->world, tools->path, NULL, TOOLS_USER, passphrase, &cost,
                    &tools->recovery, &err) ||
        !tools_open(tools, &vault, &err))
        fail_msg("%s", err.message);
    fill(tools, vault);
    vault_close(vault);
    tools_get(&tools->model, tools->path);
    secret_destroy(passphrase);
    *state = tools;
    return 0;
}

int tools_end(void **state)
{
    struct tools *tools = *state;

    scratch_remove(tools->root);
    secret_destroy(tools->kek);
    buf_finish(&tools->recovery);
    buf_finish(&tools->model);
    world_destroy(tools->world);
    free(tools);
    return 0;
}

void tools_forget_anchor(struct tools *tools)
{
    struct file_list list = {.names = NULL};
    char path[256];

    if (!file_list_read(&list, tools->world->state_home, "", NULL))
        return;
    for (size_t i = 0; i < list.count; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", tools->world->state_home, list.names[i]);
        (void)unlink(path);
    }
    file_list_finish(&list);
}

void tools_reset(struct tools *tools)
{
    char log[200];

    (void)snprintf(log, sizeof log, "%s-wal", tools->path);
    (void)unlink(log);
    (void)unlink(tools->path);
    tools_forget_anchor(tools);
    tools_put(tools->path, tools->model.data, tools->model.length);
}

bool tools_open(struct tools *tools, struct vault **out, struct error *err)
{
    return vault_enter(out, tools->world, tools->path, TOOLS_USER, NULL,
                       &(struct vault_door){.kek = tools->kek}, err);
}

bool tools_inspect(struct tools *tools, struct vault **out, struct error *err)
{
    return vault_enter(out, tools->world, tools->path, TOOLS_USER, NULL,
                       &(struct vault_door){.kek = tools->kek, .inspect = true}, err);
}

void tools_sql(struct tools *tools, const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;

    assert_int_equal(
        sqlite3_open_v2(tools->path, &db, SQLITE_OPEN_READWRITE, page_file_layer("unix")),
        SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA locking_mode=EXCLUSIVE", NULL, NULL, NULL), 0);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static bool dump_edit(void *self, const void *bytes, size_t length, struct error *err)
{
    (void)err;
    buf_add(self, bytes, length);
    buf_add_char(self, '\n');
    return true;
}

static bool dump_event(void *self, const struct audit_entry *entry)
{
    buf_add_format(self, "%lld %s %s %s %s\n", (long long)entry->time,
                   audit_event_code(entry->event), entry->user, entry->patient, entry->detail);
    return true;
}

bool tools_dump(struct vault *vault, struct buf *out, struct error *err)
{
    char whose[33];
    struct buf patch = BUF_INIT;

    for (size_t i = 0; i < vault_patient_count(vault); i++) {
        const struct vault_patient *p = vault_patient_at(vault, i);

        buf_add_format(out, "%s %s %s %s %s %u/%u %d\n", p->id, p->name, p->code, p->birth,
                       p->form_id, p->answered, p->total, p->finalised);
        if (!vault_read(vault, p->id, dump_edit, out, err))
            return false;
    }
    if (!vault_draft_get(vault, whose, out, &patch, err))
        return false;
    buf_add(out, patch.data, patch.length);
    buf_finish(&patch);
    buf_add_text(out, whose);
    return vault_audit_read(vault, NULL, dump_event, out, err);
}
