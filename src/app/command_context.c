/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands around the answer: whose words these are, in one key each; follow-up
 * questions and terms; the screen turned or hidden; the pause before what is
 * sensitive. Each says at once what holds now.
 */
#include "app/app.h"

#include "app/marking.h"
#include "base/alloc.h"
#include "base/i18n.h"
#include "form/translation.h"

#include <stdlib.h>
#include <string.h>

/* ---- whose words ---- */

static bool change_source(struct app *app, struct source *source, struct error *err)
{
    bool changed = voice_change(app->desk, source, err);
    app_changed(app);
    return changed;
}

static void back_to_voice(const struct desk *desk, struct source *source)
{
    bool relative = desk->voice.heard && desk->voice.by == BY_INFORMANT;
    source->by = relative ? BY_INFORMANT : BY_PATIENT;
    source_set_text(&source->relation, relative ? desk->voice.relation : "");
}

/* Three states, one key: through the interpreter, the interpreter's own words, neither. */
static void turn_interpreter(const struct desk *desk, struct source *source)
{
    if (source->by == BY_INTERPRETER) {
        back_to_voice(desk, source);
        source->how = HOW_SUMMARY;
    } else if (source->how == HOW_INTERPRETED) {
        source->by = BY_INTERPRETER;
        source->how = HOW_SUMMARY;
    } else {
        source->how = HOW_INTERPRETED;
    }
}

/* Somebody else talks: in the visit's language, and as this visit is interpreted. */
static void give_word_to(const struct desk *desk, struct source *source, enum answer_by by,
                         const char *relation)
{
    if (source->by == by && strcmp(source->relation, relation) == 0) {
        return;
    }
    source->by = by;
    source->how = source->how == HOW_VERBATIM && text_edit_length(desk->edit)
                      ? HOW_VERBATIM
                      : voice_how_of_visit(desk);
    source_set_text(&source->relation, relation);
    source_set_text(&source->language, "");
}

static void turn_by(const struct desk *desk, struct source *source, enum answer_by by)
{
    if (source->by == by) {
        back_to_voice(desk, source);
        return;
    }
    source->by = by;
    if (source->how == HOW_INTERPRETED) {
        source->how = HOW_SUMMARY;
    }
}

bool command_source(struct app *app, int argument, struct effect *effect, struct error *err)
{
    struct source source;
    (void)effect;
    voice_source(&source, app->desk);
    switch ((enum source_key)argument) {
    case SOURCE_PATIENT:
        give_word_to(app->desk, &source, BY_PATIENT, "");
        break;
    case SOURCE_INTERPRETER:
        turn_interpreter(app->desk, &source);
        break;
    case SOURCE_OBSERVATION:
        turn_by(app->desk, &source, BY_CLINICIAN);
        break;
    case SOURCE_FILE:
        turn_by(app->desk, &source, BY_FILE);
        break;
    case SOURCE_VERBATIM:
        source.how = source.how == HOW_VERBATIM ? HOW_SUMMARY : HOW_VERBATIM;
        break;
    case SOURCE_ADAPTED:
        source.state = source.state == STATE_ADAPTED ? STATE_ANSWERED : STATE_ADAPTED;
        break;
    }
    bool changed = change_source(app, &source, err);
    source_finish(&source);
    return changed;
}

/* The next of those who are known; after the last a line to name somebody else. */
bool command_relative(struct app *app, int argument, struct effect *effect, struct error *err)
{
    struct source source;
    (void)argument;
    (void)effect;
    if (!item_takes_answer(desk_place(app->desk)->item)) {
        return error_set(err, ERROR_USAGE, _("nothing is asked here; go to a question first"));
    }
    voice_source(&source, app->desk);
    const char **known = voice_relations(app->desk);
    size_t next = 0;
    if (source.by == BY_INFORMANT) {
        while (known[next] && strcmp(known[next], source.relation) != 0) {
            next++;
        }
        next += known[next] != NULL;
    }
    bool changed = true;
    if (known[next]) {
        give_word_to(app->desk, &source, BY_INFORMANT, known[next]);
        changed = change_source(app, &source, err);
    } else {
        panel_open(app, PANEL_RELATION);
    }
    free(known);
    source_finish(&source);
    return changed;
}

#define LANGUAGES_MAX 12

/* Adds the tags in TEXT ("ar-SY nl") that are not there yet. */
static void add_tags(char *tags[], size_t *count, const char *text)
{
    while (text && *text) {
        text += strspn(text, " ,;");
        size_t length = strcspn(text, " ,;");
        bool known = length == 0;
        for (size_t i = 0; i < *count && !known; i++) {
            known = strlen(tags[i]) == length && strncmp(tags[i], text, length) == 0;
        }
        if (!known && *count < LANGUAGES_MAX) {
            tags[(*count)++] = alloc_copy(text, length);
        }
        text += length;
    }
}

