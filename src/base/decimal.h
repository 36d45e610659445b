/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers with a point, the same in every language: the C library's would read
 * and write the decimal sign of whoever sits at the screen.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

#define DECIMAL_DIGITS 15 /* as many as a double keeps, whatever they are */

/* "-12.5": digits, at most one point with digits on both sides; exactly rounded. */
bool decimal_read(double *out, const char *text, size_t length);
/* The shortest such text that reads back as NUMBER; at most twelve digits behind the point. */
void decimal_write(struct buf *out, double number);

#endif
