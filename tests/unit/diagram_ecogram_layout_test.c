/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a picture of an ecogram promises: nothing overlaps, no line runs through a
 * name, lines cross only where they must, and what stands stays where it stands.
 */
#include "config.h"

#include "base/alloc.h"
#include "diagram/diagram.h"
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

static void check_clean(const struct scene *scene, const char *what, uint32_t seed, int columns)
{
    struct scene_faults faults;

    scene_measure(scene, &faults);
    if (faults.overlaps + faults.through_items + faults.shared + faults.outside > 0) {
        fail_msg("%s, seed %u, %d columns: %zu overlaps, %zu through, %zu shared, %zu outside",
                 what, seed, columns, faults.overlaps, faults.through_items, faults.shared,
                 faults.outside);
    }
    if (columns > 0 && !scene->scrolled) {
        assert_in_range(scene->width, 1, columns);
    }
}

static size_t crossings(const struct scene *scene)
{
    struct scene_faults faults;

    scene_measure(scene, &faults);
    return faults.crossings;
}

typedef void (*generator)(struct buf *out, uint32_t seed, int count, int links);

static const int widths[] = {0, 60, 80, 100, 101, 120, 200};
#define WIDTHS (sizeof(widths) / sizeof(widths[0]))

static void check_kind(generator make, const char *what, int count, int links, bool planar)
{
    for (uint32_t seed = 1; seed <= 30; seed++) {
        struct buf lines = BUF_INIT;
        struct diagram *diagram;

        case_ties(&lines, seed, count, false);
        make(&lines, seed * 7, count, links);
        diagram = case_read(buf_text(&lines));
        for (size_t i = 0; i < WIDTHS; i++) {
            struct scene *scene = case_scene(diagram, widths[i], NULL);

            check_clean(scene, what, seed, widths[i]);
            if (planar && crossings(scene) > 0) {
                fail_msg("%s, seed %u, %d columns: %zu crossings", what, seed, widths[i],
                         crossings(scene));
            }
            scene_destroy(scene);
        }
        diagram_ecogram.destroy(diagram);
        buf_finish(&lines);
    }
}

static void forty_in_clusters(void **state)
{
    (void)state;
    check_kind(case_clusters, "clusters", 39, 20, true);
}

static void forty_on_a_hidden_ring(void **state)
{
    (void)state;
    check_kind(case_hidden_ring, "hidden ring", 39, 24, true);
    check_kind(case_hidden_ring, "closed hidden ring", 24, 24, true);
}

static void random_outerplanar(void **state)
{
    (void)state;
    check_kind(case_outerplanar, "outerplanar", 39, 24, true);
    check_kind(case_outerplanar, "dense outerplanar", 39, 70, true);
    check_kind(case_outerplanar, "small outerplanar", 7, 9, true);
}

static void any_links(void **state)
{
    (void)state;
    check_kind(case_any_links, "any", 39, 60, false);
    check_kind(case_any_links, "any", 12, 66, false);
    check_kind(case_any_links, "any", 3, 3, true);
}

/* Places that have nothing to do with who knows whom: groups were measured at 6 to 11
 * crossings; of a ring that runs through all places most crossings must be. */
static void places_cost_little(void **state)
{
    generator kinds[] = {case_clusters, case_hidden_ring};
    size_t worst[2] = {0, 0}, sum[2] = {0, 0};

    (void)state;
    for (int kind = 0; kind < 2; kind++) {
        for (uint32_t seed = 1; seed <= 24; seed++) {
            struct buf lines = BUF_INIT;
            struct diagram *diagram;

            case_ties(&lines, seed, 39, true);
            kinds[kind](&lines, seed * 7, 39, kind == 0 ? 20 : 24);
            diagram = case_read(buf_text(&lines));
            for (size_t i = 0; i < WIDTHS; i++) {
                struct scene *scene = case_scene(diagram, widths[i], NULL);

                check_clean(scene, "places", seed, widths[i]);
                if (widths[i] == 0) {
                    size_t found = crossings(scene);

                    worst[kind] = found > worst[kind] ? found : worst[kind];
                    sum[kind] += found;
                }
                scene_destroy(scene);
            }
            diagram_ecogram.destroy(diagram);
            buf_finish(&lines);
        }
    }
    assert_in_range(worst[0], 0, 11);
    assert_in_range(sum[0], 0, 4 * 24);
    assert_in_range(worst[1], 0, 30);
    assert_in_range(sum[1], 0, 18 * 24);
}