/* The visit's language, the patient's, and after the last of them a line to type one. */
bool command_answer_language(struct app *app, int argument, struct effect *effect,
                             struct error *err)
{
    char *tags[LANGUAGES_MAX];
    size_t count = 0, at = 0;
    struct source source;
    const struct contact *contact = session_contact(app->session);
    (void)argument;
    (void)effect;
    if (!item_takes_answer(desk_place(app->desk)->item)) {
        return error_set(err, ERROR_USAGE, _("nothing is asked here; go to a question first"));
    }
    voice_source(&source, app->desk);
    add_tags(tags, &count, contact ? contact->language : "");
    add_tags(tags, &count, session_record(app->session)->patient.languages);
    while (source.language[0] && at < count && strcmp(tags[at], source.language) != 0) {
        at++;
    }
    bool changed = true;
    if (at + 1 < count) {
        source_set_text(&source.language, tags[at + 1]);
        changed = change_source(app, &source, err);
    } else {
        panel_open(app, PANEL_LANGUAGE);
    }
    for (size_t i = 0; i < count; i++) {
        free(tags[i]);
    }
    source_finish(&source);
    return changed;
}

static bool submit_text(struct app *app, const char *field, struct source *source, char **target,
                        struct error *err)
{
    char *text = alloc_string(panel_fields_text(&app->fields, field));
    free(*target);
    *target = text;
    bool changed = change_source(app, source, err);
    if (changed) {
        panel_close(app);
    }
    return changed;
}

/* "ar", "ar-SY", "zgh-Latn": a sentence that was typed here by mistake is none. */
static bool language_is_tag(const char *text, struct error *err)
{
    size_t first = strcspn(text, "-");
    bool letters = text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "0123456789-")] == '\0';
    return text[0] == '\0' || (letters && first >= 2 && first <= 3 && strlen(text) <= 35) ||
           error_set(err, ERROR_INVALID, _("that is no language code; nl, en, ar, tr, ti are"));
}

bool context_submit(struct app *app, struct error *err)
{
    struct source source;
    bool done = false;
    voice_source(&source, app->desk);
    if (app->panel == PANEL_RELATION) {
        source.by = BY_INFORMANT;
        done = panel_fields_text(&app->fields, "relation")[0]
                   ? submit_text(app, "relation", &source, &source.relation, err)
                   : error_set(err, ERROR_INVALID, _("say in a word who it is: mother, neighbour"));
    } else if (app->panel == PANEL_LANGUAGE) {
        done = language_is_tag(panel_fields_text(&app->fields, "language"), err) &&
               submit_text(app, "language", &source, &source.language, err);
    } else {
        done = submit_text(app, "gloss", &source, &source.gloss, err);
    }
    source_finish(&source);
    return done;
}

/* ---- follow-up questions and terms ---- */

bool command_aside(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    enum aside_kind kind = (enum aside_kind)argument;
    if (app_aside(app) == kind) {
        kind = ASIDE_NONE;
    }
    if (kind == ASIDE_PROBES && desk_place(app->desk)->item->probe_count == 0) {
        return error_set(err, ERROR_NOT_FOUND, _("this question has no follow-up questions"));
    }
    if (kind == ASIDE_TERMS && app->desk->form->term_count == 0) {
        return error_set(err, ERROR_NOT_FOUND, _("this form explains no words"));
    }
    app_open_aside(app, kind);
    return true;
}

bool command_aside_move(struct app *app, int argument, struct effect *effect, struct error *err)
{
    struct aside *aside = &app->aside;
    size_t count = aside->kind == ASIDE_PROBES ? desk_place(app->desk)->item->probe_count
                                               : aside->term_count;
    (void)effect;
    (void)err;
    if (argument < 0 && aside->at > 0) {
        aside->at--;
    } else if (argument > 0 && aside->at + 1 < count) {
        aside->at++;
    }
    return true;
}

bool command_probe_tick(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    size_t at = app->aside.at;
    bool asked = desk_probe_asked(app->desk, at);
    bool done = desk_ask_probe(app->desk, at, !asked, err);
    app_changed(app);
    return done;
}

/* As a line of its own, so that what follows reads as the answer to it. */
bool command_probe_insert(struct app *app, int argument, struct effect *effect, struct error *err)
{
    struct desk *desk = app->desk;
    const struct item *item = desk_place(desk)->item;
    size_t at = app->aside.at;
    (void)argument;
    (void)effect;
    if (!item_takes_answer(item)) {
        return error_set(err, ERROR_USAGE, _("nothing is asked here; go to a question first"));
    }
    if (!desk_probe_asked(desk, at) && !desk_ask_probe(desk, at, true, err)) {
        return false;
    }
    struct buf line = BUF_INIT;
    size_t cursor = text_edit_cursor(desk->edit);
    if (cursor > 0 && text_edit_text(desk->edit)[cursor - 1] != '\n') {
        buf_add_char(&line, '\n');
    }
    buf_add_text(&line, "– ");
    desk_wording(desk, &line, &item->probes[at], app_prompt_language(app), NULL);
    buf_add_char(&line, '\n');
    desk->choice = desk_choice_count(desk);
    text_edit_insert(desk->edit, buf_text(&line), line.length, false);
    buf_finish(&line);
    app_open_aside(app, ASIDE_NONE);
    app_changed(app);
    return true;
}

