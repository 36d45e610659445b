/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Properties of every picture of a life, on thousands that were made up. */
#include "config.h"

#include "lifeline_support.h"

#include "base/edtf.h"
#include "base/file.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct diagram *made_up(uint64_t seed, unsigned count, bool plain)
{
    struct lifeline_dice dice = {seed};
    struct diagram *diagram = lifeline_new(seed % 3 == 0 ? "" : "1950-06-15", "en");

    for (unsigned i = 0; i < count; i++) {
        struct buf line = BUF_INIT, id = BUF_INIT;

        lifeline_make_line(&line, &dice, i, plain);
        buf_add_format(&id, "f%u", i);
        lifeline_line(diagram, buf_text(&line), buf_text(&id));
        buf_finish(&line);
        buf_finish(&id);
    }
    return diagram;
}

static const struct {
    int columns;
    unsigned zoom;
    enum scene_form form;
} views[] = {
    {0, 0, FORM_AUTOMATIC},    {0, 0, FORM_VERTICAL},     {0, 0, FORM_HORIZONTAL},
    {60, 0, FORM_VERTICAL},    {80, 0, FORM_VERTICAL},    {100, 0, FORM_AUTOMATIC},
    {120, 0, FORM_VERTICAL},   {200, 0, FORM_VERTICAL},   {200, 0, FORM_AUTOMATIC},
    {160, 0, FORM_HORIZONTAL}, {80, 1, FORM_VERTICAL},    {80, 2, FORM_VERTICAL},
    {160, 1, FORM_HORIZONTAL}, {160, 2, FORM_HORIZONTAL}, {40, 0, FORM_VERTICAL},
    {30, 0, FORM_HORIZONTAL},
};

/* Nothing overlaps, nothing is cut, every fact is there, whatever the width. */
static void test_layouts(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 120; seed++) {
        unsigned count = (unsigned)(seed * seed % 61);
        struct diagram *diagram = made_up(seed, count, false);

        for (size_t v = 0; v < sizeof views / sizeof views[0]; v++) {
            struct scene_options options = {.columns = views[v].columns,
                                            .zoom = views[v].zoom,
                                            .form = views[v].form,
                                            .legend = true,
                                            .show_private = seed % 2 == 0};
            struct scene *scene = diagram_lifeline.scene(diagram, &options);
            unsigned selectable = 0;

            lifeline_check_scene(scene, &options);
            if (views[v].form == FORM_VERTICAL && views[v].columns >= 60) {
                if (scene->width > views[v].columns) {
                    print_message("seed %u zoom %u: %d of %d\n", (unsigned)seed, views[v].zoom,
                                  scene->width, views[v].columns);
                }
                assert_true(scene->width <= views[v].columns);
            }
            for (size_t i = 0; i < scene->item_count; i++) {
                selectable += scene->items[i].selectable;
                for (size_t j = 0; j < i; j++) {
                    assert_string_not_equal(scene->items[i].id, scene->items[j].id);
                }
            }
            assert_int_equal(selectable, count);
            scene_destroy(scene);
        }
        diagram_lifeline.destroy(diagram);
    }
}

/* Rows follow time: whoever stands lower is not earlier; columns likewise. */
static void test_order(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct diagram *diagram = made_up(seed, 60, true);
        struct scene_options down = {.columns = 0, .form = FORM_VERTICAL, .show_private = true};
        struct scene_options right = {.columns = 0, .form = FORM_HORIZONTAL, .show_private = true};
        struct scene *vertical = diagram_lifeline.scene(diagram, &down);
        struct scene *horizontal = diagram_lifeline.scene(diagram, &right);

        for (size_t i = 0; i < 60; i++) {
            for (size_t j = 0; j < 60; j++) {
                int32_t days[2] = {-3650 + (int32_t)((i * 7919u) % 24001u),
                                   -3650 + (int32_t)((j * 7919u) % 24001u)};
                char id[2][16];
                int a, b;

                (void)snprintf(id[0], sizeof id[0], "event.f%zu", i);
                (void)snprintf(id[1], sizeof id[1], "event.f%zu", j);
                a = scene_find(vertical, id[0]);
                b = scene_find(vertical, id[1]);
                assert_true(a >= 0 && b >= 0);
                assert_true(days[0] >= days[1] ||
                            vertical->items[a].box.y <= vertical->items[b].box.y);
                a = scene_find(horizontal, id[0]);
                b = scene_find(horizontal, id[1]);
                assert_true(days[0] >= days[1] ||
                            horizontal->items[a].box.x <= horizontal->items[b].box.x);
            }
        }
        scene_destroy(vertical);
        scene_destroy(horizontal);
        diagram_lifeline.destroy(diagram);
    }
}

