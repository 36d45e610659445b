/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every screen as a picture, in every size that is promised, in Unicode and in
 * ASCII, and with the looks of a light theme and of none: a script walks through
 * the program on a vault of known content, and its shots, one below the other,
 * are held against tests/golden/screens_*.txt. `make update-golden` writes them
 * anew; the difference is then read by a person.
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/journeys/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void add_patient(struct session *session, const char *name, const char *birth)
{
    struct patient patient;
    struct error err = {0};
    patient_init(&patient);
    free(patient.name);
    patient.name = strdup(name);
    patient_set_birth(&patient, birth);
    assert_true(session_add_patient(session, &patient, &err));
    patient_finish(&patient);
}

/* Three patients; ids and times come from the fixed world. */
static void three_patients(struct session *session)
{
    add_patient(session, "Yılmaz, Ayşe", "1984");
    add_patient(session, "Brouwer, Jan", "about 1950");
    add_patient(session, "مريم", "1991-04");
}

/* The words that name the last change are drawn by chance, and wrap as long as they are:
 * without them, and what is wrapped behind them, it can be compared. */
static void hide_chance(struct buf *screen)
{
    static const struct {
        const char *first, *last;
    } chance[] = {{"Last used by you", "\n"}, {"Seal: entry", "Confidential."}};
    for (size_t i = 0; i < sizeof chance / sizeof *chance; i++) {
        char *line = strstr(screen->data, chance[i].first);
        char *words = line ? strstr(line, "entry") : NULL;
        char *end = words ? strstr(words, chance[i].last) : NULL;
        if (end) {
            memmove(words, end, strlen(end) + 1);
            screen->length = strlen(screen->data);
        }
    }
}

static void look_at(const char *name, const char *script)
{
    walk_all(&(struct walk){name, script, three_patients, hide_chance});
}

/* What one sees on the way from the passphrase to the summary. */
static const char journey[] =
    "<shot:unlock>wrong words here<Enter><shot:wrong><wait:2000>" WALK_PASSPHRASE "<Enter>"
    "<shot:patients>jan<shot:found><Esc>ays<Enter><shot:record>"
    "<F4><shot:visit>Ayşe and her sister<Tab>tr<Tab>interpreter 4711<Tab>3<Tab>2<Tab><Tab>"
    "agrees to the interpreter<Tab>14 December 2026<Tab>45<Enter><shot:visited>"
    "<Enter><shot:introduction><Tab><shot:question>"
    "She sleeps badly since the letter came. “Başım dolu.”<shot:typing><Tab><shot:next>"
    "<F3><shot:who>2<Tab>sister<Tab>1<Tab>tr<Tab>my head is full<Enter>"
    "başım dolu<F5><shot:language><F5><shot:language_large><F5><Tab>"
    "<F4><shot:skip><Space><Space><Tab>not with her sister in the room<Enter><shot:skipped>"
    "<F6><shot:outline>help<shot:outline_found><Esc>"
    "<F12><shot:about><Esc><F1><shot:help><Esc><Ctrl-P><shot:palette><Esc>"
    "<F9><shot:summary><PgDn><shot:summary_more><F4><shot:export><Esc><F10><shot:locked>";

/* What lies around an answer, and the screen for other eyes; then the pause before a part. */
static const char around[] = WALK_PASSPHRASE
    "<Enter>ays<Enter><F3><Tab><Tab><Tab>tr nl<Tab><Enter><F4>Ayşe and her "
    "sister<Tab>tr<Tab>interpreter 4711<Tab>3<Tab>2"
    "<Tab><Tab><Tab><Tab>45<Enter><Enter><Tab>"
    "Başım dolu<Alt-r><shot:relation>sister<Enter><Alt-v><Alt-l><Alt-s>my head is full<Enter>"
    "<shot:source><Alt-b><Space><Down><shot:probes><Enter><shot:probe_in_answer>"
    "<Alt-e><Space><Enter><shot:terms><Alt-e><Alt-h><wait:60000><shot:hidden><Alt-h>"
    "<F11><shot:turned>unseen<Alt-s><shot:turned_typing><Esc><Tab><shot:patient_again><Esc>"
    "safety<Enter><F6>heavy<Enter><shot:gate><F11><shot:gate_turned><F11>1<shot:gate_open>";

