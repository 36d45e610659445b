/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Time runs to the right: flowers above the axis, stones below, each label like a flag
 * on its leader. Labels in front of one another's leaders stand further out, so that
 * no leader meets a word. What lasted lies below, in lanes of its track.
 */
#include "config.h"

#include "diagram/lifeline_strip.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define TALLEST 28 /* rows on one side, if the width is free */

/* --- the scale ------------------------------------------------------------------- */

static void find_extent(struct strip *strip)
{
    bool any = false;

    for (size_t i = 0; i < strip->layout->dated; i++) {
        const struct lifeline_placed *placed = strip->layout->entries[i].placed;
        int64_t from, to;

        if (!placed->dated) {
            continue;
        }
        from = lifeline_middle(placed);
        to = placed->lasting && !placed->open_end && placed->end.last != INT32_MAX
                 ? placed->end.last
                 : from;
        if (!any || from < strip->first) {
            strip->first = from;
        }
        if (!any || to > strip->last) {
            strip->last = to;
        }
        any = true;
    }
    if (strip->last - strip->first < 366) {
        strip->last = strip->first + 366;
    }
}

static int side_before(const struct strip *strip, const struct layout_entry *entry)
{
    const struct scene *previous = strip->layout->options->previous;
    int item, axis;

    if (previous == NULL || previous->item_count > 1000) {
        return -1;
    }
    item = scene_find(previous, entry->id);
    axis = scene_find(previous, "axis");
    if (item < 0 || axis < 0 || previous->items[item].kind != SCENE_EVENT ||
        previous->items[axis].box.h > 1) {
        return -1;
    }
    return previous->items[item].box.y < previous->items[axis].box.y ? UP : DOWN;
}

/* Flowers above, stones below, the others where there is less. */
static enum side choose_side(const struct strip *strip, const struct layout_entry *entry,
                             const int count[2])
{
    int valence = entry->hidden ? VALENCE_UNSET : entry->placed->event->valence;
    int before = side_before(strip, entry);

    if (valence < 0) {
        return DOWN;
    }
    if (valence > 0 && valence <= VALENCE_FLOWER) {
        return UP;
    }
    return before >= 0 ? (enum side)before : count[DOWN] < count[UP] ? DOWN : UP;
}

static void measure_flag(const struct strip *strip, struct flag *flag)
{
    const struct layout_entry *entry = flag->entry;
    int room = strip->label - entry->glyph_columns;
    int width = entry->label_width < room ? entry->label_width : room;

    flag->height = 1;
    if (strip->layout->options->zoom == 2) {
        flag->width = entry->glyph_columns > 0 ? entry->glyph_columns : 1;
        return;
    }
    width = width > 0 ? width : 1;
    if (strip->layout->options->zoom == 0) {
        flag->height = layout_lines(entry->label, width);
    }
    flag->width = entry->glyph_columns + width;
}

static void collect_flags(struct strip *strip)
{
    struct layout *layout = strip->layout;
    int count[2] = {0, 0};
    int64_t day = strip->first;

    strip->flags = arena_take(layout->arena, layout->count + 1, sizeof *strip->flags);
    for (size_t i = 0; i < layout->dated; i++) {
        struct layout_entry *entry = &layout->entries[i];
        struct flag *flag = &strip->flags[strip->count];

        day = entry->placed->dated ? lifeline_middle(entry->placed) : day;
        if (entry->placed->lasting && !entry->hidden) {
            continue;
        }
        *flag = (struct flag){.entry = entry, .side = choose_side(strip, entry, count), .day = day};
        measure_flag(strip, flag);
        flag->gap = strip->count == 0                                   ? 0
                    : strip->flags[strip->count - 1].side == flag->side ? 2
                                                                        : 1;
        count[flag->side]++;
        strip->count++;
    }
}

/* Where the width is free: a run of flags that would stand too tall is broken, so that
 * the next one starts at the axis again. */
static void break_runs(struct strip *strip)
{
    int rows[2] = {0, 0}, widest = 0;

    for (size_t i = 0; i < strip->count; i++) {
        struct flag *flag = &strip->flags[i];

        if (rows[flag->side] + flag->height > TALLEST && i > 0) {
            flag->gap = widest + 2;
            rows[UP] = rows[DOWN] = widest = 0;
        }
        rows[flag->side] += flag->height;
        widest = flag->width > widest ? flag->width : widest;
    }
}

struct block {
    double sum;
    int count;
};

/*
 * Each flag as near to its day as the gaps allow, in order: least squares by pooling
 * neighbours that push each other. Rounded down, which keeps order and gaps.
 */
