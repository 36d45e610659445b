/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The counter of faults: each fault alone, its neighbour that is none, and the
 * same counts as a slow and plain one on scenes made by chance.
 */
#include "config.h"

#include "diagram/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int add_box(struct scene *scene, int x, int y, int w, int h, int parent)
{
    char id[24];

    (void)snprintf(id, sizeof id, "i%zu", scene->item_count);
    struct scene_item *item = scene_add_item(scene, id, SCENE_PERSON, id);
    item->box = (struct scene_box){x, y, w, h};
    item->parent = parent;
    return (int)scene->item_count - 1;
}

static void add_line(struct scene *scene, const char *id, int from, int to, size_t count,
                     const struct scene_point *points)
{
    (void)scene_add_edge(scene, id, from, to, "plain", points, count);
}

static struct scene_faults measure(struct scene *scene)
{
    struct scene_faults faults;

    scene_measure(scene, &faults);
    scene_destroy(scene);
    return faults;
}

static struct scene *sheet(void)
{
    struct scene *scene = scene_create("ecogram", "en");

    scene->width = 40;
    scene->height = 20;
    return scene;
}

static void overlaps(void **state)
{
    struct scene *scene = sheet();
    struct scene_faults faults;

    (void)state;
    add_box(scene, 0, 0, 5, 3, -1);
    add_box(scene, 5, 0, 5, 3, -1);
    add_box(scene, 0, 3, 10, 1, -1);
    faults = measure(scene);
    assert_int_equal(faults.overlaps, 0);

    scene = sheet();
    add_box(scene, 0, 0, 5, 3, -1);
    add_box(scene, 4, 2, 5, 3, -1);
    add_box(scene, 8, 4, 5, 3, -1);
    faults = measure(scene);
    assert_int_equal(faults.overlaps, 2);

    scene = sheet();
    add_box(scene, 0, 0, 20, 9, -1);
    add_box(scene, 1, 1, 5, 3, 0);
    add_box(scene, 2, 2, 1, 1, 1);
    faults = measure(scene);
    assert_int_equal(faults.overlaps, 0);

    scene = sheet();
    add_box(scene, 0, 0, 20, 9, -1);
    add_box(scene, 1, 1, 5, 3, 0);
    add_box(scene, 5, 1, 5, 3, 0);
    faults = measure(scene);
    assert_int_equal(faults.overlaps, 1);
}

static void crossings(void **state)
{
    struct scene *scene = sheet();
    struct scene_faults faults;

    (void)state;
    for (int i = 0; i < 4; i++) {
        add_box(scene, 30, i * 2, 2, 1, -1);
    }
    add_line(scene, "a", 0, 1, 2, (struct scene_point[]){{0, 5}, {9, 5}});
    add_line(scene, "b", 2, 3, 2, (struct scene_point[]){{4, 0}, {4, 4}});
    scene_measure(scene, &faults);
    assert_int_equal(faults.crossings, 0);
    add_line(scene, "c", 2, 3, 2, (struct scene_point[]){{6, 0}, {6, 9}});
    scene_measure(scene, &faults);
    assert_int_equal(faults.crossings, 1);
    /* Twice across the same line is one pair. */
    add_line(scene, "d", 2, 3, 4, (struct scene_point[]){{1, 0}, {1, 8}, {2, 8}, {2, 0}});
    scene_measure(scene, &faults);
    assert_int_equal(faults.crossings, 2);
    /* Ends on the other line: nobody could tell that from a junction. */
    add_line(scene, "e", 2, 3, 2, (struct scene_point[]){{8, 5}, {8, 9}});
    faults = measure(scene);
    assert_int_equal(faults.crossings, 3);
    assert_int_equal(faults.shared, 0);
}

