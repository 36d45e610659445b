/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns and rows of a life that runs downwards. The scale is elastic: a year is as
 * long as what happened in it, so that no label stands beside another year than its own.
 */
#include "config.h"

#include "diagram/lifeline_sheet.h"

#define GAP            1  /* between columns */
#define LABEL_FREE     72 /* or this, if the rows would be too many */
#define LABEL_ALONE    96 /* where all tracks share one column */
#define LABEL_NARROW   17 /* below this, all tracks share one column */
#define LABEL_READABLE 18 /* from this on there is room for bars, too */
#define LABEL_WORDS    26 /* and from this on for "flower" and "stone" in each label */
#define BAR            4
#define YEARS_SHARED   5 /* more and the edge says nothing of a row any more */
#define SHORT_LABEL    18
#define SIGNS_ONLY     6

const char *sheet_label(const struct sheet *sheet, const struct layout_entry *entry)
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
        layout->columns[c].natural =
            zoom == 2 ? SIGNS_ONLY : layout_width(layout->columns[c].title);
    }
    for (size_t i = 0; i < layout->count && zoom < 2; i++) {
        struct layout_column *column = &layout->columns[layout->entries[i].column];
        int width = width_of(sheet, &layout->entries[i]);
        int most = zoom == 1 ? SHORT_LABEL : layout->single ? LABEL_ALONE : sheet->widest;

        width = width < most ? width : most;
        column->natural = width > column->natural ? width : column->natural;
    }
}

int sheet_lanes_width(const struct layout_column *column)
{
    return column->lanes > 0 ? column->lanes + 1 : 0;
}

/* Columns that all tracks take if no label is wider than CAP. */
static int total_width(const struct layout *layout, int cap)
{
    int total = 0;

    for (int c = 0; c < layout->column_count; c++) {
        const struct layout_column *column = &layout->columns[c];

        total += sheet_lanes_width(column) + (column->natural < cap ? column->natural : cap) +
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
    sheet->spine =
        sheet->age_x + (sheet->age_width > 0 ? sheet->age_width + 1 : 0) + (bars ? BAR : 0);
}

int sheet_tracks_x(const struct sheet *sheet)
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
               ? find_cap(layout, layout->options->columns - sheet_tracks_x(sheet))
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
    x = sheet_tracks_x(sheet);
    for (int c = 0; c < layout->column_count; c++) {
        struct layout_column *column = &layout->columns[c];

        column->x = x;
        column->width = column->natural < cap ? column->natural : cap;
        x += sheet_lanes_width(column) + column->width + GAP;
    }
}

/* --- rows ------------------------------------------------------------------------ */

static int lines_of(const struct sheet *sheet, const struct layout_entry *entry)
{
    const struct layout_column *column = &sheet->layout->columns[entry->column];
    int width = column->width - entry->glyph_columns;

    return sheet->layout->options->zoom > 0
               ? 1
               : layout_lines(sheet_label(sheet, entry), width > 0 ? width : 1);
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

void sheet_choose(struct sheet *sheet)
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
