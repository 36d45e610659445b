/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading forms: what is taken from the file, and for each fault the smallest
 * file that has it, with the exact place.
 */
#include "form/form.h"

#include "base/alloc.h"
#include "form_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ITEM(name, type) "  - {name: " name ", type: " type ", label: {en: A, nl: B}}\n"

static const char whole_form[] = SUPPORT_HEAD
    "status: reviewed\n"
    "review: {en: {status: reviewed, by: A. Boom, date: 2026-11-01}, nl: {status: draft}}\n"
    "source: {en: Own, nl: Eigen}\n"
    "rights: Free\n"
    "purpose: {en: To try, nl: Om te proberen}\n"
    "terms:\n"
    "  - {name: gp, label: {en: GP, nl: huisarts}, explanation: {en: A doctor, nl: Een dokter}}\n"
    "choices:\n"
    "  helpers:\n"
    "    - {name: family, label: {en: Family, nl: Familie}}\n"
    "    - {name: doctor, label: {en: Doctor, nl: Dokter}, retired: true}\n"
    "    - {name: none, label: {en: Nobody, nl: Niemand}, exclusive: true}\n"
    "items:\n"
    "  - name: hello\n"
    "    type: note\n"
    "    label: {en: Hello, nl: Hallo}\n"
    "  - group: problem_part\n"
    "    prefix: A\n"
    "    label: {en: The problem, nl: Het probleem}\n"
    "    items:\n"
    "      - name: problem\n"
    "        type: text\n"
    "        prefix: 1\n"
    "        appearance: one-line\n"
    "        label: {en: What is it called?, nl: Hoe heet het?}\n"
    "        hint: {en: One word, nl: Een woord}\n"
    "        purpose: {en: Own words, nl: Eigen woorden}\n"
    "        guidance_hint: {en: Wait, nl: Wacht}\n"
    "        probes:\n"
    "          - {en: More?, nl: Meer?}\n"
    "          - {en: Else?, nl: Anders?}\n"
    "        fallback: {en: this problem, nl: dit probleem}\n"
    "        outline: [identity, distress]\n"
    "        modules: [explanatory_model, level_of_functioning]\n"
    "        max_length: 200\n"
    "        sensitive: true\n"
    "        required: soft\n"
    "        also_see: [cfi_core.other]\n"
    "        code: loinc:1-2\n"
    "      - name: since\n"
    "        type: date\n"
    "        label: {en: 'Since when is ${problem} there?', nl: 'Sinds wanneer is ${problem} "
    "er?'}\n"
    "        constraint: . <= today()\n"
    "        constraint_message: {en: In the future, nl: In de toekomst}\n"
    "        severity: warning\n"
    "      - name: helped_by\n"
    "        type: select_multiple\n"
    "        label: {en: Who helped?, nl: Wie hielp?}\n"
    "        choices: helpers\n"
    "        other: {label: {en: Someone else, nl: Iemand anders}}\n"
    "        relevant: answered(${since})\n"
    "      - name: helps\n"
    "        type: select_one\n"
    "        label: {en: Does it help?, nl: Helpt het?}\n"
    "        choices:\n"
    "          - {name: much, label: {en: Much, nl: Veel}}\n"
    "          - {name: little, label: {en: Little, nl: Weinig}}\n"
    "  - repeat: household\n"
    "    label: {en: Household, nl: Huishouden}\n"
    "    row_title: ${person}\n"
    "    add_label: {en: Another, nl: Nog iemand}\n"
    "    min: 0\n"
    "    max: 20\n"
    "    items:\n"
    "      - {name: person, type: text, label: {en: Name, nl: Naam}}\n"
    "      - {name: age, type: integer, min: 0, max: 120, label: {en: Age, nl: Leeftijd},\n"
    "         required: \"${person} != ''\"}\n"
    "      - repeat: languages_spoken\n"
    "        label: {en: Languages, nl: Talen}\n"
    "        items:\n"
    "          - {name: spoken, type: text, label: {en: Language, nl: Taal}}\n"
    "  - {name: interpreter, type: yes_no, label: {en: Interpreter?, nl: Tolk?}}\n";

