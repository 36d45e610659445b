/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Teams and restricted records: who does not belong sees nothing, and breaking
 * the glass is logged and told. Each refusal stands beside one who may.
 */
#include "config.h"

#include "vault_people_tools.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TOOLS_FILE "0f0e0d0c0b0a09080706050403020100"

static void a_restricted_record_is_not_there(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE}, other = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct buf file = BUF_INIT;
    size_t edits = 0;

    tools_with_bert(tools, VAULT_CLINICIAN);
    must(tools_open_as(tools, &vault, "bert", TOOLS_BERT, &err)); /* control */
    assert_non_null(vault_patient_find(vault, tools->patients[0]));
    vault_close(vault);
    must(tools_open(tools, &vault, &err));
    must(vault_restrict(vault, tools->patients[0], &err));
    assert_false(vault_restrict(vault, tools->patients[0], &err));
    must(vault_attachment_add(vault, tools->patients[0], TOOLS_FILE, "f", 1, &err));
    must(vault_attachment_get(vault, tools->patients[0], TOOLS_FILE, &file, &err)); /* control */
    must(vault_read(vault, tools->patients[0], tools_count_edits, &edits, &err));
    must(vault_append(vault, tools->patients[0], &(struct vault_bytes){"n", 1}, 1, NULL, false,
                      &err));
    vault_close(vault);
    must(tools_open_as(tools, &vault, "bert", TOOLS_BERT, &err));
    assert_int_equal(vault_patient_count(vault), 1);
    assert_null(vault_patient_find(vault, tools->patients[0]));
    assert_false(vault_read(vault, tools->patients[0], tools_count_edits, &edits, &err));
    assert_false(
        vault_read(vault, "00112233445566778899aabbccddeeff", tools_count_edits, &edits, &other));
    assert_string_equal(err.message, other.message);
    assert_false(vault_search(vault, tools->patients[0], tools_count_edits, &edits, &err));
    assert_string_equal(err.message, other.message);
    assert_false(vault_append(vault, tools->patients[0], &(struct vault_bytes){"n", 1}, 1, NULL,
                              false, &err));
    assert_string_equal(err.message, other.message);
    assert_false(vault_attachment_get(vault, tools->patients[0], TOOLS_FILE, &file, &err));
    assert_string_equal(err.message, other.message);
    assert_false(vault_attachment_add(vault, tools->patients[0], TOOLS_FILE, "f", 1, &err));
    assert_string_equal(err.message, other.message);
    must(vault_append(vault, tools->patients[1], &(struct vault_bytes){"n", 1}, 1, NULL, false,
                      &err));
    {
        struct vault_check check;

        must(vault_verify(vault, true, &check, NULL, NULL, NULL, &err));
        assert_int_equal(check.findings, 0);
    }
    vault_close(vault);
    tools_is_sound(tools);
    must(tools_open(tools, &vault, &err));
    must(vault_team_member(vault, tools->patients[0], "bert", true, &err));
    vault_close(vault);
    must(tools_open_as(tools, &vault, "bert", TOOLS_BERT, &err));
    assert_non_null(vault_patient_find(vault, tools->patients[0]));
    vault_close(vault);
    must(tools_open(tools, &vault, &err));
    must(vault_team_member(vault, tools->patients[0], "bert", false, &err));
    assert_false(vault_team_member(vault, tools->patients[0], TOOLS_USER, false, &err));
    must(vault_restrict_lift(vault, tools->patients[0], NULL, &err));
    assert_false(vault_restrict_lift(vault, tools->patients[0], NULL, &err));
    vault_close(vault);
    must(tools_open_as(tools, &vault, "bert", TOOLS_BERT, &err));
    must(vault_read(vault, tools->patients[0], tools_count_edits, &edits, &err));
    vault_close(vault);
    tools_is_sound(tools);
    buf_finish(&file);
}

static void teams_have_patients_of_their_own(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct vault_team team;
    struct vault_patient row = {.name = "Cy", .code = "y", .birth = "", .form_id = ""};

    tools_with_bert(tools, VAULT_CLINICIAN);
    must(tools_open(tools, &vault, &err));
    must(vault_team_add(vault, "youth", &err));
    assert_false(vault_team_add(vault, "Youth", &err));
    assert_false(vault_team_use(vault, "adults", &err));
    must(vault_team_use(vault, "youth", &err));
    world_new_id(tools->world, row.id);
    must(vault_patient_add(vault, &row, &(struct vault_bytes){"{}", 2}, 1, &err));
    must(vault_team_take(vault, "youth", tools->patients[1], &err));
    assert_int_equal(vault_team_count(vault), 2);
    assert_true(vault_team_at(vault, 1, &team));
    assert_string_equal(team.name, "youth");
    assert_int_equal(team.patients, 2);
    vault_close(vault);
    must(tools_open_as(tools, &vault, "bert", TOOLS_BERT, &err));
    assert_int_equal(vault_patient_count(vault), 1);
    assert_false(vault_team_use(vault, "youth", &err));
    vault_close(vault);
    must(tools_open(tools, &vault, &err));
    assert_int_equal(vault_patient_count(vault), 3);
    must(vault_team_member(vault, "youth", "bert", true, &err));
    assert_false(vault_team_member(vault, "youth", "bert", true, &err));
    must(vault_team_member(vault, "practice", "bert", false, &err));
    vault_close(vault);
    must(tools_open_as(tools, &vault, "bert", TOOLS_BERT, &err));
    assert_int_equal(vault_patient_count(vault), 2);
    vault_close(vault);
    /* Who holds not all keys does not make the register anew; who does, does. */
    tools_sql(tools, "DELETE FROM register");
    assert_false(tools_open_as(tools, &vault, "bert", TOOLS_BERT, &err));
    must(tools_open(tools, &vault, &err));
    assert_int_equal(vault_patient_count(vault), 3);
    vault_close(vault);
    must(tools_open_as(tools, &vault, "bert", TOOLS_BERT, &err));
    assert_int_equal(vault_patient_count(vault), 2);
    vault_close(vault);
    tools_is_sound(tools);
}

