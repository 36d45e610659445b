/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line, one fact: whatever was understood is written in one way and read back
 * as the same; what was not is pointed at, and changes nothing.
 */
#include "config.h"

#include "base/file.h"
#include "diagram/diagram.h"
#include "diagram/ecogram.h"
#include "ecogram_cases.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct diagram *create(void)
{
    struct diagram_context context = {.subject = "Yusuf", .birth = "", .language = "en"};

    return diagram_ecogram.create(&context);
}

static bool add(struct diagram *diagram, const char *line, struct understanding *out,
                struct error *err)
{
    return diagram_ecogram.add(diagram, line, strlen(line), "", false, out, err);
}

static void check_line(const char *line, const char *canonical)
{
    struct diagram *diagram = create();
    struct understanding out;
    struct error err = {0};

    understanding_init(&out);
    if (!add(diagram, line, &out, &err)) {
        fail_msg("%s: %u: %s", line, err.column, err.message);
    }
    assert_int_equal(out.question_length, 0);
    assert_string_equal(buf_text(&out.canonical), canonical);
    understanding_finish(&out);
    diagram_ecogram.destroy(diagram);
}

static void words_in_any_order(void **state)
{
    (void)state;
    check_line("mother strong here <>", "mother here strong <>");
    check_line("strong here mother", "mother here strong");
    check_line("  MOTHER , Strong;HERE <->  ", "MOTHER here strong <>");
    check_line("mother: strong, here", "mother here strong");
    check_line("brother weak origin >", "brother origin weak >");
    check_line("GP stressful here <", "GP here stressful <");
    check_line("school strong <", "school strong <");
    check_line("sister--aunt strong", "sister--aunt strong");
    check_line("sister -- aunt", "sister--aunt");
    check_line("sister – aunt zwak", "sister--aunt weak");
    check_line("a --> b", "a--b >");
    check_line("moeder sterk herkomst Syrië, dagelijks, niet betrekken",
               "moeder origin \"Syrië\" strong daily involve no");
    check_line("before: school strong", "before: school strong");
    check_line("school sterk vroeger", "before: school strong");
    check_line("voor de migratie: school sterk", "before: school strong");
    check_line("nu: imam", "now: imam");
    check_line("aunt #\"my choir\" practical company !",
               "aunt #\"my choir\" practical company important");
    check_line("aunt #vrienden", "aunt #friends");
    check_line("church friends strong", "church friends strong");
    check_line("church, friends strong", "church #friends strong");
    check_line("twice a week Ali", "Ali 2x a week");
    check_line("Ali 3 keer per maand", "Ali 3x a month");
    check_line("Ali één keer per dag", "Ali daily");
    check_line("Ali sends money, looks after, expected to call (every Friday), involve: ask",
               "Ali sends money looks after involve ask expected to call (every Friday)");
    check_line("centre: Yusuf Ali", "centre: Yusuf Ali");
    check_line("huishouden: Yusuf, \"a, b\"", "household: Yusuf, \"a, b\"");
    check_line("me--mother strong >", "mother strong <");
    check_line("mother--ik strong >", "mother strong >");
    check_line("mother--Yusuf strong >", "mother strong >");
    check_line("mother (says \"no\" (twice))", "mother (says \"no\" \\(twice\\))");
    check_line("uncle in Utrecht", "uncle in \"Utrecht\"");
    check_line("Ali deceased", "Ali deceased");
}

static void names_that_need_quotation_marks(void **state)
{
    (void)state;
    check_line("\"Strong\" weak", "\"Strong\" weak");
    check_line("\"a--b\"--c", "\"a--b\"--c");
    check_line("\"he \\\"said\\\"\"", "\"he \\\"said\\\"\"");
    check_line("“so” strong", "so strong");
    check_line("\"nursing home\" strong", "\"nursing home\" strong");
    check_line("nursing \"home\" strong", "\"nursing home\" strong");
    check_line("mother and father strong", "mother and father strong");
    check_line("\"mother and\" strong", "\"mother and\" strong");
    check_line("A strong", "A strong");
    check_line("ሰላም strong", "ሰላም strong");
    check_line("أمي strong", "أمي strong");
    check_line("# a comment", "");
    check_line("   ", "");
}

