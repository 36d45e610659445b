/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the selected item stands for: its facts, in full, and finding by words.
 */
#include "app/board.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- facts of an item ---- */

/* So many can be gone through; the picture shows the others. */
#define FACTS_MOST 256

struct around {
    const struct fact *facts[FACTS_MOST];
    size_t count;
};

static void add_around(struct around *around, const struct drawing *drawing, const char *id)
{
    const struct fact *fact = id[0] ? drawing_fact(drawing, id) : NULL;
    for (size_t i = 0; fact && i < around->count; i++) {
        if (around->facts[i] == fact) {
            return;
        }
    }
    if (fact && around->count < FACTS_MOST) {
        around->facts[around->count++] = fact;
    }
}

/* Of the selected item: its own, those of what it holds, those of its ties. */
static void find_around(struct around *out, const struct board *board)
{
    const struct drawing *drawing = board_drawing(board);
    const struct scene *scene = board->scene;
    int item = board_selected(board);
    out->count = 0;
    if (item < 0 || !drawing) {
        return;
    }
    add_around(out, drawing, scene->items[item].fact);
    for (size_t i = 0; i < scene->item_count; i++) {
        if (scene->items[i].parent == item) {
            add_around(out, drawing, scene->items[i].fact);
        }
    }
    for (size_t i = 0; i < scene->edge_count; i++) {
        const struct scene_edge *edge = &scene->edges[i];
        if (edge->from == item || edge->to == item) {
            add_around(out, drawing, edge->fact);
        }
    }
}

size_t board_fact_count(const struct board *board)
{
    struct around around;
    find_around(&around, board);
    return around.count;
}

const struct fact *board_fact_at(const struct board *board, size_t index)
{
    struct around around;
    find_around(&around, board);
    return index < around.count ? around.facts[index] : NULL;
}

const struct fact *board_fact(const struct board *board, size_t *index)
{
    struct around around;
    find_around(&around, board);
    *index = 0;
    for (size_t i = 0; board->fact[0] && i < around.count; i++) {
        if (strcmp(around.facts[i]->id, board->fact) == 0) {
            *index = i;
        }
    }
    return around.count ? around.facts[*index] : NULL;
}

void board_next_fact(struct board *board)
{
    size_t index, count = board_fact_count(board);
    if (count && board_fact(board, &index)) {
        char *next = alloc_string(board_fact_at(board, (index + 1) % count)->id);
        free(board->fact);
        board->fact = next;
    }
}

/* ---- in words ---- */

static void add_fact(struct buf *out, const struct fact *fact, size_t index, size_t count)
{
    if (count > 1) {
        buf_add_format(out, "[%zu/%zu] ", index + 1, count);
    }
    buf_add_text(out, fact->line);
    /* Words that were sent here; what was typed as a line says the same as the line. */
    if (fact->source && fact->source[0] && fact->words && fact->words[0]) {
        buf_add_format(out, " (%s)", fact->words);
    }
    if (fact->by != BY_PATIENT) {
        buf_add_format(out, "; %s",
                       fact->by == BY_INFORMANT && fact->relation[0] ? fact->relation
                                                                     : answer_by_label(fact->by));
    }
    if (fact->private) {
        buf_add_format(out, "; %s", _("private"));
    }
}

void board_detail(const struct board *board, struct buf *out)
{
    int at = board_selected(board);
    if (at < 0) {
        return;
    }
    const struct scene_item *item = &board->scene->items[at];
    buf_add_text(out, item->alt && item->alt[0] ? item->alt : item->label);
    size_t index;
    const struct fact *fact = board_fact(board, &index);
    if (fact) {
        buf_add_text(out, "  ");
        add_fact(out, fact, index, board_fact_count(board));
    }
}

void board_outline(const struct board *board, struct buf *out)
{
    if (board->diagram) {
        board->type->outline(out, board->diagram, !board->turned);
    }
    if (board->unread && !board->turned) {
        buf_add_format(out, "\n%s\n", _("Kept, but this version cannot draw it:"));
        board_unread(board, out);
    }
}

/* ---- finding ---- */

static bool has_words(const struct board *board, int item, const char *folded)
{
    const struct scene_item *shown = &board->scene->items[item];
    const struct drawing *drawing = board_drawing(board);
    const struct fact *fact = drawing && shown->fact[0] ? drawing_fact(drawing, shown->fact) : NULL;
    struct buf text = BUF_INIT, all = BUF_INIT;
    buf_add_format(&all, "%s %s", shown->label, shown->alt ? shown->alt : "");
    if (fact) {
        buf_add_format(&all, " %s %s", fact->line, fact->words ? fact->words : "");
    }
    text_fold(&text, buf_text(&all), all.length);
    bool matches = text_matches(buf_text(&text), folded);
    buf_finish(&text);
    buf_finish(&all);
    return matches;
}

bool board_find(struct board *board, const char *words, int step)
{
    int count = board->scene ? (int)board->scene->item_count : 0;
    int at = board_selected(board), way = step < 0 ? -1 : 1;
    struct buf folded = BUF_INIT;
    bool found = false;
    text_fold(&folded, words, strlen(words));
    for (int i = step ? 1 : 0; folded.length && !found && i < count + (step ? 1 : 0); i++) {
        int item = (((at < 0 ? 0 : at) + way * i) % count + count) % count;
        if (board->scene->items[item].selectable && has_words(board, item, buf_text(&folded))) {
            board_select(board, item);
            board_follow(board);
            found = true;
        }
    }
    buf_finish(&folded);
    return found;
}
