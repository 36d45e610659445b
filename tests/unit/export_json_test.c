/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON is for programs: the shape that is promised, words byte for byte, and a
 * clear word when a document has no data.
 */
#include "base/json.h"
#include "export/export.h"
#include "export_cases.h"
#include "export_scene.h"
#include "record/fields.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static json_t *written(const struct telling *scene)
{
    struct buf out = BUF_INIT;
    struct error err = {0};
    json_t *json = NULL;
    scene_write(&out, scene, "json");
    if (!json_read(&json, buf_text(&out), out.length, 1 << 24, &err)) {
        fail_msg("%s", err.message);
    }
    buf_finish(&out);
    return json;
}

static const json_t *item_named(const json_t *json, const char *name)
{
    const json_t *interview = json_array_get(json_object_get(json, "interviews"), 0);
    const json_t *items = json_object_get(interview, "items");
    for (size_t i = 0; i < json_array_size(items); i++) {
        if (strcmp(json_text(json_array_get(items, i), "name"), name) == 0) {
            return json_array_get(items, i);
        }
    }
    return NULL;
}

static void test_shape(void **state)
{
    (void)state;
    struct telling scene;
    scene_start(&scene, NULL);
    scene_say(&scene, "problem", "", "the\x1B weight\n\xE2\x80\xAE!");
    scene_set(&scene, "cause", STATE_DECLINED, "not now");
    scene_say(&scene, "healer", "", "kept");
    json_t *json = written(&scene);
    const json_t *summary = json_object_get(json, "summary");
    assert_string_equal(json_text(summary, "language"), "en");
    assert_string_equal(json_text(summary, "created"), "2026-09-21T14:13:20Z");
    assert_string_equal(json_text(summary, "author"), "anna");
    assert_string_equal(json_text(summary, "seal"), "entry 7, river moon salt pine");
    assert_string_equal(json_text(json_object_get(json, "patient"), "id"), "p1");
    assert_int_equal(json_array_size(json_object_get(json, "contacts")), 1);
    const json_t *item = item_named(json, "problem");
    assert_string_equal(json_text(item, "answer"), "the\x1B weight\n\xE2\x80\xAE!");
    assert_string_equal(json_text(item, "by"), "patient");
    assert_string_equal(json_text(item, "how"), "verbatim");
    assert_string_equal(json_text(item, "language"), "ar");
    assert_string_equal(json_text(item, "prefix"), "1");
    item = item_named(json, "cause");
    assert_string_equal(json_text(item, "state"), "declined");
    assert_string_equal(json_text(item, "reason"), "not now");
    assert_null(json_object_get(item, "answer"));
    assert_null(json_object_get(item, "how"));
    assert_string_equal(json_text(item_named(json, "people"), "state"), "not_asked");
    assert_string_equal(json_text(item_named(json, "healer"), "kept"), "not_relevant");
    json_decref(json);
    scene_finish(&scene);
}

static void test_what_hides_is_escaped_and_comes_back(void **state)
{
    (void)state;
    static const char words[] = "\xE2\x80\xAE"
                                "reversed \xC2\x9B"
                                "31m \xF3\xA0\x81\x81 \x7F می‌خواهم";
    struct telling scene;
    struct buf out = BUF_INIT;
    scene_start(&scene, NULL);
    scene_say(&scene, "problem", "", words);
    scene_write(&out, &scene, "json");
    assert_null(strstr(buf_text(&out), "\xE2\x80\xAE"));
    assert_null(strstr(buf_text(&out), "\xC2\x9B"));
    assert_null(strchr(buf_text(&out), 0x7F));
    assert_non_null(strstr(buf_text(&out), "\\u202Ereversed \\u009B31m \\uDB40\\uDC41 \\u007F"));
    assert_non_null(strstr(buf_text(&out), "می‌خواهم"));
    buf_finish(&out);
    json_t *json = written(&scene);
    assert_string_equal(json_text(item_named(json, "problem"), "answer"), words);
    json_decref(json);
    scene_finish(&scene);
}

