/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said out of order: noted from anywhere while something else is half
 * typed, kept through locks, filed under the question it belongs to, quoted with
 * who said it, set aside, and all of it undone as it was done.
 */
#include "config.h"

#include "journeys/journey.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PATIENT "<F2>Amina<Enter><Enter><Enter>nl tr<Enter><Enter><shot:sees Amina>"
#define UNLOCK  JOURNEY_UNLOCK

static struct journey *with_patient(void)
{
    struct journey *journey = journey_create();
    journey_start(journey);
    journey_make_vault(journey);
    journey_run(journey, UNLOCK PATIENT);
    return journey;
}

static const struct record *record_of(const struct journey *journey)
{
    return session_record(journey->app->session);
}

static void run_and_unlock(struct journey *journey, const char *script)
{
    struct buf all = BUF_INIT;
    buf_add_format(&all, UNLOCK "%s", script);
    journey_run(journey, buf_text(&all));
    buf_finish(&all);
}

/* From the record, the interview, a list, a panel and the summary; nothing closes. */
static void noted_from_anywhere(void **state)
{
    struct journey *journey = with_patient();
    (void)state;
    run_and_unlock(journey,
                   "<F2><shot:sees Said now>brother sends money<Enter><shot:lacks Said now>"
                   "<shot:sees 1 captured>"
                   "<Enter><Tab>half a sent<F2>rent is due<shot:holds rent is due><Enter>"
                   "<shot:holds half a sent><shot:sees 2 captured>"
                   "<F6>wor<F2>he worries<shot:holds he worries><Enter><shot:holds wor><Esc>"
                   "<F3><F2>whisky<Enter><shot:sees Whose words><shot:sees 4 captured><Esc>"
                   "<F9><F2>in the summary <1> 2<Enter><shot:sees 5 captured><Esc>"
                   "<shot:holds half a sent>");
    run_and_unlock(journey, "<shot:holds half a sent><shot:sees 5 captured>"
                            /* Other keys go on: Tab turns the page under the line. */
                            "<F2>before<Tab>after<shot:at problem><shot:holds beforeafter>"
                            "<Shift-Tab><Enter><shot:at reason_for_coming>"
                            "<shot:sees half a sent><shot:sees 6 captured>"
                            /* F2 again seals and is ready for the next; empty, it closes. */
                            "<F2>one<F2>two<F2><shot:holds ><F2><shot:lacks Said now>"
                            "<shot:sees 8 captured><F2><Enter><shot:sees 8 captured>");
    journey_destroy(journey);
}

/* People talk during the introduction, where no answer is asked for: nothing of it is lost. */
static void kept_where_nothing_is_asked(void **state)
{
    struct journey *journey = with_patient();
    (void)state;
    run_and_unlock(journey, "<Enter><shot:at introduction> <shot:sees Nothing is asked here; Tab>"
                            "<shot:lacks Said now>s<shot:sees Said now>"
                            "<shot:sees Enter keeps this line>he sleeps badly"
                            "<shot:holds she sleeps badly>"
                            "<Enter><shot:lacks Said now><shot:sees 1 captured>");
    run_and_unlock(journey, "<shot:at introduction><paste:and eats\nlittle><shot:sees Said now>"
                            "<Enter><F11>x<shot:lacks Said now><F11><shot:lacks Said now>"
                            "<shot:sees 2 captured><Alt-t><shot:sees she sleeps badly>"
                            "<shot:sees and eats little>");
    journey_destroy(journey);
}

/* The tray stays at the same line while one after the other is filed. */
static void tray_keeps_its_place(void **state)
{
    struct journey *journey = with_patient();
    (void)state;
    run_and_unlock(journey,
                   "<Enter><F2>line one<F2>line two<F2>line three<F2>line four<Enter>"
                   "<Alt-t><Down><Enter><Esc><Delete><shot:lacks line two>"
                   "<Enter>worst<Enter><shot:sees Moved under 3><shot:lacks line three>"
                   "<Delete><shot:lacks line four><shot:sees line one>");
    journey_destroy(journey);
}

