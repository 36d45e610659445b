/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What looks alike is written once: a screen of 200 by 60 is mostly paper.
 */
#include "tests/journeys/album.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIZES(...)                                                                                 \
    {.rows = 24, .columns = 80, __VA_ARGS__}, {.rows = 18, .columns = 60, __VA_ARGS__},            \
        {.rows = 30, .columns = 100, __VA_ARGS__}, {.rows = 40, .columns = 140, __VA_ARGS__},      \
        {.rows = 60, .columns = 200, __VA_ARGS__}

const struct album_way album_ways[] = {
    SIZES(.ascii = false),
    SIZES(.ascii = true),
    SIZES(.looks = "light", .theme = THEME_LIGHT),
    SIZES(.looks = "none", .theme = THEME_NONE),
};
const size_t album_way_count = sizeof album_ways / sizeof *album_ways;

/* One letter for a look: colour, large if bold; # in reverse, _ underlined, . for dim. */
static char letter_of(const struct look *look)
{
    static const char colours[] = "krgybmcw";
    char letter = look->text == COLOUR_OWN ? 'o' : colours[look->text];
    if (look->flags & LOOK_REVERSE || look->ground != COLOUR_OWN) {
        return '#';
    }
    if (look->flags & LOOK_UNDERLINE) {
        return '_';
    }
    if (look->flags & LOOK_DIM) {
        return '.';
    }
    return (char)(look->flags & LOOK_BOLD ? letter - 'a' + 'A' : letter);
}

static void add_row(struct buf *out, const struct grid *grid, int row, enum term_theme theme)
{
    int column = 0, columns = grid_columns(grid);
    while (column < columns) {
        char letter = letter_of(
            theme_look(theme, (enum role)grid_cell(grid, row, column)->role));
        int from = column;
        do {
            column++;
        } while (column < columns &&
                 letter_of(theme_look(theme, (enum role)grid_cell(grid, row, column)->role)) ==
                     letter);
        buf_add_format(out, "%s%d%c", from > 0 ? " " : "", column - from, letter);
    }
}

static void add_looks(struct buf *out, const struct grid *grid, enum term_theme theme)
{
    struct buf row = BUF_INIT, last = BUF_INIT;
    int alike = 0;
    for (int i = 0; i <= grid_rows(grid); i++) {
        buf_clear(&row);
        if (i < grid_rows(grid)) {
            add_row(&row, grid, i, theme);
        }
        if (alike > 0 && strcmp(buf_text(&row), buf_text(&last)) != 0) {
            buf_add_format(out, "%d: %s\n", alike, buf_text(&last));
            alike = 0;
        }
        buf_clear(&last);
        buf_add_text(&last, buf_text(&row));
        alike++;
    }
    buf_finish(&row);
    buf_finish(&last);
}

void album_add(struct album *album, const char *name, const struct grid *grid,
               void (*clean)(struct buf *screen))
{
    struct buf now = BUF_INIT;
    if (album->way->looks) {
        add_looks(&now, grid, album->way->theme);
    } else {
        grid_dump(&now, grid, false);
        if (clean) {
            clean(&now);
        }
    }
    buf_add_format(&album->text, "==== %s\n%s", name, buf_text(&now));
    album->shots++;
    buf_finish(&now);
}

/* The shot in which two albums part, as it is now. */
static void show_difference(const char *golden, const char *now)
{
    size_t same = 0;
    while (golden[same] && golden[same] == now[same]) {
        same++;
    }
    size_t start = same;
    while (start > 0 && (now[start] != '=' || strncmp(now + start, "==== ", 5) != 0)) {
        start--;
    }
    const char *end = strstr(now + start + 1, "\n==== ");
    print_error("%.*s\n", end ? (int)(end - now - (long)start) : (int)strlen(now + start),
                now + start);
}

void album_compare(struct album *album, const char *name)
{
    char path[600];
    struct buf golden = BUF_INIT;
    struct error err = {0};
    const struct album_way *way = album->way;
    snprintf(path, sizeof path, "%s/tests/golden/%s_%dx%d%s%s%s.txt",
             getenv("VERHAAL_TEST_SRCDIR"), name, way->columns, way->rows,
             way->ascii ? "_ascii" : "", way->looks ? "_" : "", way->looks ? way->looks : "");
    if (getenv("VERHAAL_UPDATE_GOLDEN")) {
        assert_true(file_write(path, album->text.data, album->text.length, FILE_REPLACE, &err));
    } else if (!file_read(&golden, path, (size_t)4 << 20, &err)) {
        fail_msg("%s: %s", path, err.message);
    } else if (strcmp(buf_text(&golden), buf_text(&album->text)) != 0) {
        show_difference(buf_text(&golden), buf_text(&album->text));
        fail_msg("%s differs; the first screen that does is above as it is now", path);
    }
    buf_finish(&golden);
    buf_finish(&album->text);
}

unsigned album_shots_in(const char *script)
{
    unsigned count = 0;
    while ((script = strstr(script, "<shot:"))) {
        count++;
        script++;
    }
    return count;
}
