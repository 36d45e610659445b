/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines must join where they meet, whatever was drawn first, and must not take
 * letters that look like lines for lines.
 */
#include "config.h"

#include "grid/stroke.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_drawn(const struct grid *grid, const char *expected)
{
    struct buf out = BUF_INIT;

    grid_dump(&out, grid, false);
    assert_string_equal(buf_text(&out), expected);
    buf_finish(&out);
}

static void box(void **state)
{
    struct grid *grid = grid_create(3, 5);

    (void)state;
    stroke_box(grid, grid_all(grid));
    assert_drawn(grid, "┌───┐\n│   │\n└───┘\n");
    assert_int_equal(grid_cell(grid, 0, 0)->role, ROLE_LINE);
    assert_int_equal(grid_cell(grid, 1, 1)->role, ROLE_TEXT);
    grid_destroy(grid);
}

static void joins_in_any_order(void **state)
{
    static const char EXPECTED[] = "┌──┬──┐\n│  │  │\n├──┼──┤\n│  │  │\n└──┴──┘\n";
    struct grid *first = grid_create(5, 7), *last = grid_create(5, 7);

    (void)state;
    stroke_box(first, grid_all(first));
    stroke_horizontal(first, 2, 0, 7);
    stroke_vertical(first, 0, 3, 5);
    assert_drawn(first, EXPECTED);
    stroke_vertical(last, 0, 3, 5);
    stroke_horizontal(last, 2, 0, 7);
    stroke_box(last, grid_all(last));
    assert_drawn(last, EXPECTED);
    grid_destroy(first);
    grid_destroy(last);
}

static void ascii(void **state)
{
    struct grid *grid = grid_create(3, 5);

    (void)state;
    grid_set_ascii(grid, true);
    stroke_box(grid, grid_all(grid));
    stroke_vertical(grid, 0, 2, 3);
    assert_drawn(grid, "+-+-+\n| | |\n+-+-+\n");
    grid_destroy(grid);
}

static void letters_are_no_lines(void **state)
{
    struct grid *grid = grid_create(3, 3);

    (void)state;
    grid_text(grid, 1, 0, 3, ROLE_TEXT, "─│─", 9);
    stroke_vertical(grid, 0, 1, 3);
    assert_drawn(grid, " │\n─│─\n │\n");
    stroke_horizontal(grid, 1, 0, 3); /* control: lines do join */
    assert_drawn(grid, " │\n─┼─\n │\n");
    grid_text(grid, 1, 1, 1, ROLE_TEXT, "x", 1);
    stroke_vertical(grid, 0, 1, 3); /* what was written over is forgotten */
    assert_drawn(grid, " │\n─│─\n │\n");
    grid_destroy(grid);
}

static void outside_is_clipped(void **state)
{
    struct grid *grid = grid_create(2, 2);

    (void)state;
    stroke_box(grid, (struct rect){-1, -1, 10, 3});
    stroke_horizontal(grid, 0, -5, 100);
    stroke_vertical(grid, -5, 5, 100);
    stroke_box(grid, (struct rect){0, 0, 0, 0});
    stroke_box(grid, (struct rect){0, 0, -3, 2});
    assert_drawn(grid, "─┼\n │\n");
    grid_destroy(grid);
}

static void thin_boxes(void **state)
{
    struct grid *grid = grid_create(3, 4);

    (void)state;
    stroke_box(grid, (struct rect){0, 0, 1, 4});
    stroke_box(grid, (struct rect){1, 0, 2, 1});
    assert_drawn(grid, "────\n│\n│\n");
    grid_destroy(grid);
}

/* A box was drawn over it in an earlier picture: nothing of that is left. */
static void test_divider_forgets_what_crossed_it(void **state)
{
    struct grid *grid = grid_create(4, 5);

    (void)state;
    stroke_horizontal(grid, 2, 0, 5);
    stroke_divider(grid, 0, 2, 4);
    for (int row = 0; row < 4; row++) {
        assert_int_equal(grid_cell(grid, row, 2)->text[0], 0x2502);
    }
    stroke_divider(grid, -3, 9, 100); /* outside: nothing */
    grid_destroy(grid);
}

static void test_rule_forgets_what_crossed_it(void **state)
{
    struct grid *grid = grid_create(3, 5);

    (void)state;
    stroke_vertical(grid, 0, 2, 3);
    stroke_rule(grid, 1, 0, 5);
    stroke_rule(grid, 9, -9, 100); /* outside: nothing */
    for (int column = 0; column < 5; column++)
        assert_int_equal(grid_cell(grid, 1, column)->text[0], 0x2500);
    stroke_horizontal(grid, 0, 0, 5); /* the control joins */
    assert_int_not_equal(grid_cell(grid, 0, 2)->text[0], 0x2500);
    grid_destroy(grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_divider_forgets_what_crossed_it),
        cmocka_unit_test(test_rule_forgets_what_crossed_it),
        cmocka_unit_test(box),
        cmocka_unit_test(joins_in_any_order),
        cmocka_unit_test(ascii),
        cmocka_unit_test(letters_are_no_lines),
        cmocka_unit_test(outside_is_clipped),
        cmocka_unit_test(thin_boxes),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
