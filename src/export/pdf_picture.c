/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A drawing as a PDF of its own: the picture on a page that is as large as it
 * has to be, and what it says in sentences on pages of A4 behind it.
 */
#include "config.h"

#include "export/module.h"
#include "export/pdf_tools.h"

#include "export/visible.h"

#include <string.h>

#define MARGIN     36.0
#define TITLE_ROOM 30.0
#define LARGEST    14000.0 /* readers of PDF know no larger page */
#define FONT_TITLE "Sans Bold 14"
#define FONT_TEXT  "Serif 11"
#define ROWS_LEAST 8

/* The picture on its page or pages: cut between rows where it is taller than a page can be. */
struct sheet {
    double width, height, scale;
    int rows; /* on each page */
};

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static struct sheet plan(const struct scene *scene)
{
    double width = scene->width * PDF_X + 2 * MARGIN;
    double height = scene->height * PDF_Y + 2 * MARGIN + TITLE_ROOM;
    struct sheet sheet = {PAGE_WIDTH, PAGE_HEIGHT, 1.0, scene->height};

    if (width > PAGE_WIDTH && width <= PAGE_HEIGHT && height <= PAGE_WIDTH) {
        sheet.width = PAGE_HEIGHT;
        sheet.height = PAGE_WIDTH;
    }
    sheet.width = larger(sheet.width, width);
    sheet.height = larger(sheet.height, height);
    if (sheet.width > LARGEST) {
        sheet.scale = (LARGEST - 2 * MARGIN) / (width - 2 * MARGIN);
        sheet.width = LARGEST;
        sheet.height =
            larger(PAGE_HEIGHT, scene->height * PDF_Y * sheet.scale + 2 * MARGIN + TITLE_ROOM);
    }
    if (sheet.height > LARGEST) {
        sheet.height = LARGEST;
        sheet.rows = (int)((LARGEST - 2 * MARGIN - TITLE_ROOM) / (PDF_Y * sheet.scale));
        sheet.rows = sheet.rows < ROWS_LEAST ? ROWS_LEAST : sheet.rows;
    }
    return sheet;
}

static void draw_title(cairo_t *cairo, PangoContext *context, const struct scene *scene,
                       double width)
{
    struct buf title = BUF_INIT;
    PangoLayout *layout;

    visible_line(&title, scene->title);
    layout = pdf_create_layout(context, FONT_TITLE, buf_text(&title), width - 2 * MARGIN);
    cairo_tag_begin(cairo, "H1", "");
    cairo_set_source_rgb(cairo, 0.1, 0.1, 0.1);
    cairo_move_to(cairo, MARGIN, MARGIN);
    pango_cairo_show_layout(cairo, layout);
    cairo_tag_end(cairo, "H1");
    g_object_unref(layout);
    buf_finish(&title);
}

static void draw_picture(cairo_t *cairo, PangoContext *context, const struct scene *scene,
                         const struct sheet *sheet)
{
    for (int top = 0; top < scene->height; top += sheet->rows) {
        int rows = scene->height - top < sheet->rows ? scene->height - top : sheet->rows;

        if (top == 0) {
            draw_title(cairo, context, scene, sheet->width);
        }
        cairo_save(cairo);
        cairo_translate(cairo, MARGIN, MARGIN + TITLE_ROOM);
        cairo_scale(cairo, sheet->scale, sheet->scale);
        if (rows < scene->height) {
            cairo_rectangle(cairo, -MARGIN, 0, scene->width * PDF_X + 2 * MARGIN, rows * PDF_Y);
            cairo_clip(cairo);
        }
        cairo_translate(cairo, 0, -top * PDF_Y);
        cairo_tag_begin(cairo, "Figure", "");
        pdf_draw_scene(cairo, context, scene);
        cairo_tag_end(cairo, "Figure");
        cairo_restore(cairo);
        cairo_show_page(cairo);
    }
}

/* The sentences, line by line over as many pages as they need. */
static void draw_outline(cairo_t *cairo, PangoLayout *layout)
{
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    double y = MARGIN;

    cairo_tag_begin(cairo, "P", "");
    do {
        PangoRectangle logical;
        double height, ascent;

        pango_layout_iter_get_line_extents(iter, NULL, &logical);
        height = pango_units_to_double(logical.height) + 3.0;
        ascent = pango_units_to_double(pango_layout_iter_get_baseline(iter) - logical.y);
        if (y + height > PAGE_HEIGHT - MARGIN && y > MARGIN) {
            cairo_show_page(cairo);
            y = MARGIN;
        }
        cairo_move_to(cairo, MARGIN + pango_units_to_double(logical.x), y + ascent);
        pango_cairo_show_layout_line(cairo, pango_layout_iter_get_line_readonly(iter));
        y += height;
    } while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
    cairo_tag_end(cairo, "P");
    cairo_show_page(cairo);
}

static bool draw(struct buf *out, const struct scene *scene, PangoContext *context,
                 PangoLayout *outline, const struct picture_options *options, struct error *err)
{
    struct sheet sheet = plan(scene);
    cairo_surface_t *surface = pdf_begin(out, sheet.width, sheet.height);
    cairo_t *cairo;

    pdf_set_metadata(surface, scene->title, options->author, options->created);
    cairo = cairo_create(surface);
    draw_picture(cairo, context, scene, &sheet);
    if (outline != NULL) {
        cairo_pdf_surface_set_size(surface, PAGE_WIDTH, PAGE_HEIGHT);
        cairo_set_source_rgb(cairo, 0.1, 0.1, 0.1);
        draw_outline(cairo, outline);
    }
    return pdf_finish(surface, cairo, err);
}

bool pdf_picture(struct buf *out, const struct scene *scene, const struct picture_options *options,
                 struct error *err)
{
    PangoFontMap *fonts;
    PangoContext *context = pdf_create_context(&fonts, scene->language);
    struct pdf_missing missing = {.count = 0};
    struct buf words = BUF_INIT;
    PangoLayout *outline = NULL;
    bool done;

    visible_text(&words, scene->description);
    if (words.length > 0) {
        outline = pdf_create_layout(context, FONT_TEXT, buf_text(&words), PAGE_WIDTH - 2 * MARGIN);
        pdf_find_missing(&missing, outline);
    }
    pdf_find_missing_in_scene(&missing, context, scene);
    done = pdf_check_missing(&missing, err) && draw(out, scene, context, outline, options, err);
    if (outline != NULL) {
        g_object_unref(outline);
    }
    g_object_unref(context);
    g_object_unref(fonts);
    buf_finish(&words);
    return done;
}
