/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the facts of the record to a scene, and where one is in it.
 */
#include "app/board.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "export/drawn.h"
#include "record/fields.h"

#include <stdlib.h>
#include <string.h>

/* ---- opening ---- */

void board_line_init(struct board_line *line)
{
    memset(line, 0, sizeof *line);
    line->about = alloc_string("");
    line->text = alloc_string("");
    line->source = alloc_string("");
    line->relation = alloc_string("");
}

void board_line_finish(struct board_line *line)
{
    free(line->about);
    free(line->text);
    free(line->source);
    free(line->relation);
}

struct board *board_open(struct session *session, const struct diagram_type *type)
{
    struct board *board = alloc_array(1, sizeof *board);
    board->session = session;
    board->type = type;
    board->entry = text_edit_create(true);
    board->find = text_edit_create(true);
    board->selected = alloc_string("");
    board->fact = alloc_string("");
    board->relation = alloc_string("");
    board->stale = true;
    board_line_init(&board->line);
    understanding_init(&board->understood);
    return board;
}

static void forget_scenes(struct board *board)
{
    for (size_t i = 0; i < 2 * BOARD_MOMENTS; i++) {
        struct scene **scene = &board->scenes[i / BOARD_MOMENTS][i % BOARD_MOMENTS];
        scene_destroy(*scene);
        *scene = NULL;
    }
    board->scene = NULL;
    board->stale = true;
}

void board_close(struct board *board)
{
    if (!board) {
        return;
    }
    forget_scenes(board);
    if (board->diagram) {
        board->type->destroy(board->diagram);
    }
    understanding_finish(&board->understood);
    text_edit_destroy(board->entry);
    text_edit_destroy(board->find);
    board_line_finish(&board->line);
    for (size_t i = 0; i < board->aside_count; i++) {
        board_line_finish(&board->aside[i]);
    }
    free(board->aside);
    free(board->selected);
    free(board->fact);
    free(board->relation);
    free(board->connecting);
    free(board);
}

const struct drawing *board_drawing(const struct board *board)
{
    return record_drawing(session_record(board->session), board->type->name);
}

void board_count(struct buf *out, const struct record *record, const struct diagram_type *type)
{
    const struct drawing *drawing = record_drawing(record, type->name);
    size_t count = drawing ? drawing->count : 0;
    if (count == 0) {
        buf_add_text(out, _("not begun"));
    } else if (strcmp(type->name, "lifeline") == 0) {
        buf_add_format(out, ngettext("%zu event", "%zu events", count), count);
    } else if (strcmp(type->name, "ecogram") == 0) {
        buf_add_format(out, ngettext("%zu tie", "%zu ties", count), count);
    } else {
        buf_add_format(out, ngettext("%zu fact", "%zu facts", count), count);
    }
}

/* ---- folding ---- */

static struct diagram_context context_of(const struct board *board)
{
    const struct patient *patient = &session_record(board->session)->patient;
    return (struct diagram_context){
        .subject = session_patient_name(board->session),
        .birth = patient->birth_edtf ? patient->birth_edtf : "",
        .language = i18n_language(),
        .today = session_today(board->session),
    };
}

struct diagram *board_empty_diagram(const struct board *board)
{
    const struct diagram_context context = context_of(board);
    /* The diagram copies what it needs of the context. */
    /* cppcheck-suppress returnDanglingLifetime */
    return board->type->create(&context);
}

/* Returns how many lines this program cannot read, and appends them to UNREAD (or NULL). */
static size_t fold(const struct board *board, struct diagram *diagram,
                   const struct drawing *drawing, struct buf *unread)
{
    size_t count = 0;
    for (size_t i = 0; drawing && i < drawing->count; i++) {
        const struct fact *fact = &drawing->facts[i];
        struct error ignored = {0};
        if (board->type->add(diagram, fact->line, strlen(fact->line), fact->id, fact->private, NULL,
                             &ignored)) {
            continue;
        }
        count++;
        if (unread) {
            buf_add_format(unread, "  %s\n", fact->line);
        }
    }
    return count;
}

void board_unread(const struct board *board, struct buf *out)
{
    struct diagram *diagram = board_empty_diagram(board);
    fold(board, diagram, board_drawing(board), out);
    board->type->destroy(diagram);
}

