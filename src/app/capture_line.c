/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is typed into the capture line, and how it becomes a sealed line of the
 * record. The draft row carries it until then.
 */
#include "app/capture_line.h"

#include "app/app.h"
#include "base/i18n.h"
#include "record/fields.h"

#include <string.h>

void capture_line_init(struct capture_line *line)
{
    memset(line, 0, sizeof *line);
    line->edit = text_edit_create(false);
    answer_init(&line->source);
}

void capture_line_finish(struct capture_line *line)
{
    text_edit_destroy(line->edit);
    answer_finish(&line->source);
    memset(line, 0, sizeof *line);
}

/* A number for what lies over the screen; 0: nothing. */
static unsigned top_of(const struct app *app)
{
    return (app->finder ? 1u << 24 : 0) | (unsigned)app->list.kind << 16 |
           (unsigned)app->about << 15 | (app->finder ? 1u << 14 : 0) | (unsigned)app->panel;
}

bool capture_line_focused(const struct app *app)
{
    unsigned top = top_of(app);
    return app->capture.open && (top == 0 || top == app->capture.over);
}

bool capture_line_unfinished(const struct app *app)
{
    return text_edit_length(app->capture.edit) > 0;
}

/* As with an answer: the patient, summarised, or through the interpreter if there is one. */
static void start_source(struct app *app)
{
    const struct contact *contact = session_contact(app->session);
    answer_finish(&app->capture.source);
    answer_init(&app->capture.source);
    app->capture.source.how =
        contact && contact->interpreter && contact->interpreter[0] ? HOW_INTERPRETED : HOW_SUMMARY;
}

void capture_line_open(struct app *app)
{
    if (!capture_line_unfinished(app)) {
        start_source(app);
    }
    app->capture.open = true;
    app->capture.over = top_of(app);
}

void capture_line_close(struct app *app)
{
    app->capture.open = false;
}

void capture_line_clear(struct app *app)
{
    app->capture.open = false;
    text_edit_set(app->capture.edit, "", 0);
    answer_finish(&app->capture.source);
    answer_init(&app->capture.source);
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\n")] == '\0';
}

bool capture_line_seal(struct app *app, struct error *err)
{
    struct capture_line *line = &app->capture;
    const char *text = text_edit_text(line->edit);
    struct change_context context = session_context(app->session);
    struct capture capture;
    struct edit edit;

    if (is_blank(text)) {
        return error_set(err, ERROR_INVALID, _("nothing is typed in the line yet"));
    }
    capture_init(&capture);
    field_set(&capture.text, text);
    capture.by = line->source.by;
    capture.how = line->source.how;
    field_set(&capture.relation, line->source.relation);
    field_set(&capture.language, line->source.language);
    field_set(&capture.gloss, line->source.gloss);
    change_capture(&edit, session_record(app->session), &capture, &context);
    bool stored = session_store(app->session, &edit, 1, false, err);
    if (stored) {
        text_edit_set(line->edit, "", 0);
        start_source(app);
    }
    edit_finish(&edit);
    capture_finish(&capture);
    return stored;
}

bool capture_line_settle(struct app *app, struct error *err)
{
    bool record = app->session && session_record(app->session);
    if (record && !is_blank(text_edit_text(app->capture.edit)) && !capture_line_seal(app, err)) {
        return false;
    }
    capture_line_clear(app);
    return true;
}
