/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The record and the vault kept in step: an edit is folded in, sealed, and
 * taken out again if the seal did not reach the disk.
 */
#include "app/session.h"

#include "app/register_row.h"
#include "base/alloc.h"
#include "base/edtf.h"
#include "base/i18n.h"
#include "form/overlay.h"
#include "record/derived.h"
#include "record/relevance.h"
#include "record/settle.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A form, and by what it was asked for. */
struct kept_form {
    char *digest;
    struct form *form;
};

struct session {
    const struct world *world;
    struct vault *vault;
    const struct library *library;
    struct record *record;
    char patient[33];
    unsigned long version;
    bool register_stale;
    struct text_shelf *texts;
    struct asked asked; /* of the interview that was left last, if it has relevance */
    const struct form *asked_form;
    char asked_in[33];
    unsigned long tidy_version; /* of the record in which TIDY_IN has no answer without question */
    char tidy_in[33];
    struct kept_form *forms; /* read from the vault */
    size_t form_count, form_capacity;
};

struct session *session_create(const struct world *world, struct vault *vault,
                               const struct library *library)
{
    struct session *session = alloc_array(1, sizeof *session);
    session->world = world;
    session->vault = vault;
    session->library = library;
    session->texts = text_shelf_create();
    return session;
}

void session_destroy(struct session *session)
{
    if (!session) {
        return;
    }
    session_close_patient(session);
    for (size_t i = 0; i < session->form_count; i++) {
        form_destroy(session->forms[i].form);
        free(session->forms[i].digest);
    }
    free(session->forms);
    text_shelf_destroy(session->texts);
    vault_close(session->vault);
    free(session);
}

struct vault *session_vault(const struct session *session)
{
    return session->vault;
}

const struct world *session_world(const struct session *session)
{
    return session->world;
}

const struct library *session_library(const struct session *session)
{
    return session->library;
}

int32_t session_today(const struct session *session)
{
    return edtf_day_of_time(world_now(session->world), session->world->offset_minutes);
}

int32_t session_day_of(const struct session *session, const struct interview *interview)
{
    return interview_day(interview, session_today(session), session->world);
}

struct text_shelf *session_texts(const struct session *session)
{
    return session->texts;
}

const char *session_patient_id(const struct session *session)
{
    return session->patient;
}

const struct record *session_record(const struct session *session)
{
    return session->record;
}

unsigned long session_version(const struct session *session)
{
    return session->version;
}

const char *session_patient_name(const struct session *session)
{
    if (!session->record) {
        return "";
    }
    const struct patient *patient = &session->record->patient;
    return patient->name && patient->name[0] ? patient->name : patient->code ? patient->code : "";
}

struct change_context session_context(const struct session *session)
{
    const struct contact *contact = session_contact(session);
    return (struct change_context){session->world, vault_user(session->vault),
                                   contact ? contact->id : ""};
}

const struct contact *session_contact(const struct session *session)
{
    const struct record *record = session->record;
    if (!record || record->contact_count == 0) {
        return NULL;
    }
    const struct contact *newest = &record->contacts[record->contact_count - 1];
    int32_t day = edtf_day_of_time(newest->time, world_offset_at(session->world, newest->time));
    return day == session_today(session) ? newest : NULL;
}

/* ---- register row ---- */

bool session_update_register(struct session *session, struct error *err)
{
    if (!session->record || !session->register_stale) {
        return true;
    }
    struct vault_patient row;
    register_row_fill(session, &row);
    bool stored = vault_append(session->vault, session->patient, NULL, 0, &row, false, err);
    register_row_finish(&row);
    if (stored) {
        session->register_stale = false;
    }
    return stored;
}

/* ---- opening ---- */

bool session_fold(void *record, const void *bytes, size_t length, struct error *err)
{
    struct edit edit;
    edit_init(&edit);
    bool folded = edit_read(&edit, bytes, length, err) && record_apply(record, &edit, err);
    edit_finish(&edit);
    return folded;
}