void board_refresh(struct board *board)
{
    unsigned long version = session_version(board->session);
    if (board->diagram && board->version == version) {
        return;
    }
    if (board->diagram) {
        board->type->destroy(board->diagram);
    }
    board->diagram = board_empty_diagram(board);
    board->unread = fold(board, board->diagram, board_drawing(board), NULL);
    board->version = version;
    board->stale = true;
}

size_t board_unread_count(struct board *board)
{
    board_refresh(board);
    return board->unread;
}

/* ---- scenes ---- */

static struct scene_options options_of(const struct board *board, const struct scene *previous)
{
    static const char *const moments[BOARD_MOMENTS] = {"now", "before", "compare"};
    return (struct scene_options){
        .columns = board->columns,
        .rows = board->rows,
        .zoom = board->zoom,
        .form = board->form,
        .legend = true,
        .show_private = !board->turned,
        .free_order = board->free_order,
        .moment = moments[board->moment],
        .previous = previous,
    };
}

static struct scene *make_scene(const struct board *board, const struct scene *previous)
{
    const struct scene_options options = options_of(board, previous);
    /* The scene keeps none of the options. */
    /* cppcheck-suppress returnDanglingLifetime */
    return board->type->scene(board->diagram, &options);
}

/* Who comes back after a week finds everything where it was. */
static struct scene *replay(const struct board *board)
{
    const struct diagram_context context = context_of(board);
    const struct scene_options options = options_of(board, NULL);
    /* cppcheck-suppress returnDanglingLifetime */
    return drawn_grown(board->type, session_record(board->session), &context, &options);
}

static void remake_scene(struct board *board)
{
    struct scene **slot = &board->scenes[board->turned][board->moment];
    const struct scene *previous = *slot;
    struct scene *grown = NULL;
    if (!previous) {
        previous = board->scenes[0][BOARD_NOW];
    }
    if (!previous) {
        previous = grown = replay(board);
    }
    struct scene *scene = make_scene(board, previous);
    scene_destroy(grown);
    scene_destroy(*slot);
    *slot = board->scene = scene;
    board->way = (struct scene_way){-1, -1, GO_UP};
    board->stale = false;
}

void board_look_again(struct board *board)
{
    board->stale = true;
}

void board_optimise(struct board *board)
{
    forget_scenes(board);
    if (board->diagram && board->columns > 0) {
        board->scene = make_scene(board, NULL);
        board->scenes[board->turned][board->moment] = board->scene;
        board->stale = false;
    }
}

void board_set_turned(struct board *board, bool turned)
{
    board->turned = turned;
    board->stale = true;
}

/* ---- selection ---- */

int board_selected(const struct board *board)
{
    return board->scene && board->selected[0] ? scene_find(board->scene, board->selected) : -1;
}

void board_select(struct board *board, int item)
{
    field_set(&board->selected, board->scene && item >= 0 ? board->scene->items[item].id : "");
    field_set(&board->fact, "");
}

/* The item that a fact made, the one that holds what it made, or one end of the tie that
 * it made; -1. */
static int item_of_fact(const struct scene *scene, const char *fact)
{
    int holder = -1;
    for (size_t i = 0; i < scene->item_count; i++) {
        const struct scene_item *item = &scene->items[i];
        if (strcmp(item->fact, fact) != 0) {
            continue;
        }
        if (item->selectable) {
            return (int)i;
        }
        if (holder < 0 && item->parent >= 0 && scene->items[item->parent].selectable) {
            holder = item->parent;
        }
    }
    for (size_t i = 0; holder < 0 && i < scene->edge_count; i++) {
        const struct scene_edge *edge = &scene->edges[i];
        if (strcmp(edge->fact, fact) == 0) {
            bool from = scene->items[edge->from].selectable &&
                        scene->items[edge->from].kind != SCENE_CENTRE;
            holder = from ? edge->from : edge->to;
        }
    }
    return holder;
}

/* What was selected is found again by id, else by its fact; a fact sealed just now shows
 * itself. */
static void reselect(struct board *board)
{
    int at = board_selected(board);
    if (at >= 0 && !board->seeking) {
        return;
    }
    int item = board->fact[0] ? item_of_fact(board->scene, board->fact) : -1;
    board->seeking = false;
    if (item >= 0) {
        field_set(&board->selected, board->scene->items[item].id);
    } else if (at < 0) {
        field_set(&board->selected, "");
    }
}

void board_layout(struct board *board, int columns, int rows)
{
    board_refresh(board);
    bool resized = columns != board->columns || rows != board->rows;
    board->columns = columns;
    board->rows = rows;
    if (board->stale || resized || !board->scene) {
        remake_scene(board);
        reselect(board);
        board_follow(board);
    }
}

