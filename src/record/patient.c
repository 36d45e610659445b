/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The patient as a value: a name or a code, and what little else the register
 * needs. The meaning of the birth date follows from its words.
 */
#include "record/change.h"
#include "record/state.h"

#include "base/edtf.h"
#include "base/i18n.h"
#include "record/fields.h"

#include <stdlib.h>
#include <string.h>

static const struct text_field patient_field_table[] = {
    {"name", offsetof(struct patient, name), FIELD_MAX_SHORT},
    {"code", offsetof(struct patient, code), FIELD_MAX_SHORT},
    {"birth", offsetof(struct patient, birth), FIELD_MAX_SHORT},
    {"languages", offsetof(struct patient, languages), FIELD_MAX_SHORT},
    {"note", offsetof(struct patient, note), EDIT_MAX_TEXT},
};
static const struct text_fields patient_fields = {
    patient_field_table, sizeof(patient_field_table) / sizeof(patient_field_table[0])};

void patient_init(struct patient *patient)
{
    memset(patient, 0, sizeof(*patient));
    fields_init(patient, &patient_fields);
    field_set(&patient->birth_edtf, "");
}

void patient_finish(struct patient *patient)
{
    fields_finish(patient, &patient_fields);
    field_set(&patient->birth_edtf, "");
    free(patient->birth_edtf);
    memset(patient, 0, sizeof(*patient));
}

void patient_copy(struct patient *out, const struct patient *from)
{
    if (out != from) {
        fields_copy(out, from, &patient_fields);
        field_set(&out->birth_edtf, from->birth_edtf);
    }
}

bool patient_equal(const struct patient *a, const struct patient *b)
{
    return fields_equal(a, b, &patient_fields);
}

void patient_set_birth(struct patient *patient, const char *words)
{
    struct edtf date;
    struct buf meaning = BUF_INIT;

    if (words != patient->birth) {
        field_set(&patient->birth, words);
    }
    if (edtf_understand(&date, patient->birth, strlen(patient->birth))) {
        edtf_format(&meaning, &date);
    }
    field_set(&patient->birth_edtf, buf_text(&meaning));
    buf_finish(&meaning);
}

json_t *patient_to_json(const struct patient *patient)
{
    if (fields_are_empty(patient, &patient_fields)) {
        return NULL;
    }
    json_t *json = json_object();
    fields_to_json(json, patient, &patient_fields);
    return json;
}

bool patient_from_json(struct patient *out, const json_t *json, struct error *err)
{
    if (!fields_check_keys(json, &patient_fields, NULL, 0, err) ||
        !fields_from_json(out, json, &patient_fields, err)) {
        return false;
    }
    patient_set_birth(out, out->birth);
    if (out->name[0] == '\0' && out->code[0] == '\0') {
        return error_set(err, ERROR_INVALID, _("a patient needs a name or a code"));
    }
    return true;
}
