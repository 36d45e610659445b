/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of patients, one record at a glance, and finding words: what is said
 * and agreed in one place shows up in the others, opens in place, and survives
 * locks; what a search unsealed does not outlive it.
 */
#include "config.h"

#include "journeys/journey.h"

#include "app/find.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define UNLOCK JOURNEY_UNLOCK
#define NEW(name) "<F2>" name "<Enter><Enter><Enter><Enter><Enter><shot:sees Not begun>"

static struct journey *with_vault(void)
{
    struct journey *journey = journey_create();
    journey_start(journey);
    journey_make_vault(journey);
    return journey;
}

/* One script from the passphrase to the lock at its end. */
static void run(struct journey *journey, const char *script)
{
    struct buf all = BUF_INIT;
    buf_add_format(&all, UNLOCK "%s", script);
    journey_run(journey, buf_text(&all));
    buf_finish(&all);
}

/* Berk was here today and comes again in May; Amina has a visit before that; Can has none. */
static const char three_patients[] =
    NEW("Amina Kaya") "<Esc>" NEW("Berk Demir") "<F4><Tab><Tab><Tab><Tab><Tab><Tab>"
    "agrees to notes<Tab>3 May 2026<Enter><Enter><shot:sees 2026-05-03: next visit>"
    "<shot:sees in 50 days><Esc>" NEW("Can Aydin") "<Esc>"
    "amina<Enter>looking back<Enter><Tab><shot:at agreement>"
    "<Enter><shot:at what>call the school about Musa<Enter><Tab><Tab><Tab><shot:at due>"
    "20 April 2026<Esc>";

static void sorted_by_what_waits(void **state)
{
    struct journey *journey = with_vault();
    (void)state;
    run(journey, three_patients);
    run(journey, "<Esc><Esc><shot:sees by name><PgUp><shot:sees ▸ Amina Kaya>"
                 "<shot:sees 1 begun, 0 finalised, 7 open, 0 for later><shot:sees 2026-04-20>"
                 "<shot:sees keep until 2046-03-14>"
                 /* The cursor stays on the patient. */
                 "<F6><shot:sees Sorted by last visit><shot:sees ▸ Amina Kaya>"
                 "<PgUp><shot:sees ▸ Berk Demir><shot:sees last visit 2026-03-14>"
                 "<F6><shot:sees by next follow-up><shot:sees ▸ Berk Demir>"
                 "<PgUp><shot:sees ▸ Amina Kaya><PgDn><shot:sees ▸ Can Aydin>"
                 "<F6><shot:sees by name>ber<shot:sees ▸ Berk Demir><shot:lacks Amina>");
    journey_destroy(journey);
}

/* A day that passes without a visit is late; a visit on it settles what was due. */
static void late_until_seen(void **state)
{
    struct journey *journey = with_vault();
    (void)state;
    run(journey, three_patients);
    world_pass(journey->world, INT64_C(40) * 86400000);
    run(journey, "<shot:sees 3 days ago><Esc><Esc>"
                 "amina<shot:sees 2026-04-20 !><shot:sees follow-up was due>"
                 "<Enter><shot:sees Follow-ups><shot:sees ! 2026-04-20: “call the school>"
                 "<shot:sees 3 days ago><shot:sees … call the school about Musa>"
                 "<F4><Enter><Enter><Enter><Enter><Enter><Enter><Enter><Enter><Enter>"
                 "<shot:sees seen since><Esc><shot:lacks 2026-04-20>");
    journey_destroy(journey);
}

/* Each line of the record opens the place it comes from; typing finds it. */
static void opens_in_place(void **state)
{
    struct journey *journey = with_vault();
    (void)state;
    run(journey, three_patients);
    run(journey, "<shot:sees ▸· Agreements and looking back>"
                 "<Tab><shot:sees ▸… call the school><Enter><shot:at what>"
                 "<shot:holds call the school about Musa><Esc>"
                 "<Shift-Tab><Shift-Tab><shot:sees ▸… 2026-04-20><Enter><shot:at due><Esc>"
                 "none yet<shot:sees ▸· None yet><Enter><shot:sees Today's visit><Esc>"
                 "<Esc>safety<shot:sees ▸• Safety><shot:lacks Follow-ups>"
                 "qqq<shot:sees nothing matches><Enter><shot:sees nothing matches><Esc>"
                 "<shot:sees Follow-ups><Esc><shot:sees Find:>"
                 "berk<Enter>2026-03<shot:sees ▸• 2026-03-14><Enter><shot:sees Visit>"
                 "<shot:sees agrees to notes>her brother<Enter><Enter><Enter><Enter><Enter>"
                 "<Enter><Enter><Enter><Enter><shot:sees 2026-03-14: her brother>"
                 "<Ctrl-Z><shot:sees Undone>");
    journey_destroy(journey);
}

/* ---- finding ---- */

