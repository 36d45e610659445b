/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form on paper: what is asked, with room to write. For a home visit, a power
 * cut, and for those who judge a form before it is used.
 */
#ifndef EXPORT_BLANK_H
#define EXPORT_BLANK_H

#include "export/document.h"
#include "form/form.h"

struct blank_request {
    const char *language; /* of the questions; what is missing falls back, and is marked */
    bool guidance;        /* also what is for the clinician's eyes: purpose, probes, notes */
    int64_t now;          /* milliseconds */
    int offset_minutes;
};

/* The caller destroys OUT. Without guidance nothing in it may not be seen by the
 * patient. */
struct document *blank_build(const struct form *form, const struct blank_request *request);

#endif
