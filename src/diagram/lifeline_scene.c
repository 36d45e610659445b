/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Before a lifeline is laid out: which events are seen, in which order and columns,
 * and what their labels and signs are. Nothing here weighs one event against another:
 * a story that jumps is drawn as it was told.
 */
#include "config.h"

#include "diagram/lifeline_layout.h"

#include "base/alloc.h"
#include "base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *displayed(struct layout *layout, struct buf *text)
{
    struct buf shown = BUF_INIT;
    const char *copy;

    (void)text_display(&shown, buf_text(text), text->length, TEXT_ONE_LINE);
    copy = arena_copy(layout->arena, buf_text(&shown), shown.length);
    buf_finish(&shown);
    buf_clear(text);
    return copy;
}

int layout_width(const char *text)
{
    return text_width(text, strlen(text));
}

/* --- what is seen ---------------------------------------------------------------- */

static int year_of(int64_t day)
{
    int year, month, day_of_month;

    edtf_civil_from_days((int32_t)day, &year, &month, &day_of_month);
    return year;
}

/* The year that the event is drawn in. IN_YEAR: it lies in that one for certain. */
static int row_year(const struct lifeline_placed *placed, bool *in_year)
{
    const struct lifeline_span *span = &placed->start;

    *in_year = false;
    if (!placed->dated || placed->open_start || span->first == INT32_MIN ||
        span->last == INT32_MAX) {
        return YEAR_VAGUE;
    }
    *in_year = year_of(span->first) == year_of(span->last);
    return year_of(lifeline_middle(placed));
}

static void add_entry(struct layout *layout, const struct lifeline_placed *placed, bool tail)
{
    const struct lifeline_event *event = placed->event;
    struct layout_entry *entry;

    if (event->private && !layout->options->show_private) {
        return;
    }
    entry = &layout->entries[layout->count];
    *entry = (struct layout_entry){.placed = placed,
                                   .position = (int)layout->count,
                                   .lane = -1,
                                   .tail = tail,
                                   .item = -1,
                                   .hidden = event->sensitive && !layout->options->show_private};
    entry->year = row_year(placed, &entry->in_year);
    if (entry->hidden) {
        entry->year = YEAR_VAGUE;
        entry->in_year = false;
    }
    layout->count++;
    layout->dated += !tail;
}

/* Where on the order a band ends: behind the last event that came before its end. */
static void find_ends(struct layout *layout)
{
    size_t n = layout->dated;
    int64_t *days = arena_take(layout->arena, n + 1, sizeof *days);
    int64_t latest = INT64_MIN;

    for (size_t i = 0; i < n; i++) {
        if (layout->entries[i].placed->dated) {
            latest = lifeline_middle(layout->entries[i].placed);
        }
        days[i] = latest;
    }
    for (size_t i = 0; i < n; i++) {
        const struct lifeline_placed *placed = layout->entries[i].placed;
        size_t low = i, high = n;
        int64_t end = placed->end.last;

        if (!placed->lasting || layout->entries[i].hidden) {
            continue;
        }
        if (placed->open_end) {
            end = INT64_MAX;
        } else if (placed->end.first != INT32_MIN) {
            end = ((int64_t)placed->end.first + placed->end.last) >> 1;
        }
        while (low + 1 < high) { /* the last entry that is not behind the end */
            size_t middle = low + (high - low) / 2;

            if (days[middle] <= end) {
                low = middle;
            } else {
                high = middle;
            }
        }
        layout->entries[i].end_position = (int)low;
    }
}

/* --- columns --------------------------------------------------------------------- */

static int track_of(const struct lifeline_event *event)
{
    return event->tag_count > 0 ? event->tags[0] : TRACK_NONE;
}

struct track_name {
    int track;
    const char *folded;
};

/* Standard tracks in their order, then own ones by name, then what has none. */
static int by_track(const void *left, const void *right)
{
    const struct track_name *a = left, *b = right;
    int rank_a = a->track == TRACK_NONE ? INT32_MAX : a->track < TRACK_OWN ? a->track : TRACK_OWN;
    int rank_b = b->track == TRACK_NONE ? INT32_MAX : b->track < TRACK_OWN ? b->track : TRACK_OWN;

    if (rank_a != rank_b) {
        return rank_a < rank_b ? -1 : 1;
    }
    return rank_a == TRACK_OWN ? strcmp(a->folded, b->folded) : 0;
}

