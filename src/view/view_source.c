/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line between question and answer: whose words, in what language, how they
 * were taken down, and whether they are sealed. What differs from the patient
 * speaking stands out, so that nobody's words are taken for another's.
 */
#include "view/part.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"
#include "export/language.h"
#include "grid/glyph.h"
#include "grid/stroke.h"

#include <stdlib.h>
#include <string.h>

static void add_who(struct buf *out, const struct app *app)
{
    const struct answer *answer = &app->desk->answer;
    const char *who = answer->by == BY_INFORMANT && answer->relation[0]
                          ? answer->relation
                          : answer_by_label(answer->by);
    buf_add_text(out, who);
}

static void add_language(struct buf *out, const struct app *app, const char *separator)
{
    const char *own = app->desk->answer.language;
    const char *language = own[0] ? own : app_patient_language(app);
    size_t first = strcspn(language, " ");
    if (first) {
        char *code = alloc_copy(language, first);
        buf_add_text(out, separator);
        language_name(out, code, i18n_language());
        free(code);
    }
}

static void source_line(struct buf *out, const struct app *app)
{
    const struct answer *answer = &app->desk->answer;
    const char *separator = app->options.ascii ? " - " : " · ";
    buf_add_char(out, ' ');
    add_who(out, app);
    buf_add_format(out, "%s%s", separator, answer_how_label(answer->how));
    add_language(out, app, separator);
    enum answer_state state = desk_state(app->desk);
    if (state != STATE_ANSWERED) {
        buf_add_format(out, "%s%s", separator, answer_state_label(state));
        if (answer->reason[0]) {
            buf_add_format(out, " (%s)", answer->reason);
        }
    }
    buf_add_char(out, ' ');
}

/* Not the patient in the visit's language, asked as the form asks. */
static bool stands_out(const struct app *app)
{
    const struct answer *answer = &app->desk->answer;
    return answer->by != BY_PATIENT || answer->language[0] ||
           desk_state(app->desk) != STATE_ANSWERED;
}

static void add_state(struct buf *out, const struct app *app, bool unsaved)
{
    const struct desk *desk = app->desk;
    const struct place *place = desk_place(desk);
    const struct answer *stored =
        interview_answer(desk_interview(desk), place->item->name, place->row);
    if (unsaved) {
        buf_add_format(out, " %s ", _("typing"));
    } else if (stored && !answer_is_empty(stored)) {
        buf_add_format(out, " %s %s ", glyph(GLYPH_DONE, app->options.ascii), _("sealed"));
    }
}

void view_source(struct grid *grid, struct rect where, int row, const struct app *app, bool cut)
{
    struct buf source = BUF_INIT, state = BUF_INIT, fitted = BUF_INIT;
    bool ascii = grid_ascii(grid), unsaved = desk_unsaved(app->desk);
    stroke_rule(grid, row, where.column, where.columns);
    if (cut) {
        buf_add_format(&source, " %s F12", glyph(GLYPH_ELLIPSIS, ascii));
    }
    source_line(&source, app);
    add_state(&state, app, unsaved);
    int width = text_width(buf_text(&state), state.length);
    int room = where.columns - 4 - width - 2;
    text_fit(&fitted, buf_text(&source), source.length, room, ascii);
    grid_text(grid, row, where.column + 2, room, stands_out(app) ? ROLE_HEADING : ROLE_DIM,
              buf_text(&fitted), fitted.length);
    grid_text(grid, row, where.column + where.columns - width - 2, width,
              unsaved ? ROLE_LATER : ROLE_DONE, buf_text(&state), state.length);
    buf_finish(&source);
    buf_finish(&state);
    buf_finish(&fitted);
}

int view_gloss(struct grid *grid, struct rect where, const struct app *app)
{
    const char *gloss = app->desk->answer.gloss;
    struct buf line = BUF_INIT;
    if (!gloss[0] || where.rows < 3) {
        return 0;
    }
    buf_add_format(&line, "%s: %s", _("Meaning"), gloss);
    grid_fit(grid, where.row + where.rows - 1, where.column, where.columns, ROLE_GUIDANCE,
             buf_text(&line));
    buf_finish(&line);
    return 1;
}
