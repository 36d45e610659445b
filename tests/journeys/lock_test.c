/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Locked after every key of an interview, and killed after every key: nothing
 * that was typed is lost by a lock, nothing older than a second by a crash, and
 * a locked screen shows nothing of the patient. Each detector is also shown
 * something to detect.
 */
#include "config.h"

#include "journeys/journey.h"

#include "base/json.h"
#include "term/term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Each of these is somewhere in the script; none may stand on a locked screen. */
static const char *const canaries[] = {"Zeynep", "uykusuz", "loud",  "Marhaba", "sister", "مرحبا",
                                       "A-17",   "tired.",  "shame", "flu",     "rent",   "uncle"};

/* Panels, words, choices, numbers, dates, rows, undo: what a clinician types. */
static const char script_text[] =
    "<F2>Zeynep<Enter>A-17<Enter>1984<Backspace><Shift-Tab><Down><Enter>nl tr<Enter><Enter>"
    "<F4>sister<Enter>tr<Enter>Mr X<Enter>3<Enter>2<Enter>late<Ctrl-W><Enter>notes<Enter>"
    "2026-12<Enter>45<Enter><Enter><Tab>"
    "I am uykusuz, <Left><Left> çok<End>since<Home>é<End>\n<Enter>مرحبا, tired.<Ctrl-Left>so "
    "<Up><Down><Tab>"
    "flu<Enter>spring<Backspace>g 2025<Enter>"
    "nobody<Ctrl-U><F5><F5><F3>2si<Backspace>ister<Enter>1<Enter>tr<Enter><Enter>"
    "<F2>rent <Left>due<Esc>lo<F2><End><paste: and\nlate><Alt-p><Enter>"
    "ud<F2>her uncle<Tab><Shift-Tab><F6><Esc><Enter><F2>left<Esc><F9><F2><Enter><Ctrl-Z><Esc>"
    "<paste: and shame><Left><Left>x<Ctrl-End><Tab>"
    "<F4>2no time<Enter><Shift-Tab>still<Tab>"
    "<Down>3<Down><Up>in words<Enter>"
    "<Shift-Tab><Ctrl-G><Ctrl-Z><Ctrl-Y><Tab><Tab>Mar<Tab>"
    "<Tab><Tab>12<Backspace>x<Enter>Marhaba<Esc>"
    "<Enter><Tab><F9><PgDn><Esc><Esc><Esc>";

struct shared {
    struct journey *journey;
};

/* ---- what must be the same before and after ---- */

static void describe_panel(struct buf *out, struct app *app)
{
    buf_add_format(out, "panel %d focus %zu:", (int)app->panel, app->fields.focus);
    for (size_t i = 0; i < app->fields.count; i++) {
        const struct field_spec *spec = app->fields.field[i].spec;
        if (spec->kind != FIELD_SECRET) {
            buf_add_format(out, " %s=%s", spec->name, panel_fields_text(&app->fields, spec->name));
        }
    }
    buf_add_char(out, '\n');
}

static void describe_desk(struct buf *out, const struct desk *desk)
{
    struct answer answer;
    const struct place *place = desk_place(desk);
    desk_answer(desk, &answer);
    json_t *json = answer_is_empty(&answer) ? json_null() : answer_to_json(&answer);
    buf_add_format(out, "by %d how %d (%s, %s, %s)\n", (int)answer.by, (int)answer.how,
                   answer.relation, answer.language, answer.gloss);
    buf_add_format(out, "item %s row %s choice %zu cursor %zu unsaved %d\ntext %s\nanswer ",
                   place->item->name, place->row, desk->choice, text_edit_cursor(desk->edit),
                   desk_unsaved(desk), text_edit_text(desk->edit));
    json_write(out, json);
    buf_add_char(out, '\n');
    json_decref(json);
    answer_finish(&answer);
}

static void describe(struct buf *out, struct app *app)
{
    buf_clear(out);
    buf_add_format(out, "screen %d patient %s\n", (int)app->screen,
                   session_patient_id(app->session));
    describe_panel(out, app);
    const struct answer *source = &app->capture.source;
    if (app->capture.open || capture_line_unfinished(app)) {
        buf_add_format(out, "capture %d at %zu by %d how %d: %s\n", app->capture.open,
                       text_edit_cursor(app->capture.edit), (int)source->by, (int)source->how,
                       text_edit_text(app->capture.edit));
    }
    if (app->desk) {
        buf_add_format(out, "patient's language %d\n", app->prompt_mode == PROMPT_BOTH);
        describe_desk(out, app->desk);
    }
}