/* Written by an older version, or the program ended before it was brought up to date. */
static bool row_is_behind(const struct session *session)
{
    const struct vault_patient *row = vault_patient_find(session->vault, session->patient);
    const struct record *record = session->record;
    return row && record->edit_count > 0 &&
           (!row->detailed || row->changed < record->edits[record->edit_count - 1].time);
}

bool session_open_patient(struct session *session, const char *id, struct error *err)
{
    session_close_patient(session);
    struct record *record = record_create();
    if (!vault_read(session->vault, id, session_fold, record, err)) {
        record_destroy(record);
        return false;
    }
    session->record = record;
    memcpy(session->patient, id, sizeof session->patient);
    session->version++;
    session->register_stale = row_is_behind(session);
    return true;
}

bool session_is_tidy(const struct session *session, const char *interview)
{
    return session->tidy_version == session->version && strcmp(session->tidy_in, interview) == 0;
}

void session_set_tidy(struct session *session, const char *interview)
{
    session->tidy_version = session->version;
    snprintf(session->tidy_in, sizeof session->tidy_in, "%s", interview);
}

static void forget_asked(struct session *session)
{
    relevance_destroy(session->asked.relevance);
    places_finish(&session->asked.places);
    session->asked.relevance = NULL;
}

bool session_take_asked(struct session *session, const struct form *form, const char *interview,
                        struct asked *out)
{
    if (!session->asked.relevance || session->asked_form != form ||
        strcmp(session->asked_in, interview) != 0) {
        return false;
    }
    *out = session->asked;
    session->asked = (struct asked){.places = PLACES_INIT};
    return true;
}

void session_give_asked(struct session *session, const struct form *form, const char *interview,
                        const struct asked *asked)
{
    forget_asked(session);
    session->asked = *asked;
    session->asked_form = form;
    snprintf(session->asked_in, sizeof session->asked_in, "%s", interview);
}

void session_close_patient(struct session *session)
{
    forget_asked(session);
    if (session->record) {
        /* The list is a convenience: it is mended at the next opening if this fails. */
        struct error ignored = {0};
        (void)!session_update_register(session, &ignored);
    }
    record_destroy(session->record);
    session->record = NULL;
    session->patient[0] = '\0';
    session->version++;
    text_shelf_destroy(session->texts);
    session->texts = text_shelf_create();
}

bool session_add_patient(struct session *session, const struct patient *patient, struct error *err)
{
    if (!(patient->name && patient->name[0]) && !(patient->code && patient->code[0])) {
        return error_set(err, ERROR_INVALID, _("a patient needs a name or a code"));
    }
    session_close_patient(session);
    struct record *record = record_create();
    struct edit edit;
    struct buf bytes = BUF_INIT;
    struct vault_patient row;
    char id[33];
    struct change_context context = {session->world, vault_user(session->vault), ""};

    world_new_id(session->world, id);
    edit_init(&edit);
    change_patient(&edit, record, patient, &context);
    edit_write(&bytes, &edit);
    register_row_init(&row, id, patient);
    row.created = row.changed = world_now(session->world);
    struct vault_bytes first = {buf_text(&bytes), bytes.length};
    bool added =
        record_apply(record, &edit, err) && vault_patient_add(session->vault, &row, &first, 1, err);
    if (added) {
        session->record = record;
        memcpy(session->patient, id, sizeof session->patient);
        session->version++;
        record = NULL;
    }
    record_destroy(record);
    register_row_finish(&row);
    edit_finish(&edit);
    buf_finish(&bytes);
    return added;
}

/* ---- changing ---- */