/* Thousands of lines: read, written, read again. */
static void reading_back_gives_the_same(void **state)
{
    uint32_t seed = 11, understood = 0;

    (void)state;
    for (int i = 0; i < 6000; i++) {
        struct diagram *first = create(), *second = create();
        struct buf line = BUF_INIT, once = BUF_INIT, twice = BUF_INIT;
        struct understanding out;
        struct error err = {0};

        case_line(&line, &seed);
        understanding_init(&out);
        if (add(first, buf_text(&line), &out, &err) && out.question_length == 0) {
            struct understanding again;

            understood++;
            diagram_ecogram.print(&once, first);
            once.data[--once.length] = '\0'; /* the newline */
            assert_string_equal(buf_text(&once), buf_text(&out.canonical));
            understanding_init(&again);
            if (!add(second, buf_text(&once), &again, &err) || again.question_length > 0) {
                fail_msg("%s: read once, then not: %s", buf_text(&line), buf_text(&once));
            }
            assert_string_equal(buf_text(&again.canonical), buf_text(&once));
            assert_string_equal(buf_text(&again.sentence), buf_text(&out.sentence));
            understanding_finish(&again);
        }
        understanding_finish(&out);
        buf_finish(&line);
        buf_finish(&once);
        buf_finish(&twice);
        diagram_ecogram.destroy(first);
        diagram_ecogram.destroy(second);
    }
    assert_in_range(understood, 3000, 6000);
}

/* A whole drawing read from what it printed is the same drawing. */
static void printing_gives_the_same_drawing(void **state)
{
    (void)state;
    for (uint32_t round = 1; round <= 60; round++) {
        struct diagram *first = create(), *second = create();
        struct buf once = BUF_INIT, twice = BUF_INIT, left = BUF_INIT, right = BUF_INIT;
        uint32_t seed = round;

        for (int i = 0; i < 40; i++) {
            struct buf line = BUF_INIT;

            case_line(&line, &seed);
            (void)add(first, buf_text(&line), NULL, NULL);
            buf_finish(&line);
        }
        diagram_ecogram.print(&once, first);
        assert_true(
            diagram_read(&diagram_ecogram, second, buf_text(&once), once.length, NULL, NULL));
        diagram_ecogram.print(&twice, second);
        assert_string_equal(buf_text(&once), buf_text(&twice));
        diagram_ecogram.outline(&left, first, true);
        diagram_ecogram.outline(&right, second, true);
        assert_string_equal(buf_text(&left), buf_text(&right));
        buf_finish(&once);
        buf_finish(&twice);
        buf_finish(&left);
        buf_finish(&right);
        diagram_ecogram.destroy(first);
        diagram_ecogram.destroy(second);
    }
}

static void check_mistake(const char *line, unsigned column)
{
    struct diagram *diagram = create();
    struct buf before = BUF_INIT, after = BUF_INIT;
    struct error err = {0};

    diagram_ecogram.print(&before, diagram);
    if (add(diagram, line, NULL, &err)) {
        fail_msg("this is no mistake: %s", line);
    }
    diagram_ecogram.print(&after, diagram);
    assert_string_equal(buf_text(&before), buf_text(&after));
    if (err.column != column) {
        fail_msg("%s: column %u, not %u: %s", line, err.column, column, err.message);
    }
    assert_int_not_equal(err.message[0], '\0');
    assert_int_equal(err.line, 0);
    buf_finish(&before);
    buf_finish(&after);
    diagram_ecogram.destroy(diagram);
}

