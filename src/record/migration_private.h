/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the plan and its edits share.
 */
#ifndef RECORD_MIGRATION_PRIVATE_H
#define RECORD_MIGRATION_PRIVATE_H

#include "record/migration.h"

/* The step that begins at ITEM of ROW, or NULL. */
const struct migration_step *migration_from(const struct migration *migration, const char *item,
                                            const char *row);
/* What the repeat of ROW is called afterwards; NULL: no repeat of the new form. */
const struct item *migration_repeat(const struct migration *migration, const struct row *row);
/* Whether ITEM is asked in ROW ("": outside of rows) of the new form. */
bool migration_fits(const struct migration *migration, const struct item *item, const char *row);
/* Whether ROW or one around it was removed: nothing can be changed there. */
bool migration_row_is_gone(const struct interview *interview, const char *row);

#endif
