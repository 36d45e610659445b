/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sheet of cells: clipping, wide and combining characters, hostile text,
 * and damage, which must name what changed and nothing else.
 */
#include "config.h"

#include "grid/grid.h"

#include "base/text.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_shows(const struct grid *grid, const char *expected)
{
    struct buf out = BUF_INIT;

    grid_dump(&out, grid, false);
    assert_string_equal(buf_text(&out), expected);
    buf_finish(&out);
}

static int put(struct grid *grid, int row, int column, int columns, const char *text)
{
    return grid_text(grid, row, column, columns, ROLE_TEXT, text, strlen(text));
}

static void assert_damage(const struct grid *grid, int row, int first, int last)
{
    int got_first, got_last;

    assert_true(grid_damage(grid, row, &got_first, &got_last));
    assert_int_equal(got_first, first);
    assert_int_equal(got_last, last);
}

static void assert_no_damage(const struct grid *grid)
{
    int first, last;

    for (int row = 0; row < grid_rows(grid); row++)
        assert_false(grid_damage(grid, row, &first, &last));
}

static void plain_text(void **state)
{
    struct grid *grid = grid_create(2, 8);

    (void)state;
    assert_int_equal(put(grid, 0, 1, 8, "abc"), 3);
    assert_int_equal(put(grid, 1, 5, 8, "abcdef"), 3);
    assert_shows(grid, " abc\n     abc\n");
    assert_int_equal(put(grid, 0, 1, 2, "xyz"), 2);
    assert_shows(grid, " xyc\n     abc\n");
    grid_destroy(grid);
}

static void outside_is_nothing(void **state)
{
    struct grid *grid = grid_create(2, 4);

    (void)state;
    grid_shown(grid);
    assert_int_equal(put(grid, -1, 0, 4, "x"), 0);
    assert_int_equal(put(grid, 2, 0, 4, "x"), 0);
    assert_int_equal(put(grid, 0, -1, 4, "x"), 0);
    assert_int_equal(put(grid, 0, 4, 4, "x"), 0);
    assert_int_equal(put(grid, 0, 0, 0, "x"), 0);
    assert_int_equal(put(grid, 0, 0, -7, "é"), 0);
    grid_line(grid, 9, 0, 4, ROLE_TEXT, "x", 1);
    grid_fit(grid, 0, 99, 4, ROLE_TEXT, "x");
    grid_fill(grid, (struct rect){5, 5, 9, 9}, ROLE_ERROR);
    grid_tint(grid, (struct rect){-9, -9, 3, 3}, ROLE_ERROR);
    assert_no_damage(grid);
    grid_fill(grid, (struct rect){-1, -1, 2, 3}, ROLE_ERROR); /* control: its inner part counts */
    assert_damage(grid, 0, 0, 2);
    grid_destroy(grid);
}

static void wide_characters(void **state)
{
    struct grid *grid = grid_create(1, 5);

    (void)state;
    assert_int_equal(put(grid, 0, 0, 5, "日本x"), 5);
    assert_int_equal(grid_cell(grid, 0, 0)->width, 2);
    assert_int_equal(grid_cell(grid, 0, 1)->width, 0);
    assert_int_equal(grid_cell(grid, 0, 1)->text[0], 0);
    assert_shows(grid, "日本x\n");
    grid_destroy(grid);
}

static void wide_at_the_edge_becomes_blank(void **state)
{
    struct grid *grid = grid_create(1, 5);

    (void)state;
    put(grid, 0, 0, 5, "abcde");
    assert_int_equal(put(grid, 0, 0, 3, "日本"), 3);
    assert_shows(grid, "日 de\n");
    assert_int_equal(put(grid, 0, 4, 5, "本"), 1);
    assert_shows(grid, "日 d\n");
    grid_destroy(grid);
}

static void half_of_a_wide_one_is_blanked(void **state)
{
    struct grid *grid = grid_create(1, 6);

    (void)state;
    put(grid, 0, 0, 6, "日本語");
    put(grid, 0, 1, 1, "x"); /* its right half */
    assert_shows(grid, " x本語\n");
    put(grid, 0, 4, 1, "y"); /* a left half */
    assert_shows(grid, " x本y\n");
    put(grid, 0, 0, 6, "日本語");
    put(grid, 0, 1, 2, "字"); /* both neighbours */
    assert_shows(grid, " 字 語\n");
    for (int column = 0; column < 6; column++) {
        const struct cell *cell = grid_cell(grid, 0, column);
        if (cell->width == 2)
            assert_int_equal(grid_cell(grid, 0, column + 1)->width, 0);
        if (cell->width == 0)
            assert_int_equal(grid_cell(grid, 0, column - 1)->width, 2);
    }
    grid_destroy(grid);
}

