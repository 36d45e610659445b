/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is painted key by key is what a whole painting gives. Random keys, pastes and
 * sizes, held against a fresh sheet after each; and controls that show that a
 * difference would be found.
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/i18n.h"
#include "base/text.h"
#include "tests/unit/scratch.h"
#include "view/view.h"

#include <stdlib.h>
#include <string.h>

#define PASSPHRASE "correct horse battery"
#define NOW        INT64_C(1795446000000) /* 2026-11-23 15:00 UTC */

struct stage {
    char *root, vault[300];
    struct world *world;
    struct app *app;
    struct grid *seen; /* as the terminal has it */
    struct view_memory memory;
    uint32_t seed;
    unsigned alone; /* keys after which only the editor was drawn */
};

static void secret_of(struct secret **out, const char *text)
{
    *out = secret_create(strlen(text));
    memcpy(secret_bytes(*out), text, strlen(text));
}

static void make_vault(struct stage *stage, const char *forms)
{
    struct vault *vault;
    struct library *library;
    struct buf recovery = BUF_INIT;
    struct secret *passphrase;
    struct error err = {0};
    struct patient patient;
    struct vault_cost cost = vault_cost_least();
    secret_of(&passphrase, PASSPHRASE);
    assert_true(library_open(&library, forms, &err));
    assert_true(vault_create(&vault, stage->world, stage->vault, "anna", passphrase, &cost,
                             &recovery, &err));
    struct session *session = session_create(stage->world, vault, library);
    patient_init(&patient);
    free(patient.name);
    patient.name = strdup("Yılmaz, Ayşe");
    assert_true(session_add_patient(session, &patient, &err));
    patient_finish(&patient);
    session_destroy(session);
    library_destroy(library);
    secret_destroy(passphrase);
    buf_finish(&recovery);
}

static void handle(struct stage *stage, struct event *event)
{
    struct effect effect = {0};
    app_event(stage->app, event, &effect);
    buf_finish(&event->paste);
    while (stage->app->pending) {
        app_work(stage->app, &effect);
    }
    assert_false(effect.quit);
}

static void press(struct stage *stage, const char *name)
{
    struct event event = {.kind = EVENT_KEY};
    assert_true(key_parse(&event.key, name, strlen(name)));
    handle(stage, &event);
}

static void paste(struct stage *stage, const char *text)
{
    struct event event = {.kind = EVENT_PASTE};
    buf_add_text(&event.paste, text);
    handle(stage, &event);
}

static void type(struct stage *stage, const char *text)
{
    for (size_t at = 0; text[at];) {
        uint32_t code_point;
        at += text_decode(text + at, strlen(text) - at, &code_point);
        struct event event = {.kind = EVENT_KEY, .key = {KEY_NAME_TEXT, 0, code_point}};
        handle(stage, &event);
    }
}

static void update(struct stage *stage)
{
    const struct text_edit *edit = stage->memory.edit;
    stage->alone +=
        edit && edit == app_editor(stage->app) && stage->memory.version == stage->app->version;
    view_update(stage->seen, stage->app, &stage->memory);
}

/* Whether the sheet that was kept up to date is what a fresh one would be. */
static bool agrees(struct stage *stage)
{
    struct grid *fresh = grid_create(grid_rows(stage->seen), grid_columns(stage->seen));
    struct buf kept = BUF_INIT, whole = BUF_INIT;
    int row, column, kept_row, kept_column;
    view_paint(fresh, stage->app);
    grid_dump(&kept, stage->seen, true);
    grid_dump(&whole, fresh, true);
    grid_cursor(stage->seen, &kept_row, &kept_column);
    grid_cursor(fresh, &row, &column);
    bool same =
        strcmp(buf_text(&kept), buf_text(&whole)) == 0 && row == kept_row && column == kept_column;
    if (!same && getenv("VERHAAL_TEST_VERBOSE")) {
        print_message("kept %d:%d\n%swhole %d:%d\n%s", kept_row, kept_column, buf_text(&kept), row,
                      column, buf_text(&whole));
    }
    buf_finish(&kept);
    buf_finish(&whole);
    grid_destroy(fresh);
    return same;
}

