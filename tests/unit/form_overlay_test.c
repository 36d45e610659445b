/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Overlays: what they replace and what they may not touch, and for each finding
 * the smallest file that has it, with its exact place.
 */
#include "form/overlay.h"

#include "form/translation.h"
#include "form_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char form_text[] =
    "form_id: small\n"
    "version: \"2\"\n"
    "form_title: {en: Small, nl: Klein}\n"
    "purpose: {en: To try, nl: Om te proberen}\n"
    "languages: [en, nl]\n"
    "review:\n"
    "  en: {status: reviewed, by: Anna, date: 2026-01-01}\n"
    "terms:\n"
    "  - {name: stigma, label: {en: stigma, nl: stigma}, explanation: {en: shame, nl: schaamte}}\n"
    "choices:\n"
    "  helpers:\n"
    "    - {name: doctor, label: {en: Doctor, nl: Arts}}\n"
    "    - {name: none, label: {en: Nobody, nl: Niemand}, exclusive: true}\n"
    "items:\n"
    "  - {name: problem, type: text, label: {en: What is it?, nl: Wat is er?}, "
    "fallback: {en: the problem, nl: het probleem}}\n"
    "  - name: since\n"
    "    type: date\n"
    "    label: {en: \"When did ${problem} begin?\", nl: \"Wanneer begon ${problem}?\"}\n"
    "    hint: {en: Roughly, nl: Ongeveer}\n"
    "    probes: [{en: What came first?, nl: Wat eerst?}, {en: And then?, nl: En toen?}]\n"
    "  - {name: helped, type: select_multiple, choices: helpers, label: {en: Who?, nl: Wie?}, "
    "other: {label: {en: Other, nl: Ander}}}\n"
    "  - {name: sure, type: select_one, label: {en: Sure?, nl: Zeker?}, "
    "choices: [{name: \"yes\", label: {en: Yes, nl: Ja}}, "
    "{name: \"no\", label: {en: No, nl: Nee}}]}\n"
    "  - repeat: kin\n"
    "    label: {en: Kin, nl: Familie}\n"
    "    items:\n"
    "      - {name: kin_name, type: text, label: {en: Name, nl: Naam}}\n";

/* Lines 1 to 6 of every overlay here; what is tried begins on line 7. */
#define HEAD                                                                                       \
    "overlay_of: small\n"                                                                          \
    "version: \"2\"\n"                                                                             \
    "languages: tr\n"                                                                              \
    "rights: ours\n"                                                                               \
    "source: us\n"                                                                                 \
    "review: {tr: {status: draft}}\n"

static void findings_of(struct buf *out, const char *text)
{
    struct form *form = support_form(form_text);
    struct report report = REPORT_INIT;
    struct overlay *overlay = NULL;
    struct error err = {0};

    if (overlay_read(&overlay, text, strlen(text), "overlay.yaml", &report, &err))
        overlay_check(overlay, form, &report);
    for (size_t i = 0; i < report.count; i++) {
        const struct report_entry *entry = &report.entries[i];

        /* What is not translated yet is a finding of nearly every small overlay. */
        if (strcmp(entry->code, "W507") != 0)
            buf_add_format(out, "%u:%u %s [%s] %s\n", entry->line, entry->column, entry->code,
                           entry->item, entry->message);
    }
    overlay_destroy(overlay);
    form_destroy(form);
    report_finish(&report);
}

/* Exactly one finding, there and with MESSAGE in it; NULL: none. */
static void expect(const char *text, const char *place_and_code, const char *message)
{
    struct buf found = BUF_INIT;
    const char *end;

    findings_of(&found, text);
    if (!place_and_code) {
        assert_string_equal(buf_text(&found), "");
        buf_finish(&found);
        return;
    }
    end = strchr(buf_text(&found), '\n');
    if (!end || end[1] || strncmp(buf_text(&found), place_and_code, strlen(place_and_code)) != 0 ||
        !strstr(buf_text(&found), message))
        fail_msg("expected %s with \"%s\", found:\n%s", place_and_code, message, buf_text(&found));
    buf_finish(&found);
}

static struct overlay *read_overlay(const char *text)
{
    struct overlay *overlay;
    struct error err = {0};