/* Everything that is drawn, as bytes; facts are numbered by entry and left out. */
static void describe(struct buf *out, const struct scene *scene)
{
    buf_add_format(out, "%d %d %d\n%s", scene->width, scene->height, scene->scrolled,
                   scene->description);
    for (size_t i = 0; i < scene->item_count; i++) {
        const struct scene_item *item = &scene->items[i];

        buf_add_format(out, "%s %d %u %d %d %d %d %s %s\n", item->id, (int)item->kind, item->style,
                       item->box.x, item->box.y, item->box.w, item->box.h, item->label, item->alt);
    }
    for (size_t i = 0; i < scene->edge_count; i++) {
        const struct scene_edge *edge = &scene->edges[i];

        buf_add_format(out, "%s %d %d %s %u", edge->id, edge->from, edge->to, edge->kind,
                       edge->style);
        for (size_t k = 0; k < edge->point_count; k++) {
            buf_add_format(out, " %d,%d", edge->points[k].x, edge->points[k].y);
        }
        buf_add_char(out, '\n');
    }
}

static void order_of_entry_does_not_matter(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 30; seed++) {
        struct buf lines = BUF_INIT, other = BUF_INIT;
        struct diagram *first, *second;

        case_ties(&lines, seed, 25, seed % 2);
        case_any_links(&lines, seed, 25, 12);
        case_shuffle(&other, buf_text(&lines), seed);
        first = case_read(buf_text(&lines));
        second = case_read(buf_text(&other));
        for (size_t i = 0; i < WIDTHS; i++) {
            struct scene *a = case_scene(first, widths[i], NULL);
            struct scene *b = case_scene(second, widths[i], NULL);
            struct buf left = BUF_INIT, right = BUF_INIT;

            describe(&left, a);
            describe(&right, b);
            assert_string_equal(buf_text(&left), buf_text(&right));
            buf_finish(&left);
            buf_finish(&right);
            scene_destroy(a);
            scene_destroy(b);
        }
        diagram_ecogram.destroy(first);
        diagram_ecogram.destroy(second);
        buf_finish(&lines);
        buf_finish(&other);
    }
}

static bool is_node(const struct scene_item *item)
{
    return item->kind == SCENE_PERSON || item->kind == SCENE_SYSTEM;
}

/* Nodes of BEFORE stand in the same order in AFTER. */
static void check_order_kept(const struct scene *before, const struct scene *after)
{
    int last = -1;

    for (size_t i = 0; i < before->item_count; i++) {
        if (is_node(&before->items[i])) {
            int at = scene_find(after, before->items[i].id);

            assert_true(at > last);
            last = at;
        }
    }
}

/* In two columns everybody stays on their side of the centre. */
static void check_sides_kept(const struct scene *before, const struct scene *after)
{
    int middle = before->items[scene_find(before, "centre")].box.x;
    int middle_after = after->items[scene_find(after, "centre")].box.x;

    for (size_t i = 0; i < before->item_count; i++) {
        if (is_node(&before->items[i])) {
            int at = scene_find(after, before->items[i].id);

            assert_int_equal(before->items[i].box.x < middle,
                             after->items[at].box.x < middle_after);
        }
    }
}

/* A conversation: line after line, each picture begun from the last. */
static void nothing_drawn_changes_order(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 24; seed++) {
        struct buf all = BUF_INIT, lines = BUF_INIT;
        struct scene *previous = NULL;
        int columns = seed % 3 == 0 ? 80 : seed % 3 == 1 ? 120 : 0;

        case_ties(&all, seed, 14, seed % 2);
        case_any_links(&all, seed, 14, 10);
        case_shuffle(&lines, buf_text(&all), seed);
        for (const char *end = buf_text(&lines); (end = strchr(end, '\n')) != NULL; end++) {
            struct buf part = BUF_INIT;
            struct diagram *diagram;
            struct scene *scene;

            buf_add(&part, buf_text(&lines), (size_t)(end + 1 - buf_text(&lines)));
            diagram = case_read(buf_text(&part));
            scene = case_scene(diagram, columns, previous);
            check_clean(scene, "conversation", seed, columns);
            /* A place that becomes known moves somebody; only then may order change. */
            if (previous && seed % 2 == 0) {
                check_order_kept(previous, scene);
            }
            if (previous && columns == 80) {
                check_sides_kept(previous, scene);
            }
            scene_destroy(previous);
            previous = scene;
            diagram_ecogram.destroy(diagram);
            buf_finish(&part);
        }
        scene_destroy(previous);
        buf_finish(&all);
        buf_finish(&lines);
    }
}

