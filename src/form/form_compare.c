/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two forms side by side. Names decide what belongs together, never places or
 * labels: a label that changed is a label that changed.
 */
#include "form/form_compare.h"

#include "base/alloc.h"
#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

/* Longer chains of names are followed no further: a form may rename in circles. */
#define MAX_RENAMES 64

bool form_asks(const struct item *item)
{
    switch (item->type) {
    case ITEM_NOTE:
    case ITEM_CALCULATE:
    case ITEM_DIAGRAM:
    case ITEM_MODULE:
    case ITEM_GROUP:
    case ITEM_REPEAT:
        return false;
    default:
        return true;
    }
}

/* ---- names ---- */

/* Versions are texts and are compared as texts: dates in their usual form come out right. */
static bool applies(const struct form_rename *rename, const struct form *before)
{
    return !rename->version || form_version_compare(before->version, rename->version) <= 0;
}

static const struct form_rename *find_rename(const struct form *before, const struct form *after,
                                             const char *name)
{
    for (size_t i = 0; i < after->rename_count; i++) {
        const struct form_rename *rename = &after->renames[i];
        if (strcmp(rename->from, name) == 0 && applies(rename, before)) {
            return rename;
        }
    }
    return NULL;
}

const struct item *form_successor(const struct form *before, const struct form *after,
                                  const char *name)
{
    const struct form_rename *rename = find_rename(before, after, name);
    const char *now = name;
    bool dated = false;
    for (unsigned i = 0; rename && i < MAX_RENAMES; i++) {
        dated = dated || rename->version;
        now = rename->to;
        /* A name in between belonged to versions in between; one that was there already has a
         * way of its own, so that two questions can exchange their names. */
        rename = form_find(before, now) ? NULL : find_rename(before, after, now);
    }
    /* A name that the older form had already is another question, unless the form says up to
     * which version it was not. */
    if (now != name && !dated && form_find(before, now)) {
        now = name;
    }
    const struct item *found = form_find(after, now);
    return found ? found : form_find(after, name);
}

/* ---- wordings ---- */

static bool same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* In the languages that both forms have: another translation is no other wording. */
static bool same_wording(const struct form_comparison *forms, const struct wording *a,
                         const struct wording *b)
{
    const struct form *before = forms->before, *after = forms->after;
    for (size_t i = 0; i < before->language_count; i++) {
        for (size_t j = 0; j < after->language_count; j++) {
            if (strcmp(before->languages[i], after->languages[j]) == 0 && a->text[i] &&
                !same_text(a->text[i], b->text[j])) {
                return false;
            }
        }
    }
    return true;
}

static bool same_wordings(const struct form_comparison *forms, const struct item *a,
                          const struct item *b)
{
    if (!same_wording(forms, &a->label, &b->label) || !same_wording(forms, &a->hint, &b->hint) ||
        !same_wording(forms, &a->ask, &b->ask) ||
        !same_wording(forms, &a->if_asked, &b->if_asked) ||
        !same_text(a->prefix, b->prefix) || a->probe_count != b->probe_count) {
        return false;
    }
    for (size_t i = 0; i < a->probe_count; i++) {
        if (!same_wording(forms, &a->probes[i], &b->probes[i])) {
            return false;
        }
    }
    return same_wording(forms, &a->purpose, &b->purpose) &&
           same_wording(forms, &a->guidance, &b->guidance);
}

/* ---- conditions ---- */

static bool same_rule(const struct rule *a, const struct rule *b)
{
    return same_text(a ? rule_text(a) : NULL, b ? rule_text(b) : NULL);
}

static bool same_bounds(const struct item *a, const struct item *b)
{
    return a->has_min == b->has_min && a->has_max == b->has_max && a->min == b->min &&
           a->max == b->max && !(a->least < b->least) && !(b->least < a->least) &&
           !(a->most < b->most) && !(b->most < a->most) && !(a->step < b->step) &&
           !(b->step < a->step) && a->max_length == b->max_length && a->precision == b->precision &&
           same_text(a->pattern_text, b->pattern_text);
}

static bool same_conditions(const struct item *a, const struct item *b)
{
    return same_rule(a->relevant, b->relevant) && same_rule(a->constraint, b->constraint) &&
           same_rule(a->required_when, b->required_when) && a->required == b->required &&
           same_rule(a->calculation, b->calculation) &&
           same_rule(a->default_value, b->default_value) &&
           same_rule(a->choice_filter, b->choice_filter) &&
           same_rule(a->repeat_count, b->repeat_count) && a->read_only == b->read_only &&
           same_bounds(a, b);
}

/* ---- choices ---- */

static void add_choice(struct form_change *change, size_t *capacity, enum choice_difference kind,
                       const struct choice *before, const struct choice *after)
{
    alloc_grow(&change->choices, capacity, change->choice_count + 1, sizeof(*change->choices));
    change->choices[change->choice_count++] = (struct choice_change){kind, before, after};
}