static void test_a_whole_form(void **state)
{
    struct form *form = support_form(whole_form);
    const struct item *problem = form_find(form, "problem"), *household, *spoken;
    struct buf path = BUF_INIT;

    (void)state;
    support_expect_clean("form_id: small\nversion: 1\nform_title: Small\nlanguages: en\n"
                         "items:\n  - {name: a, type: note, label: A}\n");
    assert_string_equal(form->form_id, "small");
    assert_string_equal(form->version, "1");
    assert_string_equal(form->title.text[1], "Klein");
    assert_int_equal(form->status, FORM_REVIEWED);
    assert_int_equal(form->language_status[0], FORM_REVIEWED);
    assert_int_equal(form->language_status[1], FORM_DRAFT);
    assert_int_equal(form->language_count, 2);
    assert_string_equal(form->rights.text[0], "Free");
    assert_null(form->rights.text[1]);
    assert_string_equal(form->terms[0].explanation.text[1], "Een dokter");
    assert_int_equal(form->item_count, 4);
    assert_int_equal(form->all_count, 12);
    assert_int_equal(strlen(form->digest), 64);
    assert_string_equal(form->text, whole_form);
    assert_int_equal(form_coverage(form, 0), 100);
    assert_int_equal(form_coverage(form, 1), 100);

    assert_int_equal(problem->type, ITEM_TEXT);
    assert_string_equal(problem->prefix, "1");
    assert_true(problem->one_line);
    assert_true(problem->sensitive);
    assert_int_equal(problem->max_length, 200);
    assert_int_equal(problem->required, REQUIRED_SOFT);
    assert_int_equal(problem->outline, OUTLINE_IDENTITY | OUTLINE_DISTRESS);
    assert_int_equal(problem->module_count, 2);
    assert_string_equal(problem->modules[1], "level_of_functioning");
    assert_int_equal(problem->probe_count, 2);
    assert_string_equal(problem->probes[1].text[1], "Anders?");
    assert_string_equal(problem->fallback.text[0], "this problem");
    assert_int_equal(problem->line, 26);
    assert_int_equal(problem->column, 9);
    item_path(&path, problem);
    assert_string_equal(buf_text(&path), "problem_part.problem");

    assert_true(form_find(form, "since")->warning_only);
    assert_string_equal(rule_text(form_find(form, "since")->constraint), ". <= today()");
    assert_true(form_find(form, "helped_by")->other);
    assert_string_equal(form_find(form, "helped_by")->other_label.text[0], "Someone else");
    assert_ptr_equal(form_find(form, "helped_by")->choices, &form->lists[0]);
    assert_true(form_choice(form_find(form, "helped_by"), "doctor")->retired);
    assert_true(form_choice(form_find(form, "helped_by"), "none")->exclusive);
    assert_null(form_choice(form_find(form, "helped_by"), "healer"));
    assert_int_equal(form_find(form, "helps")->choices->count, 2);

    household = form_find(form, "household");
    spoken = form_find(form, "spoken");
    assert_string_equal(household->row_title, "${person}");
    assert_true(household->has_min && household->has_max);
    assert_int_equal(household->max, 20);
    assert_int_equal(form_find(form, "age")->max, 120);
    assert_int_equal(form_find(form, "age")->required, REQUIRED_YES);
    assert_non_null(form_find(form, "age")->required_when);
    assert_ptr_equal(item_repeat(spoken)->parent, household);
    assert_ptr_equal(item_repeat(form_find(form, "age")), household);
    assert_null(item_repeat(household));
    assert_int_equal(spoken->depth, 2);
    assert_null(form_find(form, "nobody"));
    assert_false(item_takes_answer(household));
    assert_true(item_takes_answer(spoken));
    for (size_t i = 0; i < form->all_count; i++)
        assert_int_equal(form->all[i]->index, i);
    buf_finish(&path);
    form_destroy(form);
    form_destroy(NULL);
}

