/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A summary for case discussion: what could tell who it is about is replaced in
 * words that were recorded. What cannot be known here, the notice of the audience
 * says: a name told in passing looks like any other word.
 */
#ifndef EXPORT_DEIDENTIFY_H
#define EXPORT_DEIDENTIFY_H

#include "export/summary_parts.h"

/*
 * In every block of DOCUMENT, made from SUMMARY, replaces
 * - the names of RECORD: of the patient in any case of letters; those of visits, drawings,
 *   authors, relations and short answers where they begin with a capital, or in a script
 *   that has none;
 * - numbers of two digits and more, also across - / . : and with what stands beside a
 *   month, but for numbers of questions; single digits only beside those signs.
 */
void deidentify(struct document *document, const struct summary *summary,
                const struct record *record);

#endif