    if (!overlay_read(&overlay, text, strlen(text), "overlay.yaml", NULL, &err))
        fail_msg("%s", err.message);
    return overlay;
}

static void lay(struct form *form, const char *text)
{
    struct overlay *overlay = read_overlay(text);
    struct error err = {0};

    assert_true(overlay_apply(form, overlay, &err));
    overlay_destroy(overlay);
}

static const char whole[] =
    HEAD "form_title: Küçük\n"
         "purpose: {tr: Denemek}\n"
         "items:\n"
         "  problem: {label: Ne var?, fallback: sorun}\n"
         "  since:\n"
         "    label: \"${problem} ne zaman başladı?\"\n"
         "    probes: [{tr: Önce ne oldu?}, \"\"]\n"
         "  helped: {other: {label: Başka}}\n"
         "  sure: {choices: {\"yes\": Evet, \"no\": {label: {tr: Hayır}}}}\n"
         "choices:\n"
         "  helpers: {doctor: {tr: Doktor}, none: {label: Hiç kimse}}\n"
         "terms:\n"
         "  stigma: {label: damga, explanation: utanç}\n";

static void test_words_are_replaced_and_nothing_else(void **state)
{
    struct form *form = support_form(form_text);
    bool fell_back;

    (void)state;
    expect(whole, NULL, NULL);
    lay(form, whole);
    assert_int_equal(form->language_count, 3);
    assert_string_equal(form->languages[2], "tr");
    assert_string_equal(wording_in(form, &form->title, "tr", &fell_back), "Küçük");
    assert_false(fell_back);
    const struct item *since = form_find(form, "since");
    assert_string_equal(wording_in(form, &since->label, "tr", NULL),
                        "${problem} ne zaman başladı?");
    assert_int_equal(since->label.overlaid, 1u << 2);
    assert_string_equal(wording_in(form, &since->label, "en", NULL), "When did ${problem} begin?");
    assert_string_equal(wording_in(form, &since->probes[0], "tr", NULL), "Önce ne oldu?");
    assert_string_equal(wording_in(form, &since->probes[1], "tr", &fell_back), "And then?");
    assert_true(fell_back);
    const struct item *sure = form_find(form, "sure"), *helped = form_find(form, "helped");
    assert_string_equal(wording_in(form, &form_choice(sure, "yes")->label, "tr", NULL), "Evet");
    assert_string_equal(wording_in(form, &form_choice(sure, "no")->label, "tr", NULL), "Hayır");
    assert_string_equal(wording_in(form, &form_choice(helped, "none")->label, "tr", NULL),
                        "Hiç kimse");
    assert_true(form_choice(helped, "none")->exclusive);
    assert_string_equal(wording_in(form, &helped->other_label, "tr", NULL), "Başka");
    assert_string_equal(wording_in(form, &form->terms[0].explanation, "tr", NULL), "utanç");
    assert_int_equal(form->applied_count, 1);
    assert_int_equal(form->applied[0].replaced, 13);
    assert_int_equal(form->applied[0].languages, 1u << 2);
    assert_int_equal(form->applied[0].drafts, 1u << 2);
    assert_string_equal(form->applied[0].rights, "ours");
    assert_string_equal(form->overlays[2], "overlay.yaml");
    assert_null(form->overlays[0]);
    assert_int_equal(form->language_status[2], FORM_DRAFT);
    /* The digest is that of the form's own text: the overlay has one of its own. */
    assert_string_not_equal(form->digest, form->applied[0].digest);
    form_destroy(form);
}

static void test_the_last_overlay_has_the_last_word(void **state)
{
    struct form *form = support_form(form_text);

    (void)state;
    lay(form, HEAD "items: {problem: {label: Ne var?, fallback: sorun}}\n");
    lay(form, HEAD "items: {problem: {label: Derdiniz ne?}}\n");
    assert_string_equal(wording_in(form, &form_find(form, "problem")->label, "tr", NULL),
                        "Derdiniz ne?");
    assert_string_equal(wording_in(form, &form_find(form, "problem")->fallback, "tr", NULL),
                        "sorun");
    assert_int_equal(form->language_count, 3);
    assert_int_equal(form->applied_count, 2);
    form_destroy(form);
}