static void test_the_top(void **state)
{
    (void)state;
    support_expect_one("[]\n", "1:1 E101");
    support_expect_one("form_id: a\nversion: 1\nform_title: A\nitems:\n"
                       "  - {name: a, type: note, label: A}\nlanguages: []\n",
                       "6:12 E106");
    support_expect("", "1:1 E100", "");
    support_expect("a: b\n", "1:1 E102", "the key a is not known");
    support_expect("a: b\n", "1:1 E103", "a form needs form_id");
    support_expect("a: b\n", "1:1 E103", "a form needs languages");
    support_expect("a: b\n", "1:1 E103", "a form needs items");
    support_expect_one(SUPPORT_HEAD "item:\nitems:\n" ITEM("a", "note"), "6:1 E102");
    support_expect(SUPPORT_HEAD "item:\nitems:\n" ITEM("a", "note"), "6:1 E102",
                   "Did you mean items?");
    support_expect_one(SUPPORT_HEAD "items: []\n", "6:8 E108");
    support_expect_one(SUPPORT_HEAD "items:\n", "6:7 E106");
    support_expect_one(SUPPORT_HEAD "status: final\nitems:\n" ITEM("a", "note"), "6:9 E104");
    support_expect_one("form_id: Small\nversion: 1\nform_title: A\nlanguages: [en]\n"
                       "items:\n  - {name: a, type: note, label: A}\n",
                       "1:10 E201");
    support_expect_one("form_id: small\nversion: [1]\nform_title: A\nlanguages: [en]\n"
                       "items:\n  - {name: a, type: note, label: A}\n",
                       "2:10 E101");
    support_expect_one("form_id: small\nversion: \"\"\nform_title: A\nlanguages: [en]\n"
                       "items:\n  - {name: a, type: note, label: A}\n",
                       "2:10 E106");
    support_expect_one(SUPPORT_HEAD "terms:\n  - {name: a, label: {en: A, nl: A}}\n"
                                    "items:\n" ITEM("a", "note"),
                       "7:5 E103");
    support_expect_one(SUPPORT_HEAD
                       "terms:\n"
                       "  - {name: a, label: {en: A, nl: A}, explanation: {en: A, nl: A}}\n"
                       "  - {name: a, label: {en: A, nl: A}, explanation: {en: A, nl: A}}\n"
                       "items:\n" ITEM("a", "note"),
                       "8:5 E219");
}

static const char after_languages[] =
    "\nform_id: a\nversion: 1\nform_title: A\nitems:\n  - {name: a, type: note, label: A}\n";

static void expect_languages(const char *value, const char *place_and_code)
{
    struct buf text = BUF_INIT;

    buf_add_text(&text, value);
    buf_add_text(&text, after_languages);
    support_expect_one(buf_text(&text), place_and_code);
    buf_finish(&text);
}

static void test_languages(void **state)
{
    struct form *form;

    (void)state;
    expect_languages("languages: [english]", "1:13 E205");
    expect_languages("languages: [EN]", "1:13 E205");
    expect_languages("languages: [en-]", "1:13 E205");
    expect_languages("languages: [en, en]", "1:17 E208");
    expect_languages("languages: [en]\ndefault_language: nl", "2:19 E207");
    expect_languages("languages: [[en]]", "1:13 E101");
    expect_languages("languages: [en]\nreview: {nl: {status: draft}}", "2:10 E206");
    expect_languages("languages: [en]\nreview: {en: {status: reviewed}}", "2:14 W416");
    expect_languages("languages: [no]", "1:13 W406");
    expect_languages("languages: [aa, ab, ac, ad, ae, af, ag, ah, ai, aj, ak, al, am, an, ao, ap, "
                     "aq]",
                     "1:77 E109");
    form = support_form("languages: [pt-BR, zh-Hant-TW]\ndefault_language: zh-Hant-TW\nform_id: a\n"
                        "version: 1\nform_title: A\n"
                        "items:\n  - {name: a, type: note, label: A}\n");
    assert_int_equal(form->default_language, 1);
    assert_null(form->title.text[0]);
    assert_string_equal(form->title.text[1], "A");
    assert_int_equal(form_language(form, "pt"), 0);
    assert_int_equal(form_language(form, "zh"), 1);
    assert_int_equal(form_language(form, "de"), 1);
    assert_int_equal(form_language(form, NULL), 1);
    assert_true(form_has_language(form, "pt-PT"));
    assert_false(form_has_language(form, "de"));
    form_destroy(form);
}

