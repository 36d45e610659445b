/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which gate stands before an item, and what lies behind it. Leaving a part out
 * is one action: one undo brings it back.
 */
#include "app/gate.h"

#include "app/desk.h"
#include "base/alloc.h"
#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

void gates_finish(struct gates *gates)
{
    free(gates->open);
    memset(gates, 0, sizeof *gates);
}

void gates_close(struct desk *desk)
{
    desk->gates.count = 0;
}

static bool is_open(const struct desk *desk, const struct item *gate)
{
    for (size_t i = 0; i < desk->gates.count; i++) {
        if (desk->gates.open[i] == gate) {
            return true;
        }
    }
    return false;
}

/* The outermost closed one: what it is about is said before its parts are. */
static const struct item *gate_before(const struct desk *desk, const struct item *item)
{
    const struct item *found = NULL;
    for (; item; item = item->parent) {
        if (item->gate && !is_open(desk, item)) {
            found = item;
        }
    }
    return found;
}

const struct item *desk_gate(const struct desk *desk)
{
    return gate_before(desk, desk_place(desk)->item);
}

bool desk_holds_back(const struct desk *desk, const struct item *item)
{
    return item->type != ITEM_GROUP && gate_before(desk, item) != NULL;
}

void desk_gate_open(struct desk *desk)
{
    const struct item *gate = desk_gate(desk);
    if (!gate) {
        return;
    }
    alloc_grow(&desk->gates.open, &desk->gates.capacity, desk->gates.count + 1,
               sizeof *desk->gates.open);
    desk->gates.open[desk->gates.count++] = gate;
}

static bool is_behind(const struct item *item, const struct item *gate)
{
    while (item && item != gate) {
        item = item->parent;
    }
    return item != NULL;
}

bool desk_gate_step(struct desk *desk, int direction, struct error *err)
{
    const struct item *gate = desk_gate(desk);
    for (size_t i = desk->at; gate;) {
        if (direction < 0 ? i == 0 : i + 1 >= desk->places.count) {
            return error_set(err, ERROR_NOT_FOUND,
                             direction < 0 ? _("this is the first question")
                                           : _("this is the last question"));
        }
        i = direction < 0 ? i - 1 : i + 1;
        const struct item *item = desk->places.places[i].item;
        if (item->type != ITEM_GROUP && !is_behind(item, gate)) {
            return desk_go(desk, i, err);
        }
    }
    return desk_step(desk, direction, err);
}

static bool needs_reason(const struct desk *desk, const struct place *place,
                         const struct item *gate)
{
    const struct answer *stored =
        interview_answer(desk_interview(desk), place->item->name, place->row);
    return item_takes_answer(place->item) && is_behind(place->item, gate) &&
           (!stored || answer_is_empty(stored) || stored->state == STATE_LATER);
}

/* How many EDITS say STATE of everything behind GATE that is still open. */
static size_t reasons(struct desk *desk, const struct item *gate, enum answer_state state,
                      const char *reason, struct edit *edits)
{
    const struct interview *interview = desk_interview(desk);
    struct change_context context = session_context(desk->session);
    struct answer answer;
    size_t count = 0;
    answer_init(&answer);
    answer.state = state;
    answer.how = HOW_SUMMARY;
    source_set_text(&answer.reason, reason);
    for (size_t i = 0; i < desk->places.count; i++) {
        const struct place *place = &desk->places.places[i];
        if (needs_reason(desk, place, gate) &&
            change_answer(&edits[count], interview, place->item->name, place->row, &answer,
                          interview->state == INTERVIEW_FINALISED ? desk->amending : NULL,
                          &context)) {
            count++;
        }
    }
    answer_finish(&answer);
    return count;
}

bool desk_gate_leave(struct desk *desk, enum answer_state state, const char *reason,
                     struct error *err)
{
    const struct item *gate = desk_gate(desk);
    if (!gate || !desk_store(desk, err)) {
        return gate == NULL;
    }
    if (desk_interview(desk)->state == INTERVIEW_FINALISED && !desk->amending) {
        return error_set(err, ERROR_DENIED,
                         _("this interview is finalised; give a reason first (Ctrl-T)"));
    }
    struct edit *edits = alloc_array(desk->places.count, sizeof *edits);
    size_t count = reasons(desk, gate, state, reason, edits);
    if (count > 1) {
        edit_group(edits, count, session_world(desk->session));
    }
    bool stored = count == 0 || session_store(desk->session, edits, count, true, err);
    for (size_t i = 0; i < count; i++) {
        edit_finish(&edits[i]);
    }
    free(edits);
    if (!stored) {
        return false;
    }
    struct error at_the_end = {0};
    char row[33];
    memcpy(row, desk_place(desk)->row, sizeof row); /* places are listed anew */
    desk_refresh(desk, desk_place(desk)->item->name, row);
    (void)!desk_gate_step(desk, 1, &at_the_end);
    return true;
}
