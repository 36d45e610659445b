/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lies around an answer: whose words it holds, and back again; the question
 * in two languages, with the same answer; follow-up questions and terms; and the
 * screens for other eyes, on which nothing of the record may be read.
 */
#include "journeys/journey.h"

#include "app/marking.h"
#include "base/i18n.h"
#include "term/term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void play(struct journey *journey, const char *script)
{
    struct term *term = journey_script(journey, script);
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

static bool shows(struct journey *journey, const char *words)
{
    journey_look(journey);
    return strstr(buf_text(&journey->screen), words) != NULL;
}

static void expect(struct journey *journey, const char *words)
{
    if (!shows(journey, words)) {
        fail_msg("not on the screen: %s\n%s", words, buf_text(&journey->screen));
    }
}

static void expect_not(struct journey *journey, const char *words)
{
    if (shows(journey, words)) {
        fail_msg("on the screen: %s\n%s", words, buf_text(&journey->screen));
    }
}

/* A patient with a visit, who speaks Dutch; FORM lies open at ITEM. */
static struct journey *open_at(const char *form, const char *item)
{
    struct journey *journey = journey_create();
    struct error err = {0};
    journey_start(journey);
    journey_make_vault(journey);
    journey_stop(journey);
    journey_start(journey);
    play(journey, JOURNEY_UNLOCK "<F2>Zeynep<Enter>A-17<Enter><Enter>nl tr<Enter><Enter>"
                                 "<F4>her sister Leyla<Enter>nl<Enter><Enter><Enter><Enter><Enter>"
                                 "<Enter><Enter>45<Enter>");
    assert_non_null(session_contact(journey->app->session));
    assert_true(app_show_interview(journey->app, form, &err));
    assert_true(desk_go_to(journey->app->desk, item, "", &err));
    return journey;
}

static void close_it(struct journey *journey)
{
    journey_stop(journey);
    journey_destroy(journey);
}

static const struct answer *now(const struct journey *journey)
{
    return &journey->app->desk->answer;
}

/* ---- whose words ---- */

static void one_key_each(void **state)
{
    (void)state;
    struct journey *journey = open_at("cfi_core", "reason_for_coming");
    play(journey, "tired<Alt-r>");
    assert_int_equal(journey->app->panel, PANEL_RELATION);
    play(journey, "<Enter>"); /* nobody was named */
    assert_int_equal(journey->app->panel, PANEL_RELATION);
    play(journey, "sister<Enter>");
    assert_string_equal(now(journey)->relation, "sister");
    play(journey, "<Alt-v>");
    assert_int_equal(now(journey)->how, HOW_VERBATIM);
    play(journey, "<Alt-w>");
    assert_int_equal(desk_state(journey->app->desk), STATE_ADAPTED);
    play(journey, "<Alt-l>"); /* the visit's is Dutch: the patient's other one */
    assert_string_equal(now(journey)->language, "tr");
    play(journey, "<Alt-l>no code<Enter>");
    assert_int_equal(journey->app->panel, PANEL_LANGUAGE);
    play(journey, "<Ctrl-U>kmr<Enter><Alt-s>so tired<Enter>");
    assert_string_equal(now(journey)->language, "kmr");
    expect(journey, "sister");
    expect(journey, "word for word");
    expect(journey, "asked in other");
    expect(journey, "Meaning: so tired");
    play(journey, "<Alt-o>");
    assert_int_equal(now(journey)->by, BY_CLINICIAN);
    play(journey, "<Alt-o>");
    assert_string_equal(now(journey)->relation, "sister");
    play(journey, "<Alt-u>");
    assert_int_equal(now(journey)->by, BY_FILE);
    play(journey, "<Alt-p>");
    assert_int_equal(now(journey)->by, BY_PATIENT);
    play(journey, "<Alt-i>");
    assert_int_equal(now(journey)->how, HOW_INTERPRETED);
    play(journey, "<Alt-i>");
    assert_int_equal(now(journey)->by, BY_INTERPRETER);
    close_it(journey);
}

/* Each key is one step back, and what was typed between them as well. */
static void each_is_undone(void **state)
{
    (void)state;
    struct journey *journey = open_at("cfi_core", "reason_for_coming");
    play(journey, "one<Alt-v> two<Alt-r>sister<Enter>");
    play(journey, "<Ctrl-Z>");
    assert_int_equal(now(journey)->by, BY_PATIENT);
    assert_string_equal(text_edit_text(journey->app->desk->edit), "one two");
    play(journey, "<Ctrl-Y>");
    assert_string_equal(now(journey)->relation, "sister");
    play(journey, "<Ctrl-Z><Ctrl-Z><Ctrl-Z>");
    assert_int_equal(text_edit_length(journey->app->desk->edit), 0);
    play(journey, "<Ctrl-Z>");
    assert_int_equal(now(journey)->how, HOW_SUMMARY);
    close_it(journey);
}

/* The next answer is the patient's again; who talked before is known the second time. */
static void a_relative_talks_once_more(void **state)
{
    (void)state;
    struct journey *journey = open_at("cfi_core", "reason_for_coming");
    play(journey, "tired<Alt-r>sister<Enter><Alt-v><Tab>");
    assert_int_equal(now(journey)->by, BY_PATIENT);
    assert_string_equal(now(journey)->relation, "");
    assert_int_equal(now(journey)->how, HOW_SUMMARY); /* word for word is said of words */
    play(journey, "grief<Tab><Alt-r>");
    assert_int_equal(journey->app->panel, PANEL_NONE);
    assert_string_equal(now(journey)->relation, "sister");
    play(journey, "<Alt-r>brother<Enter><Alt-r>");
    assert_int_equal(journey->app->panel, PANEL_RELATION);
    play(journey, "<Esc><lock>" JOURNEY_UNLOCK);
    assert_string_equal(now(journey)->relation, "brother");
    close_it(journey);
}

static void the_answer_is_the_same_in_every_language(void **state)
{
    (void)state;
    struct journey *journey = open_at("cfi_core", "worst_part");
    struct answer before, after;
    play(journey, "şöyle: “zor”, é");
    desk_answer(journey->app->desk, &before);
    static const char *const asked[] = {"What is hardest", "What is hardest", "Wat"};
    for (int i = 0; i < 2 * PROMPT_MODE_COUNT; i++) {
        expect(journey, asked[i % PROMPT_MODE_COUNT]);
        play(journey, "<F5>");
        desk_answer(journey->app->desk, &after);
        assert_true(answer_equal(&before, &after));
        assert_string_equal(before.value.text, after.value.text);
        answer_finish(&after);
    }
    answer_finish(&before);
    /* Remembered for the visit: in another interview, and over a lock. */
    struct error err = {0};
    play(journey, "<F5><Esc>");
    assert_true(app_show_interview(journey->app, "cfi_functioning", &err));
    assert_int_equal(journey->app->prompt_mode, PROMPT_BOTH);
    play(journey, "<lock>" JOURNEY_UNLOCK);
    assert_int_equal(journey->app->prompt_mode, PROMPT_BOTH);
    close_it(journey);
}

/* ---- beside the answer ---- */

static void probes_and_terms_are_sealed(void **state)
{
    (void)state;
    struct journey *journey = open_at("cfi_core", "reason_for_coming");
    play(journey, "tired<Alt-b><Space><Down><Enter>since spring");
    const struct desk *desk = journey->app->desk;
    assert_true(desk_probe_asked(desk, 0));
    assert_true(desk_probe_asked(desk, 1));
    assert_false(desk_probe_asked(desk, 2));
    assert_non_null(strstr(text_edit_text(desk->edit), "tired\n– If we leave out"));
    assert_non_null(strstr(text_edit_text(desk->edit), "\nsince spring"));
    play(journey, "<Alt-e><Space><Enter><Enter>");
    size_t *terms;
    (void)desk_terms(desk, &terms);
    const struct mark_term *term = desk_term(desk, terms[0]);
    assert_true(term->explained && term->said_back);
    assert_int_equal(term->by, BY_INTERPRETER); /* no relative has spoken yet */
    play(journey, "<Ctrl-Z><Ctrl-Z><Ctrl-Z>");
    assert_null(desk_term(desk, terms[0]));
    free(terms);
    play(journey, "<lock>" JOURNEY_UNLOCK);
    assert_true(desk_probe_asked(journey->app->desk, 1));
    close_it(journey);
}

/* Finding lies over the words that are explained: its keys are its own. */
static void finding_over_terms_has_its_keys(void **state)
{
    (void)state;
    struct journey *journey = open_at("cfi_core", "reason_for_coming");
    play(journey, "<Alt-e><Ctrl-F>qq xx<Enter>");
    expect(journey, "> qq xx");
    expect_not(journey, "Said back");
    const struct desk *desk = journey->app->desk;
    size_t *terms;
    (void)desk_terms(desk, &terms);
    assert_null(desk_term(desk, terms[0]));
    free(terms);
    play(journey, "<Esc>");
    expect(journey, "Said back");
    close_it(journey);
}

/* ---- other eyes ---- */

static void turned_shows_the_question_alone(void **state)
{
    (void)state;
    struct journey *journey = open_at("cfi_core", "own_causes");
    play(journey, "evil eye<F11>");
    static const char *const never[] = {"Zeynep", "A-17",  "Verhaal", "evil eye", "For you",
                                        "Why:",   "Leyla", "min",     "F10",      "typing"};
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
        expect_not(journey, never[i]);
    }
    play(journey, " and grief");
    expect_not(journey, "grief");
    play(journey, "<Alt-s>");
    expect(journey, "evil eye and grief");
    play(journey, "<F3><F4><F12><Ctrl-P><Ctrl-F><F6><F8><F9>");
    assert_int_equal(journey->app->panel, PANEL_NONE);
    assert_true(app_is_turned(journey->app));
    play(journey, "<Esc>");
    expect(journey, "Zeynep");
    expect(journey, "evil eye and grief");
    play(journey, "<F11><F11>");
    expect(journey, "Zeynep");
    close_it(journey);
}