/* Items follow on line 7. */
static void expect_item(const char *items, const char *place_and_code, const char *message)
{
    struct buf text = BUF_INIT;

    buf_add_text(&text, SUPPORT_HEAD "items:\n");
    buf_add_text(&text, items);
    support_expect_one(buf_text(&text), place_and_code);
    support_expect(buf_text(&text), place_and_code, message);
    buf_finish(&text);
}

static void test_names_and_types(void **state)
{
    (void)state;
    expect_item("  - {type: note, label: {en: A, nl: B}}\n", "7:5 E103", "needs a name");
    expect_item("  - {name: a, label: {en: A, nl: B}}\n", "7:5 E103", "needs a type");
    expect_item("  - {name: a, type: note}\n", "7:5 E103", "needs a label");
    expect_item("  - text\n", "7:5 E101", "must be a");
    expect_item("  - {name: 1a, type: note, label: {en: A, nl: B}}\n", "7:12 E201", "small letter");
    expect_item("  - {name: aB, type: note, label: {en: A, nl: B}}\n", "7:12 E201", "small letter");
    expect_item("  - {name: é, type: note, label: {en: A, nl: B}}\n", "7:12 E201", "small letter");
    expect_item("  - {name: '', type: note, label: {en: A, nl: B}}\n", "7:12 E106", "empty");
    expect_item("  - {name: [a], type: note, label: {en: A, nl: B}}\n", "7:12 E101", "name");
    expect_item(ITEM("a", "note") ITEM("b", "note") ITEM("a", "text"), "9:5 E202", "on line 7");
    expect_item(ITEM("meta", "note"), "7:5 E203", "reserved");
    expect_item(ITEM("a", "txt"), "7:21 E204", "Did you mean text?");
    expect_item(ITEM("a", "rank"), "7:5 E213", "of type rank needs choices");
    expect_item(ITEM("a", "quantity"), "7:5 E213", "needs units");
    expect_item(ITEM("a", "calculate"), "7:5 E213", "needs calculation");
    expect_item(ITEM("a", "diagram"), "7:5 E213", "needs diagram");
    expect_item(ITEM("a", "module"), "7:5 E213", "needs module");
    expect_item("  - {group: a, type: group, label: {en: A, nl: B},\n"
                "     items: [{name: b, type: note, label: {en: A, nl: B}}]}\n",
                "7:13 E107", "name and type at once");
    expect_item("  - {group: a, label: {en: A, nl: B}}\n", "7:5 E108", "of type group needs items");
    expect_item("  - {repeat: a, label: {en: A, nl: B}, items: []}\n", "7:47 E108", "no items");
}

