/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A whole interview as it comes out, in English and in Dutch, to be read by
 * eyes when it changes.
 */
#include "base/alloc.h"
#include "base/i18n.h"
#include "export_cases.h"
#include "export_scene.h"
#include "record/fields.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void say_as(struct telling *scene, const char *item, enum answer_by by, const char *relation,
                   enum answer_how how, const char *words)
{
    struct answer answer;
    answer_init(&answer);
    value_set_text(&answer.value, words, strlen(words));
    answer.by = by;
    answer.how = how;
    field_set(&answer.relation, relation);
    scene_put(scene, item, "", &answer, NULL);
}

static void say_with_meaning(struct telling *scene, const char *item, const char *words,
                             const char *gloss)
{
    struct answer answer;
    answer_init(&answer);
    value_set_text(&answer.value, words, strlen(words));
    field_set(&answer.gloss, gloss);
    scene_put(scene, item, "", &answer, NULL);
}

static void answer_rest(struct telling *scene)
{
    struct answer answer;
    char row[33];
    answer_init(&answer);
    value_set_date(&answer.value, "after the fire", strlen("after the fire"));
    scene_put(scene, "began", "", &answer, NULL);
    answer_init(&answer);
    value_set_boolean(&answer.value, true);
    scene_put(scene, "helped", "", &answer, NULL);
    answer_init(&answer);
    value_add_choice(&answer.value, "gp");
    answer.value.text = alloc_string("the pharmacist on the corner");
    scene_put(scene, "helpers", "", &answer, NULL);
    say_as(scene, "healer", BY_INFORMANT, "brother", HOW_SUMMARY,
           "He no longer comes to meals, and that hurts their mother most.");
    scene_add_row(scene, "stays", row);
    scene_say(scene, "place", row, "Leiden");
    scene_say(scene, "liked", row, "The water,\nand that nobody asked.");
    scene_add_row(scene, "stays", row);
    scene_say(scene, "place", row, "taken back again");
    scene_remove_row(scene, row);
}

static void fill(struct telling *scene)
{
    struct answer answer;
    scene_start(scene, NULL);
    say_with_meaning(scene, "problem", "ضيق", "tightness, being hemmed in");
    answer_init(&answer);
    value_set_text(&answer.value, "The work at night. # And *the letter* <about> the house.",
                   strlen("The work at night. # And *the letter* <about> the house."));
    answer.how = HOW_INTERPRETED;
    answer.state = STATE_ADAPTED;
    field_set(&answer.reason, "\"come from\" was taken for a place");
    scene_put(scene, "cause", "", &answer, NULL);
    answer_rest(scene);
    scene_set(scene, "people", STATE_SKIPPED, "time was up");
    scene_set(scene, "loose", STATE_DECLINED, "not while the brother is in the room");
    scene_finalise(scene);
    answer_init(&answer);
    value_set_text(&answer.value, "The work at night, and no letter.",
                   strlen("The work at night, and no letter."));
    scene_put(scene, "cause", "", &answer, "the patient corrected it on reading back");
}

static void test_english_text(void **state)
{
    (void)state;
    struct telling scene;
    struct buf out = BUF_INIT;
    fill(&scene);
    scene_write(&out, &scene, "text");
    cases_assert_golden(&out, "export_summary.txt");
    buf_finish(&out);
    scene_finish(&scene);
}

static void test_dutch_markdown(void **state)
{
    (void)state;
    struct telling scene;
    struct buf out = BUF_INIT;
    fill(&scene);
    scene.request.language = "nl";
    scene_write(&out, &scene, "markdown");
    cases_assert_golden(&out, "export_summary_nl.md");
    buf_finish(&out);
    scene_finish(&scene);
}

static void test_json(void **state)
{
    (void)state;
    struct telling scene;
    struct buf out = BUF_INIT;
    fill(&scene);
    scene_write(&out, &scene, "json");
    cases_assert_golden(&out, "export_summary.json");
    buf_finish(&out);
    scene_finish(&scene);
}

static int start(void **state)
{
    (void)state;
    const char *build = getenv("VERHAAL_TEST_BUILDDIR");
    struct buf catalogues = BUF_INIT;
    buf_add_format(&catalogues, "%s/share/locale", build == NULL ? VERHAAL_BUILDDIR : build);
    i18n_start("en", buf_text(&catalogues));
    buf_finish(&catalogues);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_english_text),
        cmocka_unit_test(test_dutch_markdown),
        cmocka_unit_test(test_json),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
