/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which language the question is shown in: the clinician's, or on one key the
 * patient's.
 */
#include "app/app.h"

#include "base/i18n.h"

#include <string.h>

const char *app_patient_language(const struct app *app)
{
    const struct contact *contact = session_contact(app->session);
    if (contact && contact->language && contact->language[0]) {
        return contact->language;
    }
    const struct record *record = session_record(app->session);
    return record && record->patient.languages ? record->patient.languages : "";
}

/* The form's own tag for the first of the languages in TAGS ("ar-EG nl") that it has, or NULL. */
static const char *form_has(const struct form *form, const char *tags)
{
    while (tags && *tags) {
        tags += strspn(tags, " ,;");
        size_t length = strcspn(tags, " ,;-");
        for (size_t i = 0; length && i < form->language_count; i++) {
            if (strncmp(form->languages[i], tags, length) == 0 &&
                form->languages[i][length] == '\0') {
                return form->languages[i];
            }
        }
        tags += strcspn(tags, " ,;");
    }
    return NULL;
}

/* The visit's comes first, then what else the patient speaks. */
static const char *patient_form_language(const struct app *app)
{
    const struct record *record = session_record(app->session);
    const char *found = form_has(app->desk->form, app_patient_language(app));
    return found || !record ? found : form_has(app->desk->form, record->patient.languages);
}

const char *app_prompt_language(const struct app *app)
{
    return app->prompt_mode == PROMPT_PATIENT && app->desk ? app_other_language(app)
                                                           : i18n_language();
}

const char *app_other_language(const struct app *app)
{
    const char *own = i18n_language();
    const struct form *form = app->desk->form;
    const char *patient = patient_form_language(app);
    if (patient) {
        return patient;
    }
    /* Not in the patient's language: the other one of the form is the best there is. */
    for (size_t i = 0; i < form->language_count; i++) {
        if (strcmp(form->languages[i], own) != 0) {
            return form->languages[i];
        }
    }
    return own;
}

const char *app_turned_language(const struct app *app)
{
    const char *patient = patient_form_language(app);
    return patient ? patient : i18n_language();
}

bool app_language_is_patients(const struct app *app, const char *language)
{
    const char *patient = patient_form_language(app);
    return patient && strcmp(patient, language) == 0;
}
