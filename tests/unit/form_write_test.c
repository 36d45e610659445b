/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forms written as text: what is written is read as the same form, whatever the
 * texts in it; and the comparison that says so sees every difference.
 */
#include "form/form_write.h"

#include "form/form_equal.h"
#include "form/yaml_text.h"

#include "base/file.h"
#include "base/text.h"
#include "form_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect_same_again(const struct form *form, const char *name)
{
    struct buf text = BUF_INIT, difference = BUF_INIT, again = BUF_INIT;
    struct error err = {0};
    struct form *copy;
    char message[1200];

    form_write(&text, form);
    if (!form_read(&copy, buf_text(&text), text.length, "written.yaml", NULL, &err))
        fail_msg("%s: %s in\n%s", name, error_text(&err, message, sizeof(message)),
                 buf_text(&text));
    if (!form_equal(form, copy, &difference))
        fail_msg("%s: %s differs in\n%s", name, buf_text(&difference), buf_text(&text));
    assert_int_equal(difference.length, 0);
    form_write(&again, copy);
    assert_string_equal(buf_text(&again), buf_text(&text));
    form_destroy(copy);
    buf_finish(&text);
    buf_finish(&again);
    buf_finish(&difference);
}

static void each_file(const char *directory, size_t least)
{
    const char *source = getenv("VERHAAL_TEST_SRCDIR");
    struct file_list files = {0};
    struct error err = {0};
    struct buf path = BUF_INIT;

    buf_add_format(&path, "%s/%s", source ? source : ".", directory);
    assert_true(file_list_read(&files, buf_text(&path), ".yaml", &err));
    assert_true(files.count >= least);
    for (size_t i = 0; i < files.count; i++) {
        struct form *form;

        buf_clear(&path);
        buf_add_format(&path, "%s/%s/%s", source ? source : ".", directory, files.names[i]);
        if (!form_load(&form, buf_text(&path), NULL, &err))
            fail_msg("%s: %s", files.names[i], err.message);
        expect_same_again(form, files.names[i]);
        form_destroy(form);
    }
    file_list_finish(&files);
    buf_finish(&path);
}

static void test_forms_come_back(void **state)
{
    (void)state;
    each_file("forms", 40);
}

/* ---- texts ---- */

static void expect_words(const char *words)
{
    struct buf text = BUF_INIT;
    struct form *form;

    buf_add_text(&text, SUPPORT_HEAD "items:\n  - name: a\n    type: note\n    label: ");
    yaml_text_words(&text, words, 4);
    buf_add_text(&text, "\n    hint: ");
    yaml_text_quoted(&text, words);
    buf_add_text(&text, "\n    short:\n      nl: ");
    yaml_text_words(&text, words, 6);
    buf_add_text(&text, "\n    purpose: end\n");
    form = support_form(buf_text(&text));
    assert_string_equal(form->all[0]->label.text[0], words);
    assert_string_equal(form->all[0]->hint.text[0], words);
    assert_string_equal(form->all[0]->short_label.text[1], words);
    form_destroy(form);
    buf_finish(&text);
}

static void test_texts_come_back(void **state)
{
    static const char *const texts[] = {
        "plain", "no", "1998", "it's \"so\"", "a: b", "a #b", "# a", "- a", "? a", "...", "---",
        "two\nlines", "ends in one\n", "ends in two\n\n", "\nbegins with one", " begins with space",
        "ends with space ", "one\n indented", "blank\n\nbetween", "space at end \nof a line",
        "tab\there", "carriage\rreturn", "\xc2\x85 next line", "\xe2\x80\xa8 separator",
        "\xef\xbb\xbf mark", "\xe2\x80\xae override", "\x1b[31m", "\x7f", "\xc2\xa0hard",
        "\xef\xbf\xbf", "back\\slash \\n", "%percent", "@at", "`tick", "{a: b}", "[a]", "*a", "&a",
        "!a", "|", ">", "'", "\"", "\n", " ", "\xf0\x9f\x99\x82 \xd8\xb3\xd9\x84\xd8\xa7\xd9\x85",
    };
    struct buf text = BUF_INIT;

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        expect_words(texts[i]);
        /* The same in a text that is too long for its line. */
        buf_clear(&text);
        buf_add_text(&text, texts[i]);
        buf_add_repeat(&text, " some words  and \xc3\xa9\xc3\xa9n more,", 12);
        buf_add_text(&text, texts[i]);
        expect_words(buf_text(&text));
    }
    buf_clear(&text);
    buf_add_repeat(&text, "x", 3000);
    expect_words(buf_text(&text));
    buf_finish(&text);
}

