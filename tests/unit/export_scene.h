/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A record to be summarised: a form, a patient, contacts and answers, made
 * with a few calls.
 */
#ifndef TESTS_EXPORT_SCENE_H
#define TESTS_EXPORT_SCENE_H

#include "export/summary.h"
#include "record_support.h"

struct telling {
    struct support support;
    struct form *form;
    bool form_is_lost; /* the request cannot get it */
    struct summary_request request;
};

/* FORM: the text of a form, NULL for scene_form(). Patient, contact, interview. */
void scene_start(struct telling *scene, const char *form);
/* The same with a form that is installed. */
void scene_start_installed(struct telling *scene, const char *form_id);
void scene_finish(struct telling *scene);

/* A small form with every type, a repeat, a condition and an item without heading. */
const char *scene_form(void);
const struct interview *scene_interview(const struct telling *scene);
void scene_contact(struct telling *scene, const struct contact *contact);
/* Finishes ANSWER. REASON: of an amendment, NULL before finalising. */
void scene_put(struct telling *scene, const char *item, const char *row, struct answer *answer,
               const char *reason);
/* The patient's own words. */
void scene_say(struct telling *scene, const char *item, const char *row, const char *words);
/* No answer, and why. */
void scene_set(struct telling *scene, const char *item, enum answer_state state,
               const char *reason);
void scene_add_row(struct telling *scene, const char *repeat, char out[33]);
void scene_remove_row(struct telling *scene, const char *row);
void scene_finalise(struct telling *scene);

/* The summary in FORMAT, with default options. */
void scene_write(struct buf *out, const struct telling *scene, const char *format);

#endif
