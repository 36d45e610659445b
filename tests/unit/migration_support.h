/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drafts on their way from one version of a form to another, for the tests of
 * single cases and those at random.
 */
#ifndef TESTS_MIGRATION_SUPPORT_H
#define TESTS_MIGRATION_SUPPORT_H

#include "record/migration.h"
#include "record_support.h"

/* A form "f" with these items; fails the test if it is none. */
struct form *migration_form(const char *version, const char *items);
void migration_rename(struct form *form, const char *version, const char *from, const char *to);
const struct interview *migration_begin(struct support *support, const struct form *form);
/* Plans and does it; the number of edits. */
size_t migration_do(struct support *support, const struct form *from, const struct form *to);
size_t migration_undo(struct support *support);

#endif
