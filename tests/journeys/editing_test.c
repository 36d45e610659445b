/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hands on an answer: undo that outlasts leaving it, pieces that come back,
 * abbreviations, and a long story in the whole window.
 */
#include "config.h"

#include "journeys/journey.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FIRST "<shot:at reason_for_coming>"
#define NEXT  "<shot:at problem>"

static const char begin[] = "<F2>Zeynep<Enter><Enter><Enter><Enter><Enter><Enter><Tab>" FIRST;

/* The program, told what to do after the first question lies in front. */
static void play(const char *script, const struct settings *settings)
{
    struct journey *journey = journey_create();
    struct buf all = BUF_INIT;
    journey_start(journey);
    journey_make_vault(journey);
    journey->app->options.settings = settings;
    buf_add_text(&all, JOURNEY_UNLOCK);
    buf_add_text(&all, begin);
    buf_add_text(&all, script);
    journey_run(journey, buf_text(&all));
    journey_stop(journey);
    journey_destroy(journey);
    buf_finish(&all);
}

static void undo_outlasts_leaving(void **state)
{
    (void)state;
    /* Word by word, after the answer was sealed and another one given. */
    play("one two<Tab>" NEXT "tired<Tab><Shift-Tab><Shift-Tab>" FIRST
         "<shot:sees sealed><shot:holds one two><Ctrl-Z><shot:holds one ><shot:sees typing>"
         "<Ctrl-Z><shot:holds ><Ctrl-Y><Ctrl-Y><shot:holds one two><shot:sees sealed>",
         NULL);
    /* Also when the interview was left in between. */
    play("one two<Tab>" NEXT "<Esc><Enter><Tab>" FIRST "<shot:holds one two><Ctrl-Z>"
         "<shot:holds one >",
         NULL);
}

static void then_the_record(void **state)
{
    (void)state;
    /* What was sealed last is here: taking it back gives the very text that stands
     * there, and what was typed can still be done again. */
    play("one<Tab>" NEXT "<Shift-Tab>" FIRST "<Ctrl-Z><shot:holds ><Ctrl-Z><shot:sees Undone>"
         "<shot:holds ><shot:lacks typing><shot:lacks sealed><Ctrl-Y><shot:holds one>",
         NULL);
    /* It is elsewhere: nothing comes back that was just taken away. */
    play("one<Tab>" NEXT "tired<Tab><Shift-Tab><Shift-Tab>" FIRST "<Ctrl-Z><Ctrl-Z>"
         "<shot:sees as it was at first><shot:holds ><Tab>" NEXT "<shot:holds tired>",
         NULL);
    /* Without coming back, undo goes through the record as before. */
    play("one<Tab>" NEXT "tired<Tab><Ctrl-Z><shot:sees Undone>" NEXT "<shot:holds ><Ctrl-Z>" FIRST
         "<shot:holds ><Ctrl-Y>" FIRST "<shot:holds one>",
         NULL);
}

static void pieces_come_back(void **state)
{
    (void)state;
    play("<Alt-y><shot:sees nothing was erased>one two three<Ctrl-W><Ctrl-W><shot:holds one >"
         "<Alt-y><shot:holds one two three>",
         NULL);
    play("one two<Ctrl-W><Left><Right><Ctrl-U><shot:holds ><Alt-y><shot:holds one >"
         "<Alt-y><shot:holds two><Alt-y><shot:holds one >",
         NULL);
    play("one two<Home><Ctrl-Right><Ctrl-K><shot:holds one><Tab>" NEXT
         "<Alt-y><shot:holds  two><Ctrl-Z><shot:holds >",
         NULL);
    /* A selection gives way to the piece. */
    play("one two<Ctrl-W>new<Shift-Left><Shift-Left><Shift-Left><Alt-y><shot:holds one two>", NULL);
}

static const char abbreviations[] = "snippets:\n"
                                    "  vt: through the interpreter\n"
                                    "  gb: \"no changes;\\nsee before\"\n";

static void abbreviations_open(void **state)
{
    struct settings *settings = settings_create();
    struct error err = {0};
    (void)state;
    assert_true(settings_read(settings, abbreviations, strlen(abbreviations), "test", &err));
    play("said vt<Alt-x><shot:holds said through the interpreter><Ctrl-Z><shot:holds said vt>",
         settings);
    play("(vt<Alt-x><shot:holds (through the interpreter>", settings);
    /* A part of a word is none, and a word alone does not open by itself. */
    play("avt<Alt-x><shot:sees no abbreviation><shot:holds avt>", settings);
    play("vt gb <shot:holds vt gb >", settings);
    play("said ;vt today<shot:holds said through the interpreter today>", settings);
    play("said ;vt <Ctrl-Z><Ctrl-Z><shot:holds said ;vt>", settings);
    play("said ;vx ; vt <shot:holds said ;vx ; vt >", settings);
    /* Without settings nothing opens. */
    play("said ;vt vt<Alt-x><shot:sees no abbreviation><shot:holds said ;vt vt>", NULL);
    settings_destroy(settings);
}

static void the_whole_window(void **state)
{
    struct buf script = BUF_INIT;
    (void)state;
    buf_add_text(&script, "<Alt-g><shot:sees Esc Question>");
    for (int i = 1; i <= 60; i++) {
        buf_add_format(&script, "line %d<Enter>", i);
    }
    buf_add_text(&script, "<shot:sees line 60><shot:lacks line 1 ><PgUp><PgUp><shot:sees line 30>"
                          "<shot:lacks line 60><PgDn><PgDn><shot:sees line 60>"
                          "<Esc>" FIRST "<shot:lacks Esc Question><shot:sees For you>"
                          "<Alt-g><shot:lacks For you><Tab>" NEXT "<shot:lacks Esc Question>"
                          "<Shift-Tab>" FIRST "<shot:sees Esc Question><Alt-g>"
                          "<shot:lacks Esc Question>");
    play(buf_text(&script), NULL);
    buf_finish(&script);
}

static void selecting_far(void **state)
{
    (void)state;
    play("one<Enter>two<Enter>three<Ctrl-Shift-Home><Delete><shot:holds >", NULL);
    play("one<Enter>two<Enter>three<Ctrl-Home><Ctrl-Shift-End>x<shot:holds x>", NULL);
    play("one<Enter>two<Enter>three<Ctrl-Shift-Up><Ctrl-Shift-Up>x<shot:holds one\nx>", NULL);
    play("one<Enter>two<Ctrl-Home><Ctrl-Shift-Down>x<shot:holds xtwo>", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undo_outlasts_leaving), cmocka_unit_test(then_the_record),
        cmocka_unit_test(pieces_come_back),      cmocka_unit_test(abbreviations_open),
        cmocka_unit_test(the_whole_window),      cmocka_unit_test(selecting_far),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