static void test_style_is_that_of_people(void **state)
{
    static const struct {
        const char *text, *word, *rule;
    } rows[] = {
        {"sleep", "sleep", "sleep"},
        {"no", "\"no\"", "\"no\""},
        {"On", "\"On\"", "\"On\""},
        {"1998", "\"1998\"", "\"1998\""},
        {".5", "\".5\"", "\".5\""},
        {"a.b", "\"a.b\"", "a.b"},
        {"${a} > 3", "\"${a} > 3\"", "${a} > 3"},
        {". <= today()", "\". <= today()\"", ". <= today()"},
        {"not(${a} = 'x: y')", "\"not(${a} = 'x: y')\"", "\"not(${a} = 'x: y')\""},
        {"'a'", "\"'a'\"", "\"'a'\""},
        {"", "\"\"", "\"\""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct buf out = BUF_INIT;

        yaml_text_word(&out, rows[i].text);
        assert_string_equal(buf_text(&out), rows[i].word);
        buf_clear(&out);
        yaml_text_rule(&out, rows[i].text);
        assert_string_equal(buf_text(&out), rows[i].rule);
        buf_finish(&out);
    }
}

/* ---- every difference is seen ---- */

static const char whole[] =
    SUPPORT_HEAD
    "review: {nl: {status: draft, by: Ann, date: \"2026\"}}\n"
    "source: {en: From us}\n"
    "terms:\n  - {name: t, label: Tee, explanation: A tea}\n"
    "choices:\n  l: [{name: a, label: Aa}, {name: b, label: Bee, retired: true}]\n"
    "items:\n"
    "  - group: g\n"
    "    label: Gee\n"
    "    items:\n"
    "      - {name: x, type: integer, label: Ex, min: 1, max: 9, prefix: \"1\"}\n"
    "      - {name: y, type: text, label: {en: Why, nl: Waarom}, relevant: '${x} > 3'}\n"
    "  - {name: z, type: select_one, label: Zed, choices: l, other: true}\n"
    "  - {name: w, type: note, label: Double, probes: [One, Two], outline: distress,\n"
    "     ask: Say it, if_asked: Let it be said}\n";

static void test_differences_are_named(void **state)
{
    static const struct {
        const char *from, *to, *difference;
    } rows[] = {
        {"From us", "From you", "source (en)"},
        {"A tea", "A cup", "term t: explanation (en)"},
        {"label: Aa", "label: Ab", "choice a: label (en)"},
        {", retired: true", "", "choice b: retired"},
        {"{name: a, label: Aa}, ", "", "list l: number of choices"},
        {"group: g", "repeat: g", "item g: type"},
        {"min: 1", "min: 2", "item x: min"},
        {", max: 9", "", "item x: max"},
        {"prefix: \"1\"", "prefix: \"2\"", "item x: prefix"},
        {"nl: Waarom", "nl: Hoezo", "item y: label (nl)"},
        {", nl: Waarom", "", "item y: label (nl)"},
        {"${x} > 3", "${x} > 4", "item y: relevant"},
        {"choices: l, other: true", "choices: l", "item z: other"},
        {"One, Two", "One", "item w: number of probes"},
        {"One, Two", "One, Three", "item w: probes (en)"},
        {"outline: distress", "outline: identity", "item w: outline"},
        {"ask: Say it", "ask: Say that", "item w: ask (en)"},
        {", if_asked: Let it be said", "", "item w: if_asked (en)"},
    };
    struct form *form = support_form(whole);

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *at = strstr(whole, rows[i].from);
        struct buf text = BUF_INIT, difference = BUF_INIT;
        struct form *other;

        assert_non_null(at);
        buf_add(&text, whole, (size_t)(at - whole));
        buf_add_text(&text, rows[i].to);
        buf_add_text(&text, at + strlen(rows[i].from));
        other = support_form(buf_text(&text));
        assert_false(form_equal(form, other, &difference));
        assert_string_equal(buf_text(&difference), rows[i].difference);
        assert_false(form_equal(other, form, NULL));
        expect_same_again(other, rows[i].to);
        form_destroy(other);
        buf_finish(&text);
        buf_finish(&difference);
    }
    assert_true(form_equal(form, form, NULL));
    form_destroy(form);
}

/* ---- random forms ---- */

struct dice {
    uint64_t state;
};

