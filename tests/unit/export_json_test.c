/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON is for programs: the shape that is promised, words byte for byte, and a
 * clear word when a document has no data.
 */
#include "base/json.h"
#include "export/export.h"
#include "export_cases.h"
#include "export_scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
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
        cmocka_unit_test(test_document_without_data_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
