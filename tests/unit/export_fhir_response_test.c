/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Interviews in a FHIR Bundle: the value of each answer or why there is none, in the
 * order of the form; amendments; and what does not leave the house.
 */
#include "base/json.h"
#include "export_scene.h"
#include "fhir_bundle.h"
#include "form/overlay.h"
#include "random_telling.h"
#include "record/fields.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_order_is_that_of_the_form(void **state)
{
    (void)state;
    static const char form[] = "{\"item\": [{\"linkId\": \"a\"}, {\"linkId\": \"b\", \"item\": "
                               "[{\"linkId\": \"c\"}]}]}";
    static const struct {
        const char *response;
        bool good;
    } cases[] = {
        {"{\"item\": [{\"linkId\": \"a\"}, {\"linkId\": \"b\"}, {\"linkId\": \"b\"}]}", true},
        {"{\"item\": [{\"linkId\": \"b\"}, {\"linkId\": \"a\"}]}", false},
        {"{\"item\": [{\"linkId\": \"b\", \"item\": [{\"linkId\": \"x\"}]}]}", false},
    };
    struct error err = {0};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        json_t *asked, *told;
        assert_true(json_read(&asked, form, strlen(form), 1000, &err));
        assert_true(json_read(&told, cases[i].response, strlen(cases[i].response), 1000, &err));
        assert_true(fhir_in_order(asked, told) == cases[i].good);
        json_decref(told);
        json_decref(asked);
    }
}

static void test_answers(void **state)
{
    (void)state;
    struct telling scene;
    struct answer answer;
    char first[33], second[33];
    scene_start(&scene, NULL);
    scene_say(&scene, "problem", "", "the weight");
    scene_say(&scene, "cause", "", "my\xC2\xA0work");
    answer_init(&answer);
    value_set_date(&answer.value, "spring 2019", strlen("spring 2019"));
    scene_put(&scene, "began", "", &answer, NULL);
    answer_init(&answer);
    field_set(&answer.words, "five or six");
    scene_put(&scene, "people", "", &answer, NULL);
    answer_init(&answer);
    value_set_boolean(&answer.value, true);
    scene_put(&scene, "helped", "", &answer, NULL);
    answer_init(&answer);
    value_add_choice(&answer.value, "gp");
    value_set_other(&answer.value, "an aunt", strlen("an aunt"));
    answer.by = BY_INFORMANT;
    field_set(&answer.relation, "sister");
    scene_put(&scene, "helpers", "", &answer, NULL);
    scene_add_row(&scene, "stays", first);
    scene_add_row(&scene, "stays", second);
    scene_say(&scene, "place", second, "Izmir");
    scene_say(&scene, "liked", first, "the sea");
    json_t *bundle = fhir_bundle_of(&scene, "fhir");
    fhir_assert_sound(bundle);
    const json_t *response = fhir_resource(bundle, "QuestionnaireResponse", 0);
    const json_t *form = fhir_questionnaire_of(bundle, response);
    assert_non_null(form);
    assert_true(fhir_in_order(form, response));
    assert_string_equal(json_text(response, "status"), "in-progress");
    const json_t *part = fhir_item_in(response, "first", 0);
    assert_string_equal(json_text(fhir_item_in(part, "cause", 0), "text"),
                        "Where does “the weight” come from?");
    const json_t *found = fhir_answer_of(fhir_item_in(part, "cause", 0), 0);
    assert_string_equal(json_text(found, "valueString"), "my work");
    assert_string_equal(fhir_ours(json_object_get(found, "_valueString"), "json", "valueString"),
                        "\"my\\u00A0work\"");
    found = fhir_item_in(part, "began", 0);
    assert_string_equal(json_text(fhir_answer_of(found, 0), "valueDate"), "2019");
    assert_string_equal(fhir_ours(found, "edtf", "valueString"), "2019-21");
    assert_string_equal(fhir_ours(found, "date_words", "valueString"), "spring 2019");
    found = fhir_item_in(part, "people", 0);
    assert_string_equal(fhir_absent_of(fhir_answer_of(found, 0)), "as-text");
    assert_string_equal(fhir_ours(found, "words", "valueString"), "five or six");
    assert_true(json_is_true(
        json_object_get(fhir_answer_of(fhir_item_in(part, "helped", 0), 0), "valueBoolean")));
    found = fhir_item_in(part, "helpers", 0);
    assert_int_equal(json_array_size(json_object_get(found, "answer")), 2);
    const json_t *coding = json_object_get(fhir_answer_of(found, 0), "valueCoding");
    assert_string_equal(json_text(coding, "code"), "gp");
    assert_string_equal(json_text(coding, "display"), "GP");
    assert_string_equal(json_text(fhir_answer_of(found, 1), "valueString"), "an aunt");
    assert_string_equal(fhir_ours(found, "by", "valueCode"), "informant");
    assert_string_equal(fhir_ours(found, "relation", "valueString"), "sister");
    const json_t *row = fhir_item_in(response, "stays", 0);
    assert_null(fhir_item_in(row, "place", 0));
    assert_string_equal(json_text(fhir_answer_of(fhir_item_in(row, "liked", 0), 0), "valueString"),
                        "the sea");
    row = fhir_item_in(response, "stays", 1);
    assert_string_equal(json_text(fhir_answer_of(fhir_item_in(row, "place", 0), 0), "valueString"),
                        "Izmir");
    assert_null(fhir_item_in(response, "stays", 2));
    assert_null(fhir_item_in(response, "loose", 0));
    json_decref(bundle);
    scene_finish(&scene);
}

