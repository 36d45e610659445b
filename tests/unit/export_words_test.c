/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * No format may leave a word out: random records, with rows, conditions,
 * removed rows and answers without a question, are written in every format and
 * each word of each answer is looked for in what comes out.
 */
#include "base/json.h"
#include "export/export.h"
#include "export/visible.h"
#include "export_cases.h"
#include "export_scene.h"
#include "record/fields.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void random_text(char **field, struct cases_random *random, size_t atoms)
{
    struct buf text = BUF_INIT;
    buf_add_text(&text, "x");
    cases_text(&text, random, 1 + cases_number(random, (uint32_t)atoms));
    field_set(field, buf_text(&text));
    buf_finish(&text);
}

static void random_answer(struct answer *out, struct cases_random *random)
{
    char *words = NULL;
    answer_init(out);
    random_text(&words, random, 40);
    value_set_text(&out->value, words, strlen(words));
    free(words);
    out->by = (enum answer_by)cases_number(random, ANSWER_BY_COUNT);
    out->how = (enum answer_how)cases_number(random, ANSWER_HOW_COUNT);
    out->state = (enum answer_state)cases_number(random, ANSWER_STATE_COUNT);
    if (cases_number(random, 2) == 0) {
        random_text(&out->gloss, random, 10);
        random_text(&out->reason, random, 10);
    }
    if (cases_number(random, 3) == 0) {
        random_text(&out->relation, random, 4);
        field_set(&out->language, "fa");
    }
}

static void random_put(struct telling *scene, struct cases_random *random, const char *item,
                       const char *row)
{
    struct answer answer;
    random_answer(&answer, random);
    scene_put(scene, item, row, &answer, NULL);
}

static void random_record(struct telling *scene, struct cases_random *random)
{
    struct answer answer;
    char row[33];
    scene_start(scene, NULL);
    random_put(scene, random, "problem", "");
    random_put(scene, random, "cause", "");
    random_put(scene, random, "loose", "");
    answer_init(&answer);
    value_set_boolean(&answer.value, cases_number(random, 2) == 0);
    scene_put(scene, "helped", "", &answer, NULL);
    random_put(scene, random, "healer", "");
    answer_init(&answer);
    value_set_integer(&answer.value, 3);
    random_text(&answer.words, random, 20);
    scene_put(scene, "people", "", &answer, NULL);
    answer_init(&answer);
    value_add_choice(&answer.value, "friend");
    random_text(&answer.value.text, random, 20);
    scene_put(scene, "helpers", "", &answer, NULL);
    answer_init(&answer);
    value_set_date(&answer.value, "when the storks came", strlen("when the storks came"));
    scene_put(scene, "began", "", &answer, NULL);
    for (int i = 0; i < 3; i++) {
        scene_add_row(scene, "stays", row);
        random_put(scene, random, "place", row);
        random_put(scene, random, "liked", row);
    }
    if (cases_number(random, 2) == 0) {
        scene_remove_row(scene, row);
    }
    random_put(scene, random, "no_such_question", "");
    scene->form_is_lost = cases_number(random, 8) == 0;
}

/* How each format is read back, and how a text has to look in it. */
struct reading {
    const char *format;
    void (*read)(struct buf *out, const char *text);
    void (*expect)(struct buf *out, const char *text);
};

static void read_squeezed(struct buf *out, const char *text)
{
    char *squeezed = cases_squeezed(text, false);
    buf_add_text(out, squeezed);
    free(squeezed);
}

static void expect_squeezed(struct buf *out, const char *text)
{
    char *squeezed = cases_squeezed(text, true);
    buf_add_text(out, squeezed);
    free(squeezed);
}

static void expect_visible(struct buf *out, const char *text)
{
    visible_text(out, text);
    while (out->length > 0 && out->data[out->length - 1] == '\n') {
        buf_remove(out, out->length - 1, 1);
    }
}

static void read_page(struct buf *out, const char *text)
{
    assert_true(cases_read_html(out, text));
}

