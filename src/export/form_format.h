/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of formats that a form itself is exported to, for other programs to
 * ask it. A new format is one file with a writer and one row in form_format.c.
 */
#ifndef EXPORT_FORM_FORMAT_H
#define EXPORT_FORM_FORMAT_H

#include "export/loss.h"

struct form_format {
    const char *name;      /* "fhir" */
    const char *extension; /* ".json" */
    const char *summary;   /* for help; N_() */
    /*
     * Appends to OUT; the same form gives the same bytes, whatever the day.
     * LANGUAGE is the one that a program without translations shows; NULL: the
     * form's default. LOSSES may be NULL.
     */
    bool (*write)(struct buf *out, const struct form *form, const char *language,
                  struct losses *losses, struct error *err);
};

size_t form_format_count(void);
const struct form_format *form_format_at(size_t index);
const struct form_format *form_format_find(const char *name); /* or NULL */

#endif
