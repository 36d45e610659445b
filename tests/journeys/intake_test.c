/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A whole intake by somebody who has read nothing but the last line of the
 * screen: visit, core interview, migration history, a drawing, the summary, its
 * export, and the lock. Letters, Enter, Tab, Esc and the arrows are known to
 * everybody; any other key may be pressed only while the footer names it, and
 * a wrong turn is whatever the program has to complain about.
 */
#include "config.h"

#include "journeys/journey.h"

#include "app/fill.h"
#include "base/file.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool everybody_knows(const struct key *key)
{
    static const enum key_name known[] = {
        KEY_NAME_ENTER, KEY_NAME_TAB,  KEY_NAME_BACKSPACE, KEY_NAME_ESCAPE,
        KEY_NAME_UP,    KEY_NAME_DOWN, KEY_NAME_LEFT,      KEY_NAME_RIGHT,
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (key->name == known[i] && key->modifiers == 0) {
            return true;
        }
    }
    return key->name == KEY_NAME_TEXT && key->modifiers == 0;
}

/* The last line that is not empty. */
static const char *footer(struct journey *journey)
{
    journey_look(journey);
    char *end = journey->screen.data + journey->screen.length;
    while (end > journey->screen.data && end[-1] == '\n') {
        *--end = '\0';
    }
    char *start = strrchr(journey->screen.data, '\n');
    return start ? start + 1 : journey->screen.data;
}

static bool names_key(const char *line, const struct key *key)
{
    struct buf name = BUF_INIT;
    buf_add_char(&name, ' ');
    key_format(&name, key);
    buf_add_char(&name, ' ');
    bool named = strstr(line, buf_text(&name)) != NULL;
    buf_finish(&name);
    return named;
}

static void press(struct journey *journey, const struct key *key)
{
    struct event event = {.kind = EVENT_KEY, .key = *key};
    if (!everybody_knows(key) && !names_key(footer(journey), key)) {
        struct buf name = BUF_INIT;
        key_format(&name, key);
        fail_msg("the footer does not name %s: %s", buf_text(&name), footer(journey));
    }
    journey_step(journey, &event);
    if (journey->app->message_kind == MESSAGE_ERROR) {
        footer(journey);
        fail_msg("a wrong turn: %s\n%s", journey->app->message, buf_text(&journey->screen));
    }
}

/* Letters, and keys in angle brackets. */
static void keys(struct journey *journey, const char *script)
{
    while (*script) {
        struct key key = {KEY_NAME_TEXT, 0, 0};
        const char *end = *script == '<' ? strchr(script, '>') : NULL;
        if (end) {
            assert_true(key_parse(&key, script + 1, (size_t)(end - script - 1)));
            script = end + 1;
        } else {
            script += text_decode(script, strlen(script), &key.code_point);
        }
        press(journey, &key);
    }
}

static void sees(struct journey *journey, const char *words)
{
    journey_look(journey);
    if (!strstr(buf_text(&journey->screen), words)) {
        fail_msg("the screen does not show “%s”:\n%s", words, buf_text(&journey->screen));
    }
}

/* Enter goes from line to line, and accepts on the last one. */
static void accept(struct journey *journey)
{
    for (int i = 0; i < FIELDS_MAX && journey->app->panel; i++) {
        keys(journey, "<Enter>");
    }
    assert_int_equal(journey->app->panel, PANEL_NONE);
}

/* ---- an interview from its first to its last question ---- */

static void answer_one(struct journey *journey)
{
    const struct desk *desk = journey->app->desk;
    const struct item *item = desk_place(desk)->item;
    char words[120];
    if (desk_choice_count(desk) > 0) {
        keys(journey, "1");
    } else if (item->type == ITEM_INTEGER) {
        keys(journey, "3");
    } else if (item->type == ITEM_DATE) {
        keys(journey, "spring 2020");
    } else if (item_takes_answer(item)) {
        /* Markdown has a use for underscores. */
        snprintf(words, sizeof words, "told about %s", item->name);
        for (char *at = words; (at = strchr(at, '_'));) {
            *at = ' ';
        }
        keys(journey, words);
    }
}