/* ---- moving ---- */

static int clamp(int value, int least, int most)
{
    return value > most ? (most < least ? least : most) : value < least ? least : value;
}

static void scroll_axis(int *first, int window, int whole, int from, int length)
{
    if (from + length > *first + window) {
        *first = from + length - window;
    }
    if (from < *first) {
        *first = from;
    }
    *first = clamp(*first, 0, whole - window);
}

void board_follow(struct board *board)
{
    int item = board_selected(board);
    const struct scene *scene = board->scene;
    if (!scene) {
        return;
    }
    struct scene_box box = {board->left, board->top, 0, 0};
    if (item >= 0) {
        box = scene->items[item].box;
    }
    scroll_axis(&board->left, board->columns, scene->width, box.x, box.w);
    scroll_axis(&board->top, board->rows, scene->height, box.y, box.h);
}

static int first_selectable(const struct scene *scene, int from, int step)
{
    for (int i = from; i >= 0 && i < (int)scene->item_count; i += step) {
        if (scene->items[i].selectable) {
            return i;
        }
    }
    return -1;
}

static void go_to(struct board *board, int item)
{
    board_select(board, item);
    board_follow(board);
}

bool board_move(struct board *board, enum scene_direction direction)
{
    int at = board_selected(board);
    if (!board->scene) {
        return false;
    }
    int to = at < 0 ? first_selectable(board->scene, 0, 1)
                    : scene_neighbour(board->scene, at, direction, &board->way);
    if (to < 0) {
        return false;
    }
    go_to(board, to);
    return true;
}

void board_next(struct board *board, int step)
{
    if (!board->scene) {
        return;
    }
    int at = board_selected(board), last = (int)board->scene->item_count - 1;
    int to = at < 0 ? -1 : first_selectable(board->scene, at + step, step);
    if (to < 0) {
        to = first_selectable(board->scene, step > 0 ? 0 : last, step);
    }
    if (to >= 0) {
        go_to(board, to);
    }
}

void board_edge(struct board *board, int direction)
{
    if (!board->scene) {
        return;
    }
    int to = direction < 0 ? first_selectable(board->scene, 0, 1)
                           : first_selectable(board->scene, (int)board->scene->item_count - 1, -1);
    if (to >= 0) {
        go_to(board, to);
    }
}

static bool in_sight(const struct board *board, const struct scene_box *box)
{
    return box->y >= board->top && box->y + box->h <= board->top + board->rows;
}

/* How far an item is from where the selected one stood on the screen. */
static int distance(const struct scene_box *box, int x, int y)
{
    return abs(box->x + box->w / 2 - x) + 2 * abs(box->y + box->h / 2 - y);
}

void board_scroll(struct board *board, int rows)
{
    const struct scene *scene = board->scene;
    if (!scene) {
        return;
    }
    int top = clamp(board->top + rows, 0, scene->height - board->rows);
    int moved = top - board->top, at = board_selected(board), best = -1, least = 0;
    board->top = top;
    if (moved == 0) {
        board_edge(board, rows);
        return;
    }
    int x = at < 0 ? board->left : scene->items[at].box.x + scene->items[at].box.w / 2;
    int y = at < 0 ? top : scene->items[at].box.y + scene->items[at].box.h / 2 + moved;
    for (size_t i = 0; i < scene->item_count; i++) {
        const struct scene_box *box = &scene->items[i].box;
        int away = distance(box, x, y);
        if (scene->items[i].selectable && in_sight(board, box) && (best < 0 || away < least)) {
            best = (int)i;
            least = away;
        }
    }
    if (best >= 0) {
        board_select(board, best);
    }
}

int board_item_at(const struct board *board, int row, int column)
{
    int x = column - board->column + board->left, y = row - board->row + board->top;
    if (!board->scene || row < board->row || column < board->column ||
        row >= board->row + board->rows || column >= board->column + board->columns) {
        return -1;
    }
    /* What is drawn later lies inside what is drawn before. */
    for (size_t i = board->scene->item_count; i-- > 0;) {
        const struct scene_item *item = &board->scene->items[i];
        if (item->selectable && x >= item->box.x && x < item->box.x + item->box.w &&
            y >= item->box.y && y < item->box.y + item->box.h) {
            return (int)i;
        }
    }
    return -1;
}
