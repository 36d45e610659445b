/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kill -9 in random places: a child appends and says so through a pipe, the
 * parent kills it, and everything that was said to be stored must be there, in
 * order and sound. It does not test what a power cut does to unsynced pages.
 */
#include "config.h"

#include "scratch.h"
#include "vault_tools.h"

#include "vault/vault_private.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* ACTION: entries that are stored together. */
enum { KILLS = 200, ACTION = 3 };

/* What the child reports after each durable write. */
struct receipt {
    unsigned entries, draft;
};

/* One action of several entries, such as a draft that goes over to a newer form. */
static bool append_action(struct vault *vault, const char *patient, unsigned first,
                          struct error *err)
{
    struct vault_bytes entries[ACTION];
    char texts[ACTION][32];

    for (unsigned i = 0; i < ACTION; i++) {
        (void)snprintf(texts[i], sizeof texts[i], "n%u", first + i);
        entries[i] = (struct vault_bytes){texts[i], strlen(texts[i])};
    }
    return vault_append(vault, patient, entries, ACTION, vault_patient_find(vault, patient), false,
                        err);
}

static _Noreturn void work(struct tools *tools, int fd, struct receipt from)
{
    struct error err = {.code = ERROR_NONE};
    struct receipt done = from;
    struct vault *vault = NULL;

    if (!tools_open(tools, &vault, &err))
        _exit(2);
    (void)!write(fd, &done, sizeof done);
    for (;;) {
        char text[32];

        (void)snprintf(text, sizeof text, "%u", done.draft + 1);
        /* Whole and as a patch of the one before, in turns. */
        if (done.draft % 2 ? !vault_draft_patch(vault, vault_draft_number(vault), text,
                                                strlen(text), &err)
                           : !vault_draft_put(vault, tools->patients[0], text, strlen(text), &err))
            _exit(3);
        done.draft++;
        (void)!write(fd, &done, sizeof done);
        if (!append_action(vault, tools->patients[0], done.entries, &err))
            _exit(4);
        done.entries += ACTION;
        (void)!write(fd, &done, sizeof done);
    }
}

/* Lets the child write a random number of receipts, then a moment more. */
static struct receipt kill_sometime(struct tools *tools, struct receipt from, uint32_t *random)
{
    struct receipt last = from;
    unsigned wanted = 1 + scratch_random(random, 12);
    volatile unsigned spin = scratch_random(random, 400000);
    int ends[2], status = 0;
    pid_t child = 0;

    assert_int_equal(pipe(ends), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)close(ends[0]);
        work(tools, ends[1], from);
    }
    (void)close(ends[1]);
    for (unsigned i = 0; i < wanted; i++) {
        if (read(ends[0], &last, sizeof last) != sizeof last)
            break;
    }
    while (spin > 0)
        spin--;
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    if (!WIFSIGNALED(status))
        fail_msg("the child ended by itself: %d", WEXITSTATUS(status));
    while (read(ends[0], &last, sizeof last) == sizeof last)
        continue;
    (void)close(ends[0]);
    return last;
}

struct count {
    unsigned next;
    bool wrong;
};

static bool count_entry(void *self, const void *bytes, size_t length, struct error *err)
{
    struct count *count = self;
    char expected[32];

    (void)err;
    if (length > 0 && *(const char *)bytes == 'n') {
        (void)snprintf(expected, sizeof expected, "n%u", count->next++);
        count->wrong =
            count->wrong || strlen(expected) != length || memcmp(expected, bytes, length) != 0;
    }
    return true;
}

static void nothing_acknowledged_is_lost(void **state)
{
    struct tools *tools = *state;
    struct receipt known = {0, 0};
    uint32_t random = 20;
    unsigned lost = 0, total = 0;

    tools_reset(tools);
    for (unsigned i = 0; i < KILLS; i++) {
        struct error err = {.code = ERROR_NONE};
        struct receipt said = kill_sometime(tools, known, &random);
        struct count count = {0, false};
        struct vault *vault = NULL;
        struct vault_check check;
        struct buf draft = BUF_INIT, patch = BUF_INIT;
        char whose[33];
        unsigned found = 0;

        if (!tools_inspect(tools, &vault, &err))
            fail_msg("kill %u: %s", i, err.message);
        assert_true(vault_verify(vault, i % 20 == 0, &check, NULL, NULL, NULL, &err));
        assert_int_equal(check.findings, 0);
        assert_true(vault_read(vault, tools->patients[0], count_entry, &count, &err));
        assert_false(count.wrong);
        assert_true(vault_draft_get(vault, whose, &draft, &patch, &err));
        found = (unsigned)strtoul(buf_text(patch.length ? &patch : &draft), NULL, 10);
        lost += count.next < said.entries || (said.draft > 0 && found < said.draft);
        assert_true(count.next <= said.entries + ACTION);
        /* All of an action, or nothing of it. */
        assert_int_equal(count.next % ACTION, 0);
        total += said.entries - known.entries;
        known = (struct receipt){count.next, found > said.draft ? found : said.draft};
        vault_close(vault);
        buf_finish(&draft);
        buf_finish(&patch);
    }
    print_message("# %d kills, %u acknowledged, %u lost\n", KILLS, total, lost);
    assert_int_equal(lost, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_acknowledged_is_lost)};

    return cmocka_run_group_tests(tests, tools_start, tools_end);
}