static bool seal(struct session *session, const struct edit *edits, size_t count, bool drop_draft,
                 struct error *err)
{
    struct buf *texts = alloc_array(count, sizeof *texts);
    struct vault_bytes *bytes = alloc_array(count, sizeof *bytes);
    bool show = false;
    for (size_t i = 0; i < count; i++) {
        edit_write(&texts[i], &edits[i]);
        bytes[i] = (struct vault_bytes){buf_text(&texts[i]), texts[i].length};
        show = show || edits[i].kind == EDIT_PATIENT || edits[i].kind == EDIT_INTERVIEW ||
               edits[i].kind == EDIT_CONTACT;
    }
    struct vault_patient row;
    if (show) {
        register_row_fill(session, &row);
    }
    bool sealed = vault_append(session->vault, session->patient, bytes, count, show ? &row : NULL,
                               drop_draft, err);
    if (show) {
        register_row_finish(&row);
    }
    for (size_t i = 0; i < count; i++) {
        buf_finish(&texts[i]);
    }
    free(texts);
    free(bytes);
    if (sealed) {
        session->register_stale = !show;
    }
    return sealed;
}

/* What did not reach the disk was never said: the record is folded again without it. */
static void forget_last(struct session *session, size_t count)
{
    struct record *with = session->record;
    struct record *without = record_create();
    for (size_t i = 0; i + count < with->edit_count; i++) {
        bool folded = record_apply(without, &with->edits[i], NULL);
        assert(folded);
        (void)folded;
    }
    record_destroy(with);
    session->record = without;
}

/* What follows from the edits from number FROM on, in each interview that they touch. */
static bool settle_all(struct session *session, size_t from, struct error *err)
{
    struct record *record = session->record;
    struct change_context context = session_context(session);
    size_t until = record->edit_count;
    for (size_t i = from; i < until; i++) {
        const struct edit *edit = &record->edits[i];
        bool first = edit->interview[0] && edit->kind != EDIT_MARK;
        for (size_t j = from; j < i; j++) {
            first = first && strcmp(record->edits[j].interview, edit->interview) != 0;
        }
        const struct interview *interview =
            first ? record_interview(record, edit->interview) : NULL;
        const struct form *form =
            interview ? session_form(session, interview->form_digest, NULL) : NULL;
        if (form && !settle(record, form, interview->id, from, &context, err)) {
            return false;
        }
    }
    return true;
}

bool session_store(struct session *session, const struct edit *edits, size_t count, bool drop_draft,
                   struct error *err)
{
    size_t before = session->record->edit_count, applied = 0;
    while (applied < count && record_apply(session->record, &edits[applied], err)) {
        applied++;
    }
    bool stored = applied == count;
    size_t added = session->record->edit_count - before;
    /* What is taken back takes back what followed from it, too; nothing new follows. */
    if (stored && added == count && count > 0 && !edits[0].undoes[0]) {
        stored = settle_all(session, before, err);
        added = session->record->edit_count - before;
    }
    stored = stored && (added >= count && added > 0
                            ? seal(session, &session->record->edits[before], added, drop_draft, err)
                            : seal(session, edits, count, drop_draft, err));
    added = session->record->edit_count - before;
    if (!stored && added) {
        forget_last(session, added);
    }
    session->version++;
    return stored;
}

static bool is_computed(const json_t *answer)
{
    const char *by = json_text_or_null(answer, "by");
    return by && strcmp(by, answer_by_code(BY_COMPUTED)) == 0;
}

/* Of an action the answer that a person gave is what is shown: the rest happened to it. Where
 * an interview went over to another version of its form, many answers moved, and none is meant. */
static const struct edit *to_show(const struct edit *edits, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (edits[i].kind == EDIT_INTERVIEW) {
            return &edits[i];
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (edits[i].kind == EDIT_ANSWER && !is_computed(edits[i].before) &&
            !is_computed(edits[i].after)) {
            return &edits[i];
        }
    }
    return &edits[0];
}

/* An action of several edits is taken back as it was made: all of it in one transaction. */
static bool take_back(struct session *session, struct edit *edits, size_t count, struct edit *out,
                      const char *nothing, struct error *err)
{
    bool stored = count ? session_store(session, edits, count, false, err)
                        : error_set(err, ERROR_NOT_FOUND, "%s", nothing);
    if (stored && out) {
        edit_copy(out, to_show(edits, count));
    }
    for (size_t i = 0; i < count; i++) {
        edit_finish(&edits[i]);
    }
    free(edits);
    return stored;
}

