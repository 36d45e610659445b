/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The texts of one patient as long as the session lasts: each answer keeps its
 * editor with its undo when another question comes to the front, so that coming
 * back is as if one had never left.
 */
#ifndef APP_TEXT_SHELF_H
#define APP_TEXT_SHELF_H

#include "app/text_edit.h"

struct text_shelf;

struct text_shelf *text_shelf_create(void);
void text_shelf_destroy(struct text_shelf *shelf); /* wipes; accepts NULL */

/* The editor of one answer, new and empty the first time. ROW may be "". The shelf
 * keeps it; what lies in the record may have become another text meanwhile. */
struct text_edit *text_shelf_take(struct text_shelf *shelf, const char *interview,
                                  const char *item, const char *row);

#endif
