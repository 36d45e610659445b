/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands in the dossier: from the record to lines, part by part.
 */
#include "app/app.h"
#include "app/dossier.h"
#include "app/drawing.h"
#include "app/quote.h"
#include "app/register_row.h"
#include "app/upgrade.h"
#include "base/alloc.h"
#include "base/i18n.h"
#include "diagram/diagram.h"
#include "form/entry.h"
#include "form/translation.h"
#include "record/capture.h"
#include "record/matter.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const struct form *form_of(void *self, const char *digest)
{
    return session_form(self, digest, NULL);
}

static void finish_line(struct dossier_line *line, struct buf *text, const char *state,
                        const char *state_long)
{
    line->text = buf_take(text);
    line->state = alloc_string(state);
    line->state_long = alloc_string(state_long ? state_long : state);
}

static void point_to(struct dossier_line *line, const char *form_id, const char *item,
                     const char *row)
{
    line->form_id = alloc_string(form_id);
    line->item = alloc_string(item);
    snprintf(line->row, sizeof line->row, "%s", row);
}

static void put_label(struct buf *out, struct app *app, const struct form *form,
                      const struct interview *interview, const char *row,
                      const struct wording *wording)
{
    struct progress_view view = {.form = form,
                                 .interview = interview,
                                 .row = row,
                                 .today = session_day_of(app->session, interview),
                                 .language = i18n_language()};
    wording_pipe(out, form, wording_in(form, wording, i18n_language(), NULL), i18n_language(),
                 progress_pipe, &view);
}

/* ---- what is due, flagged, waiting ---- */

/* "in 21 days", "today", "8 days ago" */
static void put_distance(struct buf *out, int32_t days)
{
    if (days == 0) {
        buf_add_text(out, _("today"));
    } else if (days > 0) {
        buf_add_format(out, ngettext("in %d day", "in %d days", (unsigned long)days), (int)days);
    } else {
        buf_add_format(out, ngettext("%d day ago", "%d days ago", (unsigned long)-days),
                       (int)-days);
    }
}

/* What a row is about, else the question. */
static void put_subject(struct buf *out, struct app *app, const struct matter *matter)
{
    const struct item *repeat = item_repeat(matter->item);
    if (!repeat || !repeat->row_title || !matter->row[0]) {
        put_label(out, app, matter->form, matter->interview, matter->row,
                  wording_shorter(&matter->item->label, &matter->item->short_label));
        return;
    }
    struct progress_view view = {.form = matter->form,
                                 .interview = matter->interview,
                                 .row = matter->row,
                                 .today = session_day_of(app->session, matter->interview),
                                 .language = i18n_language()};
    wording_pipe(out, matter->form, repeat->row_title, i18n_language(), progress_pipe, &view);
}

static void add_follow_up(struct app *app, const struct matter *matter)
{
    int32_t today = session_today(app->session);
    bool known = matter->first != MATTER_NO_DAY, due = known && matter->last < today;
    struct buf text = BUF_INIT, state = BUF_INIT;
    char day[16];
    struct dossier_line *line = dossier_add(&app->dossier, SECTION_FOLLOW_UPS,
                                            matter->contact ? OPENS_CONTACT : OPENS_PLACE,
                                            matter->settled ? GLYPH_DONE : GLYPH_LATER);
    line->urgent = due && !matter->settled;
    line->done = matter->settled;
    register_day(day, sizeof day,
                 known && matter->first == matter->last ? matter->first : VAULT_NO_DAY);
    buf_add_format(&text, "%s: ", day[0] ? day : matter->words);
    if (matter->contact) {
        buf_add_text(&text, _("next visit"));
        memcpy(line->contact, matter->contact->id, sizeof line->contact);
    } else {
        put_subject(&text, app, matter);
        point_to(line, matter->interview->form_id, matter->item->name, matter->row);
    }
    if (matter->settled) {
        buf_add_text(&state, _("seen since"));
    } else if (known) {
        put_distance(&state, due || today < matter->first ? matter->first - today : 0);
    }
    finish_line(line, &text, buf_text(&state), NULL);
    buf_finish(&state);
}

