/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form gets a newer version while records hold answers to the older one: a
 * draft is offered it and goes over only when told to, undo takes that back, and
 * what has no question stays in sight. What was finalised stays as it was, to
 * the last byte.
 */
#include "config.h"

#include "journeys/journey.h"

#include "app/upgrade.h"
#include "base/alloc.h"
#include "base/file.h"
#include "base/secret.h"
#include "export/export.h"
#include "export/summary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define UNLOCK JOURNEY_UNLOCK
#define HEAD   "form_id: talk\nform_title: {en: Talk, nl: Gesprek}\nlanguages: [en, nl]\nitems:\n"
#define BEGAN  "  - {name: began, type: text, label: {en: When did it begin, nl: Wanneer}}\n"

static const char first_version[] =
    "version: \"2026-01-01\"\n" HEAD BEGAN
    "  - {name: cause, type: text, label: {en: What caused it, nl: Waardoor}}\n"
    "  - {name: before, type: text, label: {en: What was it like before, nl: Eerst}}\n"
    "  - {name: help, type: select_one, label: {en: Who helped, nl: Wie}, choices: [\n"
    "     {name: family, label: {en: The family, nl: Familie}},\n"
    "     {name: healer, label: {en: A healer, nl: Genezer}}]}\n";

static const char second_version[] =
    "version: \"2026-02-01\"\n" HEAD BEGAN
    "  - {name: reason, type: text, label: {en: What caused it, nl: Waardoor},\n"
    "     renamed_from: [cause]}\n"
    "  - {name: help, type: select_one, label: {en: Who helped, nl: Wie}, choices: [\n"
    "     {name: family, label: {en: The family, nl: Familie}}]}\n"
    "  - {name: fresh, type: text, label: {en: What else, nl: Anders}}\n";

/* The installed forms are this one. The program reads them when it starts. */
static void install(struct journey *journey, const char *text)
{
    struct buf path = BUF_INIT;
    struct error err = {0};
    buf_add_format(&path, "%s/forms-here", journey->directory);
    assert_true(file_make_directory(buf_text(&path), &err));
    free((char *)journey->world->forms);
    journey->world->forms = alloc_string(buf_text(&path));
    buf_add_text(&path, "/talk.yaml");
    if (!file_write(buf_text(&path), text, strlen(text), FILE_REPLACE, &err)) {
        fail_msg("%s", err.message);
    }
    buf_finish(&path);
}

static void run(struct journey *journey, const char *script)
{
    struct buf all = BUF_INIT;
    buf_add_format(&all, UNLOCK "%s", script);
    journey_run(journey, buf_text(&all));
    buf_finish(&all);
}

/* Four answers to the first version. */
static struct journey *with_draft(void)
{
    struct journey *journey = journey_create();
    install(journey, first_version);
    journey_start(journey);
    journey_make_vault(journey);
    run(journey, "<F2>Amina<Enter><Enter><Enter><Enter><Enter><shot:sees Not begun>talk<Enter>"
                 "<shot:at began><shot:lacks newer version>in spring<Tab>"
                 "<shot:at cause>the move<Tab><shot:at before>it was quiet<Tab>"
                 "<shot:at help><Down><Space><Tab>");
    return journey;
}

static void restart(struct journey *journey, const char *form)
{
    journey_stop(journey);
    install(journey, form);
    journey_start(journey);
}

static void a_draft_goes_over_and_comes_back(void **state)
{
    struct journey *journey = with_draft();
    (void)state;
    restart(journey, second_version);
    /* It opens as it was asked, and says quietly that there is more. */
    run(journey, "<shot:at help><shot:sees newer version><shot:sees A healer>"
                 "<Shift-Tab><Shift-Tab><shot:at cause><shot:holds the move>"
                 "<Alt-c><shot:sees 2026-01-01 → 2026-02-01>"
                 "<shot:sees What was it like before><shot:sees kept without a question>"
                 "<shot:sees new question><Esc><shot:at cause><shot:sees newer version>"
                 "<Alt-c><Enter><shot:sees 1 answer kept without a question>"
                 "<shot:at reason><shot:holds the move><shot:lacks newer version>"
                 "<Tab><shot:at help><shot:sees A healer (chosen; not in this version>"
                 /* The end of the outline has what is not asked; Enter reads it. */
                 "<F6>quiet<shot:sees nothing matches><Esc><F6>before<shot:sees kept, not asked>"
                 "<Enter><shot:sees it was quiet><shot:sees Asked in version 2026-01-01><Esc>"
                 "<F9><End><shot:sees it was quiet><Esc><shot:at help>"
                 "<Ctrl-Z><shot:sees Undone><shot:sees newer version><shot:at help>"
                 "<Shift-Tab><shot:at before><shot:holds it was quiet><Ctrl-Y>"
                 "<shot:sees Redone><shot:lacks newer version>"
                 "<Ctrl-Z><shot:sees Undone><shot:sees newer version>");
    /* The record on disk says the same. */
    run(journey, "<shot:sees newer version><Ctrl-PgUp><Tab><shot:at cause><shot:holds the move>"
                 "<Tab><shot:at before><shot:holds it was quiet>");
    journey_destroy(journey);
}