static void stage_open(struct stage *stage, int rows, int columns, uint32_t seed)
{
    char forms[400];
    struct effect effect = {0};
    memset(stage, 0, sizeof *stage);
    stage->seed = seed;
    snprintf(forms, sizeof forms, "%s/forms", getenv("VERHAAL_TEST_SRCDIR"));
    stage->root = scratch_create();
    stage->world = world_create_fixed(NOW, 5, stage->root, forms);
    snprintf(stage->vault, sizeof stage->vault, "%s/vault.db", stage->root);
    i18n_start("en", stage->world->catalogues);
    make_vault(stage, forms);
    struct app_options options = {
        .world = stage->world, .vault_path = stage->vault, .user = "anna"};
    app_create(&stage->app, &options);
    stage->seen = grid_create(rows, columns);
    while (stage->app->pending) {
        app_work(stage->app, &effect);
    }
    type(stage, PASSPHRASE);
    press(stage, "Enter");
    press(stage, "Enter"); /* the patient */
    press(stage, "Enter"); /* the interview that stands on top */
    press(stage, "Tab");
    assert_int_equal(stage->app->screen, SCREEN_INTERVIEW);
    update(stage);
}

static void stage_close(struct stage *stage)
{
    app_destroy(stage->app);
    grid_destroy(stage->seen);
    world_destroy(stage->world);
    scratch_remove(stage->root);
}

static uint32_t chance(struct stage *stage, uint32_t below)
{
    stage->seed = stage->seed * 1664525u + 1013904223u;
    return (stage->seed >> 8) % below;
}

/* Mostly what hands do in an answer; now and then everything else. */
static void random_event(struct stage *stage)
{
    static const char *const pieces[] = {"a",  "e",  "woord ", " ", "\xcc\x81", "é",
                                         "日", "مر", "-",      "1", "\t",       "slaap"};
    static const char *const edits[] = {
        "Left",
        "Right",
        "Up",
        "Down",
        "Home",
        "End",
        "Ctrl-Left",
        "Ctrl-Right",
        "Ctrl-Up",
        "Ctrl-Down",
        "Backspace",
        "Delete",
        "Ctrl-W",
        "Ctrl-U",
        "Ctrl-K",
        "Enter",
        "Shift-Left",
        "Shift-Right",
        "Shift-Up",
        "Shift-Down",
        "Shift-End",
        "Ctrl-Z",
        "Ctrl-Y",
        "Alt-a",
        "Ctrl-C",
        "Ctrl-X",
        "Ctrl-V",
        "Ctrl-Home",
        "Ctrl-End",
        "Backspace",
        "Ctrl-Shift-Left",
        "Ctrl-Shift-Up",
        "Alt-y",
        "Alt-x",
        "Alt-g",
    };
    static const char *const others[] = {
        "Tab", "Shift-Tab", "F1",     "F2",     "F3",  "F4",   "F5",  "F6",     "F7",    "F8",
        "F12", "Esc",       "Ctrl-P", "Ctrl-G", "F11", "PgDn", "Esc", "Ctrl-N", "Ctrl-F"};
    uint32_t what = chance(stage, 94);
    if (what < 55) {
        type(stage, pieces[chance(stage, sizeof pieces / sizeof pieces[0])]);
    } else if (what < 85) {
        press(stage, edits[chance(stage, sizeof edits / sizeof edits[0])]);
    } else if (what < 88) {
        paste(stage, chance(stage, 2) ? "a longer piece of what was said, over more than a line "
                                        "of a window\nand a second one"
                                      : "kort");
    } else if (what < 89) {
        int rows = 12 + (int)chance(stage, 30), columns = 40 + (int)chance(stage, 120);
        struct event event = {.kind = EVENT_RESIZE};
        grid_resize(stage->seen, rows, columns);
        handle(stage, &event);
    } else if (what < 91) {
        struct event event = {.kind = EVENT_NONE};
        world_pass(stage->world, 700);
        handle(stage, &event);
    } else {
        press(stage, others[chance(stage, sizeof others / sizeof others[0])]);
    }
}

/* From a list to an interview: nothing typed in it, and the cursor on a line of one. */
static const char *key_out_of_list(const struct app *app)
{
    const struct dossier *dossier = &app->dossier;
    if (text_edit_length(app_editor(app))) {
        return "Esc";
    }
    bool elsewhere = app->screen == SCREEN_PATIENT && dossier->at < dossier->shown_count &&
                     dossier_at(dossier, dossier->at)->target != OPENS_INSTRUMENT;
    return elsewhere ? "Tab" : "Enter";
}

