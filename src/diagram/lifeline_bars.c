/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lasted, below a life that runs to the right: bars along its scale, in lanes of
 * their track, each with its label in it or beside it.
 */
#include "config.h"

#include "diagram/lifeline_strip.h"

#include <stdlib.h>
#include <string.h>

struct bar {
    struct layout_entry *entry;
    int from, to;     /* of the bar */
    int label_x, end; /* label and bar together end here */
    int width, height;
    bool inside; /* the label lies in the bar */
    int lane;
};

static void measure_bar(struct strip *strip, struct bar *bar)
{
    const struct layout *layout = strip->layout;
    const struct lifeline_placed *placed = bar->entry->placed;
    int most = layout->options->columns, room, whole;
    int64_t end = placed->end.first == INT32_MIN
                      ? placed->end.last
                      : ((int64_t)placed->end.first + placed->end.last) >> 1;

    bar->from = placed->open_start ? LEFT : strip_x_of(strip, lifeline_middle(placed));
    bar->to = placed->open_end ? LEFT + strip->length : strip_x_of(strip, end);
    bar->to = bar->to > bar->from + 2 ? bar->to : bar->from + 2;
    whole = bar->entry->glyph_columns + bar->entry->label_width;
    bar->height = 1;
    bar->width = whole;
    bar->inside = whole + 5 <= bar->to - bar->from + 1;
    bar->label_x = bar->to + 2;
    bar->end = bar->inside ? bar->to : bar->label_x + whole - 1;
    if (bar->inside || layout->options->zoom > 0) {
        bar->width = layout->options->zoom == 2 && !bar->inside ? 1 : whole;
        return;
    }
    room = most > 0 ? most - bar->label_x : 2 * LABEL_WIDEST;
    if (room < whole && most > 0 && bar->from >= whole + 1) {
        bar->label_x = bar->from - 1 - whole; /* before the bar */
        bar->end = bar->to;
        return;
    }
    room = room > LABEL_WIDEST ? room : LABEL_WIDEST;
    if (whole > room) {
        bar->width = room;
        bar->height = layout_lines(bar->entry->label, room - bar->entry->glyph_columns > 0
                                                          ? room - bar->entry->glyph_columns
                                                          : 1);
    }
    bar->end = bar->label_x + bar->width - 1;
}

static int bar_start(const struct bar *bar)
{
    return !bar->inside && bar->label_x < bar->from ? bar->label_x : bar->from;
}

static bool bars_meet(const struct bar *a, const struct bar *b)
{
    return bar_start(a) <= b->end + 1 && bar_start(b) <= a->end + 1;
}

/* Lanes by the left edge; a bar keeps the lane that it had. Returns how many. */
static int assign_bars(const struct strip *strip, struct bar *bars, size_t count)
{
    int lanes = 0;

    for (size_t i = 0; i < count; i++) {
        int lane = layout_previous_lane(strip->layout, bars[i].entry);

        bars[i].lane = -1;
        for (size_t j = 0; j < i && lane >= 0; j++) {
            lane = bars[j].lane == lane && bars_meet(&bars[i], &bars[j]) ? -1 : lane;
        }
        bars[i].lane = lane;
        lanes = lane >= lanes ? lane + 1 : lanes;
    }
    for (size_t i = 0; i < count; i++) {
        for (int lane = 0; bars[i].lane < 0; lane++) {
            bool taken = false;

            for (size_t j = 0; j < count && !taken && lane < lanes; j++) {
                taken = bars[j].lane == lane && bars_meet(&bars[i], &bars[j]);
            }
            if (!taken) {
                bars[i].lane = lane;
                lanes = lane >= lanes ? lane + 1 : lanes;
            }
        }
    }
    return lanes;
}

static void add_bar(struct strip *strip, const struct bar *bar, int y)
{
    struct layout *layout = strip->layout;
    struct layout_entry *entry = bar->entry;
    unsigned zoom = layout->options->zoom;
    struct scene_item *item = layout_add_band(layout, entry, bar->inside ? entry->label : "");

    item->box = (struct scene_box){bar->from, y, bar->to - bar->from + 1, 1};
    if (bar->inside) {
        struct buf sentence = BUF_INIT;

        item->glyph = scene_string(layout->scene, entry->glyph);
        item->glyph_ascii = scene_string(layout->scene, entry->glyph_ascii);
        item->selectable = true;
        scene_wrap_label(layout->scene, item, entry->label_width > 0 ? entry->label_width : 1, 1);
        lifeline_say(&sentence, layout->lifeline, entry->placed);
        item->alt = scene_string(layout->scene, buf_text(&sentence));
        buf_finish(&sentence);
        return;
    }
    item = layout_add_event(layout, entry, entry->label,
                            zoom == 2                           ? 0
                            : bar->width > entry->glyph_columns ? bar->width - entry->glyph_columns
                                                                : 1,
                            zoom == 1 ? 1 : 0);
    item->box = (struct scene_box){bar->label_x, y, bar->width, bar->height};
}

static void add_bars(struct strip *strip, struct bar *bars, size_t count)
{
    int lanes = assign_bars(strip, bars, count), y = strip->bottom;
    int *tops = arena_take(strip->layout->arena, (size_t)lanes + 1, sizeof *tops);

    for (size_t i = 0; i < count; i++) {
        if (bars[i].height > tops[bars[i].lane]) {
            tops[bars[i].lane] = bars[i].height;
        }
    }
    for (int lane = 0; lane < lanes; lane++) {
        int height = tops[lane];

        tops[lane] = y;
        y += height > 0 ? height : 1;
    }
    for (size_t i = 0; i < count; i++) {
        add_bar(strip, &bars[i], tops[bars[i].lane]);
    }
    strip->bottom = y;
}

void strip_add_heading(struct strip *strip, const char *id, const char *text)
{
    struct scene *scene = strip->layout->scene;
    struct scene_item *item = scene_add_item(scene, id, SCENE_HEADING, text);
    int columns = LEFT + strip->length + 1, width = layout_width(item->label);

    scene_wrap_label(scene, item, columns > 20 ? columns : 20, 0);
    item->style = STYLE_LEFT;
    item->box = (struct scene_box){0, strip->bottom, width < columns ? columns : width,
                                   (int)item->line_count};
    if (item->line_count > 1) {
        item->box.w = columns > 20 ? columns : 20;
    }
    strip->bottom += item->box.h;
}

void strip_add_lasting(struct strip *strip)
{
    struct layout *layout = strip->layout;
    struct bar *bars = arena_take(layout->arena, layout->dated + 1, sizeof *bars);

    for (int column = 0; column < layout->column_count; column++) {
        size_t count = 0;

        for (size_t i = 0; i < layout->dated; i++) {
            struct layout_entry *entry = &layout->entries[i];

            if (entry->column == column && entry->placed->lasting && !entry->hidden) {
                bars[count] = (struct bar){.entry = entry};
                measure_bar(strip, &bars[count++]);
            }
        }
        if (count > 0) {
            strip_add_heading(strip, layout->columns[column].id, layout->columns[column].title);
            add_bars(strip, bars, count);
        }
    }
}
