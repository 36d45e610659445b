/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scene keeps what it is given, wraps labels without losing a word, and knows
 * its own size.
 */
#include "config.h"

#include "diagram/scene.h"

#include "base/text.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void keeps_items(void **state)
{
    struct scene *scene = scene_create("ecogram", "nl");
    char id[16];

    (void)state;
    for (int i = 0; i < 200; i++) {
        (void)snprintf(id, sizeof id, "item.%d", i);
        scene_add_item(scene, id, SCENE_PERSON, id)->box = (struct scene_box){i, 0, 1, 1};
    }
    assert_int_equal(scene->item_count, 200);
    assert_int_equal(scene_find(scene, "item.137"), 137);
    assert_int_equal(scene_find(scene, "item.200"), -1);
    assert_string_equal(scene->items[5].label, "item.5");
    assert_string_equal(scene->items[5].fact, "");
    assert_string_equal(scene->items[5].glyph, "");
    assert_int_equal(scene->items[5].parent, -1);
    assert_string_equal(scene->language, "nl");
    scene_destroy(scene);
    scene_destroy(NULL);
}

static void labels_are_displayed(void **state)
{
    struct scene *scene = scene_create("ecogram", "en");

    (void)state;
    assert_string_equal(scene_add_item(scene, "a", SCENE_NOTE, "a\x1b[2Jb\nc")->label,
                        "a<U+001B>[2Jb c");
    assert_string_equal(scene_add_item(scene, "b", SCENE_NOTE, NULL)->label, "");
    scene_destroy(scene);
}

static void keeps_edges(void **state)
{
    struct scene *scene = scene_create("ecogram", "en");
    struct scene_point points[] = {{1, 1}, {5, 1}, {5, 9}};
    struct scene_edge *edge = scene_add_edge(scene, "e", 0, 1, "strong", points, 3);

    (void)state;
    points[1].x = 100;
    assert_int_equal(edge->points[1].x, 5);
    assert_int_equal(edge->point_count, 3);
    assert_string_equal(edge->kind, "strong");
    assert_string_equal(edge->label, "");
    scene_destroy(scene);
}

/* All words of the label, in order, and no line wider than asked for. */
static void assert_wrapped(const char *label, int columns)
{
    struct scene *scene = scene_create("ecogram", "en");
    struct scene_item *item = scene_add_item(scene, "a", SCENE_PERSON, label);
    struct buf said = BUF_INIT, kept = BUF_INIT;

    scene_wrap_label(scene, item, columns, 0);
    assert_false(item->cut);
    for (size_t i = 0; i < item->line_count; i++) {
        assert_in_range(text_width(item->lines[i], strlen(item->lines[i])), 0, columns);
        buf_add_text(&kept, item->lines[i]);
    }
    for (const char *at = label; *at != '\0'; at++) {
        if (*at != ' ') {
            buf_add_char(&said, *at);
        }
    }
    for (size_t i = 0; i < kept.length; i++) {
        if (kept.data[i] == ' ') {
            buf_remove(&kept, i--, 1);
        }
    }
    assert_string_equal(buf_text(&kept), buf_text(&said));
    buf_finish(&said);
    buf_finish(&kept);
    scene_destroy(scene);
}

static void wraps_without_loss(void **state)
{
    (void)state;
    for (int columns = 2; columns < 40; columns++) {
        assert_wrapped("mother of the second wife, Aleppo", columns);
        assert_wrapped("日本語のとても長い名前", columns);
        assert_wrapped("أم محمد من حلب", columns);
        assert_wrapped("Llanfairpwllgwyngyllgogerychwyrndrobwll", columns);
    }
}

static void says_when_it_cuts(void **state)
{
    struct scene *scene = scene_create("ecogram", "en");
    struct scene_item *item = scene_add_item(scene, "a", SCENE_PERSON, "one two three four");

    (void)state;
    scene_wrap_label(scene, item, 5, 2);
    assert_true(item->cut);
    assert_int_equal(item->line_count, 2);
    assert_string_equal(item->lines[0], "one");
    assert_string_equal(item->lines[1], "two …");
    scene_wrap_label(scene, item, 9, 2);
    assert_true(item->cut);
    scene_wrap_label(scene, item, 10, 2);
    assert_false(item->cut);
    assert_string_equal(item->lines[1], "three four");
    assert_string_equal(item->label, "one two three four");
    scene_destroy(scene);
}

static void fits(void **state)
{
    struct scene *scene = scene_create("ecogram", "en");
    struct scene_point points[] = {{-2, 4}, {30, 4}};

    (void)state;
    scene_fit(scene);
    assert_int_equal(scene->width, 1);
    scene_add_item(scene, "a", SCENE_PERSON, "")->box = (struct scene_box){3, -5, 4, 2};
    scene_add_edge(scene, "e", 0, 0, "plain", points, 2);
    scene_fit(scene);
    assert_int_equal(scene->width, 33);
    assert_int_equal(scene->height, 10);
    assert_int_equal(scene->items[0].box.x, 5);
    assert_int_equal(scene->items[0].box.y, 0);
    assert_int_equal(scene->edges[0].points[0].x, 0);
    assert_int_equal(scene->edges[0].points[0].y, 9);
    scene_destroy(scene);
}

static void kinds_have_names(void **state)
{
    (void)state;
    for (int a = 0; a < SCENE_KIND_COUNT; a++) {
        assert_non_null(scene_kind_name((enum scene_kind)a));
        for (int b = 0; b < a; b++) {
            assert_string_not_equal(scene_kind_name((enum scene_kind)a),
                                    scene_kind_name((enum scene_kind)b));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_items),       cmocka_unit_test(labels_are_displayed),
        cmocka_unit_test(keeps_edges),       cmocka_unit_test(wraps_without_loss),
        cmocka_unit_test(says_when_it_cuts), cmocka_unit_test(fits),
        cmocka_unit_test(kinds_have_names),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