/* The same from edit to edit, whichever tracks come and go. */
static const char *column_id(const struct layout *layout, int track)
{
    struct buf id = BUF_INIT;
    const char *copy;

    if (track < TRACK_OWN) {
        buf_add_format(&id, "track.%s",
                       track == TRACK_NONE ? "none" : lifeline_track_name(layout->lifeline, track));
    } else {
        uint32_t hash = UINT32_C(2166136261);

        for (const char *c = layout->lifeline->own_folded[track - TRACK_OWN]; *c != '\0'; c++) {
            hash = (hash ^ (unsigned char)*c) * UINT32_C(16777619);
        }
        buf_add_format(&id, "track.own-%08x", (unsigned)hash);
    }
    copy = arena_string(layout->arena, buf_text(&id));
    buf_finish(&id);
    return copy;
}

static void find_columns(struct layout *layout)
{
    const struct lifeline *lifeline = layout->lifeline;
    size_t tracks = TRACK_OWN + lifeline->own_count + 1, used = 0;
    bool *seen = arena_take(layout->arena, tracks, sizeof *seen);
    int *column = arena_take(layout->arena, tracks, sizeof *column);
    struct track_name *names = arena_take(layout->arena, tracks, sizeof *names);

    for (size_t i = 0; i < layout->count; i++) {
        int track = track_of(layout->entries[i].placed->event);

        if (!seen[track + 1]) {
            seen[track + 1] = true;
            names[used++] = (struct track_name){
                track, track >= TRACK_OWN ? lifeline->own_folded[track - TRACK_OWN] : ""};
        }
    }
    qsort(names, used, sizeof *names, by_track);
    for (size_t i = 0; i < used; i++) {
        /* More tracks than anybody can read beside each other share the last column. */
        bool other = i + 1 >= LAYOUT_TRACKS_MAX;
        int at = other ? LAYOUT_TRACKS_MAX - 1 : (int)i;
        int track = other ? TRACK_NONE : names[i].track;

        column[names[i].track + 1] = at;
        layout->columns[at].track = track;
        layout->columns[at].title = lifeline_track_title(lifeline, track);
        layout->columns[at].id = column_id(layout, track);
        layout->column_count = at + 1;
    }
    for (size_t i = 0; i < layout->count; i++) {
        layout->entries[i].column = column[track_of(layout->entries[i].placed->event) + 1];
    }
}

/* --- labels ---------------------------------------------------------------------- */

static void add_weight(struct buf *out, const struct layout *layout, int valence)
{
    struct buf weight = BUF_INIT;

    if (valence == VALENCE_UNSET) {
        return;
    }
    if (valence == VALENCE_MIXED && !layout->words) {
        buf_add_text(&weight, "+-");
    } else if (layout->words || valence == VALENCE_FLOWER || valence == VALENCE_STONE) {
        lifeline_say_valence(&weight, layout->lifeline, valence);
    } else {
        buf_add_format(&weight, "%s%d", valence > 0 ? "+" : valence < 0 ? "−" : "", abs(valence));
    }
    buf_add_format(out, " (%s)", buf_text(&weight));
    buf_finish(&weight);
}

static void add_what(struct buf *out, const struct layout *layout, const struct layout_entry *entry)
{
    const struct lifeline_event *event = entry->placed->event;
    int own = layout->columns[entry->column].track;

    buf_add_text(out, event->text);
    add_weight(out, layout, event->valence);
    if (event->sensitive) {
        buf_add_format(out, " (%s)", layout->lifeline->words[WORD_SENSITIVE]);
    }
    if (event->deferred) {
        buf_add_format(out, " (%s)", layout->lifeline->words[WORD_DEFERRED]);
    }
    for (size_t i = 0; i < event->tag_count; i++) {
        if (event->tags[i] != own) {
            buf_add_format(out, " · %s", lifeline_track_title(layout->lifeline, event->tags[i]));
        }
    }
}