static void add_flags(struct app *app, const struct interview *interview)
{
    const struct form *form = session_form(app->session, interview->asked_with, NULL);
    for (size_t i = 0; i < interview->mark_count; i++) {
        const struct mark *mark = &interview->marks[i];
        const struct item *item = form ? form_find(form, mark->item) : NULL;
        struct buf text = BUF_INIT;
        if (!mark->flagged) {
            continue;
        }
        struct dossier_line *line =
            dossier_add(&app->dossier, SECTION_FLAGS, OPENS_PLACE, GLYPH_NOTE);
        if (mark->why && mark->why[0]) {
            buf_add_format(&text, "%s: ", mark->why);
        }
        if (item) {
            put_label(&text, app, form, interview, mark->row,
                      wording_shorter(&item->label, &item->short_label));
        } else {
            buf_add_text(&text, mark->item);
        }
        point_to(line, interview->form_id, mark->item, mark->row);
        finish_line(line, &text, "", NULL);
    }
}

/* What of a draft is required and open, or does not fit; what is only asked for is no matter. */
static void add_unfit(struct app *app, const struct interview *interview)
{
    const struct form *form = session_form(app->session, interview->asked_with, NULL);
    struct violations violations = VIOLATIONS_INIT;
    if (!form || interview->state == INTERVIEW_FINALISED) {
        return;
    }
    violations_list(&violations, form, interview, session_day_of(app->session, interview),
                    i18n_language());
    for (size_t i = 0; i < violations.count; i++) {
        const struct violation *violation = &violations.violations[i];
        struct buf text = BUF_INIT;
        if (violation->kind == VIOLATION_SOFT) {
            continue;
        }
        struct dossier_line *line =
            dossier_add(&app->dossier, SECTION_UNFIT, OPENS_PLACE, GLYPH_NOTE);
        line->urgent =
            violation->kind == VIOLATION_REQUIRED || violation->kind == VIOLATION_CONSTRAINT;
        put_label(&text, app, form, interview, violation->row,
                  wording_shorter(&violation->item->label, &violation->item->short_label));
        point_to(line, interview->form_id, violation->item->name, violation->row);
        finish_line(line, &text, violation->message, NULL);
    }
    violations_finish(&violations);
}

static void add_captured(struct app *app, const struct capture *capture)
{
    struct buf text = BUF_INIT, who = BUF_INIT;
    if (capture->removed || capture->state != CAPTURE_WAITING) {
        return;
    }
    struct dossier_line *line =
        dossier_add(&app->dossier, SECTION_CAPTURED, OPENS_TRAY, GLYPH_LATER);
    buf_add_text(&text, capture->text);
    quote_speaker(&who, capture->by, capture->relation);
    finish_line(line, &text, buf_text(&who), NULL);
    buf_finish(&who);
}

/* ---- instruments ---- */

static void put_part(struct buf *out, size_t count, const char *words)
{
    if (count) {
        buf_add_format(out, "%s%zu %s", out->length ? ", " : "", count, words);
    }
}

static enum glyph progress_mark(const struct progress *progress, bool finalised)
{
    if (finalised || (progress->total && !progress->open && !progress->later)) {
        return GLYPH_DONE;
    }
    return progress->later && !progress->open ? GLYPH_LATER : GLYPH_OPEN;
}

static void put_short_title(struct dossier_line *line, const struct form *form)
{
    if (form && !wording_is_empty(&form->short_title)) {
        line->text_short =
            alloc_string(wording_in(form, &form->short_title, i18n_language(), NULL));
    }
}

