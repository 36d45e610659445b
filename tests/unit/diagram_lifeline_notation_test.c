/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lines of a lifeline are taken to mean, and what is said about those that are not. */
#include "config.h"

#include "lifeline_support.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *line, *canonical, *sentence;
} understood[] = {
    {"1998 spring: left Aleppo (-3) #migration", "1998 spring: left Aleppo (-3) #migration",
     "spring 1998, age 11–12: left Aleppo — stone −3; migration"},
    {"2001~ - 2004: Izmir, textile work #residence #work",
     "2001~ - 2004: Izmir, textile work #residence #work",
     "about 2001 – 2004, age 14–15: Izmir, textile work — places, work"},
    {"age 12: father arrested (-4)", "age 12: father arrested (-4)",
     "age 12 (1998–1999): father arrested — stone −4"},
    {"2015?: asylum granted (+3) #legal", "2015?: asylum granted (+3) #legal",
     "2015?, age 28–29: asylum granted — flower +3; legal status"},
    {"  voorjaar 1998 :weg uit Aleppo(-3)#migratie",
     "voorjaar 1998: weg uit Aleppo (-3) #migration",
     "spring 1998, age 11–12 (“voorjaar 1998”): weg uit Aleppo — stone −3; migration"},
    {"toen hij 7 was: vader opgepakt (steen)", "toen hij 7 was: vader opgepakt (stone)",
     "age 7 (1993–1994) (“toen hij 7 was”): vader opgepakt — stone"},
    {"op zijn twaalfde: naar zee (bloem 2)", "op zijn twaalfde: naar zee (+2)",
     "age 12 (1998–1999) (“op zijn twaalfde”): naar zee — flower +2"},
    {"12 jaar: muziek #muziek", "12 jaar: muziek #muziek",
     "age 12 (1998–1999) (“12 jaar”): muziek — muziek"},
    {"age 12-14: stayed with aunt (gemengd)", "age 12-14: stayed with aunt (+-)",
     "age 12-14 (1998/1999 – 2000/2001): stayed with aunt — flower and stone"},
    {"1986: born (0)", "1986: born (0)", "1986, age 0: born — 0"},
    {"1998 left Aleppo (-3, sensitive) (details later)",
     "1998: left Aleppo (-3) (sensitive) (detail deferred)",
     "1998, age 11–12: left Aleppo — stone −3; sensitive; detail deferred"},
    {"15 Mehr 1375: school closed", "15 Mehr 1375: school closed",
     "15 Mehr 1375 (6 October 1996), age 9–10: school closed"},
    {"1410 AH: pilgrimage", "1410 AH: pilgrimage", "1410 AH (1989–1990), age 2–4: pilgrimage"},
    {"መስከረም 1990: ቤት", "መስከረም 1990: ቤት", "መስከረም 1990 (September–October 1997), age 10–11: ቤት"},
    {"undated: hospital", "undated: hospital", "undated: hospital"},
    {"?: ziekenhuis", "?: ziekenhuis", "undated: ziekenhuis"},
    {"between 1998 and 2001: lost papers", "between 1998 and 2001: lost papers",
     "between 1998 and 2001: lost papers"},
    {"until 2003: Homs", "until 2003: Homs", "until 2003: Homs"},
    {"sinds 2017: Zwolle #wonen", "sinds 2017: Zwolle #residence",
     "since 2017, age 30–31 (“sinds 2017”): Zwolle — places"},
    {"2015-10 - 2017: camp", "2015-10 - 2017: camp", "October 2015 – 2017, age 28–29: camp"},
    {"1998: a \"(-3)\" in the text (see letter) #\"two words\"",
     "1998: a \"(-3)\" in the text (see letter) #\"two words\"",
     "1998, age 11–12: a \"(-3)\" in the text (see letter) — two words"},
    {"2004..: a shop", "2004..: a shop", "since 2004, age 17–18: a shop"},
    {"..2004: Homs", "..2004: Homs", "until 2004: Homs"},
    {"2004…2006: Izmir", "2004…2006: Izmir", "2004 – 2006, age 17–18: Izmir"},
    {"2004/..: a shop", "2004/..: a shop", "since 2004, age 17–18: a shop"},
    {"199X - ..: Assen", "199X - ..: Assen", "since the 1990s: Assen"},
    {"1998: said: no", "1998: said: no", "1998, age 11–12: said: no"},
    {"1998: x ##helath", "1998: x ##helath", "1998, age 11–12: x — helath"},
    {"# a comment", "", ""},
    {"", "", ""},
    {"   ", "", ""},
};

