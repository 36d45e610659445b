/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pictures in characters: each style in both sets of signs, bridges where lines
 * cross, joints where they belong together, and whatever was drawn by chance can be
 * read back from the characters alone.
 */
#include "config.h"

#include "export/picture.h"
#include "picture_reader.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int add_item(struct scene *scene, const char *label, int x, int y, int w, int h)
{
    char id[24];

    (void)snprintf(id, sizeof id, "i%zu", scene->item_count);
    struct scene_item *item = scene_add_item(scene, id, SCENE_PERSON, label);
    item->box = (struct scene_box){x, y, w, h};
    item->style = h >= 3 ? STYLE_BORDER | STYLE_CENTRED : STYLE_LEFT;
    scene_wrap_label(scene, item, h >= 3 ? w - 2 : w, 0);
    return (int)scene->item_count - 1;
}

static void add_edge(struct scene *scene, const char *id, int from, int to, unsigned style,
                     size_t count, const struct scene_point *points)
{
    scene_add_edge(scene, id, from, to, "plain", points, count)->style = style;
}

static void assert_painted(struct scene *scene, bool ascii, const char *expected)
{
    struct buf out = BUF_INIT;
    struct grid *grid;

    scene_fit(scene);
    grid = grid_create(scene->height, scene->width);
    grid_set_ascii(grid, ascii);
    picture_paint(grid, grid_all(grid), scene, 0, 0, -1);
    grid_dump(&out, grid, false);
    assert_string_equal(buf_text(&out), expected);
    buf_finish(&out);
    grid_destroy(grid);
}

static struct scene *two_boxes(unsigned style)
{
    struct scene *scene = scene_create("ecogram", "en");

    add_item(scene, "a", 0, 0, 1, 1);
    add_item(scene, "b", 10, 0, 1, 1);
    add_item(scene, "c", 0, 8, 1, 1);
    add_edge(scene, "e", 0, 1, style, 2, (struct scene_point[]){{1, 0}, {9, 0}});
    add_edge(scene, "f", 0, 2, style, 2, (struct scene_point[]){{0, 1}, {0, 7}});
    return scene;
}

static void each_style(void **state)
{
    static const struct {
        unsigned style;
        const char *unicode, *ascii;
    } looks[] = {
        {0, "a─────────b\n│\n│\n│\n│\n│\n│\n│\nc\n", "a---------b\n|\n|\n|\n|\n|\n|\n|\nc\n"},
        {STYLE_STRONG, "a═════════b\n║\n║\n║\n║\n║\n║\n║\nc\n",
         "a=========b\n#\n#\n#\n#\n#\n#\n#\nc\n"},
        {STYLE_WEAK, "a┄┄┄┄┄┄┄┄┄b\n┆\n┆\n┆\n┆\n┆\n┆\n┆\nc\n",
         "a-- - - --b\n|\n|\n\n|\n\n|\n|\nc\n"},
        {STYLE_STRESS, "a≁≁≁≁≁≁≁≁≁b\n≀\n≀\n≀\n≀\n≀\n≀\n≀\nc\n",
         "a~~~~~~~~~b\n}\n}\n}\n}\n}\n}\n}\nc\n"},
        {STYLE_UNCERTAIN, "a┈┈┈┈┈┈┈┈┈b\n┊\n┊\n┊\n┊\n┊\n┊\n┊\nc\n",
         "a.........b\n:\n:\n:\n:\n:\n:\n:\nc\n"},
        {STYLE_STRONG | STYLE_STRESS, "a≁═≁═≁═≁═≁b\n≀\n║\n≀\n║\n≀\n║\n≀\nc\n",
         "a~=~=~=~=~b\n}\n#\n}\n#\n}\n#\n}\nc\n"},
        {STYLE_BROKEN, "a────╳────b\n│\n│\n│\n╳\n│\n│\n│\nc\n",
         "a----/----b\n|\n|\n|\n/\n|\n|\n|\nc\n"},
        {STYLE_NEW | STYLE_PRIVATE, "a──⊘─⊕────b\n│\n⊘\n│\n⊕\n│\n│\n│\nc\n",
         "a--%-*----b\n|\n%\n|\n*\n|\n|\n|\nc\n"},
        {STYLE_GONE, "a────⊖────b\n│\n│\n│\n⊖\n│\n│\n│\nc\n",
         "a----o----b\n|\n|\n|\no\n|\n|\n|\nc\n"},
        {STYLE_ARROW_FROM | STYLE_ARROW_TO, "a◄───────►b\n▲\n│\n│\n│\n│\n│\n▼\nc\n",
         "a<------->b\n^\n|\n|\n|\n|\n|\nv\nc\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
        struct scene *scene = two_boxes(looks[i].style);

        assert_painted(scene, false, looks[i].unicode);
        assert_painted(scene, true, looks[i].ascii);
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(looks[i].unicode, looks[k].unicode);
            assert_string_not_equal(looks[i].ascii, looks[k].ascii);
        }
        scene_destroy(scene);
    }
}

