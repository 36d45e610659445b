/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One web page that needs nothing else: no script, no picture, no address to
 * fetch from (and a policy that forbids all three). Every answer carries the
 * language it was spoken in and its own direction.
 */
#include "base/i18n.h"
#include "export/language.h"
#include "export/visible.h"
#include "export/picture_svg.h"
#include "export/writers.h"

#include <string.h>

static const char style[] =
    "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 serif;color:#000;"
    "background:#fff}\n"
    "h1,h2,h3,h4{font-family:sans-serif;line-height:1.2;break-after:avoid}\n"
    "h2{margin-top:2.5rem}\n"
    ".notice{border:1px solid;border-inline-start-width:.5rem;padding:.5rem 1rem}\n"
    "dt{font-weight:bold;break-after:avoid}\n"
    "dd{margin:0 0 .3rem 1.5rem;white-space:pre-wrap}\n"
    ".question{font-family:sans-serif;margin:1.5rem 0 .3rem;break-after:avoid}\n"
    ".text{white-space:pre-wrap}\n"
    "blockquote,.state{margin:.3rem 0 .3rem 1.5rem}\n"
    "blockquote p,.state p{margin:.2rem 0;white-space:pre-wrap;overflow-wrap:anywhere}\n"
    ".detail{font-size:.9rem}\n"
    "figure{margin:1rem 0}\n"
    "svg{display:block;max-width:100%;height:auto}\n"
    "@page{size:A4;margin:2cm}\n"
    "@media print{body{max-width:none;margin:0;padding:0;font-size:11pt}}\n";

/* Words from the record: their direction is their own, whatever stands around them. */
static void add_isolated(struct buf *out, const char *text)
{
    buf_add_text(out, "<bdi>");
    visible_markup(out, text);
    buf_add_text(out, "</bdi>");
}

static void add_element(struct buf *out, const char *open, const char *text, const char *close)
{
    buf_add_text(out, open);
    add_isolated(out, text);
    buf_add_text(out, close);
}

/* Empty where it is none that a reader knows: then it is at least not that of the page. */
static void add_language(struct buf *out, const char *language)
{
    if (*language != '\0') {
        buf_add_text(out, " lang=\"");
        (void)language_tag(out, language);
        buf_add_char(out, '"');
    }
}

struct page {
    struct buf *out;
    const struct document *document;
};

static void write_title(const struct page *page, const struct block *block)
{
    add_element(page->out, "<h1>", block->text, "</h1>\n");
}

static void write_notice(const struct page *page, const struct block *block)
{
    buf_add_text(page->out, "<p class=\"notice text\" role=\"note\"><strong>");
    visible_markup(page->out, i18n_in(page->document->language, N_("Notice")));
    add_element(page->out, ":</strong> ", block->text, "</p>\n");
}

static void write_heading(const struct page *page, const struct block *block)
{
    unsigned level = block->level < 1 ? 2 : block->level > 4 ? 5 : block->level + 1;
    buf_add_format(page->out, "<h%u>", level);
    add_isolated(page->out, block->text);
    buf_add_format(page->out, "</h%u>\n", level);
}

static void write_fact(const struct page *page, const struct block *block)
{
    add_element(page->out, "<dl><dt>", block->label, "</dt>");
    add_element(page->out, "<dd>", block->text, "</dd></dl>\n");
}

static void write_paragraph(const struct page *page, const struct block *block)
{
    add_element(page->out, "<p class=\"text\">", block->text, "</p>\n");
}

static void write_question(const struct page *page, const struct block *block)
{
    buf_add_text(page->out, "<p class=\"question\">");
    if (*block->label != '\0') {
        add_element(page->out, "<strong>", block->label, "</strong> ");
    }
    add_isolated(page->out, block->text);
    buf_add_text(page->out, "</p>\n");
}

static void write_details(const struct page *page, const struct block *block)
{
    struct block_detail details[BLOCK_DETAIL_MAX];
    size_t count = block_details(details, page->document, block);
    for (size_t i = 0; i < count; i++) {
        buf_add_text(page->out, "<p class=\"detail\">");
        if (*details[i].label == '\0') {
            /* a sentence of the page, whatever name it begins with */
            buf_add_text(page->out, "— ");
            visible_markup(page->out, details[i].text);
        } else {
            add_element(page->out, "<strong>", details[i].label, ":</strong> ");
            add_isolated(page->out, details[i].text);
        }
        buf_add_text(page->out, "</p>\n");
    }
}

static void write_answer(const struct page *page, const struct block *block)
{
    buf_add_text(page->out, "<blockquote><p");
    add_language(page->out, block->language);
    buf_add_text(page->out, " dir=\"auto\">");
    buf_add_text(page->out, block->verbatim ? "“" : "");
    visible_markup(page->out, block->text);
    buf_add_text(page->out, block->verbatim ? "”</p>\n" : "</p>\n");
    write_details(page, block);
    buf_add_text(page->out, "</blockquote>\n");
}

static void write_state(const struct page *page, const struct block *block)
{
    add_element(page->out, "<div class=\"state\"><p>", block->text, "</p>\n");
    write_details(page, block);
    buf_add_text(page->out, "</div>\n");
}

/* Rows of a drawing that fit on A4 under two headings; what is longer is cut between rows. */
#define ROWS_OF_PAPER 54

static void write_picture(const struct page *page, const struct block *block)
{
    buf_add_text(page->out, "<figure>\n");
    svg_write_parts(page->out, block->picture, ROWS_OF_PAPER);
    buf_add_text(page->out, "</figure>\n");
}

typedef void (*write_block)(const struct page *page, const struct block *block);

static const write_block writers[BLOCK_KIND_COUNT] = {
    [BLOCK_TITLE] = write_title,         [BLOCK_NOTICE] = write_notice,
    [BLOCK_HEADING] = write_heading,     [BLOCK_FACT] = write_fact,
    [BLOCK_PARAGRAPH] = write_paragraph, [BLOCK_QUESTION] = write_question,
    [BLOCK_ANSWER] = write_answer,       [BLOCK_STATE] = write_state,
    [BLOCK_PICTURE] = write_picture,
};

bool html_export(struct buf *out, const struct document *document,
                 const struct export_options *options, struct error *err)
{
    (void)options;
    (void)err;
    struct page page = {.out = out, .document = document};
    buf_add_text(out, "<!DOCTYPE html>\n<html");
    add_language(out, document->language);
    buf_add_format(out, " dir=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
                   language_is_right_to_left(document->language) ? "rtl" : "ltr");
    buf_add_text(out, "<meta http-equiv=\"Content-Security-Policy\" "
                      "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                      "<meta name=\"referrer\" content=\"no-referrer\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    visible_markup(out, document->title);
    buf_add_format(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n", style);
    for (size_t i = 0; i < document->count; i++) {
        writers[document->blocks[i].kind](&page, &document->blocks[i]);
    }
    buf_add_text(out, "</main>\n</body>\n</html>\n");
    return true;
}
