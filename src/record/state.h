/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands in the "before" and "after" of edits, for the files of this room
 * only: the JSON of each kind of state, and whether two of them are the same.
 *
 * NULL stands for nothing there. Every OUT is initialised; when reading fails
 * its content is not defined, but it can be finished.
 */
#ifndef RECORD_STATE_H
#define RECORD_STATE_H

#include "record/record.h"

json_t *patient_to_json(const struct patient *patient);
bool patient_from_json(struct patient *out, const json_t *json, struct error *err) MUST_USE;
bool patient_equal(const struct patient *a, const struct patient *b);

json_t *contact_to_json(const struct contact *contact);
bool contact_from_json(struct contact *out, const json_t *json, struct error *err) MUST_USE;
bool contact_equal(const struct contact *a, const struct contact *b); /* but for the id */

/* What was said names its contact: one that is named has to stay. */
bool record_uses_contact(const struct record *record, const char *id);

/* Of an interview: the form, its version and digest, the state; NULL if it was removed. */
json_t *interview_to_json(const struct interview *interview);
bool interview_from_json(struct interview *out, const json_t *json, struct error *err) MUST_USE;
bool interview_equal(const struct interview *a, const struct interview *b);

/* Of a row: its parent; NULL if it is set aside. */
json_t *row_to_json(const struct row *row);
/* REPEAT: the repeat that it is a row of, where the edit's item is not it; NULL otherwise. */
bool row_from_json(char parent[33], const char **repeat, const json_t *json,
                   struct error *err) MUST_USE;

json_t *capture_to_json(const struct capture *capture); /* NULL if it was taken back */
bool capture_from_json(struct capture *out, const json_t *json, struct error *err) MUST_USE;
bool capture_equal(const struct capture *a, const struct capture *b); /* but for id and origin */
/* The one called ID, removed or not, or NULL. */
struct capture *capture_slot(struct record *record, const char *id);
/* AFTER (NULL: taken back) is what EDIT leaves. */
void capture_fold(struct record *record, const struct edit *edit, const struct capture *after);

json_t *mark_to_json(const struct mark *mark); /* NULL for an empty one */
bool mark_from_json(struct mark *out, const json_t *json, struct error *err) MUST_USE;
/* Whether going from BEFORE to AFTER (NULL: nothing) changes more than the flag. */
bool mark_is_amendment(const struct mark *before, const struct mark *after);
/* AFTER (NULL: nothing) is what EDIT leaves; SOURCE, number ORIGIN, first brought it. */
void mark_fold(struct interview *interview, const struct edit *edit, const struct mark *after,
               const struct edit *source, size_t origin);

json_t *fact_to_json(const struct fact *fact);
/* Of a drawing: an object from id to fact, with at least one in it. */
bool facts_check(const json_t *json, struct error *err) MUST_USE;
/* False without ERR set: what EDIT names is not what is there. */
bool drawing_meets(const struct record *record, const struct edit *edit, struct error *err);
/* UNDONE is the edit that this one takes back; SIZE_MAX: none. */
void drawing_fold(struct record *record, const struct edit *edit, size_t undone);
void drawings_finish(struct record *record);
bool drawings_use_contact(const struct record *record, const char *contact);

/* A number of milliseconds between 1970 and the year 9999. */
bool edit_time_is_valid(const json_t *time);

void interview_init(struct interview *interview);
void interview_finish(struct interview *interview);
struct row *interview_find_row(struct interview *interview, const char *id);
struct row *interview_add_row(struct interview *interview, const char *id, const char *repeat,
                              const char *parent);
/* The slot of an answer, made if it is not there (MAKE), or NULL. */
struct record_answer *interview_slot(struct interview *interview, const char *item,
                                     const char *row, bool make);
void interview_drop_answer(struct interview *interview, const char *item, const char *row);

#endif
