/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finalising an interview. What the form requires and is open, and what does
 * not fit, is said once before: the desk goes to the first of it. Nothing is
 * ever blocked: the same command again finalises the interview as it is.
 */
#include "app/desk.h"
#include "app/unfit.h"

#include "base/i18n.h"

#include <string.h>

/* Soft ones are only said: a form that would like an answer has no claim to one. */
static bool stands_in_the_way(const struct violation *violation)
{
    return violation->kind != VIOLATION_SOFT;
}

static const struct violation *first_in_the_way(const struct violations *violations)
{
    for (size_t i = 0; i < violations->count; i++) {
        if (stands_in_the_way(&violations->violations[i])) {
            return &violations->violations[i];
        }
    }
    return NULL;
}

static size_t count_kind(const struct violations *violations, enum violation_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < violations->count; i++) {
        count += violations->violations[i].kind == kind;
    }
    return count;
}

static void put_count(struct buf *out, size_t count, const char *words)
{
    if (count > 0) {
        buf_add_text(out, out->length > 0 ? ", " : "");
        buf_add_format(out, "%s: %zu", words, count);
    }
}

void violations_say(struct buf *out, const struct violations *violations, bool wished)
{
    put_count(out, count_kind(violations, VIOLATION_REQUIRED), _("required and open"));
    put_count(out, count_kind(violations, VIOLATION_CONSTRAINT), _("does not fit"));
    put_count(out, count_kind(violations, VIOLATION_WARNING), _("unusual"));
    put_count(out, count_kind(violations, VIOLATION_NOT_OFFERED), _("no longer offered"));
    if (wished) {
        put_count(out, count_kind(violations, VIOLATION_SOFT), _("asked for and open"));
    }
}

/* Says what is in the way and goes there, unless that was done for the record as it is. */
static bool look_first(struct desk *desk, const struct violations *violations, struct error *err)
{
    const struct violation *first = first_in_the_way(violations);
    struct buf says = BUF_INIT;
    if (!first || desk->finalise_told == session_version(desk->session)) {
        return true;
    }
    violations_say(&says, violations, false);
    if (desk_go_to(desk, first->item->name, first->row, err)) {
        desk->finalise_told = session_version(desk->session);
        error_set(err, ERROR_INVALID,
                  _("%s. Here is the first; once more finalises it as it is"), buf_text(&says));
    }
    buf_finish(&says);
    return false;
}

bool desk_finalise(struct desk *desk, struct buf *says, struct error *err)
{
    struct violations violations = VIOLATIONS_INIT;
    bool done;
    if (!desk_store(desk, err)) {
        return false;
    }
    if (desk_interview(desk)->state == INTERVIEW_FINALISED) {
        return error_set(err, ERROR_EXISTS, _("this interview is already finalised"));
    }
    desk_unfit_all(desk, &violations);
    done = look_first(desk, &violations, err) && desk_seal_finalised(desk, err);
    if (done) {
        violations_say(says, &violations, true);
    }
    violations_finish(&violations);
    return done;
}
