/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Markdown (CommonMark): the words of the record are escaped so that every
 * renderer shows exactly them. Lines of an answer stay lines (hard breaks), and
 * blanks at the ends of lines are written as references, since they count as
 * layout otherwise.
 */
#include "base/i18n.h"
#include "export/visible.h"
#include "export/picture_writers.h"
#include "export/writers.h"

#include <string.h>

/* May begin or end markup anywhere in a line; the last three only in dialects. */
static const char always[] = "\\`*_[]<>&#~|^$";
/* Would make a list, a heading or a rule of the line they begin. */
static const char leading[] = "+-=:";

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static void add_blank(struct buf *out, char blank)
{
    buf_add_text(out, blank == '\t' ? "&#9;" : "&#32;");
}

/* "12." and "12)" would be numbered items. */
static size_t add_numbering(struct buf *out, const char *line, size_t length)
{
    size_t digits = 0;
    while (digits < length && is_digit(line[digits])) {
        digits++;
    }
    buf_add(out, line, digits);
    if (digits > 0 && digits < length && (line[digits] == '.' || line[digits] == ')')) {
        buf_add_char(out, '\\');
        buf_add_char(out, line[digits]);
        return digits + 1;
    }
    return digits;
}

/* Dialects make links of bare addresses; a backslash in the right place keeps them words.
 * (A mail address stays a link there, whatever is done: its words are the same.) */
static bool begins_link(const char *line, size_t at, size_t length)
{
    if (line[at] == ':' && at + 2 < length && line[at + 1] == '/' && line[at + 2] == '/') {
        return true;
    }
    return line[at] == '.' && at >= 3 && (line[at - 1] | 32) == 'w' && (line[at - 2] | 32) == 'w' &&
           (line[at - 3] | 32) == 'w';
}

/* BEGINS: nothing but layout stands before it in its line. */
static void add_line(struct buf *out, const char *line, size_t length, bool begins)
{
    size_t at = 0, end = length;
    while (end > 0 && is_blank(line[end - 1])) {
        end--;
    }
    for (; at < end && is_blank(line[at]); at++) {
        add_blank(out, line[at]);
    }
    if (begins && at < end && strchr(leading, line[at]) != NULL) {
        buf_add_char(out, '\\');
        buf_add_char(out, line[at++]);
    } else if (begins) {
        at += add_numbering(out, line + at, end - at);
    }
    for (; at < end; at++) {
        if (strchr(always, line[at]) != NULL || begins_link(line, at, end)) {
            buf_add_char(out, '\\');
        }
        buf_add_char(out, line[at]);
    }
    for (; at < length; at++) {
        add_blank(out, line[at]);
    }
}

/* Words in one block; PREFIX begins every line but the first ("> "), of which
 * BEGINS says whether the words begin it. */
static void add_words(struct buf *out, const char *text, const char *prefix, bool begins)
{
    struct buf visible = BUF_INIT;
    visible_text(&visible, text);
    while (visible.length > 0 && visible.data[visible.length - 1] == '\n') {
        buf_remove(&visible, visible.length - 1, 1); /* a break at the end would show its sign */
    }
    const char *line = buf_text(&visible);
    for (const char *end = strchr(line, '\n'); end != NULL; end = strchr(line, '\n')) {
        add_line(out, line, (size_t)(end - line), begins);
        buf_add_text(out, "\\\n");
        buf_add_text(out, prefix);
        line = end + 1;
        begins = true;
    }
    add_line(out, line, strlen(line), begins);
    buf_finish(&visible);
}

static void add_line_of(struct buf *out, const char *text, bool begins)
{
    struct buf visible = BUF_INIT;
    visible_line(&visible, text);
    add_line(out, buf_text(&visible), visible.length, begins);
    buf_finish(&visible);
}

static void add_strong(struct buf *out, const char *label, const char *after)
{
    struct buf trimmed = BUF_INIT;
    const char *start = label + strspn(label, " \t\n");
    size_t length = strlen(start);
    while (length > 0 && strchr(" \t\n", start[length - 1]) != NULL) {
        length--; /* "** a **" would not be strong */
    }
    buf_add(&trimmed, start, length);
    buf_add_text(&trimmed, after);
    buf_add_text(out, "**");
    add_line_of(out, buf_text(&trimmed), false);
    buf_add_text(out, "**");
    buf_finish(&trimmed);
}

struct page {
    struct buf *out;
    const struct document *document;
    enum block_kind before; /* the block just written */
};

static void write_title(const struct page *page, const struct block *block)
{
    buf_add_text(page->out, "# ");
    add_line_of(page->out, block->text, false);
    buf_add_char(page->out, '\n');
}