bool session_undo(struct session *session, struct edit *out, struct error *err)
{
    struct edit *edits;
    size_t count =
        record_undo_action(session->record, &edits, session->world, vault_user(session->vault));
    return take_back(session, edits, count, out, _("there is nothing more to undo"), err);
}

bool session_redo(struct session *session, struct edit *out, struct error *err)
{
    struct edit *edits;
    size_t count =
        record_redo_action(session->record, &edits, session->world, vault_user(session->vault));
    return take_back(session, edits, count, out, _("there is nothing to redo"), err);
}

/* ---- forms and interviews ---- */

/* The first digest of LIST: its text from the vault. */
static bool get_text(struct session *session, const char *list, struct buf *out, struct error *err)
{
    char digest[65] = "";
    size_t length = strcspn(list, " ");
    memcpy(digest, list, length < sizeof digest ? length : 0);
    return vault_form_get(session->vault, digest, out, err);
}

/* One overlay as it was when the interview was begun. */
static bool lay_overlay(struct session *session, struct form *form, const char *digest,
                        struct error *err)
{
    struct buf text = BUF_INIT;
    struct overlay *overlay = NULL;
    bool laid = get_text(session, digest, &text, err) &&
                overlay_read(&overlay, buf_text(&text), text.length, _("overlay in the vault"),
                             NULL, err) &&
                overlay_apply(form, overlay, err);
    overlay_destroy(overlay);
    buf_finish(&text);
    return laid;
}

static struct form *read_form(struct session *session, const char *digest, struct error *err)
{
    struct buf text = BUF_INIT;
    struct form *form = NULL;
    bool read = get_text(session, digest, &text, err) &&
                form_read(&form, buf_text(&text), text.length, _("form in the vault"), NULL, err);
    for (digest = strchr(digest, ' '); read && digest; digest = strchr(digest + 1, ' ')) {
        read = lay_overlay(session, form, digest + 1, err);
    }
    buf_finish(&text);
    if (!read) {
        form_destroy(form);
    }
    return read ? form : NULL;
}

const struct form *session_form(struct session *session, const char *digest, struct error *err)
{
    for (size_t i = 0; i < session->form_count; i++) {
        if (strcmp(session->forms[i].digest, digest) == 0) {
            return session->forms[i].form;
        }
    }
    struct form *form = read_form(session, digest, err);
    if (form) {
        alloc_grow(&session->forms, &session->form_capacity, session->form_count + 1,
                   sizeof *session->forms);
        session->forms[session->form_count++] = (struct kept_form){alloc_string(digest), form};
    }
    return form;
}

bool session_keep_form(struct session *session, const struct form *form, struct error *err)
{
    bool kept = vault_form_put(session->vault, form->digest, form->text, form->text_length, err);
    for (size_t i = 0; kept && i < form->applied_count; i++) {
        const struct form_overlay *overlay = &form->applied[i];
        kept = vault_form_put(session->vault, overlay->digest, overlay->text, overlay->text_length,
                              err);
    }
    return kept;
}

bool session_interview(struct session *session, const char *form_id, char out[33],
                       struct error *err)
{
    const struct interview *known = record_interview_of(session->record, form_id);
    if (known) {
        memcpy(out, known->id, sizeof known->id);
        return true;
    }
    const struct form *form = library_find(session->library, form_id);
    if (!form) {
        return error_set(
            err, ERROR_NOT_FOUND,
            _("there is no form \"%s\" here; `verhaal forms` lists the installed ones"), form_id);
    }
    if (!session_keep_form(session, form, err)) {
        return false;
    }
    struct edit edit;
    edit_init(&edit);
    struct change_context context = session_context(session);
    change_begin(&edit, form->form_id, form->version, form->digest, &context);
    change_asked_with(&edit, form);
    memcpy(out, edit.interview, sizeof edit.interview);
    bool stored = session_store(session, &edit, 1, false, err);
    edit_finish(&edit);
    return stored;
}
