/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every instrument, with its sample answers: once from the file (fill), once as
 * lines typed in the plain dialogue. Both give the same summary, and the summary
 * is the one of tests/golden/instrument_*.txt.
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "base/yaml_tree.h"
#include "form/library.h"
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>

struct clinic {
    char *directory;
    struct library *library;
};

static void run(const struct clinic *clinic, const char *format, ...) PRINTF_LIKE(2, 3);

/* A command line of the program, in the scratch directory, on its vault. */
static void run(const struct clinic *clinic, const char *format, ...)
{
    struct buf line = BUF_INIT;
    va_list args;
    buf_add_format(&line,
                   "cd '%s' && HOME='%s' XDG_DATA_HOME= XDG_STATE_HOME= SOURCE_DATE_EPOCH=0 "
                   "LANGUAGE=en '%s/verhaal' --vault v.db --passphrase-file p ",
                   clinic->directory, clinic->directory, getenv("VERHAAL_TEST_BUILDDIR"));
    va_start(args, format);
    buf_add_format_list(&line, format, args);
    va_end(args);
    if (system(buf_text(&line)) != 0) { /* NOLINT: the words are this file's own */
        fail_msg("failed: %s", buf_text(&line));
    }
    buf_finish(&line);
}

static void write_file(const struct clinic *clinic, const char *name, const struct buf *text)
{
    struct buf path = BUF_INIT;
    struct error err = {0};
    buf_add_format(&path, "%s/%s", clinic->directory, name);
    if (!file_write(buf_text(&path), buf_text(text), text->length, FILE_REPLACE, &err)) {
        fail_msg("%s", err.message);
    }
    buf_finish(&path);
}

static int set_up(void **state)
{
    struct clinic *clinic = calloc(1, sizeof *clinic);
    struct buf forms = BUF_INIT, passphrase = BUF_INIT;
    struct error err = {0};
    assert_non_null(clinic);
    clinic->directory = scratch_create();
    buf_add_format(&forms, "%s/forms", getenv("VERHAAL_TEST_SRCDIR"));
    assert_true(library_open(&clinic->library, buf_text(&forms), &err));
    buf_add_text(&passphrase, "a passphrase for tests\n");
    write_file(clinic, "p", &passphrase);
    run(clinic, "init --user anna --recovery-file r --fast-key >/dev/null");
    buf_finish(&forms);
    buf_finish(&passphrase);
    *state = clinic;
    return 0;
}

static int tear_down(void **state)
{
    struct clinic *clinic = *state;
    library_destroy(clinic->library);
    scratch_remove(clinic->directory);
    free(clinic);
    return 0;
}

/* ---- from an answers file to lines of the dialogue ---- */

static const char *text_of(const struct yaml_value *map, const char *key)
{
    const struct yaml_value *value = yaml_tree_get(map, key);
    return value && value->kind == YAML_SCALAR ? value->text : "";
}

static void add_value(struct buf *script, const struct yaml_value *value)
{
    for (size_t i = 0; value->kind == YAML_LIST && i < value->count; i++) {
        buf_add_format(script, "%s%s", i ? ", " : "", value->items[i]->text);
    }
    if (value->kind == YAML_SCALAR) {
        buf_add_format(script, "%s%s", value->text[0] == ':' ? ":" : "", value->text);
    }
}

static bool is_story(const struct item *item)
{
    return item->type == ITEM_TEXT && !item->one_line;
}

static void add_command(struct buf *script, const char *command, const char *words)
{
    if (words[0]) {
        buf_add_format(script, ":%s %s\n", command, words);
    }
}

/* What a reason is called in the dialogue; NULL: an answer follows. */
static const char *command_of_state(const char *state)
{
    static const char *const names[][2] = {
        {"skipped", "skip"},    {"declined", "decline"},  {"later", "later"},
        {"unknown", "unknown"}, {"not_applicable", "na"},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i][0], state) == 0) {
            return names[i][1];
        }
    }
    return NULL;
}

/* A pause for each gated part around it; where it is open already this says nothing. */
static void open_gates(struct buf *script, const struct item *item)
{
    for (; item; item = item->parent) {
        if (item->gate) {
            buf_add_text(script, ":open\n");
        }
    }
}

static void add_answer(struct buf *script, const struct item *item, const struct yaml_value *given)
{
    const struct yaml_value *value = given;
    buf_add_format(script, ":go %s\n", item->name);
    open_gates(script, item);
    if (given->kind == YAML_MAP) {
        const char *state = text_of(given, "state"), *by = text_of(given, "by");
        if (by[0]) {
            buf_add_format(script, ":who %s %s\n", by, text_of(given, "relation"));
        }
        add_command(script, "how", text_of(given, "how"));
        add_command(script, "lang", text_of(given, "lang"));
        add_command(script, "meaning", text_of(given, "gloss"));
        if (strcmp(state, "adapted") == 0) {
            buf_add_format(script, ":adapted %s\n", text_of(given, "reason"));
        }
        value = yaml_tree_get(given, "value");
        if (command_of_state(state) && !value) {
            buf_add_format(script, ":%s %s\n", command_of_state(state), text_of(given, "reason"));
            return;
        }
    }
    if (value) {
        add_value(script, value);
        buf_add_text(script, is_story(item) ? "\n\n" : "\n");
    }
}