static void mistakes_have_a_column(void **state)
{
    struct buf line = BUF_INIT;

    (void)state;
    check_mistake("mother strong foo", 15);
    check_mistake("mother strong strnog", 15);
    check_mistake("mother strong weak", 15);
    check_mistake("mother here origin", 13);
    check_mistake("mother > <", 10);
    check_mistake("\"open", 1);
    check_mistake("Ali \"open", 5);
    check_mistake("Ali (remark", 5);
    check_mistake("sister--", 9);
    check_mistake("--aunt", 1);
    check_mistake("a--b--c", 5);
    check_mistake("sister--aunt practical", 14);
    check_mistake("strong", 7);
    check_mistake("before:", 8);
    check_mistake("mother origin in", 17);
    check_mistake("mother strong \"Omar\"", 15);
    check_mistake("\"\" strong", 1);
    check_mistake("me strong", 1);
    check_mistake("Yusuf strong", 1);
    check_mistake("a--A", 1);
    check_mistake("centre:", 8);
    check_mistake("centre: a, b", 12);
    check_mistake("household: a, (b)", 15);
    check_mistake("Ali twice", 5);
    check_mistake("Ali # strong", 5);
    check_mistake("Ali expected to, weekly", 5);
    check_mistake("mother close", 8); /* unclear, and nobody to ask */
    check_mistake("mother\xff", 7);
    check_mistake("mo\xe2\x80\xaether", 3); /* turns the direction of writing */
    check_mistake("Ali\x1b[2J", 4);
    buf_add_repeat(&line, "é", 500);
    check_line(buf_text(&line), buf_text(&line));
    buf_add_text(&line, "é");
    check_mistake(buf_text(&line), 1);
    buf_finish(&line);
}

/* An unclear word asks once; any answer put in its place is understood. */
static void unclear_words_ask_once(void **state)
{
    static const char *const lines[] = {"mother close", "Ali thuis",       "uncle far away, weekly",
                                        "Ali bad <",    "aunt money",      "brother ver weg",
                                        "son kwijt",    "strong gone Ali", "mother strnog here"};

    (void)state;
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        struct diagram *diagram = create();
        struct understanding out;
        struct error err = {0};
        struct buf printed = BUF_INIT;

        understanding_init(&out);
        assert_true(add(diagram, lines[i], &out, &err));
        assert_in_range(out.question_length, 1, 20);
        assert_in_range(out.choice_count, 2, DIAGRAM_CHOICES_MAX);
        assert_int_not_equal(out.question.length, 0);
        diagram_ecogram.print(&printed, diagram);
        assert_int_equal(printed.length, 0);
        for (size_t k = 0; k < out.choice_count; k++) {
            struct understanding answer;
            struct buf line = BUF_INIT;

            buf_add_text(&line, lines[i]);
            buf_remove(&line, out.question_at, out.question_length);
            buf_insert(&line, out.question_at, out.choices[k], strlen(out.choices[k]));
            understanding_init(&answer);
            if (!add(diagram, buf_text(&line), &answer, &err) || answer.question_length > 0) {
                fail_msg("%s: still not clear: %s", buf_text(&line), err.message);
            }
            understanding_finish(&answer);
            buf_finish(&line);
        }
        understanding_finish(&out);
        buf_finish(&printed);
        diagram_ecogram.destroy(diagram);
    }
}

static const char *remark_of(struct diagram *diagram, const char *line, struct understanding *out)
{
    struct error err = {0};

    understanding_finish(out);
    assert_true(add(diagram, line, out, &err));
    return buf_text(&out->remark);
}

static void contradictions_are_told(void **state)
{
    struct diagram *diagram = create();
    struct understanding out;
    struct buf outline = BUF_INIT;

    (void)state;
    understanding_init(&out);
    assert_string_equal(remark_of(diagram, "mother strong here", &out), "");
    assert_string_equal(remark_of(diagram, "mother practical weekly", &out), "");
    assert_string_equal(remark_of(diagram, "mother strong", &out), "");
    assert_non_null(strstr(remark_of(diagram, "Mother weak", &out), "strong tie"));
    assert_non_null(strstr(remark_of(diagram, "mother origin Syria", &out), "lives here"));
    assert_string_equal(remark_of(diagram, "before: mother broken", &out), "");
    assert_string_equal(remark_of(diagram, "aunt in Syria", &out), "");
    assert_string_equal(buf_text(&out.canonical), "aunt origin \"Syria\"");
    diagram_ecogram.outline(&outline, diagram, true);
    assert_non_null(strstr(buf_text(&outline), "mother: weak tie"));
    assert_non_null(strstr(buf_text(&outline), "support: practical"));
    assert_null(strstr(buf_text(&outline), "lives here"));
    understanding_finish(&out);
    buf_finish(&outline);
    diagram_ecogram.destroy(diagram);
}

