/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An open vault and, in it, one patient: the record in memory and every change
 * to it, sealed before it counts. Full screen, dialogue and command line all
 * work through this.
 */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include "app/text_shelf.h"
#include "base/error.h"
#include "form/library.h"
#include "record/change.h"
#include "record/progress.h"
#include "record/record.h"
#include "vault/vault.h"

struct session;

/* Takes over VAULT. LIBRARY and WORLD are borrowed. */
struct session *session_create(const struct world *world, struct vault *vault,
                               const struct library *library);
/* Brings the register up to date, closes patient and vault. Accepts NULL. */
void session_destroy(struct session *session);

struct vault *session_vault(const struct session *session);
const struct world *session_world(const struct session *session);
const struct library *session_library(const struct session *session);
int32_t session_today(const struct session *session);
/* The day on which INTERVIEW looks: today, or when it was finalised the day of that. */
int32_t session_day_of(const struct session *session, const struct interview *interview);

/* A new patient with an id; PATIENT needs a name or a code. Opens it. */
bool session_add_patient(struct session *session, const struct patient *patient,
                         struct error *err) MUST_USE;
/* One sealed edit into RECORD (a struct record): what vault_read() and vault_search() call. */
bool session_fold(void *record, const void *bytes, size_t length, struct error *err) MUST_USE;
/* Reads and verifies the whole record. Closes the one that was open. */
bool session_open_patient(struct session *session, const char *id, struct error *err) MUST_USE;
void session_close_patient(struct session *session);
/* "" and NULL while no patient is open. */
const char *session_patient_id(const struct session *session);
const struct record *session_record(const struct session *session);
/* Counts up whenever the record changes: what was computed from it is stale. */
unsigned long session_version(const struct session *session);

/* The texts of the open patient that are being typed, with their undo. */
struct text_shelf *session_texts(const struct session *session);

/*
 * What is asked in an interview, as it was when it was left, for when it is opened again:
 * working it out is most of what opening a large form costs. VERSION and DAY say whether
 * places and progress still hold; relevance is followed (relevance_follow()) in any case.
 */
struct relevance;
struct asked {
    struct relevance *relevance;
    struct places places;
    struct progress progress;
    unsigned long version; /* session_version() */
    int32_t day;
};
/* False: there is none of this interview with this form. OUT is the caller's from then on. */
bool session_take_asked(struct session *session, const struct form *form, const char *interview,
                        struct asked *out);
/* Takes what ASKED points to over, until the patient is closed or another one is given. */
void session_give_asked(struct session *session, const struct form *form, const char *interview,
                        const struct asked *asked);

/* Whether it was found since the last change that every answer of INTERVIEW has its question:
 * an outline asks that each time it is opened, and of nearly every record it is so. */
bool session_is_tidy(const struct session *session, const char *interview);
void session_set_tidy(struct session *session, const char *interview);

/* Name, else code: for titles. Of the open patient. */
const char *session_patient_name(const struct session *session);

/*
 * Applies and seals edits in one durable transaction. On failure nothing of it
 * is in the record or the vault. DROP_DRAFT: what was unfinished is now said.
 */
bool session_store(struct session *session, const struct edit *edits, size_t count, bool drop_draft,
                   struct error *err) MUST_USE;
/* The whole action (edit_group()) in one transaction. OUT (may be NULL) receives the edit that
 * was stored, to show its place; of several, that of an answer. */
bool session_undo(struct session *session, struct edit *out, struct error *err) MUST_USE;
bool session_redo(struct session *session, struct edit *out, struct error *err) MUST_USE;

/* Author, world and today's contact for edits that are about to be made. */
struct change_context session_context(const struct session *session);
/* Today's visit, or NULL: the newest contact that was made today. */
const struct contact *session_contact(const struct session *session);

/* The form an interview was made with, from the vault: DIGEST is its asked_with, overlays and
 * all, or the digest of the form alone. NULL and an error if something of it is not there
 * or cannot be read. Lives as long as the session. */
const struct form *session_form(struct session *session, const char *digest, struct error *err);
/* Keeps the texts of FORM and of the overlays on it in the vault, for session_form(). */
bool session_keep_form(struct session *session, const struct form *form,
                       struct error *err) MUST_USE;
/* The interview of this form in the open record, begun if there is none.
 * Returns its id in OUT. */
bool session_interview(struct session *session, const char *form_id, char out[33],
                       struct error *err) MUST_USE;

/* The register row again from the record: after what the patients list shows changed. */
bool session_update_register(struct session *session, struct error *err) MUST_USE;

#endif
