/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lint for defaults that hang on nothing: what would stand there has to be an
 * answer to the item. It is read as the record reads what a form works out.
 */
#include "form/form_check.h"

#include "base/i18n.h"
#include "form/entry.h"
#include "form/rule_tree.h"

static bool is_answer(const struct form *form, const struct item *item, struct buf *text,
                      struct error *err)
{
    bool several = item->type == ITEM_SELECT_MULTIPLE || item->type == ITEM_RANK;
    struct value value = VALUE_INIT;
    bool good;

    for (size_t i = 0; several && i < text->length; i++)
        if (text->data[i] == ' ')
            text->data[i] = ',';
    good = entry_parse(&value, form, item, buf_text(text), text->length, err) &&
           entry_check(form, item, &value, NULL, form->languages[form->default_language], NULL,
                       err);
    value_finish(&value);
    return good;
}

static void check_default(const struct form *form, struct report *report, const struct item *item)
{
    const struct rule *rule = item->default_value;
    const struct rule_source nobody = {0};
    struct buf text = BUF_INIT;
    struct error err = {0};

    if (!rule || !item_takes_answer(item) || !rule_is_constant(rule))
        return;
    rule_result(&text, rule, &nobody);
    if (!is_answer(form, item, &text, &err))
        report_add(report, REPORT_ERROR, "E321", rule->line, rule->column, item->name,
                   _("this default is no answer to the item: %s"), err.message);
    buf_finish(&text);
}

void check_defaults(const struct form *form, struct report *report)
{
    for (size_t i = 0; i < form->all_count; i++)
        check_default(form, report, form->all[i]);
}
