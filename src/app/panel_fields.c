/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values of a panel. Passphrases stay in locked memory from the first key on
 * and are never part of a draft.
 */
#include "app/panel_fields.h"

#include "base/alloc.h"
#include "base/text.h"

#include <assert.h>
#include <string.h>

static size_t option_count(const struct field_spec *spec)
{
    size_t count = 0;
    while (spec->options && spec->options[count].code) {
        count++;
    }
    return count;
}

void panel_fields_init(struct panel_fields *fields, const struct field_spec *specs)
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

void panel_fields_finish(struct panel_fields *fields)
{
    for (size_t i = 0; i < fields->count; i++) {
        text_edit_destroy(fields->field[i].edit);
        secret_destroy(fields->field[i].secret);
    }
    memset(fields, 0, sizeof *fields);
}

struct field *panel_fields_find(struct panel_fields *fields, const char *name)
{
    for (size_t i = 0; i < fields->count; i++) {
        if (strcmp(fields->field[i].spec->name, name) == 0) {
            return &fields->field[i];
        }
    }
    assert(!"a field that its panel does not have");
    return NULL;
}

const char *panel_fields_text(struct panel_fields *fields, const char *name)
{
    struct field *field = panel_fields_find(fields, name);
    assert(field->spec->kind != FIELD_SECRET);
    if (field->spec->kind == FIELD_CHOICE) {
        return field->spec->options[field->option].code;
    }
    return text_edit_text(field->edit);
}

void panel_fields_set(struct panel_fields *fields, const char *name, const char *text)
{
    struct field *field = panel_fields_find(fields, name);
    if (field->spec->kind == FIELD_LINE) {
        text_edit_set(field->edit, text, strlen(text));
        field->set_version = text_edit_version(field->edit);
    }
    for (size_t i = 0; field->spec->kind == FIELD_CHOICE && field->spec->options[i].code; i++) {
        if (strcmp(field->spec->options[i].code, text) == 0) {
            field->option = i;
        }
    }
}

struct secret *panel_fields_secret(struct panel_fields *fields, const char *name)
{
    return panel_fields_find(fields, name)->secret;
}

struct field *panel_fields_focused(struct panel_fields *fields)
{
    return &fields->field[fields->focus];
}

void panel_fields_go(struct panel_fields *fields, const char *name)
{
    fields->focus = (size_t)(panel_fields_find(fields, name) - fields->field);
}

bool panel_fields_changed(const struct panel_fields *fields)
{
    for (size_t i = 0; i < fields->count; i++) {
        const struct field *field = &fields->field[i];
        if (field->edit && text_edit_version(field->edit) != field->set_version &&
            text_edit_length(field->edit)) {
            return true;
        }
    }
    return false;
}

bool panel_fields_next(struct panel_fields *fields)
{
    if (fields->focus + 1 >= fields->count) {
        return false;
    }
    fields->focus++;
    return true;
}

bool panel_fields_prev(struct panel_fields *fields)
{
    if (fields->focus == 0) {
        return false;
    }
    fields->focus--;
    return true;
}

static bool type_secret(struct secret *secret, const char *text, size_t length)
{
    size_t used = secret_length(secret);
    if (length > secret_size(secret) - used) {
        return false;
    }
    memcpy(secret_bytes(secret) + used, text, length);
    secret_set_length(secret, used + length);
    return true;
}

bool panel_fields_type(struct panel_fields *fields, const char *text, size_t length)
{
    struct field *field = panel_fields_focused(fields);
    switch (field->spec->kind) {
    case FIELD_LINE:
        return text_edit_insert(field->edit, text, length, true);
    case FIELD_SECRET:
        return type_secret(field->secret, text, length);
    case FIELD_CHOICE:
        if (length == 1 && text[0] == ' ') {
            panel_fields_turn(fields, 1);
            return true;
        }
        if (length == 1 && text[0] >= '1' && (size_t)(text[0] - '1') < option_count(field->spec)) {
            field->option = (size_t)(text[0] - '1');
            return true;
        }
        /* Words do not wait: they belong to the next line that takes words. */
        for (size_t i = fields->focus + 1; i < fields->count; i++) {
            if (fields->field[i].spec->kind == FIELD_LINE) {
                fields->focus = i;
                return text_edit_insert(fields->field[i].edit, text, length, true);
            }
        }
        return false;
    }
    return false;
}

void panel_fields_erase(struct panel_fields *fields)
{
    struct field *field = panel_fields_focused(fields);
    if (field->spec->kind != FIELD_SECRET) {
        return;
    }
    size_t used = secret_length(field->secret);
    const uint8_t *bytes = secret_view(field->secret);
    while (used > 0 && (bytes[used - 1] & 0xC0) == 0x80) {
        used--;
    }
    secret_set_length(field->secret, used ? used - 1 : 0);
}

void panel_fields_wipe(struct panel_fields *fields)
{
    struct field *field = panel_fields_focused(fields);
    if (field->spec->kind == FIELD_SECRET) {
        secret_set_length(field->secret, 0);
    }
}

void panel_fields_turn(struct panel_fields *fields, int step)
{
    struct field *field = panel_fields_focused(fields);
    if (field->spec->kind != FIELD_CHOICE) {
        return;
    }
    size_t count = option_count(field->spec);
    field->option = (field->option + (step > 0 ? 1 : count - 1)) % count;
}