static void sentences_say_how_it_was_understood(void **state)
{
    struct diagram *diagram = create();
    struct understanding out;
    struct error err = {0};

    (void)state;
    understanding_init(&out);
    assert_true(add(diagram, "mother strong origin Syria <> 3x a week, sends money", &out, &err));
    assert_string_equal(buf_text(&out.sentence),
                        "mother: strong tie; energy flows both ways; lives in the country of "
                        "origin (Syria); contact 3 times a week; Yusuf sends money to mother");
    understanding_finish(&out);
    diagram_ecogram.destroy(diagram);
}

static void collect(void *payload, const char *id, const char *text)
{
    buf_add_format(payload, "%s %s\n", id, text);
}

static void renaming_rewrites_every_line(void **state)
{
    struct diagram *diagram = case_read("mother strong\naunt--Mother weak\nschool\n"
                                        "household: mother, Yusuf\n");
    struct buf lines = BUF_INIT;

    (void)state;
    diagram_ecogram.rename(diagram, "MOTHER", "strong mother", collect, &lines);
    assert_string_equal(buf_text(&lines), "1 \"strong mother\" strong\n"
                                          "2 aunt--\"strong mother\" weak\n"
                                          "4 household: strong mother, Yusuf\n");
    buf_finish(&lines);
    diagram_ecogram.destroy(diagram);
}

/* Whoever was put into the centre is the centre in every later line. */
static void the_centre_may_be_named(void **state)
{
    struct diagram *diagram = case_read("centre: Amina\nAmina--mother strong >\nYusuf weak\n");
    struct buf lines = BUF_INIT;
    struct error err = {0};

    (void)state;
    diagram_ecogram.print(&lines, diagram);
    assert_string_equal(buf_text(&lines), "centre: Amina\nmother strong <\nYusuf weak\n");
    assert_false(add(diagram, "amina strong", NULL, &err));
    assert_int_equal(err.column, 1);
    buf_finish(&lines);
    diagram_ecogram.destroy(diagram);
}

static void keys_write_lines(void **state)
{
    struct diagram *diagram = case_read("mother strong origin Syria practical\nAli important\n");
    struct buf line = BUF_INIT;

    (void)state;
    assert_true(diagram_ecogram.connect(&line, diagram, "mother", "Ali"));
    assert_string_equal(buf_text(&line), "mother--Ali ");
    buf_clear(&line);
    assert_true(diagram_ecogram.connect(&line, diagram, "Yusuf", "Ali"));
    assert_string_equal(buf_text(&line), "Ali ");
    buf_clear(&line);
    assert_false(diagram_ecogram.connect(&line, diagram, "Ali", "Ali"));
    assert_true(diagram_ecogram.weigh(&line, diagram, "2", 1));
    assert_string_equal(buf_text(&line), "Ali very important");
    buf_clear(&line);
    assert_false(diagram_ecogram.weigh(&line, diagram, "2", 2));
    assert_false(diagram_ecogram.weigh(&line, diagram, "7", 1));
    buf_finish(&line);
    diagram_ecogram.destroy(diagram);
}

/* What is private is nowhere in what others see. */
static void private_lines_stay_private(void **state)
{
    struct diagram *diagram = create();
    struct buf shown = BUF_INIT, all = BUF_INIT;
    struct error err = {0};
    const char *lines[] = {"mother strong", "mother stressful (hits)", "secret friend strong",
                           "secret friend--mother broken"};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        assert_true(
            diagram_ecogram.add(diagram, lines[i], strlen(lines[i]), "", i > 0, NULL, &err));
    }
    diagram_ecogram.outline(&all, diagram, true);
    diagram_ecogram.outline(&shown, diagram, false);
    assert_non_null(strstr(buf_text(&all), "hits"));
    assert_non_null(strstr(buf_text(&all), "secret friend"));
    assert_string_equal(buf_text(&shown), "In the centre: Yusuf\n- mother: strong tie; family\n");
    for (int columns = 80; columns <= 160; columns += 80) {
        struct scene_options options = {.columns = columns, .legend = true};
        struct scene *scene = diagram_ecogram.scene(diagram, &options);

        for (size_t i = 0; i < scene->item_count; i++) {
            assert_null(strstr(scene->items[i].label, "secret"));
        }
        assert_null(strstr(scene->description, "secret"));
        scene_destroy(scene);
    }
    buf_finish(&shown);
    buf_finish(&all);
    diagram_ecogram.destroy(diagram);
}

