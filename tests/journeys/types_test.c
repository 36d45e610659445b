/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each type of item answered by typing, on a form that has them all with every key:
 * what was answered is there when the record is opened again, and the screens are
 * held against tests/golden/types_*.txt.
 */
#include "config.h"

#include "journeys/album.h"
#include "journeys/journey.h"

#include "base/alloc.h"
#include "base/file.h"
#include "form/form.h"
#include "loop.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define UNLOCK JOURNEY_UNLOCK

static void form_path(struct buf *out)
{
    buf_add_format(out, "%s/tests/forms/every_type.yaml", getenv("VERHAAL_TEST_SRCDIR"));
}

/* The form stands alone in a directory; the module it names is not installed. */
static void install_form(const struct journey *journey, const char *from, const char *name)
{
    struct buf path = BUF_INIT, text = BUF_INIT;
    struct error err = {0};
    buf_add_format(&path, "%s/%s", journey->world->forms, name);
    if (!file_read(&text, from, 1 << 20, &err) ||
        !file_write(buf_text(&path), text.data, text.length, FILE_REPLACE, &err)) {
        fail_msg("%s", err.message);
    }
    buf_finish(&path);
    buf_finish(&text);
}

static void install(struct journey *journey)
{
    struct buf path = BUF_INIT, from = BUF_INIT;
    struct error err = {0};
    form_path(&from);
    buf_add_format(&path, "%s/forms-here", journey->directory);
    assert_true(file_make_directory(buf_text(&path), &err));
    free((char *)journey->world->forms);
    journey->world->forms = alloc_string(buf_text(&path));
    install_form(journey, buf_text(&from), "every_type.yaml");
    buf_finish(&path);
    buf_finish(&from);
}

static void nothing_is_wrong_with_it(void **state)
{
    struct buf path = BUF_INIT;
    struct report report = REPORT_INIT;
    struct form *form = NULL;
    struct error err = {0};
    bool seen[ITEM_TYPE_COUNT] = {false};
    (void)state;
    form_path(&path);
    if (!form_load(&form, buf_text(&path), &report, &err)) {
        fail_msg("%s", err.message);
    }
    form_check(form, &report);
    assert_int_equal(report.count, 0);
    for (size_t i = 0; i < form->all_count; i++) {
        seen[form->all[i]->type] = true;
    }
    for (size_t i = 0; i < ITEM_TYPE_COUNT; i++) {
        if (!seen[i]) {
            fail_msg("the form has no item of type %s", item_type_name((enum item_type)i));
        }
    }
    report_finish(&report);
    form_destroy(form);
    buf_finish(&path);
}

static void run(struct journey *journey, const char *script)
{
    struct buf all = BUF_INIT;
    buf_add_format(&all, UNLOCK "%s", script);
    journey_run(journey, buf_text(&all));
    buf_finish(&all);
}

/* To the first question of the form, in the record of a new patient. */
#define OPEN "<F2>Amina<Enter><Enter><Enter><Enter><Enter>every<Enter><shot:at welcome><Tab>"

/* From the first question to the last, each answered by typing. */
#define ANSWERS                                                                                    \
    "<shot:at story>I cannot sleep<Tab><shot:at postcode>1234 AB<Tab><shot:at children>2<Tab>"     \
    "<shot:at dose><Ctrl-U>1,5<Tab><shot:at weight>150 pounds<Tab><shot:at burden>7<Tab>"          \
    "<shot:at alone><Down><Space><Tab><shot:at circle><Down><Space><Tab>"                          \
    "<shot:at helper><shot:sees A healer><shot:lacks My family><shot:lacks A priest>"              \
    "<Down><Space><Tab><shot:at signs><Space><Down><Space><Tab>"                                   \
    "<shot:at wishes><Down><Down><Space><Up><Up><Space><Alt-Up><Tab>"                              \
    "<shot:at since>spring 1998<Tab><shot:at up_at>2 pm<Tab>"                                      \
    "<shot:at arrived>12 March 2026 14:30<Tab><shot:at letter>two pages<Tab>"                      \
    "<shot:at half><shot:sees 0.75>9<shot:sees works this out><shot:sees 0.75><Tab>"               \
    "<shot:at greeting><shot:sees by hand>x<shot:sees only to be read><shot:lacks handx><Tab>"     \
    "<shot:at settled><shot:sees ◉ Here><Down><Space><shot:sees only to be read>"                  \
    "<shot:lacks ◉ Elsewhere><Tab><shot:at people><shot:sees 0 facts><Tab>"                        \
    "<shot:at core><shot:sees not begun><Tab>"