static void what_belongs_together(void **state)
{
    struct scene *scene = sheet();
    struct scene_faults faults;

    (void)state;
    for (int i = 0; i < 4; i++) {
        add_box(scene, 30, i * 2, 2, 1, -1);
    }
    /* Two lines that leave one item at one place. */
    add_line(scene, "a", 0, 1, 2, (struct scene_point[]){{5, 5}, {9, 5}});
    add_line(scene, "b", 0, 2, 2, (struct scene_point[]){{5, 5}, {5, 9}});
    /* The lines of one net. */
    add_line(scene, "n", 2, 3, 2, (struct scene_point[]){{0, 15}, {20, 15}});
    add_line(scene, "n", 1, 3, 3, (struct scene_point[]){{4, 10}, {4, 15}, {20, 15}});
    scene_measure(scene, &faults);
    assert_int_equal(faults.crossings, 0);
    assert_int_equal(faults.shared, 0);
    /* The same place, but nothing in common. */
    add_line(scene, "c", 3, 1, 2, (struct scene_point[]){{5, 5}, {5, 1}});
    faults = measure(scene);
    assert_int_equal(faults.crossings, 1);
}

static void shared(void **state)
{
    struct scene *scene = sheet();
    struct scene_faults faults;

    (void)state;
    for (int i = 0; i < 4; i++) {
        add_box(scene, 30, i * 2, 2, 1, -1);
    }
    add_line(scene, "a", 0, 1, 2, (struct scene_point[]){{0, 5}, {9, 5}});
    add_line(scene, "b", 2, 3, 2, (struct scene_point[]){{0, 6}, {9, 6}});
    scene_measure(scene, &faults);
    assert_int_equal(faults.shared, 0);
    add_line(scene, "c", 2, 3, 4, (struct scene_point[]){{3, 0}, {3, 5}, {7, 5}, {7, 0}});
    faults = measure(scene);
    assert_int_equal(faults.shared, 4);
    assert_int_equal(faults.crossings, 0);
}

static void through_items(void **state)
{
    struct scene *scene = sheet();
    struct scene_faults faults;

    (void)state;
    add_box(scene, 0, 4, 4, 3, -1);
    add_box(scene, 20, 4, 4, 3, -1);
    add_box(scene, 10, 6, 4, 3, -1);
    add_line(scene, "a", 0, 1, 2, (struct scene_point[]){{4, 5}, {19, 5}});
    scene_measure(scene, &faults);
    assert_int_equal(faults.through_items, 0);
    add_line(scene, "b", 0, 1, 2, (struct scene_point[]){{4, 6}, {19, 6}});
    scene_measure(scene, &faults);
    assert_int_equal(faults.through_items, 1);
    /* An outline around others is there to be left. */
    scene->items[add_box(scene, 15, 3, 10, 8, -1)].kind = SCENE_HOUSEHOLD;
    faults = measure(scene);
    assert_int_equal(faults.through_items, 1);
}

static void outside(void **state)
{
    struct scene *scene = sheet();
    struct scene_faults faults;

    (void)state;
    add_box(scene, 36, 19, 4, 1, -1);
    add_line(scene, "a", 0, 0, 2, (struct scene_point[]){{0, 0}, {39, 0}});
    scene_measure(scene, &faults);
    assert_int_equal(faults.outside, 0);
    add_box(scene, 37, 17, 4, 1, -1);
    add_box(scene, -1, 0, 4, 1, -1);
    add_line(scene, "b", 0, 0, 2, (struct scene_point[]){{0, 1}, {0, 20}});
    faults = measure(scene);
    assert_int_equal(faults.outside, 3);
}

static void empty(void **state)
{
    struct scene_faults faults = measure(sheet());

    (void)state;
    assert_int_equal(faults.overlaps + faults.crossings + faults.through_items + faults.shared +
                         faults.outside,
                     0);
}

