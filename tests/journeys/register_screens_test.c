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

#include "app/app.h"
#include "app/fill.h"
#include "base/arena.h"
#include "base/i18n.h"
#include "loop.h"
#include "record/fields.h"
#include "tests/journeys/album.h"
#include "tests/unit/scratch.h"

#include <stdlib.h>
#include <string.h>

#define PASSPHRASE "correct horse battery"
#define NOW        INT64_C(1795446000000) /* 2026-11-23 15:00 UTC */
#define DAY        INT64_C(86400000)

struct stage {
    char *root;
    struct world *world;
    char vault[300];
    struct album album;
};

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
    add_contact(session, NOW - 20 * DAY, "2026-11-03", "Ayşe and her sister Leyla",
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

static void stage_open(struct stage *stage)
{
    char forms[400];
    struct vault *vault;
    struct library *library;
    struct buf recovery = BUF_INIT;
    struct error err = {0};
    struct vault_cost cost = vault_cost_least();
    struct secret *passphrase = secret_create(strlen(PASSPHRASE));
    memcpy(secret_bytes(passphrase), PASSPHRASE, strlen(PASSPHRASE));
    snprintf(forms, sizeof forms, "%s/forms", getenv("VERHAAL_TEST_SRCDIR"));
    stage->root = scratch_create();
    stage->world = world_create_fixed(NOW, 5, stage->root, forms);
    snprintf(stage->vault, sizeof stage->vault, "%s/vault.db", stage->root);
    i18n_start("en", stage->world->catalogues);
    assert_true(library_open(&library, forms, &err));
    assert_true(vault_create(&vault, stage->world, stage->vault, "anna", passphrase, &cost,
                             &recovery, &err));
    struct session *session = session_create(stage->world, vault, library);
    add_story(session);
    add_patient(session, "Brouwer, Jan", "", "about 1950", "", "");
    add_contact(session, NOW - 3 * DAY, "2026-11-20", "Jan", "", "January 2027");
    add_patient(session, "", "K-0042", "", "", "");
    add_patient(session, "مريم", "", "1991-04", "ar", "");
    session_destroy(session);
    library_destroy(library);
    secret_destroy(passphrase);
    buf_finish(&recovery);
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

static bool take(void *self, const char *name, const struct grid *grid, struct error *err)
{
    (void)err;
    album_add(&((struct stage *)self)->album, name, grid, cut_foot);
    return true;
}

static void waited(void *self, int64_t milliseconds)
{
    world_pass(((struct stage *)self)->world, milliseconds);
}

static const char walk[] =
    PASSPHRASE "<Enter><shot:patients><F6><F6><shot:by_follow_up><F6>"
    "<Ctrl-F>letter<shot:find_begin><Enter><shot:find_all><Esc>"
    "yilm<Enter><shot:record><Tab><Tab><shot:record_part><Shift-Tab>"
    "letter<shot:record_found><Esc>migr<shot:record_instruments><Esc>"
    "<Ctrl-F>the<shot:find_here><Down><Down><Down><Down><shot:find_down>qq<shot:find_none>"
    "<Esc><F6>";

static void look_at(const struct album_way *way)
{
    struct stage stage = {.album = {.way = way, .text = BUF_INIT}};
    struct app *app;
    struct term *term;
    struct error err = {0};
    enum loop_end end;
    stage_open(&stage);
    struct app_options options = {
        .world = stage.world, .vault_path = stage.vault, .user = "anna", .ascii = way->ascii};
    struct term_script_hooks hooks = {waited, take, &stage};
    app_create(&app, &options);
    assert_true(
        term_script_open(&term, walk, strlen(walk), way->rows, way->columns, &hooks, &err));
    if (!loop_run(app, term, true, &end, &err)) {
        fail_msg("%s", err.message);
    }
    assert_int_equal(stage.album.shots, album_shots_in(walk));
    app_destroy(app);
    term->ops->close(term);
    world_destroy(stage.world);
    scratch_remove(stage.root);
    album_compare(&stage.album, "register");
}

static void pictures(void **state)
{
    (void)state;
    for (size_t i = 0; i < album_way_count; i++) {
        look_at(&album_ways[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