static void test_understood(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof understood / sizeof understood[0]; i++) {
        struct diagram *diagram = lifeline_new("1986", "en");
        struct understanding out;
        struct error err = {.code = ERROR_NONE};

        understanding_init(&out);
        if (!diagram_lifeline.add(diagram, understood[i].line, strlen(understood[i].line), "f",
                                  false, &out, &err)) {
            fail_msg("%s: %u: %s", understood[i].line, err.column, err.message);
        }
        assert_int_equal(out.question_length, 0);
        assert_string_equal(buf_text(&out.canonical), understood[i].canonical);
        assert_string_equal(buf_text(&out.sentence), understood[i].sentence);
        understanding_finish(&out);
        diagram_lifeline.destroy(diagram);
    }
}

static const struct {
    const char *line;
    unsigned column; /* in bytes, from 1 */
} refused[] = {
    {"1998-13-01: x", 6},
    {"1998-02-31: x", 9},
    {"31 Mehr 1375: x", 1},
    {"  31 Mehr 1375: x", 3},
    {"31 february 1998: x", 1},
    {"98: x", 1},
    {"purple: x", 1},
    {": x", 1},
    {"1998:", 6},
    {"1998: (-3) #work", 17},
    {"1998: left (+7)", 13},
    {"1998: left (-5) home", 13},
    {"1998: left (home", 12},
    {"1998: left \"home", 12},
    {"1998: left # home", 12},
    {"1998: left \xff home", 12},
    {"1998: left \x1b home", 12},
    {"1998: left \xe2\x80\xae home", 12},
    {"just words", 1},
    {"2004 - 2001x: x", 1},
    {"1998: a #1 #2 #3 #4 #5 #6 #7 #8 #9", 33},
};

static void test_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct diagram *diagram = lifeline_new("1986", "en");
        struct buf text = BUF_INIT;
        struct error err = {.code = ERROR_NONE};

        if (diagram_lifeline.add(diagram, refused[i].line, strlen(refused[i].line), "", false, NULL,
                                 &err)) {
            fail_msg("understood: %s", refused[i].line);
        }
        if (err.column != refused[i].column) {
            print_message("%s: %s\n", refused[i].line, err.message);
        }
        assert_int_equal(err.column, refused[i].column);
        assert_int_equal(err.line, 0);
        assert_true(err.message[0] != '\0');
        diagram_lifeline.print(&text, diagram);
        assert_int_equal(text.length, 0); /* nothing has changed */
        buf_finish(&text);
        diagram_lifeline.destroy(diagram);
    }
}

static const struct {
    const char *line;
    size_t at, length;
    const char *choices[4];
} asked[] = {
    {"1375: born", 0, 4, {"1375 SH", "1375 AH", "1375 EC", "1375 CE"}},
    {"about 1410: x", 0, 10, {"about 1410 AH", "about 1410 EC", "about 1410 CE", NULL}},
    {"1370 - 1375: x", 0, 4, {"1370 SH", "1370 AH", "1370 EC", "1370 CE"}},
    {"1998 sprong: left", 5, 6, {"spring", NULL, NULL, NULL}},
    {"1998: left (3)", 11, 3, {"(+3)", "(-3)", "\"(3)\"", NULL}},
    {"1998: left (sensitve)", 11, 10, {"(sensitive)", "\"(sensitve)\"", NULL, NULL}},
    {"1998: ill #helath", 10, 7, {"#health", "##helath", NULL, NULL}},
};

