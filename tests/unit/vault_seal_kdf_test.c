/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bounds of the key derivation: what a hostile file asks for is refused before
 * any work, and what we choose ourselves is never refused.
 */
#include "config.h"

#include "vault_tools.h"

#include "vault/seal_kdf.h"
#include "vault/vault_private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

#define MIB ((int64_t)1 << 20)

static const struct seal_cost hostile[] = {
    {2, 3, (int64_t)4 << 40},   /* 4 TiB */
    {2, UINT32_MAX, 256 * MIB}, /* for ever */
    {2, INT64_MAX, 256 * MIB},
    {2, 2, INT64_MAX - (INT64_MAX % MIB)},
    {2, 3, 8 << 10}, /* 8 KiB */
    {2, 3, 0},
    {2, 0, 256 * MIB},
    {2, 1, 256 * MIB},
    {2, -1, 256 * MIB},
    {2, 3, -256 * MIB},
    {2, 10, 1024 * MIB}, /* together too much */
    {2, 11, 64 * MIB},
    {2, 2, 1025 * MIB},
    {2, 2, 64 * MIB + 1},
    {1, 3, 256 * MIB}, /* Argon2i */
    {0, 3, 256 * MIB},
    {INT64_MIN, INT64_MIN, INT64_MIN},
};

static void refuses_hostile_costs_without_work(void **state)
{
    struct secret *out = secret_create(SEAL_KEY), *phrase = tools_secret(TOOLS_PASSPHRASE);
    const uint8_t salt[SEAL_SALT] = {0};
    struct rusage before, after;

    (void)state;
    assert_int_equal(getrusage(RUSAGE_CHILDREN, &before), 0);
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        struct error err = {.code = ERROR_NONE};

        assert_false(seal_derive(out, phrase, salt, &hostile[i], &err));
        assert_int_equal(err.code, ERROR_LIMIT);
        assert_non_null(strstr(err.message, "refused"));
    }
    /* No child was ever started. */
    assert_int_equal(getrusage(RUSAGE_CHILDREN, &after), 0);
    assert_int_equal(before.ru_minflt, after.ru_minflt);
    secret_destroy(out);
    secret_destroy(phrase);
}

static void refuses_hostile_slots(void **state)
{
    struct tools *tools = *state;
    struct secret *phrase = tools_secret(TOOLS_PASSPHRASE);

    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        struct error err = {.code = ERROR_NONE};
        struct vault *vault = NULL;
        char sql[200];

        (void)snprintf(sql, sizeof sql, "UPDATE slot SET algorithm=%lld, passes=%lld, memory=%lld",
                       (long long)hostile[i].algorithm, (long long)hostile[i].passes,
                       (long long)hostile[i].memory);
        tools_reset(tools);
        tools_sql(tools, sql);
        assert_false(vault_open(&vault, tools->world, tools->path, TOOLS_USER, phrase, &err));
        assert_int_equal(err.code, ERROR_LIMIT);
    }
    secret_destroy(phrase);
}

/* We never write what we refuse. */
static void chosen_costs_are_accepted(void **state)
{
    struct vault_cost least = vault_cost_least(), chosen = vault_cost_calibrated();
    struct seal_cost costs[] = {{SEAL_ARGON2ID, least.passes, (int64_t)least.memory},
                                {SEAL_ARGON2ID, chosen.passes, (int64_t)chosen.memory}};
    struct error err = {.code = ERROR_NONE};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        if (!seal_cost_check(&costs[i], &err))
            fail_msg("%s", err.message);
    }
    assert_true(chosen.memory <= (uint64_t)512 * MIB && chosen.passes <= 8);
}

/* What the reference program says: argon2 somesaltsomesalt -id -t 2 -k 65536 -p 1 -l 32 */
static void derives_the_known_answer(void **state)
{
    static const uint8_t expected[SEAL_KEY] = {
        0xfc, 0x33, 0xb7, 0x81, 0x39, 0x23, 0x1d, 0x34, 0xb7, 0x16, 0x26,
        0xbd, 0x62, 0x45, 0xc1, 0xd7, 0x2e, 0xfa, 0x19, 0x0a, 0xd6, 0x05,
        0xc3, 0xd8, 0x16, 0x6a, 0x72, 0xad, 0xce, 0xdf, 0xa2, 0xc2,
    };
    struct secret *out = secret_create(SEAL_KEY), *phrase = tools_secret("password");
    const struct seal_cost cost = {SEAL_ARGON2ID, 2, 64 * MIB};
    struct error err = {.code = ERROR_NONE};

    (void)state;
    if (!seal_derive(out, phrase, (const uint8_t *)"somesaltsomesalt", &cost, &err))
        fail_msg("%s", err.message);
    assert_memory_equal(secret_view(out), expected, SEAL_KEY);
    secret_destroy(out);
    secret_destroy(phrase);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_hostile_costs_without_work),
        cmocka_unit_test(refuses_hostile_slots),
        cmocka_unit_test(chosen_costs_are_accepted),
        cmocka_unit_test(derives_the_known_answer),
    };

    return cmocka_run_group_tests(tests, tools_start, tools_end);
}
