/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether an item is asked may hang on an answer that hangs on the item itself.
 * A walk in depth over "is asked depends on", with a stack of its own, since a
 * chain may be as long as the form.
 */
#include "form/form_check.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "form/rule_tree.h"

#include <stdlib.h>

enum mark { UNSEEN, OPEN, DONE };

struct step {
    const struct item *item;
    size_t next; /* which of its dependencies comes next */
};

struct walk {
    const struct form *form;
    struct report *report;
    enum mark *marks;
    struct step *steps;
    size_t depth;
};

/* The next thing on which STEP depends: what its condition asks for, then its group. */
static const struct item *next_dependency(const struct walk *walk, struct step *step)
{
    const struct rule *relevant = step->item->relevant;
    size_t references = relevant ? relevant->reference_count : 0;

    while (step->next < references) {
        const struct item *target =
            form_find(walk->form, rule_reference(relevant, step->next++, NULL));

        if (target)
            return target;
    }
    return step->next++ == references ? step->item->parent : NULL;
}

static bool has_more(const struct step *step)
{
    const struct rule *relevant = step->item->relevant;

    return step->next <= (relevant ? relevant->reference_count : 0);
}

static void report_cycle(struct walk *walk, const struct item *back)
{
    struct buf path = BUF_INIT;
    size_t start = walk->depth;
    const struct rule *relevant = NULL;

    while (walk->steps[start - 1].item != back)
        start--;
    for (size_t i = start - 1; i < walk->depth; i++) {
        const struct item *item = walk->steps[i].item;

        buf_add_format(&path, _("%s (line %u) → "), item->name, item->line);
        if (!relevant)
            relevant = item->relevant;
    }
    buf_add_text(&path, back->name);
    report_add(walk->report, REPORT_ERROR, "E315", relevant ? relevant->line : back->line,
               relevant ? relevant->column : back->column, back->name,
               _("whether this is asked depends on itself: %.900s"), buf_text(&path));
    buf_finish(&path);
}

static void enter(struct walk *walk, const struct item *item)
{
    walk->marks[item->index] = OPEN;
    walk->steps[walk->depth++] = (struct step){item, 0};
}

static void walk_from(struct walk *walk, const struct item *item)
{
    enter(walk, item);
    while (walk->depth > 0) {
        struct step *step = &walk->steps[walk->depth - 1];
        const struct item *target;

        if (!has_more(step)) {
            walk->marks[step->item->index] = DONE;
            walk->depth--;
            continue;
        }
        target = next_dependency(walk, step);
        if (target && walk->marks[target->index] == UNSEEN)
            enter(walk, target);
        else if (target && walk->marks[target->index] == OPEN)
            report_cycle(walk, target);
    }
}

void check_cycles(const struct form *form, struct report *report)
{
    struct walk walk = {form, report, alloc_array(form->all_count + 1, sizeof(*walk.marks)),
                        alloc_array(form->all_count + 1, sizeof(*walk.steps)), 0};

    for (size_t i = 0; i < form->all_count; i++)
        if (walk.marks[i] == UNSEEN)
            walk_from(&walk, form->all[i]);
    free(walk.marks);
    free(walk.steps);
}
