/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the module for pages share: fonts, signs that no font has,
 * and the frame of a document. For src/export/pdf*.c only.
 */
#ifndef EXPORT_PDF_TOOLS_H
#define EXPORT_PDF_TOOLS_H

#include "base/buf.h"
#include "base/error.h"
#include "diagram/scene.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdint.h>

/* A4 in points. */
#define PAGE_WIDTH  595.276
#define PAGE_HEIGHT 841.89

/* One unit is one point; the same on every screen. Give both back with g_object_unref(). */
PangoContext *pdf_create_context(PangoFontMap **fonts, const char *language);
PangoLayout *pdf_create_layout(PangoContext *context, const char *font, const char *text,
                               double width);
/* Of the words of LAYOUT; "" is that of the document. */
void pdf_set_language(PangoLayout *layout, const char *language);

#define PDF_MISSING_MOST 5 /* code points named in the message */
struct pdf_missing {
    uint32_t code_points[PDF_MISSING_MOST];
    size_t count;
    bool more;
};
/* Notes what no installed font can show. */
void pdf_find_missing(struct pdf_missing *missing, PangoLayout *layout);
/* True if nothing is missing: a box in place of a word is worse than no page at all. */
bool pdf_check_missing(const struct pdf_missing *missing, struct error *err) MUST_USE;

/* Bytes go to OUT. Create and finish belong together; finish is false if anything failed. */
cairo_surface_t *pdf_begin(struct buf *out, double width, double height);
void pdf_set_metadata(cairo_surface_t *surface, const char *title, const char *author,
                      int64_t created);
bool pdf_finish(cairo_surface_t *surface, cairo_t *cairo, struct error *err) MUST_USE;

/* pdf_scene.c: one unit of the scene is 7 by 14 points, from the current origin on. */
#define PDF_X 7.0
#define PDF_Y 14.0
void pdf_draw_scene(cairo_t *cairo, PangoContext *context, const struct scene *scene);
void pdf_find_missing_in_scene(struct pdf_missing *missing, PangoContext *context,
                               const struct scene *scene);

/* pdf_picture.c */
struct picture_options;
bool pdf_picture(struct buf *out, const struct scene *scene,
                 const struct picture_options *options, struct error *err);

#endif