/* The same way again: what was answered stands there. */
#define AGAIN                                                                                      \
    "<F6>brings<Enter><shot:at story><shot:holds I cannot sleep><Tab><shot:at postcode>"           \
    "<shot:holds 1234 AB><Tab><shot:at children><shot:holds 2><Tab>"                               \
    "<shot:at dose><shot:holds 1.5><Tab><shot:at weight><shot:sees 150><Tab>"                      \
    "<shot:at burden><shot:holds 7><Tab><shot:at alone><shot:sees ◉ no><Tab>"                    \
    "<shot:at circle><shot:sees ◉ People further off><Tab>"                                      \
    "<shot:at helper><shot:sees ◉ A doctor><Tab><shot:at signs>"                                 \
    "<shot:sees ☑ Bad sleep><shot:sees ☑ Eating little><Tab>"                                  \
    "<shot:at wishes><shot:sees [ 1] A home><shot:sees [ 2] Rest><shot:sees [  ] Work><Tab>"       \
    "<shot:at since><shot:holds spring 1998><Tab><shot:at up_at><shot:holds 14:00><Tab>"           \
    "<shot:at arrived><shot:holds 12 March 2026 14:30><Tab><shot:at letter>"                       \
    "<shot:holds two pages><Tab><shot:at half><shot:sees 0.75><Tab>"

static struct journey *begin(void)
{
    struct journey *journey = journey_create();
    install(journey);
    journey_start(journey);
    journey_make_vault(journey);
    return journey;
}

/* A file in the directory for what goes in and out. */
static void put_file(const struct journey *journey, const char *name, const char *content)
{
    struct buf path = BUF_INIT;
    struct error err = {0};
    assert_true(file_make_directory(journey->world->export_home, &err));
    buf_add_format(&path, "%s/%s", journey->world->export_home, name);
    assert_true(file_write(buf_text(&path), content, strlen(content), FILE_NEW, &err));
    buf_finish(&path);
}

static void expect_file(const struct journey *journey, const char *name, const char *content)
{
    struct buf path = BUF_INIT, text = BUF_INIT;
    struct error err = {0};
    buf_add_format(&path, "%s/%s", journey->world->export_home, name);
    assert_true(file_read(&text, buf_text(&path), 1 << 20, &err));
    assert_string_equal(buf_text(&text), content);
    buf_finish(&path);
    buf_finish(&text);
}

/* One key goes round; it opens for a colleague again. */
static void a_summary_is_for_somebody(void **state)
{
    struct journey *journey = begin();
    (void)state;
    run(journey, OPEN "<shot:at story>I cannot sleep<Tab><F9><shot:sees Intake summary>"
                      "<shot:lacks for the patient><F3><shot:sees [for the patient]>"
                      "<shot:sees What we talked about><F3><shot:sees [own copy]>"
                      "<F3><shot:sees [case discussion]><shot:sees For case discussion.>"
                      "<F3><shot:lacks case discussion><F3><shot:sees [for the patient]>"
                      "<Esc><F9><shot:lacks for the patient>");
    journey_destroy(journey);
}

#define TO_LETTER "<F6>letter<Enter><shot:at letter>"