static void crossing_is_a_bridge(void **state)
{
    struct scene *scene = scene_create("ecogram", "en");

    (void)state;
    add_item(scene, "a", 0, 1, 1, 1);
    add_item(scene, "b", 6, 1, 1, 1);
    add_item(scene, "c", 3, 3, 1, 1);
    add_edge(scene, "e", 0, 1, STYLE_STRONG, 2, (struct scene_point[]){{1, 1}, {5, 1}});
    add_edge(scene, "f", 2, -1, 0, 2, (struct scene_point[]){{3, 2}, {3, 0}});
    assert_painted(scene, false, "   │\na══│══b\n   │\n   c\n");
    assert_painted(scene, true, "   |\na==|==b\n   |\n   c\n");
    scene_destroy(scene);
}

static void lines_of_one_id_join(void **state)
{
    struct scene *scene = scene_create("genogram", "en");

    (void)state;
    add_item(scene, "a", 3, 0, 1, 1);
    add_item(scene, "b", 0, 4, 1, 1);
    add_item(scene, "c", 6, 4, 1, 1);
    add_edge(scene, "u", 0, 1, 0, 4, (struct scene_point[]){{3, 1}, {3, 2}, {0, 2}, {0, 3}});
    add_edge(scene, "u", 0, 2, 0, 4, (struct scene_point[]){{3, 1}, {3, 2}, {6, 2}, {6, 3}});
    assert_painted(scene, false, "   a\n   │\n┌──┴──┐\n│     │\nb     c\n");
    assert_painted(scene, true, "   a\n   |\n+--+--+\n|     |\nb     c\n");
    scene_destroy(scene);
}

static void borders_open_for_lines(void **state)
{
    struct scene *scene = scene_create("ecogram", "en");

    (void)state;
    add_item(scene, "me", 0, 0, 6, 3);
    add_item(scene, "GP", 10, 0, 6, 3);
    scene->items[0].kind = SCENE_CENTRE;
    add_edge(scene, "e", 0, 1, 0, 2, (struct scene_point[]){{6, 1}, {9, 1}});
    assert_painted(scene, false, "╔════╗    ┌────┐\n║ me ╟────┤ GP │\n╚════╝    └────┘\n");
    scene->edges[0].style = STYLE_STRONG | STYLE_ARROW_TO;
    assert_painted(scene, false, "╔════╗    ┌────┐\n║ me ╠═══►│ GP │\n╚════╝    └────┘\n");
    assert_painted(scene, true, "+====+    +----+\n# me +===>| GP |\n+====+    +----+\n");
    scene_destroy(scene);
}

static void bands_and_axis(void **state)
{
    struct scene *scene = scene_create("lifeline", "en");
    struct scene_item *item;

    (void)state;
    item = scene_add_item(scene, "axis", SCENE_AXIS, "");
    item->box = (struct scene_box){5, 0, 1, 7};
    item = scene_add_item(scene, "t", SCENE_TICK, "1998");
    item->box = (struct scene_box){1, 2, 4, 1};
    scene_wrap_label(scene, item, 4, 1);
    item = scene_add_item(scene, "b", SCENE_BAND, "Aleppo");
    item->box = (struct scene_box){7, 0, 8, 7};
    item->style = STYLE_OPEN_START;
    scene_wrap_label(scene, item, 6, 1);
    assert_painted(scene, false,
                   "     │ ┊\n     │ ┊\n 1998┤ │\n     │ │ Aleppo\n     │ │\n     │ │\n     │ ┴\n");
    assert_painted(scene, true,
                   "     | :\n     | :\n 1998+ |\n     | | Aleppo\n     | |\n     | |\n     | +\n");
    scene_destroy(scene);
}