/* A draft in any part makes a draft of the language; a review covers only its own words. */
static void test_the_status_is_the_least_of_both(void **state)
{
    struct form *form = support_form(form_text);
    static const char reviewed[] = "overlay_of: small\nversion: \"2\"\nlanguages: [en, nl]\n"
                                   "review: {en: {status: draft}, nl: {status: reviewed, by: Bo, "
                                   "date: 2026-02-02}}\nitems: {problem: {label: {en: What then?, "
                                   "nl: Wat dan?}}}\n";

    (void)state;
    assert_int_equal(form->language_status[0], FORM_REVIEWED);
    lay(form, reviewed);
    assert_int_equal(form->language_status[0], FORM_DRAFT);
    assert_int_equal(form->language_status[1], FORM_DRAFT);
    assert_int_equal(form->applied[0].drafts, 1);
    form_destroy(form);
}

/* It gives what it can, as a draft, and passes over what is not there any more. */
static void test_an_overlay_of_another_version_gives_what_it_can(void **state)
{
    struct form *form = support_form(form_text);
    static const char old[] =
        "overlay_of: small\nversion: [\"0\", \"1\"]\nlanguages: nl\nrights: r\nsource: s\n"
        "review: {nl: {status: reviewed, by: Bo, date: 2025-01-01}}\n"
        "items:\n  problem: {label: Wat scheelt eraan?}\n  gone: {label: Weg}\n"
        "  sure: {label: \"${gone} zeker?\"}\n";

    (void)state;
    lay(form, old);
    assert_true(form->applied[0].stale);
    assert_int_equal(form->applied[0].replaced, 1);
    assert_string_equal(wording_in(form, &form_find(form, "problem")->label, "nl", NULL),
                        "Wat scheelt eraan?");
    assert_string_equal(wording_in(form, &form_find(form, "sure")->label, "nl", NULL), "Zeker?");
    assert_int_equal(form->language_status[1], FORM_DRAFT);
    form_destroy(form);

    struct buf found = BUF_INIT;
    findings_of(&found, old);
    assert_non_null(strstr(buf_text(&found), "2:10 W501 [] written for version 1 of small"));
    assert_non_null(strstr(buf_text(&found), "9:3 W502 [gone] the form small has no item gone"));
    assert_non_null(strstr(buf_text(&found), "10:18 W502 [sure] there is nothing that ${gone"));
    assert_null(strstr(buf_text(&found), " E"));
    buf_finish(&found);
}

static void test_too_many_languages_change_nothing(void **state)
{
    struct form *form = support_form(form_text);
    struct overlay *overlay = read_overlay(
        "overlay_of: small\nversion: \"2\"\n"
        "languages: [aa, ab, ae, af, ak, am, an, ar, as, av, ay, az, ba, be, bg]\n");
    struct error err = {0};

    (void)state;
    assert_false(overlay_apply(form, overlay, &err));
    assert_int_equal(err.code, ERROR_LIMIT);
    assert_int_equal(form->language_count, 2);
    assert_int_equal(form->applied_count, 0);
    overlay_destroy(overlay);
    overlay = read_overlay(HEAD);
    for (size_t i = 0; i < FORM_MAX_OVERLAYS; i++)
        assert_true(overlay_apply(form, overlay, &err));
    assert_false(overlay_apply(form, overlay, &err));
    assert_int_equal(err.code, ERROR_LIMIT);
    overlay_destroy(overlay);
    form_destroy(form);
}

static void test_it_is_known_by_its_key(void **state)
{
    static const char *const overlays[] = {"overlay_of: a", "# words\noverlay_of : a\n",
                                           "version: [\noverlay_of: a\n"};
    static const char *const others[] = {"", "overlay_of", "form_id: overlay_of\n",
                                         "items:\n  overlay_of: a\n", "overlay_off: a\n"};

    (void)state;
    for (size_t i = 0; i < 3; i++)
        assert_true(overlay_is(overlays[i], strlen(overlays[i])));
    for (size_t i = 0; i < 5; i++)
        assert_false(overlay_is(others[i], strlen(others[i])));
}

/* ---- findings, each in its smallest file ---- */

