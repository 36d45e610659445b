/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The main job from passphrase to printed summary, played in this process: a
 * vault, a patient, a visit, all sixteen questions in several scripts, back and
 * forth, skipped, undone, finalised, exported; and all of it again after the
 * program was started anew.
 */
#include "config.h"

#include "journeys/journey.h"
#include "journeys/story.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define EVERYTHING  ((size_t)16 << 20)
#define ATTRIBUTION "the patient, through the interpreter, spoken in Dutch"

static const char new_patient[] =
    /* A name or a code is enough; nothing at all is not. */
    "<F2><Enter><Enter><Enter><Enter><Enter><shot:sees needs a name or a code>"
    "<Esc><shot:sees No patients yet>"
    "<F2>Amina Şahin<Enter>A-17<Enter>about 1984<Enter>nl tr ar<Enter>arrives by bike<Enter>"
    "<shot:sees Added><shot:sees Amina Şahin><shot:sees about 1984><shot:sees arrives by bike>"
    "<shot:sees Not begun>";

static const char visit[] =
    "<F4><shot:sees Today's visit>sister Leyla<Enter>nl<Enter>M. Öztürk<Enter>"
    "2<Enter>2<Enter><Enter>taking notes, not the file<Enter>"
    "28 March 2026<Enter>45<Enter>"
    "<shot:sees 2026-03-14><shot:sees sister Leyla><shot:sees M. Öztürk>";

/* ---- the interview, question by question ---- */

static void say(struct buf *script, const char *item)
{
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < story_count(); i++) {
        if (strcmp(story_at(i)->item, item) == 0) {
            story_text(&text, i);
        }
    }
    assert_true(text.length > 0);
    buf_add_format(script, "<shot:at %s>", item);
    journey_typed(script, buf_text(&text), text.length);
    buf_finish(&text);
}

static void say_and_go_on(struct buf *script, const char *item)
{
    say(script, item);
    buf_add_text(script, "<shot:sees typing><Tab>");
}

static void problem(struct buf *script)
{
    /* Letters on a page that asks nothing are kept on the line for what is said now. */
    buf_add_text(script, "<Enter><shot:at introduction>x<shot:sees Nothing is asked here>"
                         "<shot:holds x><Backspace><Esc><shot:lacks Said now><Tab>");
    say_and_go_on(script, "reason_for_coming");
    buf_add_text(script, "<shot:at problem>yorgunluk<Enter>"
                         "<shot:at began><shot:sees yorgunluk>spring 2025<Enter>"
                         "<shot:at telling_others><shot:sees yorgunluk>"
                         "<F5><shot:asked en><F5><shot:asked nl><F5><shot:asked en>");
    say_and_go_on(script, "telling_others");
    /* Undone while typing, then sealed, taken back and done again. */
    buf_add_text(script, "<shot:at worst_part>not this<Ctrl-Z><Ctrl-Z><shot:holds >");
    say_and_go_on(script, "worst_part");
    buf_add_text(script, "<shot:at course><Ctrl-Z><shot:sees Undone><shot:at worst_part>"
                         "<shot:holds ><Ctrl-Y><shot:sees Redone><shot:sees sealed>"
                         "<Tab><shot:at course>3<Enter>");
}

static void causes(struct buf *script)
{
    say_and_go_on(script, "own_causes");
    /* Her sister's words, word for word, in Turkish. */
    buf_add_format(script,
                   "<shot:at %s><F3><shot:sees Whose words>2<Enter>%s<Enter>1<Enter>tr<Enter>"
                   "he says the evil eye; I say grief<Enter><shot:sees sister>",
                   STORY_INFORMANT_ITEM, story_informant);
    say_and_go_on(script, STORY_INFORMANT_ITEM);
    /* The next answer is the patient's again, whoever talked before. */
    buf_add_text(script, "<shot:sees the patient><shot:lacks sister>");
    say_and_go_on(script, "what_eases");
    buf_add_text(script, "<shot:at people_to_count_on>two or three<Enter>");
    say_and_go_on(script, "what_worsens");
    buf_add_text(script, "<shot:at background_note><Tab>");
    say_and_go_on(script, "identity_parts");
    /* Back, and forth again: what stands there stays. */
    buf_add_text(script, "<Shift-Tab><shot:at identity_parts><shot:sees Übersetzerin>"
                         "<Shift-Tab><Shift-Tab><shot:at what_worsens><Tab><Tab><Tab>");
    say_and_go_on(script, "identity_and_problem");
    buf_add_text(script, "<shot:at identity_other_worries><F4><shot:sees Because>2<Enter><Enter>"
                         "<shot:sees say in a word why>no time today<Enter>");
}

