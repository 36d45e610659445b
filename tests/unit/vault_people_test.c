/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several people in one vault: who comes reads what the team reads, who goes
 * reads nothing new whatever he kept, and what he plants is found. Each attack
 * is also made by somebody who may, and then goes through: the control.
 */
#include "config.h"

#include "vault_people_tools.h"

#include "vault/vault_private.h"
#include "vault/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- coming ---- */

static void a_colleague_reads_what_the_team_reads(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct vault_names names;
    struct vault_person hers, his;
    size_t edits = 0;

    tools_with_bert(tools, VAULT_CLINICIAN);
    must(vault_users(&names, tools->world, tools->path, &err));
    assert_int_equal(names.count, 2);
    assert_string_equal(names.names[names.last], TOOLS_USER);
    vault_names_finish(&names);
    assert_false(tools_open_as(tools, &vault, NULL, TOOLS_BERT, &err));
    assert_int_equal(err.code, ERROR_USAGE);
    assert_false(tools_open_as(tools, &vault, "bert", TOOLS_PASSPHRASE, &err));
    assert_int_equal(err.code, ERROR_DENIED);
    world_pass(tools->world, 1000);
    must(tools_open_as(tools, &vault, "bert", TOOLS_BERT, &err));
    assert_string_equal(vault_warning(vault), "");
    assert_int_equal(vault_patient_count(vault), 2);
    must(vault_read(vault, tools->patients[0], tools_count_edits, &edits, &err));
    assert_int_equal(edits, TOOLS_ANSWERS);
    must(vault_append(vault, tools->patients[0], &(struct vault_bytes){"b", 1}, 1, NULL, false,
                      &err));
    tools_person(vault, "bert", &his);
    assert_true(his.you);
    assert_int_equal(his.roles, VAULT_CLINICIAN);
    vault_close(vault);
    must(vault_users(&names, tools->world, tools->path, &err));
    assert_string_equal(names.names[names.last], "bert");
    vault_names_finish(&names);
    tools_forget_anchor(tools);
    must(vault_users(&names, tools->world, tools->path, &err));
    assert_int_equal(names.last, names.count);
    vault_names_finish(&names);
    must(tools_open(tools, &vault, &err));
    tools_person(vault, "bert", &hers);
    assert_string_equal(his.fingerprint, hers.fingerprint);
    tools_person(vault, TOOLS_USER, &his);
    assert_string_not_equal(his.fingerprint, hers.fingerprint);
    edits = 0;
    must(vault_read(vault, tools->patients[0], tools_count_edits, &edits, &err));
    assert_int_equal(edits, TOOLS_ANSWERS + 1);
    vault_close(vault);
    tools_is_sound(tools);
}

