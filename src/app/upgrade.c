/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Offering, describing and taking a newer version. The plan is made anew each
 * time: between reading it and taking it nothing can have changed unseen.
 */
#include "app/upgrade.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "form/translation.h"

#include <stdlib.h>
#include <string.h>

const struct form *upgrade_offered(const struct session *session, const struct interview *interview)
{
    const struct form *form = library_find(session_library(session), interview->form_id);
    if (!form || form_version_compare(form->version, interview->form_version) < 0 ||
        !migration_possible(interview, form, NULL)) {
        return NULL;
    }
    return form;
}

bool upgrade_plan(struct migration **out, struct session *session,
                  const struct interview *interview, struct error *err)
{
    const struct form *form = library_find(session_library(session), interview->form_id);
    *out = NULL;
    if (!form) {
        return error_set(
            err, ERROR_NOT_FOUND,
            _("there is no form \"%s\" here; `verhaal forms` lists the installed ones"),
            interview->form_id);
    }
    if (!migration_possible(interview, form, err)) {
        return false;
    }
    const struct form *own = session_form(session, interview->asked_with, err);
    return own && migration_plan(out, session_record(session), interview, own, form,
                                 session_world(session), err);
}

static size_t kept_by(const struct migration *migration)
{
    size_t count = 0;
    for (size_t i = 0; i < MIGRATION_FATE_COUNT; i++) {
        bool shown = migration_fate_is_shown((enum migration_fate)i);
        count += shown ? 0 : migration_count(migration, (enum migration_fate)i);
    }
    return count;
}

bool upgrade_store(struct session *session, const struct interview *interview, size_t *count,
                   struct error *err)
{
    struct migration *migration;
    struct edit *edits = NULL;
    if (!upgrade_plan(&migration, session, interview, err)) {
        return false;
    }
    const struct form *form = migration->forms.after;
    struct change_context context = session_context(session);
    size_t edit_count = 0;
    /* The text first: an interview never names a form that the vault has not. */
    bool stored = session_keep_form(session, form, err);
    if (stored) {
        edit_count = migration_edits(&edits, migration, &context);
        if (count) {
            *count = kept_by(migration);
        }
    }
    migration_destroy(migration);
    stored = stored && session_store(session, edits, edit_count, false, err);
    for (size_t i = 0; i < edit_count; i++) {
        edit_finish(&edits[i]);
    }
    free(edits);
    return stored;
}

/* ---- the preview ---- */

void upgrade_versions(struct buf *out, const struct form *before, const struct form *after)
{
    bool same = strcmp(before->version, after->version) == 0;
    if (strcmp(before->digest, after->digest) == 0) {
        buf_add_format(out, _("%s, in other words"), after->version);
        return;
    }
    buf_add_format(out, "%s → %s", before->version, after->version);
    if (same) {
        buf_add_format(out, " (%.8s → %.8s)", before->digest, after->digest);
    }
}

static struct upgrade_line *add_line(struct upgrade_lines *out, bool quiet)
{
    alloc_grow(&out->lines, &out->capacity, out->count + 1, sizeof *out->lines);
    struct upgrade_line *line = &out->lines[out->count++];
    memset(line, 0, sizeof *line);
    line->quiet = quiet;
    return line;
}

/* "3 Since when?"; of what stands behind a pause only the name. */
static void add_question(struct buf *out, const struct form *form, const struct item *item,
                         const char *language)
{
    if (item->prefix[0]) {
        buf_add_format(out, "%s  ", item->prefix);
    }
    if (item_is_guarded(item) || wording_is_empty(&item->label)) {
        buf_add_text(out, item->name);
        return;
    }
    wording_pipe(out, form, wording_in(form, &item->label, language, NULL), language, NULL, NULL);
}

static void describe_step(struct upgrade_lines *out, const struct migration *migration,
                          const struct migration_step *step, const char *language)
{
    const struct form_comparison *forms = &migration->forms;
    struct upgrade_line *line = add_line(out, false);
    if (step->before) {
        add_question(&line->what, forms->before, step->before, language);
    } else {
        buf_add_text(&line->what, step->stored->item);
    }
    buf_add_text(&line->fate, migration_fate_name(step->fate));
    buf_add_format(&line->detail, "%s\n%s", buf_text(&line->what), buf_text(&line->fate));
    if (step->after && migration_fate_is_shown(step->fate)) {
        buf_add_text(&line->detail, ": ");
        add_question(&line->detail, forms->after, step->after, language);
    }
}

static bool is_told(enum migration_fate fate, bool shown)
{
    return fate != FATE_SAME && migration_fate_is_shown(fate) == shown;
}

static void describe_change(struct upgrade_lines *out, const struct migration *migration,
                            const struct form_change *change, const char *language)
{
    const struct form_comparison *forms = &migration->forms;
    struct upgrade_line *line = add_line(out, true);
    if (change->after) {
        add_question(&line->what, forms->after, change->after, language);
    } else {
        add_question(&line->what, forms->before, change->before, language);
    }
    if (!change->before) {
        buf_add_text(&line->fate, _("new question"));
    } else if (!change->after) {
        buf_add_text(&line->fate, _("not asked any more"));
    } else {
        form_differences(&line->fate, change->differences);
    }
    buf_add_format(&line->detail, "%s\n%s", buf_text(&line->what), buf_text(&line->fate));
    if (change->before && change->after && (change->differences & DIFFERS_IN_WORDING)) {
        buf_add_format(&line->detail, "; %s ", _("it was:"));
        add_question(&line->detail, forms->before, change->before, language);
    }
}

static void add_unchanged(struct upgrade_lines *out, const struct buf *what, const char *detail)
{
    struct upgrade_line *line = add_line(out, true);
    buf_add_text(&line->what, buf_text(what));
    buf_add_text(&line->fate, migration_fate_name(FATE_SAME));
    buf_add_text(&line->detail, detail);
}

void upgrade_describe(struct upgrade_lines *out, const struct migration *migration,
                      const char *language)
{
    /* Answers first, those that lose their question before all others; then the form. */
    for (unsigned shown = 0; shown < 2; shown++) {
        for (size_t i = 0; i < migration->step_count; i++) {
            if (is_told(migration->steps[i].fate, shown)) {
                describe_step(out, migration, &migration->steps[i], language);
            }
        }
    }
    size_t same = migration_count(migration, FATE_SAME), alike = 0;
    struct buf count = BUF_INIT;
    buf_add_format(&count, ngettext("%zu answer", "%zu answers", same), same);
    if (same) {
        add_unchanged(out, &count, _("These stay where they are, as they are."));
    }
    for (size_t i = 0; i < migration->forms.count; i++) {
        const struct form_change *change = &migration->forms.changes[i];
        if (change->before && change->after && !change->differences) {
            alike++;
        } else {
            describe_change(out, migration, change, language);
        }
    }
    buf_clear(&count);
    buf_add_format(&count, ngettext("%zu question or heading", "%zu questions and headings", alike),
                   alike);
    if (alike) {
        add_unchanged(out, &count, _("These are asked as before."));
    }
    buf_finish(&count);
}

void upgrade_lines_finish(struct upgrade_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        buf_finish(&lines->lines[i].what);
        buf_finish(&lines->lines[i].fate);
        buf_finish(&lines->lines[i].detail);
    }
    free(lines->lines);
    *lines = (struct upgrade_lines)UPGRADE_LINES_INIT;
}