static size_t canaries_on(const struct journey *journey)
{
    size_t count = 0;
    for (size_t i = 0; i < sizeof canaries / sizeof canaries[0]; i++) {
        count += strstr(buf_text(&journey->screen), canaries[i]) != NULL;
    }
    return count;
}

/* ---- locking ---- */

static void type(struct journey *journey, const char *text)
{
    struct term *term = journey_script(journey, text);
    for (;;) {
        struct event event = {0};
        struct error err = {0};
        assert_true(term->ops->wait(term, &event, 0, &err));
        if (event.kind == EVENT_END) {
            break;
        }
        journey_step(journey, &event);
        buf_finish(&event.paste);
    }
    term->ops->close(term);
}

static void lock_and_unlock(struct journey *journey)
{
    const struct event lock = {.kind = EVENT_LOCK};
    journey_step(journey, &lock);
    assert_null(journey->app->session);
    journey_look(journey);
    if (canaries_on(journey)) {
        fail_msg("the locked screen shows:\n%s", buf_text(&journey->screen));
    }
    type(journey, JOURNEY_UNLOCK);
    assert_non_null(journey->app->session);
}

/* What is only looked at (a list to choose from, a page to read) need not come back. */
static bool is_only_looking(const struct app *app)
{
    return app->list.kind || app->about;
}

/* Applies all events of the script, locking after each; returns how many, and how
 * many screens before a lock showed a canary. */
static size_t play_locking(struct journey *journey, size_t *shown)
{
    struct term *term = journey_script(journey, script_text);
    struct buf before = BUF_INIT, after = BUF_INIT;
    size_t count = 0;
    for (;; count++) {
        struct event event = {0};
        struct error err = {0};
        assert_true(term->ops->wait(term, &event, 0, &err));
        if (event.kind == EVENT_END) {
            break;
        }
        journey_step(journey, &event);
        buf_finish(&event.paste);
        journey_look(journey);
        *shown += canaries_on(journey) > 0;
        if (is_only_looking(journey->app)) {
            continue;
        }
        describe(&before, journey->app);
        lock_and_unlock(journey);
        describe(&after, journey->app);
        if (strcmp(buf_text(&before), buf_text(&after)) != 0) {
            fail_msg("after key %zu a lock loses something\n%s\n%s", count + 1, buf_text(&before),
                     buf_text(&after));
        }
    }
    term->ops->close(term);
    buf_finish(&before);
    buf_finish(&after);
    return count;
}

static const struct answer *answer_to(const struct app *app, const char *item)
{
    const struct record *record = session_record(app->session);
    const struct interview *interview = record_interview_of(record, "cfi_core");
    return interview_answer(interview, item, "");
}

static void locked_after_every_key(void **state)
{
    struct journey *journey = ((struct shared *)*state)->journey;
    size_t shown = 0;
    journey_start(journey);
    type(journey, JOURNEY_UNLOCK);
    size_t keys = play_locking(journey, &shown);
    print_message("# locked %zu times; %zu screens before showed the patient\n", keys, shown);
    assert_true(keys > 200);
    assert_true(shown > 100); /* the control of the look at locked screens */
    type(journey, "<Enter>");
    const struct answer *reason = answer_to(journey->app, "reason_for_coming");
    assert_non_null(reason);
    assert_string_equal(reason->value.text, "éI am uykusuz çok, since\nمرحبا, so tired.");
    assert_string_equal(answer_to(journey->app, "telling_others")->relation, "sister");
    assert_string_equal(answer_to(journey->app, "telling_others")->value.text, "loud and shaxme");
    assert_int_equal(answer_to(journey->app, "worst_part")->state, STATE_ANSWERED);
    assert_string_equal(answer_to(journey->app, "worst_part")->value.text, "still");
    journey_stop(journey);
}

/* ---- killed ---- */

/* Letters of TYPED that a crash now would lose: what the next start shows in the
 * editor is compared with it. */
static size_t lost_by_a_crash(const struct journey *journey, const char *typed)
{
    struct journey *after = journey_crash(journey);
    journey_start(after);
    type(after, JOURNEY_UNLOCK);
    assert_non_null(after->app->session);
    const struct text_edit *edit = after->app->desk ? after->app->desk->edit : NULL;
    const char *kept = edit ? text_edit_text(edit) : "";
    size_t length = strlen(kept);
    assert_memory_equal(kept, typed, length);
    journey_destroy(after);
    return strlen(typed) - length;
}

static void open_a_question(struct journey *journey)
{
    journey_start(journey);
    type(journey, JOURNEY_UNLOCK);
    type(journey, "<F2>Zeynep<Enter><Enter><Enter><Enter><Enter><Enter><Tab>");
    assert_non_null(journey->app->desk);
}

#define SENTENCE      "She types without a pause, ten letters a second, never waits."
#define PER_LETTER_MS 100

