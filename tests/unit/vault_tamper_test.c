/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Somebody with the file and a database tool, but without a key: rows deleted,
 * moved, exchanged, keys planted, schema tricks. Each must be found, with the
 * right class; the untouched copy, treated the same way, must stay clean.
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

struct seen_classes {
    bool found[DAMAGE_ROLLBACK + 1];
    size_t count;
    char first[400];
};

static void note(void *self, const struct vault_finding *finding)
{
    struct seen_classes *seen = self;

    seen->found[finding->damage] = true;
    if (seen->count++ == 0)
        (void)snprintf(seen->first, sizeof seen->first, "%s: %s: %s",
                       vault_damage_code(finding->damage), finding->place, finding->message);
}

/* What verify --all says of the copy, and what stops it from opening at all. */
static void look(struct tools *tools, struct seen_classes *seen)
{
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct vault_check check;

    memset(seen, 0, sizeof *seen);
    if (!tools_inspect(tools, &vault, &err)) {
        struct vault_finding finding = {.damage = vault_damage_of(&err)};

        (void)snprintf(finding.message, sizeof finding.message, "%.250s", err.message);
        note(seen, &finding);
        return;
    }
    if (!vault_verify(vault, true, &check, note, NULL, seen, &err))
        fail_msg("verify gave up: %s", err.message);
    assert_int_equal(check.findings, seen->count);
    vault_close(vault);
}

/* @0 and @1 in SQL stand for the patients' ids. */
static void run(struct tools *tools, const char *sql)
{
    struct buf text = BUF_INIT;

    for (const char *at = sql; *at; at++) {
        if (*at == '@') {
            buf_add_text(&text, "x'");
            buf_add_text(&text, tools->patients[*++at - '0']);
            buf_add_char(&text, '\'');
        } else {
            buf_add_char(&text, *at);
        }
    }
    tools_sql(tools, buf_text(&text));
    buf_finish(&text);
}

