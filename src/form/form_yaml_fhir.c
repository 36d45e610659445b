/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "x_fhir": whatever it says goes into the FHIR export as it is, so it is kept as
 * JSON. Words in quotes are texts; bare ones may be numbers, true, false or null.
 * Beyond ASCII it is escaped: a string of FHIR cannot hold every kind of space, and
 * this text is one in an exported Questionnaire.
 */
#include "form/form_yaml.h"

#include "base/decimal.h"
#include "base/json.h"

#include <string.h>

static void add_text(struct buf *out, const char *text, size_t length)
{
    json_t *string = json_stringn(text, length);

    json_write_ascii(out, string);
    json_decref(string);
}

static bool is_bare(const struct yaml_value *value)
{
    static const char *const words[] = {"true", "false", "null"};
    size_t digits = value->length > 0 && value->text[0] == '-';
    double number;

    if (!value->plain)
        return false;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strcmp(value->text, words[i]) == 0)
            return true;
    /* A number of JSON has no zero in front. */
    return decimal_read(&number, value->text, value->length) &&
           !(value->text[digits] == '0' && value->length > digits + 1 &&
             value->text[digits + 1] != '.');
}

/* Depth is bounded by the YAML reader. */
static void add_value(struct buf *out, const struct yaml_value *value)
{
    switch (value->kind) {
    case YAML_SCALAR:
        if (is_bare(value))
            buf_add(out, value->text, value->length);
        else
            add_text(out, value->text, value->length);
        break;
    case YAML_LIST:
        buf_add_char(out, '[');
        for (size_t i = 0; i < value->count; i++) {
            buf_add_text(out, i > 0 ? "," : "");
            add_value(out, value->items[i]);
        }
        buf_add_char(out, ']');
        break;
    case YAML_MAP:
        buf_add_char(out, '{');
        for (size_t i = 0; i < value->count; i++) {
            buf_add_text(out, i > 0 ? "," : "");
            add_text(out, value->keys[i]->text, value->keys[i]->length);
            buf_add_char(out, ':');
            add_value(out, value->items[i]);
        }
        buf_add_char(out, '}');
        break;
    }
}

void read_fhir(struct form_reader *reader, const struct form_key *key, void *target,
               const struct yaml_value *value)
{
    struct item *item = target;
    struct buf json = BUF_INIT;

    if (!reader_expect(reader, value, YAML_MAP, key->name))
        return;
    add_value(&json, value);
    item->fhir = arena_copy(reader->arena, buf_text(&json), json.length);
    buf_finish(&json);
}
