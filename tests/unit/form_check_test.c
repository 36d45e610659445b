/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lint beyond structure: for each fault the smallest form that has it, with the
 * exact place, and beside it a form that has it not.
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

/* Lines 7 to 20 of every form here: an item of each type. Tests go on at 21. */
#define BODY                                                                                       \
    SUPPORT_HEAD                                                                                   \
    "items:\n"                                                                                     \
    "  - {name: words, type: text, label: {en: A, nl: B}, fallback: {en: it, nl: het}}\n"          \
    "  - {name: age, type: integer, label: {en: A, nl: B}}\n"                                      \
    "  - {name: yn, type: yes_no, label: {en: A, nl: B}}\n"                                        \
    "  - {name: since, type: date, label: {en: A, nl: B}}\n"                                       \
    "  - {name: one, type: select_one, label: {en: A, nl: B}, choices: [\n"                        \
    "     {name: x, label: {en: X, nl: X}}, {name: y, label: {en: Y, nl: Y}}]}\n"                  \
    "  - {name: many, type: select_multiple, label: {en: A, nl: B}, other: true, choices: [\n"     \
    "     {name: healer, label: {en: H, nl: G}}, {name: family, label: {en: F, nl: T}}]}\n"        \
    "  - {name: hello, type: note, label: {en: A, nl: B}}\n"                                       \
    "  - repeat: household\n"                                                                      \
    "    label: {en: A, nl: B}\n"                                                                  \
    "    items:\n"                                                                                 \
    "      - {name: person, type: text, label: {en: A, nl: B}}\n"                                  \
    "      - {name: kin, type: text, label: {en: A, nl: B}, relevant: \"${person} != ''\"}\n"

static char *with(const char *items)
{
    struct buf text = BUF_INIT;

    buf_add_text(&text, BODY);
    buf_add_text(&text, items);
    return buf_take(&text);
}

static void expect(const char *items, const char *place_and_code, const char *message)
{
    char *text = with(items);

    support_expect_one(text, place_and_code);
    support_expect(text, place_and_code, message);
    free(text);
}

static void expect_clean(const char *items)
{
    char *text = with(items);

    support_expect_clean(text);
    free(text);
}

/* RULE stands at 21:14. */
static void expect_rule(const char *rule, const char *place_and_code, const char *message)
{
    struct buf items = BUF_INIT;

    buf_add_format(&items,
                   "  - relevant: %s\n    name: new\n    type: text\n    label: {en: A, nl: B}\n",
                   rule);
    if (place_and_code)
        expect(buf_text(&items), place_and_code, message);
    else
        expect_clean(buf_text(&items));
    buf_finish(&items);
}

/* CONSTRAINT stands at 21:17, on an item of TYPE with the rest of its line in KEYS. */
static void expect_constraint(const char *constraint, const char *type, const char *place_and_code,
                              const char *message)
{
    struct buf items = BUF_INIT;

    buf_add_format(&items,
                   "  - constraint: %s\n    name: new\n    type: %s\n    label: {en: A, nl: B}\n"
                   "    constraint_message: {en: A, nl: B}\n",
                   constraint, type);
    if (place_and_code)
        expect(buf_text(&items), place_and_code, message);
    else
        expect_clean(buf_text(&items));
    buf_finish(&items);
}

static void test_references(void **state)
{
    (void)state;
    expect_clean("");
    expect_rule("${word} = 'x'", "21:15 E310", "Did you mean ${words} (line 7)?");
    expect_rule("${zzzzzz} = 'x'", "21:15 E310", "${zzzzzz} is no item of this form");
    expect_rule("${age} > 1 and ${ages} > 1", "21:30 E310", "Did you mean ${age} (line 8)?");
    expect_rule("${hello} = 'x'", "21:15 E316", "of type note");
    expect_rule("${household} = 'x'", "21:15 E316", "of type repeat");
    expect_rule("${person} = 'x'", "21:15 E314", "count(${household})");
    expect_rule("count(${household}) > 1", NULL, NULL);
    expect_rule("count(${words}) > 1", "21:21 E313", "takes a repeat");
    expect_rule("count-non-empty(${person}) > 1", NULL, NULL);
    expect_rule("sum(${household}) > 1", "21:19 E316", "has no answer");
    expect_rule("min(${persons}, 1) > 1", "21:19 E310", "Did you mean ${person}");
    expect_rule("position(..) > 1", "21:15 E313", "no repeat");
    expect_rule(". = 'x'", "21:15 E318", "only a constraint");
    expect_constraint(". = ${words}", "text", NULL, NULL);
}