static void combining_marks_ride_along(void **state)
{
    struct grid *grid = grid_create(1, 8);
    const struct cell *cell = grid_cell(grid, 0, 1);

    (void)state;
    assert_int_equal(put(grid, 0, 0, 8, "xe\xcc\x81y"), 3); /* the mark follows ASCII */
    assert_int_equal(cell->text[0], 'e');
    assert_int_equal(cell->text[1], 0x301);
    assert_int_equal(cell->text[2], 0);
    assert_shows(grid, "xe\xcc\x81y\n");
    /* Shadda and fatha on an Arabic letter, and a Hangul syllable of jamo. */
    assert_int_equal(put(grid, 0, 0, 8, "\xd8\xa8\xd9\x91\xd9\x8e"), 1);
    assert_int_equal(grid_cell(grid, 0, 0)->text[2], 0x64e);
    assert_int_equal(put(grid, 0, 0, 8, "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab"), 2);
    grid_destroy(grid);
}

static void marks_are_limited(void **state)
{
    struct grid *grid = grid_create(1, 200);
    struct buf text = BUF_INIT;
    int marks = 0;

    (void)state;
    buf_add_char(&text, 'a');
    buf_add_repeat(&text, "\xcc\x81", 1000);
    grid_text(grid, 0, 0, 200, ROLE_TEXT, text.data, text.length);
    for (int i = 1; i < GRID_MARKS; i++)
        marks += grid_cell(grid, 0, 0)->text[i] == 0x301;
    assert_int_equal(marks, 4);
    buf_finish(&text);
    grid_destroy(grid);
}

static void hostile_text_is_made_visible(void **state)
{
    static const char *const HOSTILE[] = {
        "\033[2J", "\x07", "\x9b" "31m", "\xc2\x9b" "31m", "\xe2\x80\xae" "abc", "\xe2\x80\x8b",
        "\xff\xfe", "\xc0\xaf", "\xed\xa0\x80", "\x7f", "\r", "\xef\xbb\xbf", "\xf3\xa0\x81\x81",
        "\xc2\x9d" "0;title\x07",
    };
    struct grid *grid = grid_create(1, 60);

    (void)state;
    for (size_t i = 0; i < sizeof HOSTILE / sizeof *HOSTILE; i++) {
        grid_wipe(grid);
        assert_true(put(grid, 0, 0, 60, HOSTILE[i]) > 0);
        for (int column = 0; column < 60; column++) {
            const struct cell *cell = grid_cell(grid, 0, column);
            assert_int_equal(cell->width, 1);
            assert_true(cell->text[0] >= 0x20 && cell->text[0] < 0x7f);
            assert_int_equal(cell->text[1], 0);
        }
    }
    grid_wipe(grid);
    put(grid, 0, 0, 60, "a\nb\tc"); /* one line: white space becomes a space */
    assert_shows(grid, "a b c\n");
    grid_destroy(grid);
}

static void any_bytes_keep_the_sheet_whole(void **state)
{
    struct grid *grid = grid_create(1, 23);
    uint32_t seed = 12345;

    (void)state;
    for (int round = 0; round < 3000; round++) {
        char bytes[64];
        int used = 0;
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525 + 1013904223;
            bytes[i] = (char)(seed >> (seed & 1 ? 24 : 13));
        }
        used = grid_text(grid, 0, round % 23, 1 + round % 29, ROLE_TEXT, bytes, sizeof bytes);
        assert_true(used >= 0 && used <= 23 - round % 23);
        for (int column = 0; column < 23; column++) {
            const struct cell *cell = grid_cell(grid, 0, column);
            assert_true(cell->width <= 2);
            assert_int_equal(cell->text[0] == 0, cell->width == 0);
            assert_false(cell->text[0] != 0 && cell->text[0] < 0x20);
            if (cell->width == 2)
                assert_true(column + 1 < 23 && grid_cell(grid, 0, column + 1)->width == 0);
        }
    }
    grid_destroy(grid);
}

static void columns_agree_with_text_width(void **state)
{
    static const char *const TEXTS[] = {
        "plain", "şöyle böyle", "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7", "日本語の文",
        "e\xcc\x81\xcc\xa7t\xc3\xa9", "ከልብ", "น้ำ", "\xf0\x9f\x98\x80 ok",
    };
    struct grid *grid = grid_create(1, 80);

    (void)state;
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        struct buf shown = BUF_INIT;
        text_display(&shown, TEXTS[i], strlen(TEXTS[i]), TEXT_ONE_LINE);
        assert_int_equal(put(grid, 0, 0, 80, TEXTS[i]), text_width(shown.data, shown.length));
        buf_finish(&shown);
    }
    grid_destroy(grid);
}