/* Back to an answer from wherever the keys led. */
static void find_back(struct stage *stage)
{
    struct app *app = stage->app;
    for (int i = 0; i < 30 && !(app->screen == SCREEN_INTERVIEW && app->desk &&
                                app_editor(app) == app->desk->edit);
         i++) {
        bool covered = app->list.kind || app->panel || app->about || app->capture.open ||
                       app->finder || app->turned;
        bool list = app->screen == SCREEN_PATIENTS || app->screen == SCREEN_PATIENT;
        press(stage, covered                           ? "Esc"
                     : app->screen == SCREEN_INTERVIEW ? "Tab"
                     : list                            ? key_out_of_list(app)
                                                       : "Esc");
    }
}

static void any_keys(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 4; seed++) {
        struct stage stage;
        stage_open(&stage, 24, seed % 2 ? 80 : 150, seed);
        for (int step = 0; step < 700; step++) {
            if (step % 15 == 0) {
                find_back(&stage);
            }
            random_event(&stage);
            if (chance(&stage, 4)) {
                update(&stage);
                if (!agrees(&stage)) {
                    fail_msg("seed %u, step %d: the kept sheet is another one", seed, step);
                }
            }
        }
        /* Else the test would be about whole paintings alone. */
        print_message("# seed %u: drawn alone %u times\n", seed, stage.alone);
        assert_true(stage.alone > 50);
        stage_close(&stage);
    }
}

/* Typing draws the editor and nothing else, wherever in a long story. */
static void typing_is_plain(void **state)
{
    (void)state;
    struct stage stage;
    struct buf story = BUF_INIT;
    stage_open(&stage, 24, 80, 1);
    for (int i = 0; i < 1500; i++) {
        buf_add_text(&story, "een lang verhaal dat ergens heen gaat, en dan weer terug\n");
    }
    paste(&stage, buf_text(&story));
    update(&stage);
    static const char *const places[] = {"Ctrl-End", "Ctrl-Home", "Ctrl-Down", "Up"};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        press(&stage, places[i]);
        update(&stage);
        unsigned before = stage.alone;
        for (int n = 0; n < 90; n++) {
            type(&stage, n % 6 ? "x" : " ");
            update(&stage);
        }
        assert_int_equal(stage.alone, before + 90);
        assert_true(agrees(&stage));
    }
    buf_finish(&story);
    stage_close(&stage);
}

/* A change that is not counted is painted by no update: the comparison finds it. */
static void a_silent_change_is_found(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, 24, 80, 1);
    type(&stage, "words");
    update(&stage);
    assert_true(agrees(&stage));
    unsigned long version = stage.app->version;
    press(&stage, "F3");
    update(&stage);
    assert_true(agrees(&stage));
    press(&stage, "Esc");
    update(&stage);
    type(&stage, "w");
    update(&stage);
    version = stage.app->version;
    stage.app->prompt_mode = PROMPT_PATIENT;
    app_note(stage.app, "said silently");
    stage.app->version = version;
    update(&stage);
    assert_false(agrees(&stage));
    stage.app->version++;
    update(&stage);
    assert_true(agrees(&stage));
    stage_close(&stage);
}

/* What lies over the editor, or was painted from its text, ends drawing it alone. */
static void others_are_noticed(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, 24, 80, 1);
    type(&stage, "words");
    update(&stage);
    type(&stage, "s");
    struct rect place = {0};
    int row, column;
    grid_cursor(stage.seen, &row, &column);
    place = (struct rect){row, column, 1, 1};
    update(&stage);
    assert_non_null(stage.memory.edit);
    grid_fill(stage.seen, place, ROLE_TEXT);
    struct view_memory untouched = stage.memory;
    untouched.version = stage.app->version;
    grid_fill(stage.seen, (struct rect){2, 0, 1, 80}, ROLE_ERROR);
    view_update(stage.seen, stage.app, &untouched);
    /* The second row is right again: all was painted. */
    assert_true(agrees(&stage));
    unsigned long reads = text_edit_reads(stage.app->desk->edit);
    (void)text_edit_peek(stage.app->desk->edit);
    assert_int_equal(text_edit_reads(stage.app->desk->edit), reads);
    (void)text_edit_text(stage.app->desk->edit);
    assert_int_not_equal(text_edit_reads(stage.app->desk->edit), reads);
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_keys),
        cmocka_unit_test(typing_is_plain),
        cmocka_unit_test(a_silent_change_is_found),
        cmocka_unit_test(others_are_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
