/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a form works out and nobody stores (item_is_derived()), as an answer:
 * for whoever lists answers. A finalised interview looks on the day of that for
 * ever, so that nothing it comes to changes with the calendar.
 */
#ifndef RECORD_DERIVED_H
#define RECORD_DERIVED_H

#include "base/world.h"
#include "record/relevance.h"

/* The day on which INTERVIEW looks: TODAY, or when it is finalised the day of that, in the local
 * time that was then (ZONE; NULL: UTC): in winter a summer evening is no other day. */
int32_t interview_day(const struct interview *interview, int32_t today, const struct world *zone);
/*
 * Puts what derived ITEM comes to in ROW (an id, "" outside repeats) into OUT, which is
 * initialised; by: computed. False if it comes to nothing or is not asked.
 */
bool derived_answer(struct answer *out, struct relevance *relevance, const struct item *item,
                    const char *row) MUST_USE;

#endif
