/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a form keeps in the record: held against every format that can be read
 * as text, and beside it the same record with a form that keeps nothing.
 */
#include "export/export.h"
#include "export_scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* %s: who gets the answer, for a question, a group and the name of a row. */
static const char form_text[] =
    "form_id: kept\nversion: \"1\"\nform_title: {en: Kept}\nlanguages: [en]\n"
    "default_language: en\nstatus: draft\nitems:\n"
    "  - {name: open, type: text, prefix: 1, label: {en: 'What of ${word}?'}}\n"
    "  - {name: word, type: text, prefix: 2, label: {en: Word}, fallback: {en: that},\n"
    "     export: %s}\n"
    "  - group: house\n    label: {en: House}\n    export: %s\n    items:\n"
    "      - {name: inner, type: text, prefix: 3, label: {en: Inner}}\n"
    "  - repeat: people\n    label: {en: People}\n    row_title: ${who}\n    items:\n"
    "      - {name: who, type: text, prefix: 4, label: {en: Who}, export: %s}\n"
    "      - {name: what, type: text, prefix: 5, label: {en: What}}\n";

static void tell(struct telling *scene, const char *leaves)
{
    struct answer answer;
    struct buf form = BUF_INIT;
    char row[33];

    buf_add_format(&form, form_text, leaves, leaves, leaves);
    scene_start(scene, buf_text(&form));
    scene_say(scene, "open", "", "for all to read");
    scene_say(scene, "word", "", "sesame word");
    scene_say(scene, "inner", "", "sesame inner");
    scene_add_row(scene, "people", row);
    scene_say(scene, "who", row, "sesame who");
    scene_say(scene, "what", row, "bakes bread");
    scene_finalise(scene);
    answer_init(&answer);
    value_set_text(&answer.value, "sesame again", strlen("sesame again"));
    scene_put(scene, "word", "", &answer, "sesame reason");
    buf_finish(&form);
}

static bool says(const struct telling *scene, const char *format, const char *words)
{
    struct buf text = BUF_INIT;
    bool found;

    scene_write(&text, scene, format);
    found = strstr(buf_text(&text), words) != NULL;
    buf_finish(&text);
    return found;
}

static const char *const for_people[] = {"text", "markdown", "html", "fhir"};
static const char *const for_programs[] = {"json", "csv", "fhir-data"};

#define COUNT(list) (sizeof(list) / sizeof(list[0]))

static void test_full(void **state)
{
    struct telling scene;

    (void)state;
    tell(&scene, "full");
    for (size_t i = 0; i < COUNT(for_people); i++) {
        assert_true(says(&scene, for_people[i], "sesame again"));
        assert_true(says(&scene, for_people[i], "sesame inner"));
        assert_true(says(&scene, for_people[i], "sesame reason"));
    }
    for (size_t i = 0; i < COUNT(for_programs); i++) {
        assert_true(says(&scene, for_programs[i], "sesame again"));
        assert_true(says(&scene, for_programs[i], "sesame who"));
    }
    assert_false(says(&scene, "json", "withheld"));
    assert_false(says(&scene, "text", "kept in the record by the form"));
    scene_finish(&scene);
}

static void test_never(void **state)
{
    struct telling scene;

    (void)state;
    tell(&scene, "never");
    for (size_t i = 0; i < COUNT(for_people); i++) {
        assert_false(says(&scene, for_people[i], "sesame"));
        assert_true(says(&scene, for_people[i], "for all to read"));
        assert_true(says(&scene, for_people[i], "bakes bread"));
        assert_true(says(&scene, for_people[i], "What of that?"));
    }
    for (size_t i = 0; i < COUNT(for_programs); i++) {
        assert_false(says(&scene, for_programs[i], "sesame"));
        assert_true(says(&scene, for_programs[i], "for all to read"));
    }
    assert_true(says(&scene, "text", "Answered, and kept in the record by the form: 2, 3, 4.1"));
    assert_true(says(&scene, "json", "\"withheld\""));
    assert_true(says(&scene, "csv", "\"withheld\""));
    assert_true(says(&scene, "fhir-data", "\"masked\""));
    scene_finish(&scene);
}

static void test_summary(void **state)
{
    struct telling scene;

    (void)state;
    tell(&scene, "summary");
    for (size_t i = 0; i < COUNT(for_people); i++) {
        assert_true(says(&scene, for_people[i], "sesame again"));
        assert_true(says(&scene, for_people[i], "sesame inner"));
        assert_true(says(&scene, for_people[i], "sesame who"));
    }
    for (size_t i = 0; i < COUNT(for_programs); i++) {
        assert_false(says(&scene, for_programs[i], "sesame"));
        assert_true(says(&scene, for_programs[i], "bakes bread"));
    }
    assert_false(says(&scene, "text", "kept in the record by the form"));
    scene_finish(&scene);
}

static void test_the_strictest_wins(void **state)
{
    static const char nested[] =
        "form_id: kept\nversion: \"1\"\nform_title: {en: Kept}\nlanguages: [en]\n"
        "default_language: en\nstatus: draft\nitems:\n"
        "  - group: a\n    label: {en: A}\n    export: never\n    items:\n"
        "      - {name: x, type: text, prefix: 1, label: {en: X}, export: full}\n"
        "      - {name: y, type: text, prefix: 2, label: {en: Y}, export: summary}\n";
    struct telling scene;

    (void)state;
    scene_start(&scene, nested);
    scene_say(&scene, "x", "", "sesame x");
    scene_say(&scene, "y", "", "sesame y");
    assert_false(says(&scene, "text", "sesame"));
    assert_true(says(&scene, "text", "kept in the record by the form: 1, 2"));
    scene_finish(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_full),
        cmocka_unit_test(test_never),
        cmocka_unit_test(test_summary),
        cmocka_unit_test(test_the_strictest_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
