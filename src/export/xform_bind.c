/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One bind a place: of which type it is and under which conditions it is asked,
 * has to be answered, and may have the answer it has.
 */
#include "export/xform_parts.h"

#include "form/translation.h"
#include "form/rule_tree.h"

static const char *type_of(const struct item *item)
{
    switch (item->type) {
    case ITEM_INTEGER:
        return "int";
    case ITEM_DECIMAL:
    case ITEM_QUANTITY:
        return "decimal";
    case ITEM_RANGE:
        return odk_is_whole(item) ? "int" : "decimal";
    case ITEM_RANK:
        return "odk:rank";
    case ITEM_DATE:
        return "date";
    case ITEM_TIME:
        return "time";
    case ITEM_DATETIME:
        return "dateTime";
    case ITEM_FILE:
        return "binary";
    case ITEM_GROUP:
    case ITEM_REPEAT:
        return "";
    default:
        return "string";
    }
}

static void write_message(struct xform *xform, const char *name, const struct item *item,
                          const struct wording *wording)
{
    struct buf value = BUF_INIT;

    if (wording_is_empty(wording))
        return;
    buf_add_text(&value, "jr:itext('");
    xpath_path(&value, item);
    buf_add_format(&value, ":%s')", name);
    xform_attribute(xform, name, buf_text(&value));
    buf_finish(&value);
}

static void write_bind_start(struct xform *xform, const char *path, const char *type)
{
    buf_add_format(xform->out, "\n      <bind nodeset=\"%s\"", path);
    xform_attribute(xform, "type", type);
}

static void write_count(struct xform *xform, const struct item *item)
{
    const struct xpath_view view = {.form = xform->form, .item = item};
    struct buf count = BUF_INIT;

    xform->failed = xform->failed || !odk_count(&count, &view, xform->err);
    xform_attribute(xform, "calculate", buf_text(&count));
    buf_finish(&count);
}

/* Free words are asked for when that choice was made, a unit when there is a number. */
static void write_beside(struct xform *xform, const struct item *item)
{
    const char *const name = item->name;
    struct buf path = BUF_INIT, relevant = BUF_INIT;

    if (item->other) {
        xform_path_beside(xform, &path, item, "other");
        write_bind_start(xform, buf_text(&path), "string");
        buf_add_format(xform->out, " relevant=\"selected(../%s, 'other')\"/>", name);
    }
    buf_clear(&path);
    if (odk_has_units(item)) {
        xform_path_beside(xform, &path, item, "unit");
        write_bind_start(xform, buf_text(&path), "string");
        buf_add_format(xform->out, " relevant=\"../%s != ''\"/>", name);
    }
    buf_clear(&path);
    if (item->repeat_count) {
        xform_path_beside(xform, &path, item, "count");
        write_bind_start(xform, buf_text(&path), "string");
        write_count(xform, item);
        buf_add_text(xform->out, "/>");
    }
    buf_finish(&relevant);
    buf_finish(&path);
}

static void write_bind(struct xform *xform, const struct item *item)
{
    const struct xpath_view view = {.form = xform->form, .item = item};
    struct buf path = BUF_INIT, text = BUF_INIT;
    bool calculated = item->calculation && item->trigger_count == 0;

    xpath_path(&path, item);
    write_bind_start(xform, buf_text(&path), type_of(item));
    xform_rule(xform, "relevant", item->relevant, item, true);
    if (calculated)
        xform_rule(xform, "calculate", item->calculation, item, false);
    if (odk_is_note(item) || item->read_only || item->calculation)
        buf_add_text(xform->out, item->type == ITEM_CALCULATE ? "" : " readonly=\"true()\"");
    if (item_takes_answer(item) && !xform->failed) {
        xform->failed = !odk_required(&text, &view, xform->err);
        xform_attribute(xform, "required", buf_text(&text));
        if (text.length > 0)
            write_message(xform, "jr:requiredMsg", item, &item->required_message);
        buf_clear(&text);
        xform->failed = xform->failed || !odk_constraint(&text, &view, xform->err);
        xform_attribute(xform, "constraint", buf_text(&text));
        if (text.length > 0)
            write_message(xform, "jr:constraintMsg", item, &item->constraint_message);
    }
    buf_add_text(xform->out, "/>");
    buf_finish(&text);
    buf_finish(&path);
    write_beside(xform, item);
}

/* A default that depends on the day or on answers is worked out when the place comes up. */
static void write_default(struct xform *xform, const struct item *item)
{
    struct buf text = BUF_INIT, path = BUF_INIT;

    if (!odk_default(&text, item) && !item_repeat(item)) {
        xpath_path(&path, item);
        buf_add_format(xform->out, "\n      <setvalue event=\"odk-instance-first-load\" ref=\"%s\"",
                       buf_text(&path));
        xform_rule(xform, "value", item->default_value, item, false);
        buf_add_text(xform->out, "/>");
    }
    buf_finish(&path);
    buf_finish(&text);
}

void xform_binds(struct xform *xform)
{
    const struct form *form = xform->form;

    for (size_t i = 0; i < form->all_count; i++)
        write_bind(xform, form->all[i]);
    buf_add_text(xform->out, "\n      <bind nodeset=\"/data/meta/instanceID\" type=\"string\""
                             " readonly=\"true()\" jr:preload=\"uid\"/>");
    if (form->instance_name) {
        buf_add_text(xform->out, "\n      <bind nodeset=\"/data/meta/instanceName\""
                                 " type=\"string\"");
        xform_rule(xform, "calculate", form->instance_name, NULL, false);
        buf_add_text(xform->out, "/>");
    }
    for (size_t i = 0; i < form->all_count; i++)
        write_default(xform, form->all[i]);
}
