/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Bundle: a document with its Composition first, or a collection of the same
 * resources for programs that only want data.
 */
#include "export/fhir.h"

#include "base/digest.h"
#include "base/i18n.h"
#include "base/world.h"

#include <stdio.h>
#include <string.h>

void fhir_url(char out[FHIR_URL_SIZE], const char *type, const char *key)
{
    char uuid[37];
    struct buf name = BUF_INIT;
    buf_add_format(&name, "verhaal %s %s", type, key);
    digest_uuid(uuid, buf_text(&name));
    (void)snprintf(out, FHIR_URL_SIZE, "urn:uuid:%s", uuid);
    buf_finish(&name);
}

static void remember(struct fhir *self, enum fhir_place place, const char *url)
{
    if (place == FHIR_NOWHERE) {
        return;
    }
    if (self->places[place] == NULL) {
        self->places[place] = json_array();
    }
    json_t *reference = json_object();
    json_put_text(reference, "reference", url);
    json_array_append_new(self->places[place], reference);
}

json_t *fhir_add(struct fhir *self, const char *type, const char *key, enum fhir_place place)
{
    char url[FHIR_URL_SIZE];
    fhir_url(url, type, key);
    if (json_object_get(self->known, url) != NULL) {
        return NULL;
    }
    json_t *entry = json_object(), *resource = json_object();
    json_put_text(entry, "fullUrl", url);
    json_put_text(resource, "resourceType", type);
    json_put_text(resource, "id", url + strlen("urn:uuid:"));
    json_put_text(resource, "language", self->language);
    json_object_set_new(entry, "resource", resource);
    json_array_append_new(self->entries, entry);
    json_object_set_new(self->known, url, json_true());
    remember(self, place, url);
    return resource;
}

/* The state of the whole: what may still change says so. */
static const char *status_of(const struct fhir *self)
{
    bool open = false, amended = false;
    for (size_t i = 0; i < self->summary->interview_count; i++) {
        const struct summary_interview *part = &self->summary->interviews[i];
        if (!part->interview->removed) {
            open = open || part->interview->state == INTERVIEW_OPEN;
            amended = amended || fhir_is_amended(self, part);
        }
    }
    return open ? "preliminary" : amended ? "amended" : "final";
}

/* One export of one state: the last edit and the moment name it. */
static void key_of(struct buf *out, const struct summary *summary)
{
    const struct summary_request *request = summary->request;
    const struct record *record = request->record;
    buf_add_format(out, "%s %lld %s %s", request->patient_id, (long long)request->now,
                   summary->language,
                   record->edit_count > 0 ? record->edits[record->edit_count - 1].id : "");
}

static json_t *add_composition(struct fhir *self, const char *key)
{
    json_t *resource = fhir_add(self, "Composition", key, FHIR_NOWHERE);
    json_put_text(resource, "status", status_of(self));
    json_object_set_new(resource, "type",
                        fhir_concept(fhir_coding("http://loinc.org", "28635-1",
                                                 "Psychiatry Initial evaluation note"),
                                     i18n_in(self->language, N_("Intake summary"))));
    return resource;
}

/* What refers to others comes when those are there. */
static void fill_composition(struct fhir *self, json_t *resource)
{
    const struct summary_request *request = self->summary->request;
    const struct record *record = request->record;
    json_object_set_new(resource, "subject", fhir_patient_reference(self));
    if (record->contact_count > 0) {
        json_object_set_new(
            resource, "encounter",
            fhir_encounter_reference(self, &record->contacts[record->contact_count - 1]));
    }
    fhir_put_time(resource, "date", request->now);
    fhir_append(resource, "author", fhir_user(self, request->author));
    fhir_put(resource, "title", i18n_in(self->language, N_("Intake summary")));
    json_put_text(resource, "confidentiality", "R");
    fhir_extend_text(resource, "seal", "valueString", request->seal);
    fhir_put_sections(self, resource);
    if (json_object_get(resource, "text") == NULL) {
        struct fhir_narrative narrative = {BUF_INIT};
        fhir_narrate_fact(&narrative, "", self->summary->document->title);
        fhir_put_narrative(self, resource, &narrative);
    }
}

static json_t *begin_bundle(struct fhir *self, const char *key, bool document)
{
    json_t *bundle = json_object(), *identifier = json_object();
    char url[FHIR_URL_SIZE];
    fhir_url(url, document ? "document" : "collection", key);
    json_put_text(bundle, "resourceType", "Bundle");
    json_put_text(bundle, "id", url + strlen("urn:uuid:"));
    json_put_text(bundle, "language", self->language);
    json_put_text(identifier, "system", "urn:ietf:rfc:3986");
    json_put_text(identifier, "value", url);
    json_object_set_new(bundle, "identifier", identifier);
    json_put_text(bundle, "type", document ? "document" : "collection");
    fhir_put_time(bundle, "timestamp", self->summary->request->now);
    json_object_set(bundle, "entry", self->entries);
    return bundle;
}

json_t *fhir_bundle(const struct summary *summary, enum summary_bundle kind, struct losses *losses)
{
    struct fhir self = {
        .summary = summary,
        .language = summary->language,
        .entries = json_array(),
        .known = json_object(),
        .losses = losses,
    };
    bool document = kind == SUMMARY_DOCUMENT;
    struct buf key = BUF_INIT;
    key_of(&key, summary);
    json_t *bundle = begin_bundle(&self, buf_text(&key), document);
    json_t *composition = document ? add_composition(&self, buf_text(&key)) : NULL;
    fhir_add_patient(&self);
    fhir_add_encounters(&self);
    fhir_add_responses(&self);
    fhir_add_relations(&self);
    if (!document) {
        losses_add(losses, NULL, "%s", _("what is only text: a collection has no Composition"));
    }
    if (document) {
        fill_composition(&self, composition);
        fhir_add_composer(&self, buf_text(&key));
    }
    for (size_t i = 0; i < FHIR_PLACE_COUNT; i++) {
        json_decref(self.places[i]);
    }
    json_decref(self.known);
    json_decref(self.entries);
    buf_finish(&key);
    return bundle;
}
