/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What ODK has no word for, said once for both of its formats: a table of what
 * an item may have.
 */
#include "export/odk.h"

#include "base/i18n.h"
#include "form/translation.h"

static bool has_purpose(const struct item *item)
{
    return !wording_is_empty(&item->purpose);
}

static bool has_spoken(const struct item *item)
{
    return !wording_is_empty(&item->ask) || !wording_is_empty(&item->if_asked);
}

static bool has_short_label(const struct item *item)
{
    return !wording_is_empty(&item->short_label);
}

static bool has_probes(const struct item *item)
{
    return item->probe_count > 0;
}

static bool has_soft_required(const struct item *item)
{
    return item->required == REQUIRED_SOFT;
}

static bool has_reasons(const struct item *item)
{
    return item_takes_answer(item) && item->required == REQUIRED_YES && item->absent != 0;
}

static bool has_warning(const struct item *item)
{
    return item->constraint && item->warning_only;
}

static bool has_row_limits(const struct item *item)
{
    return item->type == ITEM_REPEAT && (item->has_min || item->has_max);
}

static bool has_row_title(const struct item *item)
{
    return item->row_title != NULL;
}

static bool has_add_label(const struct item *item)
{
    return !wording_is_empty(&item->add_label);
}

static bool has_group_texts(const struct item *item)
{
    return (item->type == ITEM_GROUP || item->type == ITEM_REPEAT) &&
           (!wording_is_empty(&item->hint) || !wording_is_empty(&item->guidance));
}

static bool is_sensitive(const struct item *item)
{
    return item->sensitive;
}

static bool is_gate(const struct item *item)
{
    return item->gate;
}

static bool is_asked_last(const struct item *item)
{
    return item->ask_last;
}

static bool is_private(const struct item *item)
{
    return item->for_clinician;
}

static bool has_outline(const struct item *item)
{
    return item->outline != 0;
}

static bool has_dossier(const struct item *item)
{
    return item->dossier != DOSSIER_NONE;
}

static bool has_also_see(const struct item *item)
{
    return item->also_see_count > 0;
}

static bool has_modules(const struct item *item)
{
    return item->module_count > 0 || item->suggest_when;
}

static bool is_approximate(const struct item *item)
{
    return item->approximate;
}

static bool is_partial(const struct item *item)
{
    return item->type == ITEM_DATE && item->precision != PRECISION_DAY;
}

static bool has_export(const struct item *item)
{
    return item->export_to != EXPORT_FULL;
}

static bool has_code(const struct item *item)
{
    return item->code || item->section || item->fhir;
}

static bool is_diagram(const struct item *item)
{
    return item->type == ITEM_DIAGRAM;
}

static bool is_module(const struct item *item)
{
    return item->type == ITEM_MODULE;
}

static bool asks_reason(const struct item *item)
{
    return xpath_loses(item->relevant) || xpath_loses(item->constraint) ||
           xpath_loses(item->required_when) || xpath_loses(item->calculation) ||
           xpath_loses(item->default_value) || xpath_loses(item->choice_filter);
}

static const struct {
    bool (*lost)(const struct item *item);
    const char *what;
} item_losses[] = {
    {has_purpose, N_("why it is asked")},
    {has_spoken, N_("what is said aloud: the heading is asked instead")},
    {has_short_label, N_("the short text for lists")},
    {has_probes, N_("probes")},
    {has_soft_required, N_("required: soft")},
    {has_reasons, N_("reasons why there is no answer: it has to be answered")},
    {asks_reason, N_("absent(): no reason is ever there")},
    {has_warning, N_("a constraint that only warns")},
    {has_row_limits, N_("a limit of rows")},
    {has_row_title, N_("titles of rows")},
    {has_add_label, N_("the label for another row")},
    {has_group_texts, N_("hint and guidance of a group")},
    {is_sensitive, N_("that it is sensitive")},
    {is_gate, N_("the pause before it")},
    {is_asked_last, N_("that it is asked last")},
    {is_private, N_("that it is for the clinician alone")},
    {has_outline, N_("headings of the outline")},
    {has_dossier, N_("its place in the dossier")},
    {has_also_see, N_("what was already said elsewhere")},
    {has_modules, N_("instruments that go deeper")},
    {is_approximate, N_("that about will do")},
    {is_partial, N_("a date in words or in part: it becomes a whole date")},
    {has_export, N_("who may have the answer")},
    {has_code, N_("codes, sections and x_fhir")},
    {is_diagram, N_("a drawing: it becomes a note")},
    {is_module, N_("an instrument inside: it becomes a note")},
};

static void list_losses(struct losses *losses, const struct choice_list *list,
                        const struct item *item)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->choices[i].retired)
            losses_add(losses, item, "%s", _("retired choices: they are left out"));
        if (list->choices[i].code)
            losses_add(losses, item, "%s", _("codes of choices"));
    }
}

static void form_losses(struct losses *losses, const struct form *form)
{
    bool reviewed = form->status == FORM_REVIEWED;

    for (size_t i = 0; i < form->language_count; i++)
        reviewed = reviewed || form->language_status[i] == FORM_REVIEWED;
    if (reviewed)
        losses_add(losses, NULL, "%s", _("who reviewed the texts"));
    if (!wording_is_empty(&form->source) || !wording_is_empty(&form->rights))
        losses_add(losses, NULL, "%s", _("source and rights"));
    if (!wording_is_empty(&form->purpose) || !wording_is_empty(&form->short_title))
        losses_add(losses, NULL, "%s", _("purpose and short title"));
    if (form->term_count > 0)
        losses_add(losses, NULL, "%s", _("explained terms"));
    if (form->url)
        losses_add(losses, NULL, "%s", _("the canonical address"));
    if (form->rename_count > 0)
        losses_add(losses, NULL, "%s", _("names in earlier versions"));
    if (form->module_count > 0)
        losses_add(losses, NULL, "%s", _("instruments that go deeper"));
}

void odk_losses(struct losses *losses, const struct form *form)
{
    form_losses(losses, form);
    for (size_t i = 0; i < form->all_count; i++) {
        const struct item *item = form->all[i];

        for (size_t j = 0; j < sizeof(item_losses) / sizeof(item_losses[0]); j++)
            if (item_losses[j].lost(item))
                losses_add(losses, item, "%s", _(item_losses[j].what));
        if (item->choices)
            list_losses(losses, item->choices, item);
    }
}
