/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which modules are offered: installed, not begun, and called for by an answer or
 * a condition of any question of this interview, or by its form once anything was said.
 */
#include "app/offers.h"

#include "app/app.h"
#include "app/register_row.h"
#include "base/alloc.h"
#include "base/i18n.h"
#include "form/translation.h"

#include <stdlib.h>
#include <string.h>

void offers_finish(struct offers *offers)
{
    free(offers->list);
    *offers = (struct offers){NULL, 0, 0, false, 0, "", 0};
}

/* Modules for an age: not offered where the age is known to be another. Their limits are
 * wider than those of a clinic. */
static const struct {
    const char *form_id;
    long least, most; /* years */
} ages[] = {
    {"cfi_school_age_adolescents", 0, 21},
    {"cfi_older_adults", 55, 200},
};

static bool fits_age(const struct app *app, const struct form *form)
{
    char text[32], *end;
    const struct patient *patient = &session_record(app->session)->patient;
    register_row_age(text, sizeof text, patient->birth, session_today(app->session));
    const char *age = text[0] == '~' ? text + 1 : text;
    long first = strtol(age, &end, 10), last = *end == '-' ? strtol(end + 1, NULL, 10) : first;
    for (size_t i = 0; end != age && i < sizeof ages / sizeof ages[0]; i++) {
        if (strcmp(ages[i].form_id, form->form_id) == 0) {
            return last >= ages[i].least && first <= ages[i].most;
        }
    }
    return true;
}

static struct offer *find(struct offers *offers, const struct form *form)
{
    for (size_t i = 0; i < offers->count; i++) {
        if (offers->list[i].form == form) {
            return &offers->list[i];
        }
    }
    alloc_grow(&offers->list, &offers->capacity, offers->count + 1, sizeof *offers->list);
    struct offer *offer = &offers->list[offers->count++];
    memset(offer, 0, sizeof *offer);
    offer->form = form;
    return offer;
}

/* The form of that name, if it may be offered. */
static const struct form *offered(const struct app *app, const char *form_id)
{
    const struct form *form = library_find(app->library, form_id);
    bool known = form && record_interview_of(session_record(app->session), form->form_id);
    return form && !known && fits_age(app, form) ? form : NULL;
}

/* What the form put there itself is not said. */
static bool is_anything_said(const struct interview *interview)
{
    for (size_t i = 0; i < interview->answer_count; i++) {
        if (interview->answers[i]->answer.by != BY_COMPUTED) {
            return true;
        }
    }
    return false;
}

static void add_of_form(struct offers *offers, const struct app *app)
{
    const struct desk *desk = app->desk;
    if (!is_anything_said(desk_interview(desk))) {
        return;
    }
    for (size_t i = 0; i < desk->form->module_count; i++) {
        const struct form *form = offered(app, desk->form->modules[i]);
        if (form) {
            find(offers, form);
        }
    }
}

static void add_modules(struct offers *offers, const struct app *app, size_t index)
{
    const struct desk *desk = app->desk;
    const struct item *item = desk->places.places[index].item;
    if (!desk_offers_modules_at(desk, index)) {
        return;
    }
    for (size_t i = 0; i < item->module_count; i++) {
        const struct form *form = offered(app, item->modules[i]);
        if (!form) {
            continue;
        }
        struct offer *offer = find(offers, form);
        offer->calls++;
        offer->here = offer->here || index == desk->at;
        offer->asked_for = offer->asked_for || item->suggest_when;
        if (!offer->item || index == desk->at) {
            offer->item = item;
        }
    }
}

static int by_call(const void *a, const void *b)
{
    const struct offer *one = a, *two = b;
    if (one->here != two->here) {
        return one->here ? -1 : 1;
    }
    if (one->asked_for != two->asked_for) {
        return one->asked_for ? -1 : 1;
    }
    if (one->calls != two->calls) {
        return one->calls > two->calls ? -1 : 1;
    }
    return strcmp(one->form->form_id, two->form->form_id);
}

const struct offers *offers_of(struct app *app)
{
    const struct desk *desk = app->desk;
    struct offers *offers = &app->offers;
    if (offers->known && offers->version == session_version(app->session) &&
        offers->at == desk->at && strcmp(offers->interview, desk->interview) == 0) {
        return offers;
    }
    offers_finish(offers);
    offers->known = true;
    offers->version = session_version(app->session);
    offers->at = desk->at;
    memcpy(offers->interview, desk->interview, sizeof offers->interview);
    for (size_t i = 0; i < desk->places.count; i++) {
        add_modules(offers, app, i);
    }
    add_of_form(offers, app);
    if (offers->count > 1) {
        qsort(offers->list, offers->count, sizeof *offers->list, by_call);
    }
    return offers;
}

void offers_fill(struct app *app)
{
    const struct offers *offers = offers_of(app);
    const char *language = i18n_language();
    for (size_t i = 0; i < offers->count; i++) {
        const struct offer *offer = &offers->list[i];
        struct list_row *row = list_add_row(&app->list);
        row->place = i;
        row->quiet = !offer->here && !offer->asked_for;
        buf_add_text(&row->label, wording_in(offer->form, &offer->form->title, language, NULL));
        if (offer->here) {
            buf_add_text(&row->aside, _("this question"));
        } else if (offer->item && offer->item->prefix[0]) {
            buf_add_format(&row->aside, "%s %s", _("question"), offer->item->prefix);
        }
        buf_add_text(&row->detail, wording_in(offer->form, &offer->form->purpose, language, NULL));
        list_row_find(row, buf_text(&row->label));
        list_row_find(row, offer->form->form_id);
    }
}
