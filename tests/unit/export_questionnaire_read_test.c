/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questionnaires of others as forms: what they become, what is said to be lost,
 * and what is refused, with its path.
 */
#include "export/questionnaire_read.h"

#include "base/file.h"
#include "export/questionnaire.h"
#include "form/form_equal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEAD                                                                                       \
    "{\"resourceType\":\"Questionnaire\",\"language\":\"en\",\"title\":\"Nights\",\"item\":["
#define TAIL "]}"
#define WHEN(question, operator, answer)                                                           \
    "\"enableWhen\":[{\"question\":\"" question "\",\"operator\":\"" operator "\"," answer "}]"

/* The form that JSON becomes; its losses as text into OUT (may be NULL). */
static struct form *read_form(const char *json, struct buf *out)
{
    struct losses losses = LOSSES_INIT;
    struct buf text = BUF_INIT;
    struct error err = {0};
    struct form *form;
    char message[1200];

    if (!questionnaire_read(&text, json, strlen(json), "test.json", &losses, &err))
        fail_msg("%s\nin %s", error_text(&err, message, sizeof(message)), json);
    if (!form_read(&form, buf_text(&text), text.length, "test.yaml", NULL, &err))
        fail_msg("%s\nin %s", error_text(&err, message, sizeof(message)), buf_text(&text));
    if (out)
        losses_format(out, &losses);
    losses_finish(&losses);
    buf_finish(&text);
    return form;
}

/* ---- types ---- */

