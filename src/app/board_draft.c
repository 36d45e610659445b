/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of a board is not sealed yet and must outlive a lock: the line, those that
 * wait behind it, and how the picture was looked at.
 *
 * {"kind": …, "place": n, "zoom": n, "form": n, "moment": n, "free": bool,
 *  "selected": id, "connecting": …, "left": n, "top": n, "cursor": n,
 *  "line": {"purpose": n, "about": …, "text": …, "source": …,
 *           "by": …, "relation": …}, "aside": [{…}, …]}
 */
#include "app/board.h"

#include "base/alloc.h"
#include "record/fields.h"

#include <stdlib.h>
#include <string.h>

static json_t *line_to_json(const struct board_line *line, const char *text)
{
    json_t *json = json_object();
    json_object_set_new(json, "purpose", json_integer(line->purpose));
    json_put_text(json, "about", line->about);
    json_put_text(json, "text", text);
    json_put_text(json, "source", line->source);
    json_put_text(json, "by", answer_by_code(line->by));
    json_put_text(json, "relation", line->relation);
    return json;
}

static void put_number(json_t *json, const char *key, long number)
{
    json_object_set_new(json, key, json_integer(number));
}

json_t *board_to_json(const struct board *board)
{
    json_t *json = json_object();
    json_put_text(json, "kind", board->type->name);
    put_number(json, "place", (long)board->place);
    put_number(json, "zoom", (long)board->zoom);
    put_number(json, "form", (long)board->form);
    put_number(json, "moment", (long)board->moment);
    json_object_set_new(json, "free", json_boolean(board->free_order));
    json_put_text(json, "selected", board->selected);
    json_put_text(json, "connecting", board->connecting);
    json_put_text(json, "by", answer_by_code(board->by));
    json_put_text(json, "relation", board->relation);
    put_number(json, "left", board->left);
    put_number(json, "top", board->top);
    put_number(json, "cursor", (long)text_edit_cursor(board->entry));
    json_object_set_new(json, "line", line_to_json(&board->line, text_edit_text(board->entry)));
    json_t *aside = json_array();
    for (size_t i = 0; i < board->aside_count; i++) {
        json_array_append_new(aside, line_to_json(&board->aside[i], board->aside[i].text));
    }
    json_object_set_new(json, "aside", aside);
    return json;
}

/* A number from 0 to MOST; what is none, is 0. */
static unsigned take_number(const json_t *json, const char *key, unsigned most)
{
    int64_t number = json_number(json, key, 0);
    return number < 0 || number > (int64_t)most ? 0 : (unsigned)number;
}

static void line_from_json(struct board_line *line, const json_t *json)
{
    line->purpose = (enum board_purpose)take_number(json, "purpose", BOARD_RENAME);
    field_set(&line->about, json_text(json, "about"));
    field_set(&line->text, json_text(json, "text"));
    field_set(&line->source, json_text(json, "source"));
    field_set(&line->relation, json_text(json, "relation"));
    if (!answer_by_parse(&line->by, json_text(json, "by"))) {
        line->by = BY_PATIENT;
    }
}

void board_from_json(struct board *board, const json_t *draft)
{
    const json_t *aside = json_object_get(draft, "aside");
    board->place = (enum board_place)take_number(draft, "place", BOARD_OUTLINE);
    if (board->place == BOARD_FIND || board->place == BOARD_OUTLINE) {
        board->place = BOARD_PICTURE;
    }
    board->zoom = take_number(draft, "zoom", BOARD_ZOOMS - 1);
    board->form = (enum scene_form)take_number(draft, "form", FORM_HORIZONTAL);
    board->moment = (enum board_moment)take_number(draft, "moment", BOARD_COMPARE);
    board->free_order = json_is_true(json_object_get(draft, "free"));
    board->left = (int)take_number(draft, "left", 1000000);
    board->top = (int)take_number(draft, "top", 1000000);
    field_set(&board->selected, json_text(draft, "selected"));
    if (json_text(draft, "connecting")[0]) {
        field_set(&board->connecting, json_text(draft, "connecting"));
    }
    if (!answer_by_parse(&board->by, json_text(draft, "by"))) {
        board->by = BY_PATIENT;
    }
    field_set(&board->relation, json_text(draft, "relation"));
    line_from_json(&board->line, json_object_get(draft, "line"));
    text_edit_set(board->entry, board->line.text, strlen(board->line.text));
    text_edit_set_cursor(board->entry, take_number(draft, "cursor", 1u << 22));
    for (size_t i = 0; i < json_array_size(aside); i++) {
        alloc_grow(&board->aside, &board->aside_capacity, board->aside_count + 1,
                   sizeof *board->aside);
        struct board_line *line = &board->aside[board->aside_count++];
        board_line_init(line);
        line_from_json(line, json_array_get(aside, i));
    }
}