static size_t roll(struct dice *dice, size_t sides)
{
    dice->state ^= dice->state << 13;
    dice->state ^= dice->state >> 7;
    dice->state ^= dice->state << 17;
    return (size_t)(dice->state % sides);
}

static void random_text(struct dice *dice, struct buf *out)
{
    static const char *const parts[] = {"a", "no", " ", "  ", "\n", ": ", " #", "- ", "'", "\\",
                                        "word ", "\xc3\xa9", "\t", "{", "]", "?", "123 ", "|",
                                        "longer words of a sentence, ", "\xe2\x80\xa9", "<<"};
    struct buf text = BUF_INIT;

    buf_add_text(&text, "x" + roll(dice, 2));
    for (size_t i = roll(dice, 24); i > 0; i--)
        buf_add_text(&text, parts[roll(dice, sizeof(parts) / sizeof(parts[0]))]);
    if (text.length == 0)
        buf_add_text(&text, ".");
    yaml_text_quoted(out, buf_text(&text));
    buf_finish(&text);
}

static void random_wording(struct dice *dice, struct buf *out, const char *key, bool needed)
{
    size_t languages = 1 + roll(dice, 3);

    if (!needed && roll(dice, 3) > 0)
        return;
    buf_add_format(out, ", %s: {", key);
    if (languages & 1) {
        buf_add_text(out, "en: ");
        random_text(dice, out);
    }
    if (languages & 2) {
        buf_add_text(out, languages & 1 ? ", nl: " : "nl: ");
        random_text(dice, out);
    }
    buf_add_char(out, '}');
}

static void random_choices(struct dice *dice, struct buf *out)
{
    size_t count = 1 + roll(dice, 4);

    buf_add_text(out, "[");
    for (size_t i = 0; i < count; i++) {
        static const char *const names[] = {"a", "no", "1", "x:y"};

        buf_add_format(out, "%s{name: \"%s\"", i > 0 ? ", " : "", names[i]);
        random_wording(dice, out, "label", true);
        buf_add_text(out, roll(dice, 4) == 0 ? ", exclusive: true}" : "}");
    }
    buf_add_text(out, "]");
}

static void random_items(struct dice *dice, struct buf *out, unsigned depth, unsigned *number)
{
    static const char *const types[] = {"note",   "text",       "integer",        "yes_no",
                                        "date",   "select_one", "select_multiple", "group",
                                        "repeat"};

    buf_add_text(out, "[");
    for (size_t count = 1 + roll(dice, 4), i = 0; i < count; i++) {
        size_t type = roll(dice, depth < 3 ? 9 : 7);

        buf_add_format(out, "%s{name: i%u, type: %s", i > 0 ? ",\n " : "", (*number)++,
                       types[type]);
        random_wording(dice, out, "label", true);
        random_wording(dice, out, "hint", false);
        random_wording(dice, out, "guidance_hint", false);
        if (roll(dice, 3) == 0)
            buf_add_text(out, ", relevant: \"answered(${i0}) or ${i1} = 'no: #'\"");
        if (type > 0 && type < 7 && roll(dice, 3) == 0)
            buf_add_text(out, ", required: soft, constraint: '. != 3', severity: warning");
        if (type == 2)
            buf_add_format(out, ", min: -%zu, max: %zu", roll(dice, 99), roll(dice, 99));
        if (type == 5 || type == 6) {
            buf_add_text(out, ", choices: ");
            if (roll(dice, 2))
                random_choices(dice, out);
            else
                buf_add_text(out, "shared");
        }
        if (type >= 7) {
            buf_add_text(out, ", items: ");
            random_items(dice, out, depth + 1, number);
        }
        buf_add_text(out, "}");
    }
    buf_add_text(out, "]");
}

static void test_random_forms_come_back(void **state)
{
    struct dice dice = {0x2545F4914F6CDD1Dull};

    (void)state;
    for (unsigned i = 0; i < 300; i++) {
        struct buf text = BUF_INIT;
        unsigned number = 0;
        struct form *form;

        buf_add_text(&text, SUPPORT_HEAD "choices: {shared: ");
        random_choices(&dice, &text);
        buf_add_text(&text, "}\nitems: ");
        random_items(&dice, &text, 0, &number);
        buf_add_text(&text, "\n");
        form = support_form(buf_text(&text));
        expect_same_again(form, buf_text(&text));
        form_destroy(form);
        buf_finish(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms_come_back),
        cmocka_unit_test(test_texts_come_back),
        cmocka_unit_test(test_style_is_that_of_people),
        cmocka_unit_test(test_differences_are_named),
        cmocka_unit_test(test_random_forms_come_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
