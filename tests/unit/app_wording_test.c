/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which words an interview was asked in: those of the overlays that lay on the
 * form when it was begun, whatever becomes of the files.
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/desk.h"
#include "app/upgrade.h"
#include "base/alloc.h"
#include "base/file.h"
#include "form/translation.h"
#include "record/change.h"
#include "tests/unit/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FORM                                                                                       \
    "form_id: talk\nversion: \"1\"\nform_title: {en: A talk}\nlanguages: [en]\nitems:\n"           \
    "  - {name: problem, type: text, label: {en: What is it?}}\n"

struct ground {
    char *root;
    struct world *world;
    struct library *library;
    struct session *session;
    char patient[33];
};

static void put(const struct ground *ground, const char *name, const char *text)
{
    char path[400];
    struct error err = {0};
    snprintf(path, sizeof path, "%s/%s", ground->root, name);
    assert_true(file_write(path, text, strlen(text), FILE_REPLACE, &err));
}

static void drop(const struct ground *ground, const char *name)
{
    char path[400];
    snprintf(path, sizeof path, "%s/%s", ground->root, name);
    assert_int_equal(unlink(path), 0);
}

static void put_overlay(const struct ground *ground, const char *place, const char *words)
{
    char text[400];
    snprintf(text, sizeof text,
             "overlay_of: talk\nversion: \"1\"\nlanguages: tr\nrights: r\nsource: s\n"
             "items: {problem: {label: %s}}\n",
             words);
    put(ground, place, text);
}

static void open_library(struct ground *ground)
{
    struct error err = {0};
    assert_true(library_open_installed(&ground->library, ground->world, &err));
    assert_int_equal(library_problem_count(ground->library), 0);
}

static struct secret *passphrase_of_tests(void)
{
    struct secret *passphrase = secret_create(12);
    memcpy(secret_bytes(passphrase), "twelve bytes", 12);
    return passphrase;
}

static int set_up(void **state)
{
    struct ground *ground = alloc_array(1, sizeof *ground);
    char path[300], forms[300];
    struct vault *vault;
    struct buf recovery = BUF_INIT;
    struct error err = {0};
    struct vault_cost cost = vault_cost_least();
    struct secret *passphrase = passphrase_of_tests();
    struct patient patient;
    static const char *const directories[] = {"forms", "forms/overlays", "config",
                                              "config/overlays"};
    ground->root = scratch_create();
    for (size_t i = 0; i < sizeof directories / sizeof *directories; i++) {
        snprintf(path, sizeof path, "%s/%s", ground->root, directories[i]);
        assert_true(file_make_directory(path, &err));
    }
    snprintf(forms, sizeof forms, "%s/forms", ground->root);
    snprintf(path, sizeof path, "%s/vault.db", ground->root);
    put(ground, "forms/talk.yaml", FORM);
    ground->world = world_create_fixed(INT64_C(1795446000000), 5, ground->root, forms);
    assert_true(
        vault_create(&vault, ground->world, path, "anna", passphrase, &cost, &recovery, &err));
    put_overlay(ground, "forms/overlays/a.yaml", "Ne var?");
    put_overlay(ground, "config/overlays/a.yaml", "Derdiniz ne?");
    open_library(ground);
    ground->session = session_create(ground->world, vault, ground->library);
    patient_init(&patient);
    free(patient.code);
    patient.code = alloc_string("A-1");
    assert_true(session_add_patient(ground->session, &patient, &err));
    snprintf(ground->patient, sizeof ground->patient, "%s", session_patient_id(ground->session));
    patient_finish(&patient);
    secret_destroy(passphrase);
    buf_finish(&recovery);
    *state = ground;
    return 0;
}

static int tear_down(void **state)
{
    struct ground *ground = *state;
    session_destroy(ground->session);
    library_destroy(ground->library);
    world_destroy(ground->world);
    scratch_remove(ground->root);
    free(ground);
    return 0;
}

