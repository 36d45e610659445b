/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists of choices as ODK wants them: an item with free words has a list of its
 * own with one choice more, and units and yes or no are choices, too.
 */
#include "export/odk.h"

#include "base/i18n.h"

#include <string.h>

static bool is_list_name(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->list_count; i++)
        if (strcmp(form->lists[i].name, name) == 0)
            return true;
    return false;
}

void odk_list_name(struct buf *out, const struct form *form, const struct odk_list *list)
{
    struct buf name = BUF_INIT;

    if (list->choices && !list->item) {
        buf_add_text(out, list->choices->name);
        return;
    }
    if (list->item)
        buf_add_format(&name, "%s_%s", list->item->name, list->units ? "units" : "choices");
    else
        buf_add_text(&name, "yes_no");
    while (is_list_name(form, buf_text(&name)))
        buf_add_char(&name, '_');
    buf_add_text(out, buf_text(&name));
    buf_finish(&name);
}

bool odk_list_of(struct odk_list *out, const struct form *form, const struct item *item)
{
    *out = (struct odk_list){NULL, NULL, false};
    if (odk_is_select(item)) {
        out->choices = item->choices;
        if (item->other || !form_has_list(form, item->choices))
            out->item = item;
        return true;
    }
    return item->type == ITEM_YES_NO;
}

void odk_each_list(const struct form *form, void (*note)(void *self, const struct odk_list *list),
                   void *self)
{
    const struct odk_list yes_no = {NULL, NULL, false};
    bool asked = false;

    for (size_t i = 0; i < form->list_count; i++) {
        bool used = false;

        for (size_t j = 0; j < form->all_count && !used; j++)
            used = form->all[j]->choices == &form->lists[i] && !form->all[j]->other;
        if (used)
            note(self, &(struct odk_list){&form->lists[i], NULL, false});
    }
    for (size_t i = 0; i < form->all_count; i++) {
        const struct item *item = form->all[i];
        struct odk_list list;

        if (odk_list_of(&list, form, item) && list.item)
            note(self, &list);
        if (odk_has_units(item))
            note(self, &(struct odk_list){NULL, item, true});
        asked = asked || item->type == ITEM_YES_NO;
    }
    if (asked)
        note(self, &yes_no);
}

/* The INDEX-th that is still offered, or NULL. */
static const struct choice *offered(const struct choice_list *choices, size_t index)
{
    for (size_t i = 0; i < choices->count; i++)
        if (!choices->choices[i].retired && index-- == 0)
            return &choices->choices[i];
    return NULL;
}

static size_t offered_count(const struct choice_list *choices)
{
    size_t count = 0;

    while (offered(choices, count))
        count++;
    return count;
}

bool odk_choice_at(struct odk_choice *out, const struct form *form, const struct odk_list *list,
                   size_t index, size_t language)
{
    const struct item *item = list->item;

    *out = (struct odk_choice){NULL, "", NULL};
    if (list->units) {
        if (index >= item->unit_count)
            return false;
        out->name = item->units[index].code;
        out->label = odk_text(form, &item->units[index].label, language);
        if (out->label[0] == '\0')
            out->label = out->name;
        return true;
    }
    if (!list->choices) {
        out->name = index == 0 ? "yes" : "no";
        out->label = odk_word(form, language, index == 0 ? N_("yes") : N_("no"));
        return index < 2;
    }
    out->choice = offered(list->choices, index);
    if (out->choice) {
        out->name = out->choice->name;
        out->label = odk_text(form, &out->choice->label, language);
        return true;
    }
    if (!item || !item->other || index != offered_count(list->choices))
        return false;
    out->name = "other";
    out->label = odk_text(form, &item->other_label, language);
    if (out->label[0] == '\0')
        out->label = odk_word(form, language, N_("something else"));
    return true;
}

/* Whether a choice before the one at CHOICE, or an attribute before AT, has the name. */
static bool seen_before(const struct choice_list *choices, size_t choice, size_t at)
{
    const char *name = choices->choices[choice].attributes[at].name;

    for (size_t i = 0; i <= choice; i++)
        for (size_t j = 0; j < choices->choices[i].attribute_count; j++) {
            if (i == choice && j >= at)
                break;
            if (strcmp(choices->choices[i].attributes[j].name, name) == 0)
                return true;
        }
    return false;
}

const char *odk_attribute_at(const struct odk_list *list, size_t index)
{
    const struct choice_list *choices = list->choices;

    for (size_t i = 0; choices && i < choices->count; i++)
        for (size_t j = 0; j < choices->choices[i].attribute_count; j++)
            if (!seen_before(choices, i, j) && index-- == 0)
                return choices->choices[i].attributes[j].name;
    return NULL;
}

const char *odk_attribute(const struct choice *choice, const char *name)
{
    for (size_t i = 0; choice && i < choice->attribute_count; i++)
        if (strcmp(choice->attributes[i].name, name) == 0)
            return choice->attributes[i].value;
    return "";
}