static void test_folded_conditions_keep_their_place(void **state)
{
    (void)state;
    expect("  - name: new\n    type: text\n    label: {en: A, nl: B}\n    relevant: >-\n"
           "      ${age} > 1\n      and ${ages} > 1\n",
           "26:11 E310", "Did you mean ${age}");
    expect("  - {name: new, type: text, label: {en: A, nl: B}, relevant: \"'é' = ${wordz}\"}\n",
           "21:69 E310", "Did you mean ${words}");
}

static void test_what_is_compared(void **state)
{
    (void)state;
    expect_rule("${many} = 'healer'", "21:25 E311", "selected(${many}");
    expect_rule("${many} != ${words}", "21:23 E311", "selected(${many}");
    expect_rule("${many} = ''", NULL, NULL);
    expect_rule("selected(${many}, 'healer')", NULL, NULL);
    expect_rule("selected(${many}, 'other')", NULL, NULL);
    expect_rule("selected(${one}, 'other')", "21:32 E312", "no choice of ${one}");
    expect_rule("selected(${many}, 'heale')", "21:33 E312", "Did you mean 'healer'?");
    expect_rule("${one} = 'z'", "21:24 E312", "no choice of ${one}");
    expect_rule("\"'x' = ${one}\"", NULL, NULL);
    expect_rule("selected(${words}, 'x')", "21:34 E313", "of type text");
    expect_rule("count-selected(${one}) > 1", "21:15 E313", "of type select_one");
    expect_rule("count-selected(${many}) > 1", NULL, NULL);
    expect_rule("${words} < 3", "21:24 E313", "neither more nor less");
    expect_rule("${yn} > 0", "21:21 E313", "of type yes_no");
    expect_rule("${age} = 'old'", "21:24 E313", "compared with a text");
    expect_rule("${age} = '-12'", NULL, NULL);
    expect_rule("${yn} = 'maybe'", "21:23 E313", "yes or a no");
    expect_rule("${yn} = 'no' or ${yn} = true()", NULL, NULL);
    expect_rule("${since} > 'spring'", "21:26 E313", "write a date as");
    expect_rule("${since} > '1998-21' and ${since} != ''", NULL, NULL);
    expect_rule("${since} < today()", NULL, NULL);
    expect_constraint(". < 3", "text", "21:19 E313", "neither more nor less");
}

static void test_never_and_always(void **state)
{
    (void)state;
    expect_rule("false()", "21:15 E317", "never be asked");
    expect_rule("1 = 2 and true()", "21:15 E317", "never be asked");
    expect_rule("1 = 1", "21:15 W412", "same for every answer");
    expect_constraint("1 > 2", "text", "21:17 E317", "no answer can ever");
    expect_rule("today() > '2020'", NULL, NULL);
    expect("  - required: 1 = 1\n    name: new\n    type: text\n    label: {en: A, nl: B}\n",
           "21:15 W412", "same for every answer");
}