static void add_items(struct buf *script, struct item *const *items, size_t count,
                      const struct yaml_value *answers)
{
    for (size_t i = 0; i < count; i++) {
        const struct item *item = items[i];
        const struct yaml_value *given = yaml_tree_get(answers, item->name);
        if (item->type == ITEM_GROUP) {
            add_items(script, item->items, item->item_count, answers);
        } else if (item->type == ITEM_REPEAT && given) {
            for (size_t row = 0; row < given->count; row++) {
                buf_add_format(script, ":go %s\n", item->name);
                open_gates(script, item);
                buf_add_text(script, ":add\n");
                add_items(script, item->items, item->item_count, given->items[row]);
            }
        } else if (given) {
            add_answer(script, item, given);
        }
    }
}

/* ---- comparing ---- */

static json_t *summary_of(const struct clinic *clinic, const char *patient)
{
    struct buf path = BUF_INIT, text = BUF_INIT;
    struct error err = {0};
    json_t *json = NULL;
    run(clinic, "summary '%s' --format json > '%s.json'", patient, patient);
    buf_add_format(&path, "%s/%s.json", clinic->directory, patient);
    assert_true(file_read(&text, buf_text(&path), (size_t)8 << 20, &err));
    assert_true(json_read(&json, buf_text(&text), text.length, (size_t)8 << 20, &err));
    buf_finish(&path);
    buf_finish(&text);
    return json;
}

/* NULL: the form is private to the clinician, and nothing of it goes out. */
static json_t *items_of(json_t *summary)
{
    json_t *interviews = json_object_get(summary, "interviews");
    return json_object_get(json_array_get(interviews, 0), "items");
}

/* A date with its meaning beside the words cannot be typed; its words can. */
static bool same_text(const struct item *item, const char *filled, const char *spoken)
{
    if (item && item->type == ITEM_DATE) {
        return (filled[0] == '\0') == (spoken[0] == '\0');
    }
    return strcmp(filled, spoken) == 0;
}

static void compare(const struct form *form, json_t *filled, json_t *spoken)
{
    static const char *const keys[] = {"name", "state",    "by",    "relation",
                                       "how",  "language", "gloss", "reason"};
    bool goes_out = false;
    for (size_t i = 0; i < form->all_count; i++) {
        goes_out = goes_out || (item_takes_answer(form->all[i]) && !item_is_private(form->all[i]));
    }
    assert_true((json_array_size(filled) > 0) == goes_out);
    assert_int_equal(json_array_size(filled), json_array_size(spoken));
    for (size_t i = 0; i < json_array_size(filled); i++) {
        const json_t *one = json_array_get(filled, i), *two = json_array_get(spoken, i);
        const char *name = json_text(one, "name");
        /* A reason beside a plain answer has no line in the dialogue. */
        bool plain = strcmp(json_text(one, "state"), "answered") == 0;
        for (size_t k = 0; k < sizeof keys / sizeof keys[0] - plain; k++) {
            if (strcmp(json_text(one, keys[k]), json_text(two, keys[k])) != 0) {
                fail_msg("%s.%s: %s is \"%s\" from the file, \"%s\" from the dialogue",
                         form->form_id, name, keys[k], json_text(one, keys[k]),
                         json_text(two, keys[k]));
            }
        }
        if (!json_text(one, "words")[0] &&
            !same_text(form_find(form, name), json_text(one, "text"), json_text(two, "text"))) {
            fail_msg("%s.%s: \"%s\" from the file, \"%s\" from the dialogue", form->form_id, name,
                     json_text(one, "text"), json_text(two, "text"));
        }
    }
}

/* The summary but for what changes from day to day. */
static void hold_against_golden(const struct clinic *clinic, const char *form_id)
{
    struct buf golden = BUF_INIT, now = BUF_INIT, text = BUF_INIT;
    struct error err = {0};
    run(clinic, "summary 'fill %s' | sed -e '/^Notice: Made by/,$d' -e '/Begun:/d' > now", form_id);
    buf_add_format(&now, "%s/now", clinic->directory);
    buf_add_format(&golden, "%s/tests/golden/instrument_%s.txt", getenv("VERHAAL_TEST_SRCDIR"),
                   form_id);
    assert_true(file_read(&text, buf_text(&now), (size_t)8 << 20, &err));
    if (getenv("VERHAAL_UPDATE_GOLDEN")) {
        assert_true(file_write(buf_text(&golden), text.data, text.length, FILE_REPLACE, &err));
    } else {
        struct buf wanted = BUF_INIT;
        if (!file_read(&wanted, buf_text(&golden), (size_t)8 << 20, &err) ||
            strcmp(buf_text(&wanted), buf_text(&text)) != 0) {
            fail_msg("%s is not the summary any more:\n%s", buf_text(&golden), buf_text(&text));
        }
        buf_finish(&wanted);
    }
    buf_finish(&golden);
    buf_finish(&now);
    buf_finish(&text);
}