/* From every item the arrows lead to every other, and back. */
static void arrows_reach_everything(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 24; seed++) {
        struct buf lines = BUF_INIT;
        struct diagram *diagram;

        case_ties(&lines, seed, 1 + (int)(seed % 30), seed % 2);
        case_any_links(&lines, seed, 1 + (int)(seed % 30), (int)(seed % 20));
        diagram = case_read(buf_text(&lines));
        for (size_t w = 0; w < WIDTHS; w++) {
            struct scene *scene = case_scene(diagram, widths[w], NULL);
            size_t count = scene->item_count;
            bool *reach = alloc_array(count * count, sizeof(*reach));

            for (size_t i = 0; i < count; i++) {
                for (int way = GO_UP; scene->items[i].selectable && way <= GO_RIGHT; way++) {
                    int to = scene_neighbour(scene, (int)i, (enum scene_direction)way, NULL);

                    if (to >= 0) {
                        reach[i * count + (size_t)to] = true;
                    }
                }
            }
            for (size_t k = 0; k < count; k++) {
                for (size_t i = 0; i < count; i++) {
                    for (size_t j = 0; reach[i * count + k] && j < count; j++) {
                        reach[i * count + j] |= reach[k * count + j];
                    }
                }
            }
            for (size_t i = 0; i < count; i++) {
                for (size_t j = 0; j < count; j++) {
                    if (i != j && scene->items[i].selectable && scene->items[j].selectable &&
                        !reach[i * count + j]) {
                        fail_msg("seed %u, %d columns: %s does not reach %s", seed, widths[w],
                                 scene->items[i].id, scene->items[j].id);
                    }
                }
            }
            free(reach);
            scene_destroy(scene);
        }
        diagram_ecogram.destroy(diagram);
        buf_finish(&lines);
    }
}

/* Names that are long, wide, marked, from right to left, at every zoom and in every form. */
static void hard_names(void **state)
{
    static const enum scene_form forms[] = {FORM_AUTOMATIC, FORM_COLUMNS, FORM_RING};
    struct buf lines = BUF_INIT;
    struct diagram *diagram;

    (void)state;
    for (int i = 0; i < 500; i++) {
        buf_add_char(&lines, i % 9 == 8 ? ' ' : 'x');
    }
    buf_add_text(&lines, " strong here Nowhere\n");
    buf_add_repeat(&lines, "y", 500);
    buf_add_text(&lines,
                 " weak\nأخي الأكبر strong origin\nወንድም weak origin practical\n"
                 "兄 strong <> elsewhere 東京\n\"e\xcc\x81\xcc\x80\xcc\x81\xcc\x80\xcc\x81\" here\n"
                 "أخي الأكبر--ወንድም strong\n兄--ወንድም weak\n");
    diagram = case_read(buf_text(&lines));
    for (size_t w = 0; w < WIDTHS; w++) {
        for (unsigned zoom = 0; zoom <= 2; zoom++) {
            for (size_t form = 0; form < 3; form++) {
                struct scene_options options = {.columns = widths[w],
                                                .zoom = zoom,
                                                .form = forms[form],
                                                .legend = true,
                                                .show_private = true};
                struct scene *scene = diagram_ecogram.scene(diagram, &options);

                check_clean(scene, "hard names", zoom, widths[w]);
                for (size_t i = 0; zoom == 0 && i < scene->item_count; i++) {
                    assert_false(scene->items[i].cut);
                }
                scene_destroy(scene);
            }
        }
    }
    diagram_ecogram.destroy(diagram);
    buf_finish(&lines);
}

static void ten_thousand_lines(void **state)
{
    struct buf lines = BUF_INIT;
    struct diagram *diagram;
    uint32_t seed = 5;

    (void)state;
    for (int i = 0; i < 7000; i++) {
        buf_add_format(&lines, "someone %d weak\n", i);
    }
    for (int i = 0; i < 3000; i++) {
        uint32_t a = case_random(&seed, 7000);

        buf_add_format(&lines, "someone %u--someone %u\n", a,
                       (a + 1 + case_random(&seed, 90)) % 7000);
    }
    diagram = case_read(buf_text(&lines));
    for (int columns = 80; columns <= 160; columns += 80) {
        struct scene *scene = case_scene(diagram, columns, NULL);

        check_clean(scene, "ten thousand", 0, columns);
        scene_destroy(scene);
    }
    diagram_ecogram.destroy(diagram);
    buf_finish(&lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forty_in_clusters),
        cmocka_unit_test(forty_on_a_hidden_ring),
        cmocka_unit_test(random_outerplanar),
        cmocka_unit_test(any_links),
        cmocka_unit_test(places_cost_little),
        cmocka_unit_test(order_of_entry_does_not_matter),
        cmocka_unit_test(nothing_drawn_changes_order),
        cmocka_unit_test(arrows_reach_everything),
        cmocka_unit_test(hard_names),
        cmocka_unit_test(ten_thousand_lines),
    };

    (void)setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
