/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is in the record, and when they met: Patient, Practitioner, Encounter and
 * whoever interpreted. What was said in words and has no place in FHIR stands in
 * extensions with the names of the summary's JSON.
 */
#include "export/fhir.h"

#include "base/i18n.h"
#include "export/language.h"
#include "export/phrase.h"
#include "export/questionnaire_writer.h"
#include "export/when.h"

#include <ctype.h>
#include <string.h>

#define TERMINOLOGY "http://terminology.hl7.org/CodeSystem/"

static bool has(const char *text)
{
    return text != NULL && *text != '\0';
}

static const char *say(const struct fhir *self, const char *text)
{
    return i18n_in(self->language, text);
}

static json_t *identifier(const char *system, const char *value)
{
    json_t *json = json_object();
    json_put_text(json, "system", system);
    fhir_put(json, "value", value);
    return json;
}

static json_t *name_of(const char *text)
{
    json_t *json = json_object();
    fhir_put(json, "text", text);
    return json;
}

/* ---- the patient ---- */

json_t *fhir_patient_reference(const struct fhir *self)
{
    const struct summary_request *request = self->summary->request;
    const struct patient *patient = &request->record->patient;
    return fhir_reference("Patient", request->patient_id,
                          has(patient->name) ? patient->name : patient->code);
}

/* A date that is one, and beside it the words and the meaning wherever it is not all of them. */
static void put_birth(json_t *resource, const struct patient *patient)
{
    struct buf date = BUF_INIT;
    json_t *beside = json_object();
    if (fhir_date(&date, patient->birth_edtf)) {
        json_put_text(resource, "birthDate", buf_text(&date));
    } else if (has(patient->birth)) {
        fhir_put_absent(beside, "as-text");
    }
    if (has(patient->birth_edtf) && strcmp(patient->birth_edtf, buf_text(&date)) != 0) {
        fhir_extend_text(beside, "birth_edtf", "valueString", patient->birth_edtf);
    }
    if (has(patient->birth) && strcmp(patient->birth, buf_text(&date)) != 0) {
        fhir_extend_text(beside, "birth", "valueString", patient->birth);
    }
    if (json_object_size(beside) > 0) {
        json_object_set(resource, "_birthDate", beside);
    }
    json_decref(beside);
    buf_finish(&date);
}

static json_t *language_concept(const struct fhir *self, const char *code)
{
    struct buf name = BUF_INIT;
    struct buf tag = BUF_INIT;
    language_name(&name, code, self->language);
    json_t *coding =
        language_tag(&tag, code) ? fhir_coding("urn:ietf:bcp:47", buf_text(&tag), NULL) : NULL;
    json_t *concept = fhir_concept(coding, buf_text(&name));
    buf_finish(&tag);
    buf_finish(&name);
    return concept;
}

static void put_languages(const struct fhir *self, json_t *resource, const char *codes,
                          struct fhir_narrative *narrative)
{
    struct buf code = BUF_INIT, names = BUF_INIT;
    for (const char *at = codes != NULL ? codes : ""; *at != '\0';) {
        size_t length = strcspn(at, " ");
        if (length > 0) {
            buf_clear(&code);
            buf_add(&code, at, length);
            json_t *communication = json_object();
            json_object_set_new(communication, "language", language_concept(self, buf_text(&code)));
            fhir_append(resource, "communication", communication);
            buf_add_text(&names, names.length > 0 ? ", " : "");
            language_name(&names, buf_text(&code), self->language);
        }
        at += length + (at[length] == ' ');
    }
    fhir_narrate_fact(narrative, say(self, N_("Languages")), buf_text(&names));
    buf_finish(&names);
    buf_finish(&code);
}

void fhir_add_patient(struct fhir *self)
{
    const struct summary_request *request = self->summary->request;
    const struct patient *patient = &request->record->patient;
    struct fhir_narrative narrative = {BUF_INIT};
    struct buf birth = BUF_INIT;
    json_t *resource = fhir_add(self, "Patient", request->patient_id, FHIR_NOWHERE);
    if (has(request->patient_id)) {
        fhir_append(resource, "identifier", identifier("urn:verhaal:record", request->patient_id));
    }
    if (has(patient->code)) {
        fhir_append(resource, "identifier", identifier("urn:verhaal:code", patient->code));
    }
    if (has(patient->name)) {
        fhir_append(resource, "name", name_of(patient->name));
    }
    put_birth(resource, patient);
    fhir_extend_text(resource, "note", "valueString", patient->note);
    fhir_narrate_fact(&narrative, say(self, N_("Name")), patient->name);
    fhir_narrate_fact(&narrative, say(self, N_("Code")), patient->code);
    when_spoken(&birth, patient->birth, patient->birth_edtf, self->language);
    fhir_narrate_fact(&narrative, say(self, N_("Born")), buf_text(&birth));
    put_languages(self, resource, patient->languages, &narrative);
    fhir_narrate_fact(&narrative, say(self, N_("Note")), patient->note);
    fhir_put_narrative(self, resource, &narrative);
    buf_finish(&birth);
}

/* ---- users ---- */

json_t *fhir_user(struct fhir *self, const char *name)
{
    json_t *resource;
    if (!has(name)) { /* nobody is named: then nobody is made up */
        json_t *nobody = json_object();
        fhir_put(nobody, "display", say(self, N_("not known")));
        return nobody;
    }
    resource = fhir_add(self, "Practitioner", name, FHIR_NOWHERE);
    if (resource != NULL) {
        struct fhir_narrative narrative = {BUF_INIT};
        fhir_append(resource, "identifier", identifier("urn:verhaal:user", name));
        fhir_append(resource, "name", name_of(name));
        fhir_narrate_fact(&narrative, say(self, N_("Name")), name);
        fhir_put_narrative(self, resource, &narrative);
    }
    return fhir_reference("Practitioner", name, name);
}

