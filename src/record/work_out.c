/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What does not fit as it is takes the way of what is typed: 'yes' becomes a
 * yes, '2020-02-29' a day, 'a' a choice.
 */
#include "record/work_out.h"

#include "form/entry.h"

static bool fits(const struct item *item, const struct value *value)
{
    switch (item->type) {
    case ITEM_CALCULATE:
        return true;
    case ITEM_TEXT:
        return value->kind == VALUE_TEXT;
    case ITEM_INTEGER:
        return value->kind == VALUE_INTEGER;
    case ITEM_YES_NO:
        return value->kind == VALUE_BOOLEAN;
    case ITEM_DATE:
        return value->kind == VALUE_DATE;
    default:
        return false;
    }
}

void work_out(struct value *out, const struct form *form, const struct item *item,
              const struct rule *rule, const struct rule_source *source)
{
    bool several = item->type == ITEM_SELECT_MULTIPLE || item->type == ITEM_RANK;
    struct buf text = BUF_INIT;
    struct error err;

    rule_value(out, rule, source);
    if (value_is_empty(out) || fits(item, out))
        return;
    rule_result(&text, rule, source);
    for (size_t i = 0; several && i < text.length; i++)
        if (text.data[i] == ' ')
            text.data[i] = ',';
    value_finish(out);
    if (!entry_parse(out, form, item, buf_text(&text), text.length, &err))
        value_finish(out);
    buf_finish(&text);
}
