/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A journey is played on the real app, the real views and the real vault; only
 * the keyboard, the clock and the screen are the test's.
 */
#include "config.h"

#include "journeys/journey.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/translation.h"
#include "loop.h"
#include "term/term.h"
#include "unit/scratch.h"
#include "view/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define START_MS INT64_C(1773482400000) /* 2026-03-14T10:00:00Z */

static struct journey *journey_in(char *directory, int64_t now, uint64_t seed)
{
    struct journey *journey = alloc_array(1, sizeof *journey);
    struct buf path = BUF_INIT;
    journey->directory = directory;
    journey->world = world_create_fixed(now, seed, directory, VERHAAL_SRCDIR "/forms");
    assert_non_null(journey->world);
    buf_add_format(&path, "%s/vault.db", journey->world->data_home);
    journey->vault = buf_take(&path);
    journey->cost = vault_cost_least();
    journey->rows = 24;
    journey->columns = 80;
    return journey;
}

struct journey *journey_create(void)
{
    i18n_start("en", VERHAAL_BUILDDIR "/share/locale");
    /* What reaches the disk is tried elsewhere; here it would only take time. */
    if (access("/dev/shm", W_OK) == 0) {
        setenv("TMPDIR", "/dev/shm", 0);
    }
    return journey_in(scratch_create(), START_MS, 1);
}

void journey_destroy(struct journey *journey)
{
    if (!journey) {
        return;
    }
    journey_stop(journey);
    buf_finish(&journey->screen);
    world_destroy(journey->world);
    scratch_remove(journey->directory);
    free(journey->vault);
    free(journey);
}

/* What is done after a picture was shown. */
static void work(struct journey *journey)
{
    struct effect effect = {0};
    while (journey->app->pending) {
        journey_look(journey);
        app_work(journey->app, &effect);
    }
}

void journey_start(struct journey *journey)
{
    struct app_options options = {
        .world = journey->world,
        .vault_path = journey->vault,
        .sandbox = "none",
        .cost = &journey->cost,
    };
    assert_null(journey->app);
    app_create(&journey->app, &options);
}

void journey_stop(struct journey *journey)
{
    app_destroy(journey->app);
    journey->app = NULL;
}

/* ---- looking ---- */

void journey_look(struct journey *journey)
{
    struct grid *grid = grid_create(journey->rows, journey->columns);
    view_paint(grid, journey->app);
    buf_clear(&journey->screen);
    grid_dump(&journey->screen, grid, false);
    grid_destroy(grid);
}

static bool shows(const struct journey *journey, const char *text)
{
    return strstr(buf_text(&journey->screen), text) != NULL;
}

static bool refuse(const struct journey *journey, struct error *err, const char *what,
                   const char *wanted)
{
    print_error("%s: %s\n%s\n", what, wanted, buf_text(&journey->screen));
    return error_set(err, ERROR_INVALID, "%s: %s", what, wanted);
}

typedef bool look(struct journey *journey, const char *wanted, struct error *err);

static bool look_sees(struct journey *journey, const char *wanted, struct error *err)
{
    return shows(journey, wanted) || refuse(journey, err, "the screen does not show", wanted);
}

static bool look_lacks(struct journey *journey, const char *wanted, struct error *err)
{
    return !shows(journey, wanted) || refuse(journey, err, "the screen shows", wanted);
}

static bool look_at(struct journey *journey, const char *wanted, struct error *err)
{
    const struct desk *desk = journey->app->desk;
    return (desk && strcmp(desk_place(desk)->item->name, wanted) == 0) ||
           refuse(journey, err, "this question does not lie in front", wanted);
}

/* The prompt in another language: its first two words stand on the screen. */
static bool look_asked(struct journey *journey, const char *wanted, struct error *err)
{
    const struct desk *desk = journey->app->desk;
    const char *label = wording_in(desk->form, &desk_place(desk)->item->label, wanted, NULL);
    size_t first = strcspn(label, " "), second = first + 1 + strcspn(label + first + 1, " ");
    char *words = alloc_copy(label, second);
    bool asked = shows(journey, words) ||
                 refuse(journey, err, "the question is not asked in this language", words);
    free(words);
    return asked;
}

static bool look_holds(struct journey *journey, const char *wanted, struct error *err)
{
    const struct text_edit *edit = app_editor(journey->app);
    return (edit && strcmp(text_edit_text(edit), wanted) == 0) ||
           refuse(journey, err, "the editor does not hold", wanted);
}

