/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A vault that was made once stays readable for ever: files of older programs,
 * kept as they were, are opened, checked, worked with and closed by this one.
 */
#include "config.h"

#include "vault_people_tools.h"

#include "scratch.h"

#include "base/alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Each made with `verhaal init --fast-key`, two patients and one interview. */
static const struct {
    const char *file, *recovery;
    size_t entries; /* of the first patient, with words in them */
} vaults[] = {
    {"format-1.db", "FYGDN-C3A5B-47QRV-50TCH-7HEVW-CR566-Q045K-DAR1M-M6QN3-7CFEJ", 12},
};

static void take(struct tools *tools, const char *name)
{
    const char *source = getenv("VERHAAL_TEST_SRCDIR");
    struct buf bytes = BUF_INIT;
    char path[512];

    (void)snprintf(path, sizeof path, "%s/tests/data/vaults/%s", source ? source : ".", name);
    tools_get(&bytes, path);
    tools_forget_anchor(tools);
    tools_put(tools->path, bytes.data, bytes.length);
    buf_finish(&bytes);
}

static void no_findings(struct vault *vault)
{
    struct error err = {.code = ERROR_NONE};
    struct vault_check check;

    must(vault_verify(vault, true, &check, NULL, NULL, NULL, &err));
    assert_int_equal(check.findings, 0);
    assert_int_equal(check.patients, 2);
}

static const char *named(const struct vault *vault, const char *name)
{
    for (size_t i = 0; i < vault_patient_count(vault); i++) {
        if (strcmp(vault_patient_at(vault, i)->name, name) == 0)
            return vault_patient_at(vault, i)->id;
    }
    fail_msg("there is no %s", name);
    return NULL;
}

static void opens_and_goes_on(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};

    for (size_t i = 0; i < sizeof vaults / sizeof vaults[0]; i++) {
        struct secret *code = tools_secret(vaults[i].recovery);
        struct vault *vault = NULL;
        size_t edits = 0;

        take(tools, vaults[i].file);
        assert_false(tools_open_as(tools, &vault, "anna", TOOLS_BERT, &err)); /* control */
        must(tools_open_as(tools, &vault, "anna", TOOLS_PASSPHRASE, &err));
        assert_string_equal(vault_warning(vault), "");
        no_findings(vault);
        must(vault_read(vault, named(vault, "Ay\xc5\x9f\x65 Y\xc4\xb1lmaz"), tools_count_edits,
                        &edits, &err));
        assert_int_equal(edits, vaults[i].entries);
        must(vault_append(vault, named(vault, "Bo"), &(struct vault_bytes){"{}", 2}, 1, NULL,
                          false, &err));
        must(tools_add_user(vault, "bert", VAULT_CLINICIAN, TOOLS_BERT, &err));
        must(vault_restrict(vault, named(vault, "Bo"), &err));
        must(vault_user_remove(vault, "bert", &err));
        no_findings(vault);
        vault_close(vault);
        must(vault_open_recovery(&vault, tools->world, tools->path, code, &err));
        vault_close(vault);
        secret_destroy(code);
    }
}

/* That the test would notice: the same file with a byte changed inside a seal. */
static void control_a_changed_byte_is_found(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    bool opened = false;

    take(tools, vaults[0].file);
    tools_sql(tools, "UPDATE roster SET sealed=zeroblob(length(sealed)) WHERE seq=2");
    opened = tools_open_as(tools, &vault, "anna", TOOLS_PASSPHRASE, &err);
    assert_false(opened);
    assert_int_equal(vault_damage_of(&err), DAMAGE_ROSTER);
}

static int start(void **state)
{
    struct tools *tools = alloc_array(1, sizeof *tools);

    tools->root = scratch_create();
    tools->world = world_create_fixed(1790000000000, 7, tools->root, NULL);
    tools->kek = secret_create(1);
    (void)snprintf(tools->path, sizeof tools->path, "%s/vault.db", tools->root);
    *state = tools;
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opens_and_goes_on),
        cmocka_unit_test(control_a_changed_byte_is_found),
    };

    return cmocka_run_group_tests(tests, start, tools_end);
}
