/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pieces that stand in both pictures of a life: labels, bars in lanes, the legend.
 */
#include "config.h"

#include "diagram/lifeline_layout.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

int layout_lines(const char *label, int columns)
{
    size_t length = strlen(label), at = 0;
    int lines = 0;

    while (at < length) {
        size_t end;

        at = text_wrap(label, length, at, columns, &end);
        lines++;
    }
    return lines > 0 ? lines : 1;
}

static unsigned style_of(const struct layout_entry *entry)
{
    const struct lifeline_event *event = entry->placed->event;
    unsigned style = STYLE_LEFT;

    if (entry->hidden) {
        return style | STYLE_PRIVATE;
    }
    if ((event->valence > 0 && event->valence <= VALENCE_FLOWER) ||
        event->valence == VALENCE_MIXED) {
        style |= STYLE_UP;
    }
    if (event->valence < 0 || event->valence == VALENCE_MIXED) {
        style |= STYLE_DOWN;
    }
    if (!entry->placed->dated || entry->placed->approximate || entry->placed->uncertain) {
        style |= STYLE_UNCERTAIN;
    }
    if (event->private || event->sensitive) {
        style |= STYLE_PRIVATE;
    }
    return style;
}

struct scene_item *layout_add_event(struct layout *layout, struct layout_entry *entry,
                                    const char *label, int columns, int lines)
{
    struct scene *scene = layout->scene;
    struct scene_item *item = scene_add_item(scene, entry->id, SCENE_EVENT, label);
    struct buf sentence = BUF_INIT;

    entry->item = (int)scene->item_count - 1;
    item->fact = scene_string(scene, entry->placed->event->id);
    item->style = style_of(entry);
    item->glyph = scene_string(scene, entry->glyph);
    item->glyph_ascii = scene_string(scene, entry->glyph_ascii);
    item->selectable = true;
    if (entry->hidden) {
        item->alt = scene_string(scene, layout->lifeline->words[WORD_HIDDEN]);
    } else {
        lifeline_say(&sentence, layout->lifeline, entry->placed);
        item->alt = scene_string(scene, buf_text(&sentence));
        buf_finish(&sentence);
    }
    if (columns > 0) {
        scene_wrap_label(scene, item, columns, lines);
    } else {
        item->cut = true; /* signs only; the label is in the line below the picture */
    }
    return item;
}

/* --- lanes ----------------------------------------------------------------------- */

struct lane_map {
    size_t *entries; /* indices of lasting entries of one column */
    size_t count;
};

static bool is_free(const struct layout *layout, const struct lane_map *map,
                    const struct layout_entry *entry, int lane)
{
    for (size_t i = 0; i < map->count; i++) {
        const struct layout_entry *other = &layout->entries[map->entries[i]];

        if (other->lane == lane && other != entry && other->position <= entry->end_position &&
            entry->position <= other->end_position) {
            return false;
        }
    }
    return true;
}

int layout_previous_lane(const struct layout *layout, const struct layout_entry *entry)
{
    const struct scene *previous = layout->options->previous;
    struct buf id = BUF_INIT;
    int item, heading, lane = -1;
    bool across;

    if (previous == NULL || previous->item_count > 1000) {
        return -1;
    }
    buf_add_format(&id, "band.%s", entry->placed->event->id);
    item = scene_find(previous, buf_text(&id));
    buf_finish(&id);
    heading = scene_find(previous, layout->columns[entry->column].id);
    if (item < 0 || heading < 0) {
        return -1;
    }
    across = previous->items[item].box.h == 1 &&
             previous->items[heading].box.y < previous->items[item].box.y &&
             previous->items[heading].box.x == 0;
    lane = across ? previous->items[item].box.y - previous->items[heading].box.y - 1
                  : previous->items[item].box.x - previous->items[heading].box.x;
    return lane < LAYOUT_LANES_MAX ? lane : -1;
}

static void colour(struct layout *layout, int column, const struct lane_map *map)
{
    int ends[LAYOUT_LANES_MAX];
    bool kept = false;

    for (int lane = 0; lane < LAYOUT_LANES_MAX; lane++) {
        ends[lane] = -1;
    }
    for (size_t i = 0; i < map->count; i++) {
        struct layout_entry *entry = &layout->entries[map->entries[i]];
        int lane = layout_previous_lane(layout, entry);

        if (lane >= 0 && is_free(layout, map, entry, lane)) {
            entry->lane = lane;
            kept = true;
        }
    }
    for (size_t i = 0; i < map->count; i++) {
        struct layout_entry *entry = &layout->entries[map->entries[i]];

        for (int lane = 0; lane < LAYOUT_LANES_MAX && entry->lane < 0; lane++) {
            /* From left to right a lane is free behind its last bar; where bars have kept
             * their old lanes, all of them are asked. */
            if (kept ? is_free(layout, map, entry, lane) : ends[lane] < entry->position) {
                entry->lane = lane;
            }
        }
        if (entry->lane >= 0) {
            ends[entry->lane] = entry->end_position;
        }
        if (entry->lane >= layout->columns[column].lanes) {
            layout->columns[column].lanes = entry->lane + 1;
        }
    }
}

