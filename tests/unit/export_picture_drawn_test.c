/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drawings as a whole, from lines to picture: samples as goldens in three widths and
 * both sets of signs, and drawings made by chance, which have to be readable from
 * their characters, free of faults, and the same whenever they are made.
 */
#include "config.h"

#include "base/file.h"
#include "diagram/diagram.h"
#include "export/drawn.h"
#include "export/picture.h"
#include "export_cases.h"
#include "picture_reader.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TODAY 20780 /* 2026-11-23 */

static struct diagram *read_lines(const struct diagram_type *type, const char *lines, size_t length)
{
    struct diagram_context context = {"Amina", "1985", "en", TODAY};
    struct diagram *diagram = type->create(&context);
    struct buf report = BUF_INIT;
    struct error err = {.code = ERROR_NONE};

    if (!diagram_read(type, diagram, lines, length, &report, &err)) {
        fail_msg("%s", buf_text(&report));
    }
    buf_finish(&report);
    return diagram;
}

static void write_picture(struct buf *out, const struct diagram_type *type,
                          const struct diagram *diagram, const char *format, int columns)
{
    struct scene_options options = {.columns = columns, .legend = true, .show_private = true};
    struct picture_options picture = {.author = "anna"};
    struct scene *scene = drawn_scene(type, diagram, &options);
    struct error err = {.code = ERROR_NONE};

    assert_true(picture_format_find(format)->write(out, scene, &picture, &err));
    scene_destroy(scene);
}

/* ---- samples ---- */

static void check_sample(const char *kind, const char *name)
{
    static const int widths[] = {80, 120, 200};
    static const char *const formats[] = {"text", "ascii"};
    const struct diagram_type *type = diagram_type_find(kind);
    struct buf lines = BUF_INIT;
    struct error err = {.code = ERROR_NONE};
    const char *root = getenv("VERHAAL_TEST_SRCDIR");
    char path[512];

    (void)snprintf(path, sizeof path, "%s/tests/data/drawings/%s.txt", root != NULL ? root : ".",
                   name);
    if (!file_read(&lines, path, 1 << 20, &err)) {
        fail_msg("%s", err.message);
    }
    for (size_t w = 0; w < 3; w++) {
        for (size_t f = 0; f < 2; f++) {
            struct diagram *diagram = read_lines(type, buf_text(&lines), lines.length);
            struct buf out = BUF_INIT;

            write_picture(&out, type, diagram, formats[f], widths[w]);
            (void)snprintf(path, sizeof path, "drawing_%s_%d%s.txt", name, widths[w],
                           f == 1 ? "_ascii" : "");
            cases_assert_golden(&out, path);
            buf_finish(&out);
            type->destroy(diagram);
        }
    }
    buf_finish(&lines);
}

static void samples(void **state)
{
    (void)state;
    check_sample("ecogram", "ecogram_around_amina");
    check_sample("lifeline", "lifeline_20");
    check_sample("lifeline", "lifeline_calendars");
}

/* ---- by chance ---- */

