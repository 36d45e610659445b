/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Short cuts for the tests of forms; see the header.
 */
#include "form_support.h"

#include "base/alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct form *support_form(const char *text)
{
    struct error err = {0};
    struct form *form;
    char message[1200];

    if (!form_read(&form, text, strlen(text), "test.yaml", NULL, &err))
        fail_msg("%s", error_text(&err, message, sizeof(message)));
    return form;
}

void support_findings(struct buf *out, const char *text, size_t length)
{
    struct report report = REPORT_INIT;
    struct error err = {0};
    struct form *form;

    if (form_read(&form, text, length, "test.yaml", &report, &err)) {
        form_check(form, &report);
        form_destroy(form);
    } else {
        assert_int_not_equal(report.errors, 0);
        assert_int_not_equal(err.code, ERROR_NONE);
    }
    for (size_t i = 0; i < report.count; i++) {
        const struct report_entry *entry = &report.entries[i];

        buf_add_format(out, "%u:%u %s [%s] %s\n", entry->line, entry->column, entry->code,
                       entry->item, entry->message);
    }
    report_finish(&report);
}

void support_expect_one(const char *text, const char *place_and_code)
{
    struct buf found = BUF_INIT;
    size_t length = strlen(place_and_code);
    const char *end;

    support_findings(&found, text, strlen(text));
    end = strchr(buf_text(&found), '\n');
    if (strncmp(buf_text(&found), place_and_code, length) != 0 || buf_text(&found)[length] != ' ' ||
        !end || end[1] != '\0')
        fail_msg("expected only %s in\n%s\nfound:\n%s", place_and_code, text, buf_text(&found));
    buf_finish(&found);
}

void support_expect(const char *text, const char *place_and_code, const char *message)
{
    struct buf found = BUF_INIT;
    size_t length = strlen(place_and_code);
    bool good = false;
    char *line;

    support_findings(&found, text, strlen(text));
    for (line = strtok(found.data, "\n"); line && !good; line = strtok(NULL, "\n"))
        good = strncmp(line, place_and_code, length) == 0 && line[length] == ' ' &&
               strstr(line, message);
    buf_finish(&found);
    if (good)
        return;
    support_findings(&found, text, strlen(text));
    fail_msg("expected %s (%s) in\n%s\nfound:\n%s", place_and_code, message, text,
             buf_text(&found));
}

void support_expect_clean(const char *text)
{
    struct buf found = BUF_INIT;

    support_findings(&found, text, strlen(text));
    if (found.length > 0)
        fail_msg("expected nothing in\n%s\nfound:\n%s", text, buf_text(&found));
    buf_finish(&found);
}

static void read_choices(struct value *out, char *codes)
{
    char *other = strchr(codes, '+');

    codes[strlen(codes) - 1] = '\0';
    if (other) {
        *other = '\0';
        value_set_other(out, other + 1, strlen(other + 1));
    }
    for (char *code = strtok(codes, " "); code; code = strtok(NULL, " "))
        value_add_choice(out, code);
}

void support_value(struct value *out, const char *written)
{
    size_t length = strlen(written);

    value_finish(out);
    if (length == 0)
        return;
    if (written[0] == '\'') {
        value_set_text(out, written + 1, length - 2);
    } else if (written[0] == '[') {
        char *copy = alloc_string(written + 1);

        read_choices(out, copy);
        free(copy);
    } else if (written[0] == '@') {
        value_set_date(out, written + 1, length - 1);
    } else if (strcmp(written, "yes") == 0 || strcmp(written, "no") == 0) {
        value_set_boolean(out, written[0] == 'y');
    } else if (strchr(written, ':') || strchr(written, '.')) {
        value_set_text(out, written, length);
        out->kind = strchr(written, ':') ? VALUE_TIME : VALUE_DECIMAL;
        out->decimal = strtod(written, NULL);
    } else {
        value_set_integer(out, strtoll(written, NULL, 10));
    }
}

static const struct value *find_value(void *self, const char *name)
{
    struct support_source *source = self;

    for (size_t i = 0; i < source->count; i++)
        if (strcmp(source->values[i].name, name) == 0)
            return &source->values[i].value;
    return NULL;
}

/* One name several times stands for several rows. */
static void each_value(void *self, const char *name,
                       void (*note)(void *list, const struct value *value), void *list)
{
    struct support_source *source = self;

    for (size_t i = 0; i < source->count; i++)
        if (strcmp(source->values[i].name, name) == 0)
            note(list, &source->values[i].value);
}

static const char *find_attribute(void *self, const char *name)
{
    (void)self;
    return strcmp(name, "province") == 0 ? "utrecht" : NULL;
}

static const char *find_absent(void *self, const char *name)
{
    (void)self;
    return strcmp(name, "refused") == 0 ? "declined" : NULL;
}

static size_t count_rows(void *self, const char *name)
{
    (void)self;
    return strcmp(name, "household") == 0 ? 3 : 0;
}

void support_source(struct support_source *out, const char *written)
{
    char *copy = alloc_string(written), *rest = copy;

    *out = (struct support_source){.own = VALUE_INIT};
    while (*rest) {
        char *equals = strchr(rest, '='), *end = strchr(rest, ';');

        if (end)
            *end = '\0';
        *equals = '\0';
        if (strcmp(rest, ".") == 0) {
            support_value(&out->own, equals + 1);
            out->source.own = out->source.stored = &out->own;
        } else {
            (void)snprintf(out->values[out->count].name, sizeof(out->values[0].name), "%s", rest);
            support_value(&out->values[out->count++].value, equals + 1);
        }
        rest = end ? end + 1 : strchr(equals + 1, '\0');
    }
    free(copy);
    out->source.value = find_value;
    out->source.absent = find_absent;
    out->source.count = count_rows;
    out->source.today = 20780; /* 2026-11-23 */
    out->source.position = 2;
    out->source.each = each_value;
    out->source.attribute = find_attribute;
    out->source.clock = 0.75;
    out->source.self = out;
}

void support_source_finish(struct support_source *source)
{
    for (size_t i = 0; i < source->count; i++)
        value_finish(&source->values[i].value);
    value_finish(&source->own);
}