static void from_the_record(void **state)
{
    struct journey *journey = with_draft();
    (void)state;
    restart(journey, second_version);
    run(journey, "<Esc><shot:sees newer version><Alt-c><shot:sees 2026-01-01 → 2026-02-01><Enter>"
                 "<shot:sees Taken over><shot:lacks newer version><Enter><Tab><shot:at reason>"
                 "<Ctrl-Z><shot:sees newer version>");
    journey_destroy(journey);
}

static void a_finalised_one_says_why_not(void **state)
{
    struct journey *journey = with_draft();
    (void)state;
    run(journey, "<Ctrl-T><shot:sees finalised>");
    restart(journey, second_version);
    run(journey, "<shot:lacks newer version><Alt-c>"
                 "<shot:sees this interview was finalised: it stays for ever as it was asked>"
                 "<shot:at help><Esc><shot:lacks newer version>");
    journey_destroy(journey);
}

static const struct form *form_of(void *self, const char *digest)
{
    return session_form(self, digest, NULL);
}

/* Everything that can be exported of the one record, with a fixed date. */
static void export_all(struct session *session, struct buf *out)
{
    static const char *const formats[] = {"text", "markdown", "html", "json"};
    const struct summary_request request = {
        .record = session_record(session),
        .patient_id = session_patient_id(session),
        .form = form_of,
        .self = session,
        .language = "en",
        .author = "Anna",
        .seal = "",
        .now = INT64_C(1790000000000),
    };
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        struct document *document = summary_build(&request);
        struct export_options options = {.columns = 80};
        struct error err = {0};
        if (!export_format_find(formats[i])->write(out, document, &options, &err)) {
            fail_msg("%s", err.message);
        }
        document_destroy(document);
    }
}

/* Vault and record with what is installed now. */
struct opened {
    struct session *session;
    struct library *library;
    struct secret *passphrase;
};

static const struct interview *open_record(struct journey *journey, struct opened *out)
{
    struct vault *vault = NULL;
    struct error err = {0};
    *out = (struct opened){.passphrase = secret_create(strlen(JOURNEY_PASSPHRASE))};
    memcpy(secret_bytes(out->passphrase), JOURNEY_PASSPHRASE, strlen(JOURNEY_PASSPHRASE));
    if (!vault_open(&vault, journey->world, journey->vault, JOURNEY_USER, out->passphrase, &err) ||
        !library_open(&out->library, journey->world->forms, &err)) {
        fail_msg("%s", err.message);
    }
    char id[33];
    memcpy(id, vault_patient_at(vault, 0)->id, sizeof id);
    out->session = session_create(journey->world, vault, out->library);
    if (!session_open_patient(out->session, id, &err)) {
        fail_msg("%s", err.message);
    }
    return &session_record(out->session)->interviews[0];
}

static void close_record(struct opened *opened)
{
    session_destroy(opened->session);
    library_destroy(opened->library);
    secret_destroy(opened->passphrase);
}

static void open_and_export(struct journey *journey, struct buf *out)
{
    struct opened opened;
    struct error err = {0};
    const struct interview *interview = open_record(journey, &opened);
    assert_null(upgrade_offered(opened.session, interview));
    assert_false(upgrade_store(opened.session, interview, NULL, &err));
    assert_int_equal(err.code, ERROR_READ_ONLY);
    export_all(opened.session, out);
    close_record(&opened);
}

/* Somebody takes the draft over at the command line while a sentence lies unfinished. */
static void what_was_being_typed_is_not_lost(void **state)
{
    struct journey *journey = with_draft();
    struct opened opened;
    size_t kept = 0;
    (void)state;
    run(journey, "<Shift-Tab><shot:at before><Ctrl-End> and warm");
    restart(journey, second_version);
    journey_stop(journey);
    const struct interview *interview = open_record(journey, &opened);
    assert_non_null(upgrade_offered(opened.session, interview));
    assert_true(upgrade_store(opened.session, interview, &kept, NULL));
    assert_int_equal(kept, 1);
    close_record(&opened);
    journey_start(journey);
    run(journey, "<shot:sees it waits in the tray><shot:sees 1 captured>"
                 "<Alt-t><shot:sees it was quiet and warm>");
    journey_destroy(journey);
}

static void old_records_stay_as_they_were(void **state)
{
    struct journey *journey = with_draft();
    struct buf first = BUF_INIT;
    (void)state;
    run(journey, "<Ctrl-T><shot:sees finalised><Esc>");
    journey_stop(journey);
    open_and_export(journey, &first);
    assert_non_null(strstr(buf_text(&first), "What was it like before"));
    for (unsigned year = 2027; year < 2032; year++) {
        struct buf form = BUF_INIT, later = BUF_INIT;
        buf_add_format(&form,
                       "version: \"%u-01-01\"\n" HEAD
                       "  - {name: q%u, type: text, label: {en: New %u, nl: Nieuw},\n"
                       "     renamed_from: [began, cause]}\n"
                       "  - {name: before, type: integer, label: {en: Other, nl: Anders}}\n",
                       year, year, year);
        install(journey, buf_text(&form));
        open_and_export(journey, &later);
        assert_string_equal(buf_text(&later), buf_text(&first));
        buf_finish(&form);
        buf_finish(&later);
    }
    buf_finish(&first);
    journey_destroy(journey);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draft_goes_over_and_comes_back),
        cmocka_unit_test(from_the_record),
        cmocka_unit_test(a_finalised_one_says_why_not),
        cmocka_unit_test(what_was_being_typed_is_not_lost),
        cmocka_unit_test(old_records_stay_as_they_were),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
