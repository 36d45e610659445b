/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arrows go where the eye goes, find their way back, and reach everything.
 */
#include "config.h"

#include "base/alloc.h"
#include "diagram/diagram.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* ---- everything can be reached ---- */

static unsigned next(uint32_t *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

/* How many items arrows reach from START; BACKWARDS: from how many they reach START. */
static size_t count_reached(const struct scene *scene, int start, bool backwards)
{
    size_t count = scene->item_count, head = 0, tail = 0;
    int *ways = alloc_array(count * 4, sizeof *ways), *queue = alloc_array(count, sizeof *queue);
    bool *seen = alloc_array(count, sizeof *seen);

    for (size_t i = 0; i < count * 4; i++) {
        bool from = scene->items[i / 4].selectable;

        ways[i] =
            from ? scene_neighbour(scene, (int)(i / 4), (enum scene_direction)(i % 4), NULL) : -1;
    }
    queue[tail++] = start;
    seen[start] = true;
    while (head < tail) {
        int at = queue[head++];

        for (size_t i = 0; i < count * 4; i++) {
            int from = (int)(i / 4), to = ways[i];
            int found = backwards ? (to == at ? from : -1) : (from == at ? to : -1);

            if (found >= 0 && !seen[found]) {
                seen[found] = true;
                queue[tail++] = found;
            }
        }
    }
    free(ways);
    free(queue);
    free(seen);
    return tail;
}

static void assert_all_reached(struct scene *scene)
{
    size_t selectable = 0;
    int start = -1;

    for (size_t i = scene->item_count; i-- > 0;) {
        if (scene->items[i].selectable) {
            selectable++;
            start = (int)i;
        }
    }
    if (start >= 0) {
        assert_int_equal(count_reached(scene, start, false), selectable);
        assert_int_equal(count_reached(scene, start, true), selectable);
    }
    scene_destroy(scene);
}

static void all_of_anything(void **state)
{
    uint32_t seed = 3;

    (void)state;
    for (int round = 0; round < 60; round++) {
        struct scene *scene = scene_create("ecogram", "en");
        int count = 2 + (int)next(&seed, 30);

        for (int i = 0; i < count; i++) {
            add(scene, (int)next(&seed, 150), (int)next(&seed, 50), 1 + (int)next(&seed, 25),
                1 + (int)next(&seed, 3));
        }
        assert_all_reached(scene);
    }
}

static void draw(const char *name, const char *lines, const struct scene_options *options)
{
    const struct diagram_type *type = diagram_type_find(name);
    struct diagram_context context = {"Amina", "1950", "en", 20780};
    struct diagram *diagram = type->create(&context);
    struct error err = {.code = ERROR_NONE};

    if (!diagram_read(type, diagram, lines, strlen(lines), NULL, &err)) {
        fail_msg("%s", err.message);
    }
    assert_all_reached(type->scene(diagram, options));
    type->destroy(diagram);
}

static void all_of_an_ecogram(void **state)
{
    static const char *const places[] = {"here", "origin", "elsewhere", ""};

    (void)state;
    for (uint32_t round = 0; round < 60; round++) {
        uint32_t seed = round * 7919 + 1;
        struct scene_options options = {.columns = round % 2 ? 80 : 140,
                                        .form = round % 3 ? FORM_AUTOMATIC : FORM_RING};
        struct buf lines = BUF_INIT;
        unsigned count = 2 + next(&seed, 40);

        for (unsigned i = 0; i < count; i++) {
            buf_add_format(&lines, "\"n%u%.*s\": strong %s\n", i, (int)next(&seed, 12),
                           "abcdefghijklm", places[next(&seed, 4)]);
        }
        draw("ecogram", buf_text(&lines), &options);
        buf_finish(&lines);
    }
}

static void all_of_a_lifeline(void **state)
{
    static const char *const tracks[] = {"family", "work", "health", "residence", "migration"};

    (void)state;
    for (uint32_t round = 0; round < 60; round++) {
        uint32_t seed = round * 104729 + 1;
        struct scene_options options = {.columns = round % 2 ? 80 : 160,
                                        .form = round % 3 ? FORM_AUTOMATIC : FORM_HORIZONTAL};
        struct buf lines = BUF_INIT;
        unsigned count = 2 + next(&seed, 60);

        for (unsigned i = 0; i < count; i++) {
            unsigned year = 1950 + next(&seed, 60), years = 1 + next(&seed, 9);

            if (next(&seed, 4) == 0) {
                buf_add_format(&lines, "%u - %u: stay %u #%s\n", year, year + years, i,
                               tracks[next(&seed, 5)]);
            } else {
                buf_add_format(&lines, "%u: event %u #%s\n", year, i, tracks[next(&seed, 5)]);
            }
        }
        draw("lifeline", buf_text(&lines), &options);
        buf_finish(&lines);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_of_anything),   cmocka_unit_test(all_of_an_ecogram),
        cmocka_unit_test(all_of_a_lifeline), cmocka_unit_test(nearest),
        cmocka_unit_test(column_of_names),   cmocka_unit_test(finds_its_way_back),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