/* The vault closed and opened again, with the forms that are installed now. */
static void come_again(struct ground *ground)
{
    char path[300];
    struct vault *vault;
    struct error err = {0};
    struct secret *passphrase = passphrase_of_tests();
    session_destroy(ground->session);
    library_destroy(ground->library);
    open_library(ground);
    snprintf(path, sizeof path, "%s/vault.db", ground->root);
    assert_true(vault_open(&vault, ground->world, path, "anna", passphrase, &err));
    ground->session = session_create(ground->world, vault, ground->library);
    assert_true(session_open_patient(ground->session, ground->patient, &err));
    secret_destroy(passphrase);
}

static void expect_words(struct ground *ground, const char *words)
{
    struct desk *desk;
    struct error err = {0};
    bool fell_back;
    assert_true(desk_open(&desk, ground->session, "talk", &err));
    const struct item *item = form_find(desk->form, "problem");
    assert_string_equal(wording_in(desk->form, &item->label, "tr", &fell_back), words);
    desk_close(desk);
}

static void test_an_interview_keeps_its_words(void **state)
{
    struct ground *ground = *state;
    expect_words(ground, "Derdiniz ne?");
    const struct interview *interview =
        record_interview_of(session_record(ground->session), "talk");
    const struct form *form = library_find(ground->library, "talk");
    assert_int_equal(strlen(interview->asked_with), 64 * 3 + 2);
    assert_true(interview_is_asked_with(interview, form));

    /* Another wording, and then none: what was asked stays what was asked. */
    put_overlay(ground, "config/overlays/a.yaml", "Nasılsınız?");
    come_again(ground);
    expect_words(ground, "Derdiniz ne?");
    interview = record_interview_of(session_record(ground->session), "talk");
    assert_false(interview_is_asked_with(interview, library_find(ground->library, "talk")));
    drop(ground, "forms/overlays/a.yaml");
    drop(ground, "config/overlays/a.yaml");
    come_again(ground);
    expect_words(ground, "Derdiniz ne?");
}

static void test_an_interview_without_overlays_has_none(void **state)
{
    struct ground *ground = *state;
    drop(ground, "forms/overlays/a.yaml");
    drop(ground, "config/overlays/a.yaml");
    come_again(ground);
    expect_words(ground, "What is it?");
    const struct interview *interview =
        record_interview_of(session_record(ground->session), "talk");
    assert_string_equal(interview->asked_with, interview->form_digest);
    /* What comes later is not what was asked. */
    put_overlay(ground, "config/overlays/a.yaml", "Ne var?");
    come_again(ground);
    expect_words(ground, "What is it?");
}

/* The other words are offered like a newer version: taken, and taken back. */
static void test_other_words_are_offered(void **state)
{
    struct ground *ground = *state;
    struct error err = {0};
    size_t kept;
    expect_words(ground, "Derdiniz ne?");
    const struct interview *interview =
        record_interview_of(session_record(ground->session), "talk");
    assert_null(upgrade_offered(ground->session, interview));
    put_overlay(ground, "config/overlays/a.yaml", "Nasılsınız?");
    come_again(ground);
    interview = record_interview_of(session_record(ground->session), "talk");
    assert_non_null(upgrade_offered(ground->session, interview));
    assert_true(upgrade_store(ground->session, interview, &kept, &err));
    drop(ground, "config/overlays/a.yaml");
    come_again(ground);
    expect_words(ground, "Nasılsınız?");
    assert_true(session_undo(ground->session, NULL, &err));
    expect_words(ground, "Derdiniz ne?");
}

/* A form that was asked in these words and one that was not are two, even in one session. */
static void test_forms_are_told_apart(void **state)
{
    struct ground *ground = *state;
    struct error err = {0};
    expect_words(ground, "Derdiniz ne?");
    const struct interview *interview =
        record_interview_of(session_record(ground->session), "talk");
    const struct form *asked = session_form(ground->session, interview->asked_with, &err);
    const struct form *plain = session_form(ground->session, interview->form_digest, &err);
    assert_non_null(asked);
    assert_non_null(plain);
    assert_ptr_not_equal(asked, plain);
    assert_ptr_equal(asked, session_form(ground->session, interview->asked_with, &err));
    assert_int_equal(plain->language_count, 1);
    assert_int_equal(asked->language_count, 2);
    assert_null(session_form(ground->session, "", &err));
    assert_null(session_form(ground->session, " ", &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_an_interview_keeps_its_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_an_interview_without_overlays_has_none, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_other_words_are_offered, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_forms_are_told_apart, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