/* Attached, with words beside it, taken out, brought back after a new start, and written out. */
static void a_file_is_an_answer(void **state)
{
    struct journey *journey = begin();
    (void)state;
    run(journey, OPEN TO_LETTER "<shot:sees Enter attaches a file>"
                                "<Enter><shot:sees put the file into><shot:at letter>"
                                "<Alt-j><shot:sees no file is attached here>");
    put_file(journey, "letter of the GP.pdf", "%PDF-1.7 made up");
    put_file(journey, ".hidden", "not shown");
    journey_stop(journey);
    journey_start(journey);
    run(journey, TO_LETTER
        "<Enter><shot:sees letter of the GP.pdf><shot:lacks .hidden>gp<Enter>"
        "<shot:sees Attached and sealed><shot:sees Attached: letter of the GP.pdf (1 kB)>"
        "two pages<Tab><Shift-Tab><shot:at letter><shot:holds two pages>"
        "<shot:sees Attached: letter of the GP.pdf>"
        "<Alt-k>take<Enter><shot:lacks Attached:><shot:holds two pages>");
    journey_stop(journey);
    journey_start(journey);
    run(journey, TO_LETTER "<shot:lacks Attached:><shot:holds two pages>"
                           "<Ctrl-Z><shot:sees Attached: letter><shot:holds two pages>"
                           "<Alt-j><shot:sees letter of the GP.pdf><Ctrl-U>copy.pdf<Enter>"
                           "<shot:sees copy.pdf: whoever can open>"
                           "<Alt-j><Ctrl-U>../up<Enter><shot:sees without a slash><Esc>"
                           "<Alt-j><Ctrl-U>copy.pdf<Enter><shot:sees copy.pdf><Esc>"
                           "<Shift-Tab><Alt-k><shot:sees no file belongs to this question>");
    expect_file(journey, "copy.pdf", "%PDF-1.7 made up");
    expect_file(journey, "letter of the GP.pdf", "%PDF-1.7 made up");
    journey_destroy(journey);
}

/* Before anything was said the form offers nothing; then what goes with it, and is not begun. */
static void a_form_offers_its_modules(void **state)
{
    struct journey *journey = begin();
    struct buf module = BUF_INIT;
    (void)state;
    buf_add_format(&module, "%s/forms/migration_history.yaml", getenv("VERHAAL_TEST_SRCDIR"));
    journey_stop(journey);
    install_form(journey, buf_text(&module), "migration_history.yaml");
    journey_start(journey);
    buf_finish(&module);
    run(journey, OPEN "<shot:at story>I cannot sleep<Tab><Alt-n><shot:sees Migration history>"
                      "migr<Enter><shot:sees Begun.>");
    journey_destroy(journey);
}

/* Esc in what was opened at a place comes back to it; from there it goes to the dossier. */
static void a_module_is_opened_at_its_place(void **state)
{
    struct journey *journey = begin();
    struct buf module = BUF_INIT;
    (void)state;
    buf_add_format(&module, "%s/forms/cfi_core.yaml", getenv("VERHAAL_TEST_SRCDIR"));
    journey_stop(journey);
    install_form(journey, buf_text(&module), "cfi_core.yaml");
    journey_start(journey);
    buf_finish(&module);
    run(journey, OPEN "<F6>core int<Enter><shot:at core><shot:sees not begun><Enter>"
                      "<shot:lacks not begun><Esc><shot:at core><shot:lacks not begun>"
                      "<Enter><Esc><shot:at core><Esc><shot:sees Every type>every<Enter>"
                      "<shot:lacks not begun><Esc><shot:sees Amina>");
    journey_destroy(journey);
}

/* What is said aloud, and what is said to the interpreter of this visit. */
static void what_is_said_depends_on_the_interpreter(void **state)
{
    struct journey *journey = begin();
    (void)state;
    run(journey, OPEN "<shot:at story><shot:sees What brings you here>"
                      "<shot:sees What made you come here today?><shot:lacks Please ask: why>"
                      "<F11><shot:sees m a d e><shot:lacks P l e a s e>"
                      "<F11><Esc><F4>her sister<Tab>tr<Tab>interpreter 4711<Tab>3<Tab>2<Tab><Tab>"
                      "agrees<Tab><Tab>45<Enter><Enter><F6>brings<Enter><shot:at story>"
                      "<shot:sees Please ask: why did you come?><shot:lacks What made you come>"
                      "<F11><shot:sees P l e a s e><shot:lacks m a d e>");
    journey_destroy(journey);
}

static void every_type_is_answered_by_typing(void **state)
{
    struct journey *journey = begin();
    (void)state;
    run(journey, OPEN ANSWERS);
    journey_stop(journey);
    journey_start(journey);
    run(journey, AGAIN);
    journey_destroy(journey);
}