/* In one row there is room for a cap and for where it goes on. */
static void bands_of_one_row(void **state)
{
    static const struct {
        unsigned style;
        const char *drawn;
    } bands[] = {{0, "┼\n"},
                 {STYLE_OPEN_END, "┬\n"},
                 {STYLE_OPEN_START, "┴\n"},
                 {STYLE_OPEN_START | STYLE_OPEN_END, "┊\n"}};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct scene *scene = scene_create("lifeline", "en");
        struct scene_item *item = scene_add_item(scene, "b", SCENE_BAND, "");

        item->box = (struct scene_box){0, 0, 1, 1};
        item->style = bands[i].style;
        assert_painted(scene, false, bands[i].drawn);
        scene_destroy(scene);
    }
}

static void signs_of_lines_are_no_letters(void **state)
{
    struct scene *scene = scene_create("ecogram", "en");

    (void)state;
    add_item(scene, "│═╳►", 0, 0, 4, 1);
    add_item(scene, "ab", 8, 0, 2, 1);
    add_edge(scene, "e", 0, 1, 0, 2, (struct scene_point[]){{4, 0}, {7, 0}});
    scene_fit(scene);
    reader_check(scene, false);
    scene_destroy(scene);
}

/* ---- read back what was drawn by chance ---- */

#define SHEET_W 90
#define SHEET_H 44

struct chance {
    uint32_t seed;
    bool wide; /* nothing beside a corner: on a typewriter they all look the same */
    struct scene *scene;
    bool box[SHEET_H][SHEET_W];    /* an item, or the cell beside one that is taken */
    bool across[SHEET_H][SHEET_W]; /* a line runs through, left to right */
    bool upright[SHEET_H][SHEET_W];
    bool blocked[SHEET_H][SHEET_W]; /* an end or a corner, and what touches it */
};

static int next(struct chance *chance, int below)
{
    chance->seed = chance->seed * 1664525u + 1013904223u;
    return (int)((chance->seed >> 8) % (unsigned)below);
}

static void scatter_items(struct chance *chance)
{
    for (int row = 0; row < 4; row++) {
        for (int column = 0; column < 4; column++) {
            int x = column * 23 + 3 + next(chance, 5), y = row * 11 + 2 + next(chance, 3);
            int w = 5 + next(chance, 5), h = next(chance, 3) == 0 ? 1 : 3 + next(chance, 2);

            add_item(chance->scene, "name", x, y, w, h);
            for (int i = y; i < y + h; i++) {
                memset(&chance->box[i][x], true, (size_t)w);
            }
        }
    }
}

/* One end on the left or right (or, UPRIGHT, top or bottom) side of an item. */
static struct scene_point pick_end(struct chance *chance, int item, bool upright)
{
    struct scene_box box = chance->scene->items[item].box;
    bool far_side = next(chance, 2) == 0;

    if (upright) {
        return (struct scene_point){box.x + next(chance, box.w),
                                    far_side ? box.y + box.h : box.y - 1};
    }
    return (struct scene_point){far_side ? box.x + box.w : box.x - 1, box.y + next(chance, box.h)};
}

static bool has_lines(const struct chance *chance, struct scene_point at, int around)
{
    for (int y = at.y - around; y <= at.y + around; y++) {
        for (int x = at.x - around; x <= at.x + around; x++) {
            if (x >= 0 && y >= 0 && x < SHEET_W && y < SHEET_H &&
                (chance->across[y][x] || chance->upright[y][x])) {
                return true;
            }
        }
    }
    return false;
}

static bool is_free(struct chance *chance, struct scene_point at, bool straight, bool across)
{
    if (at.x < 0 || at.y < 0 || at.x >= SHEET_W || at.y >= SHEET_H || chance->box[at.y][at.x] ||
        chance->blocked[at.y][at.x]) {
        return false;
    }
    if (!straight) {
        return !has_lines(chance, at, chance->wide ? 1 : 0);
    }
    return across ? !chance->across[at.y][at.x] : !chance->upright[at.y][at.x];
}