static void test_reasons(void **state)
{
    (void)state;
    static const struct {
        const char *item;
        enum answer_state state;
        const char *code;
    } cases[] = {
        {"problem", STATE_DECLINED, "asked-declined"},
        {"cause", STATE_UNKNOWN, "asked-unknown"},
        {"began", STATE_SKIPPED, "not-asked"},
        {"people", STATE_LATER, "temp-unknown"},
        {"helped", STATE_NOT_APPLICABLE, "not-applicable"},
    };
    struct telling scene;
    scene_start(&scene, NULL);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        scene_set(&scene, cases[i].item, cases[i].state, "a reason");
    }
    json_t *bundle = fhir_bundle_of(&scene, "fhir-data");
    fhir_assert_sound(bundle);
    const json_t *part =
        fhir_item_in(fhir_resource(bundle, "QuestionnaireResponse", 0), "first", 0);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const json_t *item = fhir_item_in(part, cases[i].item, 0);
        assert_string_equal(fhir_absent_of(fhir_answer_of(item, 0)), cases[i].code);
        assert_string_equal(fhir_ours(item, "reason", "valueString"), "a reason");
    }
    json_decref(bundle);
    scene_finish(&scene);
}

/* What the form does not ask any more is told as text and is no answer of it. */
static void test_kept_answers_stay_out(void **state)
{
    (void)state;
    struct telling scene;
    struct answer answer;
    char row[33];
    scene_start(&scene, NULL);
    answer_init(&answer);
    value_set_boolean(&answer.value, true);
    scene_put(&scene, "helped", "", &answer, NULL);
    scene_say(&scene, "healer", "", "kept words");
    answer_init(&answer);
    value_set_boolean(&answer.value, false);
    scene_put(&scene, "helped", "", &answer, NULL);
    scene_add_row(&scene, "stays", row);
    scene_say(&scene, "place", row, "removed words");
    scene_remove_row(&scene, row);
    json_t *bundle = fhir_bundle_of(&scene, "fhir");
    fhir_assert_sound(bundle);
    const json_t *response = fhir_resource(bundle, "QuestionnaireResponse", 0);
    assert_null(fhir_item_in(fhir_item_in(response, "first", 0), "healer", 0));
    assert_null(fhir_item_in(response, "stays", 0));
    struct buf text = BUF_INIT;
    json_write(&text, json_object_get(fhir_resource_at(bundle, 0), "section"));
    assert_non_null(strstr(buf_text(&text), "kept words"));
    buf_finish(&text);
    json_decref(bundle);
    scene.form_is_lost = true;
    bundle = fhir_bundle_of(&scene, "fhir");
    fhir_assert_sound(bundle);
    response = fhir_resource(bundle, "QuestionnaireResponse", 0);
    assert_null(json_object_get(response, "item"));
    assert_null(json_object_get(response, "questionnaire"));
    json_decref(bundle);
    scene_finish(&scene);
}