static void answers_path(struct buf *out, const char *form_id)
{
    const char *source = getenv("VERHAAL_TEST_SRCDIR");
    buf_add_format(out, "%s/tests/data/answers/%s.yaml", source, form_id);
    if (strcmp(form_id, "cfi_core") == 0) {
        buf_clear(out);
        buf_add_format(out, "%s/src/cli/demo/demo_2.yaml", source);
    }
}

static void try_form(const struct clinic *clinic, const struct form *form)
{
    struct buf path = BUF_INIT, text = BUF_INIT, script = BUF_INIT;
    struct arena *arena = arena_create();
    struct yaml_value *answers;
    struct error err = {0};
    char fill[80], talk[80];
    snprintf(fill, sizeof fill, "fill %s", form->form_id);
    snprintf(talk, sizeof talk, "talk %s", form->form_id);
    answers_path(&path, form->form_id);
    if (!file_read(&text, buf_text(&path), YAML_TREE_MAX_BYTES, &err) ||
        !yaml_tree_read(&answers, arena, buf_text(&text), text.length, form->form_id, &err)) {
        fail_msg("%s: %s", form->form_id, err.message);
    }
    add_items(&script, form->items, form->item_count, answers);
    write_file(clinic, "script", &script);
    run(clinic, "patient add --code '%s' >/dev/null", fill);
    run(clinic, "patient add --code '%s' >/dev/null", talk);
    run(clinic, "fill '%s' %s '%s' >/dev/null", fill, form->form_id, buf_text(&path));
    run(clinic, "dialogue '%s' %s < script > spoken 2>&1", talk, form->form_id);
    json_t *filled = summary_of(clinic, fill), *spoken = summary_of(clinic, talk);
    compare(form, items_of(filled), items_of(spoken));
    hold_against_golden(clinic, form->form_id);
    json_decref(filled);
    json_decref(spoken);
    arena_destroy(arena);
    buf_finish(&path);
    buf_finish(&text);
    buf_finish(&script);
}

static void every_instrument_is_filled_and_spoken(void **state)
{
    const struct clinic *clinic = *state;
    assert_true(library_count(clinic->library) > 40);
    assert_int_equal(library_problem_count(clinic->library), 0);
    for (size_t i = 0; i < library_count(clinic->library); i++) {
        try_form(clinic, library_form(clinic->library, i));
    }
}

static void every_instrument_is_complete_in_both_languages(void **state)
{
    const struct clinic *clinic = *state;
    for (size_t i = 0; i < library_count(clinic->library); i++) {
        const struct form *form = library_form(clinic->library, i);
        struct report report = REPORT_INIT;
        assert_int_equal(form->language_count, 2);
        assert_int_equal(form_coverage(form, 0), 100);
        assert_int_equal(form_coverage(form, 1), 100);
        form_check(form, &report);
        if (report.count) {
            fail_msg("%s: %s", form->form_id, report.entries[0].message);
        }
        report_finish(&report);
    }
}

/* At 80×24 a question has at least ten rows of 78 columns for what is said. */
#define PROMPT_ROWS    10
#define PROMPT_COLUMNS 78

static size_t rows_of(const char *text)
{
    size_t rows = 0, length = strlen(text), end;
    for (size_t at = 0; at < length; rows++) {
        at = text_wrap(text, length, at, PROMPT_COLUMNS - 4, &end);
    }
    return rows;
}

static void every_question_fits_a_small_screen(void **state)
{
    const struct clinic *clinic = *state;
    size_t longest = 0;
    for (size_t i = 0; i < library_count(clinic->library); i++) {
        const struct form *form = library_form(clinic->library, i);
        for (size_t k = 0; k < form->all_count; k++) {
            for (size_t language = 0; language < form->language_count; language++) {
                const struct item *item = form->all[k];
                const char *label = item->label.text[language], *hint = item->hint.text[language];
                size_t rows = rows_of(label ? label : "") + rows_of(hint ? hint : "");
                if (rows > PROMPT_ROWS) {
                    fail_msg("%s.%s takes %zu rows", form->form_id, item->name, rows);
                }
                longest = rows > longest ? rows : longest;
            }
        }
    }
    /* The control: something long was measured, and more would not pass. */
    assert_true(longest > 3 && rows_of("") == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_instrument_is_complete_in_both_languages),
        cmocka_unit_test(every_question_fits_a_small_screen),
        cmocka_unit_test(every_instrument_is_filled_and_spoken),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
