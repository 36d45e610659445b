/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of formats: help, completions, file names and the writers come
 * from here.
 */
#include "config.h"

#include "export/export.h"

#include "base/i18n.h"
#include "export/writers.h"

#include <assert.h>
#include <string.h>

static const struct export_format formats[] = {
    {"text", ".txt", N_("plain text, for reading anywhere"), false, SUMMARY_NO_BUNDLE, text_export},
    {"markdown", ".md", N_("Markdown, every word as it was said"), false, SUMMARY_NO_BUNDLE,
     markdown_export},
    {"html", ".html", N_("one web page, for reading and printing"), false, SUMMARY_NO_BUNDLE,
     html_export},
    {"json", ".json", N_("structured, for other programs"), false, SUMMARY_NO_BUNDLE, json_export},
    {"csv", ".csv", N_("a table for spreadsheets, one row for each answer"), false,
     SUMMARY_NO_BUNDLE, csv_export},
    {"fhir", ".fhir.json", N_("a FHIR R4 document, for a health record"), false, SUMMARY_DOCUMENT,
     fhir_export},
    {"fhir-data", ".fhir-data.json", N_("the same resources without the document, as a collection"),
     false, SUMMARY_COLLECTION, fhir_export},
#ifdef HAVE_PDF
    {"pdf", ".pdf", N_("pages for print"), true, SUMMARY_NO_BUNDLE, pdf_export},
#else
    {"pdf", ".pdf", N_("pages for print; not built in"), true, SUMMARY_NO_BUNDLE, pdf_export},
#endif
};

size_t export_format_count(void)
{
    return sizeof(formats) / sizeof(formats[0]);
}

const struct export_format *export_format_at(size_t index)
{
    assert(index < export_format_count());
    return &formats[index];
}

const struct export_format *export_format_find(const char *name)
{
    for (size_t i = 0; i < export_format_count(); i++) {
        if (strcmp(formats[i].name, name) == 0) {
            return &formats[i];
        }
    }
    return NULL;
}
