/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text for formats that are read by eye outside the terminal (Markdown, HTML,
 * PDF): every word as typed, but nothing hidden and nothing reversed.
 */
#ifndef EXPORT_VISIBLE_H
#define EXPORT_VISIBLE_H

#include "base/buf.h"

#include <stddef.h>

/*
 * Appends TEXT. Line ends become \n; what may be typed into an answer passes
 * unchanged; controls, bidi overrides, other invisible code points and invalid
 * bytes become marks such as <U+202E>.
 */
void visible_text(struct buf *out, const char *text);
/* The same on one line: line ends and tabs become a space. */
void visible_line(struct buf *out, const char *text);
/* visible_text() for HTML and SVG: content, and attributes in either quotes, alike. */
void visible_markup(struct buf *out, const char *text);

#endif
