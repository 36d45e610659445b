/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An XForm is a model (one empty set of answers, lists of choices, conditions)
 * and a body (what is shown). Groups are elements inside elements; a repeat is
 * a template, of which there are no rows at first.
 */
#include "export/xform.h"

#include "base/i18n.h"
#include "base/text.h"
#include "export/xform_parts.h"

#include <string.h>

void xform_text(struct xform *xform, const char *text)
{
    size_t length = strlen(text);

    for (size_t at = 0; at < length && !xform->failed;) {
        uint32_t code_point;
        size_t bytes = text_decode(text + at, length - at, &code_point);

        if ((code_point < ' ' && !strchr("\t\n\r", (int)code_point)) || code_point == 0xfffe ||
            code_point == 0xffff) {
            error_set(xform->err, ERROR_INVALID,
                      _("a text holds the character U+%04X, which XML cannot; take it out"),
                      (unsigned)code_point);
            xform->failed = true;
        } else if (code_point == '<') {
            buf_add_text(xform->out, "&lt;");
        } else if (code_point == '>') {
            buf_add_text(xform->out, "&gt;");
        } else if (code_point == '&') {
            buf_add_text(xform->out, "&amp;");
        } else if (code_point == '"') {
            buf_add_text(xform->out, "&quot;");
        } else if (code_point < ' ') {
            buf_add_format(xform->out, "&#%u;", (unsigned)code_point);
        } else {
            buf_add(xform->out, text + at, bytes);
        }
        at += bytes;
    }
}

void xform_indent(struct xform *xform, size_t level)
{
    buf_add_char(xform->out, '\n');
    buf_add_repeat(xform->out, "  ", level);
}

void xform_attribute(struct xform *xform, const char *name, const char *value)
{
    if (value[0] == '\0')
        return;
    buf_add_format(xform->out, " %s=\"", name);
    xform_text(xform, value);
    buf_add_char(xform->out, '"');
}

void xform_rule(struct xform *xform, const char *name, const struct rule *rule,
                const struct item *item, bool condition)
{
    const struct xpath_view view = {.form = xform->form, .item = item};
    struct buf text = BUF_INIT;

    if (rule && !xform->failed) {
        xform->failed = condition ? !xpath_condition(&text, rule, &view, xform->err)
                                  : !xpath_value(&text, rule, &view, xform->err);
        if (xform->failed)
            error_context(xform->err, "%s", item ? item->name : xform->form->form_id);
        xform_attribute(xform, name, buf_text(&text));
    }
    buf_finish(&text);
}

void xform_path_beside(struct xform *xform, struct buf *out, const struct item *item,
                       const char *what)
{
    if (item->parent)
        xpath_path(out, item->parent);
    else
        buf_add_text(out, "/data");
    buf_add_char(out, '/');
    odk_beside(out, xform->form, item, what);
}

static void empty_beside(struct xform *xform, const struct item *item, const char *what,
                         size_t level)
{
    xform_indent(xform, level);
    buf_add_char(xform->out, '<');
    odk_beside(xform->out, xform->form, item, what);
    buf_add_text(xform->out, "/>");
}

static void write_place(struct xform *xform, const struct item *item, size_t level)
{
    struct buf value = BUF_INIT;

    xform_indent(xform, level);
    if (item->type == ITEM_GROUP || item->type == ITEM_REPEAT) {
        buf_add_format(xform->out, "<%s%s>", item->name,
                       item->type == ITEM_REPEAT ? " jr:template=\"\"" : "");
        for (size_t i = 0; i < item->item_count; i++)
            write_place(xform, item->items[i], level + 1);
        xform_indent(xform, level);
        buf_add_format(xform->out, "</%s>", item->name);
    } else if (odk_default(&value, item) && value.length > 0) {
        buf_add_format(xform->out, "<%s>", item->name);
        xform_text(xform, buf_text(&value));
        buf_add_format(xform->out, "</%s>", item->name);
    } else {
        buf_add_format(xform->out, "<%s/>", item->name);
    }
    buf_finish(&value);
    if (item->other)
        empty_beside(xform, item, "other", level);
    if (odk_has_units(item))
        empty_beside(xform, item, "unit", level);
    if (item->repeat_count)
        empty_beside(xform, item, "count", level);
}

static void write_answers(struct xform *xform)
{
    const struct form *form = xform->form;

    buf_add_text(xform->out, "\n      <instance>\n        <data");
    xform_attribute(xform, "id", form->form_id);
    xform_attribute(xform, "version", form->version);
    buf_add_char(xform->out, '>');
    for (size_t i = 0; i < form->item_count; i++)
        write_place(xform, form->items[i], 5);
    buf_add_format(xform->out,
                   "\n          <meta><instanceID/>%s</meta>"
                   "\n        </data>\n      </instance>",
                   form->instance_name ? "<instanceName/>" : "");
}

static void write_list(void *self, const struct odk_list *list)
{
    struct xform *xform = self;
    struct buf name = BUF_INIT;
    struct odk_choice choice;

    odk_list_name(&name, xform->form, list);
    buf_add_format(xform->out, "\n      <instance id=\"%s\">\n        <root>", buf_text(&name));
    for (size_t i = 0; odk_choice_at(&choice, xform->form, list, i, xform->language); i++) {
        const char *attribute;

        buf_add_format(xform->out, "\n          <item><itextId>%s-%zu</itextId><name>",
                       buf_text(&name), i);
        xform_text(xform, choice.name);
        buf_add_text(xform->out, "</name>");
        for (size_t j = 0; (attribute = odk_attribute_at(list, j)); j++) {
            buf_add_format(xform->out, "<%s>", attribute);
            xform_text(xform, odk_attribute(choice.choice, attribute));
            buf_add_format(xform->out, "</%s>", attribute);
        }
        buf_add_text(xform->out, "</item>");
    }
    buf_add_text(xform->out, "\n        </root>\n      </instance>");
    buf_finish(&name);
}

static void write_model(struct xform *xform)
{
    buf_add_text(xform->out, "\n    <model odk:xforms-version=\"1.0.0\">");
    xform_itext(xform);
    write_answers(xform);
    odk_each_list(xform->form, write_list, xform);
    xform_binds(xform);
    buf_add_text(xform->out, "\n    </model>");
}

bool xform_write(struct buf *out, const struct form *form, const char *language,
                 struct losses *losses, struct error *err)
{
    struct buf text = BUF_INIT;
    struct xform xform = {.out = &text,
                          .form = form,
                          .language =
                              language ? form_language(form, language) : form->default_language,
                          .err = err};

    buf_add_text(&text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<h:html xmlns=\"http://www.w3.org/2002/xforms\""
                        " xmlns:h=\"http://www.w3.org/1999/xhtml\""
                        " xmlns:jr=\"http://openrosa.org/javarosa\""
                        " xmlns:odk=\"http://www.opendatakit.org/xforms\""
                        " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">\n"
                        "  <h:head>\n    <h:title>");
    xform_text(&xform, odk_text(form, &form->title, xform.language));
    buf_add_text(&text, "</h:title>");
    write_model(&xform);
    buf_add_text(&text, "\n  </h:head>\n  <h:body>");
    xform_body(&xform);
    buf_add_text(&text, "\n  </h:body>\n</h:html>\n");
    if (!xform.failed) {
        buf_add_text(out, buf_text(&text));
        odk_losses(losses, form);
    }
    buf_finish(&text);
    return !xform.failed;
}
