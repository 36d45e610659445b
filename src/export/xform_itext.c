/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts in all languages of the form. A text that a language lacks is that of
 * the form's own language: ODK would show nothing. Earlier answers inside a
 * text are looked up with the words to say until they are known.
 */
#include "export/xform_parts.h"

#include "export/language.h"
#include "form/translation.h"

#include <string.h>

struct itext {
    struct xform *xform;
    size_t language;
};

/* What ${name} says: the answer, a choice by its label, else the fallback. */
static void write_answer(struct itext *itext, const struct item *item, const struct item *from)
{
    const struct form *form = itext->xform->form;
    const struct xpath_view view = {.form = form, .item = from};
    const char *fallback = odk_text(form, &item->fallback, itext->language);
    struct buf path = BUF_INIT, value = BUF_INIT, words = BUF_INIT;
    struct odk_list list;

    if (fallback[0] == '\0')
        fallback = odk_text(form, &item->label, itext->language);
    xpath_literal(&words, fallback);
    xpath_reference(&path, &view, item);
    if (odk_list_of(&list, form, item) && item->type != ITEM_SELECT_MULTIPLE &&
        item->type != ITEM_RANK)
        buf_add_format(&value, "if(%s = '', %s, jr:choice-name(%s, '%s'))", buf_text(&path),
                       buf_text(&words), buf_text(&path), buf_text(&path));
    else
        buf_add_format(&value, "coalesce(%s, %s)", buf_text(&path), buf_text(&words));
    buf_add_text(itext->xform->out, "<output");
    xform_attribute(itext->xform, "value", buf_text(&value));
    buf_add_text(itext->xform->out, "/>");
    buf_finish(&words);
    buf_finish(&value);
    buf_finish(&path);
}

static void write_words(struct itext *itext, const char *text, const struct item *item)
{
    struct buf part = BUF_INIT;
    const char *name, *place;
    size_t length;

    for (; (place = wording_next_name(text, &name, &length)); text = name + length + 1) {
        const struct item *other;

        buf_clear(&part);
        buf_add(&part, text, (size_t)(place - text));
        xform_text(itext->xform, buf_text(&part));
        buf_clear(&part);
        buf_add(&part, name, length);
        other = form_find(itext->xform->form, buf_text(&part));
        if (other && item_takes_answer(other) && item)
            write_answer(itext, other, item);
        else
            xform_text(itext->xform, buf_text(&part));
    }
    xform_text(itext->xform, text);
    buf_finish(&part);
}

static void begin_text(struct itext *itext, const char *path, const char *kind)
{
    buf_add_format(itext->xform->out, "\n          <text id=\"%s:%s\">", path, kind);
}

static void write_value(struct itext *itext, const char *text, const struct item *item,
                        const char *kind)
{
    buf_add_format(itext->xform->out, "<value%s>", kind);
    write_words(itext, text, item);
    buf_add_text(itext->xform->out, "</value>");
}

static void write_message(struct itext *itext, const char *path, const char *kind,
                          const struct item *item, const struct wording *wording)
{
    if (wording_is_empty(wording))
        return;
    begin_text(itext, path, kind);
    write_value(itext, odk_text(itext->xform->form, wording, itext->language), item, "");
    buf_add_text(itext->xform->out, "</text>");
}

static void write_label(struct itext *itext, const char *path, const struct item *item)
{
    struct buf *out = itext->xform->out;

    begin_text(itext, path, "label");
    buf_add_text(out, "<value>");
    if (item->prefix && item->prefix[0]) {
        xform_text(itext->xform, item->prefix);
        buf_add_text(out, ". ");
    }
    write_words(itext, odk_text(itext->xform->form, &item->label, itext->language), item);
    if (item->unit_count == 1) {
        const char *unit = odk_text(itext->xform->form, &item->units[0].label, itext->language);

        buf_add_text(out, " (");
        xform_text(itext->xform, unit[0] ? unit : item->units[0].code);
        buf_add_char(out, ')');
    }
    buf_add_text(out, "</value></text>");
}

static void write_hint(struct itext *itext, const char *path, const struct item *item)
{
    const struct form *form = itext->xform->form;

    if (wording_is_empty(&item->hint) && wording_is_empty(&item->guidance))
        return;
    begin_text(itext, path, "hint");
    write_value(itext, odk_text(form, &item->hint, itext->language), item, "");
    if (!wording_is_empty(&item->guidance))
        write_value(itext, odk_text(form, &item->guidance, itext->language), item,
                    " form=\"guidance\"");
    buf_add_text(itext->xform->out, "</text>");
}

static void write_beside(struct itext *itext, const struct item *item, const char *what,
                         const char *label)
{
    struct buf path = BUF_INIT;

    xform_path_beside(itext->xform, &path, item, what);
    begin_text(itext, buf_text(&path), "label");
    write_value(itext, label, item, "");
    buf_add_text(itext->xform->out, "</text>");
    buf_finish(&path);
}

static void write_item(struct itext *itext, const struct item *item)
{
    const struct form *form = itext->xform->form;
    struct buf path = BUF_INIT;
    struct odk_choice choice;
    struct odk_list list;

    xpath_path(&path, item);
    write_label(itext, buf_text(&path), item);
    write_hint(itext, buf_text(&path), item);
    write_message(itext, buf_text(&path), "jr:constraintMsg", item, &item->constraint_message);
    write_message(itext, buf_text(&path), "jr:requiredMsg", item, &item->required_message);
    if (item->other && odk_list_of(&list, form, item)) {
        size_t last = 0;

        while (odk_choice_at(&choice, form, &list, last, itext->language) && choice.choice)
            last++;
        write_beside(itext, item, "other", choice.label);
    }
    if (odk_has_units(item))
        write_beside(itext, item, "unit", odk_text(form, &item->label, itext->language));
    buf_finish(&path);
}

static void write_list(void *self, const struct odk_list *list)
{
    struct itext *itext = self;
    struct buf name = BUF_INIT;
    struct odk_choice choice;

    odk_list_name(&name, itext->xform->form, list);
    for (size_t i = 0; odk_choice_at(&choice, itext->xform->form, list, i, itext->language); i++) {
        buf_add_format(itext->xform->out, "\n          <text id=\"%s-%zu\">", buf_text(&name), i);
        write_value(itext, choice.label, NULL, "");
        buf_add_text(itext->xform->out, "</text>");
    }
    buf_finish(&name);
}

void xform_itext(struct xform *xform)
{
    const struct form *form = xform->form;

    buf_add_text(xform->out, "\n      <itext>");
    for (size_t i = 0; i < form->language_count; i++) {
        struct itext itext = {xform, i};
        struct buf name = BUF_INIT;

        language_name(&name, form->languages[i], form->languages[i]);
        buf_add_format(&name, " (%s)", form->languages[i]);
        buf_add_text(xform->out, "\n        <translation");
        xform_attribute(xform, "lang", buf_text(&name));
        buf_add_format(xform->out, "%s>", i == xform->language ? " default=\"true()\"" : "");
        for (size_t j = 0; j < form->all_count; j++)
            write_item(&itext, form->all[j]);
        odk_each_list(form, write_list, &itext);
        buf_add_text(xform->out, "\n        </translation>");
        buf_finish(&name);
    }
    buf_add_text(xform->out, "\n      </itext>");
}