/* ---- visits ---- */

json_t *fhir_encounter_reference(const struct fhir *self, const struct contact *contact)
{
    struct buf day = BUF_INIT;
    if (has(contact->date)) {
        when_edtf(&day, contact->date, self->language);
    } else {
        when_day(&day, contact->time, world_offset_at(self->summary->request->zone, contact->time),
                 self->language);
    }
    json_t *reference = fhir_reference("Encounter", contact->id, buf_text(&day));
    buf_finish(&day);
    return reference;
}

/* Only the language may have been noted instead of a name. */
static bool has_name(const struct contact *contact)
{
    return !(islower((unsigned char)contact->interpreter[0]) &&
             language_is_known(contact->interpreter));
}

/* A professional works there; anybody else comes with the patient. */
static json_t *interpreter(struct fhir *self, const struct contact *contact)
{
    const char *type = contact->professional ? "Practitioner" : "RelatedPerson";
    struct buf key = BUF_INIT, phrase = BUF_INIT;
    struct fhir_narrative narrative = {BUF_INIT};
    buf_add_format(&key, "interpreter %s", contact->interpreter);
    phrase_interpreter(&phrase, contact, self->language);
    json_t *resource = fhir_add(self, type, buf_text(&key), FHIR_NOWHERE);
    if (resource != NULL) {
        if (!contact->professional) {
            json_object_set_new(resource, "patient", fhir_patient_reference(self));
            fhir_append(resource, "relationship", fhir_concept(NULL, say(self, N_("Interpreter"))));
        }
        if (has_name(contact)) {
            fhir_append(resource, "name", name_of(contact->interpreter));
        } else {
            json_t *language = language_concept(self, contact->interpreter);
            if (contact->professional) {
                fhir_append(resource, "communication", language);
            } else {
                json_t *communication = json_object();
                json_object_set_new(communication, "language", language);
                fhir_append(resource, "communication", communication);
            }
        }
        fhir_narrate_fact(&narrative, say(self, N_("Interpreter")), buf_text(&phrase));
        fhir_put_narrative(self, resource, &narrative);
    }
    json_t *reference = fhir_reference(type, buf_text(&key), buf_text(&phrase));
    buf_finish(&phrase);
    buf_finish(&key);
    return reference;
}

static void put_interpreter(struct fhir *self, json_t *resource, const struct contact *contact)
{
    if (!has(contact->interpreter)) {
        return;
    }
    json_t *participant = json_object();
    fhir_append(
        participant, "type",
        fhir_concept(fhir_coding(TERMINOLOGY "participant-type", "translator", "Translator"),
                     say(self, N_("Interpreter"))));
    fhir_extend_text(participant, "mode", "valueString", contact->mode);
    json_object_set_new(questionnaire_extend(participant, FHIR_OURS "professional"), "valueBoolean",
                        json_boolean(contact->professional));
    json_object_set_new(participant, "individual", interpreter(self, contact));
    fhir_append(resource, "participant", participant);
}

static void narrate_contact(const struct fhir *self, json_t *resource,
                            const struct contact *contact)
{
    struct fhir_narrative narrative = {BUF_INIT};
    struct buf text = BUF_INIT;
    json_t *reference = fhir_encounter_reference(self, contact);
    fhir_narrate_fact(&narrative, "", json_text(reference, "display"));
    fhir_narrate_fact(&narrative, say(self, N_("Present")), contact->present);
    if (has(contact->language)) {
        language_name(&text, contact->language, self->language);
    }
    fhir_narrate_fact(&narrative, say(self, N_("Language")), buf_text(&text));
    buf_clear(&text);
    phrase_interpreter(&text, contact, self->language);
    fhir_narrate_fact(&narrative, say(self, N_("Interpreter")), buf_text(&text));
    fhir_narrate_fact(&narrative, say(self, N_("Trouble with interpreting")), contact->trouble);
    fhir_narrate_fact(&narrative, say(self, N_("Consent")), contact->consent);
    fhir_put_narrative(self, resource, &narrative);
    json_decref(reference);
    buf_finish(&text);
}

static void add_encounter(struct fhir *self, const struct contact *contact)
{
    json_t *resource = fhir_add(self, "Encounter", contact->id, FHIR_VISITS);
    json_t *period = json_object();
    struct buf date = BUF_INIT;
    fhir_extend_text(resource, "present", "valueString", contact->present);
    fhir_extend_text(resource, "language", "valueString", contact->language);
    fhir_extend_text(resource, "trouble", "valueString", contact->trouble);
    fhir_extend_text(resource, "consent", "valueString", contact->consent);
    json_put_text(resource, "status", "finished");
    json_object_set_new(resource, "class",
                        fhir_coding(TERMINOLOGY "v3-ActCode", "AMB", "ambulatory"));
    json_object_set_new(resource, "subject", fhir_patient_reference(self));
    put_interpreter(self, resource, contact);
    if (fhir_date(&date, contact->date)) {
        json_put_text(period, "start", buf_text(&date));
    } else {
        fhir_put_time(period, "start", contact->time);
    }
    json_object_set_new(resource, "period", period);
    narrate_contact(self, resource, contact);
    buf_finish(&date);
}

void fhir_add_encounters(struct fhir *self)
{
    const struct record *record = self->summary->request->record;
    for (size_t i = 0; i < record->contact_count; i++) {
        add_encounter(self, &record->contacts[i]);
    }
}