static const struct {
    const char *name, *sql;
    enum vault_damage damage;
    bool opens; /* only reading or verifying finds it */
} tricks[] = {
    {"last entry deleted", "DELETE FROM entry WHERE patient=@0 AND seq=6", DAMAGE_CHAIN, true},
    {"middle entry deleted", "DELETE FROM entry WHERE patient=@0 AND seq=3", DAMAGE_CHAIN, true},
    {"last entry and head taken back",
     "DELETE FROM entry WHERE patient=@0 AND seq=6; UPDATE head SET seq=5, hash=(SELECT previous "
     "FROM entry WHERE patient=@1 AND seq=6) WHERE patient=@0",
     DAMAGE_ROOT, false},
    {"entries exchanged",
     "UPDATE entry SET seq=seq+100 WHERE patient=@0 AND seq=2; UPDATE entry SET seq=2 WHERE "
     "patient=@0 AND seq=3; UPDATE entry SET seq=3 WHERE patient=@0 AND seq=102",
     DAMAGE_ENTRY, true},
    {"entry moved to another patient",
     "DELETE FROM entry WHERE patient=@1 AND seq=3; UPDATE entry SET patient=@1 WHERE patient=@0 "
     "AND seq=3",
     DAMAGE_ENTRY, true},
    {"entry copied over another",
     "UPDATE entry SET sealed=(SELECT sealed FROM entry WHERE patient=@0 AND seq=2) WHERE "
     "patient=@0 AND seq=3",
     DAMAGE_ENTRY, true},
    {"entry given another kind", "UPDATE entry SET kind=2 WHERE patient=@0 AND seq=3", DAMAGE_ENTRY,
     true},
    {"patient taken away",
     "DELETE FROM entry WHERE patient=@0; DELETE FROM head WHERE patient=@0; DELETE FROM "
     "patient_key WHERE patient=@0",
     DAMAGE_ROOT, false},
    {"patient's head taken away", "DELETE FROM head WHERE patient=@0", DAMAGE_ROOT, false},
    {"orphan entries",
     "INSERT INTO entry SELECT x'00112233445566778899aabbccddeeff', seq, key_no, kind, version, "
     "previous, sealed FROM entry WHERE patient=@0",
     DAMAGE_CHAIN, true},
    {"patient's key taken away", "DELETE FROM patient_key WHERE patient=@0", DAMAGE_PATIENT_KEY,
     true},
    {"patient's key replaced",
     "UPDATE patient_key SET sealed=(SELECT sealed FROM patient_key WHERE patient=@1) WHERE "
     "patient=@0",
     DAMAGE_PATIENT_KEY, true},
    {"grant replaced",
     "UPDATE team_grant SET sealed=(SELECT g.sealed FROM team_grant g WHERE g.user_id=team_grant."
     "user_id AND g.team_id<>team_grant.team_id LIMIT 1)",
     DAMAGE_GRANT, false},
    {"signature of a grant stripped", "UPDATE team_grant SET signature=zeroblob(64)", DAMAGE_GRANT,
     false},
    {"grant taken away", "DELETE FROM team_grant WHERE team_id<>zeroblob(16)", DAMAGE_GRANT, false},
    {"public key replaced", "UPDATE slot SET box_public=randomblob(32)", DAMAGE_SLOT, false},
    {"verify key replaced", "UPDATE slot SET sign_public=randomblob(32)", DAMAGE_SLOT, false},
    {"recovery slot replaced",
     "UPDATE slot SET salt=randomblob(16), commitment=randomblob(32) WHERE kind=2", DAMAGE_SLOT,
     false},
    {"recovery slot taken away", "DELETE FROM slot WHERE kind=2", DAMAGE_SLOT, false},
    {"roster statement taken away", "DELETE FROM roster WHERE seq=(SELECT max(seq) FROM roster)",
     DAMAGE_SLOT, false},
    {"middle roster statement taken away", "DELETE FROM roster WHERE seq=3", DAMAGE_ROSTER, false},
    {"roster statement replaced",
     "UPDATE roster SET sealed=(SELECT sealed FROM roster WHERE seq=2) WHERE seq=3", DAMAGE_ROSTER,
     false},
    {"last commit taken away",
     "DELETE FROM signed_commit WHERE seq=(SELECT max(seq) FROM signed_commit)", DAMAGE_AUDIT,
     false},
    {"middle commit taken away", "DELETE FROM signed_commit WHERE seq=4", DAMAGE_COMMIT, true},
    {"signed part of a commit replaced",
     "UPDATE signed_commit SET sealed=(SELECT sealed FROM signed_commit WHERE seq=5) WHERE seq=4",
     DAMAGE_COMMIT, true},
    {"all commits taken away", "DELETE FROM signed_commit", DAMAGE_COMMIT, false},
    {"log row taken away", "DELETE FROM audit WHERE seq=3", DAMAGE_AUDIT, true},
    {"end of the log taken away", "DELETE FROM audit WHERE seq>3", DAMAGE_AUDIT, false},
    {"log row replaced",
     "UPDATE audit SET sealed=(SELECT sealed FROM audit WHERE seq=2) WHERE seq=3", DAMAGE_AUDIT,
     true},
    {"form taken away", "DELETE FROM form", DAMAGE_FORM, false},
    {"form replaced", "UPDATE form SET sealed=randomblob(length(sealed))", DAMAGE_FORM, false},
    {"draft taken away", "DELETE FROM draft", DAMAGE_DRAFT, false},
    {"draft given to another patient", "UPDATE draft SET patient=@0", DAMAGE_DRAFT, false},
    {"draft counted back", "UPDATE draft SET counter=counter-1", DAMAGE_DRAFT, false},
    {"patch of a draft replaced",
     "UPDATE draft SET sealed=randomblob(length(sealed)) WHERE counter=(SELECT max(counter) FROM "
     "draft)",
     DAMAGE_DRAFT, false},
    {"patch of a draft given another name",
     "UPDATE draft SET user_id=randomblob(16) WHERE counter=(SELECT max(counter) FROM draft)",
     DAMAGE_DRAFT, false},
    {"vault row changed", "UPDATE vault SET format=2", DAMAGE_HEADER, false},
    {"vault id changed", "UPDATE vault SET vault_id=randomblob(16)", DAMAGE_SLOT, false},
    {"note of the last use taken away", "DELETE FROM seen", DAMAGE_SLOT, true},
    {"older format claimed", "PRAGMA user_version=0", DAMAGE_HEADER, false},
    {"trigger planted",
     "CREATE TRIGGER hush BEFORE INSERT ON audit BEGIN SELECT RAISE(IGNORE); END", DAMAGE_SCHEMA,
     false},
    {"view planted", "CREATE VIEW names AS SELECT * FROM slot", DAMAGE_SCHEMA, false},
    {"index planted", "CREATE INDEX extra ON entry(kind)", DAMAGE_SCHEMA, false},
    {"table planted", "CREATE TABLE extra(a)", DAMAGE_SCHEMA, false},
    {"table taken away", "DROP TABLE seen", DAMAGE_SCHEMA, false},
    {"generated column added", "ALTER TABLE head ADD COLUMN g INTEGER AS (seq + 1)", DAMAGE_SCHEMA,
     false},
    {"statistics planted", "ANALYZE", DAMAGE_SCHEMA, false},
};