/* Each event stands in the row of its year: the last tick above it is that of its year. */
static void test_displacement(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct diagram *diagram = made_up(seed, 40, true);
        struct scene_options options = {
            .columns = 200, .form = FORM_VERTICAL, .show_private = true};
        struct scene *scene = diagram_lifeline.scene(diagram, &options);

        for (size_t i = 0; i < 40; i++) {
            int year, month, day, item, row = -1;
            const char *tick = "";
            char id[16], wanted[16];

            edtf_civil_from_days(-3650 + (int32_t)((i * 7919u) % 24001u), &year, &month, &day);
            (void)snprintf(id, sizeof id, "event.f%zu", i);
            (void)snprintf(wanted, sizeof wanted, "%d", year);
            item = scene_find(scene, id);
            for (size_t k = 0; k < scene->item_count; k++) {
                const struct scene_item *other = &scene->items[k];

                if (other->kind == SCENE_TICK && strncmp(other->id, "year.", 5) == 0 &&
                    other->box.y > row && other->box.y <= scene->items[item].box.y) {
                    row = other->box.y;
                    tick = other->label;
                }
            }
            assert_string_equal(tick, wanted);
        }
        scene_destroy(scene);
        diagram_lifeline.destroy(diagram);
    }
}

static struct scene *shuffled(uint64_t seed, unsigned count, const struct scene_options *options)
{
    struct lifeline_dice dice = {99}, deal = {seed};
    struct diagram *diagram = lifeline_new("1950", "en");
    struct buf lines[64] = {{0}};
    unsigned order[64];
    struct scene *scene;

    for (unsigned i = 0; i < count; i++) {
        order[i] = i;
        lifeline_make_line(&lines[i], &dice, i, true);
    }
    for (unsigned i = count; i > 1 && seed > 0; i--) {
        unsigned other = lifeline_roll(&deal, i), kept = order[i - 1];

        order[i - 1] = order[other];
        order[other] = kept;
    }
    for (unsigned i = 0; i < count; i++) {
        char id[16];

        (void)snprintf(id, sizeof id, "f%u", order[i]);
        lifeline_line(diagram, buf_text(&lines[order[i]]), id);
    }
    scene = diagram_lifeline.scene(diagram, options);
    for (unsigned i = 0; i < count; i++) {
        buf_finish(&lines[i]);
    }
    diagram_lifeline.destroy(diagram);
    return scene;
}

/* The same facts in any order of entry: the same bytes. */
static void test_same_picture(void **state)
{
    (void)state;
    for (int form = 0; form < 2; form++) {
        struct scene_options options = {.columns = form == 0 ? 100 : 0,
                                        .form = form == 0 ? FORM_VERTICAL : FORM_HORIZONTAL,
                                        .legend = true,
                                        .show_private = true};
        struct scene *first = shuffled(0, 60, &options);
        struct buf wanted = BUF_INIT;

        lifeline_dump(&wanted, first);
        for (uint64_t seed = 1; seed <= 40; seed++) {
            struct scene *other = shuffled(seed, 60, &options);
            struct buf text = BUF_INIT;

            lifeline_dump(&text, other);
            assert_string_equal(buf_text(&text), buf_text(&wanted));
            buf_finish(&text);
            scene_destroy(other);
        }
        buf_finish(&wanted);
        scene_destroy(first);
    }
}

static int signum(int value)
{
    return (value > 0) - (value < 0);
}

/* After one more event nothing that was drawn has changed its order: not events in their
 * row, not bars in their lanes, not sides of the axis. */