static void hidden_shows_nothing_and_loses_nothing(void **state)
{
    (void)state;
    struct journey *journey = open_at("cfi_core", "own_causes");
    play(journey, "evil eye<Alt-h>");
    static const char *const never[] = {"Zeynep", "evil", "Where", "F1", "Anna", "Verhaal"};
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
        expect_not(journey, never[i]);
    }
    expect(journey, "10:0");
    play(journey, " and grief<F3><F1><Ctrl-P><Alt-b><F9>");
    expect_not(journey, "grief");
    expect_not(journey, "nothing here");
    int64_t wait = app_timeout(journey->app);
    assert_in_range(wait, 0, 60000);
    play(journey, "<Alt-h>");
    expect(journey, "evil eye and grief");
    play(journey, "<Alt-h><Esc>");
    expect(journey, "evil eye and grief");
    close_it(journey);
}

/* ---- the pause ---- */

static void a_gate_shows_headings_before_details(void **state)
{
    (void)state;
    struct journey *journey = open_at("safety", "death_words");
    const char *question = "When life is very heavy";
    expect(journey, "Is it private and safe");
    expect(journey, "her sister Leyla");
    expect_not(journey, question);
    journey->columns = 140;
    expect_not(journey, question); /* nor in the outline beside it */
    play(journey, "<F6>");
    expect_not(journey, question);
    play(journey, "<Esc>");
    journey->columns = 80;
    play(journey, "x");
    expect(journey, "A pause");
    play(journey, "1");
    expect(journey, question);
    play(journey, "<Alt-h><Alt-h>"); /* somebody came in */
    expect_not(journey, question);
    play(journey, "<Enter><lock>" JOURNEY_UNLOCK);
    expect_not(journey, question);
    expect(journey, "Is it private and safe");
    close_it(journey);
}