/* Two moments: each alone, and held against each other. */
static void moments_are_compared(void **state)
{
    struct diagram *diagram = case_read("mother strong\nbefore: school strong\nnow: imam weak\n"
                                        "before: Ali weak\nnow: Ali strong\nmother--Ali\n"
                                        "before: school--mother\n");
    static const struct {
        const char *moment;
        size_t nodes, edges;
    } expected[] = {{NULL, 3, 4}, {"now", 3, 4}, {"before", 3, 5}, {"compare", 4, 6}};
    struct buf outline = BUF_INIT;

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct scene_options options = {.columns = 120, .moment = expected[i].moment};
        struct scene *scene = diagram_ecogram.scene(diagram, &options);
        int school = scene_find(scene, "n.school"), imam = scene_find(scene, "n.imam");

        assert_int_equal(scene->item_count, expected[i].nodes + 1);
        assert_int_equal(scene->edge_count, expected[i].edges);
        assert_int_equal(school >= 0, i >= 2);
        assert_int_equal(imam >= 0, i != 2);
        if (i == 3) {
            assert_true(scene->items[school].style & STYLE_GONE);
            assert_true(scene->items[imam].style & STYLE_NEW);
            assert_non_null(strstr(scene->items[school].label, "gone"));
        }
        scene_destroy(scene);
    }
    diagram_ecogram.outline(&outline, diagram, true);
    assert_non_null(strstr(buf_text(&outline), "imam: weak tie; faith; new since migration"));
    assert_non_null(strstr(buf_text(&outline), "school: strong tie; organisation or place; school; "
                                               "only before migration"));
    assert_non_null(strstr(buf_text(&outline), "Ali: strong tie; before migration: weak tie"));
    buf_finish(&outline);
    diagram_ecogram.destroy(diagram);
}

/* The manual names every word that is written, every group, and every word that asks. */
static void the_manual_knows_every_word(void **state)
{
    const struct notation_table *tables[] = {ecogram_words(), ecogram_groups(), ecogram_prefixes()};
    const char *source = getenv("VERHAAL_TEST_SRCDIR");
    struct buf path = BUF_INIT, page = BUF_INIT;
    struct error err = {0};

    (void)state;
    buf_add_format(&path, "%s/man/verhaal-notation.5", source ? source : ".");
    if (!file_read(&page, buf_text(&path), 1 << 20, &err)) {
        fail_msg("%s", err.message);
    }
    for (size_t t = 0; t < sizeof(tables) / sizeof(tables[0]); t++) {
        for (size_t i = 0; i < tables[t]->count; i++) {
            const struct notation_phrase *phrase = &tables[t]->phrases[i];
            bool written = notation_spelling(tables[t], phrase->code) == phrase->phrase;
            bool inside = t == 0 && (phrase->code == WORD_FILLER || phrase->code == WORD_ONCE ||
                                     phrase->code == WORD_TWICE || phrase->code == WORD_INVOLVE);

            if (written && !inside && !strstr(buf_text(&page), phrase->phrase)) {
                fail_msg("the manual lacks: %s", phrase->phrase);
            }
        }
    }
    assert_null(strstr(buf_text(&page), "no such phrase"));
    buf_finish(&path);
    buf_finish(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_in_any_order),
        cmocka_unit_test(names_that_need_quotation_marks),
        cmocka_unit_test(reading_back_gives_the_same),
        cmocka_unit_test(printing_gives_the_same_drawing),
        cmocka_unit_test(mistakes_have_a_column),
        cmocka_unit_test(unclear_words_ask_once),
        cmocka_unit_test(contradictions_are_told),
        cmocka_unit_test(sentences_say_how_it_was_understood),
        cmocka_unit_test(renaming_rewrites_every_line),
        cmocka_unit_test(the_centre_may_be_named),
        cmocka_unit_test(keys_write_lines),
        cmocka_unit_test(private_lines_stay_private),
        cmocka_unit_test(moments_are_compared),
        cmocka_unit_test(the_manual_knows_every_word),
    };

    (void)setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
