/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lint for a form that could be read: what is wrong with items and lists beyond
 * their shape. Errors would mislead an interview; warnings would only annoy.
 */
#include "config.h"

#include "form/form_check.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "form/translation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *check_nearest(const struct check_place *place, char out[160], const char *name)
{
    const struct form *form = place->form;
    const char **names, *nearest;

    out[0] = '\0';
    names = alloc_array(form->all_count + 1, sizeof(*names));
    for (size_t i = 0; i < form->all_count; i++)
        names[i] = form->all[i]->name;
    nearest = report_nearest(place->report, name, names, form->all_count);
    if (nearest)
        (void)snprintf(out, 160, _(". Did you mean ${%s} (line %u)?"), nearest,
                       form_find(form, nearest)->line);
    free(names);
    return out;
}

/* Whether the rows in which TARGET lies are those in which ITEM lies, too. */
static bool in_scope(const struct item *item, const struct item *target)
{
    const struct item *repeat = item_repeat(target);

    if (!repeat)
        return true;
    for (const struct item *at = item; at; at = at->parent)
        if (at == repeat)
            return true;
    return false;
}

const struct item *check_reach(const struct form *form, const struct item *item, const char *name)
{
    const struct item *target = form_find(form, name);

    return target && item_takes_answer(target) && in_scope(item, target) ? target : NULL;
}

static const struct item *check_exists(const struct check_place *place, const char *name)
{
    const struct item *target = form_find(place->form, name);
    char nearest[160];

    if (!target)
        report_add(place->report, REPORT_ERROR, "E310", place->position.line,
                   place->position.column, place->item ? place->item->name : "",
                   _("${%.64s} is no item of this form%s"), name,
                   check_nearest(place, nearest, name));
    return target;
}

void check_reference(const struct check_place *place, const char *name)
{
    const struct item *target = check_exists(place, name);
    const char *item = place->item ? place->item->name : "";
    unsigned line = place->position.line, column = place->position.column;

    if (target && !item_takes_answer(target))
        report_add(place->report, REPORT_ERROR, "E316", line, column, item,
                   _("${%s} is of type %s and has no answer"), name, item_type_name(target->type));
    else if (target)
        report_add(place->report, REPORT_ERROR, "E314", line, column, item,
                   _("${%s} has one answer in each row of ${%s}; from outside, only "
                     "count(${%s}), or sum(), min() and max() of the answers, can be asked"),
                   name, item_repeat(target)->name, item_repeat(target)->name);
}

void check_set(const struct check_place *place, const char *name, bool counted)
{
    const struct item *target = check_exists(place, name);
    const char *item = place->item ? place->item->name : "";
    unsigned line = place->position.line, column = place->position.column;

    if (!target)
        return;
    if (counted && target->type != ITEM_REPEAT && !item_repeat(target))
        report_add(place->report, REPORT_ERROR, "E313", line, column, item,
                   _("count() takes a repeat, and ${%s} is of type %s"), name,
                   item_type_name(target->type));
    else if (!(counted && target->type == ITEM_REPEAT) && !item_takes_answer(target))
        report_add(place->report, REPORT_ERROR, "E316", line, column, item,
                   _("${%s} is of type %s and has no answer"), name, item_type_name(target->type));
}

static void warn(struct report *report, const char *code, const struct item *item,
                 const char *message)
{
    report_add(report, REPORT_WARNING, code, item->line, item->column, item->name, "%s", message);
}

static void check_item(const struct item *item, struct report *report)
{
    const struct choice *other = item->other ? form_choice(item, "other") : NULL;

    if (other)
        report_add(report, REPORT_ERROR, "E216", other->line, other->column, item->name,
                   _("with other: the free answer counts as the choice other; take this choice "
                     "out or give it another name"));
    if (item->sensitive && wording_is_empty(&item->guidance))
        warn(report, "W404", item, _("a sensitive item without guidance_hint for the clinician"));
    if (item->constraint && wording_is_empty(&item->constraint_message))
        warn(report, "W410", item, _("a constraint without constraint_message"));
    if (!item->constraint && (item->warning_only || !wording_is_empty(&item->constraint_message)))
        warn(report, "W412", item,
             _("severity or constraint_message without a constraint does nothing"));
    if (item->required == REQUIRED_NO && !wording_is_empty(&item->required_message))
        warn(report, "W412", item, _("required_message without required does nothing"));
}

