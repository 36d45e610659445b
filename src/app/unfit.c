/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Worked out when somebody looks, from the relevance that the desk keeps: one
 * question costs one question.
 */
#include "app/unfit.h"

#include "base/i18n.h"
#include "record/relevance.h"

void desk_unfit(const struct desk *desk, size_t index, struct violations *out)
{
    const struct place *place = &desk->places.places[index];
    const struct progress_view view = {
        .form = desk->form,
        .interview = desk_interview(desk),
        .row = place->row,
        .today = session_day_of(desk->session, desk_interview(desk)),
        .language = i18n_language(),
        .relevance = desk_relevance(desk),
    };
    if (view.interview->state == INTERVIEW_FINALISED) {
        violations_finish(out);
        return;
    }
    violations_of(out, &view, place->item);
    /* A place has one at most of being open. */
    if (out->count > 0 && out->violations[0].kind == VIOLATION_SOFT) {
        violations_finish(out);
    }
}

void desk_unfit_all(const struct desk *desk, struct violations *out)
{
    const struct interview *interview = desk_interview(desk);
    violations_list(out, desk->form, interview, session_day_of(desk->session, interview),
                    i18n_language());
}

static const struct {
    const char *name, *sign;
} kinds[] = {
    [VIOLATION_REQUIRED] = {N_("Required, and open"), "*"},
    [VIOLATION_SOFT] = {N_("Asked for, and open"), "*"},
    [VIOLATION_CONSTRAINT] = {N_("Does not fit"), "?"},
    [VIOLATION_WARNING] = {N_("Unusual"), "?"},
    [VIOLATION_NOT_OFFERED] = {N_("No longer offered"), "?"},
};

const char *unfit_name(enum violation_kind kind)
{
    return _(kinds[kind].name);
}

const char *unfit_sign(enum violation_kind kind)
{
    return kinds[kind].sign;
}