/* "spring 1998" without the year, where the year stands at the edge already. */
static void add_short_when(struct buf *out, const struct layout_entry *entry, const char *when)
{
    char year[16] = {0};
    struct buf number = BUF_INIT;
    size_t length = strlen(when);
    const struct lifeline_when *said = &entry->placed->event->when;

    buf_add_format(&number, "%d", entry->year);
    memcpy(year, buf_text(&number), number.length < 15 ? number.length : 0);
    buf_finish(&number);
    if (!entry->in_year || said->kind != WHEN_AT || entry->placed->approximate ||
        entry->placed->uncertain || length < strlen(year) ||
        strcmp(when + length - strlen(year), year) != 0) {
        buf_add_format(out, "%s: ", when);
        return;
    }
    length -= strlen(year);
    if (length > 1) {
        buf_add(out, when, length - 1);
        buf_add_text(out, ": ");
    }
}

static void make_label(struct layout *layout, struct layout_entry *entry)
{
    struct buf text = BUF_INIT, when = BUF_INIT;

    if (entry->hidden) {
        buf_add_text(&text, layout->lifeline->words[WORD_HIDDEN]);
        entry->label = entry->short_label = displayed(layout, &text);
        entry->label_width = entry->short_width = layout_width(entry->label);
        buf_finish(&text);
        return;
    }
    lifeline_say_when(&when, layout->lifeline, entry->placed);
    buf_add_format(&text, "%s: ", buf_text(&when));
    add_what(&text, layout, entry);
    entry->label = displayed(layout, &text);
    add_short_when(&text, entry, buf_text(&when));
    add_what(&text, layout, entry);
    entry->short_label = displayed(layout, &text);
    entry->label_width = layout_width(entry->label);
    entry->short_width = layout_width(entry->short_label);
    buf_finish(&text);
    buf_finish(&when);
}

/* Whose order among the others is not certain: some other may lie before or behind. */
static bool *find_uncertain_order(struct layout *layout)
{
    size_t n = layout->count;
    bool *uncertain = arena_take(layout->arena, n + 1, sizeof *uncertain);
    int32_t reach = INT32_MIN;
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        const struct lifeline_placed *placed = layout->entries[i].placed;

        if (placed->dated) {
            uncertain[i] = any && placed->start.first <= reach;
            reach = !any || placed->start.last > reach ? placed->start.last : reach;
            any = true;
        }
    }
    reach = INT32_MAX;
    any = false;
    for (size_t i = n; i > 0; i--) {
        const struct lifeline_placed *placed = layout->entries[i - 1].placed;

        if (placed->dated) {
            uncertain[i - 1] = uncertain[i - 1] || (any && placed->start.last >= reach);
            reach = !any || placed->start.first < reach ? placed->start.first : reach;
            any = true;
        }
    }
    return uncertain;
}

static void make_glyph(struct layout *layout, struct layout_entry *entry)
{
    int valence = entry->hidden ? VALENCE_UNSET : entry->placed->event->valence;
    int count = layout->counted && abs(valence) <= 4 ? abs(valence) : 1;
    struct buf wide = BUF_INIT, plain = BUF_INIT;

    if (entry->uncertain_order && !entry->hidden) {
        buf_add_char(&wide, '~');
        buf_add_char(&plain, '~');
    }
    if (!entry->placed->dated && !entry->hidden) {
        buf_add_text(&wide, "○");
        buf_add_char(&plain, 'o');
    }
    if (valence == VALENCE_MIXED) {
        buf_add_text(&wide, "▲▼");
        buf_add_text(&plain, "^v");
    } else if (valence != VALENCE_UNSET && valence != 0) {
        buf_add_repeat(&wide, valence > 0 ? "▲" : "▼", (size_t)count);
        buf_add_repeat(&plain, valence > 0 ? "^" : "v", (size_t)count);
    }
    entry->glyph = arena_string(layout->arena, buf_text(&wide));
    entry->glyph_ascii = arena_string(layout->arena, buf_text(&plain));
    entry->glyph_columns = plain.length > 0 ? (int)plain.length + 1 : 0;
    buf_finish(&wide);
    buf_finish(&plain);
}

void layout_relabel(struct layout *layout)
{
    for (size_t i = 0; i < layout->count; i++) {
        make_glyph(layout, &layout->entries[i]);
        make_label(layout, &layout->entries[i]);
    }
}