static void type_letters(struct journey *journey, size_t from, size_t count)
{
    for (size_t i = from; i < from + count; i++) {
        const char letter[2] = {SENTENCE[i], '\0'};
        type(journey, letter);
        world_pass(journey->world, PER_LETTER_MS);
    }
}

static void killed_after_every_key(void **state)
{
    struct journey *journey = ((struct shared *)*state)->journey;
    char typed[sizeof SENTENCE] = "";
    size_t most = 0;
    open_a_question(journey);
    for (size_t i = 0; i + 1 < sizeof SENTENCE; i++) {
        type_letters(journey, i, 1);
        memcpy(typed, SENTENCE, i + 1);
        size_t lost = lost_by_a_crash(journey, typed);
        if (lost * PER_LETTER_MS > 1000) {
            fail_msg("%zu letters are lost after “%s”", lost, typed);
        }
        most = lost > most ? lost : most;
    }
    print_message("# at most %zu letters, %zu ms\n", most, most * PER_LETTER_MS);
    assert_true(most > 0); /* what was typed just now is in no draft: the look is real */
    /* A pause is enough: nothing is lost at all. */
    world_pass(journey->world, 1000);
    const struct event nothing = {.kind = EVENT_NONE};
    journey_step(journey, &nothing);
    assert_int_equal(lost_by_a_crash(journey, SENTENCE), 0);
    journey_stop(journey);
}

/* A long story is sealed in patches: what is behind it now, then what is changed in its
 * middle, comes back as well. */
static void killed_in_a_long_story(void **state)
{
    struct journey *journey = ((struct shared *)*state)->journey;
    struct buf story = BUF_INIT, said = BUF_INIT;
    const struct event nothing = {.kind = EVENT_NONE};
    open_a_question(journey);
    while (story.length < 20000) {
        buf_add_text(&story, "Sürgünde çok uzun bir yol, and then مرحبا said somebody. ");
    }
    buf_add_text(&said, "<paste:");
    buf_add_text(&said, buf_text(&story));
    buf_add_text(&said, ">");
    type(journey, buf_text(&said));
    world_pass(journey->world, 1000);
    journey_step(journey, &nothing);
    struct vault *vault = session_vault(journey->app->session);
    uint64_t whole = vault_draft_number(vault);
    for (size_t i = 0; i + 1 < sizeof SENTENCE; i++) {
        type_letters(journey, i, 1);
        buf_add(&story, SENTENCE + i, 1);
        assert_true(lost_by_a_crash(journey, buf_text(&story)) * PER_LETTER_MS <= 1000);
    }
    assert_int_equal(vault_draft_number(vault), whole); /* or no patch was tried here */
    type(journey, "<Ctrl-Home>é<Right><Right><Backspace><Ctrl-End><Backspace>");
    world_pass(journey->world, 1000);
    journey_step(journey, &nothing);
    const char *now = text_edit_text(journey->app->desk->edit);
    assert_string_not_equal(now, buf_text(&story));
    assert_int_equal(lost_by_a_crash(journey, now), 0);
    /* What was sealed whole and patched is one answer, here and after a lock. */
    buf_clear(&story);
    buf_add_text(&story, now);
    type(journey, "<F10>" JOURNEY_UNLOCK);
    assert_string_equal(text_edit_text(journey->app->desk->edit), buf_text(&story));
    type(journey, "<Tab><Shift-Tab>");
    assert_string_equal(text_edit_text(journey->app->desk->edit), buf_text(&story));
    buf_finish(&story);
    buf_finish(&said);
    journey_stop(journey);
}

/* The control: without drafts a crash loses the whole sentence, and it is noticed. */
static void without_drafts_it_is_noticed(void **state)
{
    struct journey *journey = ((struct shared *)*state)->journey;
    open_a_question(journey);
    for (size_t i = 0; i < 30; i++) {
        type_letters(journey, i, 1);
        journey->app->draft_due = 0;
    }
    char typed[31] = "";
    memcpy(typed, SENTENCE, 30);
    assert_int_equal(lost_by_a_crash(journey, typed), 30);
    journey_stop(journey);
}

static int set_up(void **state)
{
    struct shared *shared = calloc(1, sizeof *shared);
    assert_non_null(shared);
    shared->journey = journey_create();
    journey_start(shared->journey);
    journey_make_vault(shared->journey);
    journey_stop(shared->journey);
    *state = shared;
    return 0;
}

static int tear_down(void **state)
{
    struct shared *shared = *state;
    journey_destroy(shared->journey);
    free(shared);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(locked_after_every_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(killed_after_every_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(killed_in_a_long_story, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_drafts_it_is_noticed, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
