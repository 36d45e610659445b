/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ODK knows one constraint an item where a form has several keys, and no answer
 * with a part beside it: free words and units get places of their own.
 */
#include "export/odk.h"

#include "base/i18n.h"
#include "form/rule_tree.h"
#include "form/translation.h"

#include <string.h>

void odk_beside(struct buf *out, const struct form *form, const struct item *item, const char *what)
{
    struct buf name = BUF_INIT;

    buf_add_format(&name, "%s_%s", item->name, what);
    while (form_find(form, buf_text(&name)))
        buf_add_char(&name, '_');
    buf_add_text(out, buf_text(&name));
    buf_finish(&name);
}

bool odk_has_units(const struct item *item)
{
    return item->unit_count > 1;
}

bool odk_is_note(const struct item *item)
{
    return item->type == ITEM_NOTE || item->type == ITEM_DIAGRAM || item->type == ITEM_MODULE;
}

bool odk_is_select(const struct item *item)
{
    return item->type == ITEM_SELECT_ONE || item->type == ITEM_SELECT_MULTIPLE ||
           item->type == ITEM_RANK;
}

static bool is_whole(double number)
{
    return number > -1e15 && number < 1e15 && !(number < (double)(int64_t)number) &&
           !(number > (double)(int64_t)number);
}

bool odk_is_whole(const struct item *item)
{
    return item->type == ITEM_INTEGER || (item->type == ITEM_RANGE && is_whole(item->least) &&
                                          is_whole(item->most) && is_whole(item->step));
}

static void add_and(struct buf *out)
{
    buf_add_text(out, out->length > 0 ? " and " : "");
}

static void add_limits(struct buf *out, const struct item *item)
{
    bool decimal = item->type == ITEM_DECIMAL || item->type == ITEM_QUANTITY;

    if (item->type == ITEM_INTEGER && item->has_min)
        buf_add_format(out, ". >= %lld", (long long)item->min);
    if (item->type == ITEM_INTEGER && item->has_max) {
        add_and(out);
        buf_add_format(out, ". <= %lld", (long long)item->max);
    }
    if (decimal && item->has_min)
        buf_add_format(out, ". >= %.15g", item->least);
    if (decimal && item->has_max) {
        add_and(out);
        buf_add_format(out, ". <= %.15g", item->most);
    }
    if (item->max_length > 0) {
        add_and(out);
        buf_add_format(out, "string-length(.) <= %zu", item->max_length);
    }
}

static void add_pattern(struct buf *out, const struct item *item)
{
    struct buf whole = BUF_INIT;

    if (!item->pattern_text)
        return;
    buf_add_format(&whole, "^(?:%s)$", item->pattern_text);
    add_and(out);
    buf_add_text(out, "regex(., ");
    xpath_literal(out, buf_text(&whole));
    buf_add_char(out, ')');
    buf_finish(&whole);
}

static void add_exclusive(struct buf *out, const struct item *item)
{
    if (item->type != ITEM_SELECT_MULTIPLE && item->type != ITEM_RANK)
        return;
    for (size_t i = 0; i < item->choices->count; i++)
        if (item->choices->choices[i].exclusive && !item->choices->choices[i].retired) {
            add_and(out);
            buf_add_format(out, "not(selected(., '%s') and count-selected(.) > 1)",
                           item->choices->choices[i].name);
        }
}

bool odk_constraint(struct buf *out, const struct xpath_view *view, struct error *err)
{
    const struct item *item = view->item;
    struct buf all = BUF_INIT;
    bool good = true, several;

    add_limits(&all, item);
    add_pattern(&all, item);
    add_exclusive(&all, item);
    several = all.length > 0;
    if (item->constraint && !item->warning_only) {
        add_and(&all);
        buf_add_text(&all, several ? "(" : "");
        good = xpath_condition(&all, item->constraint, view, err);
        buf_add_text(&all, several ? ")" : "");
    }
    buf_add_text(out, buf_text(&all));
    buf_finish(&all);
    return good;
}

bool odk_required(struct buf *out, const struct xpath_view *view, struct error *err)
{
    if (view->item->required != REQUIRED_YES || view->item->type == ITEM_CALCULATE)
        return true;
    if (view->item->required_when)
        return xpath_condition(out, view->item->required_when, view, err);
    buf_add_text(out, "true()");
    return true;
}

/* Half a row stops ODK, and when the number goes its rows stay: neither is meant. */
bool odk_count(struct buf *out, const struct xpath_view *view, struct error *err)
{
    struct buf count = BUF_INIT;
    bool good = xpath_value(&count, view->item->repeat_count, view, err);

    buf_add_format(out, "if(number(%s) >= 1, int(%s), 0)", buf_text(&count), buf_text(&count));
    buf_finish(&count);
    return good;
}

bool odk_default(struct buf *out, const struct item *item)
{
    static const struct rule_source nothing = {0};
    struct buf text = BUF_INIT;

    if (!item->default_value || !rule_is_constant(item->default_value))
        return !item->default_value;
    rule_result(&text, item->default_value, &nothing);
    if (item->type == ITEM_YES_NO && strcmp(buf_text(&text), "true") == 0)
        buf_add_text(out, "yes");
    else if (item->type == ITEM_YES_NO && strcmp(buf_text(&text), "false") == 0)
        buf_add_text(out, "no");
    else
        buf_add_text(out, buf_text(&text));
    buf_finish(&text);
    return true;
}

const char *odk_text(const struct form *form, const struct wording *wording, size_t language)
{
    const char *text = wording->text[language];

    if (!text)
        text = wording->text[form->default_language];
    return text ? text : "";
}

const char *odk_word(const struct form *form, size_t language, const char *word)
{
    return i18n_in(form->languages[language], word);
}