static void test_contraries(void **state)
{
    (void)state;
    expect_rule("${age} > 5 and ${age} < 3", "21:37 E317", "never be asked");
    expect_rule("${age} > 5 and ${age} < 6", "21:37 E317", "never be asked");
    expect_rule("${age} > 5 and 5 = ${age}", "21:32 E317", "never be asked");
    expect_rule("${age} < -1 and (${yn} and ${age} >= -1)", "21:49 E317", "never be asked");
    expect_rule("${one} = 'x' and ${one} = 'y'", "21:39 E317", "never be asked");
    expect_rule("${words} = 'x' and ${words} = ''", "21:43 E317", "never be asked");
    expect_constraint(". > 3 and 3 > .", "decimal", "21:29 E317", "no answer can ever");
    expect_rule("${age} > 5 and ${age} < 7", NULL, NULL);
    expect_rule("${age} > 5 or ${age} < 3", NULL, NULL);
    expect_rule("not(${age} > 5 and ${age} < 3)", NULL, NULL);
    expect_rule("${age} >= 5 and ${age} <= 5", NULL, NULL);
    expect_rule("${one} = 'x' and ${one} != 'y'", NULL, NULL);
    expect_rule("${one} = 'x' and ${words} = 'y'", NULL, NULL);
    expect_constraint(". > 3 and . < 4", "decimal", NULL, NULL);
    expect("  - {name: new, type: integer, max: 9, label: {en: A, nl: B}, constraint: . > 9,\n"
           "     constraint_message: {en: A, nl: B}}\n",
           "21:77 E317", "no answer can ever");
    expect("  - {name: new, type: text, required: \"${age} > 5 and ${age} < 3\", "
           "label: {en: A, nl: B}}\n",
           "21:62 E317", "can never hold");
}

static void test_bare_answers(void **state)
{
    (void)state;
    expect_rule("${age}", "21:15 W420", "answered(${age})");
    expect_rule("${yn} and ${words}", "21:25 W420", "answered(${words})");
    expect_rule("not(${one})", "21:19 W420", "as soon as it is there");
    expect_rule("${yn} or 'x'", "21:24 W412", "same for every answer");
    expect_rule("${yn}", NULL, NULL);
    expect_rule("not(${yn}) and answered(${age})", NULL, NULL);
}

static void test_dates_and_numbers(void **state)
{
    (void)state;
    expect_rule("${since} > 1998", "21:26 W421", "'1998-05'");
    expect_rule("2000 = ${since}", "21:15 W421", "'1998-05'");
    expect_rule("${since} > '1998'", NULL, NULL);
    expect_rule("today() - ${since} > 30", NULL, NULL);
}

static void test_filters(void **state)
{
    static const char list[] = "     {name: x, label: {en: X, nl: X}, land: be},\n"
                               "     {name: y, label: {en: Y, nl: Y}, land: nl}]}\n";
    static const char head[] =
        "  - {name: new, type: select_one, label: {en: A, nl: B}, choice_filter: \"";
    struct buf items = BUF_INIT;

    (void)state;
    buf_add_format(&items, "%slnd = ${words}\", choices: [\n%s", head, list);
    expect(buf_text(&items), "21:74 E322", "Did you mean land?");
    buf_clear(&items);
    buf_add_format(&items, "%sland = ${words} or name = 'x'\", choices: [\n%s", head, list);
    expect_clean(buf_text(&items));
    buf_finish(&items);
}

static void test_negations(void **state)
{
    (void)state;
    expect_rule("not(${words} != 'x')", "21:15 W408", "hard to read");
    expect_rule("not(not(${yn}))", "21:15 W408", "hard to read");
    expect_rule("not(${words} = 'x')", NULL, NULL);
    expect_rule("not(${yn}) and not(${one} = 'x')", NULL, NULL);
}

