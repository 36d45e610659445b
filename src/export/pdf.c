/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages for print, through Pango and Cairo; with the other files called pdf_* a
 * module of its own, for they are slow to load (export/module.h). Text
 * is shaped and ordered by Pango, so that Arabic joins and numbers inside it
 * stay numbers. The same document gives the same bytes.
 *
 * First everything is laid out, then checked for signs that no font has, then
 * broken into pages, and only then written.
 */
#include "config.h"

#include "export/module.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "export/pdf_tools.h"
#include "export/visible.h"

#include <stdlib.h>
#include <string.h>

/* What is left free around the text. */
#define MARGIN_SIDE   62.0
#define MARGIN_TOP    62.0
#define MARGIN_BOTTOM 74.0
#define FOOTER_BASE   (PAGE_HEIGHT - 42.0)

#define FONT_TEXT   "Serif 11"
#define FONT_SMALL  "Serif 9.5"
#define FONT_LABEL  "Sans 10"
#define FONT_FOOTER "Sans 8.5"

/* One paragraph: a layout and where it belongs. */
struct piece {
    PangoLayout *layout;
    double indent, space; /* SPACE before it, unless it begins a page */
    bool keep;            /* not apart from the next one */
    const char *tag;      /* structure: "H1", "P" */
    unsigned level;       /* of a heading; 0: none */
    const char *heading;  /* for the outline */
    const struct scene *picture; /* instead of words; NULL for all others */
};

/* One line of a piece, in its place. */
struct line {
    PangoLayoutLine *line; /* NULL: ROWS of the picture from TOP on */
    int top, rows;
    size_t piece;
    unsigned page; /* from 0 */
    double x, baseline;
};

struct press {
    const struct document *document;
    PangoFontMap *fonts;
    PangoContext *context;
    struct piece *pieces;
    size_t piece_count, piece_capacity;
    struct line *lines;
    size_t line_count, line_capacity;
    unsigned page; /* where the next line goes */
    double y;
};

/* TEXT is ready to be shown. The piece may be changed until the next is added. */
static struct piece *add_piece(struct press *press, const char *font, double indent, double space,
                               const char *text)
{
    alloc_grow(&press->pieces, &press->piece_capacity, press->piece_count + 1,
               sizeof(*press->pieces));
    struct piece *piece = &press->pieces[press->piece_count++];
    *piece = (struct piece){
        .layout = pdf_create_layout(press->context, font, text,
                                    PAGE_WIDTH - 2 * MARGIN_SIDE - indent),
        .indent = indent,
        .space = space,
        .tag = "P",
    };
    /* the words of the chrome set the direction; answers decide it themselves */
    pango_layout_set_auto_dir(piece->layout, FALSE);
    return piece;
}

static void set_heading(struct piece *piece, const char *tag, unsigned level, const char *text)
{
    piece->tag = tag;
    piece->level = level;
    piece->heading = text;
    piece->keep = true;
}

struct heading_look {
    const char *font, *tag;
    double space;
};

static const struct heading_look heading_looks[] = {
    {"Sans Bold 18", "H1", 0},
    {"Sans Bold 13", "H2", 22},
    {"Sans Bold 11", "H3", 14},
    {"Sans Bold 10", "H4", 10},
};

static void add_heading(struct press *press, const struct block *block, struct buf *text)
{
    size_t last = sizeof(heading_looks) / sizeof(heading_looks[0]) - 1;
    size_t level = block->kind == BLOCK_TITLE ? 0 : block->level < last ? block->level : last;
    const struct heading_look *look = &heading_looks[level];
    visible_line(text, block->text);
    struct piece *piece = add_piece(press, look->font, 0, look->space, buf_text(text));
    set_heading(piece, look->tag, (unsigned)level + 1, block->text);
}

static void add_notice(struct press *press, const struct block *block, struct buf *text)
{
    buf_add_format(text, "%s: ", i18n_in(press->document->language, N_("Notice")));
    visible_text(text, block->text);
    add_piece(press, "Sans Bold 9.5", 0, 10, buf_text(text));
}

static void add_fact(struct press *press, const struct block *block, struct buf *text)
{
    visible_line(text, block->label);
    buf_add_text(text, ": ");
    visible_text(text, block->text);
    add_piece(press, FONT_TEXT, 0, 4, buf_text(text));
}

static void add_paragraph(struct press *press, const struct block *block, struct buf *text)
{
    visible_text(text, block->text);
    add_piece(press, FONT_TEXT, 0, 8, buf_text(text));
}