static void help(struct buf *script)
{
    say_and_go_on(script, "own_coping");
    say_and_go_on(script, "past_help");
    buf_add_text(script, "<shot:at help_sources>3<Down><Space><Up><Tab>"
                         "<shot:at help_story><Enter><shot:at helper>Dr. Visser<Tab>"
                         "<shot:at help_when>2019<Tab><shot:at help_good>was on time<Tab>"
                         "<shot:at help_short>never asked<Tab>");
    say_and_go_on(script, "barriers");
    say_and_go_on(script, "help_wanted");
    say_and_go_on(script, "help_others_suggest");
    buf_add_text(script, "<shot:at involve_someone>1<Enter><shot:at involve_whom>"
                         "my sister, not my brother-in-law<Enter>");
    say_and_go_on(script, "clinician_patient");
    buf_add_text(script, "<shot:at closing>");
}

/* What was skipped is answered after all; found by what the question is about. */
static void back_to_what_was_skipped(struct buf *script)
{
    buf_add_text(script, "<F6>no time<shot:sees nothing matches><Esc><shot:at closing>"
                         "<F6>10 <Enter>");
    buf_add_text(script, "<shot:sees skipped>x<shot:lacks skipped><Backspace>"
                         "<shot:sees skipped>");
    say_and_go_on(script, "identity_other_worries");
    buf_add_text(script, "<Shift-Tab><shot:lacks skipped><shot:sees unopened>");
}

static const char finish[] =
    "<Ctrl-T><shot:sees Finalised>"
    "<F9><shot:sees Amina Şahin><End><Home><PgDn><Space><PgUp>"
    "<F4><shot:sees Markdown><Enter><Enter><shot:lacks File name>"
    "<Esc><shot:at identity_other_worries><shot:sees [finalised]>"
    /* A later change needs a reason, and what was typed stays. */
    "x<Tab><shot:sees give a reason first><shot:sees typing><Backspace><Tab><Esc>"
    "<shot:sees finalised>";

static char *exported(const struct journey *journey, struct buf *out)
{
    struct file_list files;
    struct error err = {0};
    struct buf path = BUF_INIT;
    assert_true(file_list_read(&files, journey->world->export_home, "", &err));
    assert_int_equal(files.count, 1);
    buf_add_format(&path, "%s/%s", journey->world->export_home, files.names[0]);
    assert_true(file_read(out, buf_text(&path), EVERYTHING, &err));
    file_list_finish(&files);
    return buf_take(&path);
}

static void assert_told(const struct buf *markdown)
{
    static const char *const also[] = {
        "yorgunluk",
        "spring 2025",
        "two or three",
        "Getting worse",
        "Dr. Visser",
        "never asked",
        "my sister, not my brother-in-law",
        "Amina Şahin",
        "M. Öztürk",
        "he says the evil eye; I say grief",
    };
    struct buf missing = BUF_INIT, read = BUF_INIT;
    if (!story_is_told(buf_text(markdown), markdown->length, ATTRIBUTION, &missing)) {
        fail_msg("missing: %s\nin: %s", buf_text(&missing), buf_text(markdown));
    }
    story_read_markdown(&read, buf_text(markdown), markdown->length);
    for (size_t i = 0; i < sizeof also / sizeof also[0]; i++) {
        if (!strstr(buf_text(&read), also[i])) {
            fail_msg("missing: %s\nin: %s", also[i], buf_text(markdown));
        }
    }
    buf_finish(&read);
    buf_finish(&missing);
}

/* The check itself notices one letter, and one wrong attribution. */
static void assert_check_works(const struct buf *markdown)
{
    struct buf missing = BUF_INIT, changed = BUF_INIT;
    buf_add(&changed, buf_text(markdown), markdown->length);
    char *word = strstr(changed.data, "noise1003");
    assert_non_null(word);
    word[4] = 'k';
    assert_false(story_is_told(buf_text(&changed), changed.length, ATTRIBUTION, &missing));
    assert_non_null(strstr(buf_text(&missing), "what_worsens"));
    assert_null(strstr(buf_text(&missing), "own_causes"));
    assert_false(story_is_told(buf_text(markdown), markdown->length, "the clinician", &missing));
    buf_finish(&changed);
    buf_finish(&missing);
}

/* ---- the tests ---- */

struct shared {
    struct journey *journey;
};

