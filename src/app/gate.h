/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pause before what is sensitive. Until the clinician has said that it is
 * private and safe, only the heading is shown: no question and no answer. A gate
 * closes again when the interview is left, the screen hidden or locked.
 */
#ifndef APP_GATE_H
#define APP_GATE_H

#include "base/error.h"
#include "record/answer.h"

struct desk;
struct item;

struct gates {
    const struct item **open; /* those that were gone through */
    size_t count, capacity;
};

void gates_finish(struct gates *gates);
void gates_close(struct desk *desk);

/* The gated item or group that holds back what lies in front; NULL: nothing does. */
const struct item *desk_gate(const struct desk *desk);
/* ITEM lies behind a closed one: only headings are shown of it. */
bool desk_holds_back(const struct desk *desk, const struct item *item);
void desk_gate_open(struct desk *desk);
/* Seals why nothing is asked behind the gate, for each question that has no answer yet, and
 * goes to what lies behind all of it. */
bool desk_gate_leave(struct desk *desk, enum answer_state state, const char *reason,
                     struct error *err) MUST_USE;
/* Past the gate, or before it, without a word; false with a message at the ends. */
bool desk_gate_step(struct desk *desk, int direction, struct error *err) MUST_USE;

#endif