static void test_insertion(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        bool down = seed % 2 == 0;
        struct lifeline_dice dice = {seed};
        struct diagram *diagram = lifeline_new("1950", "en");
        struct scene *before = NULL;

        for (unsigned i = 0; i < 40; i++) {
            struct buf line = BUF_INIT, id = BUF_INIT;
            struct scene_options options = {.columns = 0,
                                            .form = down ? FORM_VERTICAL : FORM_HORIZONTAL,
                                            .show_private = true,
                                            .previous = before};
            struct scene *after;

            lifeline_make_line(&line, &dice, i, seed % 3 == 0);
            buf_add_format(&id, "f%u", i);
            lifeline_line(diagram, buf_text(&line), buf_text(&id));
            after = diagram_lifeline.scene(diagram, &options);
            lifeline_check_scene(after, &options);
            /* A new event may give others their date; then they move, and should. */
            for (size_t a = 0; before != NULL && seed % 3 == 0 && a < before->item_count; a++) {
                for (size_t b = 0; b < a; b++) {
                    const struct scene_item *old[2] = {&before->items[a], &before->items[b]};
                    int now[2] = {scene_find(after, old[0]->id), scene_find(after, old[1]->id)};
                    const struct scene_item *new[2];

                    if (old[0]->kind != SCENE_EVENT || old[1]->kind != SCENE_EVENT) {
                        continue;
                    }
                    assert_true(now[0] >= 0 && now[1] >= 0);
                    new[0] = &after->items[now[0]];
                    new[1] = &after->items[now[1]];
                    if (down) {
                        assert_true(signum(old[0]->box.y - old[1]->box.y) *
                                        signum(new[0]->box.y - new[1]->box.y) >=
                                    0);
                    }
                    assert_true(signum(old[0]->box.x - old[1]->box.x) *
                                    signum(new[0]->box.x - new[1]->box.x) >=
                                0);
                }
            }
            scene_destroy(before);
            before = after;
            buf_finish(&line);
            buf_finish(&id);
        }
        scene_destroy(before);
        diagram_lifeline.destroy(diagram);
    }
}

/* Bars that lie beside each other keep their sides when another comes. */
static void test_lanes_are_kept(void **state)
{
    static const char *const lines[] = {"1990 - 1995: a #residence", "1994 - 2000: b #residence",
                                        "1985 - 1991: c #residence", "1980 - 2005: d #residence"};

    (void)state;
    for (int form = 0; form < 2; form++) {
        struct diagram *diagram = lifeline_new("1970", "en");
        struct scene *before = NULL;

        for (int i = 0; i < 4; i++) {
            char id[2] = {(char)('a' + i), '\0'};
            struct scene_options options = {.columns = 120,
                                            .form = form == 0 ? FORM_VERTICAL : FORM_HORIZONTAL,
                                            .show_private = true,
                                            .previous = before};
            struct scene *after;

            lifeline_line(diagram, lines[i], id);
            after = diagram_lifeline.scene(diagram, &options);
            lifeline_check_scene(after, &options);
            for (int k = 0; k < i && form == 0; k++) {
                char band[8];
                int old, new;

                (void)snprintf(band, sizeof band, "band.%c", 'a' + k);
                old = scene_find(before, band);
                new = scene_find(after, band);
                assert_true(old >= 0 && new >= 0);
                assert_int_equal(before->items[old].box.x, after->items[new].box.x);
            }
            scene_destroy(before);
            before = after;
        }
        scene_destroy(before);
        diagram_lifeline.destroy(diagram);
    }
}

/* From every item the arrows lead to every other, and the opposite key leads back. */
static void test_arrows(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct diagram *diagram = made_up(seed, 25, false);

        for (int form = 0; form < 2; form++) {
            struct scene_options options = {.columns = form == 0 ? 100 : 0,
                                            .form = form == 0 ? FORM_VERTICAL : FORM_HORIZONTAL,
                                            .legend = true,
                                            .show_private = true};
            struct scene *scene = diagram_lifeline.scene(diagram, &options);
            bool *seen = calloc(scene->item_count, sizeof *seen);
            int *queue = calloc(scene->item_count, sizeof *queue);
            size_t head = 0, tail = 0, selectable = 0;

            for (size_t i = 0; i < scene->item_count; i++) {
                if (scene->items[i].selectable && selectable++ == 0) {
                    seen[i] = true;
                    queue[tail++] = (int)i;
                }
            }
            while (head < tail) {
                int at = queue[head++];

                for (int d = GO_UP; d <= GO_RIGHT; d++) {
                    static const enum scene_direction opposite[] = {GO_DOWN, GO_UP, GO_RIGHT,
                                                                    GO_LEFT};
                    struct scene_way way = {.from = -1, .to = -1};
                    int next = scene_neighbour(scene, at, (enum scene_direction)d, &way);

                    if (next >= 0) {
                        assert_int_equal(scene_neighbour(scene, next, opposite[d], &way), at);
                        if (!seen[next]) {
                            seen[next] = true;
                            queue[tail++] = next;
                        }
                    }
                }
            }
            assert_int_equal(tail, selectable);
            free(seen);
            free(queue);
            scene_destroy(scene);
        }
        diagram_lifeline.destroy(diagram);
    }
}