static unsigned next(uint32_t *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

static void random_ecogram(struct buf *out, uint32_t *seed)
{
    static const char *const names[] = {"mother",
                                        "father",
                                        "sister Amina",
                                        "brother",
                                        "aunt in Aleppo",
                                        "uncle",
                                        "GP",
                                        "school",
                                        "mosque",
                                        "neighbour Truus",
                                        "Йозеф",
                                        "أم محمد",
                                        "日本の友人",
                                        "Ñandú",
                                        "IND",
                                        "landlord",
                                        "football club",
                                        "a friend whose name nobody wants to say aloud",
                                        "employer",
                                        "ጥሩነሽ"};
    static const char *const ties[] = {"strong",           "weak", "stressful", "broken",
                                       "strong stressful", ""};
    static const char *const places[] = {"here", "origin", "elsewhere", ""};
    static const char *const arrows[] = {"<", ">", "<>", "", ""};
    bool there[20] = {false};

    for (unsigned i = 0; i < 3 + next(seed, 17); i++) {
        unsigned who = next(seed, 20);

        if (there[who]) {
            continue;
        }
        there[who] = true;
        buf_add_format(out, "\"%s\": %s %s %s\n", names[who], ties[next(seed, 6)],
                       places[next(seed, 4)], arrows[next(seed, 5)]);
    }
    for (unsigned i = 0; i < next(seed, 8); i++) {
        unsigned a = next(seed, 20), b = next(seed, 20);

        if (a != b && there[a] && there[b]) {
            buf_add_format(out, "\"%s\" -- \"%s\": %s\n", names[a], names[b], ties[next(seed, 4)]);
        }
    }
}

/* Nobody may read a line where there is none, miss one, or lose a word. */
static void check_scene(const struct scene *scene, int columns)
{
    struct scene_faults faults;

    scene_measure(scene, &faults);
    assert_int_equal(faults.overlaps, 0);
    assert_int_equal(faults.through_items, 0);
    assert_int_equal(faults.shared, 0);
    assert_int_equal(faults.outside, 0);
    assert_true(columns == 0 || scene->width <= columns || scene->scrolled);
    for (size_t i = 0; i < scene->item_count; i++) {
        assert_false(scene->items[i].cut);
    }
    reader_check(scene, false);
}

static void ecograms_can_be_read(void **state)
{
    static const int widths[] = {60, 80, 120, 200, 0};
    const struct diagram_type *type = diagram_type_find("ecogram");

    (void)state;
    assert_non_null(type);
    for (uint32_t round = 0; round < 300; round++) {
        uint32_t seed = round * 7919 + 3;
        struct buf lines = BUF_INIT;
        struct diagram *diagram;

        random_ecogram(&lines, &seed);
        diagram = read_lines(type, buf_text(&lines), lines.length);
        for (size_t i = 0; i < 5; i++) {
            struct scene_options options = {.columns = widths[i],
                                            .legend = true,
                                            .show_private = true,
                                            .form = widths[i] == 0 ? FORM_RING : FORM_AUTOMATIC};
            struct scene *scene = type->scene(diagram, &options);

            check_scene(scene, widths[i]);
            scene_destroy(scene);
        }
        type->destroy(diagram);
        buf_finish(&lines);
    }
}

static void random_lifeline(struct buf *out, uint32_t *seed)
{
    static const char *const tracks[] = {"family", "work", "health", "residence", "migration"};
    static const char *const valences[] = {"", " (-3)", " (+2)", " (mixed)", " (-1)"};

    for (unsigned i = 0; i < 3 + next(seed, 25); i++) {
        unsigned year = 1950 + next(seed, 60);

        if (next(seed, 4) == 0) {
            buf_add_format(out, "%u~ - %u: stay number %u%s #%s\n", year, year + 1 + next(seed, 9),
                           i, valences[next(seed, 5)], tracks[next(seed, 5)]);
        } else {
            buf_add_format(out, "%u: something that happened, number %u%s #%s\n", year, i,
                           valences[next(seed, 5)], tracks[next(seed, 5)]);
        }
    }
}

static void lifelines_can_be_read(void **state)
{
    static const int widths[] = {60, 80, 120, 200, 0};
    const struct diagram_type *type = diagram_type_find("lifeline");

    (void)state;
    for (uint32_t round = 0; round < 150; round++) {
        uint32_t seed = round * 7919 + 5;
        struct buf lines = BUF_INIT;
        struct diagram *diagram;

        random_lifeline(&lines, &seed);
        diagram = read_lines(type, buf_text(&lines), lines.length);
        for (size_t i = 0; i < 5; i++) {
            struct scene_options options = {
                .columns = widths[i],
                .legend = true,
                .show_private = true,
                .form = widths[i] == 0 ? FORM_HORIZONTAL : FORM_AUTOMATIC};
            struct scene *scene = type->scene(diagram, &options);

            check_scene(scene, widths[i]);
            scene_destroy(scene);
        }
        type->destroy(diagram);
        buf_finish(&lines);
    }
}

static void same_facts_same_bytes(void **state)
{
    static const char *const formats[] = {"text", "ascii", "svg", "scene"};
    const struct diagram_type *type = diagram_type_find("ecogram");
    uint32_t seed = 11;
    struct buf lines = BUF_INIT;

    (void)state;
    random_ecogram(&lines, &seed);
    for (size_t f = 0; f < 4; f++) {
        struct buf first = BUF_INIT, second = BUF_INIT;
        struct diagram *one = read_lines(type, buf_text(&lines), lines.length);
        struct diagram *two = read_lines(type, buf_text(&lines), lines.length);

        write_picture(&first, type, one, formats[f], 80);
        assert_string_equal(setlocale(LC_ALL, "C"), "C");
        (void)setlocale(LC_CTYPE, "C.UTF-8");
        write_picture(&second, type, two, formats[f], 80);
        assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
        assert_string_equal(buf_text(&first), buf_text(&second));
        type->destroy(one);
        type->destroy(two);
        buf_finish(&first);
        buf_finish(&second);
    }
    buf_finish(&lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples),
        cmocka_unit_test(ecograms_can_be_read),
        cmocka_unit_test(lifelines_can_be_read),
        cmocka_unit_test(same_facts_same_bytes),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
