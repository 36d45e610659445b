/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form as the text of a file: keys in the order people write them, long texts in
 * blocks, nothing that is what it would be without saying.
 *
 * Reading the text gives an equal form (form/form_equal.h). Comments of a file that
 * the form was read from are not kept, nor are keys without a meaning here.
 */
#ifndef FORM_FORM_WRITE_H
#define FORM_FORM_WRITE_H

#include "form/form.h"

/* Appends to OUT; ends with a newline. */
void form_write(struct buf *out, const struct form *form);

#endif
