/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A disk that fails at the n-th operation, for every n until nothing fails any
 * more: no crash, no half commit, the right error, what was acknowledged is
 * there, what was not is not, and calling again works.
 */
#include "config.h"

#include "fault_vfs.h"
#include "vault_tools.h"

#include "vault/vault_private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROUNDS = 3 };

/* One run of a session under a fault. */
struct session {
    struct tools *tools;
    enum fault_kind kind;
    bool sticky;
    unsigned operations;
    unsigned acknowledged; /* appends that returned true */
    bool opened;
    char draft[32]; /* last draft that was acknowledged */
};

static bool right_code(const struct session *s, enum error_code code)
{
    if (s->kind == FAULT_EIO || s->operations == FAULT_SYNC)
        return code == ERROR_IO;
    if (s->operations == FAULT_READ) /* a file that is suddenly shorter looks damaged */
        return code == ERROR_IO || code == ERROR_DAMAGED || code == ERROR_INVALID;
    return code == ERROR_FULL || code == ERROR_IO;
}

static void judge(const struct session *s, const struct error *err, const char *what, unsigned n)
{
    if (!fault_fired())
        fail_msg("%s failed without a fault: %s", what, err->message);
    if (!right_code(s, err->code) || !err->message[0] || strchr(err->message, '\n'))
        fail_msg("%s, operation %u: code %d: %s", what, n, (int)err->code, err->message);
}

static bool append(struct vault *vault, struct session *s, unsigned number, struct error *err)
{
    struct vault_patient row = *vault_patient_find(vault, s->tools->patients[0]);
    char one[32], two[32];

    (void)snprintf(one, sizeof one, "round %u a", number);
    (void)snprintf(two, sizeof two, "round %u b", number);
    row.answered = 100 + number;
    return vault_append(vault, row.id,
                        (struct vault_bytes[]){{one, strlen(one)}, {two, strlen(two)}}, 2, &row,
                        false, err);
}

static void act(struct session *s, unsigned n)
{
    struct error err = {.code = ERROR_NONE};
    struct vault_door door = {.layer = fault_layer(), .kek = s->tools->kek};
    struct vault *vault = NULL;
    char text[32];

    fault_arm(n, s->operations, s->kind, s->sticky);
    s->opened = vault_enter(&vault, s->tools->world, s->tools->path, TOOLS_USER, NULL, &door, &err);
    if (!s->opened) {
        judge(s, &err, "opening", n);
        fault_disarm();
        return;
    }
    for (unsigned round = 0; round < ROUNDS; round++) {
        (void)snprintf(text, sizeof text, "draft %u", round);
        if (vault_draft_put(vault, s->tools->patients[0], text, strlen(text), &err))
            memcpy(s->draft, text, sizeof text);
        else
            judge(s, &err, "draft", n);
        if (!append(vault, s, s->acknowledged, &err)) {
            judge(s, &err, "append", n);
            if (vault_patient_find(vault, s->tools->patients[0])->answered !=
                    99 + s->acknowledged &&
                s->acknowledged > 0)
                fail_msg("the register in memory ran ahead");
            if (s->sticky)
                fault_disarm(); /* somebody made room */
            if (!append(vault, s, s->acknowledged, &err)) {
                fail_msg("calling again, operation %u: %s", n, err.message);
            }
        }
        s->acknowledged++;
    }
    vault_close(vault);
    fault_disarm();
}

static bool collect(void *self, const void *bytes, size_t length, struct error *err)
{
    (void)err;
    buf_add(self, bytes, length);
    buf_add_char(self, '\n');
    return true;
}

static void note(void *self, const struct vault_finding *finding)
{
    (void)self;
    print_message("# %s: %s: %s\n", vault_damage_code(finding->damage), finding->place,
                  finding->message);
}

