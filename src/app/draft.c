/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The unfinished sentence: where one was and what was typed and not yet sealed
 * as an answer, in one sealed row. A power cut costs the last half second; a
 * lock costs nothing.
 *
 * {"screen": …, "form": …, "item": …, "row": …, "choice": n, "cursor": n,
 *  "source": {by, how, …}, "text": …, "answer": {…}, "amending": …,
 *  "capture": {"text": …, "cursor": n, "open": bool, "source": {…}},
 *  "drawings": [{…}], "drawing": …, "drawing_from": n,
 *  "prompts": {visit: …}, "voice": {…}, "panel": …, "contact": …, "focus": n,
 *  "fields": {name: text}}
 *
 * A long text is sealed as a whole now and then; in between a patch beside that row
 * has all of the above, and "text_patch" (app/draft_patch.h) for its words.
 */
#include "app/app.h"

#include "app/drawing.h"
#include "base/alloc.h"
#include "base/i18n.h"
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#define DRAFT_MAX ((size_t)8 << 20)

static const char *const screens[] = {
    [SCREEN_PATIENTS] = "patients", [SCREEN_PATIENT] = "patient", [SCREEN_INTERVIEW] = "interview",
    [SCREEN_SUMMARY] = "summary",   [SCREEN_DRAWING] = "drawing",
};

/* Who is speaking was perhaps said before the first word was. */
static json_t *source_to_json(const struct answer *answer)
{
    json_t *source = json_object();
    json_put_text(source, "by", answer_by_code(answer->by));
    json_put_text(source, "how", answer_how_code(answer->how));
    json_put_text(source, "relation", answer->relation);
    json_put_text(source, "language", answer->language);
    json_put_text(source, "gloss", answer->gloss);
    return source;
}

/* A long story is written once. */
static bool is_all_of(const struct answer *answer, const struct text_edit *edit)
{
    const char *text = answer->value.kind == VALUE_TEXT ? answer->value.text : NULL;
    return text && strlen(text) == text_edit_length(edit) &&
           strcmp(text, text_edit_text(edit)) == 0;
}

static json_t *voice_to_json(const struct voice *voice)
{
    json_t *json = json_object();
    if (voice->heard) {
        json_put_text(json, "by", answer_by_code(voice->by));
        json_put_text(json, "how", answer_how_code(voice->how));
        json_put_text(json, "relation", voice->relation);
        json_put_text(json, "language", voice->language);
    }
    return json;
}

static json_t *prompts_to_json(const struct app *app)
{
    json_t *json = json_object();
    for (size_t i = 0; i < app->aside.prompt_count; i++) {
        const struct prompt_memory *one = &app->aside.prompts[i];
        json_put_text(json, one->visit, prompt_mode_code(one->mode));
    }
    return json;
}

/* What has changed in a long story since all of it was sealed; NULL: seal all of it. */
static json_t *patch_story(const struct app *app)
{
    const struct text_edit *edit = app->desk->edit;
    const struct draft_base *base = &app->draft_base;
    bool is_there = base->number &&
                    base->number == vault_draft_number(session_vault(app->session)) &&
                    strcmp(base->patient, session_patient_id(app->session)) == 0;
    if (!is_there || text_edit_peek_length(edit) < DRAFT_LONG) {
        return NULL;
    }
    return draft_patch_make(&base->text, text_edit_peek(edit), text_edit_peek_length(edit));
}

static void write_patch(const struct desk *desk, json_t *draft, json_t *patch)
{
    struct answer answer;
    desk_answer_aside(desk, &answer);
    json_object_set_new(draft, "answer", answer_to_json(&answer));
    json_object_set_new(draft, "text_patch", patch);
    answer_finish(&answer);
}

/* True: it is a patch of the draft before. */
static bool write_desk(const struct app *app, json_t *draft)
{
    const struct desk *desk = app->desk;
    const struct place *place = desk_place(desk);
    json_put_text(draft, "form", desk->form->form_id);
    json_put_text(draft, "item", place->item->name);
    json_put_text(draft, "row", place->row);
    json_object_set_new(draft, "choice", json_integer((json_int_t)desk->choice));
    json_object_set_new(draft, "cursor", json_integer((json_int_t)text_edit_cursor(desk->edit)));
    json_object_set_new(draft, "source", source_to_json(&desk->answer));
    json_object_set_new(draft, "voice", voice_to_json(&desk->voice));
    if (desk->amending) {
        json_put_text(draft, "amending", desk->amending);
    }
    if (!desk_unsaved(desk)) {
        return false;
    }
    json_t *patch = patch_story(app);
    if (patch) {
        write_patch(desk, draft, patch);
        return true;
    }
    struct answer answer;
    desk_answer(desk, &answer);
    json_t *json = answer_to_json(&answer);
    json_object_set_new(draft, "answer", json ? json : json_null());
    if (!is_all_of(&answer, desk->edit)) {
        json_object_set_new(draft, "text",
                            json_stringn(text_edit_text(desk->edit), text_edit_length(desk->edit)));
    }
    answer_finish(&answer);
    return false;
}

