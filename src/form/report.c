/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings about a form, kept until all are there: whoever mends a form wants
 * to see them together and in the order of the file.
 */
#include "form/form.h"

#include "base/alloc.h"
#include "base/i18n.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_NEAREST_LENGTH 64
#define MAX_COMPARISONS    10000

void report_finish(struct report *report)
{
    for (size_t i = 0; i < report->count; i++) {
        free(report->entries[i].item);
        free(report->entries[i].message);
    }
    free(report->entries);
    *report = (struct report)REPORT_INIT;
}

void report_add(struct report *report, enum report_severity severity, const char *code,
                unsigned line, unsigned column, const char *item, const char *format, ...)
{
    char message[1024];
    va_list arguments;

    *(severity == REPORT_ERROR ? &report->errors : &report->warnings) += 1;
    if (report->count >= REPORT_MAX)
        return;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    alloc_grow(&report->entries, &report->capacity, report->count + 1, sizeof(*report->entries));
    report->entries[report->count++] = (struct report_entry){
        severity, code, line, column, alloc_string(item ? item : ""), alloc_string(message)};
}

const char *report_nearest(const struct report *report, const char *word, const char *const *words,
                           size_t count)
{
    if (strlen(word) > MAX_NEAREST_LENGTH || (report->count + 1) * count > MAX_COMPARISONS)
        return NULL;
    return text_nearest(word, words, count);
}

static int compare_entries(const void *a, const void *b)
{
    const struct report_entry *left = a, *right = b;
    int order;

    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    if (left->column != right->column)
        return left->column < right->column ? -1 : 1;
    order = strcmp(left->code, right->code);
    return order != 0 ? order : strcmp(left->message, right->message);
}

void report_sort(struct report *report)
{
    if (report->count > 1)
        qsort(report->entries, report->count, sizeof(*report->entries), compare_entries);
}

bool report_first(const struct report *report, const char *file, struct error *err)
{
    for (size_t i = 0; i < report->count; i++) {
        const struct report_entry *entry = &report->entries[i];

        if (entry->severity != REPORT_ERROR)
            continue;
        return error_at(err, ERROR_INVALID, file, entry->line, entry->column, "error %s %s%s%s%s",
                        entry->code, entry->item[0] ? "[" : "", entry->item,
                        entry->item[0] ? "] " : "", entry->message);
    }
    return error_set(err, ERROR_INVALID, _("the file has errors"));
}

void report_format(struct buf *out, const char *file, const struct report_entry *entry)
{
    /* The two words are the same in every language, as in every compiler. */
    buf_add_format(out, "%s:%u:%u: %s %s ", file, entry->line, entry->column,
                   entry->severity == REPORT_ERROR ? "error" : "warning", entry->code);
    if (entry->item[0])
        buf_add_format(out, "[%s] ", entry->item);
    buf_add_text(out, entry->message);
}

/* Where the part of a long line begins of which AT is to be seen, in bytes. */
static size_t excerpt_start(const char *line, size_t at)
{
    size_t from = at;
    int columns = 0;

    while (from > 0 && columns < REPORT_EXCERPT_COLUMNS / 2) {
        size_t before = text_prev(line, at, from);

        columns += text_width(line + before, from - before);
        from = before;
    }
    return from;
}

/* The bytes of TEXT that are its line NUMBER (from 1), or NULL. */
static const char *find_line(const char *text, size_t length, unsigned number, size_t *size)
{
    const char *end = text + length, *stop;

    while (number > 1 && (stop = memchr(text, '\n', (size_t)(end - text)))) {
        text = stop + 1;
        number--;
    }
    stop = memchr(text, '\n', (size_t)(end - text));
    *size = (size_t)((stop ? stop : end) - text);
    if (*size > 0 && text[*size - 1] == '\r')
        (*size)--;
    return number == 1 ? text : NULL;
}

void report_excerpt(struct buf *out, const char *text, size_t length,
                    const struct report_entry *entry)
{
    size_t size, at = 0, from = 0, to;
    const char *line = find_line(text, length, entry->line, &size);
    struct buf before = BUF_INIT, after = BUF_INIT;

    if (!line || entry->column == 0 || !text_valid(line, size, NULL))
        return;
    for (unsigned i = 1; i < entry->column && at < size; i++) {
        uint32_t code_point;

        at += text_decode(line + at, size - at, &code_point);
    }
    if (text_width(line, size) > REPORT_EXCERPT_COLUMNS)
        from = excerpt_start(line, at);
    to = from;
    while (to < size && text_width(line + from, to - from) < REPORT_EXCERPT_COLUMNS)
        to = text_next(line, size, to);
    (void)text_display(&before, line + from, at - from, TEXT_ONE_LINE);
    (void)text_display(&after, line + at, to > at ? to - at : 0, TEXT_ONE_LINE);
    buf_add_format(out, "%6u | %s%s\n", entry->line, buf_text(&before), buf_text(&after));
    buf_add_format(out, "       | %*s^\n", text_width(buf_text(&before), before.length), "");
    buf_finish(&before);
    buf_finish(&after);
}
