/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of patients, one record at a glance and the search as pictures, in
 * every size that is promised: tests/golden/register_*.txt, without the line of
 * keys, which screens_test looks at.
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/fill.h"
#include "base/arena.h"
#include "record/fields.h"
#include "tests/journeys/walk.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is in the vault ---- */

static void add_patient(struct session *session, const char *name, const char *code,
                        const char *birth, const char *languages, const char *note)
{
    struct patient patient;
    struct error err = {0};
    patient_init(&patient);
    field_set(&patient.name, name);
    field_set(&patient.code, code);
    field_set(&patient.languages, languages);
    field_set(&patient.note, note);
    patient_set_birth(&patient, birth);
    assert_true(session_add_patient(session, &patient, &err));
    patient_finish(&patient);
}

static void add_contact(struct session *session, int64_t time, const char *date,
                        const char *present, const char *interpreter, const char *next)
{
    struct contact contact;
    struct edit edit;
    struct error err = {0};
    struct change_context context = session_context(session);
    contact_init(&contact);
    contact.time = time;
    field_set(&contact.date, date);
    field_set(&contact.present, present);
    field_set(&contact.language, "tr");
    field_set(&contact.interpreter, interpreter);
    contact.professional = interpreter[0] != '\0';
    field_set(&contact.next, next);
    change_contact(&edit, session_record(session), &contact, &context);
    assert_true(session_store(session, &edit, 1, false, &err));
    edit_finish(&edit);
    contact_finish(&contact);
}

static void fill(struct session *session, const char *form, const char *text)
{
    struct arena *arena = arena_create();
    struct yaml_value *answers;
    struct error err = {0};
    if (!yaml_tree_read_answers(&answers, arena, text, strlen(text), "answers", &err) ||
        !fill_answers(session, form, answers, "answers", "", NULL, &err)) {
        fail_msg("%s", err.message);
    }
    arena_destroy(arena);
}

static void capture(struct session *session, const char *text)
{
    struct capture line;
    struct edit edit;
    struct error err = {0};
    struct change_context context = session_context(session);
    capture_init(&line);
    field_set(&line.text, text);
    change_capture(&edit, session_record(session), &line, &context);
    assert_true(session_store(session, &edit, 1, false, &err));
    edit_finish(&edit);
    capture_finish(&line);
}

static void flag(struct session *session, const char *form, const char *item, const char *why)
{
    struct mark mark;
    struct edit edit;
    struct error err = {0};
    struct change_context context = session_context(session);
    const struct interview *interview = record_interview_of(session_record(session), form);
    mark_init(&mark);
    mark.flagged = true;
    field_set(&mark.why, why);
    assert_true(change_mark(&edit, interview, item, "", &mark, NULL, &context));
    assert_true(session_store(session, &edit, 1, false, &err));
    edit_finish(&edit);
    mark_finish(&mark);
}

static void draw(struct session *session)
{
    static const struct fact_change facts[] = {
        {.id = "", .line = "mother strong origin"},
        {.id = "", .line = "GP stressful here"},
        {.id = "", .line = "brother weak origin"},
    };
    struct edit edit;
    struct error err = {0};
    struct change_context context = session_context(session);
    assert_true(change_facts(&edit, session_record(session), "ecogram", facts, 3, &context));
    assert_true(session_store(session, &edit, 1, false, &err));
    edit_finish(&edit);
}

static void add_story(struct session *session)
{
    add_patient(session, "Yılmaz, Ayşe", "A-17", "1984", "tr nl",
                "Comes by bike; call before nine, never at work.");
    add_contact(session, WALK_NOW - 20 * WALK_DAY, "2026-11-03", "Ayşe and her sister Leyla",
                "interpreter 4711", "17 November 2026");
    fill(session, "cfi_core",
         "reason_for_coming: I cannot sleep since the letter came. Müdür bekle diyor.\n"
         "problem: {value: başım dolu, by: informant, relation: sister, gloss: my head is full}\n"
         "worst_part: {state: later, reason: not with her sister in the room}\n");
    fill(session, "agreements_lookback",
         "agreement:\n"
         "  - {what: call the school about the letter, due: 2026-12-01}\n"
         "  - {what: write to the housing office, due: 2026-11-10, result: done}\n"
         "looked_back_on: 14 December 2026\n");
    fill(session, "consent", "notes: agreed\naudio: refused\n");
    fill(session, "formulation", "own_comment: I am tired, not ill; write that I work.\n");
    capture(session, "the brother in İzmir sends money every month");
    flag(session, "cfi_core", "problem", "ask again");
    draw(session);
}

static void tell(struct session *session)
{
    add_story(session);
    add_patient(session, "Brouwer, Jan", "", "about 1950", "", "");
    add_contact(session, WALK_NOW - 3 * WALK_DAY, "2026-11-20", "Jan", "", "January 2027");
    add_patient(session, "", "K-0042", "", "", "");
    add_patient(session, "مريم", "", "1991-04", "ar", "");
}

/* ---- pictures ---- */

/* Without the two lines at the foot: messages with words drawn by chance, and keys. */
static void cut_foot(struct buf *screen)
{
    for (int lines = 0; screen->length && lines < 3;) {
        lines += screen->data[--screen->length] == '\n';
    }
    screen->data[++screen->length] = '\0';
}

static const char script[] = WALK_PASSPHRASE
    "<Enter><shot:patients><F6><F6><shot:by_follow_up><F6>"
    "<Ctrl-F>letter<shot:find_begin><Enter><shot:find_all><Esc>"
    "yilm<Enter><shot:record><Tab><Tab><shot:record_part><Shift-Tab>"
    "letter<shot:record_found><Esc>migr<shot:record_instruments><Esc>"
    "<Ctrl-F>the<shot:find_here><Down><Down><Down><Down><shot:find_down>qq<shot:find_none>"
    "<Esc><F6>";

static void pictures(void **state)
{
    (void)state;
    walk_all(&(struct walk){"register", script, tell, cut_foot});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
