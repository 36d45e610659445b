/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nothing of a Questionnaire by others goes without a word: each part is in the
 * form, or named with its path among what is lost. The files here are our own.
 */
#include "export/questionnaire.h"
#include "export/questionnaire_read.h"
#include "form/form_equal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "{\"resourceType\":\"Questionnaire\",\"language\":\"en\",\"title\":\"Nights\","
#define FHIR "http://hl7.org/fhir/StructureDefinition/"
#define SDC  "http://hl7.org/fhir/uv/sdc/StructureDefinition/"
#define PLAIN "\"item\":[{\"linkId\":\"a\",\"type\":\"text\",\"text\":\"T\"}]"

/* The form that JSON becomes; its losses as text into OUT. */
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
    losses_format(out, &losses);
    losses_finish(&losses);
    buf_finish(&text);
    return form;
}

/* LOST is in the list; "" when nothing may be lost. */
static void expect_lost(const char *json, const char *lost)
{
    struct buf losses = BUF_INIT;

    form_destroy(read_form(json, &losses));
    if (lost[0] ? !strstr(buf_text(&losses), lost) : losses.length > 0)
        fail_msg("expected \"%s\", not\n%s\nfrom %s", lost, buf_text(&losses), json);
    buf_finish(&losses);
}

static void lost_at_top(const char *member, const char *lost)
{
    struct buf json = BUF_INIT;

    buf_add_format(&json, HEAD "%s" PLAIN "}", member);
    expect_lost(buf_text(&json), lost);
    buf_finish(&json);
}

static void lost_at_item(const char *members, const char *lost)
{
    struct buf json = BUF_INIT;

    buf_add_format(&json, HEAD "\"item\":[{\"linkId\":\"a\",\"text\":\"T\",%s}]}", members);
    expect_lost(buf_text(&json), lost);
    buf_finish(&json);
}

static void test_top(void **state)
{
    (void)state;
    lost_at_top("", "");
    lost_at_top("\"subjectType\":[\"Patient\"],\"experimental\":false,\"status\":\"draft\","
                "\"date\":\"2026-01-02\",",
                "");
    lost_at_top("\"subjectType\":[\"Patient\",\"Group\"],", "about \"Group\"");
    lost_at_top("\"status\":\"retired\",", "its status was \"retired\"");
    lost_at_top("\"meta\":{\"profile\":[\"http://example.org/p\"]},", "\"meta\" has no place");
    lost_at_top("\"text\":{\"status\":\"generated\",\"div\":\"x\"},", "\"text\" has no place");
    lost_at_top("\"implicitRules\":\"http://example.org/r\",", "\"implicitRules\" has no place");
    lost_at_top("\"id\":\"x1\",", "\"id\" has no place");
    lost_at_top("\"contained\":[{\"resourceType\":\"Library\",\"id\":\"l\"}],",
                "W600 a Library inside the file that gives no choices (contained[0])");
    lost_at_top("\"_title\":{\"extension\":[{\"url\":\"" FHIR "rendering-style\","
                "\"valueString\":\"bold\"}]},",
                "rendering-style of a text (_title.extension[0])");
}

static void test_top_carried(void **state)
{
    struct buf losses = BUF_INIT;
    struct form *form = read_form(HEAD "\"date\":\"2026-01-02\",\"experimental\":true,"
                                       "\"purpose\":\"Why\",\"description\":\"What\"," PLAIN "}",
                                  &losses);

    (void)state;
    assert_non_null(strstr(form->source.text[0], "of 2026-01-02"));
    assert_non_null(strstr(form->source.text[0], "not meant for real use yet"));
    assert_string_equal(form->purpose.text[0], "Why\nWhat");
    assert_string_equal(buf_text(&losses), "");
    form_destroy(form);
    buf_finish(&losses);
}