static void test_logic_is_refused_and_says_why(void **state)
{
    (void)state;
    expect(HEAD "items: {problem: {relevant: \"1 = 1\"}}\n", "7:19 E501 [problem]",
           "relevant says when something is asked");
    expect(HEAD "items:\n  problem:\n    type: note\n", "9:5 E501 [problem]",
           "type says what kind of answer");
    expect(HEAD "items: {problem: {constraint: \". > 1\"}}\n", "7:19 E501", "accepted");
    expect(HEAD "items: {sure: {choices: {\"yes\": {name: oui}}}}\n", "7:34 E501 [sure]",
           "under which name an answer is kept");
    expect(HEAD "choices: {helpers: {none: {exclusive: false}}}\n", "7:28 E501", "name");
    expect(HEAD "form_id: mine\n", "7:1 E501", "form_id says under which name");
    expect(HEAD "items: {problem: {private_to: clinician}}\n", "7:19 E501", "who gets to see");
    expect(HEAD "items: {problem: {lable: Ne?}}\n", "7:19 E102 [problem]", "Did you mean label?");
    expect(HEAD "itmes: {}\n", "7:1 E102", "Did you mean items?");
    expect(HEAD "terms: {stigma: {lable: x}}\n", "7:18 E102", "Did you mean label?");
}

static void test_names_that_are_not_in_the_form(void **state)
{
    (void)state;
    expect(HEAD "items: {probelm: {label: a, hint: b}}\n", "7:9 E503 [probelm]",
           "Did you mean problem?");
    expect(HEAD "items: {sure: {choices: {yess: a}}}\n", "7:26 E504 [sure]", "Did you mean yes?");
    expect(HEAD "items: {helped: {choices: {doctor: a}}}\n", "7:28 E504 [helped]",
           "are the list helpers");
    expect(HEAD "items: {problem: {choices: {a: a}}}\n", "7:29 E504 [problem]", "has no choices");
    expect(HEAD "choices: {helper: {doctor: a, none: b}}\n", "7:11 E504", "Did you mean helpers?");
    expect(HEAD "choices: {helpers: {docter: a}}\n", "7:21 E504", "Did you mean doctor?");
    expect(HEAD "terms: {stigme: {label: a, explanation: b}}\n", "7:9 E504",
           "Did you mean stigma?");
}

static void test_texts_that_the_form_does_not_have(void **state)
{
    (void)state;
    expect(HEAD "items: {problem: {hint: a}}\n", "7:19 E505 [problem]", "adds none");
    expect(HEAD "items: {since: {probes: [a, b, c]}}\n", "7:32 E505 [since]", "has 2 probes");
    expect(HEAD "items: {since: {units: {a: b}}}\n", "7:25 E505 [since]", "a unit a");
    expect(HEAD "short_title: a\n", "7:1 E505", "short_title");
}

static void test_names_in_texts(void **state)
{
    (void)state;
    expect(HEAD "items: {sure: {label: \"emin ${problme}\"}}\n", "7:29 E506 [sure]", "${problme}");
    expect(HEAD "items: {sure: {label: \"${kin_name}\"}}\n", "7:24 E506", "${kin_name}");
    expect(HEAD "items: {problem: {fallback: \"${since}\"}}\n", "7:30 E506", "${since}");
    expect(HEAD "items: {sure: {label: \"bu ${ ne\"}}\n", "7:23 E319 [sure]", "${name}");
    expect(HEAD "items: {since: {label: Ne zaman?}}\n", "7:24 W504 [since]", "${problem}");
    expect(HEAD "items: {sure: {label: \"emin ${problem}\"}}\n", NULL, NULL);
}

static void test_languages(void **state)
{
    (void)state;
    expect(HEAD "items: {sure: {label: {tu: a}}}\n", "7:24 E507 [sure]", "a text in tu");
    expect("overlay_of: small\nversion: \"2\"\nlanguages: [tr, ar]\nrights: r\nsource: s\n"
           "review: {tr: {status: draft}, ar: {status: draft}}\nitems: {sure: {label: a}}\n",
           "7:23 E507 [sure]", "write {tr: …, ar: …}");
    expect(HEAD "items: {sure: {label: {tr-tr: a}}}\n", "7:24 E507 [sure]", "in tr-tr");
    expect("overlay_of: small\nversion: \"2\"\nlanguages: [zh-Hant]\nrights: r\nsource: s\n"
           "review: {zh-Hans: {status: draft}}\n",
           "6:10 E507", "Did you mean zh-Hant?");
    expect("overlay_of: small\nversion: \"2\"\nlanguages: Turkish\n", "3:12 E205", "Turkish");
    expect("overlay_of: small\nversion: \"2\"\nlanguages: [tr, tr]\n", "3:17 E208", "tr");
    expect(HEAD "items: {sure: {label: Zeker?}}\n", NULL, NULL);
}