static void write_capture(const struct app *app, json_t *draft)
{
    const struct text_edit *edit = app->capture.edit;
    json_t *line = json_object();
    json_object_set_new(line, "text", json_stringn(text_edit_text(edit), text_edit_length(edit)));
    json_object_set_new(line, "cursor", json_integer((json_int_t)text_edit_cursor(edit)));
    json_object_set_new(line, "open", json_boolean(app->capture.open));
    json_object_set_new(line, "source", source_to_json(&app->capture.source));
    json_object_set_new(draft, "capture", line);
}

static bool panel_is_drafted(enum panel_kind kind)
{
    return kind != PANEL_NONE && kind != PANEL_UNLOCK && kind != PANEL_CREATE &&
           kind != PANEL_RECOVERY;
}

static void write_panel(const struct app *app, json_t *draft)
{
    json_t *values = json_object();
    for (size_t i = 0; i < app->fields.count; i++) {
        const struct field *field = &app->fields.field[i];
        if (field->spec->kind == FIELD_LINE) {
            json_object_set_new(
                values, field->spec->name,
                json_stringn(text_edit_text(field->edit), text_edit_length(field->edit)));
        } else if (field->spec->kind == FIELD_CHOICE) {
            json_put_text(values, field->spec->name, field->spec->options[field->option].code);
        }
    }
    json_put_text(draft, "panel", panel_name(app->panel));
    json_put_text(draft, "contact", app->panel_contact);
    json_object_set_new(draft, "focus", json_integer((json_int_t)app->fields.focus));
    json_object_set_new(draft, "fields", values);
}

/* Everything there is to keep; true: as a patch of the draft before. */
static bool write_draft(const struct app *app, json_t *draft)
{
    bool patch = false;
    json_put_text(draft, "screen", screens[app->screen]);
    json_object_set_new(draft, "prompts", prompts_to_json(app));
    if (app->desk) {
        patch = write_desk(app, draft);
    }
    app_boards_to_json(app, draft);
    if (panel_is_drafted(app->panel)) {
        write_panel(app, draft);
    }
    if (app->capture.open || capture_line_unfinished(app)) {
        write_capture(app, draft);
    }
    return patch;
}

/* A short text is not worth a second row. */
static void note_base(struct app *app)
{
    const struct text_edit *edit = app->desk ? app->desk->edit : NULL;
    draft_base_finish(&app->draft_base);
    if (edit && text_edit_peek_length(edit) >= DRAFT_LONG && desk_unsaved(app->desk)) {
        draft_base_set(&app->draft_base, vault_draft_number(session_vault(app->session)),
                       session_patient_id(app->session), text_edit_peek(edit),
                       text_edit_peek_length(edit));
    }
}

bool app_seal_draft(struct app *app, struct error *err)
{
    if (app->screen == SCREEN_UNLOCK || app->screen == SCREEN_RECOVERY) {
        app->draft_due = 0;
        return true;
    }
    struct vault *vault = session_vault(app->session);
    json_t *draft = json_object();
    struct buf bytes = BUF_INIT;
    bool patch = write_draft(app, draft), sealed;
    if (app->desk && !patch) {
        /* Once, instead of growing towards it with a wipe at each step. */
        buf_reserve(&bytes, text_edit_length(app->desk->edit) * 9 / 8 + 2048);
    }
    json_write(&bytes, draft);
    if (patch) {
        sealed =
            vault_draft_patch(vault, app->draft_base.number, buf_text(&bytes), bytes.length, err);
    } else {
        sealed = vault_draft_put(vault, session_patient_id(app->session), buf_text(&bytes),
                                 bytes.length, err);
        note_base(app);
    }
    if (sealed) {
        app->draft_due = 0;
        app->lock_anyway = false;
    } else {
        draft_base_finish(&app->draft_base);
    }
    buf_finish(&bytes);
    json_decref(draft);
    return sealed;
}

/* ---- back again ---- */

static void take_text(char **out, const json_t *json, const char *key)
{
    free(*out);
    *out = alloc_string(json_text(json, key));
}

static void restore_source(struct answer *answer, const json_t *source)
{
    enum answer_by by;
    enum answer_how how;
    if (!answer_by_parse(&by, json_text(source, "by")) ||
        !answer_how_parse(&how, json_text(source, "how"))) {
        return;
    }
    answer->by = by;
    answer->how = how;
    take_text(&answer->relation, source, "relation");
    take_text(&answer->language, source, "language");
    take_text(&answer->gloss, source, "gloss");
}

