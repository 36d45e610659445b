/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Time runs downwards: years and ages at the edge, the spine with what weighed left
 * and right of it, then a column for each track. The scale is elastic: a year is as
 * long as what happened in it, so that no label stands beside another year than its own.
 */
#include "config.h"

#include "diagram/lifeline_layout.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define GAP            1  /* between columns */
#define LABEL_WIDEST   44 /* a label of an export is wrapped behind this */
#define LABEL_FREE     72 /* or this, if the rows would be too many */
#define LABEL_ALONE    96 /* where all tracks share one column */
#define LABEL_NARROW   17 /* below this, all tracks share one column */
#define LABEL_READABLE 18 /* from this on there is room for bars, too */
#define LABEL_WORDS    26 /* and from this on for "flower" and "stone" in each label */
#define BAR            4
#define YEARS_SHARED   5 /* more and the edge says nothing of a row any more */
#define SHORT_LABEL    18
#define SIGNS_ONLY     6

struct sheet {
    struct layout *layout;
    int age_x, age_width;
    int spine;      /* column of the axis */
    bool bars;
    int widest;     /* label, where the width is free */
    bool stale;     /* labels must be made anew */
    bool by_year;   /* each year has rows of its own, so labels need not say it */
    int share;      /* else: years that may share a row, apart at most */
    int top;        /* first row of events */
    int end;        /* row behind the last event with a place */
    int tail_row;   /* heading of what has none; -1 */
    int bottom;
};

static const char *label_of(const struct sheet *sheet, const struct layout_entry *entry)
{
    return sheet->by_year ? entry->short_label : entry->label;
}

static int width_of(const struct sheet *sheet, const struct layout_entry *entry)
{
    return entry->glyph_columns + (sheet->by_year ? entry->short_width : entry->label_width);
}

/* --- widths ---------------------------------------------------------------------- */

static void measure_columns(struct sheet *sheet)
{
    struct layout *layout = sheet->layout;
    unsigned zoom = layout->options->zoom;

    for (int c = 0; c < layout->column_count; c++) {
        layout->columns[c].natural = zoom == 2 ? SIGNS_ONLY : layout_width(layout->columns[c].title);
    }
    for (size_t i = 0; i < layout->count && zoom < 2; i++) {
        struct layout_column *column = &layout->columns[layout->entries[i].column];
        int width = width_of(sheet, &layout->entries[i]);
        int most = zoom == 1        ? SHORT_LABEL
                   : layout->single ? LABEL_ALONE
                                    : sheet->widest;

        width = width < most ? width : most;
        column->natural = width > column->natural ? width : column->natural;
    }
}

static int lanes_width(const struct layout_column *column)
{
    return column->lanes > 0 ? column->lanes + 1 : 0;
}

/* Columns that all tracks take if no label is wider than CAP. */
static int total_width(const struct layout *layout, int cap)
{
    int total = 0;

    for (int c = 0; c < layout->column_count; c++) {
        const struct layout_column *column = &layout->columns[c];

        total += lanes_width(column) + (column->natural < cap ? column->natural : cap) +
                 (c > 0 ? GAP : 0);
    }
    return total;
}

/* The widest cap that fits into COLUMNS. */
static int find_cap(const struct layout *layout, int columns)
{
    int cap = LABEL_ALONE;

    while (cap > 0 && total_width(layout, cap) > columns) {
        cap--;
    }
    return cap;
}

static void place_edge(struct sheet *sheet, bool bars)
{
    const struct lifeline *lifeline = sheet->layout->lifeline;
    int year = layout_width(lifeline->words[WORD_YEAR]);
    int age = layout_width(lifeline->words[WORD_AGE]);

    year = year > 4 ? year : 4;
    sheet->bars = bars;
    sheet->age_x = year + 1;
    sheet->age_width = lifeline->has_birth ? (age > 3 ? age : 3) : 0;
    sheet->spine = sheet->age_x + (sheet->age_width > 0 ? sheet->age_width + 1 : 0) +
                   (bars ? BAR : 0);
}