static void found_in_the_record(void **state)
{
    struct journey *journey = with_vault();
    (void)state;
    run(journey, three_patients);
    run(journey, "<Esc><Enter>core<Enter><Tab>She sleeps badly. Müsâ wakes her.<Tab>"
                 "<Ctrl-F><shot:sees Find words in this record>"
                 "musa<shot:sees 2 places found><shot:sees Agreements and looking back>"
                 "<shot:sees Cultural formulation: core>"
                 " wakes<shot:sees 1 place found><shot:lacks looking back>"
                 "<F1><shot:sees What can be done here><Esc><shot:sees 1 place found>"
                 "<Enter><shot:at reason_for_coming>x<shot:holds She sleeps badly. x wakes her.>"
                 "<Ctrl-Z><Tab>unsealed words<Ctrl-F>unsealed<Enter><shot:holds unsealed words>"
                 "<Ctrl-F>school<Enter><shot:at what><Ctrl-F>nowhere<shot:sees 0 places>"
                 "<Enter><shot:sees nothing matches><Esc><shot:at what>"
                 "<F3><Tab>aunt<Ctrl-F><shot:sees accept or leave><Esc>");
    assert_null(journey->app->finder);
    journey_destroy(journey);
}

static void found_across_the_patients(void **state)
{
    struct journey *journey = with_vault();
    (void)state;
    run(journey, three_patients);
    run(journey, "<Esc><Esc>notes<shot:sees Nobody by that name><Ctrl-F>"
                 "<shot:sees Find words in all records><shot:holds notes>"
                 "<Enter><shot:sees 1 place found; 3 of 3 records read>"
                 "<shot:sees Berk Demir · Visits><shot:sees consent: agrees to notes>"
                 "<Enter><shot:sees Visit><shot:holds agrees to notes><Esc><Esc>"
                 "<Ctrl-F>a<Enter><shot:sees at least two letters>"
                 " musa<Enter><shot:sees call the school about Musa>"
                 "s<shot:lacks call the school><Enter><shot:sees 0 places found>"
                 "<Backspace><Enter><Enter><shot:at what><Esc><shot:sees Amina Kaya>");
    journey_destroy(journey);
}

/* Esc stops a search and says whose records it did not read; Esc again leaves it. */
static void stopped_half_way(void **state)
{
    struct journey *journey = with_vault();
    struct buf script = BUF_INIT;
    (void)state;
    for (int i = 0; i < 40; i++) {
        buf_add_format(&script, "<F2>Patient %02d<Enter><Enter><Enter><Enter><Enter><Esc>", i);
    }
    run(journey, buf_text(&script));
    run(journey, "<Ctrl-F>patient<Enter><shot:sees 16 of 40 records read; Esc stops>"
                 "<shot:sees 16 places found><Esc><shot:sees not read: Patient 16; Patient 17>"
                 "<wait:50><shot:sees 16 of 40><Down><Up><shot:sees Patient 00>"
                 /* The same once more, to the end this time. */
                 " 0<shot:lacks places found><Enter><wait:50><shot:sees 40 of 40 records read>"
                 "<shot:sees 13 places found><Esc><shot:sees Name or code>");
    buf_finish(&script);
    journey_destroy(journey);
}

struct log {
    size_t searches, of_patients;
};

static bool note_search(void *self, const struct audit_entry *entry)
{
    struct log *log = self;
    assert_null(strstr(entry->detail, "musa"));
    assert_null(strstr(entry->detail, "nowhere"));
    log->searches += entry->event == AUDIT_SEARCH;
    log->of_patients += entry->event == AUDIT_SEARCH && entry->patient[0];
    return true;
}

/* That somebody searched, and whose words came up; never for what. */
static void logged_without_words(void **state)
{
    struct journey *journey = with_vault();
    struct log log = {0};
    struct vault *vault;
    struct error err = {0};
    struct secret *passphrase = secret_create(strlen(JOURNEY_PASSPHRASE));
    (void)state;
    memcpy(secret_bytes(passphrase), JOURNEY_PASSPHRASE, strlen(JOURNEY_PASSPHRASE));
    run(journey, three_patients);
    run(journey, "<Esc><Esc><Ctrl-F>musa<Enter><shot:sees 1 place><Backspace><Backspace>"
                 "<Backspace><Backspace>nowhere<Enter><shot:sees 0 places><Esc>"
                 "berk<Enter><Ctrl-F>nowhere<Esc>");
    journey_stop(journey);
    assert_true(
        vault_open(&vault, journey->world, journey->vault, JOURNEY_USER, passphrase, &err));
    assert_true(vault_audit_read(vault, "", note_search, &log, &err));
    vault_close(vault);
    secret_destroy(passphrase);
    /* Two across the patients, one of which showed Amina's words; one in Berk's record. */
    assert_int_equal(log.searches, 4);
    assert_int_equal(log.of_patients, 2);
    journey_destroy(journey);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorted_by_what_waits),      cmocka_unit_test(late_until_seen),
        cmocka_unit_test(opens_in_place),            cmocka_unit_test(found_in_the_record),
        cmocka_unit_test(found_across_the_patients), cmocka_unit_test(stopped_half_way),
        cmocka_unit_test(logged_without_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