static size_t term_here(const struct app *app)
{
    return app->aside.terms[app->aside.at];
}

bool command_term_explained(struct app *app, int argument, struct effect *effect,
                            struct error *err)
{
    (void)argument;
    (void)effect;
    const struct mark_term *known = desk_term(app->desk, term_here(app));
    bool done =
        desk_explain_term(app->desk, term_here(app), !(known && known->explained), err);
    app_changed(app);
    return done;
}

/* Nobody, the patient, each relative who is known, the interpreter, nobody. */
bool command_term_said_back(struct app *app, int argument, struct effect *effect,
                            struct error *err)
{
    size_t term = term_here(app), next = 0;
    const struct mark_term *known = desk_term(app->desk, term);
    const char **relations = voice_relations(app->desk);
    bool back = true;
    enum answer_by by = BY_PATIENT;
    (void)argument;
    (void)effect;
    if (known && known->said_back && known->by == BY_INFORMANT) {
        while (relations[next] && strcmp(relations[next], known->relation) != 0) {
            next++;
        }
        next += relations[next] != NULL;
    }
    if (known && known->said_back && known->by == BY_INTERPRETER) {
        back = false;
    } else if (known && known->said_back) {
        by = relations[next] ? BY_INFORMANT : BY_INTERPRETER;
    }
    bool done = desk_term_said_back(app->desk, term, back, by,
                                    by == BY_INFORMANT ? relations[next] : "", err);
    free(relations);
    app_changed(app);
    return done;
}

/* ---- the screen for somebody else ---- */

bool command_turn_screen(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    capture_line_close(app);
    app->turned = !app->turned;
    app->turned_typing = false;
    app_open_aside(app, ASIDE_NONE);
    return true;
}

bool command_turned_typing(struct app *app, int argument, struct effect *effect,
                           struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    app->turned_typing = !app->turned_typing;
    return true;
}

/* Whoever came in may still be there afterwards: what is sensitive pauses again. */
bool command_hide(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    app->hidden = !app->hidden;
    if (app->hidden && app->desk) {
        gates_close(app->desk);
    }
    return true;
}

/* ---- the pause ---- */

bool command_gate(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    bool done = true;
    switch ((enum gate_key)argument) {
    case GATE_GO_ON:
        desk_gate_open(app->desk);
        break;
    case GATE_LATER:
        done = desk_gate_leave(app->desk, STATE_LATER, "", err);
        break;
    case GATE_LEAVE_OUT:
        done = desk_gate_leave(app->desk, STATE_SKIPPED, _("not private or not safe enough"), err);
        break;
    case GATE_DECLINED:
        done = desk_gate_leave(app->desk, STATE_DECLINED, "", err);
        break;
    }
    app_changed(app);
    return done;
}

bool command_gate_step(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)effect;
    bool done = desk_gate_step(app->desk, argument, err);
    app_changed(app);
    return done;
}

/* ---- in whose language ---- */

bool command_language(struct app *app, int argument, struct effect *effect, struct error *err)
{
    (void)argument;
    (void)effect;
    (void)err;
    app_set_prompt_mode(app, (enum prompt_mode)((app->prompt_mode + 1) % PROMPT_MODE_COUNT));
    app_changed(app);
    if (app->prompt_mode == PROMPT_OWN) {
        return true;
    }
    const char *patient = app_patient_language(app);
    size_t length = strcspn(patient, " -");
    if (!length) {
        app_note(app, _("No language is noted for the patient; this is the form's other language"));
    } else if (!app_language_is_patients(app, app_other_language(app))) {
        app_note(app, _("This form is not in the patient's language (%.*s)"), (int)length, patient);
    }
    return true;
}

/* ---- absent reasons ---- */

void context_act_on_digit(struct app *app, const char *text, size_t length)
{
    struct effect effect = {0};
    struct error err = {0};
    const struct field *field = panel_fields_focused(&app->fields);
    if (length != 1 || text[0] < '1' || text[0] > '9' || field->spec->kind != FIELD_CHOICE ||
        (size_t)(text[0] - '1') != field->option) {
        return;
    }
    if (strcmp(panel_fields_text(&app->fields, "state"), answer_state_code(STATE_SKIPPED)) == 0 &&
        !panel_fields_text(&app->fields, "reason")[0]) {
        panel_fields_go(&app->fields, "reason");
        app_note(app, _("Say in a word why it is skipped"));
    } else if (!panel_submit(app, &effect, &err)) {
        app_complain(app, &err);
    }
}
