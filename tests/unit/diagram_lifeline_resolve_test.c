/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ages, distances and places beside others: what they come to, and in which order. */
#include "config.h"

#include "lifeline_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

static char *outline_of(const char *birth, const char *const *lines)
{
    struct diagram *diagram = lifeline_new(birth, "en");
    struct buf out = BUF_INIT;

    for (; *lines != NULL; lines++) {
        lifeline_line(diagram, *lines, "");
    }
    diagram_lifeline.outline(&out, diagram, true);
    diagram_lifeline.destroy(diagram);
    return buf_take(&out);
}

static void check(const char *birth, const char *const *lines, const char *expected)
{
    char *outline = outline_of(birth, lines);

    assert_string_equal(outline, expected);
    free(outline);
}

static void test_corrected_birth(void **state)
{
    static const char *const lines[] = {"age 12: arrested", "1999: moved", NULL};

    (void)state;
    check("1986-05-03", lines,
          "age 12 (1998–1999): arrested\n"
          "1999, age 12–13: moved\n");
    check("1990", lines,
          "1999, age 8–9: moved\n"
          "age 12 (2002–2003): arrested\n");
    /* Not known: it keeps its words and says why. */
    check("", lines,
          "1999: moved\n"
          "age 12 (no date as long as the birth date is not known): arrested\n");
    check("nobody knows", lines,
          "1999: moved\n"
          "age 12 (no date as long as the birth date is not known): arrested\n");
}

static void test_birth_from_an_event(void **state)
{
    static const char *const lines[] = {"toen hij 7 was: vader opgepakt",
                                        "1986-05: geboren in Homs", "1980: sister born", NULL};

    (void)state;
    check("", lines,
          "1980: sister born\n"
          "May 1986, age 0: geboren in Homs\n"
          "age 7 (1993–1994) (“toen hij 7 was”): vader opgepakt\n");
}

static void test_distances(void **state)
{
    static const char *const after[] = {"two years after arrival: papers",
                                        "2015-10: arrived in Assen",
                                        "een half jaar na #war: weg",
                                        "2011: oorlog #war",
                                        "3 weeks before arrived: boat",
                                        "5 years after 1998: school",
                                        NULL};
    static const char *const corrected[] = {"two years after arrival: papers",
                                            "2018: arrived in Assen", NULL};
    static const char *const lasted[] = {"1 year after the camp: house", "2015 - 2017: camp",
                                         "1 year before the camp: boat", NULL};

    (void)state;
    check("", after,
          "5 years after 1998 (about 2003): school\n"
          "2011: oorlog — war\n"
          "een half jaar na #war (about 2011–2012): weg\n"
          "3 weeks before arrived (about September–October 2015): boat\n"
          "October 2015: arrived in Assen\n"
          "two years after arrival (about 2017): papers\n");
    check("", corrected,
          "2018: arrived in Assen\n"
          "two years after arrival (about 2020): papers\n");
    check("", lasted,
          "1 year before the camp (about 2014): boat\n"
          "2015 – 2017: camp\n"
          "1 year after the camp (about 2018): house\n");
}

static void test_circles_and_strangers(void **state)
{
    static const char *const circle[] = {"2 years after beta: alpha", "2 years after alpha: beta",
                                         "1998: gamma", "1 year after beta: delta", NULL};
    static const char *const itself[] = {"2 years after alpha: alpha", NULL};

    (void)state;
    check("", circle,
          "1998: gamma\n"
          "2 years after beta (no date: these events refer to each other in a circle): alpha\n"
          "2 years after alpha (no date: these events refer to each other in a circle): beta\n"
          "1 year after beta (no date as long as no event with a date has these words): delta\n");
    check("", itself,
          "2 years after alpha (no date as long as no event with a date has these words): alpha\n");
}

static void test_places_by_hand(void **state)
{
    static const char *const lines[] = {"after camp: first",
                                        "after camp: second",
                                        "1999: boat",
                                        "1998: camp",
                                        "before boat: third",
                                        "between camp and boat: fourth",
                                        "after third: fifth",
                                        "undated: last",
                                        "1997: begin",
                                        "after 1997: sixth",
                                        NULL};

    (void)state;
    check("", lines,
          "1997: begin\n"
          "after 1997: sixth\n"
          "1998: camp\n"
          "after camp: first\n"
          "after camp: second\n"
          "between camp and boat: fourth\n"
          "before boat: third\n"
          "after third: fifth\n"
          "1999: boat\n"
          "undated: last\n");
}

/* Ten thousand that lean on each other, in the worse direction, and all on one. */
static void test_long_chains(void **state)
{
    struct diagram *diagram = lifeline_new("", "en");
    struct buf out = BUF_INIT;

    (void)state;
    for (int i = 0; i < 5000; i++) {
        struct buf line = BUF_INIT;

        buf_add_format(&line, "1 day after event%d: event%d", i + 1, i);
        lifeline_line(diagram, buf_text(&line), "");
        buf_finish(&line);
    }
    lifeline_line(diagram, "1998-01-01: event5000", "");
    for (int i = 0; i < 5000; i++) {
        struct buf line = BUF_INIT;

        buf_add_format(&line, "after event%d: beside", i % 2 == 0 ? 5000 : i);
        lifeline_line(diagram, buf_text(&line), "");
        buf_finish(&line);
    }
    diagram_lifeline.outline(&out, diagram, true);
    assert_non_null(
        strstr(buf_text(&out), "1 day after event1 (about 10 September 2011): event0\n"));
    assert_null(strstr(buf_text(&out), "no date"));
    buf_finish(&out);
    diagram_lifeline.destroy(diagram);
}

/* Each fact once, in whichever language, also where it is not for all eyes. */
static void test_outline(void **state)
{
    struct lifeline_dice dice = {5};
    struct diagram *diagram = lifeline_new("1950", "en");
    struct buf out = BUF_INIT, hidden = BUF_INIT;
    size_t lines = 0;

    (void)state;
    for (unsigned i = 0; i < 500; i++) {
        struct buf line = BUF_INIT;

        lifeline_make_line(&line, &dice, i, false);
        assert_true(
            diagram_lifeline.add(diagram, buf_text(&line), line.length, "", i == 7, NULL, NULL));
        buf_finish(&line);
    }
    diagram_lifeline.outline(&out, diagram, true);
    for (unsigned i = 0; i < 500; i++) {
        struct buf name = BUF_INIT;
        const char *found;
        size_t times = 0;

        buf_add_format(&name, ": event%u", i);
        for (found = buf_text(&out); (found = strstr(found, buf_text(&name))) != NULL; found++) {
            char next = found[name.length];

            times += next < '0' || next > '9';
        }
        assert_int_equal(times, 1);
        buf_finish(&name);
    }
    for (size_t i = 0; i < out.length; i++) {
        lines += out.data[i] == '\n';
    }
    assert_int_equal(lines, 500);
    diagram_lifeline.outline(&hidden, diagram, false);
    assert_null(strstr(buf_text(&hidden), "sensitive"));
    assert_null(strstr(buf_text(&hidden), ": event7 "));
    assert_non_null(strstr(buf_text(&hidden), "kept for later\n"));
    buf_finish(&out);
    buf_finish(&hidden);
    diagram_lifeline.destroy(diagram);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_corrected_birth), cmocka_unit_test(test_birth_from_an_event),
        cmocka_unit_test(test_distances),       cmocka_unit_test(test_circles_and_strangers),
        cmocka_unit_test(test_places_by_hand),  cmocka_unit_test(test_long_chains),
        cmocka_unit_test(test_outline),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
