/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The part of entry that knows numbers with a point, units and times of day.
 * Private to the room.
 */
#ifndef FORM_ENTRY_NUMBER_H
#define FORM_ENTRY_NUMBER_H

#include "form/form.h"

/* TEXT is valid UTF-8, not empty and without space around it; OUT is empty. */
bool entry_parse_decimal(struct value *out, const struct item *item, const char *text,
                         size_t length, struct error *err) MUST_USE;
bool entry_parse_quantity(struct value *out, const struct form *form, const struct item *item,
                          const char *text, size_t length, struct error *err) MUST_USE;
bool entry_parse_time(struct value *out, const char *text, size_t length,
                      struct error *err) MUST_USE;
/* Always gives a value: words that mean no moment are kept without one. */
void entry_parse_datetime(struct value *out, const char *text, size_t length);
/* Bounds, steps and units. */
bool entry_check_number(const struct item *item, const struct value *value,
                        struct error *err) MUST_USE;

#endif