/* What does not fit is said once before finalising, in the dossier and in the summary. */
static void what_does_not_fit_is_said_before_finalising(void **state)
{
    struct journey *journey = begin();
    (void)state;
    run(journey, OPEN "<shot:at story><Tab><Tab><shot:at children>30<Tab><shot:at dose><Esc>"
                      "<shot:sees Before finalising><shot:sees How many children>"
                      "<shot:sees When do we meet again><Enter>"
                      "<F6>brings<Enter><shot:at story><Ctrl-T>"
                      "<shot:at children><shot:sees does not fit: 1>"
                      "<shot:sees ? Does not fit:>"
                      "<shot:sees required and open: 1>"
                      "<shot:lacks [finalised]>"
                      /* Mended in part: said again, of what is left, and then done. */
                      "<Ctrl-U>12<Ctrl-T><shot:lacks does not fit><shot:sees required and open: 1>"
                      "<shot:lacks [finalised]><Ctrl-T><shot:sees [finalised]>"
                      "<shot:sees Finalised (required and open: 1, asked for and open: 1)>"
                      "<Esc><shot:lacks Before finalising>");
    journey_destroy(journey);
}

/* It stays, says so, and is gone for good once it is turned off. */
static void a_choice_that_is_over_says_so(void **state)
{
    struct journey *journey = begin();
    (void)state;
    run(journey, OPEN "<F6>brings<Enter><Tab><Tab><Tab><Tab><Tab><Tab><Tab><shot:at circle>"
                      "<Down><Space><Tab><shot:at helper><Down><Space>"
                      "<shot:sees ◉ A doctor><shot:lacks not offered any more>"
                      "<Shift-Tab><shot:at circle><Up><Space><Tab><shot:at helper>"
                      "<shot:sees A doctor (not offered any more)>");
    journey_destroy(journey);
}

/* ---- how it looks ---- */

static bool take(void *self, const char *name, const struct grid *grid, struct error *err)
{
    (void)err;
    album_add(self, name, grid, NULL);
    return true;
}

static void pass(void *self, int64_t milliseconds)
{
    (void)self;
    (void)milliseconds;
}

#define LOOK                                                                                       \
    JOURNEY_UNLOCK                                                                                 \
    "<F6>brings<Enter><Tab><Tab><Tab><shot:decimal><Tab><shot:quantity><Tab><shot:range>"          \
    "<Tab><Tab><Tab><shot:filtered><Tab><shot:multiple><Tab><shot:rank><Tab><shot:date>"           \
    "<Tab><shot:time><Tab><shot:datetime><Tab><shot:file><Tab><shot:calculate><Tab><shot:read_"    \
    "only>"                                                                                        \
    "<Tab><shot:read_only_choice><Tab><shot:diagram><Tab><shot:module>"

static void look(struct journey *journey, const struct album_way *way)
{
    struct album album = {.way = way, .text = BUF_INIT};
    struct app_options options = {.world = journey->world,
                                  .vault_path = journey->vault,
                                  .user = JOURNEY_USER,
                                  .ascii = way->ascii};
    struct term_script_hooks hooks = {pass, take, &album};
    struct app *app;
    struct term *term;
    struct error err = {0};
    enum loop_end end;
    app_create(&app, &options);
    assert_true(
        term_script_open(&term, LOOK, strlen(LOOK), way->rows, way->columns, &hooks, &err));
    if (!loop_run(app, term, true, &end, &err)) {
        fail_msg("%s", err.message);
    }
    assert_int_equal(album.shots, album_shots_in(LOOK));
    app_destroy(app);
    term->ops->close(term);
    album_compare(&album, "types");
}

static void screens(void **state)
{
    static const struct album_way ways[] = {
        {.rows = 24, .columns = 80},
        {.rows = 24, .columns = 80, .ascii = true},
        {.rows = 40, .columns = 120},
    };
    struct journey *journey = begin();
    (void)state;
    run(journey, OPEN ANSWERS);
    journey_stop(journey);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        look(journey, &ways[i]);
    }
    journey_destroy(journey);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_wrong_with_it),
        cmocka_unit_test(every_type_is_answered_by_typing),
        cmocka_unit_test(a_form_offers_its_modules),
        cmocka_unit_test(a_module_is_opened_at_its_place),
        cmocka_unit_test(what_is_said_depends_on_the_interpreter),
        cmocka_unit_test(a_file_is_an_answer),
        cmocka_unit_test(a_summary_is_for_somebody),
        cmocka_unit_test(a_choice_that_is_over_says_so),
        cmocka_unit_test(what_does_not_fit_is_said_before_finalising),
        cmocka_unit_test(screens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
