/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Time runs downwards: years and ages at the edge, the spine with what weighed left
 * and right of it, then a column for each track, or one for all where it is narrow.
 */
#include "config.h"

#include "diagram/lifeline_sheet.h"

#include <stdlib.h>
#include <string.h>

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
        struct scene_item *item = add_words(
            sheet, column->id, SCENE_HEADING, column->title,
            (struct scene_box){column->x, 0, sheet_lanes_width(column) + column->width, 1});

        rows = item->box.h > rows ? item->box.h : rows;
    }
    return rows;
}

static int heading_rows(const struct sheet *sheet)
{
    int rows = 1;

    for (int c = 0; c < sheet->layout->column_count; c++) {
        const struct layout_column *column = &sheet->layout->columns[c];
        int lines = layout_lines(column->title, sheet_lanes_width(column) + column->width);

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

    item = layout_add_event(layout, entry, sheet_label(sheet, entry),
                            zoom == 2 || (zoom == 1 && width < 2) ? 0
                            : width > 0                           ? width
                                                                  : 1,
                            zoom == 1 ? 1 : 0);
    if (zoom == 2 && entry->glyph_columns == 0) {
        item->glyph = scene_string(layout->scene, "·");
        item->glyph_ascii = scene_string(layout->scene, ".");
    }
    item->box = (struct scene_box){column->x + sheet_lanes_width(column), entry->row, column->width,
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
    struct sheet sheet = {.layout = layout, .top = 1, .widest = SHEET_LABEL_WIDEST};
    struct scene_item *axis;
    int width, columns = layout->options->columns;

    sheet_choose(&sheet);
    if (heading_rows(&sheet) != sheet.top) {
        sheet.top = heading_rows(&sheet);
        sheet_choose(&sheet);
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
        int x = sheet_tracks_x(&sheet);

        (void)add_words(&sheet, "heading.undated", SCENE_HEADING,
                        layout->lifeline->words[WORD_UNDATED],
                        (struct scene_box){x, sheet.tail_row,
                                           layout_width(layout->lifeline->words[WORD_UNDATED]), 1});
    }
    scene_fit(layout->scene);
    width = columns > 0 ? columns : layout->scene->width > 80 ? layout->scene->width : 80;
    (void)layout_add_legend(layout, sheet.bottom > sheet.top ? sheet.bottom : sheet.top + 1, width);
}