static void write_heading(const struct page *page, const struct block *block)
{
    buf_add_char(page->out, '\n');
    buf_add_repeat(page->out, "#", block->level + 1);
    buf_add_char(page->out, ' ');
    add_line_of(page->out, block->text, false);
    buf_add_char(page->out, '\n');
}

static void write_notice(const struct page *page, const struct block *block)
{
    buf_add_char(page->out, '\n');
    add_strong(page->out, i18n_in(page->document->language, N_("Notice")), ":");
    buf_add_char(page->out, ' ');
    add_words(page->out, block->text, "", false);
    buf_add_char(page->out, '\n');
}

static void write_fact(const struct page *page, const struct block *block)
{
    buf_add_text(page->out, page->before == BLOCK_FACT ? "- " : "\n- ");
    add_strong(page->out, block->label, ":");
    buf_add_char(page->out, ' ');
    add_words(page->out, block->text, "  ", false);
    buf_add_char(page->out, '\n');
}

static void write_paragraph(const struct page *page, const struct block *block)
{
    buf_add_char(page->out, '\n');
    add_words(page->out, block->text, "", true);
    buf_add_char(page->out, '\n');
}

static void write_question(const struct page *page, const struct block *block)
{
    buf_add_char(page->out, '\n');
    if (*block->label != '\0') {
        add_strong(page->out, block->label, "");
        buf_add_char(page->out, ' ');
    }
    add_line_of(page->out, block->text, *block->label == '\0');
    buf_add_char(page->out, '\n');
}

static void write_details(const struct page *page, const struct block *block)
{
    struct block_detail details[BLOCK_DETAIL_MAX];
    size_t count = block_details(details, page->document, block);
    for (size_t i = 0; i < count; i++) {
        buf_add_text(page->out, i == 0 ? ">\n> " : "\\\n> ");
        if (*details[i].label == '\0') {
            buf_add_text(page->out, "— ");
        } else {
            add_line_of(page->out, details[i].label, true);
            buf_add_text(page->out, ": ");
        }
        add_words(page->out, details[i].text, "> ", false);
    }
    buf_add_text(page->out, count > 0 ? "\n" : "");
}

static void write_answer(const struct page *page, const struct block *block)
{
    buf_add_text(page->out, "\n> ");
    buf_add_text(page->out, block->verbatim ? "“" : "");
    add_words(page->out, block->text, "> ", !block->verbatim);
    buf_add_text(page->out, block->verbatim ? "”\n" : "\n");
    write_details(page, block);
}

static void write_state(const struct page *page, const struct block *block)
{
    buf_add_text(page->out, "\n> ");
    add_words(page->out, block->text, "> ", true);
    buf_add_char(page->out, '\n');
    write_details(page, block);
}

static size_t longest_run(const char *text, char sign)
{
    size_t longest = 0;
    for (const char *at = text; *at != '\0';) {
        size_t run = 0;
        while (at[run] == sign) {
            run++;
        }
        longest = run > longest ? run : longest;
        at += run > 0 ? run : 1;
    }
    return longest;
}

/* Between fences that no row of it can close. */
static void write_picture(const struct page *page, const struct block *block)
{
    struct buf rows = BUF_INIT;
    picture_text(&rows, block->picture, false);
    size_t fence = longest_run(buf_text(&rows), '`') + 1;
    fence = fence < 3 ? 3 : fence;
    buf_add_char(page->out, '\n');
    buf_add_repeat(page->out, "`", fence);
    buf_add_text(page->out, "text\n");
    buf_add_text(page->out, buf_text(&rows));
    buf_add_repeat(page->out, "`", fence);
    buf_add_char(page->out, '\n');
    buf_finish(&rows);
}

typedef void (*write_block)(const struct page *page, const struct block *block);

static const write_block writers[BLOCK_KIND_COUNT] = {
    [BLOCK_TITLE] = write_title,         [BLOCK_NOTICE] = write_notice,
    [BLOCK_HEADING] = write_heading,     [BLOCK_FACT] = write_fact,
    [BLOCK_PARAGRAPH] = write_paragraph, [BLOCK_QUESTION] = write_question,
    [BLOCK_ANSWER] = write_answer,       [BLOCK_STATE] = write_state,
    [BLOCK_PICTURE] = write_picture,
};

bool markdown_export(struct buf *out, const struct document *document,
                     const struct export_options *options, struct error *err)
{
    (void)options;
    (void)err;
    struct page page = {.out = out, .document = document, .before = BLOCK_TITLE};
    for (size_t i = 0; i < document->count; i++) {
        writers[document->blocks[i].kind](&page, &document->blocks[i]);
        page.before = document->blocks[i].kind;
    }
    return true;
}