static void fit_and_line(void **state)
{
    struct grid *grid = grid_create(1, 8);

    (void)state;
    put(grid, 0, 0, 8, "........");
    grid_line(grid, 0, 0, 5, ROLE_INPUT, "ab", 2);
    assert_shows(grid, "ab   ...\n");
    grid_fit(grid, 0, 0, 5, ROLE_TEXT, "abcdefg");
    assert_shows(grid, "abcd…...\n");
    grid_fit(grid, 0, 0, 5, ROLE_TEXT, "abcde");
    assert_shows(grid, "abcde...\n");
    grid_fit(grid, 0, 0, 5, ROLE_TEXT, "日本語");
    assert_shows(grid, "日本…...\n");
    grid_fit(grid, 0, 0, 4, ROLE_TEXT, "日本語");
    assert_shows(grid, "日… …...\n"); /* the fifth column is the one from before */
    grid_set_ascii(grid, true);
    grid_fit(grid, 0, 0, 5, ROLE_TEXT, "abcdefg\033");
    assert_shows(grid, "abcd~...\n");
    grid_destroy(grid);
}

static void damage_names_what_changed(void **state)
{
    struct grid *grid = grid_create(3, 20);

    (void)state;
    assert_damage(grid, 2, 0, 20); /* all of a fresh one */
    put(grid, 1, 0, 20, "the same line");
    grid_shown(grid);
    assert_no_damage(grid);
    put(grid, 1, 0, 20, "the same line");
    assert_no_damage(grid);
    put(grid, 1, 0, 20, "the sAme liNe");
    assert_damage(grid, 1, 5, 12);
    put(grid, 1, 0, 1, "T");
    assert_damage(grid, 1, 0, 12);
    grid_shown(grid);
    grid_tint(grid, (struct rect){0, 3, 3, 2}, ROLE_MARKED);
    assert_damage(grid, 0, 3, 5);
    grid_shown(grid);
    grid_tint(grid, (struct rect){0, 3, 3, 2}, ROLE_MARKED);
    assert_no_damage(grid);
    grid_wipe(grid);
    assert_damage(grid, 0, 0, 20);
    grid_destroy(grid);
}

static void damage_covers_the_other_half(void **state)
{
    struct grid *grid = grid_create(1, 6);

    (void)state;
    put(grid, 0, 0, 6, "日本語");
    grid_shown(grid);
    put(grid, 0, 3, 1, "x");
    assert_damage(grid, 0, 2, 4);
    grid_destroy(grid);
}

static void resize_blanks(void **state)
{
    struct grid *grid = grid_create(2, 2);

    (void)state;
    put(grid, 0, 0, 2, "ab");
    grid_set_cursor(grid, 1, 1);
    grid_set_ascii(grid, true);
    grid_resize(grid, 3, 4);
    assert_int_equal(grid_rows(grid), 3);
    assert_int_equal(grid_columns(grid), 4);
    assert_shows(grid, "\n\n\n");
    assert_damage(grid, 0, 0, 4);
    assert_true(grid_ascii(grid));
    grid_resize(grid, 0, 0);
    assert_int_equal(put(grid, 0, 0, 4, "x"), 0);
    grid_destroy(grid);
    grid_destroy(NULL);
}

static void copies_and_dumps(void **state)
{
    struct grid *grid = grid_create(2, 4), *copy = grid_create(1, 1);
    struct buf out = BUF_INIT;
    int row, column;

    (void)state;
    grid_line(grid, 0, 0, 4, ROLE_TITLE, "ab", 2);
    grid_line(grid, 1, 0, 2, ROLE_ERROR, "日", 3);
    grid_set_cursor(grid, 1, 2);
    grid_copy(copy, grid);
    put(grid, 0, 0, 4, "zzzz");
    grid_cursor(copy, &row, &column);
    assert_int_equal(row, 1);
    assert_int_equal(column, 2);
    grid_dump(&out, copy, true);
    assert_string_equal(buf_text(&out), "ab\n日\n\ntttt\nee..\n");
    buf_finish(&out);
    grid_destroy(grid);
    grid_destroy(copy);
}

static void a_page_as_one_line_costs_a_line(void **state)
{
    struct grid *grid = grid_create(1, 10);
    struct buf page = BUF_INIT;

    (void)state;
    buf_add_repeat(&page, "é", 500000);
    assert_int_equal(grid_text(grid, 0, 0, 10, ROLE_TEXT, page.data, page.length), 10);
    assert_shows(grid, "éééééééééé\n");
    buf_finish(&page);
    grid_destroy(grid);
}