static void restore_voice(struct voice *voice, const json_t *json)
{
    if (answer_by_parse(&voice->by, json_text(json, "by")) &&
        answer_how_parse(&voice->how, json_text(json, "how"))) {
        voice->heard = true;
        take_text(&voice->relation, json, "relation");
        take_text(&voice->language, json, "language");
    }
}

static void restore_prompts(struct app *app, const json_t *json)
{
    const char *visit;
    json_t *value;
    json_object_foreach((json_t *)json, visit, value)
    {
        for (int mode = 0; mode < PROMPT_MODE_COUNT; mode++) {
            if (strcmp(json_text(json, visit), prompt_mode_code((enum prompt_mode)mode)) == 0) {
                app_remember_prompt_mode(app, visit, (enum prompt_mode)mode);
            }
        }
    }
}

static void restore_text(struct desk *desk, const json_t *draft)
{
    const json_t *text = json_object_get(draft, "text");
    const json_t *json = json_object_get(draft, "answer");
    struct error ignored = {0};
    if (json || text) {
        struct answer answer;
        answer_init(&answer);
        if (json_is_null(json) || answer_from_json(&answer, json, &ignored)) {
            /* Time, author and contact of what is stored stay what they are. */
            answer_finish(&desk->answer);
            desk->answer = answer;
        } else {
            answer_finish(&answer);
        }
        const struct value *value = &desk->answer.value;
        if (text) {
            text_edit_set(desk->edit, json_string_value(text), json_string_length(text));
        } else if (value->kind == VALUE_TEXT && value->text) {
            text_edit_set(desk->edit, value->text, strlen(value->text));
        }
    }
    restore_source(&desk->answer, json_object_get(draft, "source"));
    int64_t cursor = json_number(draft, "cursor", -1);
    if (cursor >= 0) {
        text_edit_set_cursor(desk->edit, (size_t)cursor);
    }
    int64_t choice = json_number(draft, "choice", 0);
    if (choice >= 0 && (size_t)choice <= desk_choice_count(desk)) {
        desk->choice = (size_t)choice;
    }
}

static void restore_panel(struct app *app, const json_t *draft)
{
    enum panel_kind kind = panel_by_name(json_text(draft, "panel"));
    bool of_interview = kind == PANEL_WHO || kind == PANEL_STATE || kind == PANEL_AMEND ||
                        kind == PANEL_FLAG || kind == PANEL_RELATION || kind == PANEL_LANGUAGE ||
                        kind == PANEL_GLOSS || kind == PANEL_ATTACHMENT;
    if (!panel_is_drafted(kind) || (of_interview && !app->desk)) {
        return;
    }
    if (kind == PANEL_CONTACT) {
        panel_open_contact(app, json_text(draft, "contact"));
    } else {
        panel_open(app, kind);
    }
    const json_t *values = json_object_get(draft, "fields");
    for (size_t i = 0; i < app->fields.count; i++) {
        const char *name = app->fields.field[i].spec->name;
        if (json_object_get(values, name)) {
            panel_fields_set(&app->fields, name, json_text(values, name));
        }
    }
    int64_t focus = json_number(draft, "focus", 0);
    if (focus >= 0 && (size_t)focus < app->fields.count) {
        app->fields.focus = (size_t)focus;
    }
}

/* Killed between the seal and the next draft, a line would be there twice. */
static bool is_sealed_already(const struct app *app, const char *text)
{
    const struct record *record = session_record(app->session);
    size_t last = record->capture_count;
    return last > 0 && !record->captures[last - 1].removed &&
           strcmp(record->captures[last - 1].text, text) == 0;
}

static void restore_capture(struct app *app, const json_t *line)
{
    const char *text = json_text(line, "text");
    if (!line || !session_record(app->session)) {
        return;
    }
    if (json_is_true(json_object_get(line, "open"))) {
        capture_line_open(app);
    }
    if (!is_sealed_already(app, text)) {
        text_edit_set(app->capture.edit, text, strlen(text));
        int64_t cursor = json_number(line, "cursor", -1);
        if (cursor >= 0) {
            text_edit_set_cursor(app->capture.edit, (size_t)cursor);
        }
        restore_source(&app->capture.source, json_object_get(line, "source"));
    }
}

static void set_text(char **field, const char *text)
{
    free(*field);
    *field = alloc_string(text);
}

/* Their question is gone (the interview went over to another version in the meantime): the
 * words wait in the tray instead. */