static void test_keys(void **state)
{
    (void)state;
    expect_item("  - {name: a, type: note, labl: A, label: {en: A, nl: B}}\n", "7:27 E102",
                "Did you mean label?");
    expect_item("  - {name: a, type: note, label: {en: A, nl: B}, quux: 1}\n", "7:50 E102",
                "not known here");
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, min: 1}\n", "7:50 E105",
                "min does not belong to an item of type text");
    expect_item("  - {name: a, type: note, label: {en: A, nl: B}, required: true}\n", "7:50 E105",
                "required");
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, items: []}\n", "7:50 E105",
                "items");
    expect_item("  - {name: a, type: integer, label: {en: A, nl: B}, min: 1.5}\n", "7:58 E104",
                "whole number");
    expect_item("  - {name: a, type: integer, label: {en: A, nl: B}, max: 99999999999999999999}\n",
                "7:58 E104", "whole number");
    /* Under sanitizers: the lowest number has no opposite. */
    expect_item("  - {name: a, type: integer, label: {en: A, nl: B}, min: -9223372036854775808}\n",
                "7:58 E104", "whole number");
    expect_item("  - {name: a, type: integer, label: {en: A, nl: B}, min: 5, max: 4}\n",
                "7:66 E218", "max 4 is less than min 5");
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, max_length: 0}\n", "7:62 E104",
                "at least 1");
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, sensitive: maybe}\n", "7:61 E104",
                "known: false, no, true, yes");
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, appearance: oneline}\n",
                "7:62 E104", "Did you mean one-line?");
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, outline: [identty]}\n",
                "7:60 E215", "Did you mean identity?");
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, modules: [A]}\n", "7:60 E201",
                "modules");
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, probes: More}\n", "7:58 E101",
                "probes must be a");
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, hint: }\n", "7:56 E106", "empty");
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, hint: [A]}\n", "7:56 E101",
                "hint must be a");
    expect_item("  - {name: a, type: text, label: {en: A, nk: B}}\n", "7:42 E206",
                "not among the languages");
    expect_item("  - {name: a, type: text, label: {en: A, nl: [B]}}\n", "7:46 E101", "label");
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, ask: [Say it]}\n", "7:55 E101",
                "ask must be a");
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, code: 54588-9}\n", "7:56 E221",
                "system:code");
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, code: \"a:b\\u2028c\"}\n",
                "7:56 E221", "system:code");
    expect_item("  - {name: a, type: quantity, label: {en: A, nl: B}, units: [a, a]}\n",
                "7:65 E222", "here already");
    expect_item("  - {name: a, type: integer, label: {en: A, nl: B}, units: [a, mo]}\n",
                "7:60 E222", "one unit");
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, default: today(}\n",
                "7:65 E301", "default cannot be read");
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, pattern: '[a'}\n", "7:62 E301",
                "pattern cannot be read");
    expect_item("  - {name: a, type: decimal, label: {en: A, nl: B}, min: 1e3}\n", "7:58 E104",
                "12.5");
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, renamed_from: b}\n"
                "  - {name: b, type: text, label: {en: A, nl: B}}\n",
                "7:64 E223", "still an item");
    expect_item("  - {name: a, type: text, label: {en: A}, label::Nederlands (nl): B}\n",
                "7:43 W414", "XLSForm");
}

static void test_choices(void **state)
{
    (void)state;
    expect_item(ITEM("a", "select_one"), "7:5 E213", "needs choices");
    expect_item("  - {name: a, type: select_one, label: {en: A, nl: B}, choices: helprs}\n",
                "7:65 E210", "no list of choices named helprs");
    expect_item("  - {name: a, type: select_one, label: {en: A, nl: B}, choices: []}\n",
                "7:65 E212", "no choices");
    expect_item("  - {name: a, type: select_one, label: {en: A, nl: B}, choices: [a]}\n",
                "7:66 E101", "a choice");
    expect_item("  - {name: a, type: select_one, label: {en: A, nl: B}, choices:\n"
                "    [{label: {en: A, nl: B}}]}\n",
                "8:6 E103", "a choice needs a name");
    expect_item("  - {name: a, type: select_one, label: {en: A, nl: B}, choices: [{name: x}]}\n",
                "7:66 E103", "the choice x needs a label");
    expect_item("  - {name: a, type: select_one, label: {en: A, nl: B}, choices:\n"
                "    [{name: x y, label: {en: A, nl: B}}]}\n",
                "8:13 E201", "no spaces");
    expect_item("  - {name: a, type: select_one, label: {en: A, nl: B}, choices:\n"
                "    [{name: x, label: {en: A, nl: B}},\n     {name: z, label: {en: C, nl: D}},\n"
                "     {name: x, label: {en: E, nl: F}}]}\n",
                "10:6 E211", "on line 8");
    expect_item(
        "  - {name: a, type: select_one, label: {en: A, nl: B}, choices:\n"
        "    [{name: no, label: {en: A, nl: B}}, {name: \"yes\", label: {en: C, nl: D}}]}\n",
        "8:13 W406", "write \"no\"");
    support_expect(SUPPORT_HEAD "choices:\n  helpers:\n    - {name: x, label: {en: A, nl: B}}\n"
                                "items:\n  - {name: a, type: select_one, label: {en: A, nl: B}, "
                                "choices: helprs}\n",
                   "10:65 E210", "Did you mean helpers?");
}

