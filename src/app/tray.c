/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the rows of the tray and of the list of questions say.
 */
#include "app/tray.h"

#include "app/app.h"
#include "app/quote.h"
#include "base/i18n.h"
#include "export/when.h"
#include "form/translation.h"

#include <string.h>

void tray_finish(struct app *app)
{
    filing_finish(&app->tray.filing);
    app->tray.line[0] = '\0';
    app->tray.all = false;
}

/* Filed under a question that is not for every eye: the words are not shown again here. */
static bool is_hidden(const struct app *app, const struct capture *line)
{
    if (line->state != CAPTURE_FILED) {
        return false;
    }
    const struct interview *interview =
        record_interview(session_record(app->session), line->interview);
    const struct form *form =
        interview ? session_form(app->session, interview->asked_with, NULL) : NULL;
    const struct item *item = form ? form_find(form, line->item) : NULL;
    return !item || item_is_guarded(item) || item_is_private(item);
}

/* Today the time is enough. */
static void add_when(struct buf *out, const struct app *app, int64_t time)
{
    const struct world *world = session_world(app->session);
    struct buf day = BUF_INIT, today = BUF_INIT, moment = BUF_INIT;
    when_day(&day, time, world_offset_at(world, time), i18n_language());
    when_day(&today, world_now(world), world->offset_minutes, i18n_language());
    when_time(&moment, time, world_offset_at(world, time), i18n_language());
    const char *comma = strrchr(buf_text(&moment), ',');
    bool same = strcmp(buf_text(&day), buf_text(&today)) == 0;
    buf_add_text(out, same && comma ? comma + 2 : buf_text(&day));
    buf_finish(&day);
    buf_finish(&today);
    buf_finish(&moment);
}

static void add_state(struct buf *out, const struct app *app, const struct capture *line)
{
    if (line->state == CAPTURE_ASIDE) {
        buf_add_text(out, _("set aside"));
    } else if (line->state == CAPTURE_FILED) {
        const struct interview *interview =
            record_interview(session_record(app->session), line->interview);
        const struct form *form =
            interview ? session_form(app->session, interview->asked_with, NULL) : NULL;
        const struct item *item = form ? form_find(form, line->item) : NULL;
        buf_add_format(out, "%s %s",
                       line->manner == CAPTURE_QUOTED ? _("quoted under") : _("moved under"),
                       item && item->prefix[0] ? item->prefix : line->item);
    } else {
        add_when(out, app, line->time);
    }
}

static void add_line(struct app *app, size_t index)
{
    const struct capture *line = &session_record(app->session)->captures[index];
    bool hidden = is_hidden(app, line);
    struct quote_source source = quote_of_line(line);
    struct list_row *row = list_add_row(&app->list);
    row->place = index;
    buf_add_text(&row->label, hidden ? _("(filed under a sensitive question)") : line->text);
    add_state(&row->aside, app, line);
    if (!hidden) {
        buf_add_format(&row->detail, "%s\n", line->text);
    }
    quote_attribution(&row->detail, app->session, &source);
    buf_add_text(&row->detail, ", ");
    add_when(&row->detail, app, line->time);
    row->quiet = line->state != CAPTURE_WAITING;
    list_row_find(row, buf_text(&row->label));
    list_row_find(row, buf_text(&row->detail));
}

/* Those that wait first, each in the order in which they were said. */
void tray_fill(struct app *app)
{
    const struct record *record = session_record(app->session);
    for (int waiting = 1; waiting >= (app->tray.all ? 0 : 1); waiting--) {
        for (size_t i = 0; i < record->capture_count; i++) {
            const struct capture *line = &record->captures[i];
            if (!line->removed && (line->state == CAPTURE_WAITING) == (waiting == 1)) {
                add_line(app, i);
            }
        }
    }
}

const struct capture *tray_line(const struct app *app)
{
    const struct list *list = &app->list;
    if (list->kind != LIST_TRAY || list->at >= list->shown_count) {
        return NULL;
    }
    return &session_record(app->session)->captures[list->rows[list->shown[list->at]].place];
}

static void add_place(struct app *app, size_t index)
{
    const struct filing_place *place = &app->tray.filing.places[index];
    const struct item *item = place->item;
    const char *language = i18n_language();
    struct list_row *row = list_add_row(&app->list);
    row->place = index;
    row->quiet = place->score == 0;
    if (item->prefix[0]) {
        buf_add_format(&row->label, "%s  ", item->prefix);
    }
    wording_pipe(&row->label, place->form, wording_in(place->form, &item->label, language, NULL),
                 language, NULL, NULL);
    if (place->row_number) {
        buf_add_format(&row->label, " (%zu)", place->row_number);
    }
    if (place->score) {
        buf_add_text(&row->aside, buf_text(&place->matched));
    } else if (place->in_front) {
        buf_add_text(&row->aside, _("in front"));
    } else if (!place->here) {
        buf_add_text(&row->aside, wording_in(place->form, &place->form->title, language, NULL));
    }
    buf_add_format(&row->detail, "%s\n%s", buf_text(&row->label),
                   wording_in(place->form, &place->form->title, language, NULL));
    if (place->answered) {
        buf_add_format(&row->detail, "; %s", _("answered: the line goes below what is there"));
    }
    if (item_is_private(item)) {
        buf_add_format(&row->detail, "; %s", _("for you alone, in no export"));
    } else if (item_is_guarded(item)) {
        buf_add_format(&row->detail, "; %s", _("sensitive: not on the turned screen"));
    }
    list_row_find(row, buf_text(&row->label));
    list_row_find(row, buf_text(&row->detail));
    list_row_find(row, item->name);
    for (size_t i = 0; i < place->form->language_count; i++) {
        if (item->label.text[i]) {
            list_row_find(row, item->label.text[i]);
        }
    }
}

void tray_fill_filing(struct app *app)
{
    const struct capture *line = record_capture(session_record(app->session), app->tray.line);
    filing_finish(&app->tray.filing);
    if (line) {
        filing_list(&app->tray.filing, app->session, app->desk, line);
    }
    for (size_t i = 0; i < app->tray.filing.count; i++) {
        add_place(app, i);
    }
}