static void compare_choice(struct form_change *change, size_t *capacity,
                           const struct form_comparison *forms, const struct choice *before,
                           const struct choice *after)
{
    if (!after) {
        add_choice(change, capacity, CHOICE_REMOVED, before, NULL);
    } else if (before->retired != after->retired) {
        add_choice(change, capacity, after->retired ? CHOICE_RETIRED : CHOICE_BACK, before, after);
    } else if (!same_wording(forms, &before->label, &after->label)) {
        add_choice(change, capacity, CHOICE_RELABELLED, before, after);
    }
}

static void compare_choices(struct form_change *change, const struct form_comparison *forms)
{
    const struct item *before = change->before, *after = change->after;
    size_t capacity = 0;
    if (!before->choices || !after->choices) {
        return;
    }
    for (size_t i = 0; i < before->choices->count; i++) {
        const struct choice *choice = &before->choices->choices[i];
        compare_choice(change, &capacity, forms, choice, form_choice(after, choice->name));
    }
    for (size_t i = 0; i < after->choices->count; i++) {
        const struct choice *choice = &after->choices->choices[i];
        if (!form_choice(before, choice->name)) {
            add_choice(change, &capacity, CHOICE_ADDED, NULL, choice);
        }
    }
    if (before->other && !after->other) {
        add_choice(change, &capacity, CHOICE_REMOVED, NULL, NULL);
    }
    if (change->choice_count) {
        change->differences |= DIFFERS_IN_CHOICES;
    }
}

/* ---- items ---- */

static bool same_place(const struct form_comparison *forms, const struct item *a,
                       const struct item *b)
{
    const struct item *from = item_repeat(a), *to = item_repeat(b);
    if (!from || !to) {
        return !from && !to;
    }
    return form_successor(forms->before, forms->after, from->name) == to &&
           same_place(forms, from, to);
}

/* One line and many lines are one type with two kinds of room. */
static bool same_type(const struct item *a, const struct item *b)
{
    return a->type == b->type && (a->type != ITEM_TEXT || a->one_line == b->one_line);
}

static void compare_items(struct form_change *change, const struct form_comparison *forms)
{
    const struct item *a = change->before, *b = change->after;
    change->differences = (strcmp(a->name, b->name) != 0 ? DIFFERS_IN_NAME : 0u) |
                          (same_type(a, b) ? 0u : DIFFERS_IN_TYPE) |
                          (same_place(forms, a, b) ? 0u : DIFFERS_IN_PLACE) |
                          (same_wordings(forms, a, b) ? 0u : DIFFERS_IN_WORDING) |
                          (same_conditions(a, b) ? 0u : DIFFERS_IN_CONDITION);
    compare_choices(change, forms);
}

static struct form_change *add_change(struct form_comparison *out, const struct item *before,
                                      const struct item *after)
{
    alloc_grow(&out->changes, &out->capacity, out->count + 1, sizeof(*out->changes));
    struct form_change *change = &out->changes[out->count++];
    memset(change, 0, sizeof(*change));
    change->before = before;
    change->after = after;
    return change;
}

void form_compare(struct form_comparison *out, const struct form *before, const struct form *after)
{
    /* By the index of AFTER: what it was. Two that became one: the first is it. */
    const struct item **was = alloc_array(after->all_count + 1, sizeof(struct item *));
    bool *met = alloc_array(before->all_count + 1, sizeof(*met));
    *out = (struct form_comparison){
        .before = before,
        .after = after,
        .same_version = strcmp(before->version, after->version) == 0 &&
                        strcmp(before->digest, after->digest) != 0,
    };
    for (size_t i = 0; i < before->all_count; i++) {
        const struct item *item = form_successor(before, after, before->all[i]->name);
        if (item && !was[item->index]) {
            was[item->index] = before->all[i];
            met[i] = true;
        }
    }
    for (size_t i = 0; i < after->all_count; i++) {
        struct form_change *change = add_change(out, was[i], after->all[i]);
        if (was[i]) {
            compare_items(change, out);
        }
    }
    for (size_t i = 0; i < before->all_count; i++) {
        if (!met[i]) {
            add_change(out, before->all[i], NULL);
        }
    }
    free(met);
    free(was);
}

void form_compare_finish(struct form_comparison *comparison)
{
    for (size_t i = 0; i < comparison->count; i++) {
        free(comparison->changes[i].choices);
    }
    free(comparison->changes);
    memset(comparison, 0, sizeof(*comparison));
}

void form_differences(struct buf *out, unsigned differences)
{
    static const struct {
        unsigned bit;
        const char *name;
    } names[] = {
        {DIFFERS_IN_NAME, N_("renamed")},
        {DIFFERS_IN_TYPE, N_("another type")},
        {DIFFERS_IN_PLACE, N_("in another list of rows")},
        {DIFFERS_IN_WORDING, N_("other words")},
        {DIFFERS_IN_CONDITION, N_("other conditions")},
        {DIFFERS_IN_CHOICES, N_("other choices")},
    };
    size_t start = out->length;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (differences & names[i].bit) {
            buf_add_format(out, "%s%s", out->length > start ? ", " : "", _(names[i].name));
        }
    }
}