/* Returns how many were answered. */
static size_t answer_all(struct journey *journey)
{
    struct app *app = journey->app;
    size_t answered = 0;
    while (app->desk->at + 1 < app->desk->places.count) {
        size_t at = app->desk->at;
        answer_one(journey);
        answered += item_takes_answer(desk_place(app->desk)->item);
        keys(journey, "<Tab>");
        assert_int_not_equal(app->desk->at, at);
    }
    answer_one(journey);
    return answered;
}

static void core_interview(struct journey *journey)
{
    keys(journey, "<Enter>");
    assert_string_equal(journey->app->desk->form->form_id, "cfi_core");
    assert_true(answer_all(journey) >= 16);
    keys(journey, "<Esc>");
    sees(journey, "16 answered");
}

static void migration_history(struct journey *journey)
{
    keys(journey, "migration hist<Enter>");
    assert_string_equal(journey->app->desk->form->form_id, "migration_history");
    assert_true(answer_all(journey) >= 14);
    keys(journey, "<Esc>");
}

/* ---- the drawing, the summary ---- */

static void drawing(struct journey *journey)
{
    static const char *const lines[] = {
        "mother strong origin Syria both ways<Enter>", "sister Amina strong here practical<Enter>",
        "GP stressful here<Enter>", "mosque strong here emotional<Enter>",
        "sister Amina--mother strong<Enter>"};
    keys(journey, "<F8>ecogram<Enter>");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        keys(journey, lines[i]);
    }
    sees(journey, "sister Amina");
    sees(journey, "mosque");
    const struct drawing *drawn = record_drawing(session_record(journey->app->session), "ecogram");
    assert_non_null(drawn);
    assert_int_equal(drawn->count, 5);
    for (int i = 0; i < 3 && journey->app->screen != SCREEN_PATIENT; i++) {
        keys(journey, "<Esc>");
    }
    assert_int_equal(journey->app->screen, SCREEN_PATIENT);
}

static bool count_export(void *self, const struct audit_entry *entry)
{
    size_t *count = self;
    *count += entry->event == AUDIT_EXPORT;
    return true;
}

static size_t exports_in_the_log(struct journey *journey)
{
    struct error err = {0};
    size_t count = 0;
    if (!vault_audit_read(session_vault(journey->app->session), NULL, count_export, &count, &err)) {
        fail_msg("%s", err.message);
    }
    return count;
}

/* The same name again: refused, and the log does not say that it went out. */
static void export_again(struct journey *journey)
{
    struct file_list files;
    struct error err = {0};
    size_t before = exports_in_the_log(journey);
    assert_int_equal(before, 1);
    keys(journey, "<F4>");
    for (int i = 0; i < FIELDS_MAX && journey->app->message_kind != MESSAGE_ERROR; i++) {
        struct event enter = {.kind = EVENT_KEY, .key = {KEY_NAME_ENTER, 0, 0}};
        journey_step(journey, &enter);
    }
    assert_non_null(strstr(journey->app->message, "exists already"));
    keys(journey, "<Esc>");
    assert_int_equal(exports_in_the_log(journey), before);
    assert_true(file_list_read(&files, journey->world->export_home, "", &err));
    assert_int_equal(files.count, 1);
    file_list_finish(&files);
}

static void summary_and_export(struct journey *journey)
{
    struct file_list files;
    struct buf text = BUF_INIT, path = BUF_INIT;
    struct error err = {0};
    keys(journey, "<F9>");
    sees(journey, "Intake summary");
    keys(journey, "<F4>");
    accept(journey);
    assert_true(file_list_read(&files, journey->world->export_home, "", &err));
    assert_int_equal(files.count, 1);
    buf_add_format(&path, "%s/%s", journey->world->export_home, files.names[0]);
    assert_true(file_read(&text, buf_text(&path), (size_t)4 << 20, &err));
    static const char *const told[] = {"told about reason for coming", "spring 2020",
                                       "told about origin country", "sister Amina", "mosque"};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        if (!strstr(buf_text(&text), told[i])) {
            fail_msg("the summary does not hold “%s”", told[i]);
        }
    }
    file_list_finish(&files);
    buf_finish(&text);
    buf_finish(&path);
}