/* Two drawings: typing, an unclear word, what is selected, in words, for the patient. */
static const char drawings[] = WALK_PASSPHRASE
    "<Enter>ays<Enter><F8><shot:drawings>eco<Enter><shot:drawing_empty>"
    "mother strong origin Turkey <lt>> emotional<shot:drawing_typing><Enter>"
    "brother weak elsewhere Germany<Enter>GP here stressful <lt><Enter>"
    "neighbour Fatma here > practical, weekly<Enter>mosque here strong company<Enter>"
    "mother--brother stressful<Enter>sister close here<Enter><shot:drawing_asks>1"
    "<shot:drawing_answered><Esc>/fatma<Enter><shot:drawing_picture>x"
    "<F11><shot:drawing_turned><F11>o<shot:drawing_words><Esc>"
    "<F8>life<Enter>1984: born in Konya<Enter>1990 - 2002: school #school<Enter>"
    "1996: grandfather died (-3) #family<Enter>2003 spring: came to the Netherlands (+2) "
    "#migration<Enter>2003 - 2010: cleaning work #work<Enter>2007: daughter born (+4) #family"
    "<Enter>2026-01: sleeps badly (-2) #health<Enter><shot:drawing_lifeline>2031: la"
    "<shot:drawing_future><Ctrl-U><Esc>z<shot:drawing_zoomed><Esc><shot:drawing_record>";

/* What is said in passing, where it may belong, and what was said already. */
static const char passing[] = WALK_PASSPHRASE
    "<Enter>ays<Enter><Enter><Tab><Tab>başım dolu<Alt-v><Enter>half an answer"
    "<F2>Her sister sends money every month, “because God sees it”, and the neighbour on the "
    "second floor brings bread when the money is gone<shot:capture><Enter>"
    "<F2>slept again<Enter><F2>later: the<Esc><shot:captured>"
    "<Alt-t><shot:tray><Enter><shot:filing><Esc><Delete><Tab><shot:tray_all><Tab><Esc>"
    "<Alt-f>ask her sister<Enter><shot:flagged><F6>4  <Enter>The waiting.<Tab><Shift-Tab>"
    "<shot:offered><Alt-n><shot:offers>understood<Enter><Tab><shot:said_named><Alt-q>"
    "<shot:said_quoted><F6>6  <Enter>So far this.<shot:said_already><F7><shot:said><Esc><Esc>"
    "<shot:record_captured><Ctrl-F>money<shot:find><Esc><Esc>";

static void screens(void **state)
{
    (void)state;
    look_at("screens_journey", journey);
}

static void surroundings(void **state)
{
    (void)state;
    look_at("screens_around", around);
}

static void pictures(void **state)
{
    (void)state;
    look_at("screens_drawings", drawings);
}

static void noting(void **state)
{
    (void)state;
    look_at("screens_passing", passing);
}

/* Below the least size one line says so, and what is typed is kept. */
static void too_small(void **state)
{
    static const struct album_way way = {.rows = 24, .columns = 80};
    (void)state;
    walk_one(&(struct walk){"screens_small",
                            WALK_PASSPHRASE "<Enter>ays<Enter><Enter><Tab>before <size:5x20>"
                                            "<shot:small>while small <size:24x80>after"
                                            "<shot:small_after>",
                            three_patients, hide_chance},
             &way);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(screens), cmocka_unit_test(surroundings), cmocka_unit_test(pictures),
        cmocka_unit_test(noting),  cmocka_unit_test(too_small),
    };
    /* What reaches the disk is tried elsewhere; here it would only take time. */
    if (access("/dev/shm", W_OK) == 0) {
        setenv("TMPDIR", "/dev/shm", 0);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
