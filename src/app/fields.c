/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values of a panel. Passphrases stay in locked memory from the first key on
 * and are never part of a draft.
 */
#include "app/fields.h"

#include "base/alloc.h"
#include "base/text.h"

#include <assert.h>
#include <string.h>

static size_t option_count(const struct field_spec *spec)
{
    size_t count = 0;
    while (spec->options && spec->options[count].code)
        count++;
    return count;
}

void fields_init(struct fields *fields, const struct field_spec *specs)
{
    memset(fields, 0, sizeof *fields);
    fields->specs = specs;
    for (const struct field_spec *spec = specs; spec->name; spec++) {
        assert(fields->count < FIELDS_MAX);
        struct field *field = &fields->field[fields->count++];
        field->spec = spec;
        if (spec->kind == FIELD_LINE) {
            field->edit = text_edit_create(true);
        } else if (spec->kind == FIELD_SECRET) {
            field->secret = secret_create(FIELD_SECRET_MAX);
            secret_set_length(field->secret, 0);
        }
    }
}

void fields_finish(struct fields *fields)
{
    for (size_t i = 0; i < fields->count; i++) {
        text_edit_destroy(fields->field[i].edit);
        secret_destroy(fields->field[i].secret);
    }
    memset(fields, 0, sizeof *fields);
}

struct field *fields_find(struct fields *fields, const char *name)
{
    for (size_t i = 0; i < fields->count; i++)
        if (strcmp(fields->field[i].spec->name, name) == 0)
            return &fields->field[i];
    assert(!"a field that its panel does not have");
    return NULL;
}

const char *fields_text(struct fields *fields, const char *name)
{
    struct field *field = fields_find(fields, name);
    assert(field->spec->kind != FIELD_SECRET);
    if (field->spec->kind == FIELD_CHOICE)
        return field->spec->options[field->option].code;
    return text_edit_text(field->edit);
}

void fields_set(struct fields *fields, const char *name, const char *text)
{
    struct field *field = fields_find(fields, name);
    if (field->spec->kind == FIELD_LINE) {
        text_edit_set(field->edit, text, strlen(text));
        field->set_version = text_edit_version(field->edit);
    }
    for (size_t i = 0; field->spec->kind == FIELD_CHOICE && field->spec->options[i].code; i++)
        if (strcmp(field->spec->options[i].code, text) == 0)
            field->option = i;
}

struct secret *fields_secret(struct fields *fields, const char *name)
{
    return fields_find(fields, name)->secret;
}

struct field *fields_focused(struct fields *fields)
{
    return &fields->field[fields->focus];
}

bool fields_changed(const struct fields *fields)
{
    for (size_t i = 0; i < fields->count; i++) {
        const struct field *field = &fields->field[i];
        if (field->edit && text_edit_version(field->edit) != field->set_version &&
            text_edit_length(field->edit))
            return true;
    }
    return false;
}

bool fields_next(struct fields *fields)
{
    if (fields->focus + 1 >= fields->count)
        return false;
    fields->focus++;
    return true;
}

bool fields_prev(struct fields *fields)
{
    if (fields->focus == 0)
        return false;
    fields->focus--;
    return true;
}

static bool type_secret(struct secret *secret, const char *text, size_t length)
{
    size_t used = secret_length(secret);
    if (length > secret_size(secret) - used)
        return false;
    memcpy(secret_bytes(secret) + used, text, length);
    secret_set_length(secret, used + length);
    return true;
}

bool fields_type(struct fields *fields, const char *text, size_t length)
{
    struct field *field = fields_focused(fields);
    switch (field->spec->kind) {
    case FIELD_LINE:
        return text_edit_insert(field->edit, text, length, true);
    case FIELD_SECRET:
        return type_secret(field->secret, text, length);
    case FIELD_CHOICE:
        if (length == 1 && text[0] == ' ') {
            fields_turn(fields, 1);
            return true;
        }
        if (length == 1 && text[0] >= '1' && (size_t)(text[0] - '1') < option_count(field->spec)) {
            field->option = (size_t)(text[0] - '1');
            return true;
        }
        /* Words do not wait: they belong to the next line that takes words. */
        for (size_t i = fields->focus + 1; i < fields->count; i++)
            if (fields->field[i].spec->kind == FIELD_LINE) {
                fields->focus = i;
                return text_edit_insert(fields->field[i].edit, text, length, true);
            }
        return false;
    }
    return false;
}

void fields_erase(struct fields *fields)
{
    struct field *field = fields_focused(fields);
    if (field->spec->kind != FIELD_SECRET)
        return;
    size_t used = secret_length(field->secret);
    const uint8_t *bytes = secret_view(field->secret);
    while (used > 0 && (bytes[used - 1] & 0xC0) == 0x80)
        used--;
    secret_set_length(field->secret, used ? used - 1 : 0);
}

void fields_turn(struct fields *fields, int step)
{
    struct field *field = fields_focused(fields);
    if (field->spec->kind != FIELD_CHOICE)
        return;
    size_t count = option_count(field->spec);
    field->option = (field->option + (step > 0 ? 1 : count - 1)) % count;
}