void layout_assign_lanes(struct layout *layout)
{
    struct lane_map map = {arena_take(layout->arena, layout->count + 1, sizeof *map.entries), 0};

    for (int column = 0; column < layout->column_count; column++) {
        map.count = 0;
        layout->columns[column].lanes = 0;
        for (size_t i = 0; i < layout->dated; i++) {
            struct layout_entry *entry = &layout->entries[i];

            if (entry->column == column) {
                entry->lane = -1;
                if (entry->placed->lasting && !entry->hidden) {
                    map.entries[map.count++] = i;
                }
            }
        }
        colour(layout, column, &map);
    }
}

struct scene_item *layout_add_band(struct layout *layout, const struct layout_entry *entry,
                                   const char *label)
{
    const struct lifeline_placed *placed = entry->placed;
    struct scene *scene = layout->scene;
    struct buf id = BUF_INIT;
    struct scene_item *item;

    buf_add_format(&id, "band.%s", placed->event->id);
    item = scene_add_item(scene, buf_text(&id), SCENE_BAND, label);
    buf_finish(&id);
    item->fact = scene_string(scene, placed->event->id);
    item->style = style_of(entry) & ~(unsigned)STYLE_UNCERTAIN;
    if (placed->open_start || placed->approximate || placed->uncertain) {
        item->style |= STYLE_OPEN_START;
    }
    if (placed->open_end || placed->end_vague) {
        item->style |= STYLE_OPEN_END;
    }
    return item;
}

void layout_age(char out[8], const struct layout *layout, int year)
{
    int age = lifeline_age(layout->lifeline, year);
    struct buf text = BUF_INIT;

    if (age >= 0 && age <= 130) {
        buf_add_format(&text, "%d", age);
    }
    memcpy(out, buf_text(&text), text.length + 1);
    buf_finish(&text);
}

/* --- legend ---------------------------------------------------------------------- */

struct legend_row {
    const char *id;
    enum lifeline_word word;
    const char *glyph, *glyph_ascii;
    unsigned style;
};

static const struct legend_row legend_rows[] = {
    {"legend.flower", WORD_LEGEND_FLOWER, "▲", "^", STYLE_UP},
    {"legend.stone", WORD_LEGEND_STONE, "▼", "v", STYLE_DOWN},
    {"legend.mixed", WORD_LEGEND_MIXED, "▲▼", "^v", STYLE_UP | STYLE_DOWN},
    {"legend.order", WORD_LEGEND_ORDER, "~", "~", 0},
    {"legend.undated", WORD_LEGEND_UNDATED, "○", "o", STYLE_UNCERTAIN},
    {"legend.band", WORD_LEGEND_BAND, "", "", 0},
    {"legend.uncertain", WORD_LEGEND_UNCERTAIN, "", "", STYLE_UNCERTAIN},
    {"legend.scale", WORD_LEGEND_GAP, "│", "|", 0},
};

static bool is_needed(const struct layout *layout, size_t row)
{
    if (row == 7) {
        return true; /* how the scale is to be read stands under every lifeline */
    }
    for (size_t i = 0; i < layout->count; i++) {
        const struct layout_entry *entry = &layout->entries[i];
        int valence = entry->hidden ? VALENCE_UNSET : entry->placed->event->valence;
        bool band = entry->placed->lasting && !entry->hidden;
        bool vague = entry->placed->open_start || entry->placed->open_end ||
                     entry->placed->approximate || entry->placed->uncertain ||
                     entry->placed->end_vague;
        bool needed[] = {valence > 0 && valence <= VALENCE_FLOWER,
                         valence < 0,
                         valence == VALENCE_MIXED,
                         entry->glyph[0] == '~',
                         !entry->placed->dated && !entry->hidden,
                         band,
                         band && vague};

        if (needed[row]) {
            return true;
        }
    }
    return false;
}

int layout_add_legend(struct layout *layout, int y, int columns)
{
    struct scene *scene = layout->scene;
    int x = 0, height = 0;

    if (!layout->options->legend) {
        return y;
    }
    y++;
    for (size_t i = 0; i < sizeof legend_rows / sizeof legend_rows[0]; i++) {
        const struct legend_row *row = &legend_rows[i];
        const char *text = layout->lifeline->words[row->word];
        int lead = row->glyph[0] != '\0' ? layout_width(row->glyph) + 1 : SCENE_SAMPLE + 1;
        int width = lead + layout_width(text);
        struct scene_item *item;

        if (!is_needed(layout, i)) {
            continue;
        }
        width = width <= columns ? width : columns;
        if (x > 0 && x + width > columns) {
            x = 0;
            y += height;
            height = 0;
        }
        item = scene_add_item(scene, row->id, SCENE_LEGEND, text);
        item->glyph = scene_string(scene, row->glyph);
        item->glyph_ascii = scene_string(scene, row->glyph_ascii);
        item->style = row->style | STYLE_LEFT;
        scene_wrap_label(scene, item, width > lead ? width - lead : 1, 0);
        item->box = (struct scene_box){x, y, width, (int)item->line_count};
        height = item->box.h > height ? item->box.h : height;
        x += width + 3;
    }
    return y + height;
}