static void keep_in_tray(struct app *app, const json_t *draft)
{
    const json_t *answer = json_object_get(draft, "answer");
    const char *text = json_text(draft, "text");
    if (!text[0] && json_is_string(json_object_get(answer, "value"))) {
        text = json_text(answer, "value");
    }
    struct change_context context = session_context(app->session);
    struct capture line;
    struct edit edit;
    struct error err = {0};
    if (!text[0] || is_sealed_already(app, text)) {
        return;
    }
    capture_init(&line);
    set_text(&line.text, text);
    change_capture(&edit, session_record(app->session), &line, &context);
    if (session_store(app->session, &edit, 1, false, &err)) {
        app_note(app, _("What was being typed has no question any more; it waits in the tray"));
    } else {
        app_complain(app, &err);
    }
    edit_finish(&edit);
    capture_finish(&line);
}

static bool restore(struct app *app, const char *patient, const json_t *draft, struct error *err)
{
    const char *screen = json_text(draft, "screen");
    restore_prompts(app, json_object_get(draft, "prompts"));
    if (patient[0] && !app_show_patient(app, patient, err)) {
        return false;
    }
    bool summary = strcmp(screen, screens[SCREEN_SUMMARY]) == 0;
    const char *form = json_text(draft, "form");
    if (patient[0] && form[0]) {
        if (!app_show_interview(app, form, err)) {
            return false;
        }
        struct error moved = {0};
        restore_voice(&app->desk->voice, json_object_get(draft, "voice"));
        if (desk_go_to(app->desk, json_text(draft, "item"), json_text(draft, "row"), &moved)) {
            restore_text(app->desk, draft);
        } else if (!form_find(app->desk->form, json_text(draft, "item"))) {
            keep_in_tray(app, draft);
        }
        if (json_text(draft, "amending")[0]) {
            take_text(&app->desk->amending, draft, "amending");
        }
    }
    restore_capture(app, json_object_get(draft, "capture"));
    if (patient[0]) {
        app_boards_from_json(app, draft);
    }
    if (summary && patient[0] && !(app->desk && desk_unsaved(app->desk))) {
        return app_show_summary(app, err);
    }
    restore_panel(app, draft);
    return true;
}

/* The words of a draft that was sealed as a whole. */
static void add_words(struct buf *out, const json_t *draft)
{
    const json_t *text = json_object_get(draft, "text"), *json = json_object_get(draft, "answer");
    struct error ignored = {0};
    struct answer answer;
    answer_init(&answer);
    if (text) {
        buf_add(out, json_string_value(text), json_string_length(text));
    } else if (json_is_object(json) && answer_from_json(&answer, json, &ignored) &&
               answer.value.kind == VALUE_TEXT && answer.value.text) {
        buf_add_text(out, answer.value.text);
    }
    answer_finish(&answer);
}

/* The patch takes the place of the draft, with all of its words again. */
static bool apply_patch(json_t **draft, const struct buf *bytes, struct error *err)
{
    json_t *patch = NULL;
    struct buf before = BUF_INIT, after = BUF_INIT;
    if (!json_read(&patch, buf_text(bytes), bytes->length, DRAFT_MAX, err)) {
        return false;
    }
    add_words(&before, *draft);
    bool ok = draft_patch_apply(&after, buf_text(&before), json_object_get(patch, "text_patch"));
    if (ok) {
        json_object_set_new(patch, "text", json_stringn(buf_text(&after), after.length));
        json_decref(*draft);
        *draft = patch;
    } else {
        json_decref(patch);
        error_set(err, ERROR_DAMAGED, _("the end of the unfinished answer cannot be put to it"));
    }
    buf_finish(&before);
    buf_finish(&after);
    return ok;
}

static bool read_draft(const struct app *app, char patient[33], json_t **out, struct error *err)
{
    struct buf bytes = BUF_INIT, patch = BUF_INIT;
    bool ok = vault_draft_get(session_vault(app->session), patient, &bytes, &patch, err) &&
              bytes.length && json_read(out, buf_text(&bytes), bytes.length, DRAFT_MAX, err) &&
              (!patch.length || apply_patch(out, &patch, err));
    buf_finish(&bytes);
    buf_finish(&patch);
    return ok;
}

void app_restore_draft(struct app *app)
{
    char patient[33] = "";
    struct error err = {0};
    json_t *draft = NULL;
    if (read_draft(app, patient, &draft, &err) && restore(app, patient, draft, &err) &&
        ((app->desk && desk_unsaved(app->desk)) || capture_line_unfinished(app))) {
        app_note(app, _("Back where you were; the last sentence is not yet sealed as an answer"));
    }
    if (err.code) {
        app_complain(app, &err);
    }
    json_decref(draft);
}
