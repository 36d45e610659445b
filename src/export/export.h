/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of formats. Each writes the same document; none reads a record. A
 * new format is one file with a writer and one line in export.c.
 */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include "base/error.h"
#include "export/document.h"
#include "export/summary.h"

struct export_options {
    int columns; /* text: width to wrap at; 0: 80 */
    bool ascii;  /* text: quote marks and dashes of the chrome in ASCII */
    /* pdf: the directory of modules, from the world; NULL: there is none */
    const char *modules;
};

struct export_format {
    const char *name;    /* "text", "markdown", "html", "json", "csv", "pdf", "fhir", "fhir-data" */
    const char *suffix;  /* ".md" */
    const char *summary; /* for help; N_() */
    bool binary;         /* not for a terminal */
    enum summary_bundle bundle; /* what the request of the document has to ask for */
    /* Appends to OUT. OPTIONS may be NULL. Each row has one, if only to say why not. */
    bool (*write)(struct buf *out, const struct document *document,
                  const struct export_options *options, struct error *err);
};

size_t export_format_count(void);
const struct export_format *export_format_at(size_t index);
const struct export_format *export_format_find(const char *name); /* or NULL */

#endif
