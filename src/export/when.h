/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates and times in words of the summary's language, so that no reader has to
 * know a notation and none can take a day for a month.
 */
#ifndef EXPORT_WHEN_H
#define EXPORT_WHEN_H

#include "base/buf.h"
#include "base/edtf.h"
#include "base/world.h"

#include <stdint.h>

/* "3 March 2026, 14:05" in local time. */
void when_time(struct buf *out, int64_t milliseconds, int offset_minutes, const char *language);
/* "3 March 2026" */
void when_day(struct buf *out, int64_t milliseconds, int offset_minutes, const char *language);
/* "about spring 1998", "from 2001 until 2004", "the 1990s". */
void when_date(struct buf *out, const struct edtf *date, const char *language);
/* EDTF as a string; as it stands when it cannot be read. */
void when_edtf(struct buf *out, const char *edtf, const char *language);
/* The words as spoken and, where it says more, their meaning: "age 7 (1998)". Either
 * may be NULL or "". */
void when_spoken(struct buf *out, const char *words, const char *edtf, const char *language);

/* When an export is made: the clock, or what SOURCE_DATE_EPOCH says, so that two of
 * the same can be compared. Milliseconds, and local time in minutes east. False: what
 * it says, in UTC. */
bool when_made(const struct world *world, int64_t *now, int *offset_minutes);

#endif