static void test_what_an_overlay_needs(void **state)
{
    (void)state;
    expect("overlay_of: small\nversion: \"2\"\n", "1:1 E103", "an overlay needs languages");
    expect("overlay_of: small\nlanguages: tr\n", "1:1 E103", "an overlay needs version");
    expect("overlay_of: [\n", "2:1 E100", "");
    expect("overlay_of: small\nversion: \"2\"\nlanguages: nl\nsource: s\n"
           "review: {nl: {status: draft}}\n",
           "1:13 W505", "rights is missing");
    expect("overlay_of: small\nversion: \"2\"\nlanguages: nl\nrights: r\n"
           "review: {nl: {status: draft}}\n",
           "1:13 W505", "source is missing");
    expect("overlay_of: small\nversion: \"2\"\nlanguages: nl\nrights: r\nsource: s\n",
           "3:12 W506", "nothing of nl");
    expect("overlay_of: small\nversion: \"2\"\nlanguages: nl\nrights: r\nsource: s\n"
           "review: {nl: {status: reviewed, by: Bo}}\n",
           "6:14 W416", "by whom and when");
    expect("overlay_of: small\nversion: \"1\"\nlanguages: nl\nrights: r\nsource: s\n"
           "review: {nl: {status: draft}}\n",
           "2:10 W501", "this is 2");
}

static void test_words_themselves(void **state)
{
    struct buf text = BUF_INIT;

    (void)state;
    expect("overlay_of: small\nversion: \"2\"\nlanguages: nl\nrights: r\nsource: s\n"
           "review: {nl: {status: draft}}\nitems: {sure: {label: Zeker?}}\n",
           "7:23 W503 [sure]", "the same in nl");
    expect(HEAD "items: {sure: {label: \"a\xE2\x80\xAE" "b\"}}\n", "7:23 W413 [sure]", "U+202E");
    buf_add_text(&text, HEAD "items: {sure: {label: ");
    for (int i = 0; i < 61; i++)
        buf_add_text(&text, "çok ");
    buf_add_text(&text, "}}\n");
    expect(buf_text(&text), "7:23 W403 [sure]", "61 words");
    buf_finish(&text);
}

static void test_coverage_of_a_language(void **state)
{
    struct form *form = support_form(form_text);
    struct report report = REPORT_INIT;
    struct overlay *overlay = read_overlay(HEAD "items: {problem: {label: Ne var?}}\n");

    (void)state;
    overlay_check(overlay, form, &report);
    assert_int_equal(report.count, 1);
    assert_string_equal(report.entries[0].code, "W507");
    assert_int_equal(report.entries[0].line, 3);
    assert_int_equal(report.entries[0].column, 12);
    assert_non_null(strstr(report.entries[0].message, "tr has 5 %"));
    assert_non_null(strstr(report.entries[0].message, "problem, since"));
    report_finish(&report);
    overlay_destroy(overlay);
    form_destroy(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_are_replaced_and_nothing_else),
        cmocka_unit_test(test_the_last_overlay_has_the_last_word),
        cmocka_unit_test(test_the_status_is_the_least_of_both),
        cmocka_unit_test(test_an_overlay_of_another_version_gives_what_it_can),
        cmocka_unit_test(test_too_many_languages_change_nothing),
        cmocka_unit_test(test_it_is_known_by_its_key),
        cmocka_unit_test(test_logic_is_refused_and_says_why),
        cmocka_unit_test(test_names_that_are_not_in_the_form),
        cmocka_unit_test(test_texts_that_the_form_does_not_have),
        cmocka_unit_test(test_names_in_texts),
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_what_an_overlay_needs),
        cmocka_unit_test(test_words_themselves),
        cmocka_unit_test(test_coverage_of_a_language),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