static void test_items(void **state)
{
    (void)state;
    lost_at_item("\"type\":\"display\",\"required\":true", "\"required\" of what has no answer");
    lost_at_item("\"type\":\"display\",\"readOnly\":true", "\"readOnly\" of what has no answer");
    lost_at_item("\"type\":\"display\",\"initial\":[]", "\"initial\" of what has no answer");
    lost_at_item("\"type\":\"attachment\",\"repeats\":true", "it is there once");
    lost_at_item("\"type\":\"string\",\"answerOption\":[{\"valueString\":\"x\"}]",
                 "a type that is typed");
    lost_at_item("\"type\":\"text\",\"_prefix\":{}", "\"_prefix\" has no place");
    lost_at_item("\"type\":\"text\",\"id\":\"x\"", "\"id\" has no place");
    lost_at_item("\"type\":\"choice\",\"answerValueSet\":\"http://example.org/kin\"",
                 "choices of http://example.org/kin (item[0].answerValueSet)");
    lost_at_item("\"type\":\"text\",\"_text\":{\"extension\":[{\"url\":\"" FHIR
                 "rendering-xhtml\",\"valueString\":\"<b>T</b>\"}]}",
                 "rendering-xhtml of a text (item[0]._text.extension[0])");
    lost_at_item("\"type\":\"choice\",\"answerOption\":[{\"valueCoding\":{\"code\":\"a\","
                 "\"version\":\"3\"}}]",
                 "\"version\" has no place in a form (item[0].answerOption[0].valueCoding)");
    lost_at_item("\"type\":\"choice\",\"answerOption\":[{\"valueCoding\":{\"code\":\"a\"},"
                 "\"modifierExtension\":[]}]",
                 "\"modifierExtension\" has no place in a form (item[0].answerOption[0])");
    lost_at_item("\"type\":\"boolean\",\"item\":[{\"linkId\":\"h\",\"type\":\"display\","
                 "\"text\":\"H\",\"enableWhen\":[{\"question\":\"a\",\"operator\":\"=\","
                 "\"answerBoolean\":true}]}]",
                 "W601 a hint is there whatever the answers (item[0].item[0])");
}

/* What x_fhir holds can be no number that would change, and nothing too deep. */
static void test_kept(void **state)
{
    struct buf losses = BUF_INIT;
    struct form *form;

    (void)state;
    form = read_form(HEAD "\"item\":[{\"linkId\":\"a\",\"text\":\"T\",\"type\":\"text\","
                          "\"extension\":[{\"url\":\"http://example.org/w\",\"valueDecimal\":0.1},"
                          "{\"url\":\"urn:verhaal:form:x_fhir\",\"valueString\":"
                          "\"{\\\"definition\\\":\\n\\\"http://example.org/d\\\"}\"}]}]}",
                     &losses);
    assert_non_null(strstr(buf_text(&losses), "it is kept for exports"));
    assert_non_null(strstr(form->all[0]->fhir, "\"valueDecimal\":0.1}"));
    assert_non_null(strstr(form->all[0]->fhir, "\"definition\":\"http://example.org/d\""));
    form_destroy(form);
    buf_finish(&losses);
    lost_at_item("\"type\":\"text\",\"extension\":[{\"url\":\"http://example.org/w\","
                 "\"valueDecimal\":1e-9}]",
                 "has no effect here, and cannot be kept for exports");
    lost_at_item("\"type\":\"text\",\"extension\":[{\"url\":\"http://example.org/w\","
                 "\"valueDecimal\":0.12345678901234567}]",
                 "has no effect here, and cannot be kept for exports");
    lost_at_item("\"type\":\"text\",\"extension\":[{\"url\":\"http://example.org/w\",\"x\":"
                 "[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}]",
                 "has no effect here, and cannot be kept for exports");
    lost_at_item("\"type\":\"text\",\"extension\":[{\"url\":\"" FHIR "questionnaire-itemControl\","
                 "\"valueDecimal\":1e-9}]",
                 "how it is shown cannot be kept");
    lost_at_item("\"type\":\"text\",\"extension\":[{\"url\":\"" SDC
                 "sdc-questionnaire-calculatedExpression\",\"valueExpression\":{\"expression\":"
                 "\"%patient.age()\",\"x\":1e-9}}]",
                 "this FHIRPath has no counterpart, and cannot be kept");
    lost_at_item("\"type\":\"text\",\"extension\":[{\"url\":\"urn:verhaal:form:x_fhir\","
                 "\"valueString\":\"no\\nobject\"}]",
                 "what x_fhir holds");
}

