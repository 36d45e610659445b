/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a writer that cannot measure fonts has to know of the script of a label.
 */
#ifndef EXPORT_PICTURE_SCRIPT_H
#define EXPORT_PICTURE_SCRIPT_H

#include <stdbool.h>

/* All letters that have a direction run from right to left; where scripts are mixed, the
 * line begins at the left and each run keeps its own direction. */
bool script_is_right_to_left(const char *text);
/* Has letters that fonts draw wider than the columns that a terminal gives them. */
bool script_is_wide(const char *text);

#endif
