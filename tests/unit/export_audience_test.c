/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For whom a summary is: what each may not read is in no format, and the summary
 * for a colleague beside it has it.
 */
#include "base/text.h"
#include "export/export.h"
#include "export_scene.h"
#include "random_telling.h"
#include "record/fields.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char form_text[] =
    "form_id: small\nversion: \"1\"\nform_title: {en: Small, nl: Klein}\nlanguages: [en, nl]\n"
    "default_language: en\nstatus: draft\nitems:\n"
    "  - {name: own, type: text, prefix: 1, label: {en: Own words, nl: Woorden}, fallback: "
    "{en: that, nl: dat}}\n"
    "  - {name: cause, type: text, prefix: 2, label: {en: Cause, nl: Oorzaak},\n"
    "     fallback: {en: a cause, nl: een oorzaak}}\n"
    "  - {name: told, type: text, prefix: 3, label: {en: 'More of ${cause}?', nl: Meer}}\n"
    "  - {name: because, type: text, prefix: 4, label: {en: Hidden question, nl: Vraag},\n"
    "     relevant: \"${cause} != ''\"}\n"
    "  - {name: thought, type: text, prefix: 5, label: {en: Thought, nl: Gedachte},\n"
    "     private_to: clinician}\n"
    "  - {name: town, type: text, appearance: one-line, prefix: 6, label: {en: Town, nl: Stad}}\n"
    "  - {name: since, type: date, prefix: 7, label: {en: Since, nl: Sinds}}\n"
    "  - {name: rooms, type: integer, prefix: 12, label: {en: Rooms, nl: Kamers}}\n";

static void say(struct telling *scene, const char *item, const char *words, enum answer_by by)
{
    struct answer answer;
    answer_init(&answer);
    value_set_text(&answer.value, words, strlen(words));
    answer.by = by;
    field_set(&answer.relation, by == BY_INFORMANT ? "sister" : "");
    scene_put(scene, item, "", &answer, NULL);
}

static void tell(struct telling *scene)
{
    struct answer answer;
    scene_start(scene, form_text);
    say(scene, "own", "I am Test Person from Konya, called 06-1234567 on 12 March 1998",
        BY_PATIENT);
    say(scene, "cause", "sesame of her sister", BY_INFORMANT);
    say(scene, "told", "and so it went on in konya, in 3 years", BY_PATIENT);
    say(scene, "thought", "poppy of mine", BY_CLINICIAN);
    say(scene, "town", "Konya", BY_PATIENT);
    answer_init(&answer);
    value_set_date(&answer.value, "12 March 1998", strlen("12 March 1998"));
    scene_put(scene, "since", "", &answer, NULL);
    answer_init(&answer);
    value_set_integer(&answer.value, 14);
    scene_put(scene, "rooms", "", &answer, NULL);
}

static bool says(struct telling *scene, enum audience audience, const char *format,
                 const char *words)
{
    struct buf text = BUF_INIT;
    scene->request.audience = audience;
    scene_write(&text, scene, format);
    bool found = strstr(buf_text(&text), words) != NULL;
    buf_finish(&text);
    return found;
}

static const char *const formats[] = {"text", "markdown", "html",     "json",
                                      "csv",  "fhir",     "fhir-data"};
#define FORMATS (sizeof(formats) / sizeof(formats[0]))
#define READABLE 3

static void test_patient(void **state)
{
    struct telling scene;
    (void)state;
    tell(&scene);
    for (size_t i = 0; i < FORMATS; i++) {
        assert_true(says(&scene, AUDIENCE_COLLEAGUE, formats[i], "sesame"));
        assert_false(says(&scene, AUDIENCE_PATIENT, formats[i], "sesame"));
        assert_true(says(&scene, AUDIENCE_PATIENT, formats[i], "called 06"));
        assert_false(says(&scene, AUDIENCE_PATIENT, formats[i], "poppy"));
    }
    /* Neither where it was piped in, nor by a question that is asked because of it. */
    assert_true(says(&scene, AUDIENCE_COLLEAGUE, "json", "Hidden question"));
    assert_false(says(&scene, AUDIENCE_PATIENT, "json", "Hidden question"));
    assert_true(says(&scene, AUDIENCE_PATIENT, "text", "More of a cause?"));
    assert_true(says(&scene, AUDIENCE_PATIENT, "text", "This copy is for you."));
    assert_true(says(&scene, AUDIENCE_PATIENT, "text", "What we talked about"));
    assert_true(says(&scene, AUDIENCE_PATIENT, "json", "\"audience\": \"patient\""));
    assert_true(says(&scene, AUDIENCE_PATIENT, "json", "\"left_out\": 1"));
    scene_finish(&scene);
}