/* ---- what stands there from the beginning ---- */

static void expect_default(const char *members, const char *expected)
{
    struct buf json = BUF_INIT, losses = BUF_INIT;
    struct form *form;

    buf_add_format(&json, HEAD "\"item\":[{\"linkId\":\"a\",\"text\":\"T\",%s}]}", members);
    form = read_form(buf_text(&json), &losses);
    assert_string_equal(form->all[0]->default_value ? rule_text(form->all[0]->default_value) : "",
                        expected);
    form_destroy(form);
    buf_finish(&json);
    buf_finish(&losses);
}

#define TICKED                                                                                     \
    "\"answerOption\":[{\"valueCoding\":{\"code\":\"x\"}},"                                        \
    "{\"valueCoding\":{\"code\":\"y\"},\"initialSelected\":true},"                                 \
    "{\"valueCoding\":{\"code\":\"z\"},\"initialSelected\":true}]"

static void test_ticked(void **state)
{
    (void)state;
    expect_default("\"type\":\"choice\"," TICKED, "'y'");
    lost_at_item("\"type\":\"choice\"," TICKED,
                 "W604 only the first of several is kept (item[0].answerOption[2])");
    expect_default("\"type\":\"choice\",\"repeats\":true," TICKED, "'y z'");
    lost_at_item("\"type\":\"choice\",\"repeats\":true," TICKED, "");
    expect_default("\"type\":\"choice\",\"repeats\":true,\"answerOption\":[{\"valueCoding\":"
                   "{\"code\":\"x\"}},{\"valueCoding\":{\"code\":\"y\"}}],\"initial\":["
                   "{\"valueCoding\":{\"code\":\"y\"}},{\"valueCoding\":{\"code\":\"x\"}}]",
                   "'y x'");
}

/* ---- what a choice counts for ---- */

static void test_scores(void **state)
{
    struct buf losses = BUF_INIT;
    struct form *form =
        read_form(HEAD "\"item\":[{\"linkId\":\"a\",\"text\":\"T\",\"type\":\"choice\","
                       "\"answerOption\":[{\"valueCoding\":{\"code\":\"x\"},\"extension\":[{"
                       "\"url\":\"" FHIR "ordinalValue\",\"valueDecimal\":2}]},"
                       "{\"valueCoding\":{\"code\":\"y\",\"extension\":[{\"url\":\"" FHIR
                       "ordinalValue\",\"valueDecimal\":-0.5}]}}]}]}",
                  &losses);

    (void)state;
    assert_string_equal(form->all[0]->choices->choices[0].score, "2");
    assert_string_equal(form->all[0]->choices->choices[1].score, "-0.5");
    assert_string_equal(buf_text(&losses), "");
    form_destroy(form);
    buf_finish(&losses);
}

static void test_scores_come_back(void **state)
{
    static const char text[] =
        "form_id: sums\nversion: \"1\"\nform_title: Sums\nlanguages: [en]\nitems:\n"
        "  - name: a\n    type: select_one\n    label: A\n    choices:\n"
        "      - {name: x, label: X, score: \"1.50\"}\n"
        "      - {name: y, label: Y, score: -2}\n";
    struct buf json = BUF_INIT, difference = BUF_INIT, losses = BUF_INIT;
    struct error err = {0};
    struct form *form, *copy;

    (void)state;
    if (!form_read(&form, text, sizeof(text) - 1, "sums.yaml", NULL, &err))
        fail_msg("%s", err.message);
    assert_true(questionnaire_write(&json, form, NULL, NULL, &err));
    assert_non_null(strstr(buf_text(&json), "ordinalValue"));
    copy = read_form(buf_text(&json), &losses);
    if (!form_equal(form, copy, &difference))
        fail_msg("%s", buf_text(&difference));
    form_destroy(copy);
    form_destroy(form);
    buf_finish(&json);
    buf_finish(&difference);
    buf_finish(&losses);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_top),    cmocka_unit_test(test_top_carried),
        cmocka_unit_test(test_items),  cmocka_unit_test(test_kept),
        cmocka_unit_test(test_ticked), cmocka_unit_test(test_scores),
        cmocka_unit_test(test_scores_come_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
