/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every byte of a small vault with one bit turned: the page check finds each.
 * Where a page's checksum is made to fit again, as an intruder would, the seals
 * must find it or everything must read back as before.
 *
 * VERHAAL_FLIP_STEP (1 for all) sets how many bytes lie between two of the full
 * openings, which take milliseconds each; the page check always does every byte.
 */
#include "config.h"

#include "vault_tools.h"

#include "vault/page_file.h"
#include "vault/vault_private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { OPEN_STEP = 61 };

static size_t step(void)
{
    const char *text = getenv("VERHAAL_FLIP_STEP");
    long value = text ? strtol(text, NULL, 10) : OPEN_STEP;

    return value > 0 ? (size_t)value : OPEN_STEP;
}

static uint8_t *page_of(const struct buf *bytes, size_t at)
{
    return (uint8_t *)bytes->data + at / PAGE_SIZE * PAGE_SIZE;
}

static bool page_fits(const uint8_t *page, size_t at)
{
    uint8_t sum[PAGE_RESERVED];

    page_checksum(sum, page, (uint32_t)(at / PAGE_SIZE) + 1);
    return memcmp(sum, page + PAGE_SIZE - PAGE_RESERVED, sizeof sum) == 0;
}

static void every_bit_breaks_its_page(void **state)
{
    struct tools *tools = *state;
    size_t missed = 0, control = 0;

    for (size_t at = 0; at < tools->model.length; at += PAGE_SIZE)
        control += !page_fits(page_of(&tools->model, at), at);
    assert_int_equal(control, 0);
    for (size_t at = 0; at < tools->model.length; at++) {
        char bit = (char)(1 << at % 8);

        tools->model.data[at] ^= bit;
        missed += page_fits(page_of(&tools->model, at), at);
        tools->model.data[at] ^= bit;
    }
    assert_int_equal(missed, 0);
}

/* Opens the copy for verifying. True: something was found or it was refused. */
static bool detected(struct tools *tools, struct buf *dump)
{
    struct error err = {.code = ERROR_NONE};
    struct vault_check check;
    struct vault *vault = NULL;

    buf_clear(dump);
    if (!tools_inspect(tools, &vault, &err))
        return true;
    if (!vault_verify(vault, true, &check, NULL, NULL, NULL, &err) || check.findings > 0 ||
        !tools_dump(vault, dump, &err)) {
        vault_close(vault);
        return true;
    }
    vault_close(vault);
    return false;
}

static void verify_finds_flips(void **state)
{
    struct tools *tools = *state;
    struct buf dump = BUF_INIT;
    size_t missed = 0;

    tools_reset(tools);
    assert_false(detected(tools, &dump)); /* control */
    for (size_t at = 0; at < tools->model.length; at += step()) {
        char bit = (char)(1 << at % 8);

        tools->model.data[at] ^= bit;
        tools_put(tools->path, tools->model.data, tools->model.length);
        if (!detected(tools, &dump)) {
            print_message("# byte %zu: not found\n", at);
            missed++;
        }
        tools->model.data[at] ^= bit;
    }
    assert_int_equal(missed, 0);
    buf_finish(&dump);
}

static void seals_find_what_checksums_hide(void **state)
{
    struct tools *tools = *state;
    struct buf dump = BUF_INIT, original = BUF_INIT;
    size_t changed = 0, found = 0, same = 0;

    tools_reset(tools);
    assert_false(detected(tools, &original));
    assert_true(original.length > 200);
    for (size_t at = 0; at < tools->model.length; at += step()) {
        uint8_t *page = page_of(&tools->model, at), kept[PAGE_SIZE];

        memcpy(kept, page, PAGE_SIZE);
        tools->model.data[at] ^= (char)(1 << at % 8);
        page_checksum(page + PAGE_SIZE - PAGE_RESERVED, page, (uint32_t)(at / PAGE_SIZE) + 1);
        tools_put(tools->path, tools->model.data, tools->model.length);
        if (detected(tools, &dump))
            found++;
        else if (strcmp(buf_text(&dump), buf_text(&original)) == 0)
            same++;
        else
            changed++;
        memcpy(page, kept, PAGE_SIZE);
    }
    print_message("# %zu found, %zu harmless, %zu undetected\n", found, same, changed);
    assert_int_equal(changed, 0);
    assert_true(found > 0 && same > 0);
    buf_finish(&dump);
    buf_finish(&original);
}

/* A bit of the log, left by a process that was killed: the anchor notices what is lost. */
static void flips_in_the_log(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct buf file = BUF_INIT, log = BUF_INIT, dump = BUF_INIT, original = BUF_INIT;
    char name[200];
    size_t changed = 0, found = 0, same = 0;

    tools_reset(tools);
    (void)snprintf(name, sizeof name, "%s-wal", tools->path);
    assert_true(tools_open(tools, &vault, &err));
    assert_true(vault_append(vault, tools->patients[0], &(struct vault_bytes){"late", 4}, 1, NULL,
                             false, &err));
    assert_true(vault_draft_put(vault, tools->patients[0], "later", 5, &err));
    tools_get(&file, tools->path);
    tools_get(&log, name);
    vault_abandon(vault);
    assert_true(log.length > 10 * PAGE_SIZE);
    for (size_t at = 0; at <= log.length; at += step()) {
        if (at > 0)
            log.data[at - 1] ^= (char)(1 << at % 8);
        tools_put(tools->path, file.data, file.length);
        tools_put(name, log.data, log.length);
        if (detected(tools, at ? &dump : &original)) {
            assert_true(at > 0);
            found++;
        } else if (strcmp(buf_text(&dump), buf_text(&original)) == 0 || at == 0) {
            same++;
        } else {
            changed++;
        }
        if (at > 0)
            log.data[at - 1] ^= (char)(1 << at % 8);
    }
    print_message("# %zu found, %zu harmless, %zu undetected\n", found, same, changed);
    assert_int_equal(changed, 0);
    assert_true(found > 0);
    buf_finish(&file);
    buf_finish(&log);
    buf_finish(&dump);
    buf_finish(&original);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_bit_breaks_its_page),
        cmocka_unit_test(verify_finds_flips),
        cmocka_unit_test(seals_find_what_checksums_hide),
        cmocka_unit_test(flips_in_the_log),
    };

    return cmocka_run_group_tests(tests, tools_start, tools_end);
}
