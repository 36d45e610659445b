/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every screen as a picture: a script walks through the program on a vault of
 * known content, and each shot is held against tests/golden/screen_*.txt.
 * `make update-golden` writes them anew; the difference is then read by a person.
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/app.h"
#include "base/file.h"
#include "base/i18n.h"
#include "loop.h"
#include "tests/unit/scratch.h"

#include <stdlib.h>
#include <string.h>

#define PASSPHRASE "correct horse battery"
#define NOW        INT64_C(1795446000000) /* 2026-11-23 15:00 UTC */

struct stage {
    char *root;
    struct world *world;
    char vault[300];
    char size[16];
    unsigned shots;
};

static void secret_of(struct secret **out, const char *text)
{
    *out = secret_create(strlen(text));
    memcpy(secret_bytes(*out), text, strlen(text));
}

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
static void stage_open(struct stage *stage)
{
    char forms[400];
    struct vault *vault;
    struct library *library;
    struct buf recovery = BUF_INIT;
    struct secret *passphrase;
    struct error err = {0};
    struct vault_cost cost = vault_cost_least();
    snprintf(forms, sizeof forms, "%s/forms", getenv("VERHAAL_TEST_SRCDIR"));
    stage->root = scratch_create();
    stage->world = world_create_fixed(NOW, 5, stage->root, forms);
    snprintf(stage->vault, sizeof stage->vault, "%s/vault.db", stage->root);
    i18n_start("en", stage->world->catalogues);
    secret_of(&passphrase, PASSPHRASE);
    assert_true(library_open(&library, forms, &err));
    assert_true(vault_create(&vault, stage->world, stage->vault, "anna", passphrase, &cost,
                             &recovery, &err));
    struct session *session = session_create(stage->world, vault, library);
    add_patient(session, "Yılmaz, Ayşe", "1984");
    add_patient(session, "Brouwer, Jan", "about 1950");
    add_patient(session, "مريم", "1991-04");
    session_destroy(session);
    library_destroy(library);
    secret_destroy(passphrase);
    buf_finish(&recovery);
}

static void stage_close(struct stage *stage)
{
    world_destroy(stage->world);
    scratch_remove(stage->root);
}

/* The words that name the last change are drawn by chance: without them it can be compared. */
static void hide_chance(struct buf *screen)
{
    char *line = strstr(screen->data, "Last used by you");
    char *words = line ? strstr(line, ", entry") : NULL;
    if (words) {
        const char *end = words + strcspn(words, "\n");
        memmove(words, end, strlen(end) + 1);
        screen->length = strlen(screen->data);
    }
}

static bool compare(void *self, const char *name, const struct grid *grid, struct error *err)
{
    struct stage *stage = self;
    char path[600];
    struct buf now = BUF_INIT, golden = BUF_INIT;
    snprintf(path, sizeof path, "%s/tests/golden/screen_%s_%s.txt", getenv("VERHAAL_TEST_SRCDIR"),
             name, stage->size);
    grid_dump(&now, grid, false);
    hide_chance(&now);
    bool same = true;
    stage->shots++;
    if (getenv("VERHAAL_UPDATE_GOLDEN")) {
        same = file_write(path, now.data, now.length, FILE_REPLACE, err);
    } else {
        same = file_read(&golden, path, 1 << 20, err) &&
               (strcmp(buf_text(&golden), buf_text(&now)) == 0 ||
                error_set(err, ERROR_INVALID, "%s differs; the screen is now:\n%s", path,
                          buf_text(&now)));
        if (!same) {
            print_error("%s\n%s\n", path, buf_text(&now));
        }
    }
    buf_finish(&now);
    buf_finish(&golden);
    return same;
}

static void waited(void *self, int64_t milliseconds)
{
    struct stage *stage = self;
    world_pass(stage->world, milliseconds);
}

static unsigned shots_in(const char *script)
{
    unsigned count = 0;
    while ((script = strstr(script, "<shot:"))) {
        count++;
        script++;
    }
    return count;
}

static void walk(int rows, int columns, bool ascii, const char *script)
{
    struct stage stage = {0};
    struct app *app;
    struct term *term;
    struct error err = {0};
    enum loop_end end;
    stage_open(&stage);
    snprintf(stage.size, sizeof stage.size, "%dx%d%s", columns, rows, ascii ? "_ascii" : "");
    struct app_options options = {
        .world = stage.world, .vault_path = stage.vault, .user = "anna", .ascii = ascii};
    struct term_script_hooks hooks = {waited, compare, &stage};
    app_create(&app, &options);
    assert_true(term_script_open(&term, script, strlen(script), rows, columns, &hooks, &err));
    if (!loop_run(app, term, true, &end, &err)) {
        fail_msg("%s", err.message);
    }
    assert_int_equal(stage.shots, shots_in(script));
    app_destroy(app);
    term->ops->close(term);
    stage_close(&stage);
}

