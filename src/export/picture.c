/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of back ends, and the two in characters.
 */
#include "config.h"

#include "export/picture.h"

#include "base/i18n.h"
#include "base/text.h"
#include "export/picture_writers.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

/* Rows painted at a time: a lifeline of thousands of events is no sheet for memory. */
#define WORDS_INDENT 2
#define ROWS_AT_A_TIME 512

void picture_text(struct buf *out, const struct scene *scene, bool ascii)
{
    int rows = scene->height < ROWS_AT_A_TIME ? scene->height : ROWS_AT_A_TIME;
    struct grid *grid = grid_create(rows, scene->width);

    grid_set_ascii(grid, ascii);
    for (int top = 0; top < scene->height; top += rows) {
        int left = scene->height - top;

        if (left < rows) {
            grid_resize(grid, left, scene->width);
        }
        picture_cells(grid, scene, top);
        grid_dump(out, grid, false);
    }
    grid_destroy(grid);
}

/* Words for eyes; on a typewriter the program's own signs, too. Names keep their letters. */
static void add_words(struct buf *out, const char *text, bool ascii)
{
    struct buf shown = BUF_INIT;

    (void)text_display(&shown, text, strlen(text), 0);
    for (size_t at = 0; at < shown.length;) {
        uint32_t code_point;

        at += text_decode(shown.data + at, shown.length - at, &code_point);
        text_encode(out, ascii ? text_typewriter(code_point) : code_point);
    }
    buf_finish(&shown);
}

/* Lines that fit; what goes on stands a little to the right. */
static void add_wrapped(struct buf *out, const char *text, int columns)
{
    size_t length = strlen(text);
    int indent = 0;

    for (size_t at = 0, end, next; at < length; at = next) {
        next = text_wrap(text, length, at, columns - indent, &end);
        while (end > at && text[end - 1] == ' ') {
            end--;
        }
        buf_add_format(out, "%*s%.*s\n", indent, "", (int)(end - at), text + at);
        indent = next > 0 && text[next - 1] == '\n' ? 0 : WORDS_INDENT;
    }
}

static bool write_picture(struct buf *out, const struct scene *scene, bool ascii, int columns)
{
    if (scene->title[0] != '\0') {
        add_words(out, scene->title, ascii);
        buf_add_text(out, "\n\n");
    }
    picture_text(out, scene, ascii);
    if (scene->description[0] != '\0') {
        struct buf words = BUF_INIT;

        add_words(&words, scene->description, ascii);
        buf_add_char(out, '\n');
        add_wrapped(out, buf_text(&words), columns > WORDS_INDENT ? columns : INT_MAX);
        buf_finish(&words);
    }
    return true;
}

static bool write_text(struct buf *out, const struct scene *scene,
                       const struct picture_options *options, struct error *err)
{
    (void)err;
    return write_picture(out, scene, options != NULL && options->ascii,
                         options != NULL ? options->columns : 0);
}

static bool write_ascii(struct buf *out, const struct scene *scene,
                        const struct picture_options *options, struct error *err)
{
    (void)err;
    return write_picture(out, scene, true, options != NULL ? options->columns : 0);
}

static const struct picture_format formats[] = {
    {"text", N_("characters, with lines that join"), false, write_text},
    {"ascii", N_("characters of a typewriter"), false, write_ascii},
    {"svg", N_("a drawing for web pages, word processors and print"), false, picture_svg},
    {"pdf", N_("a page for print, as large as the picture"), true, picture_pdf},
    {"scene", N_("what is where, as JSON in grid units"), false, picture_scene},
};

size_t picture_format_count(void)
{
    return sizeof formats / sizeof formats[0];
}

const struct picture_format *picture_format_at(size_t index)
{
    assert(index < picture_format_count());
    return &formats[index];
}

const struct picture_format *picture_format_find(const char *name)
{
    for (size_t i = 0; i < picture_format_count(); i++) {
        if (strcmp(formats[i].name, name) == 0) {
            return &formats[i];
        }
    }
    return NULL;
}