/* What is not for all eyes is not there, or only as "kept for later". */
static void test_turned_screen(void **state)
{
    struct diagram *diagram = lifeline_new("1986", "en");
    struct scene_options options = {.columns = 80, .legend = true};
    struct buf text = BUF_INIT;
    struct scene *scene;

    (void)state;
    lifeline_line(diagram, "1998: open words", "a");
    lifeline_line(diagram, "1999: secret words (-4) (sensitive) #family", "b");
    assert_true(diagram_lifeline.add(diagram, "2000: private words", 19, "c", true, NULL, NULL));
    for (int form = FORM_VERTICAL; form <= FORM_HORIZONTAL; form++) {
        options.form = (enum scene_form)form;
        options.show_private = false;
        scene = diagram_lifeline.scene(diagram, &options);
        lifeline_dump(&text, scene);
        for (size_t i = 0; i < scene->item_count; i++) {
            buf_add_text(&text, scene->items[i].alt);
        }
        assert_non_null(strstr(buf_text(&text), "open words"));
        assert_null(strstr(buf_text(&text), "secret"));
        assert_null(strstr(buf_text(&text), "private"));
        if (form == FORM_VERTICAL) { /* where it lies, each year has a tick */
            assert_null(strstr(buf_text(&text), "1999"));
        }
        assert_null(strstr(buf_text(&text), "stone"));
        assert_non_null(strstr(buf_text(&text), "kept for later"));
        buf_clear(&text);
        scene_destroy(scene);
        /* Control: with the right to see them they are there. */
        options.show_private = true;
        scene = diagram_lifeline.scene(diagram, &options);
        lifeline_dump(&text, scene);
        assert_non_null(strstr(buf_text(&text), "secret"));
        assert_non_null(strstr(buf_text(&text), "private"));
        buf_clear(&text);
        scene_destroy(scene);
    }
    buf_finish(&text);
    diagram_lifeline.destroy(diagram);
}

static void read_sample(const char *name, int rows)
{
    struct buf path = BUF_INIT, text = BUF_INIT, report = BUF_INIT;
    struct diagram *diagram = lifeline_new("", "en");
    struct error err = {.code = ERROR_NONE};

    buf_add_format(&path, "%s/tests/data/drawings/%s", getenv("VERHAAL_TEST_SRCDIR"), name);
    assert_true(file_read(&text, buf_text(&path), (size_t)1 << 20, &err));
    if (!diagram_read(&diagram_lifeline, diagram, buf_text(&text), text.length, &report, &err)) {
        fail_msg("%s", buf_text(&report));
    }
    for (size_t v = 0; v < sizeof views / sizeof views[0]; v++) {
        struct scene_options options = {.columns = views[v].columns,
                                        .zoom = views[v].zoom,
                                        .form = views[v].form,
                                        .legend = true,
                                        .show_private = true};
        struct scene *scene = diagram_lifeline.scene(diagram, &options);

        lifeline_check_scene(scene, &options);
        if (views[v].columns == 0 && rows > 0) {
            assert_true(scene->height <= rows);
        }
        scene_destroy(scene);
    }
    buf_finish(&path);
    buf_finish(&text);
    buf_finish(&report);
    diagram_lifeline.destroy(diagram);
}

static void test_samples(void **state)
{
    (void)state;
    read_sample("lifeline_20.txt", 92);
    read_sample("lifeline_150.txt", 92);
    read_sample("lifeline_fragments.txt", 92);
    read_sample("lifeline_calendars.txt", 92);
}

