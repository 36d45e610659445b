/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values as they are written down. Each kind has a key of its own, so that a
 * value can be read without the form that asked for it.
 */
#include "form/value.h"

#include "base/alloc.h"
#include "base/edtf.h"
#include "base/i18n.h"

#include <string.h>

static json_t *codes_to_json(const struct value *value)
{
    json_t *codes = json_array();

    for (size_t i = 0; i < value->choice_count; i++)
        json_array_append_new(codes, json_string(value->choices[i]));
    return codes;
}

static json_t *choices_to_json(const struct value *value)
{
    json_t *object = json_object();

    json_object_set_new(object, "choices", codes_to_json(value));
    json_put_text(object, "other", value->text);
    return object;
}

/* {"KEY": text, "MORE": string} */
static json_t *text_to_json(const struct value *value, const char *key, const char *more,
                            const char *string)
{
    json_t *object = json_object();

    json_object_set_new(object, key, json_string(value->text ? value->text : ""));
    json_put_text(object, more, string);
    return object;
}

static json_t *file_to_json(const struct value *value)
{
    json_t *object = json_object();

    json_object_set_new(object, "file", json_string(value->file));
    json_object_set_new(object, "name", json_string(value->text ? value->text : ""));
    json_object_set_new(object, "bytes", json_integer(value->integer));
    json_put_text(object, "media", value->unit);
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
    case VALUE_RANK:
        return json_pack("{s:o}", "rank", codes_to_json(value));
    case VALUE_DATE:
        return text_to_json(value, "words", "edtf", value->edtf);
    case VALUE_DATETIME:
        return text_to_json(value, "moment", "edtf", value->edtf);
    case VALUE_DECIMAL:
    case VALUE_QUANTITY:
        return text_to_json(value, "decimal", "unit", value->unit);
    case VALUE_TIME:
        return text_to_json(value, "time", "", NULL);
    case VALUE_FILE:
        return file_to_json(value);
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

static bool codes_from_json(struct value *out, const json_t *codes,
                            void (*add)(struct value *value, const char *code))
{
    if (!json_is_array(codes))
        return false;
    for (size_t i = 0; i < json_array_size(codes); i++) {
        const json_t *code = json_array_get(codes, i);

        if (!whole_string(code) || json_string_length(code) == 0 ||
            value_has_choice(out, json_string_value(code)))
            return false;
        add(out, json_string_value(code));
    }
    return true;
}

static bool choices_from_json(struct value *out, const json_t *json)
{
    const json_t *other = json_object_get(json, "other");

    if (!has_shape(json, "choices", "other") ||
        !codes_from_json(out, json_object_get(json, "choices"), value_add_choice))
        return false;
    out->kind = VALUE_CHOICES;
    if (other)
        value_set_other(out, json_string_value(other), json_string_length(other));
    return true;
}

static bool rank_from_json(struct value *out, const json_t *json)
{
    return has_shape(json, "rank", "rank ") &&
           codes_from_json(out, json_object_get(json, "rank"), value_add_rank);
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

static bool datetime_from_json(struct value *out, const json_t *json)
{
    const json_t *words = json_object_get(json, "moment");
    const json_t *edtf = json_object_get(json, "edtf");

    if (!has_shape(json, "moment", "edtf") || !whole_string(words) ||
        (edtf && !value_datetime_valid(json_string_value(edtf))))
        return false;
    value_set_datetime(out, json_string_value(words), json_string_length(words),
                       edtf ? json_string_value(edtf) : NULL);
    return true;
}

static bool decimal_from_json(struct value *out, const json_t *json)
{
    const json_t *digits = json_object_get(json, "decimal");
    const json_t *unit = json_object_get(json, "unit");

    if (!has_shape(json, "decimal", "unit") || !whole_string(digits))
        return false;
    return unit ? value_set_quantity(out, json_string_value(digits), json_string_length(digits),
                                     json_string_value(unit))
                : value_set_decimal(out, json_string_value(digits), json_string_length(digits));
}

static bool time_from_json(struct value *out, const json_t *json)
{
    const json_t *time = json_object_get(json, "time");

    if (!has_shape(json, "time", "time ") || !whole_string(time) ||
        !value_time_valid(json_string_value(time)))
        return false;
    value_set_time(out, json_string_value(time));
    return true;
}

static bool file_from_json(struct value *out, const json_t *json)
{
    const json_t *id = json_object_get(json, "file"), *name = json_object_get(json, "name");
    const json_t *bytes = json_object_get(json, "bytes"), *media = json_object_get(json, "media");

    if (json_object_size(json) != (media ? 4 : 3) || !whole_string(id) || !whole_string(name) ||
        json_string_length(id) == 0 || !json_is_integer(bytes) || json_integer_value(bytes) < 0 ||
        (media && !whole_string(media)))
        return false;
    value_set_file(out, json_string_value(id), json_string_value(name), json_integer_value(bytes),
                   media ? json_string_value(media) : "");
    return true;
}

static const struct {
    const char *key;
    bool (*read)(struct value *out, const json_t *json);
} readers[] = {
    {"choices", choices_from_json}, {"words", date_from_json}, {"moment", datetime_from_json},
    {"decimal", decimal_from_json}, {"time", time_from_json},  {"rank", rank_from_json},
    {"file", file_from_json},
};

static bool object_from_json(struct value *out, const json_t *json)
{
    for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++)
        if (json_object_get(json, readers[i].key))
            return readers[i].read(out, json);
    return false;
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
        return object_from_json(out, json);
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
        return error_set(
            err, ERROR_INVALID,
            _("this is no answer: expected a text, a whole number, true or false, "
              "choices with an optional other, words with an optional edtf, a decimal, a "
              "time, a moment, a rank or a file"));
    }
    value_finish(out);
    *out = value;
    return true;
}