static void test_conditions(void **state)
{
    (void)state;
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}}\n"
                "  - name: b\n    type: text\n    label: {en: A, nl: B}\n"
                "    relevant: ${a} == 'x'\n",
                "11:20 E301", "Did you mean =?");
    /* Quoted, folded and escaped: the place is still that of the word, if it can be told. */
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, relevant: \"'é' && 1\"}\n",
                "7:65 E301", "Did you mean and?");
    expect_item("  - name: b\n    type: text\n    label: {en: A, nl: B}\n"
                "    relevant: >\n      1 = 1\n      and 2 == 2\n",
                "12:13 E301", "Did you mean =?");
    expect_item("  - name: b\n    type: text\n    label: {en: A, nl: B}\n"
                "    relevant: |\n      1 = 1\n      and 2 == 2\n",
                "12:13 E301", "Did you mean =?");
    expect_item("  - name: b\n    type: text\n    label: {en: A, nl: B}\n"
                "    relevant: 1 = 1\n      and 2 == 2\n",
                "11:13 E301", "Did you mean =?");
    expect_item("  - name: b\n    type: text\n    label: {en: A, nl: B}\n"
                "    relevant: \"\\x31 == 1\"\n",
                "10:15 E301", "Did you mean =?");
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, relevant: }\n", "7:60 E106",
                "empty");
    expect_item("  - {name: a, type: text, label: {en: A, nl: B}, required: maybe}\n", "7:60 E301",
                "${maybe}");
}

static void test_all_faults_at_once_in_order(void **state)
{
    struct buf found = BUF_INIT;
    const char *text = "form_id: A\nversion: 1\nlanguages: [en]\nform_title: A\nfoo: 1\nitems:\n"
                       "  - {name: a, type: txt, label: A}\n  - {name: b, type: note}\n";

    (void)state;
    support_findings(&found, text, strlen(text));
    assert_non_null(strstr(buf_text(&found), "1:10 E201"));
    assert_non_null(strstr(buf_text(&found), "\n5:1 E102"));
    assert_non_null(strstr(buf_text(&found), "\n7:21 E204 [a]"));
    assert_non_null(strstr(buf_text(&found), "\n8:5 E103 [b]"));
    buf_finish(&found);
}

static void test_one_error_for_those_who_want_one(void **state)
{
    struct error err = {0};
    struct form *form;
    const char *text = SUPPORT_HEAD "items:\n  - {name: a, type: txt, label: {en: A, nl: B}}\n";

    (void)state;
    assert_false(form_read(&form, text, strlen(text), "small.yaml", NULL, &err));
    assert_string_equal(err.file, "small.yaml");
    assert_int_equal(err.line, 7);
    assert_int_equal(err.column, 21);
    assert_non_null(strstr(err.message, "error E204 [a] type cannot be txt"));
    assert_false(form_load(&form, "/nonexistent/form.yaml", NULL, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
}

static void test_report_lines(void **state)
{
    struct report report = REPORT_INIT;
    struct buf out = BUF_INIT;

    (void)state;
    report_add(&report, REPORT_WARNING, "W401", 3, 9, "", "%d texts", 2);
    report_add(&report, REPORT_ERROR, "E310", 2, 1, "a", "no such question");
    report_sort(&report);
    assert_int_equal(report.errors, 1);
    assert_int_equal(report.warnings, 1);
    report_format(&out, "f.yaml", &report.entries[0]);
    buf_add_char(&out, '\n');
    report_format(&out, "f.yaml", &report.entries[1]);
    assert_string_equal(buf_text(&out), "f.yaml:2:1: error E310 [a] no such question\n"
                                        "f.yaml:3:9: warning W401 2 texts");
    for (size_t i = 0; i < 2 * REPORT_MAX; i++)
        report_add(&report, REPORT_ERROR, "E999", 1, 1, "", "again");
    assert_int_equal(report.count, REPORT_MAX);
    assert_int_equal(report.errors, 2 * REPORT_MAX + 1);
    report_finish(&report);
    report_finish(&report);
    buf_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_whole_form),
        cmocka_unit_test(test_the_top),
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_names_and_types),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_choices),
        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_all_faults_at_once_in_order),
        cmocka_unit_test(test_one_error_for_those_who_want_one),
        cmocka_unit_test(test_report_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