static void test_amendments(void **state)
{
    (void)state;
    struct telling scene;
    struct answer answer;
    scene_start(&scene, NULL);
    scene_say(&scene, "problem", "", "the old words");
    scene_say(&scene, "cause", "", "my work");
    scene_finalise(&scene);
    json_t *bundle = fhir_bundle_of(&scene, "fhir");
    assert_string_equal(json_text(fhir_resource_at(bundle, 0), "status"), "final");
    assert_string_equal(json_text(fhir_resource(bundle, "QuestionnaireResponse", 0), "status"),
                        "completed");
    json_decref(bundle);
    answer_init(&answer);
    value_set_text(&answer.value, "the new words", strlen("the new words"));
    scene.support.context.author = "bea";
    scene_put(&scene, "problem", "", &answer, "misheard");
    answer_init(&answer);
    scene_put(&scene, "cause", "", &answer, "he does not want it there");
    bundle = fhir_bundle_of(&scene, "fhir");
    fhir_assert_sound(bundle);
    assert_string_equal(json_text(fhir_resource_at(bundle, 0), "status"), "amended");
    assert_string_equal(json_text(fhir_resource(bundle, "QuestionnaireResponse", 0), "status"),
                        "amended");
    static const char *const reasons[] = {"misheard", "he does not want it there"};
    for (size_t i = 0; i < 2; i++) {
        const json_t *found = fhir_resource(bundle, "Provenance", 1 + i);
        const json_t *reason = json_array_get(json_object_get(found, "reason"), 0);
        const json_t *entity = json_array_get(json_object_get(found, "entity"), 0);
        const json_t *agent = json_array_get(json_object_get(found, "agent"), 0);
        assert_string_equal(json_text(reason, "text"), reasons[i]);
        assert_string_equal(json_text(entity, "role"), "revision");
        assert_string_equal(json_text(json_object_get(agent, "who"), "display"), "bea");
    }
    struct buf text = BUF_INIT;
    json_write(&text, bundle);
    assert_null(strstr(buf_text(&text), "the old words"));
    buf_finish(&text);
    json_decref(bundle);
    scene_finish(&scene);
}

/* Neither what is private nor what the form keeps out of data. */
static void test_what_stays_in_the_house(void **state)
{
    (void)state;
    static const char form[] =
        "form_id: kept\nversion: \"1 b\"\nform_title: {en: Kept}\nlanguages: [en]\n"
        "default_language: en\nstatus: draft\nitems:\n"
        "  - {name: open, type: text, label: {en: Open}}\n"
        "  - {name: own, type: text, label: {en: Own}, private_to: clinician}\n"
        "  - {name: never, type: text, label: {en: Never}, export: never}\n"
        "  - {name: only, type: rank, label: {en: Only}, export: summary, "
        "choices: [{name: a, label: {en: A}}, {name: b, label: {en: B}}]}\n";
    struct telling scene;
    struct answer answer;
    scene_start(&scene, form);
    scene_say(&scene, "open", "", "words for all");
    scene_say(&scene, "own", "", "secret thought");
    scene_say(&scene, "never", "", "secret code");
    answer_init(&answer);
    value_add_rank(&answer.value, "b");
    scene_put(&scene, "only", "", &answer, NULL);
    scene_finalise(&scene);
    answer_init(&answer);
    value_set_text(&answer.value, "changed thought", strlen("changed thought"));
    scene_put(&scene, "own", "", &answer, "secret reason");
    json_t *bundle = fhir_bundle_of(&scene, "fhir-data");
    struct buf text = BUF_INIT;
    fhir_assert_sound(bundle);
    json_write(&text, bundle);
    assert_non_null(strstr(buf_text(&text), "words for all"));
    assert_null(strstr(buf_text(&text), "secret"));
    assert_null(strstr(buf_text(&text), "changed thought"));
    const json_t *response = fhir_resource(bundle, "QuestionnaireResponse", 0);
    assert_string_equal(json_text(response, "status"), "completed");
    assert_non_null(strstr(json_text(response, "questionnaire"), "|1-b"));
    assert_string_equal(fhir_absent_of(fhir_answer_of(fhir_item_in(response, "never", 0), 0)),
                        "masked");
    assert_string_equal(fhir_absent_of(fhir_item_in(response, "only", 0)), "masked");
    assert_null(json_object_get(fhir_item_in(response, "only", 0), "item"));
    buf_finish(&text);
    json_decref(bundle);
    scene_finish(&scene);
}

static bool tells(const struct telling *scene, const char *where, const char *what)
{
    struct summary_request request = scene->request;
    request.bundle = SUMMARY_DOCUMENT;
    struct document *document = summary_build(&request);
    bool told = losses_has(&document->losses, where, what);
    document_destroy(document);
    return told;
}

