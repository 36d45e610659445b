/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plain text: wrapped, indented by what belongs to what, without rules, boxes
 * or columns, so that it reads well aloud too. Everything from the record
 * passes text_display(), since this is the format that is shown in terminals.
 */
#include "base/i18n.h"
#include "base/text.h"
#include "export/picture_writers.h"
#include "export/writers.h"

#include <string.h>

#define COLUMNS_DEFAULT 80
#define COLUMNS_LEAST   20
#define INDENT_BODY     2
#define INDENT_ANSWER   6

struct sheet {
    struct buf *out;
    int columns;
    bool ascii;
    const struct document *document;
    unsigned level; /* of the heading above */
};

/* The signs of the chrome, never of an answer. */
static const char *sign(const struct sheet *sheet, const char *unicode, const char *ascii)
{
    return sheet->ascii ? ascii : unicode;
}

/* Appends TEXT for eyes; a tab is four blanks, since it has no width of its own. */
static void add_shown(struct buf *out, const char *text)
{
    struct buf spaced = BUF_INIT, lines = BUF_INIT;
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\r') {
            /* a line end, alone or before "\n" */
            if (at[1] != '\n') {
                buf_add_char(&lines, '\n');
            }
        } else if (*at == '\t') {
            buf_add_text(&lines, "    ");
        } else {
            buf_add_char(&lines, *at);
        }
    }
    text_display(&spaced, buf_text(&lines), lines.length, 0);
    buf_add(out, spaced.data, spaced.length);
    buf_finish(&spaced);
    buf_finish(&lines);
}

/* Words of forms and of the program, not of people. */
static void add_wording(const struct sheet *sheet, struct buf *out, const char *text,
                        unsigned flags)
{
    struct buf shown = BUF_INIT;
    text_display(&shown, text, strlen(text), flags);
    for (size_t at = 0; sheet->ascii && at < shown.length;) {
        uint32_t code_point;
        size_t size = text_decode(shown.data + at, shown.length - at, &code_point);
        uint32_t typed = text_typewriter(code_point);
        if (typed != code_point) {
            buf_remove(&shown, at, size - 1);
            shown.data[at] = (char)typed;
            size = 1;
        }
        at += size;
    }
    buf_add(out, buf_text(&shown), shown.length);
    buf_finish(&shown);
}

/* Wraps what is already shown; the first line starts after FIRST blanks, the others after REST. */
static void add_wrapped(const struct sheet *sheet, const struct buf *shown, int first, int rest)
{
    const char *text = buf_text(shown);
    size_t at = 0;
    int indent = first;
    do {
        size_t end = at;
        size_t next = text_wrap(text, shown->length, at, sheet->columns - indent, &end);
        while (end > at && text[end - 1] == ' ') {
            end--; /* blanks that hang over the edge */
        }
        if (end > at) {
            buf_add_repeat(sheet->out, " ", (size_t)indent);
            buf_add(sheet->out, text + at, end - at);
        }
        buf_add_char(sheet->out, '\n');
        at = next;
        indent = rest;
    } while (at < shown->length);
}

static void add_labelled(const struct sheet *sheet, int indent, const char *label, const char *text)
{
    struct buf shown = BUF_INIT;
    if (*label != '\0') {
        add_shown(&shown, label);
        buf_add_text(&shown, ": ");
    }
    add_shown(&shown, text);
    add_wrapped(sheet, &shown, indent, indent + 2);
    buf_finish(&shown);
}

static void write_title(const struct sheet *sheet, const struct block *block)
{
    add_labelled(sheet, 0, "", block->text);
}

static void write_notice(const struct sheet *sheet, const struct block *block)
{
    struct buf wording = BUF_INIT;
    buf_add_char(sheet->out, '\n');
    add_wording(sheet, &wording, block->text, 0);
    add_labelled(sheet, 0, i18n_in(sheet->document->language, N_("Notice")), buf_text(&wording));
    buf_finish(&wording);
}

static void write_heading(const struct sheet *sheet, const struct block *block)
{
    struct buf shown = BUF_INIT;
    int indent = block->level > 1 ? INDENT_BODY : 0;
    buf_add_text(sheet->out, block->level > 1 ? "\n" : "\n\n");
    add_wording(sheet, &shown, block->text, TEXT_ONE_LINE);
    add_wrapped(sheet, &shown, indent, indent + INDENT_BODY);
    buf_finish(&shown);
}

