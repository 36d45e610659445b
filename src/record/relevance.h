/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which items of a form are asked, given what was answered, and what those come
 * to that nobody types. Nothing is computed twice: made for one call and thrown
 * away after it, or kept beside a record and brought up to date after each edit,
 * when only what hangs on the changed answers is computed again.
 */
#ifndef RECORD_RELEVANCE_H
#define RECORD_RELEVANCE_H

#include "record/progress.h"

#define RELEVANCE_NO_ROW SIZE_MAX

/* For one call: the interview must not change meanwhile. */
struct relevance *relevance_create(const struct form *form, const struct interview *interview,
                                   int32_t today);
/* To be kept: relevance_follow() before each use. INTERVIEW is an id in RECORD. */
struct relevance *relevance_keep(const struct form *form, const struct record *record,
                                 const char *interview, int32_t today);
/* RECORD may be another one with the same interview, folded anew. */
void relevance_follow(struct relevance *relevance, const struct record *record, int32_t today);
/* What now() says besides the day: the part of it that is over, 0 up to 1. */
void relevance_set_clock(struct relevance *relevance, double clock);
void relevance_destroy(struct relevance *relevance); /* accepts NULL */

/* How many conditions and calculations were worked out so far. */
size_t relevance_evaluations(const struct relevance *relevance);

/*
 * Rows are indices into interview->rows, or RELEVANCE_NO_ROW. ROW is one of
 * the innermost repeat around ITEM.
 */
bool relevance_holds(struct relevance *relevance, const struct item *item, size_t row);
/*
 * What conditions see of ITEM: NULL while it is not asked or has no answer; of one that is
 * derived (form/graph.h) what it comes to. Holds until the next relevance_follow().
 */
const struct value *relevance_value(struct relevance *relevance, const struct item *item,
                                    size_t row);
/* Calls NOTE with each row of ITEM that can be seen from ROW: its own, or all below. */
void relevance_each(struct relevance *relevance, const struct item *item, size_t row,
                    void (*note)(void *self, size_t row), void *self);
/* The row that ITEM has when seen from ROW; false if it is in a repeat that ROW is not part of. */
bool relevance_row_of(const struct relevance *relevance, const struct item *item, size_t row,
                      size_t *out);
/* The rows of REPEAT in ROW that are not set aside, in order. */
size_t relevance_rows(const struct relevance *relevance, const struct item *repeat, size_t row,
                      size_t *first);
size_t relevance_row_at(const struct relevance *relevance, size_t position);
/* 1-based among its siblings; 0 for no row. */
size_t relevance_row_number(const struct relevance *relevance, size_t row);
const char *relevance_row_id(const struct relevance *relevance, size_t row);
size_t relevance_row_index(const struct relevance *relevance, const char *id);
/* Answers to rules of ITEM (NULL: of any) in ROW; PLACE has to live as long as OUT. */
void relevance_source(struct rule_source *out, struct relevance_place *place,
                      struct relevance *relevance, const struct item *item, size_t row);

/* Calls VISIT for each relevant item in order, in each row. */
typedef void (*relevance_visit)(void *self, const struct item *item, size_t row);
void relevance_walk(struct relevance *relevance, relevance_visit visit, void *self);
/* places_list() of one that is kept. */
void relevance_places(struct places *out, struct relevance *relevance);

#endif
