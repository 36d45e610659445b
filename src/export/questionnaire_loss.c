/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What programs that ask Questionnaires do not do as Verhaal does. All of it is in
 * the file and comes back when it is read here; this is about the others. What is
 * said of "most programs" is so as far as is known of LHC-Forms.
 */
#include "export/questionnaire_writer.h"

#include "base/i18n.h"
#include "form/translation.h"

#include <string.h>

static void tell_about_form(const struct questionnaire *self)
{
    const struct form *form = self->form;

    if (form->language_count > 1)
        losses_add(self->losses, NULL,
                   _("most programs show %s alone; the other languages are in the file (--language "
                     "chooses)"),
                   form->languages[self->language]);
    if (form->term_count > 0)
        losses_add(self->losses, NULL, _("words that are explained are explained only here"));
    if (form->module_count > 0)
        losses_add(self->losses, NULL, "%s",
                   _("other forms are not offered, and what they know not shown"));
}

static bool has_retired(const struct item *item)
{
    for (size_t i = 0; item->choices && i < item->choices->count; i++)
        if (item->choices->choices[i].retired)
            return true;
    return false;
}

static bool has_exclusive(const struct item *item)
{
    for (size_t i = 0; item->choices && i < item->choices->count; i++)
        if (item->choices->choices[i].exclusive)
            return true;
    return false;
}

static bool is_piped(const struct questionnaire *self, const struct wording *wording)
{
    const char *name;
    size_t length;

    for (size_t i = 0; i < self->form->language_count; i++)
        if (wording->text[i] && wording_next_name(wording->text[i], &name, &length))
            return true;
    return false;
}

static bool is_sum(const struct item *item)
{
    return item->calculation != NULL || item->type == ITEM_CALCULATE;
}

/* Who sees what, and when. */
static void tell_about_asking(const struct questionnaire *self, const struct item *item)
{
    struct losses *losses = self->losses;

    if (is_piped(self, &item->label) || is_piped(self, &item->hint) ||
        is_piped(self, &item->ask) || is_piped(self, &item->if_asked))
        losses_add(losses, item, _("earlier answers inside a question: a neutral word instead"));
    if (!wording_is_empty(&item->guidance))
        losses_add(losses, item, _("guidance is for the clinician here; there, all can see it"));
    if (!wording_is_empty(&item->purpose) || item->probe_count > 0)
        losses_add(losses, item, _("purpose and follow-up questions are shown only here"));
    if (!wording_is_empty(&item->ask) || !wording_is_empty(&item->if_asked))
        losses_add(losses, item, _("what is said aloud is shown only here; there, the heading is"));
    if (item->sensitive || item->gate || item->ask_last)
        losses_add(losses, item, _("sensitive: no pause, no asking last"));
    if (item->for_clinician || item->export_to != EXPORT_FULL)
        losses_add(losses, item, _("what is private or kept from exports here is open there"));
    if (item->module_count > 0 || item->suggest_when || item->also_see_count > 0)
        losses_add(losses, item, _("other forms are not offered, and what they know not shown"));
    if (item->type == ITEM_DIAGRAM)
        losses_add(losses, item, _("a drawing cannot be made there"));
    if (item->type == ITEM_MODULE)
        losses_add(losses, item,
                   _("another form belongs here; export it as well, few programs put it in"));
    if (!wording_is_empty(&item->short_label))
        losses_add(losses, item, _("short names are not used"));
    if (item->row_title || !wording_is_empty(&item->add_label))
        losses_add(losses, item, _("rows have no title and no words for another one"));
}

/* What may be answered. */
static void tell_about_answers(const struct questionnaire *self, const struct item *item)
{
    struct losses *losses = self->losses;

    if (has_exclusive(item))
        losses_add(losses, item, _("\"none of these\" can be ticked beside others there"));
    if (has_retired(item))
        losses_add(losses, item, _("retired choices are still offered by most programs"));
    if (item->choice_filter)
        losses_add(losses, item, _("choices are not filtered by most programs"));
    if (item->type == ITEM_RANK)
        losses_add(losses, item, _("a rank is a choice for each place"));
    if ((item->type == ITEM_DATE || item->type == ITEM_DATETIME) && item->precision < PRECISION_DAY)
        losses_add(losses, item,
                   _("dates without a day or month are completed by some programs, which makes "
                     "them up; \"about\" and seasons cannot be said"));
    if (item->constraint)
        losses_add(losses, item, _("constraints are not held by most programs"));
    if (item->required == REQUIRED_SOFT)
        losses_add(losses, item, _("questions that should be answered may stay open there"));
    if (item->required_when)
        losses_add(losses, item, _("questions that must be answered in some cases may stay open"));
    if (item->required == REQUIRED_YES)
        losses_add(losses, item, _("a reason why there is no answer does not count there"));
    if (item->trigger_count > 0)
        losses_add(losses, item, _("the calculation follows every change, not just that of some"));
    if (item->repeat_count)
        losses_add(losses, item, _("rows are not counted out there"));
    if (is_sum(item) && item->default_value)
        losses_add(losses, item, _("a default beside a calculation"));
}

void questionnaire_tell_losses(const struct questionnaire *self)
{
    if (!self->losses)
        return;
    tell_about_form(self);
    for (size_t i = 0; i < self->form->all_count; i++) {
        tell_about_asking(self, self->form->all[i]);
        tell_about_answers(self, self->form->all[i]);
    }
}
