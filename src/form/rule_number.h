/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers of rules as text and back, the same in every language of the screen
 * and the same as ODK's. Private to the rules.
 */
#ifndef FORM_RULE_NUMBER_H
#define FORM_RULE_NUMBER_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Digits with at most one point, rounded once. LENGTH bytes, no sign, no blanks. */
bool rule_number_read(double *out, const char *digits, size_t length);
/* The fewest digits that give the number back: "0.1", "1000000", "1e+21". */
void rule_number_add(struct buf *out, double number);

#endif
