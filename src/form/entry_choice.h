/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The part of entry that knows lists of choices. Private to the room.
 */
#ifndef FORM_ENTRY_CHOICE_H
#define FORM_ENTRY_CHOICE_H

#include "form/form.h"

/* TEXT is valid UTF-8, not empty and without space around it; OUT is empty. */
bool entry_parse_choices(struct value *out, const struct form *form, const struct item *item,
                         const char *text, size_t length, struct error *err) MUST_USE;
bool entry_check_choices(const struct item *item, const struct value *value,
                         struct error *err) MUST_USE;

#endif