static unsigned next(uint32_t *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

static struct scene *by_chance(uint32_t *seed)
{
    struct scene *scene = sheet();
    char id[16];

    for (int i = 0; i < 8; i++) {
        add_box(scene, (int)next(seed, 38), (int)next(seed, 18), 1 + (int)next(seed, 6),
                1 + (int)next(seed, 3), -1);
    }
    for (unsigned i = 0; i < 6; i++) {
        struct scene_point points[4];

        points[0] = (struct scene_point){(int)next(seed, 40), (int)next(seed, 20)};
        points[1] = (struct scene_point){(int)next(seed, 40), points[0].y};
        points[2] = (struct scene_point){points[1].x, (int)next(seed, 20)};
        (void)snprintf(id, sizeof id, "e%u", i);
        add_line(scene, id, (int)next(seed, 8), (int)next(seed, 8), 3, points);
    }
    return scene;
}

/* All arms of one line on a sheet of its own. */
static void draw(unsigned char arms[21][41], const struct scene_edge *edge)
{
    memset(arms, 0, 21 * 41);
    for (size_t i = 1; i < edge->point_count; i++) {
        struct scene_point a = edge->points[i - 1], b = edge->points[i];

        arms[a.y][a.x] |= 16;
        for (int x = a.x < b.x ? a.x : b.x; x < (a.x > b.x ? a.x : b.x); x++) {
            arms[a.y][x] |= 1 | 16;
            arms[a.y][x + 1] |= 2 | 16;
        }
        for (int y = a.y < b.y ? a.y : b.y; y < (a.y > b.y ? a.y : b.y); y++) {
            arms[y][a.x] |= 4 | 16;
            arms[y + 1][a.x] |= 8 | 16;
        }
        arms[b.y][b.x] |= 16;
    }
}

static bool end_of(const struct scene_edge *edge, int x, int y)
{
    const struct scene_point *last = &edge->points[edge->point_count - 1];

    return (edge->points[0].x == x && edge->points[0].y == y) || (last->x == x && last->y == y);
}

static void count_pair(const struct scene_edge *a, const struct scene_edge *b,
                       struct scene_faults *out)
{
    unsigned char left[21][41], right[21][41];
    bool common = a->from == b->from || a->from == b->to || a->to == b->from || a->to == b->to;
    bool cross = false;

    draw(left, a);
    draw(right, b);
    for (int y = 0; y < 20; y++) {
        for (int x = 0; x < 40; x++) {
            unsigned both = left[y][x] & right[y][x];

            out->shared += (both & 1) != 0;
            out->shared += (both & 4) != 0;
            cross = cross || (both == 16 && !(common && end_of(a, x, y) && end_of(b, x, y)));
        }
    }
    out->crossings += cross;
}

static void count_slowly(const struct scene *scene, struct scene_faults *out)
{
    unsigned char arms[21][41];

    *out = (struct scene_faults){0};
    for (size_t i = 0; i < scene->edge_count; i++) {
        const struct scene_edge *edge = &scene->edges[i];

        for (size_t k = 0; k < i; k++) {
            count_pair(edge, &scene->edges[k], out);
        }
        draw(arms, edge);
        for (size_t k = 0; k < scene->item_count; k++) {
            struct scene_box box = scene->items[k].box;
            bool hit = false;

            for (int y = box.y; y < box.y + box.h && y < 20; y++) {
                for (int x = box.x; x < box.x + box.w && x < 40; x++) {
                    hit = hit || arms[y][x] != 0;
                }
            }
            out->through_items += hit && (int)k != edge->from && (int)k != edge->to;
        }
    }
}

static void same_as_counted_slowly(void **state)
{
    uint32_t seed = 7;
    size_t faults_found = 0;

    (void)state;
    for (int round = 0; round < 2000; round++) {
        struct scene *scene = by_chance(&seed);
        struct scene_faults fast, slow;

        scene_measure(scene, &fast);
        count_slowly(scene, &slow);
        assert_int_equal(fast.crossings, slow.crossings);
        assert_int_equal(fast.shared, slow.shared);
        assert_int_equal(fast.through_items, slow.through_items);
        faults_found += slow.crossings + slow.shared + slow.through_items;
        scene_destroy(scene);
    }
    assert_true(faults_found > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(overlaps),      cmocka_unit_test(crossings),
        cmocka_unit_test(shared),        cmocka_unit_test(what_belongs_together),
        cmocka_unit_test(through_items), cmocka_unit_test(outside),
        cmocka_unit_test(empty),         cmocka_unit_test(same_as_counted_slowly),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