static void add_question(struct press *press, const struct block *block, struct buf *text)
{
    visible_line(text, block->label);
    buf_add_text(text, text->length > 0 ? "  " : "");
    visible_line(text, block->text);
    add_piece(press, FONT_LABEL, 0, 12, buf_text(text))->keep = true;
}

/* Digits, blanks and signs have no direction of their own. */
static bool has_letters(const char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text >= 0x80 || (*text | 32) >= 'a') {
            return true;
        }
    }
    return false;
}

/*
 * Each line of TEXT as a piece, in its own direction; one without letters goes with the line before
 * it. Pango could take all of it as one, with an effort that grows with the square of its lines.
 */
static void add_lines(struct press *press, const char *text, const char *language)
{
    bool right_to_left = false;
    struct buf line = BUF_INIT;
    for (double space = 4;; space = 0) {
        size_t length = strcspn(text, "\n");
        buf_clear(&line);
        buf_add(&line, text, length);
        struct piece *piece = add_piece(press, FONT_TEXT, 18, space, buf_text(&line));
        pango_layout_set_auto_dir(piece->layout, TRUE);
        pdf_set_language(piece->layout, language);
        if (has_letters(buf_text(&line))) {
            right_to_left = pango_layout_get_direction(piece->layout, 0) == PANGO_DIRECTION_RTL;
        } else if (right_to_left) {
            pango_layout_set_alignment(piece->layout, PANGO_ALIGN_RIGHT);
        }
        if (text[length] == '\0') {
            break;
        }
        text += length + 1;
    }
    buf_finish(&line);
}

static void add_details(struct press *press, const struct block *block)
{
    struct block_detail details[BLOCK_DETAIL_MAX];
    size_t count = block_details(details, press->document, block);
    for (size_t i = 0; i < count; i++) {
        struct buf text = BUF_INIT;
        buf_add_format(&text, *details[i].label == '\0' ? "— " : "%s: ", details[i].label);
        visible_text(&text, details[i].text);
        add_piece(press, FONT_SMALL, 18, 2, buf_text(&text));
        buf_finish(&text);
    }
}

static void add_answer(struct press *press, const struct block *block, struct buf *text)
{
    buf_add_text(text, block->verbatim ? "“" : "");
    visible_text(text, block->text);
    buf_add_text(text, block->verbatim ? "”" : "");
    add_lines(press, buf_text(text), block->language);
    add_details(press, block);
}

static void add_state(struct press *press, const struct block *block, struct buf *text)
{
    visible_text(text, block->text);
    add_piece(press, "Serif Italic 11", 18, 4, buf_text(text));
    add_details(press, block);
}

static void add_picture(struct press *press, const struct block *block, struct buf *text)
{
    (void)text;
    struct piece *piece = add_piece(press, FONT_TEXT, 0, 6, "");
    piece->picture = block->picture;
    piece->tag = "Figure";
}

typedef void (*add_block)(struct press *press, const struct block *block, struct buf *text);

static const add_block adders[BLOCK_KIND_COUNT] = {
    [BLOCK_TITLE] = add_heading, [BLOCK_NOTICE] = add_notice,       [BLOCK_HEADING] = add_heading,
    [BLOCK_FACT] = add_fact,     [BLOCK_PARAGRAPH] = add_paragraph, [BLOCK_QUESTION] = add_question,
    [BLOCK_ANSWER] = add_answer, [BLOCK_STATE] = add_state,
    [BLOCK_PICTURE] = add_picture,
};

static bool check_fonts(const struct press *press, struct error *err)
{
    struct pdf_missing missing = {.count = 0};
    for (size_t i = 0; i < press->piece_count; i++) {
        pdf_find_missing(&missing, press->pieces[i].layout);
        if (press->pieces[i].picture != NULL) {
            pdf_find_missing_in_scene(&missing, press->context, press->pieces[i].picture);
        }
    }
    return pdf_check_missing(&missing, err);
}

static double line_height(PangoLayoutLine *line)
{
    PangoRectangle logical;
    pango_layout_line_get_extents(line, NULL, &logical);
    return pango_units_to_double(logical.height) + 2.0;
}

/* What has to stand on one page from here: headings and questions with the
 * first two lines of what they introduce. */
static double together(const struct press *press, size_t index)
{
    double height = 0;
    for (; index < press->piece_count; index++) {
        const struct piece *piece = &press->pieces[index];
        int most = piece->keep ? pango_layout_get_line_count(piece->layout) : 2;
        for (int i = 0; i < most; i++) {
            PangoLayoutLine *line = pango_layout_get_line_readonly(piece->layout, i);
            height += line == NULL ? 0 : line_height(line);
        }
        height += piece->space;
        if (!piece->keep) {
            break;
        }
    }
    return height;
}