static void prepare(struct layout *layout)
{
    const struct lifeline *lifeline = layout->lifeline;
    struct lifeline_placed *placed = lifeline_place(lifeline, layout->arena);
    size_t tail, *order = lifeline_order(lifeline, placed, layout->arena, &tail);
    bool *uncertain;

    layout->entries = arena_take(layout->arena, lifeline->count + 1, sizeof *layout->entries);
    for (size_t i = 0; i < lifeline->count; i++) {
        add_entry(layout, &placed[order[i]], i >= tail);
    }
    find_ends(layout);
    find_columns(layout);
    uncertain = find_uncertain_order(layout);
    for (size_t i = 0; i < layout->count; i++) {
        struct layout_entry *entry = &layout->entries[i];
        struct buf id = BUF_INIT;

        buf_add_format(&id, "event.%s", entry->placed->event->id);
        entry->id = arena_string(layout->arena, buf_text(&id));
        buf_finish(&id);
        entry->uncertain_order = uncertain[i];
    }
    layout_relabel(layout);
}

/* --- the scene ------------------------------------------------------------------- */

static bool lies(const struct scene *previous)
{
    for (size_t i = 0; i < previous->item_count; i++) {
        if (previous->items[i].kind == SCENE_AXIS) {
            return previous->items[i].box.w > previous->items[i].box.h;
        }
    }
    return false;
}

static void describe(struct layout *layout)
{
    const struct lifeline *lifeline = layout->lifeline;
    struct buf text = BUF_INIT;

    if (lifeline->subject[0] != '\0') {
        const char *pattern = lifeline->words[WORD_TITLE_OF];
        const char *hole = strstr(pattern, "%s");

        buf_add(&text, pattern, hole != NULL ? (size_t)(hole - pattern) : strlen(pattern));
        buf_add_text(&text, lifeline->subject);
        buf_add_text(&text, hole != NULL ? hole + 2 : "");
    } else {
        buf_add_text(&text, lifeline->words[WORD_TITLE]);
    }
    layout->scene->title = scene_string(layout->scene, buf_text(&text));
    buf_clear(&text);
    lifeline_outline(&text, lifeline, layout->options->show_private);
    layout->scene->description = scene_string(layout->scene, buf_text(&text));
    buf_finish(&text);
}

static bool is_too_wide(const struct layout *layout)
{
    return layout->options->columns > 0 && layout->scene->width > layout->options->columns;
}

static void draw(struct layout *layout, bool across)
{
    struct scene *scene = layout->scene;

    if (layout->count == 0) {
        struct scene_item *note =
            scene_add_item(scene, "empty", SCENE_NOTE, layout->lifeline->words[WORD_EMPTY]);
        int columns = layout->options->columns > 0 ? layout->options->columns : 80;

        scene_wrap_label(scene, note, columns, 0);
        note->box = (struct scene_box){0, 0, layout_width(note->label), (int)note->line_count};
        note->box.w = note->box.w < columns ? note->box.w : columns;
    } else if (across) {
        lifeline_horizontal(layout);
    } else {
        lifeline_vertical(layout);
    }
    scene_fit(scene);
    scene->scrolled =
        is_too_wide(layout) || (layout->options->rows > 0 && scene->height > layout->options->rows);
}

struct scene *lifeline_scene(const struct diagram *diagram, const struct scene_options *options)
{
    struct layout layout = {.lifeline = (const struct lifeline *)(const void *)diagram,
                            .options = options,
                            .arena = arena_create()};
    enum scene_form form = options->form;
    bool choose = form != FORM_VERTICAL && form != FORM_HORIZONTAL;
    bool across = form == FORM_HORIZONTAL;

    assert(options->columns >= 0 && options->zoom <= 2);
    if (choose) {
        across = options->previous != NULL ? lies(options->previous)
                                           : options->columns == 0 || options->columns >= 160;
    }
    layout.words = options->columns == 0 || options->columns >= 100;
    layout.counted = true;
    layout.scene = scene_create("lifeline", layout.lifeline->language);
    prepare(&layout);
    draw(&layout, across);
    if (choose && across && options->previous == NULL &&
        (layout.scene->height > LAYOUT_ROWS_MOST || is_too_wide(&layout))) {
        /* Too much for one sheet lying: it stands, which takes fewer rows and columns. */
        scene_destroy(layout.scene);
        layout.scene = scene_create("lifeline", layout.lifeline->language);
        draw(&layout, false);
    }
    describe(&layout);
    arena_destroy(layout.arena);
    return layout.scene;
}