/* As a person reads it from the sheet: the groups stand between dashes. */
static bool look_type(struct journey *journey, const char *wanted, struct error *err)
{
    const char *code = buf_text(&journey->app->recovery);
    unsigned number = strcmp(wanted, "third") == 0 ? 3 : 7;
    for (unsigned at = 1; at < number; at++) {
        code += strcspn(code, "- \n");
        code += strspn(code, "- \n");
    }
    size_t length = strcspn(code, "- \n");
    if (length == 0) {
        return refuse(journey, err, "the recovery code has no such group", wanted);
    }
    app_type(journey->app, code, length, true);
    return true;
}

static const struct {
    const char *word;
    look *run;
} looks[] = {
    {"sees ", look_sees},   {"lacks ", look_lacks}, {"at ", look_at},
    {"asked ", look_asked}, {"holds ", look_holds}, {"type ", look_type},
};

static bool take_shot(void *self, const char *name, const struct grid *grid, struct error *err)
{
    struct journey *journey = self;
    buf_clear(&journey->screen);
    grid_dump(&journey->screen, grid, false);
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
        size_t length = strlen(looks[i].word);
        if (strncmp(name, looks[i].word, length) == 0) {
            return looks[i].run(journey, name + length, err);
        }
    }
    return refuse(journey, err, "the script asks for what there is not", name);
}

static void let_pass(void *self, int64_t milliseconds)
{
    world_pass(((struct journey *)self)->world, milliseconds);
}

/* ---- playing ---- */

struct term *journey_script(struct journey *journey, const char *script)
{
    struct term *term = NULL;
    struct error err = {0};
    struct term_script_hooks hooks = {let_pass, take_shot, journey};
    if (!term_script_open(&term, script, strlen(script), journey->rows, journey->columns, &hooks,
                          &err)) {
        fail_msg("line %u, column %u: %s", err.line, err.column, err.message);
    }
    return term;
}

void journey_run(struct journey *journey, const char *script)
{
    struct error err = {0};
    enum loop_end end;
    struct term *term = journey_script(journey, script);
    bool ran = loop_run(journey->app, term, true, &end, &err);
    term->ops->close(term);
    if (!ran) {
        fail_msg("the script stopped: %s", err.message);
    }
    journey_look(journey);
}

void journey_step(struct journey *journey, const struct event *event)
{
    struct effect effect = {0};
    const struct event due = {.kind = EVENT_NONE};
    /* As in the loop: what is due is done before the next key is waited for. */
    if (app_timeout(journey->app) == 0) {
        app_event(journey->app, &due, &effect);
    }
    app_event(journey->app, event, &effect);
    work(journey);
}

void journey_make_vault(struct journey *journey)
{
    journey_run(journey, JOURNEY_USER "<Enter>" JOURNEY_PASSPHRASE "<Enter>" JOURNEY_PASSPHRASE
                                      "<Enter><shot:sees Recovery code>"
                                      "<shot:type third><Enter><shot:type seventh><Enter>"
                                      "<shot:sees No patients yet>");
}

void journey_typed(struct buf *script, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '<') {
            buf_add_text(script, "<lt>");
        } else if (text[i] == '\n') {
            buf_add_text(script, "<Enter>");
        } else {
            buf_add_char(script, text[i]);
        }
    }
}

/* ---- crashing ---- */

static void copy_file(const char *from, const char *to)
{
    struct buf bytes = BUF_INIT;
    struct error err = {0};
    if (!file_read(&bytes, from, (size_t)64 << 20, &err) ||
        !file_write(to, buf_text(&bytes), bytes.length, FILE_NEW, &err)) {
        fail_msg("%s cannot be copied: %s", from, err.message);
    }
    buf_finish(&bytes);
}

static void copy_directory(const char *from, const char *to)
{
    struct file_list names;
    struct error err = {0};
    assert_true(file_list_read(&names, from, "", &err));
    for (size_t i = 0; i < names.count; i++) {
        struct buf source = BUF_INIT, target = BUF_INIT;
        buf_add_format(&source, "%s/%s", from, names.names[i]);
        buf_add_format(&target, "%s/%s", to, names.names[i]);
        copy_file(buf_text(&source), buf_text(&target));
        buf_finish(&source);
        buf_finish(&target);
    }
    file_list_finish(&names);
}

struct journey *journey_crash(const struct journey *journey)
{
    struct journey *after = journey_in(scratch_create(), world_now(journey->world), 2);
    copy_directory(journey->world->data_home, after->world->data_home);
    copy_directory(journey->world->state_home, after->world->state_home);
    return after;
}
