/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form held against its older version: what would leave answers without a
 * question. Every finding stands at a place of the new file, where it is mended;
 * the message names the line of the old one.
 */
#include "form/form_compare.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "form/form_check.h"
#include "form/translation.h"

#include <stdlib.h>
#include <string.h>

/* The value of "version", which the model does not keep the place of; else the title. */
static struct position version_position(const struct form *form)
{
    static const char key[] = "version:";
    struct position found = {form->title.line, form->title.column};
    unsigned line = 1;
    for (const char *at = form->text; at && *at; line++) {
        if (strncmp(at, key, sizeof(key) - 1) == 0) {
            size_t blanks = strspn(at + sizeof(key) - 1, " ");
            return (struct position){line, (unsigned)(sizeof(key) + blanks)};
        }
        at = strchr(at, '\n');
        at = at ? at + 1 : NULL;
    }
    return found;
}

/* ---- questions that went ---- */

/* Where BEFORE stood: at the next question that is still there, else at the last one. */
static const struct item *neighbour(const struct form_comparison *forms, const struct item *before)
{
    for (size_t i = before->index + 1; i < forms->before->all_count; i++) {
        const struct item *item =
            form_successor(forms->before, forms->after, forms->before->all[i]->name);
        if (item) {
            return item;
        }
    }
    return forms->after->all_count ? forms->after->all[forms->after->all_count - 1] : NULL;
}