static void with_the_footer_alone(void **state)
{
    struct journey *journey = *state;
    journey_start(journey);
    journey_make_vault(journey);
    if (journey->app->screen == SCREEN_UNLOCK) {
        keys(journey, JOURNEY_UNLOCK);
    }
    keys(journey, "<F2>Zeynep Kaya<Enter>A-17<Enter>1984<Enter>tr nl");
    accept(journey);
    sees(journey, "Zeynep Kaya");
    keys(journey, "<F4>her sister<Enter>tr<Enter>M. Yilmaz<Enter><Enter><Enter><Enter>may take "
                  "notes");
    accept(journey);
    sees(journey, "her sister");
    core_interview(journey);
    migration_history(journey);
    drawing(journey);
    summary_and_export(journey);
    export_again(journey);
    keys(journey, "<F10>");
    assert_int_equal(journey->app->screen, SCREEN_UNLOCK);
    journey_look(journey);
    assert_null(strstr(buf_text(&journey->screen), "Zeynep"));
    journey_stop(journey);
}

/* ---- looking is not changing ---- */

/* The answers of FILE in the interview of FORM, looked at one by one. */
static void walk_through(struct journey *journey, const char *file, const char *form)
{
    struct app *app = journey->app;
    struct arena *arena = arena_create();
    struct yaml_value *answers;
    struct buf text = BUF_INIT;
    struct error err = {0};
    if (!file_read(&text, file, (size_t)4 << 20, &err) ||
        !yaml_tree_read_answers(&answers, arena, buf_text(&text), text.length, file, &err) ||
        !fill_answers(app->session, form, answers, file, "", NULL, &err) ||
        !app_show_interview(app, form, &err)) {
        fail_msg("%s: %s", file, err.message);
    }
    size_t edits = session_record(app->session)->edit_count;
    for (size_t i = 0; i < app->desk->places.count; i++) {
        if (!desk_go(app->desk, i, &err)) {
            fail_msg("%s: %s", file, err.message);
        }
        if (desk_unsaved(app->desk)) {
            fail_msg("%s: %s was only looked at", file, desk_place(app->desk)->item->name);
        }
    }
    assert_int_equal(session_record(app->session)->edit_count, edits);
    buf_finish(&text);
    arena_destroy(arena);
}

static void looking_changes_nothing(void **state)
{
    struct journey *journey = *state;
    struct file_list files;
    struct error err = {0};
    world_pass(journey->world, 60000);
    journey_start(journey);
    keys(journey, JOURNEY_UNLOCK);
    for (int i = 0; i < 4; i++) {
        keys(journey, "<Esc>");
    }
    keys(journey, "<F2>Of all forms");
    accept(journey);
    walk_through(journey, VERHAAL_SRCDIR "/src/cli/demo/demo_1.yaml", "cfi_core");
    assert_true(file_list_read(&files, VERHAAL_SRCDIR "/tests/data/answers", ".yaml", &err));
    assert_true(files.count > 40);
    for (size_t i = 0; i < files.count; i++) {
        struct buf path = BUF_INIT, form = BUF_INIT;
        buf_add_format(&path, "%s/tests/data/answers/%s", VERHAAL_SRCDIR, files.names[i]);
        buf_add(&form, files.names[i], strcspn(files.names[i], "."));
        walk_through(journey, buf_text(&path), buf_text(&form));
        buf_finish(&path);
        buf_finish(&form);
    }
    /* The control: a letter is a change. */
    for (size_t i = 0; desk_place(journey->app->desk)->item->type != ITEM_TEXT; i++) {
        assert_true(desk_go(journey->app->desk, i, &err));
    }
    assert_false(desk_unsaved(journey->app->desk));
    app_type(journey->app, "x", 1, true);
    assert_true(desk_unsaved(journey->app->desk));
    file_list_finish(&files);
    journey_stop(journey);
}

/* The control: a key that no footer names is refused by this test. */
static void the_footer_is_looked_at(void **state)
{
    struct key key;
    (void)state;
    assert_true(key_parse(&key, "F2", 2));
    assert_true(names_key(" F1 Help F2 New patient", &key));
    assert_false(names_key(" F1 Help F20 New patient", &key));
    assert_false(everybody_knows(&key));
    assert_true(key_parse(&key, "Ctrl-Enter", 10) ? !everybody_knows(&key) : true);
    assert_true(key_parse(&key, "Tab", 3));
    assert_true(everybody_knows(&key));
}

static int set_up(void **state)
{
    *state = journey_create();
    return 0;
}

static int tear_down(void **state)
{
    journey_destroy(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(with_the_footer_alone),
        cmocka_unit_test(looking_changes_nothing),
        cmocka_unit_test(the_footer_is_looked_at),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