static void finds_each_trick(void **state)
{
    struct tools *tools = *state;
    size_t missed = 0;

    for (size_t i = 0; i < sizeof tricks / sizeof tricks[0]; i++) {
        struct error err = {.code = ERROR_NONE};
        struct seen_classes seen;
        struct vault *vault = NULL;
        bool opened = false;

        tools_reset(tools);
        run(tools, tricks[i].sql);
        look(tools, &seen);
        if (!seen.found[tricks[i].damage]) {
            print_message("# %s: found %s\n", tricks[i].name, seen.count ? seen.first : "nothing");
            missed++;
        }
        opened = tools_open(tools, &vault, &err);
        if (opened != tricks[i].opens || (!opened && err.code != ERROR_DAMAGED)) {
            print_message("# %s: %s\n", tricks[i].name, opened ? "opens" : err.message);
            missed++;
        }
        if (opened && tricks[i].damage != DAMAGE_SLOT)
            assert_string_equal(vault_warning(vault), "");
        vault_close(vault);
    }
    assert_int_equal(missed, 0);
}

static void control_untouched_stays_clean(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct seen_classes seen;
    struct vault *vault = NULL;

    tools_reset(tools);
    look(tools, &seen);
    assert_int_equal(seen.count, 0);
    run(tools, "BEGIN; UPDATE head SET seq=seq; UPDATE slot SET kind=kind; COMMIT");
    look(tools, &seen);
    if (seen.count)
        fail_msg("%s", seen.first);
    assert_true(tools_open(tools, &vault, &err));
    assert_string_equal(vault_warning(vault), "");
    vault_close(vault);
}

/* A value of another type, put there by rewriting the schema and back. */
static void finds_type_confusion(void **state)
{
    struct tools *tools = *state;
    struct seen_classes seen;

    tools_reset(tools);
    run(tools, "PRAGMA writable_schema=1; UPDATE sqlite_schema SET sql=replace(sql, 'STRICT, ', '')"
               " WHERE name='head'");
    run(tools, "UPDATE head SET hash='text' WHERE patient=@0");
    run(tools, "PRAGMA writable_schema=1; UPDATE sqlite_schema SET sql=replace(sql, "
               "') WITHOUT', ') STRICT, WITHOUT') WHERE name='head'");
    look(tools, &seen);
    assert_true(seen.count > 0);
    assert_true(seen.found[DAMAGE_FILE] || seen.found[DAMAGE_ROOT]);
}

static bool one_name(void *self, const void *bytes, size_t length, struct error *err)
{
    (void)bytes;
    (void)length;
    (void)err;
    ++*(size_t *)self;
    return true;
}

static void rebuilds_a_damaged_register(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct seen_classes seen;
    struct vault *vault = NULL;
    const char *const ways[] = {"DELETE FROM register",
                                "UPDATE register SET sealed=randomblob(4096)",
                                "UPDATE register SET counter=counter-1"};

    for (size_t i = 0; i < 3; i++) {
        size_t edits = 0;

        tools_reset(tools);
        run(tools, ways[i]);
        look(tools, &seen);
        assert_true(seen.found[DAMAGE_REGISTER]);
        if (!tools_open(tools, &vault, &err))
            fail_msg("%s", err.message);
        assert_true(strlen(vault_warning(vault)) > 0);
        assert_int_equal(vault_patient_count(vault), 2);
        assert_string_equal(vault_patient_find(vault, tools->patients[1])->name, "Bo");
        assert_int_equal(vault_patient_find(vault, tools->patients[0])->answered,
                         TOOLS_ANSWERS - 1);
        assert_true(vault_read(vault, tools->patients[0], one_name, &edits, &err));
        assert_int_equal(edits, TOOLS_ANSWERS);
        vault_close(vault);
        look(tools, &seen);
        assert_int_equal(seen.count, 0);
    }
}

