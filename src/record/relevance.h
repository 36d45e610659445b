/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which items of a form are asked, given what was answered: for the files of
 * this room only. Made for one call, thrown away after it; in between nothing
 * is computed twice, so that hundreds of items in hundreds of rows stay cheap.
 */
#ifndef RECORD_RELEVANCE_H
#define RECORD_RELEVANCE_H

#include "record/progress.h"

#define RELEVANCE_NO_ROW SIZE_MAX

struct relevance *relevance_create(const struct form *form, const struct interview *interview,
                                   int32_t today);
void relevance_destroy(struct relevance *relevance); /* accepts NULL */

/*
 * Rows are indices into interview->rows, or RELEVANCE_NO_ROW. ROW is one of
 * the innermost repeat around ITEM.
 */
bool relevance_holds(struct relevance *relevance, const struct item *item, size_t row);
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

/* Calls VISIT for each relevant item in order, in each row. */
typedef void (*relevance_visit)(void *self, const struct item *item, size_t row);
void relevance_walk(struct relevance *relevance, relevance_visit visit, void *self);

#endif
