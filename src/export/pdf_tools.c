/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fonts and frame of every PDF: no hinting and a fixed resolution, so that the
 * same document gives the same bytes wherever the same fonts are installed.
 */
#include "config.h"

#include "export/pdf_tools.h"

#include "base/i18n.h"
#include "base/world.h"
#include "export/language.h"
#include "export/visible.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <stdlib.h>

/*
 * The system's fonts under two rules of ours. The languages that the environment speaks choose
 * none: only that of the words does. And pictures of letters come last: cairo sets them as pictures
 * without text, and with a slip that strict readers of PDF complain of.
 */
static FcConfig *create_font_rules(void)
{
    static const char rules[] =
        "<?xml version=\"1.0\"?><fontconfig><match target=\"pattern\">"
        "<edit name=\"lang\" mode=\"assign_replace\"><name>lang</name></edit>"
        "<edit name=\"color\" mode=\"assign_replace\"><bool>false</bool></edit>"
        "</match></fontconfig>";
    FcConfig *config = FcConfigCreate();

    if (config != NULL &&
        FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)rules, FcFalse) &&
        FcConfigParseAndLoad(config, NULL, FcFalse) && FcConfigBuildFonts(config)) {
        return config;
    }
    if (config != NULL) {
        FcConfigDestroy(config);
    }
    return NULL;
}

/* Pango's one map of fonts, which has our rules from the first export on: reading all fonts
 * again for each would cost time, and memory that fontconfig never gives back. */
static PangoFontMap *get_fonts(void)
{
    PangoFontMap *fonts = g_object_ref(pango_cairo_font_map_get_default());
    PangoFcFontMap *map = PANGO_FC_FONT_MAP(fonts);
    FcConfig *config = pango_fc_font_map_get_config(map) == NULL ? create_font_rules() : NULL;

    /* Pango would ask the environment which language Chinese characters are likely to be. */
    (void)setenv("PANGO_LANGUAGE", "en", 1);
    if (config != NULL) { /* else pango takes the system's own */
        pango_fc_font_map_set_config(map, config);
        FcConfigDestroy(config);
    }
    return fonts;
}

PangoContext *pdf_create_context(PangoFontMap **fonts, const char *language)
{
    cairo_font_options_t *options = cairo_font_options_create();
    PangoContext *context;

    *fonts = get_fonts();
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(*fonts), 72.0);
    context = pango_font_map_create_context(*fonts);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_language(context, pango_language_from_string(language));
    pango_context_set_base_dir(context, language_is_right_to_left(language) ? PANGO_DIRECTION_RTL
                                                                            : PANGO_DIRECTION_LTR);
    return context;
}

void pdf_set_language(PangoLayout *layout, const char *language)
{
    PangoAttrList *attributes = pango_attr_list_new();

    /* A word that is too long for its line is broken without a hyphen: nobody said one. */
    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
    if (*language != '\0') {
        pango_attr_list_insert(attributes,
                               pango_attr_language_new(pango_language_from_string(language)));
    }
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
}

PangoLayout *pdf_create_layout(PangoContext *context, const char *font, const char *text,
                               double width)
{
    PangoLayout *layout = pango_layout_new(context);
    PangoFontDescription *description = pango_font_description_from_string(font);

    pango_layout_set_font_description(layout, description);
    pango_font_description_free(description);
    if (width > 0) {
        pango_layout_set_width(layout, pango_units_from_double(width));
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    }
    pango_layout_set_spacing(layout, 2 * PANGO_SCALE);
    pdf_set_language(layout, "");
    pango_layout_set_text(layout, text, -1);
    return layout;
}

static void note_missing(struct pdf_missing *missing, uint32_t code_point)
{
    for (size_t i = 0; i < missing->count; i++) {
        if (missing->code_points[i] == code_point) {
            return;
        }
    }
    if (missing->count < PDF_MISSING_MOST) {
        missing->code_points[missing->count++] = code_point;
    } else {
        missing->more = true;
    }
}

void pdf_find_missing(struct pdf_missing *missing, PangoLayout *layout)
{
    PangoLayoutIter *iter;

    if (pango_layout_get_unknown_glyphs_count(layout) == 0) {
        return;
    }
    iter = pango_layout_get_iter(layout);
    do {
        const PangoLayoutRun *run = pango_layout_iter_get_run_readonly(iter);

        for (int i = 0; run != NULL && i < run->glyphs->num_glyphs; i++) {
            PangoGlyph glyph = run->glyphs->glyphs[i].glyph;

            if (glyph != PANGO_GLYPH_EMPTY && (glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0) {
                note_missing(missing, glyph & ~PANGO_GLYPH_UNKNOWN_FLAG);
            }
        }
    } while (pango_layout_iter_next_run(iter));
    pango_layout_iter_free(iter);
}

bool pdf_check_missing(const struct pdf_missing *missing, struct error *err)
{
    struct buf list = BUF_INIT;

    if (missing->count == 0) {
        return true;
    }
    for (size_t i = 0; i < missing->count; i++) {
        buf_add_format(&list, "%sU+%04X", i > 0 ? ", " : "", (unsigned)missing->code_points[i]);
    }
    buf_add_text(&list, missing->more ? ", …" : "");
    error_set(err, ERROR_UNSUPPORTED,
              _("no installed font can show %s; install a font for that script or choose HTML"),
              buf_text(&list));
    buf_finish(&list);
    return false;
}

static cairo_status_t take_bytes(void *out, const unsigned char *bytes, unsigned length)
{
    buf_add(out, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

cairo_surface_t *pdf_begin(struct buf *out, double width, double height)
{
    return cairo_pdf_surface_create_for_stream(take_bytes, out, width, height);
}

void pdf_set_metadata(cairo_surface_t *surface, const char *title, const char *author,
                      int64_t created)
{
    char time[21];
    struct buf shown = BUF_INIT;

    world_format_time(created, time);
    visible_line(&shown, author);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, buf_text(&shown));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, PACKAGE_STRING);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, time);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, time);
    buf_finish(&shown);
}

bool pdf_finish(cairo_surface_t *surface, cairo_t *cairo, struct error *err)
{
    cairo_status_t status = cairo_status(cairo);

    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    status = status == CAIRO_STATUS_SUCCESS ? cairo_surface_status(surface) : status;
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS) {
        return error_set(err, ERROR_IO, _("the PDF could not be made: %s"),
                         cairo_status_to_string(status));
    }
    return true;
}