/* Asks once: each choice put in its place is understood and asks nothing more. */
static void test_asked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        struct diagram *diagram = lifeline_new("1986", "en");
        struct understanding out, again;
        struct error err = {.code = ERROR_NONE};
        size_t choices = 0;

        understanding_init(&out);
        understanding_init(&again);
        assert_true(diagram_lifeline.add(diagram, asked[i].line, strlen(asked[i].line), "", false,
                                         &out, &err));
        if (out.question_length != asked[i].length || out.question_at != asked[i].at) {
            print_message("%s: %zu+%zu\n", asked[i].line, out.question_at, out.question_length);
        }
        assert_int_equal(out.question_at, asked[i].at);
        assert_int_equal(out.question_length, asked[i].length);
        assert_true(out.question.length > 0);
        assert_int_equal(out.canonical.length, 0);
        while (choices < 4 && asked[i].choices[choices] != NULL) {
            choices++;
        }
        assert_int_equal(out.choice_count, choices);
        diagram_lifeline.destroy(diagram); /* who asks outlives what it asked about */
        diagram = lifeline_new("1986", "en");
        for (size_t c = 0; c < choices; c++) {
            struct buf line = BUF_INIT;
            struct diagram *fresh = lifeline_new("1986", "en");

            assert_string_equal(out.choices[c], asked[i].choices[c]);
            assert_non_null(out.choice_labels[c]);
            buf_add(&line, asked[i].line, out.question_at);
            buf_add_text(&line, out.choices[c]);
            buf_add_text(&line, asked[i].line + out.question_at + out.question_length);
            if (strchr(buf_text(&line), '-') == NULL || i != 2) { /* two years: two questions */
                assert_true(diagram_lifeline.add(fresh, buf_text(&line), line.length, "", false,
                                                 &again, &err));
                assert_int_equal(again.question_length, 0);
                assert_true(again.canonical.length > 0);
            }
            buf_finish(&line);
            diagram_lifeline.destroy(fresh);
        }
        /* Without anybody to ask it is a mistake at the same place. */
        assert_false(diagram_lifeline.add(diagram, asked[i].line, strlen(asked[i].line), "", false,
                                          NULL, &err));
        assert_int_equal(err.column, asked[i].at + 1);
        understanding_finish(&out);
        understanding_finish(&again);
        diagram_lifeline.destroy(diagram);
    }
}

static const struct {
    const char *line, *part;
} remarks[] = {
    {"2031: retirement", "future"},
    {"1998 - 2031: x", "future"},
    {"two years after nothing: x", "these words"},
    {"after nothing: x", "these words"},
    {"2004 - 2001: x", "ends before"},
    {"1998: x", ""},
};

static void test_remarks(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof remarks / sizeof remarks[0]; i++) {
        struct diagram *diagram = lifeline_new("1986", "en");
        struct understanding out;

        understanding_init(&out);
        assert_true(diagram_lifeline.add(diagram, remarks[i].line, strlen(remarks[i].line), "",
                                         false, &out, NULL));
        if (remarks[i].part[0] == '\0') {
            assert_string_equal(buf_text(&out.remark), "");
        } else {
            assert_non_null(strstr(buf_text(&out.remark), remarks[i].part));
        }
        understanding_finish(&out);
        diagram_lifeline.destroy(diagram);
    }
}

/* Parse, print, parse: thousands of lines that were made up. */
static void test_identity(void **state)
{
    struct lifeline_dice dice = {1};
    struct diagram *first = lifeline_new("1950-06-15", "en");
    struct diagram *second = lifeline_new("1950-06-15", "nl");
    struct buf once = BUF_INIT, twice = BUF_INIT;
    struct error err = {.code = ERROR_NONE};

    (void)state;
    for (unsigned i = 0; i < 5000; i++) {
        struct buf line = BUF_INIT;

        lifeline_make_line(&line, &dice, i, false);
        lifeline_line(first, buf_text(&line), "");
        buf_finish(&line);
    }
    diagram_lifeline.print(&once, first);
    assert_true(diagram_read(&diagram_lifeline, second, buf_text(&once), once.length, NULL, &err));
    diagram_lifeline.print(&twice, second);
    assert_string_equal(buf_text(&once), buf_text(&twice));
    buf_finish(&once);
    buf_finish(&twice);
    diagram_lifeline.destroy(first);
    diagram_lifeline.destroy(second);
}

/* Any bytes: understood, asked, or refused at a place inside the line; what is understood
 * prints as something that is understood in the same way. */