static int tracks_x(const struct sheet *sheet)
{
    return sheet->spine + 1 + (sheet->bars ? BAR : 0) + 1;
}

/* All tracks in one column: the labels of small screens stay whole. */
static void merge_columns(const struct sheet *sheet)
{
    struct layout *layout = sheet->layout;

    layout->single = true;
    layout->column_count = 1;
    layout->columns[0].track = TRACK_NONE;
    layout->columns[0].id = "track.all";
    layout->columns[0].title = layout->lifeline->words[WORD_OTHER];
    for (size_t i = 0; i < layout->count; i++) {
        layout->entries[i].column = 0;
    }
    layout_assign_lanes(layout);
}

static bool has_weights(const struct layout *layout)
{
    for (size_t i = 0; i < layout->count; i++) {
        if (!layout->entries[i].hidden &&
            layout->entries[i].placed->event->valence != VALENCE_UNSET) {
            return true;
        }
    }
    return false;
}

/* Room for labels beside an edge with or without bars. */
static int try_edge(struct sheet *sheet, bool bars)
{
    struct layout *layout = sheet->layout;

    if (layout->counted != !bars || sheet->stale) {
        layout->counted = !bars;
        sheet->stale = false;
        layout_relabel(layout);
    }
    measure_columns(sheet);
    place_edge(sheet, bars);
    return layout->options->columns > 0
               ? find_cap(layout, layout->options->columns - tracks_x(sheet))
               : sheet->widest;
}

/* The widest label that the columns allow, once it is settled what stands beside them. */
static int choose_cap(struct sheet *sheet, bool weights)
{
    struct layout *layout = sheet->layout;
    static const int least[] = {LABEL_NARROW, SHORT_LABEL / 2, SIGNS_ONLY}; /* by zoom */
    int cap = try_edge(sheet, weights);

    if (weights && cap < LABEL_READABLE) {
        cap = try_edge(sheet, false);
    }
    if (cap < least[layout->options->zoom] && layout->column_count > 1) {
        merge_columns(sheet);
        sheet->stale = true;
        cap = try_edge(sheet, weights);
        if (weights && cap < 2 * LABEL_READABLE) {
            cap = try_edge(sheet, false);
        }
    }
    if (layout->words && cap < LABEL_WORDS) {
        layout->words = false;
        sheet->stale = true;
        cap = try_edge(sheet, sheet->bars);
    }
    return cap > SIGNS_ONLY ? cap : SIGNS_ONLY;
}

static void place_columns(struct sheet *sheet)
{
    struct layout *layout = sheet->layout;
    int cap, x;

    layout_assign_lanes(layout);
    cap = choose_cap(sheet, has_weights(layout));
    x = tracks_x(sheet);
    for (int c = 0; c < layout->column_count; c++) {
        struct layout_column *column = &layout->columns[c];

        column->x = x;
        column->width = column->natural < cap ? column->natural : cap;
        x += lanes_width(column) + column->width + GAP;
    }
}

/* --- rows ------------------------------------------------------------------------ */

static int lines_of(const struct sheet *sheet, const struct layout_entry *entry)
{
    const struct layout_column *column = &sheet->layout->columns[entry->column];
    int width = column->width - entry->glyph_columns;

    return sheet->layout->options->zoom > 0 ? 1
           : layout_lines(label_of(sheet, entry), width > 0 ? width : 1);
}

/* Blank rows where years went by: one, however many they were. */
static int empty_years(int from, int to)
{
    return from != YEAR_VAGUE && to != YEAR_VAGUE && to - from >= 2;
}

/*
 * Each event as far up as the order of time and its own column allow; with BY_YEAR
 * never in a row with another year. Returns the row behind the last.
 */