/* After the disk is well again: exactly what was acknowledged, once, in order. */
static void check(const struct session *s, unsigned n)
{
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct vault_check result;
    struct buf expected = BUF_INIT, found = BUF_INIT, draft = BUF_INIT, patch = BUF_INIT;
    char whose[33];

    if (!tools_inspect(s->tools, &vault, &err))
        fail_msg("operation %u: %s", n, err.message);
    assert_true(vault_verify(vault, true, &result, note, NULL, NULL, &err));
    if (result.findings)
        fail_msg("operation %u: damage", n);
    buf_add_text(&expected, "{\"edit\":0}\n");
    for (unsigned i = 1; i < TOOLS_ANSWERS; i++)
        buf_add_format(&expected, "{\"edit\":%u,\"patient\":0}\n", i);
    for (unsigned i = 0; i < s->acknowledged; i++)
        buf_add_format(&expected, "round %u a\nround %u b\n", i, i);
    assert_true(vault_read(vault, s->tools->patients[0], collect, &found, &err));
    if (strcmp(buf_text(&found), buf_text(&expected)) != 0)
        fail_msg("operation %u: expected\n%sfound\n%s", n, buf_text(&expected), buf_text(&found));
    assert_true(vault_draft_get(vault, whose, &draft, &patch, &err));
    assert_string_equal(buf_text(&draft), s->draft);
    vault_close(vault);
    buf_finish(&expected);
    buf_finish(&found);
    buf_finish(&draft);
    buf_finish(&patch);
}

static void every_operation(struct tools *tools, unsigned operations, enum fault_kind kind,
                            bool sticky)
{
    unsigned n = 1, kept = 0;
    bool fired = true;

    for (; fired; n++) {
        struct session s = {tools, kind, sticky, operations, 0, false, "half a sen"};

        tools_reset(tools);
        act(&s, n);
        fired = fault_fired();
        check(&s, n);
        kept += s.opened;
    }
    print_message("# %u operations failed, %u sessions went on\n", n - 2, kept - 1);
    assert_true(n > 2);
}

static void writing(void **state)
{
    for (int sticky = 0; sticky < 2; sticky++) {
        every_operation(*state, FAULT_WRITE, FAULT_EIO, sticky);
        every_operation(*state, FAULT_WRITE, FAULT_FULL, sticky);
        every_operation(*state, FAULT_WRITE, FAULT_SHORT, sticky);
    }
}

static void syncing(void **state)
{
    every_operation(*state, FAULT_SYNC, FAULT_EIO, false);
    every_operation(*state, FAULT_SYNC, FAULT_EIO, true);
}

static void opening_reading(void **state)
{
    for (int sticky = 0; sticky < 2; sticky++) {
        every_operation(*state, FAULT_OPEN, FAULT_EIO, sticky);
        every_operation(*state, FAULT_READ, FAULT_EIO, sticky);
        every_operation(*state, FAULT_READ, FAULT_SHORT, sticky);
    }
}

static void truncating_deleting(void **state)
{
    for (int sticky = 0; sticky < 2; sticky++) {
        every_operation(*state, FAULT_TRUNCATE, FAULT_EIO, sticky);
        every_operation(*state, FAULT_DELETE, FAULT_EIO, sticky);
        every_operation(*state, FAULT_ANY, FAULT_EIO, sticky);
    }
}

/* The control: without the cut of the log a failed sync would come back. */
static void control_unconfirmed_commit_is_in_the_log(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault_door door = {.layer = fault_layer(), .kek = tools->kek};
    struct session s = {tools, FAULT_EIO, true, FAULT_SYNC, 0, true, ""};
    struct vault *vault = NULL;
    struct buf found = BUF_INIT;

    tools_reset(tools);
    assert_true(vault_enter(&vault, tools->world, tools->path, TOOLS_USER, NULL, &door, &err));
    fault_arm(1, FAULT_SYNC, FAULT_EIO, true);
    assert_false(append(vault, &s, 0, &err));
    vault_abandon(vault); /* killed before it could cut */
    fault_disarm();
    assert_true(tools_inspect(tools, &vault, &err));
    assert_true(vault_read(vault, tools->patients[0], collect, &found, &err));
    assert_non_null(strstr(buf_text(&found), "round 0"));
    vault_close(vault);
    buf_finish(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writing),
        cmocka_unit_test(syncing),
        cmocka_unit_test(opening_reading),
        cmocka_unit_test(truncating_deleting),
        cmocka_unit_test(control_unconfirmed_commit_is_in_the_log),
    };

    return cmocka_run_group_tests(tests, tools_start, tools_end);
}