/* What one sees on the way from the passphrase to the summary. */
static const char journey[] =
    "<shot:unlock>wrong words here<Enter><shot:wrong><wait:2000>" PASSPHRASE "<Enter>"
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
static const char around[] =
    PASSPHRASE "<Enter>ays<Enter><F3><Tab><Tab><Tab>tr nl<Tab><Enter><F4>Ayşe and her sister<Tab>tr<Tab>interpreter 4711<Tab>3<Tab>2"
    "<Tab><Tab><Tab><Tab>45<Enter><Enter><Tab>"
    "Başım dolu<Alt-r><shot:relation>sister<Enter><Alt-v><Alt-l><Alt-s>my head is full<Enter>"
    "<shot:source><Alt-b><Space><Down><shot:probes><Enter><shot:probe_in_answer>"
    "<Alt-e><Space><Enter><shot:terms><Alt-e><Alt-h><wait:60000><shot:hidden><Alt-h>"
    "<F11><shot:turned>unseen<Alt-s><shot:turned_typing><Esc><Tab><shot:still_talking><Esc>"
    "safety<Enter><F6>heavy<Enter><shot:gate><F11><shot:gate_turned><F11>1<shot:gate_open>";

static void around_80x24(void **state)
{
    (void)state;
    walk(24, 80, false, around);
}

static void around_120x40(void **state)
{
    (void)state;
    walk(40, 120, false, around);
}

static void around_60x18(void **state)
{
    (void)state;
    walk(18, 60, false, around);
}

static void around_ascii(void **state)
{
    (void)state;
    walk(24, 80, true, around);
}

static void screens_80x24(void **state)
{
    (void)state;
    walk(24, 80, false, journey);
}

static void screens_120x40(void **state)
{
    (void)state;
    walk(40, 120, false, journey);
}

static void screens_60x18(void **state)
{
    (void)state;
    walk(18, 60, false, journey);
}

static void screens_ascii(void **state)
{
    (void)state;
    walk(24, 80, true, journey);
}

/* Two drawings: typing, an unclear word, what is selected, in words, for the patient. */
static const char drawings[] =
    PASSPHRASE
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

static void drawings_80x24(void **state)
{
    (void)state;
    walk(24, 80, false, drawings);
}

static void drawings_120x40(void **state)
{
    (void)state;
    walk(40, 120, false, drawings);
}

static void drawings_60x18(void **state)
{
    (void)state;
    walk(18, 60, false, drawings);
}

static void drawings_ascii(void **state)
{
    (void)state;
    walk(24, 80, true, drawings);
}

/* What is said in passing, where it may belong, and what was said already. */
static const char passing[] =
    PASSPHRASE "<Enter>ays<Enter><Enter><Tab><Tab>başım dolu<Alt-v><Enter>half an answer"
    "<F2>Her sister sends money every month, “because God sees it”, and the neighbour on the "
    "second floor brings bread when the money is gone<shot:capture><Enter>"
    "<F2>slept again<Enter><F2>later: the<Esc><shot:captured>"
    "<Alt-t><shot:tray><Enter><shot:filing><Esc><Delete><Tab><shot:tray_all><Tab><Esc>"
    "<Alt-f>ask her sister<Enter><shot:flagged><F6>4  <Enter>The waiting.<Tab><Shift-Tab>"
    "<shot:offered><Alt-n><shot:offers>understood<Enter><Tab><shot:said_named><Alt-q>"
    "<shot:said_quoted><F6>6  <Enter>So far this.<shot:said_already><F7><shot:said><Esc><Esc>"
    "<shot:record_captured>";

static void passing_80x24(void **state)
{
    (void)state;
    walk(24, 80, false, passing);
}

static void passing_120x40(void **state)
{
    (void)state;
    walk(40, 120, false, passing);
}

static void passing_60x18(void **state)
{
    (void)state;
    walk(18, 60, false, passing);
}

static void passing_ascii(void **state)
{
    (void)state;
    walk(24, 80, true, passing);
}

/* Below the least size one line says so, and what is typed is kept. */
static void too_small(void **state)
{
    (void)state;
    walk(24, 80, false,
         PASSPHRASE "<Enter>ays<Enter><Enter><Tab>before <size:5x20><shot:small>while small "
                    "<size:24x80>after<shot:small_after>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(screens_80x24), cmocka_unit_test(screens_120x40),
        cmocka_unit_test(screens_60x18), cmocka_unit_test(screens_ascii),
        cmocka_unit_test(drawings_80x24), cmocka_unit_test(drawings_120x40),
        cmocka_unit_test(drawings_60x18), cmocka_unit_test(drawings_ascii),
        cmocka_unit_test(too_small),     cmocka_unit_test(around_80x24),
        cmocka_unit_test(around_120x40), cmocka_unit_test(around_60x18),
        cmocka_unit_test(around_ascii),  cmocka_unit_test(passing_80x24),
        cmocka_unit_test(passing_120x40), cmocka_unit_test(passing_60x18),
        cmocka_unit_test(passing_ascii),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
