/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of patients: found by typing, sorted in one of three orders. Nobody
 * is ever left out by an order: who has no date stands behind those who have.
 */
#include "app/app.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

const struct vault_patient *app_found(const struct app *app, size_t index)
{
    return vault_patient_at(session_vault(app->session), app->found[index]);
}

const char *patients_order_name(enum patients_order order)
{
    static const char *const names[PATIENTS_ORDER_COUNT] = {
        [PATIENTS_BY_NAME] = N_("by name"),
        [PATIENTS_BY_VISIT] = N_("by last visit"),
        [PATIENTS_BY_FOLLOW_UP] = N_("by next follow-up"),
    };
    return _(names[order]);
}

struct ranked {
    int64_t rank;    /* lower stands first; the same for all where names decide */
    struct buf text; /* folded once: name or code first, for the order; then all of it */
    const char *id;
    size_t index;
};

static int by_rank(const void *a, const void *b)
{
    const struct ranked *one = a, *two = b;
    if (one->rank != two->rank) {
        return one->rank < two->rank ? -1 : 1;
    }
    int order = strcmp(buf_text(&one->text), buf_text(&two->text));
    return order ? order : strcmp(one->id, two->id);
}

static int64_t rank_of(enum patients_order order, const struct vault_patient *patient)
{
    switch (order) {
    case PATIENTS_BY_VISIT:
        return patient->last_contact == VAULT_NO_DAY ? INT64_MAX : -(int64_t)patient->last_contact;
    case PATIENTS_BY_FOLLOW_UP:
        return patient->follow_up == VAULT_NO_DAY ? INT64_MAX : patient->follow_up;
    case PATIENTS_BY_NAME:
        break;
    }
    return 0;
}

static void fold_patient(struct buf *out, const struct vault_patient *patient)
{
    const char *parts[] = {patient->name, patient->code, patient->birth};
    for (size_t i = 0; i < 3; i++) {
        if (out->length && parts[i][0]) {
            buf_add_char(out, ' ');
        }
        text_fold(out, parts[i], strlen(parts[i]));
    }
}

void app_find_patients(struct app *app)
{
    struct vault *vault = session_vault(app->session);
    size_t count = vault_patient_count(vault), found = 0;
    struct ranked *ranked = alloc_array(count + 1, sizeof *ranked);
    struct buf words = BUF_INIT;
    text_fold(&words, text_edit_text(app->find), text_edit_length(app->find));
    for (size_t i = 0; i < count; i++) {
        const struct vault_patient *patient = vault_patient_at(vault, i);
        struct ranked *one = &ranked[found];
        fold_patient(&one->text, patient);
        one->rank = rank_of(app->patients_order, patient);
        one->id = patient->id;
        one->index = i;
        if (text_matches(buf_text(&one->text), buf_text(&words))) {
            found++;
        } else {
            buf_finish(&one->text);
        }
    }
    qsort(ranked, found, sizeof *ranked, by_rank);
    app->found = alloc_resize(app->found, found + 1, sizeof *app->found);
    for (size_t i = 0; i < found; i++) {
        app->found[i] = ranked[i].index;
        buf_finish(&ranked[i].text);
    }
    app->found_count = found;
    if (app->found_at >= found) {
        app->found_at = 0;
    }
    buf_finish(&words);
    free(ranked);
}

/* The cursor stays on the patient it was on. */
bool command_sort_patients(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    const char *id = app->found_at < app->found_count ? app_found(app, app->found_at)->id : "";
    app->patients_order = (enum patients_order)((app->patients_order + 1) % PATIENTS_ORDER_COUNT);
    app_find_patients(app);
    for (size_t i = 0; i < app->found_count; i++) {
        if (strcmp(app_found(app, i)->id, id) == 0) {
            app->found_at = i;
        }
    }
    app_note(app, _("Sorted %s"), patients_order_name(app->patients_order));
    return true;
}