static void aims(void **state)
{
    struct grid *grid = grid_create(4, 10);
    int inside;

    (void)state;
    grid_aim(grid, (struct rect){1, 2, 2, 3}, 7);
    assert_int_equal(grid_target(grid, 1, 2, &inside), 0); /* nobody has a mouse */
    grid_set_aimed(grid, true);
    grid_aim(grid, (struct rect){1, 2, 2, 3}, 7);
    grid_aim(grid, (struct rect){3, -5, 9, 99}, 9);
    grid_text(grid, 1, 0, 10, ROLE_TEXT, "painted over", 12);
    assert_int_equal(grid_target(grid, 1, 4, &inside), 7);
    assert_int_equal(inside, 2);
    assert_int_equal(grid_target(grid, 1, 5, &inside), 0);
    assert_int_equal(grid_target(grid, 0, 3, &inside), 0);
    assert_int_equal(grid_target(grid, 3, 9, &inside), 9);
    assert_int_equal(inside, 9);
    assert_int_equal(grid_target(grid, 4, 0, &inside), 0);
    assert_int_equal(grid_target(grid, -1, 0, &inside), 0);
    grid_aim_nowhere(grid);
    assert_int_equal(grid_target(grid, 1, 4, &inside), 0);
    grid_aim(grid, grid_all(grid), 3);
    grid_resize(grid, 20, 20);
    assert_int_equal(grid_target(grid, 1, 1, &inside), 0);
    grid_destroy(grid);
}

/* Whatever paints there breaks the watch, the same cell too; beside it nothing does. */
static void a_guard_notices(void **state)
{
    (void)state;
    struct grid *grid = grid_create(6, 20);
    struct rect where = {2, 4, 2, 6};
    assert_false(grid_guarded(grid, where));
    grid_guard(grid, where);
    assert_true(grid_guarded(grid, where));
    assert_false(grid_guarded(grid, (struct rect){2, 4, 2, 5}));
    grid_text(grid, 1, 0, 20, ROLE_TEXT, "above", 5);
    grid_text(grid, 2, 0, 4, ROLE_TEXT, "left", 4);
    grid_fill(grid, (struct rect){2, 10, 2, 10}, ROLE_DIM);
    grid_tint(grid, (struct rect){4, 0, 2, 20}, ROLE_DIM);
    assert_true(grid_guarded(grid, where));
    grid_text(grid, 3, 9, 1, ROLE_TEXT, " ", 1);
    assert_false(grid_guarded(grid, where));
    grid_guard(grid, where);
    grid_tint(grid, (struct rect){0, 4, 6, 1}, ROLE_DIM);
    assert_false(grid_guarded(grid, where));
    grid_guard(grid, where);
    grid_resize(grid, 6, 20);
    assert_false(grid_guarded(grid, where));
    grid_destroy(grid);
}

static void damaged_rows_are_known(void **state)
{
    (void)state;
    struct grid *grid = grid_create(6, 20);
    int first, last;
    assert_true(grid_damaged_rows(grid, &first, &last));
    grid_shown(grid);
    assert_false(grid_damaged_rows(grid, &first, &last));
    grid_text(grid, 4, 3, 5, ROLE_TEXT, "x", 1);
    grid_text(grid, 2, 3, 5, ROLE_TEXT, "y", 1);
    assert_true(grid_damaged_rows(grid, &first, &last));
    assert_int_equal(first, 2);
    assert_int_equal(last, 5);
    assert_false(grid_damage(grid, 3, &first, &last));
    grid_shown(grid);
    assert_false(grid_damage(grid, 4, &first, &last));
    grid_destroy(grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_guard_notices),
        cmocka_unit_test(damaged_rows_are_known),
        cmocka_unit_test(plain_text),
        cmocka_unit_test(outside_is_nothing),
        cmocka_unit_test(wide_characters),
        cmocka_unit_test(wide_at_the_edge_becomes_blank),
        cmocka_unit_test(half_of_a_wide_one_is_blanked),
        cmocka_unit_test(combining_marks_ride_along),
        cmocka_unit_test(marks_are_limited),
        cmocka_unit_test(hostile_text_is_made_visible),
        cmocka_unit_test(any_bytes_keep_the_sheet_whole),
        cmocka_unit_test(columns_agree_with_text_width),
        cmocka_unit_test(fit_and_line),
        cmocka_unit_test(damage_names_what_changed),
        cmocka_unit_test(damage_covers_the_other_half),
        cmocka_unit_test(resize_blanks),
        cmocka_unit_test(copies_and_dumps),
        cmocka_unit_test(a_page_as_one_line_costs_a_line),
        cmocka_unit_test(aims),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