static int place_rows(struct sheet *sheet, bool gaps)
{
    struct layout *layout = sheet->layout;
    int row = sheet->top, year = YEAR_VAGUE, end = sheet->top;
    bool first = true;

    for (int c = 0; c < layout->column_count; c++) {
        layout->columns[c].next_row = sheet->top;
    }
    sheet->end = sheet->top;
    sheet->tail_row = -1;
    for (size_t i = 0; i < layout->count; i++) {
        struct layout_entry *entry = &layout->entries[i];
        struct layout_column *column = &layout->columns[entry->column];

        if (entry->tail && sheet->tail_row < 0) {
            sheet->end = end;
            sheet->tail_row = end + (end > sheet->top);
            row = sheet->tail_row + 1;
            year = YEAR_VAGUE;
        }
        if (!entry->tail && entry->year != YEAR_VAGUE && entry->year != year &&
            (sheet->by_year || year == YEAR_VAGUE || entry->year - year > sheet->share ||
             entry->year < year)) {
            row += !first;
            row += gaps ? empty_years(year, entry->year) : 0;
            year = entry->year;
        }
        row = column->next_row > row ? column->next_row : row;
        entry->row = row;
        entry->lines = lines_of(sheet, entry);
        column->next_row = row + entry->lines;
        end = column->next_row > end ? column->next_row : end;
        first = false;
    }
    sheet->end = sheet->tail_row < 0 ? end : sheet->end;
    return end;
}

static void choose_rows(struct sheet *sheet)
{
    int most = LAYOUT_ROWS_MOST - 4; /* heading, legend and what is between */

    sheet->by_year = true;
    place_columns(sheet);
    sheet->bottom = place_rows(sheet, true);
    if (sheet->bottom > most) {
        sheet->bottom = place_rows(sheet, false);
    }
    if (sheet->bottom > most && sheet->layout->options->columns == 0) {
        sheet->widest = LABEL_FREE;
        place_columns(sheet);
        sheet->bottom = place_rows(sheet, false);
    }
    if (sheet->bottom > most && sheet->layout->words && !sheet->layout->single) {
        sheet->layout->words = false;
        sheet->stale = true;
        place_columns(sheet);
        sheet->bottom = place_rows(sheet, false);
    }
    if (sheet->bottom > most && !sheet->layout->single) {
        /* Too many years for one sheet: they share rows, and labels say the year. */
        sheet->by_year = false;
        place_columns(sheet);
        for (sheet->share = 1; sheet->share <= YEARS_SHARED; sheet->share++) {
            sheet->bottom = place_rows(sheet, false);
            if (sheet->bottom <= most) {
                break;
            }
        }
    }
}

/* --- items ----------------------------------------------------------------------- */

static struct scene_item *add_words(struct sheet *sheet, const char *id, enum scene_kind kind,
                                    const char *text, struct scene_box box)
{
    struct scene *scene = sheet->layout->scene;
    struct scene_item *item = scene_add_item(scene, id, kind, text);

    scene_wrap_label(scene, item, box.w > 0 ? box.w : 1, 0);
    box.h = box.h > (int)item->line_count ? box.h : (int)item->line_count;
    item->box = box;
    item->style = STYLE_LEFT;
    return item;
}

static int add_headings(struct sheet *sheet)
{
    struct layout *layout = sheet->layout;
    const char *const *words = layout->lifeline->words;
    int rows = 1;

    (void)add_words(sheet, "heading.year", SCENE_HEADING, words[WORD_YEAR],
                    (struct scene_box){0, 0, sheet->age_x - 1, 1});
    if (sheet->age_width > 0) {
        add_words(sheet, "heading.age", SCENE_HEADING, words[WORD_AGE],
                  (struct scene_box){sheet->age_x, 0, sheet->age_width, 1})
            ->style = STYLE_RIGHT;
    }
    for (int c = 0; c < layout->column_count; c++) {
        const struct layout_column *column = &layout->columns[c];
        struct scene_item *item =
            add_words(sheet, column->id, SCENE_HEADING, column->title,
                      (struct scene_box){column->x, 0, lanes_width(column) + column->width, 1});

        rows = item->box.h > rows ? item->box.h : rows;
    }
    return rows;
}

