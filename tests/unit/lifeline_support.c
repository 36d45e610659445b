/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lifelines for tests, and what every picture of one must keep to. */
#include "config.h"

#include "lifeline_support.h"

#include "base/edtf.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

struct diagram *lifeline_new(const char *birth, const char *language)
{
    struct diagram_context context = {
        .subject = "Yusuf", .birth = birth, .language = language, .today = LIFELINE_TODAY};

    return diagram_lifeline.create(&context);
}

void lifeline_line(struct diagram *diagram, const char *line, const char *id)
{
    struct error err = {.code = ERROR_NONE};

    if (!diagram_lifeline.add(diagram, line, strlen(line), id, false, NULL, &err)) {
        fail_msg("%s: %u: %s", line, err.column, err.message);
    }
}

unsigned lifeline_roll(struct lifeline_dice *dice, unsigned sides)
{
    dice->state = dice->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(dice->state >> 33) % sides;
}

static void make_date(struct buf *out, struct lifeline_dice *dice)
{
    static const char *const seasons[] = {"spring", "zomer", "autumn", "winter", "voorjaar"};
    static const char *const months[] = {"March", "mei", "October", "december"};
    unsigned year = 1950 + lifeline_roll(dice, 74);

    switch (lifeline_roll(dice, 12)) {
    case 0:
        buf_add_format(out, "%u~", year);
        break;
    case 1:
        buf_add_format(out, "%s %u", seasons[lifeline_roll(dice, 5)], year);
        break;
    case 2:
        buf_add_format(out, "%u %s", lifeline_roll(dice, 28) + 1, months[lifeline_roll(dice, 4)]);
        buf_add_format(out, " %u", year);
        break;
    case 3:
        buf_add_format(out, "%u - %u", year, year + lifeline_roll(dice, 9));
        break;
    case 4:
        buf_add_format(out, "since %u-%02u", year, lifeline_roll(dice, 12) + 1);
        break;
    case 5:
        buf_add_format(out, "age %u", lifeline_roll(dice, 60));
        break;
    case 6:
        buf_add_format(out, "%uX?", year / 10);
        break;
    case 7:
        buf_add_format(out, "%u Mehr %u", lifeline_roll(dice, 30) + 1, year - 621);
        break;
    case 8:
        buf_add_format(out, "between %u and %u", year, year + 3);
        break;
    case 9:
        buf_add_format(out, "%u-%02u-%02u", year, lifeline_roll(dice, 12) + 1,
                       lifeline_roll(dice, 28) + 1);
        break;
    default:
        buf_add_format(out, "%u", year);
    }
}

static void make_when(struct buf *out, struct lifeline_dice *dice, unsigned serial, bool plain)
{
    static const char *const units[] = {"years", "maanden", "weeks"};

    if (plain) {
        int year, month, day;

        /* One step a serial, in a ring whose length has no factor in common with it. */
        edtf_civil_from_days(-3650 + (int32_t)((serial * 7919u) % 24001u), &year, &month, &day);
        buf_add_format(out, "%d-%02d-%02d", year, month, day);
        return;
    }
    switch (lifeline_roll(dice, 14)) {
    case 0:
        buf_add_format(out, "%u %s after event%u", lifeline_roll(dice, 5) + 1,
                       units[lifeline_roll(dice, 3)], lifeline_roll(dice, 30));
        break;
    case 1:
        buf_add_format(out, "after event%u", lifeline_roll(dice, 30));
        break;
    case 2:
        buf_add_format(out, "before event%u", lifeline_roll(dice, 30));
        break;
    case 3:
        buf_add_text(out, "undated");
        break;
    default:
        make_date(out, dice);
    }
}

void lifeline_make_line(struct buf *out, struct lifeline_dice *dice, unsigned serial, bool plain)
{
    static const char *const words[] = {
        "left", "Aleppo", "with",  "uncle", "the",  "long way round",     "gezin",        "huis",
        "boat", "ሰርግ",    "مدرسة", "летом", "日本", "e\xcc\x81t\xcc\x81", "textile-work", "camp",
    };
    static const char *const tracks[] = {"residence", "migration", "family", "health",
                                         "school",    "werk",      "legal",  "muziek"};
    unsigned count = lifeline_roll(dice, 7) + 1;

    make_when(out, dice, serial, plain);
    buf_add_format(out, ": event%u", serial);
    for (unsigned i = 0; i < count; i++) {
        buf_add_format(out, " %s", words[lifeline_roll(dice, 16)]);
    }
    switch (lifeline_roll(dice, 6)) {
    case 0:
        buf_add_text(out, " (mixed)");
        break;
    case 1:
        buf_add_text(out, " (steen)");
        break;
    case 2:
    case 3:
        buf_add_format(out, " (%+d)", (int)lifeline_roll(dice, 9) - 4);
        break;
    default:
        break;
    }
    if (lifeline_roll(dice, 9) == 0) {
        buf_add_text(out, " (gevoelig)");
    }
    if (lifeline_roll(dice, 9) == 0) {
        buf_add_text(out, " (detail deferred)");
    }
    for (unsigned i = lifeline_roll(dice, 3); i > 0; i--) {
        buf_add_format(out, " #%s", tracks[lifeline_roll(dice, 8)]);
    }
}

void lifeline_check_scene(const struct scene *scene, const struct scene_options *options)
{
    struct scene_faults faults;

    scene_measure(scene, &faults);
    assert_int_equal(faults.overlaps, 0);
    assert_int_equal(faults.crossings, 0);
    assert_int_equal(faults.through_items, 0);
    assert_int_equal(faults.shared, 0);
    assert_int_equal(faults.outside, 0);
    if (options->columns > 0 && scene->width > options->columns) {
        assert_true(scene->scrolled);
    }
    for (size_t i = 0; i < scene->item_count; i++) {
        const struct scene_item *item = &scene->items[i];

        if (options->zoom == 0) {
            assert_false(item->cut);
        }
        for (size_t k = 0; k < item->line_count; k++) {
            int lead = k == 0 || (item->style & STYLE_LEFT) != 0 ? scene_glyph_columns(item) : 0;

            if (item->kind == SCENE_EVENT || item->kind == SCENE_HEADING) {
                if (lead + text_width(item->lines[k], strlen(item->lines[k])) > item->box.w) {
                    print_message("columns %d zoom %u form %d: %s “%s” in %d\n", options->columns,
                                  options->zoom, (int)options->form, item->id, item->lines[k],
                                  item->box.w);
                }
                assert_true(lead + text_width(item->lines[k], strlen(item->lines[k])) <=
                            item->box.w);
            }
        }
        assert_true((int)item->line_count <= item->box.h);
    }
}

void lifeline_dump(struct buf *out, const struct scene *scene)
{
    buf_add_format(out, "%d %d\n", scene->width, scene->height);
    for (size_t i = 0; i < scene->item_count; i++) {
        const struct scene_item *item = &scene->items[i];

        buf_add_format(out, "%s %d %d,%d %dx%d %s%s\n", item->id, (int)item->kind, item->box.x,
                       item->box.y, item->box.w, item->box.h, item->glyph, item->label);
    }
    for (size_t i = 0; i < scene->edge_count; i++) {
        const struct scene_edge *edge = &scene->edges[i];

        buf_add_format(out, "%s %d %d", edge->id, edge->from, edge->to);
        for (size_t k = 0; k < edge->point_count; k++) {
            buf_add_format(out, " %d,%d", edge->points[k].x, edge->points[k].y);
        }
        buf_add_char(out, '\n');
    }
    buf_add_text(out, scene->description);
}