static void place_flags(struct strip *strip)
{
    size_t n = strip->count, blocks = 0, at = 0;
    struct block *block = arena_take(strip->layout->arena, n + 1, sizeof *block);
    double scale = (double)strip->length / (double)(strip->last - strip->first);
    int gaps = 0, total = 0;

    for (size_t i = 0; i < n; i++) {
        total += strip->flags[i].gap;
    }
    if (total > strip->length) {
        strip->length = total;
    }
    for (size_t i = 0; i < n; i++) {
        gaps += strip->flags[i].gap;
        block[blocks++] =
            (struct block){(double)(strip->flags[i].day - strip->first) * scale - gaps, 1};
        while (blocks > 1 && block[blocks - 2].sum * block[blocks - 1].count >=
                                 block[blocks - 1].sum * block[blocks - 2].count) {
            block[blocks - 2].sum += block[blocks - 1].sum;
            block[blocks - 2].count += block[blocks - 1].count;
            blocks--;
        }
    }
    gaps = 0;
    for (size_t b = 0; b < blocks; b++) {
        double place = block[b].sum / block[b].count;

        place = place < 0 ? 0 : place > strip->length - total ? strip->length - total : place;
        for (int k = 0; k < block[b].count; k++, at++) {
            gaps += strip->flags[at].gap;
            strip->flags[at].x = LEFT + (int)place + gaps;
        }
    }
}

/* The flag nearest to the axis is the last of those in whose way it stands. */
static void raise_flags(struct strip *strip)
{
    for (size_t i = strip->count; i > 0; i--) {
        struct flag *flag = &strip->flags[i - 1];

        flag->offset = 0;
        for (size_t j = i; j < strip->count && strip->flags[j].x <= flag->x + flag->width; j++) {
            const struct flag *other = &strip->flags[j];

            if (other->side == flag->side && other->offset + other->height > flag->offset) {
                flag->offset = other->offset + other->height;
            }
        }
    }
}

static void make_points(struct strip *strip)
{
    size_t n = 0;

    strip->points = arena_take(strip->layout->arena, strip->count + 2, sizeof *strip->points);
    strip->points[n++] = (struct point){strip->first, LEFT};
    for (size_t i = 0; i < strip->count; i++) {
        if (strip->flags[i].entry->placed->dated) {
            strip->points[n++] = (struct point){strip->flags[i].day, strip->flags[i].x};
        }
    }
    strip->points[n++] = (struct point){strip->last, LEFT + strip->length};
    strip->point_count = n;
}

int strip_x_of(const struct strip *strip, int64_t day)
{
    size_t low = 0, high = strip->point_count - 1;
    const struct point *a, *b;

    if (day <= strip->first) {
        return LEFT;
    }
    if (day >= strip->last) {
        return LEFT + strip->length;
    }
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;

        if (strip->points[middle].day <= day) {
            low = middle;
        } else {
            high = middle;
        }
    }
    a = &strip->points[low];
    b = &strip->points[high];
    return a->x + (b->day > a->day ? (int)((b->x - a->x) * (day - a->day) / (b->day - a->day)) : 0);
}

/* --- items ----------------------------------------------------------------------- */

static void add_tick(struct strip *strip, const char *prefix, int year, const char *text, int x,
                     int y)
{
    struct scene *scene = strip->layout->scene;
    struct buf id = BUF_INIT;
    struct scene_item *item;
    int width = layout_width(text);

    buf_add_format(&id, "%s.%d", prefix, year);
    item = scene_add_item(scene, buf_text(&id), SCENE_TICK, text);
    scene_wrap_label(scene, item, width > 0 ? width : 1, 1);
    item->style = STYLE_LEFT;
    item->box = (struct scene_box){x - (width - 1) / 2, y, width, 1};
    buf_finish(&id);
}

static void add_scale(struct strip *strip)
{
    struct layout *layout = strip->layout;
    struct scene_item *axis = scene_add_item(layout->scene, "axis", SCENE_AXIS, "");
    int first, last, ignored, end = -2, age_end = -2;

    axis->box = (struct scene_box){LEFT, strip->axis, strip->length + 1, 1};
    axis->alt = scene_string(layout->scene, layout->lifeline->words[WORD_LEGEND_GAP]);
    strip->axis_item = (int)layout->scene->item_count - 1;
    axis = scene_add_item(layout->scene, "axis.lower", SCENE_AXIS, "");
    axis->box = (struct scene_box){LEFT, strip->lower, strip->length + 1, 1};
    strip->lower_item = (int)layout->scene->item_count - 1;
    if (layout->dated == 0) {
        return;
    }
    edtf_civil_from_days((int32_t)strip->first, &first, &ignored, &ignored);
    edtf_civil_from_days((int32_t)strip->last, &last, &ignored, &ignored);
    for (int year = first; year <= last; year++) {
        int64_t day = edtf_days_from_civil(year, 1, 1);
        int x = strip_x_of(strip, day);
        char age[8];
        struct buf text = BUF_INIT;

        buf_add_format(&text, "%d", year);
        if ((day >= strip->first || year == first) && x - 1 >= end + 2) {
            add_tick(strip, "year", year, buf_text(&text), x, strip->axis + 1);
            end = x - ((int)text.length - 1) / 2 + (int)text.length - 1;
            layout_age(age, layout, year);
            if (age[0] != '\0' && strip->lower - strip->axis > 2 && x - 1 >= age_end + 2) {
                add_tick(strip, "age", year, age, x, strip->axis + 2);
                age_end = x + 1;
            }
        }
        buf_finish(&text);
    }
}

