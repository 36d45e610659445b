/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What single keys do to the selected item. Each is an edit of facts, or begins
 * a line that is then typed to its end.
 */
#include "app/board.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "record/fields.h"

#include <stdlib.h>
#include <string.h>

static const struct fact *need_fact(const struct board *board, struct error *err)
{
    size_t index;
    const struct fact *fact = board_fact(board, &index);
    if (!fact) {
        error_set(err, ERROR_NOT_FOUND,
                  board_selected(board) < 0 ? _("nothing is selected; an arrow key selects")
                                            : _("no line says this; it is always there"));
    }
    return fact;
}

/* What lines call the selected item; NULL and an error. */
static const char *need_name(const struct board *board, struct error *err)
{
    int at = board_selected(board);
    if (at < 0) {
        error_set(err, ERROR_NOT_FOUND, _("nothing is selected; an arrow key selects"));
        return NULL;
    }
    const char *name = board->type->item_name
                           ? board->type->item_name(board->diagram, board->scene->items[at].id)
                           : NULL;
    if (!name) {
        error_set(err, ERROR_UNSUPPORTED, _("this has no name; e changes its line"));
    }
    return name;
}

bool board_edit_fact(struct board *board, struct error *err)
{
    const struct fact *fact = need_fact(board, err);
    if (!fact) {
        return false;
    }
    /* The very line that lies there already is not begun anew. */
    if (board->line.purpose != BOARD_CHANGE || strcmp(board->line.about, fact->id) != 0) {
        board_begin(board, BOARD_CHANGE, fact->id, fact->line);
    }
    board->place = BOARD_ENTRY;
    return true;
}

bool board_rename(struct board *board, struct error *err)
{
    const char *name = need_name(board, err);
    if (!name) {
        return false;
    }
    board_begin(board, BOARD_RENAME, name, name);
    return true;
}

/* What is selected once the item has gone: the one behind it, else the one before. */
static int heir(const struct board *board, int item)
{
    int count = (int)board->scene->item_count;
    const char *fact = board->scene->items[item].fact;
    for (int step = 1; step >= -1; step -= 2) {
        for (int i = item + step; i >= 0 && i < count; i += step) {
            const struct scene_item *other = &board->scene->items[i];
            if (other->selectable && strcmp(other->fact, fact) != 0) {
                return i;
            }
        }
    }
    return -1;
}

bool board_remove(struct board *board, struct error *err)
{
    const struct fact *fact = need_fact(board, err);
    if (!fact) {
        return false;
    }
    int at = board_selected(board);
    bool own = strcmp(board->scene->items[at].fact, fact->id) == 0;
    int next = own ? heir(board, at) : at;
    struct fact_change change = {.id = fact->id, .by = fact->by};
    if (board_store(board, &change, 1, err)) {
        board_select(board, next);
        return true;
    }
    return false;
}

bool board_turn_private(struct board *board, struct error *err)
{
    const struct fact *fact = need_fact(board, err);
    if (!fact) {
        return false;
    }
    struct fact_change change = {
        .id = fact->id, .line = fact->line, .by = fact->by, .private = !fact->private};
    return board_store(board, &change, 1, err);
}

bool board_give_word(struct board *board, enum answer_by by, const char *relation,
                     struct error *err)
{
    if (board->place != BOARD_PICTURE) {
        board->by = board->line.by = by;
        field_set(&board->relation, relation);
        field_set(&board->line.relation, relation);
        return true;
    }
    const struct fact *fact = need_fact(board, err);
    if (!fact) {
        return false;
    }
    struct fact_change change = {.id = fact->id,
                                 .line = fact->line,
                                 .relation = relation,
                                 .by = by,
                                 .private = fact->private};
    return board_store(board, &change, 1, err);
}

bool board_weigh(struct board *board, int by, struct error *err)
{
    const struct fact *fact = need_fact(board, err);
    if (!fact) {
        return false;
    }
    struct buf line = BUF_INIT;
    struct fact_change change = {.id = fact->id, .by = fact->by, .private = fact->private};
    bool done = (board->type->weigh && board->type->weigh(&line, board->diagram, fact->id, by)) ||
                error_set(err, ERROR_LIMIT, _("there is no more or less of this"));
    if (done) {
        change.line = buf_text(&line);
        done = board_store(board, &change, 1, err);
    }
    buf_finish(&line);
    return done;
}

static void stop_connecting(struct board *board)
{
    free(board->connecting);
    board->connecting = NULL;
}

bool board_connect(struct board *board, struct error *err)
{
    if (!board->type->connect) {
        return error_set(err, ERROR_UNSUPPORTED, _("in this drawing nothing is tied to another"));
    }
    const char *name = need_name(board, err);
    if (!name) {
        return false;
    }
    if (!board->connecting) {
        board->connecting = alloc_string(name);
        return true;
    }
    struct buf line = BUF_INIT;
    bool fits = strcmp(board->connecting, name) != 0 &&
                board->type->connect(&line, board->diagram, board->connecting, name);
    if (fits) {
        stop_connecting(board);
        board_begin(board, BOARD_NEW, "", buf_text(&line));
    } else {
        error_set(err, ERROR_INVALID, _("these two cannot be tied; go to another one"));
    }
    buf_finish(&line);
    return fits;
}
