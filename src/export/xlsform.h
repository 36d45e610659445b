/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form as an XLSForm: the three sheets survey, choices and settings as tables
 * of Markdown, which pyxform reads as it reads a spreadsheet.
 */
#ifndef EXPORT_XLSFORM_H
#define EXPORT_XLSFORM_H

#include "export/loss.h"

/* As struct form_format wants it; fits the row "xlsform". */
bool xlsform_write(struct buf *out, const struct form *form, const char *language,
                   struct losses *losses, struct error *err) MUST_USE;

#endif