static void test_calculations(void **state)
{
    (void)state;
    expect("  - {name: n, type: calculate, calculation: \"${nobody} + 1\"}\n", "21:46 E310",
           "no item of this form");
    expect("  - {name: n, type: calculate, calculation: \"once(${age}) + 1\"}\n", "21:46 E320",
           "all of it");
    expect("  - {name: n, type: integer, label: {en: A, nl: B}, relevant: \"once(${age}) > 1\"}\n",
           "21:64 E320", "all of it");
    expect("  - {name: n, type: calculate, calculation: \"${m}\"}\n"
           "  - {name: m, type: calculate, calculation: \"${n} + 1\"}\n",
           "21:45 E315", "n (calculation, line 21) → m (calculation, line 22) → n");
    expect("  - {name: n, type: calculate, calculation: today(), trigger: nothing}\n", "21:5 E310",
           "no item");
    expect("  - {name: n, type: integer, label: {en: A, nl: B}, max: 9, default: 12}\n",
           "21:70 E321", "at most 9");
    expect("  - {name: n, type: select_one, label: {en: A, nl: B}, default: z, choices: [\n"
           "     {name: x, label: {en: X, nl: X}}, {name: y, label: {en: Y, nl: Y}}]}\n",
           "21:65 E321", "no answer");
    expect("  - {name: n, type: yes_no, label: {en: A, nl: B}, default: \"'perhaps'\"}\n",
           "21:61 E321", "no answer");
    expect_clean("  - {name: n, type: integer, label: {en: A, nl: B}, max: 9, default: 9}\n"
                 "  - {name: m, type: integer, label: {en: A, nl: B}, default: \"${age} + 100\"}\n"
                 "  - {name: o, type: date, label: {en: A, nl: B}, default: 2024-12-01}\n");
    expect_clean("  - {name: n, type: calculate, calculation: \"once(${age} + 1)\"}\n"
                 "  - {name: m, type: calculate, calculation: \"${n} > 3\", trigger: age}\n");
}

static void test_cycles(void **state)
{
    (void)state;
    expect_rule("${new} = 'x'", "21:15 E315", "new (relevant, line 21) → new");
    expect("  - {name: a, type: text, label: {en: A, nl: B}, relevant: \"${b} = ''\"}\n"
           "  - {name: b, type: text, label: {en: A, nl: B}, relevant: \"${c} = ''\"}\n"
           "  - {name: c, type: text, label: {en: A, nl: B}, relevant: \"${a} = ''\"}\n",
           "21:60 E315",
           "a (relevant, line 21) → b (relevant, line 22) → c (relevant, line 23) → a");
    /* A group hangs on an answer inside it. */
    expect("  - group: g\n    label: {en: A, nl: B}\n    relevant: ${inside} = 'x'\n    items:\n"
           "      - {name: inside, type: text, label: {en: A, nl: B}}\n",
           "23:15 E315", "g (relevant, line 23) → inside (line 25) → g");
    /* A diamond is none. */
    expect_clean("  - {name: b, type: text, label: {en: A, nl: B}, relevant: \"${words} = ''\"}\n"
                 "  - {name: c, type: text, label: {en: A, nl: B}, relevant: \"${words} = ''\"}\n"
                 "  - {name: d, type: text, label: {en: A, nl: B}, relevant: "
                 "\"${b} = ${c} or ${b} = ''\"}\n");
    /* Neither is a constraint on the other. */
    expect_clean("  - {name: b, type: integer, label: {en: A, nl: B}, constraint: '. > ${c}',\n"
                 "     constraint_message: {en: A, nl: B}}\n"
                 "  - {name: c, type: integer, label: {en: A, nl: B}, constraint: '. < ${b}',\n"
                 "     constraint_message: {en: A, nl: B}}\n");
}

static void test_a_long_chain(void **state)
{
    struct buf text = BUF_INIT, found = BUF_INIT;

    (void)state;
    buf_add_text(&text, SUPPORT_HEAD "items:\n");
    for (size_t i = 0; i < 1000; i++)
        buf_add_format(&text,
                       "  - {name: n%zu, type: text, label: {en: A, nl: B}, relevant: \"${n%zu} = "
                       "''\"}\n",
                       i, (i + 1) % 1000);
    support_findings(&found, buf_text(&text), text.length);
    assert_non_null(strstr(buf_text(&found), "E315 [n0]"));
    buf_finish(&text);
    buf_finish(&found);
}