static void test_noise(void **state)
{
    static const char *const pieces[] = {
        "1998",    ":",   " ",    "(",  ")",    "-3",  "#",  "work", "\"", "after",
        "between", "and", "age",  "12", "1375", "~",   "?",  "/",    "..", "until",
        "–",       "é",   "\xff", "ሰ",  "(+3)", "tot", "\\", ",",    "X"};
    struct lifeline_dice dice = {2};
    size_t understood_lines = 0, asked_lines = 0, refused_lines = 0;

    (void)state;
    for (unsigned i = 0; i < 20000; i++) {
        struct diagram *diagram = lifeline_new("1986", "en");
        struct buf line = BUF_INIT;
        struct understanding out;
        struct error err = {.code = ERROR_NONE};

        understanding_init(&out);
        buf_add_text(&line, i % 2 == 0 ? "1998: a" : "");
        for (unsigned n = lifeline_roll(&dice, 9); n > 0; n--) {
            buf_add_text(&line, pieces[lifeline_roll(&dice, 29)]);
        }
        if (!diagram_lifeline.add(diagram, buf_text(&line), line.length, "", false, &out, &err)) {
            refused_lines++;
            assert_true(err.column >= 1 && err.column <= line.length + 1);
        } else if (out.question_length > 0) {
            asked_lines++;
            assert_true(out.question_at + out.question_length <= line.length);
        } else if (out.canonical.length > 0) {
            struct understanding again;

            understood_lines++;
            understanding_init(&again);
            if (!diagram_lifeline.add(diagram, buf_text(&out.canonical), out.canonical.length, "",
                                      false, &again, &err)) {
                fail_msg("%s -> %s: %s", buf_text(&line), buf_text(&out.canonical), err.message);
            }
            assert_string_equal(buf_text(&again.canonical), buf_text(&out.canonical));
            understanding_finish(&again);
        }
        understanding_finish(&out);
        buf_finish(&line);
        diagram_lifeline.destroy(diagram);
    }
    assert_true(understood_lines > 100 && asked_lines > 10 && refused_lines > 1000);
}

static void test_weigh(void **state)
{
    struct diagram *diagram = lifeline_new("1986", "en");
    struct buf line = BUF_INIT;

    (void)state;
    lifeline_line(diagram, "1998: left (-3) #work", "a");
    lifeline_line(diagram, "1999: x", "b");
    assert_true(diagram_lifeline.weigh(&line, diagram, "a", -1));
    assert_string_equal(buf_text(&line), "1998: left (-4) #work");
    buf_clear(&line);
    assert_true(diagram_lifeline.weigh(&line, diagram, "b", 1));
    assert_string_equal(buf_text(&line), "1999: x (+1)");
    assert_false(diagram_lifeline.weigh(&line, diagram, "a", -2));
    assert_false(diagram_lifeline.weigh(&line, diagram, "c", 1));
    buf_finish(&line);
    diagram_lifeline.destroy(diagram);
}

/* Every example of the manual is understood, without a question or a remark. */
static void test_manual(void **state)
{
    struct buf path = BUF_INIT, page = BUF_INIT;
    struct error err = {.code = ERROR_NONE};
    struct diagram *diagram = NULL;
    const char *at, *end;
    size_t lines = 0, blocks = 0;

    (void)state;
    buf_add_format(&path, "%s/man/verhaal-notation.5", getenv("VERHAAL_TEST_SRCDIR"));
    assert_true(file_read(&page, buf_text(&path), (size_t)1 << 20, &err));
    at = strstr(buf_text(&page), "lifeline: begin\n");
    end = strstr(buf_text(&page), "lifeline: end\n");
    assert_true(at != NULL && end != NULL);
    for (; at < end; at += strcspn(at, "\n") + 1) {
        size_t length = strcspn(at, "\n");
        struct understanding out;

        if (strncmp(at, ".Bd", 3) == 0) {
            diagram = lifeline_new("1975", "en");
            blocks++;
        } else if (strncmp(at, ".Ed", 3) == 0) {
            diagram_lifeline.destroy(diagram);
            diagram = NULL;
        } else if (diagram != NULL) {
            understanding_init(&out);
            if (!diagram_lifeline.add(diagram, at, length, "", false, &out, &err)) {
                fail_msg("%.*s: %s", (int)length, at, err.message);
            }
            if (out.question_length > 0 || out.remark.length > 0) {
                fail_msg("%.*s: %s%s", (int)length, at, buf_text(&out.question),
                         buf_text(&out.remark));
            }
            assert_true(out.canonical.length > 0);
            lines++;
            understanding_finish(&out);
        }
    }
    assert_null(diagram);
    assert_true(blocks >= 8 && lines >= 40);
    buf_finish(&path);
    buf_finish(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_understood), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_asked),      cmocka_unit_test(test_remarks),
        cmocka_unit_test(test_identity),   cmocka_unit_test(test_noise),
        cmocka_unit_test(test_weigh),      cmocka_unit_test(test_manual),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
