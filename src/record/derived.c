/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values of derived items as answers. They have no author and no time: they
 * follow from the others.
 */
#include "record/derived.h"

#include "base/edtf.h"
#include "form/graph.h"

int32_t interview_day(const struct interview *interview, int32_t today, const struct world *zone)
{
    return interview->state == INTERVIEW_FINALISED
               ? edtf_day_of_time(interview->finalised, world_offset_at(zone, interview->finalised))
               : today;
}

bool derived_answer(struct answer *out, struct relevance *relevance, const struct item *item,
                    const char *row)
{
    if (!item_is_derived(item)) {
        return false;
    }
    const struct value *value =
        relevance_value(relevance, item, relevance_row_index(relevance, row));
    if (!value || value_is_empty(value)) {
        return false;
    }
    value_copy(&out->value, value);
    out->by = BY_COMPUTED;
    return true;
}