static double picture_scale(const struct scene *picture)
{
    double width = picture->width * PDF_X, room = PAGE_WIDTH - 2 * MARGIN_SIDE;
    return width > room ? room / width : 1.0;
}

/* Whole on a page if that is possible, else cut between rows. */
static void place_picture(struct press *press, size_t index)
{
    const double bottom = PAGE_HEIGHT - MARGIN_BOTTOM;
    const struct scene *picture = press->pieces[index].picture;
    double row = PDF_Y * picture_scale(picture);
    double whole = row * picture->height;
    for (int top = 0; top < picture->height;) {
        bool fits_a_page = whole <= bottom - MARGIN_TOP;
        int rows = (int)((bottom - press->y) / row), left = picture->height - top;
        if (press->y > MARGIN_TOP && (fits_a_page ? rows < left : rows < left && rows < 8)) {
            press->page++;
            press->y = MARGIN_TOP;
            continue;
        }
        rows = rows < 1 ? 1 : rows < left ? rows : left;
        alloc_grow(&press->lines, &press->line_capacity, press->line_count + 1,
                   sizeof(*press->lines));
        press->lines[press->line_count++] = (struct line){.top = top,
                                                          .rows = rows,
                                                          .piece = index,
                                                          .page = press->page,
                                                          .x = MARGIN_SIDE,
                                                          .baseline = press->y};
        press->y += rows * row;
        top += rows;
    }
}

static void place_piece(struct press *press, size_t index)
{
    const double bottom = PAGE_HEIGHT - MARGIN_BOTTOM;
    const struct piece *piece = &press->pieces[index];
    if (press->y > MARGIN_TOP && press->y + together(press, index) > bottom) {
        press->page++;
        press->y = MARGIN_TOP;
    }
    press->y += press->y > MARGIN_TOP ? piece->space : 0;
    if (piece->picture != NULL) {
        place_picture(press, index);
        return;
    }
    PangoLayoutIter *iter = pango_layout_get_iter(piece->layout);
    do {
        PangoRectangle logical;
        PangoLayoutLine *line = pango_layout_iter_get_line_readonly(iter);
        double height = line_height(line);
        pango_layout_iter_get_line_extents(iter, NULL, &logical);
        double ascent = pango_units_to_double(pango_layout_iter_get_baseline(iter) - logical.y);
        if (press->y > MARGIN_TOP && press->y + height > bottom) {
            press->page++;
            press->y = MARGIN_TOP;
        }
        alloc_grow(&press->lines, &press->line_capacity, press->line_count + 1,
                   sizeof(*press->lines));
        press->lines[press->line_count++] = (struct line){
            .line = line,
            .piece = index,
            .page = press->page,
            .x = MARGIN_SIDE + piece->indent + pango_units_to_double(logical.x),
            .baseline = press->y + ascent,
        };
        press->y += height;
    } while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
}

static void draw_picture(const struct press *press, cairo_t *cairo, const struct line *line)
{
    const struct scene *picture = press->pieces[line->piece].picture;
    double scale = picture_scale(picture);
    cairo_save(cairo);
    cairo_translate(cairo, line->x, line->baseline);
    cairo_scale(cairo, scale, scale);
    cairo_rectangle(cairo, -PDF_X, 0, (picture->width + 2) * PDF_X, line->rows * PDF_Y);
    cairo_clip(cairo);
    cairo_translate(cairo, 0, -line->top * PDF_Y);
    pdf_draw_scene(cairo, press->context, picture);
    cairo_restore(cairo);
    cairo_set_source_rgb(cairo, 0, 0, 0);
}

static void draw_footer(const struct press *press, cairo_t *cairo, unsigned page)
{
    const struct document *document = press->document;
    double width = PAGE_WIDTH - 2 * MARGIN_SIDE;
    struct buf text = BUF_INIT;
    visible_line(&text, document->title);
    buf_add_text(&text, *document->subject != '\0' ? " – " : "");
    visible_line(&text, document->subject);
    PangoLayout *left =
        pdf_create_layout(press->context, FONT_FOOTER, buf_text(&text), width * 0.75);
    pango_layout_set_ellipsize(left, PANGO_ELLIPSIZE_END);
    buf_clear(&text);
    buf_add_format(&text, i18n_in(document->language, N_("page %u of %u")), page + 1,
                   press->page + 1);
    PangoLayout *right = pdf_create_layout(press->context, FONT_FOOTER, buf_text(&text), width);
    pango_layout_set_alignment(right, PANGO_ALIGN_RIGHT);
    cairo_tag_begin(cairo, "P", "");
    cairo_move_to(cairo, MARGIN_SIDE, FOOTER_BASE);
    pango_cairo_show_layout(cairo, left);
    cairo_move_to(cairo, MARGIN_SIDE, FOOTER_BASE);
    pango_cairo_show_layout(cairo, right);
    cairo_tag_end(cairo, "P");
    g_object_unref(left);
    g_object_unref(right);
    buf_finish(&text);
}