static void test_items_and_lists(void **state)
{
    (void)state;
    expect("  - {name: new, type: select_one, other: true, label: {en: A, nl: B}, choices: [\n"
           "     {name: other, label: {en: A, nl: B}}]}\n",
           "22:6 E216", "counts as the choice other");
    expect("  - {name: new, type: select_one, label: {en: A, nl: B}, choices: [\n"
           "     {name: a, label: {en: A, nl: B}}, {name: b, label: {en: C, nl: B}}]}\n",
           "22:40 W417", "a and b have the same label in nl");
    expect("  - {name: new, type: text, label: {en: A, nl: B}, sensitive: true}\n", "21:5 W404",
           "guidance_hint");
    expect_clean("  - {name: new, type: text, label: {en: A, nl: B}, sensitive: true,\n"
                 "     guidance_hint: {en: A, nl: B}}\n");
    expect("  - {name: new, type: text, label: {en: A, nl: B}, constraint: '. = 1'}\n", "21:5 W410",
           "constraint_message");
    expect_clean("  - {name: new, type: file, label: {en: A, nl: B}}\n");
    expect("  - {name: new, type: text, label: {en: A, nl: B}, severity: warning}\n", "21:5 W412",
           "does nothing");
    expect("  - {name: new, type: text, label: {en: A, nl: B}, required_message: {en: A, nl: B}}\n",
           "21:5 W412", "does nothing");
    expect("  - {name: new, type: text, prefix: 1, label: {en: A, nl: B}}\n"
           "  - {name: old, type: text, prefix: 1, label: {en: A, nl: B}}\n",
           "22:5 W409", "that of new, too (line 21)");
    expect("  - {name: new, type: text, prefix: 10, label: {en: A, nl: B}}\n"
           "  - {name: old, type: text, prefix: 9b, label: {en: A, nl: B}}\n",
           "22:5 W407", "the prefix 9b comes after 10 (line 21)");
    expect_clean("  - {name: mid, type: text, prefix: A, label: {en: A, nl: B}}\n"
                 "  - {name: new, type: text, prefix: 9b, label: {en: A, nl: B}}\n"
                 "  - {name: old, type: text, prefix: 10, label: {en: A, nl: B}}\n");
    support_expect_one(SUPPORT_HEAD "choices:\n  unused:\n    - {name: a, label: {en: A, nl: B}}\n"
                                    "items:\n  - {name: a, type: note, label: {en: A, nl: B}}\n",
                       "7:3 W405");
    support_expect_one("form_id: a\nversion: 1\nform_title: A\nlanguages: [en]\nstatus: reviewed\n"
                       "items:\n  - {name: a, type: note, label: A}\n",
                       "3:13 W416");
}

static void test_translations(void **state)
{
    (void)state;
    expect("  - {name: new, type: text, label: {en: A}}\n", "21:36 W401",
           "nl has 94 % of the texts; 1 are missing: lines 21");
    expect("  - {name: new, type: text, label: A, hint: {en: A, nl: }}\n", "21:36 W401",
           "2 are missing: lines 21, 21");
    expect("  - {name: new, type: text, label: {nl: A}}\n", "21:36 E220",
           "label has no text in en");
}

static void test_spoken_texts(void **state)
{
    struct buf items = BUF_INIT;

    (void)state;
    buf_add_text(&items, "  - name: new\n    type: text\n    label:\n      en:");
    buf_add_repeat(&items, " word", 61);
    buf_add_text(&items, "\n      nl: B\n");
    expect(buf_text(&items), "24:7 W403", "61 words");
    buf_clear(&items);
    buf_add_text(&items, "  - name: new\n    type: text\n    label: {en: A, nl: B}\n"
                         "    guidance_hint:\n      en:");
    buf_add_repeat(&items, " word", 61);
    buf_add_text(&items, "\n      nl: B\n");
    expect_clean(buf_text(&items));
    buf_finish(&items);
    expect("  - {name: new, type: text, label: {en: \"A\\u202EB\", nl: B}}\n", "21:36 W413",
           "U+202E");
}