static void test_types(void **state)
{
    static const struct {
        const char *item;
        enum item_type type;
    } rows[] = {
        {"\"type\":\"display\"", ITEM_NOTE},
        {"\"type\":\"boolean\"", ITEM_YES_NO},
        {"\"type\":\"decimal\"", ITEM_DECIMAL},
        {"\"type\":\"integer\"", ITEM_INTEGER},
        {"\"type\":\"date\"", ITEM_DATE},
        {"\"type\":\"dateTime\"", ITEM_DATETIME},
        {"\"type\":\"time\"", ITEM_TIME},
        {"\"type\":\"string\"", ITEM_TEXT},
        {"\"type\":\"text\"", ITEM_TEXT},
        {"\"type\":\"url\"", ITEM_TEXT},
        {"\"type\":\"reference\"", ITEM_TEXT},
        {"\"type\":\"attachment\"", ITEM_FILE},
        {"\"type\":\"quantity\"", ITEM_DECIMAL},
        {"\"type\":\"quantity\",\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/"
         "questionnaire-unitOption\",\"valueCoding\":{\"code\":\"mo\",\"display\":\"months\"}}]",
         ITEM_QUANTITY},
        {"\"type\":\"choice\"", ITEM_TEXT},
        {"\"type\":\"choice\",\"answerOption\":[{\"valueString\":\"Some times\"}]",
         ITEM_SELECT_ONE},
        {"\"type\":\"choice\",\"repeats\":true,\"answerOption\":[{\"valueInteger\":3}]",
         ITEM_SELECT_MULTIPLE},
        {"\"type\":\"group\"", ITEM_NOTE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct buf json = BUF_INIT;
        struct form *form;

        buf_add_format(&json, HEAD "{\"linkId\":\"a\",\"text\":\"Anna?\",%s}" TAIL, rows[i].item);
        form = read_form(buf_text(&json), NULL);
        if (form->all[0]->type != rows[i].type)
            fail_msg("%s became %s", rows[i].item, item_type_name(form->all[0]->type));
        assert_string_equal(form->all[0]->label.text[0], "Anna?");
        assert_string_equal(form->all[0]->name, "a");
        form_destroy(form);
        buf_finish(&json);
    }
}

/* ---- conditions ---- */

static const char questions[] =
    "{\"linkId\":\"yes\",\"text\":\"Y\",\"type\":\"boolean\"},"
    "{\"linkId\":\"/one-2\",\"text\":\"O\",\"type\":\"choice\",\"answerOption\":["
    "{\"valueCoding\":{\"code\":\"a\",\"display\":\"Aa\"}},"
    "{\"valueCoding\":{\"system\":\"http://loinc.org\",\"code\":\"LA;1\",\"display\":\"Bb\"}}]},"
    "{\"linkId\":\"many\",\"text\":\"M\",\"type\":\"choice\",\"repeats\":true,\"answerOption\":["
    "{\"valueCoding\":{\"code\":\"x\",\"display\":\"Ex\"}}]},"
    "{\"linkId\":\"n\",\"text\":\"N\",\"type\":\"integer\"},"
    "{\"linkId\":\"often\",\"text\":\"R\",\"type\":\"integer\",\"repeats\":true},";

static void expect_relevant(const char *condition, const char *expected)
{
    struct buf json = BUF_INIT, losses = BUF_INIT;
    const struct item *item;
    struct form *form;

    buf_add_format(&json, HEAD "%s{\"linkId\":\"it\",\"text\":\"It\",\"type\":\"text\",%s}" TAIL,
                   questions, condition);
    form = read_form(buf_text(&json), &losses);
    item = form_find(form, "it");
    assert_non_null(item);
    assert_string_equal(item->relevant ? rule_text(item->relevant) : "", expected);
    assert_int_equal(strstr(buf_text(&losses), "W601") != NULL, expected[0] == '\0');
    form_destroy(form);
    buf_finish(&json);
    buf_finish(&losses);
}

static void test_conditions(void **state)
{
    (void)state;
    expect_relevant(WHEN("yes", "=", "\"answerBoolean\":true"), "${yes} = true()");
    expect_relevant(WHEN("yes", "exists", "\"answerBoolean\":true"), "answered(${yes})");
    expect_relevant(WHEN("yes", "exists", "\"answerBoolean\":false"), "not(answered(${yes}))");
    expect_relevant(WHEN("/one-2", "=", "\"answerCoding\":{\"code\":\"a\"}"), "${one_2} = 'a'");
    expect_relevant(WHEN("/one-2", "!=", "\"answerCoding\":{\"code\":\"LA;1\"}"),
                    "${one_2} != 'la_1'");
    expect_relevant(WHEN("many", "=", "\"answerCoding\":{\"code\":\"x\"}"),
                    "selected(${many}, 'x')");
    expect_relevant(WHEN("many", "!=", "\"answerCoding\":{\"code\":\"x\"}"),
                    "not(selected(${many}, 'x'))");
    expect_relevant(WHEN("n", ">=", "\"answerInteger\":18"), "${n} >= 18");
    expect_relevant(WHEN("n", "<", "\"answerDecimal\":1.5"), "${n} < 1.5");
    expect_relevant(WHEN("often", "exists", "\"answerBoolean\":true"), "count(${often_list}) > 0");
    expect_relevant("\"enableBehavior\":\"any\",\"enableWhen\":["
                    "{\"question\":\"n\",\"operator\":\">\",\"answerInteger\":1},"
                    "{\"question\":\"yes\",\"operator\":\"=\",\"answerBoolean\":false}]",
                    "${n} > 1 or ${yes} = false()");
    /* No such choice; no look into rows. */
    expect_relevant(WHEN("/one-2", "=", "\"answerCoding\":{\"code\":\"zz\"}"), "");
    expect_relevant(WHEN("often", "=", "\"answerInteger\":3"), "");
}

static void expect_path(const char *path, const char *expected)
{
    struct buf text = BUF_INIT;

    buf_add_format(&text,
                   "\"extension\":[{\"url\":\"http://hl7.org/fhir/uv/sdc/StructureDefinition/"
                   "sdc-questionnaire-enableWhenExpression\",\"valueExpression\":{\"language\":"
                   "\"text/fhirpath\",\"expression\":\"%s\"}}]",
                   path);
    expect_relevant(buf_text(&text), expected);
    buf_finish(&text);
}

#define R(id) "%resource.repeat(item|answer.item).where(linkId='" id "').answer"

static void test_paths(void **state)
{
    (void)state;
    expect_path(R("yes") ".value = true", "(${yes} = true())");
    expect_path(R("/one-2") ".value.code = 'a'", "${one_2} = 'a'");
    expect_path(R("/one-2") ".valueCoding.code != 'LA;1'", "${one_2} != 'la_1'");
    expect_path(R("many") ".value.code contains 'x'", "selected(${many}, 'x')");
    expect_path("'x' in " R("many") ".value.code", "selected(${many}, 'x')");
    expect_path(R("many") ".count() >= 2", "(count-selected(${many}) >= 2)");
    expect_path("(" R("n") ".value >= 18) and (" R("yes") ".value = true)",
                "(((${n} >= 18)) and ((${yes} = true())))");
    expect_path(R("n") ".exists()", "answered(${n})");
    expect_path(R("n") ".empty()", "not(answered(${n}))");
    expect_path(R("n") ".exists().not()", "not(answered(${n}))");
    expect_path(R("n") ".value + 2 * 3 > 7 or false", "(((${n} + (2 * 3)) > 7) or false())");
    expect_path("%resource.item.where(linkId='n').answer.value / 2 = 4", "((${n} div 2) = 4)");
    expect_path("iif(" R("n") ".value > 1, true, false)", "if((${n} > 1), true(), false())");
    expect_path(R("often") ".exists()", "count(${often_list}) > 0");
    /* Not what a form can say. */
    expect_path("%patient.birthDate < today()", "");
    expect_path(R("n") ".value.power(2) > 3", "");
    expect_path(R("nobody") ".exists()", "");
    expect_path(R("n") ".value >", "");
    expect_path("((((((((((((((((((((((((((((((1))))))))))))))))))))))))))))))", "");
}

/* ---- the rest of an item ---- */

static void test_members(void **state)
{
    static const char json[] =
        "{\"resourceType\":\"Questionnaire\",\"url\":\"https://example.org/q\",\"version\":\"2\","
        "\"name\":\"NightTalk\",\"title\":\"Nights\",\"_title\":{\"extension\":[{\"url\":"
        "\"http://hl7.org/fhir/StructureDefinition/translation\",\"extension\":[{\"url\":\"lang\","
        "\"valueCode\":\"nl\"},{\"url\":\"content\",\"valueString\":\"Nachten\"}]}]},"
        "\"status\":\"active\",\"language\":\"en\",\"publisher\":\"A clinic\","
        "\"contained\":[{\"resourceType\":\"ValueSet\",\"id\":\"kin\",\"compose\":{\"include\":[{"
        "\"system\":\"http://example.org/kin\",\"concept\":[{\"code\":\"M\",\"display\":"
        "\"Mother\",\"designation\":[{\"language\":\"nl\",\"value\":\"Moeder\"}]},"
        "{\"code\":\"F\"}]}]}}],"
        "\"item\":[{\"linkId\":\"1\",\"prefix\":\"1.\",\"text\":\"Hours of ${sleep}\","
        "\"type\":\"integer\",\"required\":true,\"readOnly\":true,\"code\":[{\"system\":"
        "\"http://loinc.org\",\"code\":\"1-8\"}],\"initial\":[{\"valueInteger\":7}],"
        "\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/minValue\","
        "\"valueInteger\":0},{\"url\":\"http://hl7.org/fhir/StructureDefinition/maxValue\","
        "\"valueInteger\":24},{\"url\":\"http://example.org/colour\",\"valueCode\":\"blue\"}],"
        "\"item\":[{\"linkId\":\"1h\",\"type\":\"display\",\"text\":\"A guess will do\","
        "\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/questionnaire-"
        "itemControl\",\"valueCodeableConcept\":{\"coding\":[{\"code\":\"help\"}]}}]}]},"
        "{\"linkId\":\"who\",\"text\":\"Who helps?\",\"type\":\"open-choice\","
        "\"answerValueSet\":\"#kin\"},"
        "{\"linkId\":\"WHO\",\"text\":\"Word\",\"type\":\"string\",\"maxLength\":20,"
        "\"colour\":1}]}";
    struct buf losses = BUF_INIT;
    struct form *form = read_form(json, &losses);
    const struct item *hours = form_find(form, "q_1"), *who = form_find(form, "who");
    const struct item *word = form_find(form, "who_2");

    (void)state;
    assert_string_equal(form->form_id, "nighttalk");
    assert_string_equal(form->version, "2");
    assert_string_equal(form->url, "https://example.org/q");
    assert_int_equal(form->status, FORM_DRAFT);
    assert_string_equal(form->title.text[1], "Nachten");
    assert_non_null(strstr(form->source.text[0], "https://example.org/q"));
    assert_non_null(strstr(form->source.text[0], "A clinic"));
    assert_non_null(form->rights.text[0]);
    assert_non_null(hours);
    assert_string_equal(hours->label.text[0], "Hours of $ {sleep}");
    assert_string_equal(hours->guidance.text[0], "A guess will do");
    assert_string_equal(hours->prefix, "1.");
    assert_string_equal(hours->code, "loinc:1-8");
    assert_true(hours->has_min && hours->min == 0 && hours->has_max && hours->max == 24);
    assert_true(hours->required == REQUIRED_YES && hours->read_only);
    assert_string_equal(rule_text(hours->default_value), "7");
    assert_non_null(strstr(hours->fhir, "http://example.org/colour"));
    assert_non_null(strstr(hours->fhir, "\"valueString\":\"1\""));
    assert_non_null(who);
    assert_true(who->other && who->choices->count == 2);
    assert_string_equal(who->choices->choices[0].label.text[1], "Moeder");
    assert_string_equal(who->choices->choices[0].code, "http://example.org/kin|M");
    assert_string_equal(who->choices->choices[1].label.text[0], "F");
    assert_non_null(word);
    assert_true(word->one_line && word->max_length == 20);
    assert_non_null(strstr(buf_text(&losses), "W604"));
    assert_non_null(strstr(buf_text(&losses), "\"colour\" has no place"));
    assert_non_null(strstr(buf_text(&losses), "item[2]"));
    form_destroy(form);
    buf_finish(&losses);
}

/* ---- refused ---- */

static void expect_refused(const char *json, size_t length, const char *code, const char *path)
{
    struct losses losses = LOSSES_INIT;
    struct buf text = BUF_INIT;
    struct error err = {0};

    buf_add_text(&text, "before");
    if (questionnaire_read(&text, json, length, "bad.json", &losses, &err))
        fail_msg("taken: %.300s", json);
    assert_string_equal(buf_text(&text), "before");
    if (!strstr(err.message, code) || !strstr(err.message, path))
        fail_msg("expected %s %s, not %s\nin %.300s", code, path, err.message, json);
    assert_string_equal(err.file, "bad.json");
    losses_finish(&losses);
    buf_finish(&text);
}

static void refused(const char *json, const char *code, const char *path)
{
    expect_refused(json, strlen(json), code, path);
}

#define ONE(rest) HEAD "{\"linkId\":\"a\",\"type\":\"text\"," rest "}" TAIL

static void test_refused(void **state)
{
    (void)state;
    refused("", "E600", "");
    refused("{\"item\":[{},{\"linkId\":", "E600", "item[1].linkId: ");
    refused("{\"item\":[{\"a\":1,\"a\":2}]}", "E600", "item[0].a: ");
    refused("{\"item\":[{\"a\":\"\xff\"}]}", "E600", "item[0].a: ");
    refused("{\"item\":[12345678901234567890123]}", "E600", "item[0]: ");
    refused("{\"item\":[1e999]}", "E600", "item[0]: ");
    refused("[]", "E601", "");
    refused("{\"resourceType\":\"Patient\"}", "E601", "Patient");
    refused(HEAD "{\"linkId\":7,\"type\":\"text\"}" TAIL, "E602", "item[0].linkId: ");
    refused(HEAD "7" TAIL, "E602", "item[0]: ");
    refused(ONE("\"text\":[]"), "E602", "item[0].text: ");
    refused(ONE("\"required\":\"yes\""), "E602", "item[0].required: ");
    refused(ONE("\"item\":{}"), "E602", "item[0].item: ");
    refused(ONE("\"_text\":3"), "E602", "item[0]._text: ");
    refused("{\"resourceType\":\"Questionnaire\"}", "E603", "");
    refused(HEAD "{\"type\":\"text\"}" TAIL, "E603", "item[0]: ");
    refused(HEAD "{\"linkId\":\"a\"}" TAIL, "E603", "item[0]: ");
    refused(HEAD "{\"linkId\":\"a\",\"type\":\"dropdown\"}" TAIL, "E604", "item[0].type: ");
    /* Other versions of FHIR are named. */
    refused(HEAD "{\"linkId\":\"a\",\"type\":\"coding\"}" TAIL, "E604", "item[0].type: \"coding\"");
    refused(HEAD "{\"linkId\":\"a\",\"type\":\"boolean\"},{\"linkId\":\"b\",\"type\":\"text\","
                 "\"enableWhen\":[{\"question\":\"a\",\"hasAnswer\":true}]}" TAIL,
            "E603", "item[1].enableWhen[0]: \"hasAnswer\" is of FHIR STU3");
    refused(ONE("\"item\":[{\"linkId\":\"a\",\"type\":\"text\"}]"), "E605",
            "item[0].item[0].linkId: ");
    refused(ONE(WHEN("nobody", "=", "\"answerInteger\":1")), "E606",
            "item[0].enableWhen[0].question: ");
    refused(ONE(WHEN("a", "=", "\"answerString\":\"b\"")), "E607", "item[0].enableWhen: ");
    refused(HEAD "{\"linkId\":\"g\",\"type\":\"group\"," WHEN("b", "exists",
                                                             "\"answerBoolean\":true")
            ",\"item\":[{\"linkId\":\"b\",\"type\":\"text\"}]}" TAIL,
            "E607", "g -> b -> g");
}

static void test_too_much(void **state)
{
    struct buf json = BUF_INIT;

    (void)state;
    buf_add_text(&json, HEAD);
    for (unsigned i = 0; i < 2001; i++)
        buf_add_format(&json, "%s{\"linkId\":\"q%u\",\"type\":\"text\",\"text\":\"T\"}",
                       i > 0 ? "," : "", i);
    buf_add_text(&json, TAIL);
    refused(buf_text(&json), "E608", "item[2000]: ");
    buf_clear(&json);
    buf_add_text(&json, HEAD "{\"linkId\":\"a\",\"type\":\"text\",\"text\":\"");
    buf_add_repeat(&json, "x", 17000);
    buf_add_text(&json, "\"}" TAIL);
    refused(buf_text(&json), "E608", "item[0].text: ");
    buf_clear(&json);
    buf_add_repeat(&json, "[", 100000);
    refused(buf_text(&json), "E600", "[0][0]");
    buf_clear(&json);
    buf_add_text(&json, HEAD);
    for (unsigned i = 0; i < 8; i++)
        buf_add_format(&json, "{\"linkId\":\"g%u\",\"type\":\"group\",\"item\":[", i);
    buf_add_text(&json, "{\"linkId\":\"t\",\"type\":\"text\"}");
    buf_add_repeat(&json, "]}", 8);
    buf_add_text(&json, TAIL);
    refused(buf_text(&json), "E608", "item[0].item[0].item[0].item[0].item[0].item[0].item[0]");
    buf_clear(&json);
    buf_add_repeat(&json, " ", QUESTIONNAIRE_MAX_BYTES + 1);
    refused(buf_text(&json), "E600", "");
    buf_finish(&json);
}

/* ---- what is said to be lost ---- */

static void expect_lost(const char *json, const char *code)
{
    struct buf losses = BUF_INIT;

    form_destroy(read_form(json, &losses));
    if (!strstr(buf_text(&losses), code))
        fail_msg("expected %s, not\n%s", code, buf_text(&losses));
    buf_finish(&losses);
}

static void test_losses(void **state)
{
    (void)state;
    expect_lost(ONE("\"text\":\"T\",\"colour\":1"), "W600 ");
    expect_lost(HEAD "{\"linkId\":\"a\",\"type\":\"url\",\"text\":\"T\"}" TAIL, "W603 ");
    expect_lost(ONE("\"text\":\"${b}\""), "W604 ");
    expect_lost("{\"resourceType\":\"Questionnaire\",\"item\":[{\"linkId\":\"a\","
                "\"type\":\"text\",\"text\":\"T\"}]}",
                "W605 ");
    expect_lost(HEAD "{\"linkId\":\"a\",\"type\":\"text\"}" TAIL, "W606 ");
    refused("{\"resourceType\":\"Questionnaire\",\"extension\":[{\"url\":"
            "\"urn:verhaal:form:form_id\",\"valueString\":\"No Name\"}],\"item\":["
            "{\"linkId\":\"a\",\"type\":\"text\",\"text\":\"T\"}]}",
            "E609", "E201");
}

/* The language that somebody chose for a file that does not say its own. */
static void test_language(void **state)
{
    static const struct {
        const char *said, *chosen, *taken, *lost;
    } rows[] = {
        {"", "nl", "default_language: nl", NULL},
        {"", "PT_br", "default_language: pt-br", NULL},
        {"", NULL, "default_language: en", "W605 the file does not say its language"},
        {"\"language\":\"nl\",", "nl", "default_language: nl", NULL},
        {"\"language\":\"nl\",", "en", "default_language: nl",
         "W605 the file says itself that it is in nl; --language changes nothing (language)"},
        {"\"language\":\"no tag\",", NULL, "default_language: en",
         "W605 \"no tag\" is no language"},
        {"", "no tag", NULL, "error E604 \"no tag\" is no language"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct losses losses = LOSSES_INIT;
        struct buf json = BUF_INIT, text = BUF_INIT, lost = BUF_INIT;
        struct error err = {0};
        bool good;

        buf_add_format(&json, "{\"resourceType\":\"Questionnaire\",%s\"title\":\"T\",\"item\":["
                              "{\"linkId\":\"a\",\"type\":\"text\",\"text\":\"T\"}]}",
                       rows[i].said);
        good = questionnaire_read_in(&text, buf_text(&json), json.length, "t.json",
                                     rows[i].chosen, &losses, &err);
        assert_int_equal(good, rows[i].taken != NULL);
        losses_format(&lost, &losses);
        buf_add_text(&lost, err.message);
        if (good && !strstr(buf_text(&text), rows[i].taken))
            fail_msg("row %zu: no %s in\n%s", i, rows[i].taken, buf_text(&text));
        if (rows[i].lost ? !strstr(buf_text(&lost), rows[i].lost) : lost.length > 0)
            fail_msg("row %zu: %s", i, buf_text(&lost));
        if (!good)
            assert_int_equal(text.length, 0);
        losses_finish(&losses);
        buf_finish(&json);
        buf_finish(&text);
        buf_finish(&lost);
    }
}

/* ---- our own come back ---- */

static void expect_back(const struct form *form, const char *name)
{
    struct buf json = BUF_INIT, difference = BUF_INIT;
    struct error err = {0};
    struct form *copy;

    if (!questionnaire_write(&json, form, NULL, NULL, &err))
        fail_msg("%s: %s", name, err.message);
    copy = read_form(buf_text(&json), NULL);
    if (!form_equal(form, copy, &difference))
        fail_msg("%s: %s", name, buf_text(&difference));
    form_destroy(copy);
    buf_finish(&json);
    buf_finish(&difference);
}

static void test_own_forms_come_back(void **state)
{
    const char *source = getenv("VERHAAL_TEST_SRCDIR");
    struct file_list files = {0};
    struct error err = {0};
    struct buf path = BUF_INIT;

    (void)state;
    buf_add_format(&path, "%s/forms", source ? source : ".");
    assert_true(file_list_read(&files, buf_text(&path), ".yaml", &err));
    assert_true(files.count >= 40);
    for (size_t i = 0; i < files.count; i++) {
        struct form *form;

        buf_clear(&path);
        buf_add_format(&path, "%s/forms/%s", source ? source : ".", files.names[i]);
        assert_true(form_load(&form, buf_text(&path), NULL, &err));
        expect_back(form, files.names[i]);
        form_destroy(form);
    }
    file_list_finish(&files);
    buf_finish(&path);
}

/* A calculation goes out as read-only; it must not come back as if a form had said so. */
static void test_calculations_come_back(void **state)
{
    static const char text[] = "form_id: sums\nversion: \"1\"\nform_title: Sums\n"
                               "languages: [en]\nitems:\n"
                               "  - {name: a, type: integer, label: A}\n"
                               "  - {name: b, type: integer, label: B, calculation: '${a} + 1'}\n"
                               "  - {name: c, type: integer, label: C, calculation: '${a} + 2',\n"
                               "     read_only: true}\n";
    struct error err = {0};
    struct form *form;

    (void)state;
    if (!form_read(&form, text, sizeof(text) - 1, "sums.yaml", NULL, &err))
        fail_msg("%s", err.message);
    assert_false(form_find(form, "b")->read_only);
    assert_true(form_find(form, "c")->read_only);
    expect_back(form, "sums");
    form_destroy(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_types),    cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_paths),    cmocka_unit_test(test_members),
        cmocka_unit_test(test_refused),  cmocka_unit_test(test_too_much),
        cmocka_unit_test(test_losses),   cmocka_unit_test(test_own_forms_come_back),
        cmocka_unit_test(test_language),
        cmocka_unit_test(test_calculations_come_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
