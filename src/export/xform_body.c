/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is shown, in the order of the form: one control an item, groups inside
 * groups. What is hidden or worked out has a place in the model only.
 */
#include "export/xform_parts.h"

#include "form/rule_tree.h"
#include "form/translation.h"

#include <string.h>

struct control {
    const char *element;
    const char *appearance;
};

static struct control control_of(const struct item *item)
{
    switch (item->type) {
    case ITEM_YES_NO:
    case ITEM_SELECT_ONE:
        return (struct control){"select1", ""};
    case ITEM_SELECT_MULTIPLE:
        return (struct control){"select", ""};
    case ITEM_RANK:
        return (struct control){"odk:rank", ""};
    case ITEM_RANGE:
        return (struct control){"range", ""};
    case ITEM_FILE:
        return (struct control){"upload", ""};
    case ITEM_DATE:
        return (struct control){"input", item->precision == PRECISION_YEAR    ? "year"
                                         : item->precision == PRECISION_MONTH ? "month-year"
                                                                              : ""};
    case ITEM_TEXT:
        return (struct control){"input", item->one_line ? "" : "multiline"};
    default:
        return (struct control){"input", ""};
    }
}

bool xform_is_shown(const struct item *item)
{
    return !item->hidden && item->type != ITEM_CALCULATE;
}

static void write_texts(struct xform *xform, const struct item *item, const char *path,
                        size_t level)
{
    xform_indent(xform, level);
    buf_add_format(xform->out, "<label ref=\"jr:itext('%s:label')\"/>", path);
    if (item && !item->items &&
        (!wording_is_empty(&item->hint) || !wording_is_empty(&item->guidance))) {
        xform_indent(xform, level);
        buf_add_format(xform->out, "<hint ref=\"jr:itext('%s:hint')\"/>", path);
    }
}

/* The choices that LIST has for ITEM; FILTER may be NULL. */
static void write_itemset(struct xform *xform, const struct odk_list *list, const struct item *item,
                          const struct rule *filter, size_t level)
{
    const struct xpath_view view = {.form = xform->form, .item = item, .predicate = true};
    struct buf nodes = BUF_INIT;

    buf_add_text(&nodes, "instance('");
    odk_list_name(&nodes, xform->form, list);
    buf_add_format(&nodes, "')/%s/item", "root");
    if (filter && !xform->failed) {
        buf_add_char(&nodes, '[');
        xform->failed = !xpath_condition(&nodes, filter, &view, xform->err);
        buf_add_char(&nodes, ']');
    }
    xform_indent(xform, level);
    buf_add_text(xform->out, "<itemset");
    xform_attribute(xform, "nodeset", buf_text(&nodes));
    buf_add_text(xform->out, "><value ref=\"name\"/><label ref=\"jr:itext(itextId)\"/></itemset>");
    buf_finish(&nodes);
}

/* What is worked out when this answer changes, and only then. */
static void write_triggers(struct xform *xform, const struct item *item, size_t level)
{
    const struct form *form = xform->form;

    for (size_t i = 0; i < form->all_count; i++) {
        const struct item *target = form->all[i];

        for (size_t j = 0; j < target->trigger_count; j++) {
            struct buf path = BUF_INIT;

            if (strcmp(target->triggers[j], item->name) != 0 || !target->calculation)
                continue;
            xpath_path(&path, target);
            xform_indent(xform, level);
            buf_add_format(xform->out, "<setvalue event=\"xforms-value-changed\" ref=\"%s\"",
                           buf_text(&path));
            xform_rule(xform, "value", target->calculation, target, false);
            buf_add_text(xform->out, "/>");
            buf_finish(&path);
        }
    }
}

static void write_control(struct xform *xform, const struct item *item, size_t level)
{
    struct control control = control_of(item);
    struct buf path = BUF_INIT;
    struct odk_list list;

    xpath_path(&path, item);
    xform_indent(xform, level);
    buf_add_format(xform->out, "<%s ref=\"%s\"", control.element, buf_text(&path));
    xform_attribute(xform, "appearance", control.appearance);
    if (item->type == ITEM_RANGE)
        buf_add_format(xform->out, " start=\"%.15g\" end=\"%.15g\" step=\"%.15g\"", item->least,
                       item->most, item->step > 0 ? item->step : 1);
    if (item->type == ITEM_FILE)
        buf_add_text(xform->out, " mediatype=\"application/*\"");
    buf_add_char(xform->out, '>');
    write_texts(xform, item, buf_text(&path), level + 1);
    if (odk_list_of(&list, xform->form, item))
        write_itemset(xform, &list, item, item->choice_filter, level + 1);
    write_triggers(xform, item, level + 1);
    xform_indent(xform, level);
    buf_add_format(xform->out, "</%s>", control.element);
    buf_finish(&path);
}