static int heading_rows(const struct sheet *sheet)
{
    int rows = 1;

    for (int c = 0; c < sheet->layout->column_count; c++) {
        const struct layout_column *column = &sheet->layout->columns[c];
        int lines = layout_lines(column->title, lanes_width(column) + column->width);

        rows = lines > rows ? lines : rows;
    }
    return rows;
}

static void add_ticks(struct sheet *sheet)
{
    struct layout *layout = sheet->layout;
    int year = YEAR_VAGUE, row = -1;

    for (size_t i = 0; i < layout->dated; i++) {
        const struct layout_entry *entry = &layout->entries[i];
        struct buf id = BUF_INIT, text = BUF_INIT;
        char age[8];

        if (!entry->in_year || entry->year == year || entry->row == row) {
            continue;
        }
        year = entry->year;
        row = entry->row;
        buf_add_format(&id, "year.%d.%d", year, row);
        buf_add_format(&text, "%d", year);
        (void)add_words(sheet, buf_text(&id), SCENE_TICK, buf_text(&text),
                        (struct scene_box){0, row, sheet->age_x - 1, 1});
        layout_age(age, layout, year);
        if (age[0] != '\0' && sheet->age_width > 0) {
            buf_clear(&id);
            buf_add_format(&id, "age.%d.%d", year, row);
            add_words(sheet, buf_text(&id), SCENE_TICK, age,
                      (struct scene_box){sheet->age_x, row, sheet->age_width, 1})
                ->style = STYLE_RIGHT;
        }
        buf_finish(&id);
        buf_finish(&text);
    }
}

static void add_event(struct sheet *sheet, struct layout_entry *entry)
{
    struct layout *layout = sheet->layout;
    const struct layout_column *column = &layout->columns[entry->column];
    unsigned zoom = layout->options->zoom;
    int width = column->width - entry->glyph_columns;
    struct scene_item *item;

    item = layout_add_event(layout, entry, label_of(sheet, entry),
                            zoom == 2 || (zoom == 1 && width < 2) ? 0
                            : width > 0                           ? width
                                                                  : 1,
                            zoom == 1 ? 1 : 0);
    if (zoom == 2 && entry->glyph_columns == 0) {
        item->glyph = scene_string(layout->scene, "·");
        item->glyph_ascii = scene_string(layout->scene, ".");
    }
    item->box = (struct scene_box){column->x + lanes_width(column), entry->row, column->width,
                                   entry->lines};
    if (zoom == 0) {
        int needed = entry->glyph_columns;

        for (size_t i = 0; i < item->line_count; i++) {
            int line = entry->glyph_columns + layout_width(item->lines[i]);
            needed = line > needed ? line : needed;
        }
        item->box.w = needed; /* a sign wider than the column is not cut, either */
    }
}

/* The bar beside the spine: of several events in a row the heaviest on each side. */
static void add_bars(struct sheet *sheet)
{
    struct layout *layout = sheet->layout;

    for (size_t i = 0; i < layout->count;) {
        const struct layout_entry *most[2] = {NULL, NULL};
        int weight[2] = {0, 0}, row = layout->entries[i].row;

        for (; i < layout->count && layout->entries[i].row == row; i++) {
            const struct layout_entry *entry = &layout->entries[i];
            int valence = entry->hidden ? VALENCE_UNSET : entry->placed->event->valence;
            bool mixed = valence == VALENCE_MIXED;
            int size = abs(valence) > 4 ? 1 : abs(valence);

            for (int up = 0; up < 2 && valence != VALENCE_UNSET && valence != 0; up++) {
                if ((mixed || (valence > 0) == (up == 1)) && size > weight[up]) {
                    weight[up] = size;
                    most[up] = entry;
                }
            }
        }
        for (int up = 0; up < 2; up++) {
            struct buf id = BUF_INIT, wide = BUF_INIT, plain = BUF_INIT;
            struct scene_item *item;

            if (most[up] == NULL) {
                continue;
            }
            buf_add_format(&id, "%s.%d", up ? "flowers" : "stones", row);
            buf_add_repeat(&wide, up ? "▲" : "▼", (size_t)weight[up]);
            buf_add_repeat(&plain, up ? "^" : "v", (size_t)weight[up]);
            item = scene_add_item(layout->scene, buf_text(&id), SCENE_NOTE, "");
            item->glyph = scene_string(layout->scene, buf_text(&wide));
            item->glyph_ascii = scene_string(layout->scene, buf_text(&plain));
            item->style = up ? STYLE_UP : STYLE_DOWN;
            item->box = (struct scene_box){up ? sheet->spine + 1 : sheet->spine - weight[up], row,
                                           weight[up], 1};
            buf_finish(&id);
            buf_finish(&wide);
            buf_finish(&plain);
        }
    }
}