static void add_interview(struct app *app, const struct interview *interview)
{
    const struct form *form = session_form(app->session, interview->asked_with, NULL);
    bool finalised = interview->state == INTERVIEW_FINALISED;
    struct progress progress = {0};
    struct buf text = BUF_INIT, state = BUF_INIT, all = BUF_INIT;
    if (form) {
        progress_count(&progress, form, interview, session_day_of(app->session, interview));
    }
    struct dossier_line *line = dossier_add(&app->dossier, SECTION_INTERVIEWS, OPENS_INSTRUMENT,
                                            progress_mark(&progress, finalised));
    line->done = finalised;
    line->form_id = alloc_string(interview->form_id);
    buf_add_text(&text,
                 form ? wording_in(form, &form->title, i18n_language(), NULL) : interview->form_id);
    buf_add_format(&state, _("%zu of %zu"), progress.answered + progress.reasoned, progress.total);
    put_part(&all, progress.answered, _("answered"));
    put_part(&all, progress.reasoned, _("with a reason"));
    put_part(&all, progress.later, _("for later"));
    put_part(&all, progress.open, _("open"));
    put_part(&all, progress.hidden, _("set aside"));
    if (progress.later) {
        buf_add_format(&state, ", %zu %s", progress.later, _("for later"));
    }
    if (finalised) {
        buf_add_format(&state, ", %s", _("finalised"));
        buf_add_format(&all, "%s%s", all.length ? ", " : "", _("finalised"));
    } else if (!all.length) {
        buf_add_text(&all, _("nothing asked yet"));
    }
    if (upgrade_offered(app->session, interview)) {
        buf_add_format(&state, ", %s", _("newer version"));
        buf_add_format(&all, ", %s", _("newer version"));
    }
    put_short_title(line, form);
    finish_line(line, &text, buf_text(&state), buf_text(&all));
    buf_finish(&state);
    buf_finish(&all);
}

static void add_instrument(struct app *app, const struct form *form)
{
    struct buf text = BUF_INIT;
    struct dossier_line *line =
        dossier_add(&app->dossier, SECTION_INSTRUMENTS, OPENS_INSTRUMENT, GLYPH_BULLET);
    line->form_id = alloc_string(form->form_id);
    buf_add_text(&text, wording_in(form, &form->title, i18n_language(), NULL));
    put_short_title(line, form);
    const char *state = form->status == FORM_DRAFT ? _("draft form") : "";
    finish_line(line, &text, form->applied_count ? _("in other words") : state, NULL);
}

/* The core interview opens most intakes: it stands first. */
static void add_instruments(struct app *app)
{
    for (int turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < library_count(app->library); i++) {
            const struct form *form = library_form(app->library, i);
            bool core = strcmp(form->form_id, "cfi_core") == 0;
            if (core == (turn == 0) &&
                !record_interview_of(session_record(app->session), form->form_id)) {
                add_instrument(app, form);
            }
        }
    }
}

static void add_drawings(struct app *app)
{
    const struct diagram_type *types[APP_BOARDS_MAX];
    bool begun[APP_BOARDS_MAX];
    size_t count = app_drawings(app, types, begun);
    for (size_t i = 0; i < count; i++) {
        struct buf text = BUF_INIT, state = BUF_INIT;
        if (!begun[i]) {
            continue;
        }
        struct dossier_line *line =
            dossier_add(&app->dossier, SECTION_DRAWINGS, OPENS_DRAWING, GLYPH_DONE);
        line->kind = alloc_string(types[i]->name);
        buf_add_text(&text, _(types[i]->title));
        board_count(&state, session_record(app->session), types[i]);
        finish_line(line, &text, buf_text(&state), NULL);
        buf_finish(&state);
    }
}

/* ---- agreements, permissions, statements ---- */

static void put_value(struct buf *out, const struct matter *matter)
{
    const struct answer *answer = matter->answer;
    if (answer->value.kind != VALUE_EMPTY) {
        entry_display(out, matter->form, matter->item, &answer->value, i18n_language());
    }
    if (answer->words[0]) {
        buf_add_format(out, "%s%s", out->length ? ", " : "", answer->words);
    }
}