static void add_flag(struct strip *strip, const struct flag *flag)
{
    struct layout *layout = strip->layout;
    struct layout_entry *entry = flag->entry;
    unsigned zoom = layout->options->zoom;
    int words = flag->width - entry->glyph_columns;
    struct scene_item *item = layout_add_event(layout, entry, entry->label,
                                               zoom == 2   ? 0
                                               : words > 0 ? words
                                                           : 1,
                                               zoom == 1 ? 1 : 0);
    struct scene_point points[2];
    struct buf id = BUF_INIT;
    struct scene_edge *edge;

    if (zoom == 2 && entry->glyph_columns == 0) {
        item->glyph = scene_string(layout->scene, "·");
        item->glyph_ascii = scene_string(layout->scene, ".");
    }
    item->box = (struct scene_box){flag->x,
                                   flag->side == UP ? strip->axis - 2 - flag->offset - flag->height
                                                    : strip->lower + 3 + flag->offset,
                                   flag->width, flag->height};
    points[0] = (struct scene_point){flag->x, flag->side == UP ? item->box.y + flag->height
                                                               : item->box.y - 1};
    points[1] =
        (struct scene_point){flag->x, flag->side == UP ? strip->axis - 1 : strip->lower + 1};
    buf_add_format(&id, "leader.%s", entry->placed->event->id);
    edge = scene_add_edge(layout->scene, buf_text(&id), entry->item,
                          flag->side == UP ? strip->axis_item : strip->lower_item, "leader", points,
                          2);
    edge->fact = scene_string(layout->scene, entry->placed->event->id);
    buf_finish(&id);
}

/* What has no place in time, side by side below everything. */
static void add_tail(struct strip *strip)
{
    struct layout *layout = strip->layout;
    int columns = layout->options->columns > 0 ? layout->options->columns
                                               : LEFT + strip->length + strip->label;
    int x = 0, height = 0;

    if (layout->dated == layout->count) {
        return;
    }
    strip_add_heading(strip, "heading.undated", layout->lifeline->words[WORD_UNDATED]);
    for (size_t i = layout->dated; i < layout->count; i++) {
        struct flag flag = {.entry = &layout->entries[i]};
        struct scene_item *item;
        int words;

        measure_flag(strip, &flag);
        words = flag.width - flag.entry->glyph_columns;
        if (x > 0 && x + flag.width > columns) {
            x = 0;
            strip->bottom += height;
            height = 0;
        }
        item = layout_add_event(layout, flag.entry, flag.entry->label,
                                layout->options->zoom == 2 ? 0
                                : words > 0                ? words
                                                           : 1,
                                layout->options->zoom == 1 ? 1 : 0);
        item->box = (struct scene_box){x, strip->bottom, flag.width, flag.height};
        height = flag.height > height ? flag.height : height;
        x += flag.width + 2;
    }
    strip->bottom += height;
}

/* --- all of it ------------------------------------------------------------------- */

static void choose_length(struct strip *strip)
{
    int columns = strip->layout->options->columns;

    if (columns == 0) {
        int wish = 60 + 4 * (int)(strip->layout->dated < 60 ? strip->layout->dated : 60);

        strip->label = strip->layout->options->zoom == 1 ? SHORT_LABEL : LABEL_WIDEST;
        strip->length = wish > 100 ? wish : 100;
        break_runs(strip);
        return;
    }
    strip->length = columns - LEFT - strip->label - 1;
    strip->length = strip->length > 10 ? strip->length : 10;
}

void lifeline_horizontal(struct layout *layout)
{
    struct strip strip = {.layout = layout};
    int above = 0, below = 0, columns = layout->options->columns;

    strip.label = layout->options->zoom == 1                  ? SHORT_LABEL
                  : columns > 0 && columns / 3 < LABEL_WIDEST ? columns / 3
                                                              : LABEL_WIDEST;
    strip.label = strip.label > 8 ? strip.label : 8;
    find_extent(&strip);
    collect_flags(&strip);
    choose_length(&strip);
    place_flags(&strip);
    raise_flags(&strip);
    make_points(&strip);
    for (size_t i = 0; i < strip.count; i++) {
        int rows = strip.flags[i].offset + strip.flags[i].height + 2;

        above = strip.flags[i].side == UP && rows > above ? rows : above;
        below = strip.flags[i].side == DOWN && rows > below ? rows : below;
    }
    strip.axis = above;
    strip.lower = strip.axis + (layout->lifeline->has_birth ? 3 : 2);
    strip.bottom = strip.lower + 1 + below + (below > 0);
    add_scale(&strip);
    for (size_t i = 0; i < strip.count; i++) {
        add_flag(&strip, &strip.flags[i]);
    }
    strip_add_lasting(&strip);
    add_tail(&strip);
    scene_fit(layout->scene);
    (void)layout_add_legend(layout, strip.bottom,
                            columns > 0                 ? columns
                            : layout->scene->width > 80 ? layout->scene->width
                                                        : 80);
}