static size_t count_of(const struct journey *journey, enum answer_state state)
{
    const struct interview *interview = desk_interview(journey->app->desk);
    size_t count = 0;
    for (size_t i = 0; i < interview->answer_count; i++) {
        count += interview->answers[i]->answer.state == state;
    }
    return count;
}

static void a_part_is_left_out_as_one(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        enum answer_state state;
    } keys[] = {{"2", STATE_LATER}, {"3", STATE_SKIPPED}, {"4", STATE_DECLINED}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct journey *journey = open_at("safety", "death_words");
        play(journey, keys[i].key);
        assert_true(count_of(journey, keys[i].state) > 0);
        expect_not(journey, "When life is very heavy");
        play(journey, "<Ctrl-Z>");
        assert_int_equal(count_of(journey, keys[i].state), 0);
        close_it(journey);
    }
}

static void digits_say_why_there_is_no_answer(void **state)
{
    (void)state;
    struct journey *journey = open_at("cfi_core", "own_causes");
    play(journey, "<F4>3");
    assert_int_equal(journey->app->panel, PANEL_NONE);
    assert_int_equal(count_of(journey, STATE_DECLINED), 1);
    play(journey, "<F4>2");
    assert_int_equal(journey->app->panel, PANEL_STATE); /* skipping needs a word */
    play(journey, "no time<Enter>");
    assert_int_equal(count_of(journey, STATE_SKIPPED), 1);
    close_it(journey);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_key_each),
        cmocka_unit_test(each_is_undone),
        cmocka_unit_test(a_relative_talks_once_more),
        cmocka_unit_test(the_answer_is_the_same_in_every_language),
        cmocka_unit_test(probes_and_terms_are_sealed),
        cmocka_unit_test(finding_over_terms_has_its_keys),
        cmocka_unit_test(turned_shows_the_question_alone),
        cmocka_unit_test(hidden_shows_nothing_and_loses_nothing),
        cmocka_unit_test(a_gate_shows_headings_before_details),
        cmocka_unit_test(a_part_is_left_out_as_one),
        cmocka_unit_test(digits_say_why_there_is_no_answer),
    };
    i18n_start("en", "");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