/* Whether A and B say the same to people in a language that both forms have. */
static bool looks_alike(const struct form_comparison *forms, const struct item *a,
                        const struct item *b)
{
    for (size_t i = 0; i < forms->before->language_count; i++) {
        for (size_t j = 0; j < forms->after->language_count; j++) {
            const char *one = a->label.text[i], *two = b->label.text[j];
            if (one && two &&
                strcmp(forms->before->languages[i], forms->after->languages[j]) == 0) {
                struct buf left = BUF_INIT, right = BUF_INIT;
                text_fold(&left, one, strlen(one));
                text_fold(&right, two, strlen(two));
                const char *word = buf_text(&right);
                bool same = left.length > 0 &&
                            (strcmp(buf_text(&left), word) == 0 ||
                             (left.length > 8 && text_nearest(buf_text(&left), &word, 1) != NULL));
                buf_finish(&left);
                buf_finish(&right);
                if (same) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* The new question that BEFORE may have become, or NULL. */
static const struct item *new_name(const struct form_comparison *forms, const struct item *before)
{
    const struct item *nearest = NULL;
    for (size_t i = 0; i < forms->count; i++) {
        const struct form_change *change = &forms->changes[i];
        if (change->before || !change->after || !form_asks(change->after)) {
            continue;
        }
        if (looks_alike(forms, before, change->after)) {
            return change->after;
        }
        const char *name = change->after->name;
        if (!nearest && strlen(name) > 3 && text_nearest(before->name, &name, 1)) {
            nearest = change->after;
        }
    }
    return nearest;
}

static void check_removed(const struct form_comparison *forms, const struct item *before,
                          struct report *report)
{
    const struct item *after = form_asks(before) ? new_name(forms, before) : NULL;
    if (!form_asks(before) && before->type != ITEM_REPEAT) {
        return;
    }
    if (after) {
        report_add(report, REPORT_WARNING, "W523", after->line, after->column, after->name,
                   _("this looks like %s of the old version (line %u) under a new name; did you "
                     "mean renamed_from: [%s]?"),
                   before->name, before->line, before->name);
        return;
    }
    after = neighbour(forms, before);
    report_add(
        report, REPORT_WARNING, "W520", after ? after->line : forms->after->title.line,
        after ? after->column : forms->after->title.column, after ? after->name : "",
        before->type == ITEM_REPEAT
            ? _("the rows of %s stood before this (line %u of the old version) and are gone; "
                "their answers will be kept without a question")
            : _("%s stood before this (line %u of the old version) and is gone; its answers "
                "will be kept without a question"),
        before->name, before->line);
}

/* ---- questions that changed ---- */

/* Whether every answer to BEFORE can be held by AFTER. */
static bool holds_all(const struct item *before, const struct item *after)
{
    static const struct {
        enum item_type before, after;
    } always[] = {
        {ITEM_INTEGER, ITEM_DECIMAL},
        {ITEM_INTEGER, ITEM_TEXT},
        {ITEM_DECIMAL, ITEM_TEXT},
        {ITEM_TIME, ITEM_TEXT},
        {ITEM_RANGE, ITEM_DECIMAL},
        {ITEM_RANGE, ITEM_TEXT},
        {ITEM_SELECT_ONE, ITEM_SELECT_MULTIPLE},
        {ITEM_DATE, ITEM_DATETIME},
    };
    if (before->type == ITEM_TEXT && after->type == ITEM_TEXT) {
        return before->one_line || !after->one_line;
    }
    if (before->type == ITEM_YES_NO &&
        (after->type == ITEM_SELECT_ONE || after->type == ITEM_SELECT_MULTIPLE)) {
        return form_choice(after, "yes") && form_choice(after, "no");
    }
    for (size_t i = 0; i < sizeof(always) / sizeof(always[0]); i++) {
        if (always[i].before == before->type && always[i].after == after->type) {
            return true;
        }
    }
    /* What is never answered loses nothing. */
    return !form_asks(before) && before->type != ITEM_REPEAT;
}

static const char *type_name(const struct item *item)
{
    return item->type == ITEM_TEXT && item->one_line ? _("text of one line")
                                                     : item_type_name(item->type);
}

static void check_changed(const struct form_change *change, struct report *report)
{
    const struct item *before = change->before, *after = change->after;
    if ((change->differences & DIFFERS_IN_TYPE) && !holds_all(before, after)) {
        report_add(report, REPORT_WARNING, "W521", after->line, after->column, after->name,
                   _("this was of type %s (line %u of the old version) and is of type %s; answers "
                     "that do not fit will be kept without a question"),
                   type_name(before), before->line, type_name(after));
    }
    if ((change->differences & DIFFERS_IN_PLACE) && (form_asks(before) || form_asks(after))) {
        report_add(report, REPORT_WARNING, "W525", after->line, after->column, after->name,
                   _("this is asked in other rows than in the old version (line %u); answers whose "
                     "row cannot be told will be kept without a question"),
                   before->line);
    }
}

static bool is_new_list(const struct form_change *changes, size_t at, const struct choice *choice)
{
    for (size_t i = 0; i < at; i++) {
        for (size_t j = 0; j < changes[i].choice_count; j++) {
            if (choice && changes[i].choices[j].before == choice) {
                return false;
            }
        }
    }
    return true;
}

/* A list that several questions share is said once, at the list. */
static void check_choices(const struct form_comparison *forms, size_t at, struct report *report)
{
    const struct form_change *change = &forms->changes[at];
    const struct item *item = change->after;
    for (size_t i = 0; i < change->choice_count; i++) {
        const struct choice *choice = change->choices[i].before;
        if (change->choices[i].kind != CHOICE_REMOVED || !is_new_list(forms->changes, at, choice)) {
            continue;
        }
        bool named = choice && form_has_list(forms->after, item->choices);
        unsigned line = named ? item->choices->line : item->line;
        unsigned column = named ? item->choices->column : item->column;
        if (choice) {
            report_add(report, REPORT_ERROR, "E522", line, column, named ? "" : item->name,
                       _("the choice %s is gone (line %u of the old version), and answers hold it; "
                         "keep it with retired: true"),
                       choice->name, choice->line);
        } else {
            report_add(report, REPORT_WARNING, "W521", line, column, item->name,
                       _("an answer of one's own was welcome here (line %u of the old version); "
                         "such answers will stand beside the choices as words"),
                       change->before->line);
        }
    }
}

/* ---- names given up ---- */

static void check_renames(const struct form_comparison *forms, struct report *report)
{
    for (size_t i = 0; i < forms->after->rename_count; i++) {
        const struct form_rename *rename = &forms->after->renames[i];
        if (!form_find(forms->before, rename->from) || !form_find(forms->after, rename->to)) {
            continue;
        }
        const struct item *became = form_successor(forms->before, forms->after, rename->from);
        if (became && strcmp(became->name, rename->to) != 0 &&
            form_find(forms->before, rename->to)) {
            report_add(report, REPORT_WARNING, "W526", rename->line, rename->column, rename->to,
                       _("%s is not followed: the old version has %s, too; say in migrations up "
                         "to which version it was called so"),
                       rename->from, rename->to);
        }
    }
}

void form_check_against(const struct form *form, const struct form *old, struct report *report)
{
    struct form_comparison forms;
    form_compare(&forms, old, form);
    if (forms.same_version) {
        struct position at = version_position(form);
        report_add(report, REPORT_WARNING, "W524", at.line, at.column, "",
                   _("the version is still %s, and the form is another one; give it a new version"),
                   form->version);
    }
    for (size_t i = 0; i < forms.count; i++) {
        const struct form_change *change = &forms.changes[i];
        if (!change->after) {
            check_removed(&forms, change->before, report);
        } else if (change->before) {
            check_changed(change, report);
            check_choices(&forms, i, report);
        }
    }
    check_renames(&forms, report);
    form_compare_finish(&forms);
    report_sort(report);
}