/* 150 events in five tracks: at most 92 rows with whole labels, spread or in bursts. */
static void test_hundred_and_fifty(void **state)
{
    static const char *const tracks[] = {"residence", "migration", "family", "health", "work"};

    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct lifeline_dice dice = {seed};
        struct diagram *diagram = lifeline_new("1950", "en");
        struct scene_options options = {.legend = true, .show_private = true};

        for (unsigned i = 0; i < 150; i++) {
            struct buf line = BUF_INIT;
            unsigned burst = seed % 3 == 0                  ? lifeline_roll(&dice, 75)
                             : seed % 3 == 1                ? lifeline_roll(&dice, 5) * 15
                             : lifeline_roll(&dice, 2) == 0 ? 30
                                                            : lifeline_roll(&dice, 75);

            buf_add_format(&line, "%u-%02u: something that happened to them", 1950 + burst,
                           lifeline_roll(&dice, 12) + 1);
            buf_add_format(&line, " (%+d) #%s", (int)lifeline_roll(&dice, 9) - 4, tracks[i % 5]);
            lifeline_line(diagram, buf_text(&line), "");
            buf_finish(&line);
        }
        for (int form = 0; form < 2; form++) {
            struct scene *scene;

            options.form = form == 0 ? FORM_VERTICAL : FORM_AUTOMATIC;
            scene = diagram_lifeline.scene(diagram, &options);
            lifeline_check_scene(scene, &options);
            if (scene->height > 92) {
                print_message("seed %u: %d rows\n", (unsigned)seed, scene->height);
            }
            assert_true(scene->height <= 92);
            scene_destroy(scene);
        }
        diagram_lifeline.destroy(diagram);
    }
}

/* Ten thousand events, labels of 500 signs, scripts that run the other way. */
static void test_hostile(void **state)
{
    static const struct scene_options options[] = {
        {.columns = 80, .form = FORM_VERTICAL, .legend = true, .show_private = true},
        {.columns = 0, .form = FORM_HORIZONTAL, .legend = true, .show_private = true},
        {.columns = 1, .form = FORM_VERTICAL, .legend = true, .show_private = true},
        {.columns = 1, .form = FORM_HORIZONTAL, .legend = true, .show_private = true},
    };
    static const char *const pieces[] = {"xx",   "ሰርግ ", "مدرسة ", "e\xcc\x81\xcc\x82\xcc\x83",
                                         "日本", "אבא "};
    struct diagram *diagram = lifeline_new("1950", "en"), *many = lifeline_new("1950", "en");
    struct lifeline_dice dice = {3};
    struct scene *scene;

    (void)state;
    for (int i = 0; i < 12; i++) {
        struct buf line = BUF_INIT;

        buf_add_format(&line, "%d: ", 1990 + i);
        buf_add_repeat(&line, pieces[i % 6], i < 6 ? 250 : 60);
        buf_add_text(&line, i % 2 == 0 ? " #work" : " #a #b");
        lifeline_line(diagram, buf_text(&line), "");
        buf_finish(&line);
    }
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        scene = diagram_lifeline.scene(diagram, &options[i]);
        lifeline_check_scene(scene, &options[i]);
        scene_destroy(scene);
    }
    for (unsigned i = 0; i < 10000; i++) {
        struct buf line = BUF_INIT;

        lifeline_make_line(&line, &dice, i, false);
        buf_add_format(&line, " #track%u", i % 3000);
        lifeline_line(many, buf_text(&line), "");
        buf_finish(&line);
    }
    for (size_t i = 0; i < 2; i++) {
        scene = diagram_lifeline.scene(many, &options[i]);
        assert_true(scene->item_count >= 10000);
        scene_destroy(scene);
    }
    diagram_lifeline.destroy(diagram);
    diagram_lifeline.destroy(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layouts),      cmocka_unit_test(test_order),
        cmocka_unit_test(test_displacement), cmocka_unit_test(test_same_picture),
        cmocka_unit_test(test_insertion),    cmocka_unit_test(test_lanes_are_kept),
        cmocka_unit_test(test_arrows),       cmocka_unit_test(test_turned_screen),
        cmocka_unit_test(test_samples),      cmocka_unit_test(test_hundred_and_fifty),
        cmocka_unit_test(test_hostile),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