/* What was agreed or said comes first and is cut last; of a permission, what it is for. */
static void add_matter(struct app *app, const struct matter *matter, enum dossier_section section)
{
    struct buf value = BUF_INIT, subject = BUF_INIT;
    bool agreement = section == SECTION_AGREEMENTS;
    struct dossier_line *line = dossier_add(&app->dossier, section, OPENS_PLACE,
                                            !agreement        ? GLYPH_BULLET
                                            : matter->settled ? GLYPH_DONE
                                                              : GLYPH_LATER);
    line->done = agreement && matter->settled;
    put_value(&value, matter);
    put_subject(&subject, app, matter);
    point_to(line, matter->interview->form_id, matter->item->name, matter->row);
    if (section == SECTION_PERMISSIONS) {
        finish_line(line, &subject, buf_text(&value), NULL);
    } else if (agreement) {
        finish_line(line, &value, matter->settled ? _("done") : "", NULL);
    } else {
        finish_line(line, &value, "", buf_text(&subject));
    }
    buf_finish(&value);
    buf_finish(&subject);
}

static void add_matters(struct app *app, const struct matters *matters, enum dossier_part part,
                        enum dossier_section section)
{
    for (size_t i = 0; i < matters->count; i++) {
        const struct matter *matter = &matters->list[i];
        if (matter->kind == part && part == DOSSIER_FOLLOW_UP) {
            add_follow_up(app, matter);
        } else if (matter->kind == part) {
            add_matter(app, matter, section);
        }
    }
}

/* ---- visits ---- */

static void add_contact(struct app *app, const struct contact *contact)
{
    struct buf text = BUF_INIT, state = BUF_INIT;
    struct dossier_line *line =
        dossier_add(&app->dossier, SECTION_CONTACTS, OPENS_CONTACT, GLYPH_BULLET);
    memcpy(line->contact, contact->id, sizeof line->contact);
    buf_add_format(&text, "%s: %s", contact->date, contact->present[0] ? contact->present : "-");
    if (contact->language[0]) {
        quote_language(&state, contact->language);
    }
    if (contact->interpreter[0]) {
        buf_add_format(&state, "%s%s: %s%s", state.length ? ", " : "", _("interpreter"),
                       contact->interpreter, contact->professional ? _(" (professional)") : "");
    }
    finish_line(line, &text, buf_text(&state), NULL);
    buf_finish(&state);
}

static void add_contacts(struct app *app, const struct record *record)
{
    for (size_t i = record->contact_count; i-- > 0;) {
        add_contact(app, &record->contacts[i]);
    }
    if (record->contact_count == 0) {
        struct buf text = BUF_INIT;
        struct dossier_line *line =
            dossier_add(&app->dossier, SECTION_CONTACTS, OPENS_CONTACT, GLYPH_OPEN);
        line->hint = true;
        buf_add_text(&text, _("None yet: F4 notes today's visit"));
        finish_line(line, &text, "", NULL);
    }
}

void dossier_fill(struct app *app)
{
    const struct record *record = session_record(app->session);
    struct matters matters;
    matters_gather(&matters, record, form_of, app->session, session_today(app->session),
                   session_world(app->session));
    add_matters(app, &matters, DOSSIER_FOLLOW_UP, SECTION_FOLLOW_UPS);
    for (size_t i = 0; i < record->interview_count; i++) {
        if (!record->interviews[i].removed) {
            add_flags(app, &record->interviews[i]);
        }
    }
    for (size_t i = 0; i < record->interview_count; i++) {
        if (!record->interviews[i].removed) {
            add_unfit(app, &record->interviews[i]);
        }
    }
    for (size_t i = 0; i < record->capture_count; i++) {
        add_captured(app, &record->captures[i]);
    }
    for (size_t i = record->interview_count; i-- > 0;) {
        if (!record->interviews[i].removed) {
            add_interview(app, &record->interviews[i]);
        }
    }
    add_drawings(app);
    add_matters(app, &matters, DOSSIER_AGREEMENT, SECTION_AGREEMENTS);
    add_matters(app, &matters, DOSSIER_PERMISSION, SECTION_PERMISSIONS);
    add_matters(app, &matters, DOSSIER_STATEMENT, SECTION_STATEMENTS);
    add_contacts(app, record);
    add_instruments(app);
    matters_finish(&matters);
}