/* Bookmarks: the headings, each below the last one of a lesser level. */
struct outline {
    int parents[sizeof(heading_looks) / sizeof(heading_looks[0]) + 2];
};

static void add_bookmark(struct outline *outline, cairo_surface_t *surface,
                         const struct piece *piece, const struct line *line)
{
    struct buf where = BUF_INIT, name = BUF_INIT;
    buf_add_format(&where, "page=%u pos=[%d %d]", line->page + 1, (int)line->x,
                   (int)line->baseline - 20);
    visible_line(&name, piece->heading);
    int id =
        cairo_pdf_surface_add_outline(surface, outline->parents[piece->level - 1], buf_text(&name),
                                      buf_text(&where), CAIRO_PDF_OUTLINE_FLAG_OPEN);
    size_t levels = sizeof(outline->parents) / sizeof(outline->parents[0]);
    for (size_t i = piece->level; i < levels; i++) {
        outline->parents[i] = id;
    }
    buf_finish(&name);
    buf_finish(&where);
}

static void draw_page(const struct press *press, cairo_t *cairo, size_t *next, unsigned page,
                      struct outline *outline)
{
    while (*next < press->line_count && press->lines[*next].page == page) {
        size_t index = press->lines[*next].piece;
        const struct piece *piece = &press->pieces[index];
        if (piece->level > 0) {
            add_bookmark(outline, cairo_get_target(cairo), piece, &press->lines[*next]);
        }
        cairo_tag_begin(cairo, piece->tag, "");
        for (; *next < press->line_count && press->lines[*next].piece == index &&
               press->lines[*next].page == page;
             (*next)++) {
            if (press->lines[*next].line == NULL) {
                draw_picture(press, cairo, &press->lines[*next]);
                continue;
            }
            cairo_move_to(cairo, press->lines[*next].x, press->lines[*next].baseline);
            pango_cairo_show_layout_line(cairo, press->lines[*next].line);
        }
        cairo_tag_end(cairo, piece->tag);
    }
    draw_footer(press, cairo, page);
    cairo_show_page(cairo);
}

static bool print(struct buf *out, const struct press *press, struct error *err)
{
    const struct document *document = press->document;
    cairo_surface_t *surface = pdf_begin(out, PAGE_WIDTH, PAGE_HEIGHT);
    pdf_set_metadata(surface, document->title, document->author, document->created);
    cairo_t *cairo = cairo_create(surface);
    struct outline outline = {{0}};
    size_t next = 0;
    for (unsigned page = 0; page <= press->page; page++) {
        draw_page(press, cairo, &next, page, &outline);
    }
    return pdf_finish(surface, cairo, err);
}

static void press_init(struct press *press, const struct document *document)
{
    *press = (struct press){.document = document, .y = MARGIN_TOP};
    press->context = pdf_create_context(&press->fonts, document->language);
}

static void press_finish(struct press *press)
{
    for (size_t i = 0; i < press->piece_count; i++) {
        g_object_unref(press->pieces[i].layout);
    }
    free(press->pieces);
    free(press->lines);
    g_object_unref(press->context);
    g_object_unref(press->fonts);
}

static bool write_pages(struct buf *out, const struct document *document,
                        const struct export_options *options, struct error *err)
{
    (void)options;
    struct press press;
    press_init(&press, document);
    for (size_t i = 0; i < document->count; i++) {
        struct buf text = BUF_INIT;
        adders[document->blocks[i].kind](&press, &document->blocks[i], &text);
        buf_finish(&text);
    }
    bool done = check_fonts(&press, err);
    if (done) {
        for (size_t i = 0; i < press.piece_count; i++) {
            place_piece(&press, i);
        }
        done = print(out, &press, err);
    }
    press_finish(&press);
    return done;
}

const struct module verhaal_module = {MODULE_VERSION, PACKAGE_VERSION, write_pages, pdf_picture};
