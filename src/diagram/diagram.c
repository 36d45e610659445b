/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of drawings, and the reader of whole files that they share: lines,
 * limits and places of mistakes are the same for all of them.
 */
#include "config.h"

#include "diagram/diagram.h"

#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

#define FILE_MAX       ((size_t)4 << 20)
#define FACT_MAX       20000
#define LINE_MAX_BYTES 2048

/* One row for each kind, in the order in which they are offered. */
static const struct diagram_type *const types[] = {
    &diagram_ecogram,
    &diagram_lifeline,
    NULL,
};

size_t diagram_type_count(void)
{
    return sizeof types / sizeof types[0] - 1;
}

const struct diagram_type *diagram_type_at(size_t index)
{
    return types[index];
}

const struct diagram_type *diagram_type_find(const char *name)
{
    for (size_t i = 0; types[i] != NULL; i++) {
        if (strcmp(types[i]->name, name) == 0) {
            return types[i];
        }
    }
    return NULL;
}

void understanding_init(struct understanding *understanding)
{
    memset(understanding, 0, sizeof *understanding);
}

void understanding_finish(struct understanding *understanding)
{
    buf_finish(&understanding->canonical);
    buf_finish(&understanding->sentence);
    buf_finish(&understanding->remark);
    buf_finish(&understanding->question);
    for (size_t i = 0; i < DIAGRAM_CHOICES_MAX; i++) {
        buf_finish(&understanding->choice_texts[i]);
    }
    understanding_init(understanding);
}

/* A file on its way in: where it is, and what was wrong so far. */
struct reading {
    const struct diagram_type *type;
    struct diagram *diagram;
    struct buf *report;
    struct error *err;
    unsigned line;
    size_t facts;
    bool ok;
};

/* The column of a byte, in characters as people count them. */
static unsigned column_of(const char *line, size_t length, unsigned byte)
{
    size_t at = 0;
    unsigned column = 1;

    while (byte > 1 && at < length && at < (size_t)byte - 1) {
        at = text_next(line, length, at);
        column++;
    }
    return column;
}

static void complain(struct reading *reading, const struct error *mistake)
{
    if (reading->report != NULL) {
        buf_add_format(reading->report, "%u:%u: %s\n", mistake->line, mistake->column,
                       mistake->message);
    }
    if (reading->ok) {
        reading->ok = false;
        if (reading->err != NULL) {
            *reading->err = *mistake;
        }
    }
}

static bool check_line(const char *line, size_t length, struct error *err)
{
    size_t bad;

    if (length > LINE_MAX_BYTES) {
        error_set(err, ERROR_LIMIT, _("the line is longer than %d bytes"), LINE_MAX_BYTES);
        err->column = LINE_MAX_BYTES + 1;
        return false;
    }
    if (!text_valid(line, length, &bad)) {
        error_set(err, ERROR_INVALID, _("this is not UTF-8"));
        err->column = (unsigned)bad + 1;
        return false;
    }
    return true;
}

static bool is_fact(const char *line, size_t length)
{
    size_t at = 0;

    while (at < length && (line[at] == ' ' || line[at] == '\t')) {
        at++;
    }
    return at < length && line[at] != '#';
}

static void read_line(struct reading *reading, const char *line, size_t length)
{
    struct error mistake = {.code = ERROR_NONE};

    if (!is_fact(line, length)) {
        return;
    }
    if (!check_line(line, length, &mistake) ||
        !reading->type->add(reading->diagram, line, length, "", false, NULL, &mistake)) {
        mistake.line = reading->line;
        mistake.column = column_of(line, length, mistake.column);
        complain(reading, &mistake);
        return;
    }
    reading->facts++;
}

static bool read_all(struct reading *reading, const char *text, size_t length)
{
    size_t at = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    while (at < length) {
        const char *newline = memchr(text + at, '\n', length - at);
        size_t end = newline != NULL ? (size_t)(newline - text) : length;
        size_t stop = end > at && text[end - 1] == '\r' ? end - 1 : end;

        reading->line++;
        if (reading->facts == FACT_MAX && is_fact(text + at, stop - at)) {
            struct error mistake = {.code = ERROR_NONE};

            error_set(&mistake, ERROR_LIMIT, _("a drawing holds at most %d facts"), FACT_MAX);
            mistake.line = reading->line;
            mistake.column = 1;
            complain(reading, &mistake);
            break;
        }
        read_line(reading, text + at, stop - at);
        at = end + 1;
    }
    return reading->ok;
}

bool diagram_read(const struct diagram_type *type, struct diagram *diagram, const char *text,
                  size_t length, struct buf *report, struct error *err)
{
    struct reading reading = {type, diagram, report, err, 0, 0, true};

    if (length > FILE_MAX) {
        return error_set(err, ERROR_LIMIT, _("the drawing is larger than 4 MiB"));
    }
    return read_all(&reading, text, length);
}
