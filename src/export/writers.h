/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The writers behind the table of formats; nobody outside this room calls them.
 */
#ifndef EXPORT_WRITERS_H
#define EXPORT_WRITERS_H

#include "export/export.h"

bool text_export(struct buf *out, const struct document *document,
                 const struct export_options *options, struct error *err) MUST_USE;
bool markdown_export(struct buf *out, const struct document *document,
                     const struct export_options *options, struct error *err) MUST_USE;
bool html_export(struct buf *out, const struct document *document,
                 const struct export_options *options, struct error *err) MUST_USE;
bool json_export(struct buf *out, const struct document *document,
                 const struct export_options *options, struct error *err) MUST_USE;
bool fhir_export(struct buf *out, const struct document *document,
                 const struct export_options *options, struct error *err) MUST_USE;
bool csv_export(struct buf *out, const struct document *document,
                const struct export_options *options, struct error *err) MUST_USE;
/* From a module, loaded here (export/module.h). Refuses, before a byte is written,
 * what no installed font can show. */
bool pdf_export(struct buf *out, const struct document *document,
                const struct export_options *options, struct error *err) MUST_USE;

#endif
