/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Time runs to the right: flowers above the axis, stones below, each label like a flag
 * on its leader. Labels in front of one another's leaders stand further out, so that
 * no leader meets a word. What lasted lies below, in lanes of its track.
 */
#include "config.h"

#include "diagram/lifeline_layout.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define LABEL_WIDEST 36
#define SHORT_LABEL  18
#define LEFT         2  /* before the axis: half a year's number */
#define TALLEST      28 /* rows on one side, if the width is free */

enum side { UP, DOWN };

struct flag {
    struct layout_entry *entry;
    enum side side;
    int64_t day;      /* of the scale; of an undated one that of the flag before it */
    int width, height;
    int gap;          /* columns to the flag before, at least */
    int x, offset;    /* offset: rows between its foot and the axis */
};

struct point {
    int64_t day;
    int x;
};

struct strip {
    struct layout *layout;
    struct flag *flags;
    size_t count;
    struct point *points;
    size_t point_count;
    int64_t first, last; /* days of the scale */
    int length;          /* of the axis */
    int label;           /* widest label */
    int axis, lower;     /* rows of the two edges of the scale */
    int axis_item, lower_item;
    int bottom;
};

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
        block[blocks++] = (struct block){
            (double)(strip->flags[i].day - strip->first) * scale - gaps, 1};
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

/* Where a day stands on the elastic scale: between the events before and after it. */
static int x_of(const struct strip *strip, int64_t day)
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
        int x = x_of(strip, day);
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
    struct scene_item *item = layout_add_event(
        layout, entry, entry->label, zoom == 2 ? 0 : words > 0 ? words : 1, zoom == 1 ? 1 : 0);
    struct scene_point points[2];
    struct buf id = BUF_INIT;
    struct scene_edge *edge;

    if (zoom == 2 && entry->glyph_columns == 0) {
        item->glyph = scene_string(layout->scene, "·");
        item->glyph_ascii = scene_string(layout->scene, ".");
    }
    item->box = (struct scene_box){
        flag->x,
        flag->side == UP ? strip->axis - 2 - flag->offset - flag->height
                         : strip->lower + 3 + flag->offset,
        flag->width, flag->height};
    points[0] = (struct scene_point){flag->x, flag->side == UP ? item->box.y + flag->height
                                                               : item->box.y - 1};
    points[1] = (struct scene_point){flag->x, flag->side == UP ? strip->axis - 1
                                                               : strip->lower + 1};
    buf_add_format(&id, "leader.%s", entry->placed->event->id);
    edge = scene_add_edge(layout->scene, buf_text(&id), entry->item,
                          flag->side == UP ? strip->axis_item : strip->lower_item, "leader",
                          points, 2);
    edge->fact = scene_string(layout->scene, entry->placed->event->id);
    buf_finish(&id);
}

/* --- what lasted ----------------------------------------------------------------- */

struct bar {
    struct layout_entry *entry;
    int from, to;     /* of the bar */
    int label_x, end; /* label and bar together end here */
    int width, height;
    bool inside;      /* the label lies in the bar */
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

    bar->from = placed->open_start ? LEFT : x_of(strip, lifeline_middle(placed));
    bar->to = placed->open_end ? LEFT + strip->length : x_of(strip, end);
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
                            zoom == 2                             ? 0
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

static void add_heading(struct strip *strip, const char *id, const char *text)
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

static void add_lasting(struct strip *strip)
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
            add_heading(strip, layout->columns[column].id, layout->columns[column].title);
            add_bars(strip, bars, count);
        }
    }
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
    add_heading(strip, "heading.undated", layout->lifeline->words[WORD_UNDATED]);
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

    strip.label = layout->options->zoom == 1                             ? SHORT_LABEL
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
    add_lasting(&strip);
    add_tail(&strip);
    scene_fit(layout->scene);
    (void)layout_add_legend(layout, strip.bottom,
                            columns > 0                    ? columns
                            : layout->scene->width > 80 ? layout->scene->width
                                                           : 80);
}
