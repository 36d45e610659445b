/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What kind of answer an item takes, in a few words for whoever types it: the ends
 * of a scale, the units, how exact a date should be, that it is only to be read.
 */
#ifndef APP_EXPECTED_H
#define APP_EXPECTED_H

#include "app/desk.h"

/* Nothing where the question says it all. LANGUAGE is that of labels of the form. */
void desk_expected(struct buf *out, const struct desk *desk, const char *language);

/* Of a place that leads elsewhere: how many facts the drawing has, how far the other
 * instrument is. */
void desk_elsewhere(struct buf *out, const struct desk *desk);

/* The remark on words where a value of TYPE was asked; "". */
const char *desk_kept_as_words(enum item_type type);

/* TEXT with the names of choices for their numbers on the desk, which a filter changes: "3, 1"
 * becomes "healer, family". A number that is not there gets a # in front. */
void desk_choices_by_number(struct buf *out, const struct desk *desk, const char *text);

#endif
