/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values own their strings and wipe them: they are a person's words. Codes of
 * choices are unique within a value, so that a value is a set with an order.
 */
#include "form/value.h"

#include "base/alloc.h"
#include "base/edtf.h"
#include "base/i18n.h"
#include "base/secret.h"

#include <stdlib.h>
#include <string.h>

static void string_finish(char **string)
{
    if (*string) {
        secret_wipe(*string, strlen(*string));
        free(*string);
    }
    *string = NULL;
}

void value_finish(struct value *value)
{
    string_finish(&value->text);
    string_finish(&value->edtf);
    string_finish(&value->unit);
    string_finish(&value->file);
    for (size_t i = 0; i < value->choice_count; i++)
        string_finish(&value->choices[i]);
    free(value->choices);
    *value = (struct value)VALUE_INIT;
}

static char *string_copy(const char *string)
{
    return string ? alloc_string(string) : NULL;
}

void value_copy(struct value *out, const struct value *from)
{
    struct value copy = VALUE_INIT;

    copy.kind = from->kind;
    copy.integer = from->integer;
    copy.text = string_copy(from->text);
    copy.edtf = string_copy(from->edtf);
    copy.decimal = from->decimal;
    copy.unit = string_copy(from->unit);
    copy.file = string_copy(from->file);
    if (from->choice_count > 0) {
        copy.choices = alloc_array(from->choice_count, sizeof(*copy.choices));
        for (size_t i = 0; i < from->choice_count; i++)
            copy.choices[i] = alloc_string(from->choices[i]);
        copy.choice_count = from->choice_count;
    }
    value_finish(out);
    *out = copy;
}

static bool string_is_empty(const char *string)
{
    return !string || string[0] == '\0';
}