static void test_own(void **state)
{
    struct telling scene;
    (void)state;
    tell(&scene);
    assert_true(says(&scene, AUDIENCE_COLLEAGUE, "text", "words"));
    assert_false(says(&scene, AUDIENCE_COLLEAGUE, "text", "poppy"));
    scene.request.author = scene_interview(&scene)->author;
    for (size_t i = 0; i < READABLE; i++) {
        assert_true(says(&scene, AUDIENCE_OWN, formats[i], "poppy of mine"));
        assert_true(says(&scene, AUDIENCE_OWN, formats[i], "sesame"));
    }
    scene.request.author = "Somebody Else";
    assert_false(says(&scene, AUDIENCE_OWN, "text", "poppy"));
    scene_finish(&scene);
}

static void test_case(void **state)
{
    static const char *const gone[] = {"Test", "Person", "Konya", "06-", "1234567", "March",
                                       "1998", "P-7",    "14"};
    struct telling scene;
    (void)state;
    tell(&scene);
    for (size_t i = 0; i < READABLE; i++) {
        for (size_t j = 0; j < sizeof(gone) / sizeof(gone[0]); j++) {
            if (strcmp(formats[i], "html") == 0 && strlen(gone[j]) < 4) {
                continue; /* sizes in the style sheet */
            }
            if (says(&scene, AUDIENCE_CASE, formats[i], gone[j])) {
                fail_msg("%s stands in %s", gone[j], formats[i]);
            }
        }
        assert_true(says(&scene, AUDIENCE_CASE, formats[i], "anonymous"));
        assert_true(says(&scene, AUDIENCE_CASE, formats[i], "it went on in"));
        assert_true(says(&scene, AUDIENCE_CASE, formats[i], "in 3 years"));
    }
    assert_true(says(&scene, AUDIENCE_CASE, "text", "I am [name] from [name], called"));
    assert_true(says(&scene, AUDIENCE_CASE, "html", "called [number] on [number]"));
    assert_true(says(&scene, AUDIENCE_CASE, "text", "12")); /* the number of a question */
    scene_finish(&scene);
}

static void test_case_has_no_data(void **state)
{
    struct telling scene;
    struct error err = {0};
    (void)state;
    tell(&scene);
    scene.request.audience = AUDIENCE_CASE;
    for (size_t i = READABLE; i < FORMATS; i++) {
        const struct export_format *format = export_format_find(formats[i]);
        struct buf out = BUF_INIT;
        scene.request.bundle = format->bundle;
        struct document *document = summary_build(&scene.request);
        assert_false(format->write(&out, document, NULL, &err));
        assert_int_equal(err.code, ERROR_UNSUPPORTED);
        assert_int_equal(out.length, 0);
        document_destroy(document);
        buf_finish(&out);
    }
    scene_finish(&scene);
}

/* Whether WORD stands in TEXT as a word of its own. */
static bool has_word(const char *text, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
        bool begins = at == text || !((unsigned char)at[-1] >= 0x80 || at[-1] == '_' ||
                                      (at[-1] >= '0' && at[-1] <= '9') ||
                                      (at[-1] >= 'A' && at[-1] <= 'Z') ||
                                      (at[-1] >= 'a' && at[-1] <= 'z'));
        char after = at[length];
        bool ends = !((unsigned char)after >= 0x80 || (after >= '0' && after <= '9') ||
                      (after >= 'A' && after <= 'Z') || (after >= 'a' && after <= 'z'));
        if (begins && ends) {
            return true;
        }
    }
    return false;
}

/* Values of the record that are days, long numbers or codes, as they are stored. */
static void expect_gone(const struct telling *scene, const char *text, uint64_t seed)
{
    const struct interview *interview = scene_interview(scene);
    for (size_t i = 0; i < interview->answer_count; i++) {
        const struct value *value = &interview->answers[i]->answer.value;
        const char *said = value->kind == VALUE_DATE || value->kind == VALUE_DATETIME ? value->edtf
                           : value->kind == VALUE_DECIMAL || value->kind == VALUE_QUANTITY ||
                                   value->kind == VALUE_TIME
                               ? value->text
                               : NULL;
        if (said && strlen(said) > 2 && has_word(text, said)) {
            fail_msg("record %llu: %s stands in\n%s", (unsigned long long)seed, said, text);
        }
    }
    const struct record *record = scene->request.record;
    if (has_word(text, record->patient.name) || has_word(text, record->patient.code)) {
        fail_msg("record %llu: the patient is named", (unsigned long long)seed);
    }
}

static void test_generated(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct telling scene;
        struct buf text = BUF_INIT;
        scene_start(&scene, NULL);
        telling_fill(&scene, seed, TELLING_ALL);
        scene.request.audience = AUDIENCE_CASE;
        scene_write(&text, &scene, "text");
        expect_gone(&scene, buf_text(&text), seed);
        buf_finish(&text);
        scene_finish(&scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_patient),       cmocka_unit_test(test_own),
        cmocka_unit_test(test_case),          cmocka_unit_test(test_case_has_no_data),
        cmocka_unit_test(test_generated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
