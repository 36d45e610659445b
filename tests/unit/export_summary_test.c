/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the summary says, where it says it, and that it invents nothing.
 */
#include "base/alloc.h"
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

/* The block of KIND with TEXT, from FROM on; -1 if there is none. */
static int find_from(const struct document *document, int from, enum block_kind kind,
                     const char *text)
{
    for (size_t i = (size_t)from; i < document->count; i++) {
        if (document->blocks[i].kind == kind && strcmp(document->blocks[i].text, text) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static int find(const struct document *document, enum block_kind kind, const char *text)
{
    return find_from(document, 0, kind, text);
}

static const char *fact(const struct document *document, const char *label)
{
    for (size_t i = 0; i < document->count; i++) {
        const struct block *block = &document->blocks[i];
        if (block->kind == BLOCK_FACT && strcmp(block->label, label) == 0) {
            return block->text;
        }
    }
    return NULL;
}

static const struct block *answer_with(const struct document *document, const char *text)
{
    int at = find(document, BLOCK_ANSWER, text);
    assert_true(at >= 0);
    return &document->blocks[at];
}

static void test_front_says_what_may_not_be_overlooked(void **state)
{
    (void)state;
    struct telling scene;
    scene_start(&scene, NULL);
    struct document *document = summary_build(&scene.request);
    assert_int_equal(document->blocks[0].kind, BLOCK_TITLE);
    assert_string_equal(document->blocks[1].text,
                        "The wording of “Small form” is a draft and has not been reviewed. "
                        "Made up for tests.");
    assert_int_equal(document->blocks[2].kind, BLOCK_NOTICE);
    assert_string_equal(document->blocks[2].text,
                        "“Small form” is not finished: answers may still change.");
    assert_string_equal(fact(document, "Name"), "Test Person");
    assert_string_equal(fact(document, "Born"), "spring 1998");
    assert_string_equal(fact(document, "Languages"), "Arabic, Dutch");
    assert_string_equal(fact(document, "Interpreter"),
                        "interpreter 12, professional interpreter, by telephone");
    assert_string_equal(fact(document, "Finalised"), "not yet");
    assert_null(fact(document, "Consent"));
    assert_string_equal(document->subject, "P-7");
    document_destroy(document);
    scene_finish(&scene);
}

static void test_answers_stand_under_their_heading(void **state)
{
    (void)state;
    struct telling scene;
    char row[33];
    scene_start(&scene, NULL);
    scene_say(&scene, "problem", "", "the weight");
    scene_say(&scene, "cause", "", "my work");
    scene_say(&scene, "loose", "", "nothing more");
    scene_add_row(&scene, "stays", row);
    scene_say(&scene, "place", row, "Izmir");
    scene_say(&scene, "liked", row, "the sea");
    struct document *document = summary_build(&scene.request);
    int identity = find(document, BLOCK_HEADING, "1. Cultural identity");
    int distress =
        find(document, BLOCK_HEADING, "2. Understanding of the distress, coping and help-seeking");
    int relation =
        find(document, BLOCK_HEADING, "4. Relationship with the clinician and the service");
    int overall =
        find(document, BLOCK_HEADING, "5. Overall assessment: consequences for diagnosis and care");
    int other = find(document, BLOCK_HEADING, "6. Other answers");
    assert_true(0 < identity && identity < distress && distress < relation);
    assert_true(relation < overall && overall < other);
    int place = find(document, BLOCK_ANSWER, "Izmir");
    assert_true(identity < place && place < distress);
    assert_string_equal(document->blocks[place - 1].label, "5.1");
    assert_string_equal(document->blocks[place - 1].text, "Where?");
    int liked = find(document, BLOCK_QUESTION, "What did you like? (“Izmir”)");
    assert_int_equal(liked, place + 1);
    int cause = find(document, BLOCK_ANSWER, "my work");
    assert_true(distress < cause && cause < relation);
    assert_string_equal(document->blocks[cause - 1].text, "Where does “the weight” come from?");
    /* once in full, then by number */
    assert_int_equal(find_from(document, cause + 1, BLOCK_ANSWER, "my work"), -1);
    assert_int_equal(find(document, BLOCK_PARAGRAPH, "Also belongs here, in full under 2: 2"),
                     relation + 1);
    assert_true(find(document, BLOCK_ANSWER, "nothing more") > other);
    assert_int_equal(document->blocks[overall + 1].kind, BLOCK_PARAGRAPH);
    assert_non_null(strstr(document->blocks[overall + 1].text, "left to the clinician"));
    document_destroy(document);
    scene_finish(&scene);
}

static void test_attribution(void **state)
{
    (void)state;
    struct telling scene;
    struct answer answer;
    scene_start(&scene, NULL);
    scene_say(&scene, "problem", "", "الحزن");
    answer_init(&answer);
    value_set_text(&answer.value, "she worries", strlen("she worries"));
    answer.by = BY_INFORMANT;
    answer.how = HOW_SUMMARY;
    answer.state = STATE_ADAPTED;
    field_set(&answer.relation, "sister");
    field_set(&answer.language, "nl");
    field_set(&answer.reason, "simpler words");
    field_set(&answer.gloss, "she is worried");
    scene_put(&scene, "cause", "", &answer, NULL);
    answer_init(&answer);
    value_set_text(&answer.value, "as rendered", strlen("as rendered"));
    answer.how = HOW_INTERPRETED;
    scene_put(&scene, "loose", "", &answer, NULL);
    answer_init(&answer);
    value_set_integer(&answer.value, 3);
    answer.by = BY_CLINICIAN;
    scene_put(&scene, "people", "", &answer, NULL);
    struct document *document = summary_build(&scene.request);
    const struct block *block = answer_with(document, "الحزن");
    assert_string_equal(block->attribution,
                        "the patient, word for word, in Arabic, with an interpreter present");
    assert_string_equal(block->language, "ar");
    assert_true(block->verbatim);
    block = answer_with(document, "she worries");
    assert_string_equal(block->language, "");
    assert_string_equal(
        block->attribution,
        "sister (informant), summarised, spoken in Dutch, with an interpreter present, "
        "asked in other words");
    assert_string_equal(block->gloss, "she is worried");
    assert_string_equal(block->reason, "simpler words");
    assert_false(block->verbatim);
    block = answer_with(document, "as rendered");
    assert_string_equal(block->attribution,
                        "the patient, through the interpreter, spoken in Arabic");
    assert_false(block->verbatim);
    block = answer_with(document, "3");
    assert_string_equal(block->attribution, "the clinician");
    assert_false(block->verbatim);
    document_destroy(document);
    scene_finish(&scene);
}

static void test_values_for_people(void **state)
{
    (void)state;
    struct telling scene;
    struct answer answer;
    scene_start(&scene, NULL);
    answer_init(&answer);
    value_set_boolean(&answer.value, true);
    scene_put(&scene, "helped", "", &answer, NULL);
    answer_init(&answer);
    value_add_choice(&answer.value, "gp");
    value_add_choice(&answer.value, "friend");
    answer.value.text = alloc_string("a neighbour's aunt");
    scene_put(&scene, "helpers", "", &answer, NULL);
    answer_init(&answer);
    value_set_integer(&answer.value, 2);
    field_set(&answer.words, "two, if it is not night");
    scene_put(&scene, "people", "", &answer, NULL);
    answer_init(&answer);
    value_set_date(&answer.value, "spring 2019", strlen("spring 2019"));
    scene_put(&scene, "began", "", &answer, NULL);
    struct document *document = summary_build(&scene.request);
    (void)answer_with(document, "yes");
    const struct block *block = answer_with(document, "2: “two, if it is not night”");
    assert_false(block->verbatim);
    assert_string_equal(block->attribution,
                        "the patient, word for word, in Arabic, with an interpreter present");
    (void)answer_with(document, "spring 2019");
    int helpers = find(document, BLOCK_QUESTION, "Who helped?");
    assert_true(helpers > 0);
    const char *text = document->blocks[helpers + 1].text;
    assert_non_null(strstr(text, "GP"));
    assert_non_null(strstr(text, "A friend"));
    assert_non_null(strstr(text, "a neighbour's aunt"));
    document_destroy(document);
    scene_finish(&scene);
}

static void test_reasons_and_completeness(void **state)
{
    (void)state;
    struct telling scene;
    scene_start(&scene, NULL);
    scene_say(&scene, "problem", "", "the weight");
    scene_set(&scene, "cause", STATE_DECLINED, "");
    scene_set(&scene, "people", STATE_SKIPPED, "no time left");
    scene_set(&scene, "helped", STATE_LATER, "");
    scene_set(&scene, "began", STATE_UNKNOWN, "");
    struct document *document = summary_build(&scene.request);
    int skipped = find(document, BLOCK_STATE, "Skipped");
    assert_true(skipped > 0);
    assert_string_equal(document->blocks[skipped].reason, "no time left");
    assert_true(find(document, BLOCK_STATE, "Declined") > 0);
    assert_string_equal(fact(document, "Asked and answered"), "1 (1)");
    assert_string_equal(fact(document, "Declined"), "1 (2)");
    assert_string_equal(fact(document, "Skipped"), "1 (3: no time left)");
    assert_string_equal(fact(document, "For later"), "1 (4)");
    assert_string_equal(fact(document, "Asked; the person does not know"),
                        "0, and further questions (2a)");
    assert_string_equal(fact(document, "Not asked"), "1 (6)");
    assert_null(fact(document, "Not applicable"));
    assert_true(find(document, BLOCK_PARAGRAPH,
                     "The numbers are those of the questions. This is a list, not a score: an "
                     "interview is not better for being longer.") > 0);
    document_destroy(document);
    scene_finish(&scene);
}

static void test_kept_but_not_shown(void **state)
{
    (void)state;
    struct telling scene;
    struct answer answer;
    char row[33];
    scene_start(&scene, NULL);
    for (int yes = 1; yes >= 0; yes--) {
        answer_init(&answer);
        value_set_boolean(&answer.value, yes != 0);
        scene_put(&scene, "helped", "", &answer, NULL);
        if (yes) {
            scene_say(&scene, "healer", "", "an old woman");
        }
    }
    scene_add_row(&scene, "stays", row);
    scene_say(&scene, "place", row, "Aleppo");
    scene_remove_row(&scene, row);
    scene_say(&scene, "from_an_older_form", "", "words without a question");
    struct document *document = summary_build(&scene.request);
    int kept = find(document, BLOCK_HEADING, "Kept but not shown above");
    assert_true(kept > 0);
    assert_true(find(document, BLOCK_ANSWER, "an old woman") > kept);
    assert_true(find(document, BLOCK_ANSWER, "Aleppo") > kept);
    assert_true(find(document, BLOCK_ANSWER, "words without a question") > kept);
    assert_true(find(document, BLOCK_HEADING, "Its row was removed") > kept);
    assert_true(find(document, BLOCK_HEADING, "The question does not apply as things are now") >
                kept);
    assert_true(find(document, BLOCK_HEADING, "The form has no such question any more") > kept);
    assert_int_equal(find(document, BLOCK_QUESTION, "from_an_older_form"),
                     find(document, BLOCK_ANSWER, "words without a question") - 1);
    document_destroy(document);
    scene_finish(&scene);
}

static void test_lost_form_loses_no_word(void **state)
{
    (void)state;
    struct telling scene;
    struct answer answer;
    scene_start(&scene, NULL);
    scene_say(&scene, "problem", "", "the weight");
    answer_init(&answer);
    value_add_choice(&answer.value, "gp");
    answer.value.text = alloc_string("an aunt");
    scene_put(&scene, "helpers", "", &answer, NULL);
    scene.form_is_lost = true;
    struct document *document = summary_build(&scene.request);
    (void)answer_with(document, "the weight");
    (void)answer_with(document, "gp, an aunt");
    assert_non_null(strstr(document->blocks[1].text, "“small” is missing"));
    document_destroy(document);
    scene_finish(&scene);
}

static void test_amendments_are_marked(void **state)
{
    (void)state;
    struct telling scene;
    struct answer answer;
    scene_start(&scene, NULL);
    scene_say(&scene, "problem", "", "first words");
    scene_say(&scene, "cause", "", "left alone");
    scene_finalise(&scene);
    answer_init(&answer);
    value_set_text(&answer.value, "better words", strlen("better words"));
    scene_put(&scene, "problem", "", &answer, "the patient corrected it");
    struct document *document = summary_build(&scene.request);
    const struct block *block = answer_with(document, "better words");
    assert_true(block->amended);
    assert_non_null(strstr(block->amendment, "anna, "));
    assert_non_null(strstr(block->amendment, ": the patient corrected it"));
    block = answer_with(document, "left alone");
    assert_false(block->amended);
    assert_string_equal(block->amendment, "");
    assert_true(find(document, BLOCK_HEADING, "Changed after finalising") > 0);
    assert_string_equal(fact(document, "1"), answer_with(document, "better words")->amendment);
    assert_string_equal(document->blocks[2].text,
                        "Answers of “Small form” changed after it was finalised: 1. "
                        "Each is marked.");
    document_destroy(document);
    scene_finish(&scene);
}

static void test_order_of_the_form(void **state)
{
    (void)state;
    struct telling scene;
    scene_start(&scene, NULL);
    scene_say(&scene, "loose", "", "last");
    scene_say(&scene, "problem", "", "first");
    scene.request.order = SUMMARY_FORM;
    struct document *document = summary_build(&scene.request);
    int part = find(document, BLOCK_HEADING, "A. First part");
    assert_true(part > 0);
    assert_true(find(document, BLOCK_ANSWER, "first") > part);
    assert_true(find(document, BLOCK_ANSWER, "last") > find(document, BLOCK_ANSWER, "first"));
    assert_int_equal(find(document, BLOCK_HEADING, "1. Cultural identity"), -1);
    document_destroy(document);
    scene_finish(&scene);
}

static void test_second_contact_is_named(void **state)
{
    (void)state;
    struct telling scene;
    struct contact contact;
    scene_start(&scene, NULL);
    scene_say(&scene, "problem", "", "said first");
    contact_init(&contact);
    field_set(&contact.date, "2026-10");
    field_set(&contact.language, "nl");
    scene_contact(&scene, &contact);
    scene_say(&scene, "cause", "", "said later");
    struct document *document = summary_build(&scene.request);
    assert_string_equal(answer_with(document, "said first")->attribution,
                        "the patient, word for word, in Arabic, with an interpreter present, "
                        "at visit 1");
    assert_string_equal(answer_with(document, "said later")->attribution,
                        "the patient, word for word, in Dutch, at visit 2");
    assert_true(find(document, BLOCK_HEADING, "Visit 2: October 2026") > 0);
    document_destroy(document);
    scene_finish(&scene);
}

static void test_two_interviews_are_told_apart(void **state)
{
    (void)state;
    struct telling scene;
    struct edit edit;
    scene_start(&scene, NULL);
    scene_say(&scene, "problem", "", "in the first");
    change_begin(&edit, scene.form->form_id, scene.form->version, scene.form->digest,
                 &scene.support.context);
    support_apply(&scene.support, &edit);
    scene_say(&scene, "cause", "", "in the second");
    struct document *document = summary_build(&scene.request);
    int first = find(document, BLOCK_ANSWER, "in the first");
    int second = find(document, BLOCK_ANSWER, "in the second");
    assert_true(first > 0 && second > first);
    assert_int_equal(document->blocks[first - 2].kind, BLOCK_HEADING);
    assert_int_equal(document->blocks[first - 2].level, 2);
    assert_int_equal(document->blocks[second - 2].kind, BLOCK_HEADING);
    /* the notice about the form is said once */
    assert_int_equal(find_from(document, 2, BLOCK_NOTICE, document->blocks[1].text), -1);
    document_destroy(document);
    scene_finish(&scene);
}

static const char unfit_form[] =
    "form_id: unfit\nversion: \"1\"\nform_title: {en: Unfit}\nlanguages: [en]\nstatus: draft\n"
    "items:\n"
    "  - {name: age, type: integer, prefix: \"1\", label: {en: Age}, max: 120}\n"
    "  - {name: name, type: text, prefix: \"2\", label: {en: Name}, required: true,\n"
    "     required_message: {en: We need a name}}\n"
    "  - {name: wish, type: text, prefix: \"3\", label: {en: Wish}, required: soft}\n"
    "  - {name: mine, type: text, prefix: \"4\", label: {en: Mine}, required: true,\n"
    "     private_to: clinician}\n";

/* Said with the form's own words for it; what is only wished for, or private, is not. */
static void test_what_does_not_fit_is_said(void **state)
{
    (void)state;
    struct telling scene;
    struct answer answer;
    scene_start(&scene, unfit_form);
    answer_init(&answer);
    value_set_integer(&answer.value, 130);
    scene_put(&scene, "age", "", &answer, NULL);
    struct document *document = summary_build(&scene.request);
    assert_string_equal(fact(document, "Answers that do not fit"), "1: expected at most 120");
    assert_string_equal(fact(document, "Required by the form, and open"), "2: We need a name");
    document_destroy(document);
    scene_set(&scene, "name", STATE_DECLINED, "");
    scene_set(&scene, "age", STATE_UNKNOWN, "");
    document = summary_build(&scene.request);
    assert_null(fact(document, "Answers that do not fit"));
    assert_null(fact(document, "Required by the form, and open"));
    document_destroy(document);
    scene_finish(&scene);
}

/* What a form keeps to the clinician leaves in no format; the same words elsewhere do. */
static void test_private_items_are_in_no_export(void **state)
{
    static const char form[] = "form_id: two\nversion: \"1\"\nform_title: {en: Two}\n"
                               "languages: [en]\ndefault_language: en\nstatus: draft\n"
                               "items:\n"
                               "  - group: own\n"
                               "    label: {en: Mine}\n"
                               "    private_to: clinician\n"
                               "    items:\n"
                               "      - {name: mine, type: text, label: {en: Mine}}\n"
                               "  - {name: theirs, type: text, label: {en: Theirs}}\n";
    (void)state;
    struct telling scene;
    scene_start(&scene, form);
    scene_say(&scene, "mine", "", "kestrel");
    scene_say(&scene, "theirs", "", "plover");
    for (size_t i = 0; i < export_format_count(); i++) {
        if (export_format_at(i)->binary) {
            continue;
        }
        struct buf out = BUF_INIT;
        scene_write(&out, &scene, export_format_at(i)->name);
        assert_null(strstr(buf_text(&out), "kestrel"));
        assert_non_null(strstr(buf_text(&out), "plover"));
        buf_finish(&out);
    }
    scene_finish(&scene);
}

/* What was asked and explained is told, with who said it back, in the summary's language. */
static void test_marks_are_told(void **state)
{
    struct telling scene;
    struct mark mark;
    struct edit edit;
    struct mark_term term = {.explained = true, .said_back = true, .by = BY_INFORMANT};
    struct buf text = BUF_INIT;
    char name[] = "interpreter", relation[] = "sister";
    (void)state;
    scene_start_installed(&scene, "cfi_core");
    const struct interview *interview = scene_interview(&scene);
    const struct item *item = form_find(scene.form, "reason_for_coming");
    mark_init(&mark);
    mark.flagged = true;
    field_set(&mark.why, "ask again");
    mark_set_probe(&mark, 1, item->probes[0].text[scene.form->default_language], true);
    mark_set_probe(&mark, 9, "Asked in an older version?", true);
    term.name = name;
    term.relation = relation;
    mark_set_term(&mark, &term);
    assert_true(change_mark(&edit, interview, item->name, "", &mark, NULL, &scene.support.context));
    support_apply(&scene.support, &edit);
    scene_write(&text, &scene, "text");
    assert_non_null(strstr(buf_text(&text), "Follow-up questions asked"));
    assert_non_null(strstr(buf_text(&text), "Was it your own idea to come"));
    assert_non_null(strstr(buf_text(&text), "Asked in an older version?"));
    assert_non_null(strstr(buf_text(&text), "said back by sister"));
    assert_non_null(strstr(buf_text(&text), "1: ask again"));
    assert_null(strstr(buf_text(&text), "Not the patient's words"));
    buf_clear(&text);
    scene_write(&text, &scene, "json");
    assert_non_null(strstr(buf_text(&text), "Asked in an older version?"));
    buf_finish(&text);
    mark_finish(&mark);
    scene_finish(&scene);
}

static void test_empty_record(void **state)
{
    (void)state;
    struct telling scene;
    scene_start(&scene, NULL);
    struct record *empty = record_create();
    scene.request.record = empty;
    scene.request.author = NULL;
    scene.request.seal = NULL;
    struct document *document = summary_build(&scene.request);
    assert_true(find(document, BLOCK_PARAGRAPH, "No interview has been held yet.") > 0);
    for (size_t i = 0; i < export_format_count(); i++) {
        struct buf out = BUF_INIT;
        struct error err = {0};
        scene.request.bundle = export_format_at(i)->bundle;
        document_destroy(document);
        document = summary_build(&scene.request);
        if (!export_format_at(i)->binary) { /* pages have a test of their own */
            assert_true(export_format_at(i)->write(&out, document, NULL, &err));
            assert_true(out.length > 0);
        }
        buf_finish(&out);
    }
    document_destroy(document);
    record_destroy(empty);
    scene_finish(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_front_says_what_may_not_be_overlooked),
        cmocka_unit_test(test_answers_stand_under_their_heading),
        cmocka_unit_test(test_attribution),
        cmocka_unit_test(test_values_for_people),
        cmocka_unit_test(test_reasons_and_completeness),
        cmocka_unit_test(test_kept_but_not_shown),
        cmocka_unit_test(test_lost_form_loses_no_word),
        cmocka_unit_test(test_amendments_are_marked),
        cmocka_unit_test(test_order_of_the_form),
        cmocka_unit_test(test_second_contact_is_named),
        cmocka_unit_test(test_two_interviews_are_told_apart),
        cmocka_unit_test(test_what_does_not_fit_is_said),
        cmocka_unit_test(test_private_items_are_in_no_export),
        cmocka_unit_test(test_marks_are_told),
        cmocka_unit_test(test_empty_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