static void test_names_in_texts(void **state)
{
    (void)state;
    expect_clean("  - {name: new, type: text, label: {en: 'So ${words}?', nl: '${words}?'}}\n");
    expect("  - {name: new, type: text, label: {en: 'So ${wordz}?', nl: B}}\n", "21:45 E310",
           "Did you mean ${words} (line 7)?");
    expect("  - {name: new, type: text, label: {en: 'So ${age}?', nl: B}}\n", "21:45 W402",
           "${age} has no fallback");
    expect("  - {name: new, type: text, label: {en: 'So ${hello}?', nl: B}}\n", "21:45 E316",
           "of type note");
    expect("  - {name: new, type: text, label: {en: 'So ${person}?', nl: B}}\n", "21:45 E314",
           "each row");
    expect("  - {name: new, type: text, label: {en: 'So ${words?', nl: B}}\n", "21:36 E319",
           "write ${name}");
    expect("  - {name: new, type: text, label: {en: A, nl: B},\n"
           "     fallback: {en: 'the ${words}', nl: B}}\n",
           "22:16 E319", "cannot hold ${…}");
    expect("  - repeat: rows\n    label: {en: A, nl: B}\n    row_title: ${persn}\n    items:\n"
           "      - {name: p, type: text, label: {en: A, nl: B}}\n",
           "23:16 E310", "Did you mean ${person}");
    expect_clean("  - repeat: rows\n    label: {en: A, nl: B}\n    row_title: ${p}\n    items:\n"
                 "      - {name: p, type: text, label: {en: A, nl: B}}\n");
}

static void expect_excerpt(const char *text, unsigned line, unsigned column, const char *expected)
{
    struct report_entry entry = {REPORT_ERROR, "E301", line, column, NULL, NULL};
    struct buf out = BUF_INIT;

    report_excerpt(&out, text, strlen(text), &entry);
    assert_string_equal(buf_text(&out), expected);
    buf_finish(&out);
}

static void test_an_excerpt_points_at_the_place(void **state)
{
    (void)state;
    expect_excerpt("one\ntwo\n", 2, 3, "     2 | two\n       |   ^\n");
    expect_excerpt("one\r\ntwo", 1, 4, "     1 | one\n       |    ^\n");
    expect_excerpt("\tone", 1, 2, "     1 |  one\n       |  ^\n");
    /* Wide letters take two columns, an escape is shown and not obeyed. */
    expect_excerpt("\346\227\245\346\234\254: x", 1, 5,
                   "     1 | \346\227\245\346\234\254: x\n       |       ^\n");
    expect_excerpt("\033x", 1, 2, "     1 | <U+001B>x\n       |         ^\n");
    /* Beyond the line or the text, or no text to show. */
    expect_excerpt("ab", 1, 9, "     1 | ab\n       |   ^\n");
    expect_excerpt("ab", 3, 1, "");
    expect_excerpt("", 1, 0, "");
    expect_excerpt("a\377b", 1, 1, "");
}

static void test_an_excerpt_of_a_long_line_is_the_part_around(void **state)
{
    char line[301];

    (void)state;
    memset(line, '.', 300);
    line[200] = '!';
    line[300] = '\0';
    expect_excerpt(line, 1, 201,
                   "     1 | ................................!...............................\n"
                   "       |                                 ^\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_excerpt_points_at_the_place),
        cmocka_unit_test(test_an_excerpt_of_a_long_line_is_the_part_around),
        cmocka_unit_test(test_references),
        cmocka_unit_test(test_folded_conditions_keep_their_place),
        cmocka_unit_test(test_what_is_compared),
        cmocka_unit_test(test_never_and_always),
        cmocka_unit_test(test_contraries),
        cmocka_unit_test(test_bare_answers),
        cmocka_unit_test(test_dates_and_numbers),
        cmocka_unit_test(test_filters),
        cmocka_unit_test(test_negations),
        cmocka_unit_test(test_calculations),
        cmocka_unit_test(test_cycles),
        cmocka_unit_test(test_a_long_chain),
        cmocka_unit_test(test_items_and_lists),
        cmocka_unit_test(test_translations),
        cmocka_unit_test(test_spoken_texts),
        cmocka_unit_test(test_names_in_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