static void from_passphrase_to_summary(void **state)
{
    struct journey *journey = ((struct shared *)*state)->journey;
    struct buf script = BUF_INIT, markdown = BUF_INIT, interview = BUF_INIT;
    journey_start(journey);
    journey_make_vault(journey);
    problem(&interview);
    causes(&interview);
    help(&interview);
    back_to_what_was_skipped(&interview);
    buf_add_format(&script, "%s%s%s%s%s", JOURNEY_UNLOCK, new_patient, visit, buf_text(&interview),
                   finish);
    journey_run(journey, buf_text(&script));
    /* The script is over, so the program has locked itself. */
    assert_null(strstr(buf_text(&journey->screen), "Amina"));
    assert_null(journey->app->session);
    free(exported(journey, &markdown));
    assert_told(&markdown);
    assert_check_works(&markdown);
    journey_stop(journey);
    buf_finish(&interview);
    buf_finish(&script);
    buf_finish(&markdown);
}

/* Another start of the program finds everything, and amends what was finalised. */
static void everything_is_there_again(void **state)
{
    struct journey *journey = ((struct shared *)*state)->journey;
    struct buf markdown = BUF_INIT, before = BUF_INIT;
    char *path = exported(journey, &before);
    remove(path);
    free(path);
    world_pass(journey->world, INT64_C(86400000));
    journey_start(journey);
    journey_run(journey,
                "wrong passphrase<Enter><shot:sees passphrase><shot:lacks Amina><wait:2000>"
                "<wait:1>" JOURNEY_UNLOCK "<Esc><Esc><Esc><shot:sees Amina Şahin>"
                "şahin<Enter><Enter><shot:at introduction><F6>16<Enter><shot:at clinician_patient>"
                /* Amended with a reason, and the reason stays after a lock. */
                "<F6>1a<Enter><shot:holds yorgunluk><Ctrl-T><shot:sees Reason>misheard<Enter>"
                "!<wait:1000><lock>" JOURNEY_UNLOCK "<shot:holds yorgunluk!><Enter><shot:at began>"
                "<F9><F4><Enter><Enter><shot:lacks File name>");
    journey_stop(journey);
    free(exported(journey, &markdown));
    assert_told(&markdown);
    assert_non_null(strstr(buf_text(&markdown), "yorgunluk!"));
    assert_non_null(strstr(buf_text(&markdown), "misheard"));
    assert_null(strstr(buf_text(&before), "misheard"));
    buf_finish(&before);
    buf_finish(&markdown);
}

/* Typed blind, a refused passphrase does not stay in front of the one that follows. */
static void passphrase_is_what_was_typed_last(void **state)
{
    struct journey *journey = journey_create();
    (void)state;
    journey_start(journey);
    journey_run(journey, JOURNEY_USER "<Enter>short<Enter>short<Enter><shot:sees too short>"
                                      "oops<Ctrl-U>" JOURNEY_PASSPHRASE "<Enter>wrong<Ctrl-W>"
                                      JOURNEY_PASSPHRASE "<Enter><shot:sees Recovery code>"
                                      "<shot:type third><Enter><shot:type seventh><Enter>");
    journey_run(journey, "oops<Ctrl-U>" JOURNEY_UNLOCK "<shot:sees No patients yet>");
    journey_destroy(journey);
}

/* Presses and the wheel say what keys say, once somebody asked for them. */
static void with_the_mouse(void **state)
{
    struct journey *journey = ((struct shared *)*state)->journey;
    world_pass(journey->world, INT64_C(86400000));
    journey_start(journey);
    journey_run(journey,
                JOURNEY_UNLOCK "<Esc><Esc><Esc><press:23,1><shot:lacks filtered as you type>"
                "<Alt-m><press:23,1><shot:sees filtered as you type><wheel:down><press:6,9>"
                "<Esc><Alt-m><press:23,1><shot:lacks filtered as you type>"
                "<Alt-m>şahin<Enter><Enter><shot:at introduction><F6>1a<Enter>"
                "<shot:holds yorgunluk!>");
    journey_stop(journey);
}

static int set_up(void **state)
{
    struct shared *shared = calloc(1, sizeof *shared);
    assert_non_null(shared);
    shared->journey = journey_create();
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
        cmocka_unit_test(from_passphrase_to_summary),
        cmocka_unit_test(everything_is_there_again),
        cmocka_unit_test(with_the_mouse),
        cmocka_unit_test(passphrase_is_what_was_typed_last),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
