/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arrows go where the eye goes, find their way back, and reach everything.
 */
#include "config.h"

#include "diagram/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static int add(struct scene *scene, int x, int y, int w, int h)
{
    char id[24];

    (void)snprintf(id, sizeof id, "i%zu", scene->item_count);
    struct scene_item *item = scene_add_item(scene, id, SCENE_PERSON, id);
    item->box = (struct scene_box){x, y, w, h};
    item->selectable = true;
    return (int)scene->item_count - 1;
}

static void nearest(void **state)
{
    struct scene *scene = scene_create("ecogram", "en");
    int left = add(scene, 0, 10, 8, 1), middle = add(scene, 30, 10, 8, 1);
    int right = add(scene, 60, 10, 30, 1), above = add(scene, 33, 2, 20, 1);
    int below = add(scene, 20, 15, 12, 1), note = add(scene, 31, 11, 5, 1);

    (void)state;
    scene->items[note].selectable = false;
    assert_int_equal(scene_neighbour(scene, middle, GO_LEFT, NULL), left);
    assert_int_equal(scene_neighbour(scene, middle, GO_RIGHT, NULL), right);
    assert_int_equal(scene_neighbour(scene, middle, GO_UP, NULL), above);
    assert_int_equal(scene_neighbour(scene, middle, GO_DOWN, NULL), below);
    assert_int_equal(scene_neighbour(scene, left, GO_LEFT, NULL), -1);
    assert_int_equal(scene_neighbour(scene, above, GO_UP, NULL), -1);
    assert_int_equal(scene_neighbour(scene, -1, GO_UP, NULL), left);
    scene_destroy(scene);
}

static void column_of_names(void **state)
{
    struct scene *scene = scene_create("ecogram", "en");

    (void)state;
    /* Long and short, flush left: straight below one another all the same. */
    for (int i = 0; i < 12; i++) {
        add(scene, 0, i, 3 + i * 7 % 20, 1);
    }
    for (int i = 0; i < 11; i++) {
        assert_int_equal(scene_neighbour(scene, i, GO_DOWN, NULL), i + 1);
        assert_int_equal(scene_neighbour(scene, i + 1, GO_UP, NULL), i);
    }
    scene_destroy(scene);
}

static void finds_its_way_back(void **state)
{
    struct scene *scene = scene_create("ecogram", "en");
    struct scene_way way = {0};
    int centre = add(scene, 0, 5, 10, 3), low = add(scene, 20, 9, 4, 1);

    (void)state;
    add(scene, 12, 12, 4, 1);
    add(scene, 30, 6, 4, 1);
    /* Whatever is nearest to the left of LOW: it was reached from the centre. */
    assert_int_equal(scene_neighbour(scene, centre, GO_RIGHT, &way), low);
    assert_int_equal(scene_neighbour(scene, low, GO_LEFT, &way), centre);
    assert_int_equal(scene_neighbour(scene, centre, GO_RIGHT, &way), low);
    scene_destroy(scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearest),
        cmocka_unit_test(column_of_names),
        cmocka_unit_test(finds_its_way_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