static bool count_events(void *self, const struct audit_entry *entry)
{
    size_t *counts = self;

    if (entry->event == AUDIT_EMERGENCY)
        counts[entry->patient[0] != '\0']++;
    return true;
}

static void breaking_the_glass_is_logged_and_told(void **state)
{
    static const char why[] = "crisis at night, nobody reachable";
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    struct vault_patient row = {.name = "Bo", .code = "c", .birth = "", .form_id = ""};
    size_t counts[2] = {0, 0}, edits = 0;
    char id[33];

    tools_with_bert(tools, VAULT_CLINICIAN | VAULT_ADMIN);
    must(tools_open(tools, &vault, &err));
    must(tools_add_user(vault, "cora", VAULT_CLINICIAN, TOOLS_CORA, &err));
    vault_close(vault);
    must(tools_open_as(tools, &vault, "bert", TOOLS_BERT, &err));
    must(vault_restrict(vault, tools->patients[1], &err));
    vault_close(vault);
    must(tools_open_as(tools, &vault, "cora", TOOLS_CORA, &err));
    assert_false(vault_break_glass(vault, "Bo", why, id, &err)); /* she holds no key of it */
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    vault_close(vault);
    world_pass(tools->world, 60000);
    must(tools_open(tools, &vault, &err));
    assert_int_equal(vault_patient_count(vault), 1);
    assert_false(vault_break_glass(vault, "Bo", "", id, &err));
    assert_false(vault_break_glass(vault, "Nobody", why, id, &err));
    assert_false(vault_read(vault, tools->patients[1], tools_count_edits, &edits, &err));
    must(vault_break_glass(vault, "bo", why, id, &err));
    assert_string_equal(id, tools->patients[1]);
    must(vault_read(vault, id, tools_count_edits, &edits, &err));
    assert_int_equal(edits, TOOLS_ANSWERS);
    must(vault_audit_read(vault, NULL, count_events, counts, &err));
    assert_int_equal(counts[0], 2); /* tried in vain */
    assert_int_equal(counts[1], 1);
    vault_close(vault);
    must(tools_open(tools, &vault, &err)); /* the next time it is closed again */
    assert_int_equal(vault_patient_count(vault), 1);
    vault_close(vault);
    world_pass(tools->world, 60000);
    for (int time = 0; time < 2; time++) {
        must(tools_open_as(tools, &vault, "bert", TOOLS_BERT, &err));
        assert_int_equal(strstr(vault_warning(vault), why) != NULL, time == 0);
        memcpy(row.id, id, sizeof row.id); /* as the record makes it, which knows of nothing */
        must(vault_append(vault, id, &(struct vault_bytes){"n", 1}, 1, &row, false, &err));
        assert_true(vault_patient_find(vault, id)->opened > 0);
        vault_close(vault);
    }
    tools_is_sound(tools);
}

/* A record whose only reader leaves: somebody else comes in first, by the glass. */
static void the_only_reader_does_not_leave_alone(void **state)
{
    struct tools *tools = *state;
    struct error err = {.code = ERROR_NONE};
    struct vault *vault = NULL;
    size_t edits = 0;
    char id[33];

    tools_with_bert(tools, VAULT_CLINICIAN | VAULT_ADMIN);
    must(tools_open_as(tools, &vault, "bert", TOOLS_BERT, &err));
    must(vault_restrict(vault, tools->patients[1], &err));
    vault_close(vault);
    must(tools_open(tools, &vault, &err));
    assert_false(vault_user_remove(vault, "bert", &err));
    assert_int_equal(err.code, ERROR_DENIED);
    assert_false(vault_team_member(vault, tools->patients[1], TOOLS_USER, true, &err));
    must(vault_break_glass(vault, "Bo", "bert leaves the practice", id, &err));
    must(vault_team_member(vault, id, TOOLS_USER, true, &err));
    must(vault_user_remove(vault, "bert", &err));
    vault_close(vault);
    must(tools_open(tools, &vault, &err));
    must(vault_read(vault, id, tools_count_edits, &edits, &err));
    assert_int_equal(edits, TOOLS_ANSWERS);
    must(vault_restrict_lift(vault, id, NULL, &err));
    vault_close(vault);
    tools_is_sound(tools);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_restricted_record_is_not_there),
        cmocka_unit_test(teams_have_patients_of_their_own),
        cmocka_unit_test(the_only_reader_does_not_leave_alone),
        cmocka_unit_test(breaking_the_glass_is_logged_and_told),
    };

    return cmocka_run_group_tests(tests, tools_start, tools_end);
}
