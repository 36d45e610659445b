/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A contact as a value: when, who was there, in which language and with which
 * interpreter. Its identifier stands in the edit, beside the JSON.
 */
#include "record/change.h"
#include "record/state.h"

#include "base/i18n.h"
#include "record/fields.h"

#include <string.h>

static const struct text_field contact_field_table[] = {
    {"date", offsetof(struct contact, date), FIELD_MAX_SHORT},
    {"present", offsetof(struct contact, present), EDIT_MAX_TEXT},
    {"language", offsetof(struct contact, language), FIELD_MAX_SHORT},
    {"interpreter", offsetof(struct contact, interpreter), FIELD_MAX_SHORT},
    {"mode", offsetof(struct contact, mode), FIELD_MAX_SHORT},
    {"trouble", offsetof(struct contact, trouble), EDIT_MAX_TEXT},
    {"consent", offsetof(struct contact, consent), EDIT_MAX_TEXT},
    {"planned", offsetof(struct contact, planned), FIELD_MAX_SHORT},
    {"next", offsetof(struct contact, next), FIELD_MAX_SHORT},
};
static const struct text_fields contact_fields = {
    contact_field_table, sizeof(contact_field_table) / sizeof(contact_field_table[0])};

void contact_init(struct contact *contact)
{
    memset(contact, 0, sizeof(*contact));
    fields_init(contact, &contact_fields);
}

void contact_finish(struct contact *contact)
{
    fields_finish(contact, &contact_fields);
    memset(contact, 0, sizeof(*contact));
}

void contact_copy(struct contact *out, const struct contact *from)
{
    if (out == from) {
        return;
    }
    fields_copy(out, from, &contact_fields);
    memcpy(out->id, from->id, sizeof(out->id));
    out->time = from->time;
    out->professional = from->professional;
}

bool contact_equal(const struct contact *a, const struct contact *b)
{
    return a->time == b->time && a->professional == b->professional &&
           fields_equal(a, b, &contact_fields);
}

json_t *contact_to_json(const struct contact *contact)
{
    json_t *json = json_object();
    json_object_set_new(json, "time", json_integer(contact->time));
    fields_to_json(json, contact, &contact_fields);
    if (contact->professional) {
        json_object_set_new(json, "professional", json_true());
    }
    return json;
}

bool contact_from_json(struct contact *out, const json_t *json, struct error *err)
{
    static const char *const more[] = {"time", "professional"};
    if (!fields_check_keys(json, &contact_fields, more, 2, err) ||
        !fields_from_json(out, json, &contact_fields, err)) {
        return false;
    }
    const json_t *time = json_object_get(json, "time");
    const json_t *professional = json_object_get(json, "professional");
    if (!edit_time_is_valid(time)) {
        return error_set(err, ERROR_INVALID, _("“time” should be milliseconds since 1970"));
    }
    if (professional && !json_is_boolean(professional)) {
        return error_set(err, ERROR_INVALID, _("“professional” should be true or false"));
    }
    out->time = json_integer_value(time);
    out->professional = json_is_true(professional);
    return true;
}