static bool string_equal(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

bool value_is_empty(const struct value *value)
{
    switch (value->kind) {
    case VALUE_EMPTY:
        return true;
    case VALUE_TEXT:
    case VALUE_DATE:
    case VALUE_DATETIME:
    case VALUE_TIME:
    case VALUE_DECIMAL:
    case VALUE_QUANTITY:
        return string_is_empty(value->text);
    case VALUE_FILE:
        return string_is_empty(value->file);
    case VALUE_RANK:
    case VALUE_CHOICES:
        return value->choice_count == 0 && string_is_empty(value->text);
    case VALUE_INTEGER:
    case VALUE_BOOLEAN:
        return false;
    }
    return true;
}

bool value_has_choice(const struct value *value, const char *code)
{
    for (size_t i = 0; i < value->choice_count; i++)
        if (strcmp(value->choices[i], code) == 0)
            return true;
    return false;
}

bool value_equal(const struct value *a, const struct value *b)
{
    if (value_is_empty(a) || value_is_empty(b))
        return value_is_empty(a) && value_is_empty(b);
    if (a->kind != b->kind || a->integer != b->integer || a->choice_count != b->choice_count ||
        !string_equal(a->text, b->text) || !string_equal(a->edtf, b->edtf))
        return false;
    for (size_t i = 0; i < a->choice_count; i++)
        if (!value_has_choice(b, a->choices[i]))
            return false;
    return true;
}

void value_set_text(struct value *value, const char *text, size_t length)
{
    char *copy = alloc_copy(text, length);

    value_finish(value);
    value->kind = VALUE_TEXT;
    value->text = copy;
}

void value_set_integer(struct value *value, int64_t integer)
{
    value_finish(value);
    value->kind = VALUE_INTEGER;
    value->integer = integer;
}

void value_set_boolean(struct value *value, bool yes)
{
    value_finish(value);
    value->kind = VALUE_BOOLEAN;
    value->integer = yes;
}

void value_set_date(struct value *value, const char *words, size_t length)
{
    char *copy = alloc_copy(words, length);
    struct edtf date;

    value_finish(value);
    value->kind = VALUE_DATE;
    value->text = copy;
    if (edtf_understand(&date, copy, length)) {
        struct buf edtf = BUF_INIT;

        edtf_format(&edtf, &date);
        value->edtf = buf_take(&edtf);
    }
}

/* Codes and the free text of "other" live together; anything else gives way. */
static void become_choices(struct value *value)
{
    if (value->kind != VALUE_CHOICES)
        value_finish(value);
    value->kind = VALUE_CHOICES;
}

void value_add_choice(struct value *value, const char *code)
{
    char *copy = alloc_string(code);

    become_choices(value);
    if (value_has_choice(value, copy)) {
        free(copy);
        return;
    }
    value->choices = alloc_resize(value->choices, value->choice_count + 1, sizeof(*value->choices));
    value->choices[value->choice_count++] = copy;
}

void value_remove_choice(struct value *value, const char *code)
{
    for (size_t i = 0; i < value->choice_count; i++) {
        if (strcmp(value->choices[i], code) != 0)
            continue;
        string_finish(&value->choices[i]);
        value->choice_count--;
        memmove(&value->choices[i], &value->choices[i + 1],
                (value->choice_count - i) * sizeof(*value->choices));
        return;
    }
}

void value_set_other(struct value *value, const char *text, size_t length)
{
    char *copy = length > 0 ? alloc_copy(text, length) : NULL;

    become_choices(value);
    string_finish(&value->text);
    value->text = copy;
}

static json_t *choices_to_json(const struct value *value)
{
    json_t *object = json_object();
    json_t *codes = json_array();

    for (size_t i = 0; i < value->choice_count; i++)
        json_array_append_new(codes, json_string(value->choices[i]));
    json_object_set_new(object, "choices", codes);
    json_put_text(object, "other", value->text);
    return object;
}

static json_t *date_to_json(const struct value *value)
{
    json_t *object = json_object();

    json_object_set_new(object, "words", json_string(value->text ? value->text : ""));
    json_put_text(object, "edtf", value->edtf);
    return object;
}

json_t *value_to_json(const struct value *value)
{
    if (value_is_empty(value))
        return json_null();
    switch (value->kind) {
    case VALUE_TEXT:
        return json_string(value->text);
    case VALUE_INTEGER:
        return json_integer(value->integer);
    case VALUE_BOOLEAN:
        return json_boolean(value->integer != 0);
    case VALUE_CHOICES:
        return choices_to_json(value);
    case VALUE_DATE:
        return date_to_json(value);
    case VALUE_EMPTY:
        break;
    }
    return json_null();
}

/* A string without NUL inside: our strings end at the first one. */
static bool whole_string(const json_t *json)
{
    return json_is_string(json) && strlen(json_string_value(json)) == json_string_length(json);
}

/* OBJECT has KEY and at most one more, which is OPTIONAL and a string. */
static bool has_shape(const json_t *object, const char *key, const char *optional)
{
    const json_t *extra = json_object_get(object, optional);
    size_t known = extra ? 2 : 1;

    return json_object_get(object, key) && json_object_size(object) == known &&
           (!extra || whole_string(extra));
}

static bool choices_from_json(struct value *out, const json_t *json)
{
    const json_t *codes = json_object_get(json, "choices");
    const json_t *other = json_object_get(json, "other");

    if (!has_shape(json, "choices", "other") || !json_is_array(codes))
        return false;
    become_choices(out);
    for (size_t i = 0; i < json_array_size(codes); i++) {
        const json_t *code = json_array_get(codes, i);

        if (!whole_string(code) || json_string_length(code) == 0 ||
            value_has_choice(out, json_string_value(code)))
            return false;
        value_add_choice(out, json_string_value(code));
    }
    if (other)
        value_set_other(out, json_string_value(other), json_string_length(other));
    return true;
}

/* The meaning is taken as it was stored: a later reading of words never changes old answers. */
static bool date_from_json(struct value *out, const json_t *json)
{
    const json_t *words = json_object_get(json, "words");
    const json_t *edtf = json_object_get(json, "edtf");
    struct edtf date;

    if (!has_shape(json, "words", "edtf") || !whole_string(words))
        return false;
    if (edtf && !edtf_parse(&date, json_string_value(edtf), json_string_length(edtf), NULL))
        return false;
    out->kind = VALUE_DATE;
    out->text = alloc_copy(json_string_value(words), json_string_length(words));
    out->edtf = edtf ? alloc_string(json_string_value(edtf)) : NULL;
    return true;
}

static bool read_json(struct value *out, const json_t *json)
{
    switch (json_typeof(json)) {
    case JSON_NULL:
        return true;
    case JSON_STRING:
        if (!whole_string(json))
            return false;
        value_set_text(out, json_string_value(json), json_string_length(json));
        return true;
    case JSON_INTEGER:
        value_set_integer(out, json_integer_value(json));
        return true;
    case JSON_TRUE:
    case JSON_FALSE:
        value_set_boolean(out, json_is_true(json));
        return true;
    case JSON_OBJECT:
        return json_object_get(json, "choices") ? choices_from_json(out, json)
                                                : date_from_json(out, json);
    case JSON_ARRAY:
    case JSON_REAL:
        break;
    }
    return false;
}

bool value_from_json(struct value *out, const json_t *json, struct error *err)
{
    struct value value = VALUE_INIT;

    if (!json || !read_json(&value, json)) {
        value_finish(&value);
        return error_set(err, ERROR_INVALID,
                         _("this is no answer: expected a text, a whole number, true or false, "
                           "choices with an optional other, or words with an optional edtf"));
    }
    value_finish(out);
    *out = value;
    return true;
}
