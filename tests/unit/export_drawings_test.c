/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drawings in the summary: picture and sentences in every format, facts with who
 * said them in the data, and nothing of what is marked private.
 */
#include "export/drawn.h"
#include "export/export.h"
#include "export_cases.h"
#include "export_scene.h"
#include "record/drawing.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void draw(struct telling *scene, const char *kind, const char *line, bool private)
{
    struct fact_change change = {.id = "",
                                 .line = line,
                                 .words = "as she said it",
                                 .by = BY_INFORMANT,
                                 .relation = "sister",
                                 .private = private};
    struct edit edit;
    assert_true(
        change_facts(&edit, scene->support.record, kind, &change, 1, &scene->support.context));
    support_apply(&scene->support, &edit);
}

static void start(struct telling *scene)
{
    scene_start(scene, NULL);
    draw(scene, "ecogram", "mother: strong here <>", false);
    draw(scene, "ecogram", "bailiff: stressful here", true);
    draw(scene, "lifeline", "1998: left Aleppo (-3) #migration", false);
}

static bool says(const struct telling *scene, const char *format, const char *words)
{
    struct buf out = BUF_INIT;
    scene_write(&out, scene, format);
    bool found = strstr(buf_text(&out), words) != NULL;
    buf_finish(&out);
    return found;
}

static void test_every_format_shows_them(void **state)
{
    (void)state;
    struct telling scene;
    start(&scene);
    assert_true(says(&scene, "text", "◄═"));
    assert_true(says(&scene, "text", "mother: strong tie"));
    assert_true(says(&scene, "text", "left Aleppo"));
    assert_true(says(&scene, "markdown", "```text\n"));
    assert_true(says(&scene, "markdown", "◄═"));
    assert_true(says(&scene, "markdown", "mother: strong tie"));
    assert_true(says(&scene, "html", "<figure>\n<svg xmlns="));
    assert_true(says(&scene, "html", ">mother"));
    assert_true(says(&scene, "html", "- mother: strong tie"));
    assert_true(says(&scene, "json", "\"line\": \"mother: strong here <>\""));
    assert_true(says(&scene, "json", "\"words\": \"as she said it\""));
    assert_true(says(&scene, "json", "\"relation\": \"sister\""));
    scene_finish(&scene);
}

static void test_order(void **state)
{
    (void)state;
    struct telling scene;
    struct buf out = BUF_INIT;
    start(&scene);
    scene_write(&out, &scene, "markdown");
    const char *drawings = strstr(buf_text(&out), "## Drawings");
    const char *ecogram = strstr(buf_text(&out), "### Ecogram");
    const char *lifeline = strstr(buf_text(&out), "### Lifeline");
    const char *asked = strstr(buf_text(&out), "## How it was asked");
    assert_true(drawings && ecogram && lifeline && asked);
    assert_true(drawings < ecogram && ecogram < lifeline && lifeline < asked);
    buf_finish(&out);
    scene_finish(&scene);
}

static void test_private_facts_stay(void **state)
{
    static const char *const formats[] = {"text", "markdown", "html", "json"};
    (void)state;
    struct telling scene;
    start(&scene);
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        assert_true(says(&scene, formats[i], "mother"));
        assert_false(says(&scene, formats[i], "bailiff"));
    }
    assert_true(says(&scene, "text", "marked private: 1."));
    assert_true(says(&scene, "json", "\"private_left_out\": 1"));
    scene_finish(&scene);

    /* Where all is private, nothing tells that there was a drawing. */
    scene_start(&scene, NULL);
    draw(&scene, "ecogram", "bailiff: stressful here", true);
    assert_false(says(&scene, "text", "Drawings"));
    assert_false(says(&scene, "text", "Ecogram"));
    assert_false(says(&scene, "json", "ecogram"));
    scene_finish(&scene);
}

/* Who was named last stands where the screen put her, not where a fresh start would. */
static void test_they_stand_as_they_grew(void **state)
{
    static const char *const lines[] = {"aunt strong here",      "brother weak here",
                                        "cousin plain here",     "daughter strong here",
                                        "father stressful here", "aunt--daughter weak",
                                        "brother--father strong", "cousin--daughter weak"};
    const struct scene_options options = {.columns = 120, .form = FORM_RING, .show_private = true};
    const struct diagram_type *type = &diagram_ecogram;
    struct telling scene;
    struct scene *shown = NULL;

    (void)state;
    scene_start(&scene, NULL);
    struct diagram_context context = drawn_context(scene.support.record, "en", 20000);
    assert_null(drawn_grown(type, scene.support.record, &context, &options));
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct scene_options step = options;

        draw(&scene, "ecogram", lines[i], false);
        struct diagram *diagram =
            drawn_from_record(type, scene.support.record, &context, true, NULL);
        step.previous = shown;
        struct scene *next = type->scene(diagram, &step);
        type->destroy(diagram);
        scene_destroy(shown);
        shown = next;
    }
    struct scene *grown = drawn_grown(type, scene.support.record, &context, &options);
    assert_non_null(grown);
    assert_int_equal(grown->item_count, shown->item_count);
    for (size_t i = 0; i < shown->item_count; i++) {
        int same = scene_find(grown, shown->items[i].id);

        assert_true(same >= 0);
        assert_memory_equal(&grown->items[same].box, &shown->items[i].box,
                            sizeof shown->items[i].box);
    }
    scene_destroy(grown);
    scene_destroy(shown);
    scene_finish(&scene);
}

static void test_without_drawings_there_is_no_heading(void **state)
{
    (void)state;
    struct telling scene;
    scene_start(&scene, NULL);
    assert_false(says(&scene, "text", "Drawings"));
    assert_true(says(&scene, "json", "\"drawings\": []"));
    scene_finish(&scene);
}

/* A line of a later version is words all the same. */
static void test_what_is_not_understood_is_not_lost(void **state)
{
    (void)state;
    struct telling scene;
    scene_start(&scene, NULL);
    draw(&scene, "ecogram", "mother: strong", false);
    draw(&scene, "ecogram", "mother: zzz in a language of later", false);
    draw(&scene, "ecogram", "mother: zzz hidden", true);
    assert_true(says(&scene, "text", "mother: zzz in a language of later"));
    assert_true(says(&scene, "html", "mother: zzz in a language of later"));
    assert_false(says(&scene, "text", "hidden"));
    scene_finish(&scene);
}

/* No row of a picture may close the fence around it. */
static void test_fences_hold(void **state)
{
    (void)state;
    struct telling scene;
    scene_start(&scene, NULL);
    draw(&scene, "ecogram", "\"````\": strong here", false);
    assert_true(says(&scene, "markdown", "\n`````text\n"));
    scene_finish(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_format_shows_them),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_private_facts_stay),
        cmocka_unit_test(test_they_stand_as_they_grew),
        cmocka_unit_test(test_without_drawings_there_is_no_heading),
        cmocka_unit_test(test_what_is_not_understood_is_not_lost),
        cmocka_unit_test(test_fences_hold),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