static void test_what_is_lost_is_told(void **state)
{
    (void)state;
    struct telling scene;
    struct answer answer;
    scene_start(&scene, NULL);
    answer_init(&answer);
    value_set_date(&answer.value, "2019", strlen("2019"));
    scene_put(&scene, "began", "", &answer, NULL);
    assert_false(tells(&scene, "began", ""));
    answer_init(&answer);
    value_set_date(&answer.value, "spring 2019", strlen("spring 2019"));
    scene_put(&scene, "began", "", &answer, NULL);
    assert_true(tells(&scene, "began", "a season"));
    answer_init(&answer);
    value_set_date(&answer.value, "about 2019", strlen("about 2019"));
    scene_put(&scene, "began", "", &answer, NULL);
    assert_true(tells(&scene, "began", "about, perhaps"));
    assert_false(tells(&scene, "people", ""));
    answer_init(&answer);
    field_set(&answer.words, "five or six");
    scene_put(&scene, "people", "", &answer, NULL);
    assert_true(tells(&scene, "people", "words where a number"));
    answer_init(&answer);
    field_set(&answer.words, "well, yes");
    scene_put(&scene, "helped", "", &answer, NULL);
    assert_true(tells(&scene, "helped", "may hide what hangs on it"));
    assert_false(tells(&scene, "people", "may hide"));
    scene_say(&scene, "healer", "", "kept");
    assert_true(tells(&scene, "healer", "does not ask for now"));
    scene_finish(&scene);
}

/* Other words under the same version are another Questionnaire. */
static void test_overlaid_forms_are_told_apart(void **state)
{
    (void)state;
    static const char other[] = "overlay_of: small\nversion: \"1\"\nlanguages: [en]\n"
                                "rights: ours\nsource: us\n"
                                "items: {problem: {label: {en: How do you call it}}}\n";
    struct telling scene;
    struct overlay *overlay = NULL;
    struct error err = {0};
    scene_start(&scene, NULL);
    scene_say(&scene, "problem", "", "the weight");
    json_t *bundle = fhir_bundle_of(&scene, "fhir");
    assert_string_equal(json_text(fhir_resource(bundle, "Questionnaire", 0), "version"), "1");
    json_decref(bundle);
    if (!overlay_read(&overlay, other, strlen(other), "other.yaml", NULL, &err) ||
        !overlay_apply(scene.form, overlay, &err)) {
        fail_msg("%u: %s", err.line, err.message);
    }
    bundle = fhir_bundle_of(&scene, "fhir");
    fhir_assert_sound(bundle);
    const json_t *form = fhir_resource(bundle, "Questionnaire", 0);
    assert_int_equal(strlen(json_text(form, "version")), strlen("1+12345678"));
    assert_ptr_equal(
        fhir_questionnaire_of(bundle, fhir_resource(bundle, "QuestionnaireResponse", 0)), form);
    json_decref(bundle);
    overlay_destroy(overlay);
    scene_finish(&scene);
}

static void assert_orders(const json_t *bundle)
{
    const json_t *response;
    for (size_t i = 0; (response = fhir_resource(bundle, "QuestionnaireResponse", i)) != NULL;
         i++) {
        const json_t *form = fhir_questionnaire_of(bundle, response);
        assert_non_null(form);
        assert_true(fhir_in_order(form, response));
    }
}

static void test_records_by_chance(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct telling scene;
        if (seed % 3 > 0) {
            scene_start_installed(&scene, "../tests/forms/every_type");
        } else {
            scene_start(&scene, NULL);
        }
        telling_fill(&scene, seed, TELLING_ALL);
        json_t *bundle = fhir_bundle_of(&scene, seed % 2 == 0 ? "fhir" : "fhir-data");
        fhir_assert_sound(bundle);
        assert_orders(bundle);
        json_decref(bundle);
        scene_finish(&scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_is_that_of_the_form),
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_reasons),
        cmocka_unit_test(test_kept_answers_stay_out),
        cmocka_unit_test(test_amendments),
        cmocka_unit_test(test_what_stays_in_the_house),
        cmocka_unit_test(test_what_is_lost_is_told),
        cmocka_unit_test(test_overlaid_forms_are_told_apart),
        cmocka_unit_test(test_records_by_chance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