static void write_beside(struct xform *xform, const struct item *item, const char *what,
                         size_t level)
{
    const struct odk_list units = {NULL, item, true};
    bool unit = strcmp(what, "unit") == 0;
    const char *element = unit ? "select1" : "input";
    struct buf path = BUF_INIT;

    xform_path_beside(xform, &path, item, what);
    xform_indent(xform, level);
    buf_add_format(xform->out, "<%s ref=\"%s\">", element, buf_text(&path));
    write_texts(xform, NULL, buf_text(&path), level + 1);
    if (unit)
        write_itemset(xform, &units, item, NULL, level + 1);
    xform_indent(xform, level);
    buf_add_format(xform->out, "</%s>", element);
    buf_finish(&path);
}

static void write_items(struct xform *xform, struct item *const *items, size_t count, size_t level);

/* Defaults that are worked out, for each row that comes. */
static void write_row_defaults(struct xform *xform, const struct item *repeat, size_t level)
{
    const struct form *form = xform->form;

    for (size_t i = 0; i < form->all_count; i++) {
        struct buf text = BUF_INIT, path = BUF_INIT;

        if (item_repeat(form->all[i]) == repeat && !odk_default(&text, form->all[i])) {
            xpath_path(&path, form->all[i]);
            xform_indent(xform, level);
            buf_add_format(xform->out,
                           "<setvalue event=\"odk-instance-first-load odk-new-repeat\" ref=\"%s\"",
                           buf_text(&path));
            xform_rule(xform, "value", form->all[i]->default_value, form->all[i], false);
            buf_add_text(xform->out, "/>");
        }
        buf_finish(&path);
        buf_finish(&text);
    }
}

static void write_group(struct xform *xform, const struct item *item, size_t level)
{
    bool repeats = item->type == ITEM_REPEAT;
    size_t inner = level + 1 + repeats;
    struct buf path = BUF_INIT;

    xpath_path(&path, item);
    xform_indent(xform, level);
    buf_add_format(xform->out, "<group ref=\"%s\">", buf_text(&path));
    write_texts(xform, item, buf_text(&path), level + 1);
    if (repeats) {
        xform_indent(xform, level + 1);
        buf_add_format(xform->out, "<repeat nodeset=\"%s\"", buf_text(&path));
        if (item->repeat_count) {
            buf_add_text(xform->out, " jr:count=\"");
            if (item_repeat(item)) {
                buf_add_text(xform->out, "../");
                odk_beside(xform->out, xform->form, item, "count");
            } else {
                xform_path_beside(xform, xform->out, item, "count");
            }
            buf_add_text(xform->out, "\" jr:noAddRemove=\"true()\"");
        }
        buf_add_char(xform->out, '>');
        write_row_defaults(xform, item, inner);
    }
    write_items(xform, item->items, item->item_count, inner);
    if (repeats) {
        xform_indent(xform, level + 1);
        buf_add_text(xform->out, "</repeat>");
    }
    xform_indent(xform, level);
    buf_add_text(xform->out, "</group>");
    buf_finish(&path);
}

static void write_items(struct xform *xform, struct item *const *items, size_t count, size_t level)
{
    for (size_t i = 0; i < count; i++) {
        const struct item *item = items[i];

        if (!xform_is_shown(item))
            continue;
        if (item->type == ITEM_GROUP || item->type == ITEM_REPEAT) {
            write_group(xform, item, level);
            continue;
        }
        write_control(xform, item, level);
        if (item->other)
            write_beside(xform, item, "other", level);
        if (odk_has_units(item))
            write_beside(xform, item, "unit", level);
    }
}

void xform_body(struct xform *xform)
{
    write_items(xform, xform->form->items, xform->form->item_count, 2);
}
