/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What follows from edits without anybody saying it: calculations with a trigger
 * or once(), defaults, and the rows of a repeat with repeat_count. All of it is
 * stored as edits of the same action, by: computed, so that one undo takes it
 * back and nobody is quoted with it.
 *
 * What a person said is never replaced; a row that is one too many is set aside
 * with all that was said in it, and comes back first.
 *
 * A default is worked out when the interview begins or its row is added, a
 * triggered calculation when the answer to one of its triggers changes, once()
 * as soon as it comes to something while it is asked.
 */
#ifndef RECORD_SETTLE_H
#define RECORD_SETTLE_H

#include "form/form.h"
#include "record/change.h"

/* More rows than this no calculation makes. */
#define SETTLE_MAX_ROWS 1000

/*
 * Applies to RECORD what follows in INTERVIEW (an id) from its edits number FROM and later,
 * and what follows from that. The new edits stand behind them, in the group of the last one,
 * with its reason. On failure some may have been applied: take back all beyond the old count.
 */
bool settle(struct record *record, const struct form *form, const char *interview, size_t from,
            const struct change_context *context, struct error *err) MUST_USE;

#endif