/* All strings of a JSON text, one after the other, with \1 around each. */
static void add_strings(struct buf *out, const json_t *json)
{
    const char *key;
    json_t *value;
    size_t index;
    if (json_is_string(json)) {
        buf_add_format(out, "\1%s\1", json_string_value(json));
    }
    json_object_foreach((json_t *)json, key, value)
    {
        add_strings(out, value);
    }
    json_array_foreach(json, index, value)
    {
        add_strings(out, value);
    }
}

static void read_json(struct buf *out, const char *text)
{
    json_t *json = NULL;
    struct error err = {0};
    if (!json_read(&json, text, strlen(text), 1 << 24, &err)) {
        fail_msg("%s", err.message);
    }
    add_strings(out, json);
    json_decref(json);
}

static void expect_exact(struct buf *out, const char *text)
{
    buf_add_format(out, "\1%s\1", text);
}

static const struct reading readings[] = {
    {"text", read_squeezed, expect_squeezed},
    {"markdown", cases_read_markdown, expect_visible},
    {"html", read_page, expect_visible},
    {"json", read_json, expect_exact},
};

static void assert_holds(const struct reading *reading, const char *back, const char *text)
{
    struct buf expected = BUF_INIT;
    if (text != NULL && *text != '\0') {
        reading->expect(&expected, text);
        if (strstr(back, buf_text(&expected)) == NULL) {
            fail_msg("%s lost: %s", reading->format, buf_text(&expected));
        }
    }
    buf_finish(&expected);
}

static void assert_format(const struct telling *scene, const struct reading *reading)
{
    struct buf out = BUF_INIT, back = BUF_INIT;
    const struct interview *interview = scene_interview(scene);
    scene_write(&out, scene, reading->format);
    reading->read(&back, buf_text(&out));
    for (size_t i = 0; i < interview->answer_count; i++) {
        const struct answer *answer = &interview->answers[i]->answer;
        assert_holds(reading, buf_text(&back), answer->value.text);
        assert_holds(reading, buf_text(&back), answer->words);
        assert_holds(reading, buf_text(&back), answer->gloss);
        assert_holds(reading, buf_text(&back), answer->reason);
        assert_holds(reading, buf_text(&back), answer->relation);
    }
    buf_finish(&back);
    buf_finish(&out);
}

static void test_every_word_in_every_format(void **state)
{
    (void)state;
    struct cases_random random = {.state = 2026};
    for (int i = 0; i < 60; i++) {
        struct telling scene;
        random_record(&scene, &random);
        scene.request.order = i % 2 == 0 ? SUMMARY_OUTLINE : SUMMARY_FORM;
        for (size_t j = 0; j < sizeof(readings) / sizeof(readings[0]); j++) {
            assert_format(&scene, &readings[j]);
        }
        scene_finish(&scene);
    }
}

static void test_long_answer_in_every_format(void **state)
{
    (void)state;
    struct telling scene;
    struct buf words = BUF_INIT;
    cases_long_answer(&words, 2000);
    scene_start(&scene, NULL);
    scene_say(&scene, "problem", "", buf_text(&words));
    for (size_t j = 0; j < sizeof(readings) / sizeof(readings[0]); j++) {
        assert_format(&scene, &readings[j]);
    }
    scene_finish(&scene);
    buf_finish(&words);
}

/* The detector: a word that was not said is not found. */
static void test_detector_misses_what_is_not_there(void **state)
{
    (void)state;
    struct telling scene;
    scene_start(&scene, NULL);
    scene_say(&scene, "problem", "", "said");
    for (size_t j = 0; j < sizeof(readings) / sizeof(readings[0]); j++) {
        struct buf out = BUF_INIT, back = BUF_INIT, expected = BUF_INIT;
        scene_write(&out, &scene, readings[j].format);
        readings[j].read(&back, buf_text(&out));
        readings[j].expect(&expected, "unsaid");
        assert_null(strstr(buf_text(&back), buf_text(&expected)));
        buf_clear(&expected);
        readings[j].expect(&expected, "said");
        assert_non_null(strstr(buf_text(&back), buf_text(&expected)));
        buf_finish(&expected);
        buf_finish(&back);
        buf_finish(&out);
    }
    scene_finish(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_word_in_every_format),
        cmocka_unit_test(test_long_answer_in_every_format),
        cmocka_unit_test(test_detector_misses_what_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