/* Walks the cells of a path; with PUT they are taken, without only looked at. */
static bool walk(struct chance *chance, const struct scene_point *points, bool put)
{
    for (int i = 1; i < 4; i++) {
        struct scene_point at = points[i - 1], end = points[i];
        int dx = (end.x > at.x) - (end.x < at.x), dy = (end.y > at.y) - (end.y < at.y);

        if (dx == 0 && dy == 0) {
            return false;
        }
        for (bool first = true; at.x != end.x || at.y != end.y || i == 3; first = false) {
            bool last = at.x == end.x && at.y == end.y, straight = !first && !last;

            if (!put && !is_free(chance, at, straight, dx != 0)) {
                return false;
            }
            if (put && straight) {
                (dx != 0 ? chance->across : chance->upright)[at.y][at.x] = true;
            } else if (put) {
                int around = chance->wide ? 1 : 0;

                for (int y = at.y - around; y <= at.y + around; y++) {
                    for (int x = at.x - around; x <= at.x + around; x++) {
                        if (x >= 0 && y >= 0 && x < SHEET_W && y < SHEET_H) {
                            chance->blocked[y][x] = true;
                        }
                    }
                }
            }
            if (last) {
                break;
            }
            at.x += dx;
            at.y += dy;
        }
    }
    return true;
}

static bool runs(const struct scene_point *points)
{
    int shortest = 1000, longest = 0;

    for (int i = 1; i < 4; i++) {
        int dx = points[i].x - points[i - 1].x, dy = points[i].y - points[i - 1].y;
        int length = (dx < 0 ? -dx : dx) + (dy < 0 ? -dy : dy);

        shortest = length < shortest ? length : shortest;
        longest = length > longest ? length : longest;
    }
    return shortest >= 2 && longest >= 12;
}

static void try_edge(struct chance *chance)
{
    static const unsigned weights[] = {0, STYLE_STRONG, STYLE_WEAK, STYLE_STRESS, STYLE_UNCERTAIN};
    static const unsigned signs[] = {0, 0, 0, STYLE_BROKEN, STYLE_NEW, STYLE_GONE, STYLE_PRIVATE};
    int count = (int)chance->scene->item_count, from = next(chance, count);
    int to = next(chance, count);
    bool upright = next(chance, 2) == 0;
    struct scene_point a = pick_end(chance, from, upright), b = pick_end(chance, to, upright);
    struct scene_point points[4] = {a, a, b, b};
    char id[16];

    if (upright) {
        points[1].y = points[2].y = next(chance, SHEET_H);
    } else {
        points[1].x = points[2].x = next(chance, SHEET_W);
    }
    if (from == to || !runs(points) || !walk(chance, points, false)) {
        return;
    }
    (void)walk(chance, points, true);
    (void)snprintf(id, sizeof id, "e%zu", chance->scene->edge_count);
    add_edge(chance->scene, id, from, to,
             weights[next(chance, 5)] | signs[next(chance, 7)] |
                 (next(chance, 2) ? STYLE_ARROW_FROM : 0u) |
                 (next(chance, 2) ? STYLE_ARROW_TO : 0u),
             4, points);
}

static void what_is_drawn_can_be_read(void **state)
{
    size_t edges = 0, crossings = 0;

    (void)state;
    for (uint32_t round = 0; round < 2000; round++) {
        struct chance chance = {.seed = round * 7919 + 1,
                                .wide = round % 2 == 1,
                                .scene = scene_create("ecogram", "en")};
        struct scene_faults faults;

        scatter_items(&chance);
        for (int i = 0; i < 600; i++) {
            try_edge(&chance);
        }
        scene_fit(chance.scene);
        scene_measure(chance.scene, &faults);
        assert_int_equal(faults.shared + faults.through_items + faults.overlaps, 0);
        reader_check(chance.scene, false);
        if (chance.wide) {
            reader_check(chance.scene, true);
        }
        edges += chance.scene->edge_count;
        crossings += faults.crossings;
        scene_destroy(chance.scene);
    }
    assert_true(edges > 10000);
    assert_true(crossings > 2000);
}