static void a_patch_taken_away_is_told(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct seen_classes seen;
    struct vault *vault = NULL;

    tools_reset(tools);
    assert_true(tools_open(tools, &vault, &err));
    assert_true(vault_draft_patch(vault, vault_draft_number(vault), "tences", 6, &err));
    vault_close(vault);
    look(tools, &seen);
    assert_int_equal(seen.count, 0);
    run(tools, "DELETE FROM draft WHERE counter=(SELECT max(counter) FROM draft)");
    look(tools, &seen);
    assert_true(seen.found[DAMAGE_ROLLBACK]);
}

static void rollback_is_told(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct seen_classes seen;
    struct vault *vault = NULL;

    tools_reset(tools);
    assert_true(tools_open(tools, &vault, &err));
    assert_true(vault_append(vault, tools->patients[0], &(struct vault_bytes){"late", 4}, 1, NULL,
                             false, &err));
    vault_close(vault);
    tools_put(tools->path, tools->model.data, tools->model.length);
    look(tools, &seen);
    assert_true(seen.found[DAMAGE_ROLLBACK]);
    for (int twice = 0; twice < 2; twice++) { /* the warning does not go away by itself */
        assert_true(tools_open(tools, &vault, &err));
        assert_true(strlen(vault_warning(vault)) > 0);
        vault_close(vault);
    }
    tools_reset(tools); /* without an anchor it cannot be known */
    look(tools, &seen);
    assert_int_equal(seen.count, 0);
}

static void fork_is_told(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct buf fork = BUF_INIT;

    tools_reset(tools);
    for (int branch = 0; branch < 2; branch++) {
        world_pass(tools->world, 1000);
        tools_put(tools->path, tools->model.data, tools->model.length);
        if (branch == 0) /* the first branch becomes longer, elsewhere */
            tools_forget_anchor(tools);
        assert_true(tools_open(tools, &vault, &err));
        for (int i = 0; i < 3 + branch; i++)
            assert_true(vault_append(vault, tools->patients[0],
                                     &(struct vault_bytes){branch ? "b" : "a", 1}, 1, NULL, false,
                                     &err));
        vault_close(vault);
        if (branch == 0) {
            tools_get(&fork, tools->path);
            tools_forget_anchor(tools);
        }
    }
    tools_put(tools->path, fork.data, fork.length);
    assert_true(tools_open(tools, &vault, &err));
    assert_true(strlen(vault_warning(vault)) > 0);
    vault_close(vault);
    buf_finish(&fork);
}

static void damaged_anchor_is_told(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct seen_classes seen;
    struct vault *vault = NULL;
    struct buf bytes = BUF_INIT;
    char path[300], id[33] = "";
    size_t undetected = 0;

    tools_reset(tools);
    assert_true(tools_open(tools, &vault, &err));
    for (size_t i = 0; i < SEAL_ID; i++)
        (void)snprintf(id + 2 * i, 3, "%02x", vault->id[i]);
    vault_close(vault);
    look(tools, &seen);
    assert_int_equal(seen.count, 0);
    (void)snprintf(path, sizeof path, "%s/anchor-%s", tools->world->state_home, id);
    tools_get(&bytes, path);
    assert_true(bytes.length > 0);
    for (size_t i = 0; i < bytes.length; i++) {
        bytes.data[i] ^= (char)(1 << i % 8);
        tools_put(path, bytes.data, bytes.length);
        look(tools, &seen);
        undetected += !seen.found[DAMAGE_ROLLBACK];
        bytes.data[i] ^= (char)(1 << i % 8);
    }
    assert_int_equal(undetected, 0);
    buf_finish(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(control_untouched_stays_clean),
        cmocka_unit_test(finds_each_trick),
        cmocka_unit_test(finds_type_confusion),
        cmocka_unit_test(rebuilds_a_damaged_register),
        cmocka_unit_test(a_patch_taken_away_is_told),
        cmocka_unit_test(rollback_is_told),
        cmocka_unit_test(fork_is_told),
        cmocka_unit_test(damaged_anchor_is_told),
    };

    return cmocka_run_group_tests(tests, tools_start, tools_end);
}