static const char worked_out[] =
    "form_id: small\n"
    "version: \"1\"\n"
    "form_title: {en: \"Small form\"}\n"
    "languages: [en]\n"
    "default_language: en\n"
    "status: draft\n"
    "source: {en: \"Made up for tests.\"}\n"
    "items:\n"
    "  - {name: born, type: date, prefix: \"1\", label: {en: Born?}}\n"
    "  - {name: age, type: calculate, calculation: \"age-in-years(${born})\",\n"
    "     prefix: \"2\", label: {en: Age}, outline: [identity]}\n"
    "  - {name: half, type: calculate, calculation: \"${age} div 2\"}\n"
    "  - {name: none, type: calculate, calculation: \"${nothing}\", label: {en: None}}\n"
    "  - {name: nothing, type: text, label: {en: \"Aged ${age}?\"}}\n"
    "  - {name: grown, type: text, relevant: \"${age} > 29\", label: {en: Grown?}}\n";

#define YEAR (INT64_C(366) * 86400000)

static void start_worked_out(struct telling *scene)
{
    struct answer answer;
    scene_start(scene, worked_out);
    answer_init(&answer);
    answer.value.kind = VALUE_DATE;
    field_set(&answer.value.text, "2000-01-02");
    field_set(&answer.value.edtf, "2000-01-02");
    scene_put(scene, "born", "", &answer, NULL);
}

static void test_what_the_form_works_out(void **state)
{
    (void)state;
    struct telling scene;
    struct buf out = BUF_INIT;
    start_worked_out(&scene);
    json_t *json = written(&scene);
    const json_t *item = item_named(json, "age");
    assert_int_equal(json_integer_value(json_object_get(item, "answer")), 26);
    assert_string_equal(json_text(item, "by"), "computed");
    assert_null(json_object_get(item, "how"));
    assert_null(json_object_get(item, "time"));
    assert_string_equal(json_text(item_named(json, "half"), "text"), "13");
    assert_string_equal(json_text(item_named(json, "none"), "state"), "not_asked");
    json_decref(json);
    scene_write(&out, &scene, "text");
    assert_non_null(strstr(buf_text(&out), "worked out by the form"));
    assert_non_null(strstr(buf_text(&out), "26"));
    assert_null(strstr(buf_text(&out), "half"));
    /* nobody asked for the age */
    assert_non_null(strstr(buf_text(&out), "Asked and answered: 1 (1)"));
    buf_finish(&out);
    scene_finish(&scene);
}

/* Of a summary, all but when it was made. */
static char *lasting(struct telling *scene, const char *format, int64_t later)
{
    struct buf out = BUF_INIT;
    int64_t now = scene->request.now;
    scene->request.now += later;
    scene_write(&out, scene, format);
    scene->request.now = now;
    char *text = buf_take(&out), *made = strstr(text, "Made by anna on ");
    if (made == NULL) {
        made = strstr(text, "\"created\": ");
    }
    assert_non_null(made);
    memmove(made, made + 40, strlen(made + 40) + 1);
    return text;
}

static void test_finalised_is_the_same_for_ever(void **state)
{
    (void)state;
    static const char *const formats[] = {"json", "text", "markdown", "html"};
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        struct telling scene;
        start_worked_out(&scene);
        char *open = lasting(&scene, formats[i], 0);
        char *older = lasting(&scene, formats[i], 5 * YEAR);
        assert_string_not_equal(open, older); /* while it is open, the age goes on */
        free(older);
        free(open);
        scene_finalise(&scene);
        char *closed = lasting(&scene, formats[i], 0);
        char *again = lasting(&scene, formats[i], 5 * YEAR);
        assert_string_equal(closed, again);
        free(again);
        free(closed);
        scene_finish(&scene);
    }
}

static void test_document_without_data_is_refused(void **state)
{
    (void)state;
    struct document *document = cases_document("words", false);
    struct buf out = BUF_INIT;
    struct error err = {0};
    assert_false(export_format_find("json")->write(&out, document, NULL, &err));
    assert_int_equal(err.code, ERROR_UNSUPPORTED);
    assert_int_equal(out.length, 0);
    buf_finish(&out);
    document_destroy(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shape),
        cmocka_unit_test(test_what_hides_is_escaped_and_comes_back),
        cmocka_unit_test(test_what_the_form_works_out),
        cmocka_unit_test(test_finalised_is_the_same_for_ever),
        cmocka_unit_test(test_document_without_data_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