/* Minutes that cannot be counted down are not taken; before a visit none is counted. */
static void visit_is_noted_as_meant(void **state)
{
    struct journey *journey = with_patient();
    (void)state;
    run_and_unlock(journey, "<shot:sees Visits (0)><F4><Shift-Tab><Shift-Tab>late<Enter>"
                            "<shot:sees expected a number such as 50><Ctrl-U>50<Enter>"
                            "<shot:sees Visits (1)><Tab><Enter><shot:sees 50>");
    journey_destroy(journey);
}

/* Esc keeps what is typed; leaving the record seals it; another record has its own. */
static void unfinished_is_kept(void **state)
{
    struct journey *journey = with_patient();
    (void)state;
    run_and_unlock(journey, "<Enter><Tab><F2>the neighbour <Esc><shot:sees unfinished>x"
                            "<shot:holds x>");
    run_and_unlock(journey, "<shot:sees unfinished><shot:holds x><F2><shot:holds the neighbour >"
                            "helps<paste: a\nlot><Esc>"
                            "<Esc><Esc><shot:lacks unfinished>"
                            "<F2>Berk<Enter><Enter><Enter><Enter><Enter><shot:lacks captured>"
                            "<F2><shot:holds ><Esc><Esc>amina<Enter><shot:sees 1 captured>");
    run_and_unlock(journey, "<Alt-t><shot:sees the neighbour helps a>");
    journey_destroy(journey);
}

/* Moved into an empty answer: who and language go along; undone and redone as one. */
static void moved_and_undone(void **state)
{
    struct journey *journey = with_patient();
    (void)state;
    run_and_unlock(journey, "<Enter><Tab>half a sent"
                            "<F2>her sleep is bad, says the sister<Alt-r><Enter>"
                            "<Alt-t><shot:sees Captured><shot:sees her sleep is bad>"
                            "<Enter><shot:sees Where does it belong?>worst<Enter>"
                            "<shot:sees Moved under 3><shot:holds half a sent>"
                            "<shot:lacks captured>"
                            "<Tab><Tab><Tab><Tab><shot:at worst_part>"
                            "<shot:holds her sleep is bad, says the sister>"
                            "<shot:sees an informant><shot:sees sealed>"
                            "<Ctrl-Z><shot:sees Undone><shot:sees 1 captured><shot:holds >"
                            "<Ctrl-Y><shot:sees Redone><shot:lacks captured>"
                            "<shot:holds her sleep is bad, says the sister>"
                            /* In the tray, undo takes back what was done there. */
                            "<F2>whatever<Enter><Alt-t><Delete><shot:sees Set aside>"
                            "<shot:lacks whatever><Ctrl-Z><shot:sees whatever>"
                            "<Delete><Tab><shot:sees set aside><shot:sees moved under><Down>"
                            "<Delete><shot:sees Back in the tray><Esc>");
    journey_destroy(journey);
}

/* Quoted below what is there, with who said it and when; a second line follows. */
static void quoted_below(void **state)
{
    struct journey *journey = with_patient();
    (void)state;
    run_and_unlock(journey, "<Enter><Tab>Her own words.<Tab>"
                            "<F2>the imam came twice<Alt-o><Enter>"
                            "<F2>nothing in common<Enter>"
                            "<Alt-t><Enter>coming<Alt-q><shot:sees Quoted under 1>"
                            "<shot:sees Captured><shot:sees nothing in common>"
                            "<Enter><Esc><shot:sees Captured><Esc>"
                            "<Shift-Tab><shot:at reason_for_coming>"
                            "<shot:holds Her own words.\n“the imam came twice” (the clinician, "
                            "said on 14 March 2026)>");
    journey_destroy(journey);
}

