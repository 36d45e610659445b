/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether two forms ask the same in the same words.
 */
#ifndef FORM_FORM_EQUAL_H
#define FORM_FORM_EQUAL_H

#include "form/form.h"

/*
 * Everything but places in the file, the file, its digest and its text. When they
 * differ, DIFFERENCE (may be NULL) gets the first one: "item since: label (nl)".
 */
bool form_equal(const struct form *a, const struct form *b, struct buf *difference);

#endif
