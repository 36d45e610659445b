/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The public face: making, opening with passphrase and recovery code, refusing
 * the wrong ones, appending, reading back, drafts and forms, and the next day.
 */
#include "config.h"

#include "vault_tools.h"

#include "base/digest.h"
#include "vault/vault_private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define must(call)                                                                                 \
    do {                                                                                           \
        if (!(call))                                                                               \
            fail_msg("%s: %s", #call, err.message);                                                \
    } while (0)

static void opens_with_the_passphrase_only(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct secret *right = tools_secret(TOOLS_PASSPHRASE);
    struct secret *wrong = tools_secret("correct horse batterz");
    struct vault *vault = NULL;
    struct buf before = BUF_INIT, after = BUF_INIT;

    tools_reset(tools);
    tools_get(&before, tools->path);
    assert_false(vault_open(&vault, tools->world, tools->path, TOOLS_USER, wrong, &err));
    assert_int_equal(err.code, ERROR_DENIED);
    assert_null(vault);
    assert_false(vault_open(&vault, tools->world, tools->path, "nobody", right, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    tools_get(&after, tools->path);
    assert_int_equal(before.length, after.length);
    assert_memory_equal(before.data, after.data, after.length);
    must(vault_open(&vault, tools->world, tools->path, NULL, right, &err));
    assert_string_equal(vault_user(vault), TOOLS_USER);
    assert_int_equal(vault_patient_count(vault), 2);
    assert_non_null(strstr(vault_last_used(vault), "2025-11-24"));
    vault_close(vault);
    secret_destroy(right);
    secret_destroy(wrong);
    buf_finish(&before);
    buf_finish(&after);
}

static bool count_edits(void *self, const void *bytes, size_t length, struct error *err)
{
    (void)bytes;
    (void)err;
    *(size_t *)self += length > 0;
    return true;
}

static void keeps_what_was_appended(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct vault_patient row;
    struct buf first = BUF_INIT, second = BUF_INIT, patch = BUF_INIT;
    char *big = calloc(1, 300000), whose[33];
    size_t edits = 0;

    memset(big, 'x', 299999);
    tools_reset(tools);
    must(tools_open(tools, &vault, &err));
    row = *vault_patient_find(vault, tools->patients[0]);
    row.name = (char[]){"A longer name than before, with \xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a"};
    row.answered = 9;
    must(vault_append(vault, row.id, (struct vault_bytes[]){{"one", 3}, {big, 299999}}, 2, &row,
                      true, &err));
    must(vault_read(vault, row.id, count_edits, &edits, &err));
    assert_int_equal(edits, TOOLS_ANSWERS + 2);
    assert_int_equal(vault_patient_find(vault, row.id)->answered, 9);
    vault_close(vault);
    must(tools_inspect(tools, &vault, &err));
    must(tools_dump(vault, &first, &err));
    assert_non_null(strstr(buf_text(&first), "A longer name than before"));
    buf_clear(&second);
    must(vault_draft_get(vault, whose, &second, &patch, &err));
    assert_int_equal(second.length, 0);
    assert_int_equal(patch.length, 0);
    vault_close(vault);
    free(big);
    buf_finish(&first);
    buf_finish(&second);
}

static void refuses_what_is_too_long(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct vault_check check;
    char *big = calloc(1, 1 << 20);

    tools_reset(tools);
    must(tools_open(tools, &vault, &err));
    assert_false(vault_append(vault, tools->patients[0], &(struct vault_bytes){big, 1 << 20}, 1,
                              NULL, false, &err));
    assert_int_equal(err.code, ERROR_LIMIT);
    must(vault_append(vault, tools->patients[0], &(struct vault_bytes){"x", 1}, 1, NULL, false,
                      &err));
    must(vault_verify(vault, true, &check, NULL, NULL, NULL, &err));
    assert_int_equal(check.findings, 0);
    vault_close(vault);
    free(big);
}

struct writing_reader {
    struct vault *vault;
    const char *patient;
    char *bytes;
    size_t edits;
};

/* Writes while it is being read to, enough for the log to be written back. */
static bool write_while_reading(void *self, const void *bytes, size_t length, struct error *err)
{
    struct writing_reader *reader = self;

    (void)bytes;
    (void)length;
    reader->edits++;
    return vault_append(reader->vault, reader->patient,
                        &(struct vault_bytes){reader->bytes, 900000}, 1, NULL, false, err);
}

static void reading_may_write(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct writing_reader reader = {NULL, tools->patients[1], calloc(1, 900000), 0};
    struct vault_check check;

    tools_reset(tools);
    must(tools_open(tools, &reader.vault, &err));
    must(vault_read(reader.vault, tools->patients[0], write_while_reading, &reader, &err));
    assert_int_equal(reader.edits, TOOLS_ANSWERS);
    must(vault_append(reader.vault, tools->patients[0], &(struct vault_bytes){"x", 1}, 1, NULL,
                      false, &err));
    must(vault_verify(reader.vault, true, &check, NULL, NULL, NULL, &err));
    assert_int_equal(check.findings, 0);
    assert_int_equal(check.entries, 3 * TOOLS_ANSWERS + 1);
    vault_close(reader.vault);
    free(reader.bytes);
}

static bool holds(const struct buf *bytes, const char *text)
{
    return memmem(bytes->data, bytes->length, text, strlen(text)) != NULL;
}

/* Names, answers, drafts and forms are nowhere in the file, its log or the anchor. */
static void nothing_is_readable_on_the_disk(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct vault_patient row = {
        .name = "Canaryname", .code = "Canarycode", .form_id = "canaryform"};
    struct buf bytes = BUF_INIT;
    char digest[65], log[200];

    tools_reset(tools);
    must(tools_open(tools, &vault, &err));
    world_new_id(tools->world, row.id);
    digest_sha256(digest, "canarytext", 10);
    must(vault_form_put(vault, digest, "canarytext", 10, &err));
    must(vault_patient_add(vault, &row, &(struct vault_bytes){"canaryanswer", 12}, 1, &err));
    must(vault_draft_put(vault, row.id, "canarydraft", 11, &err));
    must(vault_audit(vault, AUDIT_EXPORT, row.id, "canarydetail", &err));
    (void)snprintf(log, sizeof log, "%s-wal", tools->path);
    tools_get(&bytes, log);
    assert_true(bytes.length > 0);
    assert_false(holds(&bytes, "anary"));
    assert_false(holds(&bytes, digest)); /* which instrument is used is nobody's business */
    vault_close(vault);
    tools_get(&bytes, tools->path);
    assert_false(holds(&bytes, "anary"));
    assert_false(holds(&bytes, digest));
    assert_true(holds(&bytes, TOOLS_USER)); /* control: this is meant to be readable */
    buf_finish(&bytes);
}

static void draft_survives_and_is_replaced(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct buf text = BUF_INIT, patch = BUF_INIT;
    char whose[33];

    tools_reset(tools);
    must(tools_open(tools, &vault, &err));
    must(vault_draft_get(vault, whose, &text, &patch, &err));
    assert_string_equal(buf_text(&text), "half a sen");
    assert_string_equal(buf_text(&patch), "tence");
    assert_string_equal(whose, tools->patients[1]);
    for (int i = 0; i < 20; i++)
        must(vault_draft_put(vault, tools->patients[0], "half a sentence", 15, &err));
    vault_close(vault);
    must(tools_open(tools, &vault, &err));
    buf_clear(&text);
    buf_clear(&patch);
    must(vault_draft_get(vault, whose, &text, &patch, &err));
    assert_string_equal(buf_text(&text), "half a sentence");
    assert_string_equal(whose, tools->patients[0]);
    assert_int_equal(patch.length, 0); /* it went with the draft that it changed */
    must(vault_draft_put(vault, NULL, "", 0, &err));
    buf_clear(&text);
    buf_clear(&patch);
    must(vault_draft_get(vault, whose, &text, &patch, &err));
    assert_int_equal(text.length, 0);
    assert_string_equal(whose, "");
    assert_string_equal(vault_warning(vault), "");
    vault_close(vault);
    buf_finish(&text);
    buf_finish(&patch);
}

static void a_patch_lasts_as_long_as_its_draft(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct buf text = BUF_INIT, patch = BUF_INIT;
    char whose[33];
    uint64_t number = 0;

    tools_reset(tools);
    must(tools_open(tools, &vault, &err));
    must(vault_draft_put(vault, tools->patients[0], "a story", 7, &err));
    number = vault_draft_number(vault);
    assert_false(vault_draft_patch(vault, number - 1, "of another", 10, &err));
    err = (struct error){.code = ERROR_NONE};
    for (int i = 0; i < 20; i++)
        must(vault_draft_patch(vault, number, " and more", 9, &err));
    assert_int_equal(vault_draft_number(vault), number);
    vault_abandon(vault); /* as when the power is cut */
    must(tools_open(tools, &vault, &err));
    must(vault_draft_get(vault, whose, &text, &patch, &err));
    assert_string_equal(buf_text(&text), "a story");
    assert_string_equal(buf_text(&patch), " and more");
    assert_string_equal(whose, tools->patients[0]);
    assert_string_equal(vault_warning(vault), "");
    assert_int_equal(vault_draft_number(vault), number);
    must(vault_draft_patch(vault, number, " and", 4, &err));
    must(vault_append(vault, tools->patients[0], &(struct vault_bytes){"it", 2}, 1, NULL, true,
                      &err));
    buf_clear(&text);
    buf_clear(&patch);
    must(vault_draft_get(vault, whose, &text, &patch, &err));
    assert_int_equal(text.length + patch.length, 0);
    assert_false(vault_draft_patch(vault, number, "too late", 8, &err));
    vault_close(vault);
    buf_finish(&text);
    buf_finish(&patch);
}

static void forms_are_kept_by_digest(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct buf text = BUF_INIT;
    char *large = calloc(1, 200001), digest[65];

    memset(large, 'f', 200000);
    digest_sha256(digest, large, 200000);
    tools_reset(tools);
    must(tools_open(tools, &vault, &err));
    must(vault_form_put(vault, digest, large, 200000, &err));
    must(vault_form_put(vault, digest, large, 200000, &err));
    assert_false(vault_form_put(vault, digest, large, 199999, &err));
    assert_int_equal(err.code, ERROR_INVALID);
    vault_close(vault);
    must(tools_open(tools, &vault, &err));
    must(vault_form_get(vault, digest, &text, &err));
    assert_int_equal(text.length, 200000);
    assert_string_equal(buf_text(&text), large);
    digest[0] = digest[0] == 'a' ? 'b' : 'a';
    assert_false(vault_form_get(vault, digest, &text, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    vault_close(vault);
    free(large);
    buf_finish(&text);
}

static void recovery_gives_a_new_passphrase(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct secret *code = tools_secret(buf_text(&tools->recovery));
    struct secret *old = tools_secret(TOOLS_PASSPHRASE), *new = tools_secret("another passphrase");
    struct vault_cost cost = vault_cost_least();
    struct vault *vault = NULL;
    struct vault_check check;
    size_t edits = 0;

    tools_reset(tools);
    must(vault_open_recovery(&vault, tools->world, tools->path, code, &err));
    must(vault_read(vault, tools->patients[0], count_edits, &edits, &err));
    assert_int_equal(edits, TOOLS_ANSWERS);
    assert_false(vault_append(vault, tools->patients[0], &(struct vault_bytes){"x", 1}, 1, NULL,
                              false, &err));
    assert_int_equal(err.code, ERROR_DENIED);
    must(vault_passphrase_set(vault, NULL, new, &cost, &err));
    vault_close(vault);
    assert_false(vault_open(&vault, tools->world, tools->path, TOOLS_USER, old, &err));
    assert_int_equal(err.code, ERROR_DENIED);
    must(vault_open(&vault, tools->world, tools->path, TOOLS_USER, new, &err));
    must(vault_passphrase_set(vault, NULL, old, &cost, &err));
    must(vault_verify(vault, true, &check, NULL, NULL, NULL, &err));
    assert_int_equal(check.findings, 0);
    vault_close(vault);
    must(vault_open(&vault, tools->world, tools->path, TOOLS_USER, old, &err));
    vault_close(vault);
    secret_destroy(code);
    secret_destroy(old);
    secret_destroy(new);
}

static void recovery_names_the_mistyped_group(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct buf text = BUF_INIT;
    struct secret *code = NULL;

    buf_add(&text, tools->recovery.data, tools->recovery.length);
    text.data[6 * 2 + 1] = text.data[6 * 2 + 1] == 'A' ? 'B' : 'A';
    code = tools_secret(buf_text(&text));
    tools_reset(tools);
    assert_false(vault_open_recovery(&vault, tools->world, tools->path, code, &err));
    assert_int_equal(err.code, ERROR_INVALID);
    assert_non_null(strstr(err.message, "group 3"));
    secret_destroy(code);
    buf_finish(&text);
}

static void lists_users_without_a_key(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault_names names;

    tools_reset(tools);
    must(vault_users(&names, tools->world, tools->path, &err));
    assert_int_equal(names.count, 1);
    assert_string_equal(names.names[0], TOOLS_USER);
    vault_names_finish(&names);
}

static void refuses_bad_making(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct secret *shortish = tools_secret("eleven char"), *right = tools_secret(TOOLS_PASSPHRASE);
    struct vault_cost cost = vault_cost_least();
    struct buf recovery = BUF_INIT;
    struct vault *vault = NULL;
    char other[200];

    tools_reset(tools);
    (void)snprintf(other, sizeof other, "%s/other.db", tools->root);
    assert_false(vault_create(&vault, tools->world, other, "a", shortish, &cost, &recovery, &err));
    assert_int_equal(err.code, ERROR_USAGE);
    assert_false(
        vault_create(&vault, tools->world, tools->path, "a", right, &cost, &recovery, &err));
    assert_int_equal(err.code, ERROR_EXISTS);
    cost.memory = (uint64_t)32 << 20;
    assert_false(vault_create(&vault, tools->world, other, "a", right, &cost, &recovery, &err));
    assert_int_equal(err.code, ERROR_LIMIT);
    assert_int_not_equal(access(other, F_OK), 0);
    assert_int_equal(recovery.length, 0);
    secret_destroy(shortish);
    secret_destroy(right);
    buf_finish(&recovery);
}

static void makes_private_files(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct secret *right = tools_secret(TOOLS_PASSPHRASE);
    struct vault_cost cost = vault_cost_least();
    struct buf recovery = BUF_INIT;
    struct vault *vault = NULL;
    struct stat st;
    char other[200], log[210], directory[180];
    mode_t old = umask(0);

    (void)snprintf(directory, sizeof directory, "%s/new/place", tools->root);
    (void)snprintf(other, sizeof other, "%s/vault.db", directory);
    (void)snprintf(log, sizeof log, "%s-wal", other);
    must(vault_create(&vault, tools->world, other, "anna", right, &cost, &recovery, &err));
    assert_int_equal(stat(other, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_int_equal(stat(log, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_int_equal(stat(directory, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    vault_close(vault);
    assert_int_not_equal(access(log, F_OK), 0);
    (void)umask(old);
    secret_destroy(right);
    buf_finish(&recovery);
}

static bool log_line(void *self, const struct audit_entry *entry)
{
    buf_add_format(self, "%s ", audit_event_code(entry->event));
    return true;
}

static void logs_what_was_done(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct buf text = BUF_INIT;
    size_t edits = 0;

    tools_reset(tools);
    must(tools_open(tools, &vault, &err));
    must(vault_read(vault, tools->patients[0], count_edits, &edits, &err));
    must(vault_append(vault, tools->patients[0], &(struct vault_bytes){"x", 1}, 1, NULL, false,
                      &err));
    must(vault_append(vault, tools->patients[0], &(struct vault_bytes){"y", 1}, 1, NULL, false,
                      &err));
    must(vault_audit(vault, AUDIT_EXPORT, tools->patients[0], "markdown", &err));
    must(vault_audit_read(vault, tools->patients[0], log_line, &text, &err));
    assert_string_equal(buf_text(&text), "create read change export read-log ");
    buf_clear(&text);
    must(vault_audit_read(vault, NULL, log_line, &text, &err));
    assert_non_null(strstr(buf_text(&text), "create-vault unlock "));
    vault_close(vault);
    buf_finish(&text);
}

static void inspecting_changes_nothing(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct vault_check check;
    struct buf after = BUF_INIT;

    tools_reset(tools);
    must(tools_inspect(tools, &vault, &err));
    must(vault_verify(vault, true, &check, NULL, NULL, NULL, &err));
    assert_int_equal(check.findings, 0);
    assert_int_equal(check.patients, 2);
    assert_int_equal(check.entries, 2 * TOOLS_ANSWERS);
    assert_int_equal(check.forms, 1);
    assert_false(vault_append(vault, tools->patients[0], &(struct vault_bytes){"x", 1}, 1, NULL,
                              false, &err));
    assert_int_equal(err.code, ERROR_READ_ONLY);
    vault_close(vault);
    tools_get(&after, tools->path);
    assert_int_equal(after.length, tools->model.length);
    assert_memory_equal(after.data, tools->model.data, after.length);
    buf_finish(&after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opens_with_the_passphrase_only),
        cmocka_unit_test(keeps_what_was_appended),
        cmocka_unit_test(refuses_what_is_too_long),
        cmocka_unit_test(reading_may_write),
        cmocka_unit_test(nothing_is_readable_on_the_disk),
        cmocka_unit_test(draft_survives_and_is_replaced),
        cmocka_unit_test(a_patch_lasts_as_long_as_its_draft),
        cmocka_unit_test(forms_are_kept_by_digest),
        cmocka_unit_test(recovery_gives_a_new_passphrase),
        cmocka_unit_test(recovery_names_the_mistyped_group),
        cmocka_unit_test(lists_users_without_a_key),
        cmocka_unit_test(refuses_bad_making),
        cmocka_unit_test(makes_private_files),
        cmocka_unit_test(logs_what_was_done),
        cmocka_unit_test(inspecting_changes_nothing),
    };

    return cmocka_run_group_tests(tests, tools_start, tools_end);
}
