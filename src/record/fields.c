/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts of a struct through a table of offsets, so that init, copy, compare
 * and JSON are written once for patients, contacts, answers and interviews.
 */
#include "record/fields.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/secret.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static char **member(void *object, const struct text_field *field)
{
    return (char **)(void *)((char *)object + field->offset);
}

/* "" for a member that was never set. */
static const char *member_text(const void *object, const struct text_field *field)
{
    const char *const *text =
        (const char *const *)(const void *)((const char *)object + field->offset);
    return *text ? *text : "";
}

static void wipe_text(char **text)
{
    if (*text) {
        secret_wipe(*text, strlen(*text));
    }
    free(*text);
    *text = NULL;
}

void field_set(char **field, const char *text)
{
    char *copy = alloc_string(text ? text : "");
    wipe_text(field);
    *field = copy;
}

void fields_init(void *object, const struct text_fields *table)
{
    for (size_t i = 0; i < table->count; i++) {
        *member(object, &table->fields[i]) = alloc_string("");
    }
}

void fields_finish(void *object, const struct text_fields *table)
{
    for (size_t i = 0; i < table->count; i++) {
        wipe_text(member(object, &table->fields[i]));
    }
}

void fields_copy(void *out, const void *from, const struct text_fields *table)
{
    for (size_t i = 0; i < table->count; i++) {
        if (out != from) {
            field_set(member(out, &table->fields[i]), member_text(from, &table->fields[i]));
        }
    }
}

bool fields_equal(const void *a, const void *b, const struct text_fields *table)
{
    for (size_t i = 0; i < table->count; i++) {
        if (strcmp(member_text(a, &table->fields[i]), member_text(b, &table->fields[i])) != 0) {
            return false;
        }
    }
    return true;
}

bool fields_are_empty(const void *object, const struct text_fields *table)
{
    for (size_t i = 0; i < table->count; i++) {
        if (member_text(object, &table->fields[i])[0] != '\0') {
            return false;
        }
    }
    return true;
}

json_t *text_to_json(const char *text)
{
    json_t *json = json_string(text);
    if (!json) {
        struct buf marked = BUF_INIT;
        text_display(&marked, text, strlen(text), 0);
        json = json_string(buf_text(&marked));
        buf_finish(&marked);
    }
    return json;
}

void fields_to_json(json_t *out, const void *object, const struct text_fields *table)
{
    for (size_t i = 0; i < table->count; i++) {
        const char *text = member_text(object, &table->fields[i]);
        if (text[0] != '\0') {
            json_object_set_new(out, table->fields[i].key, text_to_json(text));
        }
    }
}

bool fields_from_json(void *out, const json_t *json, const struct text_fields *table,
                      struct error *err)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct text_field *field = &table->fields[i];
        const json_t *value = json_object_get(json, field->key);
        if (value && !json_is_string(value)) {
            return error_set(err, ERROR_INVALID, _("“%s” should be a text"), field->key);
        }
        if (value && json_string_length(value) > field->max) {
            return error_set(err, ERROR_LIMIT, _("“%s” is longer than %zu bytes"), field->key,
                             field->max);
        }
        if (value && strlen(json_string_value(value)) != json_string_length(value)) {
            return error_set(err, ERROR_INVALID, _("“%s” contains a NUL"), field->key);
        }
    }
    for (size_t i = 0; i < table->count; i++) {
        const json_t *value = json_object_get(json, table->fields[i].key);
        field_set(member(out, &table->fields[i]), value ? json_string_value(value) : "");
    }
    return true;
}

static bool key_is_known(const char *key, const struct text_fields *table, const char *const *more,
                         size_t more_count)
{
    for (size_t i = 0; i < table->count; i++) {
        if (strcmp(key, table->fields[i].key) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < more_count; i++) {
        if (strcmp(key, more[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool fields_check_keys(const json_t *json, const struct text_fields *table, const char *const *more,
                       size_t more_count, struct error *err)
{
    const char *key;
    json_t *value;
    if (!json_is_object(json)) {
        return error_set(err, ERROR_INVALID, _("expected an object in braces"));
    }
    json_object_foreach((json_t *)json, key, value)
    {
        if (!key_is_known(key, table, more, more_count)) {
            return error_set(err, ERROR_INVALID, _("unknown key “%.40s”"), key);
        }
    }
    return true;
}
