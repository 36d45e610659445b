/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form as an XForm of ODK: what Collect, the web forms of ODK, Enketo and
 * KoboToolbox read. All languages are in it.
 */
#ifndef EXPORT_XFORM_H
#define EXPORT_XFORM_H

#include "export/loss.h"

/* As struct form_format wants it; fits the row "xform". */
bool xform_write(struct buf *out, const struct form *form, const char *language,
                 struct losses *losses, struct error *err) MUST_USE;

#endif