static void refuses_who_may_not_and_what_does_not_fit(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;

    tools_with_bert(tools, VAULT_CLINICIAN);
    must(tools_open(tools, &vault, &err));
    assert_false(tools_add_user(vault, "Bert", VAULT_CLINICIAN, TOOLS_CORA, &err));
    assert_int_equal(err.code, ERROR_EXISTS);
    assert_false(tools_add_user(vault, "recovery", VAULT_CLINICIAN, TOOLS_CORA, &err));
    assert_false(tools_add_user(vault, "", VAULT_CLINICIAN, TOOLS_CORA, &err));
    assert_false(tools_add_user(vault, "cora", VAULT_RECOVERY, TOOLS_CORA, &err));
    assert_false(tools_add_user(vault, "cora", VAULT_CLINICIAN, "short", &err));
    assert_int_equal(vault_person_count(vault), 3);
    assert_false(vault_user_remove(vault, TOOLS_USER, &err));
    assert_int_equal(err.code, ERROR_DENIED);
    assert_false(vault_user_remove(vault, "recovery", &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    must(vault_user_remove(vault, "bert", &err));
    assert_false(vault_user_remove(vault, TOOLS_USER, &err)); /* alone */
    assert_false(vault_user_remove(vault, "bert", &err));
    must(tools_add_user(vault, "bert", VAULT_CLINICIAN, TOOLS_CORA,
                        &err)); /* a new one of that name */
    vault_close(vault);
    must(tools_open_as(tools, &vault, "bert", TOOLS_CORA, &err));
    assert_false(tools_add_user(vault, "cora", VAULT_CLINICIAN, TOOLS_CORA, &err));
    assert_int_equal(err.code, ERROR_DENIED);
    assert_false(vault_user_remove(vault, TOOLS_USER, &err));
    assert_int_equal(err.code, ERROR_DENIED);
    assert_false(vault_team_add(vault, "youth", &err));
    assert_false(vault_restrict(vault, tools->patients[0], &err));
    vault_close(vault);
    tools_is_sound(tools);
}

static void a_colleague_gives_a_new_passphrase(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct secret *fresh = tools_secret(TOOLS_CORA);
    struct vault_cost cost = vault_cost_least();
    struct vault_person before, after;

    tools_with_bert(tools, VAULT_CLINICIAN);
    must(tools_open_as(tools, &vault, "bert", TOOLS_BERT, &err));
    assert_false(vault_passphrase_set(vault, TOOLS_USER, fresh, &cost, &err));
    assert_int_equal(err.code, ERROR_DENIED);
    vault_close(vault);
    must(tools_open(tools, &vault, &err));
    tools_person(vault, "bert", &before);
    must(vault_passphrase_set(vault, "bert", fresh, &cost, &err));
    tools_person(vault, "bert", &after);
    assert_string_not_equal(before.fingerprint, after.fingerprint);
    vault_close(vault);
    assert_false(tools_open_as(tools, &vault, "bert", TOOLS_BERT, &err));
    must(tools_open_as(tools, &vault, "bert", TOOLS_CORA, &err));
    assert_int_equal(vault_patient_count(vault), 2);
    vault_close(vault);
    tools_is_sound(tools);
    secret_destroy(fresh);
}

/* ---- going ---- */

/* What Bert can keep of the keys while he is in. */
struct kept {
    uint8_t team[SEAL_ID], key[SEAL_KEY], metadata[SEAL_KEY];
    struct own_keys own;
    uint8_t user[SEAL_ID];
};

static void keep(struct tools *tools, struct kept *out)
{
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;

    must(tools_open_as(tools, &vault, "bert", TOOLS_BERT, &err));
    memcpy(out->team, vault->teams[0].team, SEAL_ID);
    memcpy(out->key, ring_key(&vault->teams[0], 0), SEAL_KEY);
    memcpy(out->metadata, ring_key(&vault->metadata, 0), SEAL_KEY);
    memcpy(out->user, vault->user_id, SEAL_ID);
    out->own = *vault_own(vault);
    vault_close(vault);
}

/* Whether any key or page that is stored opens under KEPT, with the epoch that it names. */
static bool opens_anything(struct tools *tools, const struct kept *kept)
{
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct secret *old = NULL, *mine = NULL;
    uint8_t id[SEAL_ID], key[SEAL_KEY];
    bool opened = false;

    must(tools_inspect(tools, &vault, &err));
    mine = vault->teams[0].keys;
    old = secret_create((size_t)vault->teams[0].epochs * SEAL_KEY);
    for (uint32_t epoch = 0; epoch < vault->teams[0].epochs; epoch++)
        memcpy(secret_bytes(old) + (size_t)epoch * SEAL_KEY, kept->key, SEAL_KEY);
    vault->teams[0].keys = old;
    for (size_t p = 0; p < 2; p++) {
        uint32_t last = 0;
        bool found = false;

        must(vault_patient_id(id, tools->patients[p], &err));
        must(patient_key_last(vault, id, &last, &found, &err));
        for (uint32_t number = 1; number <= last; number++)
            opened = opened || patient_key_open(vault, id, number, key, &err);
    }
    {
        struct report report = {.findings = 0};

        must(register_load(vault, &report, &err));
        opened = opened || vault->patients.count > 0;
    }
    vault->teams[0].keys = mine;
    secret_destroy(old);
    vault_close(vault);
    return opened;
}

static void who_is_gone_opens_nothing_new(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct vault_person bert;
    struct kept kept;

    tools_with_bert(tools, VAULT_CLINICIAN);
    keep(tools, &kept);
    assert_true(opens_anything(tools, &kept)); /* control: while he is in, he may */
    tools_without_bert(tools);
    assert_false(opens_anything(tools, &kept));
    assert_false(tools_open_as(tools, &vault, "bert", TOOLS_BERT, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    must(tools_open(tools, &vault, &err));
    tools_person(vault, "bert", &bert);
    assert_true(bert.until > 0);
    must(vault_append(vault, tools->patients[0], &(struct vault_bytes){"n", 1}, 1, NULL, false,
                      &err));
    vault_close(vault);
    assert_false(opens_anything(tools, &kept));
    tools_is_sound(tools);
    tools_forget_anchor(tools);
    tools_is_sound(tools);
    /* The recovery code reads on. */
    {
        struct secret *code = tools_secret(buf_text(&tools->recovery));
        size_t edits = 0;

        must(vault_open_recovery(&vault, tools->world, tools->path, code, &err));
        must(vault_read(vault, tools->patients[0], tools_count_edits, &edits, &err));
        assert_int_equal(edits, TOOLS_ANSWERS + 1);
        vault_close(vault);
        secret_destroy(code);
    }
}

/* Under KEY of EPOCH a data key that the planter knows, as the patient's last. */
static void plant(struct tools *tools, const struct kept *kept, const uint8_t *key, uint32_t epoch)
{
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct buf associated = BUF_INIT, sealed = BUF_INIT, sql = BUF_INIT;
    uint8_t id[SEAL_ID], wrap[SEAL_KEY], known[SEAL_KEY] = {7};
    char hex[256], team[33];

    must(tools_inspect(tools, &vault, &err));
    must(vault_patient_id(id, tools->patients[0], &err));
    vault_associate(&associated, vault, "vh1.patientkey");
    buf_add(&associated, id, SEAL_ID);
    wire_put_u32(&associated, 9);
    buf_add(&associated, kept->team, SEAL_ID);
    wire_put_u32(&associated, epoch);
    seal_subkey(wrap, key, 1, "vhteam__");
    must(seal_close(&sealed, tools->world, wrap, &associated, known, SEAL_KEY, false, &err));
    vault_close(vault);
    wire_hex(hex, (const uint8_t *)sealed.data, sealed.length);
    wire_hex(team, kept->team, SEAL_ID);
    buf_add_format(&sql, "INSERT INTO patient_key VALUES(x'%s', 9, x'%s', %u, x'%s')",
                   tools->patients[0], team, epoch, hex);
    tools_sql(tools, buf_text(&sql));
    buf_finish(&associated);
    buf_finish(&sealed);
    buf_finish(&sql);
}

static void a_planted_key_is_not_written_with(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct kept kept;
    uint8_t now[SEAL_KEY];

    for (int member = 0; member < 2; member++) {
        bool written = false;

        tools_with_bert(tools, VAULT_CLINICIAN);
        keep(tools, &kept);
        tools_without_bert(tools);
        must(tools_open(tools, &vault, &err));
        assert_int_equal(vault->teams[0].epochs, 2);
        memcpy(now, ring_key(&vault->teams[0], 1), SEAL_KEY);
        vault_close(vault);
        plant(tools, &kept, member ? now : kept.key, member ? 1 : 0);
        must(tools_open(tools, &vault, &err));
        written = vault_append(vault, tools->patients[0], &(struct vault_bytes){"n", 1}, 1, NULL,
                               false, &err);
        assert_int_equal(written, member); /* control: a member's own key is taken */
        assert_true(member || vault_damage_of(&err) == DAMAGE_PATIENT_KEY);
        error_clear(&err);
        vault_close(vault);
    }
}

/* A commit in the name of who is gone, sealed with the key that he kept. */
static void who_is_gone_signs_nothing(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct tools_seen seen;
    struct kept kept;

    tools_with_bert(tools, VAULT_CLINICIAN);
    keep(tools, &kept);
    for (int gone = 0; gone < 2; gone++) {
        struct vault *vault = NULL;
        uint32_t epochs = 0;

        if (gone)
            tools_without_bert(tools);
        must(tools_open(tools, &vault, &err));
        *(struct own_keys *)(void *)secret_bytes(vault->own) = kept.own;
        memcpy(vault->user_id, kept.user, SEAL_ID);
        epochs = vault->metadata.epochs;
        vault->metadata.epochs = 1;
        must(vault_audit(vault, AUDIT_SEARCH, NULL, NULL, &err));
        vault->metadata.epochs = epochs;
        vault_abandon(vault);
        tools_forget_anchor(tools);
        tools_look(tools, &seen);
        assert_int_equal(seen.found[DAMAGE_COMMIT], gone); /* control: while he is in */
        assert_int_equal(seen.count > 0, gone);
    }
}

static void the_vault_from_before_is_told(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct tools_seen seen;
    struct vault *vault = NULL;
    struct buf before = BUF_INIT;

    tools_with_bert(tools, VAULT_CLINICIAN);
    tools_get(&before, tools->path);
    tools_is_sound(tools);
    tools_without_bert(tools);
    tools_is_sound(tools);
    tools_put(tools->path, before.data, before.length);
    tools_look(tools, &seen);
    assert_true(seen.found[DAMAGE_ROLLBACK]);
    must(tools_open(tools, &vault, &err));
    assert_true(strlen(vault_warning(vault)) > 0);
    vault_close(vault);
    buf_finish(&before);
}

/* Anna never saw what is missing; the note of Bert, who wrote it here, tells. */
static void what_a_colleague_wrote_last_is_missed(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct tools_seen seen;
    struct vault *vault = NULL;
    struct buf before = BUF_INIT;

    tools_with_bert(tools, VAULT_CLINICIAN);
    tools_get(&before, tools->path);
    must(tools_open_as(tools, &vault, "bert", TOOLS_BERT, &err));
    must(vault_append(vault, tools->patients[0], &(struct vault_bytes){"b", 1}, 1, NULL, false,
                      &err));
    vault_close(vault);
    tools_is_sound(tools); /* control */
    tools_put(tools->path, before.data, before.length);
    tools_look(tools, &seen);
    assert_true(seen.found[DAMAGE_ROLLBACK]);
    tools_forget_anchor(tools);
    tools_is_sound(tools); /* without the note nobody can know */
    buf_finish(&before);
}

static const struct {
    const char *name, *sql;
    enum vault_damage damage;
} tricks[] = {
    {"grants of two users exchanged",
     "UPDATE team_grant SET sealed=(SELECT g.sealed FROM team_grant g WHERE g.team_id=team_grant."
     "team_id AND g.user_id<>team_grant.user_id ORDER BY g.user_id LIMIT 1)",
     DAMAGE_GRANT},
    {"a member's grant taken away",
     "DELETE FROM team_grant WHERE user_id=(SELECT user_id FROM slot WHERE name=CAST('bert' AS "
     "BLOB))",
     DAMAGE_GRANT},
    {"slots of two users exchanged",
     "UPDATE slot SET salt=(SELECT s.salt FROM slot s WHERE s.kind=1 AND s.user_id<>slot.user_id), "
     "commitment=(SELECT s.commitment FROM slot s WHERE s.kind=1 AND s.user_id<>slot.user_id), "
     "wrapped=(SELECT s.wrapped FROM slot s WHERE s.kind=1 AND s.user_id<>slot.user_id) WHERE "
     "name=CAST('bert' AS BLOB)",
     DAMAGE_SLOT},
    {"a user renamed", "UPDATE slot SET name=CAST('brat' AS BLOB) WHERE name=CAST('bert' AS BLOB)",
     DAMAGE_SLOT},
    {"a user's public key replaced",
     "UPDATE slot SET box_public=randomblob(32) WHERE name=CAST('bert' AS BLOB)", DAMAGE_SLOT},
    {"pages of two teams exchanged",
     "UPDATE register SET sealed=(SELECT r.sealed FROM register r WHERE r.team_id<>register."
     "team_id)",
     DAMAGE_REGISTER},
    {"page of a restricted record taken away",
     "DELETE FROM register WHERE team_id=(SELECT team_id FROM patient_key GROUP BY team_id ORDER "
     "BY max(key_no) DESC LIMIT 1)",
     DAMAGE_REGISTER},
    {"patient claimed by another team",
     "UPDATE patient_key SET team_id=(SELECT max(team_id) FROM patient_key)", DAMAGE_PATIENT_KEY},
    {"key of a patient counted back", "UPDATE patient_key SET epoch=0", DAMAGE_PATIENT_KEY},
};

/* Bert is in, Cora came and went, one record is restricted. */
static void rows_of_several_people_exchanged(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct buf copy = BUF_INIT;
    size_t missed = 0;

    tools_with_bert(tools, VAULT_CLINICIAN);
    must(tools_open(tools, &vault, &err));
    must(tools_add_user(vault, "cora", VAULT_CLINICIAN, TOOLS_CORA, &err));
    must(vault_user_remove(vault, "cora", &err));
    must(vault_restrict(vault, tools->patients[0], &err));
    vault_close(vault);
    tools_get(&copy, tools->path);
    tools_is_sound(tools);
    for (size_t i = 0; i < sizeof tricks / sizeof tricks[0]; i++) {
        struct tools_seen seen;

        tools_forget_anchor(tools);
        tools_put(tools->path, copy.data, copy.length);
        tools_sql(tools, tricks[i].sql);
        tools_look(tools, &seen);
        if (!seen.found[tricks[i].damage]) {
            print_message("# %s: found %s\n", tricks[i].name, seen.count ? seen.first : "nothing");
            missed++;
        }
    }
    assert_int_equal(missed, 0);
    buf_finish(&copy);
}

/* A slot that was taken away, put back from a copy. */
static void a_slot_put_back_is_found(void **state)
{
    struct tools *tools = *state;
    struct buf sql = BUF_INIT;
    struct tools_seen seen;
    char before[200];

    tools_with_bert(tools, VAULT_CLINICIAN);
    (void)snprintf(before, sizeof before, "%s/before.db", tools->root);
    {
        struct buf bytes = BUF_INIT;

        tools_get(&bytes, tools->path);
        tools_put(before, bytes.data, bytes.length);
        buf_finish(&bytes);
    }
    tools_without_bert(tools);
    tools_is_sound(tools);
    buf_add_format(&sql,
                   "ATTACH '%s' AS old; INSERT INTO slot SELECT * FROM old.slot o WHERE "
                   "o.name=CAST('bert' AS BLOB); DETACH old",
                   before);
    tools_sql(tools, buf_text(&sql));
    tools_look(tools, &seen);
    assert_true(seen.found[DAMAGE_SLOT]);
    buf_finish(&sql);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_colleague_reads_what_the_team_reads),
        cmocka_unit_test(refuses_who_may_not_and_what_does_not_fit),
        cmocka_unit_test(a_colleague_gives_a_new_passphrase),
        cmocka_unit_test(who_is_gone_opens_nothing_new),
        cmocka_unit_test(a_planted_key_is_not_written_with),
        cmocka_unit_test(who_is_gone_signs_nothing),
        cmocka_unit_test(the_vault_from_before_is_told),
        cmocka_unit_test(what_a_colleague_wrote_last_is_missed),
        cmocka_unit_test(rows_of_several_people_exchanged),
        cmocka_unit_test(a_slot_put_back_is_found),
    };

    return cmocka_run_group_tests(tests, tools_start, tools_end);
}