static void write_fact(const struct sheet *sheet, const struct block *block)
{
    int indent = sheet->level > 1 ? 2 * INDENT_BODY : INDENT_BODY;
    add_labelled(sheet, indent, block->label, block->text);
}

static void write_paragraph(const struct sheet *sheet, const struct block *block)
{
    struct buf shown = BUF_INIT;
    buf_add_char(sheet->out, '\n');
    add_wording(sheet, &shown, block->text, 0);
    add_wrapped(sheet, &shown, INDENT_BODY, INDENT_BODY);
    buf_finish(&shown);
}

static void write_question(const struct sheet *sheet, const struct block *block)
{
    struct buf shown = BUF_INIT;
    buf_add_char(sheet->out, '\n');
    if (*block->label != '\0') {
        text_display(&shown, block->label, strlen(block->label), TEXT_ONE_LINE);
        buf_add_text(&shown, "  ");
    }
    add_wording(sheet, &shown, block->text, TEXT_ONE_LINE);
    add_wrapped(sheet, &shown, INDENT_BODY, INDENT_ANSWER);
    buf_finish(&shown);
}

static void write_details(const struct sheet *sheet, const struct block *block)
{
    struct block_detail details[BLOCK_DETAIL_MAX];
    size_t count = block_details(details, sheet->document, block);
    for (size_t i = 0; i < count; i++) {
        struct buf shown = BUF_INIT;
        if (*details[i].label == '\0') {
            buf_add_text(&shown, sign(sheet, "— ", "-- "));
        } else {
            buf_add_format(&shown, "%s: ", details[i].label);
        }
        add_shown(&shown, details[i].text);
        add_wrapped(sheet, &shown, INDENT_ANSWER, INDENT_ANSWER + 2);
        buf_finish(&shown);
    }
}

static void write_answer(const struct sheet *sheet, const struct block *block)
{
    struct buf shown = BUF_INIT;
    if (block->verbatim) {
        buf_add_text(&shown, sign(sheet, "“", "\""));
    }
    add_shown(&shown, block->text);
    if (block->verbatim) {
        buf_add_text(&shown, sign(sheet, "”", "\""));
    }
    add_wrapped(sheet, &shown, INDENT_ANSWER, INDENT_ANSWER);
    buf_finish(&shown);
    write_details(sheet, block);
}

static void write_state(const struct sheet *sheet, const struct block *block)
{
    add_labelled(sheet, INDENT_ANSWER, "", block->text);
    write_details(sheet, block);
}

/* As it is: rows of a picture cannot be wrapped. */
static void write_picture(const struct sheet *sheet, const struct block *block)
{
    buf_add_char(sheet->out, '\n');
    picture_text(sheet->out, block->picture, sheet->ascii);
}

typedef void (*write_block)(const struct sheet *sheet, const struct block *block);

static const write_block writers[BLOCK_KIND_COUNT] = {
    [BLOCK_TITLE] = write_title,         [BLOCK_NOTICE] = write_notice,
    [BLOCK_HEADING] = write_heading,     [BLOCK_FACT] = write_fact,
    [BLOCK_PARAGRAPH] = write_paragraph, [BLOCK_QUESTION] = write_question,
    [BLOCK_ANSWER] = write_answer,       [BLOCK_STATE] = write_state,
    [BLOCK_PICTURE] = write_picture,
};

bool text_export(struct buf *out, const struct document *document,
                 const struct export_options *options, struct error *err)
{
    (void)err;
    struct sheet sheet = {.out = out, .columns = COLUMNS_DEFAULT, .document = document};
    if (options != NULL) {
        sheet.columns = options->columns > 0 ? options->columns : COLUMNS_DEFAULT;
        sheet.ascii = options->ascii;
    }
    if (sheet.columns < COLUMNS_LEAST) {
        sheet.columns = COLUMNS_LEAST;
    }
    for (size_t i = 0; i < document->count; i++) {
        const struct block *block = &document->blocks[i];
        sheet.level = block->kind == BLOCK_HEADING ? block->level : sheet.level;
        writers[block->kind](&sheet, block);
    }
    return true;
}