/* Prefixes as in "3a": the same one twice would confuse whoever jumps to it. */
static void check_prefixes(const struct form *form, struct report *report)
{
    const struct item **items = alloc_array(form->all_count + 1, sizeof(struct item *));
    size_t count = 0;

    for (size_t i = 0; i < form->all_count; i++) {
        const struct item *item = form->all[i];

        if (item->prefix[0] == '\0')
            continue;
        for (size_t j = 0; j < count && count < REPORT_MAX; j++) {
            if (strcmp(items[j]->prefix, item->prefix) != 0)
                continue;
            report_add(report, REPORT_WARNING, "W409", item->line, item->column, item->name,
                       _("the prefix %s is that of %s, too (line %u)"), item->prefix,
                       items[j]->name, items[j]->line);
            break;
        }
        items[count++] = item;
    }
    free(items);
}

/* "3" after "4" below one heading: numbers are there to be counted on. Letters count apart. */
static void check_prefix_order(struct item *const *items, size_t count, struct report *report)
{
    const struct item *last[2] = {NULL, NULL};

    for (size_t i = 0; i < count; i++) {
        const struct item *item = items[i];
        const struct item **before = &last[item->prefix[0] >= '0' && item->prefix[0] <= '9'];

        check_prefix_order(item->items, item->item_count, report);
        if (item->prefix[0] == '\0')
            continue;
        if (*before && strverscmp((*before)->prefix, item->prefix) > 0)
            report_add(report, REPORT_WARNING, "W407", item->line, item->column, item->name,
                       _("the prefix %s comes after %s (line %u)"), item->prefix,
                       (*before)->prefix, (*before)->line);
        *before = item;
    }
}

/* Labels by which a person types a choice must differ in each language. */
static void check_labels(const struct form *form, const struct choice_list *list,
                         struct report *report)
{
    for (size_t language = 0; language < form->language_count; language++) {
        for (size_t i = 1; i < list->count && i < REPORT_MAX; i++) {
            const char *label = list->choices[i].label.text[language];

            for (size_t j = 0; label && j < i; j++) {
                const char *before = list->choices[j].label.text[language];

                if (!before || strcmp(before, label) != 0)
                    continue;
                report_add(report, REPORT_WARNING, "W417", list->choices[i].line,
                           list->choices[i].column, "",
                           _("the choices %s and %s have the same label in %s"),
                           list->choices[j].name, list->choices[i].name, form->languages[language]);
                break;
            }
        }
    }
}

static bool is_used(const struct form *form, const struct choice_list *list)
{
    for (size_t i = 0; i < form->all_count; i++)
        if (form->all[i]->choices == list)
            return true;
    return false;
}

static void check_lists(const struct form *form, struct report *report)
{
    for (size_t i = 0; i < form->list_count; i++) {
        const struct choice_list *list = &form->lists[i];

        check_labels(form, list, report);
        if (!is_used(form, list))
            report_add(report, REPORT_WARNING, "W405", list->line, list->column, "",
                       _("no item uses the choices %s"), list->name);
    }
    for (size_t i = 0; i < form->all_count; i++) {
        const struct choice_list *list = form->all[i]->choices;

        if (list && !form_has_list(form, list))
            check_labels(form, list, report);
    }
}

static void check_status(const struct form *form, struct report *report)
{
    for (size_t i = 0; form->status == FORM_REVIEWED && i < form->language_count; i++)
        if (form->language_status[i] != FORM_REVIEWED)
            report_add(report, REPORT_WARNING, "W416", form->title.line, form->title.column, "",
                       _("the form is called reviewed, but its texts in %s are not"),
                       form->languages[i]);
}

void form_check(const struct form *form, struct report *report)
{
    for (size_t i = 0; i < form->all_count; i++)
        check_item(form->all[i], report);
    check_prefixes(form, report);
    check_prefix_order(form->items, form->item_count, report);
    check_lists(form, report);
    check_status(form, report);
    check_rules(form, report);
    check_defaults(form, report);
    check_cycles(form, report);
    check_texts(form, report);
    report_sort(report);
}