/* The row in which a band ends: that of the last event before its end. */
static int end_row(const struct sheet *sheet, const struct layout_entry *entry)
{
    const struct layout *layout = sheet->layout;
    int row = layout->entries[entry->end_position].row;

    row = row > entry->row + entry->lines - 1 ? row : entry->row + entry->lines - 1;
    row = entry->placed->open_end ? sheet->end - 1 : row;
    for (size_t i = 0; i < layout->dated; i++) {
        const struct layout_entry *other = &layout->entries[i];

        /* A lane is free from the row on in which the next bar begins. */
        if (other->column == entry->column && other->lane == entry->lane &&
            other->position > entry->end_position && other->row <= row) {
            row = other->row - 1;
        }
    }
    return row > entry->row ? row : entry->row;
}

static void add_bands(struct sheet *sheet)
{
    struct layout *layout = sheet->layout;

    for (size_t i = 0; i < layout->dated; i++) {
        const struct layout_entry *entry = &layout->entries[i];
        struct scene_item *item;
        int last;

        if (entry->lane < 0) {
            continue;
        }
        last = end_row(sheet, entry);
        item = layout_add_band(layout, entry, "");
        item->box = (struct scene_box){layout->columns[entry->column].x + entry->lane, entry->row,
                                       1, last - entry->row + 1};
    }
}

void lifeline_vertical(struct layout *layout)
{
    struct sheet sheet = {.layout = layout, .top = 1, .widest = LABEL_WIDEST};
    struct scene_item *axis;
    int width, columns = layout->options->columns;

    choose_rows(&sheet);
    if (heading_rows(&sheet) != sheet.top) {
        sheet.top = heading_rows(&sheet);
        choose_rows(&sheet);
    }
    (void)add_headings(&sheet);
    axis = scene_add_item(layout->scene, "axis", SCENE_AXIS, "");
    axis->box = (struct scene_box){sheet.spine, sheet.top, 1,
                                   sheet.end > sheet.top ? sheet.end - sheet.top : 1};
    axis->alt = layout->lifeline->words[WORD_LEGEND_GAP];
    add_ticks(&sheet);
    for (size_t i = 0; i < layout->count; i++) {
        add_event(&sheet, &layout->entries[i]);
    }
    add_bands(&sheet);
    if (sheet.bars) {
        add_bars(&sheet);
    }
    if (sheet.tail_row >= 0) {
        int x = tracks_x(&sheet);

        (void)add_words(&sheet, "heading.undated", SCENE_HEADING,
                        layout->lifeline->words[WORD_UNDATED],
                        (struct scene_box){x, sheet.tail_row,
                                           layout_width(layout->lifeline->words[WORD_UNDATED]), 1});
    }
    scene_fit(layout->scene);
    width = columns > 0 ? columns : layout->scene->width > 80 ? layout->scene->width : 80;
    (void)layout_add_legend(layout, sheet.bottom > sheet.top ? sheet.bottom : sheet.top + 1,
                            width);
}