/* The questions with words in common stand first. */
static void suggested_first(void **state)
{
    struct journey *journey = with_patient();
    (void)state;
    run_and_unlock(journey, "<Enter><Tab><F2>hij heeft zorgen over het geloof en de migratie<Enter>"
                            "<Alt-t><Enter>");
    run_and_unlock(journey, "<shot:at reason_for_coming><Alt-t><Enter>");
    (void)record_of;
    journey_destroy(journey);
}

/* Asked in another form again: the patient's own name for it is taken over at once. */
static void not_asked_twice(void **state)
{
    struct journey *journey = with_patient();
    (void)state;
    run_and_unlock(journey, "<Enter><Tab><Tab><shot:at problem><Alt-q>"
                            "<shot:sees nothing was said about this>my head is full<Enter>"
                            "<F6>4  <Enter><shot:at own_causes>The war, and the waiting.<Tab>"
                            "<Shift-Tab><shot:sees Offered><Alt-n><shot:sees Offered, as what>"
                            "older<Enter><shot:sees Begun><Tab><shot:at problem>"
                            "<shot:sees Already said: “my head is full”>"
                            "<Alt-q><shot:holds my head is full><shot:sees typing>"
                            "<Ctrl-Z><shot:holds ><Ctrl-Y><shot:holds my head is full><Tab>");
    journey_destroy(journey);
}

/* A longer answer is quoted, with who said it, when and where. */
static void quoted_with_its_origin(void **state)
{
    struct journey *journey = with_patient();
    (void)state;
    run_and_unlock(journey, "<Enter><Tab><F6>6  <Enter><shot:at what_eases>My sister, by phone."
                            "<Tab><F6>4  <Enter>God knows.<Tab><Shift-Tab><Alt-n>older<Enter>"
                            "<F6>3  <Enter><shot:sees My sister, by phone.>It is the singing."
                            "<F7><shot:sees same subject><shot:sees said on 14 March 2026>"
                            "<Enter><shot:holds It is the singing.\n“My sister, by phone.” "
                            "(the patient, said on 14 March 2026 in “Cultural formulation: core "
                            "interview (16 topics)”)><Tab><Shift-Tab><shot:sees sealed>");
    journey_destroy(journey);
}

/* What matters next, in its order, and why. */
static void what_matters_next(void **state)
{
    struct journey *journey = with_patient();
    (void)state;
    run_and_unlock(journey, "<Enter><Tab>first<Tab><Alt-f><shot:sees Flag this question>"
                            "ask again<Enter><shot:sees Flagged: ask again><Tab><Tab>"
                            "<F4>4<shot:at worst_part>"
                            "<F2>she finds support in prayer<Enter>");
    run_and_unlock(journey, "<shot:at worst_part>"
                            "<Ctrl-G><shot:sees flagged this: ask again><shot:at problem>"
                            "<Ctrl-G><shot:sees captured may belong here>"
                            "<shot:sees she finds support in prayer>"
                            "<Ctrl-G><shot:sees not asked yet>"
                            "<Alt-f>x<Esc><shot:lacks Flagged>"
                            "<Shift-Tab>");
    run_and_unlock(journey, "<F6>1a <Enter><shot:at problem><shot:sees Flagged>"
                            "<Alt-f><shot:sees taken away><shot:lacks Flagged: ask>"
                            "<Ctrl-Z><shot:sees Flagged: ask again>");
    journey_destroy(journey);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(noted_from_anywhere),
        cmocka_unit_test(unfinished_is_kept),
        cmocka_unit_test(moved_and_undone),
        cmocka_unit_test(quoted_below),
        cmocka_unit_test(suggested_first),
        cmocka_unit_test(what_matters_next),
        cmocka_unit_test(not_asked_twice),
        cmocka_unit_test(quoted_with_its_origin),
        cmocka_unit_test(kept_where_nothing_is_asked),
        cmocka_unit_test(tray_keeps_its_place),
        cmocka_unit_test(visit_is_noted_as_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