/* The reader is worth nothing if it reads what is not there. */
static void the_reader_sees_faults(void **state)
{
    struct scene *scene = two_boxes(0);
    struct reader_edges read;
    struct grid *grid;

    (void)state;
    scene_fit(scene);
    grid = grid_create(scene->height, scene->width);
    picture_paint(grid, grid_all(grid), scene, 0, 0, -1);
    reader_read(&read, grid, scene);
    assert_int_equal(read.count, 2);
    reader_finish(&read);
    grid_text(grid, 0, 4, 1, ROLE_LINE, "═", strlen("═"));
    reader_read(&read, grid, scene);
    assert_int_equal(read.count, 2);
    assert_true(read.edges[0].style == STYLE_STRONG || read.edges[1].style == STYLE_STRONG);
    reader_finish(&read);
    grid_text(grid, 0, 4, 2, ROLE_LINE, "  ", 2);
    reader_read(&read, grid, scene);
    assert_int_equal(read.count, 1);
    assert_true(read.lost > 0);
    reader_finish(&read);
    grid_destroy(grid);
    scene_destroy(scene);
}

/* ---- windows ---- */

static bool is_mark(const struct grid *grid, int row, int column)
{
    return grid_cell(grid, row, column)->role == ROLE_KEY;
}

static void a_window_shows_a_part(void **state)
{
    struct chance chance = {.seed = 5, .scene = scene_create("ecogram", "en")};
    struct grid *whole;

    (void)state;
    scatter_items(&chance);
    for (int i = 0; i < 100; i++) {
        try_edge(&chance);
    }
    add_item(chance.scene, "日本語の名前", 30, 46, 12, 1);
    scene_fit(chance.scene);
    whole = grid_create(chance.scene->height, chance.scene->width);
    picture_paint(whole, grid_all(whole), chance.scene, 0, 0, -1);
    for (int round = 0; round < 300; round++) {
        struct rect where = {next(&chance, 3), next(&chance, 3), 4 + next(&chance, 20),
                             4 + next(&chance, 40)};
        int left = next(&chance, 60), top = next(&chance, 30);
        struct grid *part = grid_create(30, 60);

        picture_paint(part, where, chance.scene, left, top, -1);
        for (int row = 0; row < where.rows && row + top < grid_rows(whole); row++) {
            for (int column = 1; column + 1 < where.columns && column + left < grid_columns(whole);
                 column++) {
                const struct cell *a = grid_cell(whole, row + top, column + left);
                const struct cell *b = grid_cell(part, where.row + row, where.column + column);

                if (!is_mark(part, where.row + row, where.column + column)) {
                    assert_int_equal(a->text[0], b->text[0]);
                }
            }
        }
        grid_destroy(part);
    }
    grid_destroy(whole);
    scene_destroy(chance.scene);
}

static size_t count_marks(const struct grid *grid)
{
    size_t count = 0;

    for (int row = 0; row < grid_rows(grid); row++) {
        for (int column = 0; column < grid_columns(grid); column++) {
            count += is_mark(grid, row, column);
        }
    }
    return count;
}

static void marks_say_that_it_goes_on(void **state)
{
    struct scene *scene = two_boxes(0);
    struct grid *grid = grid_create(5, 8);

    (void)state;
    scene_fit(scene);
    picture_paint(grid, grid_all(grid), scene, 0, 0, -1);
    assert_int_equal(count_marks(grid), 2);
    picture_paint(grid, grid_all(grid), scene, 1, 1, -1);
    assert_int_equal(count_marks(grid), 4);
    grid_resize(grid, 9, 11);
    picture_paint(grid, grid_all(grid), scene, 0, 0, 1);
    assert_int_equal(count_marks(grid), 0);
    assert_int_equal(grid_cell(grid, 0, 10)->role, ROLE_SELECTED);
    assert_int_equal(grid_cell(grid, 0, 0)->role, ROLE_TEXT);
    /* Outside of the sheet there is nothing to paint. */
    picture_paint(grid, (struct rect){-5, -5, 3, 3}, scene, 0, 0, 0);
    picture_paint(grid, (struct rect){8, 10, 30, 30}, scene, -4, 100, 0);
    grid_destroy(grid);
    scene_destroy(scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_style),
        cmocka_unit_test(crossing_is_a_bridge),
        cmocka_unit_test(lines_of_one_id_join),
        cmocka_unit_test(borders_open_for_lines),
        cmocka_unit_test(bands_and_axis),
        cmocka_unit_test(bands_of_one_row),
        cmocka_unit_test(signs_of_lines_are_no_letters),
        cmocka_unit_test(what_is_drawn_can_be_read),
        cmocka_unit_test(the_reader_sees_faults),
        cmocka_unit_test(a_window_shows_a_part),
        cmocka_unit_test(marks_say_that_it_goes_on),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
